//! The documents of a bundle: what they hold, and how they are written so that the same gives the same bytes.

use domain::{
    bundle::Grain, campaign::FrozenCampaign, plan::Plan, question::AnswerOption, questionnaire::QuestionId,
    time::Moment, uses::RESIDENT,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{
    analysis::{Method, Population, Scale, Tally},
    words::hex,
};

/// What a manifest calls the format.
pub const FORMAT: &str = "folkmoot-bundle";
/// The version of the format.
pub const FORMAT_VERSION: u32 = 1;

/// What a bundle says of its run besides plan, answers and results.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Particulars {
    /// The title of the consultation.
    pub title: String,
    /// The slug of the consultation.
    pub consultation: String,
    /// Whether the answers are made up for a demonstration.
    pub is_demonstration: bool,
    /// The number of the run.
    pub run: i64,
    /// The version of Folkmoot that worked the figures out.
    pub code_version: String,
    /// The responses on which it rests.
    pub freeze: FrozenSet,
}

/// A freeze, as a manifest tells of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrozenSet {
    /// Its number among the freezes of the consultation.
    pub number: i64,
    /// When.
    pub at: Moment,
    /// How many responses there were.
    pub responses: u64,
    /// The fingerprint of all of them.
    pub fingerprint: String,
}

/// All that is known of a bundle: its fingerprint is that of this document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// [`FORMAT`].
    pub format: String,
    /// [`FORMAT_VERSION`].
    pub format_version: u32,
    /// What is known of the run.
    #[serde(flatten)]
    pub particulars: Particulars,
    /// The seed of the plan.
    pub seed: u32,
    /// How many of the frozen responses were deleted before the bundle was written.
    pub missing: u64,
    /// How much of the answers is in it.
    pub grain: Grain,
    /// Why not more.
    pub left_out: Option<String>,
    /// The fingerprint of the results as they are stored; `None` where they are not in it, because guesses at what is withheld could be
    /// tried by it.
    pub results_fingerprint: Option<String>,
    /// The files beside this one.
    pub files: Vec<ListedFile>,
}

/// A file of a bundle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedFile {
    /// Its name.
    pub name: String,
    /// How many bytes it has.
    pub bytes: u64,
    /// How many rows, the headings not counted; `None` where it is no table.
    pub rows: Option<u64>,
    /// The SHA-256 of its bytes.
    pub sha256: String,
}

/// A plan with how it came to be fixed, and nobody's name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedPlan {
    /// Its number among the plans of the consultation.
    pub number: i64,
    /// Since when it is fixed.
    pub fixed_at: Option<Moment>,
    /// How many people signed it.
    pub signatures: usize,
    /// How often somebody saw figures before it was fixed.
    pub looks_before: usize,
    /// What is planned.
    pub plan: Plan,
}

/// What the columns of the answers mean.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Asked {
    /// The segment whose answers are weighted.
    pub weighted_segment: String,
    /// The campaigns in which responses stand.
    pub campaigns: Vec<FrozenCampaign>,
    /// The margins of the plan.
    pub margins: Vec<MarginColumn>,
    /// The questions that count for priorities.
    pub questions: Vec<ScaleColumns>,
}

/// The column of a margin; its levels are in the plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct MarginColumn {
    pub margin: String,
    pub column: String,
}

/// A question with a column for each option.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct ScaleColumns {
    pub question: QuestionId,
    pub text: String,
    pub method: MethodWord,
    /// How many places an order has; `None` for other questions.
    pub places: Option<usize>,
    pub options: Vec<OptionColumn>,
    /// What could be chosen and is no answer, such as "don't know".
    pub no_answer: Vec<String>,
}

/// The column of an option.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct OptionColumn {
    pub option: String,
    pub label: String,
    pub priority: Option<String>,
    pub column: String,
}

/// How answers are counted, as the document says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum MethodWord {
    Choosing,
    Ranking,
    Points,
}

impl Asked {
    /// Describes the columns of a tally.
    pub(super) fn of(tally: &Tally) -> Self {
        let margin = |margin: &crate::analysis::PopulationMargin| {
            let name = margin.margin.name().to_owned();
            MarginColumn { column: format!("margin:{name}"), margin: name }
        };
        Self {
            weighted_segment: RESIDENT.to_owned(),
            campaigns: tally.campaigns.clone(),
            margins: tally.population.margins.iter().map(margin).collect(),
            questions: tally.scales.iter().map(ScaleColumns::of).collect(),
        }
    }

    /// Gives the scales that are described.
    pub(super) fn scales(&self) -> Vec<Scale> {
        self.questions.iter().map(ScaleColumns::scale).collect()
    }

    /// Gives the headings of the table of answers.
    pub(super) fn headings(&self) -> Vec<&str> {
        let margins = self.margins.iter().map(|margin| margin.column.as_str());
        let options = self.questions.iter().flat_map(|scale| &scale.options).map(|option| option.column.as_str());
        ["segment", "campaign"].into_iter().chain(margins).chain(options).collect()
    }

    /// Says whether the margins are those of a population, in their order.
    pub(super) fn suits(&self, population: &Population) -> bool {
        let planned = population.margins.iter().map(|margin| margin.margin.name());
        self.weighted_segment == RESIDENT && self.margins.iter().map(|margin| margin.margin.as_str()).eq(planned)
    }
}

impl ScaleColumns {
    fn of(scale: &Scale) -> Self {
        let (method, places) = match scale.method {
            Method::Choosing => (MethodWord::Choosing, None),
            Method::Ranking { places } => (MethodWord::Ranking, Some(places)),
            Method::Points => (MethodWord::Points, None),
        };
        let option = |option: &AnswerOption| OptionColumn {
            option: option.id.clone(),
            label: option.label.clone(),
            priority: option.priority.clone(),
            column: format!("{}:{}", scale.question, option.id),
        };
        Self {
            question: scale.question.clone(),
            text: scale.text.clone(),
            method,
            places,
            options: scale.options.iter().map(option).collect(),
            no_answer: scale.left_out.iter().map(|option| option.label.clone()).collect(),
        }
    }

    fn scale(&self) -> Scale {
        let option = |option: &OptionColumn| AnswerOption {
            id: option.option.clone(),
            label: option.label.clone(),
            priority: option.priority.clone(),
            ..AnswerOption::default()
        };
        Scale {
            question: self.question.clone(),
            text: self.text.clone(),
            method: match self.method {
                MethodWord::Choosing => Method::Choosing,
                MethodWord::Ranking => Method::Ranking { places: self.places.unwrap_or_default() },
                MethodWord::Points => Method::Points,
            },
            options: self.options.iter().map(option).collect(),
            // What is no answer stands in no row.
            left_out: Vec::new(),
        }
    }
}

/// Writes a document as it stands in a bundle.
pub(super) fn written(document: &impl Serialize) -> Result<Vec<u8>, serde_json::Error> {
    let mut bytes = serde_json::to_vec_pretty(document)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// Gives the SHA-256 of bytes as it is shown.
pub(super) fn fingerprint(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}
