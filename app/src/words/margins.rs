//! Words about population counts, for those who load them: what a file is, what is wrong with it, and what to do.

use domain::{
    counts::{AGE_BAND, Ages, CountedMargin, Fault, MOST_LEVELS, MOST_ROUNDED, Misfit, Note, SEX, Sex, Whom},
    question::files::size_words,
};
use exchange::counts::{Format, LONGEST_CELL, MOST_BYTES, MOST_NAME, MOST_ROWS, NotRead};

use super::{analysis, capital, exchange as files, numbers::whole};

/// What can be loaded, each in a sentence.
pub const FORMATS: [&str; 4] = [
    "The mid-year population estimates of the Office for National Statistics: the workbook with the sheet MYEB1 (.xlsx)",
    "A table of Census 2021 by sex or single year of age from Nomis, such as TS009 (.csv, or the bulk .zip)",
    "A list with the columns area_code, area_name, variable, category, count, source, reference_date and rounding (.csv or a spreadsheet)",
    "The file of counts that can be downloaded here",
];

/// Names what a file is.
pub fn format(format: Format) -> &'static str {
    match format {
        Format::MidYear => "mid-year population estimates",
        Format::Nomis => "a table of the census by Nomis",
        Format::Long => "a list of counts",
        Format::Margins => "counts that were downloaded here",
    }
}

/// Says ages, for example `16 to 24`.
pub fn ages(ages: Ages) -> String {
    match ages {
        Ages::ALL => "all ages".to_owned(),
        Ages { from, to: None } => format!("{from} and over"),
        Ages { from, to: Some(to) } if from == to => from.to_string(),
        Ages { from, to: Some(to) } => format!("{from} to {to}"),
    }
}

/// Gives a level a name for people, where nobody has given it one.
pub fn label(margin: &str, code: &str) -> String {
    match (margin, Ages::from_code(code)) {
        (AGE_BAND, Some(band)) => ages(band),
        (SEX, _) => capital(code),
        _ => code.to_owned(),
    }
}

fn whom(whom: Whom) -> String {
    let people = match whom.sex {
        None => "people",
        Some(Sex::Female) => "women",
        Some(Sex::Male) => "men",
    };
    format!("{people} of {}", if whom.ages == Ages::ALL { "all ages".to_owned() } else { ages(whom.ages) })
}

/// Says why a file was not read and what to do.
pub fn not_read(wrong: &NotRead) -> String {
    match wrong {
        NotRead::File(exchange::NotRead::TooLarge) => format!(
            "Choose a smaller file, of up to {}. In a spreadsheet, keep only the sheet with the counts",
            size_words(MOST_BYTES as u64)
        ),
        NotRead::File(exchange::NotRead::UnknownFormat) | NotRead::NoHeadings => {
            "Choose one of the kinds of files listed on this page. No row of this one has their headings".to_owned()
        }
        NotRead::File(wrong) => files::not_read(wrong),
        NotRead::ManyFiles { names } => format!(
            "Unpack the file and choose the one for your councils. It holds several: {}",
            names.iter().take(LISTED).cloned().collect::<Vec<_>>().join(", ")
        ),
        NotRead::TooMany => {
            format!("Make the file smaller, and keep only your areas. Up to {} rows are read", whole(MOST_ROWS as u64))
        }
        NotRead::LongCell { row } => {
            format!("Shorten the words in row {row}. One of its cells has more than {LONGEST_CELL} characters")
        }
        NotRead::NoArea { row } => {
            format!("Write the code of the area in row {row}. Counts without one cannot be placed")
        }
        NotRead::NotANumber { row, value } if value.is_empty() => {
            format!("Write a number of people in row {row}. There is none")
        }
        NotRead::NotANumber { row, value } => {
            format!(
                "Write a whole number of people in row {row}. ‘{value}’ is none. Where a count is hidden, take wider bands or areas"
            )
        }
        NotRead::Negative { row, value } => {
            format!(
                "Check row {row}: ‘{value}’ is below zero, and no number of people is. Changes between years cannot be loaded"
            )
        }
        NotRead::NotASex { row, value } => {
            format!("Write ‘female’ or ‘male’, or ‘all’ for both together, in row {row}. There is ‘{value}’")
        }
        NotRead::NotAges { row, value } => {
            format!("Write ages like 16, 16-24 or 75+ in row {row}. There is ‘{value}’")
        }
        NotRead::NotADay { row, value } => {
            format!("Write the reference date in row {row} like 2021-03-21. There is ‘{value}’")
        }
        NotRead::NotARounding { row, value } => format!(
            "Write in row {row} to how many people each count is rounded, from 1, which is not rounded, to {}. There is ‘{value}’",
            whole(u64::from(MOST_ROUNDED))
        ),
        NotRead::NotAName { row, column } => {
            format!("Write one line of up to {} characters under ‘{column}’ in row {row}", whole(MOST_NAME as u64))
        }
        NotRead::Differs { row, column } => format!(
            "Load counts of different kinds one after the other. Row {row} says something else under ‘{column}’ than the rows before"
        ),
        NotRead::Counts(wrong) => fault(wrong),
    }
}

/// The most names that a sentence lists.
const LISTED: usize = 8;

