//! The dialog that asks what a picture for the deck shall be, with the page as it will come out.

use egui::{ComboBox, Context, Id, Modal, Rect, Sense, Stroke, StrokeKind, Ui, vec2};

use super::order::{Extent, Format, Order, Subject, page, text};
use super::paint::{self, Placing};
use super::question::card_frame;
use super::style::ink;
use super::widgets::{self, Loud, Press};
use crate::editor::Editor;
use crate::export::{Paper, Undrawn, lacking};
use crate::scene::{Lens, Scene, Theme};
use crate::text::Weight;

/// Pixels to a unit of the page.
const SCALES: [f64; 6] = [1.0, 2.0, 3.0, 4.0, 6.0, 8.0];

/// The dialog, while it is open.
#[derive(Debug)]
pub(super) struct ExportDialog {
    order: Order,
    preview: Option<(Order, (u64, u64, u64), Preview)>,
    /// A preview that was made just now: its letters are still to be looked for.
    is_fresh: bool,
    /// The letters beyond the bundled faces that were looked for, and those among them that no font has.
    letters: String,
    undrawn: Option<Undrawn>,
    /// As high as the choices ever were: what is chosen moves no button.
    height: f32,
}

/// What will come out.
#[derive(Debug)]
enum Preview {
    Page(Scene),
    Text(String),
}

/// What came of the dialog this frame.
#[derive(Debug, PartialEq)]
pub(super) enum Outcome {
    Open,
    Left,
    Choose(Order),
    /// Put it on the clipboard instead.
    Copy(Order),
}

impl ExportDialog {
    /// As the map looks now.
    pub(super) fn new(editor: &Editor) -> Self {
        let order = Order::new(editor);
        Self { order, preview: None, is_fresh: false, letters: String::new(), undrawn: None, height: 400.0 }
    }

    /// The page, if it has letters that have not been looked for in the fonts of this machine.
    pub(super) fn unlettered(&mut self) -> Option<Scene> {
        if !std::mem::take(&mut self.is_fresh) {
            return None;
        }
        let page = self.preview.as_ref().and_then(|(.., preview)| match preview {
            Preview::Page(scene) => Some(scene),
            Preview::Text(_) => None,
        });
        let letters = page.map(lacking).unwrap_or_default();
        if letters == self.letters {
            return None;
        }
        (self.letters, self.undrawn) = (letters, None);
        page.filter(|_| !self.letters.is_empty()).cloned()
    }

    /// They were looked for.
    pub(super) fn lettered(&mut self, undrawn: Option<Undrawn>) {
        self.undrawn = undrawn.filter(|_| !self.letters.is_empty());
    }

