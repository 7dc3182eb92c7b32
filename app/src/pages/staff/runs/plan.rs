//! Writing the plan, and signing it.

use std::str::FromStr;

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    decimal::Decimal,
    fields::Fields,
    ids::{PlanId, unordered},
    permission::Action,
    plan::{
        Cutoffs, Estimator, LEAST_REPLICATES, MOST_CAP, MOST_REPLICATES, Plan, PlannedLevel, PlannedMargin,
        REASONS_LIMIT, SIGNATURES, SigningHindrance, WeightBounds, is_fixed, may_sign,
    },
    question::{AnswerOption, Number, Question, QuestionKind},
    questionnaire::Questionnaire,
    refusal::{Reason, Refusal},
    uses::Use,
};
use leptos::prelude::*;
use store::{MarginLevel, StoreError, StoredPlan};

use super::{
    super::asking::{Asks, Told, choice, choices, draw, lines, messages, number, option},
    Weighing, say_look, say_plan, say_who,
};
use crate::{
    error::PageError,
    parts::{ErrorSummary, Frame},
    posted::Posted,
    state::AppState,
    visitor::{Staff, may},
    words::{Labelled, analysis, dates},
};

/// The fields with the plan that a form was drawn from: its number and its revision.
const NUMBER: &str = "number";
const REVISION: &str = "revision";
/// The most priorities that checks may look at.
const MOST_TOP: u32 = 50;

/// What a plan is written with.
struct Desk {
    weighing: Weighing,
    questionnaire: Option<Questionnaire>,
    /// The margins that there are counts for and that the questionnaire asks for.
    counted: Vec<PlannedMargin>,
}

impl Desk {
    async fn find(state: &AppState, slug: &str) -> Result<Self, PageError> {
        let weighing = Weighing::find(state, slug).await?;
        let version = state.store.find_current_version(weighing.consultation.id).await?;
        let questionnaire = version.map(|version| version.questionnaire);
        let levels = state.store.list_margin_levels().await?;
        let asked = |name: &str| {
            questionnaire.as_ref().is_some_and(|questionnaire| questionnaire.roles.margins.contains_key(name))
        };
        let counted = counted(&levels).into_iter().filter(|margin| asked(&margin.name)).collect();
        Ok(Self { weighing, questionnaire, counted })
    }

    /// Gives the plan that stands, fixed or not.
    fn current(&self) -> Option<&StoredPlan> {
        self.weighing.plans.first()
    }

    /// Gives the plan that can be written.
    fn open(&self) -> Option<&StoredPlan> {
        self.current().filter(|plan| !is_fixed(&plan.signatures))
    }

    /// Proposes a plan; none, where the questionnaire has nothing to weigh.
    fn proposed(&self, state: &AppState) -> Option<Plan> {
        let mut seed = [0; 4];
        state.entropy.fill(&mut seed);
        Plan::proposed(self.questionnaire.as_ref()?, self.counted.clone(), u32::from_be_bytes(seed))
    }

    /// Gives the questions whose answers count for priorities.
    fn countable(&self) -> impl Iterator<Item = &Question> {
        let all = self.questionnaire.iter().flat_map(|all| all.questions().map(move |question| (all, question)));
        all.filter(|(all, question)| all.uses(question).contains(&Use::Priorities)).map(|(_, question)| question)
    }

    fn questions(&self) -> Vec<Question> {
        let asked: Vec<AnswerOption> = self.countable().map(|question| option(&question.id, &question.text)).collect();
        let margins =
            || self.counted.iter().map(|margin| option(&margin.name, &analysis::margin(&margin.name))).collect();
        let mut questions = vec![
            choice("headline", "Which question makes the weighting?", asked)
                .hint("Other questions are shown beside it, and never merged with it."),
        ];
        if !self.counted.is_empty() {
            questions.push(
                choices("margins", "What are residents weighted to?", margins())
                    .optional()
                    .hint("Weighting makes those who responded look like the people who live here in these ways."),
            );
            questions.push(
                choices("merges", "Where may a level with fewer than 10 respondents be merged with the one beside it?", margins())
                    .optional()
                    .hint("That makes sense for ages. Where it is not allowed, a level with too few people can keep the answers from being weighted."),
            );
        }
        questions.extend([
            decimal("floor", "What may a respondent count for at the least?", 1, 99)
                .hint("In respondents. The usual is 0.2."),
            decimal("cap", "What may a respondent count for at the most?", 101, MOST_CAP)
                .hint("In respondents. The usual is 5."),
            number("medium", "From what share of respondents is support medium?", 1, 99).hint("In percent."),
            number("high", "From what share of respondents is support high?", 2, 100).hint("In percent."),
            number("top", "How many of the first priorities matter most?", 1, MOST_TOP)
                .hint("Checks say whether these stay the same when a decision of the plan is changed."),
            number(
                "replicates",
                "How often are the answers drawn again for the ranges?",
                LEAST_REPLICATES,
                MOST_REPLICATES,
            )
            .hint("The usual is 1,000."),
            lines("reasons", "Why is it planned so?", REASONS_LIMIT).hint("Everybody can read this with the results."),
        ]);
        questions
    }

