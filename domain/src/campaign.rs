//! Campaigns: responses that were called for together, and how they are to count.
//!
//! A letter that many people send is what each of them says, and the responses that have it are not as many judgements of their own.
//! So a campaign is kept and counted, and figures are told with it and without. Whoever leaves one out says why, and where it is more
//! than one response in a hundred somebody else has to agree.

use serde::{Deserialize, Serialize};

use crate::{ids::AccountId, vocabulary::vocabulary};

/// The longest name of a campaign.
pub const NAME_LIMIT: usize = 100;
/// The longest reason for a ruling.
pub const RULING_REASON_LIMIT: usize = 2_000;
/// One in so many responses may be left out by one person.
const ALONE: u64 = 100;

vocabulary! {
    /// How the responses of a campaign are to count.
    Treatment {
        /// Each counts, and figures are told with the campaign and without.
        Told = "told",
        /// None counts; how many there are is told.
        LeftOut = "left-out",
        /// They are no campaign: each counts, and no more is said of it.
        Own = "own",
    }
}

/// Says whether a ruling takes two people: where with it and with the other campaigns that are left out, more than one response in a
/// hundred is.
pub fn takes_two(treatment: Treatment, responses: u64, left_out: u64, of_all: u64) -> bool {
    treatment == Treatment::LeftOut && responses.saturating_add(left_out).saturating_mul(ALONE) > of_all
}

/// Why somebody cannot confirm a ruling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConfirmationHindrance {
    /// It holds already.
    Holds,
    /// They gave it themselves.
    Own,
}

/// Says whether somebody may confirm a ruling that another person gave, unless that account is removed.
///
/// # Errors
/// Says why not.
pub fn may_confirm(holds: bool, given_by: Option<AccountId>, who: AccountId) -> Result<(), ConfirmationHindrance> {
    if holds {
        Err(ConfirmationHindrance::Holds)
    } else if given_by == Some(who) {
        Err(ConfirmationHindrance::Own)
    } else {
        Ok(())
    }
}

/// A campaign as a freeze holds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrozenCampaign {
    /// Its number among the campaigns of the consultation, from 1.
    pub number: i64,
    /// What it is called.
    pub name: String,
    /// How its responses count.
    pub treatment: Treatment,
    /// Why.
    pub reason: String,
    /// How many responses it has.
    pub responses: u64,
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn leaving_out_more_than_one_in_a_hundred_takes_two_people() {
        assert!(!takes_two(Treatment::LeftOut, 10, 0, 1_000));
        assert!(takes_two(Treatment::LeftOut, 11, 0, 1_000));
        assert!(takes_two(Treatment::LeftOut, 1, 0, 99));
        assert!(takes_two(Treatment::LeftOut, 6, 5, 1_000), "one after another they are as many");
        for treatment in [Treatment::Told, Treatment::Own] {
            assert!(!takes_two(treatment, 900, 0, 1_000), "{treatment:?}");
        }
    }

    #[test]
    fn nobody_confirms_what_holds_or_what_they_gave_themselves() {
        let [one, two] = [1, 2].map(|number| AccountId(Uuid::from_u128(number)));
        assert_eq!(may_confirm(true, Some(one), two), Err(ConfirmationHindrance::Holds));
        assert_eq!(may_confirm(false, Some(one), one), Err(ConfirmationHindrance::Own));
        assert_eq!(may_confirm(false, Some(one), two), Ok(()));
        assert_eq!(may_confirm(false, None, two), Ok(()), "the account that gave it is removed");
    }
}
