//! Colours and sizes of the controls, from the scene's table of themes. No colour is spelled elsewhere in app.

use egui::{Color32, Context, CornerRadius, Id, Margin, Shadow, Stroke, TextStyle, vec2};

use super::fonts;
use crate::scene::Theme;
use crate::text::Weight;

/// The colours of one theme as the toolkit wants them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ink {
    pub(super) theme: Theme,
    /// Motion is reduced.
    still: bool,
    /// In larger type, before a room.
    large_type: bool,
    pub(super) canvas: Color32,
    pub(super) panel: Color32,
    pub(super) raised: Color32,
    pub(super) well: Color32,
    pub(super) line: Color32,
    pub(super) line2: Color32,
    pub(super) ink: Color32,
    pub(super) ink2: Color32,
    pub(super) ink3: Color32,
    pub(super) on_ink: Color32,
    pub(super) strands: [Color32; 3],
    pub(super) large: Color32,
    pub(super) on_large: Color32,
    pub(super) good: Color32,
    pub(super) accent: Color32,
}

/// Sizes of text in the controls.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sizes {
    pub(super) body: f32,
    pub(super) small: f32,
    pub(super) section: f32,
    pub(super) dial: f32,
}

/// The size of body text in a light window, on a desk.
const BODY: f32 = 13.0;

impl Sizes {
    /// A size of type, or the height of what holds a line of it, that is `usual` on a desk: it grows as all else does.
    pub(super) const fn grown(&self, usual: f32) -> f32 {
        usual + self.body - BODY
    }

    /// The same for a width that holds words.
    pub(super) const fn widened(&self, usual: f32) -> f32 {
        usual * self.body / BODY
    }
}

impl Ink {
    pub(super) fn of(theme: Theme, still: bool, large_type: bool) -> Self {
        let tokens = theme.tokens();
        let c = super::paint::color;
        Self {
            theme,
            still,
            large_type,
            canvas: c(tokens.canvas),
            panel: c(tokens.panel),
            raised: c(tokens.raised),
            well: c(tokens.well),
            line: c(tokens.line),
            line2: c(tokens.line2),
            ink: c(tokens.ink),
            ink2: c(tokens.ink2),
            ink3: c(tokens.ink3),
            on_ink: c(tokens.on_ink),
            strands: tokens.strands.map(c),
            large: c(tokens.large),
            on_large: c(tokens.on_large),
            good: c(tokens.good),
            accent: c(tokens.accent),
        }
    }

    /// Nothing flies, slides or rolls.
    pub(super) const fn is_still(&self) -> bool {
        self.still
    }

    /// The sizes that go with the theme: what is shown on a projector is read from the last row.
    pub(super) const fn sizes(&self) -> Sizes {
        match self.theme {
            Theme::Light | Theme::Dark if self.large_type => {
                Sizes { body: 15.0, small: 14.0, section: 17.0, dial: 29.0 }
            }
            Theme::Light | Theme::Dark => Sizes { body: BODY, small: 12.0, section: 15.0, dial: 27.0 },
            Theme::Projector => Sizes { body: 17.0, small: 16.0, section: 19.0, dial: 32.0 },
        }
    }
}

/// The colours in force.
pub(super) fn ink(ctx: &Context) -> Ink {
    ctx.data(|data| data.get_temp(Id::NULL)).unwrap_or_else(|| Ink::of(Theme::Light, false, false))
}

/// Puts a theme in force, with or without motion, if it is not yet.
pub(super) fn apply(ctx: &Context, theme: Theme, still: bool, large_type: bool) {
    let in_force: Option<Ink> = ctx.data(|data| data.get_temp(Id::NULL));
    if in_force.is_some_and(|ink| (ink.theme, ink.still, ink.large_type) == (theme, still, large_type)) {
        return;
    }
    let ink = Ink::of(theme, still, large_type);
    ctx.data_mut(|data| data.insert_temp(Id::NULL, ink));
    let base = if theme == Theme::Dark { egui::Theme::Dark } else { egui::Theme::Light };
    ctx.set_theme(base);
    ctx.style_mut_of(base, |style| {
        let Sizes { body, small, section, .. } = ink.sizes();
        style.text_styles = [
            (TextStyle::Small, fonts::id(small, Weight::Regular)),
            (TextStyle::Body, fonts::id(body, Weight::Medium)),
            (TextStyle::Button, fonts::id(body, Weight::Medium)),
            (TextStyle::Heading, fonts::id(section, Weight::SemiBold)),
            (TextStyle::Monospace, fonts::id(body, Weight::Regular)),
        ]
        .into();
        style.spacing.item_spacing = vec2(8.0, 8.0);
        style.spacing.button_padding = vec2(10.0, 5.0);
        style.spacing.interact_size = vec2(32.0, 28.0);
        style.spacing.menu_margin = Margin::same(6);
        style.spacing.combo_width = 120.0;
        style.spacing.scroll = egui::style::ScrollStyle::thin();
        style.animation_time = if still { 0.0 } else { 0.12 };
        visuals(&mut style.visuals, &ink);
    });
}

fn visuals(visuals: &mut egui::Visuals, ink: &Ink) {
    *visuals = if ink.theme == Theme::Dark { egui::Visuals::dark() } else { egui::Visuals::light() };
    visuals.panel_fill = ink.panel;
    visuals.window_fill = ink.raised;
    visuals.window_stroke = Stroke::new(1.0, ink.line2);
    visuals.window_corner_radius = CornerRadius::same(12);
    visuals.menu_corner_radius = CornerRadius::same(8);
    // Two flat rectangles stand for a shadow where one is needed; blur belongs to no picture of ours.
    visuals.window_shadow = Shadow::NONE;
    visuals.popup_shadow = Shadow::NONE;
    visuals.extreme_bg_color = ink.raised;
    visuals.text_edit_bg_color = Some(ink.raised);
    visuals.faint_bg_color = ink.well;
    visuals.code_bg_color = ink.well;
    visuals.hyperlink_color = ink.accent;
    visuals.warn_fg_color = ink.ink;
    visuals.error_fg_color = ink.large;
    visuals.weak_text_color = Some(ink.ink2);
    visuals.selection.bg_fill = ink.accent.gamma_multiply(0.25);
    visuals.selection.stroke = Stroke::new(1.0, ink.accent);
    visuals.text_cursor.stroke = Stroke::new(1.5, ink.accent);
    let shape = |fill: Color32, border: Color32, text: Color32| egui::style::WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: Stroke::new(1.0, border),
        corner_radius: CornerRadius::same(8),
        fg_stroke: Stroke::new(1.2, text),
        expansion: 0.0,
    };
    visuals.widgets.noninteractive = shape(ink.panel, ink.line, ink.ink);
    visuals.widgets.inactive = shape(ink.raised, ink.line2, ink.ink);
    visuals.widgets.hovered = shape(ink.well, ink.ink3, ink.ink);
    visuals.widgets.active = shape(ink.well, ink.accent, ink.ink);
    visuals.widgets.open = shape(ink.well, ink.line2, ink.ink);
}
