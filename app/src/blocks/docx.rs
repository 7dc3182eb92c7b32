//! Blocks as a file for word processors, with headings, lists and tables that these
//! programs and screen readers know as such.
//!
//! It is written part by part into a zip, because of the libraries that write such files none says the language of the text and repeats
//! the heads of tables without bringing a second reader, a renderer or older versions of what is here already.

use std::{
    borrow::Cow,
    io::{Cursor, Write},
};

use quick_xml::escape::escape;
use zip::{CompressionMethod, DateTime, ZipWriter, result::ZipResult, write::SimpleFileOptions};

use super::{Block, BlockLink, BlockTable, Section};

/// What such a file is called among kinds of file.
pub const MEDIA_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// The parts that are the same in every file.
const PARTS: [(&str, &str); 5] = [
    ("[Content_Types].xml", include_str!("docx/types.xml")),
    ("_rels/.rels", include_str!("docx/package.xml")),
    ("word/styles.xml", include_str!("docx/styles.xml")),
    ("word/numbering.xml", include_str!("docx/numbering.xml")),
    ("word/footer.xml", include_str!("docx/footer.xml")),
];

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
/// A4 in twentieths of a point, with margins of 2 cm.
const PAGE: &str = "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"footer\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/>\
     <w:pgMar w:top=\"1134\" w:right=\"1134\" w:bottom=\"1134\" w:left=\"1134\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/></w:sectPr>";
/// The room between the margins of the page, which the columns of a table share.
const WIDTH: usize = 9_638;
/// How many parts of the room the first column of a table takes, where each further one takes one.
const FIRST: usize = 2;

/// What a file is made of.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a> {
    /// Its title.
    pub title: &'a str,
    /// What stands below the title.
    pub said: &'a str,
    /// Its sections.
    pub sections: &'a [Section],
}

/// Writes a text; links to pages of this site begin with its origin.
///
/// # Errors
/// Fails only where memory cannot be written to.
pub fn write(text: Text<'_>, origin: &str) -> ZipResult<Vec<u8>> {
    let mut document = Document { origin, links: Vec::new() };
    let body = document.body(text);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // The same report is the same file to the last byte.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let own = [
        ("docProps/core.xml", core(text)),
        ("word/document.xml", body),
        ("word/_rels/document.xml.rels", document.relations()),
    ];
    let fixed = PARTS.into_iter().map(|(name, content)| (name, content.to_owned()));
    for (name, content) in fixed.chain(own) {
        zip.start_file(name, options)?;
        zip.write_all(content.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

/// The document with the addresses that its links lead to.
struct Document<'a> {
    origin: &'a str,
    links: Vec<String>,
}

impl Document<'_> {
    fn body(&mut self, Text { title, said, sections }: Text<'_>) -> String {
        let mut content = paragraph("Title", &run(title)) + &paragraph("Subtitle", &run(said));
        content += &paragraph("Heading1", &run("Contents"));
        for section in sections {
            let link = format!(
                "<w:hyperlink w:anchor=\"{}\"><w:r><w:rPr><w:rStyle w:val=\"Hyperlink\"/></w:rPr>{}</w:r></w:hyperlink>",
                section.anchor,
                text(&section.heading)
            );
            content += &paragraph("ListBullet", &link);
        }
        for (number, section) in sections.iter().enumerate() {
            let heading = format!(
                "<w:bookmarkStart w:id=\"{number}\" w:name=\"{}\"/>{}<w:bookmarkEnd w:id=\"{number}\"/>",
                section.anchor,
                run(&section.heading)
            );
            content += &paragraph("Heading1", &heading);
            content.extend(section.blocks().iter().map(|block| self.block(block)));
        }
        format!(
            "{HEAD}<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
             xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><w:body>{content}{PAGE}</w:body></w:document>"
        )
    }

    fn block(&mut self, block: &Block) -> String {
        match block {
            Block::Heading(words) => paragraph("Heading2", &run(words)),
            Block::Words(words) => paragraph("Normal", &run(words)),
            Block::List(lines) => lines.iter().map(|line| paragraph("ListBullet", &run(line))).collect(),
            Block::Facts(facts) => {
                let line = |(name, value): &(String, String)| {
                    let name = format!("<w:r><w:rPr><w:b/></w:rPr>{}</w:r>", text(&format!("{name}: ")));
                    paragraph("ListBullet", &(name + &run(value)))
                };
                facts.iter().map(line).collect()
            }
            Block::Table(table) => drawn(table),
            Block::Link(link) => self.link(link),
        }
    }

    fn link(&mut self, BlockLink { before, words, address }: &BlockLink) -> String {
        let address = if address.starts_with('/') { format!("{}{address}", self.origin) } else { address.clone() };
        self.links.push(address);
        let link = format!(
            "<w:hyperlink r:id=\"link{}\"><w:r><w:rPr><w:rStyle w:val=\"Hyperlink\"/></w:rPr>{}</w:r></w:hyperlink>",
            self.links.len(),
            text(words)
        );
        paragraph("Normal", &(run(before) + &link))
    }

    /// Says where the other parts are, and where links lead.
    fn relations(&self) -> String {
        let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let part = |name: &str| format!("<Relationship Id=\"{name}\" Type=\"{kind}/{name}\" Target=\"{name}.xml\"/>");
        let parts: String = ["styles", "numbering", "footer"].into_iter().map(part).collect();
        let link = |(number, address): (usize, &String)| {
            let address = escape(plain(address));
            format!(
                "<Relationship Id=\"link{}\" Type=\"{kind}/hyperlink\" Target=\"{address}\" TargetMode=\"External\"/>",
                number + 1
            )
        };
        let links: String = self.links.iter().enumerate().map(link).collect();
        format!(
            "{HEAD}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{parts}{links}</Relationships>"
        )
    }
}

