//! The fields that panels are made of: text, one of several, a heading. Each is labelled; none knows the map.

use egui::{ComboBox, Frame, Margin, Stroke, TextEdit, Ui};

use super::act::Act;
use super::style::ink;
use super::widgets;
use crate::model::Edit;
use crate::text::Weight;

pub(super) fn heading(ui: &mut Ui, title: &str, remark: &str) {
    let ink = ink(ui.ctx());
    let text = widgets::rich(title, ink.sizes().section, Weight::SemiBold, ink.ink);
    ui.add(egui::Label::new(text).wrap());
    if !remark.is_empty() {
        widgets::text(ui, remark, ink.sizes().small, Weight::Regular, ink.ink2);
    }
    ui.add_space(4.0);
}

pub(super) fn label(ui: &mut Ui, text: &str) -> egui::Response {
    let ink = ink(ui.ctx());
    ui.add_space(2.0);
    widgets::text(ui, text, ink.sizes().small, Weight::Medium, ink.ink2)
}

pub(super) fn wrapped(ui: &mut Ui, text: &str) {
    let ink = ink(ui.ctx());
    ui.add(egui::Label::new(widgets::rich(text, ink.sizes().body, Weight::Regular, ink.ink)).wrap());
}

/// An edit that joins the one before with the same key.
pub(super) fn typed(name: String, key: &str, edit: Edit) -> Act {
    Act::Type { name, key: key.to_owned(), edit }
}

/// A labelled text field; the new text if it was changed.
pub(super) fn field(ui: &mut Ui, name: &str, now: &str, rows: usize) -> Option<String> {
    let mut text = now.to_owned();
    let label = label(ui, name);
    let edit =
        if rows > 1 { TextEdit::multiline(&mut text).desired_rows(rows) } else { TextEdit::singleline(&mut text) };
    let edit = edit.id_salt(name).frame(frame(ui, false)).desired_width(f32::INFINITY).show(ui);
    edit.response.response.labelled_by(label.id).changed().then_some(text)
}

/// A labelled field of one line that can be wrong: it is red then, while nobody types in it.
pub(super) fn line(ui: &mut Ui, name: &str, text: &mut String, like: &str, is_wrong: bool) -> egui::Response {
    let label = label(ui, name);
    let id = ui.make_persistent_id(name);
    let is_wrong = is_wrong && !ui.memory(|memory| memory.has_focus(id));
    let edit = TextEdit::singleline(text).id(id).hint_text(like).frame(frame(ui, is_wrong));
    edit.desired_width(f32::INFINITY).show(ui).response.response.labelled_by(label.id)
}

fn frame(ui: &Ui, is_wrong: bool) -> Frame {
    let ink = ink(ui.ctx());
    let stroke = if is_wrong { Stroke::new(1.5, ink.large) } else { Stroke::new(1.0, ink.line2) };
    Frame::new().fill(ink.raised).stroke(stroke).corner_radius(8.0).inner_margin(Margin::symmetric(9, 6))
}

/// One of several; the new choice if it was changed.
pub(super) fn choice<T: Copy + PartialEq>(ui: &mut Ui, name: &str, options: &[(T, &str)], now: T) -> Option<T> {
    let caption = label(ui, name);
    let shown = options.iter().find(|(option, _)| *option == now).map_or("", |(_, text)| text);
    let mut chosen = None;
    let combo = ComboBox::from_id_salt(name).selected_text(shown).width(ui.available_width()).show_ui(ui, |ui| {
        for (option, text) in options {
            if ui.selectable_label(*option == now, *text).clicked() && *option != now {
                chosen = Some(*option);
            }
        }
    });
    combo.response.labelled_by(caption.id);
    chosen
}
