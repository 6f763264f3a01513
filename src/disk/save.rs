//! Safe save: the old file stays whole until the new one is complete, on the disk and read back.
//!
//! Temporary file beside the target, mode kept, fsync, read back and compared, rename, fsync of the
//! folder. Links are followed and stay links. A file with several names is written in place, after a
//! verified backup, as a rename would part the names.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, SystemTime};

use tempfile::NamedTempFile;

use super::{DiskError, Home, Identity, backup};
use crate::formats;
use crate::model::Document;

/// Saves a map safely: the old file stays whole until the new one is complete and read back.
/// `expected` is what was on disk when it was opened; `None` overwrites whatever is there.
///
/// # Errors
/// Nothing has changed on disk then.
pub fn save(path: &Path, document: &Document, expected: Option<&Identity>) -> Result<Identity, DiskError> {
    save_with(&Home::of_this_machine, path, document, expected)
}

/// As [`save`], with backups in a home of the caller's choice, asked for only where one is needed.
///
/// # Errors
/// Nothing has changed on disk then.
pub fn save_with(
    home: &dyn Fn() -> Result<Home, DiskError>,
    path: &Path,
    document: &Document,
    expected: Option<&Identity>,
) -> Result<Identity, DiskError> {
    if let Some(fault) = document.check().first() {
        return Err(DiskError::new(
            &format!("The map is not sound ({fault}). Undo the last step and save again"),
            path,
        ));
    }
    let bytes = formats::write_strand(document);
    let target = Target::of(path)?;
    if let Some(metadata) = &target.existing {
        check_unchanged(&target.path, metadata, expected)?;
        if loses_much(document, bytes.len() as u64, metadata.len()) {
            backup::keep(&home()?, &target.path)?;
        }
    }
    target.put(home, &bytes, is_the_map)?;
    Ok(Identity::of(&target.path, &bytes))
}

/// Writes any bytes (a picture, a report) by the same safe way.
///
/// # Errors
/// Nothing has changed on disk then.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), DiskError> {
    Target::of(path)?.put(&Home::of_this_machine, bytes, |_| Ok(()))
}

/// Writes a file of the program's own.
pub(super) fn write_own(path: &Path, bytes: &[u8]) -> Result<(), DiskError> {
    let target = Target::of(path)?;
    target.replace(bytes, |_| Ok(()))
}

/// What was read back is a map that would be written the same.
fn is_the_map(bytes: &[u8]) -> Result<(), String> {
    let opened = formats::read("map.strand", bytes, 0).map_err(|error| error.to_string())?;
    let newer = |issue: &&formats::Issue| !issue.message.contains("newer Threestrand");
    if let Some(issue) = opened.issues.iter().find(newer) {
        return Err(issue.to_string());
    }
    if formats::write_strand(&opened.document) == bytes { Ok(()) } else { Err("it reads differently".to_owned()) }
}

/// The file is still what it was when it was opened. A new time alone is no change.
fn check_unchanged(path: &Path, metadata: &Metadata, expected: Option<&Identity>) -> Result<(), DiskError> {
    let Some(expected) = expected else { return Ok(()) };
    let same = metadata.len() == expected.size && {
        let now = fs::read(path).map_err(|error| DiskError::of("The file cannot be compared", &error, path))?;
        Identity::of(path, &now).hash == expected.hash
    };
    if same {
        return Ok(());
    }
    let error =
        DiskError::new("Another program has changed this file since it was opened. Save under another name", path);
    Err(DiskError { changed_on_disk: true, ..error })
}

/// An empty map over a full one, or a file of less than half: perhaps not what was meant.
fn loses_much(document: &Document, new: u64, old: u64) -> bool {
    old > 2 * new || document.is_empty() && old > new
}

/// Where the bytes go: the file itself, links followed.
struct Target {
    path: PathBuf,
    folder: PathBuf,
    existing: Option<Metadata>,
}

