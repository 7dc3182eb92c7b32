//! What somebody chose or typed, as they read it again.

use domain::eoi::{
    Agreement, Channel, Consent, Declaration, Help, Interest, LandRole, LandUse, LandlordAware, Stage, TenantsAware,
    ThirtyYears, Timescale, YesNo,
};

use super::OBJECTION;
use crate::words::Labelled;

/// Says one value of a field: the label of a choice, or the words as they were typed.
pub fn say(field: &str, value: &str) -> String {
    let label = match field {
        "preferred" => label::<Channel>(value),
        "role" => label::<LandRole>(value),
        "authority" => label::<YesNo>(value),
        "landlord_aware" => label::<LandlordAware>(value),
        "tenants_aware" => label::<TenantsAware>(value),
        "land_uses" => label::<LandUse>(value),
        "agreements" => label::<Agreement>(value),
        "interests" => label::<Interest>(value),
        "stage" => label::<Stage>(value),
        "timescale" => label::<Timescale>(value),
        "thirty_years" => label::<ThirtyYears>(value),
        "help" => label::<Help>(value),
        "consents" => label::<Consent>(value),
        "declarations" => label::<Declaration>(value),
        "non_disclosure" => Some(OBJECTION),
        _ => None,
    };
    label.unwrap_or(value).to_owned()
}

fn label<W: Labelled>(word: &str) -> Option<&'static str> {
    W::from_word(word).map(Labelled::label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_is_said_by_its_label_and_everything_else_as_it_was_typed() {
        assert_eq!(say("role", "tenant"), "I rent it");
        assert_eq!(say("role", "king"), "king");
        assert_eq!(say("site_name", "tenant"), "tenant");
    }
}
