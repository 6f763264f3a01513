//! Earlier versions: dated copies of what a file was, made before a save.
//!
//! They lie in the state folder, apart from the maps, one folder a document; its name is the document's
//! id, so that a moved or renamed map still finds its own. Beside the copies a note says where the map lay,
//! so that a file too damaged to tell its id finds them, too.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::home::made;
use super::identity::{digest, file_stem};
use super::{DiskError, Home, folder, save};
use crate::formats::{self, Opened};
use crate::model::Date;

/// No more than one copy in this time: rating keys and saves come in bursts.
const APART: Duration = Duration::from_secs(5 * 60);
/// Copies younger than this stay: "it was there on Monday".
const DAYS: Duration = Duration::from_secs(7 * 24 * 60 * 60);
/// So many stay however old they are.
const LEAST: usize = 10;
/// Bytes of the copies of one map above which only [`LEAST`] stay: large maps would fill a small disk.
const MOST_BYTES: u64 = 512 << 20;

const EXTENSION: &str = "strand";
const PLACE: &str = "place.txt";

/// What a map was at some time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// When it was put here.
    pub written: SystemTime,
    /// Its size.
    pub bytes: u64,
    file: PathBuf,
}

impl Version {
    /// Reads the map.
    ///
    /// # Errors
    /// If the copy is gone or unreadable.
    pub fn open(&self) -> Result<Opened, DiskError> {
        super::open(&self.file).map(|(opened, _)| opened)
    }
}

impl Home {
    /// The earlier versions of a document, newest first.
    #[must_use]
    pub fn versions(&self, key: &str) -> Vec<Version> {
        self.state("versions").map(|folder| list(&folder.join(file_stem(key)))).unwrap_or_default()
    }

    /// The earlier versions of whatever lay at this path last, newest first.
    #[must_use]
    pub fn versions_of(&self, path: &Path) -> Vec<Version> {
        let Ok(folder) = self.state("versions") else { return Vec::new() };
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let is_here =
            |folder: &PathBuf| fs::read_to_string(folder.join(PLACE)).is_ok_and(|place| Path::new(&place) == path);
        let folders = folder::paths(&folder).unwrap_or_default();
        let mut found: Vec<_> = folders.into_iter().filter(is_here).flat_map(|folder| list(&folder)).collect();
        found.sort_by_key(|version| std::cmp::Reverse(version.written));
        found
    }

    /// Puts a map that is on no disk of its owner's among the earlier versions of its document.
    ///
    /// # Errors
    /// If the copy cannot be made.
    pub fn keep_version(&self, document: &crate::model::Document, path: Option<&Path>) -> Result<(), DiskError> {
        let (key, bytes) = (&document.meta().key, formats::write_strand(document));
        put(self, key, path, &bytes).map(|_| ())
    }

    /// Puts what lies at `path` now among the earlier versions, whatever it is.
    ///
    /// # Errors
    /// If it cannot be read or the copy cannot be made.
    pub fn keep_file(&self, path: &Path) -> Result<(), DiskError> {
        let (bytes, identity) = super::read(path)?;
        keep(self, &identity.path, &bytes).map(|_| ())
    }
}

/// The last copy is old enough for another one.
pub(super) fn is_due(home: &Home, key: &str) -> bool {
    let newest = home.versions(key).first().map(|version| version.written);
    // A copy from the future was made by a clock that went wrong.
    newest.is_none_or(|newest| SystemTime::now().duration_since(newest).map_or(true, |age| age >= APART))
}

/// Keeps what lies at `path` before something else takes its place; where the copy lies.
pub(super) fn keep(home: &Home, path: &Path, bytes: &[u8]) -> Result<PathBuf, DiskError> {
    // Another map, or none at all, may lie there: it is kept under its own id, else under its place.
    let key = formats::strand_id(bytes);
    let key = key.unwrap_or_else(|| format!("{:016x}", digest(path.as_os_str().as_encoded_bytes())));
    put(home, &key, Some(path), bytes)
}

