//! Which actors a shaken map still links, for 64 samples at once: a bit each. Nothing but linked pairs.
//!
//! Searches from one actor after the other, each in all samples in which it is in no piece yet; the largest
//! pieces are found by the first. An arc costs one look for all 64.

use super::draws::{draw, salt};
use super::shakable::Shakable;

/// Samples in one block.
pub(super) const BLOCK: u32 = 64;
/// Binary digits of a number of actors.
const DIGITS: usize = 32;

/// How many of `samples` samples are in block `block`.
pub(super) fn in_block(block: u32, samples: u32) -> u32 {
    (samples - block * BLOCK).min(BLOCK)
}

/// Draws of one link in the samples of a block.
pub(super) type Draws = [u32; BLOCK as usize];

/// What the draws of block `block` share.
pub(super) fn salts(block: u32) -> [u64; BLOCK as usize] {
    std::array::from_fn(|at| salt(block * BLOCK + at as u32))
}

/// The draws of a link with this hash.
pub(super) fn draws(hash: u64, salts: &[u64; BLOCK as usize]) -> Draws {
    salts.map(|salt| draw(hash, salt))
}

/// A bit for each sample in which a link with these draws holds.
pub(super) fn holds(draws: &Draws, threshold: u32) -> u64 {
    let holds = draws.map(|draw| u8::from(draw < threshold));
    // Eight bytes of 0 or 1 become eight bits: each lands in the top byte, at its place.
    let gathered = holds
        .as_chunks::<8>()
        .0
        .iter()
        .map(|eight| u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56);
    gathered.rev().fold(0, |bits, eight| bits << 8 | eight)
}

/// Memory of the searches, kept from block to block.
#[derive(Clone, Debug)]
pub(super) struct Searches {
    /// Actors in the order in which searches start: those with most links first.
    roots: Vec<u32>,
    /// By actor: the samples in which it is in a piece.
    found: Vec<u64>,
    /// By actor: the samples in which it has been found and not been looked around from.
    news: Vec<u64>,
    /// Actors with news.
    queue: Vec<u32>,
    /// Counted actors of the pieces at hand.
    members: Counter,
}

impl Searches {
    pub(super) fn new(map: &Shakable) -> Self {
        let mut roots: Vec<u32> = (0..map.num_nodes() as u32).collect();
        roots.sort_by_key(|node| std::cmp::Reverse(map.holding.row(*node).len()));
        let nobody = vec![0; map.num_nodes()];
        Self { roots, found: nobody.clone(), news: nobody, queue: Vec::new(), members: Counter::default() }
    }

    /// Linked pairs of counted actors, summed over the samples marked in `samples`; by live link `up` marks
    /// the samples in which it holds.
    pub(super) fn pairs(&mut self, map: &Shakable, up: &[u64], samples: u64) -> u64 {
        self.found.fill(!samples);
        let mut pairs = 0;
        for at in 0..self.roots.len() {
            let root = self.roots[at];
            let new = !self.found[root as usize];
            if new > 0 {
                pairs += self.search(map, up, root, new);
            }
        }
        pairs
    }

    /// The pieces of `root` in the samples `new`; returns their pairs.
    fn search(&mut self, map: &Shakable, up: &[u64], root: u32, new: u64) -> u64 {
        let Self { found, news, queue, members, .. } = self;
        let mut find = |node: u32, new: u64, found: &mut [u64], news: &mut [u64], queue: &mut Vec<u32>| {
            let node = node as usize;
            found[node] |= new;
            if news[node] == 0 {
                queue.push(node as u32);
            }
            news[node] |= new;
            if map.weight[node] == 1 {
                members.add(new);
            }
        };
        find(root, new, found, news, queue);
        let mut next = 0;
        while let Some(&node) = queue.get(next) {
            next += 1;
            let bits = std::mem::take(&mut news[node as usize]);
            for &(to, link) in map.holding.row(node) {
                let new = bits & up[link as usize] & !found[to as usize];
                if new > 0 {
                    find(to, new, found, news, queue);
                }
            }
        }
        queue.clear();
        members.take_pairs()
    }
}

/// A number for each of 64 samples, digit by digit.
#[derive(Clone, Debug)]
struct Counter {
    digits: [u64; DIGITS],
    used: usize,
}

impl Default for Counter {
    fn default() -> Self {
        Self { digits: [0; DIGITS], used: 0 }
    }
}

impl Counter {
    /// One more in each of these samples.
    fn add(&mut self, samples: u64) {
        let (mut carry, mut at) = (samples, 0);
        while carry > 0 {
            let digit = &mut self.digits[at];
            (*digit, carry) = (*digit ^ carry, *digit & carry);
            at += 1;
        }
        self.used = self.used.max(at);
    }

    /// n (n - 1) / 2, summed over the samples; starts anew from 0.
    fn take_pairs(&mut self) -> u64 {
        let digits = &mut self.digits[..self.used];
        let (mut sum, mut squares) = (0, 0);
        for (at, one) in digits.iter().enumerate() {
            let ones = u64::from(one.count_ones());
            sum += ones << at;
            squares += ones << (2 * at);
            for (above, other) in digits[at + 1..].iter().enumerate() {
                squares += u64::from((one & other).count_ones()) << (2 * at + 2 + above);
            }
        }
        digits.fill(0);
        self.used = 0;
        (squares - sum) / 2
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_counter_counts_each_sample_for_itself() {
        let mut counter = Counter::default();
        // Sample 0 has five members, sample 1 has two, sample 63 has one.
        for samples in [0b11, 0b01, 0b11, 0b01, 1 << 63 | 1] {
            counter.add(samples);
        }
        assert_eq!(counter.take_pairs(), 10 + 1);
    }

    #[test]
    fn bits_stand_where_their_samples_do() {
        let draws: Draws = std::array::from_fn(|at| at as u32);
        assert_eq!(holds(&draws, 0), 0);
        assert_eq!(holds(&draws, 10), 0b11_1111_1111);
        let draws: Draws = std::array::from_fn(|at| if at % 3 == 0 { 5 } else { 100 });
        assert_eq!(holds(&draws, 6), (0..64).filter(|at| at % 3 == 0).map(|at| 1 << at).sum::<u64>());
    }
}
