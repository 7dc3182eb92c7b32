//! The guided check, step by step: the day of the application, what the rules of that day ask, and what they say.
//!
//! Every step is an address, so that a link keeps the answers and nothing of them is stored.

use axum::{extract::State, http::StatusCode, response::Response};
use chrono::NaiveDate;
use domain::{fields::Fields, gain::RuleSet, question::Question, refusal::Refusal};
use leptos::prelude::*;
use store::StoredRules;

use super::{ADDRESS, LOG_ADDRESS, about, in_force, questions, result, sources};
use crate::{
    error::PageError,
    pages::{
        public::breadcrumbs,
        staff::asking::{draw, messages},
    },
    parts::{ErrorSummary, Frame, Metadata},
    posted::InAddress,
    state::AppState,
    visitor::Visitor,
    words::{
        dates,
        gain::{LOG, NO_ADVICE, TITLE, period, reviewed, within},
    },
};

/// The field that says which step an address is.
const STEP: &str = "step";
const QUESTIONS: &str = "questions";
const RESULT: &str = "result";
const INTRODUCTION: &str = "Answer a few questions about what you mean to build in England, and see whether it may be exempt from biodiversity net gain.";

/// Shows the step that an address asks for.
pub(super) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    InAddress(fields): InAddress,
) -> Result<Response, PageError> {
    let all = state.store.list_gain_rules().await?;
    let desk = Desk { state: &state, visitor: &visitor, address: ADDRESS.to_owned(), tried: None };
    Ok(desk.answer(&fields, &all))
}

/// Where a check is walked through: by everybody, or by staff who try a set of rules.
pub(in crate::pages) struct Desk<'a> {
    /// What it is drawn with.
    pub(in crate::pages) state: &'a AppState,
    /// Who asks for it.
    pub(in crate::pages) visitor: &'a Visitor,
    /// Where it is.
    pub(in crate::pages) address: String,
    /// The rules that staff try, whatever the day, with the number of their set.
    pub(in crate::pages) tried: Option<&'a StoredRules>,
}

