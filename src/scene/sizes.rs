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
    /// How far this level has grown out of the one below, 0 to 1, so that nothing pops while zooming.
    pub(super) blend: f64,
    /// The wavelength of a twist, as a share of the natural one: a cord keeps its turns while the zoom changes.
    pub(super) stretch: f64,
    /// How many cords there are, from 0 (a hundred or fewer) to 1 (ten thousand): lines of a crowd are drawn
    /// finer and paler, or they hide each other.
    pub(super) crowd: f64,
    /// How far smaller bodies shrink towards a dot, 0 to 1.
    pub(super) shrink: f64,
}

/// Between these cords begin to twist (a zoom of 117 % to 140 %); below, turns would be finer than the eye resolves.
const TWIST: [f64; 2] = [1.10, 1.22];
/// Between these one line parts into strands (a zoom of 31 % to 38 %): a usual map in a small window, at 37 %, still
/// shows its colors.
const LANES: [f64; 2] = [0.495, 0.56];
/// The same among more than a hundred cords (a zoom of 41 % to 55 %): so many fine strands are a haze.
const CROWDED_LANES: [f64; 2] = [0.585, 0.70];
/// The zoom at which twists have their natural wavelength; every two octaves the turns are counted anew.
const NATURAL_TWIST: f64 = 2.2;
/// Bodies shrink more slowly than distances, but never so slowly that they outgrow the room between them.
const OUTGROWN: f64 = 1.3;
/// Of the smallest body: a dot that is still seen.
const SMALLEST_ACTOR: f64 = 0.08;
/// How much smaller the bodies of a crowd are.
const SMALL_IN_CROWD: f64 = 0.24;
/// The largest body: in a crowd seen from afar the others shrink towards a dot, so that those on whom much hangs lead the
/// eye and leave room for names.
const LARGEST_BODY: f64 = 38.0;
/// From the first of these scales to the second the crowd comes near, and nobody shrinks any more.
const NEAR_CROWD: [f64; 2] = [0.3, 0.6];

impl Sizes {
    /// The sizes at `scale` picture units to a map unit, among `cords` cords.
    pub(super) fn at(scale: f64, cords: usize, tokens: &Tokens) -> Self {
        let plain = libm::pow(scale.max(1.0e-6), 0.6);
        let cord = plain.clamp(0.5, 1.6);
        let actor = libm::pow(scale.max(1.0e-6), 0.7).min(OUTGROWN * scale).clamp(SMALLEST_ACTOR, 1.6);
        let crowd = (libm::log10(cords.max(1) as f64 / 100.0) / 2.0).clamp(0.0, 1.0);
        let grown_by = |[from, to]: [f64; 2]| (cord - from) / (to - from);
        let lanes = if crowd > 0.0 { CROWDED_LANES } else { LANES };
        let (detail, blend) = if cord > TWIST[0] {
            (Detail::Near, grown_by(TWIST))
        } else if plain > lanes[0] {
            (Detail::Middle, (plain - lanes[0]) / (lanes[1] - lanes[0]))
        } else {
            (Detail::Far, 1.0)
        };
        let octaves = (libm::log2(scale.max(1.0e-6) / NATURAL_TWIST) / 2.0).round();
        let counted = NATURAL_TWIST * libm::exp2(2.0 * octaves.max(0.0));
        let stretch = scale / counted * libm::pow(counted, 0.6).clamp(0.5, 1.6) / cord;
        // What a room can see of a few bodies leaves no room for names where there are hundreds.
        let grown = (1.0 + (tokens.cord_scale - 1.0) * 0.6 * (1.0 - crowd)) * (1.0 - SMALL_IN_CROWD * crowd);
        let (cord, actor, blend) = (cord * tokens.cord_scale, actor * grown, blend.min(1.0));
        let shrink = crowd * ((NEAR_CROWD[1] - scale) / (NEAR_CROWD[1] - NEAR_CROWD[0])).clamp(0.0, 1.0);
        Self { cord, actor, detail, blend, stretch, crowd, shrink }
    }

    /// The radius of a body on the picture, from that at a scale of 1.
    pub(super) fn body(&self, radius: f64) -> f64 {
        radius * self.actor * libm::pow((radius / LARGEST_BODY).min(1.0), self.shrink)
    }
}

/// The radius of an actor's body at a scale of 1: its area grows with the points that touch it.
pub(super) fn body_radius(points: u32) -> f64 {
    (15.0_f64 * 15.0 + 14.0 * f64::from(points)).sqrt().min(LARGEST_BODY)
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
    fn far_off_the_small_of_a_crowd_shrink_more_than_the_great() {
        let t = Theme::Light.tokens();
        let share = |zoom, cords| {
            let sizes = Sizes::at(zoom, cords, t);
            sizes.body(body_radius(0)) / sizes.body(body_radius(900))
        };
        assert!(share(0.2, 1_000) < 0.7 * share(0.2, 60), "a crowd");
        assert!((share(0.2, 60) - share(1.0, 60)).abs() < 1.0e-9, "a few");
        assert!((share(0.7, 1_000) - share(1.0, 60)).abs() < 1.0e-9, "nearby all are as large as they should be");
    }

    #[test]
    fn a_level_grows_out_of_the_one_below() {
        let t = Theme::Light.tokens();
        for (zoom, detail) in [(0.312, Detail::Middle), (1.175, Detail::Near)] {
            let sizes = Sizes::at(zoom, 10, t);
            assert!(sizes.detail == detail && sizes.blend < 0.1, "{sizes:?}");
            let sizes = Sizes::at(zoom * 1.4, 10, t);
            assert!(sizes.detail == detail && sizes.blend == 1.0, "{sizes:?}");
        }
    }

    #[test]
    fn a_cord_keeps_its_turns_while_zooming() {
        let t = Theme::Light.tokens();
        let turns = |zoom: f64| {
            let sizes = Sizes::at(zoom, 10, t);
            zoom / (sizes.cord * sizes.stretch)
        };
        for step in 0..20 {
            let zoom = 1.2 + 0.1 * f64::from(step);
            assert!((turns(zoom) - turns(1.2)).abs() < 1.0e-9, "at {zoom}");
        }
    }

    #[test]
    fn detail_falls_with_the_scale() {
        let t = Theme::Light.tokens();
        assert_eq!(Sizes::at(1.35, 10, t).detail, Detail::Near);
        assert_eq!(Sizes::at(1.0, 10, t).detail, Detail::Middle);
        assert_eq!(Sizes::at(0.3, 10, t).detail, Detail::Far);
        assert_eq!(Sizes::at(1.0, 10, t).cord, 1.0);
    }
}
