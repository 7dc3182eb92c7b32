//! Pairs of options, and which of the two stands on the left.

use super::chance::Chance;

/// From how many beginnings the most even choice is taken.
const TRIES: usize = 400;

type Pair = (usize, usize);

/// Makes the pairs, left option first, in the order in which they are shown.
pub(super) fn make(options: usize, count: usize, chance: &mut Chance<'_>) -> Vec<Pair> {
    let all = options * (options - 1) / 2;
    let mut chosen = if count >= all { every(options) } else { choose(options, count, chance) };
    chance.shuffle(&mut chosen);
    let mut sided = even_sides(options, chosen, chance);
    chance.shuffle(&mut sided);
    sided
}

fn every(options: usize) -> Vec<Pair> {
    (0..options).flat_map(|one| (one + 1..options).map(move |other| (one, other))).collect()
}

/// Chooses pairs that join all options, each of them about equally often.
fn choose(options: usize, count: usize, chance: &mut Chance<'_>) -> Vec<Pair> {
    let mut best: Option<(usize, Vec<Pair>)> = None;
    for _ in 0..TRIES {
        let pairs = ring_and_more(options, count, chance);
        let spread = spread(options, &pairs);
        if best.as_ref().is_none_or(|(known, _)| spread < *known) {
            best = Some((spread, pairs));
        }
        if spread <= 1 {
            break;
        }
    }
    best.map(|(_, pairs)| pairs).unwrap_or_default()
}

/// Joins all options in a ring, and then those that are in the fewest pairs.
fn ring_and_more(options: usize, count: usize, chance: &mut Chance<'_>) -> Vec<Pair> {
    let mut order: Vec<usize> = (0..options).collect();
    chance.shuffle(&mut order);
    let ring = (0..options).map(|place| in_order(order[place], order[(place + 1) % options]));
    let mut pairs: Vec<Pair> = ring.take(count).collect();
    let mut rest: Vec<Pair> = every(options).into_iter().filter(|pair| !pairs.contains(pair)).collect();
    chance.shuffle(&mut rest);
    let mut times = times(options, &pairs);
    while pairs.len() < count {
        let rarest = |pair: &Pair| {
            let (one, other) = (times[pair.0], times[pair.1]);
            (one.min(other), one.max(other))
        };
        let Some(next) = (0..rest.len()).min_by_key(|place| rarest(&rest[*place])) else { break };
        let pair = rest.swap_remove(next);
        times[pair.0] += 1;
        times[pair.1] += 1;
        pairs.push(pair);
    }
    pairs
}

fn in_order(one: usize, other: usize) -> Pair {
    (one.min(other), one.max(other))
}

fn times(options: usize, pairs: &[Pair]) -> Vec<usize> {
    let mut times = vec![0; options];
    for (one, other) in pairs {
        times[*one] += 1;
        times[*other] += 1;
    }
    times
}

fn spread(options: usize, pairs: &[Pair]) -> usize {
    let times = times(options, pairs);
    times.iter().max().unwrap_or(&0) - times.iter().min().unwrap_or(&0)
}

/// Says for each pair which option stands on the left, so that each stands there as often as on the right, or nearly.
///
/// Whoever walks along the pairs leaves an option as often as they come to it, except where a walk begins or ends; the
/// walks begin at options with an odd number of pairs, where one end has to be.
fn even_sides(options: usize, mut pairs: Vec<Pair>, chance: &mut Chance<'_>) -> Vec<Pair> {
    let mut times = times(options, &pairs);
    let mut order: Vec<usize> = (0..options).collect();
    chance.shuffle(&mut order);
    let mut sided = Vec::new();
    while !pairs.is_empty() {
        let odd = order.iter().copied().find(|option| times[*option] % 2 == 1);
        let Some(mut at) = odd.or_else(|| order.iter().copied().find(|option| times[*option] > 0)) else { break };
        while let Some(next) = pairs.iter().position(|pair| pair.0 == at || pair.1 == at) {
            let (one, other) = pairs.swap_remove(next);
            let to = if one == at { other } else { one };
            times[at] -= 1;
            times[to] -= 1;
            sided.push((at, to));
            at = to;
        }
    }
    sided
}
