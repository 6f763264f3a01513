//! Version 1 on the wire: what a file says, item by item, with references still as text.
//! Frozen once released; a later version gets a file of its own and a step from this one.

use std::collections::BTreeMap;

use super::attachments::{self, AttachmentWire};
use super::json::{Item, Source};
use crate::formats::FormatError;
use crate::formats::scan::{Fields, Raw};
use crate::geom::{self, Point};
use crate::model::{
    Actor, ActorId, Answer, Arrangement, Authority, Confidence, Connection, Extra, Flow, Gives, Kind, Kpi, Level, List,
    Meta, Perspective, PerspectiveRating, Placement, Quote, Sketch, Source as Origin, Stance, Strand, Strands, Tally,
    Trend, Value,
};

pub(super) const STANCES: [(&str, Stance); 3] =
    [("for", Stance::For), ("strained", Stance::Strained), ("against", Stance::Against)];
pub(super) const AUTHORITIES: [(&str, Authority); 3] =
    [("yes", Authority::Yes), ("partly", Authority::Partly), ("no", Authority::No)];
pub(super) const KPIS: [(&str, Kpi); 2] = [("customer", Kpi::Customer), ("internal", Kpi::Internal)];
pub(super) const TRENDS: [(&str, Trend); 3] =
    [("fading", Trend::Fading), ("steady", Trend::Steady), ("growing", Trend::Growing)];
pub(super) const CONFIDENCES: [(&str, Confidence); 3] =
    [("low", Confidence::Low), ("medium", Confidence::Medium), ("high", Confidence::High)];
pub(super) const ORIGINS: [(&str, Origin); 3] =
    [("guess", Origin::Guess), ("told", Origin::Told), ("survey", Origin::Survey)];
pub(super) const ARRANGEMENTS: [(&str, Arrangement); 2] = [("free", Arrangement::Free), ("rings", Arrangement::Rings)];

/// The whole file. `meta.core` is not yet known: `core` names it.
#[derive(Debug, Default)]
pub(super) struct FileWire<'a> {
    pub(super) meta: Meta,
    pub(super) core: String,
    pub(super) values: Vec<ValueWire<'a>>,
    pub(super) actors: Vec<ActorWire<'a>>,
    pub(super) connections: Vec<ConnectionWire<'a>>,
    /// `None` where the file has no such part.
    pub(super) perspectives: Option<Vec<(Perspective, Raw<'a>)>>,
    pub(super) attachments: Vec<AttachmentWire<'a>>,
}

/// A shared value and where it stands.
#[derive(Debug)]
pub(super) struct ValueWire<'a> {
    pub(super) raw: Raw<'a>,
    pub(super) value: Value,
    pub(super) at: Option<Placement>,
}

/// An actor, the shared values it holds by id, and where it stands.
#[derive(Debug)]
pub(super) struct ActorWire<'a> {
    pub(super) raw: Raw<'a>,
    pub(super) actor: Actor,
    pub(super) values: Vec<String>,
    pub(super) at: Option<Placement>,
}

/// A connection; ends, owner and channels by id or name.
#[derive(Debug)]
pub(super) struct ConnectionWire<'a> {
    pub(super) raw: Raw<'a>,
    pub(super) connection: Connection,
    pub(super) a: String,
    pub(super) b: String,
    pub(super) owner: String,
    pub(super) via: Vec<String>,
}

