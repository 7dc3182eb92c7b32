//! The forms of the lists of the front: figures, steps, and the ways of the navigation.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    fields::Fields,
    front::Front,
    moving::move_up,
    permission::Action,
    question::{AnswerOption, Question},
    refusal::{Reason, Refusal},
};

use super::{
    ADDRESS,
    desk::Desk,
    list::{FIELDS, List, Row},
};
use crate::{
    articles,
    error::PageError,
    pages::staff::{
        asking::{Told, option},
        form::{self, Showing},
        kept::{CHANGED, unmade},
    },
    posted::Posted,
    state::AppState,
    visitor::Staff,
};

/// Where a way can lead besides the pages that staff write.
const PLACES: [(&str, &str); 11] = [
    ("/consultations", "Consultations"),
    ("/minutes", "Minutes and meetings"),
    ("/groups", "Groups"),
    ("/documents", "Documents"),
    ("/priorities", "Priorities"),
    ("/expressions-of-interest", "Landowners: tell us about your land"),
    ("/pages", "About the strategy: all pages"),
    ("/news", "News"),
    ("/involvement", "Who took part"),
    ("/alerts", "Email alerts"),
    ("/feeds", "Feeds and data"),
];

/// One list on the desk.
struct Room<'a> {
    desk: Desk<'a>,
    list: List,
    questions: Vec<Question>,
}

impl<'a> Room<'a> {
    async fn open(state: &'a AppState, staff: &'a Staff, list: &str) -> Result<Self, PageError> {
        let desk = Desk::open(state, staff, Action::WriteMinutes).await?;
        let list = List::from_word(list).ok_or(PageError::NotFound)?;
        if list != List::Ways && desk.front().strategy.is_none() {
            return Err(PageError::NotFound);
        }
        let questions = list.questions(addresses(&desk, list).await?);
        Ok(Self { desk, list, questions })
    }

    fn rows(&self) -> Vec<Row> {
        self.list.rows(self.desk.front())
    }

    /// Reads which entry an address names.
    fn place(&self, typed: &str) -> Result<usize, PageError> {
        typed.parse().ok().filter(|place| *place < self.rows().len()).ok_or(PageError::NotFound)
    }

    /// Gives the entry that a form was drawn from.
    async fn seen(&self, fields: &Fields, place: usize) -> Result<Option<Row>, PageError> {
        let then = self.desk.state.store.find_front_revision(form::seen(fields)).await?;
        Ok(then.and_then(|then| self.list.rows(&then.front).get(place).cloned()))
    }

    fn read(&self, fields: &Fields) -> Result<Row, Vec<Refusal>> {
        let told = Told::new(&self.questions, fields);
        if told.is_refused() { Err(told.refusals(&self.questions)) } else { Ok(List::read(&told)) }
    }

    /// Stores the list with a change, and leads back to it.
    async fn store(
        self,
        fields: &Fields,
        place: Option<usize>,
        change: impl FnOnce(&mut Vec<Row>),
    ) -> Result<Response, PageError> {
        let list = self.list;
        let seen = match place {
            Some(place) => self.seen(fields, place).await?,
            None => None,
        };
        let apply = |front: &mut Front| {
            let mut rows = list.rows(front);
            change(&mut rows);
            list.set(front, rows);
        };
        let stored = self.desk.store(fields, |front| list.rows(front), apply).await;
        let questions = self.questions;
        let anchor = format!("#{}", list.word());
        let again = |desk: &Desk<'_>, showing| {
            // Others may have moved or removed it: what is saved next is for the place where it stands now, or added.
            let place = seen.and_then(|seen| list.rows(desk.front()).iter().position(|row| *row == seen));
            draw(desk, (list, questions), place, (fields, showing))
        };
        self.desk.after(stored, &anchor, again).await
    }
}

/// Lists where a way can lead: places that each site has, pages that everybody reads, and where ways lead already.
async fn addresses(desk: &Desk<'_>, list: List) -> Result<Vec<AnswerOption>, PageError> {
    if list != List::Ways {
        return Ok(Vec::new());
    }
    let mut all: Vec<AnswerOption> = PLACES.iter().map(|(address, words)| option(address, words)).collect();
    let shown = desk.state.store.list_shown_articles(desk.state.clock.now()).await?;
    all.extend(shown.iter().map(|one| option(&articles::address(&one.stored.slug), &one.version.text.title)));
    for way in &desk.front().ways {
        if all.iter().all(|known| known.id != way.address) {
            all.push(option(&way.address, &format!("{} (not published now)", way.words)));
        }
    }
    Ok(all)
}

