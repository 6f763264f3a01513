//! The bar at the foot: how many, what the room is asked, how near, and whether the layout rests.

use egui::{Align, Frame, Layout, Margin, Panel, Stroke, Ui};

use super::style::ink;
use super::widgets;
use crate::editor::Editor;
use crate::model::words;
use crate::text::Weight;

/// Shows the bar; without an editor it is that of the start screen.
pub(super) fn show(ui: &mut Ui, editor: Option<&Editor>) {
    let ink = ink(ui.ctx());
    let sizes = ink.sizes();
    let frame = Frame::new().fill(ink.panel).inner_margin(Margin::symmetric(18, 5));
    let bar = Panel::bottom("status").frame(frame).show_separator_line(false).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 22.0;
            let say = |ui: &mut Ui, text: String| {
                widgets::text(ui, text, sizes.small, Weight::Regular, ink.ink2);
            };
            let (left, right) = match editor {
                Some(editor) => (counts(editor), state(editor)),
                None => (
                    vec!["Everything stays on this laptop: no account, no network".to_owned()],
                    vec!["F1 shows every key".to_owned()],
                ),
            };
            for text in left {
                say(ui, text);
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                for text in right {
                    say(ui, text);
                }
                if let Some(editor) = editor {
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                        let prompt = widgets::rich(
                            editor.hint().unwrap_or_else(|| editor.prompt()),
                            sizes.small,
                            Weight::Medium,
                            ink.ink,
                        );
                        ui.add(egui::Label::new(prompt).truncate().selectable(false));
                    });
                }
            });
        });
    });
    let rect = bar.response.rect;
    ui.painter().hline(rect.x_range(), rect.top() + 0.5, Stroke::new(1.0, ink.line));
}

fn counts(editor: &Editor) -> Vec<String> {
    let document = editor.document();
    let analysis = editor.analysis();
    let mut out =
        vec![words::count(document.actors().len(), "actor"), words::count(document.connections().len(), "connection")];
    if !analysis.unrated.is_empty() {
        out.push(format!("{} not rated yet", analysis.unrated.len()));
    }
    let later = document.connections().filter(|(_, c)| c.later).count();
    if later > 0 {
        out.push(format!("{later} to discuss later"));
    }
    if !analysis.parked.is_empty() {
        out.push(format!("{} not connected yet", analysis.parked.len()));
    }
    out
}

/// From right to left.
fn state(editor: &Editor) -> Vec<String> {
    let layout = if let Some(share) = editor.arranging() {
        format!("Arranging, {:.0} % done (Esc stops)", share * 100.0)
    } else if editor.is_paused() {
        "Layout paused".to_owned()
    } else if editor.is_arranging_itself() {
        "Layout moving".to_owned()
    } else {
        "Layout at rest".to_owned()
    };
    vec![format!("{:.0} %", editor.camera().scale * 100.0), layout]
}
