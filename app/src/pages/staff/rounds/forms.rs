//! What the forms of rounds ask, how they are filled, and what is read from them.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::{
    fields::Fields,
    ids::StakeholderId,
    question::{AnswerOption, Question},
    refusal::{DatePart, Reason, Refusal},
    round::{Ground, LINE_LIMIT, Opinion, Rejoinder, Round, RoundKind, SENTENCE_LIMIT, Stance, WORDS_LIMIT},
    vocabulary::Word,
};

use super::Room;
use crate::{
    pages::staff::{
        asking::{Asks, Told, all, choice, choices, date, line, lines, option, parts_of_day},
        evidence::{self, Sources, read_document},
    },
    words::Labelled,
};

const KIND: &str = "kind";
const TITLE: &str = "title";
const GIVEN: &str = "given";
const AUTHORITIES: &str = "authorities";
const ON: &str = "on";
const STANCE: &str = "stance";
const GROUNDS: &str = "grounds";
const WORDS: &str = "words";
const CAME: &str = "came";
const DECIDED: &str = "decided";
const SENT: &str = "sent";
const REASON: &str = "reason";

fn some<W: Labelled>(words: impl IntoIterator<Item = W>) -> Vec<AnswerOption> {
    let one = |word: W| AnswerOption { hint: word.hint().map(str::to_owned), ..option(word.word(), word.label()) };
    words.into_iter().map(one).collect()
}

/// Asks what is given to whom; its kind only as long as nobody has said anything, and not to those who are given it already and stand no more.
pub(super) fn of_round(room: &Room, sources: &Sources, has_kind: bool) -> Vec<Question> {
    let authority =
        |stored: &store::StoredStakeholder| option(&stored.registered.number.to_string(), &room.name(stored.id));
    let kind = choice(KIND, "What are they given?", all::<RoundKind>());
    let rest = [
        line(TITLE, "What is it called?", LINE_LIMIT).hint("For example: Draft strategy of January 2025."),
        date(GIVEN, "On which day is it given?").hint(
            "This day is the first of the 28. An authority that gets it on another day can have a day of its own.",
        ),
        choices(AUTHORITIES, "To which supporting authorities?", room.supporting().map(authority).collect())
            .hint("Those of the involvement register. One that has answered stays, whatever is ticked here."),
    ];
    has_kind.then_some(kind).into_iter().chain(rest).chain(sources.asks_document("Which document is it?")).collect()
}

/// Fills the form of a new round: with all authorities.
pub(super) fn new_round(room: &Room) -> Fields {
    Fields::new(room.supporting().map(|stored| (AUTHORITIES, stored.registered.number.to_string())))
}

/// Fills the form of a round.
pub(super) fn round(round: &Round, room: &Room) -> Fields {
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let mut pairs = vec![pair(KIND, round.kind.word()), pair(TITLE, &round.title)];
    pairs.extend(parts_of_day(GIVEN, round.given_on));
    let authorities = round.authorities.iter().filter_map(|id| room.authority(*id));
    pairs.extend(authorities.map(|stored| pair(AUTHORITIES, &stored.registered.number.to_string())));
    let evidence = domain::involvement::Evidence { document: round.document, ..Default::default() };
    pairs.extend(evidence::filled(&evidence));
    Fields::new(pairs)
}

/// Reads a round; `kind` is what it is, where that is not asked.
pub(super) fn read_round(
    questions: &[Question],
    fields: &Fields,
    (room, kind): (&Room, Option<RoundKind>),
) -> Result<Round, Vec<Refusal>> {
    let told = Told::new(questions, fields);
    let kind = kind.or_else(|| told.chosen(KIND).and_then(RoundKind::from_word));
    let chosen = told.all_chosen(AUTHORITIES);
    let authorities: BTreeSet<StakeholderId> =
        chosen.iter().filter_map(|number| room.numbered(number).ok()).map(|stored| stored.id).collect();
    match (kind, told.date(GIVEN)) {
        (Some(kind), Some(given_on)) if !told.is_refused() => {
            Ok(Round { kind, title: told.needed_words(TITLE), given_on, authorities, document: read_document(&told) })
        }
        _ => Err(told.refusals(questions)),
    }
}

/// Asks on which day an authority got it.
pub(super) fn of_receipt() -> Vec<Question> {
    vec![date(ON, "On which day did this authority get it?").hint("This day is the first of its 28.")]
}

/// Fills the form with a day.
pub(super) fn receipt(on: NaiveDate) -> Fields {
    Fields::new(parts_of_day(ON, on))
}

/// Reads on which day an authority got it.
pub(super) fn read_receipt(fields: &Fields) -> Result<NaiveDate, Vec<Refusal>> {
    let questions = of_receipt();
    let told = Told::new(&questions, fields);
    told.date(ON).ok_or_else(|| told.refusals(&questions))
}

