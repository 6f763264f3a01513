//! What a key means where: digits rate, letters name, Esc goes one level out, the rest are commands.

use super::Editor;
use super::clear::CardStands;
use super::command::Command;
use super::event::{Key, Modifiers, Request};
use crate::geom::Vec2;
use crate::model::{Edit, Kind, NodeId, Placement, Record, Selection};
use crate::scene::Lens;

/// One press of an arrow moves the selection by this many map units; with Shift by five times as much.
const NUDGE: f64 = 8.0;

impl Editor {
    pub(super) fn key(&mut self, key: Key, modifiers: Modifiers) {
        self.session.swallow_text = false;
        self.look_away();
        let plain = !(modifiers.ctrl || modifiers.alt);
        if key == Key::Escape {
            self.escape();
            return;
        }
        if !self.tool.is_idle() {
            return;
        }
        if key == Key::Enter && modifiers.ctrl && !modifiers.alt && self.is_voting() {
            self.reveal_vote();
            return;
        }
        if plain && (self.vote_key(key) || self.dot_key(key)) {
            self.session.swallow_text = true;
            return;
        }
        let arrow = matches!(key, Key::Up | Key::Down | Key::Left | Key::Right);
        if let (true, true, Some(from)) = (arrow, modifiers.ctrl && !modifiers.alt, self.only_actor()) {
            self.sprout(from, key);
            return;
        }
        self.session.sprout = None;
        if arrow && modifiers.alt && !modifiers.ctrl {
            self.walk(key, modifiers.shift);
            return;
        }
        match key {
            Key::Digit(digit) if plain => self.session.swallow_text = self.digit(digit),
            Key::Digit(digit) if modifiers.alt && !modifiers.ctrl => {
                // The digits as they lie on the keyboard, 0 last.
                if let Some(kind) = Kind::ALL.get((usize::from(digit) + 9) % 10) {
                    self.make_kind(kind);
                }
            }
            // Typed letters come as text; only with Ctrl or Alt is a letter a key.
            Key::Letter(_) if plain => {}
            _ => self.key_after_hot(key, modifiers, plain),
        }
    }

    /// A key that is no digit: sketching is over, then a count of hands, then it is what it is.
    fn key_after_hot(&mut self, key: Key, modifiers: Modifiers, plain: bool) {
        if !self.session.hot.is_empty() {
            let opens_card = key == Key::F(2) || (key == Key::Enter && !self.hot_made_an_actor());
            if plain && opens_card {
                self.open_card();
                return;
            }
            self.end_hot();
        }
        if plain && self.plain_key(key, modifiers.shift) {
            return;
        }
        if let Some(command) = Command::for_key(key, modifiers) {
            self.run_now(command);
        }
    }

    /// A key whose meaning depends on what is shown; `false` leaves it to the commands.
    fn plain_key(&mut self, key: Key, shift: bool) -> bool {
        let on_card = self.rating_card().is_some();
        if self.counting_key(key) {
            return true;
        }
        if key == Key::Space && on_card && self.session.card_stands != CardStands::Nowhere {
            self.start_counting();
            return true;
        }
        if self.census_key(key) {
            return true;
        }
        self.session.card.last = None;
        match key {
            Key::Enter => self.enter(),
            // With nobody to link, a name is somebody's own.
            Key::Tab if !shift && self.session.selection.is_empty() && self.session.census.is_none() => self.enter(),
            Key::Minus if on_card => {
                self.rate(None);
                self.session.swallow_text = true;
            }
            Key::Backspace if on_card => self.move_row(false),
            Key::Up if on_card => self.move_row(false),
            Key::Down if on_card => self.move_row(true),
            Key::Left | Key::Right if self.session.lens == Lens::Weak && !self.has_nodes_selected() => {
                self.walk_weak(key == Key::Right);
            }
            Key::Up | Key::Down | Key::Left | Key::Right if self.can_move() => self.nudge(key, shift),
            Key::Up | Key::Down | Key::Left | Key::Right => {}
            Key::Minus | Key::Plus | Key::Space => {}
            _ => return false,
        }
        true
    }

    /// Text typed on the canvas: rates, or opens the box; in the room view only into an open box.
    pub(super) fn text(&mut self, text: &str) {
        self.look_away();
        if std::mem::take(&mut self.session.swallow_text) || !self.tool.is_idle() {
            return;
        }
        if self.session.vote.is_some() {
            let digit = text.parse().ok().filter(|digit| *digit <= 9);
            let _voted = digit.is_some_and(|digit| self.vote_key(Key::Digit(digit)));
            return;
        }
        if let Some(open) = &mut self.session.naming {
            open.text.push_str(text);
            self.ask(Request::Repaint);
            return;
        }
        let mut chars = text.chars();
        if let (Some(first), None) = (chars.next(), chars.next()) {
            if let Some(digit) = first.to_digit(10)
                && (self.dot_key(Key::Digit(digit as u8)) || self.digit(digit as u8))
            {
                return;
            }
            if first == '-' && self.rating_card().is_some() {
                self.rate(None);
                return;
            }
            if self.session.room.on {
                match first.to_ascii_lowercase() {
                    'r' => self.run_now(Command::Reveal),
                    'b' => self.run_now(Command::Blank),
                    _ => {}
                }
                return;
            }
        }
        self.end_hot();
        // A page over the map takes no names.
        if self.session.room.on || self.session.census.is_some() || text.trim().is_empty() {
            return;
        }
        if text.trim().contains('\n') {
            self.pour(text);
        } else {
            // Two boxes at once would share the digits.
            self.session.card.open = false;
            let at = self.typing_place();
            self.name_new(at, text);
        }
    }