impl Desk<'_> {
    /// Answers with the step that an address asks for.
    pub(in crate::pages) fn answer(&self, fields: &Fields, all: &[StoredRules]) -> Response {
        let step = fields.text(STEP);
        let today = self.state.today();
        if let Some(tried) = self.tried {
            return self.of_rules(fields, tried.rules.from, &tried.rules);
        }
        if ![QUESTIONS, RESULT].contains(&step) {
            return self.day(fields, Vec::new());
        }
        match questions::read_day(fields, today) {
            Err(refusals) => self.day(fields, refusals),
            Ok(day) => match in_force(all, day) {
                Some(rules) => self.of_rules(fields, day, rules),
                None => self.without_rules(fields, day),
            },
        }
    }

    fn of_rules(&self, fields: &Fields, day: NaiveDate, rules: &RuleSet) -> Response {
        if rules.is_stale(self.state.today()) {
            return self.stale(fields, rules);
        }
        if fields.text(STEP) != RESULT {
            return self.questions(fields, (day, rules), Vec::new());
        }
        match questions::read(rules, fields) {
            Ok(development) => result::draw(self, fields, (day, rules), &development),
            Err(refusals) => self.questions(fields, (day, rules), refusals),
        }
    }

    fn day(&self, fields: &Fields, refusals: Vec<Refusal>) -> Response {
        let asked = questions::of_day();
        let form = self.form(&asked, fields, &refusals, (QUESTIONS, "Continue"));
        let metadata = fields.pairs().next().is_none().then(|| Metadata::page(ADDRESS, INTRODUCTION));
        let errors = messages(&asked, &refusals);
        self.frame(TITLE, &refusals).listed(metadata).show(|| {
            view! {
                {breadcrumbs("/documents", "Documents")}
                <ErrorSummary errors=errors/>
                <h1 class="govuk-heading-l">{TITLE}</h1>
                <p class="govuk-body-l">{INTRODUCTION}</p>
                <p class="govuk-inset-text">
                    {NO_ADVICE} " Nothing that you answer is stored: your answers stand in the address of each page, so that you can keep it or send it on."
                </p>
                {form}
                <h2 class="govuk-heading-m">"If you need units from somebody else"</h2>
                <p class="govuk-body"><a class="govuk-link" href=LOG_ADDRESS>{LOG}</a></p>
            }
        })
    }

    fn questions(&self, fields: &Fields, (day, rules): (NaiveDate, &RuleSet), refusals: Vec<Refusal>) -> Response {
        let asked = questions::of_rules(rules);
        let form = self.form(&asked, fields, &refusals, (RESULT, "See what the rules say"));
        let errors = messages(&asked, &refusals);
        let title = "What do you mean to build?";
        self.frame(title, &refusals).show(|| {
            view! {
                {self.back(fields)}
                <ErrorSummary errors=errors/>
                <h1 class="govuk-heading-l">{title}</h1>
                {self.dated(fields, day)}
                <p class="govuk-body">{format!("Rules: {}, for applications {}. Reviewed on {}.", rules.title, period(rules), reviewed(rules))}</p>
                {unverified(rules)}
                <p class="govuk-body">"What is affected is what is lost or made worse."</p>
                {form}
                <p class="govuk-body">{NO_ADVICE}</p>
            }
        })
    }

    fn without_rules(&self, fields: &Fields, day: NaiveDate) -> Response {
        let title = "No rules are kept here for that day";
        self.frame(title, &[]).show(|| {
            view! {
                {self.back(fields)}
                <h1 class="govuk-heading-l">{title}</h1>
                {self.dated(fields, day)}
                <p class="govuk-body">"So this check cannot say anything. Ask your local planning authority."</p>
            }
        })
    }

    fn stale(&self, fields: &Fields, rules: &RuleSet) -> Response {
        let title = "These rules have to be reviewed first";
        self.frame(title, &[]).show(|| {
            view! {
                {self.back(fields)}
                <h1 class="govuk-heading-l">{title}</h1>
                <p class="govuk-body">
                    {format!("They were last reviewed on {}. Rules that nobody has reviewed for {} are not used, so this check gives no result.", reviewed(rules), within())}
                </p>
                <p class="govuk-body">"Read them where they are written down:"</p>
                {sources(rules)}
                <p class="govuk-body">"Or ask your local planning authority."</p>
                <h2 class="govuk-heading-m">"The rules"</h2>
                {about(rules)}
            }
        })
    }

    /// Begins a page, refused where there is something to put right.
    pub(super) fn frame(&self, title: &str, refusals: &[Refusal]) -> Frame<'_> {
        let status = if refusals.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        Frame::new(self.state, self.visitor, title).status(status)
    }

    /// Gives the address of a step with the answers so far.
    pub(super) fn step(&self, step: &str, fields: &Fields) -> String {
        let kept = fields.pairs().filter(|(name, value)| questions::is_answer(name) && !value.is_empty());
        let query =
            url::form_urlencoded::Serializer::new(String::new()).append_pair(STEP, step).extend_pairs(kept).finish();
        format!("{}?{query}", self.address)
    }

    /// Gives the address of the questions with the answers so far.
    pub(super) fn answers(&self, fields: &Fields) -> String {
        self.step(QUESTIONS, fields)
    }

    /// Gives the address of the day with the answers so far.
    pub(super) fn first(&self, fields: &Fields) -> String {
        self.step("day", fields)
    }

    fn back(&self, fields: &Fields) -> AnyView {
        let (href, words) = match self.tried {
            Some(tried) => (format!("/staff{ADDRESS}/{}", tried.number), "The rules"),
            None => (self.first(fields), "Back to the day of the application"),
        };
        view! { <a class="govuk-back-link" href=href>{words}</a> }.into_any()
    }

    /// Says of which day the application is, or that rules are tried.
    pub(super) fn dated(&self, fields: &Fields, day: NaiveDate) -> AnyView {
        let words = match self.tried {
            Some(tried) if tried.is_shown => "You are trying rules that everybody sees.".to_owned(),
            Some(_) => "You are trying rules that are not shown to the public yet. Nobody else sees this.".to_owned(),
            None if questions::is_made(fields) => format!("The application was made on {}.", dates::day(day)),
            None => format!("The application is not made yet, so the rules of today, {}, are used.", dates::day(day)),
        };
        view! { <p class="govuk-body">{words}</p> }.into_any()
    }

    fn form(
        &self,
        asked: &[Question],
        fields: &Fields,
        refusals: &[Refusal],
        (next, words): (&'static str, &'static str),
    ) -> AnyView {
        let is_asked = |name: &str| asked.iter().any(|question| question.owns(name));
        let kept =
            fields.pairs().filter(|(name, value)| questions::is_answer(name) && !is_asked(name) && !value.is_empty());
        let hidden: Vec<_> = kept
            .map(|(name, value)| view! { <input type="hidden" name=name.to_owned() value=value.to_owned()/> })
            .collect();
        view! {
            <form method="get" action=self.address.clone() novalidate>
                <input type="hidden" name=STEP value=next/>
                {hidden}
                {draw(asked, fields, refusals)}
                <button class="govuk-button" type="submit">{words}</button>
            </form>
        }
        .into_any()
    }
}

/// Tells that nobody has confirmed rules.
pub(super) fn unverified(rules: &RuleSet) -> Option<AnyView> {
    (!rules.is_verified).then(|| {
        view! {
            <p class="govuk-inset-text">
                "These rules are unverified: nobody has confirmed that they say what the law says. Read their source before you rely on them."
            </p>
        }
        .into_any()
    })
}
