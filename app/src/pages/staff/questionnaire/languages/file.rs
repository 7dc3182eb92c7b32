//! The file for translators: a row for each text, with its place, the English words and what they are in the language.
//!
//! A row says which English words were translated, so that a file that comes back late never puts an old translation to new
//! words.

use std::collections::BTreeMap;

use axum::{
    extract::{Path, Request, State},
    response::{IntoResponse, Response},
};
use domain::{
    editing::Edit,
    language::Language,
    questionnaire::Questionnaire,
    translation::{Piece, Place, Translated},
};
use export::cell;
use sha2::{Digest, Sha256};

use super::{
    find,
    language::{Told, draw},
    words::LIMIT,
};
use crate::{
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
    words::numbers::{count, whole},
};

/// The headings of the columns before the language's own.
const PLACE: &str = "place";
const ENGLISH: &str = "English";
/// By which spreadsheets know that a file is in UTF-8.
const BYTE_ORDER_MARK: &str = "\u{feff}";
/// What is said of a file whose letters are not there.
const SAVE_AS: &str = "Save the file as CSV UTF-8: its letters cannot be read as it is";
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
        let row = [placed(&piece.place, &piece.original), piece.original, said];
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
    let rows = match read_file(move || read(&bytes, language)).await? {
        Ok(rows) => rows,
        Err(why) => return Ok(draw((&state, &staff), &room, language, Told::NotRead(why))),
    };
    let Judged { pieces, said } = judged(rows, &room.questionnaire, language);
    // The rows name the English words that they are of, so that no state has to be the one that the file was made in.
    match room.take(&state, &staff, &room.state(), &Edit::Translate { language, pieces }).await {
        Ok(_) => {
            let room = Room::enter(&state, &staff, &slug).await?;
            Ok(draw((&state, &staff), &room, language, Told::Taken(said)))
        }
        Err(why) => conflict::not_taken(why, &state, &staff, &slug).await,
    }
}

/// A row that says something.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Row {
    place: Place,
    /// The mark of the English words that were there when the file was made; none, where somebody has taken it away.
    mark: Option<String>,
    english: String,
    said: String,
}

/// Writes a place with the mark of the English words that stand there. A spreadsheet may turn the words themselves into
/// something else, such as "1-5" into a day in May.
fn placed(place: &Place, english: &str) -> String {
    format!("{place}#{}", mark(english))
}

/// Marks English words by the beginning of their hash: two texts of one place have the same by chance once in four billion
/// times.
fn mark(english: &str) -> String {
    let digest: [u8; 32] = Sha256::digest(english).into();
    let [a, b, c, d, ..] = digest;
    format!("{:08x}", u32::from_be_bytes([a, b, c, d]))
}

/// Reads the rows that say something, or why a file is not one of these.
fn read(bytes: &[u8], language: Language) -> Result<Vec<Row>, String> {
    if bytes.is_empty() {
        return Err("Choose the file that you downloaded here and filled in".to_owned());
    }
    let text = std::str::from_utf8(bytes).map_err(|_| SAVE_AS)?;
    let text = text.trim_start_matches(BYTE_ORDER_MARK);
    let separator = if text.lines().next().is_some_and(|first| first.contains(';')) { b';' } else { b',' };
    let mut reader = csv::ReaderBuilder::new();
    let mut reader = reader.has_headers(false).delimiter(separator).flexible(true).from_reader(text.as_bytes());
    let mut records = reader.records();
    let headings = [PLACE, ENGLISH, language.name()];
    match records.next() {
        Some(Ok(first)) if first.iter().map(str::trim).take(headings.len()).eq(headings) => {}
        _ => {
            let [place, english, own] = headings;
            return Err(format!(
                "This is not the file for {own}: its first row must be ‘{place}’, ‘{english}’ and ‘{own}’"
            ));
        }
    }
    let mut rows = Vec::new();
    for (record, number) in records.take(MOST_ROWS).zip(2..) {
        let record = record.map_err(|_| "The file cannot be read as a table. Save it as CSV UTF-8 and try again")?;
        let text = |column: usize| cell::read(record.get(column).unwrap_or_default()).replace("\r\n", "\n");
        let (place, said) = (text(0), text(2).trim().to_owned());
        let (place, mark) = place.split_once('#').map_or((place.as_str(), None), |(place, mark)| (place, Some(mark)));
        let Ok(place) = place.trim().parse() else { continue };
        if said.is_empty() {
            continue;
        }
        if let Some(wrong) = wrong(&said) {
            return Err(format!("Row {number}: {wrong}"));
        }
        rows.push(Row { place, mark: mark.map(|mark| mark.trim().to_owned()), english: text(1), said });
    }
    if rows.is_empty() { Err("The file has no translations: its third column is empty".to_owned()) } else { Ok(rows) }
}

