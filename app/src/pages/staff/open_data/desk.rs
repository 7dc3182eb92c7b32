//! What open data are written from, and what is asked of whoever does.

use domain::{
    consultation::Consultation,
    crosstab::{self, By, Crosstab, CrosstabHindrance, LICENCE as PROPOSED, MOST_CROSSTABS},
    fields::Fields,
    ids::OpenDataId,
    publication::{PublicationStep, SENTENCE_LIMIT, SUMMARY_LIMIT, Standing},
    question::Question,
    refusal::Reason,
};
use store::{Noted, OpenData, OpenFile};

use super::super::{
    asking::{Asks, choice, choices, lines, option},
    find_consultation,
};
use crate::{
    error::PageError,
    open_data::{Edition, OpenDocument, TABLES},
    state::AppState,
    words::{capital, open_data},
};

/// The fields.
pub(super) const QUESTIONS: &str = "questions";
pub(super) const BY: &str = "by";
pub(super) const TABLE: &str = "table";
pub(super) const LICENCE: &str = "licence";
pub(super) const NOTE: &str = "note";
pub(super) const HASH: &str = "hash";
pub(super) const REASON: &str = "reason";

/// The files that are made and not released.
pub(super) struct Made {
    pub(super) document: OpenDocument,
    pub(super) files: Vec<OpenFile>,
    pub(super) hash: Vec<u8>,
}

/// What open data are written from.
pub(super) struct Desk {
    pub(super) consultation: Consultation,
    /// The edition of the results that they go with; none before one is public.
    pub(super) edition: Option<Edition>,
    /// The newest first.
    issues: Vec<OpenData>,
    pub(super) made: Option<Made>,
    /// The first first.
    pub(super) events: Vec<Noted<PublicationStep>>,
}

/// Gives the address of the page, or of a step of it.
pub(super) fn address(slug: &str, step: &str) -> String {
    format!("/staff/consultations/{slug}/data{step}")
}

impl Desk {
    /// Finds what the open data of a consultation are written from.
    pub(super) async fn find(state: &AppState, slug: &str) -> Result<Self, PageError> {
        let consultation = find_consultation(state, slug).await?;
        let edition = Edition::find(&state.store, &consultation).await?;
        let issues = state.store.list_open_data(consultation.id).await?;
        let events = state.store.list_open_data_events(consultation.id).await?;
        let mut desk = Self { consultation, edition, issues, made: None, events };
        if let Some((open, hash)) = desk.open().and_then(|open| Some((open.id, open.hash.clone()?))) {
            let tables = state.store.find_open_file(open, TABLES).await?.ok_or(PageError::NotFound)?;
            let files = state.store.list_open_files(open).await?;
            desk.made = Some(Made { document: OpenDocument::read(&tables)?, files, hash });
        }
        Ok(desk)
    }

    /// Gives the issue that can be changed.
    pub(super) fn open(&self) -> Option<&OpenData> {
        self.issues.iter().find(|issue| issue.standing == Standing::Written)
    }

    /// Gives the newest issue that is public.
    pub(super) fn public(&self) -> Option<&OpenData> {
        self.issues.iter().find(|issue| issue.standing.is_public())
    }

    /// Gives the issue that was taken back last, where none is public.
    pub(super) fn last(&self) -> Option<&OpenData> {
        self.public().or_else(|| self.issues.iter().find(|issue| issue.standing != Standing::Written))
    }

    /// Names the state in which the open data are.
    pub(super) fn state(&self) -> String {
        let said = |data: &OpenData| format!("{}-{}", data.id, data.revision);
        self.open().or(self.issues.first()).map(said).unwrap_or_default()
    }

    /// Gives the open data as they stand, or the next issue with the tables and words of the last; nothing where there are no results
    /// for them to go with.
    pub(super) fn draft(&self, state: &AppState) -> Option<OpenData> {
        let publication = self.edition.as_ref()?.publication.id;
        let last = self.issues.first();
        let draft = self.open().cloned().unwrap_or_else(|| OpenData {
            id: OpenDataId::new(&*state.clock, &*state.entropy),
            consultation: self.consultation.id,
            issue: 1 + last.map_or(0, |last| last.issue),
            publication,
            revision: 0,
            crosstabs: self.list().to_vec(),
            licence: last.map_or_else(|| PROPOSED.to_owned(), |last| last.licence.clone()),
            note: last.map(|last| last.note.clone()).unwrap_or_default(),
            writer: None,
            by: None,
            written_at: state.clock.now(),
            hash: None,
            basis: None,
            standing: Standing::Written,
        });
        Some(OpenData { publication, ..draft })
    }

