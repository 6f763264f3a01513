//! The floors: who may import whom, which crates may be used where, who may touch the outside world.
//!
//! The table below is the architecture; `src/lib.rs` tells it in words. When it fails, the message names
//! the line and the rule: move the code, or move the wall and say why in the crate docs.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Each room with the rooms below that it may import.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("geom", &[]),
    ("model", &["geom"]),
    ("analysis", &["geom", "model"]),
    ("layout", &["geom"]),
    ("text", &["geom"]),
    ("scene", &["geom", "model", "analysis", "text"]),
    ("derived", &["geom", "model", "analysis", "layout", "text", "scene"]),
    ("formats", &["geom", "model", "layout"]),
    ("report", &["geom", "model", "analysis"]),
    ("export", &["geom", "text", "scene"]),
    ("editor", &["geom", "model", "analysis", "layout", "text", "scene", "derived", "formats"]),
    ("disk", &["geom", "model", "formats"]),
    (
        "app",
        &[
            "geom", "model", "analysis", "layout", "text", "scene", "derived", "formats", "report", "export", "editor",
            "disk",
        ],
    ),
    (
        "cli",
        &["geom", "model", "analysis", "layout", "text", "scene", "derived", "formats", "report", "export", "disk"],
    ),
    ("main", &["app", "cli"]),
];

/// Crates and parts of std that only some rooms may use: the word, its rooms, and the reason.
const ONLY_IN: &[(&str, &[&str], &str)] = &[
    ("egui", &["app"], "the window lives in app alone"),
    ("eframe", &["app"], "the window lives in app alone"),
    ("rfd", &["app"], "dialogs belong to the window"),
    ("set_logger", &["app"], "one line is listened for as the window opens; nothing is logged"),
    ("pollster", &["app"], "dialogs belong to the window"),
    ("mimalloc", &["app", "main"], "the allocator is the window's"),
    ("clap", &["cli"], "flags belong to the command line"),
    ("kurbo", &["geom"], "geom re-exports what others need"),
    ("petgraph", &["analysis"], "graph algorithms are analysis"),
    ("rayon", &["analysis", "layout", "export"], "ordered sums, and bands of a picture, run on several cores"),
    ("skrifa", &["text"], "one text engine"),
    ("harfrust", &["text"], "one text engine"),
    ("tiny_skia", &["export"], "painters live in export"),
    ("krilla", &["export"], "painters live in export"),
    ("png", &["export"], "painters live in export"),
    ("quick_xml", &["formats"], "files are a border"),
    ("csv", &["formats", "report"], "files are a border"),
    ("serde", &["formats", "report", "disk"], "the model does not know its wire form"),
    ("serde_json", &["formats", "report", "disk"], "the model does not know its wire form"),
    ("tempfile", &["disk"], "only disk touches files"),
    ("signal_hook", &["disk"], "signals are the outside world"),
    ("rustix", &["app", "disk"], "files and priorities are the outside world"),
    ("std::fs", &["disk"], "only disk touches files"),
    ("std::env", &["disk", "cli", "app", "main"], "the environment comes in as data"),
    ("std::time", &["disk", "cli", "app", "main"], "time comes in as data"),
    ("std::thread", &["app", "disk"], "threads are app's jobs, disk's keeper and signals"),
    ("std::process", &["disk", "cli", "app", "main"], "processes are the outside world"),
    ("std::net", &[], "there is no network"),
    ("HashMap", &["text", "app"], "iteration order must never reach a result; use BTreeMap"),
    ("HashSet", &["text", "app"], "iteration order must never reach a result; use BTreeSet"),
];

#[test]
fn imports_go_strictly_downwards() {
    let allowed: BTreeMap<_, BTreeSet<_>> =
        MAY_IMPORT.iter().map(|(room, below)| (*room, below.iter().copied().collect())).collect();
    let mut broken = Vec::new();
    for file in sources() {
        let Some(below) = allowed.get(file.room.as_str()) else { continue };
        for (line, target) in file.imports() {
            let known = allowed.contains_key(target.as_str());
            if known && target != file.room && !below.contains(target.as_str()) {
                broken.push(format!("{}:{line}: {} must not import {target}", file.name, file.room));
            }
        }
    }
    assert!(broken.is_empty(), "the floors in tests/it/layers.rs are broken:\n{}", broken.join("\n"));
}

