//! The list of minutes, by the month in which the meeting was held.

use axum::{
    extract::{Query, State},
    response::Response,
};
use chrono::{Datelike, NaiveDate};
use domain::group::Group;
use leptos::prelude::*;
use serde::Deserialize;
use store::{MeetingRecord, Page, RecordFilter};

use super::{groups, listing, readers, without_minutes};
use crate::{
    error::PageError,
    pages::listing::{on_list, page_request},
    parts::{Frame, Metadata, Pagination},
    state::AppState,
    visitor::Visitor,
    words::{dates, numbers},
};

const PAGE_SIZE: u32 = 50;
const INTRODUCTION: &str = "What the groups that advise on the strategy have discussed, by the day they met.";

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// The group whose minutes are wanted; all, if it is empty.
    group: String,
    /// The page of the list.
    page: String,
}

pub(super) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let groups = state.store.list_groups().await?;
    let group = groups.iter().find(|group| group.slug == asked.group);
    if group.is_none() && !asked.group.is_empty() {
        return Err(PageError::NotFound);
    }
    let filter = RecordFilter { group: group.map(|group| group.slug.clone()), readers: readers(&visitor) };
    let request = page_request(&asked.page, PAGE_SIZE);
    let found = on_list(state.store.list_records(&filter, request).await?)?;
    let others = if request.number == 1 { without_minutes(&state, group.map(|group| group.id)).await? } else { None };
    let heading = others.is_some().then(|| view! { <h2 class="govuk-heading-l">"Minutes"</h2> });
    let title = group.map_or_else(|| "Minutes".to_owned(), |group| format!("Minutes: {}", group.name));
    Ok(Frame::new(&state, &visitor, title.clone()).listed(Metadata::page("/minutes", INTRODUCTION)).show(|| {
        view! {
            <h1 class="govuk-heading-xl">{title}</h1>
            <p class="govuk-body-l">{INTRODUCTION}</p>
            {group.map(|group| {
                let href = groups::address(group);
                view! {
                    <p class="govuk-body">{group.purpose.clone()}</p>
                    <p class="govuk-body"><a class="govuk-link" href=href>{format!("About the {} and its members", group.name)}</a></p>
                }
            })}
            {group.is_none().then(|| view! { <p class="govuk-body"><a class="govuk-link" href="/groups">"About the groups"</a></p> })}
            {(!groups.is_empty()).then(|| filter_form(&groups, group))}
            {others}
            {heading}
            {list(&found)}
            <Pagination current=request.number count=found.count() base=base(group)/>
        }
    }))
}

fn base(group: Option<&Group>) -> String {
    group.map_or_else(|| "/minutes?".to_owned(), |group| format!("/minutes?group={}&", group.slug))
}

fn filter_form(groups: &[Group], chosen: Option<&Group>) -> impl IntoView + use<> {
    let options = groups.iter().map(|group| {
        let is_chosen = chosen.is_some_and(|chosen| chosen.id == group.id);
        view! { <option value=group.slug.clone() selected=is_chosen>{group.name.clone()}</option> }
    });
    view! {
        <form class="fm-filters" method="get" action="/minutes">
            <div class="fm-filters__fields">
                <div class="govuk-form-group">
                    <label class="govuk-label" for="group">"Group"</label>
                    <select class="govuk-select" id="group" name="group">
                        <option value="">"All groups"</option>
                        {options.collect_view()}
                    </select>
                </div>
            </div>
            <button class="govuk-button govuk-button--secondary" type="submit">"Show minutes"</button>
        </form>
    }
}

fn list(found: &Page<MeetingRecord>) -> AnyView {
    if found.rows.is_empty() {
        return view! { <p class="fm-empty">"No minutes have been published here yet."</p> }.into_any();
    }
    let months = by_month(&found.rows).map(|(month, records)| {
        view! {
            <h2 class="govuk-heading-m">{dates::month(month)}</h2>
            {listing(records)}
        }
    });
    view! {
        <p class="fm-count">{numbers::count(found.total, "meeting", "meetings")}</p>
        {months.collect_view()}
    }
    .into_any()
}

/// Groups records, which come in the order of their days, by the month in which the meeting was held.
fn by_month(records: &[MeetingRecord]) -> impl Iterator<Item = (NaiveDate, &[MeetingRecord])> {
    let month = |record: &MeetingRecord| (record.meeting.held_on.year(), record.meeting.held_on.month());
    records
        .chunk_by(move |one, next| month(one) == month(next))
        .filter_map(|records| records.first().map(|first| (first.meeting.held_on, records)))
}

#[cfg(test)]
mod tests {
    use domain::{
        group::GroupKind,
        ids::{GroupId, MeetingId},
        meeting::{Meeting, Minutes, MinutesKind, MinutesStatus, Source},
    };
    use uuid::Uuid;

    use super::*;

    fn record((year, month, day): (i32, u32, u32)) -> MeetingRecord {
        let (id, group) = (MeetingId(Uuid::nil()), GroupId(Uuid::nil()));
        let held_on = NaiveDate::from_ymd_opt(year, month, day).unwrap();
        MeetingRecord {
            meeting: Meeting { id, group, held_on, slug: String::new() },
            group: Group {
                id: group,
                slug: "board".into(),
                name: "Board".into(),
                kind: GroupKind::Board,
                purpose: String::new(),
            },
            minutes: Minutes {
                meeting: id,
                kind: MinutesKind::Minutes,
                status: MinutesStatus::Approved,
                source: Some(Source { title: "March 2023".into(), heading: None }),
            },
        }
    }

    #[test]
    fn the_month_is_that_of_the_meeting_and_the_same_month_of_another_year_stands_apart() {
        let records = [(2024, 3, 18), (2024, 3, 4), (2024, 1, 23), (2023, 3, 30), (2023, 3, 1)].map(record);
        let months: Vec<_> = by_month(&records).map(|(month, records)| (dates::month(month), records.len())).collect();
        let expected = [("March 2024", 2), ("January 2024", 1), ("March 2023", 2)];
        assert_eq!(months, expected.map(|(month, count)| (month.to_owned(), count)));
    }
}
