//! The panel at the right: three dials, the weakest connections with their reasons, whom nobody is
//! connected to yet. It shows numbers and sentences that others made.

use egui::accesskit::Role;
use egui::{Align2, CursorIcon, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use super::act::Act;
use super::canvas::only;
use super::fonts;
use super::style::{Ink, ink};
use super::widgets::{self, Dial, Loud, Press};
use crate::analysis::{Analysis, Reason};
use crate::editor::Editor;
use crate::model::{ConnectionId, words as names};
use crate::report;
use crate::scene::{Lens, Target};
use crate::text::Weight;

/// As many as the lens numbers at a time.
const NUMBERED: usize = 7;
/// Rows of "not connected yet" before "and n more".
const PARKED_ROWS: usize = 8;

/// What the panel remembers.
#[derive(Debug, Default)]
pub(super) struct Insight {
    /// All weak connections are listed, not only the first seven.
    all: bool,
    /// Points when the map was opened, to show what changed since.
    pub(super) opened_with: Option<u32>,
}

impl Insight {
    /// Shows the panel's contents.
    pub(super) fn show(&mut self, ui: &mut Ui, editor: &Editor) -> Vec<Act> {
        let mut acts = Vec::new();
        ScrollArea::vertical().id_salt("insight").auto_shrink([false, false]).show(ui, |ui| {
            ui.set_width(ui.available_width() - 4.0);
            ui.add_space(4.0);
            self.dials(ui, editor.analysis());
            widgets::rule(ui);
            self.weakest(ui, editor, &mut acts);
            act_next(ui, editor, &mut acts);
            parked(ui, editor, &mut acts);
            ui.add_space(12.0);
        });
        acts
    }

    fn dials(&self, ui: &mut Ui, analysis: &Analysis) {
        let ink = ink(ui.ctx());
        let [strength, cohesion, needs] = report::dial_sentences(analysis);
        let about = if analysis.cohesion.samples > 0 && analysis.cohesion.samples <= 2_000 { "about " } else { "" };
        let change = self.opened_with.map_or(0, |before| i64::from(analysis.strength.points) - i64::from(before));
        let unit = match change {
            0 => "points".to_owned(),
            up if up > 0 => format!("+{up} points"),
            down => format!("\u{2212}{} points", -down),
        };
        let total = analysis.strength.by_strand.iter().sum::<u32>().max(1) as f32;
        let shares = (0..3).filter(|i| analysis.strength.by_strand[*i] > 0);
        let parts = shares.map(|i| (analysis.strength.by_strand[i] as f32 / total, ink.strands[i])).collect();
        let asked = analysis.needs.percent.is_some();
        let third = analysis.needs.percent.unwrap_or(0.0);
        let dials = [
            Dial {
                name: names::BRAND_STRENGTH,
                value: &analysis.strength.points.to_string(),
                unit: &unit,
                note: &format!("{} strands × {:.1}", analysis.strength.threads, analysis.strength.mean),
                parts,
                ticks: &[],
            },
            Dial {
                name: names::COHESION,
                value: &format!("{about}{:.0}", analysis.cohesion.percent),
                unit: report::cohesion_word(analysis),
                note: "of 100 pairs",
                parts: vec![((analysis.cohesion.percent / 100.0) as f32, ink.ink)],
                ticks: &[0.40, 0.55, 0.70],
            },
            Dial {
                name: names::NEEDS_MET,
                value: &if asked { format!("{third:.0}") } else { "–".to_owned() },
                unit: if asked { "of 100" } else { "no needs" },
                note: &if asked {
                    format!("{} points short", analysis.needs.short)
                } else {
                    "say what matters".to_owned()
                },
                parts: vec![((third / 100.0) as f32, ink.ink)],
                ticks: &[],
            },
        ];
        let width = ui.available_width() / 3.0;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            for (dial, sentence) in dials.iter().zip([strength, cohesion, needs]) {
                dial.show(ui, width).on_hover_text(sentence);
            }
        });
    }

    fn weakest(&mut self, ui: &mut Ui, editor: &Editor, acts: &mut Vec<Act>) {
        let ink = ink(ui.ctx());
        let analysis = editor.analysis();
        let weak = &analysis.weak;
        let total = editor.document().connections().len();
        let remark = if weak.is_empty() { String::new() } else { format!("{} of {total}", weak.len()) };
        widgets::section(ui, "Weakest connections", &remark);
        if weak.is_empty() {
            let text = if total == 0 {
                "Draw a connection, rate it, and what to mend first shows here."
            } else {
                "Nothing is weak that has been rated so far."
            };
            let text = widgets::rich(text, ink.sizes().small, Weight::Regular, ink.ink2);
            ui.add(egui::Label::new(text).wrap());
        }
        let shown = if self.all { weak.len() } else { weak.len().min(NUMBERED) };
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            for (i, id) in weak[..shown].iter().enumerate() {
                if row(ui, editor, *id, i + 1, &ink) {
                    acts.push(Act::Show(only(Target::Connection(*id))));
                }
            }
        });
        if weak.len() > NUMBERED {
            let label = if self.all { "Show fewer".to_owned() } else { format!("Show all {}", weak.len()) };
            ui.horizontal(|ui| {
                if link(ui, &label, &ink) {
                    self.all = !self.all;
                }
                if editor.lens() == Lens::Weak {
                    ui.add_space(12.0);
                    if link(ui, "Number 7 more on the map", &ink) {
                        acts.push(Act::MoreWeak);
                    }
                }
            });
        }
    }
}

