//! The picture as data.

use std::collections::{BTreeMap, BTreeSet};

use threestrand::analysis::{Analysis, Options, analyze};
use threestrand::derived;
use threestrand::geom::{Point, Rect, SplitMix64};
use threestrand::layout;
use threestrand::model::{
    Actor, ActorId, Connection, Document, Edit, Family, Flow, Kind, Level, Placement, Selection, Sketch, Stance,
    Strand, Strands, Trend, Value,
};
use threestrand::scene::{
    self, Entry, HalfLink, Hit, HitShape, Item, Legend, LegendForm, Lens, Memory, NUMBERED, NameSizes, Overlay, Page,
    Plan, Polyline, Scene, Target, Theme, View,
};
use threestrand::text::{Engine, FixedWidth};

use super::lenses::all_lenses;

/// A map under construction.
pub(super) struct Map(pub(super) Document);

impl Map {
    pub(super) fn new() -> Self {
        Self(Document::new("d".to_owned()))
    }

    pub(super) fn actor(&mut self, name: &str, kind: Kind, at: (f64, f64)) -> ActorId {
        let actor = Actor { key: name.to_owned(), name: name.to_owned(), kind, ..Actor::default() };
        let at = Placement { at: Point::from(at), pinned: false };
        let _ = self.0.apply(Edit::AddActor(Box::new(actor), Some(at))).unwrap();
        self.0.actors().last().unwrap().0
    }

    pub(super) fn cord(&mut self, a: ActorId, b: ActorId, change: impl FnOnce(&mut Connection)) {
        let mut connection = Connection::new(format!("{a}--{b}"), a, b);
        change(&mut connection);
        let _ = self.0.apply(Edit::AddConnection(Box::new(connection))).unwrap();
    }

    /// Two teams 300 apart and one cord between them.
    pub(super) fn pair(change: impl FnOnce(&mut Connection)) -> Self {
        let mut map = Self::new();
        let a = map.actor("Alder", Kind::Team, (0.0, 0.0));
        let b = map.actor("Birch", Kind::Team, (300.0, 40.0));
        map.cord(a, b, change);
        map
    }

    pub(super) fn analysis(&self) -> Analysis {
        analyze(&self.0, &Options::default())
    }

    pub(super) fn plan(&self, view: View) -> Plan {
        Plan::new(&self.0, &self.analysis(), &FixedWidth, &view, &mut Memory::default())
    }

    pub(super) fn scene(&self, theme: Theme, lens: Lens, scale: f64) -> Scene {
        scene::map(&self.0, &self.analysis(), &FixedWidth, &View::new(theme, lens, scale))
    }

    pub(super) fn light(&self) -> Scene {
        self.scene(Theme::Light, Lens::Strength, 1.0)
    }
}

pub(super) fn rated(levels: [u8; 3]) -> Strands {
    Strands::rated(levels[0], levels[1], levels[2]).unwrap()
}

pub(super) fn needs(need: u8) -> Option<Level> {
    Level::new(need)
}

pub(super) fn lines(scene: &Scene) -> impl Iterator<Item = &Polyline> {
    scene.items.iter().filter_map(|item| if let Item::Polyline(line) = item { Some(line) } else { None })
}

/// The width in which a strand is drawn; 0 where it is not.
pub(super) fn width_of(scene: &Scene, strand: Strand) -> f64 {
    let color = Theme::Light.tokens().strand(strand);
    lines(scene).filter(|line| line.stroke.color == color).map(|line| line.stroke.width).fold(0.0, f64::max)
}