fn draw(
    desk: &Desk<'_>,
    (list, questions): (List, Vec<Question>),
    place: Option<usize>,
    (fields, showing): (&Fields, Showing<&'static str>),
) -> Response {
    let (title, rest) = match place {
        None => (format!("Add a {}", list.entry()), "new".to_owned()),
        Some(place) => (format!("Change a {}", list.entry()), place.to_string()),
    };
    let rest = format!("/{}/{rest}", list.word());
    let remove = place.map(|_| {
        let instead = "What stood there stays in the history.";
        unmade(&format!("this {}", list.entry()), instead, format!("{ADDRESS}{rest}/remove"))
    });
    desk.form((&title, &rest), questions, remove, (fields, showing))
}

fn filled(row: &Row) -> Fields {
    Fields::new(FIELDS.into_iter().zip(row.iter().map(String::as_str)))
}

/// Shows the form of a new entry.
pub(super) async fn show_new(
    State(state): State<AppState>,
    staff: Staff,
    Path(list): Path<String>,
) -> Result<Response, PageError> {
    let Room { desk, list, questions } = Room::open(&state, &staff, &list).await?;
    Ok(draw(&desk, (list, questions), None, (&Fields::default(), Showing::Opened)))
}

/// Adds an entry below the others.
pub(super) async fn add(
    State(state): State<AppState>,
    staff: Staff,
    Path(list): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let room = Room::open(&state, &staff, &list).await?;
    let (count, at_most) = (room.rows().len(), room.list.most());
    if count >= at_most {
        let full = Refusal::new(FIELDS[0], Reason::TooMany { at_most, chosen: count + 1 });
        return Ok(draw(&room.desk, (room.list, room.questions), None, (&fields, Showing::Refused(vec![full]))));
    }
    match room.read(&fields) {
        Ok(row) => room.store(&fields, None, |rows| rows.push(row)).await,
        Err(refusals) => Ok(draw(&room.desk, (room.list, room.questions), None, (&fields, Showing::Refused(refusals)))),
    }
}

/// Shows the form of an entry.
pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path((list, place)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let room = Room::open(&state, &staff, &list).await?;
    let place = room.place(&place)?;
    let fields = filled(&room.rows()[place]);
    Ok(draw(&room.desk, (room.list, room.questions), Some(place), (&fields, Showing::Opened)))
}

/// Changes an entry.
pub(super) async fn change(
    State(state): State<AppState>,
    staff: Staff,
    Path((list, place)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let room = Room::open(&state, &staff, &list).await?;
    let place: usize = place.parse().map_err(|_| PageError::NotFound)?;
    if place >= room.rows().len() {
        return Ok(draw(&room.desk, (room.list, room.questions), None, (&fields, Showing::Changed(CHANGED))));
    }
    match room.read(&fields) {
        Ok(row) => room.store(&fields, Some(place), |rows| rows[place] = row).await,
        Err(refusals) => {
            Ok(draw(&room.desk, (room.list, room.questions), Some(place), (&fields, Showing::Refused(refusals))))
        }
    }
}

/// Moves an entry one place up.
pub(super) async fn move_it(
    State(state): State<AppState>,
    staff: Staff,
    Path((list, place)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let room = Room::open(&state, &staff, &list).await?;
    let place = room.place(&place)?;
    let list = room.list;
    let stored = room.desk.store(
        &fields,
        |front| list.rows(front),
        |front| {
            let mut rows = list.rows(front);
            move_up(&mut rows, place);
            list.set(front, rows);
        },
    );
    let (stored, anchor) = (stored.await, format!("#{}", list.word()));
    // Whoever was not the first finds the order as it is now, and can move on from there.
    room.desk.after(stored, &anchor, |_, _| Redirect::to(&format!("{ADDRESS}{anchor}")).into_response()).await
}

/// Removes an entry.
pub(super) async fn remove(
    State(state): State<AppState>,
    staff: Staff,
    Path((list, place)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let room = Room::open(&state, &staff, &list).await?;
    let place = room.place(&place)?;
    room.store(&fields, Some(place), |rows| {
        rows.remove(place);
    })
    .await
}
