//! Rows that are typed into the fields above a table: who is meant, and what is made of them.

use super::super::Editor;
use super::super::event::Request;
use super::super::naming::{MAX_SUGGESTIONS, match_rank};

impl Editor {
    /// Names of actors that match what is typed, best first; none if somebody is called just so.
    #[must_use]
    pub fn names_like(&self, typed: &str) -> Vec<String> {
        let typed = typed.trim().to_lowercase();
        if typed.is_empty() || self.document.actor_named(&typed).is_some() {
            return Vec::new();
        }
        let actors = self.document.actors();
        let ranked =
            actors.filter_map(|(id, a)| Some((match_rank(&a.name.to_lowercase(), &typed)?, id, a.name.clone())));
        let mut found: Vec<_> = ranked.collect();
        found.sort();
        found.truncate(MAX_SUGGESTIONS);
        found.into_iter().map(|(_, _, name)| name).collect()
    }

    /// Adds a name, or a connection between two, as a pasted row would; the view stays where it is, for one looks at the
    /// rows.
    pub fn add_row(&mut self, name: &str, to: Option<&str>) -> Vec<Request> {
        // Without titles, a second name such as "Customers" would be what the first one is.
        let line = to.map_or_else(|| name.to_owned(), |to| format!("From\tTo\n{name}\t{to}"));
        let (camera, shows_all) = (self.session.camera.clone(), self.session.shows_all);
        let asked = self.paste_text(&line);
        self.session.camera = camera;
        self.session.shows_all = shows_all;
        if let Some(area) = self.area_of(&self.session.selection) {
            self.look_at_if_away(area);
        }
        asked.into_iter().chain(self.answers()).collect()
    }
}
