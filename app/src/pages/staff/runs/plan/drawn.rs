//! The page of a plan: where it stands, the form or what it plans, and signing.

use axum::{http::StatusCode, response::Response};
use domain::{
    fields::Fields,
    permission::Action,
    plan::{Plan, SIGNATURES, SigningHindrance, may_sign},
    question::Question,
    refusal::Refusal,
};
use leptos::prelude::*;

use super::{
    super::{
        super::asking::{draw, messages},
        say_look, say_plan, say_who,
    },
    NUMBER, REVISION, criteria,
    desk::{Desk, say_hundredths},
    merging,
};
use crate::{
    parts::{ErrorSummary, Frame, SummaryRow, details, pooling_decision, summary_list},
    state::AppState,
    visitor::{Staff, may},
    words::{Labelled, analysis, dates, numbers, scoring::how_to_weigh},
};

/// How the page is drawn.
pub(super) enum Shown {
    AsIs,
    Refused(Vec<Refusal>),
    /// With what was typed, after somebody else wrote it meanwhile or signed it for the last time.
    Changed,
    /// With what it says now, which is not what somebody saw who pressed a button.
    Moved,
    /// With what it says now, which cannot be signed.
    Senseless,
}

/// Draws the page of a plan.
pub(super) fn page(state: &AppState, staff: &Staff, desk: &Desk, fields: &Fields, shown: &Shown) -> Response {
    let questions = desk.questions();
    let (status, refusals) = match shown {
        Shown::AsIs => (StatusCode::OK, &[][..]),
        Shown::Refused(refusals) => (StatusCode::UNPROCESSABLE_ENTITY, &refusals[..]),
        Shown::Changed | Shown::Moved | Shown::Senseless => (StatusCode::CONFLICT, &[][..]),
    };
    let summary = messages(&questions, refusals);
    let title = format!("Plan of the weighting of {}", desk.weighing.consultation.title);
    let may_write = may(&staff.account, Action::WeighAnswers);
    let senseless = matches!(shown, Shown::Senseless).then(|| {
        view! {
            <div class="govuk-inset-text">
                "The plan cannot be signed as it is saved: the questions or the counts have changed since. Look at each field, save it, and sign it then."
            </div>
        }
    });
    let moved = matches!(shown, Shown::Moved).then(|| {
        view! {
            <div class="govuk-inset-text">"The plan is not what it was when you opened it. Read what stands here now, and go on from there."</div>
        }
    });
    let changed = matches!(shown, Shown::Changed).then(|| {
        view! {
            <div class="govuk-inset-text">
                "Somebody else has changed or signed the plan since you opened it. What you typed is still in the form and is not saved. "
                "What stands there now is on " <a class="govuk-link" href=desk.weighing.address("plan")>"the plan as it is"</a> "."
            </div>
        }
    });
    let content = if desk.countable().next().is_none() {
        view! {
            <p class="fm-empty">
                "No answers of the published questionnaire count for priorities, so there is nothing to weigh. Say what questions are used for, and publish again."
            </p>
        }
        .into_any()
    } else if may_write && (desk.open().is_some() || desk.current().is_none() || matches!(shown, Shown::Changed)) {
        form(desk, fields, refusals).into_any()
    } else {
        desk.current().map(|plan| describe(desk, &plan.plan)).into_any()
    };
    Frame::new(state, &staff.visitor, title.clone()).status(status).show(|| {
        view! {
            <a class="govuk-back-link" href=desk.weighing.address("weigh")>"Weigh the answers"</a>
            <ErrorSummary errors=summary/>
            <h1 class="govuk-heading-l">{title}</h1>
            {changed}
            {moved}
            {senseless}
            {standing(desk)}
            {content}
            {signing(desk, staff, may_write)}
        }
    })
}

fn standing(desk: &Desk) -> impl IntoView + use<> {
    desk.current().map(|plan| {
        let written = format!(
            "{} Written last by {} on {}.",
            say_plan(plan),
            say_who(plan.by.as_deref()),
            dates::moment(plan.written_at)
        );
        let signatures = plan.signatures.iter().map(|signature| {
            let words = format!("Signed by {} on {}", say_who(signature.by.as_deref()), dates::moment(signature.at));
            view! { <li>{words}</li> }
        });
        let looks: Vec<_> = desk.weighing.looks_before(plan).map(say_look).collect();
        let looks = (!looks.is_empty()).then(|| {
            let looks = looks.into_iter().map(|look| view! { <li>{look}</li> }).collect_view();
            view! {
                <p class="govuk-body">"These people saw figures before this plan was fixed:"</p>
                <ul class="govuk-list govuk-list--bullet">{looks}</ul>
            }
        });
        let earlier = desk.weighing.plans.iter().filter(|other| other.number < plan.number);
        let earlier = earlier.filter_map(|other| Some((other.number, other.fixed_at()?))).next_back().map(|(number, at)| {
            let words = format!(
                "Plan {number} was fixed on {}. From then on anybody who may read weightings could see figures, and whoever wrote this plan may have.",
                dates::moment(at)
            );
            view! { <p class="govuk-body">{words}</p> }
        });
        view! {
            <p class="govuk-body">{written}</p>
            {earlier}
            <ul class="govuk-list govuk-list--bullet">{signatures.collect_view()}</ul>
            {looks}
        }
    })
}

