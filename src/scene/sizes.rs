//! How large things are at a scale: distances grow with the zoom, cords and bodies more slowly.

use super::theme::Tokens;

/// How a cord is drawn, by how large it is on screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Detail {
    /// One line.
    Far,
    /// Strands side by side.
    Middle,
    /// Twisted, where it is two wavelengths long.
    Near,
}

/// The sizes that hold for a whole picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Sizes {
    /// Units of a cord's own measures to picture units.
    pub(super) cord: f64,
    /// The same for actors.
    pub(super) actor: f64,
    /// The level of detail of all cords.
    pub(super) detail: Detail,
    /// How many cords there are, from 0 (a hundred or fewer) to 1 (ten thousand): lines of a crowd are drawn
    /// finer and paler, or they hide each other.
    pub(super) crowd: f64,
}

/// From here cords twist (a zoom of 126 %); below, turns would be finer than the eye resolves.
const TWIST_FROM: f64 = 1.15;
/// From here strands lie side by side (a zoom of 45 %): a strand of 1 is then 0.75 wide.
const LANES_FROM: f64 = 0.62;

/// A level of detail holds so far past its threshold, or a slow zoom would flicker between two.
const HOLD: f64 = 0.04;
/// Bodies shrink more slowly than distances, but never so slowly that they outgrow the room between them.
const OUTGROWN: f64 = 1.3;
/// Of the smallest body: a dot that is still seen.
const SMALLEST_ACTOR: f64 = 0.08;

impl Sizes {
    /// The sizes at `scale` picture units to a map unit, among `cords` cords.
    pub(super) fn at(scale: f64, cords: usize, tokens: &Tokens) -> Self {
        Self::holding(scale, cords, tokens, None)
    }

    /// The same after a picture whose cords were drawn in this detail.
    pub(super) fn holding(scale: f64, cords: usize, tokens: &Tokens, before: Option<Detail>) -> Self {
        let cord = libm::pow(scale.max(1.0e-6), 0.6).clamp(0.5, 1.6);
        let actor = libm::pow(scale.max(1.0e-6), 0.7).min(OUTGROWN * scale).clamp(SMALLEST_ACTOR, 1.6);
        let crowd = (libm::log10(cords.max(1) as f64 / 100.0) / 2.0).clamp(0.0, 1.0);
        let hold = |upper: bool| match before {
            None => 0.0,
            Some(_) if upper => -HOLD,
            Some(_) => HOLD,
        };
        let detail = if cord >= TWIST_FROM + hold(before == Some(Detail::Near)) {
            Detail::Near
        } else if cord >= LANES_FROM + hold(before != Some(Detail::Far)) {
            Detail::Middle
        } else {
            Detail::Far
        };
        let grown = 1.0 + (tokens.cord_scale - 1.0) * 0.6;
        Self { cord: cord * tokens.cord_scale, actor: actor * grown, detail, crowd }
    }
}

/// The radius of an actor's body at a scale of 1: its area grows with the points that touch it.
pub(super) fn body_radius(points: u32) -> f64 {
    (15.0_f64 * 15.0 + 14.0 * f64::from(points)).sqrt().min(38.0)
}

#[cfg(test)]
mod tests {
    use super::super::Theme;
    use super::*;

    #[test]
    fn area_grows_with_points() {
        for (points, radius) in [(0, 15.0), (20, 22.5), (60, 32.6), (86, 37.8), (900, 38.0)] {
            assert!((body_radius(points) - radius).abs() < 0.05, "{points} points");
        }
    }

    #[test]
    fn a_slow_zoom_does_not_flicker_between_two_levels() {
        let t = Theme::Light.tokens();
        let zoom = |k: f64| libm::pow(k, 1.0 / 0.6);
        for (threshold, low, high) in [(1.15, Detail::Middle, Detail::Near), (0.62, Detail::Far, Detail::Middle)] {
            let at = |k, before| Sizes::holding(zoom(k), 10, t, Some(before)).detail;
            assert_eq!((at(threshold + 0.03, low), at(threshold - 0.03, high)), (low, high), "it holds");
            assert_eq!((at(threshold + 0.05, low), at(threshold - 0.05, high)), (high, low), "and then gives way");
        }
    }

    #[test]
    fn detail_falls_with_the_scale() {
        let t = Theme::Light.tokens();
        assert_eq!(Sizes::at(1.35, 10, t).detail, Detail::Near);
        assert_eq!(Sizes::at(1.0, 10, t).detail, Detail::Middle);
        assert_eq!(Sizes::at(0.4, 10, t).detail, Detail::Far);
        assert_eq!(Sizes::at(1.0, 10, t).cord, 1.0);
    }
}
