//! The text of documents that are written in XML, and what else stands between it.

use std::io::BufRead;

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

/// Which elements of a format hold text, and which tell something.
pub(super) struct Elements {
    /// What text stands in.
    pub(super) within: &'static [&'static str],
    /// What text in it is left out of: it shows beside the document, or was deleted.
    pub(super) without: &'static [&'static str],
    /// What ends a line.
    pub(super) lines: &'static [&'static str],
    /// What stands for a blank.
    pub(super) blanks: &'static [&'static str],
    /// What tells that somebody changed something and nobody has accepted it.
    pub(super) changes: &'static [&'static str],
    /// What tells that somebody commented on something.
    pub(super) comments: &'static [&'static str],
    /// What tells that a sheet does not show: an element, an attribute and its values.
    pub(super) hidden: (&'static str, &'static str, &'static [&'static str]),
}

/// What was read.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Told {
    /// The text, line by line.
    pub(super) text: String,
    /// Whether there are changes that nobody has accepted.
    pub(super) has_changes: bool,
    /// Whether there are comments.
    pub(super) has_comments: bool,
    /// Whether there are sheets that do not show.
    pub(super) has_hidden: bool,
}

/// Reads a part of a document up to a number of bytes of text; nothing, where it is no XML that can be read.
pub(super) fn read(part: impl BufRead, elements: &Elements, at_most: usize) -> Option<Told> {
    let mut reader = Reader::from_reader(part);
    let (mut told, mut piece) = (Told::default(), Vec::new());
    let (mut within, mut without) = (0_usize, 0_usize);
    while told.text.len() <= at_most {
        piece.clear();
        let event = reader.read_event_into(&mut piece).ok()?;
        let is_text = within > 0 && without == 0;
        match event {
            Event::Start(start) => {
                let name = start.local_name();
                let name = name.as_ref();
                within += usize::from(elements.within.contains(&name));
                without += usize::from(elements.without.contains(&name));
                told.look(&start, elements);
            }
            Event::Empty(empty) => {
                told.look(&empty, elements);
                let name = empty.local_name();
                if is_text && elements.blanks.contains(&name.as_ref()) {
                    told.text.push(' ');
                }
            }
            Event::End(end) => {
                let name = end.local_name();
                let name = name.as_ref();
                within = within.saturating_sub(usize::from(elements.within.contains(&name)));
                if without == 0 && elements.lines.contains(&name) && !told.text.ends_with('\n') {
                    told.text.push('\n');
                }
                without = without.saturating_sub(usize::from(elements.without.contains(&name)));
            }
            Event::Text(words) if is_text => told.text.push_str(&words.xml10_content()),
            Event::CData(words) if is_text => told.text.push_str(&words.xml10_content()),
            Event::GeneralRef(letter) if is_text => {
                let known = letter.resolve_char_ref().ok().flatten();
                told.text.extend(known.or_else(|| named(&letter)));
            }
            // A document that declares names of its own could make them grow without end.
            Event::DocType(_) => return None,
            Event::Eof => return Some(told),
            _ => {}
        }
    }
    Some(told)
}

fn named(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

impl Told {
    /// Looks at what an element tells besides its text.
    fn look(&mut self, element: &BytesStart<'_>, elements: &Elements) {
        let name = element.local_name();
        let name = name.as_ref();
        self.has_changes |= elements.changes.contains(&name);
        self.has_comments |= elements.comments.contains(&name);
        let (hidden, attribute, values) = elements.hidden;
        if name == hidden {
            let mut attributes = element.attributes().flatten();
            let is_hidden = attributes
                .any(|each| each.key.local_name().as_ref() == attribute && values.contains(&each.value.as_ref()));
            self.has_hidden |= is_hidden;
        }
    }
}
