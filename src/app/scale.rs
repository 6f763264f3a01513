//! The words of the scale beside the rows of the rating card: six lines of the active row, each to press, and once all
//! is rated what was said of each row. It is as large whichever row is active, so nothing moves while one types.

use egui::accesskit::Role;
use egui::{Align2, CornerRadius, CursorIcon, Id, Rect, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::style::Ink;
use super::{fonts, stage, widgets};
use crate::editor::{CardRow, Row};
use crate::model::Level;
use crate::text::Weight;

/// Free at the left and at the right of a line.
const PAD: f32 = 7.0;

/// The room of a number before its words.
const fn digit(size: f32) -> f32 {
    size * 2.0
}

/// How wide it is with words of this size: none is cut.
pub(super) fn width(ui: &Ui, size: f32) -> f32 {
    let words = Row::ALL.iter().flat_map(|row| (0..=5).map(|level| row.word(Level::clamped(level))));
    let font = fonts::id(size, Weight::SemiBold);
    let wide =
        |word: &str| ui.painter().layout_no_wrap(word.to_owned(), font.clone(), egui::Color32::PLACEHOLDER).size().x;
    words.map(wide).fold(0.0, f32::max).ceil() + digit(size) + 2.0 * PAD
}

/// Shows the scale of the active row in the second of these areas, joined to the row in the first, and answers with the
/// level that was pressed; where no row is active, what was said of each.
pub(super) fn show(
    ui: &Ui,
    [beside, area]: [Rect; 2],
    (rows, hands): (&[CardRow; 4], &[Option<[u32; 6]>; 4]),
    (size, ink): (f32, &Ink),
) -> Option<(Row, Level)> {
    let Some(at) = rows.iter().position(|row| row.active) else {
        ui.painter().rect_filled(area, 8.0, ink.well);
        said(ui, area, rows, (size, ink));
        return None;
    };
    ground(ui, beside, area, at, ink);
    let row = rows[at];
    let height = area.height() / 6.0;
    let mut pressed = None;
    for (i, level) in (0u8..).zip((0..=5).filter_map(Level::new)) {
        let corner = pos2(area.left(), area.top() + height * f32::from(i));
        let line = Rect::from_min_size(corner, vec2(area.width(), height)).shrink2(vec2(4.0, 1.0));
        if let Some(hands) = hands[at] {
            // As long as the share of the hands.
            let most = hands.into_iter().max().unwrap_or(0).max(1) as f32;
            let share = hands[usize::from(i)] as f32 / most;
            let color = stage::row_color(row.row, ink).gamma_multiply(0.15);
            ui.painter().rect_filled(line.with_max_x(line.left() + line.width() * share), 6.0, color);
        }
        if step(ui, line, row, level, (size, ink)) {
            pressed = Some((row.row, level));
        }
    }
    pressed
}

/// One sheet under the active row and its words, as a tab and its page.
fn ground(ui: &Ui, beside: Rect, area: Rect, at: usize, ink: &Ink) {
    let height = area.height() / 4.0;
    let top = area.top() + height * at as f32;
    let tab = Rect::from_min_max(pos2(beside.left() + 8.0, top), pos2(area.left() + 1.0, top + height));
    let mark = Stroke::new(1.5, ink.accent);
    let square = |is: bool| if is { 0 } else { 8 };
    let corners = CornerRadius { nw: square(at == 0), sw: square(at == 3), ne: 8, se: 8 };
    ui.painter().rect(area, corners, ink.well, mark, StrokeKind::Inside);
    ui.painter().rect(tab, CornerRadius { nw: 8, sw: 8, ne: 0, se: 0 }, ink.well, mark, StrokeKind::Inside);
    // Nothing divides the two.
    let seam = Rect::from_center_size(pos2(area.left() + 0.5, tab.center().y), vec2(5.0, height - 3.0));
    ui.painter().rect_filled(seam, 0.0, ink.well);
    let bar = Rect::from_center_size(pos2(tab.left() + 1.5, tab.center().y), vec2(3.0, height - 16.0));
    ui.painter().rect_filled(bar, 1.5, ink.accent);
}

/// A level with its words; `true` if it was pressed.
fn step(ui: &Ui, line: Rect, row: CardRow, level: Level, (size, ink): (f32, &Ink)) -> bool {
    let is_set = row.level == Some(level);
    let is_agreed = row.level.is_none() && row.agreed == Some(level);
    let response = ui.interact(line, Id::unique(("card level", row.row.label(), level.get())), Sense::click());
    let agreed = if is_agreed { ", as agreed" } else { "" };
    let name = format!("{}: {}{agreed}", level.get(), row.row.word(level));
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, is_set, name.as_str()));
    if response.hovered() {
        ui.painter().rect_filled(line, 6.0, ink.raised);
    }
    let center = pos2(line.left() + digit(size) / 2.0, line.center().y);
    let color = stage::row_color(row.row, ink);
    let radius = size * 0.82;
    // Some of several have it.
    let is_among = row.range.is_some_and(|(low, high)| (low..=high).contains(&level));
    if is_set {
        ui.painter().circle_filled(center, radius, color);
    } else if is_agreed {
        ui.painter().circle_stroke(center, radius, Stroke::new(1.4, color));
    } else if is_among {
        ui.painter().circle_filled(center, radius, color.gamma_multiply(0.25));
    }
    let weight = if is_set { Weight::SemiBold } else { Weight::Regular };
    let text = if is_set { ink.on_ink } else { ink.ink };
    let figure = fonts::id(size, Weight::SemiBold);
    ui.painter().text(center, Align2::CENTER_CENTER, level.get().to_string(), figure, text);
    words(ui, line, line.left() + digit(size) + 3.0, row.row.word(level), (size, weight), ink);
    // A double click is one answer: the scale has gone on to the next row under the pointer.
    let once = !response.double_clicked() && !response.triple_clicked();
    response.on_hover_cursor(CursorIcon::PointingHand).clicked() && once
}

/// What was said, each beside its row.
fn said(ui: &Ui, area: Rect, rows: &[CardRow; 4], (size, ink): (f32, &Ink)) {
    let height = area.height() / 4.0;
    for (i, row) in (0u8..).zip(rows) {
        let corner = pos2(area.left(), area.top() + height * f32::from(i));
        let line = Rect::from_min_size(corner, vec2(area.width(), height));
        words(ui, line, line.left() + 2.0 * PAD, &given(*row), (size, Weight::Regular), ink);
    }
}

/// One line from `x` on, centered on the height of `line`.
fn words(ui: &Ui, line: Rect, x: f32, text: &str, set: (f32, Weight), ink: &Ink) {
    let galley = widgets::cut(ui, text, set, ink.ink, line.right() - x);
    ui.painter().galley(pos2(x, line.center().y - galley.size().y / 2.0), galley, ink.ink);
}

/// What was said of a row: the words of its level, or how connections differ ("from 1 to 4; 2 not rated yet").
pub(super) fn given(row: CardRow) -> String {
    let told = match (row.level, row.agreed, row.range) {
        (Some(level), ..) => return row.row.word(level).to_owned(),
        (None, Some(level), _) if !row.mixed => return format!("as agreed: {}, {}", level.get(), row.row.word(level)),
        (.., Some((low, high))) if low < high => format!("from {} to {}", low.get(), high.get()),
        (.., Some((level, _))) => format!("{}, {}", level.get(), row.row.word(level)),
        (.., None) => return "not rated yet".to_owned(),
    };
    if row.unset > 0 { format!("{told}; {} not rated yet", row.unset) } else { told }
}
