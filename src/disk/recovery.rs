//! Recovery files: the unsaved map, written every few moments, for the next start after a crash.
//!
//! Named by the document's id, so that a moved map still finds its own; written by the routine that
//! saves maps, so that none is ever torn; three generations are kept.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::{Value as Json, json};

use super::{DiskError, Home, file_stem, save};
use crate::formats::{self, Opened};
use crate::model::Document;

/// Generations kept of one map: the last one and two in case that one is the trouble.
const KEPT: usize = 3;

const EXTENSION: &str = "recovery";

/// An unsaved map that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recovery {
    /// The document's id; hand it to [`Home::discard`].
    pub key: String,
    /// The map's title.
    pub title: String,
    /// Where the map was opened from or saved to; a hint, as it may have moved.
    pub path: Option<PathBuf>,
    /// When it was written.
    pub written: SystemTime,
    /// Number of actors.
    pub actors: usize,
    /// Number of connections.
    pub connections: usize,
    file: PathBuf,
}

impl Recovery {
    /// Reads the map.
    ///
    /// # Errors
    /// If the file is gone or unreadable.
    pub fn open(&self) -> Result<Opened, DiskError> {
        let bytes = fs::read(&self.file)
            .map_err(|error| DiskError::of("The recovery file cannot be opened", &error, &self.file))?;
        let (_, map) = split(&bytes).ok_or_else(|| DiskError::new("The recovery file is damaged", &self.file))?;
        formats::read("recovery.strand", map, super::entropy())
            .map_err(|error| DiskError::new(&format!("The recovery file is damaged ({error})"), &self.file))
    }
}

/// Held while a map is open: its recovery files are not offered to another window meanwhile.
#[derive(Debug)]
pub struct Hold {
    _lock: File,
}

impl Home {
    /// Writes the unsaved map as the newest generation; `path` is where it is saved, if anywhere.
    ///
    /// # Errors
    /// If the disk refuses; earlier generations are untouched then.
    pub fn save_recovery(&self, document: &Document, path: Option<&Path>) -> Result<(), DiskError> {
        let folder = self.state("recovery")?;
        let stem = file_stem(&document.meta().key);
        let generations = generations(&folder, &stem);
        let next = generations.last().map_or(1, |(generation, _)| generation + 1);
        let map = formats::write_strand(document);
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let head = json!({
            "key": document.meta().key,
            "title": document.meta().title,
            "path": path.map(|path| path.to_string_lossy()),
            "written": now.as_secs(),
            "actors": document.actors().len(),
            "connections": document.connections().len(),
            "bytes": map.len(),
        });
        let bytes = [head.to_string().as_bytes(), b"\n", &map].concat();
        save::write_own(&folder.join(format!("{stem}.{next:09}.{EXTENSION}")), &bytes)?;
        for (_, old) in generations.iter().rev().skip(KEPT - 1) {
            let _ = fs::remove_file(old);
        }
        Ok(())
    }

    /// The unsaved maps of windows that are gone, newest first, one per map.
    #[must_use]
    pub fn recoveries(&self) -> Vec<Recovery> {
        let Ok(folder) = self.state("recovery") else { return Vec::new() };
        let mut stems: Vec<String> = files(&folder).filter_map(|path| Some(parts(&path)?.0)).collect();
        stems.sort();
        stems.dedup();
        stems.retain(|stem| !is_held(&folder, stem));
        let newest = |stem: &String| generations(&folder, stem).iter().rev().find_map(|(_, path)| look(path));
        let mut found: Vec<Recovery> = stems.iter().filter_map(newest).collect();
        found.sort_by(|a, b| b.written.cmp(&a.written).then_with(|| a.key.cmp(&b.key)));
        found
    }

    /// Forgets the unsaved versions of a map: it was saved, or nobody wants them.
    pub fn discard(&self, key: &str) {
        let Ok(folder) = self.state("recovery") else { return };
        for (_, path) in generations(&folder, &file_stem(key)) {
            let _ = fs::remove_file(path);
        }
    }

    /// Marks a map as open in this window, until the hold is dropped or the program ends in any way.
    /// `None` if another window has it open.
    #[must_use]
    pub fn hold(&self, key: &str) -> Option<Hold> {
        let folder = self.state("recovery").ok()?;
        let lock = File::create(folder.join(format!("{}.lock", file_stem(key)))).ok()?;
        lock.try_lock().ok().map(|()| Hold { _lock: lock })
    }
}

fn is_held(folder: &Path, stem: &str) -> bool {
    File::open(folder.join(format!("{stem}.lock"))).is_ok_and(|lock| lock.try_lock().is_err())
}

fn files(folder: &Path) -> impl Iterator<Item = PathBuf> {
    fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path())
}

/// Stem and generation of a recovery file's name.
fn parts(path: &Path) -> Option<(String, u64)> {
    let name = path.file_name()?.to_str()?.strip_suffix(EXTENSION)?.strip_suffix('.')?;
    let (stem, generation) = name.rsplit_once('.')?;
    Some((stem.to_owned(), generation.parse().ok()?))
}

/// The generations of one map, oldest first.
fn generations(folder: &Path, stem: &str) -> Vec<(u64, PathBuf)> {
    let of_stem =
        |path: PathBuf| parts(&path).filter(|(other, _)| other == stem).map(|(_, generation)| (generation, path));
    let mut found: Vec<_> = files(folder).filter_map(of_stem).collect();
    found.sort();
    found
}

/// The head of a recovery file and the map after it, if both are whole.
fn split(bytes: &[u8]) -> Option<(Json, &[u8])> {
    let end = bytes.iter().position(|byte| *byte == b'\n')?;
    let head: Json = serde_json::from_slice(&bytes[..end]).ok()?;
    let map = &bytes[end + 1..];
    (head.get("bytes")?.as_u64()? == map.len() as u64).then_some((head, map))
}

fn look(file: &Path) -> Option<Recovery> {
    let bytes = fs::read(file).ok()?;
    let (head, _) = split(&bytes)?;
    let text = |name: &str| head.get(name).and_then(Json::as_str).map(str::to_owned);
    let count = |name: &str| head.get(name).and_then(Json::as_u64).unwrap_or_default();
    Some(Recovery {
        key: text("key")?,
        title: text("title").unwrap_or_default(),
        path: text("path").map(PathBuf::from),
        written: UNIX_EPOCH + Duration::from_secs(count("written")),
        actors: count("actors") as usize,
        connections: count("connections") as usize,
        file: file.to_owned(),
    })
}
