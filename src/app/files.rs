//! Documents come and go: open, save, export, and the questions that keep work from being lost.
//!
//! The disk floor does the work, on a worker thread; here is who waits for what.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::ViewportCommand;

use super::act::Next;
use super::chooser::{Ask, Choice};
use super::examples;
use super::export_dialog::Outcome;
use super::jobs::Done;
use super::order::{Format, Order, page};
use super::question::Question;
use super::shell::{Page, Shell};
use crate::disk::{self, Identity};
use crate::editor::Command;
use crate::formats::{self, Opened};
use crate::model::Document;
use crate::{analysis, export, report};

/// Whose file the map is.
#[derive(Debug, Default)]
pub(super) struct Desk {
    file: Option<(PathBuf, Option<Identity>)>,
    /// The map came from a recovery file: it is on no disk of its owner's yet.
    recovered: bool,
    /// The file was repaired or is of another format: saving asks where.
    asks_where: bool,
    saving: bool,
    /// Where to go once the save has succeeded.
    then: Option<Next>,
    /// What the open file dialog is for.
    wants: Option<Want>,
    /// Where the last file lay.
    folder: Option<PathBuf>,
    /// The window may close now.
    pub(super) may_close: bool,
    /// The title that the window has.
    pub(super) title: String,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Want {
    Open,
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
    /// Write over a file that changed meanwhile.
    Overwrite,
    /// Choose another file.
    SaveAs,
    /// Never mind.
    Stay,
}

impl Desk {
    pub(super) const fn is_saving(&self) -> bool {
        self.saving
    }

