//! What a person types for one question: the pairs that a browser posts, in the order of the form.
//!
//! An unticked box and an unchosen button post nothing; a field for words and a list to choose from post an empty text.

use domain::question::{AnswerOption, Matrix, MultipleChoice, Points, Question, QuestionKind, Ranking, TextList};

use super::{
    places,
    profile::{Openness, Profile},
    tastes::taste,
    words,
};
use crate::dice::Dice;

/// The names and values that one question posts.
pub(super) type Pairs = Vec<(String, String)>;

/// Says what a person types for a question, which must be as it is offered to them.
pub(super) fn typed(question: &Question, profile: &Profile, dice: &mut Dice) -> Pairs {
    let id = question.id.as_str();
    let is_blank = !question.required && dice.percent(blank(id, profile));
    match &question.kind {
        QuestionKind::SingleChoice(kind) => {
            let chosen = (!is_blank).then(|| choose(id, &kind.options, profile, dice)).flatten();
            choices(id, &kind.options, &chosen.into_iter().collect::<Vec<_>>(), dice)
        }
        QuestionKind::MultipleChoice(kind) => {
            let chosen = if is_blank { Vec::new() } else { choose_some(id, kind, profile, dice) };
            choices(id, &kind.options, &chosen, dice)
        }
        QuestionKind::Matrix(kind) => {
            if is_blank {
                Pairs::new()
            } else {
                matrix(id, kind, profile, dice)
            }
        }
        QuestionKind::Ranking(kind) => ranking(question, kind, is_blank, profile, dice),
        QuestionKind::Points(kind) => points(id, kind, is_blank, profile, dice),
        QuestionKind::Text(_) => one(id, (!is_blank).then(|| words::text(id, profile, dice))),
        QuestionKind::TextList(kind) => species(id, kind, is_blank, profile, dice),
        QuestionKind::Postcode => one(id, (!is_blank).then(|| places::postcode(profile.area, dice))),
        QuestionKind::Places(kind) => places::typed(id, kind, is_blank, profile, dice),
        QuestionKind::Contact(_) => contact(id, is_blank, dice),
        // The questions of the demonstration are of the kinds above.
        _ => Pairs::new(),
    }
}

/// Says how many in a hundred leave a question blank.
fn blank(question: &str, profile: &Profile) -> u32 {
    let usual = match question {
        "council-area" | "age-band" | "sex" => return if profile.openness == Openness::Silent { 100 } else { 0 },
        "postcode" if profile.openness != Openness::Open => return 100,
        "ethnic-group" | "long-lasting-condition" if profile.openness == Openness::Silent => return 100,
        "other-comments" | "habitats-chosen" if profile.in_campaign => return 0,
        "habitats-chosen" | "heard-of-strategy" => 3,
        "state-of-nature" | "changes-noticed" | "ethnic-group" | "long-lasting-condition" => 5,
        "found-out-by" | "benefits-ranked" => 10,
        "habitats-ranked" | "barriers-met" => 13,
        "action-points" | "would-do" => 18,
        "species-named" => 22,
        "postcode" => 30,
        "other-comments" => 60,
        "places-named" => 64,
        "contact" => 72,
        _ => 6,
    };
    if profile.in_campaign { (usual * 2).min(100) } else { usual }
}

fn one(id: &str, text: Option<String>) -> Pairs {
    vec![(id.to_owned(), text.unwrap_or_default())]
}

/// Chooses one option: what somebody is, if the question asks for that, or else what they like best.
fn choose<'a>(id: &str, options: &'a [AnswerOption], profile: &Profile, dice: &mut Dice) -> Option<&'a AnswerOption> {
    let is_declined = profile.openness == Openness::Declining;
    let named = match id {
        "responding-as" => profile.role,
        "council-area" | "age-band" | "sex" | "ethnic-group" | "long-lasting-condition" if is_declined => {
            "prefer-not-to-say"
        }
        "council-area" => profile.area,
        "age-band" => profile.age,
        "sex" => profile.sex,
        _ => return in_order(id, options.iter(), profile, dice).into_iter().next(),
    };
    options.iter().find(|option| option.id == named)
}

/// Puts options in the order in which somebody likes them today.
fn in_order<'a>(
    id: &str,
    options: impl Iterator<Item = &'a AnswerOption>,
    profile: &Profile,
    dice: &mut Dice,
) -> Vec<&'a AnswerOption> {
    let mut liked: Vec<_> = options.map(|o| (taste(profile, id, &o.id, "") + dice.gumbel(), o)).collect();
    liked.sort_by(|a, b| b.0.total_cmp(&a.0));
    liked.into_iter().map(|(_, option)| option).collect()
}

