//! Finding the response whose reference somebody types.
//!
//! The reference alone is enough, from any browser: it is long enough not to be guessed, and wrong tries are counted.

use axum::http::StatusCode;
use chrono::{NaiveDate, TimeDelta};
use domain::{ids::ConsultationId, reference, time::Moment};
use store::StoredResponse;

use crate::{
    error::PageError,
    network::Network,
    parts::{Input, InputExtra},
    state::AppState,
    throttle::Throttle,
    words::dates,
};

/// The field with the reference.
pub(super) const REFERENCE: &str = "reference";
/// How many references that are not there may be tried from one network in [`WINDOW`], in this process.
const TRIES: usize = 20;
const WINDOW: TimeDelta = TimeDelta::hours(1);

/// What may be wrong with a reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrong {
    /// It is none.
    NotOne,
    /// No response to the consultation has it.
    Unknown,
    /// Its response was withdrawn on a day.
    Withdrawn(NaiveDate),
    /// Its response was deleted by us on a day.
    Deleted(NaiveDate),
    /// Too many were tried.
    TooOften,
}

impl Wrong {
    /// Says so.
    pub(super) fn say(self) -> String {
        match self {
            Self::NotOne => "Enter the reference as it stands on your receipt, like 7K3-M9Q-XF2".to_owned(),
            Self::Unknown => {
                "We have no response to this consultation with that reference. Check each letter and number".to_owned()
            }
            Self::Withdrawn(day) => format!("The response with that reference was withdrawn on {}", dates::day(day)),
            Self::Deleted(day) => format!("The response with that reference was deleted on {}", dates::day(day)),
            Self::TooOften => "Too many references were tried. Wait an hour and try again, or write to us".to_owned(),
        }
    }

    /// Gives the status of the page that says so.
    pub(super) fn status(self) -> StatusCode {
        match self {
            Self::TooOften => StatusCode::TOO_MANY_REQUESTS,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }
}

/// The wrong tries of each network.
pub(super) struct Tries(Throttle);

impl Tries {
    /// Begins to count.
    pub(super) fn new() -> Self {
        Self(Throttle::new(TRIES, WINDOW))
    }

    /// Finds the response to a consultation that has the reference that was typed, or says what is wrong with that.
    pub(super) async fn find(
        &self,
        state: &AppState,
        consultation: ConsultationId,
        typed: &str,
        (network, now): (Option<Network>, Moment),
    ) -> Result<Result<StoredResponse, Wrong>, PageError> {
        let network = network.map(Network::key).unwrap_or_default();
        let Some(reference) = reference::parse(typed) else { return Ok(Err(Wrong::NotOne)) };
        if !self.0.admit(&network, now) {
            return Ok(Err(Wrong::TooOften));
        }
        let found = state.store.find_response(&reference).await?;
        let Some(found) = found.filter(|found| found.response.consultation == consultation) else {
            let day = state.store.find_withdrawal(consultation, &reference).await?;
            let Some(day) = day else { return Ok(Err(Wrong::Unknown)) };
            let erased = state.store.find_erasure(&reference).await?;
            return Ok(Err(erased.map_or(Wrong::Withdrawn(day), |_| Wrong::Deleted(day))));
        };
        self.0.take_back(&network, now);
        Ok(Ok(found))
    }
}

/// Gives a reference as it is written, or nothing where it is none.
pub(super) fn written(typed: &str) -> String {
    reference::parse(typed).unwrap_or_default()
}

/// Asks for the reference.
pub(super) fn field(typed: String, message: Option<String>) -> Input {
    Input {
        name: REFERENCE.to_owned(),
        label: "Reference of your response".to_owned(),
        width: "govuk-input--width-20",
        typed,
        message,
        extra: InputExtra {
            label_class: "govuk-label govuk-label--m",
            hint: Some("You got it when you sent your response. It looks like 7K3-M9Q-XF2".to_owned()),
            spellcheck: Some("false"),
            autocapitalize: Some("characters"),
            ..InputExtra::default()
        },
    }
}