/// Random maps with everything that a map may hold.
pub(super) fn random_map(seed: u64) -> Map {
    let mut random = SplitMix64::new(seed);
    let mut map = Map::new();
    let actors: Vec<_> = (0..3 + random.below(30))
        .map(|i| {
            let kind = Kind::ALL[random.below(Kind::ALL.len())].clone();
            let at = ((random.next_f64() * 900.0).round(), (random.next_f64() * 600.0).round());
            map.actor(&format!("Somebody with number {i}"), kind, at)
        })
        .collect();
    for _ in 0..actors.len() * 2 {
        let (a, b) = (actors[random.below(actors.len())], actors[random.below(actors.len())]);
        if a == b || map.0.between(a, b).is_some() {
            continue;
        }
        let mut level = || Level::new(random.below(6) as u8);
        let (strands, need, flow) = (Strands([level(), level(), level()]), level(), Flow { ab: level(), ba: level() });
        let choice = random.below(10);
        map.cord(a, b, |c| {
            (c.need, c.flow) = (need, flow);
            match choice {
                0 => {}
                1 => c.sketch = Some(Sketch::Strong),
                2 => (c.strands, c.stance) = (strands, Stance::Strained),
                3 => (c.strands, c.stance) = (strands, Stance::Against),
                4 => c.strands = rated([0, 0, 0]),
                _ => c.strands = strands,
            }
        });
    }
    let value = Value { key: "v".to_owned(), name: "fair price".to_owned(), ..Value::default() };
    let at = Placement { at: Point::new(450.0, 300.0), pinned: true };
    let _ = map.0.apply(Edit::AddValue(Box::new(value), Some(at))).unwrap();
    map
}

#[test]
fn a_strand_is_drawn_in_one_of_five_widths() {
    let width = |level| width_of(&Map::pair(|c| c.strands = rated([level, 0, 0])).light(), Strand::Exchange);
    let drawn: Vec<f64> = (1..=5).map(width).collect();
    assert_eq!(drawn, [1.2, 2.0, 3.0, 4.2, 5.6]);
    assert_eq!(width(0), 0.0);
}

#[test]
fn an_absent_strand_leaves_its_place_empty() {
    let offset = |levels, strand: Strand| {
        let scene = Map::pair(|c| c.strands = rated(levels)).light();
        let color = Theme::Light.tokens().strand(strand);
        let line = lines(&scene).find(|line| line.stroke.color == color).unwrap().points.clone();
        line[0].y
    };
    let gapped = offset([3, 0, 3], Strand::Values) - offset([3, 0, 3], Strand::Exchange);
    assert!(gapped > 6.0, "3 + 1 + 1.6 + 1 between the middles of two strands of 3: {gapped}");
    assert!(offset([3, 3, 3], Strand::Exchange) < offset([3, 3, 3], Strand::Values), "give and take lies above");
}

#[test]
fn swapping_the_ends_changes_nothing() {
    for scale in [0.3, 1.0, 1.6] {
        let drawn = |swap: bool| {
            let mut map = Map::new();
            let a = map.actor("Alder", Kind::Team, (0.0, 0.0));
            let b = map.actor("Birch", Kind::Customer, (340.0, -120.0));
            let _ = map.actor("In the way", Kind::Media, (170.0, -66.0));
            let (a, b) = if swap { (b, a) } else { (a, b) };
            map.cord(a, b, |c| {
                (c.strands, c.need) = (rated([4, 2, 1]), needs(5));
                let (five, one) = (Level::new(5), Level::new(1));
                c.flow = if swap { Flow { ab: one, ba: five } } else { Flow { ab: five, ba: one } };
            });
            map.scene(Theme::Light, Lens::Weak, scale)
        };
        assert_eq!(drawn(false), drawn(true), "at {scale}");
    }
}

#[test]
fn missing_is_dotted_and_unrated_has_no_sheath() {
    let t = Theme::Light.tokens();
    let translucent = |scene: &Scene| lines(scene).filter(|line| line.stroke.color.a < 255).count();
    for lens in [Lens::Strength, Lens::Weak] {
        let missing = Map::pair(|c| (c.strands, c.need) = (rated([0, 0, 0]), needs(4)));
        let scene = missing.scene(Theme::Light, lens, 1.0);
        assert!(lines(&scene).any(|l| l.stroke.dash.is_some() && l.stroke.color == t.large), "dots");
        assert!(translucent(&scene) >= 3, "a hollow sheath");
        let unrated = Map::pair(|c| c.need = needs(5));
        let scene = unrated.scene(Theme::Light, lens, 1.0);
        assert_eq!(translucent(&scene), 0, "unrated is never called weak");
        assert!(lines(&scene).any(|l| l.stroke.dash.is_some()));
    }
}

#[test]
fn small_gaps_stay_quiet_under_strength() {
    let map = Map::pair(|c| (c.strands, c.need) = (rated([3, 2, 1]), needs(4)));
    assert!(lines(&map.light()).all(|line| line.stroke.color.a == 255));
    let weak = map.scene(Theme::Light, Lens::Weak, 1.0);
    assert!(lines(&weak).any(|line| line.stroke.color.a < 255));
}

