//! Moving through the pages of a list.

use leptos::prelude::*;

/// Links to the pages before and after, with the place in the list; nothing if there is one page.
#[component]
pub fn Pagination(
    /// The page that is shown, from 1.
    current: u32,
    /// How many pages there are.
    count: u32,
    /// The address of the list with its filters and all but the page number, ending in `?` or `&`.
    base: String,
) -> impl IntoView {
    let address = move |page: u32| format!("{base}page={page}");
    let link = |page: u32, rel: &'static str, words: &'static str| {
        let href = address(page);
        view! {
            <div class=format!("govuk-pagination__{rel}")>
                <a class="govuk-link govuk-pagination__link" href=href rel=rel>
                    <span class="govuk-pagination__link-title">
                        {words} <span class="govuk-visually-hidden">" page"</span>
                    </span>
                </a>
            </div>
        }
    };
    (count > 1).then(|| {
        view! {
            <nav class="govuk-pagination" aria-label="Pages of the list">
                {(current > 1).then(|| link(current - 1, "prev", "Previous"))}
                <p class="fm-pagination__place">{format!("Page {current} of {count}")}</p>
                {(current < count).then(|| link(current + 1, "next", "Next"))}
            </nav>
        }
    })
}
