//! Files of population counts, as they are published and as they go wrong.

mod limits;

use chrono::NaiveDate;
use domain::counts::{
    AGE_BAND, AREA_CODE, Ages, Choice, CountedMargin, Counts, Fault, Note, Provenance, SEX, Sex, Whom, parts,
};
use exchange::counts::{Content, Format, Loaded, NotRead, read};
use rust_xlsxwriter::Workbook;

use super::packed;

const HALTON: (&str, &str) = ("E06000006", "Halton");
const ST_HELENS: (&str, &str) = ("E08000013", "St. Helens");

/// Makes a workbook of the mid-year estimates: a sheet of words, one of components and the one of counts, in which women of each
/// age are 10 and men 1 in the first year, and one more in the second.
fn mid_year(sheet: &str, areas: &[(&str, &str)]) -> Vec<u8> {
    let mut book = Workbook::new();
    book.add_worksheet()
        .set_name("Contents")
        .expect("a name")
        .write_string(0, 0, "Population estimates")
        .expect("a cell");
    let page = book.add_worksheet();
    page.set_name(sheet).expect("a name");
    page.write_string(0, 0, "MYEB1: Detailed population estimates series").expect("a cell");
    let headings = ["ladcode23", "laname23", "country", "sex", "age", "population_2022", "population_2023"];
    for (column, heading) in (0..).zip(headings) {
        page.write_string(1, column, heading).expect("a cell");
    }
    let mut row = 2;
    for (code, name) in areas {
        for (sex, people) in [("F", 10.0), ("M", 1.0)] {
            for age in 0..=90_u8 {
                for (column, words) in (0..).zip([code, name, "E", sex]) {
                    page.write_string(row, column, words).expect("a cell");
                }
                page.write_number(row, 4, f64::from(age)).expect("a cell");
                page.write_number(row, 5, people).expect("a cell");
                page.write_number(row, 6, people + 1.0).expect("a cell");
                row += 1;
            }
        }
    }
    book.save_to_buffer().expect("a workbook")
}

/// The columns of a table by Nomis with the ages up to 10 and over, subtotals among them.
fn nomis_columns() -> Vec<(String, u32)> {
    let mut columns = Vec::new();
    for (sex, each) in [("All persons", 11), ("Female", 10), ("Male", 1)] {
        columns.push((format!("Sex: {sex}; Age: Total; measures: Value"), each * 11));
        columns.push((format!("Sex: {sex}; Age: Aged 4 years and under; measures: Value"), each * 5));
        columns.push((format!("Sex: {sex}; Age: Aged under 1 year; measures: Value"), each));
        columns.push((format!("Sex: {sex}; Age: Aged 1 year; measures: Value"), each));
        for age in 2..=9 {
            columns.push((format!("Sex: {sex}; Age: Aged {age} years; measures: Value"), each));
        }
        columns.push((format!("Sex: {sex}; Age: Aged 5 to 9 years; measures: Value"), each * 5));
        columns.push((format!("Sex: {sex}; Age: Aged 10 years and over; measures: Value"), each));
    }
    columns
}

fn nomis(columns: &[(String, u32)]) -> String {
    let headings: Vec<&str> = columns.iter().map(|(heading, _)| heading.as_str()).collect();
    let counts: Vec<String> = columns.iter().map(|(_, count)| count.to_string()).collect();
    let rows = [HALTON, ST_HELENS].map(|(code, name)| format!("2021,{name},{code},{}", counts.join(",")));
    format!("date,geography,geography code,{}\n{}\n", headings.join(","), rows.join("\n"))
}

fn counts(loaded: Loaded) -> Counts {
    match loaded.content {
        Content::Counts(counts) => counts,
        Content::Margins(margins) => panic!("{margins:?}"),
    }
}

fn made(counts: &Counts, name: &str, (column, from, begins): (usize, u8, &[u8])) -> Vec<(String, u64)> {
    let parts = parts(counts, "E06000006\nE08000013").expect("areas");
    let choice = Choice { parts, column, from, begins: begins.to_vec() };
    let margin: CountedMargin = counts.make(name, &choice, &Provenance::default()).expect("a margin");
    margin.levels.into_iter().map(|level| (level.code, level.people)).collect()
}

fn told(levels: &[(&str, u64)]) -> Vec<(String, u64)> {
    levels.iter().map(|(code, people)| ((*code).to_owned(), *people)).collect()
}

fn refused(file: &str) -> NotRead {
    read(file.as_bytes()).expect_err("no file of counts")
}