#[test]
fn at_most_seven_are_numbered() {
    let mut map = Map::new();
    let middle = map.actor("Middle", Kind::Team, (0.0, 0.0));
    for i in 0..12 {
        let angle = f64::from(i) * 0.52;
        let at = ((400.0 * angle.cos()).round(), (400.0 * angle.sin()).round());
        let other = map.actor(&format!("Other {i}"), Kind::Customer, at);
        map.cord(middle, other, |c| (c.strands, c.need) = (rated([1, 0, 0]), needs(4)));
    }
    let numbers = |from| {
        let view = View { weak_from: from, ..View::new(Theme::Light, Lens::Weak, 1.0) };
        map.plan(view).numbered().into_iter().map(|(number, _)| number).collect::<Vec<_>>()
    };
    assert_eq!(numbers(0), (1..=NUMBERED).collect::<Vec<_>>());
    assert_eq!(numbers(7), [8, 9, 10, 11, 12], "show seven more");
    assert!(map.plan(View::new(Theme::Light, Lens::Strength, 1.0)).numbered().is_empty());
}

#[test]
fn the_legend_explains_exactly_what_is_there() {
    #[track_caller]
    fn check(lens: Lens, scale: f64, change: impl FnOnce(&mut Connection), expected: &[Entry]) {
        let plan = Map::pair(change).plan(View::new(Theme::Light, lens, scale));
        let found: Vec<Entry> = plan.entries().iter().copied().collect();
        let mut expected: BTreeSet<Entry> = expected.iter().copied().collect();
        expected.insert(Entry::Family(Family::Inside));
        assert_eq!(found, expected.into_iter().collect::<Vec<_>>());
    }
    use Entry as E;
    let (give, trust, values) =
        (E::Strand(Strand::Exchange), E::Strand(Strand::Relationship), E::Strand(Strand::Values));
    let s = Lens::Strength;
    check(s, 1.0, |_| {}, &[E::Unrated]);
    check(s, 1.0, |c| c.sketch = Some(Sketch::Thin), &[E::Sketched]);
    check(s, 1.0, |c| c.strands = rated([0, 0, 0]), &[E::Nothing]);
    check(s, 1.0, |c| c.strands = rated([3, 2, 1]), &[give, trust, values, E::Widths, E::Bridge]);
    check(s, 1.0, |c| c.strands = rated([3, 0, 0]), &[give, E::Widths, E::EmptyPlace, E::Bridge]);
    check(s, 0.3, |c| c.strands = rated([3, 0, 0]), &[E::OneLine, E::Bridge]);
    check(s, 1.0, |c| (c.strands, c.need) = (rated([0, 0, 0]), needs(3)), &[E::Missing, E::Sheath]);
    let frayed = |c: &mut Connection| (c.strands, c.need) = (rated([1, 1, 1]), needs(5));
    check(s, 1.0, frayed, &[give, trust, values, E::Widths, E::Frayed, E::Sheath, E::Bridge]);
    check(Lens::Weak, 1.0, frayed, &[give, trust, values, E::Widths, E::Numbered, E::Frayed, E::Sheath]);
    let against = |c: &mut Connection| (c.strands, c.stance) = (rated([2, 2, 2]), Stance::Against);
    check(s, 1.0, against, &[give, trust, values, E::Widths, E::Against]);
    let uneven = |c: &mut Connection| {
        c.strands = rated([4, 4, 4]);
        c.flow = Flow { ab: Level::new(5), ba: Level::new(1) };
    };
    check(s, 1.0, uneven, &[give, trust, values, E::Widths, E::OneSided, E::Bridge]);
}

