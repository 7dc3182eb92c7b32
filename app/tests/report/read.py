"""Reads the Word file of a consultation report: its title, language, headings, lists, table and links."""

from docx import Document
from docx.oxml.ns import qn

report = Document("report.docx")
assert report.core_properties.title == "Woods & <ponds>", report.core_properties.title
assert report.core_properties.language == "en-GB"
language = report.styles.element.find(f"{qn('w:docDefaults')}//{qn('w:lang')}")
assert language.get(qn("w:val")) == "en-GB"

by_style = {}
for paragraph in report.paragraphs:
    by_style.setdefault(paragraph.style.name, []).append(paragraph.text)
assert by_style["Title"] == ["Woods & <ponds>"], by_style
assert by_style["Heading 1"] == ["Contents", "Who answered"], by_style
assert by_style["Heading 2"] == ["Campaigns"], by_style
assert by_style["List Bullet"] == ["Who answered", "One", "Two", "Plan: Plan 1"], by_style
assert by_style["Caption"] == ["By age"] and by_style["Table Base"] == ["Of 40."], by_style
assert by_style["Normal"] == ["Line one\nline two", "See the results"], by_style

(table,) = report.tables
assert [[cell.text for cell in row.cells] for row in table.rows] == [
    ["Group", "People"],
    ["Under 30", "12"],
    ["Others", "Withheld"],
]
heads = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
assert heads == [True, False, False], heads

links = {link.address or f"#{link.fragment}" for paragraph in report.paragraphs for link in paragraph.hyperlinks}
assert links == {"https://example.org/consultations/survey/results/1", "#who"}, links
