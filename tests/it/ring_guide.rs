//! The guide of a map in rings: who stands where, the promise in the middle, nothing on top of anything.

use threestrand::analysis::{Options, analyze};
use threestrand::derived::{layout_request, node_of};
use threestrand::formats;
use threestrand::geom::{Point, Rect};
use threestrand::layout::layout;
use threestrand::model::{Arrangement, Document, Edit, MetaChange, NodeId};
use threestrand::scene::{self, HitShape, Item, Lens, NameSizes, Scene, TextRun, Theme, View};
use threestrand::text::Engine;

const WORDS: [&str; 4] = ["WHAT WE SHARE", "OUR PEOPLE", "CUSTOMERS AND PARTNERS", "SOCIETY"];
const PROMISE: &str = "A morning that begins well, for everybody on the quay";

/// A sample map, arranged anew in this way, with a promise.
fn sample(name: &str, arrangement: Arrangement) -> Document {
    let file = format!("{name}.strand");
    let bytes = std::fs::read(crate::layers::root().join("examples").join(&file)).unwrap();
    let mut document = formats::read(&file, &bytes, 1).unwrap().document;
    let nowhere = document.placements().map(|(node, _)| (node, None)).collect();
    let meta = [MetaChange::Arrangement(arrangement), MetaChange::Promise(PROMISE.to_owned())].map(Edit::Meta);
    let _ = document.apply(Edit::All(meta.into_iter().chain([Edit::Place(nowhere)]).collect())).unwrap();
    let request = layout_request(&document, Engine::bundled(), Theme::Light, 16.0 / 9.0, &mut NameSizes::default());
    let nodes: Vec<_> = request.bodies.iter().map(|body| node_of(body.id)).collect();
    document.settle_positions(nodes.into_iter().zip(layout(&request)));
    document
}

fn picture(document: &Document, theme: Theme, lens: Lens) -> Scene {
    let analysis = analyze(document, &Options::default());
    scene::map(document, &analysis, Engine::bundled(), &View::new(theme, lens, 1.0))
}

/// The lines of text of the guide: names of rings, parts of the promise.
fn guide(scene: &Scene) -> Vec<&TextRun> {
    let texts = scene.items.iter().filter_map(|item| if let Item::Text(run) = item { Some(run) } else { None });
    texts.filter(|run| WORDS.contains(&run.text.as_str()) || PROMISE.contains(run.text.as_str())).collect()
}

#[test]
fn rings_are_named_and_the_promise_stands_among_them() {
    for name in ["coffee", "university", "hospital"] {
        let document = sample(name, Arrangement::Rings);
        for theme in Theme::ALL {
            let scene = picture(&document, theme, Lens::Strength);
            let found = guide(&scene);
            let words = found.iter().filter(|run| WORDS.contains(&run.text.as_str())).count();
            assert!(words >= 2, "{name} in {theme:?}: {words} words");
            let said: Vec<&str> = found.iter().map(|run| run.text.as_str()).filter(|t| PROMISE.contains(t)).collect();
            assert_eq!(said.join(" "), PROMISE, "{name} in {theme:?}");
        }
        let portrait = picture(&document, Theme::Light, Lens::Portrait);
        let said: Vec<&str> =
            guide(&portrait).iter().map(|run| run.text.as_str()).filter(|t| PROMISE.contains(t)).collect();
        assert_eq!(said.join(" "), PROMISE, "{name}: a portrait says it once, in the middle");
    }
    assert!(guide(&picture(&sample("coffee", Arrangement::Free), Theme::Light, Lens::Strength)).is_empty());
}

/// The lines of the promise on a picture, and the box around them.
fn promise(scene: &Scene) -> (Vec<&TextRun>, Rect) {
    let lines: Vec<&TextRun> = guide(scene).into_iter().filter(|run| PROMISE.contains(&run.text)).collect();
    let around = lines.iter().map(|run| Item::Text((*run).clone()).bounds()).reduce(|a, b| a.union(b));
    (lines, around.unwrap_or(Rect::ZERO))
}

