//! What those who decide said about a proposal, recorded against their meeting or where else it was.

use domain::{
    ids::MeetingId,
    question::Question,
    refusal::{DatePart, Reason},
    sift::{Course, DecidedAt, SENTENCE_LIMIT, SiftDecision, SiftStep, TITLE_LIMIT, WORDS_LIMIT},
    vocabulary::Word,
};

use super::step::{Desk, NotTaken};
use crate::pages::staff::{
    asking::{Asks, Told, all, choice, date, line, lines, option},
    replies::meetings,
};

const COURSE: &str = "course";
const WORDS: &str = "words";
const UNTIL: &str = "until";
const MEETING: &str = "meeting";
const ITEM: &str = "item";
const ON: &str = "on";
const PLACE: &str = "place";
const REASON: &str = "reason";
/// What is chosen where it was decided at no meeting with minutes here.
const ELSEWHERE: &str = "elsewhere";

/// Lists what is asked of a decision.
pub(super) fn questions(desk: &Desk<'_>) -> Vec<Question> {
    let mut places = meetings(&desk.meetings);
    places.push(option(ELSEWHERE, "Somewhere else, as said below"));
    let mut questions = vec![
        choice(COURSE, "What is decided?", all::<Course>()),
        lines(WORDS, "The decision in words", WORDS_LIMIT)
            .hint("With the reason. If it is taken forward in part, say which part."),
        date(UNTIL, "Until when is it put off?").optional().hint("Needed if it is put off."),
        choice(MEETING, "Which meeting decided it?", places).hint("Meetings whose minutes everybody can read."),
        line(ITEM, "Number or name of the item", TITLE_LIMIT)
            .optional()
            .hint("Needed with a meeting, for example: 4, or Habitats."),
        date(ON, "When was it decided, if somewhere else?").optional(),
        line(PLACE, "Where, and by whom?", SENTENCE_LIMIT)
            .optional()
            .hint("Needed with the day, for example: by the steering group, by email."),
    ];
    questions.extend(desk.sifted().decision().map(|_| {
        lines(REASON, "Why does it take the place of the decision before?", SENTENCE_LIMIT)
            .hint("The decision before stays on the page of the proposal.")
    }));
    questions
}

/// Reads a decision.
pub(super) fn read(desk: &Desk<'_>, told: &mut Told) -> Result<SiftStep, NotTaken> {
    let (course, until) = (told.chosen(COURSE).and_then(Course::from_word), told.date(UNTIL));
    if course == Some(Course::PutOff) {
        match until {
            None => told.refuse(&DatePart::Day.field(UNTIL), Reason::Missing),
            Some(day) if day < desk.today => {
                told.refuse(&DatePart::Day.field(UNTIL), Reason::TooEarly { earliest: desk.today });
            }
            Some(_) => {}
        }
    }
    let decided_at = decided_at(desk, told);
    let (Some(course), Some(decided_at), false) = (course, decided_at, told.is_refused()) else {
        return Err(NotTaken::Typed(told.clone().refusals(&questions(desk))));
    };
    let decision = SiftDecision {
        course,
        words: told.needed_words(WORDS),
        until: until.filter(|_| course == Course::PutOff),
        decided_at,
        reason: told.needed_words(REASON),
    };
    Ok(desk.sifted().decide(decision, &desk.room.sieves)?)
}

/// Reads where it was decided: a meeting with its item, or a day with words.
fn decided_at(desk: &Desk<'_>, told: &mut Told) -> Option<DecidedAt> {
    let chosen = told.chosen(MEETING)?.to_owned();
    if chosen != ELSEWHERE {
        let item = told.words(ITEM);
        if item.is_none() {
            told.refuse(ITEM, Reason::Missing);
        }
        return Some(DecidedAt::Meeting { meeting: MeetingId(chosen.parse().ok()?), item: item? });
    }
    let (on, words) = (told.date(ON), told.words(PLACE));
    match on {
        None => told.refuse(&DatePart::Day.field(ON), Reason::Missing),
        Some(day) if day > desk.today => told.refuse(&DatePart::Day.field(ON), Reason::TooLate { latest: desk.today }),
        Some(_) => {}
    }
    if words.is_none() {
        told.refuse(PLACE, Reason::Missing);
    }
    Some(DecidedAt::Elsewhere { on: on?, words: words? })
}
