//! Where a case stands, and what comes next for whoever sent it.

use domain::eoi::CaseState;

/// Says where a case stands.
pub fn label(state: CaseState) -> &'static str {
    match state {
        CaseState::Draft => "Not sent yet",
        CaseState::Submitted => "Received",
        CaseState::Acknowledged => "Acknowledged",
        CaseState::Screening => "Being checked",
        CaseState::Excluded => "Not suitable for this strategy",
        CaseState::MoreInformationAsked => "Waiting for more information from you",
        CaseState::Assessment => "Being assessed",
        CaseState::Feasibility => "Being looked at in depth",
        CaseState::AdviceGiven => "Advice given",
        CaseState::HeldForMapping => "Waiting for the map",
        CaseState::Referred => "Passed on",
        CaseState::TakenForward => "Taken forward",
        CaseState::NotTakenForward => "Not taken forward",
        CaseState::Closed => "Closed",
        CaseState::Withdrawn => "Withdrawn",
        CaseState::Reopened => "Opened again",
    }
}

/// Says what comes next.
pub fn next(state: CaseState) -> &'static str {
    match state {
        CaseState::Draft => "Send it when it is ready.",
        CaseState::Submitted => {
            "We read it and get in touch in the way that you chose. We aim to do so within 10 working days."
        }
        CaseState::Acknowledged | CaseState::Reopened => "We check whether it fits what the strategy is for.",
        CaseState::Screening => "If it fits, we assess it. We may ask you for more information.",
        CaseState::Excluded | CaseState::NotTakenForward => {
            "We write to you with our reasons, and with others who may be able to help."
        }
        CaseState::MoreInformationAsked => "Please answer our questions. We go on as soon as we hear from you.",
        CaseState::Assessment => "We tell you what we found, and what could come of it.",
        CaseState::Feasibility => {
            "We look at what could be done on the site, and talk to you before we decide anything."
        }
        CaseState::AdviceGiven => "Take your time. Nothing goes ahead unless you want it to.",
        CaseState::HeldForMapping => "We consider it when the map of the strategy is drawn.",
        CaseState::Referred => "The body that we passed it on to, with your consent, gets in touch with you.",
        CaseState::TakenForward => "We work on the next steps together with you.",
        CaseState::Closed => "Nothing more happens. You can ask us to open it again.",
        CaseState::Withdrawn => "You took it back. We do nothing more with it.",
    }
}