/// Says what is wrong with a translation as it was read.
fn wrong(said: &str) -> Option<String> {
    if said.chars().count() > LIMIT {
        return Some(format!("the translation must be {} characters or fewer", whole(LIMIT)));
    }
    if said.chars().any(|letter| letter.is_control() && letter != '\n' && letter != '\t') {
        return Some("the translation has characters that nobody can see. Type it anew".to_owned());
    }
    // What a spreadsheet writes in the place of letters that its file cannot hold.
    let is_lost = said.contains("??") && !said.chars().any(char::is_alphabetic);
    is_lost.then(|| format!("the letters were lost. {SAVE_AS}"))
}

/// What is taken of a file, and what there is to say of it.
struct Judged {
    pieces: Vec<(Place, Translated)>,
    said: Vec<String>,
}

/// Sorts the rows: a translation of older English words never takes the place of one of those that stand there now.
fn judged(rows: Vec<Row>, questionnaire: &Questionnaire, language: Language) -> Judged {
    let all: BTreeMap<Place, Piece> =
        questionnaire.pieces(language).into_iter().map(|piece| (piece.place.clone(), piece)).collect();
    let (mut pieces, mut sums) = (Vec::new(), Sums::default());
    for Row { place, mark, english, said } in rows {
        let Some(piece) = all.get(&place) else {
            sums.gone += 1;
            continue;
        };
        let is_now = mark.map_or(english == piece.original, |mark| mark == self::mark(&piece.original));
        let known = piece.translated.as_ref().filter(|known| known.is_fresh(&piece.original));
        match (is_now, known) {
            (false, Some(_)) => sums.older += 1,
            (false, None) => sums.stale += 1,
            (true, Some(known)) if known.text != said => sums.replaced += 1,
            (true, Some(_)) => sums.same += 1,
            (true, None) => sums.new += 1,
        }
        if is_now || known.is_none() {
            pieces.push((place, Translated { of: if is_now { piece.original.clone() } else { english }, text: said }));
        }
    }
    Judged { pieces, said: sums.said() }
}

/// How many rows there are of each kind.
#[derive(Default)]
struct Sums {
    new: usize,
    replaced: usize,
    same: usize,
    stale: usize,
    older: usize,
    gone: usize,
}

