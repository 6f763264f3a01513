//! The main job, whole: twelve actors and fifteen rated cords by mouse and keyboard, and nothing lost.

use threestrand::editor::{Command, Key};
use threestrand::formats;
use threestrand::geom::Point;
use threestrand::model::Document;

use super::hands::TestEditor;

const NAMES: [&str; 12] = [
    "Executive team",
    "Roastery",
    "Baristas",
    "Web shop",
    "Regulars",
    "Subscribers",
    "Wholesale cafes",
    "Importer",
    "Growers",
    "Saturday market",
    "Food writers",
    "Bank",
];
/// Two ends by number, then how much it matters and the three strands.
const CORDS: [(usize, usize, &str); 15] = [
    (0, 1, "5344"),
    (0, 2, "5344"),
    (0, 3, "4221"),
    (0, 11, "3232"),
    (1, 2, "4243"),
    (1, 3, "3110"),
    (1, 6, "4210"),
    (1, 7, "4322"),
    (2, 4, "5355"),
    (2, 9, "3043"),
    (2, 10, "3122"),
    (3, 5, "5311"),
    (7, 8, "3422"),
    (8, 0, "4000"),
    (9, 4, "1032"),
];

#[test]
fn a_workshop_is_drawn_undone_redone_and_saved() {
    let mut t = TestEditor::empty();
    for (i, name) in NAMES.into_iter().enumerate() {
        let at = Point::new(170.0 * (i % 4) as f64 - 250.0, 190.0 * (i / 4) as f64 - 190.0);
        t.point_at(at).name(name).key(Key::Escape);
    }
    t.expect_actors(&NAMES);
    for (a, b, digits) in CORDS {
        let (from, to) = (t.rim(NAMES[a]), t.place(NAMES[b]));
        t.press(from).drag_to(to).release().key(Key::Enter).keys(digits).key(Key::Escape).key(Key::Escape);
        let (need, strands) = t.rated(NAMES[a], NAMES[b]);
        let given = std::iter::once(need).chain(strands).map(|level| level.map_or('-', |level| (b'0' + level) as char));
        assert_eq!(given.collect::<String>(), digits, "{} - {}", NAMES[a], NAMES[b]);
    }
    t.run(Command::PauseLayout).settle();
    let drawn = t.editor.document().clone();
    assert_eq!((drawn.actors().len(), drawn.connections().len()), (12, 15));

    while t.editor.undo_name().is_some() {
        t.run(Command::Undo);
    }
    assert!(t.editor.document().is_empty() && !t.editor.is_unsaved(), "undone to nothing");
    while t.editor.redo_name().is_some() {
        t.run(Command::Redo);
    }
    assert_same(t.editor.document(), &drawn);

    t.settle();
    let bytes = formats::write_strand(t.editor.document());
    let opened = formats::read("workshop.strand", &bytes, 0).unwrap();
    assert!(opened.issues.is_empty(), "{:?}", opened.issues);
    assert_same(&opened.document, &drawn);
    assert_eq!(formats::write_strand(&opened.document), bytes, "saved again, the same bytes");
}

/// Everything but the places, which the layout may move.
#[track_caller]
fn assert_same(a: &Document, b: &Document) {
    assert!(a.actors().map(|(_, actor)| actor).eq(b.actors().map(|(_, actor)| actor)), "actors differ");
    let records = |document: &Document| -> Vec<_> {
        let key = |id| document.actor(id).unwrap().key.clone();
        document.connections().map(|(_, c)| (key(c.a), key(c.b), c.key.clone(), c.need, c.strands)).collect()
    };
    assert_eq!(records(a), records(b));
}
