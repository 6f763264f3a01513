//! What hands and keys do on the canvas, through the whole window.

use super::*;

#[test]
fn the_start_screen_opens_an_example() {
    let window = telecom();
    assert_eq!(editor(&window).document().actors().len(), 27);
    assert!(shows(&window, "Executive team"), "actors have accessible names");
    assert!(!editor(&window).is_unsaved(), "an example that was only looked at needs no saving");
}

#[test]
fn typing_makes_an_actor() {
    let mut window = new_map();
    type_on(&mut window, "Mia");
    assert!(shows(&window, "Name"), "a letter opens the name box");
    press(&mut window, Modifiers::NONE, Key::Enter);
    let names: Vec<_> = editor(&window).document().actors().map(|(_, actor)| actor.name.clone()).collect();
    assert_eq!(names, ["Mia"]);
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert!(editor(&window).document().is_empty(), "one undo takes the name back");
}

#[test]
fn enter_goes_on_with_the_next_sibling() {
    let mut window = new_map();
    type_on(&mut window, "Bakery");
    press(&mut window, Modifiers::NONE, Key::Enter);
    press(&mut window, Modifiers::NONE, Key::Tab);
    type_on(&mut window, "Students");
    press(&mut window, Modifiers::NONE, Key::Enter);
    digit(&mut window, 2);
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert!(shows(&window, "Name of somebody linked"), "the key that opens the box does not close it");
    type_on(&mut window, "Pensioners");
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(editor(&window).document().connections().len(), 2);
}

#[test]
fn names_typed_faster_than_the_screen_are_all_there() {
    let mut window = new_map();
    let key = |key| {
        let event =
            |pressed| egui::Event::Key { key, physical_key: None, pressed, repeat: false, modifiers: Modifiers::NONE };
        [event(true), event(false)]
    };
    let mut events = Vec::new();
    for (i, name) in ["Bakery", "Students", "Mill", "Farmers", "Town"].into_iter().enumerate() {
        if i == 1 {
            events.extend(key(Key::Tab));
        }
        events.extend(name.chars().map(|letter| egui::Event::Text(letter.to_string())));
        events.extend(key(Key::Enter));
        if i == 1 {
            events.extend("4".chars().map(|digit| egui::Event::Text(digit.to_string())));
        }
        if i > 0 {
            // Enter again opens the box for the next.
            events.extend(key(if i == 4 { Key::Escape } else { Key::Enter }));
        }
    }
    // One frame was so slow that all of it waits for the next.
    window.input_mut().events.extend(events);
    window.run_steps(40);
    let document = editor(&window).document();
    let names: Vec<_> = document.actors().map(|(_, actor)| actor.name.as_str()).collect();
    assert_eq!(names, ["Bakery", "Students", "Mill", "Farmers", "Town"]);
    assert_eq!(document.connections().len(), 4, "all are linked with the bakery");
}

#[test]
fn composing_text_commits_nothing() {
    let mut window = new_map();
    type_on(&mut window, "M");
    window.event(egui::Event::Ime(egui::ImeEvent::Preedit { text: "mi".to_owned(), active_range_chars: None }));
    window.run_steps(2);
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert!(editor(&window).document().is_empty(), "Enter belongs to the input method while it composes");
}

#[test]
fn digits_rate_the_selected_cord() {
    let mut window = telecom();
    window.get_by_label_contains("1. Executive team").click();
    window.run_steps(12);
    assert!(editor(&window).rating_card().is_some(), "a weak connection opens its card");
    let before = editor(&window).analysis().strength.points;
    let dial = |window: &Window| {
        let strength = editor(window).analysis().strength;
        format!("Brand strength: {} strands, average {:.1}", strength.threads, strength.mean)
    };
    assert!(shows(&window, &dial(&window)));
    press(&mut window, Modifiers::NONE, Key::ArrowDown);
    digit(&mut window, 5);
    let after = editor(&window).analysis().strength.points;
    assert!(after > before, "{before} points, then {after}");
    assert!(shows(&window, &dial(&window)), "the dial follows");
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(editor(&window).analysis().strength.points, before);
}

