//! The room that each kind of question gives a pen.

use domain::{
    question::{
        AnswerOption, BestWorst, ContactDetails, Files, Matrix, MultipleChoice, Number, Pairwise, Places, Points,
        Question, QuestionKind, Ranking, Rating, Text, TextList, label,
    },
    questionnaire::Questionnaire,
};
use leptos::prelude::*;

/// How many characters a hand writes on a line, about.
const A_LINE: usize = 50;
/// The most lines that a question gets; whoever needs more adds paper.
const MOST_LINES: usize = 12;

/// Draws the room to answer a question.
pub(super) fn room(all: &Questionnaire, question: &Question) -> AnyView {
    match &question.kind {
        QuestionKind::SingleChoice(kind) => ticks("Tick one.", &kind.options),
        QuestionKind::MultipleChoice(kind) => ticks(&how_many(kind), &kind.options),
        QuestionKind::YesNo(kind) => ticks("Tick one.", &kind.options),
        QuestionKind::Rating(kind) => rating(kind),
        QuestionKind::Matrix(kind) => matrix(kind),
        QuestionKind::Ranking(kind) => ranking(all, kind),
        QuestionKind::BestWorst(kind) => best_worst(kind),
        QuestionKind::Pairwise(kind) => pairwise(kind),
        QuestionKind::Points(kind) => points(kind),
        QuestionKind::Number(kind) => number(kind),
        QuestionKind::Date(_) => view! {
            <p class="govuk-body">"Day " {blank()} " Month " {blank()} " Year " {blank()}</p>
        }
        .into_any(),
        QuestionKind::Text(kind) => text(kind),
        QuestionKind::TextList(kind) => texts(kind),
        QuestionKind::Postcode => postcode(),
        QuestionKind::Places(kind) => places(kind),
        QuestionKind::Contact(kind) => contact(kind),
        QuestionKind::Files(kind) => files(kind),
        QuestionKind::Information(_) => ().into_any(),
    }
}

/// Draws an instruction above the room.
fn told(words: String) -> impl IntoView {
    view! { <p class="govuk-hint">{words}</p> }
}

/// Draws room for a number or a few letters.
fn blank() -> impl IntoView {
    view! { <span class="fm-paper__blank"></span> }
}

/// Draws a box for a tick, with the words beside it.
fn tick(words: &str, rest: Option<AnyView>) -> AnyView {
    view! { <li class="fm-paper__tick"><span class="fm-paper__box"></span> {words.to_owned()} {rest}</li> }.into_any()
}

fn lines(count: usize) -> impl IntoView {
    (0..count).map(|_| view! { <span class="fm-paper__line"></span> }).collect_view()
}

fn ticks(instruction: &str, options: &[AnswerOption]) -> AnyView {
    let items = options.iter().map(|option| tick(&option.label, option.asks_words.then(|| lines(1).into_any())));
    let items = items.collect_view();
    view! { {told(instruction.to_owned())} <ul class="fm-paper__list">{items}</ul> }.into_any()
}

fn how_many(kind: &MultipleChoice) -> String {
    match kind.at_most {
        Some(most) => format!("Tick up to {most}."),
        None => "Tick all that apply.".to_owned(),
    }
}

fn rating(kind: &Rating) -> AnyView {
    let meaning = |point: &u8| kind.labels.get(point).map(|label| format!(" {label}"));
    let points =
        (kind.least..=kind.most).map(|point| tick(&format!("{point}{}", meaning(&point).unwrap_or_default()), None));
    let unknown = kind.dont_know.as_deref().map(|words| tick(words, None));
    let items = points.chain(unknown).collect_view();
    view! { {told("Tick one.".to_owned())} <ul class="fm-paper__list">{items}</ul> }.into_any()
}

fn matrix(kind: &Matrix) -> AnyView {
    let heads = kind.options.iter().map(|option| view! { <th scope="col">{option.label.clone()}</th> }).collect_view();
    let row = |row: &AnswerOption| {
        let boxes = kind.options.iter().map(|_| view! { <td><span class="fm-paper__box"></span></td> }).collect_view();
        view! { <tr><th scope="row">{row.label.clone()}</th> {boxes}</tr> }
    };
    let rows = kind.rows.iter().map(row).collect_view();
    view! {
        {told("Tick one in each row.".to_owned())}
        <div class="fm-scroll" role="group" aria-label="Table" tabindex="0">
            <table class="fm-paper__table"><thead><tr><td></td> {heads}</tr></thead> <tbody>{rows}</tbody></table>
        </div>
    }
    .into_any()
}

fn ranking(all: &Questionnaire, kind: &Ranking) -> AnyView {
    let source = kind.options_from.as_deref().and_then(|source| all.question(source));
    let options = source.map_or(kind.options.as_slice(), |source| source.kind.options());
    let only =
        source.map(|source| format!(" Choose only from what you ticked for ‘{}’.", source.text)).unwrap_or_default();
    let most = kind.places.min(options.len());
    let told_how = format!("Write 1 beside your first, 2 beside your second, and so on up to {most}.{only}");
    let item = |option: &AnswerOption| view! { <li class="fm-paper__tick">{blank()} " " {option.label.clone()}</li> };
    let items = options.iter().filter(|option| !option.alone).map(item).collect_view();
    view! { {told(told_how)} <ul class="fm-paper__list">{items}</ul> }.into_any()
}

