//! The names of one picture while they are placed: who wants one, and who may go without.

use std::sync::Arc;

use super::names::Block;
use super::placing::{self, Keep, Request};
use super::plan::{Form, Joined, Memory, Node};
use super::sizes::{Detail, Sizes};
use super::{Lens, Tokens, View};
use crate::geom::Rect;

/// Up to so many bodies a name without room is also tried in narrower lines.
const FEW: usize = 60;
/// So many of a crowd choose where their names stand before all others.
const LANDMARKS: usize = 24;

/// The names of a picture while they are placed.
pub(super) struct Names {
    /// The nodes that may show; the spots of others are kept for when they do.
    nodes: Vec<usize>,
    requests: Vec<Request>,
    /// The cords between them, as places among the requests.
    cords: Vec<[u32; 2]>,
}

impl Names {
    pub(super) fn new(
        nodes: &mut [Node],
        joined: &[Joined<'_>],
        (sizes, tokens): (&Sizes, &Tokens),
        view: &View,
        memory: &Memory,
    ) -> Self {
        let shown: Vec<usize> = (0..nodes.len()).filter(|i| view.may_show(nodes[*i].at, nodes[*i].at)).collect();
        let named = shown.iter().filter(|i| nodes[**i].block.is_some()).count();
        let crowded = named > FEW || sizes.detail == Detail::Far;
        let landmarks = if crowded { landmarks(nodes) } else { Vec::new() };
        let keep = |i: usize, node: &Node| match node.form {
            _ if node.touched || node.keystone => Keep::About,
            Form::Leaf => Keep::Least,
            Form::Actor(..) if view.lens == Lens::Portrait => Keep::About,
            Form::Actor(..) if landmarks.binary_search(&i).is_ok() => Keep::Landmark,
            Form::Actor(..) => Keep::IfFree,
        };
        let blocks = |node: &Node, keep: Keep| {
            let mut blocks: Vec<Arc<Block>> = node.block.iter().cloned().collect();
            if let Some(block) = node.block.as_ref().filter(|_| node.form != Form::Leaf) {
                let small = block.shrunk(tokens.name_floor);
                // Asking about every setting of everybody in a crowd takes longer than a frame.
                let [narrow, smallest] = if crowded && keep > Keep::Landmark {
                    [None, None]
                } else {
                    [block.narrowed(), small.as_ref().and_then(Block::narrowed)]
                };
                blocks.extend([narrow, small, smallest].into_iter().flatten().map(Arc::new));
            }
            blocks
        };
        let requests = (shown.iter())
            .map(|i| {
                let node = &mut nodes[*i];
                let (importance, keep) = (importance(node), keep(*i, node));
                Request {
                    blocks: blocks(node, keep),
                    at: node.at,
                    body: node.covers(sizes.actor.max(0.5)),
                    leaving: std::mem::take(&mut node.leaving),
                    keep,
                    importance,
                    before: memory.spots.get(&node.id).copied(),
                }
            })
            .collect();
        let mut place = vec![u32::MAX; nodes.len()];
        shown.iter().enumerate().for_each(|(i, node)| place[*node] = i as u32);
        let ends = joined.iter().map(|(.., ends)| ends.map(|end| place[end]));
        let cords = ends.filter(|ends| !ends.contains(&u32::MAX)).collect();
        Self { nodes: shown, requests, cords }
    }

    /// Places all names, or again where a mark lies on one.
    pub(super) fn place(&mut self, nodes: &mut [Node], marks: &[Rect]) {
        let onto = |name: Rect| marks.iter().any(|mark| crate::geom::overlap(*mark, name));
        let mut before = self.nodes.iter().filter_map(|i| nodes[*i].name).peekable();
        if before.peek().is_some() && !before.any(onto) {
            return;
        }
        let placed = placing::place(&self.requests, &self.cords, marks);
        for ((i, request), placed) in self.nodes.iter().zip(&mut self.requests).zip(placed) {
            let node = &mut nodes[*i];
            node.name = placed.map(|placed| placed.area);
            node.block = request.blocks.get(placed.map_or(0, |placed| placed.setting)).cloned();
            request.before = placed.map(|placed| placed.spot);
        }
    }

    pub(super) fn remember(&self, nodes: &[Node], memory: &mut Memory) {
        for (i, request) in self.nodes.iter().zip(&self.requests) {
            if let Some(spot) = request.before {
                memory.spots.insert(nodes[*i].id, spot);
            }
        }
    }
}

/// Who chooses first: whom most points touch, and of two as large, whom more cords join.
fn importance(node: &Node) -> f64 {
    node.radius * if node.keystone { 2.0 } else { 1.0 } + 1.0e-3 * node.leaving.len() as f64
}

/// The most important of all actors, whatever part of the map shows, by their place.
fn landmarks(nodes: &[Node]) -> Vec<usize> {
    let mut all: Vec<usize> = (0..nodes.len()).filter(|i| nodes[*i].form != Form::Leaf).collect();
    let order = |a: &usize, b: &usize| importance(&nodes[*b]).total_cmp(&importance(&nodes[*a])).then(a.cmp(b));
    if all.len() > LANDMARKS {
        let _ = all.select_nth_unstable_by(LANDMARKS, order);
        all.truncate(LANDMARKS);
    }
    all.sort_unstable();
    all
}
