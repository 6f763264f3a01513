//! Where the program keeps what is its own: state and settings, by the platform's habits.
//! `THREESTRAND_HOME` overrides all of it. Nothing here is beside a person's maps.

use std::env;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::{DiskError, target};

/// The program's own folders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    state: PathBuf,
    config: PathBuf,
}

impl Home {
    /// Both in one folder: for tests and for `THREESTRAND_HOME`.
    #[must_use]
    pub fn at(folder: &Path) -> Self {
        Self { state: folder.to_owned(), config: folder.to_owned() }
    }

    /// The folders of this machine and person.
    ///
    /// # Errors
    /// If there is no home folder at all.
    pub fn of_this_machine() -> Result<Self, DiskError> {
        let folder = |name: &str| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
        if let Some(home) = folder("THREESTRAND_HOME") {
            return Ok(Self::at(&home));
        }
        let found = if cfg!(windows) {
            folder("LOCALAPPDATA").map(|local| Self::at(&local.join("Threestrand")))
        } else if cfg!(target_os = "macos") {
            folder("HOME").map(|home| Self::at(&home.join("Library/Application Support/Threestrand")))
        } else {
            let xdg = |name: &str, usual: &str| folder(name).or_else(|| folder("HOME").map(|home| home.join(usual)));
            xdg("XDG_STATE_HOME", ".local/state")
                .zip(xdg("XDG_CONFIG_HOME", ".config"))
                .map(|(state, config)| Self { state: state.join("threestrand"), config: config.join("threestrand") })
        };
        found.ok_or_else(|| {
            DiskError::new("This machine tells no folder for settings. Set THREESTRAND_HOME to a folder", Path::new(""))
        })
    }

    /// A folder for recovery files and backups, made if need be.
    pub(super) fn state(&self, part: &str) -> Result<PathBuf, DiskError> {
        made(self.state.join(part))
    }

    /// The folder for settings, made if need be.
    pub(super) fn config(&self) -> Result<PathBuf, DiskError> {
        made(self.config.clone())
    }
}

/// Makes a folder that is not there, and has the disk remember it: what is kept in it must survive a power
/// cut together with it.
pub(super) fn made(folder: PathBuf) -> Result<PathBuf, DiskError> {
    if folder.is_dir() {
        return Ok(folder);
    }
    let parent = folder.parent().map(|parent| made(parent.to_owned())).transpose()?;
    let mut builder = fs::DirBuilder::new();
    // What lies in it is a client's business: for this account alone.
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    match builder.create(&folder) {
        // Another window may have made it in this moment.
        Err(error) if error.kind() != ErrorKind::AlreadyExists => {
            Err(DiskError::of("The folder cannot be made", &error, &folder))
        }
        _ => {
            if let Some(parent) = parent {
                // A drive that cannot sync folders is no reason to do without them.
                let _ = target::sync_folder(&parent);
            }
            Ok(folder)
        }
    }
}
