//! How well two orders agree.

use super::AggregateError;
use crate::sum::number;

/// Kendall's tau-b of two lists of figures for the same items: 1 where they order alike, −1 where they order oppositely.
///
/// # Formula
/// `(C − D) / √((N − T₁)(N − T₂))`, with concordant and discordant pairs, all pairs, and pairs tied in either list.
/// `None` where a list ties all its items.
///
/// # Source
/// Kendall (1938, 1945); counted in `n log n` steps as Knight (1966).
///
/// # Shape and unit
/// One figure per item in each list: shares, log worths, or ranks (both or neither, since a low rank is a high share).
///
/// # Errors
/// Refuses lists of different lengths or shorter than two, and figures that are not numbers.
pub fn kendall_tau(first: &[f64], second: &[f64]) -> Result<Option<f64>, AggregateError> {
    let unordered = first.iter().chain(second).any(|figure| figure.is_nan());
    if first.len() != second.len() || first.len() < 2 || unordered {
        return Err(AggregateError::BadLists);
    }
    // Zero and minus zero are the same figure.
    let mut pairs: Vec<(f64, f64)> = first.iter().zip(second).map(|(a, b)| (a + 0.0, b + 0.0)).collect();
    pairs.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let tied_first = tied_pairs(&pairs, |a, b| a.0.total_cmp(&b.0).is_eq());
    let tied_both = tied_pairs(&pairs, |a, b| a.0.total_cmp(&b.0).is_eq() && a.1.total_cmp(&b.1).is_eq());
    let mut figures: Vec<f64> = pairs.iter().map(|pair| pair.1).collect();
    let discordant = inversions(&mut figures);
    let tied_second = tied_pairs(&figures, |a, b| a.total_cmp(b).is_eq());
    let all = choose_two(first.len());
    let concordant = all - tied_first - tied_second + tied_both - discordant;
    let (free_first, free_second) = (all - tied_first, all - tied_second);
    let scale = free_first.sqrt() * free_second.sqrt();
    Ok((scale > 0.0).then(|| ((concordant - discordant) / scale).clamp(-1.0, 1.0)))
}

fn choose_two(items: usize) -> f64 {
    number(items) * number(items.saturating_sub(1)) / 2.0
}

/// The pairs within runs of equal entries of a sorted list.
fn tied_pairs<T>(sorted: &[T], equal: impl Fn(&T, &T) -> bool) -> f64 {
    sorted.chunk_by(|a, b| equal(a, b)).map(|run| choose_two(run.len())).sum()
}

/// Sorts by merging, and counts the pairs that stood the wrong way round.
fn inversions(figures: &mut [f64]) -> f64 {
    if figures.len() < 2 {
        return 0.0;
    }
    let (left, right) = figures.split_at_mut(figures.len() / 2);
    let mut count = inversions(left) + inversions(right);
    let mut merged = Vec::with_capacity(left.len() + right.len());
    let (mut i, mut j) = (0, 0);
    while i < left.len() || j < right.len() {
        if j == right.len() || (i < left.len() && left[i].total_cmp(&right[j]).is_le()) {
            merged.push(left[i]);
            i += 1;
        } else {
            merged.push(right[j]);
            count += number(left.len() - i);
            j += 1;
        }
    }
    figures.copy_from_slice(&merged);
    count
}

#[cfg(test)]
mod tests {
    use super::kendall_tau;

    #[test]
    fn ties_are_counted_as_tau_b() {
        let tau = kendall_tau(&[12.0, 2.0, 1.0, 12.0, 2.0], &[1.0, 4.0, 7.0, 1.0, 0.0]).unwrap().unwrap();
        assert!((tau + 0.471_404_520_791_031_7).abs() < 1e-14, "{tau}");
        assert_eq!(kendall_tau(&[1.0, 2.0, 3.0], &[7.0, 8.0, 9.0]).unwrap(), Some(1.0));
        assert_eq!(kendall_tau(&[1.0, 2.0, 3.0], &[9.0, 8.0, 7.0]).unwrap(), Some(-1.0));
        assert_eq!(kendall_tau(&[1.0, 1.0], &[1.0, 2.0]).unwrap(), None);
        assert!(kendall_tau(&[1.0], &[1.0]).is_err());
        assert!(kendall_tau(&[1.0, f64::NAN], &[1.0, 2.0]).is_err());
    }
}
