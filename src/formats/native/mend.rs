//! A map whose text is hurt (cut off, a bad byte, a lost brace), mended so that it can be read: items, and the
//! fields of an item, that are whole by themselves stay; the rest is left out and told. It guesses nothing: what
//! is hurt is never completed, and every line stays where it was.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::ops::Range;

use crate::formats::Issue;
use crate::formats::lines::Lines;
use crate::formats::scan::{Hurt, value_end};
use crate::formats::text::cut;
use crate::model::List;

/// What could be had of a hurt text.
#[derive(Debug)]
pub(super) struct Mended {
    /// A whole JSON text.
    pub(super) text: String,
    /// For each of its lines the one where that stood.
    pub(super) lines: Vec<usize>,
    /// What was left out.
    pub(super) issues: Vec<Issue>,
    /// So many items stayed.
    pub(super) items: usize,
}

/// The lists that every map has, and what is in them.
const LISTS: [(&str, &str); 4] =
    [("values", "value"), ("actors", "actor"), ("connections", "connection"), ("perspectives", "perspective")];
/// Fields of the map itself that no item has: whoever meets one is out of all lists.
const OUTER: [&str; 10] =
    ["format", "version", "min_reader", "title", "about", "mission", "promise", "core", "arrangement", "signs"];
/// Looking for the next whole thing may cost so many passes over the text: made to be slow, a file would cost more.
const PASSES: usize = 16;

/// Takes a hurt text apart and puts what is whole together again.
pub(super) fn mend(text: &str) -> Mended {
    let mut mender = Mender {
        text,
        lines: Lines::new(text),
        is_ours: text.contains("\n    {\"id\": "),
        at: 0,
        outer: Vec::new(),
        lists: Vec::new(),
        issues: Vec::new(),
        work: Cell::new(0),
    };
    mender.map();
    mender.together()
}

struct Mender<'t> {
    text: &'t str,
    lines: Lines<'t>,
    /// Its lines are set as this program sets them.
    is_ours: bool,
    /// What comes next.
    at: usize,
    /// The fields of the map itself.
    outer: Vec<Piece>,
    lists: Vec<Items<'t>>,
    issues: Vec<Issue>,
    /// Letters that were looked at in vain.
    work: Cell<usize>,
}

/// Something that stays.
struct Piece {
    line: usize,
    text: String,
}

/// What stays of a list, which may have been torn in several parts.
struct Items<'t> {
    name: &'t str,
    pieces: Vec<Piece>,
    ids: BTreeSet<&'t str>,
}

