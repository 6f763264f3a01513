//! Documents come and go: open, save, export, and the questions that keep work from being lost.
//!
//! The disk floor does the work, on a worker thread; here is who waits for what.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::ViewportCommand;

use super::act::Next;
use super::chooser::{Ask, Choice};
use super::examples;
use super::export_dialog::{ExportDialog, Outcome};
use super::jobs::Done;
use super::opening::Care;
use super::order::{Format, Order, page, text};
use super::plan::PlanPanel;
use super::question::Question;
use super::shell::{Page, Shell};
use crate::disk::{self, Identity, Way};
use crate::editor::{Command, Event};
use crate::formats;
use crate::model::Document;
use crate::scene::Scene;
use crate::{analysis, export};

/// Whose file the map is.
#[derive(Debug, Default)]
pub(super) struct Desk {
    pub(super) file: Option<(PathBuf, Option<Identity>)>,
    /// The number of the map on the canvas; see [`Ticket`].
    pub(super) map: u64,
    /// The map came from a recovery file: it is on no disk of its owner's yet.
    pub(super) recovered: bool,
    /// The map is what could be read of a damaged file, which stays: it is not saved either.
    pub(super) is_part: bool,
    /// Why the file may only be read here; saving asks where.
    pub(super) read_only: Option<String>,
    /// It is another window that has the file; it may be gone by now.
    pub(super) is_held: bool,
    /// The file cannot be replaced where it lies, and somebody said that it may be written over.
    pub(super) over: Option<PathBuf>,
    /// The file was repaired or is of another format: saving asks where.
    pub(super) asks_where: bool,
    /// The file that is being written.
    pub(super) saving: Option<PathBuf>,
    /// Where to go once the save has succeeded.
    pub(super) then: Option<Next>,
    /// What the open file dialog is for.
    pub(super) wants: Option<Want>,
    /// Where the last file lay.
    pub(super) folder: Option<PathBuf>,
    /// The window was asked to close.
    pub(super) closes: bool,
    /// The window may close now.
    pub(super) may_close: bool,
    /// The title that the window has.
    pub(super) title: String,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Want {
    /// With the state of the map when it was asked for.
    Open(u64),
    Save,
    Export(Order),
}

/// What a question can be answered with.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Answer {
    /// Save, then go on.
    Save(Next),
    /// Do not save, go on.
    Drop(Next),
    /// Count the dots and ballots, then go on.
    Count(Next),
    /// Throw the dots and ballots away, then go on.
    ThrowAway(Next),
    /// Go on without another question about this map.
    Go(Next),
    /// Open it although it was open at two crashes.
    Anyway(Next),
    /// Write over a file that changed meanwhile.
    Overwrite,
    /// Take the file as it is now; this map goes to the earlier versions.
    Reload,
    /// Write into the old file, as no new one can take its place.
    Over(PathBuf),
    /// Write to this file, which is there already.
    Replace(PathBuf),
    /// Open what can be read of this damaged file.
    Salvage(PathBuf),
    /// Show the earlier versions of what lies at this path.
    Versions(PathBuf),
    /// Choose another file.
    SaveAs,
    /// Never mind.
    Stay,
}

impl Desk {
    pub(super) const fn is_saving(&self) -> bool {
        self.saving.is_some()
    }

    pub(super) fn path(&self) -> Option<&Path> {
        self.file.as_ref().map(|(path, _)| path.as_path())
    }
}

/// What the room has given would be gone: no undo step, no file has it.
fn uncounted(given: &str, can_count: bool, next: Next) -> Question<Answer> {
    let count = can_count.then(|| ("Count them", Answer::Count(next.clone())));
    Question {
        title: format!("Leave with {given} not counted?"),
        body: "They are not in the map yet, and gone once it is closed.".to_owned(),
        details: Vec::new(),
        answers: count.into_iter().chain([("Throw away", Answer::ThrowAway(next)), ("Cancel", Answer::Stay)]).collect(),
    }
}

impl Shell {
    /// Goes on to another document (or out), after asking about unsaved changes.
    pub(super) fn go(&mut self, next: Next, frame: Option<&eframe::Frame>) {
        self.take_typed(frame);
        if let (Page::Map, Some(given)) = (self.page, self.editor.uncounted()) {
            self.question = Some(uncounted(&given, self.editor.can_count(), next));
        } else if self.page == Page::Map && self.is_unsaved() {
            let title = &self.editor.document().meta().title;
            let name = if title.is_empty() { "this map" } else { title };
            self.question = Some(Question {
                title: format!("Save changes to {name}?"),
                body: "What was changed since the last save would be lost.".to_owned(),
                details: Vec::new(),
                answers: vec![
                    ("Save", Answer::Save(next.clone())),
                    ("Don’t save", Answer::Drop(next)),
                    ("Cancel", Answer::Stay),
                ],
            });
        } else {
            self.really_go(next, frame);
        }
    }

