//! Rich text: what staff write as Markdown, drawn as HTML of which only harmless elements are left.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use ammonia::{Builder, UrlRelative};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html::push_html};

use crate::blocks::{Block, BlockTable};

/// What is understood besides plain Markdown.
const OPTIONS: Options = Options::ENABLE_TABLES.union(Options::ENABLE_STRIKETHROUGH);
/// The first level of headings in a text: those above are of the page that it stands in.
const FIRST_LEVEL: usize = 3;

/// Lets only elements through that words, lists and tables need. What scripts, styles and forms would need goes, and so do pictures,
/// which would be fetched from elsewhere.
static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut cleaner = Builder::empty();
    cleaner
        .tags(HashSet::from([
            "a",
            "blockquote",
            "br",
            "code",
            "del",
            "div",
            "em",
            "h3",
            "h4",
            "h5",
            "h6",
            "hr",
            "li",
            "ol",
            "p",
            "pre",
            "strong",
            "table",
            "tbody",
            "td",
            "th",
            "thead",
            "tr",
            "ul",
        ]))
        .tag_attributes(HashMap::from([("a", HashSet::from(["href"])), ("ol", HashSet::from(["start"]))]))
        .set_tag_attribute_value("th", "scope", "col")
        // Around a table, which is moved within it by finger or keyboard where the window is narrow.
        .set_tag_attribute_value("div", "class", "fm-scroll")
        .set_tag_attribute_value("div", "role", "group")
        .set_tag_attribute_value("div", "aria-label", "Table")
        .set_tag_attribute_value("div", "tabindex", "0")
        .generic_attributes(HashSet::new())
        .url_relative(UrlRelative::PassThrough)
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]))
        .link_rel(Some("noopener noreferrer"));
    cleaner
});

/// Draws Markdown as HTML. Whatever it says, the HTML has no script, no style, no picture and no heading above the third level; of what was
/// typed no words are lost.
pub fn html(markdown: &str) -> String {
    let mut drawn = String::new();
    push_html(&mut drawn, Parser::new_ext(markdown, OPTIONS).flat_map(placed));
    CLEANER.clean(&drawn).to_string()
}

/// Gives what Markdown says as blocks, for files that know no HTML: words, lists, tables and headings, without how they look.
pub fn blocks(markdown: &str) -> Vec<Block> {
    let mut gathered = Gathered::default();
    for event in Parser::new_ext(markdown, OPTIONS) {
        gathered.take(event);
    }
    gathered.blocks
}

/// Gives the words of Markdown as they are read one after the other, without the addresses of its links.
pub fn spoken(markdown: &str) -> String {
    let word = |event| match event {
        Event::Text(words) | Event::Code(words) | Event::Html(words) | Event::InlineHtml(words) => words.into_string(),
        Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::TableCell) => {
            "\n".to_owned()
        }
        _ => String::new(),
    };
    Parser::new_ext(markdown, OPTIONS).map(word).collect()
}

/// Blocks as they are gathered from what a parser tells.
#[derive(Default)]
struct Gathered {
    blocks: Vec<Block>,
    words: String,
    lines: Vec<String>,
    /// How many lists the place is in.
    depth: usize,
    rows: Vec<Vec<String>>,
    /// Where the link leads that the place is in.
    link: Option<String>,
}

impl Gathered {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Text(words) | Event::Code(words) | Event::Html(words) | Event::InlineHtml(words) => {
                self.words.push_str(&words);
            }
            Event::SoftBreak => self.words.push(' '),
            Event::HardBreak => self.words.push('\n'),
            Event::Start(Tag::Link { dest_url, .. }) => self.link = Some(dest_url.to_string()),
            Event::End(TagEnd::Link) => {
                if let Some(address) = self.link.take().filter(|address| !self.words.ends_with(address.as_str())) {
                    self.words.push_str(" (");
                    self.words.push_str(&address);
                    self.words.push(')');
                }
            }
            Event::Start(Tag::List(_)) => {
                self.end_words();
                self.depth += 1;
            }
            Event::End(TagEnd::List(_)) => {
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 0 && !self.lines.is_empty() {
                    self.blocks.push(Block::List(std::mem::take(&mut self.lines)));
                }
            }
            Event::Start(Tag::TableHead | Tag::TableRow) => self.rows.push(Vec::new()),
            Event::End(TagEnd::TableCell) => {
                let cell = self.taken();
                if let Some(row) = self.rows.last_mut() {
                    row.push(cell);
                }
            }
            Event::End(TagEnd::Table) => {
                let mut rows = std::mem::take(&mut self.rows).into_iter();
                let columns = rows.next().unwrap_or_default();
                let (caption, base) = (String::new(), String::new());
                self.blocks.push(Block::Table(BlockTable { caption, columns, rows: rows.collect(), base }));
            }
            Event::End(TagEnd::Heading(_)) => {
                let words = self.taken();
                self.blocks.push(Block::Heading(words));
            }
            Event::End(TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::Item) => self.end_words(),
            _ => {}
        }
    }

    fn taken(&mut self) -> String {
        std::mem::take(&mut self.words).trim().to_owned()
    }

    /// Ends a paragraph, or a line of a list.
    fn end_words(&mut self) {
        let words = self.taken();
        if words.is_empty() {
            return;
        }
        if self.depth > 0 { self.lines.push(words) } else { self.blocks.push(Block::Words(words)) }
    }
}

