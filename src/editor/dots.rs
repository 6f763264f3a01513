//! Dots (F7): everybody has three and puts them on the connections that matter; their ranks set the need.
//!
//! A click on a cord is a dot; by keyboard the arrows walk the cords and Space or a digit gives dots. They
//! are the session's until Enter counts them, so leaving and coming back loses none.

use std::collections::BTreeMap;

use super::Editor;
use super::event::{Key, Request};
use crate::geom::{Point, Rect, Vec2};
use crate::model::words;
use crate::model::{ConnectionChange, ConnectionId, Edit, Level, Selection};
use crate::scene::{Disc, HitShape, Item, Stroke, Target, TextRun};
use crate::text::Weight;

/// Dots that everybody has.
const EACH: u32 = 3;
/// So many are drawn as dots; more are a number.
const DRAWN: u32 = 6;
/// The radius of a drawn dot and the distance between two, in picture units.
const RADIUS: f64 = 6.5;
const STEP: f64 = 16.0;

/// Where on a cord its dots lie: in its middle, else the next place with room, as a share of its length.
const PLACES: [f64; 11] = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.46, 0.54, 0.38, 0.62];
/// Else beside it: its middle may bear a mark that takes up all of a short cord.
const ASIDE: [f64; 3] = [0.0, 26.0, -26.0];

/// Dots that are being placed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dots {
    /// All dots so far.
    pub placed: u32,
    /// The connections that have one.
    pub connections: usize,
    /// How many people that makes, three dots each.
    pub people: u32,
}

#[derive(Clone, Debug, Default)]
pub(super) struct DotState {
    pub(super) on: bool,
    counts: BTreeMap<ConnectionId, u32>,
    /// The connections that got a dot, in order: Backspace takes the last one back.
    trail: Vec<ConnectionId>,
}

impl DotState {
    pub(super) fn forget_missing(&mut self, exists: impl Fn(ConnectionId) -> bool) {
        self.counts.retain(|id, _| exists(*id));
        self.trail.retain(|id| exists(*id));
    }

    /// All dots so far.
    pub(super) fn placed(&self) -> u32 {
        self.counts.values().sum()
    }

    fn give(&mut self, id: ConnectionId, dots: u32) {
        *self.counts.entry(id).or_default() += dots;
        self.trail.extend((0..dots).map(|_| id));
    }

    fn take(&mut self, id: ConnectionId) {
        if let Some(last) = self.trail.iter().rposition(|other| *other == id) {
            self.trail.remove(last);
            let count = self.counts.entry(id).or_default();
            *count = count.saturating_sub(1);
            self.counts.retain(|_, count| *count > 0);
        }
    }
}

impl Editor {
    /// The dots, while they are being placed.
    #[must_use]
    pub fn dots(&self) -> Option<Dots> {
        let dots = &self.session.dots;
        let placed = dots.placed();
        dots.on.then_some(Dots { placed, connections: dots.counts.len(), people: placed.div_ceil(EACH) })
    }

    /// The dots that a connection has.
    #[must_use]
    pub fn dots_on(&self, id: ConnectionId) -> u32 {
        self.session.dots.counts.get(&id).copied().unwrap_or(0)
    }

    pub(super) fn toggle_dots(&mut self) {
        self.session.dots.on = !self.session.dots.on;
        self.session.census = None;
        self.set_selection(Selection::default());
        self.ask(Request::Repaint);
    }

    /// A press on a cord while dots are placed; `false` if it means something else.
    pub(super) fn dot_pressed(&mut self, on: Option<Target>, gives: bool) -> bool {
        let (true, Some(Target::Connection(id))) = (self.session.dots.on, on) else { return false };
        if gives {
            self.session.dots.give(id, 1);
        } else {
            self.session.dots.take(id);
        }
        self.set_selection(Selection { connections: [id].into(), ..Selection::default() });
        true
    }

