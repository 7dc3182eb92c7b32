//! What stands there of each topic, as rows.

use domain::particulars::{LinkedDocument, Topic};

use super::Room;
use crate::{
    parts::{DataLink, DataLinkProps, SummaryRow},
    words::{Labelled, dates},
};

/// Gives the rows of a topic.
pub(super) fn rows(topic: Topic, room: &Room) -> Vec<SummaryRow> {
    let (consultation, stored) = (&room.consultation, &room.stored.particulars);
    let moment = |moment| vec![format!("{}, UK time", dates::moment(moment))];
    let row = |key: &str, words: &Option<String>| SummaryRow::said(key, words.iter().cloned().collect());
    match topic {
        Topic::Title => vec![
            SummaryRow::said("Title", vec![consultation.title.clone()]),
            SummaryRow::said("What it is about", vec![consultation.summary.clone()]),
            SummaryRow::said("Kind", vec![consultation.kind.label().to_owned()]),
        ],
        Topic::Times => vec![
            SummaryRow::said("Opens", moment(consultation.opens_at)),
            SummaryRow::said("Closes", moment(consultation.closes_at)),
        ],
        Topic::Purpose => vec![
            row("Why you ask", &stored.purpose),
            row("What people can still change", &stored.open_to_change),
            row("What is already decided", &stored.decided),
        ],
        Topic::Decision => {
            vec![row("Who decides", &stored.decision_maker), row("By when", &stored.decision_on.map(dates::day))]
        }
        Topic::Equality => vec![
            stored
                .equality_document
                .as_ref()
                .map_or_else(|| row("The assessment", &None), |one| linked("The assessment", one)),
            row("Why there is none", &stored.equality_reason),
        ],
        Topic::Formats => vec![
            row("Email address", &stored.formats_email),
            row("Telephone number", &stored.formats_telephone),
            SummaryRow::said("What you offer", stored.formats.iter().map(|each| each.label().to_owned()).collect()),
        ],
        Topic::Privacy => {
            let checked = stored.notice.map(|version| format!("The version of {}", dates::day(version)));
            vec![row("Checked for this consultation", &checked)]
        }
        Topic::Plan => {
            vec![row("How answers are counted", &stored.plan), row("Where more is said", &stored.plan_address)]
        }
    }
}

/// Gives the row of a document.
pub(super) fn linked(key: &str, document: &LinkedDocument) -> SummaryRow {
    let LinkedDocument { title: words, address } = document.clone();
    SummaryRow::new(key, DataLink(DataLinkProps { address, words }))
}
