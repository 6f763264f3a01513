//! Notices that another program has written to the open file, or taken it away: long before a save would ask.
//!
//! It looks at size and time every few seconds, on a thread of its own, and reads the file only where they
//! have changed: what counts is the content. Each content is told once.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, SystemTime};

use super::{Identity, open};

/// How often it looks. A question about one file costs a local disk nothing and a network drive little.
const EVERY: Duration = Duration::from_secs(3);
/// A file that was written less long ago may not be complete yet.
const SETTLED: Duration = Duration::from_millis(800);

/// What became of the open file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outside {
    /// It is again what this window read or wrote.
    Same,
    /// It holds something else.
    Changed(Identity),
    /// It is not there any more: moved, deleted, or its drive is gone.
    Gone,
}

/// A handle on the thread; dropped, it lets it end.
#[derive(Debug)]
pub struct Watch {
    orders: Sender<Order>,
}

#[derive(Debug)]
enum Order {
    /// This file, which should be this.
    File(PathBuf, Identity),
    Nothing,
    Look,
}

/// A file that is looked at.
#[derive(Debug)]
struct Seen {
    path: PathBuf,
    expected: Identity,
    /// Size and time when it was read last.
    stamp: Option<(u64, Option<SystemTime>)>,
    told: Outside,
}

impl Watch {
    /// Starts the thread; `tell` is called there, with the path that was given.
    pub fn start(tell: impl Fn(PathBuf, Outside) + Send + 'static) -> Self {
        let (orders, news) = channel();
        thread::spawn(move || work(&news, tell));
        Self { orders }
    }

    /// From now on this file should have this content.
    pub fn file(&self, path: &Path, expected: &Identity) {
        self.order(Order::File(path.to_owned(), expected.clone()));
    }

    /// No file is open, or this window is just writing it.
    pub fn nothing(&self) {
        self.order(Order::Nothing);
    }

    /// Looks at once: somebody has come back to the window.
    pub fn look(&self) {
        self.order(Order::Look);
    }

    fn order(&self, order: Order) {
        // Without its thread nothing is noticed before the next save, which looks for itself.
        let _ = self.orders.send(order);
    }
}

/// What became of a file that should have this content, for whoever asks once; `None` if it is the same.
#[must_use]
pub fn look(path: &Path, expected: &Identity) -> Option<Outside> {
    let seen = Seen { path: path.to_owned(), expected: expected.clone(), stamp: None, told: Outside::Same };
    { seen }.look()
}

fn work(orders: &Receiver<Order>, tell: impl Fn(PathBuf, Outside)) {
    let mut seen: Option<Seen> = None;
    loop {
        let order = match &seen {
            Some(_) => orders.recv_timeout(EVERY),
            None => orders.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        match order {
            Ok(Order::File(path, expected)) => {
                seen = Some(Seen { path, expected, stamp: None, told: Outside::Same });
            }
            Ok(Order::Nothing) => seen = None,
            Ok(Order::Look) | Err(RecvTimeoutError::Timeout) => {
                if let Some(seen) = &mut seen
                    && let Some(news) = seen.look()
                {
                    tell(seen.path.clone(), news);
                }
            }
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}

impl Seen {
    /// What there is to tell that was not told yet.
    fn look(&mut self) -> Option<Outside> {
        let found = match fs::metadata(&self.path) {
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
                self.stamp = None;
                Outside::Gone
            }
            // A network drive that does not answer now will, or a save will say why not.
            Err(_) => return None,
            Ok(metadata) => {
                let modified = metadata.modified().ok();
                let stamp = Some((metadata.len(), modified));
                let is_fresh = modified.and_then(|time| time.elapsed().ok()).is_some_and(|age| age < SETTLED);
                if stamp == self.stamp || is_fresh {
                    return None;
                }
                self.stamp = stamp;
                let (_, identity) = open::read(&self.path).ok()?;
                if identity.hash == self.expected.hash { Outside::Same } else { Outside::Changed(identity) }
            }
        };
        (found != self.told).then(|| {
            self.told = found.clone();
            found
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_content_is_told_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("map.strand");
        let mut clock = SystemTime::now() - Duration::from_secs(3_600);
        let mut put = |text: &str| {
            fs::write(&path, text).unwrap();
            clock += Duration::from_secs(60);
            fs::File::options().write(true).open(&path).unwrap().set_modified(clock).unwrap();
        };
        put("mine");
        let (_, expected) = open::read(&path).unwrap();
        let mut seen = Seen { path: path.clone(), expected, stamp: None, told: Outside::Same };
        assert_eq!(seen.look(), None);
        put("mine");
        assert_eq!(seen.look(), None, "a new time is no new content");
        put("theirs");
        assert!(matches!(seen.look(), Some(Outside::Changed(_))));
        assert_eq!(seen.look(), None);
        put("theirs");
        assert_eq!(seen.look(), None, "nor for the second time");
        put("theirs again");
        assert!(matches!(seen.look(), Some(Outside::Changed(_))));
        put("mine");
        assert_eq!(seen.look(), Some(Outside::Same), "it is what it was: nothing is left to ask");
        fs::write(&path, "half writ").unwrap();
        assert_eq!(seen.look(), None, "somebody may be writing just now");
        fs::remove_file(&path).unwrap();
        assert_eq!(seen.look(), Some(Outside::Gone));
        assert_eq!(seen.look(), None);
    }
}
