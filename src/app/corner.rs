//! What lies over the corners of the canvas: the legend at the lower left, the room's question at the top.

use egui::{Align2, Rect, Stroke, StrokeKind, Ui, pos2, vec2};

use super::fonts;
use super::style::ink;
use crate::editor::Editor;
use crate::text::Weight;

/// Paints them; nothing here can be clicked.
pub(super) fn show(ui: &Ui, canvas: Rect, editor: &Editor) {
    if editor.is_learning() || editor.room_view().on || editor.document().is_empty() {
        prompt(ui, canvas, editor);
    }
}

fn prompt(ui: &Ui, canvas: Rect, editor: &Editor) {
    let ink = ink(ui.ctx());
    let empty = editor.document().is_empty();
    let size = if empty { 28.0 } else { 18.0 };
    let galley = ui.painter().layout_no_wrap(editor.prompt().to_owned(), fonts::id(size, Weight::SemiBold), ink.ink);
    let middle = pos2(canvas.center().x, canvas.top() + if empty { canvas.height() * 0.36 } else { 34.0 });
    let rect = Rect::from_center_size(middle, galley.size() + vec2(36.0, 18.0));
    if !empty {
        ui.painter().rect(rect, 10.0, ink.raised, Stroke::new(1.0, ink.line), StrokeKind::Inside);
    }
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, ink.ink);
    if empty {
        let text = "Type a name and press Enter, or paste a list: one name a line.";
        let at = rect.center_bottom() + vec2(0.0, 18.0);
        ui.painter().text(at, Align2::CENTER_CENTER, text, fonts::id(15.0, Weight::Regular), ink.ink2);
    }
}
