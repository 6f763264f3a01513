//! Files through the window: saved by our own dialog, changed behind our back, opened with repairs.

use std::fs;
use std::path::Path;

use super::*;

#[test]
fn save_goes_where_the_dialog_says() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("workshop.strand");
    let mut window = saved_to(&path);
    assert!(!editor(&window).is_unsaved(), "{}", fs::read_to_string(&path).unwrap_or_default());
    assert!(fs::read_to_string(&path).unwrap().contains("\"Mia\""));
    type_on(&mut window, "Tom");
    press(&mut window, Modifiers::NONE, Key::Enter);
    press(&mut window, Modifiers::COMMAND, Key::S);
    assert!(fs::read_to_string(&path).unwrap().contains("\"Tom\""), "the second save asks for nothing");
}

#[test]
fn the_start_screen_is_one_click_away_and_asks_about_unsaved_work_first() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("workshop.strand");
    let mut window = saved_to(&path);
    type_on(&mut window, "Tom");
    press(&mut window, Modifiers::NONE, Key::Enter);
    press(&mut window, Modifiers::COMMAND, Key::W);
    assert!(shows(&window, "Don’t save") && !shows(&window, "Or look at an example"), "it asks first");
    window.get_by_label("Cancel").click();
    window.run_steps(3);
    press(&mut window, Modifiers::COMMAND, Key::S);
    window.get_by_label("Start screen").click();
    window.run_steps(3);
    assert!(shows(&window, "Or look at an example"));
    assert!(editor(&window).document().is_empty(), "nothing of the map waits behind it");
    assert!(fs::read_to_string(&path).unwrap().contains("\"Tom\""));
}

#[test]
fn a_file_that_changed_on_disk_is_not_overwritten_unasked() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("workshop.strand");
    let mut window = saved_to(&path);
    let theirs = fs::read_to_string(&path).unwrap().replace("Mia", "Somebody else");
    fs::write(&path, &theirs).unwrap();
    type_on(&mut window, "Tom");
    press(&mut window, Modifiers::NONE, Key::Enter);
    press(&mut window, Modifiers::COMMAND, Key::S);
    assert_eq!(fs::read_to_string(&path).unwrap(), theirs, "nothing is overwritten without a yes");
    assert!(editor(&window).is_unsaved());
}

#[test]
fn a_repaired_file_is_shown_and_kept_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("hurt.strand");
    let whole = fs::read_to_string("examples/coffee.strand").unwrap();
    fs::write(&path, whole.replacen("\"b\": \"roast\"", "\"b\": \"nobody\"", 1)).unwrap();
    let hurt = fs::read_to_string(&path).unwrap();
    let mut window = window_on(&path);
    assert_eq!(editor(&window).document().actors().len(), 20, "one bad item never costs the rest");
    press(&mut window, Modifiers::NONE, Key::Escape);
    press(&mut window, Modifiers::COMMAND, Key::S);
    assert_eq!(fs::read_to_string(&path).unwrap(), hurt, "Save asks for another file");
}

#[test]
fn a_file_that_cannot_be_read_says_why() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("newer.strand");
    fs::write(&path, "{\"format\": \"threestrand\", \"version\": 9, \"min_reader\": 9}").unwrap();
    let window = window_on(&path);
    let newer = |words: Option<String>| words.is_some_and(|words| words.contains("newer Threestrand"));
    let says = window.query_all_by(|node| newer(node.value()) || newer(node.label())).next();
    assert!(says.is_some(), "the message names the newer version");
}

#[test]
fn a_question_is_as_tall_as_what_it_says() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rows.csv");
    let rows: String = (0..60).map(|i| format!("A{i},B{i},9\n")).collect();
    fs::write(&path, format!("from,to,trust\n{rows}")).unwrap();
    let cancel = |window: &mut Window| {
        type_on(window, "Mia");
        press(window, Modifiers::NONE, Key::Enter);
        press(window, Modifiers::COMMAND, Key::N);
        window.run_steps(4);
        window.get_by_label("Cancel").rect()
    };
    let first = cancel(&mut new_map());
    let mut window = window_on(&path);
    assert!(shows(&window, "Go on"), "a tall question");
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(cancel(&mut window), first, "the next one is not stretched by it");
}

/// A window that was started with a file.
fn window_on(path: &Path) -> Window {
    let file = Some(path.to_owned());
    let mut window = Harness::builder().with_size(vec2(1440.0, 900.0)).with_pixels_per_point(1.0).build_ui_state(
        move |ui, shell: &mut Option<Shell>| {
            let launch = || Launch { inline: true, file: file.clone(), ..Launch::default() };
            shell.get_or_insert_with(|| Shell::new(ui.ctx(), launch())).ui(ui, None);
        },
        None,
    );
    window.run_steps(6);
    window
}

/// A window on a map with one name, saved through our own path dialog.
fn saved_to(path: &Path) -> Window {
    let mut window = new_map();
    type_on(&mut window, "Mia");
    press(&mut window, Modifiers::NONE, Key::Enter);
    press(&mut window, Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::S);
    press(&mut window, Modifiers::COMMAND, Key::A);
    window.event(egui::Event::Text(path.to_str().unwrap().to_owned()));
    window.run_steps(2);
    press(&mut window, Modifiers::NONE, Key::Enter);
    window.run_steps(4);
    window
}

#[test]
fn letters_that_no_font_has_are_told_before_the_picture_is_saved() {
    // The last sign of the last plane for private use. A machine that draws even that one has nothing to tell.
    let name = "\u{10fffd}";
    let mut window = new_map();
    window.ctx.set_missing_glyph_policy(egui::MissingGlyphPolicy::Tofu);
    type_on(&mut window, name);
    press(&mut window, Modifiers::NONE, Key::Enter);
    press(&mut window, Modifiers::NONE, Key::Escape);
    window.get_by_label("Export").click();
    window.run_steps(6);
    let drawn = threestrand::disk::installed_fonts().any(|bytes| {
        let mut face = threestrand::text::Fallback::default();
        face.add(bytes, 0) && face.fit(name, 0..name.len(), 1.0, 1.0).is_some()
    });
    assert_eq!(window.query_by_label_contains("No font on this machine has these letters").is_none(), drawn);
    window.get_by_role_and_label(Role::Tab, "Report").click();
    window.run_steps(6);
    assert!(window.query_by_label_contains("No font on this machine").is_none(), "a text needs no font");
}