    /// What stands in the open name box counts, as after a click elsewhere.
    pub(super) fn take_typed(&mut self, frame: Option<&eframe::Frame>) {
        if self.editor.name_box().is_some() {
            let requests = self.editor.handle(Event::BoxNew);
            self.perform(requests, frame);
        }
    }

    /// Something would be lost if the window closed now.
    pub(super) fn is_unsaved(&self) -> bool {
        self.editor.is_unsaved() || self.desk.recovered || self.desk.is_part
    }

    fn really_go(&mut self, next: Next, frame: Option<&eframe::Frame>) {
        if next != Next::Choose {
            // What was said was about the map that is left.
            self.toast = super::toast::Toast::default();
            self.palette.close();
        }
        match next {
            Next::New => {
                let document = Document::new(super::chance::uuid());
                self.take(document, None, false, frame);
            }
            Next::Home => {
                // An empty map takes the place of the closed one: nothing of it waits behind the start screen.
                self.take(Document::new(super::chance::uuid()), None, false, frame);
                self.page = Page::Start;
                self.start.shows_recent = false;
                self.offer_recovery();
                self.jobs.start(self.keep.look());
            }
            Next::Choose => {
                self.desk.wants = Some(Want::Open(self.editor.state()));
                let ask = Ask {
                    title: "Open a map",
                    saves: false,
                    name: String::new(),
                    folder: self.desk.folder.clone(),
                    kinds: vec![(
                        "Maps and lists",
                        vec!["strand", "csv", "tsv", "txt", "graphml", "gexf", "dot", "gv", "json"],
                    )],
                };
                self.chooser.open(ask, &self.jobs, frame);
            }
            Next::File(path) => self.open_file(path, Care::Usual),
            Next::Example(index) => match examples::ALL.get(index).and_then(examples::Example::open_new) {
                Some(document) => self.take(document, None, false, frame),
                None => self.toast.say("This example cannot be opened"),
            },
            Next::Lesson => {
                if let Some(document) = examples::FIRST.open_new() {
                    self.take(document, None, false, frame);
                    let requests = self.editor.start_lesson();
                    self.perform(requests, frame);
                }
            }
            Next::Own(name) => {
                self.take(Document::new(super::chance::uuid()), None, false, frame);
                // The company is the first on its own map.
                let requests = self.editor.paste_text(&format!("{name}; company"));
                self.perform(requests, frame);
            }
            Next::Recovery(found) => self.recover(*found, false, frame),
            Next::PutAway(found) => self.put_away(*found),
            Next::Close => {
                self.leave();
                if self.page == Page::Map {
                    self.keep_no_more();
                }
                self.keep.finish();
                self.desk.may_close = true;
                self.ctx.send_viewport_cmd(ViewportCommand::Close);
            }
        }
    }

    /// Puts a document on the canvas.
    pub(super) fn take(
        &mut self,
        document: Document,
        file: Option<(PathBuf, Option<Identity>)>,
        asks_where: bool,
        frame: Option<&eframe::Frame>,
    ) {
        if self.page == Page::Map {
            // Saved, or given up: the question came before.
            self.keep_no_more();
        }
        self.desk.map += 1;
        self.desk.saving = None;
        self.desk.recovered = false;
        self.desk.is_part = false;
        self.desk.read_only = None;
        self.desk.is_held = false;
        self.desk.over = None;
        self.desk.asks_where = asks_where;
        if let Some(folder) = file.as_ref().and_then(|(path, _)| path.parent()) {
            self.desk.folder = Some(folder.to_owned());
        }
        self.desk.file = file;
        self.page = Page::Map;
        self.insight.opened_with = None;
        self.plan = PlanPanel::default();
        // Numbers are not shown while drawing; a map that has been rated is opened to be read.
        let rated = document.connections().any(|(_, connection)| !connection.strands.is_unrated());
        let requests = self.editor.set_document(document);
        self.perform(requests, frame);
        if rated != self.editor.shows_insight() {
            let requests = self.editor.run(Command::ToggleInsight);
            self.perform(requests, frame);
        }
        self.keep_anew();
        self.ctx.memory_mut(|memory| memory.request_focus(super::canvas::id()));
    }

