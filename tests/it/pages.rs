//! Pages as a client holds them: what fills a sheet, what stands where, what of the screen is on them.
//!
//! What a lens shows is proven in `lenses.rs`, that names stay clear in `clear.rs`.

use std::collections::BTreeMap;

use threestrand::analysis::{Analysis, Options, analyze};
use threestrand::export::Paper;
use threestrand::formats;
use threestrand::geom::{Point, Rect, overlap};
use threestrand::model::{Document, Edit, MetaChange};
use threestrand::report;
use threestrand::scene::{self, Board, HitShape, Item, Lens, Page, Scene, Target, Theme};
use threestrand::text::Engine;

const EXAMPLES: [&str; 6] = ["coffee", "cosmetics", "hospital", "software", "telecom", "university"];

fn example(name: &str) -> (Document, Analysis) {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let bytes = std::fs::read(folder.join(format!("{name}.strand"))).unwrap();
    let document = formats::read("a.strand", &bytes, 0).unwrap().document;
    let analysis = analyze(&document, &Options::default());
    (document, analysis)
}

fn paint((document, analysis): &(Document, Analysis), page: &Page<'_>) -> Scene {
    scene::page(document, analysis, Engine::bundled(), page)
}

/// Where everybody stands.
fn bodies(scene: &Scene) -> BTreeMap<Target, Point> {
    let disc = |hit: &scene::Hit| match hit.shape {
        HitShape::Disc(at, _) => Some((hit.target, at)),
        _ => None,
    };
    scene.hits.iter().filter_map(disc).collect()
}

/// All words with their size and the box of their letters.
fn words(scene: &Scene) -> Vec<(&str, f64, Rect)> {
    let area = |run: &scene::TextRun| {
        let (x, y) = (run.origin.x, run.origin.y);
        Rect::new(x, y - 0.7 * run.size, x + run.width, y)
    };
    let items = scene.items.iter();
    items
        .filter_map(
            |item| if let Item::Text(run) = item { Some((run.text.as_str(), run.size, area(run))) } else { None },
        )
        .collect()
}

fn board(map: &(Document, Analysis)) -> Board {
    Board { headline: report::headline(&map.0, &map.1), callouts: report::callouts(&map.0, &map.1) }
}

#[test]
fn a_wide_map_makes_good_use_of_an_upright_sheet() {
    for name in EXAMPLES {
        let map = example(name);
        let lying = paint(&map, &Page::new(Theme::Light, Lens::Strength, Paper::A4.size(false)));
        let upright = paint(&map, &Page::new(Theme::Light, Lens::Strength, Paper::A4.size(true)));
        let places = |scene: &Scene| {
            bodies(scene).into_values().map(|at| Rect::from_points(at, at)).reduce(|a, b| a.union(b)).unwrap()
        };
        // Drawn out evenly, and by no more than leaves the map that everybody knows.
        let aspect = |area: Rect| area.width() / area.height();
        let drawn_out = aspect(places(&lying)) / aspect(places(&upright));
        assert!((1.1..1.51).contains(&drawn_out), "{name}: {drawn_out}");
        let (a, b) = (bodies(&lying), bodies(&upright));
        let part = |area: Rect, at: Point| ((at.x - area.x0) / area.width(), (at.y - area.y0) / area.height());
        for (target, at) in &a {
            let (was, is) = (part(places(&lying), *at), part(places(&upright), b[target]));
            assert!((was.0 - is.0).abs() < 0.01 && (was.1 - is.1).abs() < 0.01, "{name}: {target:?} {was:?} {is:?}");
        }
        let most = words(&upright).into_iter().map(|(_, size, _)| size).fold(0.0, f64::max);
        let title = words(&upright).into_iter().find(|(text, ..)| *text == map.0.meta().title).unwrap();
        assert!(title.1 > 0.7 * most, "{name}: a title leads its page");
        assert!(places(&upright).height() > 0.4 * upright.bounds.height(), "{name}: {:?}", places(&upright));
    }
}

#[test]
fn callouts_stand_below_the_map_of_an_upright_sheet_and_touch_nothing() {
    for (name, theme) in EXAMPLES.iter().flat_map(|name| Theme::ALL.map(|theme| (name, theme))) {
        let map = example(name);
        let board = board(&map);
        for upright in [false, true] {
            let page = Page { board: Some(&board), ..Page::new(theme, Lens::Weak, Paper::A4.size(upright)) };
            let scene = paint(&map, &page);
            let words = words(&scene);
            let first = words.iter().position(|(text, ..)| *text == "The weakest, in this order").unwrap();
            let lowest = bodies(&scene).into_values().map(|at| at.y).fold(0.0, f64::max);
            assert_eq!(upright, words[first].2.y0 > lowest, "{name} {theme:?}");
            for (i, (text, _, area)) in words.iter().enumerate().skip(first) {
                assert!(area.x1 < scene.bounds.x1 && area.y1 < scene.bounds.y1, "{name} {theme:?}: {text}");
                let touched = words[..i].iter().find(|(_, _, other)| overlap(*other, *area));
                assert!(touched.is_none(), "{name} {theme:?} {upright}: {text} touches {touched:?}");
            }
        }
    }
}