#[test]
fn a_folded_legend_says_how_much_more_there_is() {
    for (seed, theme, width) in [(1, Theme::Light, 1_100.0), (2, Theme::Light, 420.0), (3, Theme::Projector, 800.0)] {
        let plan = random_map(seed).plan(View::new(theme, Lens::Strength, 1.0));
        let all = plan.entries().len();
        let row = plan.legend(&FixedWidth, LegendForm::Column { height: 0.0 }).scene.bounds.height();
        let lines = |height| LegendForm::Lines { width, height };
        let column = |height| LegendForm::Column { height };
        for form in [lines(0.0), lines(3.0 * row), lines(f64::INFINITY), column(2.0 * row), column(f64::INFINITY)] {
            let Legend { scene: legend, left_out } = plan.legend(&FixedWidth, form);
            let (LegendForm::Lines { height, .. } | LegendForm::Column { height }) = form;
            let texts =
                legend.items.iter().filter_map(|i| if let Item::Text(run) = i { Some(&*run.text) } else { None });
            let texts: Vec<&str> = texts.collect();
            let more = texts.last().and_then(|last| last.strip_prefix("and ")?.strip_suffix(" more"));
            let left: usize = more.map_or(0, |count| count.parse().unwrap());
            let said = texts.len() - usize::from(more.is_some());
            assert_eq!((said + left, left), (all, left_out), "{form:?}: {texts:?}");
            assert!(height > 0.0 || left > 0, "{texts:?}");
            assert!(height < f64::INFINITY || left == 0, "{texts:?}");
            assert!(legend.bounds.height() <= height.max(2.0 * row), "{form:?}: {}", legend.bounds.height());
            assert!(legend.bounds.width() <= width + 2.0, "{} wide of {width}: {texts:?}", legend.bounds.width());
        }
    }
}

#[test]
fn bounds_contain_every_item() {
    for seed in 0..24 {
        let map = random_map(seed);
        for (theme, lens, scale) in [
            (Theme::Light, Lens::Strength, 1.0),
            (Theme::Projector, Lens::Weak, 0.5),
            (Theme::Dark, Lens::Strength, 1.7),
            (Theme::Light, Lens::Weak, 0.2),
        ] {
            let scene = map.scene(theme, lens, scale);
            contains_all(&scene.bounds, &scene.items, seed);
        }
        let page =
            scene::page(&map.0, &map.analysis(), &FixedWidth, &Page::new(Theme::Light, Lens::Weak, (1920.0, 1080.0)));
        assert_eq!(page.bounds, Rect::new(0.0, 0.0, 1920.0, 1080.0));
        contains_all(&page.bounds, &page.items, seed);
    }
}

#[track_caller]
fn contains_all(bounds: &Rect, items: &[Item], seed: u64) {
    for item in items {
        let around = item.bounds();
        assert!(bounds.union(around) == *bounds, "map {seed}: {around:?} leaves {bounds:?}: {item:?}");
    }
}

#[test]
fn names_do_not_cover_names_or_bodies() {
    for seed in 0..6 {
        let mut map = random_map(seed);
        let request = derived::layout_request(&map.0, &FixedWidth, Theme::Light, 1.6, &mut NameSizes::default());
        let places = layout::layout(&request);
        map.0.settle_positions(request.bodies.iter().zip(places).map(|(body, at)| (derived::node_of(body.id), at)));
        let scene = map.light();
        let bodies = |target| {
            scene.hits.iter().filter(move |hit| hit.target != target).filter_map(|hit| match hit.shape {
                HitShape::Disc(at, r) => {
                    Some(Rect::from_center_size(at, (2.0 * r, 2.0 * r)).inflate(-r * 0.3, -r * 0.3))
                }
                HitShape::Box(area) => Some(area),
                HitShape::Line(..) => None,
            })
        };
        for (target, name) in scene.hits.iter().filter_map(named) {
            for other in bodies(target) {
                let shared = name.intersect(other);
                assert!(shared.width() < 1.0 || shared.height() < 1.0, "map {seed}: {target:?} covers {other:?}");
            }
        }
    }
}

/// What is on a page and must not lie over a name: discs inside bodies, badges and other names.
fn covers(document: &Document, hit: &Hit, name: Rect) -> bool {
    match hit.shape {
        // A circle inside the outline: a square reaches further at its corners only, a bar at its ends.
        HitShape::Disc(at, r) => {
            let is_bar = |id| document.actor(id).is_some_and(|actor| document.family(actor) == Family::Carrier);
            let inner = match hit.target {
                Target::Connection(_) => r,
                Target::Actor(id) if is_bar(id) => 0.62 * r,
                _ => 0.72 * r,
            };
            let nearest = Point::new(at.x.clamp(name.x0, name.x1), at.y.clamp(name.y0, name.y1));
            (at - nearest).hypot() < inner
        }
        HitShape::Box(area) => {
            let shared = name.intersect(area);
            shared.width() > 0.5 && shared.height() > 0.5
        }
        HitShape::Line(..) => false,
    }
}

