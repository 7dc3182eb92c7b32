//! What the forms of the register ask, how they are filled, and what is read from them.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::{
    fields::Fields,
    involvement::{
        Aspect, Intention, Involvement, NAME_LIMIT, Personal, Registered, SENTENCE_LIMIT, Stakeholder, StakeholderKind,
        StakeholderRole, WORDS_LIMIT, Way,
    },
    question::Question,
    refusal::{DatePart, Reason, Refusal},
    vocabulary::Word,
};

use crate::pages::staff::{
    asking::{Asks, Told, all, choice, choices, date, line, lines, parts_of_day, tick, ticked},
    evidence::{self, Sources},
};

const NAME: &str = "name";
const KIND: &str = "kind";
const ROLE: &str = "role";
const CONTACT: &str = "contact";
const NOTES: &str = "notes";
const NAMED: &str = "named";
const ASPECTS: &str = "aspects";
const WAYS: &str = "ways";
const WORDS: &str = "words";
const WAY: &str = "way";
const SINCE: &str = "since";
const UNTIL: &str = "until";
const SAID: &str = "said";
const BECAME: &str = "became";
const REASON: &str = "reason";

/// Asks who a stakeholder is.
pub(super) fn of_stakeholder() -> Vec<Question> {
    vec![
        line(NAME, "Name", NAME_LIMIT),
        choice(KIND, "Is it an organisation or a person?", all::<StakeholderKind>()),
        choice(ROLE, "As what do they take part?", all::<StakeholderRole>()),
        line(CONTACT, "Contact", NAME_LIMIT)
            .optional()
            .hint("Of the organisation or by post, where you can. Only staff who write here see it."),
        lines(NOTES, "Notes for staff", WORDS_LIMIT)
            .optional()
            .hint("Only staff who write here see them. They can be deleted for good."),
        tick(NAMED, "Its name in public", "Everybody may read the name of this organisation")
            .hint("Ask it first. Then everybody reads that it took part, in which aspects, how and in which month. Nothing of a person is ever shown."),
    ]
}

/// Fills the form of who a stakeholder is.
pub(super) fn stakeholder(registered: &Registered) -> Fields {
    let (personal, stakeholder) = (&registered.personal, registered.stakeholder);
    let pairs = [
        (NAME, personal.name.clone()),
        (KIND, stakeholder.kind.word().to_owned()),
        (ROLE, stakeholder.role.word().to_owned()),
        (CONTACT, personal.contact.clone().unwrap_or_default()),
        (NOTES, personal.notes.clone().unwrap_or_default()),
    ];
    let pairs = pairs.into_iter().map(|(name, value)| (name.to_owned(), value));
    Fields::new(pairs.chain(ticked(NAMED, stakeholder.is_named)))
}

/// Reads who a stakeholder is.
pub(super) fn read_stakeholder(fields: &Fields) -> Result<(Stakeholder, Personal), Vec<Refusal>> {
    let questions = of_stakeholder();
    let told = Told::new(&questions, fields);
    let (kind, role) = (told.chosen(KIND), told.chosen(ROLE));
    let (kind, role) = (kind.and_then(StakeholderKind::from_word), role.and_then(StakeholderRole::from_word));
    match (kind, role) {
        (Some(kind), Some(role)) if !told.is_refused() => {
            let is_named = told.is_ticked(NAMED) && kind == StakeholderKind::Organisation;
            let personal =
                Personal { name: told.needed_words(NAME), contact: told.words(CONTACT), notes: told.words(NOTES) };
            Ok((Stakeholder { kind, role, is_named }, personal))
        }
        _ => Err(told.refusals(&questions)),
    }
}

fn aspects(text: &str) -> Question {
    choices(ASPECTS, text, all::<Aspect>())
}

/// Asks how a stakeholder will be involved.
pub(super) fn of_intention() -> Vec<Question> {
    vec![
        aspects("In which aspects of the statement and of the map will they be involved?"),
        choices(WAYS, "How will they be involved?", all::<Way>()),
        lines(WORDS, "What else is to be said of it?", WORDS_LIMIT)
            .optional()
            .hint("For example when, and what they asked for. Name nobody."),
    ]
}

/// Fills the form of how a stakeholder will be involved.
pub(super) fn intention(intention: &Intention) -> Fields {
    let aspects = intention.aspects.iter().map(|aspect| (ASPECTS, aspect.word().to_owned()));
    let ways = intention.ways.iter().map(|way| (WAYS, way.word().to_owned()));
    let words = intention.words.iter().map(|words| (WORDS, words.clone()));
    Fields::new(aspects.chain(ways).chain(words))
}

