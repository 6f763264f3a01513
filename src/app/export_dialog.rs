//! What a picture for the deck shall be: format, theme, lens, size, with the page as it will come out.

use egui::{Context, Id, Modal, Rect, Sense, Stroke, StrokeKind, Ui, vec2};

use super::paint::{self, Placing};
use super::question::card_frame;
use super::style::ink;
use super::widgets::{self, Loud, Press};
use crate::editor::Editor;
use crate::scene::{self, Lens, Scene, Theme};
use crate::text::Weight;

/// The formats, the usual one first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Png,
    Svg,
    Pdf,
    /// The report for a strategist.
    Markdown,
}

impl Format {
    const ALL: [Self; 4] = [Self::Png, Self::Svg, Self::Pdf, Self::Markdown];

    pub(super) const fn extension(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Svg => "svg",
            Self::Pdf => "pdf",
            Self::Markdown => "md",
        }
    }

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Png => "PNG picture",
            Self::Svg => "SVG drawing",
            Self::Pdf => "PDF page",
            Self::Markdown => "Report",
        }
    }
}

/// The shapes of page: name, width and height in picture units, pixels to a unit for PNG.
const PAGES: [(&str, (f64, f64), f64); 4] = [
    ("Slide, 1920 × 1080", (1920.0, 1080.0), 1.0),
    ("Large slide, 3840 × 2160", (1920.0, 1080.0), 2.0),
    ("Paper, landscape", (1684.0, 1191.0), 2.0),
    ("Paper, portrait", (1191.0, 1684.0), 2.0),
];

/// What was chosen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Order {
    pub(super) format: Format,
    pub(super) theme: Theme,
    pub(super) lens: Lens,
    pub(super) size: (f64, f64),
    /// Pixels to a picture unit, for PNG.
    pub(super) scale: f64,
    pub(super) transparent: bool,
}

/// The dialog, while it is open.
#[derive(Debug)]
pub(super) struct ExportDialog {
    order: Order,
    page: usize,
    preview: Option<(Order, Scene)>,
}

/// What came of the dialog this frame.
#[derive(Debug, PartialEq)]
pub(super) enum Outcome {
    Open,
    Left,
    Choose(Order),
}

impl ExportDialog {
    /// As the map looks now.
    pub(super) fn new(editor: &Editor) -> Self {
        let (_, size, scale) = PAGES[0];
        let (theme, lens) = (editor.theme(), editor.lens());
        let order = Order { format: Format::Png, theme, lens, size, scale, transparent: false };
        Self { order, page: 0, preview: None }
    }

    /// Shows the dialog.
    pub(super) fn show(&mut self, ctx: &Context, editor: &Editor) -> Outcome {
        let ink = ink(ctx);
        let mut outcome = Outcome::Open;
        let modal = Modal::new(Id::unique("export"))
            .backdrop_color(ink.ink.gamma_multiply(0.35))
            .frame(card_frame(ctx))
            .show(ctx, |ui| {
                ui.set_width(760.0_f32.min(ctx.content_rect().width() - 60.0));
                widgets::text(ui, "Export", ink.sizes().section, Weight::SemiBold, ink.ink);
                ui.add_space(4.0);
                ui.horizontal_top(|ui| {
                    ui.vertical(|ui| {
                        ui.set_width(300.0);
                        self.choices(ui);
                    });
                    self.preview(ui, editor);
                });
                ui.add_space(8.0);
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    // Taken, or the dialog that opens next would be answered by the same key.
                    let enter = ui.input_mut(|i| i.consume_key(egui::Modifiers::NONE, egui::Key::Enter));
                    if Press::new("Choose where…", Loud::Primary).show(ui).clicked() || enter {
                        outcome = Outcome::Choose(self.order);
                    }
                    if Press::new("Cancel", Loud::Plain).show(ui).clicked() {
                        outcome = Outcome::Left;
                    }
                });
            });
        if modal.should_close() && outcome == Outcome::Open {
            outcome = Outcome::Left;
        }
        outcome
    }

    fn choices(&mut self, ui: &mut Ui) {
        let order = &mut self.order;
        label(ui, "Format");
        let chosen = Format::ALL.iter().position(|format| *format == order.format).unwrap_or(0);
        if let Some(i) = widgets::segments(ui, &["PNG", "SVG", "PDF", "Report"], chosen) {
            order.format = Format::ALL[i];
        }
        if order.format == Format::Markdown {
            let ink = ink(ui.ctx());
            let text = "The three dials, the weak connections with their reasons, and what to do next, as text.";
            ui.add(egui::Label::new(widgets::rich(text, ink.sizes().small, Weight::Regular, ink.ink2)).wrap());
            return;
        }
        label(ui, "Colors");
        let chosen = Theme::ALL.iter().position(|theme| *theme == order.theme).unwrap_or(0);
        if let Some(i) = widgets::segments(ui, &["Light", "Dark", "Projector"], chosen) {
            order.theme = Theme::ALL[i];
        }
        label(ui, "What it speaks about");
        if let Some(i) = widgets::segments(ui, &["Strength", "Weak links"], usize::from(order.lens == Lens::Weak)) {
            order.lens = if i == 1 { Lens::Weak } else { Lens::Strength };
        }
        label(ui, "Size");
        for (i, (name, size, scale)) in PAGES.into_iter().enumerate() {
            if ui.radio(self.page == i, name).clicked() {
                self.page = i;
                (order.size, order.scale) = (size, scale);
            }
        }
        ui.add_space(2.0);
        ui.add_enabled_ui(order.format != Format::Pdf, |ui| ui.checkbox(&mut order.transparent, "Transparent ground"));
    }

    fn preview(&mut self, ui: &mut Ui, editor: &Editor) {
        let ink = ink(ui.ctx());
        let (area, _) = ui.allocate_exact_size(vec2(ui.available_width(), 300.0), Sense::hover());
        ui.painter().rect_filled(area, 8.0, ink.well);
        if self.preview.as_ref().is_none_or(|(order, _)| *order != self.order) {
            self.preview = Some((self.order, page(editor, &self.order)));
        }
        let Some((_, scene)) = &self.preview else { return };
        let inner = area.shrink(14.0);
        let at = Placing::fitting(scene.bounds, inner);
        let corner = at.point(scene.bounds.origin());
        let sheet = Rect::from_two_pos(corner, at.point(crate::geom::Point::new(scene.bounds.x1, scene.bounds.y1)));
        let painter = ui.painter().with_clip_rect(sheet.intersect(ui.clip_rect()));
        paint::scene(&painter, scene, at);
        ui.painter().rect_stroke(sheet, 0.0, Stroke::new(1.0, ink.line2), StrokeKind::Outside);
    }
}

/// The page as it will come out; the same builder as that of the command line.
pub(super) fn page(editor: &Editor, order: &Order) -> Scene {
    let mut scene =
        scene::page(editor.document(), editor.analysis(), &**editor.measure(), order.theme, order.lens, order.size);
    if order.transparent {
        scene.background = None;
    }
    scene
}

fn label(ui: &mut Ui, text: &str) {
    let ink = ink(ui.ctx());
    ui.add_space(4.0);
    widgets::text(ui, text, ink.sizes().small, Weight::Medium, ink.ink2);
}
