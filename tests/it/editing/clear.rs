//! What lies over the canvas hides nothing that is looked at, and the view moves no more than it must.

use std::sync::Arc;

use threestrand::editor::{Command, Editor, Event, Key, LegendReach, LegendUse};
use threestrand::formats;
use threestrand::geom::{Point, Rect, Vec2};
use threestrand::model::{Actor, ConnectionId, Edit, NodeId, Placement, Selection};
use threestrand::scene::{HitShape, Target};
use threestrand::text::{Engine, Measure, Weight};

use super::hands::{TestEditor, draw, small};
use crate::layers::root;

/// The card, a caption and the legend as a window of the light theme measures them.
const CARD: Vec2 = Vec2::new(444.0, 308.0);
/// The same in the type of a projector.
const LARGE_CARD: Vec2 = Vec2::new(540.0, 360.0);
const HEAD: f64 = 48.0;
const FOOT: f64 = 87.0;

/// A legend that can stand only below the map.
fn below(foot: f64) -> LegendReach {
    LegendReach { foot, side: None }
}

fn example(name: &str, canvas: Vec2) -> TestEditor {
    let file = format!("{name}.strand");
    let bytes = std::fs::read(root().join("examples").join(&file)).unwrap();
    let mut t = TestEditor::new(formats::read(&file, &bytes, 1).unwrap().document);
    t.on(Event::Resized(canvas)).analyzed();
    t.editor.covered_by(0.0, below(FOOT));
    t.run(Command::FitAll).settle();
    t
}

/// What is drawn of a node, its name included, in screen points.
fn drawn(t: &mut TestEditor, node: NodeId) -> Rect {
    let target = match node {
        NodeId::Actor(id) => Target::Actor(id),
        NodeId::Value(id) => Target::Value(id),
    };
    let (scene, camera) = (t.editor.scene(), t.editor.camera().clone());
    let origin = camera.screen_from_map(Point::ORIGIN).to_vec2();
    let boxes = scene.hits.iter().filter(|hit| hit.target == target).filter_map(|hit| match hit.shape {
        HitShape::Disc(center, radius) => Some(Rect::from_center_size(center, (2.0 * radius, 2.0 * radius))),
        HitShape::Box(area) => Some(area),
        HitShape::Line(..) => None,
    });
    boxes.reduce(|a, b| a.union(b)).expect("it is drawn") + origin
}

fn meet(a: Rect, b: Rect) -> bool {
    a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1
}

/// Both ends with their names, the cord, the caption and the card are seen at once.
#[track_caller]
fn check_stop(t: &mut TestEditor, id: ConnectionId, canvas: Vec2) {
    let corner = t.editor.card_place(CARD);
    let card = Rect::from_origin_size(corner, CARD.to_size());
    let clear = Rect::new(0.0, HEAD, canvas.x, canvas.y - FOOT);
    assert!(clear.inflate(0.5, 0.5).contains_rect(card), "the card {card} lies over caption or legend, {canvas}");
    let connection = t.editor.document().connection(id).unwrap();
    let ends: [NodeId; 2] = [connection.a.into(), connection.b.into()];
    for end in ends {
        let seen = drawn(t, end);
        // Where the view has to step back, a name may turn to another side and reach a little past the edge.
        assert!(clear.inflate(12.0, 12.0).contains_rect(seen), "{seen} is not in sight, {canvas}");
        assert!(!meet(card, seen), "the card {card} hides {seen}, {canvas}");
    }
    let (scene, camera) = (t.editor.scene(), t.editor.camera().clone());
    let origin = camera.screen_from_map(Point::ORIGIN).to_vec2();
    for hit in scene.hits.iter().filter(|hit| hit.target == Target::Connection(id)) {
        if let HitShape::Line(points, _) = &hit.shape {
            assert!(points.iter().all(|p| !card.contains(*p + origin)), "the card hides the cord, {canvas}");
        }
    }
}