#[test]
fn nothing_lies_over_names_of_the_examples() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let mut covered = Vec::new();
    for example in ["coffee", "cosmetics", "first", "hospital", "software", "telecom", "university"] {
        let bytes = std::fs::read(folder.join(format!("{example}.strand"))).unwrap();
        let document = threestrand::formats::read("a.strand", &bytes, 0).unwrap().document;
        let analysis = analyze(&document, &Options::default());
        for (theme, lens) in Theme::ALL.into_iter().flat_map(|t| all_lenses().map(move |lens| (t, lens))) {
            let page = scene::page(&document, &analysis, Engine::bundled(), &Page::new(theme, lens, (1920.0, 1080.0)));
            let names: Vec<(Target, Rect)> = page.hits.iter().filter_map(named).collect();
            for (target, name) in &names {
                let over = page.hits.iter().find(|hit| hit.target != *target && covers(&document, hit, *name));
                covered.extend(over.map(|hit| (example, theme, lens, *target, hit.target)));
            }
            let shown: BTreeSet<Target> = names.iter().map(|(target, _)| *target).collect();
            let all = document.actors().map(|(id, _)| Target::Actor(id)).filter(|actor| !shown.contains(actor)).count();
            assert!(all == 0, "{example} {theme:?} {lens:?}: {all} actors without a name");
        }
    }
    assert!(covered.is_empty(), "{covered:#?}");
}

pub(super) fn named(hit: &Hit) -> Option<(Target, Rect)> {
    if let HitShape::Box(area) = hit.shape { Some((hit.target, area)) } else { None }
}

/// Half the room that a cord takes around the middle of its way, and how strong its least pale color is.
fn half_width(scene: &Scene, scale: f64) -> (f64, f64) {
    let canvas = scene.background.unwrap();
    let along = threestrand::geom::Vec2::new(300.0, 40.0) * scale;
    let mut found = (0.0_f64, 0.0_f64);
    for item in &scene.items {
        let Item::Polyline(Polyline { points, stroke }) = item else { continue };
        if stroke.color == canvas {
            continue;
        }
        // A straight line has only its ends.
        let between = points.windows(2).flat_map(|ends| (0..=16).map(|i| ends[0].lerp(ends[1], f64::from(i) / 16.0)));
        for p in between {
            let share = p.to_vec2().dot(along) / along.hypot2();
            if (0.35..0.65).contains(&share) {
                let off = p.to_vec2().cross(along).abs() / along.hypot();
                found = (found.0.max(off + stroke.width / 2.0), found.1.max(scene::contrast(stroke.color, canvas)));
            }
        }
    }
    found
}

#[test]
fn a_slow_zoom_never_pops() {
    for levels in [[1, 1, 1], [5, 4, 3], [2, 0, 2], [3, 0, 0]] {
        let map = Map::pair(|c| c.strands = rated(levels));
        let at = |zoom: f64| {
            let mut scene = map.scene(Theme::Light, Lens::Strength, zoom);
            scene.background = Some(Theme::Light.tokens().canvas);
            half_width(&scene, zoom)
        };
        let mut zoom = 0.3;
        let mut before = at(zoom);
        while zoom < 3.0 {
            zoom *= 1.01;
            let now = at(zoom);
            for (now, before) in [(now.0, before.0), (now.1, before.1)] {
                let change = (now / before).max(before / now);
                assert!(change < 1.2, "{levels:?} changes by {change:.2} at a zoom of {zoom:.2}");
            }
            before = now;
        }
    }
}

#[test]
fn the_same_document_gives_the_same_scene() {
    let map = random_map(3);
    assert_eq!(map.light(), map.light());
    let mut memory = Memory::default();
    let view = View::new(Theme::Light, Lens::Strength, 1.0);
    let mut again = || Plan::new(&map.0, &map.analysis(), &FixedWidth, &view, &mut memory).map();
    assert_eq!(again(), map.light(), "a fresh memory changes nothing");
    assert_eq!(again(), map.light(), "nor does one that saw the same map");
}