/// Puts headings below those of the page, each table into what it can be moved in, the words of a picture in its place, and shows HTML as
/// it was typed.
fn placed(event: Event<'_>) -> Vec<Event<'_>> {
    let lower =
        |level: HeadingLevel| HeadingLevel::try_from(level as usize + FIRST_LEVEL - 1).unwrap_or(HeadingLevel::H6);
    match event {
        Event::Start(Tag::Heading { level, .. }) => {
            let lowered = Tag::Heading { level: lower(level), id: None, classes: Vec::new(), attrs: Vec::new() };
            vec![Event::Start(lowered)]
        }
        Event::End(TagEnd::Heading(level)) => vec![Event::End(TagEnd::Heading(lower(level)))],
        Event::Start(Tag::Table(_)) => vec![Event::Html("<div>".into()), event],
        Event::End(TagEnd::Table) => vec![event, Event::Html("</div>".into())],
        Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => Vec::new(),
        Event::Html(typed) | Event::InlineHtml(typed) => vec![Event::Text(typed)],
        other => vec![other],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_stand_below_those_of_the_page() {
        assert_eq!(html("# One\n\n###### Six"), "<h3>One</h3>\n<h6>Six</h6>\n");
    }

    #[test]
    fn blocks_say_what_the_markdown_says() {
        let found = blocks(
            "# Hedges\n\nA **strong**\nline &amp; [more](https://example.org).\n\n1. One\n   - Within\n2. Two\n\n| A | B |\n|---|---|\n| 1 | *2* |\n\n<b>x</b>",
        );
        let words = |words: &str| words.to_owned();
        let table = BlockTable {
            caption: String::new(),
            columns: vec![words("A"), words("B")],
            rows: vec![vec![words("1"), words("2")]],
            base: String::new(),
        };
        let expected = [
            Block::heading("Hedges"),
            Block::words("A strong line & more (https://example.org)."),
            Block::List(vec![words("One"), words("Within"), words("Two")]),
            Block::Table(table),
            Block::words("<b>x</b>"),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn lists_tables_and_links_are_drawn() {
        let drawn = html("1. *Ponds*\n2. [more](https://example.org)\n\n| A | B |\n|---|---|\n| 1 | 2 |");
        for part in [
            "<ol>",
            "<em>Ponds</em>",
            r#"<a href="https://example.org" rel="noopener noreferrer">more</a>"#,
            r#"<th scope="col">A</th>"#,
            "<td>2</td>",
        ] {
            assert!(drawn.contains(part), "{part}: {drawn}");
        }
    }

    #[test]
    fn nothing_that_could_act_is_left() {
        let hostile = [
            "<script>alert(1)</script>words",
            "<img src=x onerror=alert(1)>words",
            "[words](javascript:alert(1))",
            "<a href=\"data:text/html,x\" onclick=\"x()\">words</a>",
            "<p style=\"position:fixed\">words</p>",
            "<svg><a xlink:href=\"javascript:x\">words</a></svg>",
            "<form action=/><input value=words>words</form>",
            "![words](https://example.org/pixel.png)",
            "<iframe src=x></iframe>words",
            "<style>p{}</style>words<!-- note -->",
            "<p title=x lang=de>words</p>",
        ];
        for markdown in hostile {
            let drawn = html(markdown);
            assert!(drawn.contains("words"), "{markdown}: {drawn}");
            for part in [
                "<script",
                "<style",
                "<img",
                "<svg",
                "<form",
                "<input",
                "<iframe",
                "<!--",
                "<p ",
                "<a onclick",
                "<a href=\"javascript",
                "<a href=\"data",
            ] {
                assert!(!drawn.contains(part), "{markdown}: {drawn}");
            }
        }
    }

    #[test]
    fn html_is_shown_as_it_was_typed_and_a_table_can_be_moved_in_a_narrow_window() {
        assert_eq!(html("a <b>bold</b> word"), "<p>a &lt;b&gt;bold&lt;/b&gt; word</p>\n");
        let table = html("| A |\n|---|\n| 1 |");
        let around = table.split('>').next().unwrap_or_default();
        for part in ["<div", r#"class="fm-scroll""#, r#"role="group""#, r#"tabindex="0""#, r#"aria-label="Table""#] {
            assert!(around.contains(part), "{part}: {table}");
        }
    }
}
