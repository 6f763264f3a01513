//! Opening a file or an unsaved map: what is in the way (another window, a crash before, damage) is said in
//! a question, and nothing on the canvas is ever replaced unasked.

use std::path::{Path, PathBuf};

use super::act::Next;
use super::files::Answer;
use super::jobs::Done;
use super::keep::ago;
use super::question::Question;
use super::shell::{Page, Shell};
use crate::disk::{self, DiskError, Holder, Home, Identity, Lock, Recovery, Trouble};
use crate::editor::Command;
use crate::formats::Opened;
use crate::model::words;
use crate::model::{Document, Edit};

/// Which map was on the canvas, in which state, when a job was ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Ticket {
    /// The number of the map: each one that is opened or made has its own.
    pub(super) map: u64,
    /// What the history calls the moment.
    pub(super) state: u64,
}

/// How much care a file is opened with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Care {
    /// One that was open at two crashes is asked about first.
    Usual,
    /// Somebody was asked about that.
    Anyway,
    /// The file is damaged, and what can be read of it is wanted.
    Salvage,
}

/// What this window may do with a file, and what an earlier one left of it.
#[derive(Debug, Default)]
pub(super) struct Access {
    lock: Option<Lock>,
    /// Another window has the file.
    holder: Option<Holder>,
    read_only: bool,
    /// Newer work on the same map, from a window that crashed.
    unsaved: Option<Recovery>,
    /// There are earlier versions of it.
    has_versions: bool,
    /// What can be read of it if it is damaged.
    readable: Option<Opened>,
}

impl Access {
    /// Looks at a file before it is read.
    fn to(path: &Path, home: Option<&Home>, own: bool) -> Self {
        let mut access = Self { read_only: disk::is_read_only(path), ..Self::default() };
        if let Some(home) = home {
            if !own {
                match home.lock(path) {
                    Ok(lock) => access.lock = lock,
                    Err(holder) => access.holder = Some(holder),
                }
            }
            access.has_versions = !home.versions_of(path).is_empty();
        }
        access
    }
}

/// Why a file is only looked at here.
pub(super) fn why_not(holder: &Holder) -> String {
    let who = match &holder.elsewhere {
        Some(elsewhere) => elsewhere.clone(),
        None => format!("Another window on this computer (process {})", holder.process),
    };
    format!("{who} opened this map {}. Here it is read-only: Save asks for another file.", ago(holder.since))
}

impl Shell {
    /// What is on the canvas now.
    pub(super) fn ticket(&self) -> Ticket {
        Ticket { map: self.desk.map, state: self.editor.state() }
    }

    /// Reads a file on a worker.
    pub(super) fn open_file(&mut self, path: PathBuf, care: Care) {
        let name = path.to_string_lossy().into_owned();
        if care == Care::Usual && self.keep.is_dangerous(&name) {
            self.ask_about_danger(Next::File(path));
            return;
        }
        self.keep.attempt(&name);
        let (ticket, home) = (self.ticket(), self.keep.home.clone());
        let own = self.desk.path() == Some(path.as_path());
        self.jobs.start(move || {
            let mut access = Access::to(&path, home.as_ref(), own);
            let result = Box::new(if care == Care::Salvage { disk::salvage(&path) } else { disk::open(&path) });
            match (&*result, &home) {
                (Ok((opened, identity)), Some(home)) => {
                    access.unsaved = left_of(home, &opened.document, &identity.path);
                }
                (Err(error), _) if error.trouble == Trouble::Unreadable => {
                    access.readable = disk::salvage(&path).ok().map(|(opened, _)| opened);
                }
                _ => {}
            }
            Done::Opened { path, ticket, care, access: Box::new(access), result }
        });
    }

    fn ask_about_danger(&mut self, next: Next) {
        self.question = Some(Question {
            title: "Threestrand stopped twice while this map was open".to_owned(),
            body: "So it was not opened this time. Nothing was changed or thrown away.".to_owned(),
            details: match &next {
                Next::File(path) => vec![path.display().to_string()],
                _ => Vec::new(),
            },
            answers: vec![("Open it anyway", Answer::Anyway(next)), ("Leave it closed", Answer::Stay)],
        });
    }

