//! Where bytes go: the file itself, links followed, and the two ways to put new bytes there.
//!
//! *Replace* writes a temporary file beside the target and renames it: the old file stays whole until the
//! new one is on the disk and read back. *Overwrite* writes where the file lies, for a file with several
//! names or a place where nothing can be renamed; whoever calls it has a copy of the old bytes first.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, SystemTime};

use tempfile::NamedTempFile;

use super::{DiskError, Trouble, attributes, folder};

/// How long a refused rename waits before it tries again, in milliseconds: virus scanners and cloud
/// folders hold files for moments, and a person waits 1.5 s for a save without worrying.
const WAITS: [u64; 4] = [50, 150, 400, 900];

/// A file to be written.
#[derive(Debug)]
pub(super) struct Target {
    pub(super) path: PathBuf,
    folder: PathBuf,
    pub(super) existing: Option<Metadata>,
}

impl Target {
    /// Finds the file that a path means, which need not be there yet.
    pub(super) fn of(path: &Path) -> Result<Self, DiskError> {
        let failed = |error: &io::Error| DiskError::of("The file cannot be saved", error, path);
        let path = followed(path).map_err(|error| failed(&error))?;
        let folder = path.parent().unwrap_or(Path::new("/")).to_owned();
        let existing = match fs::metadata(&path) {
            Ok(metadata) if metadata.is_dir() => {
                return Err(DiskError::new("This is a folder. Choose a name for the file", &path));
            }
            Ok(metadata) if !metadata.is_file() => {
                return Err(DiskError::new("This is a device or a pipe, not a file. Choose another name", &path));
            }
            Ok(metadata) if attributes::is_read_only(&path, &metadata) => {
                let what = if attributes::is_on_read_only_drive(&path) { "drive" } else { "file" };
                let words = format!("The {what} is read-only. Choose another place or name");
                return Err(DiskError::new(&words, &path).with(Trouble::ReadOnly));
            }
            Ok(metadata) => Some(metadata),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => return Err(failed(&error)),
        };
        Ok(Self { path, folder, existing })
    }

    /// The file has other names, too, so it can only be written where it lies.
    pub(super) fn has_more_names(&self) -> bool {
        self.existing.as_ref().is_some_and(attributes::has_more_names)
    }

    /// Puts a new file in the place of the old one. `last` runs when the new one is complete and checked,
    /// before anything has changed; its error stops the save. The temporary file goes whatever happens.
    pub(super) fn replace(&self, bytes: &[u8], last: impl FnOnce() -> Result<(), DiskError>) -> Result<(), DiskError> {
        let failed = |error: io::Error| DiskError::of("The file was not saved", &error, &self.path);
        let mut temporary = self.temporary().map_err(|error| self.refused(error, "make a new file"))?;
        temporary.write_all(bytes).map_err(failed)?;
        if let Some(existing) = &self.existing {
            attributes::copy(&self.path, existing, temporary.as_file()).map_err(failed)?;
        }
        temporary.as_file().sync_all().map_err(failed)?;
        if !holds(temporary.path(), bytes).map_err(failed)? {
            return Err(unreadable("the disk gave back something else", &self.path));
        }
        last()?;
        self.rename(temporary).map_err(|error| self.refused(error, "replace the old file"))?;
        // The new file is in place; a folder that cannot be synced (many network drives) is no reason
        // to call it unsaved.
        let _ = sync_folder(&self.folder);
        sweep(&self.folder);
        Ok(())
    }

    /// Writes where the file lies; `old` goes back if that fails. `copy` is where `old` lies, too.
    pub(super) fn overwrite(&self, old: &[u8], copy: Option<&Path>, bytes: &[u8]) -> Result<(), DiskError> {
        let write = |bytes: &[u8]| {
            // Not truncated first: what fits in the old length needs no room on a full disk.
            let mut file = OpenOptions::new().write(true).open(&self.path)?;
            file.write_all(bytes)?;
            file.set_len(bytes.len() as u64)?;
            file.sync_all()?;
            if holds(&self.path, bytes)? { Ok(()) } else { Err(io::Error::other("the disk gave back something else")) }
        };
        let Err(error) = write(bytes) else { return Ok(()) };
        let what = match (write(old), copy) {
            (Ok(()), _) => "The file was not saved".to_owned(),
            (Err(_), None) => "The file was not saved and may be damaged".to_owned(),
            (Err(_), Some(copy)) => {
                format!("The file was not saved and may be damaged; what it was lies in {}", copy.display())
            }
        };
        Err(DiskError::of(&what, &error, &self.path))
    }

