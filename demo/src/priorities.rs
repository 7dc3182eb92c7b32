//! What the strategy might put first: the habitats, benefits and actions at which the options of the survey point.

/// Which kind of thing a priority is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PriorityKind {
    /// A kind of place where plants and animals live.
    Habitat,
    /// Something that nature does for people.
    Benefit,
    /// Something that can be done.
    Action,
}

impl PriorityKind {
    /// Names the kind as it is stored.
    pub fn name(self) -> &'static str {
        match self {
            Self::Habitat => "habitat",
            Self::Benefit => "benefit",
            Self::Action => "action",
        }
    }
}

/// Something that the strategy might put first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Priority {
    /// Its stable code.
    pub code: &'static str,
    /// Its title for people.
    pub title: &'static str,
    /// Which kind of thing it is.
    pub kind: PriorityKind,
}

const fn habitat(code: &'static str, title: &'static str) -> Priority {
    Priority { code, title, kind: PriorityKind::Habitat }
}

const fn benefit(code: &'static str, title: &'static str) -> Priority {
    Priority { code, title, kind: PriorityKind::Benefit }
}

const fn action(code: &'static str, title: &'static str) -> Priority {
    Priority { code, title, kind: PriorityKind::Action }
}

/// The priorities, in the order of their codes within each kind.
pub const PRIORITIES: [Priority; 29] = [
    habitat("H01", "Woods and trees"),
    habitat("H02", "Hedges and field edges"),
    habitat("H03", "Meadows and grassland"),
    habitat("H04", "Heathland"),
    habitat("H05", "Ponds and wetlands"),
    habitat("H06", "Rivers, streams and canals"),
    habitat("H07", "Mosslands and peat bogs"),
    habitat("H08", "Sand dunes"),
    habitat("H09", "Saltmarsh and mudflats"),
    habitat("H10", "The shore and the sea"),
    habitat("H11", "Parks, gardens and street trees"),
    habitat("H12", "Old industrial land gone wild"),
    benefit("B01", "Less flooding"),
    benefit("B02", "Cleaner rivers and sea"),
    benefit("B03", "Cleaner air"),
    benefit("B04", "Storing carbon and coping with a changing climate"),
    benefit("B05", "Better health and wellbeing"),
    benefit("B06", "More green places to visit close to home"),
    benefit("B07", "Food and healthy farmland"),
    benefit("B08", "More bees and other pollinators"),
    benefit("B09", "Protecting landscapes and local history"),
    benefit("B10", "Jobs and skills"),
    action("A01", "Look after the best wild places that are left"),
    action("A02", "Grow new woods and plant trees in the right places"),
    action("A03", "Restore ponds, wetlands and rivers"),
    action("A04", "Join up wild places with hedges and green corridors"),
    action("A05", "Help farmers to make more room for nature"),
    action("A06", "Bring nature into streets, estates and school grounds"),
    action("A07", "Help more people to enjoy and learn about nature"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::questionnaire::questionnaire;

    #[test]
    fn the_options_of_the_survey_point_at_each_priority_once_and_call_it_by_its_title() {
        let questionnaire = questionnaire();
        let options = questionnaire.questions().flat_map(|question| question.kind.options());
        let mut pointed: Vec<_> = options.filter_map(|o| Some((o.priority.clone()?, o.label.clone()))).collect();
        pointed.sort();

        let mut expected: Vec<_> = PRIORITIES.iter().map(|p| (p.code.to_owned(), p.title.to_owned())).collect();
        expected.sort();

        assert_eq!(pointed, expected);
    }

    #[test]
    fn a_code_begins_with_the_letter_of_its_kind() {
        for priority in &PRIORITIES {
            assert_eq!(priority.code[..1], priority.kind.name()[..1].to_uppercase(), "{}", priority.code);
        }
    }
}
