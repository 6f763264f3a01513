//! The keeper sets unsaved work aside: a thread that writes the newest snapshot it was given, and nothing
//! in between. The interface hands over a cheap clone and never waits.
//!
//! All its files are touched by that one thread, in the order of the orders: what is cleared after a save
//! cannot come back from a write that was under way.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::{Aside, DiskError, Home};
use crate::model::Document;

/// The shortest time from one writing to the next: a burst of keys is one write.
const APART: Duration = Duration::from_millis(200);
/// The longest, on a slow disk or with a large map. With the writing itself it stays under a second.
const LONGEST: Duration = Duration::from_millis(500);
/// A writing is followed by so many times its length of rest: at most a quarter of one core.
const REST: u32 = 3;

/// A map as it is at one moment.
#[derive(Debug)]
pub struct Snapshot {
    /// The map.
    pub document: Document,
    /// Where it is saved, if anywhere.
    pub path: Option<PathBuf>,
    /// What the history calls this moment.
    pub state: u64,
}

/// What the keeper has to tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// This state is on the disk: a crash costs nothing that came before it.
    State(u64),
    /// Unsaved work cannot be set aside; told once until it works again.
    Failed(DiskError),
}

/// A handle on the thread; the last one dropped lets it finish and end.
#[derive(Clone, Debug)]
pub struct Keeper {
    desk: Arc<Desk>,
    _alive: Arc<Alive>,
}

#[derive(Debug, Default)]
struct Desk {
    orders: Mutex<Orders>,
    news: Condvar,
    done: Condvar,
}

#[derive(Debug, Default)]
struct Orders {
    waiting: VecDeque<Order>,
    /// The thread is at work on an order that it took.
    busy: bool,
    /// Somebody waits: no rest between two writings.
    urgent: bool,
    leaves: bool,
}

#[derive(Debug)]
enum Order {
    /// Another map is open; what was set aside of the one before stays.
    Begin(String),
    Keep(Box<Snapshot>),
    /// The map was saved at this path.
    Saved(String, PathBuf),
    /// Nobody wants the unsaved map.
    Clear,
}

/// Tells the thread to leave once no handle is left.
#[derive(Debug)]
struct Alive(Arc<Desk>);

impl Drop for Alive {
    fn drop(&mut self) {
        self.0.lock().leaves = true;
        self.0.news.notify_one();
    }
}

impl Keeper {
    /// Starts the thread; `tell` is called there.
    pub fn start(home: Home, tell: impl Fn(Kept) + Send + 'static) -> Self {
        let desk = Arc::new(Desk::default());
        let worker = Worker { home, aside: None, failed: false, tell: Box::new(tell) };
        let own = Arc::clone(&desk);
        thread::spawn(move || worker.work(&own));
        Self { _alive: Arc::new(Alive(Arc::clone(&desk))), desk }
    }

    /// Another map is on the canvas.
    pub fn begin(&self, key: &str) {
        self.order(Order::Begin(key.to_owned()));
    }

    /// Sets this moment aside, as soon as may be; one that still waits is replaced.
    pub fn keep(&self, snapshot: Snapshot) {
        self.order(Order::Keep(Box::new(snapshot)));
    }

    /// The document with this id was saved: nothing older is offered again.
    pub fn saved(&self, key: &str, path: &Path) {
        self.order(Order::Saved(key.to_owned(), path.to_owned()));
    }

    /// Nobody wants the unsaved map.
    pub fn clear(&self) {
        self.order(Order::Clear);
    }

    /// Waits until all is done that was ordered, or until patience ends; whether it was done.
    #[must_use]
    pub fn flush(&self, patience: Duration) -> bool {
        let mut orders = self.desk.lock();
        orders.urgent = true;
        self.desk.news.notify_one();
        let is_busy = |orders: &mut Orders| orders.busy || !orders.waiting.is_empty();
        let (mut orders, waited) =
            self.desk.done.wait_timeout_while(orders, patience, is_busy).unwrap_or_else(PoisonError::into_inner);
        orders.urgent = false;
        !waited.timed_out()
    }

    fn order(&self, order: Order) {
        let mut orders = self.desk.lock();
        if let (Some(Order::Keep(_)), Order::Keep(_)) = (orders.waiting.back(), &order) {
            orders.waiting.pop_back();
        }
        orders.waiting.push_back(order);
        self.desk.news.notify_one();
    }
}

impl Desk {
    fn lock(&self) -> MutexGuard<'_, Orders> {
        self.orders.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next order, not before `rest` is over where it is one to write; `None` to leave.
    fn next(&self, rest: Instant) -> Option<Order> {
        let mut orders = self.lock();
        orders.busy = false;
        loop {
            let now = Instant::now();
            let must_rest = now < rest && !orders.urgent && matches!(orders.waiting.front(), Some(Order::Keep(_)));
            if !must_rest && let Some(order) = orders.waiting.pop_front() {
                orders.busy = true;
                return Some(order);
            }
            if orders.waiting.is_empty() {
                self.done.notify_all();
                if orders.leaves {
                    return None;
                }
                orders = self.news.wait(orders).unwrap_or_else(PoisonError::into_inner);
            } else {
                orders = self.news.wait_timeout(orders, rest - now).unwrap_or_else(PoisonError::into_inner).0;
            }
        }
    }
}

struct Worker {
    home: Home,
    aside: Option<(String, Aside)>,
    /// The last writing failed and that was told.
    failed: bool,
    tell: Box<dyn Fn(Kept) + Send>,
}

impl Worker {
    fn work(mut self, desk: &Desk) {
        let mut rest = Instant::now();
        while let Some(order) = desk.next(rest) {
            let begun = Instant::now();
            // A fault in here must not end the keeping: the next snapshot may be another story.
            let done = catch_unwind(AssertUnwindSafe(|| self.carry_out(order)));
            if done.is_err() {
                self.fail(DiskError { reason: "something went wrong".to_owned(), ..DiskError::default() });
            }
            rest = begun + (begun.elapsed() * REST).clamp(APART, LONGEST);
        }
    }

    fn carry_out(&mut self, order: Order) {
        match order {
            Order::Begin(key) => {
                self.aside = None;
                self.place(&key);
            }
            Order::Keep(snapshot) => self.keep(&snapshot),
            Order::Saved(key, path) => {
                self.clear();
                self.home.retire(&key, &path);
            }
            Order::Clear => self.clear(),
        }
    }

    fn clear(&self) {
        if let Some((_, aside)) = &self.aside {
            aside.clear();
        }
    }

    /// Where the map with this id is set aside.
    fn place(&mut self, key: &str) -> Option<&mut Aside> {
        if self.aside.as_ref().is_none_or(|(own, _)| own != key) {
            self.aside = None;
            match self.home.set_aside(key) {
                Ok(aside) => self.aside = Some((key.to_owned(), aside)),
                Err(error) => self.fail(error),
            }
        }
        self.aside.as_mut().map(|(_, aside)| aside)
    }

    fn keep(&mut self, snapshot: &Snapshot) {
        let Some(aside) = self.place(&snapshot.document.meta().key) else { return };
        match aside.write(&snapshot.document, snapshot.path.as_deref()) {
            Ok(_) => {
                self.failed = false;
                (self.tell)(Kept::State(snapshot.state));
            }
            Err(error) => self.fail(error),
        }
    }

    /// Says it once, not with every key.
    fn fail(&mut self, error: DiskError) {
        if !std::mem::replace(&mut self.failed, true) {
            (self.tell)(Kept::Failed(error));
        }
    }
}
