//! The fields of each topic: what is asked, what stands there, and what was written.

use domain::{
    consultation::{ConsultationKind, Hindrance},
    email::is_email,
    fields::Fields,
    particulars::{Format, LinkedDocument, Topic},
    question::Question,
    refusal::{Reason, Refusal},
    telephone::is_telephone,
    time::{Moment, in_england},
    vocabulary::Word,
};

use super::{Room, Written};
use crate::{
    pages::{
        public::privacy,
        staff::{
            asking::{Asks, Told, all, choice, choices, date, line, lines, option, parts_of_day},
            new_consultation::{SUMMARY_LIMIT, TITLE_LIMIT, moment},
        },
    },
    parts::safe_url,
    words::dates,
};

const WORDS_LIMIT: usize = 2_000;
const PLAN_LIMIT: usize = 4_000;
const NAME_LIMIT: usize = 200;
pub(in crate::pages::staff) const ADDRESS_LIMIT: usize = 500;
const REASON_LIMIT: usize = 500;
pub(in crate::pages::staff) const ADDRESS_HINT: &str =
    "An address that begins with https://, or a path on this site, like /minutes.";

/// Lists what is asked about a topic; what cannot be changed any more is asked only where a form was sent that has it.
pub(super) fn questions(topic: Topic, room: &Room, fields: &Fields) -> Vec<Question> {
    let words = |id, text| lines(id, text, WORDS_LIMIT).optional();
    match topic {
        Topic::Title => {
            let mut asked =
                vec![line("title", "Title", TITLE_LIMIT), lines("summary", "What is it about?", SUMMARY_LIMIT)];
            let kind = choice("kind", "What kind is it?", all::<ConsultationKind>());
            asked.extend((!room.standing.is_answered || fields.is_filled("kind")).then_some(kind));
            asked
        }
        Topic::Times => times(room, fields),
        Topic::Purpose => vec![
            words("purpose", "Why do you ask?"),
            words("open-to-change", "What can people still change?"),
            words("decided", "What is already decided?"),
        ],
        Topic::Decision => vec![
            line("decision-maker", "Who decides?", NAME_LIMIT)
                .optional()
                .hint("For example, the cabinet of the council."),
            date("decision-on", "By when?").optional(),
        ],
        Topic::Equality => vec![
            line("equality-title", "Title of the assessment", NAME_LIMIT).optional(),
            line("equality-address", "Where is it?", ADDRESS_LIMIT).optional().hint(ADDRESS_HINT),
            words("equality-reason", "If there is none, why not?"),
        ],
        Topic::Formats => vec![
            line("formats-email", "Email address", NAME_LIMIT).optional(),
            line("formats-telephone", "Telephone number", NAME_LIMIT).optional(),
            choices("formats", "What can you offer?", all::<Format>()).optional(),
        ],
        Topic::Privacy => vec![privacy_notice()],
        Topic::Plan => vec![
            lines("plan", "How will you count the answers?", PLAN_LIMIT)
                .optional()
                .hint("Which questions, which cut-offs, and by what you weight them."),
            line("plan-address", "Where is more said of it?", ADDRESS_LIMIT).optional().hint(ADDRESS_HINT),
        ],
    }
}

fn times(room: &Room, fields: &Fields) -> Vec<Question> {
    let (consultation, standing) = (&room.consultation, room.standing);
    let was_sent = |id: &str| fields.is_filled(&format!("{id}.day"));
    let mut asked = Vec::new();
    if consultation.may_move_opening(standing) || was_sent("opens") {
        asked.extend([
            date("opens", "First day"),
            line("opens-at", "Time on the first day", 8).hint("For example, 9:00"),
        ]);
    }
    if consultation.may_move_closing(standing) || was_sent("closes") {
        let time = line("closes-at", "Time on the last day", 8).hint("For example, 23:59, which is shown as 11:59pm");
        asked.extend([date("closes", "Last day"), time]);
        let reason = lines("closing-reason", "Why do you move the closing?", REASON_LIMIT).optional();
        let hint = "Needed if it closes earlier than people were told. It is shown on the public page.";
        asked.extend(standing.is_published.then(|| reason.hint(hint)));
    }
    asked
}

