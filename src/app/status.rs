//! The bar at the foot: whose view is rated if it is not the usual one, how many, what the hand can do next, how near,
//! and whether the layout rests.

use egui::accesskit::Role;
use egui::{Align, CursorIcon, Frame, Layout, Margin, Panel, Sense, Stroke, Ui, WidgetInfo};

use super::act::Act;
use super::style::ink;
use super::widgets;
use crate::editor::{Command, Editor};
use crate::model::words;
use crate::text::Weight;

/// Shows the bar; without an editor it is that of the start screen.
pub(super) fn show(ui: &mut Ui, editor: Option<&Editor>) -> Vec<Act> {
    let mut acts = Vec::new();
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
                Some(editor) => (Vec::new(), state(editor)),
                None => (
                    vec!["Everything stays on this laptop: no account, no network".to_owned()],
                    vec!["F1 shows every key".to_owned()],
                ),
            };
            for text in left {
                say(ui, text);
            }
            if let Some(editor) = editor {
                for (text, command) in counts(editor) {
                    match command {
                        Some(command) => acts.extend(pressed(ui, &text, command, editor)),
                        None => say(ui, text),
                    }
                }
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                for text in right {
                    say(ui, text);
                }
                if let Some(editor) = editor {
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                        if let Some(hint) = editor.hint() {
                            let hint = widgets::rich(hint, sizes.small, Weight::Medium, ink.ink);
                            ui.add(egui::Label::new(hint).truncate().selectable(false));
                        }
                    });
                }
            });
        });
    });
    let rect = bar.response.rect;
    ui.painter().hline(rect.x_range(), rect.top() + 0.5, Stroke::new(1.0, ink.line));
    acts
}

/// Words that lead on: a click runs the command that they are about.
fn pressed(ui: &mut Ui, text: &str, command: Command, editor: &Editor) -> Option<Act> {
    let ink = ink(ui.ctx());
    let loud = command == Command::NextSide;
    let (weight, color) = if loud { (Weight::SemiBold, ink.accent) } else { (Weight::Regular, ink.ink2) };
    let words = widgets::rich(text, ink.sizes().small, weight, color);
    let words = if loud { words } else { words.underline() };
    let label = ui.add(egui::Label::new(words).selectable(false).sense(Sense::click()));
    label.widget_info(|| WidgetInfo::labeled(Role::Button, command.is_enabled(editor), text));
    widgets::focus_ring(ui, &label, 4.0);
    let hint = match command.shortcuts().first() {
        Some(keys) => format!("{} ({keys})", command.help()),
        None => command.help().to_owned(),
    };
    label.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(hint).clicked().then_some(Act::Run(command))
}

/// What the map holds, and where a click on it leads.
fn counts(editor: &Editor) -> Vec<(String, Option<Command>)> {
    let document = editor.document();
    let analysis = editor.analysis();
    let mut out = vec![
        (words::count(document.actors().len(), "actor"), None),
        (words::count(document.connections().len(), "connection"), None),
    ];
    if let Some(side) = editor.side_name() {
        // First of all: a rating would go somewhere else than one thinks.
        out.insert(0, (format!("Rating: {side}"), Some(Command::NextSide)));
    }
    if !analysis.unrated.is_empty() {
        out.push((format!("{} not rated yet", words::figure(analysis.unrated.len())), Some(Command::NextUnrated)));
    }
    let later = document.connections().filter(|(_, c)| c.later).count();
    if later > 0 {
        out.push((format!("{} to discuss later", words::figure(later)), None));
    }
    if !analysis.parked.is_empty() {
        out.push((format!("{} not connected yet", words::figure(analysis.parked.len())), None));
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
