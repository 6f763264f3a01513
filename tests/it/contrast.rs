//! Whether every word and every mark of the examples can be read: on its own ground, in each theme and lens.

use threestrand::analysis::{Options, analyze};
use threestrand::formats;
use threestrand::geom::{Point, Shape as _};
use threestrand::model::{ActorChange, Edit, Sketch};
use threestrand::scene::{self, Color, Disc, Item, Lens, MARK_CONTRAST, Page, Scene, Theme, contrast};
use threestrand::text::Engine;

use super::lenses::all_lenses;
use super::scenes::{Map, lines, needs, rated};

#[test]
fn every_word_stands_out_from_its_ground() {
    let mut pale = Vec::new();
    for_each_page(|name, page| {
        let canvas = page.background.unwrap();
        for (i, item) in page.items.iter().enumerate() {
            let Item::Text(run) = item else { continue };
            let middle = Point::new(run.origin.x + run.width / 2.0, run.origin.y - run.size * 0.3);
            let fill = || page.items[..i].iter().rev().find_map(|item| fill_at(item, middle));
            let ground = run.halo.map(|halo| halo.color).or_else(fill).unwrap_or(canvas);
            let found = contrast(run.color, ground);
            if found < 4.5 {
                pale.push(format!("{name}: {:?} has a contrast of {found:.2}", run.text));
            }
        }
    });
    assert!(pale.is_empty(), "{} words, such as\n{}", pale.len(), pale[..pale.len().min(12)].join("\n"));
}

#[test]
fn every_body_stands_out_from_the_canvas() {
    let mut pale = Vec::new();
    for_each_page(|name, page| {
        let canvas = page.background.unwrap();
        for hit in &page.hits {
            let (scene::Target::Actor(_), scene::HitShape::Disc(at, reach)) = (hit.target, &hit.shape) else {
                continue;
            };
            // Whatever its family, some line or fill of the body is a mark.
            let strongest =
                page.items.iter().filter_map(|item| body_at(item, *at, *reach)).map(|c| contrast(c, canvas));
            let found = strongest.fold(0.0, f64::max);
            if found < MARK_CONTRAST {
                pale.push(format!("{name}: a body has a contrast of {found:.2}"));
            }
        }
    });
    assert!(pale.is_empty(), "{} bodies, such as\n{}", pale.len(), pale[..pale.len().min(12)].join("\n"));
}

#[test]
fn sketches_and_ghosts_stand_out_from_the_canvas() {
    let sketched = |sketch| Map::pair(move |c| c.sketch = Some(sketch));
    let maps = [
        ("thin", Lens::Strength, sketched(Sketch::Thin)),
        ("strong", Lens::Strength, sketched(Sketch::Strong)),
        ("nothing", Lens::Strength, Map::pair(|c| c.strands = rated([0, 0, 0]))),
        ("unrated", Lens::Strength, Map::pair(|_| {})),
        ("missing", Lens::Weak, Map::pair(|c| (c.strands, c.need) = (rated([0, 0, 0]), needs(4)))),
    ];
    for (what, lens, map) in &maps {
        for theme in Theme::ALL {
            let (canvas, scene) = (theme.tokens().canvas, map.scene(theme, *lens, 1.0));
            let solid = lines(&scene).map(|line| line.stroke.color).filter(|color| color.a == 255 && *color != canvas);
            let found = solid.map(|color| contrast(color, canvas)).fold(f64::MAX, f64::min);
            assert!((MARK_CONTRAST..=21.0).contains(&found), "{what} in {theme:?} has a contrast of {found:.2}");
        }
    }
}

#[test]
fn pads_of_groups_stand_out_from_the_canvas() {
    let mut map = Map::pair(|_| {});
    let ids: Vec<_> = map.0.actors().map(|(id, _)| id).collect();
    let grouped = ids.iter().map(|id| Edit::Actor(*id, ActorChange::Group("Ours".to_owned()))).collect();
    let _ = map.0.apply(Edit::All(grouped)).unwrap();
    for theme in Theme::ALL {
        let (canvas, scene) = (theme.tokens().canvas, map.scene(theme, Lens::Silos, 1.0));
        let pads = scene.items.iter().filter_map(|item| match item {
            Item::Disc(Disc { stroke: Some(edge), fill: Some(_), radius, .. }) if *radius > 22.0 => Some(edge.color),
            _ => None,
        });
        let found: Vec<f64> = pads.map(|edge| contrast(edge, canvas)).collect();
        assert!(found.len() == 2 && found.iter().all(|c| *c >= MARK_CONTRAST), "{theme:?}: {found:?}");
    }
}

/// The solid fill of an item at a place.
fn fill_at(item: &Item, at: Point) -> Option<Color> {
    let fill = match item {
        Item::Disc(disc) if (at - disc.center).hypot() < disc.radius => disc.fill,
        Item::Path(path) if path.path.bounding_box().contains(at) && path.path.contains(at) => path.fill,
        _ => None,
    };
    fill.filter(|color| color.a == 255)
}

/// The strongest ink of a shape that lies around a place and no wider than a body.
fn body_at(item: &Item, at: Point, reach: f64) -> Option<Color> {
    match item {
        Item::Disc(disc) if (at - disc.center).hypot() < 0.5 && disc.radius <= reach + 1.0 => {
            disc.stroke.map(|stroke| stroke.color).or(disc.fill)
        }
        Item::Path(path) => {
            let area = path.path.bounding_box();
            let fits =
                (area.center() - at).hypot() < 0.2 * reach && area.width() <= 3.0 * reach && area.width() >= reach;
            if fits { path.stroke.map(|stroke| stroke.color).or(path.fill) } else { None }
        }
        _ => None,
    }
}

fn for_each_page(mut see: impl FnMut(&str, &Scene)) {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    for example in ["coffee", "cosmetics", "first", "hospital", "software", "telecom", "university"] {
        let bytes = std::fs::read(folder.join(format!("{example}.strand"))).unwrap();
        let document = formats::read("a.strand", &bytes, 0).unwrap().document;
        let analysis = analyze(&document, &Options::default());
        for (theme, lens) in Theme::ALL.into_iter().flat_map(|t| all_lenses().map(move |lens| (t, lens))) {
            let page = scene::page(&document, &analysis, Engine::bundled(), &Page::new(theme, lens, (1920.0, 1080.0)));
            see(&format!("{example} {theme:?} {lens:?}"), &page);
        }
    }
}