    /// Reads a plan out of a form.
    fn read(&self, fields: &Fields, seed: u32) -> Result<Plan, Vec<Refusal>> {
        let questions = self.questions();
        let mut told = Told::new(&questions, fields);
        let headline = told.chosen("headline").map(str::to_owned);
        let question = self.countable().find(|question| Some(&question.id) == headline.as_ref());
        let estimator = question.and_then(|question| Estimator::of(&question.kind));
        let priorities = question.map_or(MOST_TOP, |question| {
            let counting = question.kind.options().iter().filter(|option| option.priority.is_some());
            u32::try_from(counting.count()).unwrap_or(MOST_TOP)
        });
        if told.number::<u32>("top").is_some_and(|top| top > priorities) {
            told.refuse("top", Reason::TooLarge { most: priorities.to_string() });
        }
        if let (Some(medium), Some(high)) = (told.number::<u32>("medium"), told.number::<u32>("high"))
            && high <= medium
        {
            told.refuse("high", Reason::TooSmall { least: (medium + 1).to_string() });
        }
        let (chosen, merges) = (told.all_chosen("margins"), told.all_chosen("merges"));
        let margins = self.counted.iter().filter(|margin| chosen.contains(&margin.name)).cloned();
        let margins =
            margins.map(|margin| PlannedMargin { merges_neighbours: merges.contains(&margin.name), ..margin });
        let plan = || {
            Some(Plan {
                headline: headline.clone()?,
                estimator: estimator?,
                margins: margins.collect(),
                bounds: WeightBounds {
                    floor: hundredths(told.decimal("floor")?)?,
                    cap: hundredths(told.decimal("cap")?)?,
                },
                cutoffs: Cutoffs { medium: told.number("medium")?, high: told.number("high")? },
                top: told.number("top")?,
                replicates: told.number("replicates")?,
                seed,
                reasons: told.words("reasons")?,
            })
        };
        let plan = plan();
        let refusals = told.refusals(&questions);
        plan.filter(|_| refusals.is_empty()).ok_or(refusals)
    }
}

/// Asks for a number of respondents with two decimals, within bounds in hundredths.
fn decimal(id: &str, text: &str, least: u32, most: u32) -> Question {
    let bound = |hundredths: u32| Decimal::parse(&say_hundredths(hundredths)).ok();
    let bounds = Number { least: bound(least), most: bound(most), decimals: 2, ..Number::default() };
    Question { required: true, ..Question::new(id, text, QuestionKind::Number(bounds)) }
}

