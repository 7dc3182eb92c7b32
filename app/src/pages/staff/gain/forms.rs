//! What the forms of rules ask, how they are filled, and what is read from them.

use chrono::NaiveDate;
use domain::{
    decimal::Decimal,
    fields::Fields,
    gain::{
        Exemption, ExemptionKind, LINE_LIMIT, LIST_LIMIT, MOST_PROVIDERS, RuleSet, RuleSource, SmallEffect, SmallSite,
    },
    question::{Number, Question, QuestionKind},
    refusal::{DatePart, Reason, Refusal},
};

use crate::{
    pages::staff::asking::{Asks, Told, date, line, lines, number, parts_of_day, tick, ticked},
    parts::safe_url,
};

const TITLE: &str = "title";
pub(super) const FROM: &str = "from";
pub(super) const TO: &str = "to";
const APPLICATIONS: &str = "applications";
const DEVELOPMENTS: &str = "developments";
const AREA: &str = "area";
const LENGTH: &str = "length";
const TREE: &str = "tree";
const SITE: &str = "site";
const PROVIDERS: &str = "providers";
const SOURCES: &str = "sources";
const REVIEWED: &str = "reviewed";
const REVIEWER: &str = "reviewer";
const VERIFIED: &str = "verified";
const SHOWN: &str = "shown";
/// What parts the words of a line from what explains them, or a source from its address.
const PART: &str = ": ";

fn size(id: &str, text: &str, unit: &str) -> Question {
    let bounds = Number { unit: Some(unit.to_owned()), least: Some(0.into()), most: None, decimals: 4 };
    Question::new(id, text, QuestionKind::Number(bounds))
}

/// Asks for all of a set of rules.
pub(super) fn of_rules() -> Vec<Question> {
    let listed = "Each on a line of its own. What it takes may follow behind a colon.";
    let mut questions = vec![
        line(TITLE, "What are these rules called?", LINE_LIMIT),
        date(FROM, "First day of applications that fall under them"),
        date(TO, "Last day").optional(),
        lines(APPLICATIONS, "Kinds of application that are exempt", LIST_LIMIT).optional().hint(listed),
        lines(DEVELOPMENTS, "Other exemptions", LIST_LIMIT).optional().hint(listed),
        size(AREA, "Small effect: the area from which on it is not exempt", "square metres")
            .hint("Leave the area, the length and the tree blank where there is no such exemption."),
        size(LENGTH, "Small effect: the length of hedge, river or stream from which on it is not exempt", "metres"),
        size(TREE, "Small effect: the area that each small tree counts as", "square metres"),
        size(SITE, "Small site: the size up to which it is exempt", "hectares").hint(
            "Leave it blank where there is no such exemption. It never holds where priority habitat is affected.",
        ),
        number(PROVIDERS, "How many providers does a developer have to ask at least?", 1, MOST_PROVIDERS)
            .hint("A rule of the authority, which the gain-site log tells."),
    ];
    questions.extend(of_review());
    questions.push(
        tick(SHOWN, "Who sees them?", "Use these rules in the check that everybody sees")
            .hint("Try them first: without the tick staff alone see them."),
    );
    questions
}

/// Asks for a review.
pub(super) fn of_review() -> Vec<Question> {
    vec![
        lines(SOURCES, "Where are they written down?", LIST_LIMIT)
            .hint("Each source on a line of its own: what it is called, a colon, and its address. For example: Exemptions Regulations 2024: https://www.legislation.gov.uk/uksi/2024/47"),
        date(REVIEWED, "On which day were they compared with their sources last?"),
        line(REVIEWER, "By whom?", LINE_LIMIT).hint("An organisation or a post. No name of a person."),
        tick(VERIFIED, "Are they verified?", "They say what their sources say, and these are the law or the government's own guidance")
            .hint("Without the tick every page of the check says that they are unverified."),
    ]
}

/// Asks for the last day.
pub(super) fn of_end() -> Vec<Question> {
    vec![date(TO, "What is the last day of applications that fall under them?")]
}

fn pair(name: &str, value: impl Into<String>) -> (String, String) {
    (name.to_owned(), value.into())
}

