//! Font files of the machine, for scripts that the bundled faces lack. Only found and read here, not
//! understood; a machine without any is no error.

use std::fs;
use std::path::{Path, PathBuf};

use super::folder;

/// Where fonts lie, besides the home folder's own.
const FOLDERS: [&str; 5] =
    ["/usr/share/fonts", "/usr/local/share/fonts", "/System/Library/Fonts", "/Library/Fonts", "C:\\Windows\\Fonts"];
/// Parts of names to try first: faces that have most of the scripts a name may be written in.
const FIRST: [&str; 8] =
    ["notosanscjk", "droidsansfallback", "arialunicode", "msyh", "pingfang", "notosans", "dejavusans", "segoeui"];
/// Files looked at, at most; a designer's laptop has thousands and nobody wants to wait for them.
const MOST_FILES: usize = 600;
/// Larger files are not fonts that we could want.
const MOST_BYTES: u64 = 64 << 20;

/// The font files of this machine, one after another, those with most scripts first.
///
/// Lazy: nothing is looked up before the first is asked for, and each is read when its turn comes.
pub fn installed_fonts() -> impl Iterator<Item = Vec<u8>> {
    std::iter::once(()).flat_map(|()| found()).filter_map(|path| fs::read(path).ok())
}

fn found() -> Vec<PathBuf> {
    let home = std::env::home_dir().map(|home| home.join(".local/share/fonts"));
    let mut files = Vec::new();
    for folder in FOLDERS.iter().map(PathBuf::from).chain(home) {
        collect(&folder, 6, &mut files);
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
        } else if meta.is_file() && meta.len() <= MOST_BYTES {
            let extension = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
            if ["ttf", "otf", "ttc"].contains(&extension.as_str()) {
                into.push(path);
            }
        }
    }
}
