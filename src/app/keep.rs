//! What the program keeps for itself: settings, recent files, the lock on the open file, and the unsaved map
//! for the next start after a crash. It decides when; the disk floor does the writing, on its own threads.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, SystemTime};

use super::act::Next;
use super::jobs::{Done, Jobs};
use super::opening::told;
use super::shell::{Page, Shell};
use crate::disk::{Attempt, DiskError, Home, Keeper, Kept, Lock, Recovery, Settings, Snapshot};
use crate::editor::{Editor, LegendUse, Wheel};
use crate::scene::Theme;

/// How often the newest state is handed to the keeper, in seconds: a clone costs a large map a
/// millisecond or two, so not with every frame of a drag.
const HANDOVER: f64 = 0.15;
/// A file that has been open for so long, in seconds, is not what crashed the program.
const HARMLESS: f64 = 20.0;
/// How long the program waits for the last words to be on the disk when it must end.
pub(super) const PATIENCE: Duration = Duration::from_millis(1_500);

/// The program's own memory.
#[derive(Debug, Default)]
pub(super) struct Keep {
    /// Where it lies; a machine without such a folder keeps nothing.
    pub(super) home: Option<Home>,
    pub(super) settings: Settings,
    written: Settings,
    /// Unsaved maps of earlier starts.
    pub(super) found: Vec<Recovery>,
    /// The one of them that is on the canvas, until this window has set the map aside itself.
    pub(super) adopted: Option<Recovery>,
    pub(super) keeper: Option<Keeper>,
    /// No other window writes the open file.
    pub(super) lock: Option<Lock>,
    /// The file that was opened last, until it has proved harmless, and since when (the toolkit's time).
    attempt: Option<(Attempt, Option<f64>)>,
    /// The state of the map that the keeper was given last, with what stood in the name box.
    given: Option<(u64, String)>,
    /// When it may be given the next, in the toolkit's time.
    next: f64,
    /// The system wants the program to end.
    pub(super) ends: Arc<AtomicBool>,
}

impl Keep {
    pub(super) fn new(home: Option<Home>, jobs: &Jobs) -> Self {
        let settings = home.as_ref().map(Settings::load).unwrap_or_default();
        let keeper = home.clone().map(|home| {
            let tell = jobs.teller();
            Keeper::start(home, move |kept| tell(Done::Kept(kept)))
        });
        Self { written: settings.clone(), settings, home, keeper, ..Self::default() }
    }

    /// The theme of last time.
    pub(super) fn theme(&self) -> Theme {
        let key = self.settings.get("theme").unwrap_or_default();
        Theme::ALL.into_iter().find(|theme| theme.key() == key).unwrap_or_default()
    }

    /// Hands the preferences of last time to the editor.
    pub(super) fn prefer(&self, editor: &mut Editor) {
        let is_on = |name| self.settings.get(name) == Some("yes");
        let key = self.settings.get("wheel").unwrap_or_default();
        let wheel = [Wheel::Auto, Wheel::Zoom, Wheel::Pan].into_iter().find(|wheel| wheel_key(*wheel) == key);
        editor.prefer(wheel.unwrap_or_default(), is_on("reduce-motion"), is_on("more"));
        if self.settings.get("legend") == Some("no") {
            let _first_paint = editor.set_legend(LegendUse::Hidden);
        }
    }

    /// Looks for unsaved maps of earlier starts.
    pub(super) fn look(&self) -> impl FnOnce() -> Done + Send + 'static {
        let home = self.home.clone();
        move || Done::Found(home.map(|home| home.recoveries()).unwrap_or_default())
    }

    /// It was open at two crashes.
    pub(super) fn is_dangerous(&self, what: &str) -> bool {
        self.home.as_ref().is_some_and(|home| home.is_dangerous(what))
    }

    /// Something is about to be opened that may do harm.
    pub(super) fn attempt(&mut self, what: &str) {
        self.survived();
        self.attempt = self.home.as_ref().and_then(|home| home.attempt(what)).map(|attempt| (attempt, None));
    }

    /// What was opened has done no harm.
    pub(super) fn survived(&mut self) {
        if let Some((attempt, _)) = self.attempt.take() {
            attempt.survived();
        }
    }

    /// The window closes: what was ordered is done before the process ends.
    pub(super) fn finish(&mut self) {
        self.survived();
        if let Some(keeper) = &self.keeper {
            // What is not done by then is offered once too often, no more.
            let _ = keeper.flush(PATIENCE);
        }
    }

    /// The map with this id was saved: nothing older is offered again.
    pub(super) fn saved(&mut self, key: &str, path: &Path) {
        self.given = None;
        self.adopted = None;
        if let Some(keeper) = &self.keeper {
            keeper.saved(key, path);
        }
    }
}

impl Shell {
    /// Another map is on the canvas: nothing of it is set aside yet.
    pub(super) fn keep_anew(&mut self) {
        self.keep.given = None;
        self.keep.adopted = None;
        self.keep.lock = None;
        if let Some(keeper) = &self.keep.keeper {
            keeper.begin(&self.editor.document().meta().key);
        }
    }

