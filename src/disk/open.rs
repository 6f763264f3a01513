//! Opening with limits: what a path is comes before its content, the size before reading.

use std::fs::{self, File};
use std::hash::{BuildHasher as _, DefaultHasher, Hash as _, Hasher as _, RandomState};
use std::io::{ErrorKind, Read as _};
use std::path::Path;

use super::{DiskError, Identity};
use crate::formats::{self, FormatError, Graph, Opened, limits};

/// Opens a map of any format; limits come before parsers.
///
/// # Errors
/// If it is no regular file, too large, unreadable or of no known format.
pub fn open(path: &Path) -> Result<(Opened, Identity), DiskError> {
    let (bytes, identity) = read(path)?;
    let opened = formats::read(&path.to_string_lossy(), &bytes, entropy()).map_err(|error| about(&error, path))?;
    Ok((opened, identity))
}

/// Opens the graph in a file of any format, for the layout alone.
///
/// # Errors
/// As [`open`].
pub fn open_graph(path: &Path) -> Result<Graph, DiskError> {
    let (bytes, _) = read(path)?;
    formats::read_graph(&path.to_string_lossy(), &bytes).map_err(|error| about(&error, path))
}

/// Reads a whole file, if it is one and not larger than any format may be.
///
/// # Errors
/// If it is no regular file, too large or unreadable.
pub fn read(path: &Path) -> Result<(Vec<u8>, Identity), DiskError> {
    let failed = |error: &std::io::Error| DiskError::of("The file cannot be opened", error, path);
    let real = fs::canonicalize(path).map_err(|error| failed(&error))?;
    let metadata = fs::metadata(&real).map_err(|error| failed(&error))?;
    if metadata.is_dir() {
        return Err(DiskError::new("This is a folder. Choose a file in it", path));
    }
    if !metadata.is_file() {
        return Err(DiskError::new("This is a device or a pipe, not a file. Choose a file", path));
    }
    let too_large = |bytes: u64| {
        let (has, may) = (bytes >> 20, limits::MAX_FILE_BYTES >> 20);
        DiskError::new(&format!("The file has {has} MB; maps may have up to {may} MB. Choose another file"), path)
    };
    if metadata.len() > limits::MAX_FILE_BYTES as u64 {
        return Err(too_large(metadata.len()));
    }
    let mut bytes = Vec::with_capacity(metadata.len() as usize);
    // Files that the system makes up as they are read say that they are empty, and may never end.
    if metadata.len() > 0 {
        let file = File::open(&real).map_err(|error| failed(&error))?;
        file.take(limits::MAX_FILE_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(|error| failed(&error))?;
        if bytes.len() > limits::MAX_FILE_BYTES {
            return Err(too_large(bytes.len() as u64));
        }
    }
    let identity = Identity::of(&real, &bytes);
    Ok((bytes, identity))
}

impl Identity {
    /// What a file with this content looks like.
    pub(super) fn of(path: &Path, bytes: &[u8]) -> Self {
        let mut hasher = DefaultHasher::new();
        bytes.hash(&mut hasher);
        Self { path: path.to_owned(), size: bytes.len() as u64, hash: hasher.finish() }
    }
}

/// 64 random bits, for new keys: the only chance in the program.
#[must_use]
pub fn entropy() -> u64 {
    RandomState::new().hash_one(std::process::id())
}

fn about(error: &FormatError, path: &Path) -> DiskError {
    DiskError::new(error.to_string().trim_end_matches('.'), path)
}

impl DiskError {
    /// A message that ends with the path.
    pub(super) fn new(message: &str, path: &Path) -> Self {
        let message =
            if path.as_os_str().is_empty() { message.to_owned() } else { format!("{message}: {}", path.display()) };
        Self { message, changed_on_disk: false }
    }

    /// What was tried, why the system refused, and what to do next.
    pub(super) fn of(what: &str, error: &std::io::Error, path: &Path) -> Self {
        let reason = match error.kind() {
            ErrorKind::NotFound => "it is not there. Check the name, and whether its drive is connected",
            ErrorKind::PermissionDenied => "you have no permission. Ask its owner, or choose another place",
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "the disk is full. Make room, or choose another place",
            ErrorKind::ReadOnlyFilesystem => "the drive is read-only. Choose another place",
            ErrorKind::NotADirectory => "part of the path is a file, not a folder. Check the path",
            ErrorKind::IsADirectory => "it is a folder. Choose a file",
            ErrorKind::InvalidFilename => "the name is too long or not allowed here. Choose another name",
            ErrorKind::ResourceBusy => "another program holds it. Close that program and try again",
            // Not yet stable as a kind of its own: a link that leads back to itself.
            _ if error.to_string().contains("symbolic link") => "its links lead in a circle. Choose the file itself",
            _ => return Self::new(&format!("{what}: {error}. Try again, or choose another place"), path),
        };
        Self::new(&format!("{what}, because {reason}"), path)
    }
}
