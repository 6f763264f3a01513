//! The dialog that asks what a picture for the deck shall be, with the page as it will come out.

use std::sync::Arc;

use egui::{ComboBox, Context, DragValue, Id, Modal, Rect, ScrollArea, Sense, Stroke, StrokeKind, Ui, vec2};

use super::jobs::Done;
use super::order::{Extent, Format, Order, Subject, page, text};
use super::paint::{self, Placing};
use super::question::card_frame;
use super::style::ink;
use super::widgets::{self, Loud, Press};
use crate::editor::Editor;
use crate::export::{MOST_PIXELS, Paper, SIDES, Undrawn, lacking};
use crate::scene::{GROUPS_IN_TABLE, Lens, Scene, Theme};
use crate::text::Weight;

/// Pixels to a unit of the page.
const SCALES: [f64; 8] = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0];
/// Sizes in pixels that screens and networks ask for.
const USUAL: [(u32, u32); 6] = [(1280, 720), (1920, 1080), (3840, 2160), (1080, 1080), (1080, 1350), (1080, 1920)];

/// The dialog, while it is open.
#[derive(Debug)]
pub(super) struct ExportDialog {
    order: Order,
    preview: Option<(Order, Numbers, Preview)>,
    /// Whoever lays out a page holds a part of this: one at a time, and the old one stays until the new one is there.
    at_work: Arc<()>,
    /// What was asked for last.
    asked: Option<(Order, Numbers)>,
    /// A preview that was made just now: its letters are still to be looked for.
    is_fresh: bool,
    /// The letters beyond the bundled faces that were looked for, and those among them that no font has.
    letters: String,
    undrawn: Option<Undrawn>,
    /// As high as the choices ever were: what is chosen moves no button.
    height: f32,
}

