//! What each field of the expression of interest is called, how it is explained, and what to say when it is missing.

/// The words around one field.
#[derive(Clone, Copy, Debug)]
pub struct FieldWords {
    /// What is asked.
    pub label: &'static str,
    /// Help below it.
    pub hint: Option<&'static str>,
    /// What to say when it has to be filled and is not.
    pub missing: &'static str,
}

/// Gives the words around a field; a name that is none of the form's has no words.
pub fn field(name: &str) -> FieldWords {
    let (label, missing) = label(name);
    FieldWords { label, missing, hint: hint(name) }
}

fn label(name: &str) -> (&'static str, &'static str) {
    match name {
        "full_name" => ("Your full name", "Enter your full name"),
        "email" => ("Email address", "Enter your email address, because you want to be reached by email"),
        "telephone" => ("Telephone number", "Enter your telephone number, because you want to be reached by telephone"),
        "preferred" => ("How should we reach you?", "Choose how we should reach you"),
        "address" => ("Postal address", "Enter your postal address, because you want to be reached by post"),
        "postcode" => ("Postcode", "Enter your postcode, because you want to be reached by post"),
        "agent_name" => ("Agent’s name", "Enter the name of your agent, because you want us to write to them"),
        "agent_reach" => (
            "Agent’s email address or telephone number",
            "Enter your agent’s email address or telephone number, because you want us to write to them",
        ),
        "role" => ("What is your connection to the land?", "Choose your connection to the land"),
        "role_words" => ("Say what", "Say what your connection to the land is"),
        "organisation" => ("Organisation or business", "Enter the name of the organisation"),
        "acts_for" => ("Who do you act for?", "Enter who you act for"),
        "authority" => {
            ("Do you have their authority in writing?", "Choose whether you have their authority in writing")
        }
        "landlord_aware" => ("Does the landlord know?", "Choose whether the landlord knows"),
        "tenants_aware" => ("Do the tenants know?", "Choose whether the tenants know"),
        "site_name" => ("Name of the site", "Enter a name for the site"),
        "nearest_place" => ("Nearest village or town", "Enter the nearest village or town"),
        "grid_reference" => ("Grid reference", "Enter a grid reference, like SJ 395 880"),
        "area" => ("Area in hectares", "Enter the area in hectares, like 12.5"),
        "sbi" => ("Single business identifier (SBI)", "Enter the single business identifier"),
        "cph" => ("County parish holding (CPH) number", "Enter the county parish holding number"),
        "parcels" => ("Land parcel numbers", "Enter the land parcel numbers"),
        "titles" => ("Land Registry title numbers", "Enter the title numbers"),
        _ => label_of_offer(name),
    }
}

fn label_of_offer(name: &str) -> (&'static str, &'static str) {
    match name {
        "land_uses" => ("What is the land used for now?", "Choose at least one use of the land"),
        "land_use_words" => ("Say what it is used for", "Say what the land is used for"),
        "agreements" => ("Is the land in any of these agreements?", "Choose the agreements"),
        "agreement_words" => ("Say which agreement", "Say which agreement the land is in"),
        "interests" => ("What are you interested in?", "Choose at least one thing that you are interested in"),
        "stage" => ("How far have you got?", "Choose how far you have got"),
        "timescale" => ("When could it begin?", "Choose when it could begin"),
        "thirty_years" => (
            "Would you commit the land for 30 years?",
            "Choose whether you would commit the land for 30 years, because you chose biodiversity net gain",
        ),
        "help" => ("What would help you?", "Choose what would help you"),
        "barriers" => ("What stands in the way?", "Say what stands in the way"),
        "consents" => ("What may we do with what you tell us?", "Choose what we may do"),
        "non_disclosure" => {
            ("Do you object to disclosure?", "Tick the box if you object to disclosure, or take the reason away")
        }
        "non_disclosure_reason" => ("Why should it not be disclosed?", "Say why it should not be disclosed"),
        "declarations" => ("What you declare", "Tick every declaration"),
        "text_version" => ("Version of the texts", "Read the texts again"),
        _ => ("", ""),
    }
}

fn hint(name: &str) -> Option<&'static str> {
    let hint = match name {
        "full_name" => {
            "Only staff who work on expressions of interest, and administrators, see your name and how to reach you."
        }
        "email" => "We use it to answer you, and only for that.",
        "organisation" => "Needed if you speak for a public body, a charity or a trust.",
        "address" => "Without the postcode.",
        "landlord_aware" | "tenants_aware" => "Your answer does not stop you from sending this form.",
        "site_name" => "A name by which you would know it in a list, such as ‘Long meadow’. Not your own name.",
        "grid_reference" => "Two letters and some numbers, for a point in the middle of the site. Like SJ 395 880.",
        "area" => "Like 12.5. One hectare is about two and a half acres, or a large football pitch.",
        "sbi" => "9 digits, like 106000000. It is on letters from the Rural Payments Agency.",
        "cph" => "9 digits, like 06/123/4567. You have one if you keep livestock.",
        "parcels" => "Two letters and eight digits each, like SJ 3958 8801. One on each line, or with commas between.",
        "titles" => "Like MS123456. One on each line, or with commas between.",
        "land_uses" | "interests" => "Choose all that apply.",
        "agreements" | "help" => "Choose all that apply, or none.",
        "stage" | "timescale" => "You can leave this out if you only want to correct the map or to be heard.",
        "thirty_years" => {
            "Only if you chose biodiversity net gain: land that provides it has to be looked after for at least 30 years."
        }
        "barriers" => "For example money, tenancies, rules, access or time.",
        "consents" => "Each of these is a separate choice. If you leave a box empty, the answer is no.",
        "non_disclosure" => {
            "If somebody asks us for what you told us, we weigh your objection and your reason before we decide."
        }
        "non_disclosure_reason" => "For example trespass, theft, rare species, or a business that it would harm.",
        "declarations" => "Please read and tick each of them.",
        _ => return None,
    };
    Some(hint)
}
