//! What was pasted, with the elements alone that say something, and with one word in the place of each look that does.

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use ammonia::{Builder, UrlRelative};

/// What is kept of the looks of words.
pub(super) const BOLD: &str = "bold";
pub(super) const ITALIC: &str = "italic";
/// Said of words in an element for strong ones that are not.
pub(super) const PLAIN: &str = "plain";
/// Said of the sign that a line of a list begins with.
pub(super) const IGNORED: &str = "ignored";
/// What the title of a document is called.
pub(super) const TITLE: &str = "title";
/// Said before the level of a line of a list.
const LEVEL: &str = "level";
/// The deepest level of a list that is kept.
const DEEPEST_LEVEL: usize = 6;
/// How deep elements may stand in each other: far above what a word processor writes.
const DEEPEST: usize = 200;
/// The letters that are ours while a text is put together.
const OWN: std::ops::RangeInclusive<char> = '\u{E000}'..='\u{E00F}';

/// Lets through what Markdown can say. What is not for reading goes with all that is in it.
static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut cleaner = Builder::empty();
    cleaner
        .tags(HashSet::from([
            "a",
            "b",
            "blockquote",
            "br",
            "code",
            "div",
            "em",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "hr",
            "i",
            "li",
            "ol",
            "p",
            "pre",
            "span",
            "strong",
            "table",
            "tbody",
            "td",
            "tfoot",
            "th",
            "thead",
            "tr",
            "ul",
        ]))
        .clean_content_tags(HashSet::from([
            "iframe", "math", "noscript", "object", "script", "select", "style", "svg", "template", "textarea",
            "title", "xmp",
        ]))
        .tag_attributes(HashMap::from([
            ("a", HashSet::from(["href"])),
            ("b", HashSet::from(["style"])),
            ("ol", HashSet::from(["start"])),
            ("p", HashSet::from(["class", "style"])),
            ("span", HashSet::from(["style"])),
            ("strong", HashSet::from(["style"])),
        ]))
        .generic_attributes(HashSet::new())
        .attribute_filter(meaning)
        .url_relative(UrlRelative::Deny)
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]))
        .link_rel(None);
    cleaner
});

/// Cleans what was pasted; nothing is left of what stands too deep in itself, because whoever walks through it would not come back.
pub(super) fn clean(html: &str) -> Option<String> {
    let plain: String = html
        .chars()
        .filter(|letter| !is_own(*letter))
        .map(|letter| if letter == '\u{A0}' { ' ' } else { letter })
        .collect();
    let plain = plain.replace("&nbsp;", " ");
    if depth(&plain, is_never_ended) > DEEPEST {
        return None;
    }
    let cleaned = CLEANER.clean(&plain).to_string();
    // Here everything that has an end is ended.
    (depth(&cleaned, has_no_end) <= DEEPEST).then_some(cleaned)
}

/// Says whether a letter is one of those that are ours.
pub(super) fn is_own(letter: char) -> bool {
    OWN.contains(&letter)
}

/// Gives the most elements that are open at once, as far as what is typed tells; those that nothing ends count as well.
fn depth(html: &str, is_uncounted: impl Fn(&str) -> bool) -> usize {
    let (mut open, mut most) = (0_usize, 0_usize);
    for piece in html.split('<').skip(1) {
        let (is_end, rest) = piece.strip_prefix('/').map_or((false, piece), |rest| (true, rest));
        let name: String =
            rest.chars().take_while(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
        // What is not counted when it begins may not be counted when it ends, or it would hide what is open.
        if name.is_empty() || is_uncounted(&name) {
            continue;
        }
        if is_end {
            open = open.saturating_sub(1);
        } else {
            open += 1;
            most = most.max(open);
        }
    }
    most
}

/// Says whether an element has no end.
fn has_no_end(name: &str) -> bool {
    matches!(name, "br" | "hr" | "img" | "meta" | "link" | "col" | "input" | "wbr")
}

/// Says whether an element has no end, or has none in what old programs write.
fn is_never_ended(name: &str) -> bool {
    has_no_end(name) || matches!(name, "p" | "li" | "td" | "th" | "tr")
}

/// Gives what an attribute means, if it means anything.
fn meaning<'a>(element: &str, attribute: &str, value: &'a str) -> Option<Cow<'a, str>> {
    match (element, attribute) {
        (_, "href") | ("ol", "start") => Some(value.into()),
        ("p", "class") => value.eq_ignore_ascii_case("MsoTitle").then(|| TITLE.into()),
        ("p", "style") => listed(value).map(Cow::Owned),
        ("span" | "b" | "strong", "style") => looks(value).map(Cow::Owned),
        _ => None,
    }
}

/// Reads the declarations of a style.
fn declarations(style: &str) -> impl Iterator<Item = (String, String)> {
    let declaration = |typed: &str| {
        let (name, value) = typed.split_once(':')?;
        Some((name.trim().to_ascii_lowercase(), value.trim().to_ascii_lowercase()))
    };
    style.split(';').filter_map(declaration).collect::<Vec<_>>().into_iter()
}

/// Says of a paragraph at which level of a list it stands.
fn listed(style: &str) -> Option<String> {
    let (_, value) = declarations(style).find(|(name, _)| name == "mso-list")?;
    let level = value.split_whitespace().find_map(|word| word.strip_prefix(LEVEL))?.parse::<usize>().ok()?;
    Some(format!("{LEVEL}{}", level.clamp(1, DEEPEST_LEVEL)))
}

/// Reads the level that [`listed`] gave.
pub(super) fn level(said: &str) -> Option<usize> {
    said.strip_prefix(LEVEL)?.parse().ok()
}

/// Says how words look, as far as that says something of them.
fn looks(style: &str) -> Option<String> {
    let said = declarations(style).filter_map(|(name, value)| match (name.as_str(), value.as_str()) {
        ("mso-list", "ignore") => Some(IGNORED),
        ("font-weight", "bold" | "bolder" | "600" | "700" | "800" | "900") => Some(BOLD),
        ("font-weight", "normal" | "400") => Some(PLAIN),
        ("font-style", "italic" | "oblique") => Some(ITALIC),
        _ => None,
    });
    let said: Vec<&str> = said.collect();
    (!said.is_empty()).then(|| said.join(" "))
}
