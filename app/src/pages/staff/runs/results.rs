//! The results of a run for people: the weighting first, then what it rests on and what would change it.

use domain::campaign::FrozenCampaign;
use leptos::prelude::*;
use store::Run;

use super::{
    super::{labels::Labels, weighting::key},
    Weighing,
};
use crate::{
    analysis::{
        is_small,
        run::{Item, MarginShares, OtherQuestion, Quality, Results, SegmentShares},
        withheld,
    },
    parts::{Caption, Table, checks_table, details, swap_list},
    words::{Labelled, analysis, numbers, staff::WITHHELD},
};

/// How many columns of figures a priority has.
const COLUMNS: usize = 6;

/// Draws the results.
pub(super) fn draw(
    results: &Results,
    weighing: &Weighing,
    run: &Run,
    words: &Labels,
    (appraisal, pool): (Option<AnyView>, Option<AnyView>),
) -> impl IntoView + use<> {
    let plan = weighing.plan_of(run).map(|plan| &plan.plan);
    let top = plan.map_or(1, |plan| plan.top);
    view! {
        {quality(results)}
        {headline(results, top)}
        {appraisal}
        {checks(results, top)}
        {swaps(results)}
        {makeup(results)}
        {segments(results, words)}
        {pool}
        {others(&results.others)}
    }
}

fn quality(results: &Results) -> impl IntoView + use<> {
    let (class, tag) = match results.weights.quality {
        Quality::Green => ("govuk-tag govuk-tag--green", "Good"),
        Quality::Amber => ("govuk-tag govuk-tag--yellow", "With care"),
        Quality::Red => ("govuk-tag govuk-tag--red", "Not weighted"),
    };
    let weights = &results.weights;
    let effective = format!("{:.0}", weights.effective);
    let words = match &weights.refusal {
        Some(refusal) => format!("The answers are not weighted: {refusal}. The figures describe those who answered."),
        None => format!(
            "The answers of {} tell as much as those of {effective} who all count the same would. {} held at the most that one person may count for.",
            numbers::count(results.respondents.answered, "resident", "residents"),
            match weights.at_cap {
                0 => "Nobody is".to_owned(),
                held => numbers::count(held, "person is", "people are"),
            },
        ),
    };
    let respondents = &results.respondents;
    let missing = (respondents.missing > 0).then(|| {
        format!(
            " {} deleted since and is not in these figures.",
            numbers::count(respondents.missing, "response was", "responses were")
        )
    });
    let rests = format!(
        "Of {} frozen, {} from residents, and {} of these answered this question.{}",
        numbers::count(respondents.frozen, "response", "responses"),
        numbers::count(respondents.residents, "is", "are"),
        numbers::whole(respondents.answered),
        missing.unwrap_or_default(),
    );
    let campaigns =
        respondents.campaigns.iter().map(|campaign| view! { <li>{say_campaign(campaign)}</li> }).collect_view();
    let left_out = (respondents.left_out > 0).then(|| {
        let more = numbers::count(respondents.left_out, "more response is", "more responses are");
        view! { <p class="govuk-body">{format!("{more} left out with the campaign they stood in, as is told below.")}</p> }
    });
    let merged = weights.merged.iter().map(|merged| view! { <li>{analysis::merged(merged)}</li> }).collect_view();
    view! {
        <p class="govuk-body"><strong class=class>{tag}</strong> " " {words}</p>
        <p class="govuk-body">{rests}</p>
        {left_out}
        <ul class="govuk-list govuk-list--bullet">{campaigns}</ul>
        <ul class="govuk-list govuk-list--bullet">{merged}</ul>
    }
}

/// Says how a campaign counts and why.
fn say_campaign(campaign: &FrozenCampaign) -> String {
    let count = numbers::count(campaign.responses, "response", "responses");
    format!("The campaign ‘{}’, {count}: {}. {}", campaign.name, campaign.treatment.label(), campaign.reason)
}

