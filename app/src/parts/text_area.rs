//! The only place where a `<textarea>` is made.
//!
//! Leptos 0.8 writes the text inside a textarea without escaping it (leptos pull requests 4730 and 4821), which would
//! run whatever a respondent typed. This component escapes it; on Leptos 0.9 that has to go, and the test says when.

use leptos::prelude::*;

/// A field for text on several lines that shows any text as text.
#[component]
pub fn TextArea(
    /// The id of the field.
    id: String,
    /// The name of the field.
    name: String,
    /// The text in it.
    text: String,
    /// How many lines it shows.
    #[prop(default = 6)]
    rows: u32,
    /// The ids of the hint and the error that describe it.
    described_by: Option<String>,
    /// Whether it has an error.
    is_wrong: bool,
    /// Whether the spelling is checked, where it is not as in other fields.
    #[prop(optional)]
    spellcheck: Option<&'static str>,
) -> impl IntoView {
    // HTML drops one line end right after the tag; without another the first empty line would be lost on each showing.
    let inside = format!("\n{}", escape(&text));
    let class = if is_wrong { "govuk-textarea govuk-textarea--error" } else { "govuk-textarea" };
    view! {
        <textarea class=class id=id name=name rows=rows dir="auto" spellcheck=spellcheck aria-describedby=described_by>
            {inside}
        </textarea>
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_closes_the_field_is_shown_as_text_and_escaped_once() {
        let typed = "</textarea><script>alert(1)</script> & more";
        let html = Owner::new().with(|| {
            view! { <TextArea id="why".into() name="why".into() text=typed.into() described_by=None is_wrong=false/> }.to_html()
        });
        assert!(html.contains("&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt; &amp; more"), "{html}");
        assert!(!html.contains("<script>"), "{html}");
    }
}
