//! What is missing or weak in a consultation, with the way to where it is put right.

use domain::{
    consultation::Consultation,
    particulars::Particulars,
    readiness::{Lack, lacks},
    vocabulary::Word,
};
use leptos::prelude::*;
use store::StoreError;

use crate::{
    pages::public::privacy,
    publishing::written,
    state::AppState,
    words::{Labelled, particulars as words},
};

/// Lists what is missing or weak; the time to answer begins when the consultation is published and has opened.
pub(in crate::pages::staff) async fn find(
    state: &AppState,
    consultation: &Consultation,
    particulars: &Particulars,
) -> Result<Vec<Lack>, StoreError> {
    let versions = state.store.list_versions(consultation.id).await?;
    let public_from = versions.last().map_or_else(|| state.clock.now(), |first| first.published_at);
    let mut found = lacks(consultation, particulars, consultation.opens_at.max(public_from), privacy::IN_FORCE);
    let remit = state.store.find_remit(consultation.id).await?.remit;
    let newest = written(state, consultation).await?.pop();
    found.extend(newest.filter(|newest| remit.lacks_consent(newest)).map(|_| Lack::Consent));
    Ok(found)
}

/// Draws what is missing or weak.
pub(in crate::pages::staff) fn list(lacking: &[Lack], consultation: &Consultation) -> AnyView {
    let items = lacking.iter().map(|lack| {
        let (form, doing) = match (lack.topic(), lack) {
            (Some(topic), _) => (format!("about/{}", topic.word()), topic.label()),
            (None, Lack::Consent) => {
                ("questionnaire/library?words=publish".to_owned(), "Add a question from the library")
            }
            (None, _) => ("about/new-document".to_owned(), "Add a document"),
        };
        let address = format!("/staff/consultations/{}/{form}", consultation.slug);
        view! { <li>{words::explain(*lack, consultation)} " " <a class="govuk-link" href=address>{doing}</a></li> }
    });
    view! { <ul class="govuk-list govuk-list--bullet">{items.collect_view()}</ul> }.into_any()
}
