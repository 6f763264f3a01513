//! The handful of controls that the whole window is made of: buttons, key caps, rows, headings, words.
//!
//! Each has an accessible name and a focus ring; none knows the document.

use std::sync::Arc;

use egui::accesskit::Role;
use egui::{
    Align2, Color32, Frame, Galley, Id, Margin, Rect, Response, RichText, Sense, Stroke, StrokeKind, TextEdit, Ui,
    WidgetInfo, pos2, vec2,
};

use super::fonts;
use super::icons::Icon;
use super::style::{Ink, ink};
use crate::text::{Weight, from_left};

/// How loud a button is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Loud {
    /// The one thing to do here: filled with ink.
    Primary,
    /// Raised, with a border.
    Plain,
    /// No frame until the pointer is there.
    Quiet,
}

/// A button by parts; [`Press::show`] puts it on screen.
pub(super) struct Press<'a> {
    label: &'a str,
    loud: Loud,
    icon: Option<Icon>,
    key: Option<&'a str>,
    height: f32,
    size: Option<f32>,
    enabled: bool,
    icon_only: bool,
    id: Option<egui::Id>,
}

impl<'a> Press<'a> {
    pub(super) const fn new(label: &'a str, loud: Loud) -> Self {
        Self { label, loud, icon: None, key: None, height: 32.0, size: None, enabled: true, icon_only: false, id: None }
    }

    /// Only an icon; `label` is its name for those who do not see it.
    pub(super) const fn icon_only(label: &'a str, icon: Icon) -> Self {
        Self { icon: Some(icon), icon_only: true, ..Self::new(label, Loud::Quiet) }
    }

    pub(super) const fn loud(self, loud: Loud) -> Self {
        Self { loud, ..self }
    }

    pub(super) const fn icon(self, icon: Icon) -> Self {
        Self { icon: Some(icon), ..self }
    }

    pub(super) const fn key(self, key: &'a str) -> Self {
        Self { key: Some(key), ..self }
    }

    pub(super) const fn large(self) -> Self {
        Self { height: 42.0, size: Some(15.0), ..self }
    }

    /// An id by which the keyboard can be sent here.
    pub(super) const fn id(self, id: egui::Id) -> Self {
        Self { id: Some(id), ..self }
    }

    pub(super) const fn enabled(self, enabled: bool) -> Self {
        Self { enabled, ..self }
    }

    /// How wide a button of words alone will be.
    pub(super) fn width(&self, ui: &Ui) -> f32 {
        let size = self.size.unwrap_or_else(|| ink(ui.ctx()).sizes().body);
        let font = fonts::id(size, Weight::Medium);
        ui.painter().layout_no_wrap(self.label.to_owned(), font, Color32::PLACEHOLDER).size().x + 28.0 * size / 13.0
    }