#[test]
fn the_card_hides_neither_caption_nor_ends_nor_cord() {
    for canvas in [Vec2::new(1073.0, 794.0), Vec2::new(914.0, 616.0), Vec2::new(657.0, 664.0), Vec2::new(1550.0, 980.0)]
    {
        let mut t = example("telecom", canvas);
        t.key(Key::F(8));
        let weak = t.editor.analysis().weak.clone();
        for id in weak.into_iter().take(7) {
            t.key(Key::Right);
            t.editor.covered_by(HEAD, below(FOOT));
            t.settle();
            assert!(t.editor.selection().connections.contains(&id));
            check_stop(&mut t, id, canvas);
        }
    }
}

#[test]
fn a_card_over_the_panel_takes_no_room_of_a_narrow_map() {
    let moves = |aside: bool| {
        let mut t = example("coffee", Vec2::new(760.0, 640.0));
        t.key(Key::F(8)).settle();
        let before = t.editor.camera().clone();
        (0..7).any(|_| {
            t.key(Key::Right);
            if aside {
                t.editor.card_aside();
            } else {
                let _beside = t.editor.card_place(CARD);
            }
            t.settle();
            let now = t.editor.camera();
            (now.center, now.scale) != (before.center, before.scale)
        })
    };
    assert!(moves(false), "beside the card there is no room: or the test shows nothing");
    assert!(!moves(true));
}

#[test]
fn a_card_that_a_table_stands_in_for_is_no_level_out() {
    let mut t = example("coffee", Vec2::new(1073.0, 560.0));
    t.key(Key::F(8)).key(Key::Right).settle();
    assert!(t.editor.rating_card().is_some());
    t.editor.card_nowhere();
    t.key(Key::Escape);
    assert!(t.editor.selection().is_empty(), "one press, one level that is seen");
}

/// Something takes this much of the canvas at its left, its right and its foot.
fn squeeze(t: &mut TestEditor, [left, right, foot]: [f64; 3]) {
    let size = t.editor.camera().viewport - Vec2::new(left + right, foot);
    t.on(Event::Squeezed { size, by: Vec2::new(left, 0.0) }).settle();
}

#[test]
fn panels_come_and_go_over_a_map_that_stays_where_it_is() {
    let mut t = example("telecom", Vec2::new(1400.0, 900.0));
    t.on(Event::Zoomed { factor: 2.0, at: Point::new(700.0, 450.0) }).settle();
    let on_window = |t: &TestEditor, corner: f64| t.screen(Point::ORIGIN) + Vec2::new(corner, 0.0);
    let (before, scale) = (on_window(&t, 0.0), t.editor.camera().scale);
    for panel in [[0.0, 368.0, 0.0], [240.0, 0.0, 0.0], [0.0, 0.0, 270.0]] {
        squeeze(&mut t, panel);
        assert!((on_window(&t, panel[0]) - before).hypot() < 1.0e-6, "{panel:?} moved the map");
        squeeze(&mut t, panel.map(|room| -room));
        assert!((on_window(&t, 0.0) - before).hypot() < 1.0e-6, "{panel:?} moved the map when it went");
    }
    // Who is in the hand does not vanish beneath a panel.
    let clear = t.editor.camera().visible().inflate(-60.0, -120.0);
    let places: Vec<_> = t.editor.document().actors().map(|(id, _)| id).collect();
    let at = |t: &TestEditor, id| t.editor.document().placement(id).unwrap().at;
    let last = places.into_iter().filter(|id| clear.contains(at(&t, *id)));
    let last = last.max_by(|a, b| at(&t, *a).x.total_cmp(&at(&t, *b).x)).unwrap();
    t.editor.select(Selection { actors: [last].into(), ..Selection::default() });
    squeeze(&mut t, [0.0, 700.0, 0.0]);
    assert!(t.editor.camera().visible().contains(at(&t, last)));
    assert_eq!(t.editor.camera().scale, scale, "no nearer and no farther");
}

#[test]
fn the_way_back_from_a_walk_leads_home_though_a_panel_has_gone() {
    let mut t = example("telecom", Vec2::new(1000.0, 700.0));
    t.on(Event::Zoomed { factor: 1.6, at: Point::new(500.0, 350.0) }).settle();
    let before = t.screen(Point::ORIGIN);
    t.key(Key::F(8)).key(Key::Right).settle();
    squeeze(&mut t, [0.0, -300.0, 0.0]);
    t.key(Key::F(8)).settle();
    assert!((t.screen(Point::ORIGIN) - before).hypot() < 1.0e-6);
}

