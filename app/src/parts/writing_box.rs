//! The box in which staff write Markdown: how it is written, and how it will look where somebody asks.
//!
//! The script of `frontend/writing` puts buttons above it, and what is shown beside it; all of it can be written without.

use leptos::prelude::*;

use super::{Asked, details, field_id, question_field};
use crate::{rich_text, words::writing as words};

/// Gives the id of what shows how the Markdown of a field will look.
pub fn shown_id(name: &str) -> String {
    format!("{}-shown", field_id(name))
}

/// Draws a question that asks for Markdown, and how what was typed will look.
pub fn writing_box(asked: Asked<'_>, is_shown: bool) -> AnyView {
    let id = &asked.question.id;
    let shown = is_shown.then(|| shown(id, asked.fields.typed(id)));
    view! {
        <div class="fm-writing">
            <div class="fm-writing__written">{question_field(asked)} {how()}</div>
            {shown}
        </div>
    }
    .into_any()
}

fn shown(name: &str, markdown: &str) -> AnyView {
    let (id, title) = (shown_id(name), format!("{}-title", shown_id(name)));
    let words = if markdown.trim().is_empty() {
        view! { <div class="fm-prose">{words::NOTHING}</div> }.into_any()
    } else {
        view! { <div class="fm-prose" inner_html=rich_text::html(markdown)></div> }.into_any()
    };
    view! {
        <section class="fm-writing__shown" id=id aria-labelledby=title.clone()>
            <h2 class="govuk-heading-s" id=title.clone()>{words::SHOWN_TITLE}</h2>
            {words}
        </section>
    }
    .into_any()
}

/// Folds what is written how.
fn how() -> AnyView {
    let rows = words::HOW.iter().map(|(typed, meaning)| {
        view! { <tr class="govuk-table__row"><td class="govuk-table__cell"><code>{*typed}</code></td><td class="govuk-table__cell">{*meaning}</td></tr> }
    });
    let content = view! {
        <table class="govuk-table">
            <thead class="govuk-table__head">
                <tr class="govuk-table__row">
                    <th class="govuk-table__header" scope="col">{words::TYPED}</th>
                    <th class="govuk-table__header" scope="col">{words::BECOMES}</th>
                </tr>
            </thead>
            <tbody class="govuk-table__body">{rows.collect_view()}</tbody>
        </table>
        <p class="govuk-body">{words::OTHERWISE}</p>
    };
    details(words::HOW_TITLE, content.into_any()).into_any()
}

#[cfg(test)]
mod tests {
    use domain::{
        fields::Fields,
        question::{Question, QuestionKind, Text},
    };

    use super::*;

    fn drawn(typed: &str, is_shown: bool) -> String {
        let kind = QuestionKind::Text(Text { limit: 100, multiline: true });
        let question = Question::new("terms", "Terms", kind);
        let fields = Fields::new([("terms", typed)]);
        let asked = Asked { question: &question, fields: &fields, refusals: &[], marks_optional: false, places: 1 };
        Owner::new().with(|| writing_box(asked, is_shown).to_html())
    }

    #[test]
    fn what_was_typed_is_shown_only_where_somebody_asks() {
        assert!(!drawn("**Ponds**", false).contains("<strong>"));
        assert!(drawn("**Ponds**", true).contains("<strong>Ponds</strong>"));
        assert!(drawn(" ", true).contains(words::NOTHING));
    }

    #[test]
    fn nothing_that_was_typed_acts_where_it_is_shown() {
        let page = drawn("</textarea><svg onload=alert(1)><iframe srcdoc=x>[a](javascript:b)", true);

        for part in ["<svg", "<iframe", "href=\"javascript"] {
            assert!(!page.contains(part), "{part}: {page}");
        }
    }
}
