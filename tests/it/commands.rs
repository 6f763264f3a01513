//! The command line, as a process: what it writes, what it says, how it ends.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::layers::root;

#[test]
fn one_map_becomes_every_kind_of_picture() {
    let folder = tempfile::tempdir().unwrap();
    for (name, start) in [("a.png", &b"\x89PNG"[..]), ("a.svg", b"<"), ("a.pdf", b"%PDF")] {
        let out = folder.path().join(name);
        let again = folder.path().join(format!("again.{}", &name[2..]));
        for out in [&out, &again] {
            run(&["render", "examples/telecom.strand", "-o", path(out)]).fine();
        }
        let bytes = fs::read(&out).unwrap();
        assert!(bytes.starts_with(start) && bytes.len() > 5_000, "{name}: {} bytes", bytes.len());
        assert!(bytes == fs::read(&again).unwrap(), "{name}: the same map gave other bytes");
    }
}

#[test]
fn every_name_of_a_map_is_in_its_picture() {
    let folder = tempfile::tempdir().unwrap();
    for map in ["coffee", "cosmetics", "hospital", "software", "telecom", "university"] {
        let out = folder.path().join("a.svg");
        run(&["render", &format!("examples/{map}.strand"), "-o", path(&out), "--lens", "weak"]).fine();
        let svg = fs::read_to_string(&out).unwrap().replace("&quot;", "\"").replace("&amp;", "&");
        let map = fs::read(root().join(format!("examples/{map}.strand"))).unwrap();
        let document = threestrand::formats::read("a.strand", &map, 0).unwrap().document;
        for (_, actor) in document.actors() {
            let word = actor.name.split_whitespace().max_by_key(|word| word.len()).unwrap();
            assert!(svg.contains(word), "{} is not in the picture", actor.name);
        }
    }
}

#[test]
fn pictures_have_the_size_that_was_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("a.png");
    for (flags, size) in [
        (&["--size", "1280x720"][..], (1280, 720)),
        (&["--scale", "0.5"], (960, 540)),
        (&["--size", "600x900", "--theme", "dark", "--transparent"], (600, 900)),
    ] {
        let mut args = vec!["render", "examples/coffee.strand", "-o", path(&out)];
        args.extend(flags);
        run(&args).fine();
        let bytes = fs::read(&out).unwrap();
        let side = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
        assert_eq!((side(16), side(20)), size, "{flags:?}");
    }
}

#[test]
fn notes_come_into_a_picture_only_if_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let (map, out) = (folder.path().join("a.strand"), folder.path().join("a.svg"));
    let note = "\"notes\": [{\"id\": \"n9\", \"text\": \"Hush\", \"x\": 0, \"y\": 0}],\n\"actors\":";
    let coffee = fs::read_to_string(root().join("examples/coffee.strand")).unwrap();
    fs::write(&map, coffee.replacen("\"actors\":", note, 1)).unwrap();
    for (flags, shown) in [(&[][..], false), (&["--notes"], true)] {
        run(&[&["render", path(&map), "-o", path(&out)], flags].concat()).fine();
        assert_eq!(fs::read_to_string(&out).unwrap().contains("Hush"), shown, "{flags:?}");
    }
}

#[test]
fn an_analysis_speaks_to_people_and_to_programs() {
    for format in ["text", "markdown", "json"] {
        let out = run(&["analyze", "examples/telecom.strand", "--format", format, "--today", "2026-11-23"]).fine();
        assert!(out.len() > 500, "{format}: {out}");
        if format == "json" {
            let value: serde_json::Value = serde_json::from_str(&out).unwrap();
            assert_eq!(value["brand_strength"]["points"], 270);
        }
    }
}

#[test]
fn graphs_and_maps_get_a_row_for_every_node() {
    let folder = tempfile::tempdir().unwrap();
    let edges = folder.path().join("graph.csv");
    fs::write(&edges, "source,target,weight\na,b,1\nb,c,2\nc,a,3\nd,e,1\n").unwrap();
    let graphml = folder.path().join("graph.graphml");
    let nodes = ["a", "b", "c"].map(|id| format!("<node id=\"{id}\"/>")).concat();
    let edge = "<edge source=\"a\" target=\"b\"/><edge source=\"b\" target=\"c\"/>";
    let xml = format!("<graphml><graph edgedefault=\"undirected\">{nodes}{edge}</graph></graphml>");
    fs::write(&graphml, xml).unwrap();
    let out = folder.path().join("places.csv");
    for (file, rows) in [(edges, 5), (graphml, 3), (root().join("examples/coffee.strand"), 23)] {
        let stats = run(&["layout", path(&file), "-o", path(&out), "--fresh", "--stats", "--seed", "3"]).fine();
        let value: serde_json::Value = serde_json::from_str(&stats).unwrap();
        assert_eq!(value["nodes"], rows, "{}", file.display());
        let table = fs::read_to_string(&out).unwrap();
        assert_eq!(table.lines().count(), rows + 1, "{}:\n{table}", file.display());
        assert!(table.starts_with("id,x,y\n") && !table.contains("NaN"), "{table}");
    }
}

