//! Who belongs to a group: those of now in a table, those of before folded below it.

use chrono::NaiveDate;
use domain::group::Member;
use leptos::prelude::*;

use super::{Caption, Table, details};
use crate::words::{Labelled, dates, groups::public_name};

/// Who reads who belongs to a group.
pub enum MembersFor<'a> {
    /// Everybody: names that are not published are left out.
    Everybody,
    /// Staff, who read every name, with the address at which a member is changed where they may.
    Staff(Option<&'a dyn Fn(&Member) -> String>),
}

/// Draws who belongs to a group on a day, and who did before or will.
pub fn members(members: &[Member], day: NaiveDate, readers: &MembersFor<'_>) -> AnyView {
    // In the order of what is shown alone: the place of a name that is not published would tell of it.
    let shown = |member: &Member| match readers {
        MembersFor::Everybody => public_name(member).to_lowercase(),
        MembersFor::Staff(_) => member.name.to_lowercase(),
    };
    let mut members: Vec<&Member> = members.iter().collect();
    members.sort_by_cached_key(|member| (member.role, shown(member), member.since, member.organisation.clone()));
    let current: Vec<&Member> = members.iter().copied().filter(|member| member.belongs_on(day)).collect();
    let past: Vec<&Member> = members.iter().copied().filter(|member| member.belonged_before(day)).collect();
    let coming: Vec<&Member> =
        members.iter().copied().filter(|member| member.since > day && !member.belonged_before(day)).collect();
    let now = if current.is_empty() {
        view! { <p class="fm-empty">"Nobody is written down who belongs to this group now."</p> }.into_any()
    } else {
        table("Members", &current, readers)
    };
    let coming = (!coming.is_empty()).then(|| table("Members to come", &coming, readers));
    let past =
        (!past.is_empty()).then(|| details("Who belonged to it before", table("Former members", &past, readers)));
    view! { {now} {coming} {past} }.into_any()
}

fn table(title: &'static str, members: &[&Member], readers: &MembersFor<'_>) -> AnyView {
    let table = Table::new(title, Caption::Spoken(title.to_owned()), "Name")
        .words("Organisation")
        .words("Part in the group")
        .words("From and until");
    let change = match readers {
        MembersFor::Staff(Some(change)) => Some(change),
        MembersFor::Staff(None) | MembersFor::Everybody => None,
    };
    let table = match readers {
        MembersFor::Staff(_) => table.words("Name in public"),
        MembersFor::Everybody => table,
    };
    let row = |table: Table, member: &&Member| {
        let name = match (readers, change) {
            (MembersFor::Everybody, _) => public_name(member).to_owned().into_any(),
            (_, Some(change)) => {
                view! { <a class="govuk-link" href=change(member)>{member.name.clone()}</a> }.into_any()
            }
            (_, None) => member.name.clone().into_any(),
        };
        let in_public = match readers {
            MembersFor::Staff(_) => Some(if member.is_named { "Published" } else { "Not published" }.into_any()),
            MembersFor::Everybody => None,
        };
        let cells = [member.organisation.clone().into_any(), member.role.label().into_any(), since(member).into_any()];
        table.row(name, cells.into_iter().chain(in_public))
    };
    members.iter().fold(table, row).draw().into_any()
}

fn since(member: &Member) -> String {
    match member.until {
        None => format!("since {}", dates::day(member.since)),
        Some(until) => format!("{} to {}", dates::day(member.since), dates::day(until)),
    }
}
