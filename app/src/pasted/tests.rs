//! Pasted from Word, Google Docs and `LibreOffice` as their clipboards have it, and from whoever means harm.

use super::*;
use crate::rich_text;

/// As Word 2016 to 365 put it on the clipboard, shortened.
const WORD: &str = r#"<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta name=Generator content="Microsoft Word 15"><title>Minutes</title><style><!-- p.MsoNormal {margin:0cm;} --></style>
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]--></head>
<body lang=EN-GB><!--StartFragment-->
<h1><span lang=EN-GB>Hedges<o:p></o:p></span></h1>
<p class=MsoNormal>The group <b style='mso-bidi-font-weight:normal'>agreed</b> to
plant <i>new</i> hedges &amp; see <a href="https://example.org/hedges"><span style='color:blue'>the plan</span></a>.<o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>Oak<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='margin-left:72.0pt;text-indent:-18.0pt;mso-list:l0 level2 lfo1'><![if !supportLists]><span
style='font-family:"Courier New"'><span style='mso-list:Ignore'>o<span>&nbsp;&nbsp; </span></span></span><![endif]>Young oak<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp; </span></span><![endif]>Ash</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span style='mso-list:Ignore'>1.<span>&nbsp; </span></span><![endif]>First</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span style='mso-list:Ignore'>2.<span>&nbsp; </span></span><![endif]>Second</p>
<table class=MsoTableGrid border=1><tr><td width=100><p class=MsoNormal><b>Who<o:p></o:p></b></p></td><td><p class=MsoNormal><b>What</b></p></td></tr>
<tr><td><p class=MsoNormal>Chair</p></td><td><p class=MsoNormal>A | B</p></td></tr></table>
<!--EndFragment--></body></html>"#;

const GOOGLE: &str = r#"<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1"><h2 dir="ltr" style="line-height:1.38;"><span style="font-size:16pt;font-weight:400;">Ponds</span></h2>
<p dir="ltr"><span style="font-weight:400;font-style:normal;">Dig </span><span style="font-weight:700;">three</span><span style="font-weight:400;font-style:italic;"> ponds</span></p><br />
<ul style="margin-top:0;"><li dir="ltr" aria-level="1"><p dir="ltr" role="presentation"><span>One</span></p></li><li dir="ltr" aria-level="1"><p dir="ltr" role="presentation"><span>Two</span></p></li></ul></b>"#;

const LIBRE_OFFICE: &str = r#"<!DOCTYPE html><html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"/><title></title>
<meta name="generator" content="LibreOffice 24.2"/><style type="text/css">p { margin-bottom: 0.25cm }</style></head><body lang="en-GB">
<h3 class="western">Meadows</h3><p><font face="Liberation Serif, serif"><b>Mow</b> <i>late</i>.</font></p>
<ol><li><p>Seed</p></li><li><p>Wait</p></li></ol><table><col width="100"/><thead><tr><th><p>A</p></th><th><p>B</p></th></tr></thead><tbody><tr><td><p>1</p></td><td><p>2</p></td></tr></tbody></table></body></html>"#;

#[test]
fn what_word_copies_becomes_markdown() {
    let expected = "# Hedges\n\nThe group **agreed** to plant *new* hedges & see [the plan](https://example.org/hedges).\n\n- Oak\n   - Young oak\n- Ash\n1. First\n1. Second\n\n| **Who** | **What** |\n| --- | --- |\n| Chair | A \\| B |";
    assert_eq!(markdown(WORD).unwrap(), expected);
}

#[test]
fn a_list_of_word_is_a_list_of_ours_once_it_is_drawn() {
    let drawn = rich_text::html(&markdown(WORD).unwrap());

    for part in ["<li>Oak", "<li>Young oak</li>", "<ol>", "<li>Second</li>", "<h3>Hedges</h3>", "<td>A | B</td>"] {
        assert!(drawn.contains(part), "{part}: {drawn}");
    }
}

#[test]
fn the_strong_element_around_all_that_google_docs_copies_makes_nothing_strong() {
    assert_eq!(markdown(GOOGLE).unwrap(), "## Ponds\n\nDig **three** *ponds*\n\n- One\n- Two");
}

#[test]
fn what_libre_office_copies_becomes_markdown() {
    let expected = "### Meadows\n\n**Mow** *late*.\n\n1. Seed\n2. Wait\n\n| A | B |\n| --- | --- |\n| 1 | 2 |";
    assert_eq!(markdown(LIBRE_OFFICE).unwrap(), expected);
}

#[test]
fn nothing_that_could_act_comes_through() {
    let hostile = [
        "<svg><script>alert(1)</script></svg>words",
        "<math><annotation-xml encoding=\"text/html\"><script>alert(1)</script></annotation-xml></math>words",
        "<style>p{background:url(javascript:alert(1))}</style>words",
        "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>words",
        "<a onclick=alert(1) href=\"javascript:alert(1)\">words</a>",
        "<a href=\" java\nscript:alert(1)\">words</a>",
        "<a href=\"data:text/html,<script>alert(1)</script>\">words</a>",
        "<xmp><script>alert(1)</script></xmp>words",
        "<svg><set attributeName=href to=javascript:alert(1)></svg>words",
        "<img src=x onerror=alert(1)>words",
        "<template><script>alert(1)</script></template>words",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>words",
    ];
    for html in hostile {
        let written = markdown(html).unwrap();
        assert!(written.contains("words"), "{html}: {written}");
        let drawn = rich_text::html(&written);
        for part in ["<script", "<svg", "<math", "<style", "<iframe", "<img", "<xmp", "<set", "javascript:", "<a "] {
            assert!(!drawn.contains(part), "{html}: {drawn}");
        }
    }
}

#[test]
fn words_that_look_like_markdown_or_html_stay_words() {
    let drawn =
        rich_text::html(&markdown("<p>2 * 3 * 4 &lt;b&gt; [x](javascript:y) # no heading</p><p># none</p>").unwrap());

    assert!(!drawn.contains("<em>") && !drawn.contains("<h3>") && !drawn.contains("<a "), "{drawn}");
    assert!(drawn.contains("2 * 3 * 4") && drawn.contains("# none"), "{drawn}");
}

#[test]
fn what_stands_thousands_deep_in_itself_is_refused_and_what_is_never_ended_is_read() {
    for element in ["b", "div", "table><tr><td", "blockquote", "ul><li"] {
        assert_eq!(markdown(&format!("<{element}>").repeat(20_000)), None, "{element}");
    }
    for hidden in ["<div><p></p>", "<div></li>", "<p><b></p>", "<ul><li><p></p>"] {
        assert_eq!(markdown(&hidden.repeat(20_000)), None, "{hidden}");
    }
    for element in ["p", "br", "li"] {
        assert!(markdown(&format!("<{element}>word").repeat(20_000)).is_some(), "{element}");
    }
}

#[test]
fn of_a_table_that_would_be_larger_than_any_the_words_are_kept() {
    let wide =
        format!("<table>{}<tr>{}</tr></table>", "<tr><td>pond</td></tr>".repeat(5_000), "<td>x</td>".repeat(5_000));
    let words = markdown(&wide).unwrap();

    assert!(words.contains("pond") && !words.contains('|') && words.len() < wide.len(), "{}", words.len());
}
