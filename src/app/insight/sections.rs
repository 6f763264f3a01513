//! A section of the report in the panel: heading, meaning, lead, findings; the seven signs with the room's
//! own answers.

use egui::accesskit::Role;
use egui::{Align2, CursorIcon, Rect, Sense, Ui, WidgetInfo, pos2, vec2};

use super::super::act::Act;
use super::super::fonts;
use super::super::style::ink;
use super::super::widgets;
use super::{link, weak};
use crate::editor::Editor;
use crate::model::{Answer, Edit, MetaChange, words};
use crate::report::{Finding, Section, Topic};
use crate::scene::NUMBERED;
use crate::text::Weight;

/// The heading; whether it was clicked, and whether its question mark was.
pub(super) fn head(ui: &mut Ui, section: &Section, open: bool, explained: bool) -> (bool, bool) {
    let ink = ink(ui.ctx());
    let sizes = ink.sizes();
    let font = fonts::id(sizes.small, Weight::Regular);
    let remark = ui.painter().layout_no_wrap(remark(section), font, ink.ink2);
    let room = ui.available_width() - 58.0 - remark.size().x;
    let words = widgets::lines(ui, section.title, (sizes.section, Weight::SemiBold), ink.ink, room);
    let size = vec2(ui.available_width(), words.size().y + 7.0);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let id = ui.scope_id().with(("section", section.title));
    let title = Rect::from_min_max(rect.min, rect.max - vec2(30.0, 0.0));
    let unfold = ui.interact(title, id, Sense::click());
    unfold.widget_info(|| WidgetInfo::selected(Role::Button, true, open, section.title));
    let middle = rect.center().y;
    let arrow = pos2(rect.left() + 5.0, middle);
    let points = if open {
        [arrow + vec2(-4.0, -2.5), arrow + vec2(4.0, -2.5), arrow + vec2(0.0, 3.5)]
    } else {
        [arrow + vec2(-2.5, -4.0), arrow + vec2(-2.5, 4.0), arrow + vec2(3.5, 0.0)]
    };
    let tint = if unfold.hovered() { ink.ink } else { ink.ink3 };
    ui.painter().add(egui::Shape::convex_polygon(points.to_vec(), tint, egui::Stroke::NONE));
    ui.painter().galley(pos2(rect.left() + 16.0, middle - words.size().y / 2.0), words, ink.ink);
    let at = pos2(rect.right() - 32.0 - remark.size().x, middle - remark.size().y / 2.0);
    ui.painter().galley(at, remark, ink.ink2);
    widgets::focus_ring(ui, &unfold, 6.0);
    let unfold = unfold.on_hover_cursor(CursorIcon::PointingHand).clicked();

    let round = Rect::from_center_size(pos2(rect.right() - 11.0, middle), vec2(24.0, 24.0));
    let explain = ui.interact(round, id.with("meaning"), Sense::click());
    let name = format!("What does this mean? {}", section.title);
    explain.widget_info(|| WidgetInfo::selected(Role::Button, true, explained, name.as_str()));
    let tint = if explained || explain.hovered() { ink.accent } else { ink.ink3 };
    ui.painter().circle_stroke(round.center(), 8.5, egui::Stroke::new(1.2, tint));
    let font = fonts::id(ink.sizes().grown(11.5).min(13.0), Weight::SemiBold);
    ui.painter().text(round.center(), Align2::CENTER_CENTER, "?", font, tint);
    widgets::focus_ring(ui, &explain, 12.0);
    let explain = explain.on_hover_text("What does this mean?").on_hover_cursor(CursorIcon::PointingHand).clicked();
    (unfold, explain)
}

/// How much there is, beside the heading.
fn remark(section: &Section) -> String {
    match section.findings.len() {
        // Three numbers are no list, and groups with pairs of groups are no number of groups.
        _ if matches!(section.topic, Topic::Holds | Topic::Groups) => String::new(),
        0 => String::new(),
        some if section.topic == Topic::Weak && some > 1 => format!("{}, weakest first", words::figure(some)),
        some => words::figure(some),
    }
}

/// What a section means, for somebody who knows no graph theory.
pub(super) fn meaning(ui: &mut Ui, words: &str) {
    let ink = ink(ui.ctx());
    egui::Frame::new().fill(ink.well).corner_radius(8.0).inner_margin(egui::Margin::same(10)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.add(egui::Label::new(widgets::rich(words, ink.sizes().small, Weight::Regular, ink.ink)).wrap());
    });
}

/// The lead and the findings: the first of them, or the whole.
pub(in crate::app) fn body(ui: &mut Ui, section: &Section, whole: &mut bool, acts: &mut Vec<Act>) {
    listed(ui, section, false, whole, acts);
}

