//! What lies in a folder, for a file dialog of our own. It lists; it opens nothing.

use std::io;
use std::path::{Path, PathBuf};

use super::DiskError;

/// Something in a folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// Not a folder; first, so that folders sort before files.
    pub is_file: bool,
    /// Its name without the folder.
    pub name: String,
}

/// The folders of a folder and its files with one of these extensions, by name; hidden ones are left out.
///
/// # Errors
/// If the folder cannot be read.
pub fn list(folder: &Path, extensions: &[&str]) -> Result<Vec<Entry>, DiskError> {
    let found = paths(folder).map_err(|error| DiskError::of("This folder cannot be read", &error, folder))?;
    let mut entries: Vec<Entry> = found
        .into_iter()
        .filter_map(|path| {
            let name = path.file_name()?.to_str()?.to_owned();
            let is_file = !path.is_dir();
            let extension = path.extension().map(|e| e.to_string_lossy().to_lowercase());
            let wanted = !is_file || extension.is_some_and(|e| extensions.contains(&e.as_str()));
            (wanted && !name.starts_with('.')).then_some(Entry { is_file, name })
        })
        .collect();
    entries.sort_by_key(|entry| (entry.is_file, entry.name.to_lowercase()));
    Ok(entries)
}

/// All that lies in a folder, in the order of the disk.
///
/// The standard library's way panics where the disk fails as the folder is closed, which must not happen
/// in the middle of a save.
#[cfg(unix)]
pub(super) fn paths(folder: &Path) -> io::Result<Vec<PathBuf>> {
    use std::os::unix::ffi::OsStrExt as _;
    let mut found = Vec::new();
    for entry in rustix::fs::Dir::new(std::fs::File::open(folder)?)? {
        let name = entry?.file_name().to_bytes().to_owned();
        if name != b"." && name != b".." {
            found.push(folder.join(std::ffi::OsStr::from_bytes(&name)));
        }
    }
    Ok(found)
}

/// All that lies in a folder, in the order of the disk.
#[cfg(not(unix))]
pub(super) fn paths(folder: &Path) -> io::Result<Vec<PathBuf>> {
    std::fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect()
}

/// Where a person keeps files: the folder of documents, else the home folder.
#[must_use]
pub fn home() -> Option<PathBuf> {
    let home = std::env::var_os("HOME").or_else(|| std::env::var_os("USERPROFILE"))?;
    let home = PathBuf::from(home);
    let documents = home.join("Documents");
    Some(if documents.is_dir() { documents } else { home })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn folders_come_first_and_strangers_stay_out() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b.strand", "a.STRAND", "notes.txt", ".hidden.strand"] {
            fs::write(folder.path().join(name), "").unwrap();
        }
        fs::create_dir(folder.path().join("Zoo")).unwrap();
        let names: Vec<_> = list(folder.path(), &["strand"]).unwrap().into_iter().map(|entry| entry.name).collect();
        assert_eq!(names, ["Zoo", "a.STRAND", "b.strand"]);
    }
}
