//! The look of the three dials: a headline of words and figures, a ring with a figure in it, numbers that roll.

use std::sync::Arc;

use egui::accesskit::Role;
use egui::{Align2, Color32, Galley, Id, Response, Sense, Shape, Ui, Vec2, WidgetInfo, pos2, vec2};

use super::super::fonts;
use super::super::mesh::{Brush, End, arc};
use super::super::style::{Ink, ink};
use crate::text::Weight;

/// How long a number takes to get where it is going.
const ROLL_SECS: f32 = 0.2;

/// `value`, or a number on the way to it: a figure that changes rolls, so that the room sees that it did.
///
/// What is rolled is named by `what`; another map must not roll from the numbers of the last.
pub(super) fn rolling(ui: &Ui, what: Id, value: f64) -> f64 {
    let secs = if ink(ui.ctx()).is_still() { 0.0 } else { ROLL_SECS };
    let shown = ui.ctx().animate_value_with_time(what, value as f32, secs);
    // The end of the way is the number itself, not its nearest neighbor in fewer bits.
    if shown == value as f32 { value } else { f64::from(shown) }
}

/// The first dial: no gauge, as there is nothing to compare it with.
pub(super) struct Headline<'a> {
    pub(super) name: &'a str,
    /// What it says at rest, for those who do not see it.
    pub(super) spoken: &'a str,
    /// Words with figures in them, the figures large: "128 strands, average 2.1".
    pub(super) value: &'a str,
    /// The same with a smaller one below: "+12 points since the map was opened".
    pub(super) note: &'a str,
}

impl Headline<'_> {
    /// Shows it across the panel.
    pub(super) fn show(&self, ui: &mut Ui) -> Response {
        let ink = ink(ui.ctx());
        let sizes = ink.sizes();
        let room = ui.available_width();
        let name = ui.painter().layout_no_wrap(self.name.to_owned(), fonts::id(sizes.body, Weight::SemiBold), ink.ink);
        let value = Line::new(ui, self.value, (sizes.dial, sizes.section), &ink, room);
        let note = Line::new(ui, self.note, (sizes.section, sizes.small), &ink, room);
        let height = name.size().y + value.height + note.height + 10.0;
        let (rect, response) = ui.allocate_exact_size(vec2(room, height), Sense::hover());
        let spoken = format!("{}: {}", self.name, self.spoken);
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, spoken.as_str()));
        let below = rect.top() + name.size().y;
        ui.painter().galley(rect.min, name, ink.ink);
        let foot = value.paint(ui, pos2(rect.left(), below));
        note.paint(ui, pos2(rect.left(), foot));
        response
    }
}

/// Words and figures of two sizes on one baseline.
struct Line {
    pieces: Vec<Piece>,
    baseline: f32,
    height: f32,
}

/// Words of one size: where they begin, and how far their baseline is below their head.
struct Piece {
    x: f32,
    ascent: f32,
    galley: Arc<Galley>,
}

impl Line {
    /// Figures in the first size, words in the second; both smaller where they find no `room`.
    fn new(ui: &Ui, text: &str, sizes: (f32, f32), ink: &Ink, room: f32) -> Self {
        let natural = Self::set(ui, text, sizes, ink);
        let width = natural.pieces.last().map_or(0.0, |piece| piece.x + piece.galley.size().x);
        if width <= room {
            return natural;
        }
        let shrunk = |size: f32| (size * room / width).floor();
        Self::set(ui, text, (shrunk(sizes.0), shrunk(sizes.1)), ink)
    }

    fn set(ui: &Ui, text: &str, (large, small): (f32, f32), ink: &Ink) -> Self {
        let mut x = 0.0;
        let pieces: Vec<_> = runs(text)
            .into_iter()
            .map(|(run, is_figure)| {
                let (size, weight, color) =
                    if is_figure { (large, Weight::SemiBold, ink.ink) } else { (small, Weight::Medium, ink.ink2) };
                let galley = ui.painter().layout_no_wrap(run, fonts::id(size, weight), color);
                let from = x;
                x += galley.size().x;
                let first = galley.rows.first().and_then(|row| row.glyphs.first());
                Piece { x: from, ascent: first.map_or(0.0, |glyph| glyph.pos.y), galley }
            })
            .collect();
        let baseline = pieces.iter().map(|piece| piece.ascent).fold(0.0, f32::max);
        let below = pieces.iter().map(|piece| piece.galley.size().y - piece.ascent).fold(0.0, f32::max);
        let height = baseline + below;
        Self { pieces, baseline, height }
    }

