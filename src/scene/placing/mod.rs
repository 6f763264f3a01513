//! Which name stands where: every name clear of bodies, badges and other names, and which ones fit at all.

mod clearing;
mod cords;

use std::sync::Arc;

use cords::Cords;

use super::by_node::ByNode;
use super::grid::Grid;
use super::names::{Block, Setting, Spot};
use crate::geom::overlap;
use crate::geom::{Point, Rect, Vec2};

/// Who chooses first, and how far off its body a name may stand. No name ever covers a body, a badge or a name:
/// without room it is left out, and shown under the pointer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Keep {
    /// Whom the picture is about.
    About,
    /// On these most hangs: whatever the crowd, they have names.
    Leading,
    /// By these the eye finds its way in a crowd.
    Landmark,
    IfFree,
    /// The last to choose.
    Least,
}

impl Keep {
    /// How far off its body a name may stand, with a line that leads to it.
    const fn furthest(self) -> f64 {
        match self {
            Self::About => 130.0,
            Self::Leading | Self::Landmark => 62.0,
            Self::IfFree | Self::Least => 0.0,
        }
    }
}

/// So far off a name may stand from which a line leads across a crowd.
const ACROSS: f64 = 430.0;

/// A body that wants a name.
pub(super) struct Request {
    pub(super) block: Option<Arc<Block>>,
    /// What it covers as it may be set, in the order of [`Setting::ALL`]; nothing for a blank name.
    pub(super) sizes: [Option<Vec2>; Setting::ALL.len()],
    pub(super) at: Point,
    /// What the shape with its rings and marks covers, relative to its place.
    pub(super) body: Rect,
    pub(super) keep: Keep,
    /// It may stand a little off its body, in any direction.
    pub(super) off: bool,
    /// Who chooses first among those that are kept alike.
    pub(super) importance: f64,
    /// The spot it had in the picture before, or when there last was room for it, and how it was set there, by its place
    /// in [`Setting::ALL`].
    pub(super) before: Option<(Spot, usize)>,
    /// It had no room in the picture before, and does not ask again yet.
    pub(super) waits: bool,
}

impl Request {
    fn body(&self) -> Rect {
        self.body + self.at.to_vec2()
    }

    /// The box around all places beside its body.
    fn reach(&self) -> Rect {
        let size = self.sizes.iter().flatten().fold(Vec2::ZERO, |a, b| Vec2::new(a.x.max(b.x), a.y.max(b.y)));
        self.body().inflate(size.x + BESIDE, size.y + BESIDE)
    }

    /// The spots beside its body where it may stand.
    fn spots(&self) -> impl Iterator<Item = Spot> + use<> {
        let off = self.off;
        Spot::all().chain(Spot::near_by().filter(move |_| off))
    }

    /// In which ways it may be set, by their place in [`Setting::ALL`].
    fn settings(&self) -> impl Iterator<Item = usize> + use<> {
        let sizes = self.sizes;
        (0..sizes.len()).filter(move |setting| sizes[*setting].is_some())
    }

    fn at(&self, spot: Spot, setting: usize) -> Option<Rect> {
        self.sizes[setting].map(|size| spot.place(size, self.at, self.body))
    }
}

/// Where a name stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Placed {
    pub(super) spot: Spot,
    pub(super) area: Rect,
    pub(super) setting: Setting,
}

/// No further off its body is a name without a line that leads to it.
const BESIDE: f64 = 32.0;
/// The side of a cell of the grids: about the width of a name.
const CELL: f64 = 90.0;
/// The room between two names on one line, about a space, so that they are not read as one.
const BETWEEN: f64 = 7.0;
/// What a cord that leaves across a name costs, where ways are not heeded.
const CROSSED_BY_OWN: f64 = 1.7;
/// Among more cords than this every place is crossed, and asking where costs more than it mends: names only keep off
/// their own.
pub(super) const MOST_CORDS: usize = 2_000;
/// Among more than this a second look finds little and takes longer than all before it.
const MOST_LOOKED_AT: usize = 400;

