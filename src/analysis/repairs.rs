//! Samples of a map that is repaired connection by connection: only those in which a repair makes its
//! connection hold are looked at again, as no other draw moves.

use rayon::prelude::*;

use super::block::{BLOCK, in_block, salts};
use super::draws::{draw, hold, threshold};
use super::network::Network;
use super::pass::{Sums, Up, Walk};
use super::shakable::Shakable;
use super::shaking::{pairs_of, percent, sample, thresholds};

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
        let may_hold = |place: &u32| network.links[*place as usize].points > 0 || asked[*place as usize] > 0;
        let map = Shakable::of(network, &(0..network.links.len() as u32).filter(may_hold).collect::<Vec<_>>());
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

    /// Gives a link of the network `to` points.
    pub(super) fn raise(&mut self, network: &Network, place: usize, to: u8) {
        let Some(at) = self.map.live.iter().position(|live| *live as usize == place) else { return };
        let map = &self.map;
        let below = thresholds(map, network);
        let flips = below[at]..threshold(hold(to));
        let nothing = || (Sums::<u64>::new(map), Sums::<u64>::new(map));
        let (before, after) = (0..self.samples.div_ceil(BLOCK))
            .into_par_iter()
            .fold(
                || (nothing(), Walk::new(map), vec![0; map.live.len()]),
                |((mut before, mut after), mut walk, mut words), block| {
                    let salts: Vec<u64> = (salts(block).into_iter().take(in_block(block, self.samples) as usize))
                        .filter(|salt| flips.contains(&draw(map.hashes[at], *salt)))
                        .collect();
                    for ((word, hash), below) in words.iter_mut().zip(&map.hashes).zip(&below) {
                        let holds = |salt: &u64| u64::from(draw(*hash, *salt) < *below);
                        *word = salts.iter().rev().fold(0, |word, salt| word << 1 | holds(salt));
                    }
                    for bit in 0..salts.len() as u32 {
                        let up = Up { words: &words, bit };
                        // Most often its ends are in one piece anyway.
                        if !walk.bridges_between(map, up, map.ends[at], &mut before.hanging) {
                            walk.walk::<u64, false>(map, up, 1, &mut before);
                            words[at] |= 1 << bit;
                            walk.walk::<u64, false>(map, Up { words: &words, bit }, 1, &mut after);
                        }
                    }
                    ((before, after), walk, words)
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