fn best_worst(kind: &BestWorst) -> AnyView {
    let tables = kind.sets.iter().zip(1..).map(|(set, number)| {
        let row = |id: &String| {
            view! {
                <tr>
                    <td><span class="fm-paper__box"></span></td>
                    <th scope="row">{label(&kind.options, id).to_owned()}</th>
                    <td><span class="fm-paper__box"></span></td>
                </tr>
            }
        };
        let rows = set.options.iter().map(row).collect_view();
        view! {
            <table class="fm-paper__table">
                <caption>{format!("Set {number}")}</caption>
                <thead><tr><th scope="col">{kind.best_label.clone()}</th> <td></td> <th scope="col">{kind.worst_label.clone()}</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        }
    });
    let tables = tables.collect_view();
    view! { {told("In each set, tick one on the left and another one on the right.".to_owned())} {tables} }.into_any()
}

fn pairwise(kind: &Pairwise) -> AnyView {
    let items = kind.pairs.iter().zip(1..).map(|(pair, number)| {
        let neither = kind.no_preference.as_deref().map(|words| tick(words, None));
        view! {
            <li>
                {format!("Comparison {number}")}
                <ul class="fm-paper__list">{tick(label(&kind.options, &pair.left), None)} {tick(label(&kind.options, &pair.right), None)} {neither}</ul>
            </li>
        }
    });
    let items = items.collect_view();
    view! { {told("Tick one in each comparison.".to_owned())} <ol class="fm-paper__list">{items}</ol> }.into_any()
}

fn points(kind: &Points) -> AnyView {
    let items = kind
        .options
        .iter()
        .map(|option| view! { <li class="fm-paper__tick">{blank()} " " {option.label.clone()}</li> });
    let items = items.collect_view();
    let told_how = format!(
        "Share out {} points. Write how many each one gets; together they have to be {}.",
        kind.total, kind.total
    );
    view! { {told(told_how)} <ul class="fm-paper__list">{items}</ul> }.into_any()
}

fn number(kind: &Number) -> AnyView {
    let bounds = match (kind.least, kind.most) {
        (Some(least), Some(most)) => Some(format!("A number from {} to {}.", least.written(), most.written())),
        (Some(least), None) => Some(format!("A number of {} or more.", least.written())),
        (None, Some(most)) => Some(format!("A number of {} or less.", most.written())),
        (None, None) => None,
    };
    let unit = kind.unit.clone().unwrap_or_default();
    view! { {bounds.map(told)} <p class="govuk-body">{blank()} " " {unit}</p> }.into_any()
}

fn text(kind: &Text) -> AnyView {
    let count = if kind.multiline { kind.limit.div_ceil(A_LINE).clamp(2, MOST_LINES) } else { 1 };
    lines(count).into_any()
}

fn texts(kind: &TextList) -> AnyView {
    let items = (1..=kind.at_most).map(|number| view! { <li>{format!("{} {number}", kind.label)} {lines(1)}</li> });
    let items = items.collect_view();
    view! { <ul class="fm-paper__list">{items}</ul> }.into_any()
}

fn postcode() -> AnyView {
    view! { {told("Write only the first half, for example L17.".to_owned())} <p class="govuk-body">{blank()} " " {blank()}</p> }
        .into_any()
}

fn places(kind: &Places) -> AnyView {
    let reasons = |kind: &Places| {
        (!kind.options.is_empty()).then(|| {
            let items = kind.options.iter().map(|option| tick(&option.label, None)).collect_view();
            view! { <p class="govuk-body">"Why does it matter? Tick one."</p> <ul class="fm-paper__list">{items}</ul> }
        })
    };
    let items = (1..=kind.at_most).map(|number| {
        view! {
            <li>
                <p class="govuk-body">
                    {format!("Place {number}: a postcode, a grid reference like SJ 395 880, or a name. For an area, the grid references of its corners")}
                    {lines(1)}
                </p>
                {reasons(kind)}
                <p class="govuk-body">"Tell us more about it" {lines(2)}</p>
                <ul class="fm-paper__list">{tick("Do not show this place in public", None)}</ul>
            </li>
        }
    });
    let items = items.collect_view();
    view! { <ol class="fm-paper__list">{items}</ol> }.into_any()
}

fn files(kind: &Files) -> AnyView {
    let count = match kind.at_most {
        1 => "one document or picture".to_owned(),
        most => format!("up to {most} documents or pictures"),
    };
    let told_how =
        format!("You can send {count} with this form, on paper. Write the number of this question on each of them.");
    view! { {told(told_how)} <p class="govuk-body">"How many do you send? " {blank()}</p> }.into_any()
}

fn contact(kind: &ContactDetails) -> AnyView {
    let boxes = [&kind.updates_label, &kind.interview_label].map(|label| tick(label, None)).into_iter().collect_view();
    let email = kind.ways.has_email().then_some("Email address");
    let telephone = kind.ways.has_telephone().then_some("Telephone number");
    let ways = email.into_iter().chain(telephone);
    let ways = ways.map(|way| view! { <p class="govuk-body">{way} {lines(1)}</p> }).collect_view();
    view! {
        {told("We keep this page apart from your answers.".to_owned())}
        <ul class="fm-paper__list">{boxes}</ul>
        {ways}
    }
    .into_any()
}
