//! Groups that advise on the strategy, what they work by, and who belongs to them from when until when.

use chrono::NaiveDate;

use crate::{
    ids::{GroupId, MemberId},
    vocabulary::vocabulary,
};

/// How long the name of a group may be.
pub const NAME_LIMIT: usize = 120;
/// How long the paragraph may be that says what a group is for.
pub const PURPOSE_LIMIT: usize = 600;
/// How long terms of reference may be.
pub const TERMS_LIMIT: usize = 30_000;
/// How long the name of a member or an organisation may be.
pub const MEMBER_LIMIT: usize = 120;

vocabulary! {
    /// The kinds of group.
    GroupKind {
        /// Advises on the strategy as a whole.
        Board = "board",
        /// Advises on its technical side.
        Panel = "panel",
        /// Works on one technical subject.
        TechnicalGroup = "technical-group",
        /// Works on one task.
        WorkingGroup = "working-group",
    }

    /// By what law a group publishes its papers.
    StatutoryBasis {
        /// By none: it publishes because it wants to.
        Voluntary = "voluntary",
        /// By Part VA of the Local Government Act 1972: an agenda five clear days before, and minutes that stay open for six years.
        PartVa = "part-va",
    }

    /// What somebody does in a group, in the order in which they are listed.
    MemberRole {
        /// Leads the meetings.
        Chair = "chair",
        /// Leads them when the chair cannot.
        ViceChair = "vice-chair",
        /// Writes the agenda and the minutes.
        Secretary = "secretary",
        /// Belongs to it with a voice.
        Member = "member",
        /// Supports it as part of their work.
        Officer = "officer",
        /// Listens.
        Observer = "observer",
    }
}

/// A board, panel or working group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its identity.
    pub id: GroupId,
    /// Its name in addresses, for example `advisory-board`.
    pub slug: String,
    /// Its name for people.
    pub name: String,
    /// Which kind of group it is.
    pub kind: GroupKind,
    /// One paragraph that says what it is for.
    pub purpose: String,
}

/// What a group works by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Charter {
    /// By what law it publishes its papers.
    pub basis: StatutoryBasis,
    /// Its terms of reference, as Markdown; empty where there are none.
    pub terms: String,
    /// The last day on which it met or could have met, where it meets no more.
    pub ended_on: Option<NaiveDate>,
}

/// Somebody who belongs to a group for a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its identity.
    pub id: MemberId,
    /// The group.
    pub group: GroupId,
    /// Their name.
    pub name: String,
    /// For whom they belong to it.
    pub organisation: Option<String>,
    /// What they do in it.
    pub role: MemberRole,
    /// Whether everybody may read their name.
    pub is_named: bool,
    /// The first day.
    pub since: NaiveDate,
    /// The last day; `None` where none is known.
    pub until: Option<NaiveDate>,
}

/// What is worth thinking over in who belongs to a group. It forbids nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MembershipGap {
    /// Nobody leads its meetings.
    NoChair,
    /// Several people do.
    SeveralChairs,
    /// Nobody writes its minutes.
    NoSecretary,
}

impl Charter {
    /// Says whether the group still meets on a day.
    pub fn meets_on(&self, day: NaiveDate) -> bool {
        self.ended_on.is_none_or(|ended| day <= ended)
    }

    /// Gives a member as the group's own last day leaves them: nobody belongs to it for longer.
    pub fn within(&self, member: Member) -> Member {
        let until = [member.until, self.ended_on].into_iter().flatten().min();
        Member { until, ..member }
    }
}

impl Member {
    /// Says whether they belong to the group on a day; both the first day and the last count.
    pub fn belongs_on(&self, day: NaiveDate) -> bool {
        self.since <= day && self.until.is_none_or(|until| day <= until)
    }

    /// Says whether they have belonged to it and do not any more.
    pub fn belonged_before(&self, day: NaiveDate) -> bool {
        self.until.is_some_and(|until| until < day)
    }
}

/// Lists what is worth thinking over in who belongs to a group on a day; nothing where nobody does.
pub fn gaps(members: &[Member], day: NaiveDate) -> Vec<MembershipGap> {
    let current: Vec<MemberRole> =
        members.iter().filter(|member| member.belongs_on(day)).map(|member| member.role).collect();
    let count = |role: MemberRole| current.iter().filter(|each| **each == role).count();
    let mut gaps = Vec::new();
    if current.is_empty() {
        return gaps;
    }
    match count(MemberRole::Chair) {
        0 => gaps.push(MembershipGap::NoChair),
        1 => {}
        _ => gaps.push(MembershipGap::SeveralChairs),
    }
    if count(MemberRole::Secretary) == 0 {
        gaps.push(MembershipGap::NoSecretary);
    }
    gaps
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, day).unwrap()
    }

    fn member(role: MemberRole, since: u32, until: Option<u32>) -> Member {
        Member {
            id: MemberId(Uuid::nil()),
            group: GroupId(Uuid::nil()),
            name: "A".into(),
            organisation: None,
            role,
            is_named: true,
            since: day(since),
            until: until.map(day),
        }
    }

    #[test]
    fn somebody_belongs_to_a_group_from_the_first_day_to_the_last() {
        let ended = member(MemberRole::Member, 5, Some(9));
        let belongs = [4, 5, 9, 10].map(|number| ended.belongs_on(day(number)));
        assert_eq!(belongs, [false, true, true, false]);
        assert_eq!([4, 9, 10].map(|number| ended.belonged_before(day(number))), [false, false, true]);
        assert!(member(MemberRole::Member, 5, None).belongs_on(day(31)));
    }

    #[test]
    fn a_group_without_a_chair_or_a_secretary_is_told_and_an_empty_one_is_not() {
        assert_eq!(gaps(&[], day(5)), []);
        let chair = member(MemberRole::Chair, 1, None);
        let secretary = member(MemberRole::Secretary, 1, None);
        assert_eq!(gaps(&[chair.clone(), secretary.clone()], day(5)), []);
        assert_eq!(gaps(&[chair.clone(), chair.clone(), secretary.clone()], day(5)), [MembershipGap::SeveralChairs]);
        let gone = member(MemberRole::Chair, 1, Some(4));
        assert_eq!(gaps(&[gone.clone(), secretary], day(5)), [MembershipGap::NoChair]);
        assert_eq!(gaps(&[chair, gone], day(5)), [MembershipGap::NoSecretary], "whoever went leads nothing");
    }

    #[test]
    fn a_group_meets_until_its_last_day() {
        let charter = Charter { basis: StatutoryBasis::Voluntary, terms: String::new(), ended_on: Some(day(9)) };
        assert_eq!([9, 10].map(|number| charter.meets_on(day(number))), [true, false]);
        let last_days =
            [None, Some(4), Some(20)].map(|until| charter.within(member(MemberRole::Member, 1, until)).until);
        assert_eq!(last_days, [9, 4, 9].map(|number| Some(day(number))));
    }
}
