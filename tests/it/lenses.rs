//! What each lens shows, that its legend says so, and the pages that come of it.

use std::collections::BTreeSet;

use threestrand::derived;
use threestrand::geom::{Rect, SplitMix64};
use threestrand::model::{
    Authority, ConnectionChange, Edit, Flow, Kind, Level, MetaChange, Party, PerspectiveRating, Source, Strand,
    Strands, Trend,
};
use threestrand::report::{self, Topic};
use threestrand::scene::{
    self, Board, Color, Disc, Entry, HitShape, Item, LegendForm, Lens, Page, Scene, Stroke, Target, Theme, View,
};
use threestrand::text::FixedWidth;

use super::scenes::{Map, lines, needs, random_map, rated, width_of};

/// All lenses, both sides of a new map included.
pub(super) fn all_lenses() -> impl Iterator<Item = Lens> {
    Lens::ALL.into_iter().chain([Lens::Side(0), Lens::Side(1), Lens::Portrait])
}

/// A random map whose cords also have owners, trends, groups, and ratings of both sides.
fn full_map(seed: u64) -> Map {
    let mut map = random_map(seed);
    let mut random = SplitMix64::new(seed ^ 0xA5);
    let edits: Vec<Edit> = (map.0.connections().map(|(id, _)| id).collect::<Vec<_>>().into_iter())
        .flat_map(|id| {
            let mut level = || Level::new(random.below(6) as u8);
            let mut rating = |source| PerspectiveRating {
                strands: Strands([level(), level(), level()]),
                source,
                ..PerspectiveRating::default()
            };
            let (company, other) = (rating(None), rating(Some(Source::Guess)));
            let changes = match random.below(6) {
                0 => vec![ConnectionChange::Owner(Some(Party::Name("Ana".to_owned())))],
                1 => vec![
                    ConnectionChange::Owner(Some(Party::Name("Tom".to_owned()))),
                    ConnectionChange::Authority(Some(Authority::No)),
                ],
                2 => vec![ConnectionChange::Trend(Some(Trend::Fading))],
                3 => vec![ConnectionChange::Trend(Some(Trend::Growing))],
                4 => vec![
                    ConnectionChange::Rating("company".to_owned(), Some(company)),
                    ConnectionChange::Rating("other".to_owned(), Some(other)),
                ],
                _ => vec![],
            };
            changes.into_iter().map(move |change| Edit::Connection(id, change))
        })
        .collect();
    let _ = map.0.apply(Edit::All(edits)).unwrap();
    map
}

#[test]
fn a_legend_and_its_picture_agree_under_every_lens() {
    let t = Theme::Light.tokens();
    let mut met = BTreeSet::new();
    for (seed, lens) in (0..6).flat_map(|seed| all_lenses().map(move |lens| (seed, lens))) {
        let map = full_map(seed);
        for scale in [0.3, 0.8, 1.5] {
            let plan = map.plan(View::new(Theme::Light, lens, scale));
            let (entries, scene) = (plan.entries(), plan.map());
            met.extend(entries.iter().copied());
            let strokes: Vec<Stroke> = scene
                .items
                .iter()
                .filter_map(|item| match item {
                    Item::Polyline(line) => Some(line.stroke),
                    Item::Path(path) => path.stroke,
                    Item::Disc(disc) => disc.stroke,
                    Item::Text(_) => None,
                })
                .collect();
            let ring = |color: Color, dashed: bool| {
                scene.items.iter().any(|item| {
                    let Item::Disc(Disc { stroke: Some(stroke), fill: Some(fill), .. }) = item else { return false };
                    stroke.color == color && *fill == t.canvas && stroke.dash.is_some() == dashed
                })
            };
            let number = scene.items.iter().any(|item| matches!(item, Item::Disc(d) if d.fill == Some(t.large)));
            let tube = strokes.iter().any(|s| s.color == Color { a: s.color.a, ..t.ink } && s.color.a < 255);
            let glow = strokes
                .iter()
                .any(|s| s.color.a < 255 && [t.small, t.medium, t.large].contains(&Color { a: 255, ..s.color }));
            let solid_strand = strokes.iter().any(|s| t.strands.contains(&s.color))
                || scene
                    .items
                    .iter()
                    .any(|item| matches!(item, Item::Path(p) if p.fill.is_some_and(|f| t.strands.contains(&f))));
            let has = |wanted: &[Entry]| wanted.iter().any(|entry| entries.contains(entry));
            let at = format!("map {seed}, {lens:?} at {scale}: {entries:?}");
            assert_eq!(has(&[Entry::Numbered, Entry::Gap]), number, "numbers, {at}");
            assert_eq!(has(&[Entry::Growing]), ring(t.good, false), "growing, {at}");
            assert_eq!(has(&[Entry::Fading]), ring(t.large, false), "fading, {at}");
            assert_eq!(has(&[Entry::Nobody]), ring(t.large, true), "nobody, {at}");
            assert_eq!(has(&[Entry::Owned, Entry::Powerless, Entry::Unequal]), ring(t.ink, false), "rings, {at}");
            assert_eq!(has(&[Entry::Needed, Entry::Promised]), tube, "tubes, {at}");
            assert_eq!(has(&[Entry::Sheath]), glow, "sheaths, {at}");
            let colored = entries.iter().any(|entry| matches!(entry, Entry::Strand(_)));
            assert!(colored || !solid_strand || has(&[Entry::Value]), "strands, {at}");
        }
    }
    for entry in [Entry::Growing, Entry::Fading, Entry::Owned, Entry::Powerless, Entry::Nobody, Entry::Unequal] {
        assert!(met.contains(&entry), "{entry:?} was never seen: the test shows nothing");
    }
    for entry in [Entry::Gap, Entry::Halves, Entry::Guess, Entry::Promised, Entry::Needed, Entry::Frayed] {
        assert!(met.contains(&entry), "{entry:?} was never seen: the test shows nothing");
    }
}