#[test]
fn bodies_are_meant_before_cords() {
    let map = Map::pair(|c| c.strands = rated([3, 3, 3]));
    let scene = map.light();
    let (a, _) = map.0.actors().next().unwrap();
    let (cord, _) = map.0.connections().next().unwrap();
    assert_eq!(scene.hit(Point::new(0.0, 0.0), 8.0), Some(Target::Actor(a)));
    assert_eq!(scene.hit(Point::new(24.0, 3.2), 8.0), Some(Target::Actor(a)), "just outside the rim");
    assert_eq!(scene.hit(Point::new(150.0, 20.0), 8.0), Some(Target::Connection(cord)));
    assert_eq!(
        scene.hit(Point::new(150.0, 29.0), 8.0),
        Some(Target::Connection(cord)),
        "cords are thin, hands are not"
    );
    assert_eq!(scene.hit(Point::new(150.0, 120.0), 8.0), None);
}

#[test]
fn what_was_never_placed_is_not_drawn() {
    let mut map = Map::pair(|c| c.strands = rated([3, 3, 3]));
    let before = map.light();
    let unplaced = Actor { key: "u".to_owned(), name: "Unplaced".to_owned(), ..Actor::default() };
    let _ = map.0.apply(Edit::AddActor(Box::new(unplaced), None)).unwrap();
    assert_eq!(map.light(), before);
    assert_eq!(Map::new().light().bounds, Rect::ZERO);
}

#[test]
fn a_clip_leaves_out_what_is_far_away() {
    let map = random_map(5);
    let whole = map.light();
    let clip = Some(Rect::new(0.0, 0.0, 120.0, 120.0));
    let view = View { clip, ..View::new(Theme::Light, Lens::Strength, 1.0) };
    let part = scene::map(&map.0, &map.analysis(), &FixedWidth, &view);
    assert!(part.items.len() < whole.items.len());
    let texts = |scene: &Scene| scene.items.iter().filter(|item| matches!(item, Item::Text(_))).count();
    assert!(texts(&part) < texts(&whole));
    let all = Some(whole.bounds);
    let view = View { clip: all, ..View::new(Theme::Light, Lens::Strength, 1.0) };
    assert_eq!(scene::map(&map.0, &map.analysis(), &FixedWidth, &view), whole, "a clip around all changes nothing");
}

#[test]
fn every_theme_and_lens_paints_a_page_of_any_size() {
    let map = random_map(8);
    for theme in Theme::ALL {
        for lens in all_lenses() {
            for size in [(1920.0, 1080.0), (3840.0, 2160.0), (1000.0, 1400.0), (640.0, 360.0)] {
                let page = scene::page(&map.0, &map.analysis(), &FixedWidth, &Page::new(theme, lens, size));
                assert_eq!(page.background, Some(theme.tokens().canvas));
                contains_all(&Rect::new(0.0, 0.0, size.0, size.1), &page.items, 8);
            }
        }
    }
}

#[test]
fn overlays_follow_what_is_going_on() {
    let map = Map::pair(|c| c.strands = rated([3, 3, 3]));
    let plan = map.plan(View::new(Theme::Light, Lens::Strength, 1.0));
    assert!(plan.overlay(&Overlay::default()).items.is_empty());
    let from = map.0.actors().next().unwrap().0;
    let link = Some(HalfLink { from, to: Point::new(80.0, 200.0), aim: None });
    let scene = plan.overlay(&Overlay { link, ..Overlay::default() });
    let line = lines(&scene).next().unwrap();
    assert!((line.points[0] - Point::ORIGIN).hypot() > 20.0, "it starts at the rim");
    assert_eq!(*line.points.last().unwrap(), Point::new(80.0, 200.0), "and ends at the pointer");
    let hovered = map.0.connections().next().map(|(id, _)| Target::Connection(id));
    assert_eq!(plan.overlay(&Overlay { hovered, ..Overlay::default() }).items.len(), 1);
}

#[test]
fn a_weak_cord_in_focus_keeps_its_glow() {
    let map = Map::pair(|c| (c.need, c.strands) = (Level::new(5), rated([1, 0, 0])));
    for lens in [Lens::Strength, Lens::Weak] {
        let plan = map.plan(View::new(Theme::Light, lens, 1.0));
        let of_map: Vec<f64> =
            lines(&scene::map(&map.0, &map.analysis(), &FixedWidth, &View::new(Theme::Light, lens, 1.0)))
                .map(|line| line.stroke.width)
                .collect();
        let focus = Selection {
            actors: map.0.actors().map(|(id, _)| id).collect(),
            connections: map.0.connections().map(|(id, _)| id).collect(),
            ..Selection::default()
        };
        let over = plan.overlay(&Overlay { focus: Some((&focus, 0.8)), ..Overlay::default() });
        let widest = |all: &[f64]| all.iter().copied().fold(0.0, f64::max);
        let in_focus: Vec<f64> = lines(&over).map(|line| line.stroke.width).collect();
        assert_eq!(widest(&in_focus), widest(&of_map), "{lens:?}: the glow is what is widest");
    }
}

