//! The one table of colors, widths and sizes, for light, dark and projector; panels read it, too.
//!
//! It holds values and the arithmetic on them (dimming, contrast), no shapes.

use super::Color;
use super::cord::Severity;
use crate::model::Strand;

/// The three tables of colors and sizes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Paper.
    #[default]
    Light,
    /// Night.
    Dark,
    /// A bad projector, seen from the last row.
    Projector,
}

impl Theme {
    /// All three, in the order of menus.
    pub const ALL: [Self; 3] = [Self::Light, Self::Dark, Self::Projector];

    /// The colors and sizes of this theme.
    #[must_use]
    pub const fn tokens(self) -> &'static Tokens {
        match self {
            Self::Light => &LIGHT,
            Self::Dark => &DARK,
            Self::Projector => &PROJECTOR,
        }
    }

    /// The same before a room, in larger type; the projector's is as large as it gets.
    #[must_use]
    pub const fn tokens_for_a_room(self) -> &'static Tokens {
        match self {
            Self::Light => &LIGHT_ROOM,
            Self::Dark => &DARK_ROOM,
            Self::Projector => &PROJECTOR,
        }
    }

    /// The word for settings and the command line.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Projector => "projector",
        }
    }
}

/// Every color, width and size of one theme. Lengths are picture units.
///
/// Contrast floors against `canvas` (WCAG 2): text 4.5, strands and rims 3.0; a test holds them.
#[derive(Clone, Debug, PartialEq)]
pub struct Tokens {
    /// The ground of the map.
    pub canvas: Color,
    /// Bars and panels.
    pub panel: Color,
    /// Cards, fields, the active segment.
    pub raised: Color,
    /// A sunken field, the active row.
    pub well: Color,
    /// Dividers, an empty dial.
    pub line: Color,
    /// Borders of controls.
    pub line2: Color,
    /// Text, the primary button, far cords.
    pub ink: Color,
    /// Second text.
    pub ink2: Color,
    /// Hints, ticks.
    pub ink3: Color,
    /// Text on `ink`.
    pub on_ink: Color,
    /// The three strands, in their order. Only data wears them.
    pub strands: [Color; 3],
    /// A sheath, 1 to 2 points short.
    pub small: Color,
    /// A sheath, 3 to 5 points short.
    pub medium: Color,
    /// A sheath, 6 or more points short; missing; badges.
    pub large: Color,
    /// Numbers on `large`.
    pub on_large: Color,
    /// Selection, focus, links: never data.
    pub accent: Color,
    /// Growing, gains, saved.
    pub good: Color,
    /// The body of an actor inside.
    pub inside: Color,
    /// Its icon.
    pub on_inside: Color,
    /// The body of an actor outside.
    pub outside: Color,
    /// The outline and icon of an actor outside.
    pub rim: Color,
    /// The body of a product or touchpoint.
    pub carrier: Color,
    /// A cord that nobody has rated yet.
    pub unrated: Color,
    /// How far dimmed things move towards the canvas, 0..1.
    pub dim: f64,
    /// How far the back half of a twist moves towards the canvas, 0..1.
    pub back: f64,
    /// Opacity of a sheath's two halos (each), of its body and of its edge lines.
    pub sheath: [f64; 3],
    /// Opacity of what a selected thing is filled with.
    pub selected_fill: f64,
    /// Cords are this much wider than in the light theme.
    pub cord_scale: f64,
    /// Type of the interface and of legends is this much larger.
    pub text_scale: f64,
    /// The size of an actor's name, in whole pixels, and of its smallest form.
    pub name_size: f64,
    /// The size to which a name that does not fit may shrink.
    pub name_floor: f64,
    /// The size of words on cords.
    pub label_size: f64,
    /// The size of a picture's title and of its dials.
    pub title_size: f64,
    /// The least width of any stroke that is data.
    pub stroke_floor: f64,
    /// The least width of a whole cord, also of one drawn as a single line.
    pub cord_floor: f64,
}

impl Tokens {
    /// The same colors with larger type.
    const fn for_a_room(self) -> Self {
        Self { text_scale: 1.2, name_size: 16.0, name_floor: 13.0, label_size: 15.0, title_size: 32.0, ..self }
    }

    /// The color of a strand.
    #[must_use]
    pub const fn strand(&self, strand: Strand) -> Color {
        self.strands[strand.index()]
    }

    /// The color of a sheath.
    #[must_use]
    pub const fn severity(&self, severity: Severity) -> Color {
        match severity {
            Severity::Small => self.small,
            Severity::Medium => self.medium,
            Severity::Large => self.large,
        }
    }

    /// `color` moved towards the canvas by `share`: dimming without translucency, so that crossings
    /// do not add up.
    #[must_use]
    pub fn toward_canvas(&self, color: Color, share: f64) -> Color {
        color.mix(self.canvas, share)
    }

