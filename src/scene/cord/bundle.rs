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
    /// The bundle of these levels at `k` picture units to a unit, with no strand thinner than the theme allows.
    pub(in crate::scene) fn new(levels: [u8; 3], k: f64, tokens: &Tokens) -> Self {
        // What is too thin at level 1 grows by as much at every level, so that five widths stay five.
        let more = (tokens.stroke_floor - WIDTHS[1] * k).max(0.0);
        let widths = levels.map(|level| match WIDTHS[usize::from(level.min(5))] {
            0.0 => 0.0,
            width => width * k + more,
        });
        let empty = (EMPTY_LANE * k).max(tokens.stroke_floor);
        let lane = widths.map(|width| if width > 0.0 { width } else { empty });
        let total = lane[0] + lane[1] + lane[2] + 2.0 * GAP * k;
        let first = -total / 2.0 + lane[0] / 2.0;
        let second = first + lane[0] / 2.0 + GAP * k + lane[1] / 2.0;
        let third = second + lane[1] / 2.0 + GAP * k + lane[2] / 2.0;
        Self { centers: [first, second, third], widths, total }
    }

    /// The same as it parts out of one line of this width, `share` (0 to 1) of the way: at 0 all strands are that line.
    pub(in crate::scene) fn parted(self, line: f64, share: f64) -> Self {
        let out = |width: f64| line + (width - line) * share;
        Self {
            centers: self.centers.map(|center| center * share),
            widths: self.widths.map(|width| if width > 0.0 { out(width) } else { 0.0 }),
            total: out(self.total),
        }
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
    fn a_projected_cord_is_never_a_hairline_and_its_levels_and_gaps_are_told_apart() {
        let t = Theme::Projector.tokens();
        // From a whole map in a small window to one cord that fills it.
        for k in [0.65, 0.9, 1.3, 2.0] {
            for on in [[1, 0, 0], [0, 1, 0], [1, 1, 0], [1, 0, 1], [1, 1, 1]] {
                let bundle = |level: u8| Bundle::new(on.map(|strand: u8| strand * level), k, t);
                let widths: Vec<f64> =
                    (1..=5).map(|level| bundle(level).widths.into_iter().fold(0.0, f64::max)).collect();
                assert!(widths[0] > 1.99, "{on:?} at {k}: the thinnest {}", widths[0]);
                let steps = widths.windows(2).all(|pair| pair[1] - pair[0] > 0.5 && pair[1] / pair[0] > 1.15);
                assert!(steps, "{on:?} at {k}: {widths:?}");
            }
            let total = |levels| Bundle::new(levels, k, t).total;
            assert!(total([1, 0, 0]) > t.cord_floor);
            assert!(
                total([3, 3, 3]) > 3.0 * Bundle::new([3, 0, 0], k, t).widths[0],
                "three look strong, one looks thin"
            );
            let (gapped, whole) = (Bundle::new([3, 0, 3], k, t), Bundle::new([3, 3, 3], k, t));
            let between =
                |b: &Bundle, i: usize, j: usize| b.centers[j] - b.centers[i] - (b.widths[i] + b.widths[j]) / 2.0;
            let (gap, usual) = (between(&gapped, 0, 2), between(&whole, 0, 1));
            assert!(gap > 3.0 && gap > 2.9 * usual, "at {k} a gap of {gap} among those of {usual}");
        }
    }
}