/// As much of an object as can be believed.
#[derive(Default)]
struct Part<'t> {
    fields: Vec<(&'t str, Range<usize>)>,
    /// After the closing brace, or after the last field that can be believed.
    end: usize,
    /// Why and where it ends early.
    hurt: Option<(usize, &'static str)>,
}

impl<'t> Part<'t> {
    fn has(&self, field: &str) -> bool {
        self.fields.iter().any(|(name, _)| *name == field)
    }

    /// The list that it must have been in: connections have ends, actors a kind.
    fn list(&self) -> Option<&'static str> {
        let is_connection = self.has("a") && self.has("b");
        is_connection.then_some("connections").or_else(|| self.has("kind").then_some("actors"))
    }

    /// The id as it is written, quotes included.
    fn id(&self, text: &'t str) -> Option<&'t str> {
        let (_, place) = self.fields.iter().find(|(name, _)| *name == "id")?;
        text[place.clone()].find(':').map(|colon| text[place.start + colon + 1..place.end].trim())
    }
}

impl<'t> Mender<'t> {
    fn map(&mut self) {
        let start = self.skip(0);
        self.at = start + usize::from(self.byte(start) == Some(b'{') && self.list_of(start).is_none());
        let mut ended = false;
        while let Some(byte) = self.next() {
            let rest = self.skip(self.at + 1);
            match byte {
                b'}' if rest == self.text.len() => {
                    ended = true;
                    self.at = rest;
                }
                b'}' if self.byte(rest) == Some(b'{') && !self.begins_item(rest) => {
                    self.tell(rest, "file", "a second map begins here; it was left out");
                    ended = true;
                    self.at = self.text.len();
                }
                b'"' => self.outer_field(),
                b'{' if let Some(list) = self.list_of(self.at) => self.list(list),
                _ => self.lose(self.at, self.next_field(self.at + 1), "map", None),
            }
        }
        if !self.outer.iter().any(|piece| piece.text.starts_with("\"format\"")) {
            self.outer.push(Piece { line: 1, text: "\"format\": \"threestrand\"".to_owned() });
            self.about("the line that says what kind of file this is was damaged; it was written anew");
        }
        if !ended {
            self.about("it ends too early: what came after its last line is missing");
        }
    }

    /// A field of the map itself.
    fn outer_field(&mut self) {
        let from = self.at;
        let Some((name, value)) = self.name_at(from) else {
            return self.lose(from, self.next_field(from + 1), "map", None);
        };
        let bracket = usize::from(self.byte(value) == Some(b'['));
        if noun(name).is_some() && (bracket == 1 || self.begins_item(value)) {
            self.at = value + bracket;
            return self.list(name);
        }
        // One bad byte in that name must not cost the whole map: its lists tell what it is.
        let is_foreign = name == "format" && !self.text[value..].starts_with("\"threestrand\"");
        match self.believed(value) {
            Ok(end) if !is_foreign => {
                self.outer.push(self.piece(from..end));
                self.at = end;
            }
            Ok(end) => self.lose(from, end, "map", None),
            Err((_, why)) => self.lose(from, self.next_field(from + 1), "map", Some(why)),
        }
    }

    /// The elements of a list from here on.
    fn list(&mut self, name: &'t str) {
        let list = self.list_named(name);
        let noun = noun(name).unwrap_or_default();
        while let Some(byte) = self.next() {
            match byte {
                b']' if self.ends_list(self.at) => {
                    self.at += 1;
                    break;
                }
                b'"' if self.is_outer(self.at) => break,
                b'{' => self.item(list),
                b'"' if self.begins_bare_item(self.at) => self.item(list),
                _ => self.lose(self.at, self.next_item(self.at + 1), noun, None),
            }
        }
    }

    fn list_named(&mut self, name: &'t str) -> usize {
        self.lists.iter().position(|items| items.name == name).unwrap_or_else(|| {
            self.lists.push(Items { name, pieces: Vec::new(), ids: BTreeSet::new() });
            self.lists.len() - 1
        })
    }

    /// One element; what stands before the damage in it stays if it has an id.
    fn item(&mut self, list: usize) {
        let from = self.at;
        let has_brace = self.byte(from) == Some(b'{');
        let part = self.fields(from + usize::from(has_brace));
        // Where the beginning of its list was lost it seems to be in the one before.
        let is_long = LISTS.iter().any(|(name, _)| *name == self.lists[list].name);
        let list = part.list().filter(|_| is_long).map_or(list, |name| self.list_named(name));
        let noun = noun(self.lists[list].name).unwrap_or_default();
        let id = part.id(self.text);
        let is_kept = part.hurt.is_none() || id.is_some();
        if id.is_some_and(|id| !self.lists[list].ids.insert(id)) {
            self.tell(from, &label(noun, id), "it is there a second time; the first one stays");
        } else if is_kept {
            // The fields lie one after the other, with commas in between.
            let last = part.fields.last().map_or(from + usize::from(has_brace), |(_, place)| place.end);
            let Piece { line, text } = self.piece(from..last);
            let brace = if has_brace { "" } else { "{" };
            self.lists[list].pieces.push(Piece { line, text: format!("{brace}{text}}}") });
            if !has_brace {
                self.tell(from, &label(noun, id), "its opening brace was lost");
            }
        }
        self.at = part.end;
        if let Some((at, why)) = part.hurt {
            let next = self.next_item(part.end.max(from + 1));
            if is_kept {
                let last = part.fields.last().map_or("id", |(name, _)| name);
                let message = format!("it is damaged: {why}. What came after \"{}\" in it was left out", cut(last, 60));
                self.tell(at.min(next), &label(noun, id), &message);
                // Between this item and the next nothing else was found: it was told already.
                self.at = next;
            } else {
                self.lose(from, next, noun, Some(why));
            }
        }
    }

    /// The fields of an object, one after the other, as far as they can be believed.
    fn fields(&self, mut at: usize) -> Part<'t> {
        let mut part = Part { end: at, ..Part::default() };
        let begun = at;
        part.hurt = loop {
            at = self.skip(at);
            if self.byte(at) == Some(b'}') {
                part.end = at + 1;
                break None;
            }
            if self.is_outer(at) {
                break Some((at, "its closing brace is missing"));
            }
            let Some((name, value)) = self.name_at(at) else {
                let why = value_end(self.text, at).err().map_or("the name of a field is damaged", |hurt| hurt.why);
                break Some((at, why));
            };
            match self.believed(value) {
                Err(hurt) => break Some(hurt),
                Ok(end) => {
                    part.fields.push((name, at..end));
                    part.end = end;
                    at = self.skip(end);
                    match self.byte(at) {
                        Some(b',') => at += 1,
                        Some(b'}') => {}
                        None => break Some((end, "the file ends here")),
                        Some(_) => break Some((end, "a comma or a closing brace is missing")),
                    }
                }
            }
        };
        self.work.set(self.work.get() + at - begun);
        part
    }

    /// Where a value ends, if what follows says that it is whole: a number may have lost digits, a text its
    /// closing quote.
    fn believed(&self, value: usize) -> Result<usize, (usize, &'static str)> {
        let end = value_end(self.text, value).map_err(|Hurt { at, why }| (at, why))?;
        let after = self.skip(end);
        let closes_itself = || matches!(self.text.as_bytes()[end - 1], b'"' | b'}' | b']');
        match self.byte(after) {
            Some(b',' | b'}') => Ok(end),
            None if closes_itself() => Ok(end),
            None => Err((end, "the file ends here")),
            Some(_) if self.text[end..after].contains('\n') => Ok(end),
            Some(_) => Err((after, "a comma or a closing brace is missing")),
        }
    }

    /// What is left out between two places is told, if there is anything.
    fn lose(&mut self, from: usize, to: usize, noun: &str, why: Option<&str>) {
        let lost = &self.text[from..to];
        self.at = to;
        if lost.bytes().all(|byte| b" \t\r\n,[]{}:".contains(&byte)) {
            return;
        }
        let id = lost.find("\"id\"").and_then(|at| self.name_at(from + at)).and_then(|(_, value)| {
            let end = value_end(self.text, value).ok()?;
            Some(&self.text[value..end.min(to)])
        });
        let (first, last) = (self.lines.at(from), self.lines.at(from + lost.trim_end().len()));
        let until = if last > first { format!(" with all up to line {last}") } else { String::new() };
        let why = why.map(|why| format!(" ({why})")).unwrap_or_default();
        self.tell(from, &label(noun, id), &format!("it is damaged{why} and was left out{until}"));
    }

    fn tell(&mut self, at: usize, item: &str, message: &str) {
        self.issues.push(Issue { line: Some(self.lines.at(at)), item: item.to_owned(), message: message.to_owned() });
    }

    fn about(&mut self, message: &str) {
        self.issues.push(Issue { line: None, item: "file".to_owned(), message: message.to_owned() });
    }

    fn piece(&self, place: Range<usize>) -> Piece {
        Piece { line: self.lines.at(place.start), text: self.text[place].to_owned() }
    }

    /// All that stays, as one text.
    fn together(self) -> Mended {
        let (mut text, mut lines) = ("{".to_owned(), vec![1]);
        let mut add = |piece: &Piece, before: &str| {
            text.push_str(before);
            text.push_str(&piece.text);
            lines.extend((0..piece.text.matches('\n').count() + 1).map(|k| piece.line + k));
        };
        for (i, piece) in self.outer.iter().enumerate() {
            add(piece, if i == 0 { "\n" } else { ",\n" });
        }
        let mut items = 0;
        for list in &self.lists {
            items += list.pieces.len();
            let line = list.pieces.first().map_or(1, |piece| piece.line);
            add(&Piece { line, text: format!("\"{}\": [", list.name) }, ",\n");
            for (i, piece) in list.pieces.iter().enumerate() {
                add(piece, if i == 0 { "\n" } else { ",\n" });
            }
            add(&Piece { line, text: "]".to_owned() }, "\n");
        }
        text.push('}');
        Mended { text, lines, issues: self.issues, items }
    }
}

