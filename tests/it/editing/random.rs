//! Hands that do anything at all: nothing breaks, and everything can be undone.

use threestrand::editor::{Button, Command, Event, Key, Modifiers};
use threestrand::geom::{Point, SplitMix64, Vec2};

use super::hands::{TestEditor, small};

/// Seeds that found a fault stay here.
const SEEDS: [u64; 12] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
/// Events of one run.
const EVENTS: usize = 250;

const KEYS: [Key; 20] = [
    Key::Enter,
    Key::Escape,
    Key::Tab,
    Key::Space,
    Key::Backspace,
    Key::Delete,
    Key::Home,
    Key::Up,
    Key::Down,
    Key::Left,
    Key::Right,
    Key::Minus,
    Key::Digit(1),
    Key::Digit(3),
    Key::Digit(5),
    Key::Digit(9),
    Key::F(2),
    Key::F(5),
    Key::F(8),
    Key::Letter('L'),
];
const TEXTS: [&str; 8] = ["a", "3", "Customers", "Press; media", " ", "-", "r", "One\nTwo\tMia\nBilling"];

/// One event: mostly near somebody, sometimes anywhere.
fn any_event(random: &mut SplitMix64, t: &TestEditor) -> Event {
    let places: Vec<Point> = t.editor.document().placements().map(|(_, placement)| placement.at).collect();
    let spread = if random.below(3) == 0 { 900.0 } else { 40.0 };
    let near = places.get(random.below(places.len())).copied().unwrap_or_default();
    let at = near + Vec2::new(random.next_f64() - 0.5, random.next_f64() - 0.5) * spread;
    let at = t.editor.camera().screen_from_map(at);
    let modifiers = Modifiers { ctrl: random.below(6) == 0, shift: random.below(6) == 0, alt: random.below(6) == 0 };
    let button =
        [Button::Primary, Button::Primary, Button::Primary, Button::Secondary, Button::Middle][random.below(5)];
    let text = TEXTS[random.below(TEXTS.len())].to_owned();
    match random.below(26) {
        0..=5 => Event::Moved { at, modifiers },
        6..=9 => Event::Pressed { button, at, clicks: 1 + random.below(2) as u8, modifiers },
        10..=12 => Event::Released { button, at, modifiers },
        13..=16 => Event::Key { key: KEYS[random.below(KEYS.len())], modifiers },
        17 => Event::Text(text),
        18 => Event::BoxText(text),
        19 => Event::BoxCommit((random.below(2) == 0).then_some(0)),
        20 => [Event::BoxTab, Event::BoxCancel, Event::FocusLost, Event::Left][random.below(4)].clone(),
        21 => Event::Hand(random.below(4) == 0),
        22 => Event::Wheel { delta: Vec2::new(9.0, random.next_f64() * 200.0 - 100.0), at, lines: true, modifiers },
        23 => Event::Held(modifiers),
        24 => Event::Panned(Vec2::new(random.next_f64() * 90.0 - 45.0, 5.0)),
        _ => Event::Frame { dt_secs: 0.02 },
    }
}

fn any_step(random: &mut SplitMix64, t: &mut TestEditor) {
    if random.below(9) == 0 {
        t.run(Command::ALL[random.below(Command::ALL.len())]);
        return;
    }
    let event = any_event(random, t);
    t.on(event);
    let _painted = (t.editor.scene(), t.editor.overlay());
    let _shown = (t.editor.rating_card(), t.editor.name_box(), t.editor.cursor(), t.editor.prompt());
    let _room = (t.editor.dots(), t.editor.census(), t.editor.vote(), t.editor.steps().1);
}

#[test]
fn whatever_hands_do_can_be_undone() {
    for seed in SEEDS {
        let mut random = SplitMix64::new(seed);
        let mut t = TestEditor::small();
        for _ in 0..EVENTS {
            any_step(&mut random, &mut t);
            if !t.editor.is_paused() {
                t.run(Command::PauseLayout);
            }
        }
        leave_vote(&mut t);
        t.on(Event::FocusLost).run(Command::Undo);
        while t.editor.redo_name().is_some() {
            t.run(Command::Redo);
        }
        let end = t.editor.document().clone();
        while t.editor.undo_name().is_some() {
            t.run(Command::Undo);
        }
        assert_eq!(t.editor.document(), &small(), "seed {seed}");
        while t.editor.redo_name().is_some() {
            t.run(Command::Redo);
        }
        assert_eq!(t.editor.document(), &end, "seed {seed}");
    }
}

#[test]
fn a_map_that_moves_stays_sound_under_any_hands() {
    for seed in SEEDS {
        let mut random = SplitMix64::new(mix_in(seed));
        let mut t = TestEditor::small();
        t.run(Command::PauseLayout);
        for _ in 0..EVENTS {
            any_step(&mut random, &mut t);
        }
        leave_vote(&mut t);
        t.on(Event::FocusLost).settle();
        while t.editor.undo_name().is_some() {
            t.run(Command::Undo);
        }
        let names = |t: &TestEditor| t.editor.document().actors().map(|(_, a)| a.clone()).collect::<Vec<_>>();
        assert_eq!(names(&t), names(&TestEditor::small()), "seed {seed}");
    }
}

/// Nothing is undone while the room votes.
fn leave_vote(t: &mut TestEditor) {
    while t.editor.vote().is_some() {
        t.key(Key::Escape);
    }
}

/// Another run than the one with the layout paused.
fn mix_in(seed: u64) -> u64 {
    seed ^ 0xA5A5
}
