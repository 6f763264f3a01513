//! Files that mean harm or were hurt.
//!
//! Each fixture lies beside a file `NAME.expected`, which says what becomes of it. After a change that
//! means to alter them, run the tests with `UPDATE_EXPECT=1` and read the difference.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value as Json;
use threestrand::formats::{self, FormatError, Opened, limits};
use threestrand::geom::SplitMix64;
use threestrand::model::Document;

/// The fixtures of a folder, without their expectations.
fn fixtures(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(folder);
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.is_file() && path.extension().is_none_or(|extension| extension != "expected"));
    files.sort();
    assert!(!files.is_empty(), "there is nothing to test");
    files
}

/// A map in a few lines, for a person to check against the file.
fn summary(opened: &Opened) -> String {
    let Opened { document, issues, native: _, rows, of_no_kind: _ } = opened;
    let mut text = String::new();
    for (id, actor) in document.actors() {
        let place = document.placement(id).map(|place| format!(" at {} {}", place.at.x, place.at.y));
        write!(text, "actor {:?} {:?}{}", actor.key, actor.name, place.unwrap_or_default()).unwrap();
        if rows.is_some() && actor.kind != threestrand::model::Kind::default() {
            write!(text, " kind {}", actor.kind.key()).unwrap();
        }
        for (what, told) in [("group", &actor.group), ("goal", &actor.goal), ("note", &actor.note)] {
            if rows.is_some() && !told.is_empty() {
                write!(text, " {what} {told:?}").unwrap();
            }
        }
        text.push('\n');
    }
    for (_, c) in document.connections() {
        let name = |id| &document.actor(id).unwrap().name;
        let levels = c.strands.0.map(|level| level.map_or("-".to_owned(), |level| level.get().to_string())).join("");
        let flow = |level: Option<threestrand::model::Level>| level.map(|level| level.get());
        write!(text, "{:?} - {:?}: {levels}", name(c.a), name(c.b)).unwrap();
        if c.flow != threestrand::model::Flow::default() {
            write!(text, " flow {:?} {:?}", flow(c.flow.ab), flow(c.flow.ba)).unwrap();
        }
        if let (Some(need), Some(_)) = (c.need, rows) {
            write!(text, " matters {}", need.get()).unwrap();
        }
        if let (Some(owner), Some(_)) = (&c.owner, rows) {
            write!(text, " owner {:?}", document.party_name(owner)).unwrap();
        }
        writeln!(text, "{}", if c.note.is_empty() { String::new() } else { format!(" note {:?}", c.note) }).unwrap();
    }
    if let Some(rows) = rows {
        writeln!(text, "{} rows: {} used, {} reported", rows.read, rows.used, rows.reported).unwrap();
    }
    for issue in issues {
        writeln!(text, "! {issue}").unwrap();
    }
    text
}

fn outcome(name: &str, bytes: &[u8]) -> String {
    match formats::read(name, bytes, 7) {
        Ok(opened) => {
            assert_eq!(opened.document.check(), Vec::<String>::new(), "{name}");
            if let Some(rows) = opened.rows {
                assert_eq!(rows.read, rows.used + rows.reported, "{name}: every row is accounted for");
            }
            summary(&opened)
        }
        Err(error) => match formats::salvage(name, bytes, 7) {
            Ok(left) => {
                assert_eq!(left.document.check(), Vec::<String>::new(), "{name}");
                format!("refused: {error}\nwhat can be read:\n{}", summary(&left))
            }
            Err(again) => {
                // A number that lost its comma may name a version that there will be.
                let is_newer = again.message.contains("newer Threestrand");
                assert!(again == error || is_newer, "{name}: {again}, but first {error}");
                format!("refused: {error}\n")
            }
        },
    }
}

