//! The canonical file: one actor, value or connection a line, fields in one order, numbers shortest.
//! Reading such a file and writing it again changes no byte.

use std::borrow::Cow;
use std::io::Write as _;

use super::attachments;
use super::v1::{ARRANGEMENTS, AUTHORITIES, CONFIDENCES, KPIS, ORIGINS, STANCES, TRENDS, sketch_level, word_of};
use crate::formats::text::clean;
use crate::model::{
    Actor, Arrangement, Connection, Document, Extra, Flow, Gives, Level, Meta, NodeId, Party, Perspective,
    PerspectiveRating, Quote, Stance, Strand, Strands, Tally, Value,
};

/// Writes the whole map.
pub(super) fn write(document: &Document) -> Vec<u8> {
    let Meta { key, title, about, mission, promise, core, arrangement, signs, extra } = document.meta();
    let mut out = Vec::with_capacity(256 * (1 + document.actors().len() + document.connections().len()));
    let mut file = Object::top(&mut out);
    file.text("format", "threestrand");
    // A newer version that this one may read and write keeps its number.
    let version = extra.iter().find(|(key, _)| key == "version").map_or("1", |(_, raw)| raw.as_str());
    file.raw("version", version);
    file.raw("min_reader", "1");
    file.text("id", key);
    file.text("title", title);
    file.text("about", about);
    file.text("mission", mission);
    file.optional("promise", promise);
    match core.and_then(|core| document.actor(core)) {
        Some(actor) => file.text("core", &actor.key),
        None => file.raw("core", "null"),
    }
    file.lines("values", document.values(), |line, (id, record)| value(line, document, id.into(), record));
    file.lines("actors", document.actors(), |line, (id, record)| actor(line, document, id.into(), record));
    file.lines("connections", document.connections(), |line, (_, record)| connection(line, document, record));
    file.lines("perspectives", document.perspectives(), |line, record| {
        let Perspective { key, name, extra } = record;
        line.text("id", key);
        line.text("name", name);
        line.extra(extra);
    });
    if *arrangement != Arrangement::default() {
        file.text("arrangement", word_of(&ARRANGEMENTS, *arrangement));
    }
    attachments::write(&mut file, document);
    if !signs.is_empty() {
        file.object("signs", |part| {
            for (number, answer) in signs {
                part.text(&number.to_string(), answer.key());
            }
        });
    }
    for (key, raw) in extra.iter().filter(|(key, _)| key != "version") {
        file.raw(key, raw);
    }
    file.close();
    out.push(b'\n');
    out
}

fn value(line: &mut Object<'_>, document: &Document, id: NodeId, value: &Value) {
    let Value { key, name, note, extra } = value;
    line.text("id", key);
    line.text("name", name);
    line.optional("note", note);
    line.place(document, id);
    line.extra(extra);
}

fn actor(line: &mut Object<'_>, document: &Document, id: NodeId, actor: &Actor) {
    let Actor { key, name, kind, group, inside, counts, values, goal, tags, note, extra } = actor;
    line.text("id", key);
    line.text("name", name);
    line.text("kind", kind.key());
    line.optional("group", group);
    line.flag("inside", *inside);
    line.flag("counts", *counts);
    line.texts("values", values.iter().filter_map(|id| document.value(*id)).map(|value| value.key.as_str()));
    line.optional("goal", goal);
    line.texts("tags", tags.iter().map(String::as_str));
    line.optional("note", note);
    line.place(document, id);
    line.extra(extra);
}

