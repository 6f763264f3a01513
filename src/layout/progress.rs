//! How far a layout has come and whether anybody still wants it, for whoever waits on another thread.
//! It never decides a place.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

/// The state of one layout under way; starts at nothing done, wanted.
#[derive(Debug, Default)]
pub struct Progress {
    /// Steps of a thousand.
    done: AtomicU32,
    stopped: AtomicBool,
}

impl Progress {
    /// How much is done, roughly: 0 to 1, never falling.
    #[must_use]
    pub fn share(&self) -> f64 {
        f64::from(self.done.load(Ordering::Relaxed)) / 1000.0
    }

    /// Nobody wants the layout any more: it ends soon, without places.
    pub fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
    }

    /// Whether it was stopped.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }

    /// Notes how much is done; whether to go on.
    pub(super) fn reached(&self, share: f64) -> bool {
        self.done.fetch_max((share * 1000.0) as u32, Ordering::Relaxed);
        !self.is_stopped()
    }
}
