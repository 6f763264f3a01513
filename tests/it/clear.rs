//! Nothing lies on anything: no name covers the body of another, a number or another name, on any screen and page.

use std::collections::BTreeMap;

use threestrand::analysis::{Analysis, Options, analyze};
use threestrand::derived;
use threestrand::formats;
use threestrand::geom::{Point, Rect, SplitMix64, Vec2};
use threestrand::model::{
    Actor, ActorId, Attachment, Connection, Document, Edit, Family, Kind, Level, NodeId, Note, Strands,
};
use threestrand::scene::{self, HitShape, Lens, Memory, Page, Plan, Scene, Target, Theme, View};
use threestrand::text::Engine;

use super::scenes::{Map, rated};

const EXAMPLES: [&str; 7] = ["coffee", "cosmetics", "first", "hospital", "software", "telecom", "university"];
const SCREENS: [(f64, f64); 3] = [(1280.0, 720.0), (1440.0, 900.0), (1920.0, 1080.0)];

/// An example as it is arranged for a screen.
pub(super) fn example(name: &str) -> Document {
    let file = format!("{name}.strand");
    let bytes = std::fs::read(crate::layers::root().join("examples").join(&file)).unwrap();
    let mut document = formats::read(&file, &bytes, 1).unwrap().document;
    derived::arrange(&mut document, Engine::bundled(), 16.0 / 9.0);
    document
}

/// A crowd of 300 with 1,000 connections, as chance wants it.
pub(super) fn crowd() -> Document {
    let mut random = SplitMix64::new(300);
    let mut document = Document::new("crowd".to_owned());
    let actors = (0..300).map(|i| {
        let kind = Kind::ALL[random.below(Kind::ALL.len())].clone();
        let (key, name) = (format!("a{i}"), format!("Regional sellers {i}"));
        Edit::AddActor(Box::new(Actor { key, name, kind, ..Actor::default() }), None)
    });
    let actors = actors.collect();
    let _ = document.apply(Edit::All(actors)).unwrap();
    let ids: Vec<ActorId> = document.actors().map(|(id, _)| id).collect();
    let mut seen = std::collections::BTreeSet::new();
    while seen.len() < 1000 {
        let (a, b) = (random.below(300), random.below(300));
        let mut level = || Level::new(random.below(6) as u8);
        if a < b && seen.insert((a, b)) {
            let mut connection = Connection::new(format!("{a}--{b}"), ids[a], ids[b]);
            (connection.strands, connection.need) = (Strands([level(), level(), level()]), level());
            let _ = document.apply(Edit::AddConnection(Box::new(connection))).unwrap();
        }
    }
    derived::arrange(&mut document, Engine::bundled(), 16.0 / 9.0);
    document
}

/// The map as it fills a window of this size, and whose connections are numbered on it.
fn on_screen(
    document: &Document,
    analysis: &Analysis,
    theme: Theme,
    lens: Lens,
    (w, h): (f64, f64),
) -> (Scene, Vec<Target>) {
    let view = |scale| View::new(theme, lens, scale);
    let (mut low, mut high) = (0.05, 2.0);
    for _ in 0..6 {
        let scale = f64::midpoint(low, high);
        let all = scene::extent(document, analysis, Engine::bundled(), &view(scale));
        if all.width() < w && all.height() < h { low = scale } else { high = scale }
    }
    let plan = Plan::new(document, analysis, Engine::bundled(), &view(low), &mut Memory::default());
    let numbered = plan.numbered().into_iter().filter_map(|(_, id)| document.connection(id));
    (plan.map(), numbered.flat_map(|c| [Target::Actor(c.a), Target::Actor(c.b)]).collect())
}

/// What lies on what, in words.
fn covered(document: &Document, scene: &Scene) -> Vec<String> {
    let mut found = Vec::new();
    let names = || scene.hits.iter().filter_map(named);
    for (who, name) in names() {
        let below = names().filter(|(other, area)| *other > who && !apart(name, *area));
        found.extend(below.map(|(other, _)| format!("the name of {who:?} lies on that of {other:?}")));
        for hit in scene.hits.iter().filter(|hit| hit.target != who) {
            let HitShape::Disc(at, reach) = hit.shape else { continue };
            // The circle around a shape with corners or a bar reaches beyond its sides.
            let share = match hit.target {
                Target::Actor(id) => match document.family(document.actor(id).unwrap()) {
                    Family::Inside | Family::Customer => 0.98,
                    Family::Carrier => 0.6,
                    Family::Organisation | Family::Society => 0.7,
                },
                _ => 0.98,
            };
            if nearest(name, at).distance(at) < share * reach {
                found.push(format!("the name of {who:?} covers {:?}", hit.target));
            }
        }
    }
    found
}

