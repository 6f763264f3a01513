//! Tables, the census, notes and kinds through the whole window, by labels.

use super::*;

#[test]
fn the_table_is_worked_by_keyboard_alone() {
    let mut window = telecom();
    press(&mut window, Modifiers::NONE, Key::F4);
    assert!(shows(&window, "Filter the table"));
    // A rating moves the layout, so what is compared are the cords.
    let cords =
        |window: &Window| -> Vec<_> { editor(window).document().connections().map(|(_, c)| c.clone()).collect() };
    let before = cords(&window);
    for _ in 0..3 {
        press(&mut window, Modifiers::NONE, Key::ArrowRight);
    }
    digit(&mut window, 5);
    assert_ne!(cords(&window), before, "a digit rates the cell");
    assert!(editor(&window).undo_name().unwrap().contains("give and take"));
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(cords(&window), before, "undo works from the table");
    press(&mut window, Modifiers::NONE, Key::F4);
    assert!(!shows(&window, "Filter the table"));
}

#[test]
fn esc_goes_out_of_the_cell_then_the_filter_then_the_table() {
    let mut window = telecom();
    press(&mut window, Modifiers::SHIFT, Key::F4);
    type_on(&mut window, "x");
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert!(!shows(&window, "Cell") && shows(&window, "Filter the table"));
    window.get_by_label("Filter the table").focus();
    window.run_steps(2);
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert!(shows(&window, "Filter the table"), "back among the rows");
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert!(!shows(&window, "Filter the table"));
    type_on(&mut window, "M");
    assert!(editor(&window).name_box().is_some(), "the map has the keyboard");
    press(&mut window, Modifiers::NONE, Key::F4);
    assert!(editor(&window).name_box().is_none(), "what takes the keyboard closes the box");
    assert!(editor(&window).document().actor_named("M").is_some(), "and keeps what was typed");
}

#[test]
fn a_flight_takes_its_time_however_slowly_frames_come() {
    let mut window = telecom();
    press(&mut window, Modifiers::COMMAND, Key::Plus);
    window.key_press_modifiers(Modifiers::NONE, Key::Home);
    // Four frames a second.
    window.run_steps(3);
    assert!(!editor(&window).camera().is_flying());
}

#[test]
fn a_name_is_typed_into_the_table_of_names() {
    let mut window = telecom();
    press(&mut window, Modifiers::SHIFT, Key::F4);
    type_on(&mut window, "Lea");
    assert!(shows(&window, "Cell"), "typing opens the cell");
    press(&mut window, Modifiers::NONE, Key::Enter);
    let first = editor(&window).document().actors().next().unwrap().1.name.clone();
    assert_eq!(first, "Lea");
    type_on(&mut window, "x");
    press(&mut window, Modifiers::NONE, Key::Escape);
    let second = editor(&window).document().actors().nth(1).unwrap().1.name.clone();
    assert_ne!(second, "x", "Esc leaves the cell as it was");
}

