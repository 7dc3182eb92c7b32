//! What the check asks: the day of the application, and what the rules of that day need to be told.

use chrono::NaiveDate;
use domain::{
    decimal::Decimal,
    fields::Fields,
    gain::{Development, Exemption, ExemptionKind, PriorityHabitat, RuleSet},
    question::{AnswerOption, Number, Question, QuestionKind},
    refusal::{DatePart, Reason, Refusal},
    vocabulary::Word,
};

use crate::pages::staff::asking::{Asks, Told, all, choice, choices, date, option};

const MADE: &str = "made";
const ON: &str = "made-on";
const YES: &str = "yes";
const NO: &str = "no";
const APPLICATION: &str = "application";
const EXEMPTION: &str = "exemption";
const HABITAT: &str = "priority-habitat";
const AREA: &str = "area";
const TREES: &str = "trees";
const LENGTH: &str = "length";
const SITE: &str = "site";
const NONE: &str = "none";
const UNKNOWN: &str = "dont-know";
/// How many decimals a size can have.
const DECIMALS: usize = 4;
/// The largest size that is taken, far beyond any site.
const MOST: u32 = 100_000_000;
/// The most trees.
const MOST_TREES: u32 = 100_000;
const BLANK: &str = "Write 0 if there is none. Leave it blank if you do not know.";

/// Says whether a field of an address is an answer to the check, which goes from one step to the next.
pub(super) fn is_answer(name: &str) -> bool {
    let question = name.split_once('.').map_or(name, |(question, _)| question);
    [MADE, ON, APPLICATION, EXEMPTION, HABITAT, AREA, TREES, LENGTH, SITE].contains(&question)
}

/// Asks for the day of the application.
pub(super) fn of_day() -> Vec<Question> {
    vec![
        choice(
            MADE,
            "Has the planning application been made?",
            vec![
                option(YES, "Yes"),
                AnswerOption {
                    hint: Some(
                        "The rules of today are used. Others may hold on the day on which it is made.".to_owned(),
                    ),
                    ..option(NO, "Not yet")
                },
            ],
        ),
        date(ON, "If it has been made, on which day?").optional(),
    ]
}

/// Reads the day of the application; today, where it is not made yet.
pub(super) fn read_day(fields: &Fields, today: NaiveDate) -> Result<NaiveDate, Vec<Refusal>> {
    let questions = of_day();
    let mut told = Told::new(&questions, fields);
    let is_made = told.chosen(MADE) == Some(YES);
    match told.date(ON) {
        _ if told.chosen(MADE) == Some(NO) => return Ok(today),
        Some(day) if day > today => told.refuse(&DatePart::Day.field(ON), Reason::TooLate { latest: today }),
        None if is_made => told.refuse(&DatePart::Day.field(ON), Reason::Missing),
        Some(day) if !told.is_refused() => return Ok(day),
        _ => {}
    }
    Err(told.refusals(&questions))
}

/// Says how the application was dated.
pub(super) fn is_made(fields: &Fields) -> bool {
    fields.text(MADE) == YES
}

fn size(id: &str, text: &str, unit: &str) -> Question {
    let bounds = Number {
        unit: Some(unit.to_owned()),
        least: Some(0.into()),
        most: Decimal::parse(&MOST.to_string()).ok(),
        decimals: DECIMALS,
    };
    Question::new(id, text, QuestionKind::Number(bounds))
}

fn listed(exemption: &Exemption) -> AnswerOption {
    AnswerOption { hint: exemption.hint.clone(), ..option(&exemption.id, &exemption.words) }
}

/// Lists the exemptions of a kind as choices, and that none fits or that somebody does not know.
fn offered(rules: &RuleSet, kind: ExemptionKind) -> Option<Vec<AnswerOption>> {
    let mut options: Vec<AnswerOption> = rules.exemptions_of(kind).map(listed).collect();
    if options.is_empty() {
        return None;
    }
    options.push(AnswerOption { alone: true, ..option(NONE, "None of these") });
    options.push(AnswerOption { alone: true, ..option(UNKNOWN, "I do not know") });
    Some(options)
}

