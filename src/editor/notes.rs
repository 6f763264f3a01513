//! Notes: stray remarks, never actors. They lie in the park, or are pinned to the canvas or to a connection.

use super::Editor;
use super::event::Request;
use super::naming::{NameFor, OpenBox};
use crate::geom::Point;
use crate::model::{Attachment, AttachmentId, ConnectionId, Document, Edit, Note, Record, Selection};

/// Where a new note goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pin {
    /// Into the park, at the edge.
    Park,
    /// Onto the canvas, where the box is open.
    Canvas,
    /// Onto a connection.
    Cord(ConnectionId),
}

impl Editor {
    /// The park is shown.
    #[must_use]
    pub fn shows_park(&self) -> bool {
        self.session.park
    }

    /// Parks a remark.
    pub fn park(&mut self, text: &str) -> Vec<Request> {
        self.add_note(text, None, Pin::Park);
        self.answers()
    }

    /// Pins a note to the canvas in the middle of the view, or puts it back into the park.
    pub fn pin_note(&mut self, id: AttachmentId, pinned: bool) -> Vec<Request> {
        if let Some(note) = self.document.note(id).cloned() {
            let at = pinned.then(|| self.free_sheet(self.session.camera.center, &note.text, Some(id)));
            let name = if pinned { "pin a note" } else { "park a note" };
            self.step(name, Edit::Attachment(id, Box::new(Attachment::Note(Note { at, on: None, ..note }))));
        }
        self.answers()
    }

    /// Changes the words of a note; none take it away.
    pub fn rewrite_note(&mut self, id: AttachmentId, text: &str) -> Vec<Request> {
        self.write_note(id, text);
        self.answers()
    }

    /// Makes somebody of a remark: the note goes, an actor of its words comes.
    pub fn name_from_note(&mut self, id: AttachmentId) -> Vec<Request> {
        if let Some(note) = self.document.note(id).cloned() {
            let at = self.place_instead(note.at.unwrap_or(self.session.camera.center), Some(id));
            let actor = self.new_actor(note.text.trim(), None);
            let name = format!("make somebody of “{}”", short(&note.text));
            let place = super::naming::placement(at);
            let add = Edit::AddActor(Box::new(actor), Some(place));
            self.step(name, Edit::All(vec![Edit::RemoveAttachment(id), add]));
        }
        self.answers()
    }

    /// Opens the box for a new note: on the one selected connection, else where one types.
    pub(super) fn name_note(&mut self) {
        let cord = match self.rateable().as_slice() {
            [cord] => Some(*cord),
            _ => None,
        };
        let middle = cord.and_then(|_| self.area_of(&self.session.selection)).map(|area| area.center());
        let at = match middle {
            Some(middle) => middle,
            None => self.free_sheet(self.pointed_place(), "", None),
        };
        self.open_box(OpenBox::new(at, NameFor::Note(cord.map_or(Pin::Canvas, Pin::Cord))));
    }

    /// Opens the box for a remark that goes into the park.
    pub(super) fn name_parked(&mut self) {
        let at = self.typing_place();
        self.open_box(OpenBox::new(at, NameFor::Note(Pin::Park)));
    }

    /// Opens the box for the words of a note.
    pub(super) fn open_note(&mut self, id: AttachmentId) {
        let at = self.with_cx(|cx| cx.picture.plan()?.note_area(id)).map(|area| area.center());
        if let (Some(note), Some(at)) = (self.document.note(id).cloned(), at) {
            let at = (at.to_vec2() / self.session.camera.scale).to_point();
            let mut open = OpenBox::new(at, NameFor::Rewrite(id));
            open.text = note.text;
            self.open_box(open);
        }
    }

