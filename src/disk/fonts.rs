//! Font files of the machine, for scripts that the bundled faces lack. Only found and read here, not
//! understood; a machine without any is no error.

use std::fs;
use std::path::{Path, PathBuf};

use super::folder;

/// Where fonts lie, besides the home folder's own.
const FOLDERS: [&str; 7] = [
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/run/current-system/sw/share/X11/fonts",
    "/run/host/fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "C:\\Windows\\Fonts",
];
/// Parts of names to try first: faces that have most of the scripts a name may be written in.
const FIRST: [&str; 8] =
    ["notosanscjk", "droidsansfallback", "arialunicode", "msyh", "pingfang", "notosans", "dejavusans", "segoeui"];
/// Files looked at, at most; a designer's laptop has thousands and nobody wants to wait for them.
const MOST_FILES: usize = 600;
/// Folders within folders, at most.
const DEPTH: usize = 6;
/// Larger files are not fonts that we could want.
const MOST_BYTES: u64 = 64 << 20;

/// The font files of this machine, one after another, those with most scripts first.
///
/// Lazy: nothing is looked up before the first is asked for, and each is read when its turn comes.
pub fn installed_fonts() -> impl Iterator<Item = Vec<u8>> {
    std::iter::once(()).flat_map(|()| found()).filter_map(|path| fs::read(path).ok())
}

/// Whether this machine has any font: the system's own search for one fails badly where there is none.
#[must_use]
pub fn has_fonts() -> bool {
    folders().any(|folder| holds_font(&folder, DEPTH))
}

fn folders() -> impl Iterator<Item = PathBuf> {
    let home = std::env::home_dir();
    let own = home.into_iter().flat_map(|home| [".local/share/fonts", ".fonts"].map(|folder| home.join(folder)));
    FOLDERS.iter().map(PathBuf::from).chain(own)
}

fn found() -> Vec<PathBuf> {
    let mut files = Vec::new();
    for folder in folders() {
        collect(&folder, DEPTH, &mut files);
    }
    files.sort_by_cached_key(|path| {
        let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
        let rank = FIRST.iter().position(|first| name.starts_with(first)).unwrap_or(FIRST.len());
        let plain = name.contains("regular") || !name.contains('-');
        (rank, !plain, path.clone())
    });
    files.truncate(MOST_FILES);
    files
}

fn collect(folder: &Path, depth: usize, into: &mut Vec<PathBuf>) {
    for path in folder::paths(folder).unwrap_or_default() {
        let Ok(meta) = fs::metadata(&path) else { continue };
        if meta.is_dir() && depth > 0 {
            collect(&path, depth - 1, into);
        } else if meta.is_file() && meta.len() <= MOST_BYTES && is_font(&path) {
            into.push(path);
        }
    }
}

fn holds_font(folder: &Path, depth: usize) -> bool {
    let holds = |path: PathBuf| if path.is_dir() { depth > 0 && holds_font(&path, depth - 1) } else { is_font(&path) };
    folder::paths(folder).unwrap_or_default().into_iter().any(holds)
}

fn is_font(path: &Path) -> bool {
    let extension = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    ["ttf", "otf", "ttc"].contains(&extension.as_str())
}