impl Sums {
    fn said(&self) -> Vec<String> {
        let all = [
            (self.new, "text is", "texts are", "translated now that had no translation."),
            (self.replaced, "text", "texts", "had another translation before, which the file has replaced."),
            (self.same, "text is", "texts are", "as before."),
            (
                self.stale,
                "text was",
                "texts were",
                "translated from other English words than stand there now. What the file says is kept, and not shown until \
                 somebody has looked at it again.",
            ),
            (
                self.older,
                "row was",
                "rows were",
                "left out: the English words have changed since, and their new translation is there already.",
            ),
            (self.gone, "row is", "rows are", "about texts that are not there any more, and did nothing."),
        ];
        let counted = all.into_iter().filter(|(number, ..)| *number > 0);
        counted.map(|(number, one, many, rest)| format!("{} {rest}", count(number, one, many))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const POLISH: Language = Language::Polish;

    fn asked() -> Questionnaire {
        let options = serde_json::json!([{ "id": "few", "label": "1-5" }, { "id": "many", "label": "6-9" }]);
        let kind = serde_json::json!({ "single_choice": { "options": options } });
        let question = serde_json::json!({ "id": "why", "text": "=Why?", "hint": "One, \"two\"\nthree", "kind": kind });
        serde_json::from_value(serde_json::json!({ "pages": [{ "id": "p", "title": "P", "questions": [question] }] }))
            .unwrap()
    }

    fn translate(questionnaire: &Questionnaire, pieces: Vec<(Place, Translated)>) -> Questionnaire {
        questionnaire.edited(&Edit::Translate { language: POLISH, pieces }, &std::collections::BTreeSet::new()).unwrap()
    }

    fn whole_in_polish() -> Questionnaire {
        let said =
            |piece: Piece| (piece.place, Translated { text: format!("{}!", piece.original), of: piece.original });
        translate(&asked(), asked().pieces(POLISH).into_iter().map(said).collect())
    }

    fn bring(file: &str, into: &Questionnaire) -> (Questionnaire, Vec<String>) {
        let Judged { pieces, said } = judged(read(file.as_bytes(), POLISH).unwrap(), into, POLISH);
        (translate(into, pieces), said)
    }

    #[test]
    fn a_file_that_comes_back_is_the_file_that_went_out() {
        let file = write(&whole_in_polish(), POLISH).unwrap();
        assert_eq!(bring(&file, &asked()).0, whole_in_polish());
        assert_eq!(bring(&file, &whole_in_polish()), (whole_in_polish(), vec!["5 texts are as before.".to_owned()]));
    }

    #[test]
    fn words_that_a_spreadsheet_has_turned_into_a_day_are_known_by_their_mark() {
        let file = write(&whole_in_polish(), POLISH).unwrap().replace(",1-5,", ",05-Jan,");
        assert_eq!(bring(&file, &asked()).0, whole_in_polish());
        let unmarked = "place;English;Polish\nquestion.why.text;=Why?;Dlaczego?\n";
        assert_eq!(bring(unmarked, &asked()).0.progress(POLISH).fresh(), 1);
    }

    #[test]
    fn an_older_translation_never_takes_the_place_of_a_newer_one() {
        let file = write(&whole_in_polish(), POLISH).unwrap();
        let mut changed = asked();
        changed.pages[0].questions[0].text = "Why not?".into();
        let (brought, said) = bring(&file, &changed);
        assert_eq!(brought.progress(POLISH).stale, 1);
        assert!(said.iter().any(|said| said.starts_with("1 text was translated from other English words")), "{said:?}");

        let new = Translated { of: "Why not?".into(), text: "Dlaczego nie?".into() };
        let place: Place = "question.why.text".parse().unwrap();
        let looked_at = translate(&changed, vec![(place, new)]);
        let (brought, said) = bring(&file, &looked_at);
        assert_eq!(brought.spoken(POLISH).question("why").unwrap().text, "Dlaczego nie?");
        assert!(said.iter().any(|said| said.starts_with("1 row was left out")), "{said:?}");
    }

    #[test]
    fn other_files_are_refused_with_what_to_do() {
        let file = |rest: &str| format!("place,English,Polish\n{rest}").into_bytes();
        let long = "a".repeat(LIMIT + 1);
        for (bytes, said) in [
            (Vec::new(), "Choose the file"),
            (b"\xff\xfe".to_vec(), "CSV UTF-8"),
            (b"a,b,c\n".to_vec(), "not the file for Polish"),
            (b"place,English,Romanian\nquestion.why.text,x,y\n".to_vec(), "not the file for Polish"),
            (file("question.why.text,Why?,\n"), "no translations"),
            (file("question.why.text,Why?,?????\n"), "Row 2: the letters were lost"),
            (file("question.why.text,Why?,a\u{b}b\n"), "Row 2: the translation has characters that nobody can see"),
            (file(&format!("question.why.text,Why?,{long}\n")), "Row 2: the translation must be 4,000 characters"),
        ] {
            let refused = read(&bytes, POLISH).unwrap_err();
            assert!(refused.contains(said), "{refused}");
        }
    }
}
