//! Safe save: when a map may go where, and what is kept of the file that was there.
//!
//! Bytes -> the file is still what was opened -> new file beside it, on the disk and read back byte for byte
//! -> the old one among the earlier versions -> in its place. Any error before the last step changes nothing.
//!
//! Meanwhile other threads prove that the map is sound and that the bytes read as this very map; the last step
//! waits for it. All together say that the file on the disk can be opened and is what is on the screen.

use std::fs;
use std::io::ErrorKind;
use std::panic::resume_unwind;
use std::path::Path;
use std::thread::{self, Scope};

use super::target::{self, Target};
use super::{DiskError, Home, Identity, Trouble, versions};
use crate::formats::{self, limits};
use crate::model::Document;

/// How the new bytes may get to their place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Way {
    /// As a new file that takes the old one's place; refused where a folder does not allow it.
    #[default]
    Replace,
    /// Written over the old file, after a copy of it was made and read back: somebody was asked.
    Over,
}

/// What became of a save.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// What is on disk now.
    pub identity: Identity,
    /// The map is saved, but this should be known: goes on after "Saved, but".
    pub warning: Option<String>,
}

/// Saves a map safely: the old file stays whole until the new one is complete and read back.
/// `expected` is what was on disk when it was opened; `None` overwrites whatever is there.
///
/// # Errors
/// Nothing has changed on disk then.
pub fn save(path: &Path, document: &Document, expected: Option<&Identity>) -> Result<Saved, DiskError> {
    save_with(&Home::of_this_machine, path, document, expected, Way::Replace)
}

/// As [`save`], with earlier versions in a home of the caller's choice, asked for only where one is needed.
///
/// # Errors
/// Nothing has changed on disk then; or, after [`Way::Over`], the message says where the old bytes lie.
pub fn save_with(
    home: &dyn Fn() -> Result<Home, DiskError>,
    path: &Path,
    document: &Document,
    expected: Option<&Identity>,
    way: Way,
) -> Result<Saved, DiskError> {
    let (bytes, sound) = thread::scope(|scope| {
        let sound = beside(scope, || is_sound(document, path));
        (formats::write_strand(document), sound())
    });
    sound?;
    thread::scope(|scope| {
        let proof = beside(scope, || reads_as(document, &bytes, path));
        let target = Target::of(path)?;
        let identity = Identity::of(&target.path, &bytes);
        let old = old_bytes(&target)?;
        check_unchanged(&target, old.as_deref(), expected)?;
        let key = &document.meta().key;
        let keep = |old: &[u8]| versions::keep(&home()?, &target.path, old);
        let mut warning = None;
        match &old {
            Some(old) if way == Way::Over || target.has_more_names() => {
                // Proved before the target is touched: here nothing can be taken back by not renaming.
                proof()?;
                target.overwrite(old, Some(&keep(old)?), &bytes)?;
            }
            Some(old) if loses_much(document, &bytes, old) => {
                target.replace(&bytes, || proof().and_then(|()| keep(old)).map(|_| ()))?;
            }
            Some(old) => target.replace(&bytes, || {
                proof()?;
                if expected.is_none() || home().is_ok_and(|home| versions::is_due(&home, key)) {
                    // A full state folder must not stand between a person and a saved map.
                    let not_kept = |error: DiskError| format!("what the file was before could not be kept. {error}");
                    warning = keep(old).err().map(not_kept);
                }
                Ok(())
            })?,
            None => {
                target.replace(&bytes, proof)?;
                let gone = || format!("the file was no longer there, so this is a new one: {}", target.path.display());
                warning = expected.map(|_| gone());
            }
        }
        Ok(Saved { identity, warning })
    })
}

/// Begins to prove something while this thread is busy, and answers with a way to wait for it. Where no thread
/// can be had it is proved when it is asked for.
fn beside<'s, T: Send + 's>(scope: &'s Scope<'s, '_>, prove: impl Fn() -> T + Copy + Send + 's) -> impl FnOnce() -> T {
    let begun = thread::Builder::new().spawn_scoped(scope, prove);
    move || match begun {
        // A fault in the proof is one of the window: whoever waits for the save hears of it.
        Ok(proof) => proof.join().unwrap_or_else(|fault| resume_unwind(fault)),
        Err(_) => prove(),
    }
}

/// Writes any bytes (a picture, a report) by the same safe way.
///
/// # Errors
/// Nothing has changed on disk then.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), DiskError> {
    let target = Target::of(path)?;
    match old_bytes(&target)? {
        Some(old) if target.has_more_names() => target.overwrite(&old, None, bytes),
        _ => target.replace(bytes, || Ok(())),
    }
}

/// Writes a file of the program's own.
pub(super) fn write_own(path: &Path, bytes: &[u8]) -> Result<(), DiskError> {
    Target::of(path)?.replace(bytes, || Ok(()))
}

fn is_sound(document: &Document, path: &Path) -> Result<(), DiskError> {
    document.check().first().map_or(Ok(()), |fault| {
        let what = format!("The map is not sound ({fault}). Undo the last step and save again");
        Err(DiskError::new(&what, path))
    })
}

/// The bytes read as this very map; the two halves of the proof are done at once.
fn reads_as(document: &Document, bytes: &[u8], path: &Path) -> Result<(), DiskError> {
    let both: formats::Both<'_> = &|one, other| {
        thread::scope(|scope| {
            let other = beside(scope, other);
            one() && other()
        })
    };
    formats::prove_strand(bytes, document, both).map_err(|reason| target::unreadable(&reason, path))
}

/// What lies there now; `None` if there is nothing, or something far larger than a map.
fn old_bytes(target: &Target) -> Result<Option<Vec<u8>>, DiskError> {
    match &target.existing {
        Some(metadata) if metadata.len() <= limits::MAX_FILE_BYTES as u64 => match fs::read(&target.path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(DiskError::of("The file cannot be compared", &error, &target.path)),
        },
        _ => Ok(None),
    }
}

/// The file is still what it was when it was opened. A new time alone is no change; a file that is gone
/// can be written anew.
fn check_unchanged(target: &Target, old: Option<&[u8]>, expected: Option<&Identity>) -> Result<(), DiskError> {
    let Some(expected) = expected.filter(|_| target.existing.is_some()) else { return Ok(()) };
    if old.is_some_and(|old| Identity::of(&target.path, old).hash == expected.hash) {
        return Ok(());
    }
    let what = "Another program has changed this file since it was opened. Save under another name";
    Err(DiskError::new(what, &target.path).with(Trouble::Changed))
}

/// An empty map over a full one, or less than half of what there was: perhaps not what was meant.
fn loses_much(document: &Document, new: &[u8], old: &[u8]) -> bool {
    // One item a line: lines are counted quicker than items.
    let breaks = |piece: &[u8]| piece.iter().map(|byte| u8::from(*byte == b'\n')).sum::<u8>();
    let lines =
        |bytes: &[u8]| bytes.chunks(usize::from(u8::MAX)).map(|piece| usize::from(breaks(piece))).sum::<usize>();
    old.len() > 2 * new.len() || lines(old) > 2 * lines(new) || document.is_empty() && old.len() > new.len()
}