/// Writes the exemptions of a kind, each as a line of the form has it.
pub(super) fn lines_of_kind(rules: &RuleSet, kind: ExemptionKind) -> Vec<String> {
    let line = |exemption: &Exemption| match &exemption.hint {
        Some(hint) => format!("{}{PART}{hint}", exemption.words),
        None => exemption.words.clone(),
    };
    rules.exemptions_of(kind).map(line).collect()
}

/// Fills the form of a set of rules.
pub(super) fn rules(rules: &RuleSet, is_shown: bool) -> Fields {
    let mut pairs = vec![
        pair(TITLE, &rules.title),
        pair(APPLICATIONS, lines_of_kind(rules, ExemptionKind::Application).join("\n")),
        pair(DEVELOPMENTS, lines_of_kind(rules, ExemptionKind::Development).join("\n")),
        pair(PROVIDERS, rules.least_providers.to_string()),
    ];
    pairs.extend(parts_of_day(FROM, rules.from));
    pairs.extend(rules.to.into_iter().flat_map(|to| parts_of_day(TO, to)));
    if let Some(SmallEffect { area, length, tree }) = &rules.small_effect {
        let sizes = [(AREA, area), (LENGTH, length), (TREE, tree)];
        pairs.extend(sizes.map(|(name, size)| pair(name, size.to_string())));
    }
    pairs.extend(rules.small_site.iter().map(|site| pair(SITE, site.hectares.to_string())));
    pairs.extend(ticked(SHOWN, is_shown));
    pairs.extend(review_pairs(rules));
    Fields::new(pairs)
}

fn review_pairs(rules: &RuleSet) -> Vec<(String, String)> {
    let source = |source: &RuleSource| format!("{}{PART}{}", source.title, source.address);
    let sources = rules.sources.iter().map(source).collect::<Vec<_>>().join("\n");
    let mut pairs = vec![pair(SOURCES, sources), pair(REVIEWER, &rules.reviewer)];
    pairs.extend(parts_of_day(REVIEWED, rules.reviewed_on));
    pairs.extend(ticked(VERIFIED, rules.is_verified));
    pairs
}

/// Fills the form of a review, without the day, which is another one now.
pub(super) fn review(rules: &RuleSet) -> Fields {
    let mut fields = Fields::new(review_pairs(rules));
    fields.retain(|name| !name.starts_with(&format!("{REVIEWED}.")));
    fields
}

/// Fills the form of the last day.
pub(super) fn end(rules: &RuleSet) -> Fields {
    Fields::new(rules.to.into_iter().flat_map(|to| parts_of_day(TO, to)))
}