/// Asks what rules need to be told.
pub(super) fn of_rules(rules: &RuleSet) -> Vec<Question> {
    let application = offered(rules, ExemptionKind::Application)
        .map(|options| choice(APPLICATION, "What kind of application is it?", options));
    let exemption =
        offered(rules, ExemptionKind::Development).map(|options| choices(EXEMPTION, "Is it any of these?", options));
    let needs_habitat = rules.small_effect.is_some() || rules.small_site.is_some();
    let habitat = needs_habitat.then(|| {
        choice(HABITAT, "Is any priority habitat affected?", all::<PriorityHabitat>())
            .hint("Habitat on the list of section 41 of the Natural Environment and Rural Communities Act 2006, however little of it is affected. An ecologist can tell you.")
    });
    let effect = rules.small_effect.as_ref().map(|limits| {
        let tree = format!(
            "Each counts as {} square metres. Count larger trees here too, which count as more.",
            limits.tree.written()
        );
        let trees =
            Number { least: Some(0.into()), most: Decimal::parse(&MOST_TREES.to_string()).ok(), ..Number::default() };
        [
            size(AREA, "How much other habitat is affected, without trees?", "square metres")
                .hint(&format!("Such as grass, scrub or a pond, and no hedges and streams. {BLANK}")),
            Question::new(TREES, "How many trees are affected?", QuestionKind::Number(trees))
                .hint(&format!("{tree} {BLANK}")),
            size(LENGTH, "How much hedge, line of trees, river or stream is affected?", "metres").hint(BLANK),
        ]
    });
    let site = rules.small_site.as_ref().map(|_| {
        size(SITE, "How large is the site, within the red line?", "hectares")
            .hint("10,000 square metres are 1 hectare. Leave it blank if you do not know.")
    });
    let first = [application, exemption, habitat].into_iter().flatten();
    first.chain(effect.into_iter().flatten()).chain(site).collect()
}

/// Reads a development.
pub(super) fn read(rules: &RuleSet, fields: &Fields) -> Result<Development, Vec<Refusal>> {
    let questions = of_rules(rules);
    let told = Told::new(&questions, fields);
    if told.is_refused() {
        return Err(told.refusals(&questions));
    }
    let mut exemptions = told.all_chosen(EXEMPTION);
    exemptions.extend(told.chosen(APPLICATION).map(str::to_owned));
    Ok(Development {
        knows_exemptions: !exemptions.iter().any(|id| id == UNKNOWN),
        exemptions,
        priority_habitat: told.chosen(HABITAT).and_then(PriorityHabitat::from_word).unwrap_or(PriorityHabitat::Unknown),
        area: told.decimal(AREA),
        trees: told.number(TREES),
        length: told.decimal(LENGTH),
        site: told.decimal(SITE),
    })
}

/// Says what was answered to each question, line by line.
pub(super) fn said(rules: &RuleSet, fields: &Fields) -> Vec<(Question, Vec<String>)> {
    let questions = of_rules(rules);
    let told = Told::new(&questions, fields);
    let lines = |question: &Question| match &question.kind {
        QuestionKind::SingleChoice(kind) => labels(&kind.options, &told.all_chosen(&question.id)),
        QuestionKind::MultipleChoice(kind) => labels(&kind.options, &told.all_chosen(&question.id)),
        QuestionKind::Number(kind) => {
            let unit = kind.unit.as_ref().map(|unit| format!(" {unit}")).unwrap_or_default();
            told.decimal(&question.id).map(|number| format!("{}{unit}", number.written())).into_iter().collect()
        }
        _ => Vec::new(),
    };
    let said: Vec<_> = questions.iter().map(lines).collect();
    questions.into_iter().zip(said).collect()
}

fn labels(options: &[AnswerOption], chosen: &[String]) -> Vec<String> {
    options.iter().filter(|option| chosen.contains(&option.id)).map(|option| option.label.clone()).collect()
}
