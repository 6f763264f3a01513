//! The only floor that touches files: safe save, opening with limits, settings, recent files, recovery.

mod folder;

use std::fmt;
use std::path::{Path, PathBuf};

pub use folder::{Entry, home, list};

use crate::formats::Opened;
use crate::model::Document;

/// What a file on disk looked like when it was read or written; saving compares it first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The real path, symlinks followed.
    pub path: PathBuf,
    /// Bytes.
    pub size: u64,
    /// A hash of the content.
    pub hash: u64,
}

/// Why something on disk failed: the message ends with the path and says what to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiskError {
    /// For a person.
    pub message: String,
    /// The file changed since it was opened; overwriting needs a yes.
    pub changed_on_disk: bool,
}

impl fmt::Display for DiskError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for DiskError {}

/// Opens a map of any format; limits come before parsers.
///
/// # Errors
/// If it is no regular file, too large, unreadable or of no known format.
pub fn open(path: &Path) -> Result<(Opened, Identity), DiskError> {
    Err(DiskError { message: format!("not written yet: {}", path.display()), changed_on_disk: false })
}

/// Saves a map safely: the old file stays whole until the new one is complete and read back.
/// `expected` is what was on disk when it was opened; `None` overwrites whatever is there.
///
/// # Errors
/// Nothing has changed on disk then.
pub fn save(path: &Path, _document: &Document, _expected: Option<&Identity>) -> Result<Identity, DiskError> {
    Err(DiskError { message: format!("not written yet: {}", path.display()), changed_on_disk: false })
}

/// Writes any bytes (a picture, a report) by the same safe way.
///
/// # Errors
/// Nothing has changed on disk then.
pub fn write(path: &Path, _bytes: &[u8]) -> Result<(), DiskError> {
    Err(DiskError { message: format!("not written yet: {}", path.display()), changed_on_disk: false })
}
