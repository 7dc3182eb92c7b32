//! One step with a proposal, each a form of its own: what it asks, and taking it.

mod kind;
mod taking;

use axum::response::Response;
use chrono::NaiveDate;
use domain::{
    fields::Fields,
    question::Question,
    refusal::{Reason, Refusal},
    sift::{Fate, SENTENCE_LIMIT, SiftFault, SiftStep, Sifted},
};
use leptos::prelude::*;
use store::{MeetingRecord, StoredProposal};

pub(super) use self::{
    kind::Kind,
    taking::{decide, show, show_decide, take},
};
use super::{Room, decision, judging, proposal};
use crate::{
    error::PageError,
    pages::staff::{
        asking::{Asks, Told, choice, lines, number, option},
        form::{Form, Showing, Written},
    },
    state::AppState,
    visitor::Staff,
    words::sift::fault as say_fault,
};

const INTEREST: &str = "interest";
const NONE: &str = "none";
const ONE: &str = "one";
const WORDS: &str = "words";
const INTO: &str = "into";
const REASON: &str = "reason";
/// Why a step is not taken.
pub(super) enum NotTaken {
    Typed(Vec<Refusal>),
    Fault(SiftFault),
}

impl From<SiftFault> for NotTaken {
    fn from(fault: SiftFault) -> Self {
        Self::Fault(fault)
    }
}

/// One step of one proposal, with all that its form needs.
pub(super) struct Desk<'a> {
    pub(super) room: &'a Room,
    pub(super) stored: &'a StoredProposal,
    pub(super) staff: &'a Staff,
    kind: Kind,
    pub(super) today: NaiveDate,
    /// The meetings whose minutes everybody can read, where one is asked for.
    pub(super) meetings: Vec<MeetingRecord>,
    /// The numbers of the comments that there are, where some are asked for.
    comments: Vec<i64>,
}

impl Written for Desk<'_> {
    type Now = String;

    fn home(&self) -> (String, &'static str) {
        (self.room.address_of(self.sifted().number, ""), "The proposal")
    }

    fn state(&self) -> String {
        let (account, sifted) = (self.staff.account.id, self.sifted());
        let own = |wanted: fn(&SiftStep) -> bool| {
            sifted.entries.iter().filter(|entry| entry.account == Some(account) && wanted(&entry.step)).count()
        };
        // What others say meanwhile must neither be told here nor hinder whoever judges for themselves.
        match self.kind {
            Kind::Screen => {
                // What was changed meanwhile has to be read before it is judged.
                let written = sifted.entries.iter().filter(|entry| matches!(entry.step, SiftStep::Written(_))).count();
                let version = sifted.screened_by(&self.room.sieves).0;
                format!("{version}-{}-{written}", own(|step| matches!(step, SiftStep::Screened(_))))
            }
            Kind::Score => {
                format!("{}-{}", sifted.scored_by(&self.room.sieves).0, own(|step| matches!(step, SiftStep::Scored(_))))
            }
            _ => sifted.entries.len().to_string(),
        }
    }

    fn notice(&self, now: String) -> AnyView {
        let href = self.room.address_of(self.sifted().number, "");
        view! {
            <p class="govuk-inset-text" role="alert">
                {now} " " <a class="govuk-link" href=href>"See the proposal as it is now"</a> "."
            </p>
        }
        .into_any()
    }
}

impl<'a> Desk<'a> {
    async fn enter(
        state: &AppState,
        staff: &'a Staff,
        room: &'a Room,
        number: &str,
        kind: Kind,
    ) -> Result<Self, PageError> {
        let comments = if kind == Kind::Write { proposal::known_comments(state, room).await? } else { Vec::new() };
        let meetings = if kind == Kind::Decide { state.store.list_public_meetings().await? } else { Vec::new() };
        let (stored, today) = (room.find(number)?, state.today());
        Ok(Self { room, stored, staff, kind, today, meetings, comments })
    }