fn apart(a: Rect, b: Rect) -> bool {
    a.x1 <= b.x0 || b.x1 <= a.x0 || a.y1 <= b.y0 || b.y1 <= a.y0
}

fn nearest(area: Rect, at: Point) -> Point {
    Point::new(at.x.clamp(area.x0, area.x1), at.y.clamp(area.y0, area.y1))
}

fn named(hit: &scene::Hit) -> Option<(Target, Rect)> {
    match (hit.target, &hit.shape) {
        (Target::Actor(_) | Target::Value(_), HitShape::Box(area)) => Some((hit.target, *area)),
        _ => None,
    }
}

#[test]
fn a_note_on_a_cord_covers_neither_name_nor_body_nor_mark() {
    let mut map = Map::pair(|c| c.strands = rated([3, 3, 3]));
    for (i, at) in [(150.0, -30.0), (90.0, -50.0), (230.0, -40.0), (150.0, 90.0)].into_iter().enumerate() {
        let _ = map.actor(&format!("Somebody in the way {i}"), Kind::Media, at);
    }
    let on = map.0.connections().next().map(|(id, _)| id);
    let (key, text) = ("n".to_owned(), "Nobody has called them since the audit in spring".to_owned());
    let note = Note { key, text, on, ..Note::default() };
    let _ = map.0.apply(Edit::AddAttachment(Box::new(Attachment::Note(note)))).unwrap();
    for scale in [0.7, 1.0, 1.6] {
        let scene = map.scene(Theme::Light, Lens::Strength, scale);
        let paper = scene.hits.iter().find_map(|hit| match (hit.target, &hit.shape) {
            (Target::Note(_), HitShape::Box(area)) => Some(*area),
            _ => None,
        });
        let paper = paper.unwrap();
        for hit in scene.hits.iter().filter(|hit| !matches!(hit.target, Target::Note(_))) {
            let clear = match hit.shape {
                HitShape::Box(area) => apart(paper, area),
                HitShape::Disc(at, reach) => nearest(paper, at).distance(at) >= reach,
                HitShape::Line(..) => true,
            };
            assert!(clear, "at {scale} it covers {:?}", hit.target);
        }
    }
}

#[test]
fn no_name_covers_a_body_a_number_or_a_name() {
    let maps = EXAMPLES.iter().map(|name| (*name, example(name))).chain([("a crowd", crowd())]);
    let mut all = Vec::new();
    for (map, document) in maps {
        let analysis = analyze(&document, &Options::default());
        for theme in Theme::ALL {
            for lens in [Lens::Strength, Lens::Weak] {
                let screen = |size: &(f64, f64)| {
                    let (scene, about) = on_screen(&document, &analysis, theme, lens, *size);
                    (format!("on {size:?}"), scene, about)
                };
                let mut pictures: Vec<(String, Scene, Vec<Target>)> = SCREENS.iter().map(screen).collect();
                let page = Page::new(theme, lens, (1920.0, 1080.0));
                let page = scene::page(&document, &analysis, Engine::bundled(), &page);
                pictures.push(("on a page".to_owned(), page, Vec::new()));
                for (place, scene, about) in &pictures {
                    let names: Vec<Target> = scene.hits.iter().filter_map(named).map(|(who, _)| who).collect();
                    let number = names.len();
                    assert!(number >= document.actors().len().min(30) / 2, "{map} is nearly nameless: {number}");
                    let nameless = about.iter().filter(|who| !names.contains(who)).count();
                    assert!(
                        nameless == 0 || map == "a crowd",
                        "{map}, {theme:?}, {place}: {nameless} numbered have no name"
                    );
                    let on = |what: String| format!("{map}, {theme:?}, {lens:?}, {place}: {what}");
                    all.extend(covered(&document, scene).into_iter().map(on));
                }
            }
        }
    }
    assert!(all.is_empty(), "{} things lie on others, such as\n{}", all.len(), all[..all.len().min(20)].join("\n"));
}

