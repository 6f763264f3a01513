//! Nothing is lost without a question.

use super::*;

fn close(window: &mut Window) {
    let viewport = window.input_mut().viewports.get_mut(&egui::ViewportId::ROOT).unwrap();
    viewport.events.push(egui::ViewportEvent::Close);
    window.run_steps(3);
}

#[test]
fn closing_an_unsaved_map_asks_first() {
    let mut window = new_map();
    type_on(&mut window, "Mia");
    press(&mut window, Modifiers::NONE, Key::Enter);
    close(&mut window);
    assert!(shows(&window, "Save"));
    window.get_by_label("Cancel").click();
    window.run_steps(3);
    assert!(!shows(&window, "Don’t save"), "Cancel goes back to the map");
    assert!(editor(&window).is_unsaved());
}

#[test]
fn a_new_map_over_an_unsaved_one_asks_first() {
    let mut window = new_map();
    type_on(&mut window, "Mia");
    press(&mut window, Modifiers::NONE, Key::Enter);
    press(&mut window, Modifiers::COMMAND, Key::N);
    window.get_by_label("Don’t save").click();
    window.run_steps(4);
    assert!(editor(&window).document().is_empty());
}