/// Where a cord runs, and how wide it is.
#[derive(Clone, Debug)]
pub(super) struct Way {
    pub(super) points: Arc<[Point]>,
    pub(super) width: f64,
}

/// What each unit costs by which a name stands out from the map: that makes all of it smaller.
const OUT: f64 = 0.02;
/// What standing where another name would like to stand costs.
const IN_THE_WAY: f64 = 1.2;
/// What it costs a leaf when its name stands so near to another body: leaves look alike, and the word is read as that of
/// the other.
const MISTAKEN: f64 = 1.6;
const TOO_NEAR: f64 = 12.0;
/// After so many names in a row for which nobody could make room, the picture is full and nobody is asked any more:
/// each takes as long as twenty names that find their place.
const MOST_IN_VAIN: usize = 32;

/// Where a name would lie on more bodies than this on average, no spot is free, and with thousands of them asking
/// takes longer than a frame.
const MOST_BELOW: f64 = 5.0;

/// The spot and box of each name; `None` where it would cover a name, a body or one of the `badges`.
///
/// Whom the picture is about chooses first, then on whom most hangs (both, if need be, at the end of a line across the
/// crowd), then landmarks, all in any setting and further off, too; the rest in order of importance. Each takes the spot
/// of the picture before if that is free. Who then finds no free spot asks neighbors to move, then tries its narrower and
/// smaller settings. `leaving` are the directions in which cords leave each. Unless names `hold`, whoever stands over
/// cords at last looks for a clearly better spot: where nobody finds one, the same names come out again.
pub(super) fn place(
    (requests, leaving): (&[Request], &ByNode<Vec2>),
    ways: &[Way],
    badges: &[Rect],
    hold: bool,
) -> Vec<Option<Placed>> {
    let Some(area) = requests.iter().map(|r| r.body().inflate(220.0, 80.0)).reduce(|a, b| a.union(b)) else {
        return Vec::new();
    };
    let mut placing = Placing::new((requests, leaving), ways, badges, area);
    let mut order: Vec<usize> = (0..requests.len()).filter(|i| !requests[*i].waits && placing.has_hope(*i)).collect();
    order.sort_by(|a, b| {
        let (a, b, ids) = (&requests[*a], &requests[*b], a.cmp(b));
        a.keep.cmp(&b.keep).then(b.importance.total_cmp(&a.importance)).then(ids)
    });
    order.iter().for_each(|i| placing.wait(*i));
    let mut homeless = Vec::new();
    for i in &order {
        let (i, request) = (*i, &requests[*i]);
        placing.waiting[i] = false;
        if placing.stays(i) {
            continue;
        }
        let settings = if request.keep <= Keep::Landmark { Setting::ALL.len() } else { 1 };
        let beside =
            request.settings().take_while(|setting| *setting < settings).any(|setting| placing.settle(i, setting));
        let across = request.keep <= Keep::Leading;
        if !(beside || placing.settle_far(i, false) || across && placing.settle_far(i, true)) {
            homeless.push(i);
        }
    }
    let mut in_vain = 0;
    for i in homeless {
        let housed = requests[i].settings().any(|setting| {
            (setting > 0 && placing.settle(i, setting)) || {
                placing.setting[i] = setting;
                !hold && in_vain < MOST_IN_VAIN && placing.ask_neighbors(i)
            }
        });
        in_vain = if housed { 0 } else { in_vain + 1 };
    }
    if !hold && ways.len() <= MOST_LOOKED_AT {
        placing.clear_of_cords(&order);
    }
    let placed = placing.placed.into_iter().zip(placing.setting);
    placed
        .map(|(placed, setting)| placed.map(|(spot, area)| Placed { spot, area, setting: Setting::ALL[setting] }))
        .collect()
}

/// A placement under way.
struct Placing<'a> {
    requests: &'a [Request],
    /// Directions in which cords leave.
    leaving: &'a ByNode<Vec2>,
    /// Bodies with their owners, then badges, which belong to nobody.
    fixed: Vec<(usize, Rect)>,
    fixed_grid: Grid,
    /// Where those that wait usually stand.
    usual: Grid,
    cords: Cords,
    waiting: Vec<bool>,
    /// How each is set.
    setting: Vec<usize>,
    placed: Vec<Option<(Spot, Rect)>>,
    /// By owner.
    taken: Grid,
    /// The box around all bodies, with the room for usual names.
    bodies: Rect,
}

