//! The native format: canonical, tolerant, forward compatible.

use std::fs;
use std::path::{Path, PathBuf};

use threestrand::formats::{self, Opened};
use threestrand::geom::Point;
use threestrand::model::{Answer, Effort, Family, Party};

/// All maps of a folder of the project, by path.
fn maps(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut maps: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "strand"))
        .collect();
    maps.sort();
    assert!(!maps.is_empty(), "there is nothing to test");
    maps
}

#[track_caller]
fn open(bytes: &[u8]) -> Opened {
    let opened = formats::read("map.strand", bytes, 7).unwrap();
    assert_eq!(opened.document.check(), Vec::<String>::new());
    opened
}

/// A whole file around these parts.
fn file(parts: &str) -> String {
    format!("{{\n\"format\": \"threestrand\", \"version\": 1, \"min_reader\": 1, \"id\": \"u\",\n{parts}\n}}\n")
}

#[track_caller]
fn check(parts: &str, expected: &[&str]) -> Opened {
    let opened = open(file(parts).as_bytes());
    let found: Vec<String> = opened.issues.iter().map(ToString::to_string).collect();
    assert_eq!(found, expected);
    opened
}

const TWO: &str = "\"actors\": [{\"id\": \"a\", \"name\": \"A\"}, {\"id\": \"b\", \"name\": \"B\"}],\n";

#[test]
fn canonical_files_come_back_byte_for_byte() {
    for path in maps("examples").into_iter().chain(maps("tests/fixtures/native/v1")) {
        let bytes = fs::read(&path).unwrap();
        let opened = open(&bytes);
        assert_eq!(opened.issues, [], "{}", path.display());
        let written = String::from_utf8(formats::write_strand(&opened.document)).unwrap();
        let read = String::from_utf8(bytes).unwrap();
        let first = read.lines().zip(written.lines()).find(|(read, written)| read != written);
        assert_eq!(first, None, "{}", path.display());
        assert_eq!(written.len(), read.len(), "{}", path.display());
    }
}

#[test]
fn every_field_arrives_in_the_document() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/native/v1/everything.strand");
    let document = open(&fs::read(path).unwrap()).document;
    let us = document.actor_named("us").unwrap();
    assert_eq!(document.meta().core, Some(us));
    assert!(document.placement(us).unwrap().pinned);
    let (_, fans) = document.actors().nth(3).unwrap();
    assert_eq!((fans.kind.key(), fans.family()), ("fan club", Family::Organisation));
    assert_eq!(fans.extra[1], ("since".to_owned(), "1.50".to_owned()));
    let (cord, first) = document.connections().next().unwrap();
    assert_eq!(first.owner, Some(Party::Actor(us)));
    assert_eq!(first.via[1], Party::Name("the newsletter".to_owned()));
    assert_eq!(first.ratings["other"].extra, [("mood".to_owned(), "\"cool\"".to_owned())]);
    assert_eq!(first.tally.unwrap().strands[0], Some([1, 0, 0, 0, 0, 9]));
    let (_, second) = document.connections().nth(1).unwrap();
    assert_eq!(second.owner, Some(Party::Name("Somebody else".to_owned())));
    assert_eq!(second.strands.counts(), [0, 0, 2]);
    let parts: Vec<&str> = document.meta().extra.iter().map(|(key, _)| key.as_str()).collect();
    assert_eq!(parts, ["later_part"]);
    let (_, club) = document.custom_kinds().next().unwrap();
    assert_eq!((club.family, club.extra.len()), (Some(Family::Society), 1));
    let notes: Vec<_> = document.notes().map(|(_, note)| (note.at, note.on)).collect();
    assert_eq!(notes, [(None, Some(cord)), (Some(Point::new(10.5, -20.0)), None)]);
    let (_, action) = document.actions().next().unwrap();
    assert_eq!((action.owner.as_ref(), action.effort), (Some(&Party::Actor(us)), Some(Effort::Medium)));
    assert_eq!((action.from.counts(), action.to.counts()), ([5, 0, 3], [5, 1, 3]));
    let (_, scenario) = document.scenarios().next().unwrap();
    assert_eq!((scenario.actors.len(), scenario.connections.len()), (1, 1));
    assert_eq!(document.meta().signs[&2], Answer::No);
}