#[test]
fn a_box_at_the_foot_moves_no_view() {
    let mut t = example("telecom", Vec2::new(1073.0, 794.0));
    let camera = t.editor.camera().clone();
    let foot = camera.map_from_screen(Point::new(900.0, 785.0));
    t.point_at(foot).run(Command::Note).settle();
    assert!(t.editor.name_box().is_some());
    assert_eq!(t.editor.camera(), &camera);
    t.on(Event::BoxText("ask".to_owned())).on(Event::BoxCommit(None)).settle();
    assert_eq!(t.editor.camera(), &camera);
    let at = t.editor.document().notes().last().unwrap().1.at.unwrap();
    assert!(camera.screen_from_map(at).y < 794.0 - FOOT, "and the note lies in sight");
}

#[test]
fn a_card_that_grows_hides_neither_its_ends_nor_comes_nearer() {
    let canvas = Vec2::new(856.0, 636.0);
    let mut t = example("coffee", canvas);
    t.key(Key::F(8)).key(Key::Right).settle();
    t.editor.covered_by(HEAD, below(FOOT));
    let _small = t.editor.card_place(CARD);
    t.settle();
    let scale = t.editor.camera().scale;
    let _large = t.editor.card_place(LARGE_CARD);
    t.settle();
    let corner = t.editor.card_place(LARGE_CARD);
    let card = Rect::from_origin_size(corner, LARGE_CARD.to_size());
    let id = *t.editor.selection().connections.first().unwrap();
    let connection = t.editor.document().connection(id).unwrap();
    for end in [connection.a, connection.b] {
        let seen = drawn(&mut t, end.into());
        assert!(!meet(seen, card), "{seen} lies under the card {card}");
    }
    assert!(t.editor.camera().scale <= scale);
}

#[test]
fn above_a_tall_table_nobody_becomes_a_dot() {
    let mut t = example("telecom", Vec2::new(1100.0, 834.0));
    let fitted = t.editor.camera().scale;
    t.on(Event::Resized(Vec2::new(1100.0, 300.0)));
    let low = t.editor.camera().clone();
    assert!(low.scale > 0.4 * fitted, "{} of {fitted}", low.scale);
    t.on(Event::Resized(Vec2::new(1100.0, 834.0)));
    assert!((t.editor.camera().scale - fitted).abs() < 1.0e-9, "and all of it is seen again");
}

#[test]
fn what_is_in_sight_moves_no_view() {
    let mut t = example("telecom", Vec2::new(1600.0, 1000.0));
    let before = t.editor.camera().clone();
    let actors: Vec<_> = t.editor.document().actors().map(|(id, _)| id).collect();
    for id in actors {
        t.asked = t.editor.show(Selection { actors: [id].into(), ..Selection::default() });
        t.settle();
        assert_eq!(*t.editor.camera(), before, "everybody is in sight already");
    }
    t.on(Event::Zoomed { factor: 3.0, at: Point::new(800.0, 500.0) });
    let scale = t.editor.camera().scale;
    let far = t.actor("Consumer bloggers");
    t.asked = t.editor.show(Selection { actors: [far].into(), ..Selection::default() });
    t.settle();
    let seen = drawn(&mut t, far.into());
    assert!(Rect::new(0.0, 55.0, 1600.0, 1000.0 - FOOT).contains_rect(seen), "{seen}");
    assert_eq!(t.editor.camera().scale, scale, "it is near enough");
}

#[test]
fn leaving_the_reading_returns_to_where_one_looked() {
    let canvas = Vec2::new(657.0, 664.0);
    let mut t = example("telecom", canvas);
    let before = t.editor.camera().clone();
    t.key(Key::F(8)).key(Key::Right).settle().key(Key::Right).settle();
    assert_ne!(*t.editor.camera(), before, "there is no room for the card beside the cord");
    t.key(Key::F(8)).settle();
    assert_eq!(*t.editor.camera(), before);
    assert!(t.editor.selection().is_empty(), "the walk had selected it");
    t.key(Key::F(8)).key(Key::Right).settle().on(Event::Panned(Vec2::new(30.0, 0.0)));
    let moved = t.editor.camera().clone();
    t.key(Key::F(8)).settle();
    assert_eq!(*t.editor.camera(), moved, "who has moved it is where he wants to be");
}