fn core(Text { title, said, .. }: Text<'_>) -> String {
    let (title, subject) = (escape(plain(title)), escape(plain(said)));
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{title}</dc:title><dc:subject>{subject}</dc:subject>\
         <dc:language>en-GB</dc:language></cp:coreProperties>"
    )
}

/// Draws a table between its caption and its base; the heads of its columns are repeated on each page, and no row is parted.
fn drawn(table: &BlockTable) -> String {
    let further = table.columns.len().saturating_sub(1);
    let part = WIDTH / (FIRST + further).max(1);
    let width = |column: usize| if column == 0 { part * FIRST } else { part };
    let column = |column: usize| format!("<w:gridCol w:w=\"{}\"/>", width(column));
    let grid: Vec<String> = (0..table.columns.len()).map(column).collect();
    let grid = grid.concat();
    let row = |cells: &[String], is_head: bool| -> String {
        let head = if is_head { "<w:tblHeader/>" } else { "" };
        let cell = |(column, words): (usize, &String)| {
            let bold = if is_head || column == 0 { "<w:rPr><w:b/></w:rPr>" } else { "" };
            let content = paragraph("TableText", &format!("<w:r>{bold}{}</w:r>", text(words)));
            format!("<w:tc><w:tcPr><w:tcW w:w=\"{}\" w:type=\"dxa\"/></w:tcPr>{content}</w:tc>", width(column))
        };
        let cells: String = cells.iter().enumerate().map(cell).collect();
        format!("<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{cells}</w:tr>")
    };
    let rows: String = table.rows.iter().map(|cells| row(cells, false)).collect();
    let head = row(&table.columns, true);
    let caption = escape(plain(&table.caption)).into_owned();
    // The look says that the first row and the first column are heads, for those who hear the table.
    format!(
        "{}<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"{WIDTH}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/>\
         <w:tblLook w:val=\"00A0\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"1\" w:lastColumn=\"0\" w:noHBand=\"0\" w:noVBand=\"0\"/>\
         <w:tblCaption w:val=\"{caption}\"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{head}{rows}</w:tbl>{}",
        paragraph("Caption", &run(&table.caption)),
        paragraph("TableBase", &run(&table.base)),
    )
}

fn paragraph(style: &str, content: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{content}</w:p>")
}

fn run(words: &str) -> String {
    if words.is_empty() { String::new() } else { format!("<w:r>{}</w:r>", text(words)) }
}

/// Writes words, whose lines are kept.
fn text(words: &str) -> String {
    let line = |line: &str| format!("<w:t xml:space=\"preserve\">{}</w:t>", escape(plain(line)));
    words.lines().map(line).collect::<Vec<_>>().join("<w:br/>")
}

/// Leaves out the letters that no XML can hold.
fn plain(words: &str) -> Cow<'_, str> {
    let is_odd = |letter: char| (letter.is_control() && letter != '\t') || matches!(letter, '\u{fffe}' | '\u{ffff}');
    if words.contains(is_odd) { Cow::Owned(words.replace(is_odd, "")) } else { Cow::Borrowed(words) }
}