impl<'a> Placing<'a> {
    fn new(
        (requests, leaving): (&'a [Request], &'a ByNode<Vec2>),
        ways: &'a [Way],
        badges: &[Rect],
        area: Rect,
    ) -> Self {
        let bodies = requests.iter().enumerate().map(|(i, request)| (i, request.body()));
        let fixed: Vec<_> = bodies.chain(badges.iter().map(|badge| (usize::MAX, *badge))).collect();
        let [mut fixed_grid, usual, taken] = [(); 3].map(|()| Grid::over(area, CELL));
        for (i, (_, covered)) in fixed.iter().enumerate() {
            fixed_grid.insert(*covered, i as u32);
        }
        let (waiting, placed) = (vec![false; requests.len()], vec![None; requests.len()]);
        let setting = vec![0; requests.len()];
        Self {
            requests,
            leaving,
            fixed,
            fixed_grid,
            usual,
            cords: Cords::over(area, ways),
            waiting,
            setting,
            placed,
            taken,
            bodies: area.inflate(-220.0 + 30.0, -80.0 + 30.0),
        }
    }

    /// Whether there is a name, and may be room for it in the crowd around it.
    fn has_hope(&self, i: usize) -> bool {
        let request = &self.requests[i];
        self.at(i, Spot::BELOW).is_some_and(|usual| {
            request.keep <= Keep::Landmark || usual.area() * self.fixed_grid.density(request.at) <= MOST_BELOW
        })
    }

    /// Where a name stood in the picture before, or stands as a rule.
    fn usual(&self, i: usize) -> Option<Rect> {
        let request = &self.requests[i];
        let (spot, setting) = request.before.filter(|(spot, _)| !spot.is_far()).unwrap_or((Spot::BELOW, 0));
        request.at(spot, setting)
    }

    /// A name waits for its turn: until then others leave its usual place free if they can.
    fn wait(&mut self, i: usize) {
        if let Some(usual) = self.usual(i) {
            self.waiting[i] = true;
            self.usual.insert(usual, i as u32);
        }
    }

    fn at(&self, i: usize, spot: Spot) -> Option<Rect> {
        self.requests[i].at(spot, self.setting[i])
    }

    fn set(&mut self, i: usize, (spot, area): (Spot, Rect)) {
        self.placed[i] = Some((spot, area));
        self.taken.insert(area, i as u32);
    }

    /// Takes a name away from where it stands.
    fn lift(&mut self, i: usize) -> Option<(Spot, Rect)> {
        let (spot, area) = self.placed[i].take()?;
        self.taken.remove(area, i as u32);
        Some((spot, area))
    }

    /// Whether a body or a badge lies under this box.
    fn blocked(&self, i: usize, area: Rect) -> bool {
        let area = area.inflate(2.0, 1.0);
        self.fixed_grid.any(area, |n| {
            let (owner, other) = self.fixed[n as usize];
            owner != i && overlap(area, other)
        })
    }

    fn covers(&self, i: usize, j: usize, area: Rect) -> bool {
        i != j && self.placed[j].is_some_and(|(_, other)| overlap(area, other))
    }

    fn free(&self, i: usize, area: Rect) -> bool {
        let wide = area.inflate(BETWEEN, 1.0);
        !self.blocked(i, area) && !self.taken.any(wide, |j| self.covers(i, j as usize, wide))
    }

    /// What a spot costs by itself: its rank, and cords that leave across it.
    fn own_cost(&self, i: usize, spot: Spot, area: Rect) -> f64 {
        let request = &self.requests[i];
        let leaving = if self.cords.is_empty() { self.leaving.of(i) } else { &[] };
        let crossings = leaving.iter().filter(|d| crosses(request.at, **d, area)).count() as f64;
        let mistaken = if request.keep == Keep::Least && self.beside_other(i, area) { MISTAKEN } else { 0.0 };
        let out = |low: f64, high: f64, from: f64, to: f64| (from - low).max(high - to).max(0.0);
        let all = self.bodies;
        let out = out(area.x0, area.x1, all.x0, all.x1) + out(area.y0, area.y1, all.y0, all.y1);
        spot.cost() + CROSSED_BY_OWN * crossings + mistaken + OUT * out
    }