#[test]
fn nothing_moves_while_a_card_is_open_nor_by_a_rating() {
    let mut t = example("coffee", Vec2::new(1073.0, 794.0));
    t.run(Command::PauseLayout);
    assert!(!t.editor.is_paused());
    let places = |t: &TestEditor| t.editor.document().placements().collect::<Vec<_>>();
    let before = places(&t);
    let cords: Vec<_> = t.editor.document().connections().map(|(id, _)| id).take(4).collect();
    for id in cords {
        t.asked = t.editor.select(Selection { connections: [id].into(), ..Selection::default() });
        t.keys("5511").settle();
        assert_eq!(places(&t), before, "what is rated stays under the eyes");
        t.key(Key::Escape).key(Key::Escape).settle();
        assert_eq!(places(&t), before, "and afterwards, too, but for a Tidy");
    }
}

#[test]
fn the_legend_hides_and_makes_room() {
    let mut t = example("telecom", Vec2::new(1073.0, 794.0));
    let foot = |t: &mut TestEditor| {
        t.run(Command::FitAll).settle();
        t.editor.camera().scale
    };
    let shown = foot(&mut t);
    t.run(Command::Legend);
    assert_eq!(t.editor.legend_use(), LegendUse::Hidden);
    assert!(t.editor.undo_name().is_none(), "it is no change of the map");
    t.editor.covered_by(0.0, below(0.0));
    assert!(foot(&mut t) >= shown);
    t.run(Command::Legend);
    assert_eq!(t.editor.legend_use(), LegendUse::Folded);
}

#[test]
fn a_fitted_map_makes_room_for_the_whole_legend() {
    let mut t = example("telecom", Vec2::new(1073.0, 594.0));
    let folded = t.editor.camera().scale;
    t.run(Command::WholeLegend);
    assert_eq!(t.editor.legend_use(), LegendUse::Whole);
    t.editor.covered_by(0.0, below(2.0 * FOOT));
    assert!(t.editor.camera().scale < folded, "nobody is left beneath it");
    t.run(Command::Legend).run(Command::Legend).run(Command::WholeLegend).run(Command::WholeLegend);
    assert_eq!(t.editor.legend_use(), LegendUse::Folded);
}

#[test]
fn new_names_stand_where_one_sees_them() {
    let mut t = example("coffee", Vec2::new(1073.0, 794.0));
    for (i, name) in ["Anna", "Ben", "Clara", "Dora", "Emil", "Fritz"].into_iter().enumerate() {
        // The pointer rests on the legend.
        t.on(Event::Moved { at: Point::new(60.0 + 40.0 * i as f64, 760.0), modifiers: super::hands::PLAIN });
        t.name(name).settle();
        let at = t.editor.camera().screen_from_map(t.place(name));
        assert!(Rect::new(20.0, 56.0, 1053.0, 794.0 - FOOT).contains(at), "{name} stands at {at}");
    }
}

#[test]
fn on_a_wide_map_the_walk_brings_its_stop_into_the_middle_of_what_the_card_leaves() {
    let mut document = small();
    for x in [-9_000.0, 1_500.0] {
        let actor = Actor { key: x.to_string(), name: x.to_string(), ..Actor::default() };
        let at = Placement { at: Point::new(x, 0.0), pinned: true };
        draw(&mut document, Edit::AddActor(Box::new(actor), Some(at)));
    }
    let mut t = TestEditor::new(document);
    let canvas = Vec2::new(1_280.0, 640.0);
    t.on(Event::Resized(canvas)).run(Command::PauseLayout).run(Command::ReduceMotion).analyzed();
    t.editor.covered_by(0.0, below(FOOT));
    t.run(Command::FitAll);
    t.key(Key::F(8)).key(Key::Right);
    t.editor.covered_by(HEAD, below(FOOT));
    let ends = ["Billing", "Customers"].map(|name| {
        let place = t.place(name);
        t.editor.camera().screen_from_map(place)
    });
    let share = ends[0].midpoint(ends[1]).x / canvas.x;
    assert!((0.25..0.75).contains(&share), "{ends:?} at the edge");
    let id = t.cord("Billing", "Customers");
    check_stop(&mut t, id, canvas);
}