/// Asks with the version as the name of the box, so that nobody says of one version that they read another.
fn privacy_notice() -> Question {
    let version = privacy::IN_FORCE;
    let read = format!("I have read the version of {}, and it covers this consultation", dates::day(version));
    choices("notice", "Does the privacy notice cover this consultation?", vec![option(&version.to_string(), &read)])
        .optional()
}

/// Fills the form of a topic with what stands there.
pub(super) fn fields(topic: Topic, room: &Room) -> Fields {
    let (consultation, stored) = (&room.consultation, &room.stored.particulars);
    let text = |id: &str, text: &Option<String>| (id.to_owned(), text.clone().unwrap_or_default());
    let pairs = match topic {
        Topic::Title => vec![
            ("title".to_owned(), consultation.title.clone()),
            ("summary".to_owned(), consultation.summary.clone()),
            ("kind".to_owned(), consultation.kind.word().to_owned()),
        ],
        Topic::Times => [shown("opens", consultation.opens_at), shown("closes", consultation.closes_at)]
            .into_iter()
            .flatten()
            .collect(),
        Topic::Purpose => vec![
            text("purpose", &stored.purpose),
            text("open-to-change", &stored.open_to_change),
            text("decided", &stored.decided),
        ],
        Topic::Decision => {
            let on = stored.decision_on.map(|on| parts_of_day("decision-on", on)).into_iter().flatten();
            std::iter::once(text("decision-maker", &stored.decision_maker)).chain(on).collect()
        }
        Topic::Equality => {
            let LinkedDocument { title, address } = stored.equality_document.clone().unwrap_or_default();
            vec![
                ("equality-title".to_owned(), title),
                ("equality-address".to_owned(), address),
                text("equality-reason", &stored.equality_reason),
            ]
        }
        Topic::Formats => {
            let offered = stored.formats.iter().map(|format| ("formats".to_owned(), format.word().to_owned()));
            let contact =
                [text("formats-email", &stored.formats_email), text("formats-telephone", &stored.formats_telephone)];
            contact.into_iter().chain(offered).collect()
        }
        Topic::Privacy => stored.notice.map(|version| ("notice".to_owned(), version.to_string())).into_iter().collect(),
        Topic::Plan => vec![text("plan", &stored.plan), text("plan-address", &stored.plan_address)],
    };
    // What cannot be changed any more is not in the form, and so was not sent by it.
    let asked = questions(topic, room, &Fields::default());
    let mut fields = Fields::new(pairs);
    fields.retain(|field| asked.iter().any(|question| question.owns(field)));
    fields
}

fn shown(id: &str, moment: Moment) -> Vec<(String, String)> {
    let there = in_england(moment);
    let time = (format!("{id}-at"), there.format("%-H:%M").to_string());
    parts_of_day(id, there.date_naive()).into_iter().chain([time]).collect()
}

/// Reads what was written about a topic; all else stays as it is.
pub(super) fn read(topic: Topic, room: &Room, fields: &Fields) -> Result<Written, Vec<Refusal>> {
    let questions = questions(topic, room, fields);
    let mut told = Told::new(&questions, fields);
    let mut written = room.begin();
    set(topic, room, &mut told, &mut written);
    let Written { consultation, reason, .. } = &written;
    for hindrance in room.consultation.hindrances(consultation, room.standing, reason.as_deref()) {
        let (field, refused) = refusal(hindrance);
        // A form that cannot have changed what hinders is not hindered.
        if questions.iter().any(|question| question.owns(field)) {
            told.refuse(field, refused);
        }
    }
    let refusals = told.refusals(&questions);
    if refusals.is_empty() { Ok(written) } else { Err(refusals) }
}

