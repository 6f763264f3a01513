//! The window closes, or must: by its button, by a command, or because the system says so.
//!
//! What was pressed before is dealt with first. What is asked about unsaved changes is in `files`, what is set
//! aside for the next start in `keep`.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use egui::ViewportCommand;

use super::act::Next;
use super::keep::PATIENCE;
use super::shell::Shell;
use super::turns::Turns;
use crate::disk;
use crate::editor::Event;

impl Shell {
    /// Asks about unsaved changes before the window closes.
    pub(super) fn guard_close(&mut self, frame: Option<&eframe::Frame>) {
        if self.ctx.input(|input| input.viewport().close_requested()) && !self.desk.may_close {
            self.ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            self.desk.closes = true;
        }
        if self.desk.closes && !self.has_more_to_read() {
            self.desk.closes = false;
            self.go(Next::Close, frame);
        }
    }

    /// Keys came faster than frames, and some of them wait for the next.
    pub(super) fn has_more_to_read(&self) -> bool {
        self.ctx.with_plugin(|turns: &mut Turns| turns.waits()).unwrap_or_default()
    }

    /// Tells the editor that the window goes: gestures end, nothing is half done.
    pub(super) fn leave(&mut self) {
        let _nothing_left_to_do = self.editor.handle(Event::FocusLost);
    }

    /// The system may ask the program to end (logout, `kill`): unsaved work is set aside, then the window
    /// closes without a question; if it is stuck, the program ends without it.
    pub(super) fn end_when_asked(&self) {
        let (ends, ctx, keeper) = (Arc::clone(&self.keep.ends), self.ctx.clone(), self.keep.keeper.clone());
        disk::on_end(move || {
            ends.store(true, Ordering::Release);
            ctx.request_repaint();
            // The window has this long to leave by itself, with the last key in the recovery file.
            std::thread::sleep(PATIENCE);
            if let Some(keeper) = keeper {
                let _ = keeper.flush(PATIENCE);
            }
            #[allow(clippy::exit, reason = "the window does not answer, and what it had is on the disk")]
            std::process::exit(0);
        });
    }

    /// The system has asked the program to end.
    pub(super) fn must_end(&self) -> bool {
        self.keep.ends.load(Ordering::Acquire)
    }

    /// Leaves with unsaved work set aside for the next start.
    pub(super) fn end(&mut self) {
        self.leave();
        self.keep_now();
        self.keep.survived();
        self.desk.may_close = true;
        self.ctx.send_viewport_cmd(ViewportCommand::Close);
    }
}