fn put(home: &Home, key: &str, path: Option<&Path>, bytes: &[u8]) -> Result<PathBuf, DiskError> {
    let folder = made(home.state("versions")?.join(file_stem(key)))?;
    let known = list(&folder);
    if let Some(same) = known.first().filter(|newest| fs::read(&newest.file).is_ok_and(|old| old == bytes)) {
        return Ok(same.file.clone());
    }
    let copy = folder.join(format!("{}.{EXTENSION}", stamp(SystemTime::now())));
    save::write_own(&copy, bytes)?;
    if let Some(path) = path {
        // Only a help for a damaged map: without it the copies are still found by the id.
        let _ = fs::write(folder.join(PLACE), path.as_os_str().as_encoded_bytes());
    }
    prune(&folder, SystemTime::now());
    Ok(copy)
}

fn prune(folder: &Path, now: SystemTime) {
    let mut bytes = 0;
    for (index, version) in list(folder).into_iter().enumerate() {
        bytes += version.bytes;
        let is_old = now.duration_since(version.written).is_ok_and(|age| age > DAYS);
        if index >= LEAST && (is_old || bytes > MOST_BYTES) {
            let _ = fs::remove_file(&version.file);
        }
    }
}

/// The copies in a folder, newest first.
fn list(folder: &Path) -> Vec<Version> {
    let version = |file: PathBuf| {
        let name = file.file_name()?.to_str()?.to_owned();
        let written = time_of(name.strip_suffix(EXTENSION)?.strip_suffix('.')?)?;
        Some(Version { written, bytes: fs::metadata(&file).ok()?.len(), file })
    };
    let paths = folder::paths(folder).unwrap_or_default();
    let mut found: Vec<_> = paths.into_iter().filter_map(version).collect();
    found.sort_by(|a, b| b.written.cmp(&a.written).then_with(|| b.file.cmp(&a.file)));
    found
}

/// `2026-11-23T15-04-05.123` in universal time: sorts by time and is a file name everywhere.
fn stamp(now: SystemTime) -> String {
    let since = now.duration_since(UNIX_EPOCH).unwrap_or_default();
    let seconds = since.as_secs();
    let day = Date::from_days((seconds / 86_400) as i64).map_or_else(|| "0000-00-00".to_owned(), |day| day.to_string());
    let (hour, minute, second) = (seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
    format!("{day}T{hour:02}-{minute:02}-{second:02}.{:03}", since.subsec_millis())
}

fn time_of(stamp: &str) -> Option<SystemTime> {
    let (day, time) = stamp.split_once('T')?;
    let days = u64::try_from(Date::parse(day)?.days()).ok()?;
    let mut parts = time.split(['-', '.']).map(|part| part.parse::<u64>().ok());
    let mut next = || parts.next().flatten();
    let (hour, minute, second, millis) = (next()?, next()?, next()?, next()?);
    let seconds = days * 86_400 + hour * 3600 + minute * 60 + second;
    Some(UNIX_EPOCH + Duration::from_millis(seconds * 1000 + millis))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps_are_dates_and_times() {
        let time = UNIX_EPOCH + Duration::from_millis(1_700_000_000_042);
        assert_eq!(stamp(time), "2023-11-14T22-13-20.042");
        assert_eq!(time_of("2023-11-14T22-13-20.042"), Some(time));
        assert_eq!(time_of("place"), None);
    }

    #[test]
    fn a_week_and_at_least_ten_stay() {
        let folder = tempfile::tempdir().unwrap();
        let day = |n: u64| UNIX_EPOCH + Duration::from_secs(20_000 * 86_400 + n * 86_400);
        let fill = |days: std::ops::Range<u64>| {
            for n in days {
                fs::write(folder.path().join(format!("{}.strand", stamp(day(n)))), "x").unwrap();
            }
        };
        fill(0..5);
        prune(folder.path(), day(400));
        assert_eq!(list(folder.path()).len(), 5, "a few stay however old they are");
        fill(5..40);
        prune(folder.path(), day(39));
        assert_eq!(list(folder.path()).len(), 10, "a day each: the last ten");
        for n in 0..300 {
            let time = day(39) - Duration::from_secs(n * 3600);
            fs::write(folder.path().join(format!("{}.strand", stamp(time))), "x").unwrap();
        }
        prune(folder.path(), day(39));
        assert_eq!(list(folder.path()).len(), 7 * 24 + 1, "all of a week");
    }
}
