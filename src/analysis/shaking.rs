//! Cohesion and everything that hangs on it: exact by enumeration while few connections are live, else by
//! Monte Carlo with draws tied to each connection. Sums are whole numbers or ordered: threads never matter.

use rayon::prelude::*;

use super::forest::Forest;
use super::network::{Link, Network};
use super::pass::{Shakable, Sums, Walk};
use super::{Cohesion, Options};
use crate::geom::mix;

/// The chance that all of `points` points snap: 0.9 to that power.
pub(super) fn lost(points: u8) -> f64 {
    LOST[usize::from(points.min(15))]
}

/// The chance that a connection of `points` points holds: in a bad year nine fibers in ten snap, and it is
/// lost only if all do.
pub(super) fn hold(points: u8) -> f64 {
    HOLD[usize::from(points.min(15))]
}

// Both written out: the nearest numbers there are, without the rounding of fifteen multiplications.
const LOST: [f64; 16] = [
    1.0,
    0.9,
    0.81,
    0.729,
    0.6561,
    0.59049,
    0.531441,
    0.4782969,
    0.43046721,
    0.387420489,
    0.3486784401,
    0.31381059609,
    0.282429536481,
    0.2541865828329,
    0.22876792454961,
    0.205891132094649,
];
const HOLD: [f64; 16] = [
    0.0,
    0.1,
    0.19,
    0.271,
    0.3439,
    0.40951,
    0.468559,
    0.5217031,
    0.56953279,
    0.612579511,
    0.6513215599,
    0.68618940391,
    0.717570463519,
    0.7458134171671,
    0.77123207545039,
    0.794108867905351,
];

/// Up to here every state of the map is looked at: 65,536 states take milliseconds, one more doubles it.
const MAX_EXACT: usize = 16;
/// States in one piece of parallel work. Part of the result: sums of chances are made in this order.
const STATES_PER_CHUNK: usize = 256;
/// Samples in one piece of parallel work; any number gives the same result.
const SAMPLES_PER_CHUNK: u32 = 50;
/// Connections up to which a map gets [`MANY_SAMPLES`].
const LARGE_MAP: usize = 5_000;
const MANY_SAMPLES: u32 = 10_000;
const FEW_SAMPLES: u32 = 2_000;
/// The seed of all draws; another one would show other numbers for every map.
const SEED: u64 = 0x7468_7265_6573_7472;
const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

/// How Cohesion is found. Two figures may be compared only if both were found in one way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Method {
    Exact,
    Sampled(u32),
}

impl Method {
    pub(super) fn of(network: &Network, options: &Options) -> Self {
        if network.live().count() <= MAX_EXACT { Self::Exact } else { Self::Sampled(samples(network, options)) }
    }
}

fn samples(network: &Network, options: &Options) -> u32 {
    let by_size = if network.links.len() <= LARGE_MAP { MANY_SAMPLES } else { FEW_SAMPLES };
    options.samples.unwrap_or(by_size).max(1)
}

/// What shaking a network tells.
#[derive(Clone, Debug)]
pub(super) struct Shaken {
    pub(super) cohesion: Cohesion,
    /// By link of the network: K with it surely holding less K with it surely lost, 0..1.
    pub(super) birnbaum: Vec<f64>,
    /// By actor: pairs of 100 among the others that part without it.
    pub(super) keystone: Vec<f64>,
    /// By group and group: the mean chance of 100 that two of them still reach each other.
    pub(super) linked: Vec<Vec<Option<f64>>>,
}

/// Shakes a network and looks at everything.
pub(super) fn shake(network: &Network, method: Method) -> Shaken {
    let map = Shakable::of(network);
    match method {
        Method::Exact => {
            let sums = enumerate(&map);
            finish(network, &map, &sums, 1.0, Cohesion { exact: true, ..Cohesion::default() }, |sum| sum)
        }
        Method::Sampled(samples) => {
            let sums = sample(&map, samples);
            let cohesion = Cohesion {
                standard_error: standard_error(sums.pairs, sums.squares, samples, network.num_counted()),
                samples,
                ..Cohesion::default()
            };
            finish(network, &map, &sums, f64::from(samples), cohesion, |sum| sum as f64)
        }
    }
}

