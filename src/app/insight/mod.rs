//! The panel at the right: three dials, then what the report finds, section by section: each finding can be
//! clicked, each number has its sentence, each section its "What does this mean". It finds nothing itself.

mod dial;
mod dials;
mod groups;
mod lost;
mod sections;
mod weak;
mod years;

use std::collections::BTreeSet;

use egui::{CursorIcon, ScrollArea, Sense, Ui, vec2};

use super::act::Act;
use super::canvas::only;
use super::style::ink;
use super::widgets::{self, Loud, Press};
use crate::editor::{Command, Editor};
use crate::model::words as names;
use crate::report::{self, Section, Topic};
use crate::scene::{Lens, Target};
use crate::text::Weight;
pub(super) use sections::body;
pub(super) use weak::all_reasons;

/// Rows of "not connected yet" before "and n more".
const PARKED_ROWS: usize = 8;
/// What most rooms never need stands behind "More".
const BEHIND_MORE: [Topic; 6] =
    [Topic::TwoSides, Topic::Otherwise, Topic::Groups, Topic::GiveAndGet, Topic::Signs, Topic::PromiseCheck];

/// What the panel remembers.
#[derive(Debug)]
pub(super) struct Insight {
    /// Sections that are unfolded.
    open: BTreeSet<Topic>,
    /// Sections whose meaning is shown.
    explained: BTreeSet<Topic>,
    /// Sections that show all their findings, not only the first.
    whole: BTreeSet<Topic>,
    /// The lens of the frame before.
    lens: Lens,
    /// Points when the map was opened, to show what changed since.
    pub(super) opened_with: Option<u32>,
    /// The sections of the newest numbers, and the numbers they are of.
    told: Option<((u64, u64, u64), Vec<Section>)>,
}

impl Default for Insight {
    fn default() -> Self {
        let open = [Topic::Weak, Topic::First].into();
        Self {
            open,
            explained: BTreeSet::new(),
            whole: BTreeSet::new(),
            lens: Lens::default(),
            opened_with: None,
            told: None,
        }
    }
}

impl Insight {
    /// Shows the panel's contents.
    pub(super) fn show(&mut self, ui: &mut Ui, editor: &Editor) -> Vec<Act> {
        let mut acts = Vec::new();
        if editor.is_counting() {
            let ink = ink(ui.ctx());
            ui.add_space(4.0);
            widgets::text(ui, names::BRAND_STRENGTH, ink.sizes().body, Weight::SemiBold, ink.ink);
            widgets::text(ui, "Counting…", ink.sizes().body, Weight::Medium, ink.ink2);
            return acts;
        }
        if self.told.as_ref().is_none_or(|(numbers, _)| *numbers != editor.numbers()) {
            let full = editor.full().map(|full| &**full);
            let sections = report::sections(editor.document(), editor.analysis(), full);
            self.told = Some((editor.numbers(), sections));
        }
        // Another map is read from its top.
        let of = ("insight", &editor.document().meta().key);
        ScrollArea::vertical().id_salt(of).auto_shrink([false, false]).show(ui, |ui| {
            ui.set_width(ui.available_width() - 4.0);
            ui.add_space(4.0);
            dials::show(ui, editor, self.opened_with);
            lost::show(ui, editor, &mut acts);
            self.sections(ui, editor, &mut acts);
            parked(ui, editor, &mut acts);
            widgets::rule(ui);
            let more = "Show more: two sides, groups, other years, promise check";
            let label = if editor.shows_more() { "Show less" } else { more };
            if link(ui, label) {
                acts.push(Act::Run(Command::More));
            }
            ui.add_space(12.0);
        });
        acts
    }

    fn sections(&mut self, ui: &mut Ui, editor: &Editor, acts: &mut Vec<Act>) {
        let Some((numbers, sections)) = self.told.take() else { return };
        let led = led_by(editor.lens());
        if self.lens != editor.lens() {
            self.lens = editor.lens();
            self.open.extend(led);
        }
        // What the map is about now comes first.
        for section in sections.iter().filter(|section| led == Some(section.topic)) {
            self.section(ui, editor, section, acts);
        }
        for section in sections.iter().filter(|section| led != Some(section.topic)) {
            // What was taken on and who looks after what belong to the plan.
            let rare = !editor.shows_more() && BEHIND_MORE.contains(&section.topic);
            if matches!(section.topic, Topic::Care | Topic::Taken) || rare {
                continue;
            }
            self.section(ui, editor, section, acts);
        }
        self.told = Some((numbers, sections));
    }

    fn section(&mut self, ui: &mut Ui, editor: &Editor, section: &Section, acts: &mut Vec<Act>) {
        let topic = section.topic;
        widgets::rule(ui);
        let open = self.open.contains(&topic);
        let (unfold, explain) = sections::head(ui, section, open, self.explained.contains(&topic));
        if unfold {
            toggle(&mut self.open, topic);
        }
        if explain {
            toggle(&mut self.explained, topic);
        }
        if self.explained.contains(&topic) {
            sections::meaning(ui, section.meaning);
        }
        if !open {
            return;
        }
        let mut whole = self.whole.contains(&topic);
        match topic {
            Topic::Weak => weak::show(ui, editor, section, &mut whole, acts),
            Topic::Signs => sections::signs(ui, editor, section, acts),
            Topic::Groups => {
                groups::matrix(ui, editor);
                sections::body(ui, section, &mut whole, acts);
            }
            Topic::Otherwise => {
                sections::body(ui, section, &mut whole, acts);
                years::curve(ui, editor);
            }
            Topic::TwoSides => sections::listed(ui, section, editor.lens() == Lens::Gap, &mut whole, acts),
            _ => sections::body(ui, section, &mut whole, acts),
        }
        if let Some((label, command)) = on_the_map(topic)
            && link(ui, label)
        {
            acts.push(Act::Run(command));
        }
        if whole != self.whole.contains(&topic) {
            toggle(&mut self.whole, topic);
        }
    }
}

/// The section that speaks of what a lens shows.
const fn led_by(lens: Lens) -> Option<Topic> {
    match lens {
        Lens::Gap | Lens::Side(_) => Some(Topic::TwoSides),
        Lens::Silos => Some(Topic::Groups),
        Lens::Owners => Some(Topic::Care),
        _ => None,
    }
}

/// The lens that shows a section on the map.
const fn on_the_map(topic: Topic) -> Option<(&'static str, Command)> {
    match topic {
        Topic::TwoSides => Some(("Show the gaps on the map", Command::LensGap)),
        Topic::Groups => Some(("Show the groups on the map", Command::LensSilos)),
        _ => None,
    }
}

fn toggle(topics: &mut BTreeSet<Topic>, topic: Topic) {
    if !topics.remove(&topic) {
        topics.insert(topic);
    }
}

/// Words that do something.
fn link(ui: &mut Ui, label: &str) -> bool {
    let ink = ink(ui.ctx());
    let text = widgets::rich(label, ink.sizes().body, Weight::Medium, ink.accent);
    let response = ui.add(egui::Label::new(text).sense(Sense::click()).selectable(false).wrap());
    widgets::focus_ring(ui, &response, 4.0);
    response.on_hover_cursor(CursorIcon::PointingHand).clicked()
}

fn parked(ui: &mut Ui, editor: &Editor, acts: &mut Vec<Act>) {
    let ink = ink(ui.ctx());
    let parked = &editor.analysis().parked;
    if parked.is_empty() {
        return;
    }
    widgets::rule(ui);
    widgets::section(ui, names::PARKED, &names::figure(parked.len()));
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
