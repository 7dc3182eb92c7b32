"""Reads what LibreOffice made of the workbook: the type of each cell, and that nothing is hidden or a formula."""

from xml.etree import ElementTree

from expected import HABITATS, POINTS, ROWS, WORDS

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"

root = ElementTree.parse("responses.fods").getroot()
sheets = root.findall(f".//{TABLE}table")
assert [sheet.get(f"{TABLE}name") for sheet in sheets] == ["responses", "dictionary", "manifest"]
assert not root.findall(f".//*[@{TABLE}formula]")
hidden = [style for style in root.iter(f"{STYLE}table-properties") if style.get(f"{TABLE}display") == "false"]
assert not hidden
assert not [element for element in root.iter() if element.get(f"{TABLE}visibility") in ("collapse", "filter")]
assert not list(root.iter(f"{TEXT}a"))


def text_of(paragraph):
    """The text of a paragraph, in which LibreOffice writes several spaces as one element."""
    said = paragraph.text or ""
    for part in paragraph:
        said += " " * int(part.get(f"{TEXT}c", "1")) if part.tag == f"{TEXT}s" else text_of(part)
        said += part.tail or ""
    return said


def cells(row):
    """Each cell with its type and value."""
    found = []
    for cell in row.findall(f"{TABLE}table-cell"):
        kind = cell.get(f"{OFFICE}value-type")
        value = cell.get(f"{OFFICE}value") or cell.get(f"{OFFICE}date-value")
        if kind == "string":
            value = "\n".join(text_of(paragraph) for paragraph in cell.findall(f"{TEXT}p"))
        found += [(kind, value)] * int(cell.get(f"{TABLE}number-columns-repeated", "1"))
    return found


rows = [cells(row) for row in sheets[0].findall(f".//{TABLE}table-row")]
rows = [row for row in rows if any(kind for kind, _ in row)]
headings = [value for _, value in rows[0] if value]
assert len(rows) == ROWS + 1, len(rows)
for number, (row, words) in enumerate(zip(rows[1:], WORDS)):
    row = dict(zip(headings, row))
    # LibreOffice drops tabs from the cells of a workbook; they are in the file.
    assert row["you-say"] == ("string", words.replace("\t", "")), (row["you-say"], words)
    assert row["submitted"] == ("date", "2026-06-15") and row["you-say.since"] == ("date", "1987-02-28")
    assert row["you-say.points"] == ("float", str(POINTS[number])) and row["you-say.hectares"] == ("float", "-1250.5")
    assert row["you-say.ticked"] == ("float", str(number % 2)) and row["you-say.habitat"] == ("string", HABITATS[number])
blank = dict(zip(headings, rows[len(WORDS) + 1]))
assert blank["you-say.state"] == ("string", "blank") and blank["you-say"][0] is None

manifest = dict(
    (row[0][1], row[1][1]) for row in map(cells, sheets[2].findall(f".//{TABLE}table-row")) if len(row) > 1 and row[0][1]
)
assert manifest["title"] == "=Early survey" and manifest["rows"] == str(ROWS)
