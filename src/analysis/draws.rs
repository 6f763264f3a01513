//! Chance: how likely a connection is to hold, and the random draws that decide it in a sample.
//!
//! A draw hangs on its connection's id and on the number of the sample, on nothing else: adding, deleting or
//! reordering other connections never moves it, so an improvement never shows as a drop.

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

/// The same in a year in which one fiber snaps with the chance `snap`.
pub(super) fn hold_in(points: u8, snap: f64) -> f64 {
    if (snap - BAD_YEAR).abs() < 1e-12 {
        return hold(points);
    }
    1.0 - (0..points).fold(1.0, |lost, _| lost * snap)
}

/// The chance that one point snaps in the year that the dials speak of.
pub(super) const BAD_YEAR: f64 = 0.9;

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

/// The seed of all draws; another one would show other numbers for every map.
const SEED: u64 = 0x7468_7265_6573_7472;
const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

/// What all draws of one sample share.
pub(super) fn salt(sample: u32) -> u64 {
    mix(SEED.wrapping_add(GOLDEN.wrapping_mul(u64::from(sample) + 1)))
}

/// The draw of a connection in a sample; it holds where this is below its threshold.
pub(super) fn draw(hash: u64, salt: u64) -> u32 {
    (mix((hash ^ salt).wrapping_add(GOLDEN)) >> 32) as u32
}

/// floor(hold x 2^32): the share of draws in which a connection with this chance holds.
pub(super) fn threshold(hold: f64) -> u32 {
    (hold * 4_294_967_296.0) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splitting_points_changes_no_chance() {
        for (points, chance) in LOST.iter().enumerate() {
            assert!((HOLD[points] - (1.0 - chance)).abs() < 1e-15);
            assert!((hold_in(points as u8, 0.9 + 1e-11) - HOLD[points]).abs() < 1e-9);
            for part in 0..=points {
                assert!((LOST[part] * LOST[points - part] - chance).abs() < 1e-15);
            }
        }
    }

    #[test]
    fn more_points_hold_in_more_samples() {
        let thresholds = HOLD.map(threshold);
        assert!(thresholds.is_sorted());
        assert_eq!(thresholds[0], 0);
        assert_eq!(thresholds[1], 429_496_729);
    }
}
