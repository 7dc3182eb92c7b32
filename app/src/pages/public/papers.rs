//! The documents of a meeting as everybody finds them: those that are published, wherever else they are listed.

use domain::{
    document::{DocumentStatus, DocumentVersion},
    ids::MeetingId,
    meeting::PaperKind,
    record::PublicRecord,
};
use leptos::prelude::*;
use store::{MeetingPaper, StoreError};

use super::documents::{file_address, listed_title};
use crate::{state::AppState, words::documents};

/// The published documents of a meeting.
#[derive(Default)]
pub(super) struct Papers(Vec<(MeetingPaper, DocumentVersion)>);

impl Papers {
    /// Finds those of a meeting.
    pub(super) async fn find(state: &AppState, meeting: MeetingId) -> Result<Self, StoreError> {
        let papers = state.store.list_meeting_papers(meeting).await?;
        let is_out = |paper: &MeetingPaper| paper.stored.status == DocumentStatus::Published;
        let out = papers.into_iter().filter(is_out).filter_map(|paper| {
            let current = paper.current.clone()?;
            Some((paper, current))
        });
        Ok(Self(out.collect()))
    }

    fn of(&self, kind: PaperKind) -> Vec<&(MeetingPaper, DocumentVersion)> {
        self.0.iter().filter(|(paper, _)| paper.kind == kind).collect()
    }

    /// Draws the files of the minutes, if there are any.
    pub(super) fn minutes(&self) -> Option<AnyView> {
        let files = self.of(PaperKind::Minutes);
        let lines = files.iter().map(|paper| line(paper, None)).collect_view();
        (!files.is_empty()).then(|| view! { <ul class="fm-listing">{lines}</ul> }.into_any())
    }

    /// Draws the papers of what is talked about, each with its item as a record of the meeting has it.
    pub(super) fn papers(&self, record: Option<&PublicRecord>) -> Option<AnyView> {
        let papers = self.of(PaperKind::Paper);
        let lines = papers.iter().map(|paper| line(paper, record)).collect_view();
        (!papers.is_empty()).then(|| {
            view! {
                <section id="papers">
                    <h2 class="govuk-heading-l">"Papers"</h2>
                    <ul class="fm-listing">{lines}</ul>
                </section>
            }
            .into_any()
        })
    }
}

fn line((paper, version): &(MeetingPaper, DocumentVersion), record: Option<&PublicRecord>) -> impl IntoView + use<> {
    let document = &paper.stored.document;
    let item = record.and_then(|record| item(paper, record)).map(|item| view! { <span>{item}</span> });
    let spoken = format!(" of ‘{}’", document.title);
    view! {
        <li class="fm-listing__item">
            {listed_title(document)}
            <p class="fm-listing__meta">
                {item}
                <span>
                    <a class="govuk-link" href=file_address(document, version)>
                        {documents::file(version)} <span class="govuk-visually-hidden">{spoken}</span>
                    </a>
                </span>
            </p>
        </li>
    }
}

/// Names the item of a paper, where a record has it.
fn item(paper: &MeetingPaper, record: &PublicRecord) -> Option<String> {
    let number = paper.item?;
    let place = record.text.items.iter().position(|item| item.number == number)?;
    Some(format!("Item {}: {}", place + 1, record.text.items[place].title))
}