    /// A file was read.
    pub(super) fn opened(
        &mut self,
        path: PathBuf,
        (ticket, care): (Ticket, Care),
        access: Access,
        result: Result<(Opened, Identity), DiskError>,
        frame: Option<&eframe::Frame>,
    ) {
        if self.page == Page::Map && self.is_unsaved() && self.ticket() != ticket {
            // Somebody went on working while the file was read.
            self.go(Next::File(path), frame);
            return;
        }
        match result {
            Ok((opened, identity)) => {
                let told = lines(&opened);
                self.show(path, access, opened, identity, frame);
                self.desk.is_part = care == Care::Salvage && !told.is_empty();
                // The list was seen before it was opened.
                if self.desk.is_part && self.question.take_if(|question| question.details == told).is_some() {
                    self.toast
                        .warn("This is what can be read of it. Save asks for another file: the damaged one stays.");
                }
            }
            Err(error) => {
                self.keep.survived();
                self.not_opened(path, access, error);
            }
        }
    }

    fn not_opened(&mut self, path: PathBuf, access: Access, error: DiskError) {
        if let Some(readable) = access.readable {
            let kept = if access.has_versions { " Earlier versions of it were kept, too." } else { "" };
            let mut answers = vec![("Open what can be read", Answer::Salvage(path.clone()))];
            answers.extend(access.has_versions.then_some(("Earlier versions", Answer::Versions(path))));
            answers.push(("Cancel", Answer::Stay));
            self.question = Some(Question {
                title: "This file is damaged".to_owned(),
                body: format!(
                    "{} in it can be read. The file itself stays as it is: Save will ask for another.{kept}",
                    counts(&readable.document)
                ),
                details: std::iter::once(error.message).chain(lines(&readable)).collect(),
                answers,
            });
        } else if error.trouble == Trouble::Unreadable && access.has_versions {
            self.question = Some(Question {
                title: "This file cannot be read".to_owned(),
                body: "Earlier versions of it were kept.".to_owned(),
                details: vec![error.message],
                answers: vec![("Look at them", Answer::Versions(path)), ("Cancel", Answer::Stay)],
            });
        } else {
            self.toast.warn(error.message);
        }
    }

    fn show(
        &mut self,
        path: PathBuf,
        access: Access,
        opened: Opened,
        identity: Identity,
        frame: Option<&eframe::Frame>,
    ) {
        let told = lines(&opened);
        let Opened { document, issues, native, rows: _, of_no_kind } = opened;
        let asks_where = !native || !issues.is_empty();
        let Access { lock, holder, read_only, unsaved, has_versions: _, readable: _ } = access;
        let counts = counts(&document);
        let guessed = if of_no_kind > 0 { format!(" {}.", words::of_no_kind(of_no_kind)) } else { String::new() };
        let is_own = self.desk.path() == Some(path.as_path());
        let kept_lock = if is_own { self.keep.lock.take() } else { None };
        self.keep.settings.opened(&path);
        if is_own && self.is_this_map(&document) {
            // The same map as another program left it: one step, which undo takes back.
            self.desk.file = Some((path, Some(identity)));
            self.desk.asks_where = asks_where;
            self.desk.saving = None;
            self.desk.recovered = false;
            self.put_in_place("open the changed file", document, frame);
            self.editor.saved(self.editor.state());
        } else {
            self.take(document, Some((path, Some(identity))), asks_where, frame);
        }
        self.keep.lock = lock.or(kept_lock);
        self.desk.read_only = match (&holder, read_only) {
            (Some(holder), _) => Some(why_not(holder)),
            (None, true) => Some("This file is read-only. Save asks for another file.".to_owned()),
            (None, false) => None,
        };
        self.desk.is_held = holder.is_some();
        if let Some(why) = &self.desk.read_only {
            self.toast.warn(why.clone());
        }
        if !native {
            self.toast.say(format!("{counts}.{guessed} This is a new map: Save asks where it goes."));
        }
        if let Some(unsaved) = unsaved {
            self.ask_about_unsaved(unsaved, &counts);
        } else if !issues.is_empty() {
            let (title, body) = if native {
                ("Some of this file was mended", "Saving will ask for a new file, so that this one stays as it is.")
            } else {
                ("Some rows were left out or changed", "Everything else is on the map.")
            };
            self.question = Some(Question {
                title: title.to_owned(),
                body: body.to_owned(),
                details: told,
                answers: vec![("Go on", Answer::Stay)],
            });
        }
    }