#[test]
fn the_palette_runs_commands_and_finds_people() {
    let mut window = telecom();
    press(&mut window, Modifiers::COMMAND, Key::K);
    window.get_by_label("Command or name").type_text("weak conn");
    window.run_steps(3);
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(editor(&window).lens(), threestrand::scene::Lens::Weak);
    press(&mut window, Modifiers::COMMAND, Key::F);
    window.get_by_label("Find somebody").type_text("billing");
    window.run_steps(3);
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(editor(&window).selection().actors.len(), 1);
}

#[test]
fn what_is_typed_at_once_after_a_search_key_is_searched_for() {
    let mut window = telecom();
    window.input_mut().events.extend([
        egui::Event::Key {
            key: Key::K,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers: Modifiers::COMMAND,
        },
        egui::Event::Text("t".to_owned()),
        egui::Event::Text("i".to_owned()),
    ]);
    window.run_steps(3);
    assert!(editor(&window).name_box().is_none(), "no letter goes to the map");
    window.get_by_label("Command or name").type_text("dy");
    window.run_steps(3);
    assert!(shows(&window, "Tidy") && !shows(&window, "New map"));
}

#[test]
fn the_box_shows_what_enter_will_do() {
    let mut window = new_map();
    for name in ["Bakers", "Mia"] {
        type_on(&mut window, name);
        press(&mut window, Modifiers::NONE, Key::Enter);
        press(&mut window, Modifiers::NONE, Key::Escape);
    }
    let names = |window: &Window| editor(window).document().actors().len();
    let connections = |window: &Window| editor(window).document().connections().len();
    let link = |window: &mut Window, typed: &str| {
        press(window, Modifiers::COMMAND, Key::F);
        window.get_by_label("Find somebody").type_text("mia");
        window.run_steps(3);
        press(window, Modifiers::NONE, Key::Enter);
        press(window, Modifiers::NONE, Key::Tab);
        type_on(window, typed);
    };
    link(&mut window, "Bak");
    assert!(shows(&window, "New: Bak"), "and how to make somebody new");
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!((names(&window), connections(&window)), (2, 1), "Bakers was marked");
    press(&mut window, Modifiers::NONE, Key::Escape);
    link(&mut window, "Bak");
    press(&mut window, Modifiers::NONE, Key::ArrowDown);
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!((names(&window), connections(&window)), (3, 2), "Down goes to the new one");
    press(&mut window, Modifiers::NONE, Key::Escape);
    link(&mut window, "Bake");
    press(&mut window, Modifiers::COMMAND, Key::Enter);
    assert_eq!((names(&window), connections(&window)), (4, 3), "Ctrl+Enter makes one at once");
}

#[test]
fn the_lesson_ends_with_an_own_map() {
    for stays in [false, true] {
        let mut window = window();
        window.get_by_label("New here? Five minutes, by hand").click();
        window.run_steps(4);
        press(&mut window, Modifiers::NONE, Key::F8);
        press(&mut window, Modifiers::NONE, Key::ArrowRight);
        digit(&mut window, 3);
        press(&mut window, Modifiers::NONE, Key::Escape);
        let mia = window.get_by_label("Mia, head barista").rect().center();
        window.event(egui::Event::PointerMoved(mia));
        window.event(egui::Event::ModifiersChanged(Modifiers::ALT));
        window.run_steps(3);
        window.event(egui::Event::ModifiersChanged(Modifiers::NONE));
        window.run_steps(3);
        press(&mut window, Modifiers::NONE, Key::Escape);
        assert_eq!(editor(&window).prompt(), "4 of 4. Now type your own company's name, and Enter.");
        type_on(&mut window, "Acme");
        press(&mut window, Modifiers::NONE, Key::Enter);
        if stays {
            window.get_by_label("Stay in the example").click();
            window.run_steps(3);
            assert!(editor(&window).document().actors().len() > 5);
        } else {
            press(&mut window, Modifiers::NONE, Key::Enter);
            let names: Vec<_> = editor(&window).document().actors().map(|(_, actor)| actor.name.clone()).collect();
            assert_eq!(names, ["Acme"]);
        }
        assert!(!editor(&window).is_learning());
    }
}

#[test]
fn a_picture_on_the_clipboard_is_declined_in_words() {
    let mut window = new_map();
    let picture = egui::ColorImage::new([1, 1], vec![egui::Color32::WHITE]);
    window.event(egui::Event::PasteImage(std::sync::Arc::new(picture)));
    window.run_steps(3);
    assert!(shows(&window, "A map takes names, tables and maps, no pictures"));
}