/// By whom most hangs the eye finds its way: in a crowd, too, they have names, if need be at the end of a line.
#[test]
fn in_a_crowd_the_most_connected_are_named_first() {
    let document = crowd();
    let analysis = Analysis::default();
    let mut points: BTreeMap<ActorId, u32> = BTreeMap::new();
    for (_, c) in document.connections() {
        for end in [c.a, c.b] {
            *points.entry(end).or_default() += u32::from(c.points());
        }
    }
    let mut order: Vec<ActorId> = points.keys().copied().collect();
    order.sort_by_key(|id| (std::cmp::Reverse(points[id]), *id));
    for theme in Theme::ALL {
        for size in [(1100.0, 700.0), (1152.0, 560.0), (1440.0, 900.0), (1920.0, 1000.0)] {
            let (scene, _) = on_screen(&document, &analysis, theme, Lens::Strength, size);
            let names: Vec<Target> = scene.hits.iter().filter_map(named).map(|(who, _)| who).collect();
            let named = |most: usize| order[..most].iter().filter(|id| names.contains(&Target::Actor(**id))).count();
            // Of those as large as each other another may have come first.
            assert!(named(8) >= 7, "{theme:?}, {size:?}: only {} of the first eight have names", named(8));
        }
    }
}

/// Names stay where they are from picture to picture, but not under a cord that has just been drawn.
#[test]
fn a_name_leaves_a_cord_that_is_new() {
    let mut document = Document::new("d".to_owned());
    for (key, y) in [("Customers", 0.0), ("Service team", 160.0)] {
        let actor = Actor { key: key.to_owned(), name: key.to_owned(), ..Actor::default() };
        let at = threestrand::model::Placement { at: Point::new(0.0, y), pinned: false };
        let _ = document.apply(Edit::AddActor(Box::new(actor), Some(at))).unwrap();
    }
    let ids: Vec<ActorId> = document.actors().map(|(id, _)| id).collect();
    let mut memory = Memory::default();
    let view = View::new(Theme::Light, Lens::Strength, 1.0);
    let mut name = |document: &Document| {
        let analysis = analyze(document, &Options::default());
        let plan = Plan::new(document, &analysis, Engine::bundled(), &view, &mut memory);
        plan.name_box(ids[0].into()).unwrap()
    };
    assert!(name(&document).y0 > 0.0, "below, as usual");
    let cord = Connection::new("c".to_owned(), ids[0], ids[1]);
    let _ = document.apply(Edit::AddConnection(Box::new(cord))).unwrap();
    let moved = name(&document);
    assert!(moved.y1 < 0.0, "above: the cord leaves below");
    assert_eq!(name(&document), moved);
}

/// A frame in which many move asks nobody anew; the one in which they rest weighs everything, as a first picture would.
#[test]
fn in_a_crowd_in_motion_nothing_is_covered_and_bows_wait_until_it_rests() {
    let (mut document, analysis) = (crowd(), Analysis::default());
    let ids: Vec<NodeId> = document.placements().map(|(id, _)| id).collect();
    let places: Vec<Point> = document.placements().map(|(_, placement)| placement.at).collect();
    let mut memory = Memory::default();
    let mut frame = |document: &Document, moving: bool| {
        let view = View { moving, ..View::new(Theme::Light, Lens::Strength, 0.6) };
        Plan::new(document, &analysis, Engine::bundled(), &view, &mut memory).map()
    };
    let before = frame(&document, false);
    for step in 1..=5 {
        let by = |i: usize| Vec2::new(if i.is_multiple_of(2) { 14.0 } else { -14.0 }, 9.0) * f64::from(step);
        document.settle_positions(ids.iter().zip(&places).enumerate().map(|(i, (id, at))| (*id, *at + by(i))));
        let moved = frame(&document, true);
        assert_eq!(covered(&document, &moved), [""; 0]);
        let (now, then) = (bows(&moved), bows(&before));
        assert!(now.iter().all(|(cord, bow)| then.get(cord).is_none_or(|then| (then - bow).abs() < 0.02)), "{step}");
    }
    let rest = bows(&frame(&document, false));
    let fresh = View::new(Theme::Light, Lens::Strength, 0.6);
    let fresh = bows(&Plan::new(&document, &analysis, Engine::bundled(), &fresh, &mut Memory::default()).map());
    let alike = rest.iter().filter(|(cord, bow)| fresh.get(cord).is_some_and(|other| (*bow - other).abs() < 0.02));
    assert!(alike.count() * 10 > fresh.len() * 9, "rested, cords go where they would go by themselves");
}