/// The faces of the program: the other tests measure every letter alike.
struct Faces;

impl Measure for Faces {
    fn width(&self, text: &str, size: f64, weight: Weight) -> f64 {
        Engine::bundled().width(text, size, weight)
    }
}

/// An example as the window shows it.
fn shown(name: &str, theme: Command, canvas: Vec2) -> TestEditor {
    let document = example(name, canvas).editor.document().clone();
    let mut t = TestEditor { editor: Editor::new(document, Arc::new(Faces), 7), ..TestEditor::empty() };
    t.run(theme).on(Event::Resized(canvas)).analyzed();
    t.editor.covered_by(0.0, below(FOOT));
    t.run(Command::FitAll).settle();
    t
}

/// The box around everybody with their names, in screen points.
fn everybody(t: &mut TestEditor) -> Rect {
    let nodes: Vec<NodeId> = t.editor.document().placements().map(|(node, _)| node).collect();
    nodes.into_iter().map(|node| drawn(t, node)).reduce(|a, b| a.union(b)).unwrap()
}

#[test]
fn before_a_room_on_a_bad_projector_the_foot_stays_free() {
    for canvas in [Vec2::new(1_280.0, 720.0), Vec2::new(1_440.0, 900.0)] {
        for (theme, share) in [(Command::ThemeProjector, 0.08), (Command::ThemeLight, 0.0)] {
            let mut t = shown("telecom", theme, canvas);
            assert_eq!(t.editor.hidden_foot(), 0.0, "nobody watches yet");
            t.key(Key::F(5)).on(Event::Resized(canvas));
            let hidden = t.editor.hidden_foot();
            assert!((hidden - share * canvas.y).abs() < 1.0e-9, "{hidden}");
            // Without a legend the map itself reaches lowest; with one, that stands above the foot.
            t.run(Command::Legend);
            t.editor.covered_by(HEAD, below(0.0));
            t.run(Command::FitAll).settle();
            let lowest = everybody(&mut t).y1;
            assert!(lowest < canvas.y - hidden, "{lowest} of {canvas}");
            assert!(lowest > 0.7 * canvas.y, "the map still fills the rest: {lowest} of {canvas}");
        }
    }
}

#[track_caller]
fn check_whole(t: &mut TestEditor, canvas: Vec2, head: f64, when: &str) {
    let (all, clear) = (everybody(t), Rect::new(0.0, head, canvas.x, canvas.y - FOOT));
    assert!(clear.contains_rect(all), "{all} of {clear}, {canvas}, {when}");
}

#[test]
fn before_a_room_no_name_is_cut_as_panels_come_and_go() {
    for (name, theme) in [
        ("telecom", Command::ThemeProjector),
        ("coffee", Command::ThemeProjector),
        ("cosmetics", Command::ThemeLight),
        ("university", Command::ThemeProjector),
    ] {
        for canvas in [Vec2::new(1152.0, 720.0), Vec2::new(1024.0, 768.0), Vec2::new(1106.0, 622.0)] {
            let mut t = shown(name, theme, canvas + Vec2::new(100.0, -60.0));
            t.key(Key::F(5)).on(Event::Resized(canvas));
            t.editor.covered_by(HEAD, below(FOOT));
            t.run(Command::FitAll).settle();
            check_whole(&mut t, canvas, HEAD, name);
            for (width, when) in
                [(canvas.x - 400.0, "revealed"), (canvas.x, "hidden again"), (canvas.x - 400.0, "again")]
            {
                let canvas = Vec2::new(width, canvas.y);
                t.key(Key::Letter('r')).on(Event::Resized(canvas)).settle();
                t.editor.covered_by(HEAD, below(FOOT));
                check_whole(&mut t, canvas, HEAD, when);
            }
        }
    }
}

