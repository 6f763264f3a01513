//! Kumu's JSON: a blueprint, or a whole project, of which the default map is read. Its elements and connections are
//! items as its own spreadsheets have them and follow the rules of `table`. Views, loops and presentations are not read.

use std::collections::{BTreeMap, BTreeSet};

use super::FormatError;
use super::draft::Draft;
use super::limits::MAX_ROWS;
use super::lines::Lines;
use super::scan::{Fields, Json, Raw, unquoted};
use super::table::{self, Item, name, number};
use super::text::cut;
use crate::geom::{self, Point};

/// Fields that say how Kumu keeps or draws something: nothing is lost without them.
const KEPT_BY_KUMU: [&str; 4] = ["_id", "delayed", "reversed", "attributes"];

/// Reads a graph; `None` where the text is no such file: a map of our own, or broken, which its reader tells.
pub(super) fn read(text: &str) -> Result<Option<Draft>, FormatError> {
    // A map of our own is not scanned twice.
    if !text.contains("\"elements\"") {
        return Ok(None);
    }
    let Ok(json) = Json::scan(text) else { return Ok(None) };
    let Some((top, _)) = json.top().fields() else { return Ok(None) };
    if field(&top, "format").is_some() || list(&top, "elements").is_empty() {
        return Ok(None);
    }
    let lines = Lines::new(text);
    let mut draft = Draft::default();
    let map = Map::of(&top, &mut draft);
    let mut people = Vec::new();
    // What connections may call somebody: the id or the label, in whatever letters.
    let mut known: BTreeMap<String, String> = BTreeMap::new();
    let mut places = Vec::new();
    for raw in list(&top, "elements") {
        let Some((own, _)) = raw.fields() else { continue };
        let id = id(&own);
        let place = match &map.elements {
            Some(on_map) => match on_map.get(&id) {
                Some(place) => *place,
                None => continue,
            },
            None => None,
        };
        let mut item = item(&own, &["description", "tags"], lines.at(raw.start()));
        let label = item.cells.iter().find(|(title, _)| title == "label" || title == "name");
        let label = label.map(|(_, label)| name(label)).unwrap_or_default();
        let id = if id.is_empty() { label.clone() } else { id };
        known.insert(id.clone(), id.clone());
        known.entry(label.to_lowercase()).or_insert_with(|| id.clone());
        places.extend(place.filter(|_| !label.is_empty()).map(|place| (id.clone(), place)));
        item.cells.retain(|(title, _)| title != "id");
        item.cells.push(("id".to_owned(), id));
        people.push(item);
    }
    if people.is_empty() {
        return Err(FormatError::new(
            "This Kumu map holds no elements. Make the map you want the default map of its project and export again.",
        ));
    }
    table::items(&mut draft, &people, true)?;
    for (id, place) in places {
        let node = draft.node(&id)?;
        draft.nodes[node].at = Some(place);
    }
    let cords = list(&top, "connections");
    let cords = cords.into_iter().filter_map(|raw| {
        let (own, _) = raw.fields()?;
        let is_on_map = map.connections.as_ref().is_none_or(|on_map| on_map.contains(&id(&own)));
        is_on_map.then(|| connection(&own, &known, lines.at(raw.start())))
    });
    let cords: Vec<Item> = cords.take(MAX_ROWS).collect();
    let listed = draft.nodes.len();
    table::items(&mut draft, &cords, false)?;
    draft.tell_unlisted(listed..draft.nodes.len());
    let loops = list(&top, "loops").len();
    if loops > 0 {
        draft.about("loops", format!("they have no place on a map and were left out: {loops}"));
    }
    Ok(Some(draft))
}

/// Who is on the map that is read, where a project says so.
#[derive(Default)]
struct Map {
    /// Places by the id of the element.
    elements: Option<BTreeMap<String, Option<Point>>>,
    connections: Option<BTreeSet<String>>,
}

