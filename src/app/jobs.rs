//! Work beside the interface thread: analysis, saving, opening, exporting, waiting for a file dialog.
//!
//! A job gets a snapshot and sends back one [`Done`]; whoever asked decides whether the answer is still
//! wanted. This is the only file of the window that starts threads.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use super::examples::Preview;
use super::opening::{Access, Care, Ticket};
use super::versions::Listed;
use crate::analysis::{self, Analysis, FullAnalysis, Options, WhatIf};
use crate::disk::{DiskError, Identity, Kept, Lock, Outside, Recovery, Saved};
use crate::export::Undrawn;
use crate::formats::Opened;
use crate::geom::Point;
use crate::model::{Document, Selection};
use crate::scene::Scene;

/// Above this many connections a first answer with fewer samples comes ahead of the full one.
///
/// Below it the full analysis takes less than a frame or two, and two answers would only flicker.
const PREVIEW_ABOVE: usize = 400;
/// How long nothing may change before the numbers that take longer are found: while somebody rates, the
/// cores belong to the dials.
const CALM: Duration = Duration::from_millis(250);
/// Samples of the first answer on a large map.
const PREVIEW_SAMPLES: u32 = 2_000;

/// What a job came back with.
pub(super) enum Done {
    /// The numbers about the document at `revision`.
    Analyzed { revision: u64, analysis: Box<Analysis> },
    /// All numbers about the document at `revision`, those that take longer too.
    Told { revision: u64, full: Box<FullAnalysis> },
    /// What it would cost to lose `away`.
    Lost { away: Selection, loss: Box<WhatIf> },
    /// A large map was laid out (`None`: it was stopped) by the order of this number.
    LaidOut { number: u64, places: Option<Vec<Point>> },
    /// A file was read; the ticket tells what was on the canvas when it was asked for.
    Opened {
        path: PathBuf,
        ticket: Ticket,
        care: Care,
        access: Box<Access>,
        result: Box<Result<(Opened, Identity), DiskError>>,
    },
    /// A map was written: the one that the ticket names; a new place comes with its lock.
    Saved { path: PathBuf, ticket: Ticket, lock: Option<Lock>, result: Result<Saved, DiskError> },
    /// Another program has done something with the open file.
    Outside { path: PathBuf, found: Outside },
    /// The keeper has set unsaved work aside, or cannot.
    Kept(Kept),
    /// The earlier versions of the map on the canvas, or of the file at a path.
    Versions(Vec<Listed>),
    /// The picture of an earlier version.
    Pictured { index: usize, preview: Option<Preview> },
    /// A picture or a report was written.
    Exported { path: PathBuf, result: Result<(), String>, undrawn: Option<Undrawn> },
    /// A picture for the clipboard was drawn, by the order of this number.
    Copied { number: u64, clip: Result<super::copying::Clip, String>, undrawn: Option<Undrawn> },
    /// A page for the preview of the export dialog was laid out: what was ordered, of which numbers.
    Previewed { order: super::order::Order, of: (u64, u64, u64), page: Box<Scene> },
    /// The letters of the page in the export dialog were looked for in the fonts of the machine.
    Lettered(Option<Undrawn>),
    /// The examples of the start screen were drawn.
    Previews(Vec<Option<Preview>>),
    /// Unsaved maps of earlier starts.
    Found(Vec<Recovery>),
    /// Something in the background failed, in words.
    Failed(String),
    /// A job fell over; what it was to bring will not come.
    Broken,
    /// Done, and nobody waits for it.
    Nothing,
    /// The platform's file dialog closed; `None` if nothing was chosen.
    Chosen(Option<PathBuf>),
}

/// Starts jobs and collects what they come back with.
pub(super) struct Jobs {
    sender: Sender<Done>,
    receiver: Receiver<Done>,
    /// One keeps the dials in step, the other finds what takes longer.
    analysts: Vec<Arc<Analyst>>,
    /// Runs everything at once on this thread: for tests, which must not wait.
    inline: bool,
    ctx: egui::Context,
}

/// The newest document that waits for analysis; older ones are forgotten.
#[derive(Default)]
struct Analyst {
    waiting: Mutex<Option<Order>>,
    news: Condvar,
}

enum Order {
    Analyze { document: Document, options: Options, revision: u64 },
    Leave,
}

impl Jobs {
    pub(super) fn new(ctx: &egui::Context, inline: bool) -> Self {
        let (sender, receiver) = channel();
        Self { sender, receiver, analysts: Vec::new(), inline, ctx: ctx.clone() }
    }

    /// Runs a job; its answer comes out of [`Jobs::next`].
    pub(super) fn start(&self, job: impl FnOnce() -> Done + Send + 'static) {
        // Whoever waits for the answer must hear that none will come: a save that fell over is no save.
        let job = move || catch_unwind(AssertUnwindSafe(job)).unwrap_or(Done::Broken);
        if self.inline {
            // The receiver lives as long as the sender: both are ours.
            let _ = self.sender.send(job());
            return;
        }
        let (sender, ctx) = (self.sender.clone(), self.ctx.clone());
        std::thread::spawn(move || {
            step_back();
            // The window may have closed meanwhile; then nobody wants the answer.
            let _ = sender.send(job());
            ctx.request_repaint();
        });
    }