    /// A key while dots are placed; `false` if it means something else.
    pub(super) fn dot_key(&mut self, key: Key) -> bool {
        if !self.session.dots.on {
            return false;
        }
        let chosen = self.session.selection.connections.first().copied();
        match (key, chosen) {
            (Key::Left | Key::Up, _) => self.walk_cords(false),
            (Key::Right | Key::Down, _) => self.walk_cords(true),
            (Key::Space, Some(id)) => self.session.dots.give(id, 1),
            (Key::Digit(digit @ 1..), Some(id)) => self.session.dots.give(id, digit.into()),
            (Key::Backspace, _) => {
                self.take_last_dot();
            }
            (Key::Enter, _) => self.count_dots(),
            (Key::Digit(_) | Key::Space, _) => {}
            _ => return false,
        }
        self.ask(Request::Repaint);
        true
    }

    /// Takes back the dot that was put last; `false` if none lies there or none are placed now.
    pub(super) fn take_last_dot(&mut self) -> bool {
        let last = self.session.dots.trail.last().copied().filter(|_| self.session.dots.on);
        if let Some(last) = last {
            self.session.dots.take(last);
        }
        last.is_some()
    }

    /// Goes to the next connection, or the one before, in the order they were drawn.
    fn walk_cords(&mut self, forward: bool) {
        let ids: Vec<ConnectionId> = self.document.connections().map(|(id, _)| id).collect();
        let here = self.session.selection.connections.first().and_then(|id| ids.binary_search(id).ok());
        let next = match (here, forward) {
            (None, true) => 0,
            (None, false) => ids.len().saturating_sub(1),
            (Some(here), true) => (here + 1) % ids.len(),
            (Some(here), false) => (here + ids.len() - 1) % ids.len(),
        };
        if let Some(id) = ids.get(next) {
            self.set_selection(Selection { connections: [*id].into(), ..Selection::default() });
            if let Some(area) = self.area_of(&self.session.selection) {
                self.look_at_if_away(area);
            }
        }
    }

    /// Sets how much each dotted connection matters, as one undo step.
    pub(super) fn count_dots(&mut self) {
        let counts = std::mem::take(&mut self.session.dots.counts);
        self.session.dots = DotState::default();
        let placed: u32 = counts.values().sum();
        if placed == 0 {
            self.say("No dots yet: nothing has changed");
            return;
        }
        let needs = self.needs(&counts);
        let lower = needs.iter().filter(|(id, need)| self.need_of(*id).is_some_and(|before| before > *need)).count();
        let edits = needs.iter().map(|(id, need)| Edit::Connection(*id, ConnectionChange::Need(Some(*need)))).collect();
        let dots = words::count(placed as usize, "dot");
        if self.step(format!("set how much it matters by {dots}"), Edit::All(edits)) {
            let matter = if needs.len() == 1 {
                "1 connection matters".to_owned()
            } else {
                format!("{} connections matter", needs.len())
            };
            // Ranks are the room's word: they may say less than a card said before, but never in silence.
            let less = if lower > 0 { format!(", {lower} of them less than before") } else { String::new() };
            self.say(format!("{matter}{less}. Shift+F7 rates what does"));
        }
    }

    /// What the ranks say; those with the most dots never matter less for it.
    fn needs(&self, counts: &BTreeMap<ConnectionId, u32>) -> Vec<(ConnectionId, Level)> {
        let most = counts.values().max();
        let mut needs = needs_by_rank(counts);
        for (id, need) in needs.iter_mut().filter(|(id, _)| counts.get(id) == most) {
            *need = self.need_of(*id).map_or(*need, |before| before.max(*need));
        }
        needs
    }

    /// How much a connection matters so far.
    fn need_of(&self, id: ConnectionId) -> Option<Level> {
        self.document.connection(id).and_then(|c| c.need)
    }

