//! The README says what the program does: its keys come from the commands, its commands from the CI.

use std::fs;

use threestrand::editor::Menu;

use crate::layers::root;

const START: &str = "<!-- keys: generated from the commands; `UPDATE=1 cargo test readme` writes them -->\n";
const END: &str = "<!-- /keys -->";

#[test]
fn the_table_of_keys_is_the_list_of_commands() {
    let path = root().join("README.md");
    let text = fs::read_to_string(&path).unwrap();
    let (before, rest) = text.split_once(START).expect("the README has a place for the keys");
    let (table, after) = rest.split_once(END).expect("the place for the keys has an end");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, format!("{before}{START}{}{END}{after}", keys())).unwrap();
    } else {
        assert!(table == keys(), "run `UPDATE=1 cargo test readme`, then look at the difference");
    }
}

#[test]
fn the_test_command_is_the_one_that_ci_runs() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let commands: Vec<_> = readme.split("```sh\n").nth(1).unwrap().split("```").next().unwrap().lines().collect();
    let [run, test] = commands[..] else { panic!("two commands, run and test: {commands:?}") };
    let ci = fs::read_to_string(root().join(".ci/run")).unwrap();
    assert!(ci.lines().any(|line| line == test), ".ci/run must call exactly `{test}`");
    let map = run.split_whitespace().last().unwrap();
    assert!(run.starts_with("cargo run") && root().join(map).is_file(), "{run}");
}

#[test]
fn every_file_that_the_readme_shows_is_there() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    for link in readme.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
        assert!(link.starts_with("http") || root().join(link).is_file(), "{link}");
    }
}

fn keys() -> String {
    let mut table = String::from("| Menu | Command | Keys | What it does |\n|---|---|---|---|\n");
    for menu in Menu::ALL {
        for command in menu.commands() {
            let keys: Vec<_> = command.shortcuts().iter().map(|shortcut| format!("`{shortcut}`")).collect();
            let row = [menu.label(), command.label(), &keys.join(" or "), command.help()].join(" | ");
            table += &format!("| {row} |\n");
        }
    }
    table
}
