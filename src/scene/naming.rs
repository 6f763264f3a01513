//! The names of one picture while they are placed: who wants one, and who may go without.

use std::sync::Arc;

use super::by_node::ByNode;
use super::memory::{Memory, Stood};
use super::names::Setting;
use super::placing::{self, Keep, Placed, Request, Way};
use super::plan::{Cord, Form, Joined, Node};
use super::sizes::{Detail, Sizes};
use super::{Lens, Tokens, View};
use crate::geom::{self, Rect, Vec2};

/// Up to so many bodies a name without room is also tried in narrower lines.
const FEW: usize = 60;
/// So far along a cord lies the direction in which it leaves a body, as far as a name beside that is concerned.
const LEAVING: f64 = 60.0;
/// So many of a crowd choose where their names stand before all others.
const LANDMARKS: usize = 24;
/// And of these so many have a name wherever they stand.
const LEADING: usize = 8;

/// The names of a picture while they are placed.
pub(super) struct Names {
    /// The nodes that may show; the spots of others are kept for when they do.
    nodes: Vec<usize>,
    requests: Vec<Request>,
    /// Directions in which cords leave each of them.
    leaving: ByNode<Vec2>,
    /// The ways of cords among them; none where there are too many to heed.
    ways: Vec<Way>,
    /// The size of small type.
    floor: f64,
    /// Names keep their spots where those are free.
    hold: bool,
}

