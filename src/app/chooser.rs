//! Choosing a file: the platform's own dialog where one can open, else ours.
//!
//! On Linux the native call answers `None` both for "changed my mind" and for "there is no dialog", and
//! it may hang where a portal is installed but does not start. So we look first, and while the native
//! dialog is open a quiet bar offers our own.

use std::path::{Path, PathBuf};

use super::jobs::{Done, Jobs};
use super::path_dialog::PathDialog;

/// What a file is wanted for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ask {
    /// The title of the dialog.
    pub(super) title: &'static str,
    /// A file is to be written, not read.
    pub(super) saves: bool,
    /// The name that is proposed.
    pub(super) name: String,
    /// Where the dialog begins.
    pub(super) folder: Option<PathBuf>,
    /// Names of kinds of files with their extensions; the first is added where one is missing.
    pub(super) kinds: Vec<(&'static str, Vec<&'static str>)>,
}

/// A dialog that may be open.
#[derive(Debug, Default)]
pub(super) struct Chooser {
    state: State,
}

#[derive(Debug, Default)]
enum State {
    #[default]
    Closed,
    Native(Ask),
    Own(PathDialog),
}

/// What came of it this frame.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Choice {
    /// Still open, or never opened.
    None,
    /// Closed without a file.
    Left,
    /// This file.
    File(PathBuf),
    /// This file, whose extension we added: there is one of that name, and nobody was asked about it.
    Taken(PathBuf),
}

impl Chooser {
    /// Opens a dialog. Called on the main thread, as the platforms want it.
    pub(super) fn open(&mut self, ask: Ask, jobs: &Jobs, frame: Option<&eframe::Frame>) {
        // A test waits for nobody, and what stands on the machine must not decide what it sees.
        if jobs.are_inline() || !native_dialogs() {
            self.state = State::Own(PathDialog::new(ask));
            return;
        }
        let mut dialog = rfd::AsyncFileDialog::new().set_title(ask.title);
        for (name, extensions) in &ask.kinds {
            dialog = dialog.add_filter(*name, extensions);
        }
        if let Some(folder) = &ask.folder {
            dialog = dialog.set_directory(folder);
        }
        if !ask.name.is_empty() {
            dialog = dialog.set_file_name(&ask.name);
        }
        if let Some(frame) = frame {
            dialog = dialog.set_parent(frame);
        }
        let path = |file: Option<rfd::FileHandle>| Done::Chosen(file.map(|file| file.path().to_owned()));
        if ask.saves {
            let future = dialog.save_file();
            jobs.start(move || path(pollster::block_on(future)));
        } else {
            let future = dialog.pick_file();
            jobs.start(move || path(pollster::block_on(future)));
        }
        self.state = State::Native(ask);
    }

    /// A dialog is open.
    pub(super) const fn is_open(&self) -> bool {
        !matches!(self.state, State::Closed)
    }

    /// The platform's dialog is open (and perhaps nobody can see it).
    pub(super) const fn is_native(&self) -> bool {
        matches!(self.state, State::Native(_))
    }

    /// Gives up waiting for the platform's dialog and opens ours.
    pub(super) fn use_own(&mut self) {
        if let State::Native(ask) = std::mem::take(&mut self.state) {
            self.state = State::Own(PathDialog::new(ask));
        }
    }

    /// The native dialog answered.
    pub(super) fn answered(&mut self, path: Option<PathBuf>) -> Choice {
        match std::mem::take(&mut self.state) {
            State::Native(ask) => path.map_or(Choice::Left, |path| {
                let whole = with_extension(path.clone(), &ask);
                if whole != path && whole.exists() { Choice::Taken(whole) } else { Choice::File(whole) }
            }),
            // Somebody moved on to our own dialog: the late answer of the other one is not wanted.
            other => {
                self.state = other;
                Choice::None
            }
        }
    }

    /// Shows our own dialog, if that is the one.
    pub(super) fn show(&mut self, ctx: &egui::Context) -> Choice {
        let State::Own(dialog) = &mut self.state else { return Choice::None };
        let choice = dialog.show(ctx);
        if choice != Choice::None {
            self.state = State::Closed;
        }
        choice
    }
}

/// The path with the first known extension, where a file to be written has none that we know.
pub(super) fn with_extension(path: PathBuf, ask: &Ask) -> PathBuf {
    let has = path.extension().and_then(|e| e.to_str()).map(str::to_lowercase);
    let known = ask.kinds.iter().flat_map(|(_, extensions)| extensions).any(|e| has.as_deref() == Some(*e));
    match ask.kinds.first().and_then(|(_, extensions)| extensions.first()) {
        Some(extension) if ask.saves && !known => {
            let mut name = path.file_name().unwrap_or_default().to_owned();
            name.push(".");
            name.push(extension);
            path.with_file_name(name)
        }
        _ => path,
    }
}

/// Whether a dialog of the platform can open here. `THREESTRAND_DIALOGS=own` says no.
#[cfg(target_os = "linux")]
fn native_dialogs() -> bool {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    if set("THREESTRAND_DIALOGS").is_some_and(|value| value == "own") {
        return false;
    }
    let zenity = set("PATH").is_some_and(|path| std::env::split_paths(&path).any(|d| d.join("zenity").is_file()));
    let runtime = set("XDG_RUNTIME_DIR").map(PathBuf::from);
    let bus = set("DBUS_SESSION_BUS_ADDRESS").is_some() || runtime.is_some_and(|dir| dir.join("bus").exists());
    let data = set("XDG_DATA_DIRS").unwrap_or_else(|| "/usr/local/share:/usr/share".into());
    let portal = std::env::split_paths(&data).any(|dir: PathBuf| {
        dir.join("dbus-1/services/org.freedesktop.portal.Desktop.service").is_file() && has_backend(&dir)
    });
    (bus && portal) || zenity
}

/// A portal without any backend answers, but opens nothing.
#[cfg(target_os = "linux")]
fn has_backend(data: &Path) -> bool {
    ["gtk", "gnome", "kde", "lxqt", "cosmic", "xapp"]
        .iter()
        .any(|name| data.join(format!("xdg-desktop-portal/portals/{name}.portal")).is_file())
}

/// Whether a dialog of the platform can open here. `THREESTRAND_DIALOGS=own` says no.
#[cfg(not(target_os = "linux"))]
fn native_dialogs() -> bool {
    std::env::var_os("THREESTRAND_DIALOGS").is_none_or(|value| value != "own")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(saves: bool, path: &str, expected: &str) {
        let ask = Ask {
            title: "",
            saves,
            name: String::new(),
            folder: None,
            kinds: vec![("Map", vec!["strand"]), ("Table", vec!["csv"])],
        };
        assert_eq!(with_extension(PathBuf::from(path), &ask), Path::new(expected));
    }

    #[test]
    fn a_missing_extension_is_added_when_saving() {
        check(true, "/a/Northline", "/a/Northline.strand");
        check(true, "/a/St. Brannoc", "/a/St. Brannoc.strand");
        check(true, "/a/b.CSV", "/a/b.CSV");
        check(false, "/a/b", "/a/b");
    }
}
