//! Nothing is lost without a question.

use super::*;

fn close(window: &mut Window) {
    let viewport = window.input_mut().viewports.get_mut(&egui::ViewportId::ROOT).unwrap();
    viewport.events.push(egui::ViewportEvent::Close);
    window.run_steps(3);
}

/// A map of one name that nobody has saved.
fn unsaved_map() -> Window {
    let mut window = new_map();
    type_on(&mut window, "Mia");
    press(&mut window, Modifiers::NONE, Key::Enter);
    window
}

#[test]
fn closing_an_unsaved_map_asks_first() {
    let mut window = unsaved_map();
    close(&mut window);
    assert!(shows(&window, "Save"));
    window.get_by_label("Cancel").click();
    window.run_steps(3);
    assert!(!shows(&window, "Don’t save"), "Cancel goes back to the map");
    assert!(editor(&window).is_unsaved());
}

#[test]
fn a_new_map_over_an_unsaved_one_asks_first() {
    let mut window = unsaved_map();
    press(&mut window, Modifiers::COMMAND, Key::N);
    window.get_by_label("Don’t save").click();
    window.run_steps(4);
    assert!(editor(&window).document().is_empty());
}

#[test]
fn who_types_on_answers_no_question() {
    let mut window = unsaved_map();
    press(&mut window, Modifiers::COMMAND, Key::N);
    type_on(&mut window, "Social services");
    press(&mut window, Modifiers::NONE, Key::Space);
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert!(shows(&window, "Don’t save"), "it is still asked");
    press(&mut window, Modifiers::NONE, Key::Tab);
    press(&mut window, Modifiers::NONE, Key::Space);
    assert!(!shows(&window, "Don’t save"), "whoever goes to an answer gives it");
}

#[test]
fn a_click_on_the_name_of_a_map_changes_it() {
    let mut window = telecom();
    let title = editor(&window).document().meta().title.clone();
    window.get_by_label(&title).click();
    window.run_steps(3);
    type_on(&mut window, "Ours: ");
    assert!(editor(&window).document().meta().title.contains("Ours: "), "{}", editor(&window).document().meta().title);
    assert_eq!(editor(&window).undo_name(), Some("change the title"));
}

#[test]
fn leaving_with_dots_or_ballots_asks_although_the_map_is_as_it_was_opened() {
    let mut window = telecom();
    three_dots(&mut window);
    press(&mut window, Modifiers::COMMAND, Key::W);
    assert!(shows(&window, "Leave with 3 dots not counted?"));
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert_eq!(editor(&window).uncounted().as_deref(), Some("3 dots"), "Esc stays with them");
    close(&mut window);
    window.get_by_label("Count them").click();
    window.run_steps(3);
    assert!(editor(&window).undo_name().unwrap().contains("3 dots"), "they are in the map now");
    window.get_by_label("Cancel").click();
    window.run_steps(3);
    press(&mut window, Modifiers::COMMAND, Key::Z);
    press(&mut window, Modifiers::SHIFT, Key::F7);
    press(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::V);
    for level in [3, 4, 5] {
        digit(&mut window, level);
    }
    press(&mut window, Modifiers::COMMAND, Key::W);
    assert!(shows(&window, "Leave with 1 ballot not counted?") && !shows(&window, "Count them"));
    window.get_by_label("Throw away").click();
    window.run_steps(4);
    assert!(shows(&window, "New map"), "the start screen");
}
