//! Samples of a map that is repaired connection by connection: only those in which a repair makes its
//! connection hold are looked at again, as no other draw moves.

use rayon::prelude::*;

use super::draws::{draw, hold, salt, threshold};
use super::forest::Forest;
use super::network::Network;
use super::pass::{Sums, Walk};
use super::shakable::Shakable;
use super::shaking::{SAMPLES_PER_CHUNK, chunk_samples, draw_all, pairs_of, percent, sample, thresholds};

pub(super) struct Repairs {
    map: Shakable,
    samples: u32,
    counted: usize,
    /// Linked pairs over all samples.
    pairs: u64,
    /// By link of the network: pairs that hang on it, over all samples.
    hanging: Vec<u64>,
}

impl Repairs {
    /// `sampled` is what the samples of the network summed up to, if they have been walked already.
    pub(super) fn new(network: &Network, asked: &[u8], sampled: Option<&Sums<u64>>, samples: u32) -> Self {
        let map = Shakable::of(network, |place| asked[place] > 0);
        let mut repairs =
            Self { map, samples, counted: network.num_counted(), pairs: 0, hanging: vec![0; network.links.len()] };
        match sampled {
            Some(sums) => repairs.start(sums),
            None => repairs.start(&sample(&repairs.map, network, samples).sums),
        }
        repairs
    }

    fn start(&mut self, sums: &Sums<u64>) {
        self.pairs = sums.pairs;
        let num_links = self.hanging.len();
        self.hanging.copy_from_slice(&sums.hanging[..num_links]);
    }

    /// K with the link surely holding less K with it surely lost, 0..1.
    pub(super) fn birnbaum(&self, place: usize) -> f64 {
        percent(self.hanging[place] as f64 / f64::from(self.samples), pairs_of(self.counted)) / 100.0
    }

    pub(super) fn cohesion(&self) -> f64 {
        percent(self.pairs as f64 / f64::from(self.samples), pairs_of(self.counted))
    }

    /// Gives a link of the network `to` points. With `only_pairs` what hangs on each link is not kept up.
    pub(super) fn raise(&mut self, network: &Network, place: usize, to: u8, only_pairs: bool) {
        let Some(at) = self.map.live.iter().position(|live| *live as usize == place) else { return };
        let map = &self.map;
        let below = thresholds(map, network);
        let flips = below[at]..threshold(hold(to));
        let (a, b) = map.ends[at];
        let nothing = || (Sums::<u64>::new(map), Sums::<u64>::new(map));
        let (before, after) = (0..self.samples.div_ceil(SAMPLES_PER_CHUNK))
            .into_par_iter()
            .fold(
                || (nothing(), Walk::new(map), Forest::new(&map.weight), vec![0; map.live.len()]),
                |((mut before, mut after), mut walk, mut forest, mut up), chunk| {
                    for sample in chunk_samples(chunk, self.samples) {
                        if !flips.contains(&draw(map.hashes[at], salt(sample))) {
                            continue;
                        }
                        draw_all(map, &below, sample, &mut up);
                        if only_pairs {
                            forest.start(&map.weight);
                            for ((a, b), _) in map.ends.iter().zip(&up).filter(|(_, up)| **up == 1) {
                                forest.join(*a, *b);
                            }
                            after.pairs += forest.apart(a, b).map_or(0, |(a, b)| u64::from(a) * u64::from(b));
                        } else {
                            walk.walk::<u64, false>(map, &up, 1, &mut before);
                            up[at] = 1;
                            walk.walk::<u64, false>(map, &up, 1, &mut after);
                        }
                    }
                    ((before, after), walk, forest, up)
                },
            )
            .map(|(sums, ..)| sums)
            .reduce(nothing, |mut one, other| {
                one.0.add(&other.0);
                one.1.add(&other.1);
                one
            });
        self.pairs = self.pairs + after.pairs - before.pairs;
        for (hanging, (before, after)) in self.hanging.iter_mut().zip(before.hanging.iter().zip(&after.hanging)) {
            *hanging = *hanging + after - before;
        }
    }
}
