//! What lies in a folder, for a file dialog of our own. It lists; it opens nothing.

use std::fs;
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
    let found = fs::read_dir(folder).map_err(|error| DiskError {
        message: format!("This folder cannot be read ({error}): {}", folder.display()),
        changed_on_disk: false,
    })?;
    let mut entries: Vec<Entry> = found
        .filter_map(|entry| {
            let entry = entry.ok()?;
            let name = entry.file_name().into_string().ok()?;
            let is_file = !entry.path().is_dir();
            let extension = Path::new(&name).extension().map(|e| e.to_string_lossy().to_lowercase());
            let wanted = !is_file || extension.is_some_and(|e| extensions.contains(&e.as_str()));
            (wanted && !name.starts_with('.')).then_some(Entry { is_file, name })
        })
        .collect();
    entries.sort_by_key(|entry| (entry.is_file, entry.name.to_lowercase()));
    Ok(entries)
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