    /// `color`, dimmed as far as this theme dims.
    #[must_use]
    pub fn dimmed(&self, color: Color) -> Color {
        self.toward_canvas(color, self.dim)
    }

    /// `color` moved towards the canvas, but only as far as `floor` allows its contrast to fall.
    #[must_use]
    pub fn quiet(&self, color: Color, share: f64, floor: f64) -> Color {
        let mut steps = (0..=12).map(|step| self.toward_canvas(color, share * (1.0 - f64::from(step) / 12.0)));
        if share > 0.0 { steps.find(|quiet| contrast(*quiet, self.canvas) >= floor).unwrap_or(color) } else { color }
    }

    /// The contrast that words need: more on a projector, which washes them out.
    #[must_use]
    pub fn word_contrast(&self) -> f64 {
        if self.text_scale > 1.0 { 7.0 } else { 4.5 }
    }

    /// `color` mixed with ink until it stands out from the canvas by 3.0, as a mark must.
    #[must_use]
    pub fn mark(&self, color: Color) -> Color {
        (0..=10)
            .map(|step| color.mix(self.ink, f64::from(step) / 10.0))
            .find(|mixed| contrast(*mixed, self.canvas) >= MARK_CONTRAST)
            .unwrap_or(self.ink)
    }
}

/// The contrast that a mark needs to its ground.
pub const MARK_CONTRAST: f64 = 3.0;

/// Tints that a room may give to kinds of its own: told apart on paper and on a dark ground.
pub const TINTS: [(&str, &str); 8] = [
    ("#b3402a", "Brick"),
    ("#b07810", "Ochre"),
    ("#5a7d1e", "Moss"),
    ("#0f7a6c", "Teal"),
    ("#2563b8", "Blue"),
    ("#6d43b8", "Violet"),
    ("#b02f72", "Plum"),
    ("#66707d", "Slate"),
];

/// The contrast of two solid colors, 1 to 21 (WCAG 2).
#[must_use]
pub fn contrast(a: Color, b: Color) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn luminance(color: Color) -> f64 {
    let linear = |channel: u8| {
        let v = f64::from(channel) / 255.0;
        if v <= 0.040_45 { v / 12.92 } else { libm::pow((v + 0.055) / 1.055, 2.4) }
    };
    0.2126 * linear(color.r) + 0.7152 * linear(color.g) + 0.0722 * linear(color.b)
}

const LIGHT: Tokens = Tokens {
    canvas: Color::hex(0xFA_FA_F7),
    panel: Color::hex(0xFF_FF_FF),
    raised: Color::hex(0xFF_FF_FF),
    well: Color::hex(0xF1_F1_EC),
    line: Color::hex(0xE3_E3_DC),
    line2: Color::hex(0xC9_CA_C3),
    ink: Color::hex(0x1A_21_30),
    ink2: Color::hex(0x51_5A_6B),
    ink3: Color::hex(0x6A_71_80),
    on_ink: Color::hex(0xFF_FF_FF),
    strands: [Color::hex(0x14_50_A3), Color::hex(0xD9_48_0F), Color::hex(0x2B_A0_84)],
    small: Color::hex(0xF2_A1_00),
    medium: Color::hex(0xEE_5A_3A),
    large: Color::hex(0xC9_18_4A),
    on_large: Color::hex(0xFF_FF_FF),
    accent: Color::hex(0x6D_3B_E0),
    good: Color::hex(0x1F_7A_5C),
    inside: Color::hex(0x2A_34_46),
    on_inside: Color::hex(0xFF_FF_FF),
    outside: Color::hex(0xFF_FF_FF),
    rim: Color::hex(0x2A_34_46),
    carrier: Color::hex(0xEC_EC_E6),
    unrated: Color::hex(0x86_8C_98),
    dim: 0.84,
    back: 0.42,
    sheath: [0.09, 0.16, 0.55],
    selected_fill: 0.13,
    cord_scale: 1.0,
    text_scale: 1.0,
    name_size: 13.0,
    name_floor: 11.0,
    label_size: 13.0,
    title_size: 28.0,
    stroke_floor: 0.75,
    cord_floor: 0.8,
};

const DARK: Tokens = Tokens {
    canvas: Color::hex(0x14_17_1C),
    panel: Color::hex(0x1B_1F_26),
    raised: Color::hex(0x22_27_31),
    well: Color::hex(0x12_15_1A),
    line: Color::hex(0x2C_32_3C),
    line2: Color::hex(0x45_4D_5A),
    ink: Color::hex(0xEC_EE_F2),
    ink2: Color::hex(0xA9_B1_BE),
    ink3: Color::hex(0x7F_88_96),
    on_ink: Color::hex(0x14_17_1C),
    strands: [Color::hex(0x4F_80_EA), Color::hex(0xFF_6B_35), Color::hex(0x6B_E8_C6)],
    small: Color::hex(0xFF_B9_38),
    medium: Color::hex(0xE6_82_30),
    large: Color::hex(0xFF_3B_6B),
    on_large: Color::hex(0x14_17_1C),
    accent: Color::hex(0xA7_8B_FF),
    good: Color::hex(0x5F_D6_AE),
    inside: Color::hex(0xD9_DE_E7),
    on_inside: Color::hex(0x17_1B_21),
    outside: Color::hex(0x1B_1F_26),
    rim: Color::hex(0xD9_DE_E7),
    carrier: Color::hex(0x2A_30_3A),
    unrated: Color::hex(0x7D_85_92),
    dim: 0.80,
    back: 0.46,
    sheath: [0.10, 0.20, 0.60],
    selected_fill: 0.22,
    ..LIGHT
};

