//! The fields of a reply: what is asked, what stands there, and what was written.

use chrono::NaiveDate;
use domain::{
    fields::Fields,
    ids::{AccountId, MeetingId},
    question::{AnswerOption, Question},
    refusal::{DatePart, Reason, Refusal},
    reply::{AskedQuestion, Decision, Deed, ITEM_LIMIT, Reply, RestsOn, SENTENCE_LIMIT, TITLE_LIMIT, WORDS_LIMIT},
    vocabulary::Word,
};

use super::{
    super::{
        about::{ADDRESS_HINT, ADDRESS_LIMIT, document},
        asking::{Asks, Told, all, choice, choices, date, line, lines, option, parts_of_day},
    },
    Room,
};
use crate::words::{analysis, meetings, numbers};

const TITLE: &str = "title";
const ASKED: &str = "asked";
const SAID: &str = "said";
const PRIORITIES: &str = "priorities";
const TAGS: &str = "tags";
const DEED: &str = "deed";
const DID: &str = "did";
const BY: &str = "by";
const SECTION: &str = "section-title";
const SECTION_ADDRESS: &str = "section-address";
const MEETING: &str = "meeting";
const ITEM: &str = "item";
const DECISION: &str = "decision";

/// Lists what is asked; figures and tags only where there are any.
pub(super) fn questions(room: &Room, reader: Option<AccountId>) -> Vec<Question> {
    let asked = room.questions.iter().map(|(id, text)| option(id, text)).collect();
    let mut questions = vec![
        line(TITLE, "What is it about?", TITLE_LIMIT).hint("A few words, for example: Ponds in parks."),
        choices(ASKED, "What did you ask?", asked)
            .optional()
            .hint("The questions that it is about. None stands for the consultation as a whole."),
        lines(SAID, "What did people say?", WORDS_LIMIT)
            .hint("In a sentence or two. Name nobody, and type no figures: choose them below, so that they are right."),
    ];
    let priorities = priorities(room);
    questions.extend((!priorities.is_empty()).then(|| {
        choices(PRIORITIES, "Which figures show it?", priorities)
            .optional()
            .hint("They are those of the newest results that are public, and lead there.")
    }));
    let tags = tags(room, reader);
    questions.extend((!tags.is_empty()).then(|| {
        choices(TAGS, "Which tags do the comments have in which it was said?", tags)
            .optional()
            .hint("Everybody reads how many comments have a tag, unless fewer than 10 people wrote them.")
    }));
    questions.extend([
        choice(DEED, "What did you do?", all::<Deed>()),
        lines(DID, "Say it in words", WORDS_LIMIT)
            .hint("What is or will be different; if nothing is, the reason; if it is not decided, what happens next."),
        date(BY, "By when?").optional().hint("Needed if you will change it, or if it is not decided yet."),
        line(SECTION, "Section of the strategy", TITLE_LIMIT).optional(),
        line(SECTION_ADDRESS, "Where is that section?", ADDRESS_LIMIT).optional().hint(ADDRESS_HINT),
    ]);
    let meetings = meetings(&room.meetings);
    questions.extend((!meetings.is_empty()).then(|| {
        choice(MEETING, "Which meeting decided it?", meetings)
            .optional()
            .hint("Only meetings whose minutes everybody can read.")
    }));
    questions.extend(
        (!room.meetings.is_empty()).then(|| {
            line(ITEM, "Number or name of the item", ITEM_LIMIT).optional().hint("For example: 4, or Habitats.")
        }),
    );
    questions.extend(
        (!room.meetings.is_empty())
            .then(|| lines(DECISION, "The decision in the words of the minutes", SENTENCE_LIMIT).optional()),
    );
    questions
}

fn priorities(room: &Room) -> Vec<AnswerOption> {
    let items = room.results.iter().flat_map(|released| &released.results.items);
    let label = |label: &str, weight: f64| format!("{label}: {}%", analysis::tenths(weight * 100.0));
    items.map(|item| option(&item.priority, &label(&item.label, item.weight))).collect()
}

fn tags(room: &Room, reader: Option<AccountId>) -> Vec<AnswerOption> {
    let counts = room.counts(reader);
    let tag = |tag: &domain::code_frame::Tag| {
        let comments = counts.get(tag.id.as_str()).map_or(0, |count| count.comments);
        option(&tag.id, &format!("{} ({})", tag.words.name, numbers::count(comments, "comment", "comments")))
    };
    room.commented.frame.in_use().map(tag).collect()
}

