//! Details of what is selected: an actor, a connection, a shared value, else the map. Every field returns
//! an edit; what most rooms never need stands behind "More".

use egui::{ComboBox, Frame, Margin, ScrollArea, Ui, vec2};

use super::act::Act;
use super::fields::{choice, field, heading, label, typed, wrapped};
use super::insight;
use super::style::ink;
use super::widgets::{self, Loud, Press};
use crate::model::words;

use crate::analysis::best_chain;
use crate::editor::{Command, Editor};
use crate::model::{
    ActorChange, ActorId, Authority, Confidence, Connection, ConnectionChange, ConnectionId, Edit, Flow, Kind, Kpi,
    Level, MetaChange, Perspective, Stance, Trend, ValueChange, ValueId,
};
use crate::report::{self, Figure};
use crate::text::Weight;

/// What the panel remembers.
#[derive(Debug, Default)]
pub(super) struct Inspector {
    /// Fields that most rooms never need are shown.
    pub(super) more: bool,
    /// The keyboard goes to the title of the map.
    pub(super) names_map: bool,
    /// The way between the two actors that are selected, for these numbers.
    way: Option<Way>,
}

/// The surest way between two actors, in a sentence.
#[derive(Debug)]
struct Way {
    numbers: (u64, u64, u64),
    ends: (ActorId, ActorId),
    sentence: String,
}

impl Inspector {
    /// Shows the details of the selection.
    pub(super) fn show(&mut self, ui: &mut Ui, editor: &Editor) -> Vec<Act> {
        let mut acts = Vec::new();
        let selection = editor.selection();
        let one = |n: usize| n == 1 && selection.len() == 1;
        ScrollArea::vertical().id_salt("details").auto_shrink([false, false]).show(ui, |ui| {
            ui.set_width(ui.available_width() - 6.0);
            ui.spacing_mut().item_spacing.y = 6.0;
            ui.add_space(4.0);
            match (selection.actors.first(), selection.connections.first(), selection.values.first()) {
                (Some(id), _, _) if one(selection.actors.len()) => self.actor(ui, editor, *id, &mut acts),
                (_, Some(id), _) if one(selection.connections.len()) => self.connection(ui, editor, *id, &mut acts),
                (_, _, Some(id)) if one(selection.values.len()) => value(ui, editor, *id, &mut acts),
                _ if selection.is_empty() => self.map(ui, editor, &mut acts),
                _ => self.many(ui, editor),
            }
            ui.add_space(16.0);
        });
        acts
    }

    fn more(&mut self, ui: &mut Ui) -> bool {
        ui.add_space(4.0);
        let label = if self.more { "Less" } else { "More" };
        if Press::new(label, Loud::Plain).show(ui).clicked() {
            self.more = !self.more;
        }
        self.more
    }

    fn many(&mut self, ui: &mut Ui, editor: &Editor) {
        let selection = editor.selection();
        heading(ui, "Several selected", "");
        let parts = [
            (selection.actors.len(), "actor"),
            (selection.values.len(), "shared value"),
            (selection.connections.len(), "connection"),
        ];
        for (number, noun) in parts.into_iter().filter(|(number, _)| *number > 0) {
            wrapped(ui, &words::count(number, noun));
        }
        let mut actors = selection.actors.iter().copied();
        if let (Some(from), Some(to), None) = (actors.next(), actors.next(), actors.next()) {
            let (numbers, ends) = (editor.numbers(), (from, to));
            if self.way.as_ref().is_none_or(|way| way.numbers != numbers || way.ends != ends) {
                let chain = best_chain(editor.document(), from, to);
                let sentence = report::chain_sentence(editor.document(), from, to, chain.as_ref());
                self.way = Some(Way { numbers, ends, sentence });
            }
            ui.add_space(4.0);
            wrapped(ui, self.way.as_ref().map_or("", |way| &way.sentence));
        }
    }