fn form(desk: &Desk, fields: &Fields, refusals: &[Refusal]) -> impl IntoView + use<> {
    let (number, revision) = desk.open().map_or((0, 0), |plan| (plan.number, plan.revision));
    let unsigned = desk.open().is_some_and(|plan| !plan.signatures.is_empty()).then(|| {
        view! { <p class="govuk-body">"If you save it again, whoever has signed it has to sign again."</p> }
    });
    // The first button of a form is pressed by whoever hits Enter in a field, so that saving comes first.
    let fill = (!criteria::is_filled(fields)).then(|| {
        view! {
            <button class="govuk-button govuk-button--secondary" type="submit" name=criteria::FILL value="usual">
                "Fill in the usual criteria, and save nothing"
            </button>
        }
    });
    view! {
        <form method="post" action=desk.weighing.address("plan/write") novalidate>
            <input type="hidden" name=NUMBER value=number.to_string()/>
            <input type="hidden" name=REVISION value=revision.to_string()/>
            {draw(&desk.basics(), fields, refusals)}
            {merging_list(desk, fields, refusals)}
            {pooling(desk, fields, refusals)}
            {scored(desk, fields, refusals)}
            {unsigned}
            <div class="govuk-button-group">
                <button class="govuk-button" type="submit">"Save the plan"</button>
                {fill}
            </div>
        </form>
    }
}

/// Asks which levels may be merged by a list, after saying what that means.
fn merging_list(desk: &Desk, fields: &Fields, refusals: &[Refusal]) -> Option<AnyView> {
    let questions = merging::questions(&desk.counted);
    if questions.is_empty() {
        return None;
    }
    let asked = view! {
        <p class="govuk-body">
            "You may leave all of this blank. A list is for levels that do not stand in an order, as areas. Write one line for each level that may be merged, "
            "with the level that it is merged into. A line counts only if fewer than 10 respondents are in its first level; of several the first one counts. "
            "Where there is a list and a level with fewer than 10 respondents is not in it, the answers are not weighted."
        </p>
        {draw(&questions, fields, refusals)}
    };
    Some(unfolded("Merge small levels by a list", asked, is_open(&questions, fields, refusals)))
}

/// Asks how panels are pooled, after saying what that means; folded where nothing of it is filled in.
fn pooling(desk: &Desk, fields: &Fields, refusals: &[Refusal]) -> Option<AnyView> {
    let questions = desk.offered.questions();
    let asked = view! {
        <p class="govuk-body">
            "You may leave all of this blank. Then each group stands apart, and nothing is pooled. Results always show the groups apart first."
        </p>
        <p class="govuk-body">
            "Weights between groups are a decision about whose view counts, and not a fact. Ask of each group: if the others "
            "stayed as they are, how much should its view be able to swing the result? The limits are the least and the most "
            "that somebody could defend; results tell what every weight between them would give. If left blank, they are 0 and 100."
        </p>
        {draw(&questions, fields, refusals)}
    };
    let is_open = is_open(&questions, fields, refusals);
    desk.offered.is_possible().then(|| unfolded("Pool several groups", asked, is_open))
}

/// Says whether anything of a part of the form is filled in or has to be put right.
fn is_open(questions: &[Question], fields: &Fields, refusals: &[Refusal]) -> bool {
    let owned = |name: &str| questions.iter().any(|question| question.owns(name));
    fields.pairs().any(|(name, value)| owned(name) && !value.trim().is_empty())
        || refusals.iter().any(|refusal| owned(&refusal.field))
}

/// Draws a part of the form, folded unless it is open.
fn unfolded(title: &'static str, asked: impl IntoView + 'static, is_open: bool) -> AnyView {
    if is_open {
        view! { <h2 class="govuk-heading-m">{title}</h2> {asked} }.into_any()
    } else {
        details(title, asked.into_any()).into_any()
    }
}