    pub(super) fn show(self, ui: &mut Ui) -> Response {
        let ink = ink(ui.ctx());
        let size = self.size.unwrap_or_else(|| ink.sizes().body);
        let color = match (self.loud, self.enabled) {
            (Loud::Primary, _) => ink.on_ink,
            (_, true) => ink.ink,
            (_, false) => ink.ink3.lerp_to_gamma(ink.panel, 0.4),
        };
        let galley = ui.painter().layout_no_wrap(self.label.to_owned(), fonts::id(size, Weight::Medium), color);
        let text_width = if self.icon_only { 0.0 } else { galley.size().x };
        let icon_width = match (self.icon, self.icon_only) {
            (None, _) => 0.0,
            (Some(_), true) => 18.0,
            (Some(_), false) => 24.0,
        };
        let key_width = self.key.map_or(0.0, |key| keycap_size(ui, key).x + 10.0);
        let pad = if self.icon_only { 8.0 } else { 14.0 * size / 13.0 };
        let content = icon_width + text_width + key_width;
        let desired = vec2(content + 2.0 * pad, self.height.max(size + 16.0));
        let sense = if self.enabled { Sense::click() } else { Sense::hover() };
        let (rect, response) = match self.id {
            Some(id) => {
                let (rect, _) = ui.allocate_exact_size(desired, Sense::hover());
                (rect, ui.interact(rect, id, sense))
            }
            None => ui.allocate_exact_size(desired, sense),
        };
        let (label, enabled) = (self.label, self.enabled);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, label));
        if ui.is_rect_visible(rect) {
            self.ground(ui, rect, &response, &ink);
            let mut x = rect.center().x - content / 2.0;
            if let Some(icon) = self.icon {
                icon.paint(ui.painter(), pos2(x + 9.0, rect.center().y), 18.0, color);
                x += icon_width;
            }
            if !self.icon_only {
                ui.painter().galley(pos2(x, rect.center().y - galley.size().y / 2.0), galley, color);
                x += text_width + 10.0;
            }
            if let Some(key) = self.key {
                let border = if self.loud == Loud::Primary { ink.on_ink.gamma_multiply(0.45) } else { ink.line2 };
                let y = rect.center().y - keycap_size(ui, key).y / 2.0;
                paint_keycap(ui, pos2(x, y), key, color, border, Color32::TRANSPARENT);
            }
        }
        if enabled { response.on_hover_cursor(egui::CursorIcon::PointingHand) } else { response }
    }

    fn ground(&self, ui: &Ui, rect: Rect, response: &Response, ink: &Ink) {
        let over = response.hovered() && self.enabled;
        let (fill, border) = match self.loud {
            Loud::Primary => {
                (if over { ink.ink.lerp_to_gamma(ink.canvas, 0.16) } else { ink.ink }, Color32::TRANSPARENT)
            }
            Loud::Plain => (if over { ink.well } else { ink.raised }, if over { ink.ink3 } else { ink.line2 }),
            Loud::Quiet => (if over { ink.well } else { Color32::TRANSPARENT }, Color32::TRANSPARENT),
        };
        ui.painter().rect(rect, 8.0, fill, Stroke::new(1.0, border), StrokeKind::Inside);
        focus_ring(ui, response, 8.0);
    }
}

/// The violet frame around what the keyboard is on.
pub(super) fn focus_ring(ui: &Ui, response: &Response, radius: f32) {
    if response.has_focus() {
        let accent = ink(ui.ctx()).accent;
        ui.painter().rect_stroke(response.rect.expand(2.0), radius + 2.0, Stroke::new(2.0, accent), StrokeKind::Inside);
    }
}

/// The size of a key as it is printed on the keyboard.
pub(super) fn keycap_size(ui: &Ui, key: &str) -> egui::Vec2 {
    let galley = ui.painter().layout_no_wrap(key.to_owned(), keycap_font(ui), Color32::PLACEHOLDER);
    let height = ink(ui.ctx()).sizes().grown(18.0);
    vec2((galley.size().x + 10.0).max(height), height)
}

fn keycap_font(ui: &Ui) -> egui::FontId {
    fonts::id(ink(ui.ctx()).sizes().grown(11.0), Weight::Medium)
}

/// Paints a key as it is printed on the keyboard; answers how wide it is.
pub(super) fn paint_keycap(ui: &Ui, at: egui::Pos2, key: &str, color: Color32, border: Color32, fill: Color32) -> f32 {
    let rect = Rect::from_min_size(at, keycap_size(ui, key));
    ui.painter().rect(rect, 4.0, fill, Stroke::new(1.0, border), StrokeKind::Inside);
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, key, keycap_font(ui), color);
    rect.width()
}

/// A key as it is printed on the keyboard.
pub(super) fn keycap(ui: &mut Ui, key: &str) {
    let ink = ink(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(keycap_size(ui, key), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, key));
    paint_keycap(ui, rect.min, key, ink.ink2, ink.line2, ink.raised);
}

/// A line of text in one of our sizes.
pub(super) fn text(ui: &mut Ui, text: impl Into<String>, size: f32, weight: Weight, color: Color32) -> Response {
    let text = text.into();
    let response = ui.add(egui::Label::new(rich(text.as_str(), size, weight, color)).selectable(false));
    if from_left(&text) != text {
        // Who hears it hears it as it is read.
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &text));
    }
    response
}

/// Text for labels, menus and buttons of the toolkit.
pub(super) fn rich(text: impl Into<String>, size: f32, weight: Weight, color: Color32) -> RichText {
    // The toolkit puts one word behind the other.
    RichText::new(from_left(&text.into())).font(fonts::id(size, weight)).color(color)
}