#[track_caller]
fn check_folder(folder: &str) {
    let mut wrong = String::new();
    for path in fixtures(folder) {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let found = outcome(&name, &fs::read(&path).unwrap());
        let beside = path.with_file_name(format!("{name}.expected"));
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            fs::write(&beside, &found).unwrap();
        }
        let expected = fs::read_to_string(&beside).unwrap_or_default();
        if found != expected {
            writeln!(wrong, "== {name}\n-- expected\n{expected}-- found\n{found}").unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn tables_are_read_or_refused_in_words() {
    check_folder("csv");
}

#[test]
fn graphs_are_read_or_refused_in_words() {
    check_folder("graphml");
    check_folder("kumu");
    check_folder("dot");
}

#[test]
fn hurt_maps_are_read_or_refused_in_words() {
    check_folder("hostile");
}

#[track_caller]
fn refused(name: &str, bytes: &[u8], expected: &str) {
    let FormatError { message, .. } = formats::read(name, bytes, 1).map(|_| ()).unwrap_err();
    assert!(message.contains(expected), "{message:?} should contain {expected:?}");
    formats::read_graph(name, bytes).unwrap_err();
}

#[test]
fn oversized_files_are_refused_before_parsing() {
    let large = vec![b' '; limits::MAX_FILE_BYTES + 1];
    for name in ["a.strand", "a.csv", "a.graphml", "a.gexf", "a.dot", "a.json"] {
        refused(name, &large, "maps may have up to 64 MB");
    }
    let list = format!("{{\"format\": \"threestrand\", \"actors\": [{}1]}}", "1,".repeat(limits::MAX_ITEMS));
    refused("a.strand", list.as_bytes(), "more than 200000 actors");
}

#[test]
fn deep_nesting_is_refused() {
    let json = format!("{{\"format\": \"threestrand\", \"x\": {}", "[".repeat(100_000));
    refused("a.strand", json.as_bytes(), "more than 64 deep");
    let xml = format!("<graphml><graph>{}", "<node id=\"a\"><graph>".repeat(50_000));
    refused("a.graphml", xml.as_bytes(), "more than 64 deep");
    let xml = format!("<gexf><graph><nodes>{}", "<node id=\"a\"><nodes>".repeat(50_000));
    refused("a.gexf", xml.as_bytes(), "more than 64 deep");
    let dot = "graph { ".to_owned() + &"{".repeat(50_000);
    refused("a.dot", dot.as_bytes(), "more than 64 deep");
    let columns = "a,".repeat(20_000);
    refused("a.csv", columns.as_bytes(), "more than 16384 columns");
}

#[test]
fn a_label_of_a_group_is_not_as_long_again_for_each_in_it() {
    let inside = "<node id=\"b\"/><node id=\"c\"/>";
    let label = "\u{e4}".repeat(5_000);
    let xml = format!(
        "<gexf><graph><nodes><node id=\"a\" label=\"{label}\"><nodes>{inside}</nodes></node></nodes></graph></gexf>"
    );
    let document = formats::read("a.gexf", xml.as_bytes(), 1).unwrap().document;
    let groups: Vec<usize> = document.actors().map(|(_, actor)| actor.group.len()).collect();
    assert_eq!(groups, [0, limits::MAX_GROUP_BYTES, limits::MAX_GROUP_BYTES]);
}

#[test]
fn labels_of_a_cord_are_one_text_within_the_limit() {
    let labels = "<data key=\"d\">ten letters</data>".repeat(200_000);
    let xml = format!(
        "<graphml><key id=\"d\" for=\"edge\" attr.name=\"description\"/><graph><node id=\"a\"/><node id=\"b\"/>\
         <edge source=\"a\" target=\"b\">{labels}</edge></graph></graphml>"
    );
    let document = formats::read("a.graphml", xml.as_bytes(), 1).unwrap().document;
    let (_, connection) = document.connections().next().unwrap();
    assert_eq!(connection.note.len(), limits::MAX_TEXT_BYTES);
    assert!(connection.note.starts_with("ten letters\nten letters\n"));
}

#[test]
fn other_programs_files_are_named() {
    refused("a.txt", &[1, 2, 3, 65].repeat(20), "holds no text");
    refused("a.xlsx", b"PK\x03\x04....", "Save the sheet as CSV");
    refused("a.strand", b"%PDF-1.7", "This is a PDF");
    refused("a.png", b"\x89PNG\r\n", "This is a picture");
    refused("a.bin", &[0xFF; 100], "no format that can be opened");
    refused("a.strand", &[0xFF; 100], "not a Threestrand map");
    refused("a", b"Dear all,\nplease find attached", "no format that can be opened");
}

#[test]
fn a_note_of_a_megabyte_is_kept() {
    let map = |letters: usize| {
        let note = "x".repeat(letters);
        let text = format!(
            "{{\"format\": \"threestrand\", \"version\": 1, \"min_reader\": 1, \"id\": \"u\", \"about\": \"{note}\"}}"
        );
        formats::read("a.strand", text.as_bytes(), 1).unwrap()
    };
    let whole = map(limits::MAX_TEXT_BYTES);
    assert_eq!((whole.issues.len(), whole.document.meta().about.len()), (0, limits::MAX_TEXT_BYTES));
    let cut = map(limits::MAX_TEXT_BYTES + 1);
    assert_eq!((cut.issues.len(), cut.document.meta().about.len()), (1, limits::MAX_TEXT_BYTES));
}

/// The small map that is hurt in every way below.
fn small() -> Json {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/native/v1/everything.strand");
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

/// The places of all values in a JSON tree.
fn places(json: &Json, at: &str, into: &mut Vec<String>) {
    match json {
        Json::Object(fields) => {
            for (key, value) in fields {
                into.push(format!("{at}/{key}"));
                places(value, &format!("{at}/{key}"), into);
            }
        }
        Json::Array(items) => {
            for (i, value) in items.iter().enumerate() {
                into.push(format!("{at}/{i}"));
                places(value, &format!("{at}/{i}"), into);
            }
        }
        _ => {}
    }
}

fn remove(json: &mut Json, place: &str) {
    let (parent, last) = place.rsplit_once('/').unwrap();
    match json.pointer_mut(parent).unwrap() {
        Json::Object(fields) => {
            fields.remove(last);
        }
        Json::Array(items) => {
            items.remove(last.parse().unwrap());
        }
        _ => {}
    }
}

#[test]
fn every_hurt_field_leaves_the_rest_intact() {
    let whole = small();
    let mut all = Vec::new();
    places(&whole, "", &mut all);
    assert!(all.len() > 200, "the map has every field");
    let replacements = [
        Json::Null,
        Json::from("NaN"),
        Json::from(""),
        Json::from(1.0e300),
        Json::from(-7),
        Json::from(2.5),
        Json::from(true),
        Json::from(vec![Json::Null, Json::from(1)]),
        serde_json::json!({"id": 5, "x": []}),
    ];
    let mut silent = String::new();
    for place in &all {
        let removed = {
            let mut hurt = whole.clone();
            remove(&mut hurt, place);
            hurt
        };
        let replaced = replacements.iter().map(|replacement| {
            let mut hurt = whole.clone();
            *hurt.pointer_mut(place).unwrap() = replacement.clone();
            hurt
        });
        for hurt in std::iter::once(removed).chain(replaced) {
            check_hurt(&whole, place, &hurt, &mut silent);
        }
    }
    assert!(silent.is_empty(), "changed without a word, or more than was hurt:\n{silent}");
}

/// The lines of the written file, each an item or a field of the map, without the comma at its end.
fn lines(text: &str) -> BTreeSet<String> {
    let lines = text.lines().filter(|line| !line.ends_with('['));
    lines.map(|line| line.trim().trim_end_matches(',').to_owned()).collect()
}

fn written(document: &Document) -> String {
    String::from_utf8(formats::write_strand(document)).unwrap()
}

/// A value without what means the same as nothing.
fn plain(json: &Json) -> Json {
    const USUAL: [(&str, &str); 4] = [("kind", "team"), ("stance", "for"), ("arrangement", "free"), ("done", "")];
    match json {
        Json::Object(fields) => {
            let fields = fields.iter().map(|(key, value)| (key.clone(), plain(value)));
            let usual = |key: &str, value: &Json| USUAL.iter().any(|(k, v)| key == *k && value.as_str() == Some(*v));
            Json::Object(fields.filter(|(key, value)| !value.is_null() && !usual(key, value)).collect()).nothing()
        }
        Json::Array(items) => Json::Array(items.iter().map(plain).filter(|item| !item.is_null()).collect()).nothing(),
        Json::String(text) if text.is_empty() => Json::Null,
        Json::Bool(false) => Json::Null,
        Json::Number(number) => Json::from(number.as_f64()),
        other => other.clone(),
    }
}

trait Nothing {
    fn nothing(self) -> Self;
}

impl Nothing for Json {
    /// Null for an empty list or object.
    fn nothing(self) -> Self {
        let is_empty = self.as_array().is_some_and(Vec::is_empty) || self.as_object().is_some_and(|o| o.is_empty());
        if is_empty { Self::Null } else { self }
    }
}

#[track_caller]
fn check_hurt(whole: &Json, place: &str, hurt: &Json, silent: &mut String) {
    let bytes = hurt.to_string();
    let opened = match formats::read("hurt.strand", bytes.as_bytes(), 3) {
        Ok(opened) => opened,
        Err(error) => {
            let header = ["/format", "/version", "/min_reader"];
            assert!(header.contains(&place) && error.message.ends_with('.'), "{place} was refused: {error}");
            return;
        }
    };
    let Opened { document, issues, .. } = opened;
    assert_eq!(document.check(), Vec::<String>::new(), "{place}");
    check_settled(place, &document);
    // Whatever is not as the file said is told.
    let text = written(&document);
    let held: Json = serde_json::from_str(&text).unwrap();
    if plain(&held) != plain(hurt) && issues.is_empty() {
        let value = hurt.pointer(place).map_or("taken out".to_owned(), Json::to_string);
        writeln!(silent, "{place} {value}").unwrap();
    }
    // Nothing but the item of this place has changed, where nothing else refers to it.
    let parts: Vec<&str> = place.split('/').skip(1).collect();
    let is_end = parts[0] == "connections" && parts.len() > 2 && ["a", "b"].contains(&parts[2]);
    let is_referred_to = parts.len() <= 2 || parts[2] == "id" || is_end;
    if !is_referred_to {
        let before = formats::read("whole.strand", whole.to_string().as_bytes(), 3).unwrap();
        let lost: Vec<_> = lines(&written(&before.document)).difference(&lines(&text)).cloned().collect();
        if lost.len() > 1 {
            writeln!(silent, "{place} cost more than its item: {lost:#?}").unwrap();
        }
    }
    let least = if parts[0] == "actors" && parts.len() <= 2 { parts.len() * 2 - 1 } else { 4 };
    let actors = if parts[0] == "actors" && parts.len() == 1 { 0 } else { least.min(4) };
    assert!(document.actors().len() >= actors, "{place} left {} actors", document.actors().len());
}

#[test]
fn a_small_graph_does_not_grow_without_bounds() {
    // Each of a thousand with each of a thousand; no more than a table has rows.
    let many = |letter: &str| (0..1_100).map(|i| format!("{letter}{i} ")).collect::<String>();
    let dot = format!("graph {{ {{ {} }} -- {{ {} }} }}", many("a"), many("b"));
    refused("a.dot", dot.as_bytes(), "more than 1048576 edges");
    // A remark for all that follow is not as long again for each.
    let dot = format!("graph {{ node [comment=\"{}\"] {} }}", "long ".repeat(10_000), many("a"));
    let document = formats::read("a.dot", dot.as_bytes(), 1).unwrap().document;
    assert!(document.actors().all(|(_, actor)| actor.note.len() <= limits::MAX_GROUP_BYTES));
}

/// What was opened is saved and opened again without a further word.
#[track_caller]
fn check_settled(place: &str, document: &Document) {
    let bytes = formats::write_strand(document);
    let again = formats::read("again.strand", &bytes, 4).unwrap();
    let version: Vec<_> = again.issues.iter().filter(|issue| !issue.message.contains("newer")).collect();
    assert!(version.is_empty(), "{place}: {version:?}\n{}", String::from_utf8_lossy(&bytes));
    assert_eq!(formats::write_strand(&again.document), bytes, "{place}");
}

#[test]
fn every_truncation_is_refused_or_sound() {
    for path in ["native/v1", "graphml", "kumu", "dot", "csv"].map(fixtures).concat() {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let bytes = fs::read(&path).unwrap();
        for end in 0..bytes.len() {
            outcome(&name, &bytes[..end]);
        }
    }
}

#[test]
fn every_flipped_byte_is_refused_or_sound() {
    for path in ["native/v1", "graphml", "kumu", "dot", "csv"].map(fixtures).concat() {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let bytes = fs::read(&path).unwrap();
        for at in 0..bytes.len() {
            let mut hurt = bytes.clone();
            for byte in [b'"', 0xFF, b'<', b'9'] {
                hurt[at] = byte;
                outcome(&name, &hurt);
            }
        }
    }
}

/// A short form of `fuzz/run.sh`: parts of fixtures lost, doubled, swapped and set together at random.
#[test]
fn random_splices_are_refused_or_sound() {
    for folder in ["native/v1", "hostile", "graphml", "kumu", "dot", "csv"] {
        let files: Vec<(String, Vec<u8>)> = fixtures(folder)
            .into_iter()
            .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read(&path).unwrap()))
            .collect();
        let mut random = SplitMix64::new(20);
        let mut opened = 0;
        for _ in 0..6_000 {
            let any = |random: &mut SplitMix64| files[random.below(files.len())].clone();
            let (name, mut bytes) = any(&mut random);
            for _ in 0..1 + random.below(3) {
                let (_, other) = any(&mut random);
                let mut part = |of: &[u8]| {
                    let start = random.below(of.len() + 1);
                    start..(start + random.below(60)).min(of.len())
                };
                let (from, to) = (part(&other), part(&bytes));
                bytes.splice(to, other[from].iter().copied());
            }
            let Ok(map) = formats::read(&name, &bytes, 7) else { continue };
            assert_eq!(map.document.check(), Vec::<String>::new(), "{name}");
            check_settled(&name, &map.document);
            opened += 1;
        }
        assert!(opened > 20, "{folder}: some open all the same: {opened}");
    }
}

#[test]
fn graphs_are_counted_after_merging() {
    let graph = formats::read_graph("a.csv", b"source,target,weight\nA,B,2\nB,A,3\nA,A,1\nB,C,\n").unwrap();
    assert_eq!(graph.ids, ["A", "B", "C"]);
    assert_eq!(graph.edges, [(0, 1), (1, 2)]);
    assert_eq!(graph.weights, [5.0, 1.0]);
    let map = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/telecom.strand")).unwrap();
    let graph = formats::read_graph("telecom.strand", &map).unwrap();
    assert_eq!((graph.ids.len(), graph.edges.len(), graph.weights[0]), (27, 69, 6.0));
}