    /// Whether somebody else's body is about as near to a name as its own.
    fn beside_other(&self, i: usize, area: Rect) -> bool {
        let near = area.inflate(TOO_NEAR, TOO_NEAR);
        self.fixed_grid.any(near, |n| {
            let (owner, other) = self.fixed[n as usize];
            (n as usize) < self.requests.len() && owner != i && overlap(near, other)
        })
    }

    /// The best spot of a name beside its body that is free and costs less than `most`, as it is set now.
    fn best(&self, i: usize, most: f64, free: impl Fn(Rect) -> bool) -> Option<(f64, Spot, Rect)> {
        let (mut best, mut least) = (None, most);
        for spot in self.requests[i].spots() {
            if spot.cost() >= least {
                continue;
            }
            let area = self.at(i, spot)?;
            let mut cost = self.own_cost(i, spot, area);
            if cost >= least || !free(area) {
                continue;
            }
            let wished = |j: u32| {
                let j = j as usize;
                j != i && self.waiting[j] && self.usual(j).is_some_and(|usual| overlap(area, usual))
            };
            if self.usual.any(area, wished) {
                cost += IN_THE_WAY;
            }
            cost += self.cords.beneath(area, least - cost);
            if cost < least {
                (best, least) = (Some((cost, spot, area)), cost);
            }
        }
        best
    }

    /// Places a name in this setting, where it finds a free spot beside its body.
    fn settle(&mut self, i: usize, setting: usize) -> bool {
        self.setting[i] = setting;
        let found = self.best(i, f64::MAX, |area| self.free(i, area));
        if let Some((_, spot, area)) = found {
            self.set(i, (spot, area));
        }
        found.is_some()
    }

    /// Places a name further off, at the nearest free spot from which a free line leads to its body; or, `across` a
    /// crowd, one that passes beneath bodies.
    fn settle_far(&mut self, i: usize, across: bool) -> bool {
        let request = &self.requests[i];
        let furthest = if across { ACROSS } else { request.keep.furthest() };
        for spot in Spot::far(furthest) {
            for setting in request.settings() {
                if self.set_far(i, spot, setting, across) {
                    return true;
                }
            }
        }
        self.setting[i] = 0;
        false
    }

    /// Leaves a name where and as it stood in the picture before, if that is free.
    fn stays(&mut self, i: usize) -> bool {
        let request = &self.requests[i];
        let Some((spot, setting)) = request.before else { return false };
        if spot.is_far() {
            return self.set_far(i, spot, setting, request.keep <= Keep::Leading);
        }
        let area = request.at(spot, setting).filter(|area| self.free(i, *area));
        if let Some(area) = area {
            self.setting[i] = setting;
            self.set(i, (spot, area));
        }
        area.is_some()
    }

    fn set_far(&mut self, i: usize, spot: Spot, setting: usize, across: bool) -> bool {
        self.setting[i] = setting;
        let Some(area) = self.at(i, spot).filter(|area| self.free(i, *area)) else { return false };
        let line = steps(self.requests[i].at, area);
        let free = |step: &Rect| if across { self.free_across(i, *step) } else { self.free(i, *step) };
        if !line.iter().all(free) {
            return false;
        }
        self.set(i, (spot, area));
        for step in line {
            self.fixed_grid.insert(step, self.fixed.len() as u32);
            self.fixed.push((i, step));
        }
        true
    }

    /// Whether neither a name, nor a number, nor the line of another name lies here: bodies may.
    fn free_across(&self, i: usize, step: Rect) -> bool {
        let onto = |n: u32| {
            let (owner, other) = self.fixed[n as usize];
            n as usize >= self.requests.len() && owner != i && overlap(step, other)
        };
        !self.fixed_grid.any(step, onto) && !self.taken.any(step, |j| self.covers(i, j as usize, step))
    }

