//! The plan: what the room takes on, one small step a connection, with an owner, a day and the first thing to
//! do on Monday. The program offers; the room picks. It edits actions and begins none itself.

use std::collections::BTreeMap;

use egui::accesskit::Role;
use egui::{CursorIcon, Key, ScrollArea, Sense, Ui, WidgetInfo, vec2};

use super::act::Act;
use super::canvas::only;
use super::fields::{choice, field, label, line, typed, wrapped};
use super::insight;
use super::style::ink;
use super::widgets::{self, Loud, Press};
use crate::editor::{Command, Editor};
use crate::model::{Action, Attachment, AttachmentId, ConnectionId, Date, Edit, Effort, Level, Strand, words};
use crate::report::{self, Topic};
use crate::scene::Target;
use crate::text::Weight;

/// How many steps the program offers at a time.
const OFFERED: usize = 5;
/// Spans that a room says: in two weeks, in six, in a quarter.
const SPANS: [(&str, i64); 3] = [("2 weeks", 14), ("6 weeks", 42), ("3 months", 91)];

/// How to write a day.
const DAY: &str = "Day, month, year: 31.3.2027";

/// What the panel remembers.
#[derive(Debug, Default)]
pub(super) struct PlanPanel {
    /// The action whose fields are shown.
    open: Option<AttachmentId>,
    /// Days as they are being typed, until they are one or are given up.
    due: BTreeMap<AttachmentId, String>,
    /// Everything that somebody should look after is listed.
    all_care: bool,
}

impl PlanPanel {
    /// Shows the panel's contents.
    pub(super) fn show(&mut self, ui: &mut Ui, editor: &Editor, today: Option<Date>) -> Vec<Act> {
        let mut acts = Vec::new();
        self.due.retain(|id, _| editor.document().actions().any(|(other, _)| other == *id));
        ScrollArea::vertical().id_salt("plan").auto_shrink([false, false]).show(ui, |ui| {
            ui.set_width(ui.available_width() - 6.0);
            ui.spacing_mut().item_spacing.y = 6.0;
            ui.add_space(4.0);
            let count = editor.document().actions().count();
            let remark = if count == 0 { String::new() } else { crate::model::words::count(count, "step") };
            widgets::section(ui, "What we take on", &remark);
            if count == 0 {
                wrapped(
                    ui,
                    "Pick what to mend: select a connection and take it on, or begin with what is offered below.",
                );
            }
            for (id, action) in editor.document().actions() {
                self.action(ui, editor, id, action, today, &mut acts);
            }
            if count > 0 && Press::new("Export the list…", Loud::Plain).show(ui).clicked() {
                acts.push(Act::Run(Command::Export));
            }
            offer(ui, editor, &mut acts);
            self.care(ui, editor, &mut acts);
            ui.add_space(16.0);
        });
        acts
    }

    /// Who carries too much, and what nobody looks after.
    fn care(&mut self, ui: &mut Ui, editor: &Editor, acts: &mut Vec<Act>) {
        if let Some(section) = report::section(Topic::Care, editor.document(), editor.analysis(), None) {
            widgets::rule(ui);
            widgets::section(ui, section.title, "");
            insight::body(ui, &section, &mut self.all_care, acts);
        }
    }

    /// Shows the fields of this step.
    pub(super) fn open_at(&mut self, action: Option<AttachmentId>) {
        self.open = action;
    }

