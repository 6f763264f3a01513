//! The only floor that touches files: safe save, opening with limits, settings, recent files, recovery.

mod backup;
mod folder;
mod fonts;
mod home;
mod open;
mod recovery;
mod save;
mod settings;

use std::fmt;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::PathBuf;

pub use folder::{Entry, home, list};
pub use fonts::installed_fonts;
pub use home::Home;
pub use open::{entropy, open, open_graph, read};
pub use recovery::{Hold, Recovery};
pub use save::{save, save_with, write};
pub use settings::Settings;

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

/// A part of a file name from any text: as it is if it is short and plain, else a number for it.
fn file_stem(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
    if !text.is_empty() && text.len() <= 64 && text.chars().all(plain) {
        return text.to_owned();
    }
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}