fn all_chosen<W: Word>(told: &Told, id: &str) -> BTreeSet<W> {
    told.all_chosen(id).iter().filter_map(|word| W::from_word(word)).collect()
}

/// Reads how a stakeholder will be involved.
pub(super) fn read_intention(fields: &Fields) -> Result<Intention, Vec<Refusal>> {
    let questions = of_intention();
    let told = Told::new(&questions, fields);
    if told.is_refused() {
        return Err(told.refusals(&questions));
    }
    let (aspects, ways) = (all_chosen(&told, ASPECTS), all_chosen(&told, WAYS));
    Ok(Intention { aspects, ways, words: told.words(WORDS) })
}

/// Asks what happened when a stakeholder was involved.
pub(super) fn of_involvement(sources: &Sources) -> Vec<Question> {
    let mut questions = vec![
        aspects("In which aspects of the statement and of the map were they involved?"),
        choice(WAY, "How were they involved?", all::<Way>()),
        date(SINCE, "When was it?").hint("The day, or the first of several."),
        date(UNTIL, "Last day").optional().hint("If it was on several days."),
    ];
    questions.extend(sources.questions());
    questions.extend([
        lines(SAID, "What did they say?", WORDS_LIMIT).optional().hint("In short. Name nobody."),
        lines(BECAME, "What became of it?", WORDS_LIMIT)
            .optional()
            .hint("What it changed in the strategy, or why it changed nothing."),
    ]);
    questions
}

/// Fills the form of what happened.
pub(super) fn involvement(involvement: &Involvement) -> Fields {
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let mut pairs: Vec<_> = involvement.aspects.iter().map(|aspect| pair(ASPECTS, aspect.word())).collect();
    pairs.push(pair(WAY, involvement.way.word()));
    pairs.extend(parts_of_day(SINCE, involvement.since));
    pairs.extend(involvement.until.into_iter().flat_map(|day| parts_of_day(UNTIL, day)));
    pairs.extend(evidence::filled(&involvement.evidence));
    pairs.extend(involvement.said.iter().map(|said| pair(SAID, said)));
    pairs.extend(involvement.became.iter().map(|became| pair(BECAME, became)));
    Fields::new(pairs)
}

/// Reads what happened.
pub(super) fn read_involvement(
    fields: &Fields,
    sources: &Sources,
    today: NaiveDate,
) -> Result<Involvement, Vec<Refusal>> {
    let questions = of_involvement(sources);
    let mut told = Told::new(&questions, fields);
    let (since, until) = (told.date(SINCE), told.date(UNTIL));
    for (id, day) in [(SINCE, since), (UNTIL, until)] {
        if day.is_some_and(|day| day > today) {
            told.refuse(&DatePart::Day.field(id), Reason::TooLate { latest: today });
        }
    }
    if let Some((earliest, _)) = since.zip(until).filter(|(since, until)| until < since) {
        told.refuse(&DatePart::Day.field(UNTIL), Reason::TooEarly { earliest });
    }
    let evidence = Sources::read(&mut told);
    let way = told.chosen(WAY).and_then(Way::from_word);
    match (way, since) {
        (Some(way), Some(since)) if !told.is_refused() => Ok(Involvement {
            aspects: all_chosen(&told, ASPECTS),
            way,
            since,
            until,
            evidence,
            said: told.words(SAID),
            became: told.words(BECAME),
        }),
        _ => Err(told.refusals(&questions)),
    }
}

/// Asks why something is taken out.
pub(super) fn of_reason(text: &str) -> Vec<Question> {
    vec![lines(REASON, text, SENTENCE_LIMIT).hint("It stays here, with the reason, and can be put back. Name nobody.")]
}

/// Reads why something is taken out.
pub(super) fn read_reason(questions: &[Question], fields: &Fields) -> Result<String, Vec<Refusal>> {
    let told = Told::new(questions, fields);
    if told.is_refused() { Err(told.refusals(questions)) } else { Ok(told.needed_words(REASON)) }
}

/// Asks whether what leads to somebody is to be deleted.
pub(super) fn of_forgetting() -> Vec<Question> {
    vec![choices(
        REASON,
        "Delete it for good?",
        vec![super::super::asking::option("yes", "Yes, delete it. It cannot be undone")],
    )]
}
