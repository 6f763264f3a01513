//! Dated copies of a file, made before a save that could lose much. Kept apart from the maps, by full
//! path, so that two maps of one name never share a copy.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use super::{DiskError, Home, Identity, save};
use crate::model::Date;

/// Copies kept of one file: more fill the disk, fewer may all be of the wrong hour.
const KEPT: usize = 10;

/// Copies the file as it is now, reads the copy back, and answers with where it lies.
pub(super) fn keep(home: &Home, path: &Path) -> Result<PathBuf, DiskError> {
    let failed =
        |error: &std::io::Error| DiskError::of("The file could not be backed up, so it was not saved", error, path);
    let bytes = fs::read(path).map_err(|error| failed(&error))?;
    let folder = home.state("backups")?;
    let family = format!(
        "{}-{:016x}",
        super::file_stem(&path.file_stem().unwrap_or_default().to_string_lossy()),
        Identity::of(Path::new(""), path.as_os_str().as_encoded_bytes()).hash
    );
    let copy = folder.join(format!("{family}-{}.strand", stamp(SystemTime::now())));
    save::write_own(&copy, &bytes)?;
    if fs::read(&copy).map_err(|error| failed(&error))? != bytes {
        return Err(DiskError::new("The backup could not be read back, so the file was not saved", path));
    }
    let mut family: Vec<_> = fs::read_dir(&folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|other| other.file_name().is_some_and(|name| name.to_string_lossy().starts_with(&family)))
        .collect();
    family.sort();
    for old in family.iter().rev().skip(KEPT) {
        let _ = fs::remove_file(old);
    }
    Ok(copy)
}

/// `2026-11-23T15-04-05.123` in universal time: sorts by time and is a file name everywhere.
fn stamp(now: SystemTime) -> String {
    let since = now.duration_since(UNIX_EPOCH).unwrap_or_default();
    let seconds = since.as_secs();
    let day = Date::from_days((seconds / 86_400) as i64).map_or_else(|| "0000-00-00".to_owned(), |day| day.to_string());
    let (hour, minute, second) = (seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
    format!("{day}T{hour:02}-{minute:02}-{second:02}.{:03}", since.subsec_millis())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn stamps_are_dates_and_times() {
        assert_eq!(stamp(UNIX_EPOCH + Duration::from_millis(1_700_000_000_042)), "2023-11-14T22-13-20.042");
    }
}
