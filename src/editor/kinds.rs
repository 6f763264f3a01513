//! Kinds: set in one step for all who are selected; kinds that the room names itself.

use std::collections::BTreeSet;

use super::Editor;
use super::event::Request;
use super::guess::{self, Said};
use crate::model::{ActorChange, ActorId, Attachment, AttachmentId, CustomKind, Edit, Kind, Selection, ValueId, kinds};

/// How to say what somebody is.
pub(super) const TO_SAY: &str = "Alt and a digit says what they are";

impl Editor {
    /// All kinds that an actor of this map can be: the usual ones, then the room's own.
    #[must_use]
    pub fn kinds(&self) -> Vec<Kind> {
        let own = self.document.custom_kinds().map(|(_, custom)| Kind::Other(custom.key.clone()));
        Kind::ALL.into_iter().chain(own).collect()
    }

    /// Makes the selected actors a kind, as one undo step.
    pub fn set_kind(&mut self, kind: &Kind) -> Vec<Request> {
        self.cancel_gesture();
        self.make_kind(kind);
        self.answers()
    }

    /// Whether the selected names can become shared values: nothing that was rated would be lost.
    #[must_use]
    pub fn can_be_values(&self) -> bool {
        let chosen = &self.session.selection.actors;
        let rated = |id: &ActorId| self.document.connections_of(*id).any(|(_, c)| !c.strands.is_unrated());
        !chosen.is_empty() && !chosen.iter().any(rated)
    }

    /// The selected names were shared values all along: each becomes one where it stands, held by those it was
    /// connected with, as one undo step.
    pub fn make_values(&mut self) -> Vec<Request> {
        self.cancel_gesture();
        if self.can_be_values() {
            let chosen = self.session.selection.actors.clone();
            let who = self.name_of_nodes(&self.session.selection);
            let mut edits = Vec::new();
            let mut values = BTreeSet::new();
            for id in &chosen {
                let Some(actor) = self.document.actor(*id) else { continue };
                let value = ValueId(self.document.peek_id() + values.len() as u32);
                let name = actor.name.clone();
                let holders: Vec<ActorId> = (self.document.connections_of(*id))
                    .filter_map(|(_, c)| c.other(*id))
                    .filter(|other| !chosen.contains(other))
                    .collect();
                edits.extend(self.value_edits(value, &name, self.document.placement(*id), &holders));
                values.insert(value);
            }
            edits.push(Edit::Delete(self.session.selection.clone()));
            if self.step(format!("make {who} a shared value"), Edit::All(edits)) {
                self.set_selection(Selection { values, ..Selection::default() });
            }
        }
        self.answers()
    }

    /// Keeps a kind of the room's own, new or changed; selected actors become what is new.
    pub fn keep_kind(&mut self, id: Option<AttachmentId>, mut kind: CustomKind) -> Vec<Request> {
        kind.name = kind.name.trim().to_owned();
        let name = kind.name.clone();
        if name.is_empty() {
            self.say("A kind needs a name");
        } else if let Some(id) = id {
            self.step(format!("change the kind {name}"), Edit::Attachment(id, Box::new(Attachment::Kind(kind))));
        } else {
            kind.key = self.kind_key(&name);
            let mut edits = self.kind_edits(&Kind::Other(kind.key.clone()));
            edits.push(Edit::AddAttachment(Box::new(Attachment::Kind(kind))));
            self.step(format!("add the kind {name}"), Edit::All(edits));
        }
        self.answers()
    }

    /// Takes a kind of the room's own away; who is of it keeps its word and the usual shape.
    pub fn remove_kind(&mut self, id: AttachmentId) -> Vec<Request> {
        if let Some(Attachment::Kind(kind)) = self.document.attachment(id) {
            self.step(format!("take the kind {} away", kind.name), Edit::RemoveAttachment(id));
        }
        self.answers()
    }

    pub(super) fn make_kind(&mut self, kind: &Kind) {
        let edits = self.kind_edits(kind);
        if !edits.is_empty() {
            let word = self.document.kind_name(kind).to_lowercase();
            let who = self.name_of_nodes(&self.session.selection);
            self.step(format!("set the kind of {who} to {word}"), Edit::All(edits));
        }
    }

    fn kind_edits(&self, kind: &Kind) -> Vec<Edit> {
        let change = |id: &ActorId| Edit::Actor(*id, ActorChange::Kind(kind.clone()));
        self.session.selection.actors.iter().map(change).collect()
    }

    /// The kind that a word says: one of the room's own by its name, else as anywhere.
    pub(super) fn kind_named(&self, word: &str) -> Option<Kind> {
        self.own_kind_named(word).or_else(|| kinds::said(word))
    }

    /// What a word says that a name is, a kind of the room's own first.
    pub(super) fn said(&self, word: &str) -> Said {
        self.own_kind_named(word).map_or_else(|| guess::said(word), Said::Kind)
    }

    /// One that the room made, or a word of a file that somebody on the map already is.
    fn own_kind_named(&self, word: &str) -> Option<Kind> {
        let lower = word.trim().to_lowercase();
        let own = self.document.custom_kinds().find(|(_, custom)| custom.name.to_lowercase() == lower);
        let own = own.map(|(_, custom)| Kind::Other(custom.key.clone()));
        let is_it = |kind: &&Kind| matches!(kind, Kind::Other(key) if key.to_lowercase() == lower);
        own.or_else(|| self.document.actors().map(|(_, actor)| &actor.kind).find(is_it).cloned())
    }

    /// The id of a kind in files: its name in small letters, which reads well there, unless that is taken.
    fn kind_key(&mut self, name: &str) -> String {
        let word = name.to_lowercase();
        let usual = !matches!(Kind::from_key(&word), Kind::Other(_));
        let taken = self.document.custom_kinds().any(|(_, custom)| custom.key == word);
        if usual || taken { self.new_key() } else { word }
    }
}
