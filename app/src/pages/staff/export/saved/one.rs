//! One saved export: what is in it, its key once it is made, how programs fetch it, and renewing or ending it.
//!
//! Of a key only the hash is stored, as of every secret: it is shown once it is made, under an address that has it, and not again.

use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    consultation::Consultation, export::Lifetime, fields::Fields, ids::SavedExportId, permission::Action,
    refusal::Refusal, vocabulary::Word,
};
use leptos::prelude::*;
use serde::Deserialize;
use store::{SavedExport, StoreError};

use super::{
    fetched,
    making::{LIFETIME, lifetime},
    until,
};
use crate::{
    error::PageError,
    pages::staff::{
        asking::{Told, draw, messages},
        export::page::address,
        filter, find_consultation,
        labels::Labels,
    },
    parts::{ErrorSummary, Frame, SummaryRow, summary_list},
    posted::Posted,
    secret::Secret,
    state::AppState,
    visitor::Staff,
    words::{Labelled, dates},
};

/// What an address asks for.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Wanted {
    /// The key that was just made.
    key: Option<String>,
}

/// What is drawn.
struct Page<'a> {
    state: &'a AppState,
    staff: &'a Staff,
    consultation: &'a Consultation,
    saved: &'a SavedExport,
}

/// Gives the address of a saved export with its key, which is shown there once.
pub(super) fn with_key(consultation: &Consultation, id: SavedExportId, secret: &Secret) -> String {
    address(consultation, &format!("/{id}?key={}", secret.expose()))
}

pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, export)): Path<(String, String)>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, PageError> {
    let (consultation, saved) = find(&state, &staff, &slug, &export).await?;
    let key = wanted.key.map(Secret::from_outside).filter(|key| key.hash() == saved.token_hash);
    let page = Page { state: &state, staff: &staff, consultation: &consultation, saved: &saved };
    page.draw((StatusCode::OK, key), &Fields::default(), &[]).await
}

/// Makes a new key, with which the export can be fetched for as long as was chosen; the old one opens nothing any more.
pub(super) async fn renew(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, export)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let (consultation, saved) = find(&state, &staff, &slug, &export).await?;
    let told = Told::new(&[lifetime()], &fields);
    let Some(chosen) = told.chosen(LIFETIME).and_then(Lifetime::from_word) else {
        let page = Page { state: &state, staff: &staff, consultation: &consultation, saved: &saved };
        let refusals = told.refusals(&[lifetime()]);
        return page.draw((StatusCode::UNPROCESSABLE_ENTITY, None), &fields, &refusals).await;
    };
    let secret = Secret::new(&*state.entropy);
    let (id, hash, account) = (saved.of.id, secret.hash(), staff.account.id);
    let expires_at = chosen.expires_at(state.clock.now());
    let work = state.store.write(move |mut write| {
        Box::pin(async move { write.set_saved_export_renewed(id, &hash, expires_at, account).await })
    });
    match work.await {
        Ok(()) => {
            tracing::info!(%account, export = %id, "somebody renewed a saved export");
            Ok(Redirect::to(&with_key(&consultation, id, &secret)).into_response())
        }
        Err(StoreError::Changed) => Err(PageError::NotFound),
        Err(error) => Err(error.into()),
    }
}

/// Ends a saved export: nobody can fetch it any more, and it leaves the list.
pub(super) async fn end(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, export)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let (consultation, saved) = find(&state, &staff, &slug, &export).await?;
    let (id, account) = (saved.of.id, staff.account.id);
    let work: Result<(), StoreError> =
        state.store.write(move |mut write| Box::pin(async move { write.remove_saved_export(id).await })).await;
    work?;
    tracing::info!(%account, export = %id, "somebody ended a saved export");
    Ok(Redirect::to(&address(&consultation, "")).into_response())
}

async fn find(
    state: &AppState,
    staff: &Staff,
    slug: &str,
    export: &str,
) -> Result<(Consultation, SavedExport), PageError> {
    staff.may(Action::ExportResponses)?;
    let consultation = find_consultation(state, slug).await?;
    let id = export.parse().map(SavedExportId).map_err(|_| PageError::NotFound)?;
    let saved = state.store.find_saved_export(id).await?;
    let saved = saved.filter(|saved| saved.of.consultation == consultation.id);
    Ok((consultation, saved.ok_or(PageError::NotFound)?))
}