    /// One level out: gesture, tidy, vote, box, hot, card, neighbors, census, selection, dots, what is thought away,
    /// blank, lens, lesson, room view; then what the window has open beside the map.
    fn escape(&mut self) {
        self.ask(Request::Repaint);
        if !self.tool.is_idle() {
            self.cancel_gesture();
            return;
        }
        if self.cancel_tidy() || self.leave_vote() || self.session.sprout.take().is_some() {
            return;
        }
        let counts = self.session.card.counting.is_some();
        // A card that nobody sees is no level.
        let is_seen = self.session.card_stands != CardStands::Nowhere || counts;
        let shows_card = is_seen && self.rating_card().is_some() && (self.session.census.is_none() || counts);
        let session = &mut self.session;
        if session.naming.is_some() {
            self.box_cancel();
        } else if !session.hot.is_empty() {
            self.end_hot();
        } else if shows_card {
            let counted = session.card.counting.take().is_some();
            session.card.open = counted;
        } else if session.near > 0 {
            session.near = 0;
        } else if session.census.take().is_some() || !session.selection.is_empty() {
            self.set_selection(Selection::default());
        } else if session.dots.on {
            session.dots.on = false;
        } else if !session.away.chosen.is_empty() {
            session.away.chosen = Selection::default();
        } else if session.room.blank {
            session.room.blank = false;
        } else if session.lens != Lens::Strength {
            self.set_lens(Lens::Strength);
        } else if session.lesson.take().is_some() {
        } else if session.room.on {
            session.room = super::RoomView::default();
            self.forget_covers();
        } else {
            self.ask(Request::Outward);
        }
    }

    /// Enter opens the card of what is selected and closes it again, or goes on to the next that nobody has rated where
    /// one walks through those; or goes on with a sibling, or names somebody new.
    fn enter(&mut self) {
        if self.session.card.walks && self.rating_card().is_some() {
            self.go_on_unrated();
        } else if self.rating_card().is_some() {
            self.session.card.open = false;
            self.ask(Request::Repaint);
        } else if !self.rateable().is_empty() {
            self.open_card();
        } else if let Some(note) = self.only_note() {
            self.open_note(note);
        } else if let Some(actor) = self.only_actor() {
            self.name_sibling(actor);
        } else {
            let at = self.typing_place();
            self.name_new(at, "");
        }
    }

    fn has_nodes_selected(&self) -> bool {
        self.session.selection.nodes().next().is_some()
    }

    /// Something is selected that has a place of its own.
    fn can_move(&self) -> bool {
        self.has_nodes_selected() || self.selected_papers().next().is_some()
    }

    fn nudge(&mut self, key: Key, far: bool) {
        let by = match key {
            Key::Left => Vec2::new(-1.0, 0.0),
            Key::Right => Vec2::new(1.0, 0.0),
            Key::Up => Vec2::new(0.0, -1.0),
            _ => Vec2::new(0.0, 1.0),
        } * if far { 5.0 * NUDGE } else { NUDGE };
        let selection = &self.session.selection;
        let moved = |node: NodeId| {
            let placement = self.document.placement(node)?;
            let at = placement.at + by;
            Some((node, Some(Placement { at: crate::geom::point(at.x, at.y)?, pinned: true })))
        };
        let places: Vec<_> = selection.nodes().filter_map(moved).collect();
        let name = format!("move {}", self.name_of_nodes(selection));
        let key = format!("nudge {selection:?}");
        let notes: Vec<_> = self.selected_papers().map(|(id, at)| (id, at + by)).collect();
        let edits = std::iter::once(Edit::Place(places)).chain(self.note_moves(notes)).collect();
        self.change(Edit::All(edits), Record::Merge { name, key });
    }

    /// "Customers", "3 actors", "the note “ask them”".
    pub(super) fn name_of_nodes(&self, selection: &Selection) -> String {
        let mut nodes = selection.nodes();
        let mut notes = selection.notes.iter().filter_map(|id| self.document.note(*id));
        match (nodes.next(), nodes.next(), notes.next()) {
            (None, _, Some(note)) if selection.notes.len() == 1 => {
                format!("the note “{}”", super::notes::short(&note.text))
            }
            (None, _, Some(_)) => format!("{} notes", selection.notes.len()),
            (_, _, Some(_)) => format!("{} things", selection.nodes().count() + selection.notes.len()),
            (Some(node), None, None) => super::naming::name_of(&self.document, node).unwrap_or_default().to_owned(),
            _ if selection.values.is_empty() => format!("{} actors", selection.actors.len()),
            _ => format!("{} things", selection.nodes().count()),
        }
    }
}
