//! One window writes a file: an advisory lock in the state folder, with a note of who holds it.
//!
//! The lock goes when its process ends in any way, so a note without a lock is stale and is taken over.
//! It lies in the state folder, never beside a map: no litter in shared folders.

use std::fs::{self, File, OpenOptions};
use std::io::{Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::{Value as Json, json};

use super::Home;
use super::identity::digest;

/// This window has the file; dropped, another one may have it.
#[derive(Debug)]
pub struct Lock {
    file: File,
}

/// Who has a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// The number of its process.
    pub process: u64,
    /// The computer and the account, where it is not this one: "mia on studio-laptop".
    pub elsewhere: Option<String>,
    /// Since when.
    pub since: SystemTime,
}

impl Home {
    /// Claims a file for this window. Where the state folder cannot be used nothing is guarded: that must
    /// not keep anybody from working.
    ///
    /// # Errors
    /// Who has it.
    pub fn lock(&self, path: &Path) -> Result<Option<Lock>, Holder> {
        let Ok(folder) = self.state("locks") else { return Ok(None) };
        let path = real(path);
        let note = folder.join(format!("{:016x}.lock", digest(path.as_os_str().as_encoded_bytes())));
        let open = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(note);
        let Ok(mut file) = open else { return Ok(None) };
        match file.try_lock() {
            Ok(()) => {
                write_note(&mut file);
                Ok(Some(Lock { file }))
            }
            Err(fs::TryLockError::WouldBlock) => Err(read_note(&mut file)),
            Err(fs::TryLockError::Error(_)) => Ok(None),
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // A note that stays is stale as soon as the lock is gone.
        let _ = self.file.set_len(0);
    }
}

/// The path without links, also of a file that is not there yet.
fn real(path: &Path) -> PathBuf {
    let beside = || Some(fs::canonicalize(path.parent()?).ok()?.join(path.file_name()?));
    fs::canonicalize(path).ok().or_else(beside).unwrap_or_else(|| path.to_owned())
}

fn write_note(file: &mut File) {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    let (host, user) = whoami();
    let note = json!({ "process": std::process::id(), "host": host, "user": user, "since": since }).to_string();
    // The lock is what counts; without its note the other window only knows less.
    let _ = file.set_len(0).and_then(|()| file.rewind()).and_then(|()| file.write_all(note.as_bytes()));
}

fn read_note(file: &mut File) -> Holder {
    let mut text = String::new();
    let _ = file.take(4096).read_to_string(&mut text);
    let note: Json = serde_json::from_str(&text).unwrap_or_default();
    let number = |name: &str| note.get(name).and_then(Json::as_u64).unwrap_or_default();
    let word = |name: &str| note.get(name).and_then(Json::as_str).unwrap_or_default().to_owned();
    let here = whoami();
    let there = (word("host"), word("user"));
    let elsewhere = (there != here && !there.0.is_empty()).then(|| format!("{} on {}", there.1, there.0));
    Holder { process: number("process"), elsewhere, since: UNIX_EPOCH + Duration::from_secs(number("since")) }
}

/// Computer and account.
fn whoami() -> (String, String) {
    let set = |names: &[&str]| names.iter().find_map(|name| std::env::var(name).ok()).unwrap_or_default();
    #[cfg(unix)]
    let host = rustix::system::uname().nodename().to_string_lossy().into_owned();
    #[cfg(not(unix))]
    let host = set(&["COMPUTERNAME"]);
    (host, set(&["USER", "LOGNAME", "USERNAME"]))
}
