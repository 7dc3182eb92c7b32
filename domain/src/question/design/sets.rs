//! Sets of options of one size, for best and worst.

use super::{balance::Meetings, chance::Chance};

/// From how many beginnings the best design is taken.
const TRIES: usize = 30;
/// How often all exchanges are gone through at most; in practice they end long before.
const ROUNDS: usize = 20;

/// Makes the sets, with the options of each in their order.
pub(super) fn make(options: usize, shown: usize, sets: usize, chance: &mut Chance<'_>) -> Vec<Vec<usize>> {
    let mut made = even_meetings(options, shown, sets, chance);
    for set in &mut made {
        chance.shuffle(set);
    }
    even_places(options, &mut made);
    chance.shuffle(&mut made);
    made
}

/// Makes sets in which each two options meet about equally often.
fn even_meetings(options: usize, shown: usize, sets: usize, chance: &mut Chance<'_>) -> Vec<Vec<usize>> {
    let mut best = None;
    for _ in 0..TRIES {
        let mut made = begin(options, shown, sets, chance);
        let mut meetings = Meetings::new(options, &made);
        exchange(&mut made, &mut meetings);
        let score = (!meetings.is_connected(), meetings.spread(), meetings.unevenness());
        // No design is more even than one in which the meetings differ by one.
        let is_even = score <= (false, 1, usize::MAX);
        if best.as_ref().is_none_or(|(known, _)| score < *known) {
            best = Some((score, made));
        }
        if is_even {
            break;
        }
    }
    best.map(|(_, made)| made).unwrap_or_default()
}

/// Fills one set after the other with the options shown least so far, and of those the ones that met least.
fn begin(options: usize, shown: usize, sets: usize, chance: &mut Chance<'_>) -> Vec<Vec<usize>> {
    let mut made: Vec<Vec<usize>> = Vec::new();
    let mut times = vec![0; options];
    let mut meetings = Meetings::new(options, &made);
    for _ in 0..sets {
        let mut set: Vec<usize> = Vec::new();
        let mut order: Vec<usize> = (0..options).collect();
        chance.shuffle(&mut order);
        for _ in 0..shown {
            let met = |option: usize| set.iter().map(|other| meetings.of(option, *other)).sum::<usize>();
            let free = order.iter().copied().filter(|option| !set.contains(option));
            let Some(next) = free.min_by_key(|option| (times[*option], met(*option))) else { break };
            meetings.add(next, &set);
            times[next] += 1;
            set.push(next);
        }
        made.push(set);
    }
    made
}

/// Exchanges options between sets as long as that makes the meetings more even; how often each is shown stays.
fn exchange(sets: &mut [Vec<usize>], meetings: &mut Meetings) {
    for _ in 0..ROUNDS {
        let mut is_better = false;
        for one in 0..sets.len() {
            for other in one + 1..sets.len() {
                for place in 0..sets[one].len() {
                    for other_place in 0..sets[other].len() {
                        is_better |= try_exchange(sets, meetings, (one, place), (other, other_place));
                    }
                }
            }
        }
        if !is_better {
            return;
        }
    }
}

type Place = (usize, usize);

fn try_exchange(sets: &mut [Vec<usize>], meetings: &mut Meetings, one: Place, other: Place) -> bool {
    let (option, instead) = (sets[one.0][one.1], sets[other.0][other.1]);
    if option == instead || sets[one.0].contains(&instead) || sets[other.0].contains(&option) {
        return false;
    }
    // The sum of the squares of the meetings changes by twice the difference of these sums, and by two for each option
    // that stays in one of the sets alone.
    let met = |which: usize, set: &[usize], left_out: usize| -> usize {
        set.iter().filter(|with| **with != left_out).map(|with| meetings.of(which, *with)).sum()
    };
    let (here, there) = (&sets[one.0], &sets[other.0]);
    let now = met(option, here, option) + met(instead, there, instead);
    let then = met(instead, here, option) + met(option, there, instead);
    let shared = here.iter().filter(|with| there.contains(with)).count();
    if then + here.len() + there.len() - 2 * (shared + 1) >= now {
        return false;
    }
    apply(sets, meetings, one, other);
    true
}

fn apply(sets: &mut [Vec<usize>], meetings: &mut Meetings, one: Place, other: Place) {
    let (option, instead) = (sets[one.0][one.1], sets[other.0][other.1]);
    meetings.remove(option, &sets[one.0]);
    meetings.remove(instead, &sets[other.0]);
    sets[one.0][one.1] = instead;
    sets[other.0][other.1] = option;
    meetings.add(instead, &sets[one.0]);
    meetings.add(option, &sets[other.0]);
}

/// Changes the order within sets until each option stands about equally often in each place.
fn even_places(options: usize, sets: &mut [Vec<usize>]) {
    let shown = sets.first().map_or(0, Vec::len);
    let mut counts = vec![vec![0_usize; shown]; options];
    for set in sets.iter() {
        for (place, &option) in set.iter().enumerate() {
            counts[option][place] += 1;
        }
    }
    for _ in 0..ROUNDS {
        let mut is_better = false;
        for set in sets.iter_mut() {
            for place in 0..shown {
                for other in place + 1..shown {
                    let (one, two) = (set[place], set[other]);
                    let now = counts[one][place] + counts[two][other];
                    let then = counts[one][other] + counts[two][place] + 2;
                    if then < now {
                        counts[one][place] -= 1;
                        counts[two][other] -= 1;
                        counts[one][other] += 1;
                        counts[two][place] += 1;
                        set.swap(place, other);
                        is_better = true;
                    }
                }
            }
        }
        if !is_better {
            return;
        }
    }
}
