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
    Ok(lacks(consultation, particulars, consultation.opens_at.max(public_from), privacy::IN_FORCE))
}

/// Draws what is missing or weak.
pub(in crate::pages::staff) fn list(lacking: &[Lack], consultation: &Consultation) -> AnyView {
    let items = lacking.iter().map(|lack| {
        let form = lack.topic().map_or("new-document", Word::word);
        let address = format!("/staff/consultations/{}/about/{form}", consultation.slug);
        let doing = lack.topic().map_or("Add a document", Labelled::label);
        view! { <li>{words::explain(*lack, consultation)} " " <a class="govuk-link" href=address>{doing}</a></li> }
    });
    view! { <ul class="govuk-list govuk-list--bullet">{items.collect_view()}</ul> }.into_any()
}