    /// Analyses a snapshot; an order that has not begun yet is replaced.
    pub(super) fn analyze(&mut self, document: Document, options: Options, revision: u64) {
        if self.inline {
            let full = Box::new(analysis::full(&document, &options));
            let _ = self.sender.send(Done::Analyzed { revision, analysis: Box::new(full.base.clone()) });
            let _ = self.sender.send(Done::Told { revision, full });
            return;
        }
        if self.analysts.is_empty() {
            self.analysts = [Analyst::dials, Analyst::details].map(|work| self.employ(work)).into();
        }
        for analyst in &self.analysts {
            analyst.give(Order::Analyze { document: document.clone(), options, revision });
        }
    }

    fn employ(&self, work: fn(&Analyst, &dyn Fn(Done))) -> Arc<Analyst> {
        let analyst = Arc::new(Analyst::default());
        let (worker, tell) = (Arc::clone(&analyst), self.teller());
        std::thread::spawn(move || {
            step_back();
            work(&worker, &tell);
        });
        analyst
    }

    /// A way for other threads to bring news.
    pub(super) fn teller(&self) -> impl Fn(Done) + Send + 'static {
        let (sender, ctx) = (self.sender.clone(), self.ctx.clone());
        move |done| {
            // The window may have closed meanwhile; then nobody wants the news.
            let _ = sender.send(done);
            ctx.request_repaint();
        }
    }

    /// Runs everything at once on the calling thread.
    pub(super) const fn are_inline(&self) -> bool {
        self.inline
    }

    /// The next answer, if one has come.
    pub(super) fn next(&self) -> Option<Done> {
        self.receiver.try_recv().ok()
    }
}

impl Drop for Jobs {
    fn drop(&mut self) {
        for analyst in &self.analysts {
            analyst.give(Order::Leave);
        }
    }
}

/// Does something on a thread that lets the interface go first, and waits for it; `None` if it fell over. Whoever is the
/// first to call up threads for all cores does it here: they rank as it does.
pub(super) fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    let work = move || {
        step_back();
        work()
    };
    std::thread::spawn(work).join().ok()
}

/// Lets the interface go first on this thread and on those that it starts: where the processor draws, numbers that are
/// being found would hold up the picture of the key that asked for them.
#[cfg(target_os = "linux")]
fn step_back() {
    /// A tenth of the interface's share where both want a core; all of it where nobody else does.
    const NICE: i32 = 10;
    // On this system alone that is said of one thread; where it is refused, all is as it was.
    let _ = rustix::process::nice(NICE);
}

/// Elsewhere it would be said of the whole program.
#[cfg(not(target_os = "linux"))]
const fn step_back() {}

/// A fault in the numbers must not end the analyst: the next map may be another story.
fn numbers(work: impl FnOnce() -> Done) -> Done {
    let failed = || Done::Failed("The numbers cannot be worked out just now. The map is safe".to_owned());
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| failed())
}

impl Analyst {
    fn give(&self, order: Order) {
        *self.waiting.lock().unwrap_or_else(PoisonError::into_inner) = Some(order);
        self.news.notify_one();
    }

    fn has_news(&self) -> bool {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }

    /// Nothing new has come for a while.
    fn is_calm(&self) -> bool {
        let waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let (waiting, _) = self
            .news
            .wait_timeout_while(waiting, CALM, |order| order.is_none())
            .unwrap_or_else(PoisonError::into_inner);
        waiting.is_none()
    }

    fn take(&self) -> Order {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(order) = waiting.take() {
                return order;
            }
            waiting = self.news.wait(waiting).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Keeps up with every key: what the dials and the weak connections need, and nothing else.
    fn dials(&self, tell: &dyn Fn(Done)) {
        while let Order::Analyze { document, options, revision } = self.take() {
            let mut steps = vec![options];
            if document.connections().len() > PREVIEW_ABOVE && options.samples.is_none() {
                steps.insert(0, Options { samples: Some(PREVIEW_SAMPLES), ..options });
            }
            for options in steps {
                if self.has_news() {
                    break;
                }
                tell(numbers(|| {
                    let analysis = Box::new(analysis::analyze(&document, &options));
                    Done::Analyzed { revision, analysis }
                }));
            }
        }
    }

    /// Finds what takes longer, once nothing has changed for a while, without holding up the dials.
    fn details(&self, tell: &dyn Fn(Done)) {
        while let Order::Analyze { document, options, revision } = self.take() {
            if self.is_calm() {
                tell(numbers(|| Done::Told { revision, full: Box::new(analysis::full_aside(&document, &options)) }));
            }
        }
    }
}
