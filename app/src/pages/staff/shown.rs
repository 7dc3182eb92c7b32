//! How a page with several forms is drawn after one of them was sent.

use axum::http::StatusCode;
use domain::refusal::Refusal;
use leptos::prelude::*;

/// How such a page is drawn.
pub(super) enum Shown {
    /// As it stands.
    AsIs,
    /// With what was typed and what has to be put right.
    Refused(Vec<Refusal>),
    /// With what was typed, after somebody else changed it meanwhile.
    Changed,
    /// With what it says now, which is not what somebody saw who pressed a button.
    Moved,
}

impl Shown {
    /// Gives the status of the answer.
    pub(super) fn status(&self) -> StatusCode {
        match self {
            Self::AsIs => StatusCode::OK,
            Self::Refused(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Changed | Self::Moved => StatusCode::CONFLICT,
        }
    }

    /// Gives what has to be put right.
    pub(super) fn refusals(&self) -> &[Refusal] {
        match self {
            Self::Refused(refusals) => refusals,
            Self::AsIs | Self::Changed | Self::Moved => &[],
        }
    }

    /// Says why nothing was done, where somebody else was quicker.
    pub(super) fn notice(&self) -> Option<AnyView> {
        let words = match self {
            Self::AsIs | Self::Refused(_) => return None,
            Self::Changed => {
                "Somebody else was here since you opened this page. What you typed is not saved; look at what stands here now before you go on."
            }
            Self::Moved => {
                "What stands here is not what you saw, or you are not the one who may do this. Read it now, and go on from there."
            }
        };
        Some(view! { <div class="govuk-inset-text">{words}</div> }.into_any())
    }
}