fn link(ui: &mut Ui, label: &str, ink: &Ink) -> bool {
    let text = widgets::rich(label, ink.sizes().body, Weight::Medium, ink.accent);
    ui.add(egui::Label::new(text).sense(Sense::click()).selectable(false))
        .on_hover_cursor(CursorIcon::PointingHand)
        .clicked()
}

/// One weak connection: its number, whom it joins, why in a sentence, and its strands.
fn row(ui: &mut Ui, editor: &Editor, id: ConnectionId, number: usize, ink: &Ink) -> bool {
    let document = editor.document();
    let Some(connection) = document.connection(id) else { return false };
    let sizes = ink.sizes();
    let (name, reason) = (report::connection_title(document, id), reason(editor, id));
    let size = vec2(ui.available_width(), 2.0 * sizes.body + 30.0);
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
    let badge = pos2(rect.left() + 10.0, rect.top() + 8.0 + sizes.body * 0.65);
    if number <= NUMBERED {
        ui.painter().circle_filled(badge, 10.0, ink.large);
        ui.painter().text(
            badge,
            Align2::CENTER_CENTER,
            number.to_string(),
            fonts::id(12.0, Weight::SemiBold),
            ink.on_large,
        );
    } else {
        ui.painter().text(badge, Align2::CENTER_CENTER, number.to_string(), fonts::id(12.0, Weight::Medium), ink.ink2);
    }
    let column = rect.width() - 30.0;
    line(ui, pos2(rect.left() + 30.0, rect.top() + 6.0), &name, (sizes.body, Weight::SemiBold), ink.ink, column);
    let below = pos2(rect.left() + 30.0, rect.top() + 12.0 + sizes.body * 1.35);
    line(ui, below, &reason, (sizes.small, Weight::Regular), ink.ink2, column - 38.0);
    widgets::mini_cord(ui, pos2(rect.right() - 26.0, below.y + 2.0), connection.strands.counts(), 26.0);
    widgets::focus_ring(ui, &response, 8.0);
    response.on_hover_text(all_reasons(editor, id)).on_hover_cursor(CursorIcon::PointingHand).clicked()
}