/// Only the second dial: cheaper, for variants of a map.
pub(super) fn cohesion(network: &Network, method: Method) -> Cohesion {
    let Method::Sampled(samples) = method else { return shake(network, method).cohesion };
    let map = Shakable::of(network);
    let (pairs, squares) = (0..samples.div_ceil(SAMPLES_PER_CHUNK))
        .into_par_iter()
        .map(|chunk| {
            let mut forest = Forest::new(&map);
            let mut up = vec![0; map.live.len()];
            chunk_samples(chunk, samples).fold((0, 0), |(sum, squares): (u64, u128), sample| {
                draw(&map.live, sample, &mut up);
                let pairs = forest.linked_pairs(&map, &up);
                (sum + pairs, squares + u128::from(pairs) * u128::from(pairs))
            })
        })
        .reduce(|| (0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
    let counted = network.num_counted();
    Cohesion {
        percent: percent(pairs as f64 / f64::from(samples), pairs_of(counted)),
        standard_error: standard_error(pairs, squares, samples, counted),
        samples,
        exact: false,
    }
}

/// Looks at all states of the live links, each with its chance.
fn enumerate(map: &Shakable) -> Sums<f64> {
    let states = 1_usize << map.live.len();
    let parts: Vec<Sums<f64>> = (0..states.div_ceil(STATES_PER_CHUNK))
        .into_par_iter()
        .map(|chunk| {
            let (mut sums, mut walk) = (Sums::new(map), Walk::new(map));
            let mut up = vec![0; map.live.len()];
            let first = chunk * STATES_PER_CHUNK;
            for state in first..(first + STATES_PER_CHUNK).min(states) {
                let mut chance = 1.0;
                for (at, (up, link)) in up.iter_mut().zip(&map.live).enumerate() {
                    *up = (state >> at & 1) as u8;
                    chance *= if *up == 1 { hold(link.points) } else { lost(link.points) };
                }
                walk.walk(map, &up, chance, &mut sums);
            }
            sums
        })
        .collect();
    // The sum of the chances is 1 but for rounding; the order is that of the chunks.
    parts.iter().fold(Sums::new(map), |sums, part| sums.add(part))
}

fn sample(map: &Shakable, samples: u32) -> Sums<u64> {
    (0..samples.div_ceil(SAMPLES_PER_CHUNK))
        .into_par_iter()
        .fold(
            || (Sums::new(map), Walk::new(map), vec![0; map.live.len()]),
            |(mut sums, mut walk, mut up), chunk| {
                for sample in chunk_samples(chunk, samples) {
                    draw(&map.live, sample, &mut up);
                    walk.walk(map, &up, 1, &mut sums);
                }
                (sums, walk, up)
            },
        )
        .map(|(sums, ..)| sums)
        .reduce(|| Sums::new(map), |a, b| a.add(&b))
}

fn chunk_samples(chunk: u32, samples: u32) -> std::ops::Range<u32> {
    chunk * SAMPLES_PER_CHUNK..samples.min((chunk + 1) * SAMPLES_PER_CHUNK)
}

/// Draws a state: each link by its own hash and the number of the sample, by nothing else.
fn draw(live: &[Link], sample: u32, up: &mut [u8]) {
    let salt = mix(SEED.wrapping_add(GOLDEN.wrapping_mul(u64::from(sample) + 1)));
    for (up, link) in up.iter_mut().zip(live) {
        let draw = mix((link.hash ^ salt).wrapping_add(GOLDEN)) >> 32;
        *up = u8::from((draw as u32) < THRESHOLDS[usize::from(link.points)]);
    }
}

/// floor(hold x 2^32) by points.
const THRESHOLDS: [u32; 16] = {
    let mut thresholds = [0; 16];
    let mut points = 0;
    while points < 16 {
        thresholds[points] = (HOLD[points] * 4_294_967_296.0) as u32;
        points += 1;
    }
    thresholds
};

/// Turns sums into figures; `whole` is the weight of all states together.
fn finish<N: Copy>(
    network: &Network,
    map: &Shakable,
    sums: &Sums<N>,
    whole: f64,
    cohesion: Cohesion,
    number: impl Fn(N) -> f64,
) -> Shaken {
    let mean = |sum: N| number(sum) / whole;
    let counted = network.num_counted();
    let pairs = pairs_of(counted);
    Shaken {
        cohesion: Cohesion { percent: percent(mean(sums.pairs), pairs), ..cohesion },
        birnbaum: birnbaum(network, map, sums, &mean).into_iter().map(|linked| share(linked, pairs)).collect(),
        keystone: (0..network.actors.len())
            .map(|actor| {
                let others = counted - usize::from(network.counted[actor]);
                map.nodes[actor].map_or(0.0, |node| percent(mean(sums.parted[node]), pairs_of(others)))
            })
            .collect(),
        linked: linked(network, map, sums, &mean),
    }
}

/// By link of the network: the pairs that hang on it, on average.
fn birnbaum<N: Copy>(network: &Network, map: &Shakable, sums: &Sums<N>, mean: &impl Fn(N) -> f64) -> Vec<f64> {
    // Birnbaum's measure is E[pairs that only it links | up] + E[pairs it would link | down], weighed by
    // the chances of up and down; both sums hold the states of one kind only, so they just add up.
    let reach = |actor: usize| {
        map.nodes[actor].map_or_else(|| f64::from(u8::from(network.counted[actor])), |node| mean(sums.reached[node]))
    };
    let mut pairs: Vec<f64> = network.links.iter().map(|link| reach(link.a) * reach(link.b)).collect();
    for (&(place, ..), sum) in map.inner.iter().zip(&sums.bridging) {
        pairs[place] = mean(*sum);
    }
    for (place, sum) in map.places.iter().zip(&sums.bridged) {
        pairs[*place] += mean(*sum);
    }
    pairs
}

fn linked<N: Copy>(
    network: &Network,
    map: &Shakable,
    sums: &Sums<N>,
    mean: &impl Fn(N) -> f64,
) -> Vec<Vec<Option<f64>>> {
    let mut sizes = vec![0; network.groups.len()];
    for (actor, group) in network.group.iter().enumerate() {
        if let Some(group) = group {
            sizes[*group] += usize::from(network.counted[actor]);
        }
    }
    let cell = |row: usize, column: usize| {
        let pairs = if row == column { pairs_of(sizes[row]) } else { (sizes[row] * sizes[column]) as f64 };
        let sum = sums.grouped.get(row.min(column) * map.num_groups + row.max(column))?;
        (pairs > 0.0).then(|| percent(mean(*sum), pairs))
    };
    (0..map.num_groups).map(|row| (0..map.num_groups).map(|column| cell(row, column)).collect()).collect()
}

/// The number of pairs among `count` actors.
fn pairs_of(count: usize) -> f64 {
    (count * count.saturating_sub(1) / 2) as f64
}

/// 0 where there is nothing to have a share of.
fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

fn percent(part: f64, whole: f64) -> f64 {
    100.0 * share(part, whole)
}

/// Of the mean of a sample, in percent of the pairs; 0 for a single sample.
fn standard_error(sum: u64, squares: u128, samples: u32, counted: usize) -> f64 {
    if samples < 2 {
        return 0.0;
    }
    let samples_wide = u128::from(samples);
    // n sum(x^2) - (sum x)^2 in whole numbers: no cancellation.
    let spread = samples_wide * squares - u128::from(sum) * u128::from(sum);
    let n = f64::from(samples);
    percent((spread as f64 / (n * n * (n - 1.0))).sqrt(), pairs_of(counted))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splitting_points_changes_no_chance() {
        for (points, chance) in LOST.iter().enumerate() {
            assert!((HOLD[points] - (1.0 - chance)).abs() < 1e-15);
            for part in 0..=points {
                assert!((LOST[part] * LOST[points - part] - chance).abs() < 1e-15);
            }
        }
    }

    #[test]
    fn more_points_hold_in_more_samples() {
        assert!(THRESHOLDS.is_sorted());
        assert_eq!(THRESHOLDS[0], 0);
        assert_eq!(THRESHOLDS[1], 429_496_729);
    }
}
