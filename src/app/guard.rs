//! Faults in the window: a panel that panics stays shut, the map stays whole, unsaved work is set aside.
//!
//! It catches what unwinds. A fault that ends the process at once (no memory, no stack, a lost graphics
//! device) is an ordinary crash: what the keeper has written is offered at the next start.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use egui::Ui;

use super::act::Act;
use super::chooser::Chooser;
use super::palette::Palette;
use super::shell::{OPEN_AGAIN, Shell};

impl Shell {
    /// Shows a panel; if it fails the map is kept, the panel stays shut and says so.
    pub(super) fn guarded(
        &mut self,
        ui: &mut Ui,
        name: &'static str,
        show: impl FnOnce(&mut Self, &mut Ui) -> Vec<Act>,
    ) -> Vec<Act> {
        if self.broken.contains(name) {
            return Vec::new();
        }
        // What the panel left half done is its own state; the document changes only through the editor.
        let guarded = catch_unwind(AssertUnwindSafe(|| {
            self.probe(name);
            show(self, ui)
        }));
        match guarded {
            Ok(acts) => acts,
            Err(fault) => {
                if !self.editor.document().check().is_empty() {
                    resume_unwind(fault);
                }
                self.broken.insert(name);
                self.keep_now();
                self.toast.offer(format!("{name} stopped working. Your map is safe."), &[OPEN_AGAIN]);
                Vec::new()
            }
        }
    }

    /// A frame fell over: what floats is closed and the map set aside. If that does not help, or the map
    /// itself is hurt, the program ends as in any crash and the next start offers what was set aside.
    pub(super) fn fallen(&mut self, fault: Box<dyn Any + Send>) {
        const MOST_FALLS: u32 = 3;
        self.falls += 1;
        self.keep_now();
        if self.falls >= MOST_FALLS || !self.editor.document().check().is_empty() {
            resume_unwind(fault);
        }
        self.question = None;
        self.export = None;
        self.versions = None;
        self.shows_keys = false;
        self.chooser = Chooser::default();
        self.palette = Palette::default();
        self.toast.warn("Something went wrong in the window. The map is still here, and unsaved work is set aside.");
        self.ctx.request_repaint();
    }

    /// Lets a test make this part of the window fail.
    pub(super) fn probe(&self, name: &'static str) {
        if let Some(probe) = self.probe {
            probe(name);
        }
    }
}