    pub(super) fn add_note(&mut self, text: &str, at: Option<Point>, pin: Pin) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        let mut note = Note { key: self.new_key(), text: text.to_owned(), ..Note::default() };
        let verb = match pin {
            Pin::Park => "park",
            Pin::Canvas | Pin::Cord(_) => "note",
        };
        match pin {
            Pin::Park => {}
            Pin::Canvas => {
                let at = at.map(|at| self.free_sheet(at, text, None));
                note.at = at.and_then(|at| crate::geom::point(at.x, at.y));
            }
            Pin::Cord(cord) => note.on = Some(cord),
        }
        let name = format!("{verb} “{}”", short(text));
        let id = AttachmentId(self.document.peek_id());
        if !self.step(name, Edit::AddAttachment(Box::new(Attachment::Note(note)))) {
            return;
        }
        if pin == Pin::Canvas {
            self.set_selection(Selection { notes: [id].into(), ..Selection::default() });
        } else if pin == Pin::Park {
            let waiting = self.document.notes().filter(|(_, note)| is_parked(note)).count();
            if !self.session.park {
                self.say(format!("Parked. Ctrl+P shows what waits: {waiting}"));
            }
        }
    }

    pub(super) fn write_note(&mut self, id: AttachmentId, text: &str) {
        let Some(note) = self.document.note(id).cloned() else { return };
        let text = text.trim();
        if text.is_empty() {
            self.step(format!("delete the note “{}”", short(&note.text)), Edit::RemoveAttachment(id));
        } else {
            let name = format!("change the note “{}”", short(text));
            self.step(name, Edit::Attachment(id, Box::new(Attachment::Note(Note { text: text.to_owned(), ..note }))));
        }
    }

    /// Preview: the note lies here now.
    pub(super) fn drag_note(&mut self, id: AttachmentId, at: Point) {
        let record = Record::Merge { name: "move a note".to_owned(), key: "move a note".to_owned() };
        self.change(Edit::All(self.note_moves([(id, at)])), record);
    }

    /// The drag ends: where it was dropped on a cord, the note is pinned to that.
    pub(super) fn drop_note(&mut self, id: AttachmentId, cord: Option<ConnectionId>) {
        if let (Some(note), Some(cord)) = (self.document.note(id).cloned(), cord) {
            let pinned = Attachment::Note(Note { at: None, on: Some(cord), ..note });
            self.step("pin a note", Edit::Attachment(id, Box::new(pinned)));
        }
        self.commit_gesture(if cord.is_some() { "pin a note" } else { "move a note" });
    }

    /// The edits that lay notes elsewhere; what was pinned to a cord comes off it.
    pub(super) fn note_moves(&self, places: impl IntoIterator<Item = (AttachmentId, Point)>) -> Vec<Edit> {
        let moved = |(id, at): (AttachmentId, Point)| {
            let at = Some(crate::geom::point(at.x, at.y)?);
            let note = Note { at, on: None, ..self.document.note(id)?.clone() };
            Some(Edit::Attachment(id, Box::new(Attachment::Note(note))))
        };
        places.into_iter().filter_map(moved).collect()
    }

    /// The selected notes that lie on the canvas, and where; those on a cord go where it goes.
    pub(super) fn selected_papers(&self) -> impl Iterator<Item = (AttachmentId, Point)> + '_ {
        papers(&self.document, &self.session.selection)
    }

    /// The one note that is selected, and nothing else.
    pub(super) fn only_note(&self) -> Option<AttachmentId> {
        let selection = &self.session.selection;
        selection.notes.first().copied().filter(|_| selection.len() == 1)
    }
}

/// The notes of a selection that lie on the canvas, and where.
pub(super) fn papers<'a>(
    document: &'a Document,
    selection: &'a Selection,
) -> impl Iterator<Item = (AttachmentId, Point)> + 'a {
    selection.notes.iter().filter_map(|id| Some((*id, document.note(*id)?.at?)))
}

/// Where a note lies, or the middle between the ends of the cord that it is pinned to; `None` in the park.
pub(super) fn place_of(document: &Document, note: &Note) -> Option<Point> {
    let between = |on| {
        let c = document.connection(on)?;
        Some(document.placement(c.a)?.at.midpoint(document.placement(c.b)?.at))
    };
    note.at.or_else(|| note.on.and_then(between))
}

/// A note without a place and without a connection.
#[must_use]
pub fn is_parked(note: &Note) -> bool {
    note.at.is_none() && note.on.is_none()
}

/// The first words, for the name of a step.
pub(super) fn short(text: &str) -> String {
    const LETTERS: usize = 24;
    let mut words = String::new();
    for word in text.split_whitespace() {
        if !words.is_empty() && words.chars().count() + word.chars().count() > LETTERS {
            return words + "…";
        }
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_remarks_have_short_names() {
        assert_eq!(short("Parking is a problem"), "Parking is a problem");
        assert_eq!(short("  The parking lot behind the mill is a problem"), "The parking lot behind…");
        assert_eq!(short(""), "");
    }
}
