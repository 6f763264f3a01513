//! Work is never lost: crashes, second windows, files that changed, panels that fail.

use std::fs;
use std::path::{Path, PathBuf};

use super::*;
use threestrand::disk::Home;
use threestrand::editor::Command;

/// A person's folders: one for maps, one for the program.
struct Laptop {
    maps: tempfile::TempDir,
    own: tempfile::TempDir,
}

impl Laptop {
    fn new() -> Self {
        Self { maps: tempfile::tempdir().unwrap(), own: tempfile::tempdir().unwrap() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.maps.path().join(name)
    }

    fn home(&self) -> Home {
        Home::at(self.own.path())
    }

    /// A window of the program, on a file if one is named.
    fn start(&self, file: Option<&Path>) -> Window {
        self.start_with(file, None)
    }

    fn start_with(&self, file: Option<&Path>, probe: Option<fn(&'static str)>) -> Window {
        let (home, file) = (self.home(), file.map(Path::to_owned));
        let mut window = Harness::builder().with_size(vec2(1440.0, 900.0)).with_pixels_per_point(1.0).build_ui_state(
            move |ui, shell: &mut Option<Shell>| {
                let launch = || Launch { inline: true, file: file.clone(), home: Some(home.clone()), probe };
                shell.get_or_insert_with(|| Shell::new(ui.ctx(), launch())).ui(ui, None);
            },
            None,
        );
        window.run_steps(6);
        window
    }

    /// A file with one name on it, saved by a window that is closed again.
    fn saved(&self, name: &str) -> PathBuf {
        let path = self.path(name);
        let mut window = self.start(None);
        window.get_by_label("New map").click();
        window.run_steps(4);
        add(&mut window, "Mia");
        save_as(&mut window, &path);
        quit(window);
        path
    }

    /// The same with a second name, saved by another window: there is an earlier version of it.
    fn saved_twice(&self) -> PathBuf {
        let path = self.saved("workshop.strand");
        let mut window = self.start(Some(&path));
        add(&mut window, "Tom");
        save(&mut window);
        quit(window);
        path
    }
}

fn add(window: &mut Window, name: &str) {
    type_on(window, name);
    press(window, Modifiers::NONE, Key::Enter);
    press(window, Modifiers::NONE, Key::Escape);
}

fn save(window: &mut Window) {
    press(window, Modifiers::COMMAND, Key::S);
    window.run_steps(4);
}

fn save_as(window: &mut Window, path: &Path) {
    press(window, Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::S);
    answer_path(window, path);
}

/// Types a path into our own file dialog.
fn answer_path(window: &mut Window, path: &Path) {
    press(window, Modifiers::COMMAND, Key::A);
    window.event(egui::Event::Text(path.to_str().unwrap().to_owned()));
    window.run_steps(2);
    press(window, Modifiers::NONE, Key::Enter);
    window.run_steps(4);
}

fn quit(mut window: Window) {
    press(&mut window, Modifiers::COMMAND, Key::Q);
    window.run_steps(2);
}

/// The window goes without a word, as with `kill -9` or a power cut. Its threads end before the next start.
fn crash(window: Window) {
    drop(window);
    std::thread::sleep(std::time::Duration::from_millis(50));
}

fn names(window: &Window) -> Vec<String> {
    editor(window).document().actors().map(|(_, actor)| actor.name.clone()).collect()
}

fn says(window: &Window, words: &str) -> bool {
    let has = |text: Option<String>| text.is_some_and(|text| text.contains(words));
    window.query_all_by(|node| has(node.value()) || has(node.label())).next().is_some()
}

#[track_caller]
fn click(window: &mut Window, label: &str) {
    window.get_by_label_contains(label).click();
    window.run_steps(6);
}

#[test]
fn a_map_never_saved_survives_a_crash() {
    let laptop = Laptop::new();
    let mut window = laptop.start(None);
    click(&mut window, "New map");
    add(&mut window, "Mia");
    add(&mut window, "Tom");
    crash(window);
    let mut window = laptop.start(None);
    assert!(says(&window, "2 actors, 0 connections"), "the offer says how much there is");
    assert!(!says(&window, "Mia"), "and shows nobody's names");
    click(&mut window, "An unsaved map");
    assert_eq!(names(&window), ["Mia", "Tom"]);
    assert!(says(&window, "Save it to keep it"));
    let path = laptop.path("kept.strand");
    save_as(&mut window, &path);
    assert!(fs::read_to_string(&path).unwrap().contains("\"Tom\""));
    quit(window);
    assert!(!says(&laptop.start(None), "An unsaved map"), "it is never offered again");
}

#[test]
fn a_name_that_was_being_typed_survives_a_crash() {
    let laptop = Laptop::new();
    let path = laptop.saved("workshop.strand");
    let mut window = laptop.start(Some(&path));
    type_on(&mut window, "Tom Sawy");
    assert!(!editor(&window).is_unsaved(), "nothing is committed yet");
    crash(window);
    let mut window = laptop.start(Some(&path));
    click(&mut window, "Show the unsaved map");
    assert_eq!(names(&window), ["Mia", "Tom Sawy"]);
}

#[test]
fn a_name_that_was_taken_back_is_not_set_aside() {
    let laptop = Laptop::new();
    let path = laptop.saved("workshop.strand");
    let mut window = laptop.start(Some(&path));
    type_on(&mut window, "Tom");
    press(&mut window, Modifiers::NONE, Key::Escape);
    window.run_steps(4);
    crash(window);
    assert_eq!(laptop.home().recoveries(), []);
}

#[test]
fn a_save_or_a_close_keeps_the_name_in_the_box() {
    let laptop = Laptop::new();
    let path = laptop.saved("workshop.strand");
    let mut window = laptop.start(Some(&path));
    type_on(&mut window, "Tom");
    save(&mut window);
    assert!(fs::read_to_string(&path).unwrap().contains("\"Tom\""));
    type_on(&mut window, "Ana");
    press(&mut window, Modifiers::COMMAND, Key::Q);
    assert_eq!(names(&window), ["Mia", "Tom", "Ana"]);
    assert!(says(&window, "Save changes to"), "it is asked about");
}

#[test]
fn a_recovered_map_survives_the_next_crash_too() {
    let laptop = Laptop::new();
    let mut window = laptop.start(None);
    click(&mut window, "New map");
    add(&mut window, "Mia");
    crash(window);
    for _ in 0..2 {
        let mut window = laptop.start(None);
        click(&mut window, "An unsaved map");
        assert_eq!(names(&window), ["Mia"]);
        std::thread::sleep(std::time::Duration::from_millis(10));
        // Open for long enough to be no danger.
        quit_without_saving_nothing(&mut window);
        crash(window);
    }
    assert_eq!(laptop.home().recoveries().len(), 1, "one map, offered once");
}

/// Lets the guard against crash loops see a good while go by.
fn quit_without_saving_nothing(window: &mut Window) {
    window.input_mut().time = Some(window.input().time.unwrap_or_default() + 60.0);
    window.run_steps(3);
}

#[test]
fn opening_the_file_offers_the_newer_work() {
    let laptop = Laptop::new();
    let path = laptop.saved("workshop.strand");
    let mut window = laptop.start(Some(&path));
    add(&mut window, "Tom");
    crash(window);
    let moved = laptop.path("renamed.strand");
    fs::rename(&path, &moved).unwrap();
    let mut window = laptop.start(Some(&moved));
    assert!(says(&window, "There is unsaved work on this map"), "a renamed map still finds its own");
    click(&mut window, "Show the unsaved map");
    assert_eq!(names(&window), ["Mia", "Tom"]);
    assert!(!fs::read_to_string(&moved).unwrap().contains("Tom"), "the file is as it was");
}

#[test]
fn staying_with_the_file_keeps_the_other_work_until_it_is_saved() {
    let laptop = Laptop::new();
    let path = laptop.saved("workshop.strand");
    let mut window = laptop.start(Some(&path));
    add(&mut window, "Tom");
    crash(window);
    let mut window = laptop.start(Some(&path));
    click(&mut window, "Stay with the file");
    assert_eq!(names(&window), ["Mia"]);
    add(&mut window, "Ana");
    save(&mut window);
    let key = editor(&window).document().meta().key.clone();
    quit(window);
    assert_eq!(laptop.home().recoveries(), [], "offered no more after a newer save");
    let kept: Vec<_> = laptop.home().versions(&key).iter().map(|v| v.open().unwrap().document.actors().len()).collect();
    assert!(kept.contains(&2), "but it is among the earlier versions: {kept:?}");
}

#[test]
fn an_undone_change_leaves_nothing_to_recover() {
    let laptop = Laptop::new();
    let path = laptop.saved("workshop.strand");
    let mut window = laptop.start(Some(&path));
    add(&mut window, "Tom");
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert!(!editor(&window).is_unsaved());
    window.run_steps(4);
    crash(window);
    assert_eq!(laptop.home().recoveries(), []);
}

#[test]
fn a_second_window_on_a_file_only_reads_it() {
    let laptop = Laptop::new();
    let path = laptop.saved("workshop.strand");
    let mut first = laptop.start(Some(&path));
    let mut second = laptop.start(Some(&path));
    assert!(says(&second, "Another window on this computer"), "it says by whom");
    assert!(says(&second, "Read-only"));
    add(&mut second, "Tom");
    assert!(says(&second, "Read-only, changed"), "it still is");
    save(&mut second);
    assert!(shows(&second, "Save here"), "Save asks for another file");
    press(&mut second, Modifiers::NONE, Key::Escape);
    add(&mut first, "Ana");
    save(&mut first);
    assert!(fs::read_to_string(&path).unwrap().contains("Ana"));
    crash(first);
    save(&mut second);
    assert!(says(&second, "The file has changed since it was opened"), "the lock is free, but the file is newer");
    click(&mut second, "Open theirs");
    assert_eq!(names(&second), ["Mia", "Ana"]);
    let key = editor(&second).document().meta().key.clone();
    let kept: Vec<_> = laptop.home().versions(&key).iter().map(|v| v.open().unwrap().document.actors().len()).collect();
    assert!(kept.contains(&2), "mine is among the earlier versions: {kept:?}");
    add(&mut second, "Eve");
    save(&mut second);
    assert!(fs::read_to_string(&path).unwrap().contains("Eve"), "and now it is this window's");
}

/// Another program writes to a file; in the past, so that it is done by now.
fn rewrite(path: &Path, old: &str, new: &str, minute: u64) {
    let text = fs::read_to_string(path).unwrap();
    assert!(text.contains(old));
    fs::write(path, text.replace(old, new)).unwrap();
    let then = std::time::SystemTime::now() - std::time::Duration::from_secs(3_600 - 60 * minute);
    fs::File::options().write(true).open(path).unwrap().set_modified(then).unwrap();
}

fn come_back(window: &mut Window) {
    window.event(egui::Event::WindowFocused(true));
    window.run_steps(4);
}

#[test]
fn a_change_outside_is_said_quietly_and_once() {
    let laptop = Laptop::new();
    let path = laptop.saved("workshop.strand");
    let mut window = laptop.start(Some(&path));
    come_back(&mut window);
    let said = "Another program has changed this file";
    assert!(!says(&window, said));
    rewrite(&path, "Mia", "Ana", 1);
    come_back(&mut window);
    assert!(says(&window, said));
    add(&mut window, "Tom");
    assert_eq!(names(&window), ["Mia", "Tom"], "nothing stands in the way");
    click(&mut window, "Dismiss");
    rewrite(&path, "Ana", "Ana", 2);
    come_back(&mut window);
    assert!(!says(&window, said), "not twice for one content");
    rewrite(&path, "Ana", "Eve", 3);
    come_back(&mut window);
    click(&mut window, "Open theirs");
    assert_eq!(names(&window), ["Eve"]);
    assert!(!editor(&window).is_unsaved());
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(names(&window), ["Mia", "Tom"], "one step, which undo takes back");
    assert!(editor(&window).is_unsaved());
    press(&mut window, Modifiers::COMMAND, Key::Y);
    save(&mut window);
    assert!(fs::read_to_string(&path).unwrap().contains("Eve"));
}

#[test]
fn keeping_mine_keeps_theirs_as_a_version() {
    let laptop = Laptop::new();
    let path = laptop.saved("workshop.strand");
    let mut window = laptop.start(Some(&path));
    rewrite(&path, "Mia", "Ana", 1);
    come_back(&mut window);
    click(&mut window, "Keep mine");
    come_back(&mut window);
    assert!(!says(&window, "Another program has changed this file"), "it is answered");
    save(&mut window);
    assert!(fs::read_to_string(&path).unwrap().contains("Mia"), "and Save asks nothing more");
    let key = editor(&window).document().meta().key.clone();
    let kept = laptop.home().versions(&key);
    let has = |name: &str| kept.iter().any(|v| v.open().unwrap().document.actor_named(name).is_some());
    assert!(has("Ana"), "theirs is among the earlier versions");
}

#[test]
fn a_file_that_goes_away_is_said() {
    let laptop = Laptop::new();
    let path = laptop.saved("workshop.strand");
    let mut window = laptop.start(Some(&path));
    fs::remove_file(&path).unwrap();
    come_back(&mut window);
    assert!(says(&window, "The file is no longer there"));
    save(&mut window);
    assert!(fs::read_to_string(&path).unwrap().contains("Mia"), "saving puts it there again");
}

#[test]
fn a_file_that_crashes_twice_is_not_opened_a_third_time() {
    let laptop = Laptop::new();
    let path = laptop.saved("poison.strand");
    for _ in 0..2 {
        let window = laptop.start(Some(&path));
        assert_eq!(names(&window), ["Mia"]);
        crash(window);
    }
    let mut window = laptop.start(Some(&path));
    assert!(says(&window, "stopped twice while this map was open"));
    assert_eq!(names(&window), Vec::<String>::new());
    click(&mut window, "Open it anyway");
    assert_eq!(names(&window), ["Mia"], "the file was never touched");
}

#[test]
fn earlier_versions_are_shown_and_restored() {
    let laptop = Laptop::new();
    let path = laptop.saved("workshop.strand");
    let mut window = laptop.start(Some(&path));
    add(&mut window, "Tom");
    save(&mut window);
    press(&mut window, Modifiers::COMMAND, Key::K);
    window.get_by_label("Command or name").type_text(Command::Versions.label());
    window.run_steps(3);
    press(&mut window, Modifiers::NONE, Key::Enter);
    window.run_steps(4);
    assert!(says(&window, "a moment ago: 1 actor, 0 connections"));
    click(&mut window, "Restore this one");
    assert_eq!(names(&window), ["Mia"]);
    assert!(fs::read_to_string(&path).unwrap().contains("Tom"), "the file changes only by saving");
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(names(&window), ["Mia", "Tom"], "restoring is one step");
    press(&mut window, Modifiers::COMMAND, Key::Y);
    save(&mut window);
    assert!(!fs::read_to_string(&path).unwrap().contains("Tom"));
    let key = editor(&window).document().meta().key.clone();
    assert_eq!(laptop.home().versions(&key).len(), 2, "what was there before restoring can be restored as well");
    press(&mut window, Modifiers::COMMAND, Key::K);
    window.get_by_label("Command or name").type_text(Command::Versions.label());
    window.run_steps(3);
    press(&mut window, Modifiers::NONE, Key::Enter);
    window.run_steps(4);
    let row = |counts: &str| window.get_by_label(&format!("a moment ago: {counts}, 0 connections")).rect();
    let [one, two] = ["1 actor", "2 actors"].map(row);
    assert!(one.left() == two.left() && !one.intersects(two), "one below the other: {one} {two}");
}

#[test]
fn a_damaged_file_leads_to_its_earlier_versions() {
    let laptop = Laptop::new();
    let path = laptop.saved_twice();
    fs::write(&path, [0; 2048]).unwrap();
    let mut window = laptop.start(Some(&path));
    assert!(says(&window, "This file cannot be read"));
    click(&mut window, "Look at them");
    click(&mut window, "Restore this one");
    assert_eq!(names(&window), ["Mia"]);
    save(&mut window);
    assert_eq!(fs::read(&path).unwrap(), [0; 2048], "the damaged file is not overwritten unasked");
}

#[test]
fn a_damaged_file_opens_as_far_as_it_can_be_read() {
    let laptop = Laptop::new();
    let path = laptop.saved_twice();
    let text = fs::read_to_string(&path).unwrap();
    let cut = &text[..text.find("  \"connections\"").unwrap()];
    fs::write(&path, cut).unwrap();
    let mut window = laptop.start(Some(&path));
    assert!(says(&window, "This file is damaged"));
    assert!(says(&window, "2 actors, 0 connections in it can be read"), "it says how much is left");
    assert!(says(&window, "it ends too early"), "and what is not");
    click(&mut window, "Open what can be read");
    assert_eq!(names(&window), ["Mia", "Tom"]);
    assert!(says(&window, "Save asks for another file"), "it is said once, and not asked again");
    assert!(!says(&window, "Some of this file was mended"));
    press(&mut window, Modifiers::COMMAND, Key::N);
    assert!(says(&window, "Save changes to"), "a part of a map is not called saved");
    click(&mut window, "Cancel");
    add(&mut window, "Ana");
    save(&mut window);
    assert_eq!(fs::read_to_string(&path).unwrap(), cut, "the damaged file is not overwritten unasked");
    let whole = laptop.path("whole.strand");
    answer_path(&mut window, &whole);
    assert!(fs::read_to_string(&whole).unwrap().contains("\"Ana\""));
    assert_eq!(fs::read_to_string(&path).unwrap(), cut);
    quit(window);
    let mut window = laptop.start(Some(&path));
    window.get_by_label("Earlier versions").click();
    window.run_steps(6);
    click(&mut window, "Restore this one");
    assert_eq!(names(&window), ["Mia"], "the other way leads to what the file was before");
}

#[test]
fn a_name_without_its_extension_is_not_written_over_unasked() {
    let laptop = Laptop::new();
    let path = laptop.saved("workshop.strand");
    let before = fs::read(&path).unwrap();
    let mut window = laptop.start(None);
    click(&mut window, "New map");
    add(&mut window, "Tom");
    save_as(&mut window, &laptop.path("workshop"));
    assert_eq!(fs::read(&path).unwrap(), before);
    assert!(says(&window, "There is a file of this name"));
}

#[test]
fn a_panel_that_fails_costs_no_work() {
    for part in ["The toolbar", "The status bar", "This panel", "The map view", "The window"] {
        let laptop = Laptop::new();
        let mut window = laptop.start(None);
        click(&mut window, "New map");
        add(&mut window, "Mia");
        crash(window);
        let mut window = laptop.start_with(None, Some(fails));
        click(&mut window, "An unsaved map");
        press(&mut window, Modifiers::COMMAND, Key::I);
        add(&mut window, "Tom");
        FAILS.with(|fails| fails.set(Some(part)));
        window.run_steps(1);
        FAILS.with(|fails| fails.set(None));
        window.run_steps(2);
        assert!(says(&window, "stopped working") || says(&window, "Something went wrong"), "{part}: it is said");
        assert_eq!(names(&window), ["Mia", "Tom"], "{part}");
        crash(window);
        let found = laptop.home().recoveries();
        assert_eq!(found[0].open().unwrap().document.actors().len(), 2, "{part}: and set aside");
    }
}

thread_local! {
    static FAILS: std::cell::Cell<Option<&'static str>> = const { std::cell::Cell::new(None) };
}

/// Fails in the part of the window that the test has named.
fn fails(part: &'static str) {
    assert!(FAILS.with(std::cell::Cell::get) != Some(part), "this part fails on purpose");
}