fn headline(results: &Results, top: u32) -> impl IntoView + use<> {
    let note = format!(
        "Of the people who chose to respond. The range is what came out in 95 of 100 re-runs with similar people; it does not tell what people think who \
         did not respond. The place says where a priority could stand as surely as that, all priorities taken together. There were {}, and {} of them could not be \
         used.{} How the answers count: {}.",
        numbers::count(results.headline.draws.made + results.headline.draws.failed, "re-run", "re-runs"),
        numbers::whole(results.headline.draws.failed),
        if results.headline.draws.are_steps { analysis::STEPS } else { "" },
        results.headline.estimator.label(),
    );
    let title = results.headline.text.clone();
    let table = Table::new(title.clone(), Caption::Spoken(format!("{title} Highest first")), "Priority")
        .drawings()
        .words("Place")
        .numbers("Weight")
        .numbers("Range")
        .numbers("Unweighted")
        .words("Support")
        .numbers(format!("How often among the first {top}"));
    let items = &results.headline.items;
    let widest = items.iter().map(|item| item.range.1.max(item.unweighted)).fold(0.0, f64::max);
    let supporters: Vec<usize> = items.iter().map(|item| item.supporters).collect();
    let is_withheld = withheld(&supporters).into_iter().map(|few| few || is_small(results.respondents.answered));
    let table = items.iter().zip(is_withheld).fold(table, |table, (item, is_withheld)| {
        table.row(item.label.clone(), if is_withheld { nothing() } else { cells(item, widest) })
    });
    view! {
        <section class="fm-figure">
            <h2 class="fm-figure__title">{title}</h2>
            {key(results.is_weighted())}
            {table.draw()}
            <p class="fm-figure__note">{note}</p>
        </section>
    }
}

/// The cells of a priority for which too few stand to show figures.
fn nothing() -> Vec<AnyView> {
    std::iter::once(().into_any()).chain((0..COLUMNS).map(|_| WITHHELD.into_any())).collect()
}

fn cells(item: &Item, widest: f64) -> Vec<AnyView> {
    let support = format!("{}, {}", item.support.label(), numbers::percent(item.supported));
    vec![
        bar(item, widest).into_any(),
        analysis::place(item.ranks).into_any(),
        numbers::percent(item.weight).into_any(),
        format!("{} to {}", numbers::percent(item.range.0).trim_end_matches('%'), numbers::percent(item.range.1))
            .into_any(),
        numbers::percent(item.unweighted).into_any(),
        support.into_any(),
        numbers::percent(item.top_probability).into_any(),
    ]
}

/// Draws the weight with its range, and the unweighted share below it; the widest of all fills the drawing.
fn bar(item: &Item, widest: f64) -> impl IntoView + use<> {
    let x = move |share: f64| format!("{:.1}", (share / widest.max(f64::MIN_POSITIVE) * 100.0).clamp(0.0, 100.0));
    view! {
        <svg class="fm-bars__drawing" viewBox="0 0 100 20" preserveAspectRatio="none" aria-hidden="true" focusable="false">
            <rect class="fm-bars__ground" x="0" y="0" width="100" height="20"></rect>
            <rect class="fm-bars__weighted" x="0" y="2" width=x(item.weight) height="9"></rect>
            <line class="fm-bars__interval" x1=x(item.range.0) x2=x(item.range.1) y1="6.5" y2="6.5"></line>
            <rect class="fm-bars__unweighted" x="0" y="12" width=x(item.unweighted) height="6"></rect>
        </svg>
    }
}

fn checks(results: &Results, top: u32) -> impl IntoView + use<> {
    let (same, made) = results.same_top();
    let headline = analysis::same_top(top, same, made);
    (!results.checks.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-m">"What would change the result"</h2>
            {checks_table(headline, results.checks.iter().map(|check| (check.what.as_str(), check.outcome.as_ref(), check.refusal.as_deref())), None::<()>)}
        }
    })
}

