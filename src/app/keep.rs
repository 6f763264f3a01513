//! What the program keeps for itself: settings, recent files, and the unsaved map for the next start after a
//! crash. It decides when; the disk floor does the writing, on a worker.

use std::path::Path;
use std::time::{Duration, SystemTime};

use super::act::Next;
use super::jobs::Done;
use super::shell::{Page, Shell};
use crate::disk::{Hold, Home, Recovery, Settings};
use crate::editor::{Editor, Wheel};
use crate::scene::Theme;

/// An unsaved change waits this long before it is written: a burst of keys is one write, a crash costs
/// no more than a few seconds of work.
const DELAY: Duration = Duration::from_secs(3);

/// The program's own memory.
#[derive(Debug, Default)]
pub(super) struct Keep {
    /// Where it lies; a machine without such a folder keeps nothing.
    home: Option<Home>,
    pub(super) settings: Settings,
    written: Settings,
    /// Unsaved maps of earlier starts.
    pub(super) found: Vec<Recovery>,
    /// Tells other windows that this map is open here.
    hold: Option<Hold>,
    /// The state of the map that the newest recovery file holds.
    kept: Option<u64>,
    /// When the next recovery file is due, in the toolkit's time.
    due: Option<f64>,
}

impl Keep {
    pub(super) fn new(home: Option<Home>) -> Self {
        let settings = home.as_ref().map(Settings::load).unwrap_or_default();
        Self { written: settings.clone(), settings, home, ..Self::default() }
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
    }

    /// Looks for unsaved maps of earlier starts.
    pub(super) fn look(&self) -> impl FnOnce() -> Done + Send + 'static {
        let home = self.home.clone();
        move || Done::Found(home.map(|home| home.recoveries()).unwrap_or_default())
    }
}

impl Shell {
    /// Another map is on the canvas: no recovery file of it is due.
    pub(super) fn keep_anew(&mut self) {
        let key = &self.editor.document().meta().key;
        self.keep.hold = self.keep.home.as_ref().and_then(|home| home.hold(key));
        self.keep.kept = None;
        self.keep.due = None;
    }

    /// Once a frame: writes settings and the recovery file where they are due.
    pub(super) fn keep_going(&mut self) {
        self.keep.settings.set("theme", self.editor.theme().key());
        let settings = &mut self.keep.settings;
        settings.set("more", yes_no(self.editor.shows_more()));
        settings.set("reduce-motion", yes_no(self.editor.reduces_motion()));
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
        let state = self.editor.state();
        if self.page != Page::Map || !self.is_unsaved() || self.keep.kept == Some(state) {
            return;
        }
        let now = self.ctx.input(|input| input.time);
        let due = *self.keep.due.get_or_insert(now + DELAY.as_secs_f64());
        if now < due {
            self.ctx.request_repaint_after(Duration::from_secs_f64(due - now));
            return;
        }
        self.keep.due = None;
        self.keep.kept = Some(state);
        if let Some(home) = self.keep.home.clone() {
            let (document, path) = (self.editor.document().clone(), self.desk.path().map(Path::to_owned));
            self.jobs.start(move || match home.save_recovery(&document, path.as_deref()) {
                Ok(()) => Done::Nothing,
                Err(error) => Done::Failed(error.message),
            });
        }
    }

    /// Writes the recovery file at once: something went wrong.
    pub(super) fn keep_now(&self) {
        if let Some(home) = &self.keep.home {
            // Said to nobody: the panel that failed is said already, and the map itself is unharmed.
            let _ = home.save_recovery(self.editor.document(), self.desk.path());
        }
    }

    /// The map is safe, or nobody wants it: its recovery files go.
    pub(super) fn keep_no_more(&mut self) {
        self.keep.due = None;
        self.keep.kept = None;
        if let Some(home) = &self.keep.home {
            home.discard(&self.editor.document().meta().key);
        }
    }

    /// The offer of the start screen about unsaved maps of earlier starts.
    pub(super) fn offer_recovery(&mut self) {
        self.start.found = self
            .keep
            .found
            .iter()
            .map(|found| {
                (
                    format!("An unsaved map from {}. Show it?", ago(found.written)),
                    Next::Recovery(Box::new(found.clone())),
                )
            })
            .collect();
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
fn ago(then: SystemTime) -> String {
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