/// Reads the fields of a file, header included.
pub(super) fn read<'a>(source: &mut Source<'a>, fields: Fields<'a>) -> Result<FileWire<'a>, FormatError> {
    let mut file = FileWire::default();
    let Some(start) = fields.first().map(|(_, raw)| *raw) else { return Ok(file) };
    let mut item = Item::of_file(source, start, fields);
    for (key, raw) in item.fields() {
        match &*key {
            "format" | "version" | "min_reader" => {}
            "id" => file.meta.key = item.key(&key, raw).unwrap_or_default(),
            "title" => file.meta.title = item.text(&key, raw).unwrap_or_default(),
            "about" => file.meta.about = item.text(&key, raw).unwrap_or_default(),
            "mission" => file.meta.mission = item.text(&key, raw).unwrap_or_default(),
            "promise" => file.meta.promise = item.text(&key, raw).unwrap_or_default(),
            "core" => file.core = item.key(&key, raw).unwrap_or_default(),
            "arrangement" => {
                file.meta.arrangement = item.word(&key, raw, &ARRANGEMENTS).unwrap_or_default();
            }
            "values" => {
                let list = item.source.list("values", raw)?;
                file.values = list.into_iter().filter_map(|raw| value(item.source, raw)).collect();
            }
            "actors" => {
                let list = item.source.list("actors", raw)?;
                file.actors = list.into_iter().filter_map(|raw| actor(item.source, raw)).collect();
            }
            "connections" => {
                let list = item.source.list("connections", raw)?;
                file.connections = list.into_iter().filter_map(|raw| connection(item.source, raw)).collect();
            }
            "perspectives" => {
                let list = item.source.list("perspectives", raw)?;
                file.perspectives = (!raw.is_null() && raw.first() == b'[')
                    .then(|| list.into_iter().filter_map(|raw| perspective(item.source, raw)).collect());
            }
            "signs" => file.meta.signs = signs(&mut item, &key, raw),
            _ => match List::ALL.into_iter().find(|list| list.key() == key) {
                Some(list) => {
                    let items = item.source.list(list.key(), raw)?;
                    let read = items.into_iter().filter_map(|raw| attachments::read(item.source, list, raw));
                    file.attachments.extend(read);
                }
                None => keep(&mut file.meta.extra, &key, raw),
            },
        }
    }
    Ok(file)
}

/// The room's answers to the seven signs.
fn signs<'a>(item: &mut Item<'a, '_>, field: &str, raw: Raw<'a>) -> BTreeMap<u8, Answer> {
    let words = Answer::ALL.map(|answer| (answer.key(), answer));
    let mut signs = BTreeMap::new();
    for (key, raw) in item.object(field, raw).unwrap_or_default() {
        match key.parse() {
            Ok(number @ 1..=7) if key.len() == 1 => {
                signs.extend(item.word(&format!("{field}.{key}"), raw, &words).map(|answer| (number, answer)));
            }
            _ => unknown(item, field, &key),
        }
    }
    signs
}

pub(super) fn keep(extra: &mut Extra, key: &str, raw: Raw<'_>) {
    extra.push((key.to_owned(), raw.get().to_owned()));
}

/// A name may be empty, but it must be there.
pub(super) fn named(item: &mut Item<'_, '_>, name: Option<String>, key: &str) -> String {
    name.unwrap_or_else(|| {
        item.whole("it had no name; its id is shown instead");
        key.to_owned()
    })
}

pub(super) fn value<'a>(source: &mut Source<'a>, raw: Raw<'a>) -> Option<ValueWire<'a>> {
    let mut item = Item::open(source, "value", raw)?;
    let mut value = Value::default();
    let mut name = None;
    let mut place = Place::default();
    for (key, raw) in item.fields() {
        match &*key {
            "id" => value.key = item.key(&key, raw).unwrap_or_default(),
            "name" => name = item.text(&key, raw),
            "note" => value.note = item.text(&key, raw).unwrap_or_default(),
            "x" | "y" | "pinned" => place.read(&mut item, &key, raw),
            _ => keep(&mut value.extra, &key, raw),
        }
    }
    value.name = named(&mut item, name, &value.key);
    let at = place.finish(&mut item);
    Some(ValueWire { raw, value, at })
}

pub(super) fn actor<'a>(source: &mut Source<'a>, raw: Raw<'a>) -> Option<ActorWire<'a>> {
    let mut item = Item::open(source, "actor", raw)?;
    let mut actor = Actor::default();
    let mut name = None;
    let mut values = Vec::new();
    let mut place = Place::default();
    for (key, raw) in item.fields() {
        match &*key {
            "id" => actor.key = item.key(&key, raw).unwrap_or_default(),
            "name" => name = item.text(&key, raw),
            "kind" => actor.kind = item.text(&key, raw).map(|word| Kind::from_key(&word)).unwrap_or_default(),
            "group" => actor.group = item.text(&key, raw).unwrap_or_default(),
            "inside" => actor.inside = item.flag(&key, raw),
            "counts" => actor.counts = item.flag(&key, raw),
            "values" => values = item.texts(&key, raw),
            "goal" => actor.goal = item.text(&key, raw).unwrap_or_default(),
            "tags" => actor.tags = item.texts(&key, raw),
            "note" => actor.note = item.text(&key, raw).unwrap_or_default(),
            "x" | "y" | "pinned" => place.read(&mut item, &key, raw),
            _ => keep(&mut actor.extra, &key, raw),
        }
    }
    actor.name = named(&mut item, name, &actor.key);
    let at = place.finish(&mut item);
    Some(ActorWire { raw, actor, values, at })
}

