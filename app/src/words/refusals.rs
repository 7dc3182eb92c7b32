//! What to do about each refusal, in one sentence that makes sense alone and beside its field.

use domain::{
    question::{
        FileFault,
        files::{MOST_BYTES, MOST_TOGETHER, size_words},
    },
    refusal::{DatePart, Identifier, ListingFault, MergeListFault, Reason},
    vocabulary::Word,
};

use super::{dates, margins::misfit, numbers::whole, particulars::hindrance};

/// Says what has to be put right; `asked` is the question or the label of the field.
#[expect(clippy::too_many_lines, reason = "it is a table with one line for each reason")]
pub fn say(reason: &Reason, asked: &str) -> String {
    match reason {
        Reason::Missing => format!("Answer ‘{asked}’"),
        Reason::TooLong { limit, typed } => {
            let (limit, typed) = (whole(*limit as u64), whole(*typed as u64));
            format!("Use {limit} characters or fewer for ‘{asked}’. You have used {typed}")
        }
        Reason::NotOffered => format!("Choose one of the answers offered for ‘{asked}’"),
        Reason::TooMany { at_most, chosen } => {
            format!("Choose up to {at_most} for ‘{asked}’. You have chosen {chosen}")
        }
        Reason::NotTogether { alone } => format!("Choose either ‘{alone}’ or other answers, not both"),
        Reason::OtherNotSaid => format!("Say what the other answer is for ‘{asked}’"),
        Reason::RankedTwice { option } => format!("Choose ‘{option}’ only once"),
        Reason::RankMissing { rank } => format!("Choose your number {rank}, or leave the ranks after it empty"),
        Reason::SetHalfDone { set, lacks } => {
            format!("Choose one as ‘{lacks}’ in set {set}, or choose ‘No answer’ for both")
        }
        Reason::BestIsWorst { set, option } => {
            format!("Choose two different answers in set {set}. You have chosen ‘{option}’ for both")
        }
        Reason::SetMissing { set } => format!("Answer set {set}"),
        Reason::RowMissing { row } => format!("Choose an answer for ‘{row}’"),
        Reason::PairMissing { pair } => format!("Answer comparison {pair}"),
        Reason::PointsTotal { total, given } => {
            format!("Give {total} points in all, or none. You have given {given}")
        }
        Reason::WeightsTotal { total, given } => {
            format!("The weights should add up to {total}. They add up to {given}")
        }
        Reason::TooFewPanels { least } => {
            format!("Give at least {least} groups a weight, or leave everything about pooling blank")
        }
        Reason::Listing(fault) => listing(fault, asked),
        Reason::NotAWholeNumber => format!("Use a whole number, like 3, for ‘{asked}’"),
        Reason::NotANumber => format!("Use a number, like 2.5, for ‘{asked}’"),
        Reason::TooSmall { least } => format!("‘{asked}’ must be {least} or more"),
        Reason::TooLarge { most } => format!("‘{asked}’ must be {most} or less"),
        Reason::DateLacks { parts } => format!("‘{asked}’ must include a {}", date_parts(parts)),
        Reason::NotADatePart { part } => date_part_form(*part).to_owned(),
        Reason::NotADate => format!("‘{asked}’ must be a real date"),
        Reason::TooEarly { earliest } => format!("‘{asked}’ must be {} or later", dates::day(*earliest)),
        Reason::TooLate { latest } => format!("‘{asked}’ must be {} or earlier", dates::day(*latest)),
        Reason::TooFewLines { least } => format!("Write at least {least} for ‘{asked}’, each on a line of its own"),
        Reason::LineTwice { line } => format!("Write ‘{line}’ only once for ‘{asked}’"),
        Reason::NoColon { line } => format!("Put a colon between the words of ‘{line}’ and what they stand for"),
        Reason::Withheld => format!("Take out the words that are withheld: everybody reads ‘{asked}’"),
        Reason::NoLetters => format!("‘{asked}’ must have at least one letter or digit"),
        Reason::MergeList(fault) => merge_list(fault, asked),
        Reason::NoSuchNumber { number } => format!("There is nothing with the number ‘{number}’. Check ‘{asked}’"),
        Reason::NotInCampaign { typed } => format!("‘{typed}’ is no response of this campaign. Check ‘{asked}’"),
        Reason::NoMostPoints { most } => {
            format!("Give {most} points to the criterion whose swing matters most, and compare the others with it")
        }
        Reason::NotATime => format!("‘{asked}’ must be a time, like 9:00 or 23:59"),
        Reason::NotACode => {
            format!("Use only letters and digits, with hyphens or full stops between them, for ‘{asked}’")
        }
        Reason::NotAName => format!("Use only small letters, digits and hyphens for ‘{asked}’"),
        Reason::NotALink => format!("‘{asked}’ must be an address, like https://example.org or /privacy"),
        Reason::NameTaken => format!("Choose another ‘{asked}’, because this one is in use"),
        Reason::NothingChosen => "Choose at least one page or question".to_owned(),
        Reason::NothingChanged => format!("Change ‘{asked}’. It says now what was there before"),
        Reason::InLibrary { next } => {
            format!("The library has this title already. Choose another, or tick that this is version {next} of it")
        }
        Reason::NotAfter { other } => format!("‘{asked}’ must be after ‘{other}’"),
        Reason::Overlaps { with } => {
            format!("‘{with}’ holds on some of these days too. Change the days of one of them")
        }
        Reason::NotAPostcode => "Enter a postcode, or the first half of one, like L17".to_owned(),
        Reason::NotAFullPostcode => "Enter a full postcode, like L17 1AP".to_owned(),
        Reason::NotAGridReference => {
            "A grid reference starts with two letters, followed by only numbers and spaces, like SJ 395 880".to_owned()
        }
        Reason::OddFigures { part } => format!("‘{part}’ needs an even number of figures, up to 10"),
        Reason::TooFewCorners { least } => {
            format!("Give one grid reference for a point, or at least {least} for the corners of an area")
        }
        Reason::TooManyCorners { at_most, given } => {
            format!("Give up to {at_most} grid references for the corners of an area. You have given {given}")
        }
        Reason::SidesCross => {
            "The sides of the area cross or touch. Give its corners in their order around the edge".to_owned()
        }
        Reason::NotAnEmail => "Enter an email address like name@example.org".to_owned(),
        Reason::NotATelephone => "Enter a telephone number like 0151 496 0000".to_owned(),
        Reason::NeitherEmailNorTelephone => "Enter an email address or a telephone number".to_owned(),
        Reason::NotAnIdentifier { identifier } => identifier_form(*identifier).to_owned(),
        Reason::EntryNotAnIdentifier { identifier, entry } => {
            format!("Check ‘{entry}’. {}", identifier_form(*identifier))
        }
        Reason::TooManyDecimals { at_most } => format!("Use no more than {at_most} decimal places for ‘{asked}’"),
        Reason::NeitherGiven => format!("Fill in at least one of these for ‘{asked}’"),
        Reason::SharesTotal { given } => format!("The percentages should add up to about 100. They add up to {given}"),
        Reason::TextChanged => format!("The words of ‘{asked}’ have changed. Read them again before you continue"),
        Reason::NotDeclared => format!("Tick the box to agree: ‘{asked}’"),
        Reason::TooManyFiles { at_most, given } => {
            format!("Add up to {at_most} files for ‘{asked}’. There are {given}, so remove some")
        }
        Reason::FileRefused { name, fault } => file_fault(*fault, name, asked),
        Reason::Misfit(wrong) => misfit(wrong),
        Reason::Hindered { by } => hindrance(*by, asked),
        Reason::PlaceNotNamed => {
            "Say where the place is: a postcode, a grid reference, the corners of an area, or a name".to_owned()
        }
    }
}