#[test]
fn rows_are_added_and_filtered() {
    let mut window = telecom();
    press(&mut window, Modifiers::NONE, Key::F4);
    let count = editor(&window).document().connections().len();
    window.get_by_label("Add: from").focus();
    window.run_steps(2);
    window.get_by_label("Add: from").type_text("Lea");
    window.run_steps(2);
    window.get_by_label("Add: to").focus();
    window.run_steps(2);
    window.get_by_label("Add: to").type_text("Noah");
    window.run_steps(2);
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(editor(&window).document().connections().len(), count + 1);
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(editor(&window).document().connections().len(), count, "an empty field lets Ctrl+Z through to the map");
    press(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!(editor(&window).document().connections().len(), count + 1);
    window.get_by_label("Filter the table").focus();
    window.run_steps(2);
    window.get_by_label("Filter the table").type_text("noah");
    window.run_steps(3);
    assert!(shows(&window, "To: Noah") && shows(&window, &format!("1 of {} rows", count + 1)));
}

#[test]
fn ends_that_are_typed_above_the_table_are_those_on_the_map() {
    let mut window = telecom();
    press(&mut window, Modifiers::NONE, Key::F4);
    let (names, looks) =
        (|window: &Window| editor(window).document().actors().len(), |w: &Window| editor(w).camera().destination());
    let (before, look, cords) = (names(&window), looks(&window), editor(&window).document().connections().len());
    let actors: Vec<String> = editor(&window).document().actors().map(|(_, actor)| actor.name.clone()).collect();
    let document = editor(&window).document();
    let id = |name: &String| document.actor_named(name).unwrap();
    let pairs = actors.iter().flat_map(|a| actors.iter().map(move |b| (a, b)));
    let mut free = pairs.filter(|(a, b)| a < b && !a.contains('"') && document.between(id(a), id(b)).is_none());
    let is_found = |name: &str| {
        let start: String = name.chars().take(name.chars().count() - 1).collect();
        editor(&window).names_like(&start).first().is_some_and(|first| first == name).then_some(start)
    };
    let (from, to) = free.find_map(|(a, b)| Some((is_found(a)?, is_found(b)?))).unwrap();
    window.get_by_label("Add: from").focus();
    window.run_steps(2);
    window.get_by_label("Add: from").type_text(&from);
    window.run_steps(4);
    assert!(shows(&window, &format!("New: {}", from.trim())), "who is there is offered, and somebody new last");
    press(&mut window, Modifiers::NONE, Key::Tab);
    window.get_by_label("Add: to").type_text(&to);
    window.run_steps(2);
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(editor(&window).document().connections().len(), cords + 1);
    assert_eq!(names(&window), before, "nobody is made twice");
    assert_eq!(looks(&window), look, "the view stays");
    window.get_by_label("Add: from").type_text(&from);
    window.run_steps(4);
    press(&mut window, Modifiers::NONE, Key::ArrowUp);
    press(&mut window, Modifiers::NONE, Key::Enter);
    window.get_by_label("Add: to").type_text("Quite new");
    window.run_steps(2);
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert!(editor(&window).document().actor_named(&from).is_some(), "the last row keeps what is typed");
}

#[test]
fn every_connection_has_a_name_for_those_who_do_not_see_it() {
    let window = telecom();
    let document = editor(&window).document();
    for (_, c) in document.connections() {
        let name = |id| document.actor(id).unwrap().name.clone();
        let title = format!("{} – {}", name(c.a), name(c.b));
        assert!(shows(&window, &title), "{title}");
    }
}

#[test]
fn dots_then_the_census_then_a_vote() {
    let mut window = telecom();
    three_dots(&mut window);
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert!(editor(&window).undo_name().unwrap().contains("3 dots"));
    press(&mut window, Modifiers::SHIFT, Key::F7);
    assert!(shows(&window, "Census") && shows(&window, "Discuss later"));
    assert!(!shows(&window, "Insight"), "the panel would tell how things are rated so far");
    digit(&mut window, 4);
    press(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::V);
    assert!(shows(&window, "Blind vote") && !shows(&window, "Insight"));
    for _ in 0..2 {
        for level in [3, 4, 5] {
            digit(&mut window, level);
        }
        assert!(!shows(&window, "Reveal"), "not while somebody has the laptop");
        press(&mut window, Modifiers::NONE, Key::Enter);
    }
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert!(!shows(&window, "The room agrees."), "Enter alone reveals nothing");
    window.get_by_label("Reveal").click();
    window.run_steps(3);
    assert!(shows(&window, "The room agrees."));
    press(&mut window, Modifiers::NONE, Key::Enter);
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert!(editor(&window).census().is_none() && !shows(&window, "Discuss later"));
}

#[test]
fn kinds_steps_and_the_park_are_one_click_away() {
    let mut window = telecom();
    press(&mut window, Modifiers::COMMAND, Key::F);
    window.get_by_label("Find somebody").type_text("billing");
    window.run_steps(3);
    press(&mut window, Modifiers::NONE, Key::Enter);
    window.run_steps(12);
    window.get_by_label("Kind: Media").click();
    window.run_steps(3);
    assert!(editor(&window).undo_name().unwrap().contains("to media"));
    press(&mut window, Modifiers::COMMAND, Key::H);
    window.get_by_label("As it was opened").click();
    window.run_steps(3);
    assert_eq!(editor(&window).undo_name(), None);
    press(&mut window, Modifiers::NONE, Key::Escape);
    press(&mut window, Modifiers::COMMAND, Key::P);
    assert!(window.get_by_label("New remark").is_focused(), "a remark typed on must not become somebody");
    window.get_by_label("New remark").type_text("the bus is late");
    window.run_steps(2);
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(editor(&window).document().notes().count(), 1);
    window.get_by_label("Make somebody of it").click();
    window.run_steps(3);
    assert!(editor(&window).document().actor_named("the bus is late").is_some());
}

#[test]
fn two_fingers_move_the_map_and_press_nothing() {
    let mut window = telecom();
    let touch = |id: u64, phase, x: f32, y: f32| egui::Event::Touch {
        device_id: egui::TouchDeviceId(1),
        id: egui::TouchId(id),
        phase,
        pos: egui::pos2(x, y),
        force: None,
    };
    let before = editor(&window).camera().center;
    for (phase, at) in
        [(egui::TouchPhase::Start, 300.0), (egui::TouchPhase::Move, 330.0), (egui::TouchPhase::Move, 360.0)]
    {
        window.event(touch(1, phase, at, 300.0));
        window.event(touch(2, phase, at + 100.0, 300.0));
        window.run_steps(2);
    }
    let after = editor(&window).camera().center;
    assert!(after.x < before.x - 5.0, "{before} {after}");
    assert!(editor(&window).undo_name().is_none() && editor(&window).selection().is_empty());
}

#[test]
fn a_finger_that_rests_asks_for_the_menu() {
    let mut window = telecom();
    let pos = egui::pos2(60.0, 420.0);
    let touch =
        |phase| egui::Event::Touch { device_id: egui::TouchDeviceId(1), id: egui::TouchId(1), phase, pos, force: None };
    let button = |pressed| egui::Event::PointerButton {
        pos,
        button: egui::PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    window.event(touch(egui::TouchPhase::Start));
    window.event(egui::Event::PointerMoved(pos));
    window.event(button(true));
    window.run_steps(90);
    assert!(shows(&window, "Select all"), "the menu of the ground");
    window.event(touch(egui::TouchPhase::End));
    window.event(button(false));
    window.run_steps(3);
    assert!(shows(&window, "Select all"), "lifting the finger leaves it open");
}

#[test]
fn a_kind_is_taken_from_the_list_under_the_cell_or_made_there() {
    let mut window = telecom();
    press(&mut window, Modifiers::SHIFT, Key::F4);
    press(&mut window, Modifiers::NONE, Key::ArrowRight);
    type_on(&mut window, "media");
    window.run_steps(3);
    window.get_by_label("Media").click();
    window.run_steps(3);
    assert!(editor(&window).undo_name().unwrap().contains("to media"));
    type_on(&mut window, "wizards");
    window.run_steps(3);
    window.get_by_label("New kind: wizards").click();
    window.run_steps(3);
    assert_eq!(editor(&window).undo_name(), Some("add the kind wizards"));
}

#[test]
fn the_bar_says_whose_view_is_rated_while_it_is_not_the_usual_one() {
    let mut window = telecom();
    press(&mut window, Modifiers::NONE, Key::F9);
    let side = format!("Rating: {}", editor(&window).side_name().expect("the company's view"));
    assert!(shows(&window, &side));
    while editor(&window).side().is_some() {
        press(&mut window, Modifiers::NONE, Key::F9);
    }
    assert!(!shows(&window, &side), "the usual one needs no word");
}