fn fault(fault: &Fault) -> String {
    match fault {
        Fault::Nothing => "Choose a file with counts. There is nothing below the headings of this one".to_owned(),
        Fault::Twice { row, area, whom: people } => {
            format!("Take one of two counts out: row {row} counts {} in {area} again", whom(*people))
        }
        Fault::CategoryTwice { row, area, category } => {
            format!("Take one of two counts out: row {row} counts ‘{category}’ in {area} again")
        }
        Fault::TooManyLevels { margin } => too_many_levels(margin),
        Fault::Uneven { area, whom: people } => format!(
            "Give every area the same counts. {} are counted in {area} and not in the first area, or the other way round",
            capital(&whom(*people))
        ),
        Fault::OneSex { sex, ages: band } => format!(
            "Add the other sex. Ages {} are counted for {} alone",
            ages(*band),
            match sex {
                Sex::Female => "women",
                Sex::Male => "men",
            }
        ),
        Fault::Gap { before, after } => format!(
            "Add the ages that are missing. After {} comes {}, so that nobody between them would be counted",
            ages(*before),
            ages(*after)
        ),
        Fault::Overlap { one, other } => format!(
            "Take one of two bands out. {} and {} overlap, so that people would be counted twice",
            capital(&ages(*one)),
            ages(*other)
        ),
        Fault::Disagrees { area, whom: people, said, sum } => format!(
            "Check the counts of {area}: the file says {} {}, but the parts of that come to {}. Rounding does not explain it",
            whole(*said),
            whom(*people),
            whole(*sum)
        ),
    }
}

/// Says what is worth knowing of a file.
pub fn note(note: &Note) -> String {
    match note {
        Note::Subtotals { count } => format!(
            "For each area, {} of the counts are sums of others. They agree with what they sum, and are not added again.",
            whole(*count as u64)
        ),
        Note::Drifted { code, kept, other } => {
            format!("{code} is called both ‘{kept}’ and ‘{other}’. The code decides, so that it is one area.")
        }
    }
}

/// Says why no margin can be made so, and what to do.
pub fn misfit(wrong: &Misfit) -> String {
    match wrong {
        Misfit::NoArea { typed } => format!(
            "‘{typed}’ is not an area of this file. Check its code in the list of areas. A council that is not in the file, such as \
             a county, can be made of others: write its code, an equals sign and their codes"
        ),
        Misfit::ManyAreas { typed } => format!("Several areas are called ‘{typed}’. Write the code instead"),
        Misfit::AreaTwice { code } => format!("Write {code} only once, or its people are counted twice"),
        Misfit::Nested { wide, narrow } => format!(
            "‘{narrow}’ may be part of ‘{wide}’, so that its people would be counted twice. Take one of them, or name the districts"
        ),
        Misfit::TooManyParts { most } => format!("Write up to {} lines", whole(*most as u64)),
        Misfit::TooManyLevels { margin } => too_many_levels(margin),
        Misfit::NoYear { first, last } if first == last => format!("The file has the year {first} alone"),
        Misfit::NoYear { first, last } => format!("Choose a year from {first} to {last}. The file has no other"),
        Misfit::NotAges { typed } => {
            format!("Write ages that rise, like 16, 25, 35. ‘{typed}’ is no age, or not higher than the one before")
        }
        Misfit::BeginsElsewhere { from, begins } => format!(
            "Let the first band begin at {from}, from where people count, and not at {begins}. Otherwise the margins are of different people"
        ),
        Misfit::WithinBand { age, band } if *band == Ages::ALL => {
            format!(
                "Load a file by age to count from {age}. This one does not tell ages apart, so that people count from 0"
            )
        }
        Misfit::WithinBand { age, band } => format!(
            "No band can begin at {age}, because the file counts {} together. Begin at {}{}, or load a file by single year of age",
            ages(*band),
            band.from,
            band.next().map(|next| format!(" or {next}")).unwrap_or_default()
        ),
        Misfit::NoEnd { last } => format!(
            "Add the oldest people to the file, such as ‘90+’. Its ages end with {}, so that nobody older would be counted",
            ages(*last)
        ),
        Misfit::NotInFile => "The file does not count people so. Choose another margin, or another file".to_owned(),
        Misfit::NoCategory { area, category } => {
            format!("Add a count of ‘{category}’ for {area}, even if it is 0. Other areas have one")
        }
    }
}

fn too_many_levels(margin: &str) -> String {
    format!("Sum categories of ‘{margin}’ in the file. It has more than {}", whole(MOST_LEVELS as u64))
}

/// Says that one margin counts other people than the first of its loading.
pub fn unlike(first: &CountedMargin, margin: &CountedMargin) -> String {
    format!(
        "By {} there are {} people together, and by {} {}. Rounding does not explain it: one of them counts people whom the other \
         leaves out, for example of another age.",
        analysis::margin(&first.name),
        whole(first.total()),
        analysis::margin(&margin.name),
        whole(margin.total())
    )
}

/// Says to how many people counts are rounded.
pub fn rounding(rounding: Option<u64>) -> String {
    match rounding {
        None => "Not said".to_owned(),
        Some(1) => "Not rounded".to_owned(),
        Some(people) => format!("To {} people", whole(people)),
    }
}

/// Says what an answer stands for that has no count.
pub fn uncounted(code: &str) -> String {
    format!("‘{code}’, which has no count")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_have_names_for_people() {
        assert_eq!(label(AGE_BAND, "16-24"), "16 to 24");
        assert_eq!(label(AGE_BAND, "75+"), "75 and over");
        assert_eq!(label(SEX, "female"), "Female");
        assert_eq!(label("ethnicity", "Asian"), "Asian");
        assert_eq!([label(SEX, ""), label(SEX, "élève")], ["", "Élève"]);
    }

    #[test]
    fn a_band_that_cannot_be_made_is_told_with_those_that_can() {
        let words = misfit(&Misfit::WithinBand { age: 18, band: Ages { from: 15, to: Some(19) } });
        assert!(words.contains("Begin at 15 or 20"), "{words}");
        let words = misfit(&Misfit::WithinBand { age: 95, band: Ages::and_over(90) });
        assert!(words.contains("Begin at 90, or load"), "{words}");
    }
}