#[test]
fn null_and_absent_mean_the_default() {
    let opened = check(
        "\"title\": null, \"core\": null, \"values\": null, \"perspectives\": null, \"actors\": [
         {\"id\": \"a\", \"name\": \"A\", \"kind\": null, \"inside\": null, \"values\": null, \"x\": null, \"y\": null},
         {\"id\": \"b\", \"name\": \"B\"}], \"connections\": [{\"id\": \"c\", \"a\": \"a\", \"b\": \"b\",
         \"strands\": {\"exchange\": null}, \"need\": null, \"ratings\": null, \"trend\": null, \"tally\": null}]",
        &[],
    );
    assert_eq!(opened.document.perspectives().len(), 2);
    let (_, connection) = opened.document.connections().next().unwrap();
    assert!(connection.strands.is_unrated());
}

#[test]
fn newer_readers_are_asked_for_by_name() {
    let refused = |header: &str| formats::read("x.strand", header.as_bytes(), 1).unwrap_err().to_string();
    let text = refused(r#"{"format": "threestrand", "version": 3, "min_reader": 2}"#);
    assert_eq!(text, "This map was made by a newer Threestrand (format 3). Get that version to open it.");
    assert!(refused(r#"{"version": 1}"#).contains("not a Threestrand map"));
    let opened = open(br#"{"format": "threestrand", "version": 2, "min_reader": 1, "id": "u", "mood": "good"}"#);
    assert!(opened.issues[0].message.contains("newer Threestrand (format 2)"));
    let text = String::from_utf8(formats::write_strand(&opened.document)).unwrap();
    assert!(text.contains("\"version\": 2,") && text.contains("\"mood\": \"good\""), "{text}");
}

#[test]
fn duplicates_and_dangling_ends_are_told() {
    let opened = check(
        &format!(
            "{TWO}\"core\": \"z\",\n\"connections\": [
{{\"id\": \"c\", \"a\": \"a\", \"b\": \"b\", \"strands\": {{\"exchange\": 1, \"values\": 4}}}},
{{\"id\": \"d\", \"a\": \"b\", \"b\": \"a\", \"strands\": {{\"exchange\": 2, \"relationship\": 0, \"values\": 3}}}},
{{\"id\": \"e\", \"a\": \"a\", \"b\": \"a\"}},
{{\"id\": \"f\", \"a\": \"a\", \"b\": \"nobody\"}},
{{\"id\": \"g\", \"a\": \"a\"}},
17]"
        ),
        &[
            "line 7: connection \"d\": \"c\" joins the same two; the higher level of each strand is kept there",
            "line 8: connection \"e\": both ends are the same actor; it was left out",
            "line 9: connection \"f\": there is no actor with the id \"nobody\"; it was left out",
            "line 10: connection \"g\": one of its ends is missing; it was left out",
            "line 11: connection: this is not an object in braces; it was left out",
            "map: there is no actor with the id \"z\" to be the core; it was left out",
        ],
    );
    let (_, connection) = opened.document.connections().next().unwrap();
    assert_eq!((connection.key.as_str(), connection.strands.counts()), ("c", [2, 0, 4]));
}

#[test]
fn a_second_actor_with_an_id_gets_its_own() {
    let opened = check(
        "\"actors\": [\n{\"id\": \"a\", \"name\": \"A\"},\n{\"id\": \"a\", \"name\": \"B\"},\n{\"name\": \"C\"}, {\"id\": \"d\"}]",
        &[
            "line 5: actor \"a\": this id is used already; it was given \"67jz1whck43eq\"",
            "line 6: actor \"d\": it had no name; its id is shown instead",
            "line 6: actor: it had no id; it was given \"08k1wtzt3rsgw\"",
        ],
    );
    assert_eq!(opened.document.actors().len(), 4);
}

#[test]
fn levels_are_brought_into_range() {
    let opened = check(
        &format!(
            "{TWO}\"connections\": [{{\"id\": \"c\", \"a\": \"a\", \"b\": \"b\",
\"strands\": {{\"exchange\": 9, \"relationship\": -1, \"values\": 2.5}}, \"need\": \"5\", \"sketch\": 4}}]"
        ),
        &[
            "line 5: connection \"c\": \"strands.exchange\" is 9; the nearest level is 5",
            "line 5: connection \"c\": \"strands.relationship\" is -1; the nearest level is 0",
            "line 5: connection \"c\": \"strands.values\" is 2.5, not a whole number from 0 to 5; it was left out",
            "line 5: connection \"c\": \"need\" is not a number; it was left out",
            "line 5: connection \"c\": \"sketch\" is not 1, 2 or 3; it was left out",
        ],
    );
    let (_, connection) = opened.document.connections().next().unwrap();
    assert_eq!(connection.strands.0.map(|level| level.map(|l| l.get())), [Some(5), Some(0), None]);
}

#[test]
fn unusable_places_are_dropped() {
    let opened = check(
        "\"actors\": [
{\"id\": \"a\", \"name\": \"A\", \"x\": 1e400, \"y\": 0},
{\"id\": \"b\", \"name\": \"B\", \"x\": 8e14, \"y\": 0},
{\"id\": \"c\", \"name\": \"C\", \"x\": \"NaN\", \"y\": 0},
{\"id\": \"d\", \"name\": \"D\", \"y\": 0},
{\"id\": \"e\", \"name\": \"E\", \"pinned\": true},
{\"id\": \"f\", \"name\": \"F\", \"x\": 0.001, \"y\": -0.0}]",
        &[
            "line 4: actor \"a\": \"x\" is a number out of range; it was left out",
            "line 5: actor \"b\": \"x\" is too far away; this place was left out",
            "line 6: actor \"c\": \"x\" is not a number; it was left out",
            "line 7: actor \"d\": a place needs both \"x\" and \"y\"; this one was left out",
            "line 8: actor \"e\": a place needs both \"x\" and \"y\"; this one was left out",
        ],
    );
    assert_eq!(opened.document.placements().len(), 1);
}

#[test]
fn what_no_text_can_hold_is_taken_out() {
    let opened = check(
        "\"title\": \"a\\u0000b\\u001b\", \"about\": \"\\ud800 half\", \"mission\": 12, \"promise\": [1], \"title\": \"z\\u0007\"",
        &[
            "line 3: map: \"title\" is given twice; the last one counts",
            "line 3: map: \"about\" held half characters; they were replaced by the sign \u{fffd}",
            "line 3: map: \"mission\" is not in quotes; it was read as a text",
            "line 3: map: \"promise\" is not a text; it was left out",
            "line 3: map: \"title\" held characters that cannot be shown; they were taken out",
        ],
    );
    let meta = opened.document.meta();
    assert_eq!((meta.title.as_str(), meta.mission.as_str(), meta.promise.as_str()), ("z", "12", ""));
}

#[test]
fn ratings_bring_their_perspective_along() {
    let opened = check(
        &format!(
            "{TWO}\"connections\": [{{\"id\": \"c\", \"a\": \"a\", \"b\": \"b\", \"ratings\": {{\"x\": {{\"values\": 1}}}}}}]"
        ),
        &["perspective \"x\": ratings name it, but it was not listed; it was added"],
    );
    assert!(opened.document.has_perspective("x"));
}

#[test]
fn equal_entropy_gives_equal_ids() {
    let text = file("\"actors\": [{\"name\": \"A\"}]");
    let write = |entropy| formats::write_strand(&formats::read("", text.as_bytes(), entropy).unwrap().document);
    assert_eq!(write(1), write(1));
    assert_ne!(write(1), write(2));
}

#[test]
fn every_version_has_fixtures_that_never_change() {
    let newest: u64 = {
        let bytes = formats::write_strand(&threestrand::model::Document::new("u".to_owned()));
        let file: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        file["version"].as_u64().unwrap()
    };
    // Once a version is released its files are somebody's: they are added to, never altered. A later
    // version brings a folder of its own and a step that leads there, which these files then exercise.
    let frozen = [("v1/everything.strand", 9_119_820_390_523_835_532), ("v1/least.strand", 12_689_329_604_412_856_933)];
    for version in 1..=newest {
        for path in maps(&format!("tests/fixtures/native/v{version}")) {
            let name = format!("v{version}/{}", path.file_name().unwrap().to_str().unwrap());
            let bytes = fs::read(&path).unwrap();
            let known = frozen.iter().find(|(known, _)| *known == name).map(|(_, hash)| *hash);
            assert_eq!(known, Some(threestrand::geom::fnv1a(&bytes)), "{name} has changed, or is new here");
            let opened = open(&bytes);
            assert_eq!(opened.issues, [], "{name} opens without a word");
        }
    }
}
