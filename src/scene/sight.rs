//! How strands, severities, trends and groups look to people who see fewer colors: a simulation, for tests only.

use super::{Color, Theme};

/// Red, green, blue as light, 0 to 1.
type Light = [f64; 3];

/// Linear RGB seen with full protanopia, deuteranopia and tritanopia (Machado, Oliveira & Fernandes 2009,
/// severity 1.0).
const SIGHTS: [(&str, [[f64; 3]; 3]); 4] = [
    ("full sight", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    (
        "protanopia",
        [[0.152_286, 1.052_583, -0.204_868], [0.114_503, 0.786_281, 0.099_216], [-0.003_882, -0.048_116, 1.051_998]],
    ),
    (
        "deuteranopia",
        [[0.367_322, 0.860_646, -0.227_968], [0.280_085, 0.672_501, 0.047_413], [-0.011_820, 0.042_940, 0.968_881]],
    ),
    (
        "tritanopia",
        [[1.255_528, -0.076_749, -0.178_779], [-0.078_411, 0.930_809, 0.147_602], [0.004_733, 0.691_367, 0.303_900]],
    ),
];

/// The least difference between two strands: below about 10 colors look alike side by side.
const FLOOR: f64 = 20.0;
/// The same for colors that also differ in form: the fray of a sheath, the arrow of a trend, the name of a group.
const TINT_FLOOR: f64 = 10.0;

fn light(color: Color) -> Light {
    [color.r, color.g, color.b].map(|channel| {
        let v = f64::from(channel) / 255.0;
        if v <= 0.040_45 { v / 12.92 } else { libm::pow((v + 0.055) / 1.055, 2.4) }
    })
}

fn seen(matrix: &[[f64; 3]; 3], color: Color) -> Light {
    let l = light(color);
    matrix.map(|row| (row[0] * l[0] + row[1] * l[1] + row[2] * l[2]).clamp(0.0, 1.0))
}

/// CIE L*a*b* under D65.
fn lab([r, g, b]: Light) -> [f64; 3] {
    let f = |t: f64| if t > 0.008_856 { libm::cbrt(t) } else { 7.787 * t + 16.0 / 116.0 };
    let x = f((0.412_456 * r + 0.357_576 * g + 0.180_437 * b) / 0.950_47);
    let y = f(0.212_673 * r + 0.715_152 * g + 0.072_175 * b);
    let z = f((0.019_334 * r + 0.119_192 * g + 0.950_304 * b) / 1.088_83);
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// The difference of two colors as people see it, CIEDE2000 (Sharma, Wu & Dalal 2005).
fn difference(p: [f64; 3], q: [f64; 3]) -> f64 {
    let mean_chroma = (p[1].hypot(p[2]) + q[1].hypot(q[2])) / 2.0;
    let seventh = libm::pow(mean_chroma, 7.0);
    let stretch = 1.0 + 0.5 * (1.0 - (seventh / (seventh + 25.0_f64.powi(7))).sqrt());
    let polar = |c: [f64; 3]| {
        let a = c[1] * stretch;
        (a.hypot(c[2]), libm::atan2(c[2], a).to_degrees().rem_euclid(360.0))
    };
    let ((c1, h1), (c2, h2)) = (polar(p), polar(q));
    let turn = if c1 * c2 == 0.0 { 0.0 } else { (h2 - h1 + 540.0).rem_euclid(360.0) - 180.0 };
    let hue = 2.0 * (c1 * c2).sqrt() * libm::sin((turn / 2.0).to_radians());
    let (lightness, chroma) = ((p[0] + q[0]) / 2.0, (c1 + c2) / 2.0);
    let mean_hue = if c1 * c2 == 0.0 { h1 + h2 } else { (h1 + turn / 2.0).rem_euclid(360.0) };
    let cos = |degrees: f64| libm::cos(degrees.to_radians());
    let t = 1.0 - 0.17 * cos(mean_hue - 30.0) + 0.24 * cos(2.0 * mean_hue) + 0.32 * cos(3.0 * mean_hue + 6.0)
        - 0.20 * cos(4.0 * mean_hue - 63.0);
    let off = (lightness - 50.0).powi(2);
    let (sl, sc, sh) = (1.0 + 0.015 * off / (20.0 + off).sqrt(), 1.0 + 0.045 * chroma, 1.0 + 0.015 * chroma * t);
    let seventh = libm::pow(chroma, 7.0);
    let rotation = -2.0
        * (seventh / (seventh + 25.0_f64.powi(7))).sqrt()
        * libm::sin((60.0 * libm::exp(-((mean_hue - 275.0) / 25.0).powi(2))).to_radians());
    let (dl, dc, dh) = ((q[0] - p[0]) / sl, (c2 - c1) / sc, hue / sh);
    (dl * dl + dc * dc + dh * dh + rotation * dc * dh).sqrt()
}

#[test]
fn differences_agree_with_the_published_examples() {
    // Sharma, Wu & Dalal 2005, table 1, pairs 1, 7 and 25.
    for (p, q, expected) in [
        ([50.0, 2.6772, -79.7751], [50.0, 0.0, -82.7485], 2.0425),
        ([50.0, 0.0, 0.0], [50.0, -1.0, 2.0], 2.3669),
        ([60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], 1.2644),
    ] {
        assert!((difference(p, q) - expected).abs() < 1.0e-4, "{} is not {expected}", difference(p, q));
    }
}

/// Every two of these colors differ so much, in every theme and to everybody's eyes.
#[track_caller]
fn differ(floor: f64, colors: impl Fn(&super::Tokens) -> Vec<Color>) {
    for theme in Theme::ALL {
        let colors = colors(theme.tokens());
        for (sight, matrix) in &SIGHTS {
            for (i, a) in colors.iter().enumerate() {
                for b in &colors[..i] {
                    let apart = difference(lab(seen(matrix, *a)), lab(seen(matrix, *b)));
                    assert!(apart >= floor, "{theme:?}, {sight}: {a:?} and {b:?} are {apart:.1} apart");
                }
            }
        }
    }
}

#[test]
fn strands_differ_for_people_who_see_fewer_colors() {
    differ(FLOOR, |t| t.strands.to_vec());
}

#[test]
fn what_is_short_fading_and_growing_differs_for_them_too() {
    differ(TINT_FLOOR, |t| vec![t.small, t.medium, t.large]);
    differ(TINT_FLOOR, |t| vec![t.large, t.good, t.unrated]);
    differ(TINT_FLOOR, |t| vec![t.large, t.accent, t.ink]);
}

#[test]
fn the_first_groups_differ_for_them_too() {
    differ(TINT_FLOOR, |t| (0..4).map(|i| super::hull::tint(i, t)).collect());
}