    pub(super) fn sifted(&self) -> &'a Sifted {
        &self.stored.sifted
    }

    /// Gives why the step cannot be taken by this person now, whatever they type.
    fn hindrance(&self) -> Option<SiftFault> {
        let (sifted, account, sieves) = (self.sifted(), self.staff.account.id, &self.room.sieves);
        let judged = match self.kind {
            Kind::Screen => sifted.may_screen(account),
            Kind::Settle => sifted.may_settle(account, sieves),
            Kind::Score => sifted.may_score(account, sieves),
            Kind::Decide if sifted.passage(sieves).is_none() => Err(SiftFault::NotScreened),
            _ if sifted.fate() != Fate::Stands => Err(SiftFault::Gone),
            _ => Ok(()),
        };
        judged.err()
    }

    /// Says whether this changes a proposal of which the title and the words stay.
    fn keeps_words(&self) -> bool {
        self.kind == Kind::Write && self.sifted().words_stay()
    }

    /// Adds the title and the words where the form did not ask for them.
    fn whole(&self, fields: &Fields) -> Fields {
        let now = proposal::fields(&self.sifted().proposal);
        let is_left = |name: &str| self.keeps_words() && proposal::is_screened(name) && !is_in(fields, name);
        Fields::new(fields.pairs().chain(now.pairs().filter(|(name, _)| is_left(name))))
    }

    fn questions(&self) -> Vec<Question> {
        match self.kind {
            Kind::Write => proposal::questions(),
            Kind::Declare => vec![
                choice(
                    INTEREST,
                    "Do you have an interest in this proposal?",
                    vec![option(NONE, "I have no interest in it"), option(ONE, "I have an interest in it")],
                )
                .hint("For example: you, your family or your employer asked for it, own the land, or would be paid for it."),
                lines(WORDS, "Which interest?", SENTENCE_LIMIT).optional().hint("Needed if you have one. All staff can read it."),
            ],
            Kind::Screen => judging::screen_questions(self),
            Kind::Settle => judging::settle_questions(self),
            Kind::Score => judging::score_questions(self),
            Kind::Decide => decision::questions(self),
            Kind::Merge => vec![number(INTO, "Number of the proposal into which it is merged", 1, u32::MAX)],
            Kind::TakeOut => vec![lines(REASON, "Why is it taken out?", SENTENCE_LIMIT).hint("It stays in the list, with the reason.")],
        }
    }

    /// Fills the form as it is opened.
    fn filled(&self) -> Fields {
        match self.kind {
            Kind::Write => {
                let mut fields = proposal::fields(&self.sifted().proposal);
                fields.retain(|name| !self.keeps_words() || !proposal::is_screened(name));
                fields
            }
            Kind::Screen => judging::screened(self),
            Kind::Score => judging::scored(self),
            _ => Fields::default(),
        }
    }

    /// Judges what was typed: gives the steps, that of this proposal first.
    fn read(&self, fields: &Fields) -> Result<Vec<(&'a StoredProposal, SiftStep)>, NotTaken> {
        let (questions, sifted, fields) = (self.questions(), self.sifted(), &self.whole(fields));
        let mut told = Told::new(&questions, fields);
        let step = match self.kind {
            Kind::Write => {
                let proposal = proposal::read(fields, &self.comments).map_err(NotTaken::Typed)?;
                sifted.write(proposal)?
            }
            Kind::Declare => {
                let has_one = told.chosen(INTEREST) == Some(ONE);
                let words = told.words(WORDS).filter(|_| has_one);
                if has_one && words.is_none() {
                    told.refuse(WORDS, Reason::Missing);
                }
                SiftStep::Declared(words)
            }
            Kind::Screen => judging::read_screen(self, &told)?,
            Kind::Settle => judging::read_settle(self, &told)?,
            Kind::Score => judging::read_score(self, &told)?,
            Kind::Decide => decision::read(self, &mut told)?,
            Kind::Merge => {
                let into = told.number(INTO).and_then(|number| self.room.numbered(number));
                let merged = into.and_then(|into| Some((into, sifted.merge(&into.sifted).ok()?)));
                let Some((into, (step, taken))) = merged else {
                    told.refuse(INTO, Reason::NoSuchNumber { number: fields.text(INTO).to_owned() });
                    return Err(NotTaken::Typed(told.refusals(&questions)));
                };
                return Ok(vec![(self.stored, step), (into, taken)]);
            }
            Kind::TakeOut => sifted.take_out(told.needed_words(REASON))?,
        };
        let refusals = told.refusals(&questions);
        if refusals.is_empty() { Ok(vec![(self.stored, step)]) } else { Err(NotTaken::Typed(refusals)) }
    }

    fn draw(&self, state: &AppState, fields: &Fields, showing: Showing<String>) -> Response {
        let number = self.sifted().number;
        let proposal = &self.sifted().proposal;
        let hindrance = self.hindrance().filter(|_| matches!(showing, Showing::Opened));
        let about = view! {
            <p class="govuk-body govuk-!-font-weight-bold">{proposal.title.clone()}</p>
            <blockquote class="govuk-inset-text fm-words">{proposal.words.clone()}</blockquote>
        };
        let is_told = self.kind != Kind::Write || self.keeps_words();
        let mut intro = if is_told { vec![about.into_any()] } else { Vec::new() };
        // A refusal says this already, above what was typed.
        let stays = self.keeps_words() && hindrance.is_none() && matches!(showing, Showing::Opened);
        intro.extend(
            stays.then(|| view! { <p class="govuk-body">{say_fault(SiftFault::WordsStay)} "."</p> }.into_any()),
        );
        let mut questions = if hindrance.is_some() { Vec::new() } else { self.questions() };
        // Whoever typed other words keeps what they typed.
        questions.retain(|asked| !self.keeps_words() || !proposal::is_screened(&asked.id) || is_in(fields, &asked.id));
        intro.extend(judging::intro(self, self.kind));
        intro.extend(hindrance.map(|fault| {
            let declare = (fault == SiftFault::Unsaid).then(|| {
                let href = self.room.address_of(number, "/interest");
                view! { <a class="govuk-button" href=href>"Say whether you have an interest"</a> }
            });
            view! { <p class="govuk-body">{say_fault(fault)} "."</p> {declare} }.into_any()
        }));
        let form = Form {
            state,
            staff: self.staff,
            room: self,
            title: self.kind.title(number),
            intro,
            action: self.room.address_of(number, &format!("/{}", self.kind.word())),
            hidden: Vec::new(),
            questions,
            more: None,
        };
        form.draw(fields, showing)
    }

    /// Gives where it goes on: from an interest that there is not to what waits for whoever said so.
    fn next(&self, step: Option<&SiftStep>) -> String {
        let number = self.sifted().number;
        let goes_on = step == Some(&SiftStep::Declared(None))
            && self.sifted().waits_for(self.staff.account.id, &self.room.sieves);
        let below = match self.sifted().passage(&self.room.sieves) {
            None if goes_on => "/screen",
            Some(_) if goes_on => "/score",
            _ => "",
        };
        self.room.address_of(number, below)
    }
}

fn is_in(fields: &Fields, name: &str) -> bool {
    fields.pairs().any(|(typed, _)| typed == name)
}