    pub(super) fn path(&self) -> Option<&Path> {
        self.file.as_ref().map(|(path, _)| path.as_path())
    }
}

impl Shell {
    /// Goes on to another document (or out), after asking about unsaved changes.
    pub(super) fn go(&mut self, next: Next, frame: Option<&eframe::Frame>) {
        if self.page == Page::Map && self.is_unsaved() {
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

    /// Something would be lost if the window closed now.
    pub(super) fn is_unsaved(&self) -> bool {
        self.editor.is_unsaved() || self.desk.recovered
    }

    fn really_go(&mut self, next: Next, frame: Option<&eframe::Frame>) {
        match next {
            Next::New => {
                let document = Document::new(super::chance::uuid());
                self.take(document, None, false, frame);
            }
            Next::Choose => {
                self.desk.wants = Some(Want::Open);
                let ask = Ask {
                    title: "Open a map",
                    saves: false,
                    name: String::new(),
                    folder: self.desk.folder.clone(),
                    kinds: vec![("Maps and lists", vec!["strand", "graphml", "csv"])],
                };
                self.chooser.open(ask, &self.jobs, frame);
            }
            Next::File(path) => {
                self.jobs.start(move || {
                    let result = Box::new(disk::open(&path));
                    Done::Opened { path, result }
                });
            }
            Next::Example(index) => match examples::ALL.get(index).and_then(examples::Example::open) {
                Some(document) => self.take(document, None, false, frame),
                None => self.toast.say("This example cannot be opened"),
            },
            Next::Lesson => {
                if let Some(document) = examples::FIRST.open() {
                    self.take(document, None, false, frame);
                    let requests = self.editor.start_lesson();
                    self.perform(requests, frame);
                }
            }
            Next::Recovery(found) => match found.open() {
                Ok(opened) => {
                    let file = found.path.clone().map(|path| (path, None));
                    self.take(opened.document, file, true, frame);
                    self.desk.recovered = true;
                    self.keep.found.retain(|other| other.key != found.key);
                }
                Err(error) => self.toast.warn(error.message),
            },
            Next::Close => {
                self.leave();
                if self.page == Page::Map {
                    self.keep_no_more();
                }
                self.desk.may_close = true;
                self.ctx.send_viewport_cmd(ViewportCommand::Close);
            }
        }
    }

    /// Puts a document on the canvas.
    fn take(
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
        self.desk.recovered = false;
        self.desk.asks_where = asks_where;
        if let Some(folder) = file.as_ref().and_then(|(path, _)| path.parent()) {
            self.desk.folder = Some(folder.to_owned());
        }
        self.desk.file = file;
        self.page = Page::Map;
        self.insight.opened_with = None;
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
            Done::Opened { path, result } => match *result {
                Ok((opened, identity)) => self.opened(path, opened, identity, frame),
                Err(error) => self.toast.warn(error.message),
            },
            Done::Saved { path, state, result } => self.saved_to(path, state, result, frame),
            Done::Exported { path, result } => match result {
                Ok(()) => {
                    let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
                    self.toast.say(format!("Exported {name}"));
                }
                Err(message) => self.toast.warn(message),
            },
            Done::Chosen(path) => {
                let choice = self.chooser.answered(path);
                self.chosen(choice, frame);
            }
        }
    }

    fn opened(&mut self, path: PathBuf, opened: Opened, identity: Identity, frame: Option<&eframe::Frame>) {
        let Opened { document, issues, native, rows: _ } = opened;
        let asks_where = !native || !issues.is_empty();
        self.keep.settings.opened(&path);
        self.take(document, Some((path, Some(identity))), asks_where, frame);
        if !issues.is_empty() {
            let (title, body) = if native {
                ("Some of this file was mended", "Saving will ask for a new file, so that this one stays as it is.")
            } else {
                ("Some rows were left out or changed", "Everything else is on the map.")
            };
            self.question = Some(Question {
                title: title.to_owned(),
                body: body.to_owned(),
                details: issues.iter().map(ToString::to_string).collect(),
                answers: vec![("Go on", Answer::Stay)],
            });
        }
    }

    /// Saves to the known file, or asks for one.
    pub(super) fn save(&mut self, frame: Option<&eframe::Frame>) {
        match self.desk.file.clone() {
            Some((path, identity)) if !self.desk.asks_where => self.write(path, identity),
            _ => self.save_as(frame),
        }
    }

    /// Asks for a file and saves there.
    pub(super) fn save_as(&mut self, frame: Option<&eframe::Frame>) {
        let name = file_name(&self.editor.document().meta().title);
        self.desk.wants = Some(Want::Save);
        let ask = Ask {
            title: "Save the map",
            saves: true,
            name: format!("{name}.strand"),
            folder: self.desk.folder.clone(),
            kinds: vec![("Threestrand map", vec!["strand"])],
        };
        self.chooser.open(ask, &self.jobs, frame);
    }

    fn write(&mut self, path: PathBuf, expected: Option<Identity>) {
        if self.desk.saving {
            return;
        }
        self.desk.saving = true;
        let (document, state) = (self.editor.document().clone(), self.editor.state());
        self.jobs.start(move || {
            let result = disk::save(&path, &document, expected.as_ref());
            Done::Saved { path, state, result }
        });
    }

    fn saved_to(
        &mut self,
        path: PathBuf,
        state: u64,
        result: Result<Identity, disk::DiskError>,
        frame: Option<&eframe::Frame>,
    ) {
        self.desk.saving = false;
        match result {
            Ok(identity) => {
                self.desk.folder = path.parent().map(Path::to_owned);
                self.keep.settings.opened(&path);
                self.desk.file = Some((path, Some(identity)));
                self.desk.asks_where = false;
                self.desk.recovered = false;
                self.editor.saved(state);
                if !self.editor.is_unsaved() {
                    self.keep_no_more();
                }
                self.toast.say("Saved");
                if let Some(next) = self.desk.then.take() {
                    self.go(next, frame);
                }
            }
            Err(error) if error.changed_on_disk => {
                self.question = Some(Question {
                    title: "The file has changed since it was opened".to_owned(),
                    body: "Somebody, or another program, has written to it. Saving now would replace that.".to_owned(),
                    details: Vec::new(),
                    answers: vec![
                        ("Save as another file", Answer::SaveAs),
                        ("Replace it", Answer::Overwrite),
                        ("Cancel", Answer::Stay),
                    ],
                });
            }
            Err(error) => {
                self.desk.then = None;
                self.question = Some(Question {
                    title: "The map is not saved yet".to_owned(),
                    body: error.message,
                    details: Vec::new(),
                    answers: vec![("Save as another file", Answer::SaveAs), ("Cancel", Answer::Stay)],
                });
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
            Answer::Drop(next) => self.really_go(next, frame),
            Answer::Overwrite => {
                if let Some((path, _)) = self.desk.file.clone() {
                    self.write(path, None);
                }
            }
            Answer::SaveAs => self.save_as(frame),
            Answer::Stay => self.desk.then = None,
        }
    }

    /// Goes on after a file dialog.
    pub(super) fn chosen(&mut self, choice: Choice, frame: Option<&eframe::Frame>) {
        let path = match choice {
            Choice::None => return,
            Choice::Left => {
                self.desk.wants = None;
                self.desk.then = None;
                return;
            }
            Choice::File(path) => path,
        };
        match self.desk.wants.take() {
            Some(Want::Open) => self.really_go(Next::File(path), frame),
            // The dialog asked about a file of the same name already.
            Some(Want::Save) => self.write(path, None),
            Some(Want::Export(order)) => self.export_to(path, order),
            None => {}
        }
    }

    pub(super) fn export_dialog(&mut self, frame: Option<&eframe::Frame>) {
        let Some(dialog) = &mut self.export else { return };
        match dialog.show(&self.ctx.clone(), &self.editor) {
            Outcome::Open => {}
            Outcome::Left => self.export = None,
            Outcome::Copy(order) => {
                self.export = None;
                self.copy_picture(&order);
            }
            Outcome::Choose(order) => {
                self.export = None;
                let name = file_name(&self.editor.document().meta().title);
                self.desk.wants = Some(Want::Export(order));
                let extension = order.format.extension();
                let ask = Ask {
                    title: "Export",
                    saves: true,
                    name: format!("{name}.{extension}"),
                    folder: self.desk.folder.clone(),
                    kinds: vec![(order.format.name(), vec![extension])],
                };
                self.chooser.open(ask, &self.jobs, frame);
            }
        }
    }

    fn export_to(&mut self, path: PathBuf, order: Order) {
        let title = self.editor.document().meta().title.clone();
        let document = self.editor.document().clone();
        let asked = analysis::Options { today: super::chance::today(), samples: None };
        let scene = page(&self.editor, &order);
        self.toast.say("Exporting");
        self.jobs.start(move || {
            // Looked for only where a name needs letters that the bundled faces lack.
            let fallback = export::faces_for(&scene, disk::installed_fonts());
            let options =
                export::Options { title: &title, scale: order.scale, fallback: &fallback, outlines: order.outlines };
            let bytes = match order.format {
                Format::Png => export::png(&scene, options),
                Format::Svg => export::svg(&scene, options),
                Format::Pdf => export::pdf(&scene, options),
                Format::Markdown => Ok(report::markdown(&document, &analysis::full(&document, &asked)).into_bytes()),
            };
            let result = bytes
                .map_err(|error| error.to_string())
                .and_then(|bytes| disk::write(&path, &bytes).map_err(|error| error.message));
            Done::Exported { path, result }
        });
    }

    /// Puts a picture on the clipboard: pixels, or an SVG drawing as text.
    fn copy_picture(&mut self, order: &Order) {
        let scene = page(&self.editor, order);
        let fallback = export::faces_for(&scene, disk::installed_fonts());
        let title = &self.editor.document().meta().title;
        let options = export::Options { title, scale: order.scale, fallback: &fallback, outlines: order.outlines };
        let copied = if order.format == Format::Svg {
            export::svg(&scene, options).map(|bytes| self.ctx.copy_text(String::from_utf8_lossy(&bytes).into_owned()))
        } else {
            export::pixels(&scene, options).map(|picture| {
                let size = [picture.width as usize, picture.height as usize];
                self.ctx.copy_image(egui::ColorImage::from_rgba_unmultiplied(size, &picture.rgba));
            })
        };
        match copied {
            Ok(()) => self.toast.say("The picture is on the clipboard"),
            Err(error) => self.toast.warn(error.to_string()),
        }
    }

    /// Puts what the editor copied on the clipboard, as a small valid map.
    pub(super) fn copy(&self) {
        if let Some(part) = self.editor.copied() {
            let bytes = formats::write_strand(part);
            self.ctx.copy_text(String::from_utf8_lossy(&bytes).into_owned());
        }
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
fn file_name(title: &str) -> String {
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