    /// Gives the list of tables as it stands.
    pub(super) fn list(&self) -> &[Crosstab] {
        self.issues.first().map(|last| last.crosstabs.as_slice()).unwrap_or_default()
    }

    /// Says whether something was published, taken back or deleted since the files were made.
    pub(super) async fn is_stale(&self, state: &AppState) -> Result<bool, PageError> {
        let (Some(open), Some(edition)) = (self.open(), &self.edition) else { return Ok(true) };
        let now = edition.public(&state.store).await?.basis;
        Ok(open.publication != edition.publication.id || open.basis.as_ref() != Some(&now))
    }

    /// Adds tables of some questions to a list; those that it has are passed over.
    ///
    /// # Errors
    /// Says why none can be added, or not so many.
    pub(super) fn add(&self, list: &mut Vec<Crosstab>, questions: &[String], by: &str) -> Result<(), Reason> {
        let (Some(edition), Some(by)) = (&self.edition, By::from_word(by)) else { return Err(Reason::NotOffered) };
        let asked = (&edition.version.questionnaire, &edition.bound);
        let (margins, before) = (edition.margins(), list.len());
        for question in questions {
            let one = Crosstab { question: question.clone(), by: by.clone() };
            match crosstab::may_add(list, &one, asked, &margins) {
                Ok(()) => list.push(one),
                Err(CrosstabHindrance::There) => {}
                Err(CrosstabHindrance::TooMany) => {
                    let most = MOST_CROSSTABS.saturating_sub(before);
                    return Err(Reason::TooMany { at_most: most, chosen: questions.len() });
                }
                Err(CrosstabHindrance::NotAsked | CrosstabHindrance::NotKnown) => return Err(Reason::NotOffered),
            }
        }
        if list.len() == before { Err(Reason::NothingChanged) } else { Ok(()) }
    }

    /// Asks which tables to add; nothing where there are no results to go with or no questions of choices.
    pub(super) fn tables(&self) -> Vec<Question> {
        let Some(edition) = &self.edition else { return Vec::new() };
        let questionnaire = &edition.version.questionnaire;
        let questions: Vec<_> = crosstab::questions(questionnaire, &edition.bound)
            .map(|question| option(&question.id, &question.text))
            .collect();
        let by = By::list(questionnaire, &edition.margins());
        let by = by.iter().map(|by| option(&by.word(), &capital(&open_data::by(by)))).collect();
        if questions.is_empty() {
            return Vec::new();
        }
        vec![
            choice(BY, "Against what are the answers set?", by)
                .hint("Never against two things at once, so that no small group is told by both."),
            choices(QUESTIONS, "Which questions?", questions).hint(
                "Leave out those on ethnicity, health, belief and the like, unless there is a reason to publish them.",
            ),
        ]
    }

    /// Fills the form with the words in as they stand.
    pub(super) fn fields(&self, state: &AppState) -> Fields {
        let words = |draft: OpenData| vec![(LICENCE.to_owned(), draft.licence), (NOTE.to_owned(), draft.note)];
        Fields::new(self.draft(state).map(words).unwrap_or_default())
    }

    /// Says a question of the list in words.
    pub(super) fn question<'a>(&'a self, id: &'a str) -> &'a str {
        let found = self.edition.as_ref().and_then(|edition| edition.version.questionnaire.question(id));
        found.map_or(id, |question| &question.text)
    }
}

/// Asks for the words that go with the files.
pub(super) fn words() -> Vec<Question> {
    vec![
        lines(LICENCE, "Under which licence may everybody use them?", SENTENCE_LIMIT),
        lines(NOTE, "What should people know about these data?", SUMMARY_LIMIT)
            .hint("For example: how people were invited, and what the tables cannot tell. It stands above them.")
            .optional(),
    ]
}

/// Asks why open data are taken back.
pub(super) fn why() -> Question {
    lines(REASON, "Why are these data taken back?", SENTENCE_LIMIT).hint("Everybody can read this at their address.")
}
