//! What people read of responses that were erased.

use domain::erasure::ErasureGround;
use weighting::disclosure::THRESHOLD;

use super::{Labelled, dates, numbers};
use crate::{
    analysis::run::Moved,
    erased::{Again, Since},
};

impl Labelled for ErasureGround {
    fn label(self) -> &'static str {
        match self {
            Self::Asked => "Whoever sent it asks for it",
            Self::Mistake => "It was typed in or sent by mistake",
            Self::Unlawful => "It must not be kept",
        }
    }

    fn hint(self) -> Option<&'static str> {
        match self {
            Self::Asked => Some("Make sure first that they are who sent it: they know its reference."),
            Self::Mistake => Some("For example a trial, or the same paper form twice."),
            Self::Unlawful => Some("For example a threat, or the answers of a child who was not to be asked."),
        }
    }
}

/// Says to everybody what became of published figures since responses were erased, so that nobody can work out what these said.
pub fn in_public(since: &Since) -> String {
    let count = match since.erased.count {
        few if few < THRESHOLD => format!("fewer than {THRESHOLD} responses were"),
        // One more from one day to the next would be told by an exact count.
        count => format!("at least {} responses were", numbers::whole(count / THRESHOLD * THRESHOLD)),
    };
    let again = match &since.again {
        Again::Waits => {
            "They are being worked out again without what was deleted, to see whether they would change.".to_owned()
        }
        Again::Done(at, moved) if moved.stands() => format!(
            "Worked out again without what was deleted, on {}, no share moves by a percentage point or more, and tiers and support stay the same.",
            dates::day_of(*at)
        ),
        Again::Done(at, _) => format!(
            "Worked out again without what was deleted, on {}, a share moves by a percentage point or more, or a tier or a support changes.",
            dates::day_of(*at)
        ),
        Again::NotDone => "They have not been worked out again without what was deleted.".to_owned(),
    };
    format!(
        "Since these figures were worked out, {count} deleted, as people may ask for. The figures stay as they were published. {again}"
    )
}

/// Says to staff how figures differ.
pub fn moved(moved: &Moved) -> String {
    if !moved.is_alike {
        return "The two cannot be compared: one is weighted or pooled and the other is not, or a priority or a group is told of in one alone."
            .to_owned();
    }
    let furthest = moved.furthest.as_ref().map(|(label, by)| {
        format!("The weight that moves furthest is that of ‘{label}’, by {:.2} percentage points. ", by * 100.0)
    });
    let count = |count: usize, what: &str| match count {
        0 => format!("No priority has another {what}."),
        count => format!("{} another {what}.", numbers::count(count, "priority has", "priorities have")),
    };
    let counts = [(moved.ranks, "rank"), (moved.tiers, "tier"), (moved.supports, "support")];
    let counts = counts.map(|(of, what)| count(of, what)).join(" ");
    let apart =
        format!(" In the other groups and in the pool no share moves by more than {:.2} points.", moved.apart * 100.0);
    format!("{}{counts}{apart}", furthest.unwrap_or_default())
}
