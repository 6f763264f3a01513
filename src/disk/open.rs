//! Opening with limits: what a path is comes before its content, the size before reading.

use std::fs::{self, File, OpenOptions};
use std::hash::{BuildHasher as _, RandomState};
use std::io::{self, Read as _};
use std::path::Path;

use super::{DiskError, Identity, Trouble, attributes, target};
use crate::formats::{self, FormatError, Graph, Opened, limits};

/// Opens a map of any format; limits come before parsers.
///
/// # Errors
/// If it is no regular file, too large, unreadable or of no known format.
pub fn open(path: &Path) -> Result<(Opened, Identity), DiskError> {
    let (bytes, identity) = read(path)?;
    if let Some(folder) = identity.path.parent() {
        target::sweep(folder);
    }
    let opened = formats::read(&path.to_string_lossy(), &bytes, entropy()).map_err(|error| about(&error, path))?;
    Ok((opened, identity))
}

/// As [`open`], but of a damaged map of our own what can be read; the file stays as it is.
///
/// # Errors
/// As [`open`], where nothing can be had.
pub fn salvage(path: &Path) -> Result<(Opened, Identity), DiskError> {
    let (bytes, identity) = read(path)?;
    let opened = formats::salvage(&path.to_string_lossy(), &bytes, entropy()).map_err(|error| about(&error, path))?;
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

/// This account may not write to the file, or the file is marked as read-only.
#[must_use]
pub fn is_read_only(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|metadata| attributes::is_read_only(path, &metadata))
}

/// Reads a whole file, if it is one and not larger than any format may be.
///
/// # Errors
/// If it is no regular file, too large or unreadable.
pub fn read(path: &Path) -> Result<(Vec<u8>, Identity), DiskError> {
    let failed = |error: &io::Error| DiskError::of("The file cannot be opened", error, path);
    let real = fs::canonicalize(path).map_err(|error| failed(&error))?;
    check_kind(&fs::metadata(&real).map_err(|error| failed(&error))?, path)?;
    let file = open_without_waiting(&real).map_err(|error| failed(&error))?;
    // Once more on what was really opened: a name may mean something else by now.
    let metadata = file.metadata().map_err(|error| failed(&error))?;
    check_kind(&metadata, path)?;
    let mut bytes = Vec::with_capacity(metadata.len() as usize);
    // Files that the system makes up as they are read say that they are empty, and may never end.
    if metadata.len() > 0 {
        file.take(limits::MAX_FILE_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(|error| failed(&error))?;
        if bytes.len() > limits::MAX_FILE_BYTES {
            return Err(too_large(bytes.len() as u64, path));
        }
    }
    let identity = Identity::of(&real, &bytes);
    Ok((bytes, identity))
}

fn check_kind(metadata: &fs::Metadata, path: &Path) -> Result<(), DiskError> {
    if metadata.is_dir() {
        return Err(DiskError::new("This is a folder. Choose a file in it", path));
    }
    if !metadata.is_file() {
        return Err(DiskError::new("This is a device or a pipe, not a file. Choose a file", path));
    }
    if metadata.len() > limits::MAX_FILE_BYTES as u64 {
        return Err(too_large(metadata.len(), path));
    }
    Ok(())
}

fn too_large(bytes: u64, path: &Path) -> DiskError {
    let (has, may) = (bytes >> 20, limits::MAX_FILE_BYTES >> 20);
    DiskError::new(&format!("The file has {has} MB; maps may have up to {may} MB. Choose another file"), path)
}

/// A pipe that took the file's place meanwhile would hold an ordinary opening for ever.
fn open_without_waiting(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, rustix::fs::OFlags::NONBLOCK.bits().cast_signed());
    options.open(path)
}

/// 64 random bits, for new keys: the only chance in the program.
#[must_use]
pub fn entropy() -> u64 {
    RandomState::new().hash_one(std::process::id())
}

fn about(error: &FormatError, path: &Path) -> DiskError {
    DiskError::new(error.to_string().trim_end_matches('.'), path).with(Trouble::Unreadable)
}
