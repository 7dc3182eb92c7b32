//! Texts made of blocks: sections with headings, paragraphs, lists, tables and links, from which pages and files are drawn.

pub mod docx;

use serde::{Deserialize, Serialize};

/// One section, with something in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// The name by which links lead to it.
    pub anchor: String,
    /// Its heading.
    pub heading: String,
    blocks: Vec<Block>,
}

/// One thing in a section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// A heading below that of the section.
    Heading(String),
    /// A paragraph, whose lines are kept.
    Words(String),
    /// Several things of one kind.
    List(Vec<String>),
    /// Facts, each by its name.
    Facts(Vec<(String, String)>),
    /// A table.
    Table(BlockTable),
    /// Somewhere to read on.
    Link(BlockLink),
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlockTable {
    /// What it is called; empty where the heading above says so.
    pub caption: String,
    /// The heads of the columns, of which the first names the rows.
    pub columns: Vec<String>,
    /// The rows: a name, then a cell for each further column.
    pub rows: Vec<Vec<String>>,
    /// Of whom the figures are, without which there is no figure; empty where it has none.
    pub base: String,
}

/// A link in a paragraph of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlockLink {
    /// What stands before it.
    pub before: String,
    /// The words to press.
    pub words: String,
    /// Where it leads: a path on this site, or an address.
    pub address: String,
}

impl Section {
    /// Makes a section; none where there would be nothing in it but headings.
    pub fn new(anchor: &str, heading: &str, blocks: Vec<Block>) -> Option<Self> {
        let has_content = blocks.iter().any(|block| !matches!(block, Block::Heading(_)));
        has_content.then(|| Self { anchor: anchor.to_owned(), heading: heading.to_owned(), blocks })
    }

    /// Gives what is in it, which is something.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }
}

impl Block {
    /// Makes a heading.
    pub fn heading(words: impl Into<String>) -> Self {
        Self::Heading(words.into())
    }

    /// Makes a paragraph.
    pub fn words(words: impl Into<String>) -> Self {
        Self::Words(words.into())
    }

    /// Makes a link in a paragraph of its own.
    pub fn link(before: impl Into<String>, words: impl Into<String>, address: impl Into<String>) -> Self {
        Self::Link(BlockLink { before: before.into(), words: words.into(), address: address.into() })
    }

    /// Makes a table of the heads of its columns and its rows.
    pub fn table<const N: usize>(
        caption: impl Into<String>,
        columns: [&str; N],
        rows: Vec<[String; N]>,
        base: impl Into<String>,
    ) -> Self {
        Self::Table(BlockTable {
            caption: caption.into(),
            columns: columns.map(str::to_owned).to_vec(),
            rows: rows.into_iter().map(|row| row.to_vec()).collect(),
            base: base.into(),
        })
    }

    /// Gives words under a heading of their own; nothing where there are none.
    pub fn under(heading: &str, words: Option<&String>) -> Vec<Self> {
        words.map(|words| vec![Self::heading(heading), Self::words(words)]).unwrap_or_default()
    }
}
