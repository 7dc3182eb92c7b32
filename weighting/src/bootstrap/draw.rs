//! Poisson(1) multiplicities, a block of respondents at a time, each block from a stream of its own.
//! Knows no respondent: places in a block are all it numbers, so that any thread may draw any block.

#[cfg(target_arch = "x86_64")]
mod avx2;

/// How many places share one stream.
pub(super) const BLOCK: usize = 4_096;
/// The largest multiplicity: a larger one has the probability 6e-17, below what the draws resolve.
pub(super) const MOST: u8 = 17;

/// Generators that run side by side in one stream.
const LANES: usize = 8;
/// Multiplicities that one step of all generators gives.
const STEP: usize = LANES * 4;
/// Of 65,536 equally likely draws, how many stand for each multiplicity: the whole part of `65,536 · e⁻¹ / k!`.
const WHOLE: [u16; 8] = [24_109, 24_109, 12_054, 4_018, 1_004, 200, 33, 4];
/// The draws that are left over, which are drawn again from what the whole parts leave of each probability.
const LEFT_OVER: f64 = 5.0;
/// Stands for a draw that is left over.
const AGAIN: u8 = 8;

/// The streams of one seed and replicate.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stream {
    key: u64,
}

impl Stream {
    pub(super) fn of(seed: u64, replicate: u64) -> Self {
        Self { key: mixed(mixed(seed) ^ replicate) }
    }

    /// Fills the places of a block, at most [`BLOCK`] of them.
    pub(super) fn fill(self, block: u64, places: &mut [u8]) {
        let key = mixed(self.key ^ block.wrapping_mul(GOLDEN));
        let generators = Generators::from(key);
        fill(generators, places);
        if places.iter().copied().fold(0, u8::max) == AGAIN {
            draw_again(key, places);
        }
    }
}

fn fill(generators: Generators, places: &mut [u8]) {
    #[cfg(target_arch = "x86_64")]
    if let Some(instructions) = pulp::x86::V3::try_new() {
        return avx2::fill(instructions, generators, places);
    }
    fill_plainly(generators, places);
}

fn fill_plainly(mut generators: Generators, places: &mut [u8]) {
    for places in places.chunks_mut(STEP) {
        let draws = generators.next().into_iter().flat_map(|word| [0, 16, 32, 48].map(|shift| word >> shift));
        places.iter_mut().zip(draws).for_each(|(place, draw)| *place = multiplicity(draw));
    }
}

/// The multiplicity that the lower 16 bits of a word stand for, or [`AGAIN`].
fn multiplicity(word: u64) -> u8 {
    let draw = word & 0xFFFF;
    THRESHOLDS.iter().map(|&threshold| u8::from(draw > u64::from(threshold))).sum()
}

/// A draw above the k-th of these stands for more than k.
const THRESHOLDS: [u16; 8] = {
    let mut thresholds = [0; 8];
    let (mut k, mut last) = (0, u16::MAX);
    while k < 8 {
        last = last.wrapping_add(WHOLE[k]);
        thresholds[k] = last;
        k += 1;
    }
    thresholds
};

/// Replaces each draw that is left over, five in 65,536.
#[inline(never)]
fn draw_again(key: u64, places: &mut [u8]) {
    for (index, places) in (0_u64..).zip(places.chunks_mut(STEP)) {
        if places.iter().copied().fold(0, u8::max) == AGAIN {
            for (place, drawn) in (1 + index * STEP as u64..).zip(places).filter(|(_, drawn)| **drawn == AGAIN) {
                *drawn = left_over(unit(mixed(!key ^ place)));
            }
        }
    }
}

/// The multiplicity at a point of the distribution that the whole parts leave, between 0 and 1.
fn left_over(point: f64) -> u8 {
    let (mut point, mut draws) = (point * LEFT_OVER, 65_536.0 / std::f64::consts::E);
    for k in 0..MOST {
        let left = draws - WHOLE.get(usize::from(k)).map_or(0.0, |&whole| f64::from(whole));
        if point < left {
            return k;
        }
        point -= left;
        draws /= f64::from(k) + 1.0;
    }
    MOST
}

/// Generators of 64 bits each, xoshiro256++ (Blackman and Vigna 2021), in step.
#[derive(Clone, Copy)]
struct Generators([[u64; LANES]; 4]);

impl Generators {
    fn from(key: u64) -> Self {
        let mut number = key;
        Self([[(); LANES]; 4].map(|words| {
            words.map(|()| {
                number = number.wrapping_add(GOLDEN);
                mixed(number)
            })
        }))
    }

