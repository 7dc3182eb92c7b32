//! Words out of HTML: what a person would read, on one line, with the addresses of links.

use std::cell::RefCell;

use html5ever::{
    tendril::StrTendril,
    tokenizer::{
        BufferQueue, StartTag, Tag, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts, states::RawKind,
    },
};

use crate::report::Reason;

/// What shows or does something that words cannot.
const EMBEDDED: [&str; 15] = [
    "img", "picture", "svg", "video", "audio", "iframe", "object", "embed", "canvas", "script", "style", "input",
    "select", "textarea", "button",
];
/// What says nothing about the words in it.
const BARE: [&str; 3] = ["p", "div", "br"];
/// What begins on a line of its own.
const BLOCKS: [&str; 17] =
    ["p", "div", "br", "li", "ul", "ol", "tr", "td", "th", "table", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"];

/// The words of a text.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Plain {
    /// The words.
    pub words: String,
    /// What of it is not words.
    pub losses: Vec<Reason>,
}

/// Reads HTML, or plain text, as words.
pub fn plain(html: &str) -> Plain {
    let read = Reading(RefCell::default());
    let tokenizer = Tokenizer::new(read, TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(html));
    // Scripts are never handed out to be run, so that all of it is read at once.
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.0.into_inner().done()
}

struct Reading(RefCell<Read>);

#[derive(Default)]
struct Read {
    words: String,
    /// The element whose words nobody sees.
    within: Option<&'static str>,
    /// Where a link leads, and where its words begin.
    link: Option<(String, usize)>,
    lines: usize,
    is_formatted: bool,
    embedded: Vec<String>,
}

impl TokenSink for Reading {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        let mut read = self.0.borrow_mut();
        match token {
            Token::CharacterTokens(words) if read.within.is_none() => read.words.push_str(&words),
            Token::TagToken(tag) => return read.tag(&tag),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl Read {
    fn tag(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let name = &*tag.name;
        if self.within == Some(name) {
            self.within = None;
            return TokenSinkResult::Continue;
        }
        if BLOCKS.contains(&name) {
            self.words.push('\n');
        }
        match (tag.kind == StartTag, name) {
            (true, "a") => self.link = address(tag).map(|address| (address, self.words.len())),
            (false, "a") => self.end_link(),
            (true, "script" | "style") => {
                self.embed(name);
                self.within = if name == "script" { Some("script") } else { Some("style") };
                return TokenSinkResult::RawData(RawKind::Rawtext);
            }
            (true, name) if EMBEDDED.contains(&name) => {
                self.embed(name);
                self.words.extend(attribute(tag, "alt").iter().flat_map(|words| [" ", words, " "]));
            }
            (true, name) => self.is_formatted |= !BARE.contains(&name),
            (false, _) => {}
        }
        TokenSinkResult::Continue
    }

    fn embed(&mut self, name: &str) {
        if !self.embedded.iter().any(|known| known == name) {
            self.embedded.push(name.to_owned());
        }
    }

    /// Puts the address behind the words of a link, unless they are the address.
    fn end_link(&mut self) {
        let Some((address, from)) = self.link.take() else { return };
        let words = self.words.get(from..).unwrap_or_default().trim();
        if words != address && address.strip_prefix("mailto:") != Some(words) {
            self.words.extend([" (", &address, ")"]);
        }
    }

    fn done(mut self) -> Plain {
        self.end_link();
        self.words.retain(|letter| !letter.is_control() || matches!(letter, '\n' | '\t'));
        let lines = self.words.split('\n').map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
        let lines: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
        self.lines = lines.len();
        let mut losses = Vec::new();
        if !self.embedded.is_empty() {
            losses.push(Reason::Embedded { elements: self.embedded });
        }
        if self.is_formatted || self.lines > 1 {
            losses.push(Reason::Formatting);
        }
        Plain { words: lines.join(" "), losses }
    }
}

/// Gives where a link leads, if that is an address that a person could open.
fn address(tag: &Tag) -> Option<String> {
    let address = attribute(tag, "href")?;
    ["https://", "http://", "mailto:"].iter().any(|scheme| address.starts_with(scheme)).then_some(address)
}

fn attribute(tag: &Tag, name: &str) -> Option<String> {
    let found = tag.attrs.iter().find(|attribute| &*attribute.name.local == name)?;
    Some(found.value.trim().to_owned()).filter(|value| !value.is_empty())
}

/// Finds the marks that another program puts words in the place of, such as `{NAME}` or `${name}`.
pub fn placeholders(words: &str) -> Vec<Reason> {
    let mut marks = Vec::new();
    let mut rest = words;
    while let Some((_, after)) = rest.split_once('{') {
        let Some((mark, behind)) = after.split_once('}') else { break };
        if mark.chars().next().is_some_and(|first| first.is_alphabetic() || first == '_') && !mark.contains('{') {
            marks.push(Reason::Placeholder { mark: mark.to_owned() });
        }
        rest = behind;
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(html: &str) -> String {
        plain(html).words
    }

    #[test]
    fn words_are_kept_and_tags_are_not() {
        assert_eq!(words("<p>How <strong>often</strong> do you&nbsp;go?</p>"), "How often do you go?");
        assert_eq!(words("Ponds &amp; hedges &rsquo;n&#8217; &lt;b&gt;"), "Ponds & hedges ’n’ <b>");
        assert_eq!(words("a < b and 3<5 & c"), "a < b and 3<5 & c");
        assert_eq!(words("<script>alert('</p>')</script><style>p{}</style>Why?<!-- not this -->"), "Why?");
        assert_eq!(words("<ul><li>one<li>two</ul>"), "one two");
    }

    #[test]
    fn a_link_keeps_its_address_unless_nobody_could_open_it() {
        assert_eq!(
            words(r#"See <a href="https://example.org/a?b=1&amp;c=2">the map</a>."#),
            "See the map (https://example.org/a?b=1&c=2)."
        );
        assert_eq!(words(r#"<a href="https://example.org">https://example.org</a>"#), "https://example.org");
        assert_eq!(words(r#"<a href="javascript:alert(1)">press</a>"#), "press");
    }

    #[test]
    fn what_words_cannot_say_is_told() {
        let loss = |html: &str| plain(html).losses;
        assert_eq!(loss("plain"), []);
        assert_eq!(loss("<p>plain</p>"), []);
        assert_eq!(loss("<em>not</em> plain"), [Reason::Formatting]);
        let embedded = Reason::Embedded { elements: vec!["img".into(), "script".into()] };
        assert_eq!(
            plain(r#"<img src="a.png" alt="A pond"><script>x</script>"#),
            Plain { words: "A pond".into(), losses: vec![embedded] }
        );
    }

    #[test]
    fn marks_for_other_words_are_found() {
        let marks = |words: &str| placeholders(words).len();
        assert_eq!(marks("Dear {TOKEN:FIRSTNAME}, you said ${age}"), 2);
        assert_eq!(marks("A set { 1, 2 } and an { open brace"), 0);
    }
}