/// Where things begin.
impl<'t> Mender<'t> {
    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    /// The next place that is not blank.
    fn skip(&self, at: usize) -> usize {
        let blanks = self.text.as_bytes()[at.min(self.text.len())..].iter();
        at + blanks.take_while(|byte| b" \t\r\n".contains(byte)).count()
    }

    /// Passes by blanks and commas.
    fn next(&mut self) -> Option<u8> {
        loop {
            self.at = self.skip(self.at);
            match self.byte(self.at) {
                Some(b',') => self.at += 1,
                byte => return byte,
            }
        }
    }

    /// The name of a field that begins here, and where its value begins.
    fn name_at(&self, at: usize) -> Option<(&'t str, usize)> {
        if self.byte(at) != Some(b'"') {
            return None;
        }
        let end = value_end(self.text, at).ok()?;
        let colon = self.skip(end);
        let value = self.skip(colon + 1);
        (self.byte(colon) == Some(b':')).then_some((&self.text[at + 1..end - 1], value))
    }

    /// A field of the map itself: one that no item has, or a list of items.
    fn is_outer(&self, at: usize) -> bool {
        let Some((name, value)) = self.name_at(at) else { return false };
        let first = || self.skip(value + 1);
        let holds_items = || self.byte(value) == Some(b'[') && matches!(self.byte(first()), Some(b'{'));
        OUTER.contains(&name) || noun(name).is_some() && holds_items() || self.stands_outside(at)
    }