#[test]
fn the_mid_year_estimates_are_read_whatever_their_sheet_is_called() {
    for sheet in ["MYEB1", "MYEB1 (2023 Geography)", "Estimates"] {
        let loaded = read(&mid_year(sheet, &[HALTON, ST_HELENS])).unwrap();
        assert_eq!((loaded.format, loaded.part.as_deref(), &loaded.notes), (Format::MidYear, Some(sheet), &Vec::new()));
        assert!(loaded.provenance.source.contains("Mid-year"));
        let counts = counts(loaded);
        assert_eq!(counts.years, ["2022", "2023"]);
        assert_eq!(counts.ages().last(), Some(&Ages::and_over(90)), "the oldest age stands for everybody older");
        assert_eq!(made(&counts, SEX, (0, 18, &[])), told(&[("female", 2 * 73 * 10), ("male", 2 * 73)]));
        assert_eq!(made(&counts, AGE_BAND, (1, 16, &[16, 75])), told(&[("16-74", 2 * 59 * 13), ("75+", 2 * 16 * 13)]));
    }
}

#[test]
fn subtotals_among_single_years_are_checked_and_not_added() {
    let loaded = read(nomis(&nomis_columns()).as_bytes()).unwrap();
    assert_eq!((loaded.format, &loaded.notes), (Format::Nomis, &vec![Note::Subtotals { count: 20 }]));
    assert_eq!(loaded.provenance.reference_date, NaiveDate::from_ymd_opt(2021, 3, 21));
    let counts = counts(loaded);
    assert_eq!(made(&counts, SEX, (0, 0, &[])), told(&[("female", 220), ("male", 22)]));
    assert_eq!(made(&counts, AGE_BAND, (0, 0, &[0, 5, 10])), told(&[("0-4", 110), ("5-9", 110), ("10+", 22)]));
    assert_eq!(made(&counts, AREA_CODE, (0, 1, &[])), told(&[("E06000006", 110), ("E08000013", 110)]));
}

#[test]
fn a_subtotal_that_disagrees_and_a_year_of_age_that_lacks_are_told() {
    let mut columns = nomis_columns();
    let young = columns.iter().position(|(heading, _)| heading.contains("Male; Age: Aged 5 to 9")).unwrap();
    columns[young].1 += 40;
    let whom = Whom { sex: Some(Sex::Male), ages: Ages { from: 5, to: Some(9) } };
    let disagrees = Fault::Disagrees { area: HALTON.0.into(), whom, said: 45, sum: 5 };
    assert_eq!(refused(&nomis(&columns)), NotRead::Counts(disagrees));

    let lacking: Vec<_> =
        nomis_columns().into_iter().filter(|(heading, _)| !heading.contains("Aged 7 years")).collect();
    let gap = Fault::Gap { before: Ages::one(6), after: Ages::one(8) };
    assert_eq!(refused(&nomis(&lacking)), NotRead::Counts(gap));
}

#[test]
fn the_table_by_council_is_taken_out_of_an_archive() {
    let table = nomis(&nomis_columns());
    let loaded = read(&packed(&[("metadata/notes.txt", "x"), ("t-ctry.csv", "x"), ("t-ltla.csv", &table)])).unwrap();
    assert_eq!((loaded.format, loaded.part.as_deref()), (Format::Nomis, Some("t-ltla.csv")));
    let names = vec!["t-ctry.csv".to_owned(), "t-rgn.csv".to_owned()];
    assert_eq!(read(&packed(&[("t-ctry.csv", &table), ("t-rgn.csv", &table)])), Err(NotRead::ManyFiles { names }));
}

#[test]
fn the_extract_of_the_census_is_read_with_its_rounding() {
    let loaded = read(include_bytes!("../../../demo/data/census2021_lcr.csv")).unwrap();
    assert_eq!((loaded.format, loaded.provenance.rounding), (Format::Long, Some(100)));
    let counts = counts(loaded);
    assert_eq!((counts.areas.len(), counts.ages().len()), (6, 19));
    let levels = made(&counts, AGE_BAND, (0, 15, &[15, 25, 75]));
    assert_eq!(levels[0], ("15-24".to_owned(), 6_700 + 7_100 + 9_200 + 9_500));
    assert!(counts.can_begin(18).is_err(), "five years at a time");
}