#[test]
fn an_edge_list_becomes_a_sound_map() {
    let folder = tempfile::tempdir().unwrap();
    let (edges, map) = (folder.path().join("edges.csv"), folder.path().join("map.strand"));
    fs::write(&edges, "source,target,weight\nCafe,Regulars,12\nCafe,Dairy,5\n").unwrap();
    run(&["convert", path(&edges), path(&map)]).fine();
    run(&["convert", path(&edges), path(&map)]).fine();
    let said = run(&["check", path(&map)]).fine();
    assert!(said.contains("3 actors, 2 connections"), "{said}");
}

#[test]
fn what_check_finds_is_its_exit_code() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("broken.strand");
    let text = fs::read_to_string(root().join("examples/coffee.strand")).unwrap();
    fs::write(&file, text.replacen("\"b\": \"roast\"", "\"b\": \"nobody\"", 1)).unwrap();
    let done = run(&["check", path(&file)]);
    assert_eq!(done.code(), 1, "{done:?}");
    assert!(done.said().contains("line ") && done.said().contains("nobody"), "{}", done.said());
}

#[test]
fn a_damaged_map_is_salvaged_on_demand() {
    let folder = tempfile::tempdir().unwrap();
    let (hurt, whole) = (folder.path().join("hurt.strand"), folder.path().join("whole.strand"));
    let text = fs::read_to_string(root().join("examples/coffee.strand")).unwrap();
    let cut = &text[..text.find("  \"perspectives\"").unwrap()];
    fs::write(&hurt, cut).unwrap();
    let refused = run(&["check", path(&hurt)]);
    assert_eq!(refused.code(), 2, "{refused:?}");
    assert!(refused.error().contains("20 actors, 36 connections of it can be read"), "{}", refused.error());
    assert_eq!(run(&["convert", path(&hurt), path(&whole)]).code(), 2);
    assert!(!whole.exists());
    let found = run(&["check", "--salvage", path(&hurt)]);
    assert_eq!(found.code(), 1, "{found:?}");
    assert!(found.said().contains("it ends too early"), "{}", found.said());
    let done = run(&["convert", "--salvage", path(&hurt), path(&whole)]);
    assert!(done.error().contains("it ends too early"), "{}", done.error());
    assert!(run(&["check", path(&whole)]).fine().contains("20 actors, 36 connections, 0 findings"));
    assert_eq!(fs::read_to_string(&hurt).unwrap(), cut, "the damaged file stays as it is");
}

#[test]
fn errors_name_the_file_and_change_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (kept, missing) = (folder.path().join("kept.strand"), folder.path().join("missing.strand"));
    fs::write(&kept, "precious").unwrap();
    for args in [
        vec!["render", path(&missing), "-o", path(&kept)],
        vec!["convert", path(&missing), path(&kept)],
        vec!["convert", path(&kept), path(&kept)],
        vec!["check", path(&missing)],
        vec!["analyze", path(folder.path())],
        vec!["layout", path(&missing), "-o", "x.csv"],
        vec!["render", "examples/coffee.strand", "-o", path(&kept)],
        vec!["render"],
        vec!["render", "examples/coffee.strand", "-o", "x.png", "--size", "0x0"],
    ] {
        let done = run(&args);
        assert_eq!(done.code(), 2, "{args:?}: {done:?}");
        assert!(!done.error().trim().is_empty(), "{args:?} must say why");
        assert_eq!(fs::read_to_string(&kept).unwrap(), "precious", "{args:?}");
    }
    let error = run(&["check", path(&missing)]).error();
    assert!(error.contains("missing.strand"), "{error}");
}

#[test]
fn without_a_display_the_window_names_render() {
    let mut command = program();
    command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").env_remove("WAYLAND_SOCKET");
    let done = Done(command.output().unwrap());
    assert_eq!(done.code(), 2, "{done:?}");
    assert!(done.error().contains("threestrand render") && done.error().lines().count() == 1, "{}", done.error());
}

#[cfg(unix)]
#[test]
fn whoever_reads_the_output_may_have_had_enough() {
    for command in ["check", "analyze"] {
        let mut program = program();
        program.args([command, "examples/telecom.strand"]);
        let mut child = program.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let done = Done(child.wait_with_output().unwrap());
        assert!(done.code() == 0 && done.error().is_empty(), "{done:?}");
    }
}

#[track_caller]
fn run(args: &[&str]) -> Done {
    Done(program().args(args).output().unwrap())
}

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_threestrand"));
    command.current_dir(root());
    command
}

fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[derive(Debug)]
struct Done(Output);

impl Done {
    #[track_caller]
    fn fine(self) -> String {
        assert!(self.0.status.success(), "{self:?}");
        self.said()
    }

    fn code(&self) -> i32 {
        self.0.status.code().unwrap_or(-1)
    }

    fn said(&self) -> String {
        String::from_utf8_lossy(&self.0.stdout).into_owned()
    }

    fn error(&self) -> String {
        String::from_utf8_lossy(&self.0.stderr).into_owned()
    }
}
