//! Names keep off cords where they can: counted over the examples, fitted to windows of three sizes.

use std::collections::BTreeMap;

use threestrand::analysis::{Analysis, Options, analyze};
use threestrand::geom::Rect;
use threestrand::model::Document;
use threestrand::scene::{self, Hit, HitShape, Lens, Memory, Plan, Scene, Target, Theme, View};
use threestrand::text::Engine;
use threestrand::{derived, formats};

const EXAMPLES: [&str; 6] = ["coffee", "cosmetics", "hospital", "software", "telecom", "university"];

fn example(name: &str) -> (Document, Analysis) {
    let file = format!("{name}.strand");
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(&file);
    let mut document = formats::read(&file, &std::fs::read(path).unwrap(), 1).unwrap().document;
    derived::arrange(&mut document, Engine::bundled(), 16.0 / 9.0);
    let analysis = analyze(&document, &Options::default());
    (document, analysis)
}

fn view(theme: Theme, scale: f64) -> View {
    View::new(theme, Lens::Strength, scale)
}

fn plan((document, analysis): &(Document, Analysis), view: &View, memory: &mut Memory) -> Scene {
    Plan::new(document, analysis, Engine::bundled(), view, memory).map()
}

/// The scale at which all of a map is seen in a window.
fn fit((document, analysis): &(Document, Analysis), theme: Theme, (width, height): (f64, f64)) -> f64 {
    let (mut low, mut high) = (0.05, 2.0);
    for _ in 0..12 {
        let scale = f64::midpoint(low, high);
        let all = scene::extent(document, analysis, Engine::bundled(), &view(theme, scale));
        let fits = all.width() < width && all.height() < height;
        if fits { low = scale } else { high = scale }
    }
    low
}

fn name(hit: &Hit) -> Option<(Target, Rect)> {
    match (hit.target, &hit.shape) {
        (Target::Actor(_) | Target::Value(_), HitShape::Box(area)) => Some((hit.target, *area)),
        _ => None,
    }
}

/// Over which share of its width a cord runs beneath a name; `None` where it keeps off.
fn beneath(cord: &Hit, name: Rect) -> Option<f64> {
    let HitShape::Line(points, half) = &cord.shape else { return None };
    let area = name.inflate(half - 1.0, half - 1.0);
    let mut span: Option<(f64, f64)> = None;
    for line in points.windows(2) {
        let steps = (line[1] - line[0]).hypot().ceil().max(1.0);
        for at in (0..=steps as u32).map(|i| line[0].lerp(line[1], f64::from(i) / steps)) {
            if area.contains(at) {
                let (low, high) = span.unwrap_or((at.x, at.x));
                span = Some((low.min(at.x), high.max(at.x)));
            }
        }
    }
    span.map(|(low, high)| (high - low) / name.width())
}

/// Names, cords beneath them, and how many of those run along more than half of one.
fn count(scene: &Scene) -> [usize; 3] {
    let mut sums = [0; 3];
    for (_, area) in scene.hits.iter().filter_map(name) {
        let beneath: Vec<f64> = scene.hits.iter().filter_map(|hit| beneath(hit, area)).collect();
        let along = beneath.iter().filter(|share| **share > 0.5).count();
        sums = [sums[0] + 1, sums[1] + beneath.len(), sums[2] + along];
    }
    sums
}

#[test]
fn few_names_lie_on_cords_and_fewer_along_them() {
    for (theme, most, along) in [(Theme::Light, 245, 62), (Theme::Dark, 245, 62), (Theme::Projector, 600, 190)] {
        let mut sums = [0; 3];
        for map in EXAMPLES.map(example) {
            for size in [(1020.0, 640.0), (1280.0, 720.0), (1440.0, 900.0)] {
                let view = view(theme, fit(&map, theme, size));
                let found = count(&plan(&map, &view, &mut Memory::default()));
                sums.iter_mut().zip(found).for_each(|(sum, found)| *sum += found);
            }
        }
        assert!(sums[0] >= 600, "{theme:?}: nobody loses a name for it: {}", sums[0]);
        assert!(sums[1] <= most && sums[2] <= along, "{theme:?}: {sums:?}");
    }
}

#[test]
fn no_name_of_a_small_map_lies_on_a_cord() {
    let coffee = example("coffee");
    assert_eq!(count(&plan(&coffee, &view(Theme::Light, 1.0), &mut Memory::default()))[1], 0);
}

#[test]
fn the_picture_after_is_the_same_where_nothing_changed() {
    for map in EXAMPLES.map(example) {
        for (theme, size) in [(Theme::Light, (1020.0, 640.0)), (Theme::Projector, (1280.0, 720.0))] {
            let (view, mut memory) = (view(theme, fit(&map, theme, size)), Memory::default());
            let names = |scene: &Scene| scene.hits.iter().filter_map(name).collect::<BTreeMap<_, _>>();
            let first = names(&plan(&map, &view, &mut memory));
            assert_eq!(first, names(&plan(&map, &view, &mut memory)), "{theme:?}");
        }
    }
}