/// One line, cut with an ellipsis where the panel ends.
fn line(ui: &Ui, at: egui::Pos2, text: &str, (size, weight): (f32, Weight), color: egui::Color32, width: f32) {
    let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), fonts::id(size, weight), color);
    job.wrap = egui::text::TextWrapping::truncate_at_width(width);
    let galley = ui.painter().layout_job(job);
    ui.painter().galley(at, galley, color);
}

/// The first reason, in a sentence.
fn reason(editor: &Editor, id: ConnectionId) -> String {
    let analysis = editor.analysis();
    let first = analysis.connections.get(&id).and_then(|figures| figures.reasons.first().copied());
    first.map_or_else(String::new, |reason: Reason| report::sentence(editor.document(), analysis, id, reason))
}

/// Every reason, a line each.
pub(super) fn all_reasons(editor: &Editor, id: ConnectionId) -> String {
    let analysis = editor.analysis();
    let reasons = analysis.connections.get(&id).map_or(&[][..], |figures| &figures.reasons);
    let lines: Vec<String> =
        reasons.iter().map(|reason| report::sentence(editor.document(), analysis, id, *reason)).collect();
    lines.join("\n")
}

/// The connections whose repair holds most together, each with its smallest step.
fn act_next(ui: &mut Ui, editor: &Editor, acts: &mut Vec<Act>) {
    let ink = ink(ui.ctx());
    let sizes = ink.sizes();
    let (document, analysis) = (editor.document(), editor.analysis());
    let mut gains: Vec<(ConnectionId, f64)> =
        (analysis.weak.iter()).filter_map(|id| Some((*id, analysis.connections.get(id)?.to_need))).collect();
    gains.sort_by(|a, b| b.1.total_cmp(&a.1));
    gains.retain(|(_, gain)| *gain >= 0.05);
    if gains.is_empty() {
        return;
    }
    widgets::rule(ui);
    widgets::section(ui, "Where to act next", "holds together");
    for (id, gain) in gains.into_iter().take(3) {
        let title = report::connection_title(document, id);
        let step = report::next_step_sentence(document, id).unwrap_or_default();
        let size = vec2(ui.available_width(), 2.0 * sizes.body + 18.0);
        let (rect, response) = ui.allocate_exact_size(size, Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, format!("Next: {title}. {step}")));
        if response.hovered() {
            ui.painter().rect_filled(rect.expand2(vec2(10.0, 0.0)), 8.0, ink.well);
        }
        let column = rect.width() - 56.0;
        line(ui, rect.min + vec2(0.0, 3.0), &title, (sizes.body, Weight::Medium), ink.ink, column);
        let below = rect.min + vec2(0.0, 8.0 + sizes.body * 1.35);
        line(ui, below, &step, (sizes.small, Weight::Regular), ink.ink2, column);
        let font = fonts::id(sizes.section, Weight::SemiBold);
        ui.painter().text(rect.right_center(), Align2::RIGHT_CENTER, format!("+{gain:.1}"), font, ink.good);
        widgets::focus_ring(ui, &response, 8.0);
        if response.on_hover_text(step).on_hover_cursor(CursorIcon::PointingHand).clicked() {
            acts.push(Act::Show(only(Target::Connection(id))));
        }
    }
}

fn parked(ui: &mut Ui, editor: &Editor, acts: &mut Vec<Act>) {
    let ink = ink(ui.ctx());
    let parked = &editor.analysis().parked;
    if parked.is_empty() {
        return;
    }
    widgets::rule(ui);
    widgets::section(ui, names::PARKED, &parked.len().to_string());
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        for id in parked.iter().take(PARKED_ROWS) {
            let Some(actor) = editor.document().actor(*id) else { continue };
            if Press::new(&actor.name, Loud::Plain).show(ui).clicked() {
                acts.push(Act::Show(only(Target::Actor(*id))));
            }
        }
        if parked.len() > PARKED_ROWS {
            let more = format!("and {} more", parked.len() - PARKED_ROWS);
            widgets::text(ui, more, ink.sizes().small, Weight::Regular, ink.ink2);
        }
    });
}