impl Names {
    pub(super) fn new(
        nodes: &[Node],
        (joined, cords): (&[Joined<'_>], &[Cord]),
        (sizes, tokens): (&Sizes, &Tokens),
        view: &View,
        memory: &Memory,
    ) -> Self {
        let shown: Vec<usize> = (0..nodes.len()).filter(|i| view.may_show(nodes[*i].at, nodes[*i].at)).collect();
        let named = shown.iter().filter(|i| nodes[**i].block.is_some()).count();
        let few = named <= FEW;
        let crowded = !few || sizes.detail == Detail::Far;
        let mut place = vec![u32::MAX; nodes.len()];
        shown.iter().enumerate().for_each(|(i, node)| place[*node] = i as u32);
        let importance = importance(nodes, joined);
        let landmarks = if crowded { landmarks(nodes, &importance) } else { Vec::new() };
        let leading = &landmarks[..landmarks.len().min(LEADING)];
        let keep = |i: usize, node: &Node| match node.form {
            _ if node.touched || node.keystone => Keep::About,
            Form::Leaf => Keep::Least,
            Form::Actor(..) if view.lens == Lens::Portrait => Keep::About,
            Form::Actor(..) if leading.contains(&i) => Keep::Leading,
            // Among few everybody is missed who has no name.
            Form::Actor(..) if few || landmarks.contains(&i) => Keep::Landmark,
            Form::Actor(..) => Keep::IfFree,
        };
        let sizes_of = |node: &Node, keep: Keep| {
            let mut sizes = [None; Setting::ALL.len()];
            if let Some(block) = &node.block {
                // Asking about every setting of everybody in a crowd takes longer than a frame.
                let narrows = !crowded || keep <= Keep::Landmark;
                for (size, setting) in sizes.iter_mut().zip(Setting::ALL) {
                    let may = match setting {
                        Setting::Full => true,
                        Setting::Small => node.form != Form::Leaf,
                        Setting::Narrow | Setting::SmallAndNarrow => node.form != Form::Leaf && narrows,
                    };
                    *size = if may { block.size(setting, tokens.name_floor) } else { None };
                }
            }
            sizes
        };
        let mut requests: Vec<Request> = (shown.iter())
            .map(|i| {
                let node = &nodes[*i];
                let keep = keep(*i, node);
                Request {
                    sizes: sizes_of(node, keep),
                    block: node.block.clone(),
                    at: node.at,
                    body: node.covers(sizes.actor.max(0.5)),
                    keep,
                    off: few,
                    importance: importance[*i],
                    before: None,
                    waits: false,
                }
            })
            .collect();
        let is_shown = |place: &u32| *place != u32::MAX;
        let ends = || cords.iter().map(|cord| (cord, cord.ends.map(|end| place[end])));
        let shown_ends = ends().flat_map(|(_, places)| places).filter(is_shown).map(|place| place as usize);
        let mut leaving = ByNode::with_room(shown.len(), shown_ends);
        for (cord, places) in ends() {
            let length = cord.spine.length();
            let near = LEAVING.min(length / 2.0);
            for (place, s) in places.into_iter().zip([near, length - near]).filter(|(place, _)| is_shown(place)) {
                let at = requests[place as usize].at;
                leaving.push(place as usize, geom::unit(cord.spine.at(s, 0.0) - at));
            }
        }
        // Whoever found no room asks again once the map rests.
        let hold = view.moving && memory.is_at(view);
        for (place, (i, request)) in shown.iter().zip(&mut requests).enumerate() {
            let stood = memory.stood.get(nodes[*i].id).filter(|stood| stood.cords == leaving.of(place).len());
            request.before = stood.and_then(|stood| stood.at);
            request.waits = hold && stood.is_some_and(|stood| !stood.shown);
        }
        let heeded = if cords.len() <= placing::MOST_CORDS { cords.len() } else { 0 };
        let way =
            |cord: &Cord| Way { points: Arc::clone(cord.spine.points()), width: cord.look.width(sizes.cord, tokens) };
        let ways = cords[..heeded].iter().map(way).collect();
        Self { nodes: shown, requests, leaving, ways, floor: tokens.name_floor, hold }
    }

    /// Places all names, or again where a mark lies on one.
    pub(super) fn place(&mut self, nodes: &mut [Node], marks: &[Rect]) {
        let onto = |name: Rect| marks.iter().any(|mark| geom::overlap(*mark, name));
        let mut before = self.nodes.iter().filter_map(|i| nodes[*i].name).peekable();
        if before.peek().is_some() && !before.any(onto) {
            return;
        }
        let placed = placing::place((&self.requests, &self.leaving), &self.ways, marks, self.hold);
        for ((i, request), placed) in self.nodes.iter().zip(&mut self.requests).zip(placed) {
            let node = &mut nodes[*i];
            node.name = placed.map(|placed| placed.area);
            if let (Some(block), Some(Placed { setting, .. })) = (&request.block, placed) {
                node.block = match setting {
                    Setting::Full => Some(Arc::clone(block)),
                    _ => block.set(setting, self.floor).map(Arc::new),
                };
            }
            request.before = placed.map(|placed| (placed.spot, placed.setting as usize)).or(request.before);
        }
    }

    pub(super) fn remember(&self, nodes: &[Node], memory: &mut Memory) {
        for (place, (i, request)) in self.nodes.iter().zip(&self.requests).enumerate() {
            let node = &nodes[*i];
            let stood = Stood { at: request.before, shown: node.name.is_some(), cords: self.leaving.of(place).len() };
            memory.stood.set(node.id, stood);
        }
    }
}

/// Who chooses first: whom most points touch, and of two as large, whom more cords join.
fn importance(nodes: &[Node], joined: &[Joined<'_>]) -> Vec<f64> {
    let mut cords = vec![0_u32; nodes.len()];
    joined.iter().flat_map(|(.., ends)| ends).for_each(|end| cords[*end] += 1);
    let of =
        |(node, cords): (&Node, u32)| node.radius * if node.keystone { 2.0 } else { 1.0 } + 1.0e-3 * f64::from(cords);
    nodes.iter().zip(cords).map(of).collect()
}

/// The most important of all actors, whatever part of the map shows, the first first.
fn landmarks(nodes: &[Node], importance: &[f64]) -> Vec<usize> {
    let mut all: Vec<usize> = (0..nodes.len()).filter(|i| nodes[*i].form != Form::Leaf).collect();
    let order = |a: &usize, b: &usize| importance[*b].total_cmp(&importance[*a]).then(a.cmp(b));
    if all.len() > LANDMARKS {
        let _ = all.select_nth_unstable_by(LANDMARKS, order);
        all.truncate(LANDMARKS);
    }
    all.sort_unstable_by(order);
    all
}