fn lines_of(told: &Told, id: &str) -> Vec<String> {
    let words = told.words(id).unwrap_or_default();
    words.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

fn exemptions(told: &mut Told) -> Vec<Exemption> {
    let mut all: Vec<Exemption> = Vec::new();
    for (id, kind) in [(APPLICATIONS, ExemptionKind::Application), (DEVELOPMENTS, ExemptionKind::Development)] {
        for line in lines_of(told, id) {
            let (words, hint) =
                line.split_once(PART).map_or((line.as_str(), None), |(words, hint)| (words, Some(hint)));
            let exemption = Exemption::new(kind, words.trim(), hint.map(str::trim));
            if exemption.id.is_empty() {
                told.refuse(id, Reason::NoLetters);
            } else if all.iter().any(|other| other.id == exemption.id)
                || ["none", "dont-know"].contains(&&*exemption.id)
            {
                told.refuse(id, Reason::LineTwice { line: words.to_owned() });
            } else {
                all.push(exemption);
            }
        }
    }
    all
}

fn sources(told: &mut Told) -> Vec<RuleSource> {
    let mut sources = Vec::new();
    for line in lines_of(told, SOURCES) {
        match line.rsplit_once(PART) {
            None => told.refuse(SOURCES, Reason::NoColon { line }),
            Some((_, address)) if !address.starts_with("http") || safe_url(address).is_none() => {
                told.refuse(SOURCES, Reason::NotALink);
            }
            Some((title, address)) => {
                sources.push(RuleSource { title: title.trim().to_owned(), address: address.trim().to_owned() });
            }
        }
    }
    sources
}

/// Reads the limits of small effects: all of them, or none.
fn small_effect(told: &mut Told) -> Option<SmallEffect> {
    let sizes = [AREA, LENGTH, TREE].map(|id| told.decimal(id));
    if let [Some(area), Some(length), Some(tree)] = sizes {
        return Some(SmallEffect { area, length, tree });
    }
    if sizes.iter().any(Option::is_some) {
        for (id, size) in [AREA, LENGTH, TREE].into_iter().zip(sizes) {
            if size.is_none() {
                told.refuse(id, Reason::Missing);
            }
        }
    }
    None
}

/// What somebody says of a review.
struct Review {
    sources: Vec<RuleSource>,
    reviewed_on: Option<NaiveDate>,
    reviewer: String,
    is_verified: bool,
}

fn read_told_review(told: &mut Told, today: NaiveDate) -> Review {
    let reviewed_on = told.date(REVIEWED);
    if reviewed_on.is_some_and(|day| day > today) {
        told.refuse(&DatePart::Day.field(REVIEWED), Reason::TooLate { latest: today });
    }
    let (reviewer, is_verified) = (told.needed_words(REVIEWER), told.is_ticked(VERIFIED));
    Review { sources: sources(told), reviewed_on, reviewer, is_verified }
}

/// Refuses a last day before the first, and days on which other rules hold; `field` is the day that is to be put right.
fn judge_days(told: &mut Told, rules: &RuleSet, field: &str, overlapped: impl Fn(&RuleSet) -> Option<String>) {
    if rules.to.is_some_and(|to| to < rules.from) {
        told.refuse(&DatePart::Day.field(TO), Reason::TooEarly { earliest: rules.from });
    } else if let Some(with) = overlapped(rules) {
        told.refuse(&DatePart::Day.field(field), Reason::Overlaps { with });
    }
}

/// Reads a set of rules, and whether everybody sees it; `overlapped` names rules that the check uses on the same days.
pub(super) fn read(
    fields: &Fields,
    today: NaiveDate,
    overlapped: impl Fn(&RuleSet) -> Option<String>,
) -> Result<(RuleSet, bool), Vec<Refusal>> {
    let questions = of_rules();
    let mut told = Told::new(&questions, fields);
    let is_shown = told.is_ticked(SHOWN);
    let exemptions = exemptions(&mut told);
    let small_effect = small_effect(&mut told);
    let Review { sources, reviewed_on, reviewer, is_verified } = read_told_review(&mut told, today);
    if let (Some(from), Some(reviewed_on)) = (told.date(FROM), reviewed_on) {
        let rules = RuleSet {
            title: told.needed_words(TITLE),
            sources,
            from,
            to: told.date(TO),
            reviewed_on,
            reviewer,
            is_verified,
            small_effect,
            small_site: told.decimal(SITE).map(|hectares: Decimal| SmallSite { hectares }),
            exemptions,
            least_providers: told.number(PROVIDERS).unwrap_or_default(),
        };
        judge_days(&mut told, &rules, FROM, |rules| overlapped(rules).filter(|_| is_shown));
        if !told.is_refused() {
            return Ok((rules, is_shown));
        }
    }
    Err(told.refusals(&questions))
}

/// Reads a review of rules.
pub(super) fn read_review(fields: &Fields, today: NaiveDate, rules: &RuleSet) -> Result<RuleSet, Vec<Refusal>> {
    let questions = of_review();
    let mut told = Told::new(&questions, fields);
    match read_told_review(&mut told, today) {
        Review { sources, reviewed_on: Some(reviewed_on), reviewer, is_verified } if !told.is_refused() => {
            Ok(RuleSet { sources, reviewed_on, reviewer, is_verified, ..rules.clone() })
        }
        _ => Err(told.refusals(&questions)),
    }
}

/// Reads the last day of rules; `overlapped` names rules that the check uses on the same days.
pub(super) fn read_end(
    fields: &Fields,
    rules: &RuleSet,
    overlapped: impl Fn(&RuleSet) -> Option<String>,
) -> Result<RuleSet, Vec<Refusal>> {
    let questions = of_end();
    let mut told = Told::new(&questions, fields);
    let rules = RuleSet { to: told.date(TO), ..rules.clone() };
    if rules.to.is_some() {
        judge_days(&mut told, &rules, TO, overlapped);
    }
    if told.is_refused() { Err(told.refusals(&questions)) } else { Ok(rules) }
}