#[test]
fn a_side_rethickens_its_cords_and_a_guess_is_dotted() {
    let rating = PerspectiveRating { strands: rated([5, 0, 0]), source: Some(Source::Guess), ..Default::default() };
    let map = Map::pair(|c| {
        c.strands = rated([1, 2, 2]);
        c.ratings.insert("other".to_owned(), rating);
    });
    let side = Lens::side(&map.0, "other").unwrap();
    assert_eq!(Lens::side(&map.0, "nobody"), None);
    assert_eq!(side.perspective(&map.0), Some("other"));
    let scene = map.scene(Theme::Light, side, 1.0);
    assert_eq!(width_of(&scene, Strand::Exchange), 5.6, "as they see it");
    assert_eq!(width_of(&scene, Strand::Values), 0.0, "they see no shared values");
    assert!(lines(&scene).any(|line| line.stroke.dash.is_some()), "a guess is dotted");
    assert_eq!(width_of(&map.light(), Strand::Exchange), 1.2, "as agreed");
    let unasked = map.scene(Theme::Light, Lens::side(&map.0, "company").unwrap(), 1.0);
    assert_eq!(width_of(&unasked, Strand::Exchange), 0.0, "pale where nobody was asked");
}

#[test]
fn a_gap_shows_each_half_as_its_end_sees_it() {
    let mut map = Map::new();
    let us = map.actor("Us", Kind::Team, (300.0, 0.0));
    let them = map.actor("Them", Kind::Customer, (0.0, 0.0));
    map.cord(them, us, |c| {
        c.strands = rated([3, 0, 0]);
        for (key, strands) in [("company", [5, 0, 0]), ("other", [1, 0, 0])] {
            c.ratings.insert(key.to_owned(), PerspectiveRating { strands: rated(strands), ..Default::default() });
        }
    });
    let scene = map.scene(Theme::Light, Lens::Gap, 1.0);
    let color = Theme::Light.tokens().strand(Strand::Exchange);
    let halves: Vec<(f64, f64)> = lines(&scene)
        .filter(|line| line.stroke.color == color)
        .map(|line| (line.points.iter().map(|p| p.x).sum::<f64>() / line.points.len() as f64, line.stroke.width))
        .collect();
    let [(left, thin), (right, thick)] = halves[..] else { panic!("two halves: {halves:?}") };
    assert!(left < 150.0 && right > 150.0, "{halves:?}");
    assert_eq!((thin, thick), (1.2, 5.6), "they are on the left and see little");
}

fn texts(scene: &Scene) -> Vec<&str> {
    scene
        .items
        .iter()
        .filter_map(|item| if let Item::Text(run) = item { Some(run.text.as_str()) } else { None })
        .collect()
}

#[test]
fn a_part_of_a_map_tells_nobody_from_outside_it() {
    let mut map = Map::pair(|c| c.strands = rated([3, 3, 3]));
    let _ = map.actor("Secret client", Kind::Customer, (4000.0, 3000.0));
    let part = Some((Rect::new(-100.0, -100.0, 400.0, 200.0), 1.0));
    let page = Page { part, ..Page::new(Theme::Light, Lens::Strength, (1920.0, 1080.0)) };
    let scene = scene::page(&map.0, &map.analysis(), &FixedWidth, &page);
    assert!(texts(&scene).contains(&"Alder") && !texts(&scene).contains(&"Secret"), "{:?}", texts(&scene));
    let whole = scene::page(&map.0, &map.analysis(), &FixedWidth, &Page { part: None, ..page });
    assert!(texts(&whole).iter().any(|text| text.contains("Secret")));
}

