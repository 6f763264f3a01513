//! How wishes of panels become edits of the editor, and how what the editor asks for is met.

use egui::ViewportCommand;

use super::act::{Act, Next, NoteAct};
use super::export_dialog::ExportDialog;
use super::files::Answer;
use super::jobs::Done;
use super::question::Question;
use super::shell::{Page, Shell};
use crate::analysis::{self, Options};
use crate::editor::{Command, Request};
use crate::model::{Kind, Selection};

impl Shell {
    /// The card of a kind of the room's own, or for a new one: it begins as whoever is selected is now.
    fn open_own_kind(&mut self, kind: Option<&Kind>) {
        let document = self.editor.document();
        let there = kind.and_then(|kind| document.custom_kind(kind)).map(|(id, own)| (id, own.clone()));
        let actor = self.editor.selection().actors.first().and_then(|id| document.actor(*id));
        self.own_kind.open(there, actor.map(|actor| document.family(actor)));
    }

    /// Carries out one wish.
    pub(super) fn act(&mut self, act: Act, frame: Option<&eframe::Frame>) {
        let requests = match act {
            Act::Run(Command::RoomView) if self.page == Page::Start => Vec::new(),
            Act::Run(command) => self.editor.run(command),
            Act::Tell(event) => self.editor.handle(event),
            Act::Edit(name, edit) => self.editor.edit(&name, edit),
            Act::Type { name, key, edit } => self.editor.edit_merged(&name, &key, edit),
            Act::Row(row) => self.editor.choose_row(row),
            Act::Rate(row, level) => self.editor.set_row(row, level),
            Act::MoreWeak => self.editor.show_more_weak(),
            Act::Side(side) => self.editor.set_side(side),
            Act::AddSide(name) => self.editor.add_side(&name),
            Act::Source(source) => self.editor.set_source(source),
            Act::TakeOn(connections) => self.editor.take_on(&connections),
            Act::KeepScenario => self.editor.keep_scenario(),
            Act::Scenario(id) => self.editor.show_scenario(id),
            Act::PutBack => self.editor.think_away(Selection::default()),
            Act::Show(selection) => self.editor.show(selection),
            Act::Choose(selection) => self.editor.choose(selection),
            Act::Census(forward) => self.editor.walk_census(forward),
            Act::AskTheRest => self.editor.ask_the_rest(),
            Act::AskLaterOnes => self.editor.ask_later_ones(),
            Act::Vote(level) => self.editor.vote_with(level),
            Act::PassOn => self.editor.pass_on(),
            Act::Reveal => self.editor.reveal(),
            Act::Step(done) => self.editor.go_to_step(done),
            Act::AddRow(name, to) => self.editor.add_row(&name, to.as_deref()),
            Act::NameMap => self.name_map(),
            Act::Say(words) => vec![Request::Say(words)],
            Act::OwnKind(kind) => {
                self.open_own_kind(kind.as_ref());
                Vec::new()
            }
            Act::KeepKind(id, kind) => self.editor.keep_kind(id, *kind),
            Act::RemoveKind(id) => self.editor.remove_kind(id),
            Act::Note(note) => match note {
                NoteAct::Park(text) => self.editor.park(&text),
                NoteAct::Pin(id) => self.editor.pin_note(id, true),
                NoteAct::Unpin(id) => self.editor.pin_note(id, false),
                NoteAct::Rewrite(id, text) => self.editor.rewrite_note(id, &text),
                NoteAct::Name(id) => self.editor.name_from_note(id),
            },
            Act::Kind(kind) => self.editor.set_kind(&kind),
            Act::IntoValues => self.editor.make_values(),
            Act::Go(next) => {
                self.go(next, frame);
                Vec::new()
            }
        };
        self.perform(requests, frame);
    }

    /// Meets what the editor asks for.
    pub(super) fn perform(&mut self, requests: Vec<Request>, frame: Option<&eframe::Frame>) {
        for request in requests {
            match request {
                Request::Repaint => self.ctx.request_repaint(),
                Request::Analyze => {
                    let options = Options { today: super::chance::today(), samples: None };
                    self.jobs.analyze(self.editor.document().clone(), options, self.editor.revision());
                }
                Request::Layout => {
                    if let Some(order) = self.editor.layout_order() {
                        self.jobs.start(move || Done::LaidOut { number: order.number(), places: order.carry_out() });
                    }
                }
                Request::Lose => {
                    let (document, away) = (self.editor.document().clone(), self.editor.thought_away());
                    let options = Options { today: super::chance::today(), samples: None };
                    self.jobs.start(move || {
                        let loss = Box::new(analysis::whatif(&document, &away, &options));
                        Done::Lost { away, loss }
                    });
                }
                Request::Copy => self.copy(),
                Request::Paste => self.ctx.send_viewport_cmd(ViewportCommand::RequestPaste),
                Request::Open => self.go(Next::Choose, frame),
                Request::New => self.go(Next::New, frame),
                Request::Home => self.go(Next::Home, frame),
                Request::Save => self.save(frame),
                Request::SaveAs => self.save_as(frame),
                Request::Versions => self.show_versions(),
                Request::Export => self.export = Some(ExportDialog::new(&self.editor)),
                Request::Palette => self.palette.toggle(false, std::mem::take(&mut self.canvas.typed_ahead)),
                Request::Find => self.palette.toggle(true, std::mem::take(&mut self.canvas.typed_ahead)),
                Request::Help => self.shows_keys = !self.shows_keys,
                Request::NewKind => self.open_own_kind(None),
                Request::History => self.steps.toggle(),
                Request::Table(table) => self.tables.toggle(table),
                Request::Outward => self.tables.close(),
                Request::NextPane => self.next_pane(),
                Request::FullScreen => {
                    let full = self.ctx.input(|input| input.viewport().fullscreen.unwrap_or(false));
                    self.ctx.send_viewport_cmd(ViewportCommand::Fullscreen(!full));
                }
                Request::Quit => self.go(Next::Close, frame),
                Request::Menu(at) => self.menu.open(at),
                Request::OwnMap(name) => {
                    self.question = Some(Question {
                        title: format!("Start your own map with “{name}”?"),
                        body:
                            "That was all of it: find the weakest cord, mend it, ask what would be lost, name who is \
                               missing. The example stays as it came."
                                .to_owned(),
                        details: Vec::new(),
                        answers: vec![
                            ("Start my own map with this name", Answer::Drop(Next::Own(name))),
                            ("Stay in the example", Answer::Stay),
                        ],
                    });
                }
                Request::Say(words) => self.toast.say(words),
                Request::Deleted(words) => self.toast.say_with(words, &[super::shell::UNDO]),
                Request::TakenOn(words) if self.sees_plan() || self.editor.room_view().on => self.toast.say(words),
                Request::TakenOn(words) => self.toast.say_with(words, &[super::shell::TO_PLAN]),
            }
        }
        if let Some(text) = self.canvas.pasted.take() {
            self.paste(&text, frame);
        }
    }
}