/// Says what is wrong with a list of minutes of another site.
fn listing(fault: &ListingFault, asked: &str) -> String {
    match fault {
        ListingFault::TooMany { most, given } => {
            format!("‘{asked}’ has {given} titles. Bring in up to {most} at once")
        }
        ListingFault::NoTitles => {
            "No line has the name of a group that is known here and a day. Check that you have copied the titles"
                .to_owned()
        }
        ListingFault::AllLeftOut => "Bring in at least one line. All of them are left out now".to_owned(),
        ListingFault::Twice { what } => {
            format!("There are minutes of the {what} already. Choose another group or day, or leave this line out")
        }
    }
}

/// How many levels of a margin a message names.
const NAMED_LEVELS: usize = 12;

/// Says what is wrong with a list of levels that may be merged.
fn merge_list(fault: &MergeListFault, asked: &str) -> String {
    match fault {
        MergeListFault::NotAPair { line, levels } => {
            let more = levels.len().saturating_sub(NAMED_LEVELS);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            let levels = levels.iter().take(NAMED_LEVELS).cloned().collect::<Vec<_>>().join(", ") + &more;
            format!("Write ‘{line}’ as one level, the word ‘with’, and another level. The levels are {levels}")
        }
        MergeListFault::BesideToo => {
            format!("Leave ‘{asked}’ blank, or do not let the same levels be merged with the one beside them")
        }
        MergeListFault::NotWeighted => {
            format!("Leave ‘{asked}’ blank, or tick that residents are weighted to it")
        }
    }
}

