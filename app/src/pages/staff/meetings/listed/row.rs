//! One line of a list as somebody looks it over: what it was taken for, what looks wrong with it, and what they make of it.

use chrono::{Datelike as _, NaiveDate, Weekday};
use domain::{
    fields::Fields,
    group::Group,
    ids::{GroupId, ListingId, MeetingId},
    meeting::{Entry, Listing, MOST_LINES, Meeting, Minutes, MinutesKind, MinutesStatus, Source},
    question::{Date, Question, QuestionKind},
    refusal::{DatePart, ListingFault, Reason, Refusal},
    vocabulary::Word,
};
use store::{Listed, StoredMeeting};

use crate::{
    error::PageError,
    pages::staff::{
        asking::{Asks as _, Told, choice, date, option, parts_of_day, tick, ticked},
        meetings::arranged::names,
    },
    state::AppState,
    words::{dates, meetings},
};

/// The field with the identity of the list, so that one that is sent twice is brought in once.
pub(super) const ID: &str = "id";
/// The field with how many lines there are.
const LINES: &str = "lines";
/// The field with the lines that were left out.
pub(super) const OTHERS: &str = "others";
/// What the names of the fields of a line begin with.
const TITLE: &str = "title";
const HEADING: &str = "heading";
const GROUP: &str = "group";
const KIND: &str = "kind";
const DAY: &str = "day";
const LEAVE: &str = "leave";

/// What is here already.
pub(super) struct Known {
    pub(super) groups: Vec<Group>,
    meetings: Vec<StoredMeeting>,
    /// The names in addresses that lead to meetings which had them before.
    former_names: Vec<String>,
    today: NaiveDate,
}

/// One line with what was made of it.
pub(super) struct Row {
    /// Its place in the list.
    pub(super) place: usize,
    pub(super) source: Source,
    /// What is asked about it.
    pub(super) questions: Vec<Question>,
    /// Whether it is left out.
    pub(super) is_left: bool,
    told: Told,
}

fn named(name: &str, place: usize) -> String {
    format!("{name}-{place}")
}

impl Known {
    /// Finds what is here of some groups.
    pub(super) async fn find(state: &AppState, groups: Vec<Group>) -> Result<Self, PageError> {
        let mut meetings = Vec::new();
        for group in &groups {
            meetings.extend(state.store.list_meetings_of(group.id).await?);
        }
        let former_names = state.store.list_former_meeting_names().await?;
        Ok(Self { groups, meetings, former_names, today: state.today() })
    }

    /// Fills the form with a list as it was read; what is here already, or is there twice, is left out until somebody wants it.
    pub(super) fn filled(&self, id: ListingId, listing: &Listing) -> Fields {
        let mut pairs = vec![
            (ID.to_owned(), id.to_string()),
            (LINES.to_owned(), listing.entries.len().to_string()),
            (OTHERS.to_owned(), listing.others.join("\n")),
        ];
        for (place, entry) in listing.entries.iter().enumerate() {
            let group = self.groups.iter().find(|group| Some(group.id) == entry.group);
            let is_same = |other: &Entry| (other.group, other.held_on) == (entry.group, entry.held_on);
            let is_repeated = listing.entries[..place].iter().any(is_same);
            let is_here = entry.group.zip(entry.held_on).is_some_and(|(group, day)| self.minutes(group, day).is_some());
            pairs.push((named(TITLE, place), entry.source.title.clone()));
            pairs.extend(entry.source.heading.clone().map(|heading| (named(HEADING, place), heading)));
            pairs.extend(group.map(|group| (named(GROUP, place), group.slug.clone())));
            pairs.push((named(KIND, place), entry.kind.word().to_owned()));
            pairs.extend(entry.held_on.into_iter().flat_map(|day| parts_of_day(&named(DAY, place), day)));
            let is_dated = entry.group.is_some() && entry.held_on.is_some();
            pairs.extend(ticked(&named(LEAVE, place), is_here || (is_repeated && is_dated)));
        }
        Fields::new(pairs)
    }

    /// Reads each line of a form.
    pub(super) fn rows(&self, fields: &Fields) -> Vec<Row> {
        let lines = fields.text(LINES).parse().unwrap_or(0).min(MOST_LINES);
        (0..lines).map(|place| self.row(place, fields)).collect()
    }

    fn row(&self, place: usize, fields: &Fields) -> Row {
        let heading = Some(fields.text(&named(HEADING, place)).to_owned()).filter(|heading| !heading.is_empty());
        let source = Source { title: fields.text(&named(TITLE, place)).to_owned(), heading };
        let groups = self.groups.iter().map(|group| option(&group.slug, &group.name)).collect();
        let kinds = MinutesKind::ALL.iter().map(|kind| option(kind.word(), meetings::kind(*kind))).collect();
        let until_today = QuestionKind::Date(Date { earliest: None, latest: Some(self.today) });
        let day = Question { kind: until_today, ..date(&named(DAY, place), "Day of the meeting") };
        let leave = tick(&named(LEAVE, place), "Leave it out", "Do not bring this line in");
        let questions = vec![
            choice(&named(GROUP, place), "Which group met?", groups),
            choice(&named(KIND, place), "What is it?", kinds),
            day.hint("For example, 13 3 2024"),
            leave,
        ];
        let told = Told::new(&questions, fields);
        let is_left = told.is_ticked(&named(LEAVE, place));
        Row { place, source, questions, is_left, told }
    }

    /// Finds minutes of a group's meeting on some day.
    fn minutes(&self, group: GroupId, day: NaiveDate) -> Option<&StoredMeeting> {
        self.on(group, day).find(|stored| stored.minutes.is_some())
    }

