//! One thing at a time: what is pressed between two frames is dealt with in the order in which it was pressed.
//!
//! On a slow screen a name, Enter and the next name arrive in one frame, where the toolkit shows every event to
//! every widget at once: Enter would be taken before the letters that came first. Here whatever is pressed after
//! something that changes what keys and buttons mean waits for the next frame.

use std::collections::VecDeque;

use egui::{Context, Event, ImeEvent, Key, Plugin, RawInput, Ui};

/// Hands the events of a frame on, up to the first that must wait.
#[derive(Debug, Default)]
pub(super) struct Turns {
    waiting: VecDeque<Event>,
}

impl Turns {
    /// Something that was pressed waits for the next frame.
    pub(super) fn waits(&self) -> bool {
        !self.waiting.is_empty()
    }
}

impl Plugin for Turns {
    fn debug_name(&self) -> &'static str {
        "turns"
    }

    fn input_hook(&mut self, _ctx: &Context, input: &mut RawInput) {
        self.waiting.extend(input.events.drain(..));
        let turn = first_turn(&self.waiting);
        input.events.extend(self.waiting.drain(..turn));
    }

    fn on_end_pass(&mut self, ui: &mut Ui) {
        if self.waits() {
            ui.ctx().request_repaint();
        }
    }
}

/// What pressing something means for what is pressed after it.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Press<'a> {
    /// One more letter: a whole run of them goes together.
    Letter,
    /// It may open, close or commit something.
    Turn,
    /// So may this, and held down it comes again and again: until it is let go, once more changes nothing.
    Held(&'a Key),
}

fn press(event: &Event) -> Option<Press<'_>> {
    match event {
        Event::Text(_) | Event::Ime(ImeEvent::Commit(_)) => Some(Press::Letter),
        Event::Copy | Event::Cut | Event::Paste(_) | Event::PointerButton { pressed: true, .. } => Some(Press::Turn),
        Event::Key { key, pressed: true, modifiers, .. } => {
            let types = !modifiers.ctrl && !modifiers.command && !modifiers.alt && !turns(*key);
            Some(if types { Press::Letter } else { Press::Held(key) })
        }
        _ => None,
    }
}

/// Keys that turn even when no other is held with them. Those that move or delete are taken in order anyway.
fn turns(key: Key) -> bool {
    matches!(key, Key::Enter | Key::Tab | Key::Escape) || (Key::F1..=Key::F35).contains(&key)
}

/// How many events come before the first that must wait.
fn first_turn(events: &VecDeque<Event>) -> usize {
    let mut before = None;
    let (mut down, mut up) = (false, false);
    for (i, event) in events.iter().enumerate() {
        if let Event::PointerButton { pressed, .. } = event {
            // Letting go clicks: what a click opens must not take its own press for one beside it.
            if down && !pressed {
                return i;
            }
            (down, up) = (*pressed, !pressed);
        }
        if matches!(event, Event::Key { key, pressed: false, .. } if before == Some(Press::Held(key))) {
            before = Some(Press::Turn);
        }
        let Some(press) = press(event) else { continue };
        if up {
            return i;
        }
        let goes_on = press != Press::Turn && before.is_none_or(|before| before == press);
        if !goes_on && before.is_some() {
            return i;
        }
        before = Some(press);
    }
    events.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::{Modifiers, PointerButton, pos2};

    fn key(key: Key, modifiers: Modifiers) -> Event {
        Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers }
    }

    fn event(word: &str) -> Vec<Event> {
        let bare = Modifiers::NONE;
        match word {
            "Enter" => vec![key(Key::Enter, bare)],
            "Escape" => vec![key(Key::Escape, bare)],
            "F8" => vec![key(Key::F8, bare)],
            "Left" => vec![key(Key::ArrowLeft, bare)],
            "Enter up" => {
                vec![Event::Key { key: Key::Enter, physical_key: None, pressed: false, repeat: false, modifiers: bare }]
            }
            "Ctrl+Z" => vec![key(Key::Z, Modifiers::COMMAND)],
            "down" | "up" => vec![Event::PointerButton {
                pos: pos2(1.0, 1.0),
                button: PointerButton::Primary,
                pressed: word == "down",
                modifiers: bare,
            }],
            "move" => vec![Event::PointerMoved(pos2(2.0, 2.0))],
            word => word.chars().flat_map(|c| [key(Key::A, bare), Event::Text(c.to_string())]).collect(),
        }
    }

    /// The words as they are handed on, frame by frame, by how many events each has.
    fn check(words: &str, expected: &[&str]) {
        let count = |words: &str| words.split(", ").map(|word| event(word).len()).sum::<usize>();
        let mut turns = Turns::default();
        let mut input =
            RawInput { events: words.split(", ").flat_map(event).collect::<Vec<_>>(), ..RawInput::default() };
        let mut frames = Vec::new();
        loop {
            turns.input_hook(&Context::default(), &mut input);
            if input.events.is_empty() {
                break;
            }
            frames.push(input.events.len());
            input.events.clear();
        }
        assert_eq!(frames, expected.iter().map(|words| count(words)).collect::<Vec<_>>(), "{words}");
    }

    #[test]
    fn what_is_pressed_after_a_turn_waits_for_the_next_frame() {
        check("Mia", &["Mia"]);
        check("Mia, Enter", &["Mia", "Enter"]);
        check("Mia, Enter, Escape, Ben", &["Mia", "Enter", "Escape", "Ben"]);
        check("move, down, move, up, move, Mia", &["move, down, move", "up, move", "Mia"]);
        check("down, up, move, down, up", &["down", "up, move, down", "up"]);
        check("Mia, Ctrl+Z, F8", &["Mia", "Ctrl+Z", "F8"]);
    }

    #[test]
    fn a_key_that_is_held_down_does_not_fall_behind() {
        check("Left, Left, Left", &["Left, Left, Left"]);
        check("Enter, Enter, Mia", &["Enter, Enter", "Mia"]);
        check("Enter, Enter up, Enter, Mia", &["Enter, Enter up", "Enter", "Mia"]);
        check("Ctrl+Z, Ctrl+Z, Ctrl+Z, Mia", &["Ctrl+Z, Ctrl+Z, Ctrl+Z", "Mia"]);
    }
}