    /// Another state of the map that is on the canvas, not another map.
    pub(super) fn is_this_map(&self, document: &Document) -> bool {
        self.page == Page::Map && document.meta().key == self.editor.document().meta().key
    }

    /// Puts another state of the map on the canvas, as one step of this name.
    pub(super) fn put_in_place(&mut self, name: &str, document: Document, frame: Option<&eframe::Frame>) {
        let mut requests = self.editor.edit(name, Edit::Become(Box::new(document)));
        requests.extend(self.editor.run(Command::FitAll));
        self.perform(requests, frame);
    }

    fn ask_about_unsaved(&mut self, unsaved: Recovery, in_file: &str) {
        self.question = Some(Question {
            title: "There is unsaved work on this map".to_owned(),
            body: format!(
                "From {}: {}. The file, as it was saved last, has {in_file}.",
                ago(unsaved.written),
                told(&unsaved)
            ),
            details: Vec::new(),
            answers: vec![
                ("Show the unsaved map", Answer::Go(Next::Recovery(Box::new(unsaved)))),
                ("Stay with the file", Answer::Stay),
            ],
        });
    }

    /// Puts an unsaved map of an earlier start on the canvas.
    pub(super) fn recover(&mut self, found: Recovery, anyway: bool, frame: Option<&eframe::Frame>) {
        if !anyway && self.keep.is_dangerous(&found.key) {
            self.ask_about_danger(Next::Recovery(Box::new(found)));
            return;
        }
        self.keep.attempt(&found.key);
        match found.open() {
            Ok(opened) => {
                let file = found.path.clone().map(|path| (path, None));
                self.take(opened.document, file, true, frame);
                self.desk.recovered = true;
                self.toast.warn(format!("Your map as it was {}. Save it to keep it.", ago(found.written)));
                self.keep.found.retain(|other| *other != found);
                self.keep.adopted = Some(found);
                self.offer_recovery();
            }
            Err(error) => self.toast.warn(error.message),
        }
    }

    /// Moves an unsaved map to the earlier versions: nobody wants it now.
    pub(super) fn put_away(&mut self, found: Recovery) {
        self.keep.found.retain(|other| *other != found);
        self.offer_recovery();
        let Some(home) = self.keep.home.clone() else { return };
        self.jobs.start(move || match home.put_away(&found) {
            Ok(()) => Done::Nothing,
            Err(error) => Done::Failed(error.message),
        });
    }
}

/// What a crashed window left of this map, if it is this file's.
fn left_of(home: &Home, document: &Document, path: &Path) -> Option<Recovery> {
    let is_here = |hint: &Path| !hint.exists() || hint.canonicalize().is_ok_and(|real| real == path);
    home.recoveries()
        .into_iter()
        .find(|found| found.key == document.meta().key && found.path.as_deref().is_none_or(is_here))
}

/// "12 actors, 15 connections" of a recovery file.
pub(super) fn told(found: &Recovery) -> String {
    format!("{}, {}", words::count(found.actors, "actor"), words::count(found.connections, "connection"))
}

/// What was found wrong with a file, as many lines as somebody may read.
fn lines(opened: &Opened) -> Vec<String> {
    const MOST: usize = 200;
    let more = opened.issues.len().saturating_sub(MOST);
    let more = (more > 0).then(|| format!("and {more} more of the kind"));
    opened.issues.iter().take(MOST).map(ToString::to_string).chain(more).collect()
}

fn counts(document: &Document) -> String {
    let (actors, connections) = (document.actors().len(), document.connections().len());
    format!("{}, {}", words::count(actors, "actor"), words::count(connections, "connection"))
}