fn say_hundredths(amount: u32) -> String {
    let words = format!("{}.{:02}", amount / 100, amount % 100);
    words.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Reads a number with up to two decimals as hundredths.
fn hundredths(number: Decimal) -> Option<u32> {
    let words = number.to_string();
    let (whole, part) = words.split_once('.').unwrap_or((&words, ""));
    let part = u32::from_str(&format!("{part:0<2}")).ok()?;
    u32::from_str(whole).ok()?.checked_mul(100)?.checked_add(part)
}

/// Gathers the counts margin by margin; those that no plan can hold are left out.
fn counted(levels: &[MarginLevel]) -> Vec<PlannedMargin> {
    let mut margins: Vec<PlannedMargin> = Vec::new();
    for level in levels {
        let Ok(count) = u32::try_from(level.count) else { continue };
        let planned = PlannedLevel { code: level.level.clone(), label: level.label.clone(), count };
        match margins.last_mut().filter(|margin| margin.name == level.name) {
            Some(margin) => margin.levels.push(planned),
            None => margins.push(PlannedMargin {
                name: level.name.clone(),
                levels: vec![planned],
                merges_neighbours: false,
                source: level.source.clone(),
            }),
        }
    }
    margins
}

/// Fills the form in as a plan has it.
fn filled(plan: &Plan) -> Fields {
    let text = |name: &str, value: String| (name.to_owned(), value);
    let mut fields = vec![
        text("headline", plan.headline.clone()),
        text("floor", say_hundredths(plan.bounds.floor)),
        text("cap", say_hundredths(plan.bounds.cap)),
        text("medium", plan.cutoffs.medium.to_string()),
        text("high", plan.cutoffs.high.to_string()),
        text("top", plan.top.to_string()),
        text("replicates", plan.replicates.to_string()),
        text("reasons", plan.reasons.clone()),
    ];
    fields.extend(plan.margins.iter().map(|margin| text("margins", margin.name.clone())));
    let merging = plan.margins.iter().filter(|margin| margin.merges_neighbours);
    fields.extend(merging.map(|margin| text("merges", margin.name.clone())));
    Fields::new(fields)
}

pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    staff.may(Action::ReadWeighting)?;
    let desk = Desk::find(&state, &slug).await?;
    let fields = desk.current().map(|plan| plan.plan.clone()).or_else(|| desk.proposed(&state));
    let fields = fields.as_ref().map(filled).unwrap_or_default();
    Ok(page(&state, &staff, &desk, &fields, &Shown::AsIs))
}

