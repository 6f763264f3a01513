//! The icon of each kind of actor, as strokes on a grid of 24 by 24 (2.5 free on each side).

use std::sync::LazyLock;

use super::Stroke;
use super::brush::{Brush, round};
use super::shapes::circle;
use crate::geom::{Affine, BezPath, Point, Vec2};
use crate::model::{CustomKind, Kind};
use crate::scene::{Color, contrast};

/// The side of the grid.
const GRID: f64 = 24.0;
/// The width of a stroke on the grid, round ends and joins.
const STROKE: f64 = 1.75;
/// Strokes never fall below this on the picture, or they blur.
const STROKE_FLOOR: f64 = 1.45;
/// A mark needs at least this contrast to its ground.
const READABLE: f64 = 3.0;
/// Below this size an icon is a smudge and is left out.
const SMALLEST: f64 = 6.5;

/// An icon, and the tint that a room gave it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Face {
    pub(super) icon: Icon,
    tint: Option<Color>,
}

/// What an icon shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub(super) enum Icon {
    Company,
    Team,
    Role,
    Customer,
    Partner,
    Supplier,
    Channel,
    Investor,
    Media,
    Community,
    Society,
    Product,
    Touchpoint,
    Other,
}

/// Lines as path data, then circles as center and radius. In the order of [`Icon`].
type Drawing = (&'static [&'static str], &'static [(f64, f64, f64)]);

const DRAWINGS: [Drawing; 14] = [
    (
        &[
            "M5 20L5 7L13 4L13 20",
            "M13 10L19 10L19 20",
            "M3.5 20L20.5 20",
            "M8.2 9.5L9.8 9.5",
            "M8.2 13L9.8 13",
            "M8.2 16.5L9.8 16.5",
            "M16 13.5L16 13.6",
            "M16 16.7L16 16.8",
        ],
        &[],
    ),
    (
        &[
            "M6.4 19.5C6.4 15.6 8.8 13.8 12 13.8C15.2 13.8 17.6 15.6 17.6 19.5",
            "M6.6 5.9C4.9 6.4 4.3 8.8 5.8 10.2",
            "M17.4 5.9C19.1 6.4 19.7 8.8 18.2 10.2",
            "M2.6 17.8C2.7 15.4 3.7 14 5.4 13.4",
            "M21.4 17.8C21.3 15.4 20.3 14 18.6 13.4",
        ],
        &[(12.0, 8.0, 3.1)],
    ),
    (&["M5 20C5 16 8 14.2 12 14.2C16 14.2 19 16 19 20"], &[(12.0, 8.0, 3.6)]),
    (&["M5.5 8.5L18.5 8.5L19.6 20L4.4 20Z", "M8.8 11.2L8.8 7.4C8.8 2.9 15.2 2.9 15.2 7.4L15.2 11.2"], &[]),
    (&[], &[(9.0, 12.0, 5.2), (15.0, 12.0, 5.2)]),
    (
        &[
            "M2.5 6.5L14 6.5L14 16.5",
            "M2.5 6.5L2.5 16.5L4.4 16.5",
            "M14 10L18 10L21.5 13.4L21.5 16.5L19.8 16.5",
            "M9 16.5L15.2 16.5",
        ],
        &[(6.7, 17.0, 2.2), (17.5, 17.0, 2.2)],
    ),
    (
        &[
            "M4 9.5L5.5 4.5L18.5 4.5L20 9.5",
            "M4 9.5C4 12.6 8 12.6 8 9.5C8 12.6 12 12.6 12 9.5C12 12.6 16 12.6 16 9.5C16 12.6 20 12.6 20 9.5",
            "M5.5 12.4L5.5 20L18.5 20L18.5 12.4",
            "M10 20L10 15.5L14 15.5L14 20",
        ],
        &[],
    ),
    (&["M3.5 18L9 12L13 15.5L20.5 6.5", "M15.2 6.2L20.6 6.2L20.6 11.6"], &[]),
    (&["M4 10L4 14L8 14L17 18.5L17 5.5L8 10Z", "M8 14L9 19.5L11.4 19.5", "M20.2 10C21 11.2 21 12.8 20.2 14"], &[]),
    (
        &[
            "M3.5 5L15 5L15 12.5L8.5 12.5L5.5 15L5.5 12.5L3.5 12.5Z",
            "M18 9L20.5 9L20.5 16.5L18.5 16.5L18.5 19L15.5 16.5L9.5 16.5L9.5 15.5",
        ],
        &[],
    ),
    (&["M3.5 9.5L12 4L20.5 9.5Z", "M6.5 10L6.5 17", "M12 10L12 17", "M17.5 10L17.5 17", "M4 20L20 20"], &[]),
    (&["M12 3.2L20 7.4L20 16.6L12 20.8L4 16.6L4 7.4Z", "M4.2 7.5L12 11.8L19.8 7.5", "M12 11.8L12 20.6"], &[]),
    (
        &[
            "M8 3L16 3Q17.5 3 17.5 4.5L17.5 19.5Q17.5 21 16 21L8 21Q6.5 21 6.5 19.5L6.5 4.5Q6.5 3 8 3Z",
            "M11 17.8L13 17.8",
        ],
        &[],
    ),
    (&["M12 5L12 5.1", "M12 12L12 12.1", "M12 19L12 19.1"], &[(12.0, 12.0, 4.4)]),
];