    /// No new file can take the old one's place; perhaps the old one can be written over.
    fn refused(&self, error: io::Error, what: &str) -> DiskError {
        let is_full = matches!(error.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded);
        let told = DiskError::of("The file was not saved", &error, &self.path);
        let may_be_written = || OpenOptions::new().write(true).open(&self.path).is_ok();
        if is_full || self.existing.is_none() || !may_be_written() {
            return told;
        }
        let reason = error.to_string().to_lowercase();
        let reason = reason.split(" (os error").next().unwrap_or_default();
        DiskError::new(&format!("This place does not let a program {what} ({reason})"), &self.path)
            .with(Trouble::OnlyOver)
    }

    fn temporary(&self) -> io::Result<NamedTempFile> {
        let mut builder = tempfile::Builder::new();
        builder.prefix(PREFIX).suffix(SUFFIX).rand_bytes(12);
        // Otherwise a new map would be readable for its owner alone; the system takes off its mask.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let file = builder.tempfile_in(&self.folder)?;
        // Tells the sweepers of other windows that somebody lives who wants it; a file system without
        // locks has their patience instead.
        let _ = file.as_file().try_lock();
        Ok(file)
    }

    /// Renames over the target.
    fn rename(&self, mut temporary: NamedTempFile) -> io::Result<()> {
        let mut waits = WAITS.into_iter();
        loop {
            let refused = match temporary.persist(&self.path) {
                Ok(_) => return Ok(()),
                Err(refused) => refused,
            };
            match refused.error.kind() {
                ErrorKind::Interrupted => {}
                ErrorKind::PermissionDenied | ErrorKind::ResourceBusy => match waits.next() {
                    Some(wait) => thread::sleep(Duration::from_millis(wait)),
                    None => return Err(refused.error),
                },
                _ => return Err(refused.error),
            }
            temporary = refused.file;
        }
    }
}

/// Bytes that do not read back as what they should be.
pub(super) fn unreadable(reason: &str, path: &Path) -> DiskError {
    let reason = reason.trim_end_matches('.');
    let what = format!("The file was not saved, because it could not be read back ({reason}). Save somewhere else");
    DiskError::new(&what, path)
}

/// The file holds these bytes and no more, read again piece by piece.
fn holds(path: &Path, bytes: &[u8]) -> io::Result<bool> {
    // A piece stays in the processor's own memory.
    const PIECE: usize = 256 << 10;
    let (mut file, mut rest) = (File::open(path)?, bytes);
    let mut piece = vec![0; PIECE.min(bytes.len() + 1)];
    loop {
        match file.read(&mut piece) {
            Ok(0) => return Ok(rest.is_empty()),
            Ok(length) if rest.starts_with(&piece[..length]) => rest = &rest[length..],
            Ok(_) => return Ok(false),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

const PREFIX: &str = ".threestrand-";
const SUFFIX: &str = ".tmp";

/// The file that a path means in the end: through links, also to a file that is not there yet.
fn followed(path: &Path) -> io::Result<PathBuf> {
    // As many as Linux follows.
    const MAX_LINKS: usize = 40;
    let mut path = std::path::absolute(path)?;
    for _ in 0..MAX_LINKS {
        match fs::read_link(&path) {
            Ok(to) => path = path.parent().unwrap_or(Path::new("/")).join(to),
            Err(_) => {
                let name = path.file_name().ok_or(ErrorKind::IsADirectory)?;
                let folder = fs::canonicalize(path.parent().unwrap_or(Path::new("/")))?;
                return Ok(folder.join(name));
            }
        }
    }
    Err(io::Error::other("too many levels of symbolic links"))
}

pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// Removes what killed programs left half-written in a folder: files that nobody holds any more.
pub(super) fn sweep(folder: &Path) {
    // A file made this moment may not be locked yet; one without locks may belong to a slow drive.
    const YOUNG: Duration = Duration::from_secs(60);
    const OLD: Duration = Duration::from_secs(24 * 60 * 60);
    for path in folder::paths(folder).unwrap_or_default() {
        let name = path.file_name().and_then(|name| name.to_str());
        if !name.is_some_and(|name| name.starts_with(PREFIX) && name.ends_with(SUFFIX)) {
            continue;
        }
        let age = || SystemTime::now().duration_since(fs::symlink_metadata(&path).ok()?.modified().ok()?).ok();
        let Some(age) = age() else { continue };
        let is_left = || File::open(&path).is_ok_and(|file| file.try_lock().is_ok());
        if age > OLD || age > YOUNG && is_left() {
            let _ = fs::remove_file(&path);
        }
    }
}