    fn map(&mut self, ui: &mut Ui, editor: &Editor, acts: &mut Vec<Act>) {
        let meta = editor.document().meta();
        heading(ui, "The map", "");
        if std::mem::take(&mut self.names_map) {
            let title = ui.make_persistent_id(egui::IdSalt::new("Title"));
            ui.memory_mut(|memory| memory.request_focus(title));
        }
        let mut text = |ui: &mut Ui, label: &str, now: &str, rows: usize, change: fn(String) -> MetaChange| {
            if let Some(new) = field(ui, label, now, rows) {
                acts.push(typed(format!("change the {}", label.to_lowercase()), label, Edit::Meta(change(new))));
            }
        };
        text(ui, "Title", &meta.title, 1, MetaChange::Title);
        text(ui, "Promise, and to whom", &meta.promise, 3, MetaChange::Promise);
        if self.more(ui) {
            text(ui, "Mission", &meta.mission, 3, MetaChange::Mission);
            text(ui, "About", &meta.about, 4, MetaChange::About);
            core(ui, editor, acts);
            sides(ui, editor, acts);
        }
    }

    fn actor(&mut self, ui: &mut Ui, editor: &Editor, id: ActorId, acts: &mut Vec<Act>) {
        let document = editor.document();
        let Some(actor) = document.actor(id) else { return };
        heading(ui, &actor.name, &document.kind_name(&actor.kind));
        figures(ui, report::actor_figures(document, editor.analysis(), id));
        let key = |field: &str| format!("actor {} {field}", id.0);
        if let Some(new) = field(ui, "Name", &actor.name, 1).filter(|new| !new.trim().is_empty()) {
            acts.push(typed(format!("rename {}", actor.name), &key("name"), Edit::Actor(id, ActorChange::Name(new))));
        }
        acts.extend(kind_choice(ui, editor, &actor.kind).map(Act::Kind));
        if let Some(new) = field(ui, "Group", &actor.group, 1) {
            acts.push(typed(
                format!("group of {}", actor.name),
                &key("group"),
                Edit::Actor(id, ActorChange::Group(new)),
            ));
        }
        let mut inside = document.is_inside(actor);
        if ui.checkbox(&mut inside, "Part of the company").changed() {
            acts.push(Act::Edit(format!("place {}", actor.name), Edit::Actor(id, ActorChange::Inside(Some(inside)))));
        }
        held(ui, editor, id, acts);
        if let Some(new) = field(ui, "Goal: what do they want?", &actor.goal, 2) {
            acts.push(typed(format!("goal of {}", actor.name), &key("goal"), Edit::Actor(id, ActorChange::Goal(new))));
        }
        if let Some(new) = field(ui, "Note", &actor.note, 3) {
            acts.push(typed(format!("note on {}", actor.name), &key("note"), Edit::Actor(id, ActorChange::Note(new))));
        }
        if self.more(ui) {
            let mut counts = document.is_counted(actor);
            if ui.checkbox(&mut counts, "Counts as somebody in “Holds together”").changed() {
                acts.push(Act::Edit(
                    format!("count {}", actor.name),
                    Edit::Actor(id, ActorChange::Counts(Some(counts))),
                ));
            }
            if let Some(new) = field(ui, "Tags, with commas", &actor.tags.join(", "), 1) {
                let tags = new.split(',').map(|tag| tag.trim_start().to_owned()).collect();
                acts.push(typed(
                    format!("tags of {}", actor.name),
                    &key("tags"),
                    Edit::Actor(id, ActorChange::Tags(tags)),
                ));
            }
        }
    }

    fn connection(&mut self, ui: &mut Ui, editor: &Editor, id: ConnectionId, acts: &mut Vec<Act>) {
        let Some(connection) = editor.document().connection(id) else { return };
        let title = report::connection_title(editor.document(), id);
        heading(ui, &title, &words::count(connection.points().into(), "point"));
        reasons(ui, editor, id);
        if editor.is_taken_on(id) {
            wrapped(ui, "On the plan.");
        } else if Press::new("Take on", Loud::Plain).show(ui).on_hover_text(Command::TakeOn.help()).clicked() {
            acts.push(Act::TakeOn(vec![id]));
        }
        let full = editor.full().map(|full| &**full);
        figures(ui, report::connection_figures(editor.document(), editor.analysis(), full, id));
        let mut change = |name: String, field: &str, change: ConnectionChange| {
            acts.push(typed(name, &format!("connection {} {field}", id.0), Edit::Connection(id, change)));
        };
        let owner = connection.owner.as_ref().map_or("", |owner| editor.document().party_name(owner));
        if let Some(new) = field(ui, "Who looks after it", owner, 1) {
            change(format!("owner of {title}"), "owner", ConnectionChange::Owner(editor.document().party(&new)));
        }
        if let Some(new) = field(ui, "What would show it", &connection.evidence, 2) {
            change(format!("evidence for {title}"), "evidence", ConnectionChange::Evidence(new));
        }
        if let Some(new) = field(ui, "Note", &connection.note, 3) {
            change(format!("note on {title}"), "note", ConnectionChange::Note(new));
        }
        if self.more(ui) {
            acts.extend(rarely(ui, editor, id, connection, &title));
        }
    }
}

