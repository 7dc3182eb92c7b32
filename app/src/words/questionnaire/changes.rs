//! What publishing does to answers that are there, in words for whoever publishes.

use domain::changes::Class;

/// Names a class of change.
pub fn name(class: &Class) -> &'static str {
    match class {
        Class::Shown => "Stands or is asked differently",
        Class::Translated { .. } => "Other words in another language",
        Class::Used => "Used otherwise in counting",
        Class::Wording => "Other words",
        Class::OptionsAdded { .. } => "More to choose from",
        Class::Added => "New question",
        Class::Removed => "Not asked any more",
        Class::Meaning => "Asks something else",
    }
}

/// Says what a change does to answers.
pub fn effect(class: &Class) -> &'static str {
    match class {
        Class::Shown => "Answers before and after are counted together.",
        Class::Translated { .. } => {
            "Answers before and after are counted together. This is right only if the translation says what the English words say."
        }
        Class::Used => {
            "Answers before and after are counted together. What somebody said of themselves stays as it was used when they sent it: answers to an earlier version are not sorted anew."
        }
        Class::Wording => {
            "Answers before and after are counted together. This is right only if the question still means the same."
        }
        Class::OptionsAdded { .. } => {
            "Answers before and after are counted together. Whoever answered before could not choose what is added."
        }
        Class::Added => "Whoever answered before was not asked this.",
        Class::Removed => "Nobody is asked this from now on. Answers that are there stay in the files.",
        Class::Meaning => {
            "It becomes a new question. Answers that are there stay under the old one and are never counted with the new."
        }
    }
}