/// The same; the findings numbered as `on_the_map`, where it shows them so.
pub(super) fn listed(ui: &mut Ui, section: &Section, on_the_map: bool, whole: &mut bool, acts: &mut Vec<Act>) {
    for lead in &section.lead {
        finding(ui, lead, None, acts);
    }
    let total = section.findings.len();
    // One more row costs no more room than the offer to show it.
    let first = if on_the_map { NUMBERED } else { section.first };
    let few = if total <= first.saturating_add(1) { total } else { first };
    let shown = if *whole { total } else { few };
    for (i, found) in section.findings[..shown].iter().enumerate() {
        let number = (section.ranked || on_the_map).then_some(i + 1);
        numbered(ui, found, number, on_the_map, acts);
    }
    if total > few {
        let label = if *whole { "Show fewer".to_owned() } else { format!("Show all {}", words::figure(total)) };
        if link(ui, &label) {
            *whole = !*whole;
        }
    }
}

/// One finding: title and figure on one line, its words below; a click shows what it is about.
pub(super) fn finding(ui: &mut Ui, found: &Finding, number: Option<usize>, acts: &mut Vec<Act>) {
    numbered(ui, found, number, false, acts);
}

/// The same; the first numbers `badged` as on the map.
fn numbered(ui: &mut Ui, found: &Finding, number: Option<usize>, badged: bool, acts: &mut Vec<Act>) {
    let ink = ink(ui.ctx());
    let sizes = ink.sizes();
    let left = if number.is_none() { 0.0 } else { 24.0 + if badged { 6.0 } else { 0.0 } };
    let width = ui.available_width() - left;
    let figure = widgets::lines(ui, &found.figure, (sizes.body, Weight::SemiBold), ink.ink, f32::INFINITY);
    let room = width - if found.figure.is_empty() { 0.0 } else { figure.size().x + 12.0 };
    let title = widgets::lines(ui, &found.title, (sizes.body, Weight::Medium), ink.ink, room);
    let words = widgets::lines(ui, &found.words, (sizes.small, Weight::Regular), ink.ink2, width);
    let head =
        if found.title.is_empty() && found.figure.is_empty() { 0.0 } else { title.size().y.max(figure.size().y) };
    let points = !found.targets.is_empty();
    let sense = if points { Sense::click() } else { Sense::hover() };
    let size = vec2(ui.available_width(), head + words.size().y + if head > 0.0 { 10.0 } else { 4.0 });
    let (rect, response) = ui.allocate_exact_size(size, sense);
    let role = if points { Role::Button } else { Role::ListItem };
    response.widget_info(|| WidgetInfo::labeled(role, true, found.line()));
    if !ui.is_rect_visible(rect) {
        return;
    }
    if points && response.hovered() {
        ui.painter().rect_filled(rect.expand2(vec2(8.0, 0.0)), 8.0, ink.well);
    }
    let corner = rect.min + vec2(left, if head > 0.0 { 4.0 } else { 1.0 });
    if let Some(number) = number.filter(|_| badged) {
        weak::badge(ui, rect.min + vec2(10.0, 4.0 + sizes.body * 0.65), number, number <= NUMBERED);
    } else if let Some(number) = number {
        let font = fonts::id(sizes.body, Weight::Medium);
        ui.painter().text(rect.min + vec2(0.0, 4.0), Align2::LEFT_TOP, format!("{number}."), font, ink.ink2);
    }
    let at = pos2(rect.right() - figure.size().x, corner.y);
    ui.painter().galley(corner, title, ink.ink);
    ui.painter().galley(at, figure, ink.ink);
    ui.painter().galley(corner + vec2(0.0, if head > 0.0 { head + 1.0 } else { 0.0 }), words, ink.ink2);
    if points {
        widgets::focus_ring(ui, &response, 8.0);
        if response.on_hover_cursor(CursorIcon::PointingHand).clicked() {
            acts.push(Act::Show(found.targets.clone()));
        }
    }
}

/// The seven signs: what the map says, and the room's own answer beside it.
pub(super) fn signs(ui: &mut Ui, editor: &Editor, section: &Section, acts: &mut Vec<Act>) {
    for lead in &section.lead {
        finding(ui, lead, None, acts);
    }
    for (number, found) in (1..).zip(&section.findings) {
        finding(ui, found, Some(usize::from(number)), acts);
        let now = editor.document().meta().signs.get(&number).copied();
        let chosen = now.and_then(|now| Answer::ALL.iter().position(|answer| *answer == now));
        ui.push_id(("sign", number), |ui| {
            ui.horizontal(|ui| {
                ui.add_space(24.0);
                let names = ["Yes", "Partly", "No", "Don't know"];
                if let Some(i) = widgets::segments(ui, &names, chosen.unwrap_or(names.len())) {
                    // The same answer again takes it back.
                    let answer = Some(Answer::ALL[i]).filter(|answer| Some(*answer) != now);
                    let name = format!("answer: {}", found.title.to_lowercase());
                    acts.push(Act::Edit(name, Edit::Meta(MetaChange::Sign(number, answer))));
                }
            });
        });
        ui.add_space(4.0);
    }
}
