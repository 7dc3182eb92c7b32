//! What others read of this site without opening its pages: news, calendars and the list of addresses.
//!
//! Everything here is for everybody. It is read as the public pages read it, and says nothing that they do not say.

mod atom;
mod calendar;
mod entries;
mod reminders;
mod sitemap;

pub use self::{
    atom::{About, MEDIA_TYPE as ATOM, atom},
    calendar::{MEDIA_TYPE as CALENDAR, calendar},
    entries::{Entry, Kind, MOST, newest},
    reminders::{Reminder, reminders},
    sitemap::{Listed, MEDIA_TYPE as SITEMAP, MOST_ADDRESSES, addresses, index, urlset},
};

/// Leaves out of words what neither XML nor a calendar can hold: letters that nobody sees and that steer programs.
pub fn legible(words: &str) -> String {
    let is_held = |letter: &char| {
        (!letter.is_control() || matches!(letter, '\n' | '\t')) && !matches!(letter, '\u{fffe}' | '\u{ffff}')
    };
    words.replace("\r\n", "\n").replace('\r', "\n").chars().filter(is_held).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_steer_programs_are_left_out_and_lines_stay() {
        assert_eq!(legible("one\r\ntwo\rthree\u{0}\u{8}\u{1b}[0m\u{ffff}\u{85}\tfour"), "one\ntwo\nthree[0m\tfour");
    }
}
