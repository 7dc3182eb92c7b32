//! A code frame as a CSV file: saved, and loaded into this or another consultation.

use axum::{
    extract::{Path, Request, State},
    http::StatusCode,
    response::Response,
};
use domain::{
    code_frame::{DESCRIPTION_LIMIT, FrameStep, MOST_TAGS, NAME_LIMIT, TagWords},
    fields::Fields,
    permission::Action,
};
use export::cell;
use leptos::prelude::*;

use super::{Room, frame::answer};
use crate::{
    error::PageError,
    imports::delimiter,
    pages::staff::{
        export::{csv_file, row_of},
        file_form::{errors, file_form, posted_file},
    },
    parts::{ErrorSummary, Frame},
    reading::read_file,
    state::AppState,
    visitor::Staff,
};

const HEADINGS: [&str; 3] = ["tag", "family", "description"];
const HINT: &str =
    "A CSV file (UTF-8) whose first row is ‘tag’, ‘family’ and ‘description’, like the one that you can download here.";

/// Saves the tags in use.
pub(super) async fn save(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug, Action::ReadResponses).await?;
    let rows = room.frame.in_use().map(|tag| {
        let TagWords { name, family, description } = &tag.words;
        row_of([name, family.as_deref().unwrap_or_default(), description.as_deref().unwrap_or_default()])
    });
    csv_file(&format!("{slug}-tags.csv"), [row_of(HEADINGS)].into_iter().chain(rows))
}

/// Shows the form for a file.
pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug, Action::CodeComments).await?;
    Ok(page(&state, &staff, &room, None))
}

/// Adds and describes the tags of a file.
pub(super) async fn load(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    request: Request,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug, Action::CodeComments).await?;
    let bytes = posted_file(request, &state).await;
    let rows = match read_file(move || read(&bytes)).await? {
        Ok(rows) => rows,
        Err(why) => return Ok(page(&state, &staff, &room, Some(why))),
    };
    // A file adds to whatever is there, so that it need not be loaded into the version that its sender saw.
    let taken = room.take(&state, &staff, &room.version.to_string(), &FrameStep::Load(rows)).await;
    answer(&state, &staff, &slug, taken).await
}

/// Reads the tags of a file, or says why it is none of these.
fn read(bytes: &[u8]) -> Result<Vec<TagWords>, String> {
    if bytes.is_empty() {
        return Err("Choose a file with tags".to_owned());
    }
    let text = std::str::from_utf8(bytes).map_err(|_| "Save the file as CSV UTF-8 and try again")?;
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new();
    let mut reader =
        reader.has_headers(false).flexible(true).delimiter(delimiter(text.as_bytes())).from_reader(text.as_bytes());
    let mut records = reader.records();
    match records.next() {
        Some(Ok(first)) if first.iter().map(|cell| cell.trim().to_lowercase()).take(HEADINGS.len()).eq(HEADINGS) => {}
        _ => return Err("The first row must be ‘tag’, ‘family’ and ‘description’".to_owned()),
    }
    let mut rows = Vec::new();
    for (record, number) in records.take(MOST_TAGS + 1).zip(2..) {
        let record = record.map_err(|_| "The file cannot be read as a table. Save it as CSV UTF-8 and try again")?;
        // As a form reads them, so that no sign gets in that no keyboard gives.
        let cells = Fields::new(HEADINGS.iter().zip(&record).map(|(name, text)| (*name, cell::read(text))));
        let cell = |name: &str| Some(cells.text(name).to_owned()).filter(|text| !text.is_empty());
        let Some(name) = cell("tag") else { continue };
        let words = TagWords { name, family: cell("family"), description: cell("description") };
        if let Some(why) = too_long(&words) {
            return Err(format!("Row {number}: {why}"));
        }
        rows.push(words);
    }
    if rows.is_empty() { Err("The file has no tags".to_owned()) } else { Ok(rows) }
}

fn too_long(words: &TagWords) -> Option<String> {
    let is_long = |text: Option<&String>, limit: usize| text.is_some_and(|text| text.chars().count() > limit);
    if is_long(Some(&words.name), NAME_LIMIT) || is_long(words.family.as_ref(), NAME_LIMIT) {
        Some(format!("names of tags and families have {NAME_LIMIT} characters or fewer"))
    } else {
        let is_long = is_long(words.description.as_ref(), DESCRIPTION_LIMIT);
        is_long.then(|| format!("descriptions have {DESCRIPTION_LIMIT} characters or fewer"))
    }
}

fn page(state: &AppState, staff: &Staff, room: &Room, message: Option<String>) -> Response {
    let status = if message.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let title = "Load tags from a file";
    Frame::new(state, &staff.visitor, title).status(status).show(|| {
        view! {
            <a class="govuk-back-link" href=room.address("/tags")>"Tags"</a>
            <ErrorSummary errors=errors(message.as_ref())/>
            <h1 class="govuk-heading-l">{title}</h1>
            <p class="govuk-body">
                "Tags of the file that are not here yet are added. Those that have the name of a tag here get the description and the \
                 family of the file. No tag is taken away. You can undo it as one step."
            </p>
            {file_form(room.address("/tags/load"), HINT, message)}
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_with_its_families_and_descriptions_however_it_separates_its_cells() {
        let ponds = TagWords { name: "Ponds".into(), family: Some("Habitats".into()), description: None };
        for text in [
            "tag,family,description\nPonds,Habitats,\n",
            "\u{feff}Tag;Family;Description\r\n Ponds ;Habitats\r\n;;\r\n",
        ] {
            assert_eq!(read(text.as_bytes()), Ok(vec![ponds.clone()]), "{text}");
        }
    }

    #[test]
    fn what_is_no_file_of_tags_is_refused_with_a_reason() {
        let long = format!("tag,family,description\n{},,\n", "x".repeat(NAME_LIMIT + 1));
        for (bytes, why) in [
            (&b""[..], "Choose a file"),
            (b"\xff\xfe", "Save the file as CSV UTF-8"),
            (b"name\nPonds\n", "The first row must be"),
            (b"tag,family,description\n", "The file has no tags"),
            (long.as_bytes(), "Row 2: names of tags"),
        ] {
            let refused = read(bytes).unwrap_err();
            assert!(refused.starts_with(why), "{refused}");
        }
    }
}