impl Target {
    fn of(path: &Path) -> Result<Self, DiskError> {
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
            // A rename would succeed over a read-only file; the mark is honored all the same.
            Ok(metadata) if metadata.permissions().readonly() => {
                return Err(DiskError::new("The file is marked as read-only. Save under another name", &path));
            }
            Ok(metadata) => Some(metadata),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => return Err(failed(&error)),
        };
        Ok(Self { path, folder, existing })
    }

    fn put(
        &self,
        home: &dyn Fn() -> Result<Home, DiskError>,
        bytes: &[u8],
        verify: impl Fn(&[u8]) -> Result<(), String>,
    ) -> Result<(), DiskError> {
        if self.existing.as_ref().is_some_and(has_more_names) {
            // Checked before the target is touched: here nothing can be taken back by not renaming.
            verify(bytes).map_err(|reason| self.unreadable(&reason))?;
            return self.overwrite(&backup::keep(&home()?, &self.path)?, bytes);
        }
        self.replace(bytes, verify)
    }

    /// The usual way. The temporary file goes when it is dropped, whatever happens.
    fn replace(&self, bytes: &[u8], verify: impl Fn(&[u8]) -> Result<(), String>) -> Result<(), DiskError> {
        let failed = |error: &io::Error| DiskError::of("The file was not saved", error, &self.path);
        let mut temporary = self.temporary().map_err(|error| failed(&error))?;
        temporary.write_all(bytes).map_err(|error| failed(&error))?;
        if let Some(existing) = &self.existing {
            keep_owner_and_mode(temporary.as_file(), existing).map_err(|error| failed(&error))?;
        }
        temporary.as_file().sync_all().map_err(|error| failed(&error))?;
        let back = fs::read(temporary.path()).map_err(|error| failed(&error))?;
        if back != bytes {
            return Err(self.unreadable("the disk gave back something else"));
        }
        verify(&back).map_err(|reason| self.unreadable(&reason))?;
        self.rename(temporary).map_err(|error| failed(&error))?;
        // The new file is in place; a folder that cannot be synced (many network drives) is no reason
        // to call it unsaved.
        let _ = sync_folder(&self.folder);
        sweep(&self.folder);
        Ok(())
    }

    fn unreadable(&self, reason: &str) -> DiskError {
        let reason = reason.trim_end_matches('.');
        let what = format!("The file was not saved, because it could not be read back ({reason}). Save somewhere else");
        DiskError::new(&what, &self.path)
    }

    fn temporary(&self) -> io::Result<NamedTempFile> {
        let mut builder = tempfile::Builder::new();
        builder.prefix(PREFIX).suffix(SUFFIX).rand_bytes(12);
        // Otherwise a new map would be readable for its owner alone; the system takes off its mask.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        builder.tempfile_in(&self.folder)
    }

    /// Renames over the target; virus scanners and cloud folders hold files for moments.
    fn rename(&self, mut temporary: NamedTempFile) -> io::Result<()> {
        for wait in [50, 150, 400, 0] {
            match temporary.persist(&self.path) {
                Ok(_) => return Ok(()),
                Err(refused) => {
                    let passing = matches!(refused.error.kind(), ErrorKind::PermissionDenied | ErrorKind::ResourceBusy);
                    if wait == 0 || !passing {
                        return Err(refused.error);
                    }
                    temporary = refused.file;
                    thread::sleep(Duration::from_millis(wait));
                }
            }
        }
        Ok(())
    }

    /// For a file with several names: written where it lies; `saved` holds what it was.
    fn overwrite(&self, saved: &Path, bytes: &[u8]) -> Result<(), DiskError> {
        let write = |bytes: &[u8]| {
            let mut file = OpenOptions::new().write(true).truncate(true).open(&self.path)?;
            file.write_all(bytes)?;
            file.sync_all()?;
            if fs::read(&self.path)? == bytes {
                Ok(())
            } else {
                Err(io::Error::other("the disk gave back something else"))
            }
        };
        let Err(error) = write(bytes) else { return Ok(()) };
        let restored = fs::read(saved).and_then(|old| write(&old));
        let what = match restored {
            Ok(()) => "The file was not saved".to_owned(),
            Err(_) => format!("The file was not saved and may be damaged; what it was lies in {}", saved.display()),
        };
        Err(DiskError::of(&what, &error, &self.path))
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

#[cfg(unix)]
fn has_more_names(metadata: &Metadata) -> bool {
    std::os::unix::fs::MetadataExt::nlink(metadata) > 1
}

/// Elsewhere the number of names cannot be asked for.
#[cfg(not(unix))]
fn has_more_names(_: &Metadata) -> bool {
    false
}

fn keep_owner_and_mode(file: &File, existing: &Metadata) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        let made = file.metadata()?;
        if (made.uid(), made.gid()) != (existing.uid(), existing.gid()) {
            // Only the superuser may give files away; a group one belongs to may always be kept.
            let _ = std::os::unix::fs::fchown(file, Some(existing.uid()), Some(existing.gid()))
                .or_else(|_| std::os::unix::fs::fchown(file, None, Some(existing.gid())));
        }
    }
    file.set_permissions(existing.permissions())
}

fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// Removes what a killed program left half-written here a day ago or longer.
fn sweep(folder: &Path) {
    const OLD: Duration = Duration::from_secs(24 * 60 * 60);
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let is_ours = name.to_str().is_some_and(|name| name.starts_with(PREFIX) && name.ends_with(SUFFIX));
        let age = || SystemTime::now().duration_since(entry.metadata().ok()?.modified().ok()?).ok();
        if is_ours && age().is_some_and(|age| age > OLD) {
            let _ = fs::remove_file(entry.path());
        }
    }
}