    /// Takes in what a job came back with.
    pub(super) fn done(&mut self, done: Done, frame: Option<&eframe::Frame>) {
        match done {
            Done::Analyzed { revision, analysis } => {
                let points = analysis.strength.points;
                let requests = self.editor.set_analysis(revision, Arc::new(*analysis));
                self.insight.opened_with.get_or_insert(points);
                self.perform(requests, frame);
            }
            Done::Told { revision, full } => {
                let requests = self.editor.set_full(revision, Arc::new(*full));
                self.perform(requests, frame);
            }
            Done::Lost { away, loss } => {
                let requests = self.editor.set_loss(away, *loss);
                self.perform(requests, frame);
            }
            Done::LaidOut { number, places } => {
                let requests = self.editor.set_layout(number, places);
                self.perform(requests, frame);
            }
            Done::Found(found) => {
                self.keep.found = found;
                self.offer_recovery();
            }
            Done::Failed(message) => self.toast.say(message),
            Done::Nothing => {}
            Done::Previews(previews) => {
                self.start.previews = previews;
                self.ctx.request_repaint();
            }
            Done::Opened { path, ticket, care, access, result } => {
                self.opened(path, (ticket, care), *access, *result, frame);
            }
            Done::Saved { path, ticket, lock, result } => self.saved_to(path, ticket, lock, result, frame),
            Done::Kept(kept) => self.kept(kept),
            Done::Outside { path, found } => self.outside(path, found),
            Done::Broken => {
                self.desk.saving = None;
                self.toast.warn("Something went wrong in the background. The map is still here; try again.");
            }
            Done::Versions(found) => self.versions_found(found),
            Done::Pictured { index, preview } => self.versions_pictured(index, preview),
            Done::Exported { path, result, undrawn } => {
                let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
                match (result, undrawn) {
                    (Ok(()), None) => self.toast.say(format!("Exported {name}")),
                    (Ok(()), Some(undrawn)) => self.toast.warn(format!("Exported {name}. {undrawn}")),
                    (Err(message), _) => self.toast.warn(message),
                }
            }
            Done::Copied { number, clip, undrawn } => self.copied(number, clip, undrawn),
            Done::Previewed { order, of, page } => {
                if let Some(dialog) = &mut self.export {
                    dialog.laid_out(order, of, *page);
                }
            }
            Done::Lettered(undrawn) => {
                if let Some(dialog) = &mut self.export {
                    dialog.lettered(undrawn);
                }
            }
            Done::Chosen(path) => {
                let choice = self.chooser.answered(path);
                self.chosen(choice, frame);
            }
        }
    }

    /// Goes on after a question.
    pub(super) fn answered(&mut self, answer: Answer, frame: Option<&eframe::Frame>) {
        match answer {
            Answer::Save(next) => {
                self.desk.then = Some(next);
                self.save(frame);
            }
            Answer::Count(next) => {
                let requests = self.editor.count_given();
                self.perform(requests, frame);
                self.go(next, frame);
            }
            Answer::ThrowAway(next) => {
                self.editor.throw_given_away();
                self.go(next, frame);
            }
            Answer::Drop(next) | Answer::Go(next) => self.really_go(next, frame),
            Answer::Anyway(Next::File(path)) => self.open_file(path, Care::Anyway),
            Answer::Salvage(path) => self.open_file(path, Care::Salvage),
            Answer::Anyway(Next::Recovery(found)) => self.recover(*found, true, frame),
            Answer::Anyway(next) => self.really_go(next, frame),
            Answer::Overwrite => {
                if let Some((path, _)) = self.desk.file.clone() {
                    self.write(path, None, Way::Replace);
                }
            }
            Answer::Reload => self.reload(),
            Answer::Over(path) => self.write_over(path),
            Answer::Replace(path) => self.write_to(path),
            Answer::Versions(path) => self.show_versions_of(path),
            Answer::SaveAs => self.save_as(frame),
            Answer::Stay => self.desk.then = None,
        }
    }

    /// Goes on after a file dialog.
    pub(super) fn chosen(&mut self, choice: Choice, frame: Option<&eframe::Frame>) {
        match choice {
            Choice::None => {}
            Choice::Left => {
                // One level out: back to the pages among which one was chosen.
                if let Some(Want::Export(order)) = self.desk.wants.take() {
                    self.export = Some(ExportDialog::with(order));
                }
                self.desk.then = None;
            }
            Choice::Taken(path) => {
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                self.question = Some(Question {
                    title: format!("There is a file {name} already"),
                    body: "Write over it?".to_owned(),
                    details: vec![path.display().to_string()],
                    answers: vec![("Write over it", Answer::Replace(path)), ("Cancel", Answer::Stay)],
                });
            }
            Choice::File(path) => match self.desk.wants {
                Some(Want::Open(state)) => {
                    self.desk.wants = None;
                    // The question about unsaved changes came before the dialog; what was done since is new.
                    if state == self.editor.state() {
                        self.really_go(Next::File(path), frame);
                    } else {
                        self.go(Next::File(path), frame);
                    }
                }
                // The dialog asked about a file of the same name already.
                _ => self.write_to(path),
            },
        }
    }