    /// Places a name where those whose names it would cover can go elsewhere.
    fn ask_neighbors(&mut self, i: usize) -> bool {
        for spot in self.requests[i].spots() {
            let Some(area) = self.at(i, spot) else { return false };
            if self.blocked(i, area) {
                continue;
            }
            let neighbors = self.covered(i, area);
            let before: Vec<_> = neighbors.iter().map(|j| self.lift(*j)).collect();
            self.set(i, (spot, area));
            let all_moved = neighbors.iter().all(|j| self.settle(*j, self.setting[*j]));
            if all_moved {
                return true;
            }
            let _lost = self.lift(i);
            for (j, old) in neighbors.into_iter().zip(before) {
                let _lost = self.lift(j);
                old.into_iter().for_each(|old| self.set(j, old));
            }
        }
        false
    }

    /// The names that a box would cover.
    fn covered(&self, i: usize, area: Rect) -> Vec<usize> {
        let wide = area.inflate(BETWEEN, 1.0);
        let mut found = self.taken.within(wide);
        found.retain(|j| self.covers(i, *j as usize, wide));
        found.into_iter().map(|j| j as usize).collect()
    }
}

/// The line that leads from a body to its name, as small boxes.
fn steps(at: Point, name: Rect) -> Vec<Rect> {
    const STEP: f64 = 6.0;
    let to = Point::new(at.x.clamp(name.x0, name.x1), at.y.clamp(name.y0, name.y1));
    let count = ((to - at).hypot() / STEP).ceil().max(1.0);
    let step = |k: i32| Rect::from_center_size(at.lerp(to, f64::from(k) / count), (2.0, 2.0));
    (0..count as i32).map(step).collect()
}

/// Whether a ray from `at` in `direction` passes through a box.
fn crosses(at: Point, direction: Vec2, area: Rect) -> bool {
    passes(at, direction, f64::MAX, area)
}

/// Whether the line from `at`, `times` as far as `direction` reaches, passes through a box.
fn passes(at: Point, direction: Vec2, times: f64, area: Rect) -> bool {
    span(at, direction, times, area).is_some()
}

