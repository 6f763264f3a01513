//! Recovery files: the unsaved map, for the next start after a crash.
//!
//! Named by the document's id, so that a moved map still finds its own, and by the window that wrote them,
//! so that two windows never touch each other's. Written by the routine that saves maps, with a checksum
//! and a generation, so that a torn one is known and the one before it counts.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::{Value as Json, json};

use super::identity::{digest, file_stem};
use super::{DiskError, Home, entropy, folder, save};
use crate::formats::{self, Opened};
use crate::model::Document;

/// Generations kept of one map: the last one and two in case that one is the trouble.
const KEPT: usize = 3;

const EXTENSION: &str = "recovery";

/// An unsaved map that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recovery {
    /// The document's id.
    pub key: String,
    /// The map's title.
    pub title: String,
    /// Where the map was opened from or saved to; a hint, as it may have moved.
    pub path: Option<PathBuf>,
    /// When it was written.
    pub written: SystemTime,
    /// Rises with each writing.
    pub generation: u64,
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
        formats::read("recovery.strand", map, entropy())
            .map_err(|error| DiskError::new(&format!("The recovery file is damaged ({error})"), &self.file))
    }

    /// Forgets it: the map it holds is safe elsewhere.
    pub fn forget(&self) {
        if let Some(name) = Name::of(&self.file) {
            clear(self.file.parent().unwrap_or(Path::new(".")), &name.stem, name.session);
        }
    }
}

/// Where one window sets one unsaved map aside; while it lives no other window is offered that map.
#[derive(Debug)]
pub struct Aside {
    folder: PathBuf,
    stem: String,
    session: u64,
    generation: u64,
    _lock: File,
}

impl Home {
    /// A place for the unsaved versions of the document with this id.
    ///
    /// # Errors
    /// If the state folder cannot be written.
    pub fn set_aside(&self, key: &str) -> Result<Aside, DiskError> {
        let folder = self.state("recovery")?;
        let (stem, session) = (file_stem(key), entropy());
        let path = lock_path(&folder, &stem, session);
        let lock =
            File::create(&path).map_err(|error| DiskError::of("Unsaved work cannot be set aside", &error, &path))?;
        // Where there are no locks every start is offered the map, which is better than none.
        let _ = lock.try_lock();
        Ok(Aside { folder, stem, session, generation: 0, _lock: lock })
    }

    /// The unsaved maps of windows that are gone, newest first, one per map and window.
    #[must_use]
    pub fn recoveries(&self) -> Vec<Recovery> {
        let Ok(folder) = self.state("recovery") else { return Vec::new() };
        let mut windows: Vec<(String, u64)> =
            files(&folder).filter_map(|path| Name::of(&path)).map(|name| (name.stem, name.session)).collect();
        windows.sort();
        windows.dedup();
        windows.retain(|(stem, session)| !is_held(&folder, stem, *session));
        let newest = |(stem, session): &(String, u64)| {
            let found = generations(&folder, stem, *session).into_iter().rev().find_map(|(_, path)| look(&path))?;
            if is_on_disk(&found) {
                found.forget();
                return None;
            }
            Some(found)
        };
        let mut found: Vec<Recovery> = windows.iter().filter_map(newest).collect();
        found.sort_by(|a, b| b.written.cmp(&a.written).then_with(|| a.file.cmp(&b.file)));
        found
    }

    /// The document with this id was saved at `path`: what crashed windows left of it is older now. It goes
    /// to the earlier versions, not to the bin, and is offered no more.
    pub fn retire(&self, key: &str, path: &Path) {
        for old in self.recoveries() {
            let is_here = old.path.as_deref().is_none_or(|hint| hint == path || !hint.exists());
            if old.key == key && is_here && self.put_away(&old).is_ok() {
                old.forget();
            }
        }
    }

    /// Moves an unsaved map to the earlier versions of its document.
    ///
    /// # Errors
    /// If it cannot be read or copied; it stays where it is then.
    pub fn put_away(&self, recovery: &Recovery) -> Result<(), DiskError> {
        self.keep_version(&recovery.open()?.document, recovery.path.as_deref())?;
        recovery.forget();
        Ok(())
    }
}