/// Asks by what the team scores priorities, after saying what that means.
fn scored(desk: &Desk, fields: &Fields, refusals: &[Refusal]) -> AnyView {
    let saved = desk.open().and_then(|plan| plan.plan.criteria.as_ref());
    let questions = criteria::questions();
    let asked = view! {
        <p class="govuk-body">
            "You may leave all of this blank. Then nothing is scored. What people support is one criterion and not the answer: with others beside it, such as evidence, "
            "everybody can see what else counts. The weighting of residents stays as it is, with criteria and without."
        </p>
        <p class="govuk-body">{how_to_weigh("priority")}</p>
        <p class="govuk-body">
            "When the plan is fixed, two people score each priority, each for themselves. The button at the end of the form fills in four usual criteria to begin with."
        </p>
        {saved.map(criteria::draw_advice)}
        {draw(&questions, fields, refusals)}
    };
    unfolded("Score priorities on criteria", asked, is_open(&questions, fields, refusals))
}

/// Says what a plan plans.
fn describe(desk: &Desk, plan: &Plan) -> impl IntoView + use<> {
    let text =
        desk.questionnaire.as_ref().and_then(|all| all.question(&plan.headline)).map(|question| question.text.clone());
    let margins: Vec<String> = plan
        .margins
        .iter()
        .map(|margin| {
            let merges = match (margin.merges_neighbours, merging::say(margin)) {
                (true, _) => ", small levels merged".to_owned(),
                (false, pairs) if pairs.is_empty() => String::new(),
                (false, pairs) => format!(", small levels merged by the list: {}", pairs.join(", ")),
            };
            format!("{} ({}{merges})", analysis::margin(&margin.name), margin.source)
        })
        .collect();
    let margins = if margins.is_empty() { "Nothing".to_owned() } else { margins.join("; ") };
    let rows = [
        ("Question", text.unwrap_or_else(|| plan.headline.clone())),
        ("How answers count", plan.estimator.label().to_owned()),
        ("Weighted to", margins),
        (
            "A respondent counts for",
            format!("{} to {}", say_hundredths(plan.bounds.floor), say_hundredths(plan.bounds.cap)),
        ),
        ("Support", format!("medium from {}%, high from {}%", plan.cutoffs.medium, plan.cutoffs.high)),
        ("Checks look at", format!("the first {}", plan.top)),
        ("Drawn again", format!("{} times, from the seed {}", numbers::whole(plan.replicates), plan.seed)),
        ("Why", plan.reasons.clone()),
    ];
    let pooling = plan.pooling.as_ref().map(|pooling| {
        let label = |code: &str| desk.labels.segment(Some(code));
        SummaryRow::new("Pooled", pooling_decision(pooling, label))
    });
    let rows = rows.map(|(key, value)| SummaryRow::new(key, value));
    view! {
        {summary_list(rows.into_iter().chain(pooling))}
        {plan.criteria.as_ref().map(criteria::describe)}
    }
}

fn signing(desk: &Desk, staff: &Staff, may_write: bool) -> impl IntoView + use<> {
    let current = desk.current().filter(|_| may_write);
    current.map(|plan| match may_sign(&plan.signatures, staff.account.id) {
        Ok(()) => {
            let (number, revision) = (plan.number.to_string(), plan.revision.to_string());
            view! {
                <h2 class="govuk-heading-m">"Sign the plan"</h2>
                <p class="govuk-body">
                    {format!("When {SIGNATURES} people have signed it, it is fixed and cannot be changed. You sign what is saved, not what is typed above.")}
                </p>
                <form method="post" action=desk.weighing.address("plan/sign")>
                    <input type="hidden" name=NUMBER value=number/>
                    <input type="hidden" name=REVISION value=revision/>
                    <button class="govuk-button govuk-button--secondary" type="submit">"Sign the plan as it is saved"</button>
                </form>
            }
            .into_any()
        }
        Err(SigningHindrance::SignedBefore) => {
            view! { <p class="govuk-body">"You have signed it. Somebody else has to sign it too."</p> }.into_any()
        }
        Err(SigningHindrance::Fixed) => view! {
            <h2 class="govuk-heading-m">"Another plan"</h2>
            <p class="govuk-body">"This plan stays as it is. You can write another one; what was run by this one stays too."</p>
            <form method="post" action=desk.weighing.address("plan/next")>
                <button class="govuk-button govuk-button--secondary" type="submit">"Write another plan"</button>
            </form>
        }
        .into_any(),
    })
}