impl Map {
    /// The default map of a project, else its first that holds anybody; it names the draft.
    fn of(top: &Fields<'_>, draft: &mut Draft) -> Self {
        let title = |fields: &Fields<'_>| field(fields, "name").map(words).unwrap_or_default();
        draft.title = title(top);
        let maps: Vec<Fields<'_>> =
            list(top, "maps").into_iter().filter_map(|raw| raw.fields()).map(|(fields, _)| fields).collect();
        let wanted = field(top, "defaultMap").map(words).unwrap_or_default();
        let holds = |map: &&Fields<'_>| !list(map, "elements").is_empty();
        let chosen = maps.iter().filter(holds).find(|map| id(map) == wanted).or_else(|| maps.iter().find(holds));
        let Some(map) = chosen else { return Self::default() };
        if maps.len() > 1 {
            let chosen = title(map);
            let titles = [draft.title.as_str(), &chosen].map(str::trim);
            draft.title = titles.into_iter().filter(|title| !title.is_empty()).collect::<Vec<_>>().join(": ");
            let why = "the project holds several maps and this one was read; for another, make that the default map";
            draft.about(&format!("map \"{}\"", cut(&chosen, 80)), format!("{why} in Kumu and export again"));
        }
        let elements = list(map, "elements").into_iter().filter_map(|raw| {
            let (own, _) = raw.fields()?;
            let element = name(&words(field(&own, "element")?));
            let place = field(&own, "position").and_then(|raw| raw.fields()).and_then(|(at, _)| {
                let along = |axis| number(field(&at, axis)?.get());
                geom::point(along("x")?, along("y")?)
            });
            Some((element, place))
        });
        let connections = list(map, "connections").into_iter().filter_map(|raw| {
            let (own, _) = raw.fields()?;
            field(&own, "connection").map(|raw| name(&words(raw)))
        });
        Self {
            elements: Some(elements.collect()),
            connections: field(map, "connections").map(|_| connections.collect()),
        }
    }
}

/// An item with the fields that are beside it or within its `attributes`, those `told` joined as its remark.
fn item(own: &Fields<'_>, told: &[&str], line: usize) -> Item {
    let attributes = field(own, "attributes").and_then(Raw::fields).map(|(fields, _)| fields).unwrap_or_default();
    let all = || own.iter().chain(&attributes).map(|(title, raw)| (title.to_lowercase(), *raw));
    let mut note: Vec<String> = Vec::new();
    for title in told {
        let text = all().find(|(other, _)| other == title).map(|(_, raw)| words(raw)).unwrap_or_default();
        note.extend(Some(text).filter(|text| !text.trim().is_empty()));
    }
    let is_cell = |title: &str| !KEPT_BY_KUMU.contains(&title) && !told.contains(&title);
    let cells = all().filter(|(title, _)| is_cell(title)).map(|(title, raw)| {
        let title = if title == "element type" { "type".to_owned() } else { title };
        (title, words(raw))
    });
    let mut item = Item { line, cells: cells.filter(|(_, cell)| !cell.trim().is_empty()).collect() };
    item.cells.push(("note".to_owned(), note.join("\n")));
    item
}

/// A connection; its ends are ids.
fn connection(own: &Fields<'_>, known: &BTreeMap<String, String>, line: usize) -> Item {
    let end = |title| {
        let written = field(own, title).map(|raw| name(&words(raw))).unwrap_or_default();
        let id = known.get(&written).or_else(|| known.get(&written.to_lowercase()));
        id.cloned().unwrap_or(written)
    };
    let mut ends = [end("from"), end("to")];
    if field(own, "reversed").is_some_and(|raw| raw.get() == "true") {
        ends.reverse();
    }
    let mut item = item(own, &["label", "connection type", "type", "description", "tags"], line);
    item.cells.retain(|(title, _)| !matches!(title.as_str(), "from" | "to" | "id"));
    item.cells.extend(["from", "to"].map(str::to_owned).into_iter().zip(ends));
    item
}

/// What Kumu calls an item; a blueprint need not say it.
fn id(own: &Fields<'_>) -> String {
    field(own, "_id").or_else(|| field(own, "id")).map(|raw| name(&words(raw))).unwrap_or_default()
}

/// Of a field that is given twice the last counts.
fn field<'a>(fields: &Fields<'a>, name: &str) -> Option<Raw<'a>> {
    fields.iter().rev().find(|(other, _)| other == name).map(|(_, raw)| *raw).filter(|raw| !raw.is_null())
}

/// The elements of a list; none where there is no list. One above the limit is enough to be refused.
fn list<'a>(fields: &Fields<'a>, name: &str) -> Vec<Raw<'a>> {
    field(fields, name).and_then(Raw::elements).into_iter().flatten().take(MAX_ROWS + 1).collect()
}

/// A value as a cell: texts of a list behind each other, nothing of an object.
fn words(raw: Raw<'_>) -> String {
    match raw.first() {
        b'"' => unquoted(raw.get()).0.into_owned(),
        b'[' => {
            let texts = raw.elements().into_iter().flatten().filter(|raw| !matches!(raw.first(), b'[' | b'{'));
            texts.map(words).collect::<Vec<_>>().join(", ")
        }
        b'{' | b'n' => String::new(),
        _ => raw.get().to_owned(),
    }
}