    pub(super) fn export_dialog(&mut self, frame: Option<&eframe::Frame>) {
        let Some(dialog) = &mut self.export else { return };
        match dialog.show(&self.ctx.clone(), &self.editor) {
            Outcome::Open => {
                if let Some(job) = dialog.unlaid(&self.editor) {
                    self.jobs.start(job);
                }
                if let Some(page) = dialog.unlettered() {
                    self.jobs.start(move || Done::Lettered(export::faces_for(&page, disk::installed_fonts()).1));
                }
            }
            Outcome::Left => self.export = None,
            Outcome::Copy(order) => {
                self.export = None;
                self.copy_picture(order);
            }
            Outcome::Choose(order) => {
                self.export = None;
                let name = file_name(&self.editor.document().meta().title);
                self.desk.wants = Some(Want::Export(order));
                let (suffix, extension) = (order.format.suffix(), order.format.extension());
                let ask = Ask {
                    title: "Export",
                    saves: true,
                    name: format!("{name}{suffix}.{extension}"),
                    folder: self.desk.folder.clone(),
                    kinds: vec![(order.format.name(), vec![extension])],
                };
                self.chooser.open(ask, &self.jobs, frame);
            }
        }
    }

    pub(super) fn export_to(&mut self, path: PathBuf, order: Order) {
        let title = self.editor.document().meta().title.clone();
        let document = self.editor.document().clone();
        let asked = analysis::Options { today: super::chance::today(), samples: None };
        let is_picture = Format::PICTURES.iter().any(|(format, _)| *format == order.format);
        let scene = is_picture.then(|| page(&self.editor, &order));
        self.toast.say("Exporting");
        self.jobs.start(move || {
            let scene = scene.map_or_else(Scene::empty, |page| page());
            // Looked for only where a name needs letters that the bundled faces lack.
            let (fallback, undrawn) = export::faces_for(&scene, disk::installed_fonts());
            let options = export::Options {
                title: &title,
                scale: order.sheet().1,
                fallback: &fallback,
                outlines: order.outlines,
            };
            let bytes = match order.format {
                Format::Png => export::png(&scene, options),
                Format::Svg => export::svg(&scene, options),
                Format::Pdf => export::pdf(&scene, options),
                Format::Markdown | Format::Plan | Format::PlanTable => {
                    let full = (order.format == Format::Markdown).then(|| analysis::full(&document, &asked));
                    let text = text(order.format, &document, full.as_ref()).unwrap_or_default();
                    // By this mark spreadsheets know that letters beyond English ones are meant.
                    let mark = if order.format == Format::PlanTable { "\u{feff}" } else { "" };
                    Ok(format!("{mark}{text}").into_bytes())
                }
            };
            let result = bytes
                .map_err(|error| error.to_string())
                .and_then(|bytes| disk::write(&path, &bytes).map_err(|error| error.message));
            Done::Exported { path, result, undrawn }
        });
    }

    /// Reads what comes from the clipboard: a map, else a list of names or of pairs.
    pub(super) fn paste(&mut self, text: &str, frame: Option<&eframe::Frame>) {
        let requests = if text.trim_start().starts_with('{') {
            match formats::read("clipboard.strand", text.as_bytes(), super::chance::bits()) {
                Ok(opened) => self.editor.paste_document(&opened.document, None),
                Err(error) => {
                    self.toast.warn(error.message);
                    return;
                }
            }
        } else {
            self.editor.paste_text(text)
        };
        self.perform(requests, frame);
    }
}

/// A name for a file from the title of a map, without an extension.
pub(super) fn file_name(title: &str) -> String {
    let name = title.trim().replace(": ", " - ");
    let name: String =
        name.chars().map(|c| if c.is_control() || "/\\:*?\"<>|".contains(c) { '-' } else { c }).take(80).collect();
    if name.is_empty() { "New map".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_become_names_that_every_disk_takes() {
        assert_eq!(file_name("Northline Cable: the broken service"), "Northline Cable - the broken service");
        assert_eq!(file_name(" a/b\\c?\n"), "a-b-c-");
        assert_eq!(file_name(""), "New map");
    }
}
