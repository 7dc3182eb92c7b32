//! Panels pooled, on the page of a run and on the public page of results: whose decision it is, what the panels said and what they
//! come to together, and what other weights would give. The groups themselves stand above, always.

mod acceptability;
mod figures;
mod trying;

use domain::plan::{MeetingItem, Pooling};
use leptos::prelude::*;

pub use self::trying::Tried;
use crate::{analysis::run::PublishedPool, words::pooling};

/// What there is to draw of a pool.
pub struct PoolSection<'a> {
    /// The figures that can be shown.
    pub pool: &'a PublishedPool,
    /// The decision.
    pub pooling: &'a Pooling,
    /// Whether residents are weighted.
    pub is_weighted: bool,
    /// What people read for the code of a segment.
    pub label: &'a dyn Fn(&str) -> String,
    /// The page on which other weights can be tried; none where they cannot.
    pub address: Option<&'a str>,
    /// The weights that are tried.
    pub tried: &'a Tried,
}

impl PoolSection<'_> {
    /// Names the panels in their order.
    fn labels(&self) -> Vec<String> {
        self.pool.panels.iter().map(|panel| (self.label)(&panel.segment)).collect()
    }
}

/// Draws panels and their pool; what is given is drawn below the table.
pub fn pool_section(section: &PoolSection<'_>, below: Option<AnyView>) -> AnyView {
    let PoolSection { pool, pooling, label, .. } = section;
    let unweighted = (!section.is_weighted).then(|| {
        view! { <p class="govuk-body">"Residents are pooled as they answered, each counted once, because their answers are not weighted."</p> }
    });
    let content = match (&pool.figures, &pool.refusal) {
        (Some(figures), _) => view! {
            {unweighted}
            {figures::draw(section, figures)}
            {below}
            {acceptability::draw(section, figures)}
            {trying::draw(section)}
        }
        .into_any(),
        (None, refusal) => refusal
            .as_ref()
            .map(|refusal| view! { <p class="govuk-body">{pooling::refusal(refusal, label)}</p> })
            .into_any(),
    };
    view! {
        <h2 class="govuk-heading-m" id="pooled">"Groups pooled"</h2>
        <p class="govuk-body">{pooling::NOT_A_FACT}</p>
        {pooling_decision(pooling, label)}
        {content}
    }
    .into_any()
}

/// Draws what was decided of panels, by whom and where.
pub fn pooling_decision(pooling: &Pooling, label: impl Fn(&str) -> String) -> AnyView {
    let panels = pooling.panels.iter().map(|panel| {
        let words = pooling::panel(&label(&panel.segment), panel);
        view! { <li>{words}</li> }
    });
    view! {
        <ul class="govuk-list govuk-list--bullet">{panels.collect_view()}</ul>
        <p class="govuk-body fm-words"><strong>"Who decided the weights: "</strong> {pooling.decided_by.clone()}</p>
        <p class="govuk-body">{decided_at(pooling.decided_at.as_ref())}</p>
    }
    .into_any()
}

fn decided_at(decided: Option<&MeetingItem>) -> AnyView {
    let Some(decided) = decided else {
        return "No meeting decided the weights.".into_any();
    };
    let address = format!("/meetings/{}", decided.meeting);
    view! {
        "Decided at the meeting of " <a class="govuk-link" href=address>{pooling::meeting(decided)}</a> {pooling::item(decided)}
    }
    .into_any()
}
