//! On a bad projector, from the last row: no hairlines in any lens, at any scale.

use threestrand::analysis::{Options, analyze};
use threestrand::scene::{Item, LegendForm, Memory, Plan, Scene, Stroke, Theme, View};
use threestrand::text::Engine;

use super::clear::{crowd, example};
use super::lenses::all_lenses;
use super::scenes::random_map;

const EXAMPLES: [&str; 6] = ["coffee", "cosmetics", "hospital", "software", "telecom", "university"];

fn strokes(scene: &Scene) -> impl Iterator<Item = Stroke> {
    let stroke = |item: &Item| match item {
        Item::Disc(disc) => disc.stroke,
        Item::Polyline(line) => Some(line.stroke),
        Item::Path(path) => path.stroke,
        Item::Text(_) => None,
    };
    scene.items.iter().filter_map(stroke)
}

#[test]
fn there_is_no_hairline_in_any_picture() {
    let t = Theme::Projector.tokens();
    let maps = EXAMPLES.map(|name| (name.to_owned(), example(name)));
    let chance = (0..4).map(|seed| (format!("random {seed}"), random_map(seed).0));
    for (name, document) in maps.into_iter().chain(chance).chain([("a crowd".to_owned(), crowd())]) {
        let analysis = analyze(&document, &Options::default());
        for lens in all_lenses() {
            for scale in [0.15, 0.33, 0.6, 1.0, 1.5] {
                let view = View::new(Theme::Projector, lens, scale);
                let plan = Plan::new(&document, &analysis, Engine::bundled(), &view, &mut Memory::default());
                for scene in [
                    plan.map(),
                    plan.legend(Engine::bundled(), LegendForm::Lines { width: 1_200.0, height: f64::INFINITY }).scene,
                ] {
                    let thin = strokes(&scene).find(|stroke| stroke.color != t.canvas && stroke.width < 1.99);
                    assert_eq!(thin, None, "{name}, {lens:?}, at {scale}");
                }
            }
        }
    }
}
