//! Saving through the window: where to, what is asked when the disk refuses (one question, once), and what
//! is true when it is done. The disk floor does the writing, on a worker.

use std::path::{Path, PathBuf};

use super::act::Act;
use super::chooser::Ask;
use super::files::{Answer, Want, file_name};
use super::jobs::Done;
use super::opening::{Care, Ticket, why_not};
use super::question::Question;
use super::shell::Shell;
use crate::disk::{self, DiskError, Identity, Lock, Saved, Trouble, Way};
use crate::model::{Edit, MetaChange};

impl Shell {
    /// Saves to the known file, or asks for one.
    pub(super) fn save(&mut self, frame: Option<&eframe::Frame>) {
        self.take_typed(frame);
        self.claim();
        match self.desk.file.clone() {
            Some((path, identity)) if !self.desk.asks_where && self.desk.read_only.is_none() => {
                let way = if self.desk.over.as_ref() == Some(&path) { Way::Over } else { Way::Replace };
                self.write(path, identity, way);
            }
            _ => self.save_as(frame),
        }
    }

    /// The window that had the file may be gone by now.
    fn claim(&mut self) {
        if self.desk.is_held
            && let (Some(home), Some(path)) = (&self.keep.home, self.desk.path())
            && let Ok(lock) = home.lock(path)
        {
            self.keep.lock = lock;
            self.desk.is_held = false;
            self.desk.read_only = None;
        }
    }

