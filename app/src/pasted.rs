//! What was copied from a word processor or a page, as Markdown: headings, lists, tables, links and what stands out stay, and nothing that
//! could act.
//!
//! It is cleaned before it is turned into Markdown, and what is drawn of that is cleaned again, as all [rich text](crate::rich_text) is.

mod cleaned;
mod tables;

use std::sync::LazyLock;

use htmd::{
    Element, HtmlToMarkdown,
    element_handler::{ElementHandler, HandlerResult, Handlers},
    options::{BulletListMarker, HrStyle, Options},
};

use self::cleaned::{IGNORED, TITLE};

/// Begins a line of a list that a word processor wrote as a paragraph, while the text is put together.
const LINE: char = '\u{E000}';
/// Stand around the sign or the number that such a line begins with.
const SIGN: char = '\u{E001}';
const SIGN_ENDS: char = '\u{E002}';
/// How far a line of a list stands in below the one that it belongs to: enough below "1. " too.
const STEP: &str = "   ";

static CONVERTER: LazyLock<HtmlToMarkdown> = LazyLock::new(|| {
    HtmlToMarkdown::builder()
        .options(Options {
            bullet_list_marker: BulletListMarker::Dash,
            hr_style: HrStyle::Dashes,
            ul_bullet_spacing: 1,
            ol_number_spacing: 1,
            ..Options::default()
        })
        .add_handler(vec!["p"], always(paragraph))
        .add_handler(vec!["span"], always(span))
        .add_handler(vec!["b", "strong"], always(strong))
        .add_handler(vec!["h1", "h2", "h3", "h4", "h5", "h6"], always(heading))
        .add_handler(vec!["table"], always(tables::table))
        .add_handler(vec!["tr"], always(tables::row))
        .add_handler(vec!["td", "th"], always(tables::cell))
        .build()
});

/// Gives HTML that was pasted as Markdown; nothing, where it stands too deep in itself to be one's writing.
pub fn markdown(html: &str) -> Option<String> {
    let cleaned = cleaned::clean(html)?;
    let written = CONVERTER.convert(&cleaned).ok()?;
    Some(tidied(&written))
}

/// Makes what writes an element in every case of what writes it.
fn always(write: fn(&dyn Handlers, &Element<'_>) -> String) -> impl ElementHandler {
    move |handlers: &dyn Handlers, element: Element<'_>| Some(HandlerResult::from(write(handlers, &element)))
}

fn attribute<'a>(element: &Element<'a>, name: &str) -> &'a str {
    let found = element.attrs.iter().find(|attribute| *attribute.name.local == *name);
    found.map_or("", |attribute| &attribute.value)
}

/// Writes a paragraph: a line of a list, the title of a document, or words.
fn paragraph(handlers: &dyn Handlers, element: &Element<'_>) -> String {
    let words = handlers.walk_children(element.node).content;
    if attribute(element, "class") == TITLE {
        return format!("\n\n# {}\n\n", one_line(&words));
    }
    let Some(level) = cleaned::level(attribute(element, "style")) else {
        return format!("\n\n{}\n\n", words.trim());
    };
    let (sign, words) = words.split_once(SIGN_ENDS).unwrap_or(("", &words));
    let sign = sign.trim_matches(|letter: char| letter == SIGN || letter.is_whitespace() || letter == '\\');
    let mark = if is_counted(sign) { "1." } else { "-" };
    let words = one_line(words);
    format!("\n\n{LINE}{}{mark} {words}\n\n", STEP.repeat(level - 1))
}

/// Says whether what a line begins with counts it: a number or a letter before a full stop or a bracket.
fn is_counted(sign: &str) -> bool {
    let bare = sign.trim_start_matches('(');
    bare.ends_with(['.', ')']) && bare.starts_with(char::is_alphanumeric)
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Writes words whose looks say what else would be said by an element.
fn span(handlers: &dyn Handlers, element: &Element<'_>) -> String {
    let words = handlers.walk_children(element.node).content;
    let looks = attribute(element, "style");
    if looks == IGNORED {
        return format!("{SIGN}{words}{SIGN_ENDS}");
    }
    let marks = match (looks.contains(cleaned::BOLD), looks.contains(cleaned::ITALIC)) {
        (true, true) => "***",
        (true, false) => "**",
        (false, true) => "*",
        (false, false) => "",
    };
    marked(&words, marks)
}

/// Writes words that are strong, unless they say of themselves that they are not.
fn strong(handlers: &dyn Handlers, element: &Element<'_>) -> String {
    let words = handlers.walk_children(element.node).content;
    let is_plain = attribute(element, "style").contains(cleaned::PLAIN) || words.contains("\n\n");
    if is_plain { words } else { marked(&words, "**") }
}

/// Writes a heading, of which how it looks says nothing more.
fn heading(handlers: &dyn Handlers, element: &Element<'_>) -> String {
    let words = one_line(&handlers.walk_children(element.node).content.replace("**", ""));
    let level = element.tag.trim_start_matches('h').parse().unwrap_or(1);
    if words.is_empty() { words } else { format!("\n\n{} {words}\n\n", "#".repeat(level)) }
}

/// Puts marks around words and inside the blanks around these, without which they would not count.
fn marked(words: &str, marks: &str) -> String {
    let inner = words.trim();
    if inner.is_empty() || marks.is_empty() || inner.contains('\n') || inner.starts_with(marks) {
        return words.to_owned();
    }
    let (before, after) = words.split_once(inner).unwrap_or_default();
    format!("{before}{marks}{inner}{marks}{after}")
}

/// Joins the lines of a list, and leaves one blank line at most.
fn tidied(written: &str) -> String {
    let mut tidy = String::new();
    let (mut blanks, mut was_line) = (0, false);
    for line in written.lines().map(str::trim_end) {
        if line.is_empty() {
            blanks += 1;
            continue;
        }
        let is_line = is_of_list(line);
        if !tidy.is_empty() {
            tidy.push_str(if blanks == 0 || (is_line && was_line) { "\n" } else { "\n\n" });
        }
        tidy.extend(line.chars().filter(|letter| !cleaned::is_own(*letter)));
        (blanks, was_line) = (0, is_line);
    }
    tidy
}

/// Says whether a line begins one of a list: words that only look like it have a stroke before their sign.
fn is_of_list(line: &str) -> bool {
    let line = line.trim_start_matches([LINE, ' ']);
    let (mark, rest) = line.split_once(' ').unwrap_or((line, ""));
    let is_number = mark.strip_suffix('.').is_some_and(|number| number.parse::<u32>().is_ok());
    !rest.is_empty() && (mark == "-" || is_number)
}

#[cfg(test)]
mod tests;
