//! The file for translators: a row for each text, with its place, the English words and what they are in the language.
//!
//! A row says which English words were translated, so that a file that comes back late never puts an old translation to new
//! words.

use axum::{
    extract::{Path, Request, State},
    response::{IntoResponse, Response},
};
use domain::{
    editing::Edit,
    language::Language,
    questionnaire::Questionnaire,
    translation::{Place, Translated},
};

use super::{
    find,
    language::{Told, draw},
};
use crate::{
    cell,
    error::PageError,
    pages::{
        saved_file,
        staff::{
            file_form::posted_file,
            questionnaire::{Room, conflict},
        },
    },
    reading::read_file,
    state::AppState,
    visitor::Staff,
    words::numbers::count,
};

/// The headings of the columns before the language's own.
const PLACE: &str = "place";
const ENGLISH: &str = "English";
/// By which spreadsheets know that a file is in UTF-8.
const BYTE_ORDER_MARK: &str = "\u{feff}";
/// The most rows of a file: more texts than a questionnaire can have.
const MOST_ROWS: usize = 20_000;

pub(super) async fn download(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, language)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug).await?;
    let language = find(&language)?;
    let written = write(&room.questionnaire, language);
    let written = written.map_err(|error| PageError::Broken(format!("translations cannot be written: {error}")))?;
    let name = format!("{slug}-{}.csv", language.tag());
    Ok((saved_file("text/csv; charset=utf-8", &name), written).into_response())
}

fn write(questionnaire: &Questionnaire, language: Language) -> Result<String, csv::Error> {
    let mut writer = csv::Writer::from_writer(BYTE_ORDER_MARK.as_bytes().to_vec());
    writer.write_record([PLACE, ENGLISH, language.name()])?;
    for piece in questionnaire.pieces(language) {
        // What is stale goes out empty, so that what comes back filled in was looked at.
        let fresh = piece.translated.filter(|translated| translated.is_fresh(&piece.original));
        let said = fresh.map(|translated| translated.text).unwrap_or_default();
        let row = [piece.place.to_string(), piece.original, said];
        writer.write_record(row.map(|text| cell::text(&text).into_owned()))?;
    }
    let bytes = writer.into_inner().map_err(csv::IntoInnerError::into_error)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

pub(super) async fn bring_in(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, language)): Path<(String, String)>,
    request: Request,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug).await?;
    let language = find(&language)?;
    let bytes = posted_file(request, &state).await;
    let read = match read_file(move || read(&bytes)).await? {
        Ok(read) => read,
        Err(why) => return Ok(draw((&state, &staff), &room, language, Told::NotRead(why.to_owned()))),
    };
    let said = said(&read, &room.questionnaire, language);
    // The rows name the English words that they are of, so that no state has to be the one that the file was made in.
    match room.take(&state, &staff, &room.state(), &Edit::Translate { language, pieces: read }).await {
        Ok(_) => {
            let room = Room::enter(&state, &staff, &slug).await?;
            Ok(draw((&state, &staff), &room, language, Told::Taken(said)))
        }
        Err(why) => conflict::not_taken(why, &state, &staff, &slug).await,
    }
}