/// Numbers about what is selected, each with its sentence on hover.
fn figures(ui: &mut Ui, figures: Vec<Figure>) {
    let ink = ink(ui.ctx());
    ui.add_space(6.0);
    for Figure { name, value, sentence } in figures {
        let row = ui.horizontal(|ui| {
            widgets::text(ui, name, ink.sizes().small, Weight::Regular, ink.ink2);
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                widgets::text(ui, value, ink.sizes().body, Weight::SemiBold, ink.ink);
            });
        });
        row.response.on_hover_text(sentence);
    }
    ui.add_space(2.0);
}

/// The fields of a connection behind "More".
fn rarely(ui: &mut Ui, editor: &Editor, id: ConnectionId, connection: &Connection, title: &str) -> Vec<Act> {
    let mut acts = Vec::new();
    let mut set = |name: &str, change: ConnectionChange| {
        acts.push(Act::Edit(format!("{name} of {title}"), Edit::Connection(id, change)));
    };
    let stance = [(Stance::For, "Works for us"), (Stance::Strained, "Strained"), (Stance::Against, "Against us")];
    if let Some(new) = choice(ui, "Stance", &stance, connection.stance) {
        set("stance", ConnectionChange::Stance(new));
    }
    let trend = [
        (None, "Not said"),
        (Some(Trend::Fading), "Fading"),
        (Some(Trend::Steady), "Steady"),
        (Some(Trend::Growing), "Growing"),
    ];
    if let Some(new) = choice(ui, "Where it is going", &trend, connection.trend) {
        set("trend", ConnectionChange::Trend(new));
    }
    let levels: Vec<(Option<Level>, &str)> = std::iter::once((None, "Not said"))
        .chain((0..=5).map(|n| (Level::new(n), ["0", "1", "2", "3", "4", "5"][usize::from(n)])))
        .collect();
    let name = |actor| editor.document().actor(actor).map_or("", |actor| actor.name.as_str());
    if let Some(ab) = choice(ui, &format!("{} gives", name(connection.a)), &levels, connection.flow.ab) {
        set("flow", ConnectionChange::Flow(Flow { ab, ..connection.flow }));
    }
    if let Some(ba) = choice(ui, &format!("{} gives", name(connection.b)), &levels, connection.flow.ba) {
        set("flow", ConnectionChange::Flow(Flow { ba, ..connection.flow }));
    }
    let authority = [
        (None, "Not said"),
        (Some(Authority::Yes), "Yes"),
        (Some(Authority::Partly), "Partly"),
        (Some(Authority::No), "No"),
    ];
    if let Some(new) = choice(ui, "Can they put it right on the spot?", &authority, connection.authority) {
        set("authority", ConnectionChange::Authority(new));
    }
    let kpi = [(None, "Not said"), (Some(Kpi::Customer), "Theirs"), (Some(Kpi::Internal), "Ours")];
    if let Some(new) = choice(ui, "Whose number measures it", &kpi, connection.kpi) {
        set("measure", ConnectionChange::Kpi(new));
    }
    let confidence = [
        (None, "Not said"),
        (Some(Confidence::Low), "A guess"),
        (Some(Confidence::Medium), "Fairly"),
        (Some(Confidence::High), "Very"),
    ];
    if let Some(new) = choice(ui, "How sure we are", &confidence, connection.confidence) {
        set("confidence", ConnectionChange::Confidence(new));
    }
    let mut later = connection.later;
    if ui.checkbox(&mut later, "Discuss later").changed() {
        set("reminder", ConnectionChange::Later(later));
    }
    acts
}