/// Says why a file was not kept and what to do.
fn file_fault(fault: FileFault, name: &str, asked: &str) -> String {
    match fault {
        FileFault::TooLarge => {
            format!(
                "‘{name}’ was not added. Choose a file of up to {}, or make this one smaller",
                size_words(MOST_BYTES)
            )
        }
        FileFault::Empty => format!("‘{name}’ was not added, because there is nothing in it. Choose another file"),
        FileFault::NotTaken => {
            format!(
                "‘{name}’ was not added. Choose a PDF, a JPEG, PNG or WebP picture, a DOCX or ODT document, or plain text"
            )
        }
        FileFault::Active => {
            format!(
                "‘{name}’ was not added, because it has macros or loads something. Save it as a PDF and choose that"
            )
        }
        FileFault::TooMany => {
            format!(
                "‘{name}’ was not added, because ‘{asked}’ has as many files as it takes. Remove one to add another"
            )
        }
        FileFault::Together => {
            format!(
                "‘{name}’ was not added. All files of your answers together can have up to {}",
                size_words(MOST_TOGETHER)
            )
        }
        FileFault::NoRoom => {
            format!(
                "‘{name}’ was not added, because there is no room for files at the moment. Send it by email to the \
                 address behind ‘Contact’ at the foot of this page"
            )
        }
        FileFault::Infected => {
            format!(
                "‘{name}’ was not added, because a virus was found in it. Have your computer checked, and choose another file"
            )
        }
        FileFault::Unscannable => {
            format!(
                "‘{name}’ was not added, because it is larger than the virus scanner of this site takes. Make it smaller, or send it \
                 by email to the address behind ‘Contact’ at the foot of this page"
            )
        }
        FileFault::Unscanned => {
            format!(
                "‘{name}’ was not added, because it could not be checked for viruses at the moment. Try again later"
            )
        }
        FileFault::Unstored => format!("‘{name}’ may not have been stored. Choose it again"),
    }
}

fn date_parts(parts: &[DatePart]) -> String {
    let names: Vec<&str> = parts.iter().map(|part| part.word()).collect();
    names.join(" and ")
}

fn date_part_form(part: DatePart) -> &'static str {
    match part {
        DatePart::Day => "Day must be a number from 1 to 31",
        DatePart::Month => "Month must be a number from 1 to 12, or a name like March",
        DatePart::Year => "Year must include 4 numbers",
    }
}

fn identifier_form(identifier: Identifier) -> &'static str {
    match identifier {
        Identifier::Sbi => "A single business identifier has 9 digits, like 106000000",
        Identifier::Cph => "A county parish holding number has 9 digits, like 06/123/4567",
        Identifier::Parcel => "A land parcel has two letters and eight digits, like SJ 3958 8801",
        Identifier::Title => "A title number has up to 20 letters and digits, like MS123456",
    }
}