    /// Our own files have the fields of the map on lines of their own, two blanks in, and nothing else there.
    fn stands_outside(&self, at: usize) -> bool {
        self.is_ours && self.text[..at].ends_with("\n  ") && self.name_at(at).is_some()
    }

    /// After this bracket comes no further item.
    fn ends_list(&self, at: usize) -> bool {
        let mut after = self.skip(at + 1);
        if self.byte(after) == Some(b',') {
            after = self.skip(after + 1);
        }
        matches!(self.byte(after), None | Some(b'}')) || self.is_outer(after) || self.name_at(after).is_some()
    }

    /// `{"id":`, which no text of a sound file holds: there the quotes are escaped.
    fn begins_item(&self, at: usize) -> bool {
        self.byte(at) == Some(b'{') && self.name_at(self.skip(at + 1)).is_some_and(|(name, _)| name == "id")
    }

    /// An item that lost its opening brace.
    fn begins_bare_item(&self, at: usize) -> bool {
        let before = self.text[..at].trim_end().strip_suffix(',').map(str::trim_end);
        before.is_some_and(|before| before.ends_with('}')) && self.name_at(at).is_some_and(|(name, _)| name == "id")
    }

    /// The list of an item that stands alone.
    fn list_of(&self, at: usize) -> Option<&'static str> {
        self.begins_item(at).then(|| self.fields(at + 1).list()).flatten()
    }

    /// Where the next field of the map begins, or an item that has lost its list.
    fn next_field(&self, from: usize) -> usize {
        self.find(from, |mender, byte, at| match byte {
            b'"' => mender.is_outer(at),
            b'{' => mender.list_of(at).is_some(),
            _ => false,
        })
    }

    /// Where the next item of this list begins, or the list ends.
    fn next_item(&self, from: usize) -> usize {
        self.find(from, |mender, byte, at| match byte {
            b']' => mender.ends_list(at),
            b'"' => mender.is_outer(at) || mender.begins_bare_item(at),
            b'{' if mender.begins_item(at) => true,
            b'{' => {
                let before = mender.text[..at].trim_end_matches([' ', '\t', '\r']);
                before.ends_with([',', '[', '}', '\n']) && mender.fields(at + 1).has("id")
            }
            _ => false,
        })
    }

    fn find(&self, from: usize, is_it: impl Fn(&Self, u8, usize) -> bool) -> usize {
        let text = self.text;
        let places = text.bytes().enumerate().skip(from).filter(|(_, byte)| b"\"{]".contains(byte));
        for (at, byte) in places {
            if self.work.get() > PASSES * text.len() {
                break;
            }
            if is_it(self, byte, at) {
                return at;
            }
        }
        text.len()
    }
}

/// What a list of this name holds.
fn noun(list: &str) -> Option<&'static str> {
    let short = LISTS.iter().find(|(name, _)| *name == list).map(|(_, noun)| *noun);
    short.or_else(|| List::ALL.into_iter().find(|known| known.key() == list).map(List::noun))
}

fn label(noun: &str, id: Option<&str>) -> String {
    id.map_or_else(|| noun.to_owned(), |id| format!("{noun} {}", cut(id, 80)))
}