/// Chooses the best few where there is a limit, or else each option that is liked well enough.
fn choose_some<'a>(id: &str, kind: &'a MultipleChoice, profile: &Profile, dice: &mut Dice) -> Vec<&'a AnswerOption> {
    let alone = kind.options.iter().find(|option| option.alone);
    if let (Some(option), true) = (alone, dice.percent(if profile.in_campaign { 0 } else { 3 })) {
        return vec![option];
    }
    let options = kind.options.iter().filter(|option| !option.alone);
    if let Some(at_most) = kind.at_most {
        let wanted = dice.weighted(&[(1, 4), (2, 7), (3, 17), (4, 18), (5, 54)]);
        return in_order(id, options, profile, dice).into_iter().take(wanted.min(at_most)).collect();
    }
    options.filter(|o| dice.share() < 1.0 / (1.0 + (-taste(profile, id, &o.id, "")).exp())).collect()
}

/// Posts chosen options in the order of the form, and the field for words of each option that has one.
fn choices(id: &str, options: &[AnswerOption], chosen: &[&AnswerOption], dice: &mut Dice) -> Pairs {
    let mut pairs = Pairs::new();
    for option in options {
        let is_chosen = chosen.iter().any(|c| c.id == option.id);
        if is_chosen {
            pairs.push((id.to_owned(), option.id.clone()));
        }
        if option.asks_words {
            let words = if is_chosen { words::other(id, dice) } else { String::new() };
            pairs.push((format!("{id}.{}", option.id), words));
        }
    }
    pairs
}

fn matrix(id: &str, kind: &Matrix, profile: &Profile, dice: &mut Dice) -> Pairs {
    let mut pairs = Pairs::new();
    for row in &kind.rows {
        let liked = kind.options.iter().map(|o| (taste(profile, id, &o.id, &row.id) + dice.gumbel(), o));
        let best = liked.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, option)| option);
        if let (Some(option), false) = (best, dice.percent(5)) {
            pairs.push((format!("{id}.{}", row.id), option.id.clone()));
        }
    }
    pairs
}

fn ranking(question: &Question, kind: &Ranking, is_blank: bool, profile: &Profile, dice: &mut Dice) -> Pairs {
    let source = kind.options_from.as_deref().unwrap_or(&question.id);
    let order = in_order(source, kind.options.iter(), profile, dice);
    let wanted = if is_blank { 0 } else { dice.weighted(&[(1, 5), (2, 8), (3, 87)]) };
    let value = |rank: usize| order.get(rank - 1).filter(|_| rank <= wanted).map(|o| o.id.clone());
    kind.ranks().map(|rank| (format!("{}.{rank}", question.id), value(rank).unwrap_or_default())).collect()
}

/// Gives the points one by one to what is liked best at that moment.
fn points(id: &str, kind: &Points, is_blank: bool, profile: &Profile, dice: &mut Dice) -> Pairs {
    let liked: Vec<f64> = kind.options.iter().map(|o| taste(profile, id, &o.id, "") + 0.6 * dice.gumbel()).collect();
    let mut given = vec![0_u32; kind.options.len()];
    for _ in 0..if is_blank { 0 } else { kind.total } {
        let today: Vec<f64> = liked.iter().map(|liking| liking + dice.gumbel()).collect();
        let best = (0..today.len()).max_by(|a, b| today[*a].total_cmp(&today[*b])).unwrap_or_default();
        given[best] += 1;
    }
    let nothing = if is_blank || dice.percent(60) { "" } else { "0" };
    let value = |points: u32| if points == 0 { nothing.to_owned() } else { points.to_string() };
    kind.options.iter().zip(given).map(|(o, points)| (format!("{id}.{}", o.id), value(points))).collect()
}

fn species(id: &str, kind: &TextList, is_blank: bool, profile: &Profile, dice: &mut Dice) -> Pairs {
    let wanted = if is_blank { 0 } else { dice.weighted(&[(1, 22), (2, 28), (3, 50)]) };
    let mut named = words::species(profile, wanted, dice).into_iter();
    (1..=kind.at_most).map(|number| (format!("{id}.{number}"), named.next().unwrap_or_default())).collect()
}

/// Leaves an address at a domain that is reserved for examples and belongs to nobody.
fn contact(id: &str, is_blank: bool, dice: &mut Dice) -> Pairs {
    if is_blank {
        return vec![(format!("{id}.email"), String::new())];
    }
    let mut pairs = vec![(format!("{id}.email"), format!("synthetic-{}@example.org", 10_000 + dice.below(90_000)))];
    let uses = dice.weighted(&[(&["updates"][..], 70), (&["updates", "interview"], 24), (&["interview"], 6)]);
    pairs.extend(uses.iter().map(|part| (format!("{id}.{part}"), "yes".to_owned())));
    pairs
}