/// From where to where that line lies in the box, in parts of `direction`; `None` where it does not.
fn span(at: Point, direction: Vec2, times: f64, area: Rect) -> Option<(f64, f64)> {
    let mut span = (0.0_f64, times);
    for (start, step, low, high) in [(at.x, direction.x, area.x0, area.x1), (at.y, direction.y, area.y0, area.y1)] {
        if step.abs() < 1.0e-9 {
            if start < low || start > high {
                return None;
            }
        } else {
            let (a, b) = ((low - start) / step, (high - start) / step);
            span = (span.0.max(a.min(b)), span.1.min(a.max(b)));
        }
    }
    (span.0 < span.1).then_some(span)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::Theme;
    use crate::text::FixedWidth;

    const BELOW: usize = 0;
    const ABOVE: usize = 1;
    const RIGHT: usize = 2;

    fn request(at: (f64, f64)) -> Request {
        Request {
            block: None,
            sizes: [
                Block::new(&FixedWidth, "Customers", "", Theme::Light.tokens()).unwrap().size(Setting::Full, 0.0),
                None,
                None,
                None,
            ],
            at: at.into(),
            body: Rect::new(-20.0, -20.0, 20.0, 20.0),
            keep: Keep::IfFree,
            off: false,
            importance: 0.0,
            before: None,
            waits: false,
        }
    }

    fn place(requests: &[Request], cords: &[[u32; 2]], badges: &[Rect]) -> Vec<Option<Placed>> {
        let none = ByNode::with_room(requests.len(), std::iter::empty());
        let points = |ends: [u32; 2]| ends.map(|i| requests[i as usize].at).into();
        let ways = cords.iter().map(|ends| Way { points: points(*ends), width: 4.0 });
        super::place((requests, &none), &ways.collect::<Vec<_>>(), badges, false)
    }

    /// Where the first name stands when cords leave its body in these directions.
    #[track_caller]
    fn check(requests: &[Request], directions: &[(f64, f64)], expected: usize) {
        let mut leaving = ByNode::with_room(requests.len(), directions.iter().map(|_| 0));
        directions.iter().for_each(|d| leaving.push(0, Vec2::new(d.0, d.1)));
        let placed = super::place((requests, &leaving), &[], &[], false);
        assert_eq!(placed[0].map(|placed| placed.spot), Spot::all().nth(expected));
    }

    #[test]
    fn a_name_stands_below() {
        check(&[request((0.0, 0.0))], &[(1.0, 0.0), (0.0, -1.0)], BELOW);
    }

    #[test]
    fn a_name_leaves_a_busy_side() {
        let down = [(0.0, 1.0), (0.3, 1.0), (-0.3, 1.0)];
        check(&[request((0.0, 0.0))], &down, ABOVE);
        check(&[request((0.0, 0.0)), request((0.0, -60.0))], &down, RIGHT);
    }

    #[test]
    fn a_name_leaves_the_cords_of_others() {
        let cord = [request((-200.0, 34.0)), request((200.0, 34.0))];
        let [left, right] = cord;
        let all = [request((0.0, 0.0)), left, right];
        assert_eq!(place(&all, &[[1, 2]], &[])[0].map(|placed| placed.spot), Spot::all().nth(ABOVE));
        assert_eq!(place(&all, &[], &[])[0].map(|placed| placed.spot), Spot::all().nth(BELOW));
    }

    #[test]
    fn a_name_without_room_shrinks() {
        let mut all = vec![request((0.0, 0.0))];
        let block = Block::new(&FixedWidth, "Customers", "", Theme::Light.tokens()).unwrap();
        all[0].sizes[2] = block.size(Setting::Small, 7.0);
        // Posts all around, so near that no spot holds the name in its full size.
        all.extend((0..4).flat_map(|i| [-1.0, 1.0].map(|side| request((45.0 * f64::from(i) - 65.0, side * 56.0)))));
        all.extend([-60.0, 60.0].map(|x| request((x, 0.0))));
        all[1..].iter_mut().for_each(|post| post.sizes = [None; 4]);
        assert!(
            place(&all, &[], &[])[0].is_some_and(|placed| placed.setting == Setting::Small),
            "{:?}",
            place(&all, &[], &[])[0]
        );
    }

    #[test]
    fn a_crowd_drops_names_but_never_overlaps_them() {
        let crowd: Vec<_> = (0..100).map(|i| request((f64::from(i % 10) * 50.0, f64::from(i / 10) * 70.0))).collect();
        let placed: Vec<_> = place(&crowd, &[], &[]).into_iter().flatten().collect();
        assert!(placed.len() < 100 && placed.len() > 10, "{}", placed.len());
        for (i, a) in placed.iter().enumerate() {
            assert!(placed[..i].iter().all(|b| !overlap(a.area, b.area)));
        }
    }

    #[test]
    fn a_name_moves_away_from_a_badge() {
        let one = [request((0.0, 0.0))];
        let badge = Rect::new(-10.0, 25.0, 10.0, 45.0);
        let area = place(&one, &[], &[badge])[0].unwrap().area;
        assert!(!overlap(area, badge), "{area:?}");
    }

    #[test]
    fn the_most_important_of_a_crowd_find_room_and_cover_nobody() {
        let at = |i: i32| (f64::from(i % 10) * 50.0, f64::from(i / 10) * 60.0);
        let mut crowd: Vec<_> = (0..100).map(|i| request(at(i))).collect();
        let plain = place(&crowd, &[], &[]);
        assert!(plain[55].is_none(), "the middle of a crowd has no room");
        crowd[55].keep = Keep::About;
        // A seat is free not far off.
        crowd[57].body = Rect::new(-1.0, -1.0, 1.0, 1.0);
        let placed = place(&crowd, &[], &[]);
        assert!(placed[55].is_some());
        for (i, name) in placed.iter().enumerate().filter_map(|(i, placed)| Some((i, placed.as_ref()?.area))) {
            assert!(crowd.iter().enumerate().all(|(j, other)| i == j || !overlap(other.body(), name)), "{i}");
        }
    }
}
