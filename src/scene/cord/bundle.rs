//! Strands side by side: five widths, three fixed places, and an empty lane for a strand that is absent.

use crate::scene::theme::Tokens;

/// The width of a strand by its level, in units.
///
/// Steps of about 1.4: below 1.3 neighbors are confused, above 1.5 a full cord grows too wide.
pub(in crate::scene) const WIDTHS: [f64; 6] = [0.0, 1.2, 2.0, 3.0, 4.2, 5.6];
/// The place that an absent strand leaves empty.
const EMPTY_LANE: f64 = 1.6;
/// The gap between two lanes.
const GAP: f64 = 1.0;

/// Three lanes; the bundle with its empty lanes is centered on the line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::scene) struct Bundle {
    /// Where the middle of each strand lies, below the line counted positive.
    pub(in crate::scene) centers: [f64; 3],
    /// How wide each strand is; 0 where it is absent.
    pub(in crate::scene) widths: [f64; 3],
    /// The whole width, empty lanes included.
    pub(in crate::scene) total: f64,
}

impl Bundle {
    /// The bundle of these levels at `k` picture units to a unit, never thinner than the theme allows.
    pub(in crate::scene) fn new(levels: [u8; 3], k: f64, tokens: &Tokens) -> Self {
        let natural = Self::exact(levels, k, tokens.stroke_floor);
        natural.grown((tokens.cord_floor / natural.total).max(1.0))
    }

    /// The same, all of it so many times as wide.
    pub(in crate::scene) fn grown(self, times: f64) -> Self {
        Self {
            centers: self.centers.map(|center| center * times),
            widths: self.widths.map(|width| width * times),
            total: self.total * times,
        }
    }

    fn exact(levels: [u8; 3], k: f64, floor: f64) -> Self {
        let widths = levels.map(|level| match WIDTHS[usize::from(level.min(5))] {
            0.0 => 0.0,
            width => (width * k).max(floor),
        });
        let lane = widths.map(|width| if width > 0.0 { width } else { EMPTY_LANE * k });
        let total = lane[0] + lane[1] + lane[2] + 2.0 * GAP * k;
        let first = -total / 2.0 + lane[0] / 2.0;
        let second = first + lane[0] / 2.0 + GAP * k + lane[1] / 2.0;
        let third = second + lane[1] / 2.0 + GAP * k + lane[2] / 2.0;
        Self { centers: [first, second, third], widths, total }
    }

    /// The strands that are there.
    pub(in crate::scene) fn live(&self) -> impl Iterator<Item = usize> + '_ {
        (0..3).filter(|strand| self.widths[*strand] > 0.0)
    }
}

/// How wide a cord would be that meets this need with its points spread evenly.
pub(in crate::scene) fn needed_width(need: u8, k: f64, tokens: &Tokens) -> f64 {
    let points = 2 * need;
    let level = |i: u8| points / 3 + u8::from(i < points % 3);
    Bundle::new([level(0), level(1), level(2)], k, tokens).total
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::Theme;

    #[test]
    fn five_widths_differ_by_a_visible_step() {
        for pair in WIDTHS[1..].windows(2) {
            assert!(pair[1] / pair[0] >= 1.3, "{pair:?}");
        }
    }

    #[test]
    fn an_absent_strand_leaves_its_lane() {
        let t = Theme::Light.tokens();
        let (whole, gapped) = (Bundle::new([2, 2, 2], 1.0, t), Bundle::new([2, 0, 2], 1.0, t));
        assert_eq!(gapped.live().collect::<Vec<_>>(), [0, 2]);
        let room = |b: &Bundle| (b.centers[2] - b.widths[2] / 2.0) - (b.centers[0] + b.widths[0] / 2.0);
        assert!((room(&gapped) - 3.6).abs() < 1.0e-9, "lane 1.6 and two gaps");
        assert!(whole.total > gapped.total);
    }

    #[test]
    fn needed_widths_are_those_of_even_cords() {
        let t = Theme::Light.tokens();
        for (need, width) in [(1, 6.0), (2, 6.4), (3, 8.0), (4, 10.0), (5, 12.2)] {
            assert!((needed_width(need, 1.0, t) - width).abs() < 0.01, "need {need}");
        }
    }

    #[test]
    fn a_projected_cord_is_never_a_hairline() {
        let t = Theme::Projector.tokens();
        let thin = Bundle::new([1, 0, 0], 0.5, t);
        assert!(thin.total >= 5.0 && thin.widths[0] >= 1.5);
    }
}