/// One line to type in, with a hint while it is blank.
pub(super) fn line_edit<'a>(ink: &Ink, text: &'a mut String, hint: &str) -> TextEdit<'a> {
    let frame = Frame::new().fill(ink.raised).stroke(Stroke::new(1.0, ink.line2)).corner_radius(8.0);
    TextEdit::singleline(text)
        .hint_text(rich(hint, ink.sizes().body, Weight::Regular, ink.ink3))
        .font(fonts::id(ink.sizes().body, Weight::Medium))
        .frame(frame.inner_margin(Margin::symmetric(9, 6)))
        .desired_width(f32::INFINITY)
}

/// The heading of a section, with an optional remark at the right.
pub(super) fn section(ui: &mut Ui, title: &str, remark: &str) {
    let ink = ink(ui.ctx());
    let sizes = ink.sizes();
    ui.horizontal(|ui| {
        text(ui, title, sizes.section, Weight::SemiBold, ink.ink);
        if !remark.is_empty() {
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                text(ui, remark, sizes.small, Weight::Regular, ink.ink2);
            });
        }
    });
}

/// The id of the first control of a pane, where the keyboard arrives.
pub(super) fn pane(name: &str) -> egui::Id {
    egui::Id::unique(("pane", name))
}

/// Whether Enter, which is taken, answers the whole dialog: not while a button has the keyboard, which it presses.
pub(super) fn enter_submits(ui: &Ui) -> bool {
    let focused = ui.memory(|memory| memory.focused());
    let on_button = focused.is_some_and(|id| id != super::canvas::id()) && !ui.ctx().text_edit_focused();
    !on_button && ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Enter))
}

/// A thin line across a panel, with room around it.
pub(super) fn rule(ui: &mut Ui) {
    let ink = ink(ui.ctx());
    ui.add_space(8.0);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), Sense::hover());
    ui.painter().rect_filled(rect, 0.0, ink.line);
    ui.add_space(8.0);
}

/// One of several choices side by side; returns the index that was clicked.
pub(super) fn segments(ui: &mut Ui, names: &[&str], chosen: usize) -> Option<usize> {
    let ink = ink(ui.ctx());
    let size = ink.sizes().body;
    let galleys: Vec<_> = names
        .iter()
        .enumerate()
        .map(|(i, name)| {
            let weight = if i == chosen { Weight::SemiBold } else { Weight::Medium };
            ui.painter().layout_no_wrap((*name).to_owned(), fonts::id(size, weight), Color32::PLACEHOLDER)
        })
        .collect();
    let total: f32 = galleys.iter().map(|g| g.size().x + 26.0).sum::<f32>() + 6.0;
    let (well, _) = ui.allocate_exact_size(vec2(total, 32.0_f32.max(size + 16.0)), Sense::hover());
    ui.painter().rect_filled(well, 9.0, ink.well);
    let mut clicked = None;
    let mut x = well.left() + 3.0;
    for (i, galley) in galleys.into_iter().enumerate() {
        let rect = Rect::from_min_max(pos2(x, well.top() + 3.0), pos2(x + galley.size().x + 26.0, well.bottom() - 3.0));
        // The side panel's first tab is where the keyboard arrives.
        let id = if names[i] == "Insight" { pane("side") } else { ui.scope_id().with(("segment", names[i])) };
        let response = ui.interact(rect, id, Sense::click());
        response.widget_info(|| WidgetInfo::selected(Role::Tab, true, i == chosen, names[i]));
        let color = if i == chosen || response.hovered() { ink.ink } else { ink.ink2 };
        if i == chosen {
            ui.painter().rect(rect, 7.0, ink.raised, Stroke::new(1.0, ink.line2), StrokeKind::Inside);
        }
        ui.painter().galley_with_override_text_color(rect.center() - galley.size() / 2.0, galley, color);
        focus_ring(ui, &response, 7.0);
        if response.clicked() {
            clicked = Some(i);
        }
        x = rect.right();
    }
    clicked
}

