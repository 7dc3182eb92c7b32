//! A strip of columns, one for each place that a priority can have. The height of a column carries the meaning, so that it is read in
//! print and without colours; a table with the same figures belongs beside it.

use leptos::prelude::*;

/// Draws what is said of a priority, and below it how often it has each place, from the first on the left.
pub fn strip(said: String, shares: &[f64]) -> impl IntoView + use<> {
    view! {
        <li class="fm-strip">
            <span>{said}</span>
            {columns(shares)}
        </li>
    }
}

/// Draws a column for each place, as high as it is frequent.
fn columns(probabilities: &[f64]) -> impl IntoView + use<> {
    let part = 100.0 / f64::from(u32::try_from(probabilities.len()).unwrap_or(u32::MAX)).max(1.0);
    let column = |(place, often): (u32, &f64)| {
        let (x, width) = (f64::from(place) * part, part * 0.8);
        let height = often.clamp(0.0, 1.0) * 20.0;
        view! {
            <rect
                class="fm-bars__weighted"
                x=format!("{x:.2}%")
                width=format!("{width:.2}%")
                y=format!("{:.1}", 22.0 - height)
                height=format!("{height:.1}")
            ></rect>
            <rect class="fm-chart__place" x=format!("{x:.2}%") width=format!("{width:.2}%") y="22" height="2"></rect>
        }
    };
    view! {
        <svg class="fm-strip__drawing" width="100%" height="24" aria-hidden="true" focusable="false">
            {(0..).zip(probabilities).map(column).collect_view()}
        </svg>
    }
}