#[test]
fn what_is_on_screen_fills_its_page() {
    let map = Map::pair(|c| c.strands = rated([3, 3, 3]));
    let places: Vec<_> = map.0.placements().map(|(_, placement)| placement.at).collect();
    let apart = (places[1] - places[0]).hypot();
    // A canvas of 900 by 600 points.
    let seen = Rect::from_center_size(places[0].midpoint(places[1]), (900.0, 600.0));
    for size in [(1920.0, 1080.0), (960.0, 540.0), (1191.0, 1684.0)] {
        let page = Page { part: Some((seen, 1.0)), ..Page::new(Theme::Light, Lens::Strength, size) };
        let scene = scene::page(&map.0, &map.analysis(), &FixedWidth, &page);
        let discs: Vec<_> = (scene.hits.iter())
            .filter_map(|hit| match (&hit.target, &hit.shape) {
                (Target::Actor(_), HitShape::Disc(center, _)) => Some(*center),
                _ => None,
            })
            .collect();
        let most = (size.0 / seen.width()).min(size.1 / seen.height());
        let share = (discs[1] - discs[0]).hypot() / (apart * most);
        assert!((0.65..=1.0).contains(&share), "{size:?}: {share}");
    }
}

#[test]
fn a_portrait_shows_every_name_and_nothing_red() {
    let map = full_map(3);
    let page = Page { date: "25 November 2026", ..Page::new(Theme::Light, Lens::Portrait, (1684.0, 1191.0)) };
    let scene = scene::page(&map.0, &map.analysis(), &FixedWidth, &page);
    let t = Theme::Light.tokens();
    let red = |color: Color| [t.small, t.medium, t.large].contains(&Color { a: 255, ..color });
    for item in &scene.items {
        let colors = match item {
            Item::Disc(disc) => [disc.fill, disc.stroke.map(|s| s.color)],
            Item::Polyline(line) => [Some(line.stroke.color), None],
            Item::Path(path) => [path.fill, path.stroke.map(|s| s.color)],
            Item::Text(run) => [Some(run.color), None],
        };
        assert!(!colors.into_iter().flatten().any(red), "{item:?}");
    }
    assert!(texts(&scene).contains(&"25 November 2026"));
    assert!(!texts(&scene).iter().any(|text| text.contains("of 100")), "no scores");
    assert!(texts(&scene).contains(&"customers") && texts(&scene).contains(&"Trust"), "who is who is told");
    let uneven = Map::pair(|c| (c.strands, c.flow) = (rated([3, 3, 3]), Flow { ab: Level::new(5), ba: Level::new(1) }));
    let one_way =
        |lens| uneven.plan(View::new(Theme::Light, lens, 1.0)).entries().iter().any(|e| *e == Entry::OneSided);
    assert!(one_way(Lens::Strength) && !one_way(Lens::Portrait), "what joins, not who gives more");
}

#[test]
fn a_sample_is_as_pale_as_what_it_explains() {
    let missing = Map::pair(|c| (c.strands, c.need) = (rated([0, 0, 0]), Level::new(5)));
    let is_strong = |lens| {
        let plan = missing.plan(View::new(Theme::Light, lens, 1.0));
        assert!(plan.entries().contains(&Entry::Missing), "{lens:?}");
        let full =
            |item: &Item| matches!(item, Item::Polyline(line) if line.stroke.color == Theme::Light.tokens().large);
        (
            plan.map().items.iter().any(full),
            plan.legend(&FixedWidth, LegendForm::Column { height: f64::INFINITY }).scene.items.iter().any(full),
        )
    };
    assert_eq!(is_strong(Lens::Strength), (true, true));
    assert_eq!(is_strong(Lens::Trend), (false, false));
}

#[test]
fn a_slide_for_the_board_numbers_its_callouts() {
    let mut map = Map::new();
    let middle = map.actor("Middle", Kind::Team, (0.0, 0.0));
    for i in 0..6 {
        let other = map.actor(&format!("Other {i}"), Kind::Customer, (f64::from(i) * 150.0 - 400.0, 300.0));
        map.cord(middle, other, |c| (c.strands, c.need) = (rated([1, 0, 0]), needs(4)));
    }
    let callouts = vec![("A".to_owned(), "B.".to_owned()), ("C".to_owned(), "D.".to_owned())];
    let board = Board { headline: "Two things to mend".to_owned(), callouts };
    let page = Page { board: Some(&board), ..Page::new(Theme::Light, Lens::Weak, (1920.0, 1080.0)) };
    let scene = scene::page(&map.0, &map.analysis(), &FixedWidth, &page);
    let count = |wanted: &str| texts(&scene).into_iter().filter(|text| *text == wanted).count();
    assert_eq!((count("Two things to mend"), count("A"), count("D.")), (1, 1, 1));
    assert_eq!((count("2"), count("3")), (2, 0), "on the cord and beside its words");
}