impl Aside {
    /// Writes the unsaved map as the newest generation, whose number it answers; `path` is where the map is
    /// saved, if anywhere.
    ///
    /// # Errors
    /// If the disk refuses; earlier generations are untouched then.
    pub fn write(&mut self, document: &Document, path: Option<&Path>) -> Result<u64, DiskError> {
        let next = self.generation + 1;
        let map = formats::write_strand(document);
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let head = json!({
            "key": document.meta().key,
            "title": document.meta().title,
            "path": path.map(|path| path.to_string_lossy()),
            "written": now.as_millis() as u64,
            "generation": next,
            "actors": document.actors().len(),
            "connections": document.connections().len(),
            "bytes": map.len(),
            "digest": format!("{:016x}", digest(&map)),
        });
        let bytes = [head.to_string().as_bytes(), b"\n", &map].concat();
        let name = format!("{}.{:016x}.{next:09}.{EXTENSION}", self.stem, self.session);
        save::write_own(&self.folder.join(name), &bytes)?;
        self.generation = next;
        let known = generations(&self.folder, &self.stem, self.session);
        for (_, old) in known.iter().rev().skip(KEPT) {
            let _ = fs::remove_file(old);
        }
        Ok(next)
    }

    /// Forgets what was set aside: the map is saved, or nobody wants it.
    pub fn clear(&self) {
        for (_, path) in generations(&self.folder, &self.stem, self.session) {
            let _ = fs::remove_file(path);
        }
    }
}

impl Drop for Aside {
    fn drop(&mut self) {
        if generations(&self.folder, &self.stem, self.session).is_empty() {
            let _ = fs::remove_file(lock_path(&self.folder, &self.stem, self.session));
        }
    }
}

/// A recovery file's name, taken apart.
struct Name {
    stem: String,
    session: u64,
    generation: u64,
}

impl Name {
    fn of(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_str()?.strip_suffix(EXTENSION)?.strip_suffix('.')?;
        let mut parts = name.rsplitn(3, '.');
        let generation = parts.next()?.parse().ok()?;
        let session = u64::from_str_radix(parts.next()?, 16).ok()?;
        Some(Self { stem: parts.next()?.to_owned(), session, generation })
    }
}

fn lock_path(folder: &Path, stem: &str, session: u64) -> PathBuf {
    folder.join(format!("{stem}.{session:016x}.lock"))
}

fn is_held(folder: &Path, stem: &str, session: u64) -> bool {
    File::open(lock_path(folder, stem, session)).is_ok_and(|lock| lock.try_lock().is_err())
}

/// Removes all that one window has set aside of one map.
fn clear(folder: &Path, stem: &str, session: u64) {
    for (_, path) in generations(folder, stem, session) {
        let _ = fs::remove_file(path);
    }
    let _ = fs::remove_file(lock_path(folder, stem, session));
}

fn files(folder: &Path) -> impl Iterator<Item = PathBuf> {
    folder::paths(folder).unwrap_or_default().into_iter()
}

/// The generations that one window has set aside of one map, oldest first.
fn generations(folder: &Path, stem: &str, session: u64) -> Vec<(u64, PathBuf)> {
    let own = |path: PathBuf| {
        let name = Name::of(&path).filter(|name| name.stem == stem && name.session == session)?;
        Some((name.generation, path))
    };
    let mut found: Vec<_> = files(folder).filter_map(own).collect();
    found.sort();
    found
}

/// The head of a recovery file and the map after it, if both are whole.
fn split(bytes: &[u8]) -> Option<(Json, &[u8])> {
    let end = bytes.iter().position(|byte| *byte == b'\n')?;
    let head: Json = serde_json::from_slice(&bytes[..end]).ok()?;
    let map = &bytes[end + 1..];
    let is_whole = head.get("bytes")?.as_u64()? == map.len() as u64
        && head.get("digest")?.as_str()? == format!("{:016x}", digest(map));
    is_whole.then_some((head, map))
}

/// The map was saved in the very moment before the crash: what is on disk is what was set aside.
fn is_on_disk(found: &Recovery) -> bool {
    let saved = || {
        let bytes = fs::read(&found.file).ok()?;
        let (_, map) = split(&bytes)?;
        let path = found.path.as_deref().filter(|path| path.is_file())?;
        Some(super::read(path).ok()?.1.hash == digest(map))
    };
    saved().unwrap_or(false)
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
        written: UNIX_EPOCH + Duration::from_millis(count("written")),
        generation: count("generation"),
        actors: count("actors") as usize,
        connections: count("connections") as usize,
        file: file.to_owned(),
    })
}