    fn action(
        &mut self,
        ui: &mut Ui,
        editor: &Editor,
        id: AttachmentId,
        action: &Action,
        today: Option<Date>,
        acts: &mut Vec<Act>,
    ) {
        let ink = ink(ui.ctx());
        let open = self.open == Some(id);
        let document = editor.document();
        let title = report::connection_title(document, action.connection);
        let owner = action.owner.as_ref().map_or("Nobody yet", |owner| document.party_name(owner));
        let due = match (self.due.get(&id), action.due) {
            (Some(typed), _) => format!("by “{}”, which is no day yet", typed.trim()),
            (None, Some(due)) => format!("by {}", due.spelled()),
            (None, None) => "no day yet".to_owned(),
        };
        let below = format!("{} {owner}, {due}.", steps(action));
        let frame = egui::Frame::new()
            .fill(if open { ink.well } else { ink.panel })
            .stroke(egui::Stroke::new(1.0, ink.line))
            .corner_radius(8.0)
            .inner_margin(egui::Margin::same(10));
        frame.show(ui, |ui| {
            ui.set_width(ui.available_width());
            let head = ui.scope(|ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                let text = widgets::rich(&title, ink.sizes().body, Weight::SemiBold, ink.ink);
                ui.add(egui::Label::new(text).wrap().selectable(false));
                let text = widgets::rich(&below, ink.sizes().small, Weight::Regular, ink.ink2);
                ui.add(egui::Label::new(text).wrap().selectable(false));
            });
            let response = ui.interact(head.response.rect, ui.scope_id().with(("action", id.0)), Sense::click());
            response.widget_info(|| WidgetInfo::selected(Role::Button, true, open, format!("{title}. {below}")));
            widgets::focus_ring(ui, &response, 8.0);
            if response.on_hover_cursor(CursorIcon::PointingHand).clicked() {
                self.open = if open { None } else { Some(id) };
                acts.push(Act::Show(only(Target::Connection(action.connection))));
            }
            if open {
                ui.add_space(6.0);
                self.fields(ui, editor, id, action, today, acts);
            }
        });
    }

    fn fields(
        &mut self,
        ui: &mut Ui,
        editor: &Editor,
        id: AttachmentId,
        action: &Action,
        today: Option<Date>,
        acts: &mut Vec<Act>,
    ) {
        let title = report::connection_title(editor.document(), action.connection);
        let put = |action: Action| Edit::Attachment(id, Box::new(Attachment::Action(action)));
        let key = |field: &str| format!("action {} {field}", id.0);
        ui.push_id(id.0, |ui| {
            for strand in Strand::ALL {
                if let Some(to) = aim(ui, action, strand) {
                    let name = format!("aim of {title}: {}", words::strand(strand).to_lowercase());
                    acts.push(Act::Edit(name, put(Action { to, ..action.clone() })));
                }
            }
            let owner = action.owner.as_ref().map_or("", |owner| editor.document().party_name(owner));
            if let Some(new) = field(ui, "Who does it", owner, 1) {
                let owner = editor.document().party(&new);
                acts.push(typed(
                    format!("who takes on {title}"),
                    &key("owner"),
                    put(Action { owner, ..action.clone() }),
                ));
            }
            if let Some(due) = self.day(ui, id, action.due, today) {
                acts.push(typed(format!("day for {title}"), &key("due"), put(Action { due, ..action.clone() })));
            }
            if let Some(first_thing) = field(ui, "First thing on Monday", &action.first_thing, 2) {
                let name = format!("first thing for {title}");
                acts.push(typed(name, &key("first"), put(Action { first_thing, ..action.clone() })));
            }
            label(ui, "How much work");
            let chosen = action.effort.and_then(|effort| Effort::ALL.iter().position(|other| *other == effort));
            if let Some(i) = widgets::segments(ui, &Effort::ALL.map(Effort::word), chosen.unwrap_or(usize::MAX)) {
                let effort = Some(Effort::ALL[i]).filter(|effort| Some(*effort) != action.effort);
                acts.push(Act::Edit(format!("work on {title}"), put(Action { effort, ..action.clone() })));
            }
            if let Some(evidence) = field(ui, "What would show it", &action.evidence, 2) {
                let name = format!("evidence for {title}");
                acts.push(typed(name, &key("evidence"), put(Action { evidence, ..action.clone() })));
            }
            ui.add_space(4.0);
            if Press::new("Take off the plan", Loud::Plain).show(ui).clicked() {
                acts.push(Act::Edit(format!("take {title} off the plan"), Edit::RemoveAttachment(id)));
            }
        });
    }

    /// A day as people write it, or a span from today; the new day if it was changed. What is no day stays in the
    /// field, in red once the field is left, until it is one or Esc gives it up.
    fn day(&mut self, ui: &mut Ui, id: AttachmentId, now: Option<Date>, today: Option<Date>) -> Option<Option<Date>> {
        let typed = self.due.get(&id);
        let mut text = typed.cloned().unwrap_or_else(|| now.map(Date::spelled).unwrap_or_default());
        let mut changed = None;
        let response = line(ui, "By when", &mut text, "No day yet", typed.is_some());
        if response.changed() {
            match Date::typed(&text, today) {
                // What is half typed may be a day already; the words stay as they are typed.
                Some(date) => changed = Some(Some(date)),
                None if text.trim().is_empty() => changed = Some(None),
                None => {}
            }
            self.due.insert(id, text.clone());
        }
        let given_up = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape));
        let is_day = text.trim().is_empty() || Date::typed(&text, today).is_some();
        if given_up || (is_day && !response.has_focus()) {
            self.due.remove(&id);
        }
        if self.due.contains_key(&id) && !is_day {
            let ink = ink(ui.ctx());
            let color = if response.has_focus() { ink.ink2 } else { ink.large };
            widgets::text(ui, DAY, ink.sizes().small, Weight::Medium, color);
        }
        if let Some(today) = today {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.x = 6.0;
                for (name, days) in SPANS {
                    if Press::new(name, Loud::Plain).show(ui).clicked() {
                        self.due.remove(&id);
                        changed = Some(Date::from_days(today.days() + days));
                    }
                }
            });
        }
        changed
    }
}

