//! What meetings, their minutes and the flaws of their old titles are called.

use chrono::NaiveDate;
use domain::{
    group::Group,
    meeting::{Arrangements, MinutesKind, MinutesStatus, PaperKind, SourceWarning, TitleWarning},
    record::RecordKind,
};

use super::dates;

/// Makes the title of minutes, for example `LNRS Advisory Board minutes, 13 March 2024`.
pub fn title(group: &Group, kind: MinutesKind, held_on: NaiveDate) -> String {
    format!("{}, {}", name(group, kind), dates::day(held_on))
}

/// Names a meeting, for example `LNRS Advisory Board meeting, 13 March 2024`.
pub fn meeting(group: &str, held_on: NaiveDate) -> String {
    format!("{group} meeting, {}", dates::day(held_on))
}

/// Names the minutes of a group without their day, for example `LNRS Advisory Board minutes`.
pub fn name(group: &Group, kind: MinutesKind) -> String {
    format!("{} {}", group.name, self::kind(kind).to_lowercase())
}

/// Names a record of a meeting, for example `LNRS Advisory Board agenda, 13 March 2024`.
pub fn record_title(group: &str, record: RecordKind, kind: MinutesKind, held_on: NaiveDate) -> String {
    let what = match record {
        RecordKind::Agenda => "agenda",
        RecordKind::Minutes => &self::kind(kind).to_lowercase(),
    };
    format!("{group} {what}, {}", dates::day(held_on))
}

/// Says when a meeting is, for example `10am to 12:30pm`; nothing where that is not known.
pub fn hours(arrangements: &Arrangements) -> Option<String> {
    dates::hours(arrangements.starts, arrangements.ends)
}

/// Names a kind of record at the beginning of a line.
pub fn kind(kind: MinutesKind) -> &'static str {
    match kind {
        MinutesKind::Minutes => "Minutes",
        MinutesKind::WorkshopMinutes => "Workshop minutes",
        MinutesKind::WorkshopSummary => "Workshop summary",
    }
}

/// Says in two or three words whether minutes were approved.
pub fn status(status: MinutesStatus) -> &'static str {
    match status {
        MinutesStatus::Draft => "Not published",
        MinutesStatus::Unapproved => "Draft",
        MinutesStatus::Approved => "Approved",
        MinutesStatus::Amended => "Approved and amended",
        MinutesStatus::NotStated => "Approval not stated",
    }
}

/// Adds to [`status`] what it means, in a sentence.
pub fn status_meaning(status: MinutesStatus) -> &'static str {
    match status {
        MinutesStatus::Draft => "Only staff who are signed in can read it.",
        MinutesStatus::Unapproved => "The group has not yet agreed that it is right.",
        MinutesStatus::Approved => "A later meeting of the group agreed that it is right.",
        MinutesStatus::Amended => "A later meeting of the group agreed that it is right. It was changed after that.",
        MinutesStatus::NotStated => "It was published without saying whether the group agreed that it is right.",
    }
}

/// Says how a name, such as ‘The title’, does not agree with a day of which the truth is told in a sentence.
pub fn disagreement(name: &str, warning: &TitleWarning, truth: &str) -> String {
    let says = match warning {
        TitleWarning::UnknownMonth { word, suggestion } => {
            return format!("‘{word}’ is not a month. It probably means {}.", suggestion.name());
        }
        TitleWarning::Ambiguous { written, day_first, month_first } => {
            let (one, other) = (dates::day(*day_first), dates::day(*month_first));
            return format!("‘{written}’ can be read as {one} or as {other}. {truth}");
        }
        TitleWarning::NoYear => return format!("{name} has no year. {truth}"),
        TitleWarning::OtherYear { written } => written.to_string(),
        TitleWarning::OtherMonth { written } => written.name().to_owned(),
        TitleWarning::OtherDay { written } => format!("day {written} of the month"),
    };
    format!("{name} says {says}. {truth}")
}

/// Says how a title or a heading on another site does not agree with the day of a meeting.
pub fn source_warning(warning: &SourceWarning, held_on: NaiveDate) -> String {
    let truth = format!("The meeting was held on {}.", dates::day(held_on));
    match warning {
        SourceWarning::Title(warning) => disagreement("The title", warning, &truth),
        SourceWarning::Heading(warning) => disagreement("The heading", warning, &truth),
    }
}

/// Says how a document belongs to a meeting, at the beginning of a line.
pub fn paper(kind: PaperKind) -> &'static str {
    match kind {
        PaperKind::Paper => "A paper: something that is talked about",
        PaperKind::Minutes => "A file of the minutes",
    }
}

#[cfg(test)]
mod tests {
    use chrono::Month;
    use domain::{group::GroupKind, ids::GroupId};
    use uuid::Uuid;

    use super::*;

    fn day() -> NaiveDate {
        NaiveDate::from_ymd_opt(2024, 3, 4).unwrap()
    }

    #[test]
    fn a_title_is_made_of_group_kind_and_day() {
        let group = Group {
            id: GroupId(Uuid::nil()),
            slug: "advisory-board".into(),
            name: "LNRS Advisory Board".into(),
            kind: GroupKind::Board,
            purpose: String::new(),
        };
        assert_eq!(title(&group, MinutesKind::Minutes, day()), "LNRS Advisory Board minutes, 4 March 2024");
        let workshop = title(&group, MinutesKind::WorkshopSummary, day());
        assert_eq!(workshop, "LNRS Advisory Board workshop summary, 4 March 2024");
    }

    #[test]
    fn a_warning_says_what_stands_there_and_what_is_right() {
        let misspelt = TitleWarning::UnknownMonth { word: "Febraury".into(), suggestion: Month::February };
        let of_title = |warning| source_warning(&SourceWarning::Title(warning), day());
        assert_eq!(of_title(misspelt), "‘Febraury’ is not a month. It probably means February.");
        let other = TitleWarning::OtherMonth { written: Month::May };
        assert_eq!(of_title(other.clone()), "The title says May. The meeting was held on 4 March 2024.");
        let heading = source_warning(&SourceWarning::Heading(other), day());
        assert_eq!(heading, "The heading says May. The meeting was held on 4 March 2024.");
        let day_first = NaiveDate::from_ymd_opt(2024, 3, 4).unwrap();
        let month_first = NaiveDate::from_ymd_opt(2024, 4, 3).unwrap();
        assert_eq!(
            of_title(TitleWarning::Ambiguous { written: "4/3/2024".into(), day_first, month_first }),
            "‘4/3/2024’ can be read as 4 March 2024 or as 3 April 2024. The meeting was held on 4 March 2024."
        );
    }
}