/// Reads the rows that say something, or why a file is not one of these.
fn read(bytes: &[u8]) -> Result<Vec<(Place, Translated)>, &'static str> {
    if bytes.is_empty() {
        return Err("Choose the file that you downloaded here and filled in");
    }
    let text =
        std::str::from_utf8(bytes).map_err(|_| "Save the file as CSV UTF-8: its letters cannot be read as it is")?;
    let text = text.trim_start_matches(BYTE_ORDER_MARK);
    let separator = if text.lines().next().is_some_and(|first| first.contains(';')) { b';' } else { b',' };
    let mut rows =
        csv::ReaderBuilder::new().has_headers(false).delimiter(separator).flexible(true).from_reader(text.as_bytes());
    let mut rows = rows.records();
    let is_ours = |row: &csv::StringRecord| row.get(0) == Some(PLACE) && row.get(1) == Some(ENGLISH) && row.len() >= 3;
    match rows.next() {
        Some(Ok(first)) if is_ours(&first) => {}
        _ => {
            return Err("This is not the file of this page: its first row must be ‘place’, ‘English’ and the language");
        }
    }
    let mut read = Vec::new();
    for row in rows.take(MOST_ROWS) {
        let row = row.map_err(|_| "The file cannot be read as a table. Save it as CSV UTF-8 and try again")?;
        let text = |column: usize| cell::read(row.get(column).unwrap_or_default()).replace("\r\n", "\n");
        let Ok(place) = text(0).trim().parse() else { continue };
        if !text(2).trim().is_empty() {
            read.push((place, Translated { of: text(1), text: text(2).trim().to_owned() }));
        }
    }
    if read.is_empty() { Err("The file has no translations: its third column is empty") } else { Ok(read) }
}

/// Says what becomes of the rows of a file.
fn said(read: &[(Place, Translated)], questionnaire: &Questionnaire, language: Language) -> Vec<String> {
    let pieces = questionnaire.pieces(language);
    let mut sums = [0, 0, 0];
    for (place, translated) in read {
        let piece = pieces.iter().find(|piece| piece.place == *place);
        let sum = piece.map_or(2, |piece| usize::from(!translated.is_fresh(&piece.original)));
        sums[sum] += 1;
    }
    let [taken, stale, gone] = sums;
    let stale = (stale > 0).then(|| {
        let texts = count(stale, "text was", "texts were");
        format!("{texts} translated from other English words than stand there now. They are kept, and not shown until somebody has looked at them again.")
    });
    let gone = (gone > 0).then(|| {
        let rows = count(gone, "row is", "rows are");
        format!("{rows} about texts that are not there any more, and did nothing.")
    });
    let taken = format!("{} taken from the file.", count(taken, "translation was", "translations were"));
    [Some(taken), stale, gone].into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked() -> Questionnaire {
        let question = serde_json::json!({ "id": "why", "text": "=Why?", "hint": "One, \"two\"\nthree", "kind": { "text": { "limit": 9 } } });
        serde_json::from_value(serde_json::json!({ "pages": [{ "id": "p", "title": "P", "questions": [question] }] }))
            .unwrap()
    }

    #[test]
    fn what_is_filled_in_is_read_with_the_english_words_that_it_is_of() {
        let written = write(&asked(), Language::Polish).unwrap();
        let filled = written.replace("'=Why?,", "'=Why?,'=Dlaczego?");
        let said = Translated { of: "=Why?".into(), text: "=Dlaczego?".into() };
        assert_eq!(read(filled.as_bytes()), Ok(vec![("question.why.text".parse().unwrap(), said)]));
        assert_eq!(read(filled.replace(',', ";").as_bytes()).map(|rows| rows.len()), Ok(1));
    }

    #[test]
    fn a_file_that_comes_back_is_the_file_that_went_out() {
        let mut whole = asked();
        for piece in asked().pieces(Language::Polish) {
            let said = Translated { text: format!("{}!", piece.original), of: piece.original };
            let edit = Edit::Translate { language: Language::Polish, pieces: vec![(piece.place, said)] };
            whole = whole.edited(&edit, &std::collections::BTreeSet::new()).unwrap();
        }
        let rows = read(write(&whole, Language::Polish).unwrap().as_bytes()).unwrap();
        let again = asked()
            .edited(&Edit::Translate { language: Language::Polish, pieces: rows }, &std::collections::BTreeSet::new());
        assert_eq!(again.unwrap(), whole);
    }

    #[test]
    fn other_files_are_refused_with_what_to_do() {
        for bytes in [&b""[..], b"\xff\xfe", b"a,b,c\n", b"place,English,Polish\n", b"place,English\nx,y\n"] {
            assert!(read(bytes).is_err(), "{bytes:?}");
        }
    }
}