#[test]
fn callouts_of_a_slide_keep_apart_and_off_the_legend() {
    for (name, theme) in EXAMPLES.iter().flat_map(|name| Theme::ALL.map(|theme| (name, theme))) {
        let map = example(name);
        let board = board(&map);
        let page = Page { board: Some(&board), ..Page::new(theme, Lens::Weak, Paper::Slide.size(false)) };
        let scene = paint(&map, &page);
        let words = words(&scene);
        // The first line of each, and what stands right above it in its column.
        for (whom, _) in &board.callouts {
            let first = |text: &str| whom.starts_with(text.trim_end()) && text.chars().count() > 3;
            let right = |area: &Rect| area.x0 > scene.bounds.width() * 0.6;
            let (text, size, area) = words
                .iter()
                .find(|(text, _, area)| right(area) && first(text))
                .unwrap_or_else(|| panic!("{name}: {whom}"));
            let above =
                words.iter().filter(|(_, _, other)| right(other) && other.y1 < area.y0).map(|(.., other)| other.y1);
            let gap = area.y0 - above.fold(0.0, f64::max);
            assert!(gap > 0.5 * size, "{name} {theme:?}: {text} {gap} below what is above it");
        }
        let legend = words.iter().find(|(text, ..)| *text == "Weak connections").map(|(.., area)| area.y0);
        let lowest = words.iter().filter(|(_, _, area)| area.x0 > scene.bounds.width() * 0.7);
        let lowest = lowest.map(|(.., area)| area.y1).filter(|y| legend.is_none_or(|legend| *y < legend));
        let (legend, lowest) = (legend.unwrap_or(scene.bounds.y1), lowest.fold(0.0, f64::max));
        assert!(lowest + 20.0 < legend, "{name} {theme:?}: {lowest} {legend}");
    }
}

#[test]
fn the_day_of_a_portrait_stands_over_who_is_who_and_touches_nothing() {
    for (name, theme) in EXAMPLES.iter().flat_map(|name| Theme::ALL.map(|theme| (name, theme))) {
        let map = example(name);
        for size in [Paper::Slide.size(false), Paper::A4.size(false), Paper::A4.size(true), (1280.0, 720.0)] {
            let page = Page { date: "26 November 2026", ..Page::new(theme, Lens::Portrait, size) };
            let scene = paint(&map, &page);
            let words = words(&scene);
            let day = words.iter().position(|(text, ..)| *text == page.date).unwrap();
            for (i, (text, _, area)) in words.iter().enumerate() {
                assert!(i == day || !overlap(*area, words[day].2), "{name} {theme:?} {size:?}: {text}");
            }
            let strand = words.iter().find(|(text, ..)| *text == "Trust").unwrap();
            assert!(strand.2.y0 > words[day].2.y1, "{name} {theme:?} {size:?}");
        }
    }
}

#[test]
fn a_sheet_stands_upright_for_a_map_that_is_higher_than_wide() {
    let (mut document, _) = example("coffee");
    assert!(!scene::is_upright(&document));
    let turned: Vec<_> = document.placements().map(|(id, place)| (id, Point::new(place.at.y, place.at.x))).collect();
    document.settle_positions(turned);
    assert!(scene::is_upright(&document));
    assert!(!scene::is_upright(&Document::new("nobody".to_owned())), "nobody is nowhere");
}

#[test]
fn under_silos_the_table_of_groups_stands_on_the_page_as_beside_the_map() {
    for (name, theme, upright, legend) in EXAMPLES.iter().flat_map(|name| {
        Theme::ALL.into_iter().flat_map(move |theme| {
            [(false, true), (true, true), (false, false), (true, false)].map(|(up, legend)| (name, theme, up, legend))
        })
    }) {
        let map = example(name);
        let page = Page { legend, ..Page::new(theme, Lens::Silos, Paper::A4.size(upright)) };
        let scene = paint(&map, &page);
        let words = words(&scene);
        let case = format!("{name} {theme:?} {upright} {legend}");
        let from = words.iter().position(|(text, ..)| *text == "Points between groups").expect(&case);
        let (groups, points) = (&map.1.groups, &map.1.points_between);
        let columns = groups.len();
        // Heads, then row by row: the name in one line or two, its figures.
        assert!(words[from + 1..][..columns].iter().zip(1..).all(|((text, ..), i)| *text == i.to_string()), "{case}");
        let mut rest = words[from + 1 + columns..].iter();
        for (row, name) in groups.iter().enumerate() {
            let mut said = rest.next().unwrap().0.to_owned();
            while said.split_whitespace().collect::<String>().len()
                < format!("{}{name}", row + 1).replace(' ', "").len()
            {
                said = format!("{said} {}", rest.next().unwrap().0);
            }
            for cell in &points[row] {
                assert_eq!(rest.next().unwrap().0, cell.to_string(), "{case}: {said}");
            }
        }
        for (i, (text, _, area)) in words.iter().enumerate().skip(from) {
            assert!(scene.bounds.union(*area) == scene.bounds, "{case}: {text} leaves the sheet");
            let touched = words[..i].iter().find(|(_, _, other)| overlap(*other, *area));
            assert!(touched.is_none(), "{case}: {text} touches {touched:?}");
        }
        let table = words[from..].iter().map(|(.., area)| *area).take(columns + 2).reduce(|a, b| a.union(b)).unwrap();
        assert!(bodies(&scene).into_values().all(|at| !table.contains(at)), "{case}");
        let without = paint(&map, &Page { table: false, ..page });
        assert!(without.items.len() < scene.items.len());
    }
}

