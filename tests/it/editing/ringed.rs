//! A map in rings that is worked on: who comes stands on their own ring, and notes lie in nobody's way.

use threestrand::analysis::{Options, analyze};
use threestrand::editor::Command;
use threestrand::geom::{Point, Rect, Vec2, overlap};
use threestrand::model::{Attachment, Document, Edit, NodeId, Note};
use threestrand::scene::{self, HitShape, Lens, Target, Theme, View, ring_of};
use threestrand::text::Engine;

use super::hands::{TestEditor, draw};

/// A sample map with everybody in their place.
fn placed(name: &str) -> Document {
    TestEditor::new(crate::oracles::map(name)).editor.document().clone()
}

fn ringed() -> TestEditor {
    let mut t = TestEditor::new(crate::oracles::map("coffee"));
    t.run(Command::ReduceMotion).analyzed().run(Command::Rings).settle();
    t
}

/// The middle of the values.
fn middle(document: &Document) -> Point {
    let values: Vec<Vec2> =
        document.values().filter_map(|(id, _)| Some(document.placement(NodeId::Value(id))?.at.to_vec2())).collect();
    (values.iter().copied().sum::<Vec2>() / values.len() as f64).to_point()
}

/// How far from the middle those of a ring stand, from the nearest to the furthest.
fn span(document: &Document, ring: u8) -> (f64, f64) {
    let middle = middle(document);
    let far = document.placements().filter(|(id, _)| ring_of(document, *id) == ring);
    let far = far.map(|(_, place)| place.at.distance(middle));
    far.fold((f64::INFINITY, 0.0), |(least, most), far| (least.min(far), most.max(far)))
}

#[test]
fn who_is_named_below_the_rings_comes_into_their_own_ring() {
    for (name, ring) in [("Walk-in customers", 2), ("Night bakers team", 1), ("Harbour newspaper", 3)] {
        let mut t = ringed();
        let (before, camera) = (t.editor.document().clone(), t.editor.camera().clone());
        let pointer = camera.map_from_screen(Point::new(800.0, 940.0));
        t.point_at(pointer).name(name);
        let (now, id) = (t.editor.document(), NodeId::Actor(t.actor(name)));
        assert_eq!(ring_of(now, id), ring, "{name}");
        let (near, far) = span(&before, ring);
        let away = t.place(name).distance(middle(&before));
        assert!(0.6 * near < away && away < 1.2 * far, "{name}: {away} from the middle, others {near} to {far}");
        assert!(t.place(name).y > middle(&before).y, "on the side of the pointer");
        for (id, was) in before.placements() {
            let (is, who) = (now.placement(id).unwrap().at, id);
            assert!(is.distance(was.at) < 40.0, "{who:?} makes room, no more: {was:?} to {is:?}");
        }
        if ring < 3 {
            assert_eq!(t.editor.camera().destination(), camera.destination(), "{name}: all of it was in sight");
        }
    }
}

#[test]
fn what_is_pasted_into_rings_stands_on_them() {
    let mut t = ringed();
    let before = t.editor.document().clone();
    let other = placed("telecom");
    t.asked = t.editor.paste_document(&other, Some(Point::new(2_500.0, 1_800.0)));
    t.checked().settle();
    let now = t.editor.document();
    for (id, place) in now.placements().filter(|(id, _)| before.placement(*id).is_none()) {
        let ring = ring_of(now, id);
        let (_, far) = span(&before, ring);
        let away = place.at.distance(middle(&before));
        // Rings are wider than high.
        assert!(away < 1.6 * far, "{id:?} of ring {ring}: {away} from the middle, others {far}");
    }
    t.run(Command::Undo).settle();
    assert_eq!(*t.editor.document(), before);
}