fn set(topic: Topic, room: &Room, told: &mut Told, written: &mut Written) {
    let Written { consultation, particulars, reason } = written;
    match topic {
        Topic::Title => {
            consultation.title = told.needed_words("title");
            consultation.summary = told.needed_words("summary");
            let kind = told.chosen("kind").and_then(ConsultationKind::from_word);
            consultation.kind = kind.unwrap_or(consultation.kind);
        }
        Topic::Times => {
            let (opens, closes) = (moment(told, "opens"), moment(told, "closes"));
            consultation.opens_at = unless_same(room.consultation.opens_at, opens);
            consultation.closes_at = unless_same(room.consultation.closes_at, closes);
            *reason = told.words("closing-reason");
        }
        Topic::Purpose => {
            particulars.purpose = told.words("purpose");
            particulars.open_to_change = told.words("open-to-change");
            particulars.decided = told.words("decided");
        }
        Topic::Decision => {
            particulars.decision_maker = told.words("decision-maker");
            particulars.decision_on = told.date("decision-on");
        }
        Topic::Equality => {
            particulars.equality_document = document(told, "equality-title", "equality-address");
            particulars.equality_reason = told.words("equality-reason");
        }
        Topic::Formats => {
            particulars.formats_email = checked(told, "formats-email", is_email, Reason::NotAnEmail);
            particulars.formats_telephone = checked(told, "formats-telephone", is_telephone, Reason::NotATelephone);
            let offered = told.all_chosen("formats");
            particulars.formats = offered.iter().filter_map(|word| Format::from_word(word)).collect();
        }
        Topic::Privacy => {
            let read = told.all_chosen("notice").first().and_then(|version| version.parse().ok());
            // An older version that was read stays on record until the one in force is read.
            let older = particulars.notice.filter(|version| *version < privacy::IN_FORCE);
            particulars.notice = read.or(older);
        }
        Topic::Plan => {
            particulars.plan = told.words("plan");
            particulars.plan_address = checked(told, "plan-address", is_address, Reason::NotALink);
        }
    }
}

/// Gives a moment that was typed, or the one that stands where a form says the same of both.
fn unless_same(stands: Moment, typed: Option<Moment>) -> Moment {
    let minute = |moment: Moment| in_england(moment).format("%F %H:%M").to_string();
    typed.filter(|typed| minute(*typed) != minute(stands)).unwrap_or(stands)
}

/// Reads a document of two fields; one without the other is refused.
pub(in crate::pages::staff) fn document(told: &mut Told, title: &str, address: &str) -> Option<LinkedDocument> {
    match (told.words(title), checked(told, address, is_address, Reason::NotALink)) {
        (Some(title), Some(address)) => Some(LinkedDocument { title, address }),
        (Some(_), None) => {
            told.refuse(address, Reason::Missing);
            None
        }
        (None, Some(_)) => {
            told.refuse(title, Reason::Missing);
            None
        }
        (None, None) => None,
    }
}

fn checked(told: &mut Told, id: &str, is_right: impl Fn(&str) -> bool, reason: Reason) -> Option<String> {
    let words = told.words(id)?;
    if !is_right(&words) {
        told.refuse(id, reason);
    }
    Some(words)
}

fn is_address(text: &str) -> bool {
    safe_url(text).is_some_and(|address| address.starts_with('/') || address.starts_with("https://"))
}

/// Says beside which field a hindrance is shown, and how.
fn refusal(by: Hindrance) -> (&'static str, Reason) {
    let field = match by {
        Hindrance::HasOpened | Hindrance::OpeningHasPassed => "opens.day",
        Hindrance::ClosesBeforeItOpens | Hindrance::HasClosed | Hindrance::ClosingHasPassed => "closes.day",
        Hindrance::ReasonMissing => "closing-reason",
        Hindrance::IsAnswered => "kind",
    };
    (field, Reason::Hindered { by })
}