fn connection(line: &mut Object<'_>, document: &Document, connection: &Connection) {
    let Connection { key, a, b, strands, need, stance, sketch, flow, gives, via, owner, authority, .. } = connection;
    let Connection { evidence, kpi, ratings, trend, confidence, reviewed, quotes, tally, later, note, extra, .. } =
        connection;
    let actor_key = |id| document.actor(id).map_or("", |actor: &Actor| &actor.key);
    line.text("id", key);
    line.text("a", actor_key(*a));
    line.text("b", actor_key(*b));
    if !strands.is_unrated() {
        line.object("strands", |part| levels(part, *strands));
    }
    line.level("need", *need);
    if *stance != Stance::default() {
        line.text("stance", word_of(&STANCES, *stance));
    }
    line.level("sketch", sketch.map(sketch_level));
    let Flow { ab, ba } = *flow;
    if ab.is_some() || ba.is_some() {
        line.object("flow", |part| {
            part.level("ab", ab);
            part.level("ba", ba);
        });
    }
    let Gives { ab, ba } = gives;
    if ab.iter().chain(ba).any(|text| !text.is_empty()) {
        line.object("gives", |part| {
            part.texts("ab", ab.iter().map(String::as_str));
            part.texts("ba", ba.iter().map(String::as_str));
        });
    }
    line.texts("via", via.iter().map(|party| party_key(document, party)));
    line.optional("owner", owner.as_ref().map_or("", |owner| party_key(document, owner)));
    line.word("authority", authority.map(|authority| word_of(&AUTHORITIES, authority)));
    line.optional("evidence", evidence);
    line.word("kpi", kpi.map(|kpi| word_of(&KPIS, kpi)));
    if !ratings.is_empty() {
        line.object("ratings", |part| {
            for (who, rating) in ratings {
                part.object(who, |part| perspective_rating(part, rating));
            }
        });
    }
    line.word("trend", trend.map(|trend| word_of(&TRENDS, trend)));
    line.word("confidence", confidence.map(|confidence| word_of(&CONFIDENCES, confidence)));
    line.optional("reviewed", &reviewed.map(|date| date.to_string()).unwrap_or_default());
    if !quotes.is_empty() {
        line.list("quotes", quotes, quote);
    }
    if let Some(Tally { need, strands }) = tally {
        line.object("tally", |part| {
            part.hands("need", need.as_ref());
            for strand in Strand::ALL {
                part.hands(strand.key(), strands[strand.index()].as_ref());
            }
        });
    }
    line.flag("later", later.then_some(true));
    line.optional("note", note);
    line.extra(extra);
}

/// What a file says for somebody: an actor's id, or the name.
pub(super) fn party_key<'d>(document: &'d Document, party: &'d Party) -> &'d str {
    match party {
        Party::Actor(id) => document.actor(*id).map_or("", |actor| &actor.key),
        Party::Name(name) => name,
    }
}

pub(super) fn levels(part: &mut Object<'_>, strands: Strands) {
    for strand in Strand::ALL {
        part.level(strand.key(), strands.get(strand));
    }
}

fn perspective_rating(part: &mut Object<'_>, rating: &PerspectiveRating) {
    let PerspectiveRating { strands, source, date, extra } = rating;
    levels(part, *strands);
    part.word("source", source.map(|source| word_of(&ORIGINS, source)));
    part.optional("date", &date.map(|date| date.to_string()).unwrap_or_default());
    part.extra(extra);
}

fn quote(part: &mut Object<'_>, quote: &Quote) {
    let Quote { text, who, date, extra } = quote;
    part.text("text", text);
    part.optional("who", who);
    part.optional("date", date);
    part.extra(extra);
}

/// An object under way: on one line, or (the file itself) a field a line.
pub(super) struct Object<'o> {
    out: &'o mut Vec<u8>,
    empty: bool,
    top: bool,
}

impl<'o> Object<'o> {
    fn top(out: &'o mut Vec<u8>) -> Self {
        out.push(b'{');
        Self { out, empty: true, top: true }
    }

    fn line(out: &'o mut Vec<u8>) -> Self {
        out.push(b'{');
        Self { out, empty: true, top: false }
    }

    fn close(self) {
        self.out.extend_from_slice(if self.top { b"\n}" } else { b"}" });
    }

    fn key(&mut self, key: &str) {
        let separator: &[u8] = match (self.top, self.empty) {
            (true, true) => b"\n  ",
            (true, false) => b",\n  ",
            (false, true) => b"",
            (false, false) => b", ",
        };
        self.out.extend_from_slice(separator);
        self.empty = false;
        quoted(self.out, key);
        self.out.extend_from_slice(b": ");
    }

    fn raw(&mut self, key: &str, raw: &str) {
        self.key(key);
        self.out.extend_from_slice(raw.as_bytes());
    }

    pub(super) fn text(&mut self, key: &str, text: &str) {
        self.key(key);
        string(self.out, text);
    }

    /// A text that is not written when it is empty.
    pub(super) fn optional(&mut self, key: &str, text: &str) {
        if !text.is_empty() {
            self.text(key, text);
        }
    }

    pub(super) fn word(&mut self, key: &str, word: Option<&str>) {
        if let Some(word) = word {
            self.text(key, word);
        }
    }