    fn on(&self, group: GroupId, day: NaiveDate) -> impl Iterator<Item = &StoredMeeting> {
        self.meetings.iter().filter(move |stored| stored.group.id == group && stored.meeting.held_on == day)
    }

    /// Finds the meeting of a group on some day that minutes can be of: one that was not called off.
    fn met(&self, group: GroupId, day: NaiveDate) -> Option<&StoredMeeting> {
        self.on(group, day).find(|stored| stored.arrangements.called_off.is_none())
    }

    /// Finds minutes that are here already, where a line is of the same group and day.
    fn already(&self, row: &Row) -> Option<&StoredMeeting> {
        row.group(self).zip(row.day()).and_then(|(group, day)| self.minutes(group.id, day))
    }

    /// Finds a meeting that only staff know and that minutes of a line would make public.
    fn unknown(&self, row: &Row) -> Option<&StoredMeeting> {
        let (group, day) = row.group(self).zip(row.day())?;
        self.met(group.id, day).filter(|stored| !stored.is_public())
    }

    /// Makes what is stored of the lines that are not left out, or says what has to be put right.
    pub(super) fn judged(&self, state: &AppState, rows: &[Row]) -> Result<Vec<Listed>, Vec<Refusal>> {
        let (mut listed, mut refusals, mut taken): (Vec<Listed>, Vec<Refusal>, Vec<(GroupId, NaiveDate)>) =
            (Vec::new(), Vec::new(), Vec::new());
        for row in rows.iter().filter(|row| !row.is_left) {
            let mut told = row.told.clone();
            if let Some((group, day)) = row.group(self).zip(row.day()) {
                let new = row.kind().map(|kind| self.listed(state, row, (group, day), kind));
                let has_no_name = matches!(new, Some(None));
                if taken.contains(&(group.id, day)) || self.minutes(group.id, day).is_some() || has_no_name {
                    let what = meetings::meeting(&group.name, day);
                    told.refuse(
                        &DatePart::Day.field(&named(DAY, row.place)),
                        Reason::Listing(ListingFault::Twice { what }),
                    );
                }
                taken.push((group.id, day));
                listed.extend(new.flatten());
            }
            if told.is_refused() {
                refusals.extend(told.refusals(&row.questions));
            }
        }
        if refusals.is_empty() { Ok(listed) } else { Err(refusals) }
    }

    /// Makes what is stored of a line: minutes of a meeting that is written down already, or of a new one, unless all names in addresses
    /// that it could have are in use.
    fn listed(
        &self,
        state: &AppState,
        row: &Row,
        (group, day): (&Group, NaiveDate),
        kind: MinutesKind,
    ) -> Option<Listed> {
        let (id, meeting) = if let Some(stored) = self.met(group.id, day) {
            (stored.meeting.id, None)
        } else {
            let is_free = |slug: &String| {
                !self.former_names.contains(slug) && !self.meetings.iter().any(|stored| stored.meeting.slug == *slug)
            };
            let id = MeetingId::new(&*state.clock, &*state.entropy);
            let slug = names(day, group).find(is_free)?;
            (id, Some(Meeting { id, group: group.id, held_on: day, slug }))
        };
        let source = Some(row.source.clone());
        Some(Listed { meeting, minutes: Minutes { meeting: id, kind, status: MinutesStatus::NotStated, source } })
    }
}

impl Row {
    /// Gives the group that was chosen, if it is one that is known.
    pub(super) fn group<'a>(&self, known: &'a Known) -> Option<&'a Group> {
        let chosen = self.told.chosen(&named(GROUP, self.place))?;
        known.groups.iter().find(|group| group.slug == chosen)
    }

    pub(super) fn kind(&self) -> Option<MinutesKind> {
        self.told.chosen(&named(KIND, self.place)).and_then(MinutesKind::from_word)
    }

    pub(super) fn day(&self) -> Option<NaiveDate> {
        self.told.date(&named(DAY, self.place))
    }

    /// Gives the fields that nobody sees.
    pub(super) fn hidden(&self) -> Vec<(String, String)> {
        let heading = self.source.heading.clone().map(|heading| (named(HEADING, self.place), heading));
        [(named(TITLE, self.place), self.source.title.clone())].into_iter().chain(heading).collect()
    }

    /// Lists what is worth a look.
    pub(super) fn notes(&self, known: &Known) -> Vec<String> {
        let mut notes = Vec::new();
        if self.group(known).is_none() {
            notes.push("No group that is known here is named. Choose one.".to_owned());
        }
        match self.day() {
            None => {
                let note = "The day cannot be told from the title, or is still to come. Say which it was.";
                notes.push(note.to_owned());
            }
            Some(day) => {
                notes.extend(self.source.warnings(day).iter().map(|warning| meetings::source_warning(warning, day)));
                if matches!(day.weekday(), Weekday::Sat | Weekday::Sun) {
                    notes.push(format!("{} was a {}.", dates::day(day), dates::weekday(day)));
                }
            }
        }
        if known.already(self).is_some() {
            notes.push("Minutes of this group and day are here already.".to_owned());
        } else if known.unknown(self).is_some() {
            notes.push(
                "A meeting of this day is written down here that only staff know. Its time, place and how to join become public too."
                    .to_owned(),
            );
        }
        notes
    }
}

/// Gives the fields of the whole form that nobody sees.
pub(super) fn hidden(fields: &Fields) -> Vec<(String, String)> {
    [ID, LINES, OTHERS].map(|name| (name.to_owned(), fields.text(name).to_owned())).into()
}