/// Two flat rectangles below a floating card, instead of a blurred shadow.
pub(super) fn card_shadow(painter: &egui::Painter, rect: Rect, ink: Color32) {
    painter.rect_filled(rect.translate(vec2(0.0, 5.0)).expand(3.0), 15.0, ink.gamma_multiply(0.035));
    painter.rect_filled(rect.translate(vec2(0.0, 3.0)).expand(1.0), 13.0, ink.gamma_multiply(0.05));
}

/// A cord in three bars: the same order, the same colours.
pub(super) fn mini_cord(ui: &Ui, at: egui::Pos2, levels: [u8; 3], width: f32) {
    let ink = ink(ui.ctx());
    for (i, level) in levels.into_iter().enumerate() {
        let bar = Rect::from_min_size(at + vec2(0.0, 6.0 * i as f32), vec2(width, 3.4));
        ui.painter().rect_filled(bar, 1.7, ink.line);
        if level > 0 {
            let full = Rect::from_min_size(bar.min, vec2(width * f32::from(level) / 5.0, 3.4));
            ui.painter().rect_filled(full, 1.7, ink.strands[i]);
        }
    }
}

/// One line, cut with an ellipsis where the panel ends.
pub(super) fn line(
    ui: &Ui,
    at: egui::Pos2,
    text: &str,
    (size, weight): (f32, Weight),
    color: egui::Color32,
    width: f32,
) {
    ui.painter().galley(at, cut(ui, text, (size, weight), color, width), color);
}

/// One line, cut with an ellipsis where there is no more `width`, to be put on screen.
pub(super) fn cut(ui: &Ui, text: &str, (size, weight): (f32, Weight), color: Color32, width: f32) -> Arc<Galley> {
    let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), fonts::id(size, weight), color);
    job.wrap = egui::text::TextWrapping::truncate_at_width(width.max(8.0));
    ui.painter().layout_job(job)
}

/// Remembers whether the field that has the keyboard is empty: there is nothing in it that Ctrl+Z could take back, so
/// it takes back what was done on the map.
pub(super) fn tell_empty(response: &Response, is_empty: bool) {
    if response.has_focus() {
        response.ctx.data_mut(|data| data.insert_temp(Id::unique("empty field"), (response.id, is_empty)));
    }
}

/// The keyboard is in a field that is empty.
pub(super) fn is_in_empty_field(ctx: &egui::Context) -> bool {
    let told = ctx.data(|data| data.get_temp::<(Id, bool)>(Id::unique("empty field")));
    told.is_some_and(|(id, is_empty)| is_empty && ctx.memory(|memory| memory.has_focus(id)))
}

/// What stood in this field has become something: the field has nothing to take back.
pub(super) fn forget_typed(ctx: &egui::Context, field: Id) {
    if let Some(mut state) = TextEdit::load_state(ctx, field) {
        state.clear_undoer();
        state.store(ctx, field);
    }
}

/// At most so many `rows` in this `width`, the last cut with an ellipsis, to be put on screen.
pub(super) fn fold(
    ui: &Ui,
    text: &str,
    (size, weight): (f32, Weight),
    color: Color32,
    width: f32,
    rows: usize,
) -> Arc<Galley> {
    let mut job = egui::text::LayoutJob::simple(text.to_owned(), fonts::id(size, weight), color, width.max(8.0));
    job.wrap.max_rows = rows;
    ui.painter().layout_job(job)
}

/// The same lines about as long as each other: no word stands alone at the end.
pub(super) fn balanced(ui: &Ui, text: &str, set: (f32, Weight), color: Color32, width: f32) -> Arc<Galley> {
    const STEPS: u8 = 12;
    let whole = lines(ui, text, set, color, width);
    if whole.rows.len() == 1 {
        return whole;
    }
    let shares = (0..STEPS).map(|step| 0.5 + 0.5 * f32::from(step) / f32::from(STEPS));
    let mut narrower = shares.map(|share| lines(ui, text, set, color, share * width));
    narrower.find(|galley| galley.rows.len() == whole.rows.len()).unwrap_or(whole)
}

/// As many lines as it takes in this `width`, to be put on screen.
pub(super) fn lines(ui: &Ui, text: &str, (size, weight): (f32, Weight), color: Color32, width: f32) -> Arc<Galley> {
    ui.painter().layout(text.to_owned(), fonts::id(size, weight), color, width)
}