    /// Asks for a file and saves there.
    pub(super) fn save_as(&mut self, frame: Option<&eframe::Frame>) {
        self.take_typed(frame);
        let own = self.desk.path().and_then(Path::file_stem).map(|stem| stem.to_string_lossy().into_owned());
        let mut name = own.unwrap_or_else(|| file_name(&self.editor.document().meta().title));
        // A file that must not be written, or was mended, keeps its name to itself.
        let is_own = self.desk.path().is_some_and(|path| path.extension().is_some_and(|e| e == "strand"));
        let is_kept = self.desk.read_only.is_some() || self.desk.asks_where && !self.desk.recovered;
        if is_own && is_kept {
            name += " copy";
        }
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

    /// Writes on a worker; a file that is not this window's yet is locked first. A drive that does not
    /// answer holds up that file alone: another place can be chosen meanwhile.
    pub(super) fn write(&mut self, path: PathBuf, expected: Option<Identity>, way: Way) {
        if self.desk.saving.as_ref() == Some(&path) {
            return;
        }
        let is_own = self.desk.path() == Some(path.as_path()) && !self.desk.is_held;
        self.desk.saving = Some(path.clone());
        let (document, ticket, home) = (self.editor.document().clone(), self.ticket(), self.keep.home.clone());
        self.jobs.start(move || {
            let claimed = match &home {
                Some(home) if !is_own => home.lock(&path),
                _ => Ok(None),
            };
            let (lock, result) = match claimed {
                Ok(lock) => {
                    let home = || home.clone().map_or_else(disk::Home::of_this_machine, Ok);
                    (lock, disk::save_with(&home, &path, &document, expected.as_ref(), way))
                }
                Err(holder) => (None, Err(DiskError::refusing(why_not(&holder)))),
            };
            Done::Saved { path, ticket, lock, result }
        });
    }

    pub(super) fn saved_to(
        &mut self,
        path: PathBuf,
        ticket: Ticket,
        lock: Option<Lock>,
        result: Result<Saved, DiskError>,
        frame: Option<&eframe::Frame>,
    ) {
        if self.desk.map != ticket.map || self.desk.saving.as_ref() != Some(&path) {
            // Another map is on the canvas by now, or another place was chosen: no concern of this one.
            match result {
                Ok(_) => self.toast.say(format!("An earlier save came through: {}", path.display())),
                Err(error) => self.toast.warn(error.message),
            }
            return;
        }
        self.desk.saving = None;
        match result {
            Ok(Saved { identity, warning }) => {
                self.desk.folder = path.parent().map(Path::to_owned);
                self.keep.settings.opened(&path);
                self.keep.saved(&self.editor.document().meta().key, &identity.path);
                if self.desk.path() != Some(path.as_path()) {
                    self.keep.lock = None;
                }
                self.keep.lock = lock.or(self.keep.lock.take());
                self.desk.file = Some((path, Some(identity)));
                self.desk.asks_where = false;
                self.desk.read_only = None;
                self.desk.is_held = false;
                self.desk.recovered = false;
                self.desk.is_part = false;
                self.editor.saved(ticket.state);
                match warning {
                    None => self.toast.say("Saved"),
                    Some(why) => {
                        self.toast.warn(format!("Saved, but {why}"));
                    }
                }
                if let Some(next) = self.desk.then.take() {
                    self.go(next, frame);
                }
            }
            Err(error) => self.ask_about_save(path, error),
        }
    }

    /// A save was refused: one question, with what can be done about it.
    fn ask_about_save(&mut self, path: PathBuf, error: DiskError) {
        let question = |title: &str, body: String, answers| Question {
            title: title.to_owned(),
            body,
            details: Vec::new(),
            answers,
        };
        match error.trouble {
            Trouble::Changed => {
                self.question = Some(question(
                    "The file has changed since it was opened",
                    "Somebody, or another program, has written to it. Whichever you choose, the other version is kept \
                     under Earlier versions in the menu."
                        .to_owned(),
                    vec![
                        ("Save a copy", Answer::SaveAs),
                        ("Replace it", Answer::Overwrite),
                        ("Open theirs", Answer::Reload),
                        ("Cancel", Answer::Stay),
                    ],
                ));
            }
            Trouble::OnlyOver => {
                self.question = Some(Question {
                    details: vec![error.message],
                    ..question(
                        "The map is not saved yet",
                        "No new file can take the old one's place there. The old one can be written over instead: a \
                         checked copy of what it is now is kept first."
                            .to_owned(),
                        vec![
                            ("Save elsewhere", Answer::SaveAs),
                            ("Write over it", Answer::Over(path)),
                            ("Cancel", Answer::Stay),
                        ],
                    )
                });
            }
            _ => self.not_saved("The map is not saved there", error.message),
        }
    }

    fn not_saved(&mut self, title: &str, body: String) {
        self.question = Some(Question {
            title: title.to_owned(),
            body,
            details: Vec::new(),
            answers: vec![("Save elsewhere", Answer::SaveAs), ("Cancel", Answer::Stay)],
        });
    }

    /// Writes what the file dialog was for.
    pub(super) fn write_to(&mut self, path: PathBuf) {
        match self.desk.wants.take() {
            Some(Want::Save) => {
                self.name_after(&path);
                self.write(path, None, Way::Replace);
            }
            Some(Want::Export(order)) => self.export_to(path, order),
            Some(Want::Open(_)) | None => {}
        }
    }

    /// A map without a title takes that of its first file: pictures and lists say it, too.
    fn name_after(&mut self, path: &Path) {
        let stem = path.file_stem().map(|stem| stem.to_string_lossy().trim().to_owned()).unwrap_or_default();
        if self.editor.document().meta().title.trim().is_empty() && !stem.is_empty() {
            let name = format!("call the map {stem}");
            self.act(Act::Edit(name, Edit::Meta(MetaChange::Title(stem))), None);
        }
    }

    /// Writes into the file that cannot be replaced: somebody was asked, and is not asked again.
    pub(super) fn write_over(&mut self, path: PathBuf) {
        let own = self.desk.file.clone().filter(|(own, _)| *own == path);
        self.desk.over = Some(path.clone());
        self.write(path, own.and_then(|(_, identity)| identity), Way::Over);
    }

    /// Takes the file as it is on disk now; this map goes to the earlier versions first.
    pub(super) fn reload(&mut self) {
        let (Some((path, _)), Some(home)) = (self.desk.file.clone(), self.keep.home.clone()) else { return };
        match home.keep_version(self.editor.document(), Some(&path)) {
            Ok(()) => self.open_file(path, Care::Anyway),
            Err(error) => self.toast.warn(error.message),
        }
    }
}
