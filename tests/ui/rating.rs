//! The rating card as it is seen and clicked.

use std::collections::BTreeSet;

use super::*;
use egui::PointerButton;
use threestrand::editor::CardRow;
use threestrand::model::Level;

/// The six lines of a scale with its words, from the top.
fn scale(window: &Window) -> Vec<String> {
    let row = editor(window).rating_card().unwrap().rows.into_iter().find(|row| row.active);
    let words =
        |row: CardRow| (0..=5).map(move |level| format!("{level}: {}", row.row.word(Level::new(level).unwrap())));
    row.into_iter().flat_map(words).collect()
}

#[test]
fn the_words_of_the_whole_scale_stand_on_the_card_and_nothing_moves_while_digits_are_typed() {
    let mut window = telecom();
    window.get_by_label_contains("1. Executive team").click();
    window.run_steps(12);
    for _ in 0..3 {
        press(&mut window, Modifiers::NONE, Key::ArrowUp);
    }
    let card = |window: &Window| window.get_by_label_contains("Rating card, ").rect();
    let (place, mut seen) = (card(&window), BTreeSet::new());
    for level in [5, 4, 3, 2] {
        let words = scale(&window);
        let places: Vec<_> = words.iter().map(|line| window.get_by_label(line).rect()).collect();
        assert_eq!(places.len(), 6, "one row is active");
        assert!(places.is_sorted_by(|a, b| a.bottom() <= b.top()), "each line below the one before: {places:?}");
        assert!(places.iter().all(|line| place.contains_rect(*line)), "all of it stands on the card");
        seen.extend(words);
        digit(&mut window, level);
        assert_eq!(card(&window), place);
    }
    assert_eq!(seen.len(), 24, "one scale for each row");
    assert!(scale(&window).is_empty(), "all is rated");
}

#[test]
fn a_line_of_the_scale_rates_the_active_row_and_a_double_click_is_one_answer() {
    let mut window = telecom();
    window.get_by_label_contains("1. Executive team").click();
    window.run_steps(12);
    press(&mut window, Modifiers::NONE, Key::ArrowUp);
    let rows = |window: &Window| editor(window).rating_card().unwrap().rows.map(|row| row.level.map(Level::get));
    let active = editor(&window).rating_card().unwrap().rows.iter().position(|row| row.active).unwrap();
    let mut wanted = rows(&window);
    let to = if wanted[active] == Some(4) { 1 } else { 4 };
    wanted[active] = Some(to);
    let line = window.get_by_label(&scale(&window)[usize::from(to)]).rect().center();
    for _ in 0..2 {
        let press = |pressed| {
            let (button, modifiers) = (PointerButton::Primary, Modifiers::NONE);
            egui::Event::PointerButton { pos: line, button, pressed, modifiers }
        };
        // Both clicks fall within the time of a double click: a frame of a test takes a quarter of a second.
        window.input_mut().events.extend([egui::Event::PointerMoved(line), press(true), press(false)]);
        window.run_steps(1);
    }
    window.run_steps(3);
    assert_eq!(rows(&window), wanted, "the next row is left as it was");
}

#[test]
fn shift_reaches_a_cord_beneath_the_card() {
    let mut window = telecom();
    window.get_by_label_contains("1. Executive team").click();
    window.run_steps(20);
    let card = window.get_by_label_contains("Rating card, ").rect().shrink(30.0);
    let is_cord = |name: &str| name.contains(" – ") && !name.starts_with("Rating card");
    let beneath = window
        .query_all_by_role(Role::ListBoxOption)
        .filter(|node| node.accesskit_node().label().is_some_and(|name| is_cord(&name)))
        .map(|node| node.rect().center())
        .find(|at| card.contains(*at))
        .expect("some cord runs beneath the card");
    let (button, modifiers) = (PointerButton::Primary, Modifiers::SHIFT);
    window.event(egui::Event::ModifiersChanged(modifiers));
    window.event(egui::Event::PointerMoved(beneath));
    window.run_steps(2);
    for pressed in [true, false] {
        window.event(egui::Event::PointerMoved(beneath));
        window.event(egui::Event::PointerButton { pos: beneath, button, pressed, modifiers });
        window.run_steps(1);
    }
    window.run_steps(2);
    assert_eq!(editor(&window).selection().connections.len(), 2, "both are rated at once");
}
