//! Work beside the interface thread: analysis, saving, opening, exporting, waiting for a file dialog.
//!
//! A job gets a snapshot and sends back one [`Done`]; whoever asked decides whether the answer is still
//! wanted. This is the only file of the window that starts threads.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use super::examples::Preview;
use crate::analysis::{self, Analysis, FullAnalysis, Options, WhatIf};
use crate::disk::{DiskError, Identity, Recovery};
use crate::formats::Opened;
use crate::model::{Document, Selection};

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
    /// A file was read.
    Opened { path: PathBuf, result: Box<Result<(Opened, Identity), DiskError>> },
    /// A map was written; `state` is what the history called the snapshot.
    Saved { path: PathBuf, state: u64, result: Result<Identity, DiskError> },
    /// A picture or a report was written.
    Exported { path: PathBuf, result: Result<(), String> },
    /// The examples of the start screen were drawn.
    Previews(Vec<Option<Preview>>),
    /// Unsaved maps of earlier starts.
    Found(Vec<Recovery>),
    /// Something in the background failed, in words.
    Failed(String),
    /// Done, and nobody waits for it.
    Nothing,
    /// The platform's file dialog closed; `None` if nothing was chosen.
    Chosen(Option<PathBuf>),
}

/// Starts jobs and collects what they come back with.
pub(super) struct Jobs {
    sender: Sender<Done>,
    receiver: Receiver<Done>,
    analyst: Option<Arc<Analyst>>,
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
        Self { sender, receiver, analyst: None, inline, ctx: ctx.clone() }
    }

    /// Runs a job; its answer comes out of [`Jobs::next`].
    pub(super) fn start(&self, job: impl FnOnce() -> Done + Send + 'static) {
        if self.inline {
            // The receiver lives as long as the sender: both are ours.
            let _ = self.sender.send(job());
            return;
        }
        let (sender, ctx) = (self.sender.clone(), self.ctx.clone());
        std::thread::spawn(move || {
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
        let analyst = self.analyst.get_or_insert_with(|| {
            let analyst = Arc::new(Analyst::default());
            let (worker, sender, ctx) = (Arc::clone(&analyst), self.sender.clone(), self.ctx.clone());
            std::thread::spawn(move || worker.work(&sender, &ctx));
            analyst
        });
        analyst.give(Order::Analyze { document, options, revision });
    }

    /// The next answer, if one has come.
    pub(super) fn next(&self) -> Option<Done> {
        self.receiver.try_recv().ok()
    }
}

impl Drop for Jobs {
    fn drop(&mut self) {
        if let Some(analyst) = &self.analyst {
            analyst.give(Order::Leave);
        }
    }
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

    fn work(&self, sender: &Sender<Done>, ctx: &egui::Context) {
        while let Order::Analyze { document, options, revision } = self.take() {
            let mut steps = vec![options];
            if document.connections().len() > PREVIEW_ABOVE && options.samples.is_none() {
                steps.insert(0, Options { samples: Some(PREVIEW_SAMPLES), ..options });
            }
            for options in steps {
                if self.has_news() {
                    break;
                }
                let analysis = Box::new(analysis::analyze(&document, &options));
                if sender.send(Done::Analyzed { revision, analysis }).is_err() {
                    return;
                }
                ctx.request_repaint();
            }
            if self.is_calm() {
                let full = Box::new(analysis::full(&document, &options));
                if sender.send(Done::Told { revision, full }).is_err() {
                    return;
                }
                ctx.request_repaint();
            }
        }
    }
}
