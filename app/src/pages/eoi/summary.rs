//! What was typed on a page, as it is read again before and after sending.

use domain::{
    eoi::{Agreement, Channel, Interest, LandRole, LandUse},
    fields::Fields,
    vocabulary::Word,
};

use crate::words::eoi::{field, say};

/// Gives every field that was filled, with what was typed or chosen.
pub(super) fn typed(fields: &Fields) -> Vec<(String, Vec<String>)> {
    let mut rows: Vec<(&str, Vec<String>)> = Vec::new();
    for (name, value) in fields.pairs().filter(|(name, value)| *name != "text_version" && !value.trim().is_empty()) {
        match rows.iter_mut().find(|(known, _)| *known == name) {
            Some((_, values)) => values.push(say(name, value)),
            None => rows.push((name, vec![say(name, value)])),
        }
    }
    rows.into_iter().map(|(name, values)| (field(name).label.to_owned(), values)).collect()
}

/// Says whether a field counts beside the other answers of its page; what is typed in any other is not sent.
pub(super) fn counts(name: &str, fields: &Fields) -> bool {
    let role = LandRole::from_word(fields.text("role"));
    match name {
        "agent_name" | "agent_reach" => fields.has("preferred", Channel::Agent.word()),
        "role_words" => role == Some(LandRole::Other),
        "acts_for" | "authority" => role == Some(LandRole::Agent),
        "landlord_aware" => role.is_some_and(LandRole::has_landlord),
        "tenants_aware" => role.is_some_and(LandRole::may_have_tenants),
        "land_use_words" => fields.has("land_uses", LandUse::Other.word()),
        "agreement_words" => fields.has("agreements", Agreement::Other.word()),
        "thirty_years" => fields.has("interests", Interest::NetGain.word()),
        "non_disclosure_reason" => fields.is_filled("non_disclosure"),
        "text_version" => false,
        _ => true,
    }
}

/// Gives what was typed or chosen in a field, none when it was left blank.
pub(super) fn said(name: &str, fields: &Fields) -> Vec<String> {
    fields.all(name).map(|value| say(name, value)).collect()
}

#[cfg(test)]
mod tests {
    use domain::eoi::EoiPage;

    use super::*;

    #[test]
    fn what_is_typed_for_another_role_is_not_shown_as_sent() {
        let owner = Fields::new([("role", "owner"), ("acts_for", "somebody")]);
        let shown: Vec<_> = EoiPage::Role.fields().iter().filter(|name| counts(name, &owner)).collect();
        assert_eq!(shown, [&"role", &"organisation", &"tenants_aware"]);
    }

    #[test]
    fn several_values_of_a_field_stand_together() {
        let fields = Fields::new([("land_uses", "arable"), ("land_use_words", ""), ("land_uses", "woodland")]);
        let values = vec!["Crops".to_owned(), "Woodland".to_owned()];
        assert_eq!(typed(&fields), [("What is the land used for now?".to_owned(), values)]);
    }
}