#[test]
fn when_a_paste_is_taken_back_the_map_is_in_sight() {
    let mut t = TestEditor::small();
    let camera = t.editor.camera().clone();
    t.asked = t.editor.paste_document(&placed("coffee"), Some(Point::new(9_000.0, 0.0)));
    t.checked().settle();
    assert!(t.editor.document().placements().take(4).all(|(_, p)| !t.editor.camera().visible().contains(p.at)));
    t.run(Command::Undo).settle();
    assert!(t.editor.document().placements().all(|(_, p)| t.editor.camera().visible().contains(p.at)));
    // Nothing that is in sight is left for that.
    let place = t.place("Mia");
    t.click(place).run(Command::FitSelection).settle();
    let near = t.editor.camera().clone();
    t.point_at(place + Vec2::new(120.0, 0.0)).name("Nora").settle();
    t.run(Command::Undo).settle();
    assert_eq!(t.editor.camera().scale, near.scale, "who looks closely goes on doing so");
    assert!(near.scale != camera.scale || near.center != camera.center);
}

#[test]
fn a_note_lies_neither_on_cords_nor_on_anybody_once_the_map_is_in_rings() {
    for off in [(-420.0, 260.0), (-150.0, 300.0), (260.0, -220.0), (0.0, 40.0)] {
        let mut document = placed("coffee");
        let at = document.placements().map(|(_, p)| p.at.to_vec2()).sum::<Vec2>() / document.placements().len() as f64;
        let at = (at + Vec2::from(off)).to_point();
        let note = Note {
            key: "n".to_owned(),
            text: "ask them what they would miss".to_owned(),
            at: Some(at),
            ..Note::default()
        };
        draw(&mut document, Edit::AddAttachment(Box::new(Attachment::Note(note))));
        let mut t = TestEditor::new(document);
        t.run(Command::ReduceMotion).analyzed().run(Command::Rings).settle();
        let scene = t.editor.scene();
        let paper = |hit: &scene::Hit| match (&hit.target, &hit.shape) {
            (Target::Note(_), HitShape::Box(area)) => Some(*area),
            _ => None,
        };
        let paper = scene.hits.iter().find_map(paper).expect("it is on the picture");
        for hit in scene.hits.iter().filter(|hit| !matches!(hit.target, Target::Note(_))) {
            let clear = match &hit.shape {
                HitShape::Box(area) => !overlap(*area, paper),
                HitShape::Disc(at, r) => !overlap(Rect::from_center_size(*at, (2.0 * r, 2.0 * r)), paper),
                HitShape::Line(points, _) => !points.iter().any(|p| paper.contains(*p)),
            };
            assert!(clear, "at {off:?} it lies on {:?}", hit.target);
        }
    }
}

#[test]
fn names_make_room_for_a_note() {
    let plain = placed("coffee");
    let analysis = analyze(&plain, &Options::default());
    for scale in [0.42, 0.6, 1.0] {
        let view = View::new(Theme::Light, Lens::Strength, scale);
        let named = |document: &Document| {
            let scene = scene::map(document, &analysis, Engine::bundled(), &view);
            let boxes = |hit: &scene::Hit| match &hit.shape {
                HitShape::Box(area) => Some((hit.target, *area)),
                HitShape::Disc(..) | HitShape::Line(..) => None,
            };
            scene.hits.iter().filter_map(boxes).collect::<Vec<_>>()
        };
        let names = named(&plain);
        let (_, name) = names.iter().find(|(target, _)| matches!(target, Target::Actor(_))).unwrap();
        let mut noted = plain.clone();
        let at = Some((name.center().to_vec2() / scale).to_point());
        let note = Note { key: "n".to_owned(), text: "why?".to_owned(), at, ..Note::default() };
        draw(&mut noted, Edit::AddAttachment(Box::new(Attachment::Note(note))));
        let now = named(&noted);
        let (papers, names): (Vec<_>, Vec<_>) = now.into_iter().partition(|(t, _)| matches!(t, Target::Note(_)));
        assert_eq!(papers.len(), 1);
        for (target, name) in names {
            assert!(!overlap(papers[0].1, name), "at {scale} the note hides the name of {target:?}");
        }
    }
}