#[test]
fn crates_and_the_outside_world_stay_in_their_rooms() {
    let mut broken = Vec::new();
    for file in sources() {
        for (number, line) in file.code() {
            for (word, rooms, why) in ONLY_IN {
                if mentions(line, word) && !rooms.contains(&file.room.as_str()) {
                    broken.push(format!("{}:{number}: {word} is not for {}: {why}", file.name, file.room));
                }
            }
        }
    }
    assert!(broken.is_empty(), "see ONLY_IN in tests/it/layers.rs:\n{}", broken.join("\n"));
}

#[test]
fn every_room_is_in_the_table() {
    let known: BTreeSet<_> = MAY_IMPORT.iter().map(|(room, _)| (*room).to_owned()).collect();
    let rooms: BTreeSet<_> = sources().into_iter().map(|file| file.room).filter(|room| room != "lib").collect();
    assert_eq!(rooms, known, "a new room needs a line in MAY_IMPORT and one in the crate docs");
}

#[test]
fn the_window_is_optional() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    for name in ["egui", "eframe", "rfd", "pollster", "mimalloc", "log"] {
        let line = manifest.lines().find(|line| line.starts_with(&format!("{name} = "))).unwrap();
        assert!(line.contains("optional = true"), "{name} must be optional, behind the feature app");
    }
}

#[test]
fn the_rules_can_fail() {
    let file =
        Source::new("layout", "src/layout/x.rs", "use crate::model::ActorId;\nlet t = std::time::Instant::now();\n");
    assert_eq!(file.imports(), [(1, "model".to_owned())]);
    assert!(file.code().iter().any(|(_, line)| mentions(line, "std::time")));
    assert!(!mentions("let serdes = 1;", "serde"), "words, not parts of words");
    let comment = Source::new("layout", "src/layout/x.rs", "//! crate::model is not for us\n");
    assert!(comment.imports().is_empty(), "comments may speak of anything");
    let grouped = Source::new("layout", "src/layout/x.rs", "use crate::{\n    geom::Point,\n    model::ActorId,\n};\n");
    assert_eq!(grouped.imports(), [(2, "geom".to_owned()), (3, "model".to_owned())]);
}

pub(crate) struct Source {
    pub(crate) room: String,
    pub(crate) name: String,
    pub(crate) text: String,
}

impl Source {
    fn new(room: &str, name: &str, text: &str) -> Self {
        Self { room: room.to_owned(), name: name.to_owned(), text: text.to_owned() }
    }

    /// Lines with their numbers, without comments and without the tests at the end of the file.
    fn code(&self) -> Vec<(usize, &str)> {
        self.text
            .lines()
            .enumerate()
            .take_while(|(_, line)| line.trim() != "#[cfg(test)]" && !line.starts_with("mod tests"))
            .map(|(index, line)| (index + 1, line.split("//").next().unwrap_or("")))
            .collect()
    }

    /// Rooms named after `crate::`, also inside braces that go over several lines.
    fn imports(&self) -> Vec<(usize, String)> {
        let mut found = Vec::new();
        let mut open = false;
        for (number, line) in self.code() {
            for part in line.split("crate::").skip(1) {
                let name = word_at_start(part);
                if !name.is_empty() {
                    found.push((number, name.to_owned()));
                }
            }
            if line.contains("use crate::{") {
                open = true;
                let inside = line.split("crate::{").nth(1).unwrap_or("");
                let names = inside.split(',').map(|part| word_at_start(part.trim())).filter(|name| !name.is_empty());
                found.extend(names.map(|name| (number, name.to_owned())));
            } else if open {
                let name = word_at_start(line.trim());
                if line.starts_with("    ") && !line.starts_with("     ") && !name.is_empty() {
                    found.push((number, name.to_owned()));
                }
            }
            open &= !line.contains("};");
        }
        found
    }
}

fn word_at_start(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    &text[..end]
}

fn mentions(line: &str, word: &str) -> bool {
    let is_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + word.len()..].chars().next();
        // A crate is followed by a path; a type or a part of std by anything that ends the word.
        let is_crate = word.chars().all(|c| c.is_lowercase() || c == '_');
        let path = line[at + word.len()..].starts_with("::");
        let imported = line.trim_start().trim_start_matches("pub ").starts_with(&format!("use {word}"));
        !is_word(before) && before != Some(':') && !is_word(after) && (!is_crate || path || imported)
    })
}

pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

pub(crate) fn sources() -> Vec<Source> {
    let mut files = Vec::new();
    collect(&root().join("src"), &mut files);
    files
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/");
            let room = name.split('/').nth(1).unwrap().trim_end_matches(".rs").to_owned();
            Source { room, text: fs::read_to_string(&path).unwrap(), name }
        })
        .collect()
}

pub(crate) fn collect(folder: &Path, into: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut entries: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            collect(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            into.push(path);
        }
    }
}
