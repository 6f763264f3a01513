//! House rules that a machine can check: openings, lengths, honest tests, no left-overs.

use std::fs;

use crate::layers::{collect, root};

/// Lines of code in one file, tests at its end not counted. Past 400 a file wants to be split.
const LONGEST_FILE: usize = 600;

#[test]
fn every_file_says_what_it_is_for() {
    check(|text, _| {
        (!text.starts_with("//!")).then(|| "the first line must be a `//!` that says what the file is for".to_owned())
    });
}

#[test]
fn no_file_grows_past_its_reader() {
    check(|text, _| {
        let lines = text.lines().take_while(|line| line.trim() != "#[cfg(test)]").count();
        (lines > LONGEST_FILE).then(|| format!("{lines} lines; split it where an idea ends"))
    });
}

#[test]
fn no_left_overs() {
    let words = [["TO", "DO"].concat(), ["FIX", "ME"].concat(), ["X", "XX"].concat()];
    check(|text, _| {
        text.lines().enumerate().find_map(|(number, line)| {
            let left_over =
                words.iter().any(|word| line.split(|c: char| !c.is_alphanumeric()).any(|part| part == word));
            let untidy = line.contains('\t') || line.ends_with(' ');
            (left_over || untidy).then(|| format!("line {}: a left-over note, a tab or a trailing blank", number + 1))
        })
    });
}

#[test]
fn no_test_is_switched_off_or_expects_a_panic() {
    let marks = [["#[ign", "ore"].concat(), ["#[should", "_panic"].concat()];
    check(|text, _| marks.iter().find(|mark| text.contains(*mark)).map(|mark| format!("{mark}] is not used here")));
}

#[test]
fn tests_are_claims_without_a_prefix() {
    let prefix = ["fn te", "st_"].concat();
    check(|text, _| text.contains(&prefix).then(|| "name a test as a claim, without a prefix".to_owned()));
}

#[test]
fn colors_come_from_the_theme_table() {
    check(|text, name| {
        let is_table = name.starts_with("src/scene/theme") || !name.starts_with("src/");
        (!is_table && text.contains("Color::hex(0x")).then(|| "a literal color outside the theme table".to_owned())
    });
}

#[track_caller]
fn check(fault: impl Fn(&str, &str) -> Option<String>) {
    let mut files = Vec::new();
    for folder in ["src", "tests", "benches"] {
        collect(&root().join(folder), &mut files);
    }
    assert!(files.len() > 20, "the walk over the sources found almost nothing");
    let faults: Vec<_> = files
        .iter()
        .filter_map(|path| {
            let name = path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/");
            fault(&fs::read_to_string(path).unwrap(), &name).map(|fault| format!("{name}: {fault}"))
        })
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