#[test]
fn a_list_may_count_by_sex_by_age_by_both_and_by_anything_else() {
    let list = "Area_Code;area_name;variable;category;count;source;reference_date;rounding\n\
        E06000006;Halton;sex;female;60;Our survey;2024-06-30;10\nE06000006;Halton;sex;male;40;Our survey;2024-06-30;10\n\
        E06000006;Halton;age;0-15;20;Our survey;2024-06-30;10\nE06000006;Halton;age;16+;80;Our survey;2024-06-30;10\n\
        E06000006;Halton;Farm size;small;7;Our survey;2024-06-30;10\nE06000006;Halton;Farm size;large;3;Our survey;2024-06-30;10\n";
    let loaded = read(list.as_bytes()).unwrap();
    let expected = Provenance {
        source: "Our survey".into(),
        reference_date: NaiveDate::from_ymd_opt(2024, 6, 30),
        rounding: Some(10),
    };
    assert_eq!(loaded.provenance, expected);
    let counts = counts(loaded);
    assert_eq!(counts.margins(), [AGE_BAND, AREA_CODE, SEX, "Farm size"]);
    let choice = Choice { parts: parts(&counts, "Halton").unwrap(), column: 0, from: 16, begins: vec![16] };
    let people = |name: &str| counts.make(name, &choice, &expected).map(|margin| margin.total());
    assert_eq!((people(AREA_CODE), people(AGE_BAND), people("Farm size")), (Ok(80), Ok(80), Ok(10)));
    assert!(people(SEX).is_err(), "nobody counts women of 16 and over");
    let both = "area_code,variable,category,count\nA,sex x age,female x 0-15,1\nA,sex x age,male x 0-15,2\n\
        A,sex x age,female x 16+,3\nA,sex x age,male x 16+,4\n";
    let Content::Counts(both) = read(both.as_bytes()).unwrap().content else { panic!("counts") };
    let choice = Choice { parts: parts(&both, "A").unwrap(), column: 0, from: 16, begins: vec![16] };
    assert_eq!(both.make(SEX, &choice, &expected).unwrap().total(), 7);
}

#[test]
fn totals_of_a_list_that_disagree_beyond_their_rounding_are_told() {
    let list = |count: u32| {
        format!(
            "area_code,variable,category,count,rounding\nA,sex,female,500,100\nA,sex,male,500,100\nA,age,0+,{count},100\n"
        )
    };
    assert!(read(list(1_100).as_bytes()).is_ok());
    let whom = Whom { sex: None, ages: Ages::ALL };
    let fault = Fault::Disagrees { area: "A".into(), whom, said: 1_300, sum: 1_000 };
    assert_eq!(refused(&list(1_300)), NotRead::Counts(fault));
}

#[test]
fn a_row_that_cannot_be_read_is_named() {
    let list = |row: &str| format!("area_code,variable,category,count,source\nA,sex,female,1,x\n{row}\n");
    let value = |value: &str| value.to_owned();
    assert_eq!(refused(&list("A,sex,male,-4,x")), NotRead::Negative { row: 3, value: value("-4") });
    assert_eq!(refused(&list("A,sex,male,some,x")), NotRead::NotANumber { row: 3, value: value("some") });
    assert_eq!(refused(&list("A,sex,both,1,x")), NotRead::NotASex { row: 3, value: value("both") });
    assert_eq!(refused(&list("A,age,old,1,x")), NotRead::NotAges { row: 3, value: value("old") });
    assert_eq!(refused(&list(",sex,male,1,x")), NotRead::NoArea { row: 3 });
    assert_eq!(refused(&list("A,sex,male,1,y")), NotRead::Differs { row: 3, column: "source" });
    let whom = Whom { sex: Some(Sex::Female), ages: Ages::ALL };
    assert_eq!(refused(&list("A,sex,F,1,x")), NotRead::Counts(Fault::Twice { row: 3, area: "A".into(), whom }));
    for (row, column) in [
        ("A,,large,1,x".to_owned(), "variable"),
        ("A,sex,,1,x".to_owned(), "category"),
        (format!("A,shoes,{},1,x", "é".repeat(81)), "category"),
        ("A,\"sh\noes\",large,1,x".to_owned(), "variable"),
        (format!("{},sex,male,1,x", "A".repeat(81)), "area_code"),
    ] {
        assert_eq!(refused(&list(&row)), NotRead::NotAName { row: 3, column }, "{row}");
    }
    let rounded = "area_code,variable,category,count,rounding\nA,sex,female,1,18446744073";
    assert_eq!(refused(rounded), NotRead::NotANumber { row: 2, value: value("18446744073") });
    let rounded = "area_code,sex,age,count_rounded_9999999999999999999\nA,F,0+,1\n";
    assert!(matches!(refused(rounded), NotRead::NotANumber { row: 1, .. }));
    let rounded = "area_code,sex,age,count_rounded_20000\nA,F,0+,1\n";
    assert_eq!(refused(rounded), NotRead::NotARounding { row: 1, value: value("20000") });
    let again = list("A,shoes,large,1,x\nA,shoes,large,1,x");
    let fault = Fault::CategoryTwice { row: 4, area: "A".into(), category: "large".into() };
    assert_eq!(refused(&again), NotRead::Counts(fault));
}

