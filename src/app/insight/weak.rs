//! The weakest connections, each with its number on the map, its first reason and its strands.

use egui::accesskit::Role;
use egui::{Align2, CursorIcon, Sense, Ui, WidgetInfo, pos2, vec2};

use super::super::act::Act;
use super::super::canvas::only;
use super::super::fonts;
use super::super::style::{Ink, ink};
use super::super::widgets;
use super::link;
use super::sections::finding;
use crate::analysis::Reason;
use crate::editor::Editor;
use crate::model::{ConnectionId, words};
use crate::report::{self, Section};
use crate::scene::{Lens, NUMBERED, Target};
use crate::text::Weight;

/// Shows the first seven, or all of them.
pub(super) fn show(ui: &mut Ui, editor: &Editor, section: &Section, all: &mut bool, acts: &mut Vec<Act>) {
    let ink = ink(ui.ctx());
    let weak = &editor.analysis().weak;
    let shown = if *all { weak.len() } else { weak.len().min(NUMBERED) };
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        for (i, id) in weak[..shown].iter().enumerate() {
            if row(ui, editor, *id, i + 1, &ink) {
                acts.push(Act::Show(only(Target::Connection(*id))));
            }
        }
    });
    section.lead.iter().for_each(|lead| finding(ui, lead, None, acts));
    if weak.len() > NUMBERED {
        let label = if *all { "Show fewer".to_owned() } else { format!("Show all {}", words::figure(weak.len())) };
        ui.horizontal(|ui| {
            if link(ui, &label) {
                *all = !*all;
            }
            if editor.lens() == Lens::Weak {
                ui.add_space(12.0);
                if link(ui, "Number 7 more on the map") {
                    acts.push(Act::MoreWeak);
                }
            }
        });
    }
}

/// A number as the map shows it, or a quiet one where the map shows none or means something else by it.
pub(super) fn badge(ui: &Ui, at: egui::Pos2, number: usize, on_the_map: bool) {
    let ink = ink(ui.ctx());
    let (weight, color) = if on_the_map { (Weight::SemiBold, ink.on_large) } else { (Weight::Medium, ink.ink2) };
    if on_the_map {
        ui.painter().circle_filled(at, 10.0, ink.large);
    }
    ui.painter().text(
        at,
        Align2::CENTER_CENTER,
        number.to_string(),
        fonts::id(ink.sizes().small.min(14.0), weight),
        color,
    );
}

/// One weak connection: its number, whom it joins, why in a sentence, and its strands.
fn row(ui: &mut Ui, editor: &Editor, id: ConnectionId, number: usize, ink: &Ink) -> bool {
    let document = editor.document();
    let Some(connection) = document.connection(id) else { return false };
    let sizes = ink.sizes();
    let (name, reason) = (report::connection_title(document, id), reason(editor, id));
    // Whom it joins and why are the point of the row: each has a second line where it needs one.
    let column = ui.available_width() - 30.0;
    let whom = widgets::fold(ui, &name, (sizes.body, Weight::SemiBold), ink.ink, column, 2);
    let why = widgets::fold(ui, &reason, (sizes.small, Weight::Regular), ink.ink2, column - 38.0, 2);
    let below = 12.0 + whom.size().y;
    let size = vec2(ui.available_width(), (below + why.size().y + 8.0).max(2.0 * sizes.body + 30.0));
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, format!("{number}. {name}: {reason}")));
    if !ui.is_rect_visible(rect) {
        return false;
    }
    let selected = editor.selection().connections.contains(&id);
    if selected || response.hovered() {
        ui.painter().rect_filled(rect.expand2(vec2(10.0, 0.0)), 8.0, ink.well);
    }
    if selected {
        let bar =
            egui::Rect::from_center_size(pos2(rect.left() - 8.5, rect.center().y), vec2(3.0, rect.height() - 24.0));
        ui.painter().rect_filled(bar, 1.5, ink.accent);
    }
    let at = pos2(rect.left() + 10.0, rect.top() + 8.0 + sizes.body * 0.65);
    let from = editor.weak_from();
    badge(ui, at, number, editor.lens() != Lens::Gap && (from + 1..=from + NUMBERED).contains(&number));
    ui.painter().galley(pos2(rect.left() + 30.0, rect.top() + 6.0), whom, ink.ink);
    let below = pos2(rect.left() + 30.0, rect.top() + below);
    ui.painter().galley(below, why, ink.ink2);
    widgets::mini_cord(ui, pos2(rect.right() - 26.0, below.y + 2.0), connection.strands.counts(), 26.0);
    widgets::focus_ring(ui, &response, 8.0);
    response.on_hover_text(all_reasons(editor, id)).on_hover_cursor(CursorIcon::PointingHand).clicked()
}

/// The first reason, in a sentence.
fn reason(editor: &Editor, id: ConnectionId) -> String {
    let analysis = editor.analysis();
    let first = analysis.connections.get(&id).and_then(|figures| figures.reasons.first().copied());
    first.map_or_else(String::new, |reason: Reason| report::sentence(editor.document(), analysis, id, reason))
}

/// Every reason, a line each.
pub(in crate::app) fn all_reasons(editor: &Editor, id: ConnectionId) -> String {
    let analysis = editor.analysis();
    let reasons = analysis.connections.get(&id).map_or(&[][..], |figures| &figures.reasons);
    let lines: Vec<String> =
        reasons.iter().map(|reason| report::sentence(editor.document(), analysis, id, *reason)).collect();
    lines.join("\n")
}
