//! What groups, those who belong to them and what they publish by are called.

use domain::group::{GroupKind, Member, MemberRole, MembershipGap, StatutoryBasis};

use super::Labelled;

/// What stands where a name is not for everybody.
pub const WITHHELD: &str = "Name not published";

impl Labelled for GroupKind {
    fn label(self) -> &'static str {
        match self {
            Self::Board => "Board",
            Self::Panel => "Panel",
            Self::TechnicalGroup => "Technical group",
            Self::WorkingGroup => "Working group",
        }
    }

    fn hint(self) -> Option<&'static str> {
        Some(match self {
            Self::Board => "Advises on the strategy as a whole.",
            Self::Panel => "Advises on its technical side.",
            Self::TechnicalGroup => "Works on one technical subject.",
            Self::WorkingGroup => "Works on one task.",
        })
    }
}

impl Labelled for StatutoryBasis {
    fn label(self) -> &'static str {
        match self {
            Self::Voluntary => "It publishes them because it wants to",
            Self::PartVa => "Part VA of the Local Government Act 1972",
        }
    }

    fn hint(self) -> Option<&'static str> {
        Some(match self {
            Self::Voluntary => {
                "Most advisory boards and technical groups. Folkmoot reminds you of five clear days for an agenda, and holds nothing back."
            }
            Self::PartVa => {
                "Councils, combined authorities and their committees: an agenda five clear days before the meeting, minutes open for six years."
            }
        })
    }
}

impl Labelled for MemberRole {
    fn label(self) -> &'static str {
        match self {
            Self::Chair => "Chair",
            Self::ViceChair => "Vice-chair",
            Self::Secretary => "Secretary",
            Self::Member => "Member",
            Self::Officer => "Officer",
            Self::Observer => "Observer",
        }
    }

    fn hint(self) -> Option<&'static str> {
        match self {
            Self::Officer => Some("Supports the group as part of their work."),
            Self::Observer => Some("Listens, without a voice."),
            _ => None,
        }
    }
}

/// Says to everybody how a group comes to publish its papers.
pub fn basis(basis: StatutoryBasis) -> &'static str {
    match basis {
        StatutoryBasis::Voluntary => {
            "The law does not ask this group to publish its papers. It does so because it wants to."
        }
        StatutoryBasis::PartVa => {
            "Part VA of the Local Government Act 1972 holds for this group. Its agendas are public five clear days before a meeting, and its minutes stay open for at least six years."
        }
    }
}

/// Gives the name of a member for everybody.
pub fn public_name(member: &Member) -> &str {
    if member.is_named { &member.name } else { WITHHELD }
}

/// Says what is worth thinking over.
pub fn gap(gap: MembershipGap) -> &'static str {
    match gap {
        MembershipGap::NoChair => "Nobody is its chair at the moment.",
        MembershipGap::SeveralChairs => "More than one person is its chair at the moment.",
        MembershipGap::NoSecretary => "Nobody is its secretary at the moment.",
    }
}