/// How far each cord swings out, as a share of its length, the left side of the way from its first point.
fn bows(scene: &Scene) -> BTreeMap<Target, f64> {
    let of = |hit: &scene::Hit| {
        let HitShape::Line(points, _) = &hit.shape else { return None };
        let (first, last) = (*points.first()?, *points.last()?);
        let chord = last - first;
        let out = points.iter().map(|p| (*p - first).cross(chord) / chord.hypot2());
        let widest = out.max_by(|a, b| a.abs().total_cmp(&b.abs()))?;
        Some((hit.target, widest))
    };
    scene.hits.iter().filter_map(of).collect()
}

#[test]
fn a_cord_takes_the_same_way_on_every_screen_and_page() {
    for name in EXAMPLES {
        let document = example(name);
        let analysis = analyze(&document, &Options::default());
        let page =
            |theme, size| scene::page(&document, &analysis, Engine::bundled(), &Page::new(theme, Lens::Strength, size));
        let first = bows(&page(Theme::Light, (1920.0, 1080.0)));
        assert!(first.len() + 2 > document.connections().len(), "{name}: {} ways", first.len());
        for theme in Theme::ALL {
            let screens = SCREENS.iter().flat_map(|size| {
                [Lens::Strength, Lens::Weak].map(|lens| on_screen(&document, &analysis, theme, lens, *size).0)
            });
            let pages = [(1920.0, 1080.0), (1123.0, 794.0)].map(|size| page(theme, size));
            for scene in screens.chain(pages) {
                for (target, is) in bows(&scene) {
                    let was = first[&target];
                    assert!((was - is).abs() < 0.015, "{name}, {theme:?}: {target:?} bows {was}, {is}");
                }
            }
        }
        // Where an upright sheet draws the map out, its cords still pass on the same side of those they bow around.
        let upright = bows(&page(Theme::Light, (794.0, 1123.0)));
        let passes = |bow: f64| bow.abs() > 0.02;
        let other =
            upright.iter().filter(|(target, is)| passes(**is) && passes(first[target]) && **is * first[target] < 0.0);
        assert_eq!(other.count(), 0, "{name}");
    }
}

/// Names stand beside cords where they can: six pictures of each map, about 1,100 names.
#[test]
fn few_cords_run_across_names() {
    let (mut names, mut found) = (0, 0);
    for name in EXAMPLES {
        let document = example(name);
        let analysis = analyze(&document, &Options::default());
        for theme in [Theme::Light, Theme::Projector] {
            for size in SCREENS {
                let (scene, _) = on_screen(&document, &analysis, theme, Lens::Strength, size);
                for (_, area) in scene.hits.iter().filter_map(named) {
                    names += 1;
                    found += scene.hits.iter().filter(|hit| crosses(hit, area)).count();
                }
            }
        }
    }
    assert!(2 * found < names, "{found} cords run across {names} names");
}

/// Whether a cord runs across a box.
fn crosses(hit: &scene::Hit, area: Rect) -> bool {
    let HitShape::Line(points, _) = &hit.shape else { return false };
    points.windows(2).any(|line| {
        let steps = ((line[1] - line[0]).hypot() / 2.0).ceil();
        (0..=steps as u32).any(|i| area.contains(line[0].lerp(line[1], f64::from(i) / steps.max(1.0))))
    })
}

/// Of eight names on a slide, of twelve and of 27 each is read from the last row.
#[test]
fn names_on_a_slide_are_half_again_as_large_where_all_have_room() {
    let size = |map: &str, name: &str| {
        let (document, page) = (example(map), Page::new(Theme::Light, Lens::Strength, (1920.0, 1080.0)));
        let analysis = analyze(&document, &Options::default());
        let scene = scene::page(&document, &analysis, Engine::bundled(), &page);
        let of = |item: &scene::Item| match item {
            scene::Item::Text(run) if run.text == name => Some(run.size),
            _ => None,
        };
        scene.items.iter().find_map(of).unwrap()
    };
    let (few, some, many) = (size("first", "Subscribers"), size("coffee", "Subscribers"), size("telecom", "Investors"));
    let least = 1.45 * Theme::Light.tokens().name_size;
    assert!([few, some, many].into_iter().all(|size| size >= least), "{few} {some} {many}");
}