/// "Trust from 1 to 2." for every strand that is to grow.
fn steps(action: &Action) -> String {
    let step = |strand: Strand| {
        let (from, to) = (action.from.get(strand), action.to.get(strand)?);
        let name = words::strand(strand);
        match from {
            Some(from) if from == to => None,
            Some(from) => Some(format!("{name} from {} to {}.", from.get(), to.get())),
            None => Some(format!("{name} to {}.", to.get())),
        }
    };
    let steps: Vec<String> = Strand::ALL.into_iter().filter_map(step).collect();
    if steps.is_empty() { "No step yet.".to_owned() } else { steps.join(" ") }
}

/// The level that a strand aims at: as it is, or one or two more. A step is small.
fn aim(ui: &mut Ui, action: &Action, strand: Strand) -> Option<crate::model::Strands> {
    let from = action.from.get(strand);
    let base = from.map_or(0, Level::get);
    let mut options: Vec<(Option<Level>, String)> = vec![(from, "as it is".to_owned())];
    for level in (base + 1..=5).take(2).filter_map(Level::new) {
        options.push((Some(level), format!("{}: {}", level.get(), words::level(strand, level))));
    }
    let now = action.to.get(strand);
    if !options.iter().any(|(level, _)| *level == now) {
        let text = now.map_or_else(|| "not said".to_owned(), |level| level.get().to_string());
        options.push((now, text));
    }
    let options: Vec<(Option<Level>, &str)> = options.iter().map(|(level, text)| (*level, text.as_str())).collect();
    choice(ui, words::strand(strand), &options, now).map(|level| action.to.with(strand, level))
}

/// What the program would begin with: the two largest gaps and a good order of repairs.
fn offer(ui: &mut Ui, editor: &Editor, acts: &mut Vec<Act>) {
    let offered: Vec<ConnectionId> =
        offered(editor).into_iter().filter(|id| !editor.is_taken_on(*id)).take(OFFERED).collect();
    if offered.is_empty() {
        return;
    }
    let ink = ink(ui.ctx());
    widgets::rule(ui);
    widgets::section(ui, "Offered", "");
    wrapped(ui, "The two weakest on what matters most, then what would hold most together. The room picks.");
    for id in &offered {
        let title = report::connection_title(editor.document(), *id);
        let step = report::next_step_sentence(editor.document(), *id).unwrap_or_default();
        ui.horizontal(|ui| {
            let take = Press::new("Take on", Loud::Plain).show(ui).on_hover_text(&title);
            if take.clicked() {
                acts.push(Act::TakeOn(vec![*id]));
            }
            let width = ui.available_width();
            let below = widgets::lines(ui, &step, (ink.sizes().small, Weight::Regular), ink.ink2, width);
            let whom = widgets::lines(ui, &title, (ink.sizes().body, Weight::Medium), ink.ink, width);
            let head = whom.size().y + 6.0;
            let (rect, response) = ui.allocate_exact_size(vec2(width, head + below.size().y), Sense::click());
            response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, format!("Offered: {title}. {step}")));
            ui.painter().galley(rect.min + vec2(0.0, 2.0), whom, ink.ink);
            ui.painter().galley(rect.min + vec2(0.0, head), below, ink.ink2);
            widgets::focus_ring(ui, &response, 8.0);
            if response.on_hover_text(&title).on_hover_cursor(CursorIcon::PointingHand).clicked() {
                acts.push(Act::Show(only(Target::Connection(*id))));
            }
        });
    }
    if offered.len() > 1 && Press::new("Take on all of these", Loud::Plain).show(ui).clicked() {
        acts.push(Act::TakeOn(offered));
    }
}

/// The two largest shortfalls by need, then the greedy plan where it is known.
fn offered(editor: &Editor) -> Vec<ConnectionId> {
    let (document, analysis) = (editor.document(), editor.analysis());
    let gap = |id: &ConnectionId| {
        let connection = document.connection(*id)?;
        let weight = u32::from(connection.shortfall()) * u32::from(connection.need?.get());
        let rated = !connection.strands.is_unrated() && analysis.connections.contains_key(id);
        (rated && weight > 0).then_some((*id, weight))
    };
    let mut gaps: Vec<(ConnectionId, u32)> = analysis.weak.iter().filter_map(gap).collect();
    gaps.sort_by_key(|(_, weight)| std::cmp::Reverse(*weight));
    let mut offered: Vec<ConnectionId> = gaps.into_iter().take(2).map(|(id, _)| id).collect();
    let plan = editor.full().into_iter().flat_map(|full| full.plan.iter().map(|step| step.connection));
    for id in plan.chain(analysis.weak.iter().copied()) {
        if !offered.contains(&id) && document.connection(id).is_some_and(|c| c.shortfall() > 0) {
            offered.push(id);
        }
    }
    offered
}