    fn next(&mut self) -> [u64; LANES] {
        let [a, b, c, d] = &mut self.0;
        let mut words = [0; LANES];
        for lane in 0..LANES {
            words[lane] = a[lane].wrapping_add(d[lane]).rotate_left(23).wrapping_add(a[lane]);
            let shifted = b[lane] << 17;
            c[lane] ^= a[lane];
            d[lane] ^= b[lane];
            b[lane] ^= c[lane];
            a[lane] ^= d[lane];
            c[lane] ^= shifted;
            d[lane] = d[lane].rotate_left(45);
        }
        words
    }
}

/// The odd number nearest to 2^64 over the golden ratio: steps of it meet all numbers.
const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

/// The finaliser of `SplitMix64` (Steele, Lea and Flood 2014): near keys give streams that have nothing in common.
fn mixed(number: u64) -> u64 {
    let number = number.wrapping_add(GOLDEN);
    let number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ (number >> 31)
}

/// A number from 0 to just below 1 from the upper 53 bits.
#[expect(clippy::cast_precision_loss, reason = "53 bits are held exactly")]
fn unit(bits: u64) -> f64 {
    (bits >> 11) as f64 / 9_007_199_254_740_992.0
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, Generators, MOST, Stream, fill, fill_plainly, left_over};

    #[test]
    fn multiplicities_are_poisson_with_mean_one() {
        let mut counts = [0.0; MOST as usize + 1];
        let mut places = [0; BLOCK];
        for block in 0..2_000 {
            Stream::of(7, 3).fill(block, &mut places);
            for drawn in places {
                counts[usize::from(drawn)] += 1.0;
            }
        }
        let (mut probability, mut statistic) = ((-1.0_f64).exp(), 0.0);
        for (k, count) in (1..).zip(&counts[..9]) {
            let expected = 2_000.0 * 4_096.0 * probability;
            statistic += (count - expected).powi(2) / expected;
            probability /= f64::from(k);
        }
        // The 1 in 100,000 point of chi-squared with nine degrees of freedom.
        assert!(statistic < 39.3, "{statistic} from {counts:?}");
        assert!(counts[9] > 0.0 && counts[9] < 25.0);
    }

    #[test]
    fn what_the_whole_parts_leave_completes_each_probability() {
        let points = 1_000_000;
        let share = |k: u8| {
            let of_k = (0..points).filter(|&point| left_over((f64::from(point) + 0.5) / f64::from(points)) == k);
            of_k.fold(0.0, |count, _| count + 1.0) / f64::from(points)
        };
        let whole = [24_109.0, 24_109.0, 12_054.0, 4_018.0, 1_004.0, 200.0, 33.0, 4.0, 0.0, 0.0];
        let mut probability = (-1.0_f64).exp();
        for (k, whole) in (0..).zip(whole) {
            assert!((share(k) * 5.0 + whole - 65_536.0 * probability).abs() < 1e-4, "{k}");
            probability /= f64::from(k) + 1.0;
        }
        assert!(left_over(1.0 - f64::EPSILON / 2.0) <= MOST);
    }

    #[test]
    fn the_machine_makes_no_difference_to_a_draw() {
        for len in [0, 1, 31, 32, 1_000, BLOCK] {
            let generators = Generators::from(9);
            let (mut fast, mut plain) = (vec![0; len], vec![0; len]);
            fill(generators, &mut fast);
            fill_plainly(generators, &mut plain);
            assert_eq!(fast, plain);
        }
    }

    #[test]
    fn a_stream_is_the_same_however_much_of_it_is_drawn() {
        let (mut whole, mut part) = ([0; BLOCK], [0; 1_001]);
        Stream::of(1, 2).fill(5, &mut whole);
        Stream::of(1, 2).fill(5, &mut part);
        assert_eq!(part, whole[..1_001]);
    }

    #[test]
    fn seeds_replicates_and_blocks_have_streams_of_their_own() {
        let drawn = |seed, replicate, block| {
            let mut places = [0; 64];
            Stream::of(seed, replicate).fill(block, &mut places);
            places
        };
        let streams = [drawn(1, 0, 0), drawn(0, 1, 0), drawn(0, 0, 1), drawn(0, 0, 0)];
        assert!((0..4).all(|a| (0..a).all(|b| streams[a] != streams[b])));
    }
}
