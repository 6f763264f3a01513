//! What covers the map while the room answers: a question that the last row can read, the words of the scale
//! as six lines to press, the spread of hands. The census and the blind vote are made of it.

use egui::accesskit::Role;
use egui::{
    Align2, Area, Color32, Context, Id, Order, Painter, Pos2, Rect, Sense, Stroke, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use super::fonts;
use super::style::{Ink, ink};
use super::widgets::{self, Loud, Press};
use crate::editor::{Command, Row, lower_median};
use crate::model::{Level, words};
use crate::text::Weight;

/// The canvas that all sizes below are meant for; larger and smaller ones scale them.
const HEIGHT: f32 = 800.0;
/// Free at the left and at the right.
const MARGIN: f32 = 64.0;
/// The size of the question: read from eight meters.
const QUESTION: f32 = 44.0;
/// Between the question and the scale, where the window is tall enough.
const GAP: f32 = 22.0;

/// So long a pointer that has stopped still means what it stands on, in seconds.
const POINTS: f32 = 1.5;

/// One of the rows beside each other: its name and what it stands at.
pub(super) struct Cell {
    pub(super) row: Row,
    pub(super) value: String,
    pub(super) active: bool,
    /// What stands there is not an answer of now.
    pub(super) quiet: bool,
}

/// A button at the foot.
pub(super) struct Choice<'a> {
    label: &'a str,
    key: &'a str,
    pub(super) enabled: bool,
}

impl<'a> Choice<'a> {
    pub(super) const fn new(label: &'a str, key: &'a str) -> Self {
        Self { label, key, enabled: true }
    }
}

/// A stage under construction: where the next thing goes.
pub(super) struct Stage<'a> {
    pub(super) ui: &'a mut Ui,
    pub(super) ink: Ink,
    rect: Rect,
    /// How large everything is.
    pub(super) k: f32,
    y: f32,
}

