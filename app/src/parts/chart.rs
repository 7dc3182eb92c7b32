//! A chart of shares, drawn on the server: a row for each, with a bar, perhaps a range over it and a mark beside it.
//!
//! Places along a row are parts of its width and letters keep their size, so that the same drawing is read on a phone, on a wide screen
//! and on paper. Shapes carry the meaning, and colours repeat it. A table with the same figures belongs below.

use leptos::prelude::*;

/// The height of a line of words, and of what is drawn below the words of a row.
const LINE: usize = 20;
const BAND: usize = 34;
/// The most letters of a line, which fit beside a figure on the narrowest phone.
const LETTERS: usize = 30;
/// Charts end at a multiple of so many hundredths.
const STEP: f64 = 0.05;

/// A chart under construction.
#[must_use]
pub struct Chart {
    id: String,
    title: String,
    description: String,
    rows: Vec<ChartRow>,
}

/// One row of a chart.
pub struct ChartRow {
    /// What it is of.
    pub label: String,
    /// The figure in words, at the end of the row.
    pub said: String,
    /// The bar.
    pub share: Option<f64>,
    /// The line over the bar.
    pub range: Option<(f64, f64)>,
    /// The hollow mark.
    pub mark: Option<f64>,
    /// What is said above the row, below a rule across the chart.
    pub begins: Option<String>,
}

impl Chart {
    /// Begins a chart; the id is its own on the page, and the description says what it shows to those who cannot see it.
    pub fn new(id: impl Into<String>, title: impl Into<String>, description: impl Into<String>) -> Self {
        Self { id: id.into(), title: title.into(), description: description.into(), rows: Vec::new() }
    }

    /// Adds a row.
    pub fn row(mut self, row: ChartRow) -> Self {
        self.rows.push(row);
        self
    }

    /// Draws the chart.
    pub fn draw(self) -> impl IntoView {
        let end = self.end();
        let (mut top, mut drawn) = (0, Vec::new());
        for row in &self.rows {
            let (view, height) = row.draw(top, end);
            drawn.push(view);
            top += height;
        }
        let axis = axis(top, end);
        let height = top + LINE + 4;
        let (title_id, description_id) = (format!("{}-title", self.id), format!("{}-description", self.id));
        let described = format!("{title_id} {description_id}");
        view! {
            <svg class="fm-chart" role="img" aria-labelledby=described width="100%" height=height.to_string() focusable="false">
                <title id=title_id>{self.title}</title>
                <desc id=description_id>{self.description}</desc>
                {drawn}
                {axis}
            </svg>
        }
    }

    /// Gives the share at which the chart ends.
    fn end(&self) -> f64 {
        let all = self.rows.iter().flat_map(|row| [row.share, row.mark, row.range.map(|range| range.1)]);
        let most = all.flatten().fold(STEP, f64::max);
        (most / STEP).ceil() * STEP
    }
}

impl ChartRow {
    /// Draws the row from a height downwards, and gives how high it is.
    fn draw(&self, top: usize, end: f64) -> (AnyView, usize) {
        let begins = self.begins.as_ref().map(|words| {
            let y = (top + LINE).to_string();
            let rule = (top > 0).then(|| {
                let y = (top + 4).to_string();
                view! { <line class="fm-chart__rule" x1="0" x2="100%" y1=y.clone() y2=y></line> }
            });
            view! { {rule} <text class="fm-chart__tier" x="0" y=y>{words.clone()}</text> }
        });
        let first = top + if begins.is_some() { LINE + 4 } else { 0 };
        let lines = wrapped(&self.label);
        let said_at = (first + LINE).to_string();
        let words = lines.iter().enumerate().map(|(place, line)| {
            let y = (first + LINE * (place + 1)).to_string();
            view! { <text x="0" y=y>{line.clone()}</text> }
        });
        let band = first + LINE * lines.len() + 6;
        let view = view! {
            {begins}
            {words.collect_view()}
            <text class="fm-chart__figure" x="100%" y=said_at text-anchor="end">{self.said.clone()}</text>
            {self.shapes(band, end)}
        };
        (view.into_any(), band + BAND - 6 - top)
    }

    fn shapes(&self, top: usize, end: f64) -> impl IntoView + use<> {
        let x = move |share: f64| format!("{:.2}%", (share / end * 100.0).clamp(0.0, 100.0));
        let (middle, bar) = ((top + 8).to_string(), top.to_string());
        let (over, under) = ((top + 2).to_string(), (top + 14).to_string());
        let base = (top + 16).to_string();
        let share = self.share.map(|share| {
            view! { <rect class="fm-bars__weighted" x="0" y=bar width=x(share) height="16"></rect> }
        });
        let range = self.range.map(|(from, to)| {
            let tick = |at: f64| {
                view! { <line class="fm-bars__interval" x1=x(at) x2=x(at) y1=over.clone() y2=under.clone()></line> }
            };
            view! {
                <line class="fm-bars__interval" x1=x(from) x2=x(to) y1=middle.clone() y2=middle.clone()></line>
                {tick(from)}
                {tick(to)}
            }
        });
        let mark = self.mark.map(|mark| {
            view! { <circle class="fm-chart__mark" cx=x(mark) cy=middle.clone() r="6"></circle> }
        });
        view! {
            <line class="fm-chart__ground" x1="0" x2="100%" y1=base.clone() y2=base></line>
            {share}
            {range}
            {mark}
        }
    }
}

/// Draws where the chart begins and ends.
fn axis(top: usize, end: f64) -> impl IntoView {
    let y = (top + LINE - 4).to_string();
    view! {
        <text class="fm-chart__axis" x="0" y=y.clone()>"0%"</text>
        <text class="fm-chart__axis" x="100%" y=y text-anchor="end">{format!("{:.0}%", end * 100.0)}</text>
    }
}

/// Breaks words into lines that fit.
fn wrapped(words: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= LETTERS => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(share: f64, range: Option<(f64, f64)>, mark: Option<f64>) -> ChartRow {
        ChartRow { label: "Woods".into(), said: "40%".into(), share: Some(share), range, mark, begins: None }
    }

    #[test]
    fn the_widest_shape_of_all_fits_into_the_chart() {
        let chart =
            Chart::new("c", "Title", "Words").row(row(0.4, Some((0.3, 0.52)), None)).row(row(0.1, None, Some(0.2)));
        assert!((chart.end() - 0.55).abs() < 1e-9);
        let html = Owner::new().with(|| chart.draw().to_html());
        assert!(html.contains("x2=\"94.55%\"") && html.contains(">55%<"), "{html}");
    }

    #[test]
    fn long_words_are_broken_between_words() {
        let lines = wrapped("Rivers, streams and wetlands that hold water back");
        assert_eq!(lines, ["Rivers, streams and wetlands", "that hold water back"]);
    }
}
