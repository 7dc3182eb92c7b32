//! The tables of an `.lss` file: rows of fields, whichever version of `LimeSurvey` wrote them.

use std::collections::BTreeMap;

use roxmltree::{Document, Node, ParsingOptions};

use crate::read::NotRead;

/// The most elements and texts of a file.
const MOST_NODES: u32 = 1_000_000;
/// The most rows of all tables together.
const MOST_ROWS: usize = 50_000;

/// A row: fields by their names.
#[derive(Debug, Default)]
pub struct Row<'a>(BTreeMap<&'a str, String>);

/// All tables by their names.
#[derive(Debug)]
pub struct Tables<'a> {
    tables: BTreeMap<&'a str, Vec<Row<'a>>>,
    /// The languages that the file names, the first before the others.
    pub languages: Vec<String>,
}

impl Row<'_> {
    /// Gives the words of a field; none where it is not there.
    pub fn text(&self, field: &str) -> &str {
        self.0.get(field).map_or("", |text| text.trim())
    }

    /// Gives the number of a field, by which rows are ordered.
    pub fn number(&self, field: &str) -> i64 {
        self.text(field).parse().unwrap_or_default()
    }

    /// Says whether the row is in a language, or in none.
    pub fn is_in(&self, language: &str) -> bool {
        let own = self.text("language");
        own.is_empty() || own == language
    }
}

impl<'a> Tables<'a> {
    /// Gives the rows of a table.
    pub fn rows(&self, table: &str) -> &[Row<'a>] {
        self.tables.get(table).map_or(&[], Vec::as_slice)
    }
}

/// Reads the XML of a file; the tree is read apart, because the rows borrow from it.
pub fn parse(text: &str) -> Result<Document<'_>, NotRead> {
    let options = ParsingOptions { nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    Document::parse_with_options(text, options).map_err(|error| match error {
        roxmltree::Error::NodesLimitReached => NotRead::TooLarge,
        error => NotRead::DamagedXml { line: error.pos().row },
    })
}

/// Reads the tables of a survey.
pub fn tables<'a>(document: &'a Document<'_>) -> Result<Tables<'a>, NotRead> {
    let root = document.root_element();
    let kind = child(root, "LimeSurveyDocType").ok_or(NotRead::UnknownFormat)?;
    let kind = kind.text().unwrap_or_default().trim();
    if kind != "Survey" {
        return Err(NotRead::NotASurvey { kind: kind.to_owned() });
    }
    let mut tables: BTreeMap<&str, Vec<Row<'_>>> = BTreeMap::new();
    let mut count = 0;
    for table in elements(root) {
        for row in child(table, "rows").into_iter().flat_map(elements) {
            count += 1;
            if count > MOST_ROWS {
                return Err(NotRead::TooLarge);
            }
            tables.entry(table.tag_name().name()).or_default().push(self::row(row));
        }
    }
    let languages = child(root, "languages").into_iter().flat_map(elements);
    let languages = languages.filter_map(|language| language.text().map(|text| text.trim().to_owned()));
    Ok(Tables { tables, languages: languages.filter(|language| !language.is_empty()).collect() })
}

fn row<'a>(row: Node<'a, '_>) -> Row<'a> {
    let mut fields = BTreeMap::new();
    for field in elements(row) {
        let text: String = field.children().filter_map(|part| part.text()).collect();
        fields.insert(field.tag_name().name(), text);
    }
    Row(fields)
}

fn elements<'a, 'input>(node: Node<'a, 'input>) -> impl Iterator<Item = Node<'a, 'input>> {
    node.children().filter(Node::is_element)
}

fn child<'a, 'input>(node: Node<'a, 'input>, name: &str) -> Option<Node<'a, 'input>> {
    elements(node).find(|child| child.has_tag_name(name))
}