#[test]
fn who_saw_all_of_it_in_a_view_of_their_own_goes_on_seeing_all() {
    let canvas = Vec2::new(1152.0, 720.0);
    let mut t = shown("telecom", Command::ThemeLight, canvas);
    t.on(Event::Panned(Vec2::new(90.0, 8.0))).settle();
    let mine = t.editor.camera().clone();
    t.on(Event::Resized(Vec2::new(1100.0, 720.0)));
    assert_eq!((t.editor.camera().center, t.editor.camera().scale), (mine.center, mine.scale), "nobody is cut");
    let narrow = Vec2::new(780.0, 720.0);
    t.on(Event::Resized(narrow)).settle();
    check_whole(&mut t, narrow, 0.0, "a panel");
    t.on(Event::Resized(canvas)).on(Event::Zoomed { factor: 2.0, at: Point::new(500.0, 300.0) }).settle();
    let mine = t.editor.camera().clone();
    t.on(Event::Resized(narrow)).settle();
    assert_eq!(
        (t.editor.camera().center, t.editor.camera().scale),
        (mine.center, mine.scale),
        "who looks closer stays there"
    );
}

#[test]
fn what_is_in_sight_has_no_empty_ground_around_it() {
    let mut t = example("coffee", Vec2::new(1073.0, 794.0));
    let _drawn = t.editor.scene();
    let (visible, seen) = (t.editor.camera().visible(), t.editor.in_sight());
    assert!(visible.contains_rect(seen) && seen.height() < 0.9 * visible.height(), "{seen} of {visible}");
    assert!(t.editor.document().placements().all(|(_, placement)| seen.contains(placement.at)));
    t.run(Command::ActualSize).settle();
    let _drawn = t.editor.scene();
    assert!(t.editor.camera().visible().contains_rect(t.editor.in_sight()));
}

#[test]
fn a_fitted_map_uses_the_room_there_is() {
    for name in ["telecom", "coffee", "hospital", "university"] {
        for (canvas, theme) in
            [(Vec2::new(1073.0, 794.0), Command::ThemeLight), (Vec2::new(1440.0, 720.0), Command::ThemeProjector)]
        {
            let mut t = shown(name, theme, canvas);
            let all = everybody(&mut t);
            let sides = (all.x0.min(canvas.x - all.x1), all.y0 - 56.0, canvas.y - FOOT - all.y1);
            assert!(sides.0 < 30.0 || (sides.1 < 12.0 && sides.2 < 22.0), "{name}: {sides:?} are left");
            // What is left over lies above and below alike, but for the strip of kinds.
            assert!(sides.1 < 12.0 || (all.y0 - (canvas.y - FOOT - all.y1)).abs() < 24.0, "{name}: {sides:?}");
            let again = everybody(t.run(Command::FitAll).settle());
            assert_eq!(again, all, "and is the same each time");
        }
    }
}

#[test]
fn before_a_room_the_legend_stands_beside_a_map_that_is_larger_so() {
    let canvas = Vec2::new(1_280.0, 720.0);
    let reach = LegendReach { foot: 150.0, side: Some(230.0) };
    let presented = |legend: LegendReach| {
        let mut t = shown("telecom", Command::ThemeProjector, canvas);
        t.key(Key::F(5)).on(Event::Resized(canvas));
        t.editor.covered_by(HEAD, legend);
        let measured = t.editor.camera().scale;
        t.run(Command::FitAll).settle();
        t.editor.covered_by(HEAD, legend);
        assert_eq!(
            t.editor.camera().scale,
            measured,
            "fitted to what was measured, be it more or less than was thought"
        );
        t
    };
    presented(below(50.0));
    let below = presented(below(reach.foot));
    let mut t = presented(reach);
    assert!(t.editor.legend_is_aside() && !below.editor.legend_is_aside());
    assert!(t.editor.camera().scale > 1.1 * below.editor.camera().scale);
    assert!(everybody(&mut t).x1 < canvas.x - 230.0, "nobody stands beneath it");
    // It stays there while the map is moved, whatever would be better for what is seen now.
    t.on(Event::Zoomed { factor: 3.0, at: Point::new(640.0, 300.0) }).on(Event::Panned(Vec2::new(400.0, 0.0)));
    t.editor.covered_by(HEAD, LegendReach { foot: 40.0, ..reach });
    assert!(t.editor.legend_is_aside());
    // The numbers leave a canvas that is as high as it is wide.
    t.run(Command::FitAll).settle().on(Event::Resized(Vec2::new(800.0, 720.0)));
    t.editor.covered_by(HEAD, reach);
    assert!(!t.editor.legend_is_aside());
    t.run(Command::Legend);
    assert!(!t.editor.legend_is_aside());
}