static PATHS: LazyLock<Vec<BezPath>> = LazyLock::new(|| DRAWINGS.iter().map(drawn).collect());

fn drawn((lines, circles): &Drawing) -> BezPath {
    let mut path = BezPath::new();
    for line in *lines {
        // The table is ours; a test parses every line of it.
        path.extend(BezPath::from_svg(line).unwrap_or_default());
    }
    for (x, y, r) in *circles {
        path.extend(circle(Point::new(*x, *y), *r));
    }
    path
}

impl From<Icon> for Face {
    fn from(icon: Icon) -> Self {
        Self { icon, tint: None }
    }
}

impl Face {
    /// The icon of a kind; one of the room's own bears the icon that it names, in its tint.
    pub(super) fn of(kind: &Kind, custom: Option<&CustomKind>) -> Self {
        match custom {
            None => Icon::of(kind).into(),
            Some(custom) => {
                Self { icon: Icon::of(&Kind::from_key(&custom.icon)), tint: Color::from_hex(&custom.color) }
            }
        }
    }

    /// The tint where there is one, brought towards `ink` until it stands out from `ground`.
    pub(super) fn ink(self, ink: Color, ground: Color) -> Color {
        let Some(tint) = self.tint else { return ink };
        let mut steps = (0..=5).map(|step| tint.mix(ink, f64::from(step) / 5.0));
        steps.find(|color| contrast(*color, ground) >= READABLE).unwrap_or(ink)
    }
}

impl Icon {
    /// Paints the icon `size` across in the middle of a body.
    pub(super) fn paint(self, brush: &mut Brush, center: Point, size: f64, color: Color) {
        if size < SMALLEST {
            return;
        }
        let scale = size / GRID;
        let place = Affine::translate(center.to_vec2() - Vec2::new(12.0, 12.0) * scale) * Affine::scale(scale);
        let stroke: Stroke = round(color, (STROKE * scale).max(STROKE_FLOOR).max(brush.tokens.stroke_floor));
        brush.path(place * &PATHS[self as usize], None, Some(stroke));
    }

    /// The icon of a usual kind.
    const fn of(kind: &Kind) -> Self {
        match kind {
            Kind::Company => Self::Company,
            Kind::Team => Self::Team,
            Kind::Role => Self::Role,
            Kind::Customer => Self::Customer,
            Kind::Partner => Self::Partner,
            Kind::Supplier => Self::Supplier,
            Kind::Channel => Self::Channel,
            Kind::Investor => Self::Investor,
            Kind::Media => Self::Media,
            Kind::Community => Self::Community,
            Kind::Society => Self::Society,
            Kind::Product => Self::Product,
            Kind::Touchpoint => Self::Touchpoint,
            Kind::Other(_) => Self::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geom::Shape as _;
    use crate::scene::{TINTS, Theme};

    #[test]
    fn a_tint_stays_readable_on_every_ground() {
        let (light, dark) = (Theme::Light.tokens(), Theme::Dark.tokens());
        for (hex, name) in TINTS {
            let custom = CustomKind { color: hex.to_owned(), icon: "media".to_owned(), ..CustomKind::default() };
            let face = Face::of(&Kind::Other("club".to_owned()), Some(&custom));
            for ground in [light.inside, light.outside, light.carrier, dark.inside, dark.outside, dark.carrier] {
                let ink = if contrast(light.ink, ground) > contrast(light.on_inside, ground) {
                    light.ink
                } else {
                    light.on_inside
                };
                assert!(contrast(face.ink(ink, ground), ground) >= READABLE, "{name} on {ground:?}");
            }
            assert_eq!(Some(face.ink(light.ink, light.outside)), Color::from_hex(hex), "{name} is kept on paper");
        }
        assert_eq!(Face::of(&Kind::Media, None).ink(light.ink, light.outside), light.ink);
    }

    #[test]
    fn every_icon_parses_and_stays_on_its_grid() {
        for (lines, circles) in &DRAWINGS {
            for line in *lines {
                assert!(BezPath::from_svg(line).is_ok(), "{line}");
            }
            let around = drawn(&(lines, circles)).bounding_box();
            assert!(around.x0 >= 2.4 && around.y0 >= 2.4 && around.x1 <= 21.6 && around.y1 <= 21.6, "{around:?}");
            assert!(around.width() > 5.0);
        }
    }
}
