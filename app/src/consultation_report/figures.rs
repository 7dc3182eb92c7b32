//! The figures of a report, all of them from the published results: who answered, what the answers give, and how it was worked out.

use super::{Block, Section, Sources};
use crate::{
    analysis::run::{Published, PublishedCampaign, PublishedItem, PublishedLevel, PublishedMargin, PublishedSegment},
    released::Released,
    words::{
        Labelled, analysis, capital, dates, numbers,
        published::{
            APART, OF_WHOM, PLANNED, and_why, level, margin_note, or_withheld, percent, quality, quality_reason, range,
            segment, support, weighting_note,
        },
        staff::WITHHELD,
    },
};

/// Says the most important in a few lines, with what the team wrote.
pub(super) fn in_short(sources: &Sources) -> Option<Section> {
    let words = &sources.words;
    let mut blocks = Vec::new();
    blocks.extend(
        sources
            .is_synthetic
            .then(|| Block::words("This is a demonstration: the responses in this report are synthetic.")),
    );
    blocks.extend((!words.introduction.is_empty()).then(|| Block::words(words.introduction.clone())));
    if let Some(released) = &sources.released {
        blocks.push(Block::words(released.summary.clone()));
        blocks.push(Block::Facts(key_figures(released)));
        blocks.push(Block::words(OF_WHOM));
    }
    let conclusions: Vec<String> =
        words.conclusions.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
    if !conclusions.is_empty() {
        blocks.push(Block::heading("What we conclude"));
        blocks.push(Block::List(conclusions));
    }
    Section::new("in-short", "In short", blocks)
}

fn key_figures(released: &Released) -> Vec<(String, String)> {
    let results = &released.results;
    let people = &results.respondents;
    let first: Vec<String> =
        results.items.iter().filter(|item| item.tier == 1).map(|item| item.label.clone()).collect();
    let mut facts = vec![
        ("Responses".to_owned(), or_withheld(people.frozen, numbers::whole)),
        ("From residents".to_owned(), or_withheld(people.residents, numbers::whole)),
        (
            "Residents who answered the question of the weighting".to_owned(),
            or_withheld(people.answered, numbers::whole),
        ),
        ("How far the figures can be trusted".to_owned(), quality(results.weights.quality).0.to_owned()),
    ];
    let which = if first.len() == 1 { "Clearly first" } else { "First, and not told apart from each other" };
    facts.extend((!first.is_empty()).then(|| (which.to_owned(), analysis::list(&first))));
    facts
}

/// Says who answered, beside who lives here.
pub(super) fn who(sources: &Sources) -> Option<Section> {
    let released = sources.released.as_ref()?;
    let results = &released.results;
    let people = &results.respondents;
    let mut blocks = vec![respondents(released)];
    let left = [(people.missing, "deleted since"), (people.left_out, "left out with a campaign")];
    let told = left.into_iter().filter_map(|(number, what)| {
        let number = number.filter(|number| *number > 0)?;
        Some(format!("{} {what}, and not in these figures.", numbers::count(number, "response was", "responses were")))
    });
    blocks.extend(told.map(Block::Words));
    if !people.campaigns.is_empty() {
        blocks.push(Block::heading("Campaigns"));
        blocks.push(Block::List(people.campaigns.iter().map(campaign).collect()));
    }
    if !results.margins.is_empty() {
        blocks.push(Block::heading("Who answered against who lives here"));
        blocks.extend(results.margins.iter().map(margin));
    }
    Section::new("who", "Who answered", blocks)
}

fn campaign(campaign: &PublishedCampaign) -> String {
    format!("‘{}’: {}. {}", campaign.name, campaign.treatment.label(), campaign.reason)
}

fn respondents(released: &Released) -> Block {
    let results = &released.results;
    let people = &results.respondents;
    let number = |count: Option<u64>| or_withheld(count, numbers::whole);
    let mut rows = vec![["Residents".to_owned(), number(people.residents), number(people.answered)]];
    let other =
        |one: &PublishedSegment| [segment(released, one).to_owned(), number(one.respondents), number(one.answered)];
    rows.extend(results.segments.iter().map(other));
    let is_withheld = rows.iter().flatten().any(|cell| cell == WITHHELD);
    let why = and_why(is_withheld);
    let all = people.frozen.map(|all| numbers::count(all, "response that was", "responses that were"));
    let all = all.unwrap_or_else(|| "the responses that were".to_owned());
    let base = format!("Of {all} frozen on {}, each counted once.{why}", dates::moment(released.basis.frozen_at));
    let columns = ["Who they say they are", "People", "Answered the question of the weighting"];
    Block::table("How many people responded", columns, rows, base)
}

fn margin(margin: &PublishedMargin) -> Block {
    let row = |one: &PublishedLevel| {
        let [people, share, weighted, population] = level(one);
        [one.label.clone(), people, share, weighted, population]
    };
    let columns = ["Group", "Respondents", "Of respondents", "Weighted", "Of people who live here"];
    let caption = format!("By {}", analysis::margin(&margin.margin));
    Block::table(caption, columns, margin.levels.iter().map(row).collect(), margin_note(margin).trim_end())
}