    /// The dots as they lie on the cords, over the map.
    pub(super) fn dot_items(&self) -> Vec<Item> {
        let Some(scene) = self.picture.scene().filter(|_| self.session.dots.on) else { return Vec::new() };
        let tokens = self.session.theme.tokens();
        let mut items = Vec::new();
        let needs: BTreeMap<ConnectionId, Level> = self.needs(&self.session.dots.counts).into_iter().collect();
        let taken = self.picture.plan().map(|plan| (plan.taken(None), plan.marks()));
        let mut told: Vec<Rect> = Vec::new();
        for hit in &scene.hits {
            let (Target::Connection(id), HitShape::Line(points, _)) = (hit.target, &hit.shape) else { continue };
            let count = self.dots_on(id);
            if count == 0 {
                continue;
            }
            let drawn = count.min(DRAWN);
            // What Enter would make of them.
            let words = needs.get(&id).map_or_else(String::new, |need| {
                let before = self.need_of(id).filter(|before| before != need);
                let before = before.map_or_else(String::new, |before| format!("{} → ", before.get()));
                format!("matters {before}{}", need.get())
            });
            let wide = STEP * f64::from(drawn) / 2.0;
            let half = self.measure.width(&words, 13.0, Weight::SemiBold) / 2.0;
            let number = if count > DRAWN { 20.0 } else { 0.0 };
            let dots_at = |middle: Point| Rect::new(-wide, -RADIUS, wide + number, RADIUS) + middle.to_vec2();
            let is_on = |area: Rect| {
                let others = told.iter().any(|other| !other.intersect(area).is_zero_area());
                others || taken.as_ref().is_some_and(|(all, _)| !all.is_free(area))
            };
            let is_marked = |area: Rect| taken.as_ref().is_some_and(|(_, marks)| !marks.is_free(area));
            let fault = |is: bool, cost: u32| if is { cost } else { 0 };
            // Dots hide no mark, words nothing that is read; on a cord too short for them dots may lie beside it, or on
            // a body. The first of the best.
            let mut best: Option<(u32, Point, Point)> = None;
            'found: for aside in ASIDE {
                for middle in PLACES.iter().filter_map(|share| along(points, *share, aside)) {
                    let dots = dots_at(middle);
                    let lies = fault(is_marked(dots), 8) + fault(is_on(dots), 2) + fault(aside != 0.0, 1);
                    for tag in tags(middle, (wide, number), half) {
                        let cost = lies + fault(is_on(tag_area(tag, half)), 4);
                        if best.is_none_or(|(least, ..)| cost < least) {
                            best = Some((cost, middle, tag));
                        }
                        if cost == 0 {
                            break 'found;
                        }
                    }
                }
            }
            let Some((_, middle, tag)) = best else { continue };
            for i in 0..drawn {
                let x = STEP * (f64::from(i) - f64::from(drawn - 1) / 2.0);
                items.push(Item::Disc(Disc {
                    center: middle + Vec2::new(x, 0.0),
                    radius: RADIUS,
                    fill: Some(tokens.accent),
                    stroke: Some(Stroke::solid(tokens.raised, 2.0)),
                }));
            }
            if count > DRAWN {
                let beside = middle + Vec2::new(wide + 4.0, 5.0);
                items.push(self.written(beside, count.to_string(), 15.0));
            }
            told.push(dots_at(middle));
            if !words.is_empty() {
                told.push(tag_area(tag, half));
                items.push(self.written(tag + Vec2::new(-half, 4.5), words, 13.0));
            }
        }
        items
    }

    fn written(&self, origin: Point, text: String, size: f64) -> Item {
        let tokens = self.session.theme.tokens();
        let weight = Weight::SemiBold;
        let width = self.measure.width(&text, size, weight);
        let halo = Some(crate::scene::Halo { color: tokens.canvas, width: 3.0 });
        Item::Text(TextRun { text, origin, size, weight, width, color: tokens.accent, halo })
    }
}

/// Where the words beside dots may stand, by their middle: below, above, to the right of the number, to the left.
fn tags(dots: Point, (wide, number): (f64, f64), half: f64) -> impl Iterator<Item = Point> {
    let aside = wide + half + 5.0;
    let aside = [Vec2::new(aside + number, 0.0), Vec2::new(-aside, 0.0)];
    [Vec2::new(0.0, RADIUS + 10.5), Vec2::new(0.0, -RADIUS - 10.5)].into_iter().chain(aside).map(move |by| dots + by)
}

/// The box of words around their middle.
fn tag_area(middle: Point, half: f64) -> Rect {
    Rect::from_center_size(middle, (2.0 * half, 17.0))
}

