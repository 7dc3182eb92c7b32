//! What is said around the boxes in which staff write.

/// The button that shows how Markdown will look.
pub const PREVIEW: &str = "Preview";
/// What stands above that.
pub const SHOWN_TITLE: &str = "How it will look";
/// What stands there where nothing was typed.
pub const NOTHING: &str = "Nothing is written yet.";
/// What leads to how Markdown is written.
pub const HOW_TITLE: &str = "How to write headings, lists, links and tables";
/// The heads of the table that says it.
pub const TYPED: &str = "What you type";
/// The second of them.
pub const BECOMES: &str = "What it becomes";
/// What can be typed, and what it becomes.
pub const HOW: [(&str, &str); 9] = [
    ("# Hedges", "a heading; ## is one below it"),
    ("**agreed**", "words in bold"),
    ("*new*", "words in italics"),
    ("- oak", "a line of a list; with three spaces before it, one below the line above"),
    ("1. oak", "a line of a numbered list"),
    ("> as it said", "a quotation"),
    ("[the plan](https://example.org)", "a link: its words, then its address"),
    ("| Who | What |", "a row of a table; below the first one stands | --- | --- |"),
    ("\\*", "a star that is only a star"),
];
/// What holds for the rest.
pub const OTHERWISE: &str = "A blank line begins a paragraph. HTML is shown as it is typed and does nothing, and of a picture its words are left.";