fn value(ui: &mut Ui, editor: &Editor, id: ValueId, acts: &mut Vec<Act>) {
    let document = editor.document();
    let Some(value) = document.value(id) else { return };
    heading(ui, &value.name, "Shared value");
    let key = |field: &str| format!("value {} {field}", id.0);
    if let Some(new) = field(ui, "Name", &value.name, 1).filter(|new| !new.trim().is_empty()) {
        acts.push(typed(format!("rename {}", value.name), &key("name"), Edit::Value(id, ValueChange::Name(new))));
    }
    if let Some(new) = field(ui, "Note", &value.note, 3) {
        acts.push(typed(format!("note on {}", value.name), &key("note"), Edit::Value(id, ValueChange::Note(new))));
    }
    label(ui, "Held by");
    let holders: Vec<&str> = document
        .actors()
        .filter(|(_, actor)| actor.values.contains(&id))
        .map(|(_, actor)| actor.name.as_str())
        .collect();
    let text = if holders.is_empty() { "Nobody yet".to_owned() } else { holders.join(", ") };
    wrapped(ui, &text);
}

fn kind_choice(ui: &mut Ui, editor: &Editor, now: &Kind) -> Option<Kind> {
    let caption = label(ui, "Kind");
    let mut chosen = None;
    let combo = ComboBox::from_id_salt("kind")
        .selected_text(editor.document().kind_name(now))
        .width(ui.available_width())
        .height(420.0)
        .show_ui(ui, |ui| {
            for kind in editor.kinds() {
                if ui.selectable_label(kind == *now, editor.document().kind_name(&kind)).clicked() && kind != *now {
                    chosen = Some(kind);
                }
            }
        });
    combo.response.labelled_by(caption.id);
    chosen
}

fn core(ui: &mut Ui, editor: &Editor, acts: &mut Vec<Act>) {
    let document = editor.document();
    let mut options: Vec<(Option<ActorId>, &str)> = vec![(None, "Nobody")];
    options.extend(document.actors().map(|(id, actor)| (Some(id), actor.name.as_str())));
    if let Some(core) = choice(ui, "In the middle, if anybody must be", &options, document.meta().core) {
        acts.push(Act::Edit("choose the middle".to_owned(), Edit::Meta(MetaChange::Core(core))));
    }
}

/// Whose views there are beside the agreed rating: breakout tables, interviews. The company and the other
/// side are always there.
fn sides(ui: &mut Ui, editor: &Editor, acts: &mut Vec<Act>) {
    label(ui, "Views beside the company's and the other side's");
    let mut further = 0;
    for perspective in editor.document().perspectives().filter(|p| !Perspective::ALWAYS.contains(&p.key.as_str())) {
        further += 1;
        let name = &perspective.name;
        ui.push_id(&perspective.key, |ui| {
            if let Some(new) = field(ui, "Name of the view", name, 1).filter(|new| !new.trim().is_empty()) {
                let edit = Edit::RenamePerspective(perspective.key.clone(), new);
                acts.push(typed(format!("rename the view {name}"), &format!("view {}", perspective.key), edit));
            }
            if Press::new("Remove with its ratings", Loud::Quiet).show(ui).clicked() {
                let edit = Edit::RemovePerspective(perspective.key.clone());
                acts.push(Act::Edit(format!("remove the view {name}"), edit));
            }
        });
    }
    if Press::new("Add a view", Loud::Plain).show(ui).on_hover_text("A table, an interview, a survey").clicked() {
        acts.push(Act::AddSide(format!("Table {}", further + 1)));
    }
}

/// The shared values of the map as switches: which does this actor hold?
fn held(ui: &mut Ui, editor: &Editor, id: ActorId, acts: &mut Vec<Act>) {
    let document = editor.document();
    let Some(actor) = document.actor(id) else { return };
    if document.values().len() == 0 {
        return;
    }
    label(ui, "Holds");
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        for (value, record) in document.values() {
            let mut holds = actor.values.contains(&value);
            // A box to tick: a bare word here would read as a fact.
            if ui.checkbox(&mut holds, &record.name).changed() {
                let verb = if holds { "holds" } else { "no longer holds" };
                let edit = Edit::Actor(id, ActorChange::Holds(value, holds));
                acts.push(Act::Edit(format!("{} {verb} {}", actor.name, record.name), edit));
            }
        }
    });
}

fn reasons(ui: &mut Ui, editor: &Editor, id: ConnectionId) {
    let ink = ink(ui.ctx());
    let reasons = insight::all_reasons(editor, id);
    if reasons.is_empty() {
        return;
    }
    Frame::new().fill(ink.well).corner_radius(8.0).inner_margin(Margin::same(10)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        for reason in reasons.lines() {
            ui.add(egui::Label::new(widgets::rich(reason, ink.sizes().small, Weight::Regular, ink.ink)).wrap());
        }
    });
}