pub(super) async fn write(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    staff.may(Action::WeighAnswers)?;
    let desk = Desk::find(&state, &slug).await?;
    let drawn_from = (fields.text(NUMBER).parse().unwrap_or(0_i64), fields.text(REVISION).parse().unwrap_or(0_i64));
    let stands = desk.open().map_or((0, 0), |plan| (plan.number, plan.revision));
    if drawn_from != stands || (desk.open().is_none() && desk.current().is_some()) {
        return Ok(page(&state, &staff, &desk, &fields, &Shown::Changed));
    }
    let seed = desk.open().map(|plan| plan.plan.seed).or_else(|| desk.proposed(&state).map(|plan| plan.seed));
    let plan = match desk.read(&fields, seed.unwrap_or_default()) {
        Ok(plan) => plan,
        Err(refusals) => return Ok(page(&state, &staff, &desk, &fields, &Shown::Refused(refusals))),
    };
    let (account, now, consultation) = (staff.account.id, state.clock.now(), desk.weighing.consultation.id);
    let open = desk.open().map(|plan| (plan.id, plan.revision));
    let id = PlanId::new(&*state.clock, &*state.entropy);
    let work = state.store.write(move |mut write| {
        Box::pin(async move {
            match open {
                Some((id, revision)) => write.set_plan(id, revision, &plan, account, now).await,
                None => write.add_plan(id, consultation, &plan, 0, account, now).await,
            }
        })
    });
    match work.await {
        Ok(()) => {
            tracing::info!(%account, consultation = slug, "somebody wrote the plan of a weighting");
            Ok(Redirect::to(&desk.weighing.address("plan")).into_response())
        }
        Err(StoreError::Changed) => {
            let desk = Desk::find(&state, &slug).await?;
            Ok(page(&state, &staff, &desk, &fields, &Shown::Changed))
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn sign(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    staff.may(Action::WeighAnswers)?;
    let weighing = Weighing::find(&state, &slug).await?;
    let account = staff.account.id;
    let signed = weighing.plans.first().filter(|plan| fields.text(REVISION) == plan.revision.to_string());
    let signed = signed.filter(|plan| fields.text(NUMBER) == plan.number.to_string());
    let Some(plan) = signed.filter(|plan| may_sign(&plan.signatures, account).is_ok()) else {
        return moved(&state, &staff, &slug).await;
    };
    let (id, revision, now, signature) = (plan.id, plan.revision, state.clock.now(), unordered(&*state.entropy));
    let work = state
        .store
        .write(move |mut write| Box::pin(async move { write.sign_plan(signature, id, revision, account, now).await }));
    match work.await {
        Ok(()) => {}
        Err(StoreError::Changed) => return moved(&state, &staff, &slug).await,
        Err(error) => return Err(error.into()),
    }
    tracing::info!(%account, consultation = slug, "somebody signed the plan of a weighting");
    Ok(Redirect::to(&weighing.address("plan")).into_response())
}

/// Begins the next plan with what the fixed one says.
pub(super) async fn begin_next(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    staff.may(Action::WeighAnswers)?;
    let desk = Desk::find(&state, &slug).await?;
    let (Some(last), None) = (desk.current(), desk.open()) else { return moved(&state, &staff, &slug).await };
    let plan = Plan { reasons: String::new(), ..last.plan.clone() };
    let (account, now, after, consultation) =
        (staff.account.id, state.clock.now(), last.number, desk.weighing.consultation.id);
    let id = PlanId::new(&*state.clock, &*state.entropy);
    let work = state.store.write(move |mut write| {
        Box::pin(async move { write.add_plan(id, consultation, &plan, after, account, now).await })
    });
    match work.await {
        Ok(()) => {}
        Err(StoreError::Changed) => return moved(&state, &staff, &slug).await,
        Err(error) => return Err(error.into()),
    }
    Ok(Redirect::to(&desk.weighing.address("plan")).into_response())
}

/// Shows what the plan says now to somebody whose page says something else.
async fn moved(state: &AppState, staff: &Staff, slug: &str) -> Result<Response, PageError> {
    let desk = Desk::find(state, slug).await?;
    let fields = desk.current().map(|plan| filled(&plan.plan)).unwrap_or_default();
    Ok(page(state, staff, &desk, &fields, &Shown::Moved))
}

/// How the page is drawn.
enum Shown {
    AsIs,
    Refused(Vec<Refusal>),
    /// With what was typed, after somebody else wrote it meanwhile or signed it for the last time.
    Changed,
    /// With what it says now, which is not what somebody saw who pressed a button.
    Moved,
}

fn page(state: &AppState, staff: &Staff, desk: &Desk, fields: &Fields, shown: &Shown) -> Response {
    let questions = desk.questions();
    let (status, refusals) = match shown {
        Shown::AsIs => (StatusCode::OK, &[][..]),
        Shown::Refused(refusals) => (StatusCode::UNPROCESSABLE_ENTITY, &refusals[..]),
        Shown::Changed | Shown::Moved => (StatusCode::CONFLICT, &[][..]),
    };
    let summary = messages(&questions, refusals);
    let title = format!("Plan of the weighting of {}", desk.weighing.consultation.title);
    let may_write = may(&staff.account, Action::WeighAnswers);
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
        form(desk, &questions, fields, refusals).into_any()
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
        view! {
            <p class="govuk-body">{written}</p>
            <ul class="govuk-list govuk-list--bullet">{signatures.collect_view()}</ul>
            {looks}
        }
    })
}

fn form(desk: &Desk, questions: &[Question], fields: &Fields, refusals: &[Refusal]) -> impl IntoView + use<> {
    let (number, revision) = desk.open().map_or((0, 0), |plan| (plan.number, plan.revision));
    let unsigned = desk.open().is_some_and(|plan| !plan.signatures.is_empty()).then(|| {
        view! { <p class="govuk-body">"If you save it again, whoever has signed it has to sign again."</p> }
    });
    view! {
        <form method="post" action=desk.weighing.address("plan/write") novalidate>
            <input type="hidden" name=NUMBER value=number.to_string()/>
            <input type="hidden" name=REVISION value=revision.to_string()/>
            {draw(questions, fields, refusals)}
            {unsigned}
            <button class="govuk-button" type="submit">"Save the plan"</button>
        </form>
    }
}

/// Says what a plan plans.
fn describe(desk: &Desk, plan: &Plan) -> impl IntoView + use<> {
    let text =
        desk.questionnaire.as_ref().and_then(|all| all.question(&plan.headline)).map(|question| question.text.clone());
    let margins: Vec<String> = plan
        .margins
        .iter()
        .map(|margin| {
            let merges = if margin.merges_neighbours { ", small levels merged" } else { "" };
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
        ("Drawn again", format!("{} times, from the seed {}", plan.replicates, plan.seed)),
        ("Why", plan.reasons.clone()),
    ];
    let rows = rows.into_iter().map(|(key, value)| {
        view! {
            <div class="govuk-summary-list__row">
                <dt class="govuk-summary-list__key">{key}</dt>
                <dd class="govuk-summary-list__value">{value}</dd>
            </div>
        }
    });
    view! { <dl class="govuk-summary-list">{rows.collect_view()}</dl> }
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
