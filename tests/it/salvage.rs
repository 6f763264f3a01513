//! What is had of a map that cannot be opened: whatever is whole by itself, with a word about the rest.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use threestrand::formats::{self, Opened};
use threestrand::geom::SplitMix64;
use threestrand::model::Document;

fn file(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

fn everything() -> String {
    file("tests/fixtures/native/v1/everything.strand")
}

/// The same map as other programs set it: on one line, one value a line, names sorted.
fn settings(text: &str) -> [String; 3] {
    let json: serde_json::Value = serde_json::from_str(text).unwrap();
    let tabs = serde_json::to_string_pretty(&json).unwrap().replace("  ", "\t");
    [json.to_string(), serde_json::to_string_pretty(&json).unwrap(), tabs]
}

/// What can be had of a text; it is sound, and something is said if anything is not as it was.
#[track_caller]
fn salvaged(text: &[u8]) -> Option<Opened> {
    let opened = formats::salvage("map.strand", text, 7).ok()?;
    assert_eq!(opened.document.check(), Vec::<String>::new());
    let was_refused = formats::read("map.strand", text, 7).is_err();
    assert!(!was_refused || !opened.issues.is_empty(), "a damaged map without a word");
    let written = formats::write_strand(&opened.document);
    assert!(formats::read("again.strand", &written, 8).is_ok());
    Some(opened)
}

/// The items of a document as they are written, one a line, less the commas.
fn items(document: &Document) -> BTreeSet<String> {
    let text = String::from_utf8(formats::write_strand(document)).unwrap();
    text.lines().filter_map(item).collect()
}

fn item(line: &str) -> Option<String> {
    line.starts_with("    {").then(|| line.trim().trim_end_matches(',').to_owned())
}

#[track_caller]
fn names(opened: &Opened) -> Vec<&str> {
    opened.document.actors().map(|(_, actor)| actor.name.as_str()).collect()
}

#[track_caller]
fn says(opened: &Opened, expected: &[&str]) {
    let found: Vec<String> = opened.issues.iter().map(ToString::to_string).collect();
    assert_eq!(found, expected);
}

/// A small map around these lists, each of which may be hurt.
fn map(lists: &str) -> Opened {
    let text = format!(
        "{{\n  \"format\": \"threestrand\",\n  \"version\": 1,\n  \"min_reader\": 1,\n  \"id\": \"u\",\n{lists}\n}}\n"
    );
    salvaged(text.as_bytes()).expect("something is left")
}

const ACTORS: &str = "  \"actors\": [\n    {\"id\": \"a\", \"name\": \"A\", \"kind\": \"team\"},\n    {\"id\": \"b\", \
                      \"name\": \"B\", \"kind\": \"team\"}\n  ]";

#[test]
fn a_map_cut_off_anywhere_keeps_all_before_the_cut() {
    let text = everything();
    for end in 0..text.len() {
        let cut = &text.as_bytes()[..end];
        let whole: Vec<String> = text[..text.floor_char_boundary(end)]
            .lines()
            // The last line may be whole or not; those before it are.
            .rev()
            .skip(1)
            .filter_map(item)
            .collect();
        let Some(opened) = salvaged(cut) else {
            assert!(whole.is_empty(), "cut at {end}: refused, with {} items before it", whole.len());
            continue;
        };
        // What refers to something behind the cut is whole without it.
        let kept = items(&opened.document);
        let all_there =
            |line: &String| kept.contains(line) || line.contains("\"ratings\"") || line.contains("fan club");
        let lost: Vec<_> = whole.iter().filter(|line| !all_there(line)).collect();
        assert!(lost.is_empty(), "cut at {end}: {lost:#?} of {}\n{kept:#?}", String::from_utf8_lossy(cut));
    }
}

#[test]
fn a_long_map_cut_off_anywhere_keeps_its_items() {
    let text = file("examples/telecom.strand");
    let mut random = SplitMix64::new(6);
    for _ in 0..300 {
        let end = random.below(text.len());
        let lines = text[..text.floor_char_boundary(end)].lines();
        let whole: BTreeSet<String> = lines.rev().skip(1).filter_map(item).collect();
        let kept = salvaged(&text.as_bytes()[..end]).map(|opened| items(&opened.document)).unwrap_or_default();
        assert!(whole.is_subset(&kept), "cut at {end}: {:#?}", whole.difference(&kept).collect::<Vec<_>>());
    }
}

#[test]
fn it_does_not_matter_how_the_text_is_set() {
    for text in settings(&everything()) {
        for end in 0..text.len() {
            salvaged(&text.as_bytes()[..end]);
        }
    }
    let text = file("examples/telecom.strand");
    let whole = formats::read("telecom.strand", text.as_bytes(), 7).unwrap().document;
    for text in settings(&text) {
        // Close to the end nothing but the perspectives is missing.
        let cut = text.rfind("\"title\"").unwrap().min(text.rfind("\"perspectives\"").unwrap());
        let opened = salvaged(&text.as_bytes()[..cut]).unwrap();
        assert!(opened.document.actors().len() == whole.actors().len(), "{:?}", opened.issues);
        assert!(opened.document.connections().len() == whole.connections().len(), "{:?}", opened.issues);
    }
}

/// Bytes changed, lost, doubled at random: nothing but the lines that were hurt, and what they carry, is lost.
#[test]
fn damage_costs_what_is_damaged() {
    let text = file("examples/telecom.strand");
    let whole = formats::read("telecom.strand", text.as_bytes(), 7).unwrap().document;
    let count = |document: &Document| document.actors().len() + document.connections().len();
    let mut random = SplitMix64::new(17);
    let (mut refused, mut least) = (0, usize::MAX);
    for _ in 0..3_000 {
        let mut hurt = text.as_bytes().to_vec();
        let at = random.below(hurt.len());
        let to = (at + 1 + random.below(3)).min(hurt.len());
        match random.below(3) {
            0 => hurt[at] = b"\"{}[],:x\\\0\n9\xFF"[random.below(13)],
            1 => drop(hurt.drain(at..to)),
            _ => drop(hurt.splice(at..at, text.as_bytes()[at..to].iter().copied().rev())),
        }
        if formats::read("hurt.strand", &hurt, 7).is_ok() {
            continue;
        }
        refused += 1;
        let opened = salvaged(&hurt).expect("one hurt place leaves nearly all");
        // An actor whose id is hurt takes its connections along.
        let left = count(&opened.document);
        least = least.min(left);
        let ends = whole.actors().map(|(id, _)| whole.connections_of(id).count()).max().unwrap();
        assert!(left + ends + 2 >= count(&whole), "at {at}: {left} are left\n{:#?}", opened.issues);
    }
    assert!(refused > 1_000 && least < count(&whole), "{refused} were refused, {least} is the least that was left");
}

/// Many hurt places, in every setting: never a panic, and what comes out is sound.
#[test]
fn torn_maps_never_end_the_program() {
    let texts: Vec<String> = settings(&everything()).into_iter().chain([everything()]).collect();
    let mut random = SplitMix64::new(23);
    let mut opened = 0;
    for round in 0..8_000 {
        let mut bytes = texts[round % texts.len()].clone().into_bytes();
        for _ in 0..1 + random.below(6) {
            let (at, from) = (random.below(bytes.len()), random.below(bytes.len()));
            let to = (at + random.below(80)).min(bytes.len());
            let part: Vec<u8> = bytes[from..(from + random.below(80)).min(bytes.len())].to_vec();
            match random.below(4) {
                0 => bytes[at] = random.below(256) as u8,
                1 => bytes[at..to].fill(0),
                2 => drop(bytes.drain(at..to)),
                _ => drop(bytes.splice(at..at, part)),
            }
        }
        opened += usize::from(salvaged(&bytes).is_some());
    }
    assert!(opened > 6_000, "most leave something: {opened}");
}

#[test]
fn a_hurt_item_keeps_what_stands_before_the_damage() {
    let opened = map(&format!(
        "{ACTORS},\n  \"connections\": [\n    {{\"id\": \"c\", \"a\": \"a\", \"b\": \"b\", \"strands\": {{\"exchange\": 4}}, \
         \"need\": 3x, \"note\": \"gone\"}}\n  ]"
    ));
    says(
        &opened,
        &[
            "line 11: connection \"c\": it is damaged: a comma or a closing brace is missing. What came after \"strands\" \
           in it was left out",
        ],
    );
    let (_, cord) = opened.document.connections().next().unwrap();
    assert_eq!((cord.strands.counts(), cord.need, cord.note.as_str()), ([4, 0, 0], None, ""));
}

#[test]
fn lost_braces_and_brackets_cost_nothing_else() {
    for (hurt, with) in [
        ("    {\"id\": \"b\"", "    \"id\": \"b\""),
        ("\"team\"},\n", "\"team\",\n"),
        ("\"team\"},\n", "\"team\"\n"),
        ("\"team\"},\n", "\"team\"}\n"),
        ("\"team\"},\n", "\"team\"}},\n"),
        ("\"team\"},\n", "\"team\"}],\n"),
        ("\n  ]", ""),
        ("\n  ]", "\n"),
        ("\n  ]", "\n  ]]"),
        ("\n  ]", "\n  }"),
        ("\"actors\": [", "\"actors\": "),
        ("\"actors\": [", "\"actors\" ["),
        ("\"actors\": [", "actors\": ["),
        ("\"actors\": [", "["),
        ("\"actors\": [", ""),
    ] {
        assert!(ACTORS.contains(hurt));
        let lists = format!(
            "{},\n  \"connections\": [\n    {{\"id\": \"c\", \"a\": \"a\", \"b\": \"b\"}}\n  ]",
            ACTORS.replacen(hurt, with, 1)
        );
        let opened = map(&lists);
        assert_eq!(names(&opened), ["A", "B"], "{hurt:?} became {with:?}: {:#?}", opened.issues);
        assert_eq!(opened.document.connections().len(), 1, "{hurt:?} became {with:?}: {:#?}", opened.issues);
    }
}

#[test]
fn a_block_of_zeros_costs_what_it_covers() {
    let text = file("examples/telecom.strand");
    let whole = formats::read("telecom.strand", text.as_bytes(), 7).unwrap().document;
    const BLOCK: usize = 4096;
    for start in (0..text.len()).step_by(BLOCK) {
        let mut hurt = text.clone().into_bytes();
        let end = (start + BLOCK).min(hurt.len());
        hurt[start..end].fill(0);
        let opened = salvaged(&hurt).expect("a block is not the file");
        let (actors, cords) = (opened.document.actors().len(), opened.document.connections().len());
        let covered = &text[text.floor_char_boundary(start)..text.floor_char_boundary(end)];
        let lost_actors = covered.matches("\"kind\":").count() + 1;
        assert!(actors + lost_actors >= whole.actors().len(), "{start}: {actors} actors\n{:#?}", opened.issues);
        if lost_actors == 1 {
            let lost = covered.matches("\"a\":").count() + 2;
            assert!(cords + lost >= whole.connections().len(), "{start}: {cords} cords\n{:#?}", opened.issues);
        }
    }
}

#[test]
fn a_list_that_lost_its_beginning_is_known_by_what_is_in_it() {
    let text = file("examples/telecom.strand");
    let whole = formats::read("telecom.strand", text.as_bytes(), 7).unwrap().document;
    let begins = text.find("  ],\n  \"connections\": [").unwrap();
    // In the middle of an actor to the middle of a connection.
    let hurt = format!("{}{}", &text[..begins - 40], &text[begins + 60..]);
    let opened = salvaged(hurt.as_bytes()).unwrap();
    assert_eq!(opened.document.actors().len(), whole.actors().len(), "{:#?}", opened.issues);
    assert_eq!(opened.document.connections().len(), whole.connections().len() - 1, "{:#?}", opened.issues);
}

#[test]
fn a_map_in_a_mail_is_found() {
    let text = file("examples/coffee.strand");
    let mail = format!("From: ana@example.com\nSubject: the map\n\n{text}\n--\nAna\n");
    for wrapped in [mail, format!("```json\n{text}```\n")] {
        let opened = salvaged(wrapped.as_bytes()).unwrap();
        assert_eq!((opened.document.actors().len(), opened.document.connections().len()), (20, 36));
    }
}

#[test]
fn two_versions_in_one_file_leave_one() {
    let opened = map(
        "  \"actors\": [\n<<<<<<< mine\n    {\"id\": \"a\", \"name\": \"A\"},\n=======\n    {\"id\": \"a\", \"name\": \
         \"Z\"},\n>>>>>>> theirs\n    {\"id\": \"b\", \"name\": \"B\"}\n  ]",
    );
    assert_eq!(names(&opened), ["A", "B"]);
    assert!(opened.issues.iter().any(|issue| issue.message.contains("a second time")), "{:#?}", opened.issues);
}

#[test]
fn what_is_no_map_stays_refused() {
    for text in [
        "",
        "{",
        "[]",
        "Dear all",
        "{\"nodes\": [{\"id\": 1}",
        "<html>",
        "{\"format\": \"threestrand\", \"title\": \"T",
    ] {
        assert!(salvaged(text.as_bytes()).is_none(), "{text:?}");
    }
    let newer =
        "{\"format\": \"threestrand\", \"version\": 9, \"min_reader\": 9, \"actors\": [{\"id\": \"a\", \"kind\": ";
    let error = formats::salvage("map.strand", newer.as_bytes(), 7).unwrap_err();
    assert!(error.message.contains("newer Threestrand"), "{error}");
}

/// Texts for which looking for the next whole thing again and again would never come to an end.
#[test]
fn texts_made_to_be_slow_are_answered() {
    let head = "{\"format\": \"threestrand\", \"actors\": [";
    for part in ["{\"id\": ", ",{\"a\": [1, ", "{", "[", "]", "\"", "{\"id\": \"a\", \"x\": [", ",{,{", "{\"id\": \"\\"]
    {
        let text = format!("{head}{}", part.repeat(2_000_000 / part.len()));
        let left = salvaged(text.as_bytes()).map_or(0, |opened| opened.document.actors().len());
        assert!(left <= 1, "{part:?} left {left} actors");
    }
}
