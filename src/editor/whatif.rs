//! What would we lose? Some of the map is thought away: it ghosts out, the numbers come back from a worker.
//! The map itself is not touched; a scenario keeps what was thought away under a name.

use super::Editor;
use super::event::Request;
use crate::analysis::WhatIf;
use crate::model::{ActorId, Attachment, AttachmentId, ConnectionId, Edit, Scenario, Selection};
use crate::scene::Target;

/// The newest answer and the question it answers.
#[derive(Debug, Default)]
pub(super) struct Away {
    /// Thought away until it is put back; what Alt points at comes on top.
    pub(super) chosen: Selection,
    /// The question asked last: what is away, of which state of the map.
    asked: Option<(Selection, u64)>,
    answer: Option<(Selection, WhatIf)>,
}

impl Editor {
    /// What is thought away now: what was put away, and what Alt is held over.
    #[must_use]
    pub fn thought_away(&self) -> Selection {
        let mut away = self.session.away.chosen.clone();
        match self.asked_loss() {
            Some(Target::Actor(id)) => {
                away.actors.insert(id);
            }
            Some(Target::Connection(id)) => {
                away.connections.insert(id);
            }
            Some(Target::Value(_) | Target::Note(_)) | None => {}
        }
        away
    }

    /// Everything that stays; `None` while nothing is thought away.
    pub(super) fn left_over(&self) -> Option<Selection> {
        let away = self.thought_away();
        if away.is_empty() {
            return None;
        }
        let document = &self.document;
        let stays = |id: &ActorId| !away.actors.contains(id);
        Some(Selection {
            actors: document.actors().map(|(id, _)| id).filter(stays).collect(),
            values: document.values().map(|(id, _)| id).collect(),
            notes: document.notes().map(|(id, _)| id).collect(),
            connections: (document.connections())
                .filter(|(id, c)| !away.connections.contains(id) && stays(&c.a) && stays(&c.b))
                .map(|(id, _)| id)
                .collect(),
        })
    }

    /// What is thought away until it is put back, without what Alt is held over.
    #[must_use]
    pub fn put_away(&self) -> &Selection {
        &self.session.away.chosen
    }

    /// What that would cost; `None` while nothing is away or the answer is not in yet.
    #[must_use]
    pub fn loss(&self) -> Option<&WhatIf> {
        let (away, loss) = self.session.away.answer.as_ref()?;
        (*away == self.thought_away()).then_some(loss)
    }

    /// Takes the answer about `away`; the newest question may be another by now.
    pub fn set_loss(&mut self, away: Selection, loss: WhatIf) -> Vec<Request> {
        if self.session.away.asked.as_ref().is_some_and(|(asked, _)| *asked == away) {
            self.session.away.answer = Some((away, loss));
            self.ask(Request::Repaint);
        }
        self.answers()
    }

    /// Thinks away exactly this; nothing puts everything back.
    pub fn think_away(&mut self, away: Selection) -> Vec<Request> {
        self.session.away.chosen = losable(away).existing(&self.document);
        self.ask(Request::Repaint);
        self.answers()
    }

    /// The command: puts what is selected away, or back if all of it is away; with nothing selected all back.
    pub(super) fn toggle_away(&mut self) {
        let chosen = losable(self.session.selection.clone());
        let away = &mut self.session.away.chosen;
        if chosen.is_empty() {
            *away = Selection::default();
        } else if chosen.actors.is_subset(&away.actors) && chosen.connections.is_subset(&away.connections) {
            away.actors.retain(|id| !chosen.actors.contains(id));
            away.connections.retain(|id| !chosen.connections.contains(id));
        } else {
            away.actors.extend(&chosen.actors);
            away.connections.extend(&chosen.connections);
            chosen.actors.iter().for_each(|id| self.learned_loss(Target::Actor(*id)));
        }
        self.set_selection(Selection::default());
    }

    /// Keeps what is thought away as a scenario, named after it.
    pub fn keep_scenario(&mut self) -> Vec<Request> {
        let away = self.session.away.chosen.clone();
        if !away.is_empty() {
            let name = self.name_of_away(&away);
            let scenario = Scenario {
                key: self.new_key(),
                name: format!("Without {name}"),
                actors: away.actors,
                connections: away.connections,
                extra: Vec::new(),
            };
            self.step(
                format!("keep the scenario without {name}"),
                Edit::AddAttachment(Box::new(Attachment::Scenario(scenario))),
            );
        }
        self.answers()
    }

    /// Thinks away what a scenario says.
    pub fn show_scenario(&mut self, id: AttachmentId) -> Vec<Request> {
        match self.document.attachment(id) {
            Some(Attachment::Scenario(Scenario { actors, connections, .. })) => {
                let away =
                    Selection { actors: actors.clone(), connections: connections.clone(), ..Selection::default() };
                self.think_away(away)
            }
            _ => self.answers(),
        }
    }

    /// "Mia", "Mia and Billing", "Mia and 3 more".
    fn name_of_away(&self, away: &Selection) -> String {
        let actor = |id: &ActorId| self.document.actor(*id).map_or_else(String::new, |actor| actor.name.clone());
        let cord = |id: &ConnectionId| self.title_of(&[*id]);
        let names: Vec<String> = away.actors.iter().map(actor).chain(away.connections.iter().map(cord)).collect();
        match names.as_slice() {
            [] => String::new(),
            [one] => one.clone(),
            [one, two] => format!("{one} and {two}"),
            [one, rest @ ..] => format!("{one} and {} more", rest.len()),
        }
    }

    /// Asks for new numbers when what is away, or the map below it, has changed.
    pub(super) fn follow_away(&mut self) {
        let away = self.thought_away();
        let whatif = &mut self.session.away;
        if away.is_empty() {
            whatif.asked = None;
            return;
        }
        let question = (away, self.revision);
        if whatif.asked.as_ref() != Some(&question) {
            whatif.asked = Some(question);
            self.ask(Request::Lose);
        }
    }
}

/// The part of a selection that can be thought away.
fn losable(Selection { actors, connections, .. }: Selection) -> Selection {
    Selection { actors, connections, ..Selection::default() }
}
