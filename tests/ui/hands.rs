//! Other hands than mouse and keyboard: input methods, and what goes from window to window.

use super::*;
use egui::ImeEvent;

fn compose(window: &mut Window, event: ImeEvent) {
    window.event(egui::Event::Ime(event));
    window.run_steps(2);
}

fn preedit(text: &str) -> ImeEvent {
    ImeEvent::Preedit { text: text.to_owned(), active_range_chars: None }
}

#[test]
fn a_name_is_composed_on_the_bare_map() {
    let mut window = new_map();
    assert!(window.output().platform_output.ime.is_some(), "an input method may compose on the map");
    compose(&mut window, preedit("mise"));
    press(&mut window, Modifiers::NONE, Key::Enter);
    press(&mut window, Modifiers::NONE, Key::Num3);
    assert!(editor(&window).name_box().is_none(), "while it composes, keys are the input method's");
    compose(&mut window, preedit(""));
    compose(&mut window, ImeEvent::Commit("ñ".to_owned()));
    assert_eq!(editor(&window).name_box().unwrap().text, "ñ");
    compose(&mut window, preedit("in"));
    compose(&mut window, ImeEvent::Commit("andú".to_owned()));
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert!(editor(&window).document().actor_named("ñandú").is_some());
}

#[test]
fn what_is_composed_rates_nothing() {
    let mut window = new_map();
    type_on(&mut window, "Mia");
    press(&mut window, Modifiers::NONE, Key::Enter);
    press(&mut window, Modifiers::NONE, Key::Tab);
    type_on(&mut window, "Tom");
    press(&mut window, Modifiers::NONE, Key::Enter);
    let before = editor(&window).document().clone();
    compose(&mut window, preedit("3"));
    press(&mut window, Modifiers::NONE, Key::Num3);
    let same = |window: &Window| editor(window).document().connections().eq(before.connections());
    assert!(same(&window), "a digit of the input method sketches nothing");
    compose(&mut window, preedit(""));
    digit(&mut window, 3);
    assert!(!same(&window), "the next one does");
}

#[test]
fn a_cell_is_composed_in_the_bare_table() {
    let mut window = telecom();
    press(&mut window, Modifiers::SHIFT, Key::F4);
    assert!(window.output().platform_output.ime.is_some(), "an input method may compose on a cell");
    compose(&mut window, preedit("mise"));
    press(&mut window, Modifiers::NONE, Key::ArrowDown);
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert!(!shows(&window, "Cell"), "while it composes, keys are the input method's");
    compose(&mut window, preedit(""));
    compose(&mut window, ImeEvent::Commit("ñ".to_owned()));
    assert!(shows(&window, "Cell"));
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(editor(&window).document().actors().next().unwrap().1.name, "ñ");
}

/// What the window has put on the clipboard.
fn clipboard(window: &Window) -> String {
    let mut texts = window.output().platform_output.commands.iter().filter_map(|command| match command {
        egui::OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    });
    texts.next_back().unwrap()
}

#[test]
fn a_copy_goes_to_another_window_as_text() {
    let mut window = telecom();
    press(&mut window, Modifiers::COMMAND, Key::A);
    window.event(egui::Event::Copy);
    window.run_steps(1);
    let text = clipboard(&window);
    assert!(text.contains("\"Billing\""), "another program can read it");
    let mut other = new_map();
    other.event(egui::Event::Paste(text));
    other.run_steps(4);
    let [here, there] = [&window, &other].map(|window| editor(window).document());
    assert_eq!(there.connections().len(), here.connections().len());
    assert!(there.actors().map(|(_, actor)| &actor.name).eq(here.actors().map(|(_, actor)| &actor.name)));
    press(&mut other, Modifiers::COMMAND, Key::Z);
    assert!(editor(&other).document().is_empty(), "one undo takes the paste back");
}

#[test]
fn a_picture_goes_to_the_clipboard_as_pixels_and_as_a_drawing() {
    let mut window = telecom();
    press(&mut window, Modifiers::COMMAND, Key::E);
    window.get_by_label("Copy image").click();
    window.run_steps(1);
    let is_image = |command: &egui::OutputCommand| matches!(command, egui::OutputCommand::CopyImage(_));
    let pixels = window.output().platform_output.commands.iter().any(is_image);
    assert!(pixels);
    window.run_steps(3);
    press(&mut window, Modifiers::COMMAND, Key::E);
    window.get_by_label("SVG").click();
    window.run_steps(2);
    window.get_by_label("Copy SVG").click();
    window.run_steps(1);
    let drawing = clipboard(&window);
    assert!(drawing.starts_with("<svg") || drawing.starts_with("<?xml"), "{}", &drawing[..40]);
}