pub(super) fn connection<'a>(source: &mut Source<'a>, raw: Raw<'a>) -> Option<ConnectionWire<'a>> {
    let mut item = Item::open(source, "connection", raw)?;
    let mut connection = Connection::new(String::new(), ActorId(0), ActorId(0));
    let (mut a, mut b, mut owner, mut via) = (String::new(), String::new(), String::new(), Vec::new());
    for (key, raw) in item.fields() {
        let c = &mut connection;
        match &*key {
            "id" => c.key = item.key(&key, raw).unwrap_or_default(),
            "a" => a = item.key(&key, raw).unwrap_or_default(),
            "b" => b = item.key(&key, raw).unwrap_or_default(),
            "strands" => c.strands = strands(&mut item, &key, raw),
            "need" => c.need = item.level(&key, raw),
            "stance" => c.stance = item.word(&key, raw, &STANCES).unwrap_or_default(),
            "sketch" => c.sketch = sketch(&mut item, &key, raw),
            "flow" => c.flow = flow(&mut item, &key, raw),
            "gives" => c.gives = gives(&mut item, &key, raw),
            "via" => via = item.texts(&key, raw),
            "owner" => owner = item.text(&key, raw).unwrap_or_default(),
            "authority" => c.authority = item.word(&key, raw, &AUTHORITIES),
            "evidence" => c.evidence = item.text(&key, raw).unwrap_or_default(),
            "kpi" => c.kpi = item.word(&key, raw, &KPIS),
            "ratings" => {
                for (who, raw) in item.object(&key, raw).unwrap_or_default() {
                    let Some(who) = item.key_of(&key, &who, raw) else { continue };
                    let rating = rating(&mut item, &who, raw);
                    c.ratings.insert(who, rating);
                }
            }
            "trend" => c.trend = item.word(&key, raw, &TRENDS),
            "confidence" => c.confidence = item.word(&key, raw, &CONFIDENCES),
            "reviewed" => c.reviewed = item.date(&key, raw),
            "quotes" => c.quotes = quotes(&mut item, &key, raw),
            "tally" => c.tally = tally(&mut item, &key, raw),
            "later" => c.later = item.flag(&key, raw).unwrap_or_default(),
            "note" => c.note = item.text(&key, raw).unwrap_or_default(),
            _ => keep(&mut c.extra, &key, raw),
        }
    }
    Some(ConnectionWire { raw, connection, a, b, owner, via })
}

fn perspective<'a>(source: &mut Source<'a>, raw: Raw<'a>) -> Option<(Perspective, Raw<'a>)> {
    let mut item = Item::open(source, "perspective", raw)?;
    let mut perspective = Perspective::default();
    let mut name = None;
    for (key, raw) in item.fields() {
        match &*key {
            "id" => perspective.key = item.key(&key, raw).unwrap_or_default(),
            "name" => name = item.text(&key, raw),
            _ => keep(&mut perspective.extra, &key, raw),
        }
    }
    perspective.name = named(&mut item, name, &perspective.key);
    Some((perspective, raw))
}

/// Three levels; what else is there is reported, as nothing here can hold it.
pub(super) fn strands<'a>(item: &mut Item<'a, '_>, field: &str, raw: Raw<'a>) -> Strands {
    let mut strands = Strands::UNRATED;
    for (key, raw) in item.object(field, raw).unwrap_or_default() {
        match strand_of(&key) {
            Some(strand) => strands = strands.with(strand, item.level(format_args!("{field}.{key}"), raw)),
            None => unknown(item, field, &key),
        }
    }
    strands
}

fn strand_of(key: &str) -> Option<Strand> {
    Strand::ALL.into_iter().find(|strand| strand.key() == key)
}

/// A part within a part that this version knows nothing of and has no place for.
fn unknown(item: &mut Item<'_, '_>, field: &str, key: &str) {
    item.issue(format_args!("{field}.{key}"), "is not known to this version; it was left out");
}

fn rating<'a>(item: &mut Item<'a, '_>, who: &str, raw: Raw<'a>) -> PerspectiveRating {
    let mut rating = PerspectiveRating::default();
    for (key, raw) in item.object(&format!("ratings.{who}"), raw).unwrap_or_default() {
        let name = format!("ratings.{who}.{key}");
        match (&*key, strand_of(&key)) {
            (_, Some(strand)) => rating.strands = rating.strands.with(strand, item.level(&name, raw)),
            ("source", _) => rating.source = item.word(&name, raw, &ORIGINS),
            ("date", _) => rating.date = item.date(&name, raw),
            _ => keep(&mut rating.extra, &key, raw),
        }
    }
    rating
}

