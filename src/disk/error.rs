//! Why something on disk failed, in words: what was tried, the system's reason, the next step, the place.

use std::fmt;
use std::io::{self, ErrorKind};
use std::path::Path;

/// Why something on disk failed: the message ends with the path and says what to do next.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DiskError {
    /// For a person.
    pub message: String,
    /// What could be offered besides the message.
    pub trouble: Trouble,
    /// Why the system refused, to follow "because" in another sentence; empty where it did not.
    pub reason: String,
}

/// What kind of trouble it is, as far as it decides what can be offered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Trouble {
    /// The message says it all.
    #[default]
    Plain,
    /// The file changed since it was opened; overwriting needs a yes.
    Changed,
    /// No new file can be put in the place of the old one here, but the old one can be written over.
    OnlyOver,
    /// The file may not be written.
    ReadOnly,
    /// What is in the file cannot be read: it was damaged, or is no map.
    Unreadable,
}

impl fmt::Display for DiskError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for DiskError {}

impl DiskError {
    /// A file that may not be written, for a reason that the window knows.
    #[must_use]
    pub const fn refusing(message: String) -> Self {
        Self { message, trouble: Trouble::ReadOnly, reason: String::new() }
    }

    /// A message that ends with the path.
    pub(super) fn new(message: &str, path: &Path) -> Self {
        let message =
            if path.as_os_str().is_empty() { message.to_owned() } else { format!("{message}: {}", path.display()) };
        Self { message, trouble: Trouble::Plain, reason: String::new() }
    }

    /// What was tried, why the system refused, and what to do next.
    pub(super) fn of(what: &str, error: &io::Error, path: &Path) -> Self {
        let reason = reason(error);
        let why = reason.split(". ").next().unwrap_or_default().to_owned();
        Self { reason: why, ..Self::new(&format!("{what}, because {reason}"), path) }
    }

    pub(super) fn with(self, trouble: Trouble) -> Self {
        Self { trouble, ..self }
    }
}

/// Why the system refused, and what to do next.
fn reason(error: &io::Error) -> String {
    let reason = match error.kind() {
        ErrorKind::NotFound => "it is not there. Check the name, and whether its drive is connected",
        ErrorKind::PermissionDenied => "you have no permission. Ask its owner, or choose another place",
        ErrorKind::StorageFull => "the disk is full. Make room, or choose another place",
        ErrorKind::QuotaExceeded => "your share of the disk is full. Make room, or choose another place",
        ErrorKind::FileTooLarge => "the file would be larger than is allowed there. Choose another place",
        ErrorKind::ReadOnlyFilesystem => "the drive is read-only. Choose another place",
        ErrorKind::NotADirectory => "part of the path is a file, not a folder. Check the path",
        ErrorKind::IsADirectory => "it is a folder. Choose a file",
        ErrorKind::InvalidFilename => "the name is too long or not allowed here. Choose another name",
        ErrorKind::ResourceBusy => "another program holds it. Close that program and try again",
        ErrorKind::StaleNetworkFileHandle | ErrorKind::TimedOut => {
            "its network drive does not answer. Connect it again, or choose another place"
        }
        // Not yet stable as a kind of its own: a link that leads back to itself.
        _ if error.to_string().contains("symbolic link") => "its links lead in a circle. Choose the file itself",
        _ if is_broken_drive(error) => "the drive reports a fault. Choose another drive; this one may be failing",
        _ if is_out_of_handles(error) => "too many files are open. Close other programs and try again",
        _ => {
            let said = error.to_string();
            let said = said.split(" (os error").next().unwrap_or_default();
            return format!("the system says \"{said}\". Try again, or choose another place");
        }
    };
    reason.to_owned()
}

#[cfg(unix)]
fn is_broken_drive(error: &io::Error) -> bool {
    error.raw_os_error() == Some(rustix::io::Errno::IO.raw_os_error())
}

#[cfg(unix)]
fn is_out_of_handles(error: &io::Error) -> bool {
    [rustix::io::Errno::MFILE, rustix::io::Errno::NFILE]
        .iter()
        .any(|errno| error.raw_os_error() == Some(errno.raw_os_error()))
}

#[cfg(not(unix))]
fn is_broken_drive(_: &io::Error) -> bool {
    false
}

#[cfg(not(unix))]
fn is_out_of_handles(_: &io::Error) -> bool {
    false
}