const LIGHT_ROOM: Tokens = LIGHT.for_a_room();
const DARK_ROOM: Tokens = DARK.for_a_room();

const PROJECTOR: Tokens = Tokens {
    canvas: Color::hex(0xFF_FF_FF),
    panel: Color::hex(0xFF_FF_FF),
    raised: Color::hex(0xFF_FF_FF),
    well: Color::hex(0xF0_F0_F0),
    line: Color::hex(0xBD_BD_BD),
    line2: Color::hex(0x8A_8A_8A),
    ink: Color::hex(0x00_00_00),
    ink2: Color::hex(0x2B_2F_36),
    ink3: Color::hex(0x4A_4F_58),
    on_ink: Color::hex(0xFF_FF_FF),
    strands: [Color::hex(0x08_35_7F), Color::hex(0xCC_3A_00), Color::hex(0x0D_8F_72)],
    small: Color::hex(0xF5_9A_00),
    medium: Color::hex(0xF0_4A_2A),
    large: Color::hex(0xC2_00_3F),
    on_large: Color::hex(0xFF_FF_FF),
    accent: Color::hex(0x5A_1F_D6),
    good: Color::hex(0x0B_6B_4F),
    inside: Color::hex(0x00_00_00),
    on_inside: Color::hex(0xFF_FF_FF),
    outside: Color::hex(0xFF_FF_FF),
    rim: Color::hex(0x00_00_00),
    carrier: Color::hex(0xE4_E4_E4),
    unrated: Color::hex(0x6B_70_79),
    dim: 0.78,
    back: 0.30,
    sheath: [0.12, 0.24, 0.85],
    selected_fill: 0.13,
    cord_scale: 1.3,
    text_scale: 1.3,
    name_size: 18.0,
    name_floor: 15.0,
    label_size: 16.0,
    title_size: 36.0,
    stroke_floor: 2.0,
    cord_floor: 5.0,
};

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn at_least(theme: Theme, what: &str, a: Color, b: Color, floor: f64) {
        let found = contrast(a, b);
        assert!(found >= floor, "{theme:?}: {what} has a contrast of {found:.2}, needs {floor}");
    }

    #[test]
    fn words_and_strands_stand_out_from_the_ground() {
        for theme in Theme::ALL {
            let t = theme.tokens();
            for (what, color) in [("ink", t.ink), ("ink2", t.ink2), ("ink3", t.ink3)] {
                at_least(theme, what, color, t.canvas, 4.5);
                at_least(theme, what, color, t.panel, 4.5);
            }
            for (what, color) in [("accent", t.accent), ("good", t.good), ("large", t.large), ("inside", t.inside)] {
                at_least(theme, what, color, t.canvas, 4.5);
            }
            for strand in Strand::ALL {
                at_least(theme, strand.key(), t.strand(strand), t.canvas, 3.0);
            }
            at_least(theme, "rim", t.rim, t.canvas, 3.0);
            at_least(theme, "unrated", t.unrated, t.canvas, 3.0);
            at_least(theme, "icon inside", t.on_inside, t.inside, 4.5);
            at_least(theme, "badge", t.on_large, t.large, 4.5);
            at_least(theme, "button", t.on_ink, t.ink, 4.5);
            for severity in [Severity::Small, Severity::Medium, Severity::Large] {
                let mark = t.mark(t.severity(severity));
                at_least(theme, "a mark", mark, t.canvas, 3.0);
                at_least(theme, "a pale mark", t.quiet(mark, 0.45, MARK_CONTRAST), t.canvas, 3.0);
            }
        }
    }

    #[test]
    fn grey_words_survive_a_bad_projector() {
        let t = Theme::Projector.tokens();
        for (what, color) in [("ink", t.ink), ("ink2", t.ink2), ("ink3", t.ink3)] {
            at_least(Theme::Projector, what, color, t.canvas, 7.0);
        }
        assert!(t.name_size >= 18.0 && t.cord_floor >= 5.0 && t.stroke_floor >= 2.0);
    }

    #[test]
    fn contrast_has_its_known_ends() {
        let (black, white) = (Color::hex(0), Color::hex(0xFF_FF_FF));
        assert!((contrast(black, white) - 21.0).abs() < 1.0e-9);
        assert!((contrast(white, white) - 1.0).abs() < 1.0e-9);
    }
}
