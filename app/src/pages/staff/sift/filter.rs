//! Which proposals are looked at, and in which order: read from an address, written into one, and applied.

use domain::{
    fields::Fields,
    ids::AccountId,
    sift::{ProposalKind, SiftStage, Sifted},
    vocabulary::Word,
};
use store::StoredProposal;

use super::Room;

/// The most characters of the words that are looked for.
const WORDS_LIMIT: usize = 200;
/// What asks for the proposals that wait for whoever looks.
pub(super) const MINE: &str = "mine";
/// The ways in which the list can be sorted.
pub(super) const SORTS: [(&str, &str); 4] =
    [("", "By number"), ("newest", "Newest first"), ("value", "By value"), ("title", "By title")];

/// Which proposals are looked at.
#[derive(Clone, Debug, Default)]
pub(super) struct Filter {
    pub(super) words: String,
    pub(super) kind: Option<ProposalKind>,
    pub(super) stage: Option<SiftStage>,
    pub(super) is_mine: bool,
    pub(super) sort: String,
}

impl Filter {
    pub(super) fn read(fields: &Fields) -> Self {
        let stage = fields.text("stage");
        Self {
            words: fields.text("words").chars().take(WORDS_LIMIT).collect(),
            kind: ProposalKind::from_word(fields.text("kind")),
            stage: SiftStage::from_word(stage),
            is_mine: stage == MINE,
            sort: fields.text("sort").to_owned(),
        }
    }

    /// Gives the word of the stage that is asked for.
    pub(super) fn stage_word(&self) -> Option<&'static str> {
        if self.is_mine { Some(MINE) } else { self.stage.map(Word::word) }
    }

    /// Writes it for an address, without the question mark.
    pub(super) fn query(&self) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        let filled = [
            ("words", self.words.as_str()),
            ("kind", self.kind.map_or("", Word::word)),
            ("stage", self.stage_word().unwrap_or_default()),
            ("sort", self.sort.as_str()),
        ];
        for (name, value) in filled.into_iter().filter(|(_, value)| !value.is_empty()) {
            query.append_pair(name, value);
        }
        query.finish()
    }

    /// Gives the proposals in their order; those without a value come after all that have one.
    pub(super) fn matching<'a>(&self, room: &'a Room, account: AccountId) -> Vec<&'a StoredProposal> {
        let lets_through = |stored: &&StoredProposal| self.lets_through(&stored.sifted, room, account);
        let mut found: Vec<_> = room.proposals.iter().filter(lets_through).collect();
        match self.sort.as_str() {
            "newest" => found.reverse(),
            "title" => found.sort_by_key(|stored| stored.sifted.proposal.title.to_lowercase()),
            "value" => found.sort_by_key(|stored| std::cmp::Reverse(stored.sifted.value(&room.sieves))),
            _ => {}
        }
        found
    }

    fn lets_through(&self, sifted: &Sifted, room: &Room, account: AccountId) -> bool {
        let proposal = &sifted.proposal;
        let words = self.words.to_lowercase();
        let said = [Some(&proposal.title), Some(&proposal.words), proposal.elsewhere.as_ref()];
        self.kind.is_none_or(|kind| kind == proposal.kind)
            && self.stage.is_none_or(|stage| stage == sifted.stage(&room.sieves))
            && (!self.is_mine || sifted.waits_for(account, &room.sieves))
            && said.into_iter().flatten().any(|said| said.to_lowercase().contains(&words))
    }
}