#[test]
fn only_nothing_between_two_groups_is_framed() {
    let mut map = example("telecom");
    let outlined = |map: &(Document, Analysis)| {
        let page = Page::new(Theme::Light, Lens::Silos, Paper::A4.size(false));
        let large = Some(page.theme.tokens().large);
        let frame = |item: &&Item| matches!(item, Item::Path(path) if path.fill.is_none() && path.stroke.as_ref().map(|s| s.color) == large);
        paint(map, &page).items.iter().filter(frame).count()
    };
    let points = &mut map.1.points_between;
    (points[0][0], points[0][1], points[1][0]) = (4, 4, 4);
    let before = outlined(&map);
    map.1.points_between[0][0] = 0;
    assert_eq!(outlined(&map), before, "within a group");
    (map.1.points_between[0][1], map.1.points_between[1][0]) = (0, 0);
    assert_eq!(outlined(&map), before + 2);
}

#[test]
fn no_other_page_has_a_table_of_groups() {
    let map = example("telecom");
    let board = board(&map);
    let size = Paper::A4.size(false);
    let pages = [Lens::Strength, Lens::Weak, Lens::Portrait].map(|lens| Page::new(Theme::Light, lens, size));
    let slide = Page { board: Some(&board), ..Page::new(Theme::Light, Lens::Silos, size) };
    for page in pages.into_iter().chain([slide]) {
        let scene = paint(&map, &page);
        assert!(words(&scene).into_iter().all(|(text, ..)| text != "Points between groups"), "{:?}", page.lens);
    }
}

/// The words of a page that are set in the size of its title: nothing else above the map is as large.
fn titles(map: &(Document, Analysis), page: &Page<'_>) -> Vec<(String, f64)> {
    let scene = paint(map, &Page { dials: false, ..*page });
    let words = words(&scene);
    let largest = words.iter().map(|(_, size, _)| *size).fold(0.0, f64::max);
    words.iter().filter(|(_, size, _)| *size == largest).map(|(text, size, _)| ((*text).to_owned(), *size)).collect()
}

#[test]
fn a_long_title_takes_two_lines_beside_the_dials_and_a_map_without_one_has_none() {
    let mut map = example("coffee");
    let page = Page::new(Theme::Light, Lens::Strength, Paper::Letter.size(false));
    let usual = titles(&map, &page);
    assert_eq!(usual.len(), 1);
    let scene = paint(&map, &page);
    let words = words(&scene);
    let lines: Vec<_> = words.iter().filter(|(text, ..)| usual[0].0.contains(text) && text.len() > 12).collect();
    assert_eq!(lines.iter().map(|(text, ..)| *text).collect::<Vec<_>>().join(" "), usual[0].0);
    assert!(lines.len() == 2 && lines.iter().all(|(_, size, _)| *size > 0.8 * usual[0].1), "{lines:?}");
    let free =
        |(i, (.., area)): (usize, &(&str, f64, Rect))| !words[..i].iter().any(|(.., other)| overlap(*other, *area));
    assert!(words.iter().enumerate().all(free), "all words stand free");
    let upright = paint(&map, &Page::new(Theme::Light, Lens::Strength, Paper::A4.size(true)));
    let inside = |(text, _, area): &(&str, f64, Rect)| upright.bounds.contains_rect(*area) || panic!("{text} {area:?}");
    assert!(self::words(&upright).iter().all(inside));

    let _ = map.0.apply(Edit::Meta(MetaChange::Title(String::new()))).unwrap();
    for upright in [false, true] {
        for lens in [Lens::Strength, Lens::Portrait] {
            let scene = paint(&map, &Page::new(Theme::Light, lens, Paper::A4.size(upright)));
            assert!(self::words(&scene).iter().all(|(text, ..)| !text.contains("ntitled")), "{lens:?}");
        }
    }
}

#[test]
fn names_on_a_sheet_of_paper_have_seven_points() {
    for name in EXAMPLES {
        let map = example(name);
        let names: Vec<&str> = map.0.actors().flat_map(|(_, actor)| actor.name.split_whitespace()).collect();
        for upright in [false, true] {
            let scene = paint(&map, &Page::new(Theme::Light, Lens::Strength, Paper::A4.size(upright)));
            let of_names =
                words(&scene).into_iter().filter(|(text, ..)| text.split_whitespace().all(|w| names.contains(&w)));
            let least = of_names.map(|(_, size, _)| size).fold(f64::INFINITY, f64::min);
            assert!(least * 0.75 >= 7.0, "{name} {upright}: {} points", least * 0.75);
        }
    }
}
