//! What would we lose? What is thought away now, what that costs, and the scenarios that were kept.

use egui::{Frame, Margin, Stroke, Ui, vec2};

use super::super::act::Act;
use super::super::style::ink;
use super::super::widgets::{self, Loud, Press};
use crate::editor::{Command, Editor};
use crate::model::{Attachment, Edit, Scenario};
use crate::report;
use crate::text::Weight;

/// Shows the card while something is thought away, and the kept scenarios.
pub(super) fn show(ui: &mut Ui, editor: &Editor, acts: &mut Vec<Act>) {
    if !editor.thought_away().is_empty() {
        card(ui, editor, acts);
    }
    let mut scenarios = editor.document().scenarios().peekable();
    if scenarios.peek().is_none() {
        return;
    }
    widgets::rule(ui);
    widgets::section(ui, "What would we lose?", "");
    for (id, scenario) in scenarios {
        let shown = is_away(editor, scenario);
        ui.push_id(id.0, |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
                let loud = if shown { Loud::Primary } else { Loud::Plain };
                if Press::new(&scenario.name, loud).show(ui).clicked() {
                    acts.push(if shown { Act::PutBack } else { Act::Scenario(id) });
                }
                if Press::new("Forget", Loud::Quiet).show(ui).clicked() {
                    let name = format!("forget the scenario {}", scenario.name);
                    acts.push(Act::Edit(name, Edit::RemoveAttachment(id)));
                }
            });
            if shown {
                let mut name = scenario.name.clone();
                let label = ui.add(
                    egui::TextEdit::singleline(&mut name).desired_width(f32::INFINITY).hint_text("What to call it"),
                );
                let label = label.accessible_name("Name of the scenario");
                if label.changed() && !name.trim().is_empty() {
                    let record = Attachment::Scenario(Scenario { name: name.clone(), ..scenario.clone() });
                    acts.push(Act::Type {
                        name: format!("call the scenario {name}"),
                        key: format!("scenario {}", id.0),
                        edit: Edit::Attachment(id, Box::new(record)),
                    });
                }
            }
        });
    }
}

fn is_away(editor: &Editor, scenario: &Scenario) -> bool {
    let away = editor.put_away();
    away.actors == scenario.actors && away.connections == scenario.connections && !away.is_empty()
}

fn card(ui: &mut Ui, editor: &Editor, acts: &mut Vec<Act>) {
    let ink = ink(ui.ctx());
    let frame = Frame::new()
        .fill(ink.well)
        .stroke(Stroke::new(1.0, ink.line))
        .corner_radius(8.0)
        .inner_margin(Margin::same(10));
    ui.add_space(6.0);
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        let sentences = match editor.loss() {
            Some(loss) => report::whatif_sentences(editor.document(), editor.analysis(), &editor.thought_away(), loss),
            None => vec![report::COUNTING.to_owned()],
        };
        let sizes = ink.sizes();
        for (i, words) in sentences.into_iter().enumerate() {
            let (size, weight, color) = match i {
                0 => (sizes.body, Weight::Medium, ink.ink),
                _ => (sizes.small, Weight::Regular, ink.ink2),
            };
            ui.add(egui::Label::new(widgets::rich(words, size, weight, color)).wrap());
        }
        if editor.put_away().is_empty() {
            return;
        }
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
            let kept = editor.document().scenarios().any(|(_, scenario)| is_away(editor, scenario));
            if !kept && Press::new("Keep as a scenario", Loud::Plain).show(ui).clicked() {
                acts.push(Act::KeepScenario);
            }
            let back = Press::new("Put back", Loud::Plain).key("Esc").show(ui);
            if back.on_hover_text(Command::WhatIf.help()).clicked() {
                acts.push(Act::PutBack);
            }
        });
    });
}