/// Makes an option of each meeting.
pub(in super::super) fn meetings(records: &[store::MeetingRecord]) -> Vec<AnswerOption> {
    let title =
        |record: &store::MeetingRecord| meetings::title(&record.group, record.minutes.kind, record.meeting.held_on);
    records.iter().map(|record| option(&record.meeting.id.to_string(), &title(record))).collect()
}

/// Fills the form with what stands there.
pub(super) fn fields(reply: &Reply, room: &Room) -> Fields {
    let mut pairs = vec![
        (TITLE.to_owned(), reply.title.clone()),
        (SAID.to_owned(), reply.said.clone()),
        (DEED.to_owned(), reply.deed.word().to_owned()),
        (DID.to_owned(), reply.did.clone()),
    ];
    pairs.extend(reply.asked.iter().map(|asked| (ASKED.to_owned(), asked.id.clone())));
    let priorities = reply.rests_on.iter().flat_map(|rests_on| &rests_on.priorities);
    pairs.extend(priorities.map(|code| (PRIORITIES.to_owned(), code.clone())));
    let frame = &room.commented.frame;
    pairs.extend(reply.tags.iter().map(|tag| (TAGS.to_owned(), frame.counts_for(tag).to_owned())));
    pairs.extend(reply.by.into_iter().flat_map(|by| parts_of_day(BY, by)));
    if let Some(section) = &reply.section {
        pairs.push((SECTION.to_owned(), section.title.clone()));
        pairs.push((SECTION_ADDRESS.to_owned(), section.address.clone()));
    }
    if let Some(decision) = &reply.decision {
        pairs.push((MEETING.to_owned(), decision.meeting.to_string()));
        pairs.push((ITEM.to_owned(), decision.item.clone()));
        pairs.push((DECISION.to_owned(), decision.words.clone()));
    }
    Fields::new(pairs)
}

/// Reads a reply.
///
/// # Errors
/// Says what has to be put right.
pub(super) fn read(room: &Room, fields: &Fields, today: NaiveDate) -> Result<Reply, Vec<Refusal>> {
    let questions = questions(room, None);
    let mut told = Told::new(&questions, fields);
    let (section, decision) = (document(&mut told, SECTION, SECTION_ADDRESS), decision(&mut told));
    let deed = told.chosen(DEED).and_then(Deed::from_word);
    let by = told.date(BY);
    if deed.is_some_and(Deed::needs_day) {
        match by {
            None => told.refuse(&DatePart::Day.field(BY), Reason::Missing),
            Some(day) if day < today => told.refuse(&DatePart::Day.field(BY), Reason::TooEarly { earliest: today }),
            Some(_) => {}
        }
    }
    let Some(deed) = deed.filter(|_| !told.is_refused()) else { return Err(told.refusals(&questions)) };
    let asked = told.all_chosen(ASKED);
    let asked = room.questions.iter().filter(|(id, _)| asked.contains(id));
    let priorities = told.all_chosen(PRIORITIES);
    let edition = room.results.as_ref().map(|released| released.edition);
    Ok(Reply {
        title: told.needed_words(TITLE),
        asked: asked.map(|(id, text)| AskedQuestion { id: id.clone(), text: text.clone() }).collect(),
        said: told.needed_words(SAID),
        rests_on: edition.filter(|_| !priorities.is_empty()).map(|edition| RestsOn { edition, priorities }),
        tags: told.all_chosen(TAGS),
        deed,
        did: told.needed_words(DID),
        by,
        section,
        decision,
    })
}

/// Reads the decision; of meeting, item and words none stands without the others.
fn decision(told: &mut Told) -> Option<Decision> {
    let meeting = told.chosen(MEETING).and_then(|id| id.parse().ok()).map(MeetingId);
    let (item, words) = (told.words(ITEM), told.words(DECISION));
    let given = [(MEETING, meeting.is_some()), (ITEM, item.is_some()), (DECISION, words.is_some())];
    if given.iter().any(|(_, is_given)| *is_given) {
        for (field, _) in given.iter().filter(|(_, is_given)| !is_given) {
            told.refuse(field, Reason::Missing);
        }
    }
    Some(Decision { meeting: meeting?, item: item?, words: words? })
}
