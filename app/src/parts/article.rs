//! An article as everybody reads it. The public page and what staff look at before they publish are this one drawing.

use std::collections::BTreeMap;

use domain::{
    article::{ArticleKind, ArticleText, Picture, Section},
    ids::DocumentId,
};
use leptos::prelude::*;

use crate::rich_text;

/// From how many sections on an article begins with a list of them.
const LISTED_FROM: usize = 4;

/// Where the files of the pictures of an article are.
pub type PictureFiles = BTreeMap<DocumentId, String>;

/// Draws an article below its title.
pub fn article(kind: ArticleKind, text: &ArticleText, pictures: &PictureFiles) -> AnyView {
    let sections = text.sections.iter().map(|one| section(kind, one, pictures)).collect_view();
    let summary = (!text.summary.is_empty()).then(|| view! { <p class="govuk-body-l">{text.summary.clone()}</p> });
    view! {
        {summary}
        {contents(text)}
        {sections}
    }
    .into_any()
}

fn contents(text: &ArticleText) -> Option<AnyView> {
    let headed: Vec<&Section> = text.sections.iter().filter(|section| !section.heading.is_empty()).collect();
    let lines = headed.iter().map(|section| {
        let href = format!("#{}", anchor(section));
        view! { <li><a class="govuk-link" href=href>{section.heading.clone()}</a></li> }
    });
    (headed.len() >= LISTED_FROM).then(|| {
        view! {
            <nav class="fm-screen-only" aria-labelledby="contents">
                <h2 class="govuk-heading-m" id="contents">"On this page"</h2>
                <ul class="govuk-list">{lines.collect_view()}</ul>
            </nav>
        }
        .into_any()
    })
}

fn anchor(section: &Section) -> String {
    format!("section-{}", section.number)
}

fn section(kind: ArticleKind, section: &Section, pictures: &PictureFiles) -> AnyView {
    let heading = (!section.heading.is_empty()).then(|| {
        let class = if kind == ArticleKind::Questions { "govuk-heading-m" } else { "govuk-heading-l" };
        view! { <h2 class=class>{section.heading.clone()}</h2> }
    });
    let words = (!section.words.is_empty())
        .then(|| view! { <div class="fm-prose" inner_html=rich_text::html(&section.words)></div> });
    let picture = section.picture.as_ref().and_then(|picture| drawn(picture, pictures));
    view! {
        <section id=anchor(section)>
            {heading}
            {picture}
            {words}
        </section>
    }
    .into_any()
}

/// Draws a picture, as long as its document is published.
fn drawn(picture: &Picture, pictures: &PictureFiles) -> Option<impl IntoView + use<>> {
    let source = pictures.get(&picture.document)?.clone();
    let caption = (!picture.caption.is_empty())
        .then(|| view! { <figcaption class="govuk-body-s">{picture.caption.clone()}</figcaption> });
    Some(view! {
        <figure class="govuk-!-margin-0">
            <img class="fm-picture" src=source alt=picture.alternative.clone() loading="lazy"/>
            {caption}
        </figure>
    })
}