impl Page<'_> {
    async fn draw(
        &self,
        (status, key): (StatusCode, Option<Secret>),
        fields: &Fields,
        refusals: &[Refusal],
    ) -> Result<Response, PageError> {
        let Self { state, staff, consultation, saved } = *self;
        let labels = Labels::current(state, consultation.id).await?;
        let questions = [lifetime()];
        let title = saved.of.name.clone();
        let below = |end: &str| address(consultation, &format!("/{}/{end}", saved.of.id));
        let frame = Frame::new(state, &staff.visitor, title.clone()).status(status);
        Ok(frame.show(|| {
            view! {
                <a class="govuk-back-link" href=address(consultation, "")>"Exports"</a>
                <ErrorSummary errors=messages(&questions, refusals)/>
                <h1 class="govuk-heading-l">{title}</h1>
                {self.facts(&labels)}
                {self.fetching(key)}
                <h2 class="govuk-heading-m">"Renew or end it"</h2>
                <p class="govuk-body">
                    "Renewing makes a new key. The old one opens nothing any more, so put the new one into the programs that fetch."
                </p>
                <form method="post" action=below("renew") novalidate>
                    {draw(&questions, fields, refusals)}
                    <button class="govuk-button govuk-button--secondary" type="submit">"Renew with a new key"</button>
                </form>
                <form method="post" action=below("end")>
                    <button class="govuk-button govuk-button--warning" type="submit">"End this export"</button>
                </form>
            }
        }))
    }

    fn facts(&self, labels: &Labels) -> impl IntoView + use<> {
        let saved = self.saved;
        let narrowed = filter::say(&filter::read(&saved.of.filter), labels);
        let narrowed = narrowed.into_iter().map(|(asked, value)| format!("{asked}: {value}")).collect::<Vec<_>>();
        let responses = if narrowed.is_empty() { "All".to_owned() } else { narrowed.join("; ") };
        let made_by =
            saved.made_by.as_ref().map_or("Somebody who has no account any more", |(email, _)| email.as_str());
        let rows = [
            ("Consultation", self.consultation.title.clone()),
            ("Format", saved.of.format.label().to_owned()),
            ("Responses", responses),
            ("Own words", if saved.of.has_own_words { "Included" } else { "Left out" }.to_owned()),
            ("Made", format!("{}, by {made_by}", dates::moment(saved.made_at))),
            ("Can be fetched", until(saved, self.state.clock.now())),
            ("Last fetched", fetched(saved)),
        ];
        summary_list(rows.map(|(name, value)| SummaryRow::new(name, value)))
    }

    /// Says how programs fetch it, with the key if it was just made.
    fn fetching(&self, key: Option<Secret>) -> impl IntoView + use<> {
        let plain = self.state.site.address(&format!("/exports/{}", self.saved.of.id));
        let once = match key {
            Some(key) => {
                let whole = format!("{plain}?token={}", key.expose());
                view! {
                    <p class="govuk-body">
                        "This is the address with its key. Copy it now: we do not store the key, and cannot show it again once you have "
                        "left this page."
                    </p>
                    <p class="govuk-inset-text fm-long-link">{whole}</p>
                }
                .into_any()
            }
            None => view! {
                <p class="govuk-body">
                    "We do not store the key and cannot show it again. If it is lost, renew the export: its address stays the same."
                </p>
                <p class="govuk-inset-text fm-long-link">{plain}</p>
            }
            .into_any(),
        };
        view! {
            <h2 class="govuk-heading-m">"Fetching it"</h2>
            {once}
            <ul class="govuk-list govuk-list--bullet">
                <li>"Excel: choose Data, then From Web, and paste the address with its key."</li>
                <li>"Power BI: choose Get data, then Web, and paste the address with its key, with Anonymous access."</li>
                <li>
                    "Where a program asks for a user name and a password, give the address without its key, any user name, and the key as "
                    "the password. The key then stands in no address."
                </li>
                <li>"Put &part=dictionary or &part=manifest behind the address for the data dictionary or the manifest."</li>
            </ul>
        }
    }
}