/// Which map, which view of it, which figures.
type Numbers = (u64, u64, u64);

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
        Self::with(Order::new(editor))
    }

    /// With everything chosen as it was.
    pub(super) fn with(order: Order) -> Self {
        let (at_work, asked) = (Arc::new(()), None);
        Self {
            order,
            preview: None,
            at_work,
            asked,
            is_fresh: false,
            letters: String::new(),
            undrawn: None,
            height: 400.0,
        }
    }

    /// A page is to be laid out: on a map of hundreds that takes longer than a frame has.
    pub(super) fn unlaid(&mut self, editor: &Editor) -> Option<impl FnOnce() -> Done + Send + use<>> {
        let (order, of) = (self.order, editor.numbers());
        let is_text = Format::TEXTS.iter().any(|(format, _)| *format == order.format);
        let is_there = self.preview.as_ref().is_some_and(|(shown, numbers, _)| *shown == order && *numbers == of);
        if is_text || is_there || self.asked == Some((order, of)) || Arc::strong_count(&self.at_work) > 1 {
            return None;
        }
        self.asked = Some((order, of));
        let (page, at_work) = (page(editor, &order), Arc::clone(&self.at_work));
        Some(move || {
            let page = Box::new(page());
            drop(at_work);
            Done::Previewed { order, of, page }
        })
    }

    /// It was laid out.
    pub(super) fn laid_out(&mut self, order: Order, of: Numbers, page: Scene) {
        self.preview = Some((order, of, Preview::Page(page)));
        self.is_fresh = true;
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
                // On a low window the choices scroll, so that the buttons stay where they can be pressed.
                let room = (ctx.content_rect().height() - 8.0 * ink.sizes().body - 40.0).max(160.0);
                ui.horizontal_top(|ui| {
                    let choices = ScrollArea::vertical().id_salt("choices").auto_shrink([true, true]);
                    choices.max_height(room).min_scrolled_height(room.min(self.height)).show(ui, |ui| {
                        ui.vertical(|ui| {
                            ui.set_width(330.0);
                            ui.set_min_height(self.height);
                            self.choices(ui, editor);
                            self.height = self.height.max(ui.min_rect().height());
                        });
                    });
                    self.preview(ui, editor, self.height.min(room));
                });
                if let Some(undrawn) = &self.undrawn {
                    ui.add_space(6.0);
                    let words = widgets::rich(undrawn.to_string(), ink.sizes().small, Weight::Medium, ink.ink);
                    ui.add(egui::Label::new(words).wrap());
                }
                ui.add_space(8.0);
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    // Taken, or the dialog that opens next would be answered by the same key.
                    let enter = widgets::enter_submits(ui);
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
        let papers = Paper::ALL.map(Some).into_iter().chain([None]);
        let papers: Vec<(Option<Paper>, &str)> =
            papers.map(|paper| (paper, paper.map_or("Own", Paper::label))).collect();
        let chosen = papers.iter().position(|(paper, _)| *paper == order.paper).unwrap_or(0);
        let names: Vec<&str> = papers.iter().map(|(_, name)| *name).collect();
        if let Some(i) = widgets::segments(ui, &names, chosen) {
            order.paper = papers[i].0;
        }
        match order.paper {
            None => own(ui, order),
            Some(_) => {
                ui.horizontal(|ui| {
                    let mut upright = order.is_upright();
                    if ui.checkbox(&mut upright, "Upright").changed() {
                        order.upright = Some(upright);
                    }
                    if order.format == Format::Png {
                        scale(ui, order);
                    }
                });
            }
        }
        label(ui, "With");
        let portrait = order.subject == Subject::Lens(Lens::Portrait);
        let board = order.subject == Subject::Board;
        ui.horizontal_wrapped(|ui| {
            ui.add_enabled_ui(!portrait && !board, |ui| ui.checkbox(&mut order.title, "Title"));
            let part = order.extent == Extent::Selection;
            ui.add_enabled_ui(!portrait && !board && !part, |ui| {
                // Nothing is ticked that will not be there; the choice waits for a page that can have it.
                let mut dials = order.dials && !part;
                let ticked = ui.checkbox(&mut dials, "Dials");
                if ticked.on_disabled_hover_text(if part { OF_THE_WHOLE } else { NO_DIALS }).changed() {
                    order.dials = dials;
                }
            });
            ui.add_enabled_ui(!portrait, |ui| ui.checkbox(&mut order.legend, "Legend"));
            let groups = editor.analysis().groups.len();
            if order.subject == Subject::Lens(Lens::Silos) && !part && GROUPS_IN_TABLE.contains(&groups) {
                let hint = "Points between each two groups, as beside the map on screen";
                ui.checkbox(&mut order.table, "Table of groups").on_hover_text(hint);
            }
            let pinned = editor.document().notes().filter(|(_, note)| !crate::editor::is_parked(note)).count();
            if pinned > 0 {
                ui.add_enabled_ui(!portrait && !board, |ui| {
                    let hint = "What is pinned to the map comes into the picture; the park never does";
                    ui.checkbox(&mut order.notes, format!("Notes ({pinned})")).on_hover_text(hint);
                });
            }
            ui.checkbox(&mut order.date, "Date");
        });
        ui.horizontal(|ui| {
            ui.add_enabled_ui(order.format != Format::Pdf, |ui| {
                let ground = ui.checkbox(&mut order.transparent, "Transparent ground");
                ground.on_disabled_hover_text("A sheet of paper has a ground");
            });
            if order.format == Format::Svg {
                ui.checkbox(&mut order.outlines, "Letters as shapes");
            }
        });
    }

    fn preview(&mut self, ui: &mut Ui, editor: &Editor, height: f32) {
        let ink = ink(ui.ctx());
        let (area, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
        ui.painter().rect_filled(area, 8.0, ink.well);
        let numbers = editor.numbers();
        let is_text = Format::TEXTS.iter().any(|(format, _)| *format == self.order.format);
        if is_text && self.preview.as_ref().is_none_or(|(order, of, _)| *order != self.order || *of != numbers) {
            let text = text(self.order.format, editor.document(), editor.full().map(|full| &**full));
            let text = text.unwrap_or_else(|| "The report is being written…".to_owned());
            self.preview = Some((self.order, numbers, Preview::Text(text)));
            self.is_fresh = true;
        }
        let inner = area.shrink(14.0);
        let scene = match &self.preview {
            Some((_, _, Preview::Page(scene))) => scene,
            Some((_, _, Preview::Text(text))) => {
                let mut ui = ui.new_child(egui::UiBuilder::new().max_rect(inner));
                ScrollArea::vertical().id_salt("preview").auto_shrink([false, false]).show(&mut ui, |ui| {
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

/// Why the numbers are not on every page.
const OF_THE_WHOLE: &str = "The three numbers speak of the whole map";
const NO_DIALS: &str = "A portrait and a slide for the board have none";

/// Width and height in pixels, typed or one of the usual.
fn own(ui: &mut Ui, order: &mut Order) {
    ui.horizontal(|ui| {
        let (width, height) = order.own;
        side(ui, "Width", &mut order.own.0, height);
        ui.label("×");
        side(ui, "Height", &mut order.own.1, width);
        ui.label("pixels");
        let shown = ComboBox::from_id_salt("usual sizes").width(90.0).selected_text("Usual").show_ui(ui, |ui| {
            for usual in USUAL {
                ui.selectable_value(&mut order.own, usual, format!("{} × {}", usual.0, usual.1));
            }
        });
        shown.response.accessible_name("Usual sizes");
    });
}

/// A side of a picture in pixels, as long as the `other` leaves room.
fn side(ui: &mut Ui, name: &str, pixels: &mut u32, other: u32) {
    let most = (MOST_PIXELS / other.max(1)).min(*SIDES.end());
    // Half a number is no size: it counts once the field is left.
    let field = DragValue::new(pixels).range(*SIDES.start()..=most).speed(4.0).update_while_editing(false);
    let response = ui.add_sized([60.0, 28.0], field).accessible_name(name);
    // Enter says that the number is typed, not that all is chosen.
    if response.lost_focus() {
        ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Enter));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Document;
    use crate::text::FixedWidth;

    #[test]
    fn one_page_is_laid_out_at_a_time_and_the_old_one_stays_meanwhile() {
        let editor = Editor::new(Document::new("a map".to_owned()), Arc::new(FixedWidth), 1);
        let mut dialog = ExportDialog::new(&editor);
        let wide = dialog.unlaid(&editor).expect("nothing is there yet");
        dialog.order.paper = Some(Paper::A4);
        assert!(dialog.unlaid(&editor).is_none(), "one at a time");
        let Done::Previewed { order, of, page } = wide() else { panic!("no page") };
        dialog.laid_out(order, of, *page);
        let a4 = dialog.unlaid(&editor).expect("another sheet was chosen meanwhile");
        let shown = |dialog: &ExportDialog| dialog.preview.as_ref().map(|(order, ..)| order.paper);
        assert_eq!(shown(&dialog), Some(Some(Paper::Slide)), "the old one stays");
        let Done::Previewed { order, of, page } = a4() else { panic!("no page") };
        dialog.laid_out(order, of, *page);
        assert_eq!(shown(&dialog), Some(Some(Paper::A4)));
        assert!(dialog.unlaid(&editor).is_none(), "what is shown is what is wanted");
        // Whose work fell over does not hold up the next.
        dialog.order.paper = Some(Paper::A3);
        drop(dialog.unlaid(&editor));
        dialog.order.paper = Some(Paper::A0);
        assert!(dialog.unlaid(&editor).is_some());
    }
}