/// Says what the answers give.
pub(super) fn weighting(sources: &Sources) -> Option<Section> {
    let released = sources.released.as_ref()?;
    let results = &released.results;
    let (trust, means) = quality(results.weights.quality);
    let reason = quality_reason(&results.weights, results.respondents.answered).unwrap_or_default();
    let mut blocks = vec![
        weights(results),
        Block::heading("How far the figures can be trusted"),
        Block::words(format!("{trust}. {means} {reason}").trim_end()),
    ];
    let merged: Vec<String> = results.weights.merged.iter().map(analysis::merged).collect();
    blocks.extend((!merged.is_empty()).then_some(Block::List(merged)));
    if results.checks.made > 0 {
        blocks.push(Block::heading("What would change this result"));
        blocks.push(Block::words(analysis::same_top(released.basis.top, results.checks.same_top, results.checks.made)));
    }
    if !results.segments.is_empty() {
        blocks.push(Block::heading("Others who responded"));
        blocks.push(Block::words(APART));
        blocks.extend(results.segments.iter().filter_map(|one| other(released, one)));
        let is_without = |one: &&PublishedSegment| one.answered.is_none() || one.shares.is_empty();
        let without: Vec<String> =
            results.segments.iter().filter(is_without).map(|one| segment(released, one).to_owned()).collect();
        if !without.is_empty() {
            blocks.push(Block::words(
                "Of these no figures can be given, because they would tell how fewer than 10 people answered:",
            ));
            blocks.push(Block::List(without));
        }
    }
    if results.pool.is_some() {
        let address = sources.address(&format!("/results/{}", released.edition));
        blocks.push(Block::link(
            "The groups were pooled by weights that somebody decided: ",
            "See the groups and the pool",
            address,
        ));
    }
    Section::new("weighting", "What the answers give", blocks)
}

fn weights(results: &Published) -> Block {
    let row = |item: &PublishedItem| {
        [
            item.label.clone(),
            analysis::place(item.ranks),
            item.tier.to_string(),
            percent(item.weight),
            range(item.range),
            percent(item.unweighted),
            support(item),
        ]
    };
    let withheld = |label: &String| {
        let mut cells: [String; 7] = std::array::from_fn(|_| WITHHELD.to_owned());
        cells[0].clone_from(label);
        cells
    };
    let rows = results.items.iter().map(row).chain(results.withheld.iter().map(withheld)).collect();
    let columns = ["Priority", "Place", "Tier", "Weight", "Range", "Unweighted", "Support"];
    let base = format!("{} Priorities of one tier cannot be told apart.", weighting_note(results));
    Block::table(results.text.clone(), columns, rows, base)
}

fn other(released: &Released, one: &PublishedSegment) -> Option<Block> {
    let name = segment(released, one);
    let answered = one.answered.filter(|_| !one.shares.is_empty())?;
    let rows = one.shares.iter().map(|(label, share)| [label.clone(), or_withheld(*share, percent)]).collect();
    let base = format!("{}, each counted once.", numbers::count(answered, "answer", "answers"));
    let why = and_why(one.shares.iter().any(|(_, share)| share.is_none()));
    Some(Block::table(name, ["Priority", "Share, unweighted"], rows, format!("{base}{why}")))
}

/// Says how it was worked out, so that anybody can do it again.
pub(super) fn worked_out(sources: &Sources) -> Option<Section> {
    let released = sources.released.as_ref()?;
    let basis = &released.basis;
    let mut blocks = vec![Block::words(PLANNED)];
    blocks.extend(Block::under("What we said before we asked", sources.particulars.plan.as_ref()));
    blocks.push(Block::heading("The plan"));
    blocks.push(Block::words(basis.reasons.clone()));
    let fixed = basis.fixed_at.map(|at| format!(", fixed on {}", dates::moment(at))).unwrap_or_default();
    let mut facts = vec![
        ("Plan".to_owned(), format!("Plan {}{fixed}, seed {}", basis.plan, basis.seed)),
        ("How the answers count".to_owned(), capital(released.results.estimator.label())),
    ];
    if let Some(signed) = &sources.signed {
        facts.push(("Signed by".to_owned(), analysis::list(&signed.by)));
        let looks = match signed.looks {
            0 => "Nobody".to_owned(),
            looks => format!("Figures were looked at {}", numbers::count(looks, "time", "times")),
        };
        facts.push(("Who saw figures before it was fixed".to_owned(), looks));
    }
    facts.extend([
        ("Responses frozen".to_owned(), format!("{} (freeze {})", dates::moment(basis.frozen_at), basis.freeze)),
        ("Fingerprint of the responses (SHA-256)".to_owned(), basis.responses_hash.clone()),
        ("Worked out by".to_owned(), format!("Folkmoot {}, run {}", basis.code_version, basis.run)),
    ]);
    blocks.push(Block::Facts(facts));
    Section::new("worked-out", "How it was worked out", blocks)
}