    /// Paints it from this corner; how far down it reaches.
    fn paint(self, ui: &Ui, at: egui::Pos2) -> f32 {
        for Piece { x, ascent, galley } in self.pieces {
            ui.painter().galley(at + vec2(x, self.baseline - ascent), galley, Color32::PLACEHOLDER);
        }
        at.y + self.height
    }
}

/// The text in runs of words with figures in them and of words without.
fn runs(text: &str) -> Vec<(String, bool)> {
    let mut runs: Vec<(String, bool)> = Vec::new();
    for word in text.split_inclusive(' ') {
        let is_figure = word.contains(|letter: char| letter.is_ascii_digit());
        match runs.last_mut() {
            Some((run, same)) if *same == is_figure => run.push_str(word),
            _ => runs.push((word.to_owned(), is_figure)),
        }
    }
    runs
}

/// A ring of 240 degrees: a share of the whole, a large figure in the middle, a smaller word below it.
pub(super) struct Ring<'a> {
    pub(super) name: &'a str,
    /// The figure at rest, for those who do not see it.
    pub(super) spoken: &'a str,
    pub(super) value: &'a str,
    pub(super) unit: &'a str,
    pub(super) note: &'a str,
    /// How much of the ring is full, 0 to 1.
    pub(super) share: f32,
    /// Marks beside it.
    pub(super) ticks: &'a [f32],
}

impl Ring<'_> {
    /// Shows it in a box `width` wide.
    pub(super) fn show(&self, ui: &mut Ui, width: f32) -> Response {
        let ink = ink(ui.ctx());
        let sizes = ink.sizes();
        let centered = |text: &str, size: f32, weight: Weight, color: Color32| {
            let mut job = egui::text::LayoutJob::simple(text.to_owned(), fonts::id(size, weight), color, width - 4.0);
            job.halign = egui::Align::Center;
            ui.painter().layout_job(job)
        };
        let name = centered(self.name, sizes.body, Weight::SemiBold, ink.ink);
        let note = centered(self.note, sizes.small, Weight::Regular, ink.ink2);
        let height = 98.0 + name.size().y + note.size().y;
        let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
        let spoken = format!("{}: {} {}", self.name, self.spoken, self.unit);
        response.widget_info(|| WidgetInfo::labeled(Role::Meter, true, spoken.as_str()));
        let center = pos2(rect.center().x, rect.top() + 54.0);
        self.paint(ui, center, &ink);
        let put = |at: egui::Pos2, text: &str, size: f32, weight: Weight, color: Color32| {
            ui.painter().text(at, Align2::CENTER_CENTER, text, fonts::id(size, weight), color);
        };
        put(center, self.value, sizes.dial, Weight::SemiBold, ink.ink);
        put(
            center + vec2(0.0, 3.0 + 0.5 * sizes.dial + 0.55 * sizes.small),
            self.unit,
            sizes.small,
            Weight::Medium,
            ink.ink2,
        );
        let below = center + vec2(0.0, 43.0);
        let lower = below + vec2(0.0, name.size().y);
        ui.painter().galley(below, name, ink.ink);
        ui.painter().galley(lower, note, ink.ink2);
        response
    }

    fn paint(&self, ui: &Ui, center: egui::Pos2, ink: &Ink) {
        const RADIUS: f32 = 41.0;
        const WIDTH: f32 = 6.0;
        let start = 150.0_f32.to_radians();
        let span = 240.0_f32.to_radians();
        let mut brush = Brush::new(ui.ctx().pixels_per_point());
        brush.stroke(&arc(center, RADIUS, start, span), false, (WIDTH, ink.line), End::Round, None);
        if self.share > 0.0 {
            let full = arc(center, RADIUS, start, span * self.share.min(1.0));
            brush.stroke(&full, false, (WIDTH, ink.ink), End::Round, None);
        }
        for tick in self.ticks {
            let direction = Vec2::angled(start + span * tick);
            let mark = [center + direction * (RADIUS + 5.5), center + direction * (RADIUS + 9.0)];
            brush.stroke(&mark, false, (1.2, ink.ink3), End::Flat, None);
        }
        if let Some(mesh) = brush.take() {
            ui.painter().add(Shape::mesh(mesh));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_part_from_words() {
        let parted = runs("At least 128 strands, average 2.1");
        let parted: Vec<_> = parted.iter().map(|(run, is_figure)| (run.as_str(), *is_figure)).collect();
        assert_eq!(parted, [("At least ", false), ("128 ", true), ("strands, average ", false), ("2.1", true)]);
        assert_eq!(runs("").len(), 0);
    }
}
