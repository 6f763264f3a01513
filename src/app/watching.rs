//! The open file as other programs leave it: a change is said in a quiet bar with two ways to go on, never in
//! a dialog and never twice for one content. Whichever is chosen, the other map is kept among the versions.

use std::path::PathBuf;

use super::jobs::{Done, Jobs};
use super::shell::{Page, Shell};
use crate::disk::{self, Identity, Outside, Watch};

pub(super) const OPEN_THEIRS: &str = "Open theirs";
pub(super) const KEEP_MINE: &str = "Keep mine";
pub(super) const SAVE_ELSEWHERE: &str = "Save elsewhere";

/// What is watched, and what was said about it.
#[derive(Debug, Default)]
pub(super) struct Watching {
    watch: Option<Watch>,
    /// What the watch was given.
    given: Option<(PathBuf, Identity)>,
    /// What another program has written there.
    theirs: Option<Identity>,
}

impl Watching {
    /// Without a thread where jobs run at once: a test says what is outside.
    pub(super) fn new(jobs: &Jobs) -> Self {
        let tell = jobs.teller();
        let watch = (!jobs.are_inline()).then(|| Watch::start(move |path, found| tell(Done::Outside { path, found })));
        Self { watch, ..Self::default() }
    }
}

impl Shell {
    /// Once a frame: the watch looks at the file that is open now, at once when somebody comes back.
    pub(super) fn watch_file(&mut self) {
        let is_open = self.page == Page::Map && !self.desk.is_saving();
        let file = self.desk.file.as_ref().filter(|_| is_open);
        let file = file.and_then(|(path, identity)| Some((path.clone(), identity.clone()?)));
        let comes_back = self.ctx.input(|input| input.events.contains(&egui::Event::WindowFocused(true)));
        let is_new = file != self.watching.given;
        if is_new && self.watching.theirs.take().is_some() {
            self.toast.withdraw(OPEN_THEIRS);
        }
        self.watching.given.clone_from(&file);
        let Some(watch) = &self.watching.watch else {
            if let Some((path, identity)) = file.filter(|_| comes_back)
                && let Some(found) = disk::look(&path, &identity)
            {
                self.outside(path, found);
            }
            return;
        };
        match &file {
            Some((path, identity)) if is_new => watch.file(path, identity),
            None if is_new => watch.nothing(),
            _ => {}
        }
        if comes_back {
            watch.look();
        }
    }

    /// Another program has done something with the file.
    pub(super) fn outside(&mut self, path: PathBuf, found: Outside) {
        let is_this = self.watching.given.as_ref().is_some_and(|(given, _)| *given == path);
        if !is_this || self.desk.is_saving() {
            return;
        }
        match found {
            Outside::Same => {
                self.watching.theirs = None;
                self.toast.withdraw(OPEN_THEIRS);
                self.toast.withdraw(SAVE_ELSEWHERE);
            }
            Outside::Changed(identity) if self.watching.theirs.as_ref() == Some(&identity) => {}
            Outside::Changed(identity) => {
                self.watching.theirs = Some(identity);
                let words = "Another program has changed this file. Your map here is as it was.";
                self.toast.offer(words, &[OPEN_THEIRS, KEEP_MINE]);
            }
            Outside::Gone => {
                let words = format!("The file is no longer there; your map is still here: {}", path.display());
                self.toast.offer(words, &[SAVE_ELSEWHERE]);
            }
        }
    }

    /// The map on the canvas is the one that counts; theirs goes to the earlier versions.
    pub(super) fn keep_mine(&mut self) {
        let (Some(theirs), Some((path, identity))) = (self.watching.theirs.take(), self.desk.file.as_mut()) else {
            return;
        };
        *identity = Some(theirs);
        // It is on no disk of its owner's now.
        self.desk.recovered = true;
        if let Some(home) = self.keep.home.clone() {
            let path = path.clone();
            self.jobs.start(move || match home.keep_file(&path) {
                Ok(()) => Done::Nothing,
                Err(error) => Done::Failed(error.message),
            });
        }
        self.toast.say("Your map stays. Saving replaces the file; theirs is under Earlier versions.");
    }
}