    pub(super) fn flag(&mut self, key: &str, flag: Option<bool>) {
        if let Some(flag) = flag {
            self.raw(key, if flag { "true" } else { "false" });
        }
    }

    fn level(&mut self, key: &str, level: Option<Level>) {
        if let Some(level) = level {
            self.raw(key, ["0", "1", "2", "3", "4", "5"][usize::from(level.get())]);
        }
    }

    pub(super) fn number(&mut self, key: &str, number: f64) {
        self.key(key);
        // Writing into memory does not fail.
        let _ = write!(self.out, "{number}");
    }

    fn hands(&mut self, key: &str, hands: Option<&[u32; 6]>) {
        if let Some(hands) = hands {
            let [a, b, c, d, e, f] = hands;
            self.raw(key, &format!("[{a}, {b}, {c}, {d}, {e}, {f}]"));
        }
    }

    /// A list of texts on the same line; empty texts say nothing and are not written.
    pub(super) fn texts<'t>(&mut self, key: &str, texts: impl Iterator<Item = &'t str>) {
        let mut texts = texts.filter(|text| !text.is_empty()).peekable();
        if texts.peek().is_none() {
            return;
        }
        self.key(key);
        let mut separator = b"[".as_slice();
        for text in texts {
            self.out.extend_from_slice(separator);
            string(self.out, text);
            separator = b", ";
        }
        self.out.push(b']');
    }

    pub(super) fn object(&mut self, key: &str, fill: impl FnOnce(&mut Object<'_>)) {
        self.key(key);
        let mut part = Object::line(self.out);
        fill(&mut part);
        part.close();
    }

    /// A list of objects on the same line.
    fn list<T>(&mut self, key: &str, items: &[T], fill: impl Fn(&mut Object<'_>, &T)) {
        self.key(key);
        let mut separator = b"[".as_slice();
        for item in items {
            self.out.extend_from_slice(separator);
            let mut part = Object::line(self.out);
            fill(&mut part, item);
            part.close();
            separator = b", ";
        }
        self.out.push(b']');
    }

    /// A list of objects, one a line.
    pub(super) fn lines<T>(&mut self, key: &str, items: impl Iterator<Item = T>, fill: impl Fn(&mut Object<'_>, T)) {
        self.key(key);
        self.out.push(b'[');
        let mut any = false;
        for item in items {
            self.out.extend_from_slice(if any { b",\n    " } else { b"\n    " });
            let mut line = Object::line(self.out);
            fill(&mut line, item);
            line.close();
            any = true;
        }
        self.out.extend_from_slice(if any { b"\n  ]" } else { b"]" });
    }

    fn place(&mut self, document: &Document, id: NodeId) {
        if let Some(placement) = document.placement(id) {
            self.number("x", placement.at.x);
            self.number("y", placement.at.y);
            self.flag("pinned", placement.pinned.then_some(true));
        }
    }

    pub(super) fn extra(&mut self, extra: &Extra) {
        for (key, raw) in extra {
            self.raw(key, raw);
        }
    }
}

/// A text; what no text can hold is left out.
fn string(out: &mut Vec<u8>, text: &str) {
    if is_plain(text) { bare(out, text) } else { quoted(out, &clean(text)) }
}

/// Neither to be escaped nor cleaned; most texts are.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| byte >= 0x20 && !matches!(byte, b'"' | b'\\' | 0xEF))
}

fn bare(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    out.extend_from_slice(text.as_bytes());
    out.push(b'"');
}

/// A JSON string, exactly: the name of a field that we do not know must stay what it is. Letters beyond
/// ASCII are not escaped.
fn quoted(out: &mut Vec<u8>, text: &str) {
    if is_plain(text) {
        return bare(out, text);
    }
    out.push(b'"');
    let mut plain = 0;
    for (at, byte) in text.bytes().enumerate() {
        let escape = match byte {
            b'"' => Cow::Borrowed("\\\""),
            b'\\' => Cow::Borrowed("\\\\"),
            b'\n' => Cow::Borrowed("\\n"),
            b'\t' => Cow::Borrowed("\\t"),
            0..0x20 => Cow::Owned(format!("\\u{byte:04x}")),
            _ => continue,
        };
        out.extend_from_slice(&text.as_bytes()[plain..at]);
        out.extend_from_slice(escape.as_bytes());
        plain = at + 1;
    }
    out.extend_from_slice(&text.as_bytes()[plain..]);
    out.push(b'"');
}