#[test]
fn what_is_in_focus_keeps_its_signs() {
    let map = Map::pair(|c| (c.need, c.strands, c.trend) = (Level::new(5), rated([3, 3, 3]), Some(Trend::Fading)));
    let focus = Selection {
        actors: map.0.actors().map(|(id, _)| id).collect(),
        connections: map.0.connections().map(|(id, _)| id).collect(),
        ..Selection::default()
    };
    let mut signs = 0;
    for lens in [Lens::Strength, Lens::Owners, Lens::Trend] {
        let view = View::new(Theme::Light, lens, 1.0);
        let all = scene::map(&map.0, &map.analysis(), &FixedWidth, &view);
        let over = map.plan(view).overlay(&Overlay { focus: Some((&focus, 0.8)), ..Overlay::default() });
        let missing: Vec<&Item> = all.items.iter().filter(|item| !over.items.contains(item)).collect();
        assert!(missing.is_empty(), "{lens:?}: {missing:?}");
        let sign = |hit: &&scene::Hit| matches!((&hit.target, &hit.shape), (Target::Connection(_), HitShape::Disc(..)));
        signs += all.hits.iter().filter(sign).count();
    }
    assert_eq!(signs, 2, "nobody looks after it, and it is fading");
}

#[test]
fn names_hold_still_while_the_window_moves() {
    let map = random_map(11);
    let analysis = map.analysis();
    let mut memory = Memory::default();
    let mut names = |x: f64| {
        let clip = Some(Rect::new(x, 0.0, x + 700.0, 700.0));
        let view = View { clip, ..View::new(Theme::Light, Lens::Strength, 1.0) };
        let scene = Plan::new(&map.0, &analysis, &FixedWidth, &view, &mut memory).map();
        scene.hits.iter().filter_map(named).collect::<std::collections::BTreeMap<_, _>>()
    };
    let mut before = names(0.0);
    for step in 1..30 {
        let now = names(f64::from(step) * 5.0);
        for (target, area) in &before {
            if now.get(target).is_some_and(|new| new != area) {
                panic!("{target:?} moved from {area:?} to {:?} in step {step}", now[target]);
            }
        }
        before = now;
    }
}

#[test]
fn hardly_a_name_changes_sides_while_zooming() {
    let examples = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let (mut changed, mut shown) = (0, 0);
    for name in ["hospital", "telecom", "coffee", "university", "cosmetics", "software"] {
        let bytes = std::fs::read(examples.join(format!("{name}.strand"))).unwrap();
        let document = threestrand::formats::read(name, &bytes, 1).unwrap().document;
        let analysis = analyze(&document, &Options::default());
        let mut memory = Memory::default();
        let mut before = BTreeMap::new();
        for scale in [0.6, 0.75, 0.94, 1.18, 1.35, 1.6, 2.0, 1.6, 1.35, 1.18, 0.94, 0.75, 0.6] {
            let view = View::new(Theme::Light, Lens::Strength, scale);
            let scene = Plan::new(&document, &analysis, Engine::bundled(), &view, &mut memory).map();
            let bodies: BTreeMap<Target, Point> = (scene.hits.iter())
                .filter_map(|hit| if let HitShape::Disc(at, _) = hit.shape { Some((hit.target, at)) } else { None })
                .collect();
            let side = |low: f64, high: f64, at: f64| i32::from(low > at) - i32::from(high < at);
            let sides: BTreeMap<Target, [i32; 2]> = (scene.hits.iter().filter_map(named))
                .filter_map(|(target, area)| Some((target, area, *bodies.get(&target)?)))
                .map(|(target, area, at)| (target, [side(area.x0, area.x1, at.x), side(area.y0, area.y1, at.y)]))
                .collect();
            changed +=
                sides.iter().filter(|(target, side)| before.get(*target).is_some_and(|was| was != *side)).count();
            shown += sides.len();
            before = sides;
        }
    }
    assert!(shown > 2_000 && changed * 15 < shown, "{changed} of {shown}");
}