/// Covers the canvas and lets `fill` put things on it, from the top.
pub(super) fn show(ctx: &Context, canvas: Rect, name: &str, fill: impl FnOnce(&mut Stage<'_>)) {
    let ink = ink(ctx);
    Area::new(Id::unique(("stage", name))).order(Order::Middle).fixed_pos(canvas.min).movable(false).show(ctx, |ui| {
        ui.set_clip_rect(canvas);
        let (rect, ground) = ui.allocate_exact_size(canvas.size(), Sense::click_and_drag());
        ground.widget_info(|| WidgetInfo::labeled(Role::Group, true, name));
        ui.painter().rect_filled(rect, 0.0, ink.canvas);
        let k = (rect.height() / HEIGHT).min(rect.width() / 1_000.0).clamp(0.58, 1.5);
        let mut stage = Stage { ui, ink, rect, k, y: rect.top() + 28.0 * k };
        fill(&mut stage);
    });
}

impl Stage<'_> {
    fn left(&self) -> f32 {
        self.rect.left() + MARGIN * self.k
    }

    fn right(&self) -> f32 {
        self.rect.right() - MARGIN * self.k
    }

    fn small(&self) -> egui::FontId {
        fonts::id(16.0 * self.k, Weight::Regular)
    }

    fn painter(&self) -> &Painter {
        self.ui.painter()
    }

    /// One line: something at the left, something at the right.
    pub(super) fn head(&mut self, left: &str, right: &str, right_color: Color32) {
        let font = fonts::id(22.0 * self.k, Weight::Medium);
        let (from, to) = (pos2(self.left(), self.y), pos2(self.right(), self.y));
        self.painter().text(from, Align2::LEFT_TOP, left, font.clone(), self.ink.ink2);
        self.painter().text(to, Align2::RIGHT_TOP, right, font, right_color);
        self.y += 44.0 * self.k;
    }

    /// Words in the size of a title, in at most two lines.
    pub(super) fn title(&mut self, text: &str) {
        self.paragraph(text, 28.0, Weight::SemiBold, self.ink.ink, 2);
        self.y += 6.0 * self.k;
    }

    /// The question, as large as the last row needs it.
    pub(super) fn question(&mut self, text: &str) {
        self.paragraph(text, QUESTION, Weight::SemiBold, self.ink.ink, 3);
        self.y += GAP * self.k;
    }

    /// A remark in the size of the scale.
    pub(super) fn remark(&mut self, text: &str) {
        self.paragraph(text, 22.0, Weight::Regular, self.ink.ink2, 3);
        self.y += 8.0 * self.k;
    }

    fn paragraph(&mut self, text: &str, size: f32, weight: Weight, color: Color32, rows: usize) {
        let width = self.right() - self.left();
        let mut job = egui::text::LayoutJob::simple(text.to_owned(), fonts::id(size * self.k, weight), color, width);
        job.wrap.max_rows = rows;
        let galley = self.painter().layout_job(job);
        let at = pos2(self.left(), self.y);
        let rect = Rect::from_min_size(at, galley.size());
        let heard = self.ui.interact(rect, Id::unique(("stage text", text)), Sense::hover());
        heard.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
        self.y += galley.size().y;
        self.painter().galley(at, galley, color);
    }

    /// The six levels of a row with their words, each to press; `chosen` is marked, what it was rated `so_far`
    /// quietly, `hands` are counted at the right. Answers with the level that was pressed.
    pub(super) fn scale(
        &mut self,
        row: Row,
        chosen: Option<Level>,
        so_far: Option<Level>,
        hands: Option<[u32; 6]>,
    ) -> Option<Level> {
        let mut pressed = None;
        let height = 44.0 * self.k;
        let color = row_color(row, &self.ink);
        // A pointer that was left there must not point at an answer.
        let points = self.ui.input(|input| input.pointer.time_since_last_movement() < POINTS);
        let most = hands.map_or(1, |hands| hands.into_iter().max().unwrap_or(1)).max(1);
        for level in (0..=5).filter_map(Level::new) {
            let line = Rect::from_min_max(pos2(self.left() - 12.0, self.y), pos2(self.right(), self.y + height));
            let was = so_far == Some(level);
            let name = format!("{}: {}{}", level.get(), row.word(level), if was { ", so far" } else { "" });
            let id = Id::unique(("stage level", row.label(), level.get()));
            let response = self.ui.interact(line, id, Sense::click());
            let is_chosen = chosen == Some(level);
            response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, is_chosen, name.as_str()));
            if is_chosen || (response.hovered() && points) {
                let fill = if is_chosen { self.ink.raised } else { self.ink.well };
                self.painter().rect_filled(line.shrink2(vec2(0.0, 1.0)), 10.0, fill);
            }
            let digit = pos2(line.left() + 12.0 + 14.0 * self.k, line.center().y);
            let weight = if is_chosen { Weight::SemiBold } else { Weight::Regular };
            if is_chosen {
                self.painter().circle_filled(digit, 17.0 * self.k, color);
            } else if was {
                self.painter().circle_stroke(digit, 17.0 * self.k, Stroke::new(1.2, self.ink.line2));
            }
            let text = if is_chosen { self.ink.on_ink } else { self.ink.ink };
            let font = fonts::id(26.0 * self.k, Weight::SemiBold);
            self.painter().text(digit, Align2::CENTER_CENTER, level.get().to_string(), font, text);
            let words = pos2(digit.x + 34.0 * self.k, line.center().y);
            let font = fonts::id(24.0 * self.k, weight);
            let said = self.painter().text(words, Align2::LEFT_CENTER, row.word(level), font, self.ink.ink);
            if was {
                let (at, font) = (pos2(said.right() + 14.0 * self.k, line.center().y), self.small());
                self.painter().text(at, Align2::LEFT_CENTER, "so far", font, self.ink.ink2);
            }
            if let Some(hands) = hands {
                self.hands(line, hands[usize::from(level.get())], most, color);
            }
            widgets::focus_ring(self.ui, &response, 10.0);
            if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
                pressed = Some(level);
            }
            self.y += height;
        }
        self.y += 12.0 * self.k;
        pressed
    }

    /// A bar as long as the share of hands, and their number.
    fn hands(&self, line: Rect, count: u32, most: u32, color: Color32) {
        if count == 0 {
            return;
        }
        let room = line.width() * 0.28;
        let length = room * count as f32 / most as f32;
        let bar = Rect::from_min_size(
            pos2(line.right() - room - 44.0 * self.k, line.center().y - 7.0 * self.k),
            vec2(length, 14.0 * self.k),
        );
        self.painter().rect_filled(bar, 7.0 * self.k, color);
        let font = fonts::id(20.0 * self.k, Weight::SemiBold);
        let at = pos2(line.right() - 8.0, line.center().y);
        self.painter().text(at, Align2::RIGHT_CENTER, count.to_string(), font, self.ink.ink);
    }

    /// Rows side by side, each with a line of its own; answers with the one that was pressed.
    pub(super) fn rows(&mut self, rows: &[Cell]) -> Option<Row> {
        let mut pressed = None;
        let width = (self.right() - self.left()) / rows.len().max(1) as f32;
        let height = 60.0 * self.k;
        for (i, Cell { row, value, active, quiet }) in rows.iter().enumerate() {
            let from = pos2(self.left() + width * i as f32, self.y);
            let cell = Rect::from_min_size(from, vec2(width - 14.0 * self.k, height));
            let response = self.ui.interact(cell, Id::unique(("stage row", row.label())), Sense::click());
            let spoken = format!("{}: {value}", row.label());
            response.widget_info(|| WidgetInfo::selected(Role::Tab, true, *active, spoken.as_str()));
            let color = row_color(*row, &self.ink);
            let bar = Rect::from_min_size(cell.min, vec2(cell.width(), if *active { 5.0 } else { 2.0 } * self.k));
            self.painter().rect_filled(bar, 2.0, color);
            let weight = if *active { Weight::SemiBold } else { Weight::Regular };
            let font = fonts::id(17.0 * self.k, weight);
            let at = cell.left_center() + vec2(0.0, 5.0 * self.k);
            self.painter().text(at, Align2::LEFT_CENTER, row.label(), font, self.ink.ink);
            let strong = fonts::id(28.0 * self.k, Weight::SemiBold);
            let (font, color) = if *quiet { (self.small(), self.ink.ink2) } else { (strong, self.ink.ink) };
            let at = cell.right_center() + vec2(0.0, 5.0 * self.k);
            self.painter().text(at, Align2::RIGHT_CENTER, value, font, color);
            if response.clicked() {
                pressed = Some(*row);
            }
        }
        self.y += height + 10.0 * self.k;
        pressed
    }

    /// How to go on, in small letters for whoever types.
    pub(super) fn hint(&mut self, text: &str) {
        self.paragraph(text, 16.0, Weight::Regular, self.ink.ink2, 2);
    }

    /// The spread of hands on several rows side by side: six bars each, with their numbers.
    pub(super) fn columns(&mut self, rows: &[(Row, [u32; 6])]) {
        // One scale for all: a hand is as high in every row.
        let most = rows.iter().flat_map(|(_, hands)| hands).max().copied().unwrap_or(0).max(1);
        let width = (self.right() - self.left()) / rows.len().max(1) as f32;
        let height = (self.rect.bottom() - self.y - 190.0 * self.k).max(60.0);
        for (i, (row, hands)) in rows.iter().copied().enumerate() {
            let from = pos2(self.left() + width * i as f32, self.y);
            let cell = Rect::from_min_size(from, vec2(width - 40.0 * self.k, height));
            let heard = self.ui.interact(cell, Id::unique(("stage spread", row.label())), Sense::hover());
            heard.widget_info(|| WidgetInfo::labeled(Role::Label, true, spoken(row, hands)));
            let font = fonts::id(22.0 * self.k, Weight::SemiBold);
            self.painter().text(cell.min, Align2::LEFT_TOP, row.label(), font.clone(), self.ink.ink);
            if let Some(middle) = lower_median(&hands) {
                // Enter makes it the rating.
                let middle = format!("middle {}", middle.get());
                self.painter().text(cell.right_top(), Align2::RIGHT_TOP, middle, font, self.ink.ink2);
            }
            let bars = Rect::from_min_max(cell.min + vec2(0.0, 70.0 * self.k), cell.max - vec2(0.0, 40.0 * self.k));
            spread(self.painter(), bars.min, bars.size(), (hands, most), row_color(row, &self.ink));
            for (level, count) in (0u8..).zip(hands) {
                let x = bars.left() + bars.width() / 6.0 * (f32::from(level) + 0.5);
                let font = fonts::id(20.0 * self.k, Weight::Medium);
                let below = pos2(x, bars.bottom() + 6.0);
                self.painter().text(below, Align2::CENTER_TOP, level.to_string(), font.clone(), self.ink.ink2);
                if count > 0 {
                    let above = pos2(x, bars.bottom() - bars.height() * count as f32 / most as f32 - 4.0);
                    self.painter().text(above, Align2::CENTER_BOTTOM, count.to_string(), font, self.ink.ink);
                }
            }
        }
        self.y += height;
    }

    /// Buttons at the foot; the index of the one that was pressed. The first is the one to press, if it can be.
    pub(super) fn buttons(&mut self, buttons: &[Choice<'_>]) -> Option<usize> {
        let height = 44.0;
        let at = Rect::from_min_max(
            pos2(self.left(), self.rect.bottom() - height - 18.0 * self.k),
            pos2(self.right(), self.rect.bottom() - 12.0 * self.k),
        );
        let mut pressed = None;
        self.ui.scope_builder(egui::UiBuilder::new().max_rect(at), |ui| {
            ui.horizontal(|ui| {
                for (i, Choice { label, key, enabled }) in buttons.iter().enumerate() {
                    let loud = if i == 0 && *enabled { Loud::Primary } else { Loud::Plain };
                    let press = Press::new(label, loud).large().enabled(*enabled);
                    let press = if key.is_empty() { press } else { press.key(key) };
                    if press.show(ui).clicked() {
                        pressed = Some(i);
                    }
                }
            });
        });
        pressed
    }
}

