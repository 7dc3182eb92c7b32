//! Bundles: the evidence of a run in one file, by which anybody can work its figures out again.

use crate::vocabulary::vocabulary;

vocabulary! {
    /// How much of the answers a bundle has.
    Grain {
        /// All of them, for staff and auditors alone.
        Whole = "whole",
        /// All of them, where nobody can be told by them.
        Rows = "rows",
        /// None of them: their fingerprints alone.
        Hashes = "hashes",
    }

    /// What became of a frozen response in a run.
    Standing {
        /// It counts, or was asked nothing that does.
        There = "there",
        /// It is there and was left out with the campaign that it stands in.
        LeftOut = "left-out",
        /// It was deleted since.
        Missing = "missing",
    }
}

impl Grain {
    /// Says whether the answers themselves are in the bundle.
    pub fn has_rows(self) -> bool {
        matches!(self, Self::Whole | Self::Rows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::Word;

    #[test]
    fn only_a_bundle_of_hashes_is_without_answers() {
        let without: Vec<Grain> = Grain::ALL.iter().copied().filter(|grain| !grain.has_rows()).collect();
        assert_eq!(without, [Grain::Hashes]);
    }
}