fn swaps(results: &Results) -> impl IntoView + use<> {
    (!results.swaps.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-m">"If those who did not respond think otherwise"</h2>
            {swap_list(&results.swaps)}
        }
    })
}

fn makeup(results: &Results) -> impl IntoView + use<> {
    let table = |margin: &MarginShares| {
        let name = format!("By {}", analysis::margin(&margin.margin));
        let table = Table::new(name.clone(), Caption::Title(name), "Group")
            .numbers("Respondents")
            .numbers("Of respondents")
            .numbers("Weighted")
            .numbers("Of people who live here");
        let mut respondents: Vec<usize> = margin.levels.iter().map(|level| level.respondents).collect();
        // Those who did not say are one more part of the whole, from which another could be worked out.
        respondents.push(margin.unknown);
        let is_withheld = withheld(&respondents);
        let rows = margin.levels.iter().zip(&is_withheld).fold(table, |table, (level, is_withheld)| {
            let figures = if *is_withheld {
                [WITHHELD.to_owned(), WITHHELD.to_owned(), WITHHELD.to_owned()]
            } else {
                [numbers::whole(level.respondents), numbers::percent(level.share), numbers::percent(level.weighted)]
            };
            let cells = figures.into_iter().chain([numbers::percent(level.population)]);
            table.row(level.label.clone(), cells.map(IntoAny::into_any))
        });
        let unknown = match is_withheld.last() {
            Some(true) => "The number of residents who did not say is withheld.".to_owned(),
            _ => format!("{} did not say.", numbers::count(margin.unknown, "resident", "residents")),
        };
        let note = format!("Counts: {}. {unknown}", margin.source);
        view! { {rows.draw()} <p class="fm-figure__note">{note}</p> }
    };
    let tables = results.weights.margins.iter().map(table).collect_view();
    (!results.weights.margins.is_empty())
        .then(|| view! { <h2 class="govuk-heading-m">"Who responded and who lives here"</h2> {tables} })
}

fn segments(results: &Results, words: &Labels) -> impl IntoView + use<> {
    let labels: Vec<String> = results.headline.items.iter().map(|item| item.label.clone()).collect();
    let table = |segment: &SegmentShares| {
        let name = words.segment(segment.segment.as_deref());
        let answered = numbers::count(segment.answered, "answer", "answers");
        let heading = format!("{name}: {answered}");
        if is_small(segment.answered) || segment.shares.is_empty() {
            return view! { <p class="govuk-body">{format!("{name}: too few answered for figures.")}</p> }.into_any();
        }
        let table = Table::new(name.clone(), Caption::Spoken(heading.clone()), "Priority").numbers("Share, unweighted");
        let rows = labels.iter().zip(segment.shares.iter().zip(withheld(&segment.supporters)));
        let row = |table: Table, (label, (share, is_withheld)): (&String, (&f64, bool))| {
            let share = if is_withheld { WITHHELD.to_owned() } else { numbers::percent(*share) };
            table.row(label.clone(), [share.into_any()])
        };
        let drawn = rows.fold(table, row).draw();
        details(heading, drawn).into_any()
    };
    let tables = results.segments.iter().map(table).collect_view();
    (!results.segments.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-m">"Others who responded"</h2>
            <p class="govuk-body">"They stand apart: nobody blends their answers with those of residents."</p>
            {tables}
        }
    })
}

fn others(others: &[OtherQuestion]) -> impl IntoView + use<> {
    let say = |other: &OtherQuestion| {
        let agreement = analysis::order_agreement(other.tau);
        format!("‘{}’, {} answered: {agreement}.", other.text, numbers::whole(other.answered))
    };
    let list = others
        .iter()
        .filter(|other| !is_small(other.answered))
        .map(|other| view! { <li>{say(other)}</li> })
        .collect_view();
    (!others.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-m">"What other questions say of the same priorities"</h2>
            <ul class="govuk-list govuk-list--bullet">{list}</ul>
        }
    })
}