/// Asks what an authority said.
pub(super) fn of_opinion(kind: RoundKind, sources: &Sources) -> Vec<Question> {
    let grounds = match kind {
        RoundKind::Draft => "On what does the objection rest?",
        RoundKind::Final => "On what does the notice rest?",
    };
    let mut questions = vec![
        choice(STANCE, "What did it say?", some(kind.stances())),
        choices(GROUNDS, grounds, some(kind.grounds())).optional().hint("Needed with an objection or a notice."),
        lines(WORDS, "In words", WORDS_LIMIT).optional(),
        date(CAME, "On which day did it come?"),
        line(DECIDED, "Who decided it there?", LINE_LIMIT).optional().hint(
            "A meeting, or an officer by their post, for example: the Head of Planning, by delegated power. No name.",
        ),
    ];
    questions.extend(sources.questions());
    questions
}

/// Fills the form of what an authority said.
pub(super) fn opinion(opinion: &Opinion) -> Fields {
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let mut pairs = vec![pair(STANCE, opinion.stance.word())];
    pairs.extend(opinion.grounds.iter().map(|ground| pair(GROUNDS, ground.word())));
    pairs.extend(opinion.words.iter().map(|words| pair(WORDS, words)));
    pairs.extend(parts_of_day(CAME, opinion.received_on));
    pairs.extend(opinion.decided_by.iter().map(|who| pair(DECIDED, who)));
    pairs.extend(evidence::filled(&opinion.evidence));
    Fields::new(pairs)
}

/// Reads a day that has to be one from the earliest to today.
fn day_until(told: &mut Told, id: &str, (earliest, today): (NaiveDate, NaiveDate)) -> Option<NaiveDate> {
    let day = told.date(id)?;
    if day > today {
        told.refuse(&DatePart::Day.field(id), Reason::TooLate { latest: today });
    } else if day < earliest {
        told.refuse(&DatePart::Day.field(id), Reason::TooEarly { earliest });
    }
    Some(day)
}

/// Reads what an authority said, which came on a day within some.
pub(super) fn read_opinion(
    questions: &[Question],
    fields: &Fields,
    days: (NaiveDate, NaiveDate),
) -> Result<Opinion, Vec<Refusal>> {
    let mut told = Told::new(questions, fields);
    let stance = told.chosen(STANCE).and_then(Stance::from_word);
    let has_grounds = stance.is_some_and(Stance::has_grounds);
    let chosen = told.all_chosen(GROUNDS);
    let grounds: BTreeSet<Ground> =
        chosen.iter().filter_map(|word| Ground::from_word(word)).filter(|_| has_grounds).collect();
    if has_grounds && grounds.is_empty() {
        told.refuse(GROUNDS, Reason::Missing);
    }
    let received_on = day_until(&mut told, CAME, days);
    let evidence = Sources::read(&mut told);
    match (stance, received_on) {
        (Some(stance), Some(received_on)) if !told.is_refused() => Ok(Opinion {
            stance,
            grounds,
            words: told.words(WORDS),
            received_on,
            decided_by: told.words(DECIDED),
            evidence,
        }),
        _ => Err(told.refusals(questions)),
    }
}

/// Asks what an authority was answered.
pub(super) fn of_rejoinder(sources: &Sources) -> Vec<Question> {
    let mut questions = vec![
        date(SENT, "On which day was it answered?"),
        lines(WORDS, "What was it answered?", WORDS_LIMIT)
            .hint("What was looked into, what came of that, and what follows from it."),
    ];
    questions.extend(sources.questions());
    questions
}

/// Fills the form of what an authority was answered.
pub(super) fn rejoinder(rejoinder: &Rejoinder) -> Fields {
    let words = (WORDS.to_owned(), rejoinder.words.clone());
    let day = parts_of_day(SENT, rejoinder.sent_on);
    Fields::new(day.into_iter().chain([words]).chain(evidence::filled(&rejoinder.evidence)))
}

/// Reads what an authority was answered, on a day within some.
pub(super) fn read_rejoinder(
    questions: &[Question],
    fields: &Fields,
    days: (NaiveDate, NaiveDate),
) -> Result<Rejoinder, Vec<Refusal>> {
    let mut told = Told::new(questions, fields);
    let sent_on = day_until(&mut told, SENT, days);
    let evidence = Sources::read(&mut told);
    match sent_on {
        Some(sent_on) if !told.is_refused() => Ok(Rejoinder { sent_on, words: told.needed_words(WORDS), evidence }),
        _ => Err(told.refusals(questions)),
    }
}

/// Asks for a reason.
pub(super) fn of_reason(text: &str) -> Vec<Question> {
    vec![lines(REASON, text, SENTENCE_LIMIT).hint("What was written stays among the steps. Name nobody.")]
}

/// Reads a reason.
pub(super) fn read_reason(questions: &[Question], fields: &Fields) -> Result<String, Vec<Refusal>> {
    let told = Told::new(questions, fields);
    if told.is_refused() { Err(told.refusals(questions)) } else { Ok(told.needed_words(REASON)) }
}
