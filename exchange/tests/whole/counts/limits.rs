//! What is too much in a file of counts, and what is much and read.

use domain::counts::Fault;
use exchange::counts::{Content, NotRead, read};
use rust_xlsxwriter::Workbook;

use super::refused;
use crate::packed;

#[test]
fn a_margin_that_was_downloaded_has_no_more_levels_than_are_made() {
    let file = |levels: usize| {
        let rows = (0..levels).map(|level| format!("A,size,{level},1,Size {level}\n"));
        format!("area_code,variable,category,count,label\n{}", rows.collect::<String>())
    };
    assert!(read(file(1_000).as_bytes()).is_ok());
    let fault = Fault::TooManyLevels { margin: "size".into() };
    assert_eq!(refused(&file(1_001)), NotRead::Counts(fault));
}

#[test]
fn the_codes_of_many_areas_stand_in_one_cell_of_a_margin() {
    let codes = vec!["E06000006"; 400].join(" ");
    let file = format!("area_code,variable,category,count,label\n{codes},sex,female,1,Women\n");
    assert!(
        matches!(read(file.as_bytes()).unwrap().content, Content::Margins(margins) if margins[0].levels[0].areas.len() == 400)
    );
}

#[test]
fn a_cell_that_is_longer_than_any_name_is_refused_wherever_it_stands() {
    let long = "x".repeat(301);
    let list = format!("area_code,sex,age,count,remark\nA,F,0+,1,fine\nA,M,0+,1,{long}\n");
    assert_eq!(refused(&list), NotRead::LongCell { row: 3 });
    assert!(read(list.replace(&long, &long[1..]).as_bytes()).is_ok());
    let noted = format!("{long},{long}\narea_code,sex,age,count\nA,F,0+,1\nA,M,0+,1\n{long},,,\n");
    assert!(read(noted.as_bytes()).is_ok(), "notes above and below may be long");

    let mut book = Workbook::new();
    let page = book.add_worksheet();
    for (row, cells) in (0..).zip([["area_code", "sex", "age", "count"], ["A", &long, "0+", "1"]]) {
        page.write_row(row, 0, cells).unwrap();
    }
    assert_eq!(read(&book.save_to_buffer().unwrap()), Err(NotRead::LongCell { row: 2 }));
}

#[test]
fn the_words_of_a_workbook_are_measured_wherever_they_stand() {
    let too_many = " ".repeat(96 * 1024 * 1024 + 1);
    let book = packed(&[("xl/workbook.xml", "<workbook/>"), ("Other/SHAREDSTRINGS.xml", &too_many)]);
    assert_eq!(read(&book), Err(NotRead::File(exchange::NotRead::TooLarge)));
}