/// The point at this share of the way along a line, so far beside it.
fn along(points: &[Point], share: f64, aside: f64) -> Option<Point> {
    let lengths: Vec<f64> = points.windows(2).map(|pair| (pair[1] - pair[0]).hypot()).collect();
    let mut left = lengths.iter().sum::<f64>() * share;
    for (pair, length) in points.windows(2).zip(lengths) {
        if left <= length && length > 0.0 {
            let way = (pair[1] - pair[0]) / length;
            return Some(pair[0] + way * left + Vec2::new(-way.y, way.x) * aside);
        }
        left -= length;
    }
    points.first().copied()
}

/// The upper third by dots is what we are not us without (5), the middle third breaks the promise (4), the
/// rest is important (3). Those with equally many share the middle of their places; those with the most are always
/// what we are not us without, unless all have equally many and so none stands out.
fn needs_by_rank(counts: &BTreeMap<ConnectionId, u32>) -> Vec<(ConnectionId, Level)> {
    let total = counts.len() as f64;
    let most = counts.values().max();
    let one_stands_out = counts.len() == 1 || counts.values().any(|count| Some(count) != most);
    let need = |count: u32| {
        let above = counts.values().filter(|other| **other > count).count() as f64;
        let ties = counts.values().filter(|other| **other == count).count() as f64;
        match (above + ties / 2.0) / total {
            _ if Some(&count) == most && one_stands_out => 5,
            share if share < 1.0 / 3.0 => 5,
            share if share < 2.0 / 3.0 => 4,
            _ => 3,
        }
    };
    counts.iter().map(|(id, count)| (*id, Level::clamped(need(*count)))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(counts: &[u32], expected: &[u8]) {
        let counts = (0..).map(ConnectionId).zip(counts.iter().copied()).collect();
        let needs: Vec<u8> = needs_by_rank(&counts).into_iter().map(|(_, need)| need.get()).collect();
        assert_eq!(needs, expected, "{counts:?}");
    }

    /// What lies on every other connection of this map hides no number, no mark, no body and no word.
    #[track_caller]
    fn check_places(map: &[u8], scale: f64) {
        let document = crate::formats::read("map.strand", map, 1).expect("it opens").document;
        let mut editor = Editor::new(document, std::sync::Arc::new(crate::text::FixedWidth), 1);
        let analysis = crate::analysis::analyze(editor.document(), &crate::analysis::Options::default());
        let _asked = editor.set_analysis(editor.revision(), std::sync::Arc::new(analysis));
        let _asked = editor.run(crate::editor::Command::Dots);
        editor.session.camera.scale *= scale;
        let cords: Vec<ConnectionId> = editor.document().connections().map(|(id, _)| id).collect();
        for (i, id) in cords.iter().enumerate().filter(|(i, _)| i % 2 == 0) {
            editor.session.dots.give(*id, 1 + i as u32 % 4);
        }
        let _drawn = editor.scene();
        let marks = editor.picture.plan().expect("it is drawn").marks();
        let items = editor.dot_items();
        let discs = items.iter().filter_map(|item| if let Item::Disc(disc) = item { Some(disc) } else { None });
        for disc in discs {
            let area = Rect::from_center_size(disc.center, (2.0 * RADIUS, 2.0 * RADIUS));
            assert!(marks.is_free(area), "a dot at {} hides a mark", disc.center);
        }
        let words = items.iter().filter_map(|item| if let Item::Text(run) = item { Some(&*run.text) } else { None });
        assert_eq!(words.clone().count(), cords.len().div_ceil(2));
        assert!(words.clone().all(|words| words.starts_with("matters ")), "{:?}", words.collect::<Vec<_>>());
    }

    #[test]
    fn dots_hide_no_mark_and_say_the_same_everywhere() {
        for scale in [0.6, 1.0, 1.8] {
            check_places(include_bytes!("../../examples/telecom.strand"), scale);
            check_places(include_bytes!("../../examples/coffee.strand"), scale);
        }
    }

    #[test]
    fn ranks_become_needs() {
        check(&[7], &[5]);
        check(&[2, 2, 2, 1], &[5, 5, 5, 3]);
        check(&[3, 1], &[5, 3]);
        check(&[9, 4, 1], &[5, 4, 3]);
        check(&[1, 1, 1, 1], &[4, 4, 4, 4]);
        check(&[1, 8, 2, 5, 3, 1], &[3, 5, 4, 5, 4, 3]);
        check(&[], &[]);
    }
}