#[test]
fn the_promise_stands_in_the_middle_at_every_scale_and_in_every_type() {
    for name in ["coffee", "telecom", "hospital", "software"] {
        let document = sample(name, Arrangement::Rings);
        let analysis = analyze(&document, &Options::default());
        let values: Vec<Point> =
            document.values().filter_map(|(id, _)| Some(document.placement(NodeId::Value(id))?.at)).collect();
        let mut middles: Vec<Point> = Vec::new();
        for (theme, large, scale) in [
            (Theme::Light, false, 1.0),
            (Theme::Dark, false, 0.6),
            (Theme::Light, true, 0.75),
            (Theme::Projector, true, 0.75),
        ] {
            let view = View { large, ..View::new(theme, Lens::Strength, scale) };
            let scene = scene::map(&document, &analysis, Engine::bundled(), &view);
            let (lines, area) = promise(&scene);
            let said: Vec<&str> = lines.iter().map(|run| run.text.as_str()).collect();
            assert_eq!(said.join(" "), PROMISE, "{name} in {theme:?} at {scale}");
            let width = |of: fn(f64, f64) -> f64, start: f64| lines.iter().map(|run| run.width).fold(start, of);
            let (least, most) = (width(f64::min, f64::INFINITY), width(f64::max, 0.0));
            assert!(least > 0.5 * most, "{name} in {theme:?}: lines from {least} to {most}: {said:?}");
            middles.push((area.center().to_vec2() / scale).to_point());
        }
        let middle = middles[0];
        assert!(middles.iter().all(|at| at.distance(middle) < 8.0), "{name}: {middles:?}");
        let far = values.iter().map(|at| at.distance(middle)).fold(0.0, f64::max);
        let nearer = document.placements().filter(|(_, place)| place.at.distance(middle) < 0.5 * far);
        assert!(nearer.count() <= 2, "{name}: others stand nearer to the middle than the values");
    }
}

#[test]
fn cords_bow_around_the_promise() {
    let document = sample("coffee", Arrangement::Rings);
    let analysis = analyze(&document, &Options::default());
    for scale in [0.6, 1.0] {
        let view = View::new(Theme::Light, Lens::Strength, scale);
        let scene = scene::map(&document, &analysis, Engine::bundled(), &view);
        let (_, area) = promise(&scene);
        let beneath = |hit: &&scene::Hit| match &hit.shape {
            HitShape::Line(points, _) => points.iter().any(|p| area.contains(*p)),
            HitShape::Disc(..) | HitShape::Box(_) => false,
        };
        let beneath: Vec<_> = scene.hits.iter().filter(beneath).map(|hit| hit.target).collect();
        assert!(beneath.len() <= 1, "of 36 cords these run beneath at {scale}: {beneath:?}");
    }
}

#[test]
fn the_guide_covers_nobody() {
    for name in ["coffee", "cosmetics", "software", "telecom", "university", "hospital"] {
        let document = sample(name, Arrangement::Rings);
        for theme in Theme::ALL {
            let scene = picture(&document, theme, Lens::Strength);
            let found = guide(&scene);
            for (i, run) in found.iter().enumerate() {
                let size = run.size;
                let area = Rect::new(
                    run.origin.x,
                    run.origin.y - 0.8 * size,
                    run.origin.x + run.width,
                    run.origin.y + 0.2 * size,
                );
                let apart = |other: Rect| {
                    area.x1 <= other.x0 || other.x1 <= area.x0 || area.y1 <= other.y0 || other.y1 <= area.y0
                };
                for hit in &scene.hits {
                    let clear = match &hit.shape {
                        HitShape::Box(name) => apart(*name),
                        HitShape::Disc(at, reach) => {
                            let near = Point::new(at.x.clamp(area.x0, area.x1), at.y.clamp(area.y0, area.y1));
                            near.distance(*at) >= *reach
                        }
                        HitShape::Line(..) => true,
                    };
                    assert!(clear, "{name} in {theme:?}: {:?} covers {:?}", run.text, hit.target);
                }
                assert!(
                    found[i + 1..].iter().all(|other| apart(Item::Text((*other).clone()).bounds().inflate(-4.0, -4.0)))
                );
            }
        }
    }
}