#[test]
fn a_day_of_a_spreadsheet_is_read_as_a_day() {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    page.write_row(0, 0, ["area_code", "sex", "age", "reference_date", "count"]).unwrap();
    let day = rust_xlsxwriter::ExcelDateTime::from_ymd(2021, 3, 21).unwrap();
    let format = rust_xlsxwriter::Format::new().set_num_format("dd/mm/yyyy");
    for (row, sex) in (1..).zip(["F", "M"]) {
        page.write_row(row, 0, ["A", sex, "0+"]).unwrap();
        page.write_datetime_with_format(row, 3, &day, &format).unwrap();
        page.write_number(row, 4, 7).unwrap();
    }
    let loaded = read(&book.save_to_buffer().unwrap()).unwrap();
    assert_eq!(loaded.provenance.reference_date, NaiveDate::from_ymd_opt(2021, 3, 21));
}

#[test]
fn the_finer_bands_are_those_by_which_everybody_is_counted() {
    let rows = |sex: &str, each: u32| -> String {
        ["0-4", "5-9", "10+"].map(|ages| format!("A,{sex},{ages},{each}\n")).concat()
    };
    let file = format!("area_code,sex,age,count\n{}{}A,all,0-9,6\nA,all,10+,3\n", rows("F", 2), rows("M", 1));
    let counts = counts(read(file.as_bytes()).unwrap());
    assert_eq!(counts.ages().iter().map(|ages| ages.code()).collect::<Vec<_>>(), ["0-4", "5-9", "10+"]);
    let choice = Choice { parts: parts(&counts, "A").unwrap(), column: 0, from: 5, begins: vec![5, 10] };
    assert_eq!(counts.make(AGE_BAND, &choice, &Provenance::default()).unwrap().total(), 6);
}

#[test]
fn what_holds_no_counts_is_told_from_what_cannot_be_read() {
    assert_eq!(refused("name,colour\nA,red\n"), NotRead::NoHeadings);
    assert_eq!(refused("area_code,variable,category,count\n"), NotRead::Counts(Fault::Nothing));
    assert_eq!(refused(""), NotRead::File(exchange::NotRead::Empty));
    assert_eq!(read(&[0xff, 0xfe, 0, 0]), Err(NotRead::File(exchange::NotRead::NotUtf8)));
    assert_eq!(read(b"PK\x03\x04 cut off"), Err(NotRead::File(exchange::NotRead::DamagedSpreadsheet)));
    let mut book = Workbook::new();
    book.add_worksheet().write_string(0, 0, "nothing").unwrap();
    assert_eq!(read(&book.save_to_buffer().unwrap()), Err(NotRead::NoHeadings));
}

#[test]
fn margins_that_were_downloaded_here_are_read_as_they_were() {
    let file = "area_code,area_name,variable,category,count,source,reference_date,rounding,label\n\
        E06000006 E08000013,,sex,female,10,Census,2021-03-21,100,Women\nE06000006 E08000013,,sex,male,9,Census,2021-03-21,100,Men\n\
        E06000006,,area_code,E06000006,19,Census,2021-03-21,100,Halton\n";
    let loaded = read(file.as_bytes()).unwrap();
    let Content::Margins(margins) = loaded.content else { panic!("margins") };
    assert_eq!((loaded.format, margins.len()), (Format::Margins, 2));
    assert_eq!(
        (margins[0].levels[0].areas.len(), margins[0].levels[1].label.as_str(), margins[0].total()),
        (2, "Men", 19)
    );
    assert_eq!(refused(&file.replace("sex,male", "sex,")), NotRead::NotAName { row: 3, column: "category" });
    assert_eq!(refused(&file.replace("sex,male", ",male")), NotRead::NotAName { row: 3, column: "variable" });
    let twice = file.replace("sex,male", "sex,female");
    assert!(matches!(refused(&twice), NotRead::Counts(Fault::CategoryTwice { row: 3, .. })));
}