    /// Shows the dialog.
    pub(super) fn show(&mut self, ctx: &Context, editor: &Editor) -> Outcome {
        let ink = ink(ctx);
        let mut outcome = Outcome::Open;
        let modal = Modal::new(Id::unique("export"))
            .backdrop_color(ink.ink.gamma_multiply(0.35))
            .frame(card_frame(ctx))
            .show(ctx, |ui| {
                ui.set_width(960.0_f32.min(ctx.content_rect().width() - 60.0));
                widgets::text(ui, "Export", ink.sizes().section, Weight::SemiBold, ink.ink);
                ui.add_space(4.0);
                ui.horizontal_top(|ui| {
                    ui.vertical(|ui| {
                        ui.set_width(330.0);
                        ui.set_min_height(self.height);
                        self.choices(ui, editor);
                        self.height = self.height.max(ui.min_rect().height());
                    });
                    self.preview(ui, editor);
                });
                if let Some(undrawn) = &self.undrawn {
                    ui.add_space(6.0);
                    let words = widgets::rich(undrawn.to_string(), ink.sizes().small, Weight::Medium, ink.ink);
                    ui.add(egui::Label::new(words).wrap());
                }
                ui.add_space(8.0);
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    // Taken, or the dialog that opens next would be answered by the same key.
                    let enter = ui.input_mut(|i| i.consume_key(egui::Modifiers::NONE, egui::Key::Enter));
                    if Press::new("Choose where…", Loud::Primary).show(ui).clicked() || enter {
                        outcome = Outcome::Choose(self.order);
                    }
                    let copy = match self.order.format {
                        Format::Png => Some("Copy image"),
                        Format::Svg => Some("Copy SVG"),
                        Format::Pdf | Format::Markdown | Format::Plan | Format::PlanTable => None,
                    };
                    if let Some(copy) = copy
                        && Press::new(copy, Loud::Plain).show(ui).clicked()
                    {
                        outcome = Outcome::Copy(self.order);
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

    fn choices(&mut self, ui: &mut Ui, editor: &Editor) {
        let order = &mut self.order;
        label(ui, "Format");
        for formats in [Format::PICTURES, Format::TEXTS] {
            let chosen = formats.iter().position(|(format, _)| *format == order.format).unwrap_or(formats.len());
            if let Some(i) = widgets::segments(ui, &formats.map(|(_, name)| name), chosen) {
                order.format = formats[i].0;
            }
        }
        let text = match order.format {
            Format::Markdown => {
                "The three dials, the weak connections with their reasons, what to do next and what the room takes on, \
                 as text (Markdown)."
            }
            Format::Plan => "What the room takes on: each step with who does it, by when, and the first thing to do.",
            Format::PlanTable => "The same, a row a step, for a spreadsheet (CSV, UTF-8).",
            Format::Png | Format::Svg | Format::Pdf => "",
        };
        if !text.is_empty() {
            let ink = ink(ui.ctx());
            ui.add(egui::Label::new(widgets::rich(text, ink.sizes().small, Weight::Regular, ink.ink2)).wrap());
            return;
        }
        label(ui, "What it shows");
        subject(ui, order, editor);
        label(ui, "How much of the map");
        extent(ui, order, editor);
        label(ui, "Colors");
        let chosen = Theme::ALL.iter().position(|theme| *theme == order.theme).unwrap_or(0);
        if let Some(i) = widgets::segments(ui, &["Light", "Dark", "Projector"], chosen) {
            order.theme = Theme::ALL[i];
        }
        label(ui, "Page");
        let chosen = Paper::ALL.iter().position(|paper| *paper == order.paper).unwrap_or(0);
        if let Some(i) = widgets::segments(ui, &Paper::ALL.map(Paper::label), chosen) {
            order.paper = Paper::ALL[i];
        }
        ui.horizontal(|ui| {
            ui.checkbox(&mut order.upright, "Upright");
            match order.format {
                Format::Png => scale(ui, order),
                Format::Svg => {
                    ui.checkbox(&mut order.outlines, "Letters as shapes");
                }
                Format::Pdf | Format::Markdown | Format::Plan | Format::PlanTable => {}
            }
        });
        label(ui, "With");
        let portrait = order.subject == Subject::Lens(Lens::Portrait);
        let board = order.subject == Subject::Board;
        ui.horizontal_wrapped(|ui| {
            ui.add_enabled_ui(!portrait && !board, |ui| {
                ui.checkbox(&mut order.title, "Title");
                ui.checkbox(&mut order.dials, "Dials");
            });
            ui.add_enabled_ui(!portrait, |ui| ui.checkbox(&mut order.legend, "Legend"));
            let pinned = editor.document().notes().filter(|(_, note)| !crate::editor::is_parked(note)).count();
            if pinned > 0 {
                ui.add_enabled_ui(!portrait && !board, |ui| {
                    let hint = "What is pinned to the map comes into the picture; the park never does";
                    ui.checkbox(&mut order.notes, format!("Notes ({pinned})")).on_hover_text(hint);
                });
            }
            ui.checkbox(&mut order.date, "Date");
        });
        let opaque = order.format == Format::Pdf || order.extent == Extent::View;
        ui.add_enabled_ui(!opaque, |ui| ui.checkbox(&mut order.transparent, "Transparent ground"));
    }

    fn preview(&mut self, ui: &mut Ui, editor: &Editor) {
        let ink = ink(ui.ctx());
        let (area, _) = ui.allocate_exact_size(vec2(ui.available_width(), self.height), Sense::hover());
        ui.painter().rect_filled(area, 8.0, ink.well);
        let numbers = editor.numbers();
        if self.preview.as_ref().is_none_or(|(order, of, _)| *order != self.order || *of != numbers) {
            let preview = if Format::TEXTS.iter().any(|(format, _)| *format == self.order.format) {
                let full = editor.full().map(|full| &**full);
                let text = text(self.order.format, editor.document(), full);
                Preview::Text(text.unwrap_or_else(|| "The report is being written…".to_owned()))
            } else {
                Preview::Page(page(editor, &self.order))
            };
            self.preview = Some((self.order, numbers, preview));
            self.is_fresh = true;
        }
        let inner = area.shrink(14.0);
        let scene = match &self.preview {
            Some((_, _, Preview::Page(scene))) => scene,
            Some((_, _, Preview::Text(text))) => {
                let mut ui = ui.new_child(egui::UiBuilder::new().max_rect(inner));
                egui::ScrollArea::vertical().id_salt("preview").auto_shrink([false, false]).show(&mut ui, |ui| {
                    let words = widgets::rich(text, ink.sizes().small, Weight::Regular, ink.ink);
                    ui.add(egui::Label::new(words).wrap());
                });
                return;
            }
            None => return,
        };
        let at = Placing::fitting(scene.bounds, inner);
        let corner = at.point(scene.bounds.origin());
        let sheet = Rect::from_two_pos(corner, at.point(crate::geom::Point::new(scene.bounds.x1, scene.bounds.y1)));
        let painter = ui.painter().with_clip_rect(sheet.intersect(ui.clip_rect()));
        paint::scene(&painter, scene, at);
        ui.painter().rect_stroke(sheet, 0.0, Stroke::new(1.0, ink.line2), StrokeKind::Outside);
    }
}

fn subject(ui: &mut Ui, order: &mut Order, editor: &Editor) {
    let all = Subject::all(editor.document());
    let chosen = all.iter().find(|(subject, _)| *subject == order.subject).map_or("", |(_, name)| name.as_str());
    let combo = ComboBox::from_id_salt("subject").width(300.0).height(420.0).selected_text(chosen);
    let shown = combo.show_ui(ui, |ui| {
        for (subject, name) in &all {
            ui.selectable_value(&mut order.subject, *subject, name);
        }
    });
    shown.response.accessible_name("What it shows");
}

fn extent(ui: &mut Ui, order: &mut Order, editor: &Editor) {
    const NAMES: [(Extent, &str); 3] =
        [(Extent::Whole, "All of it"), (Extent::View, "As on screen"), (Extent::Selection, "Selection")];
    let selected = !editor.selection().actors.is_empty();
    let names: Vec<&str> = NAMES[..if selected { 3 } else { 2 }].iter().map(|(_, name)| *name).collect();
    let chosen = NAMES.iter().position(|(extent, _)| *extent == order.extent).unwrap_or(0);
    if let Some(i) = widgets::segments(ui, &names, chosen) {
        order.extent = NAMES[i].0;
    }
}

fn scale(ui: &mut Ui, order: &mut Order) {
    let (width, height) = order.pixels();
    let text = format!("{}× · {width} × {height} pixels", order.scale);
    let shown = ComboBox::from_id_salt("scale").width(190.0).selected_text(text).show_ui(ui, |ui| {
        for scale in SCALES {
            let (width, height) = Order { scale, ..*order }.pixels();
            ui.selectable_value(&mut order.scale, scale, format!("{scale}× · {width} × {height} pixels"));
        }
    });
    shown.response.accessible_name("Size");
}

fn label(ui: &mut Ui, text: &str) {
    let ink = ink(ui.ctx());
    ui.add_space(4.0);
    widgets::text(ui, text, ink.sizes().small, Weight::Medium, ink.ink2);
}