/// The colour that stands for a row.
pub(super) fn row_color(row: Row, ink: &Ink) -> Color32 {
    match row {
        Row::Need => ink.ink,
        Row::Strand(strand) => ink.strands[strand.index()],
    }
}

/// What the room is asked about a row.
pub(super) const fn question(row: Row) -> &'static str {
    match row {
        Row::Need => "How much does it matter?",
        Row::Strand(strand) => words::question(strand),
    }
}

/// "Trust: 2 times 3, 1 times 5".
pub(super) fn spoken(row: Row, hands: [u32; 6]) -> String {
    let given = (0..6).filter(|level| hands[*level] > 0).map(|level| format!("{} times {level}", hands[level]));
    format!("{}: {}", row.label(), given.collect::<Vec<_>>().join(", "))
}

/// The first key of a command, as printed.
pub(super) fn key_of(command: Command) -> String {
    command.shortcuts().first().map_or_else(String::new, ToString::to_string)
}

/// The spread of hands as six small bars in a box, the tallest as high as the box.
pub(super) fn spread(painter: &Painter, at: Pos2, size: Vec2, (hands, most): ([u32; 6], u32), color: Color32) {
    let step = size.x / 6.0;
    for (i, count) in (0u8..).zip(hands) {
        let height = if count == 0 { 1.5 } else { size.y * count as f32 / most.max(1) as f32 };
        let corner = pos2(at.x + step * f32::from(i), at.y + size.y - height);
        painter.rect_filled(Rect::from_min_size(corner, vec2(step - 1.5, height)), 1.0, color);
    }
}