    /// Once a frame: writes settings and hands unsaved work to the keeper where that is due.
    pub(super) fn keep_going(&mut self) {
        self.keep_settings();
        let now = self.ctx.input(|input| input.time);
        if let Some((_, since)) = &mut self.keep.attempt
            && now - *since.get_or_insert(now) > HARMLESS
        {
            self.keep.survived();
        }
        let state = self.state_to_keep();
        if self.page != Page::Map || !self.is_worth_keeping() {
            if self.keep.given.take().is_some()
                && let Some(keeper) = &self.keep.keeper
            {
                // Undone to what is saved: there is nothing to recover.
                keeper.clear();
            }
            return;
        }
        if self.keep.given.as_ref() == Some(&state) {
            return;
        }
        if now < self.keep.next && !self.jobs.are_inline() {
            self.ctx.request_repaint_after(Duration::from_secs_f64(self.keep.next - now));
            return;
        }
        self.keep.next = now + HANDOVER;
        if self.jobs.are_inline() {
            self.keep_now();
        } else {
            self.hand_over();
        }
    }

    /// A name that is not finished counts: the power does not wait for Enter.
    fn is_worth_keeping(&self) -> bool {
        self.is_unsaved() || self.editor.typed().is_some()
    }

    fn state_to_keep(&self) -> (u64, String) {
        (self.editor.state(), self.editor.typed().unwrap_or_default().to_owned())
    }

    fn hand_over(&mut self) {
        let given = self.state_to_keep();
        if let Some(keeper) = &self.keep.keeper {
            let (document, path) = (self.editor.draft(), self.desk.path().map(Path::to_owned));
            keeper.keep(Snapshot { document, path, state: given.0 });
            self.keep.given = Some(given);
        }
    }

    fn keep_settings(&mut self) {
        self.keep.settings.set("theme", self.editor.theme().key());
        let settings = &mut self.keep.settings;
        settings.set("more", yes_no(self.editor.shows_more()));
        settings.set("reduce-motion", yes_no(self.editor.reduces_motion()));
        settings.set("legend", yes_no(self.editor.legend_use() != LegendUse::Hidden));
        settings.set("wheel", wheel_key(self.editor.wheel_use()));
        if self.keep.settings != self.keep.written
            && let Some(home) = self.keep.home.clone()
        {
            let settings = self.keep.settings.clone();
            self.keep.written = settings.clone();
            self.jobs.start(move || {
                // A setting that is not remembered is no reason to bother a room.
                let _ = settings.save(&home);
                Done::Nothing
            });
        }
    }

    /// What the keeper has to tell.
    pub(super) fn kept(&mut self, kept: Kept) {
        match kept {
            Kept::State(_) => {
                // This window has the map set aside now; the files of the crashed one may go.
                if let Some(adopted) = self.keep.adopted.take() {
                    adopted.forget();
                }
            }
            Kept::Failed(DiskError { message, reason, .. }) => {
                // Where it should have lain is nobody's concern.
                let why = if reason.is_empty() { message } else { format!("because {reason}") };
                self.toast.warn(format!("Unsaved work cannot be set aside for a crash, {why}. Save now and then."));
            }
        }
    }

    /// Sets the unsaved map aside at once and waits for it: something went wrong, or the program ends.
    pub(super) fn keep_now(&mut self) {
        // What a fault has left half done is not what anybody drew: the state before it is on the disk.
        if self.page == Page::Map && self.is_worth_keeping() && self.editor.document().check().is_empty() {
            self.hand_over();
        }
        if let Some(keeper) = &self.keep.keeper {
            // Told where it matters: a failed writing comes back as news of its own.
            let _ = keeper.flush(PATIENCE);
        }
    }

    /// The map is safe, or nobody wants it: what was set aside of it goes.
    pub(super) fn keep_no_more(&mut self) {
        self.keep.given = None;
        if let Some(adopted) = self.keep.adopted.take() {
            adopted.forget();
        }
        if let Some(keeper) = &self.keep.keeper {
            keeper.clear();
        }
    }

    /// The offer of the start screen about unsaved maps of earlier starts. No title: a room may be looking.
    pub(super) fn offer_recovery(&mut self) {
        let offer = |found: &Recovery| {
            let words = format!("An unsaved map from {} ({}). Show it?", ago(found.written), told(found));
            (words, Next::Recovery(Box::new(found.clone())), Next::PutAway(Box::new(found.clone())))
        };
        self.start.found = self.keep.found.iter().map(offer).collect();
        self.start.recent = self.keep.settings.recent().to_vec();
    }
}

const fn yes_no(on: bool) -> &'static str {
    if on { "yes" } else { "no" }
}

/// The word for a use of the wheel in the settings file.
const fn wheel_key(wheel: Wheel) -> &'static str {
    match wheel {
        Wheel::Auto => "auto",
        Wheel::Zoom => "mouse",
        Wheel::Pan => "trackpad",
    }
}

/// How long ago that was, in words; the machine's time zone is not ours to guess.
pub(super) fn ago(then: SystemTime) -> String {
    let secs = SystemTime::now().duration_since(then).unwrap_or_default().as_secs();
    let plural = |n: u64, noun: &str| if n == 1 { format!("1 {noun} ago") } else { format!("{n} {noun}s ago") };
    match secs {
        0..60 => "a moment ago".to_owned(),
        60..3_600 => plural(secs / 60, "minute"),
        3_600..86_400 => plural(secs / 3_600, "hour"),
        _ => plural(secs / 86_400, "day"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_told_in_words() {
        let before = |secs| ago(SystemTime::now() - Duration::from_secs(secs));
        assert_eq!(before(5), "a moment ago");
        assert_eq!(before(61), "1 minute ago");
        assert_eq!(before(7_300), "2 hours ago");
        assert_eq!(before(200_000), "2 days ago");
    }
}