#[test]
fn a_page_counts_the_weak_as_the_panel_and_the_report_do() {
    for name in ["telecom", "coffee"] {
        let (mut document, analysis) = super::reports::analyzed(name);
        derived::arrange(&mut document, &FixedWidth, 16.0 / 9.0);
        let page = Page::new(Theme::Light, Lens::Weak, (1920.0, 1080.0));
        let scene = scene::page(&document, &analysis, &FixedWidth, &page);
        let (weak, all) = (analysis.weak.len(), document.connections().len());
        let words = format!("{weak} of {all} connections are weak in some way; the seven weakest are numbered.");
        assert!(texts(&scene).iter().any(|text| text.contains(&words)), "{words} {:?}", texts(&scene));
        let section = report::section(Topic::Weak, &document, &analysis, None).unwrap();
        assert_eq!(section.findings.len(), weak, "{name}");
    }
}

#[test]
fn on_a_page_without_a_ground_all_words_have_an_edge() {
    let map = full_map(5);
    let analysis = map.analysis();
    let board = Board { headline: "A".to_owned(), callouts: vec![("B".to_owned(), "C".to_owned())] };
    for lens in all_lenses() {
        for (part, board) in
            [(None, None), (None, Some(&board)), (Some((Rect::new(0.0, 0.0, 400.0, 300.0), 1.0)), None)]
        {
            let date = "25 November 2026";
            let page = Page { part, board, date, transparent: true, ..Page::new(Theme::Light, lens, (1920.0, 1080.0)) };
            let scene = scene::page(&map.0, &analysis, &FixedWidth, &page);
            assert_eq!(scene.background, None);
            let bare =
                |item: &Item| matches!(item, Item::Text(run) if run.halo.is_none() && run.text.parse::<u32>().is_err());
            assert!(!scene.items.iter().any(bare), "{lens:?}: {:?}", scene.items.iter().find(|item| bare(item)));
            let whole = Page { transparent: false, ..page };
            let ground = Some(Theme::Light.tokens().canvas);
            assert_eq!(scene::page(&map.0, &analysis, &FixedWidth, &whole).background, ground);
        }
    }
}

#[test]
fn a_part_of_a_map_covers_nothing_and_leaves_its_frame_alone() {
    let map = full_map(7);
    let part = Some((Rect::new(-60.0, -60.0, 60.0, 60.0), 4.0));
    let (transparent, legend) = (true, false);
    let page = Page { part, transparent, legend, ..Page::new(Theme::Light, Lens::Strength, (1920.0, 1080.0)) };
    let scene = scene::page(&map.0, &map.analysis(), &FixedWidth, &page);
    let sheet = Rect::new(0.0, 0.0, 1920.0, 1080.0);
    for item in scene.items.iter().filter(|item| !matches!(item, Item::Text(_))) {
        let inside = sheet.inflate(8.0, 8.0);
        assert!(inside.union(item.bounds()) == inside, "{item:?}");
        let is_cover = |path: &scene::Path| path.fill == Some(Theme::Light.tokens().canvas);
        assert!(!matches!(item, Item::Path(path) if is_cover(path) && item.bounds().width() > 600.0));
    }
}

#[test]
fn what_stands_above_a_map_never_touches_on_any_sheet() {
    let mut map = full_map(3);
    let title = "A long name of a map that somebody wrote on a wall".to_owned();
    let _ = map.0.apply(Edit::Meta(MetaChange::Title(title))).unwrap();
    for size in [(1920.0, 1080.0), (1684.0, 1191.0), (1191.0, 1684.0), (900.0, 1600.0), (1000.0, 1000.0)] {
        for theme in [Theme::Light, Theme::Projector] {
            let page = Page { date: "25 November 2026", ..Page::new(theme, Lens::Strength, size) };
            let scene = scene::page(&map.0, &map.analysis(), &FixedWidth, &page);
            let head: Vec<(&str, Rect)> = (scene.items.iter())
                .filter_map(|item| if let Item::Text(run) = item { Some(run) } else { None })
                .take_while(|run| run.origin.y < 0.16 * size.1)
                .map(|run| {
                    let (x, y) = (run.origin.x, run.origin.y);
                    (run.text.as_str(), Rect::new(x, y - 0.7 * run.size, x + run.width, y + 0.1 * run.size))
                })
                .collect();
            for (i, (text, area)) in head.iter().enumerate() {
                assert!(area.x1 <= size.0, "{text:?} leaves a sheet of {size:?}");
                let other = head[..i].iter().find(|(_, other)| threestrand::geom::overlap(*area, *other));
                assert!(other.is_none(), "{text:?} touches {other:?} on a sheet of {size:?} in {theme:?}");
            }
        }
    }
}
