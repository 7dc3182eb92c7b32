//! Which stakeholders are looked at, and in which order: read from an address, written into one, and applied.

use domain::{
    fields::Fields,
    involvement::{Aspect, InvolvementGap, Registered, StakeholderRole},
    vocabulary::Word,
};
use store::StoredStakeholder;

use crate::words::involvement::{Access, name};

/// The most characters of the name that is looked for.
const WORDS_LIMIT: usize = 200;
/// What asks for those who were taken out.
pub(super) const GONE: &str = "gone";
/// The ways in which the list can be sorted.
pub(super) const SORTS: [(&str, &str); 4] =
    [("", "By number"), ("name", "By name"), ("latest", "Involved last first"), ("least", "Involved least first")];

/// Which stakeholders are looked at.
#[derive(Clone, Debug, Default)]
pub(super) struct Filter {
    pub(super) words: String,
    pub(super) role: Option<StakeholderRole>,
    pub(super) aspect: Option<Aspect>,
    pub(super) gap: Option<InvolvementGap>,
    pub(super) is_gone: bool,
    pub(super) sort: String,
}

impl Filter {
    pub(super) fn read(fields: &Fields) -> Self {
        let gap = fields.text("gap");
        Self {
            words: fields.text("words").chars().take(WORDS_LIMIT).collect(),
            role: StakeholderRole::from_word(fields.text("role")),
            aspect: Aspect::from_word(fields.text("aspect")),
            gap: InvolvementGap::from_word(gap),
            is_gone: gap == GONE,
            sort: fields.text("sort").to_owned(),
        }
    }

    /// Gives the word of the gap that is asked for.
    pub(super) fn gap_word(&self) -> Option<&'static str> {
        if self.is_gone { Some(GONE) } else { self.gap.map(Word::word) }
    }

    /// Gives the fields that are filled, by their names.
    pub(super) fn pairs(&self) -> Vec<(&'static str, String)> {
        let all = [
            ("words", self.words.as_str()),
            ("role", self.role.map_or("", Word::word)),
            ("aspect", self.aspect.map_or("", Word::word)),
            ("gap", self.gap_word().unwrap_or_default()),
            ("sort", self.sort.as_str()),
        ];
        all.into_iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| (name, value.to_owned())).collect()
    }

    /// Writes it for an address, without the question mark.
    pub(super) fn query(&self) -> String {
        url::form_urlencoded::Serializer::new(String::new()).extend_pairs(self.pairs()).finish()
    }

    /// Gives the stakeholders in their order. A name that a reader may not see is neither found nor sorted by.
    pub(super) fn matching<'a>(&self, all: &'a [StoredStakeholder], access: Access) -> Vec<&'a StoredStakeholder> {
        let mut found: Vec<_> = all.iter().filter(|stored| self.lets_through(&stored.registered, access)).collect();
        let latest = |registered: &Registered| registered.involvements().first().map(|one| one.involvement.since);
        match self.sort.as_str() {
            "name" => found.sort_by_key(|stored| name(&stored.registered, access).to_lowercase()),
            "latest" => found.sort_by_key(|stored| std::cmp::Reverse(latest(&stored.registered))),
            "least" => found.sort_by_key(|stored| stored.registered.involvements().len()),
            _ => {}
        }
        found
    }

    fn lets_through(&self, registered: &Registered, access: Access) -> bool {
        let is_meant = |aspect: Aspect| {
            registered.aspects().contains(&aspect)
                || registered.intention().is_some_and(|intention| intention.aspects.contains(&aspect))
        };
        self.is_gone == registered.taken_out().is_some()
            && self.role.is_none_or(|role| role == registered.stakeholder.role)
            && self.aspect.is_none_or(is_meant)
            && self.gap.is_none_or(|gap| registered.gaps().contains(&gap))
            && name(registered, access).to_lowercase().contains(&self.words.to_lowercase())
    }
}