fn sketch<'a>(item: &mut Item<'a, '_>, field: &str, raw: Raw<'a>) -> Option<Sketch> {
    let level = item.level(field, raw)?;
    let sketch = [Sketch::Thin, Sketch::Medium, Sketch::Strong].get(usize::from(level.get()).wrapping_sub(1)).copied();
    if sketch.is_none() {
        item.issue(field, "is not 1, 2 or 3; it was left out");
    }
    sketch
}

fn flow<'a>(item: &mut Item<'a, '_>, field: &str, raw: Raw<'a>) -> Flow {
    let mut flow = Flow::default();
    for (key, raw) in item.object(field, raw).unwrap_or_default() {
        match &*key {
            "ab" => flow.ab = item.level("flow.ab", raw),
            "ba" => flow.ba = item.level("flow.ba", raw),
            _ => unknown(item, field, &key),
        }
    }
    flow
}

fn gives<'a>(item: &mut Item<'a, '_>, field: &str, raw: Raw<'a>) -> Gives {
    let mut gives = Gives::default();
    for (key, raw) in item.object(field, raw).unwrap_or_default() {
        match &*key {
            "ab" => gives.ab = item.texts("gives.ab", raw),
            "ba" => gives.ba = item.texts("gives.ba", raw),
            _ => unknown(item, field, &key),
        }
    }
    gives
}

fn quotes<'a>(item: &mut Item<'a, '_>, field: &str, raw: Raw<'a>) -> Vec<Quote> {
    let mut quotes = Vec::new();
    for raw in item.list(field, raw) {
        let Some(fields) = item.object(field, raw) else { continue };
        let mut quote = Quote::default();
        for (key, raw) in fields {
            match &*key {
                "text" => quote.text = item.text("quotes.text", raw).unwrap_or_default(),
                "who" => quote.who = item.text("quotes.who", raw).unwrap_or_default(),
                "date" => quote.date = item.text("quotes.date", raw).unwrap_or_default(),
                _ => keep(&mut quote.extra, &key, raw),
            }
        }
        quotes.push(quote);
    }
    quotes
}

fn tally<'a>(item: &mut Item<'a, '_>, field: &str, raw: Raw<'a>) -> Option<Tally> {
    let fields = item.object(field, raw)?;
    let mut tally = Tally::default();
    for (key, raw) in fields {
        let name = format!("tally.{key}");
        match strand_of(&key) {
            Some(strand) => tally.strands[strand.index()] = item.hands(&name, raw),
            None if key == "need" => tally.need = item.hands(&name, raw),
            None => unknown(item, field, &key),
        }
    }
    Some(tally)
}

/// The three fields of a place, while they are read.
#[derive(Debug, Default)]
pub(super) struct Place {
    x: Option<f64>,
    y: Option<f64>,
    pinned: bool,
    /// Something about it was reported already.
    reported: bool,
}

impl Place {
    pub(super) fn read<'a>(&mut self, item: &mut Item<'a, '_>, key: &str, raw: Raw<'a>) {
        if key == "pinned" {
            self.pinned = item.flag(key, raw).unwrap_or_default();
            return;
        }
        if raw.is_null() {
            return;
        }
        let number = item.number(key, raw);
        let coordinate = number.and_then(geom::coordinate);
        self.reported |= coordinate.is_none();
        if number.is_some() && coordinate.is_none() {
            item.issue(key, "is too far away; this place was left out");
        }
        *(if key == "x" { &mut self.x } else { &mut self.y }) = coordinate;
    }

    pub(super) fn finish(self, item: &mut Item<'_, '_>) -> Option<Placement> {
        match (self.x, self.y) {
            (Some(x), Some(y)) => Some(Placement { at: Point::new(x, y), pinned: self.pinned }),
            (None, None) if !self.pinned => None,
            _ => {
                if !self.reported {
                    item.whole("a place needs both \"x\" and \"y\"; this one was left out");
                }
                None
            }
        }
    }
}

/// The level of a field as it is written; for the writer.
pub(super) fn word_of<T: Copy + PartialEq>(words: &[(&'static str, T)], value: T) -> &'static str {
    words.iter().find(|(_, known)| *known == value).map_or("", |(word, _)| word)
}

/// 1, 2 or 3.
pub(super) const fn sketch_level(sketch: Sketch) -> Level {
    Level::clamped(match sketch {
        Sketch::Thin => 1,
        Sketch::Medium => 2,
        Sketch::Strong => 3,
    })
}
