//! The names of one picture while they are placed: who wants one, and who may go without.

use super::View;
use super::placing::{self, Keep, Request};
use super::plan::{Form, Memory, Node};
use super::sizes::{Detail, Sizes};
use crate::geom::Rect;

/// Up to so many bodies every name of an actor is shown, unless the map is seen from far away.
const ALWAYS_SHOWN: usize = 60;

/// The names of a picture while they are placed.
pub(super) struct Names {
    /// The nodes that may show; the spots of others are kept for when they do.
    nodes: Vec<usize>,
    requests: Vec<Request>,
}

impl Names {
    pub(super) fn new(nodes: &mut [Node], sizes: &Sizes, view: &View, memory: &Memory) -> Self {
        let shown: Vec<usize> = (0..nodes.len()).filter(|i| view.may_show(nodes[*i].at, nodes[*i].at)).collect();
        let named = shown.iter().filter(|i| nodes[**i].block.is_some()).count();
        let crowded = named > ALWAYS_SHOWN || sizes.detail == Detail::Far;
        let keep = |node: &Node| match node.form {
            // Whom the picture is about, even where that covers somebody small.
            _ if node.touched || node.keystone => Keep::Always,
            Form::Leaf => Keep::Least,
            Form::Actor(..) if crowded || view.lens.numbers() => Keep::IfFree,
            Form::Actor(..) => Keep::Always,
        };
        let requests = (shown.iter())
            .map(|i| {
                let node = &mut nodes[*i];
                Request {
                    block: node.block.clone(),
                    at: node.at,
                    body: node.covers(sizes.actor.max(0.5)),
                    leaving: std::mem::take(&mut node.leaving),
                    keep: keep(node),
                    importance: node.radius * if node.keystone { 2.0 } else { 1.0 },
                    before: memory.spots.get(&node.id).copied(),
                }
            })
            .collect();
        Self { nodes: shown, requests }
    }

    /// Places all names, or again where a mark lies on one.
    pub(super) fn place(&mut self, nodes: &mut [Node], marks: &[Rect]) {
        let onto = |name: Rect| marks.iter().any(|mark| super::grid::overlap(*mark, name));
        if !marks.is_empty() && !self.nodes.iter().any(|i| nodes[*i].name.is_some_and(onto)) {
            return;
        }
        let placed = placing::place(&self.requests, marks);
        for ((i, request), placed) in self.nodes.iter().zip(&mut self.requests).zip(placed) {
            nodes[*i].name = placed.map(|(_, area)| area);
            request.before = placed.map(|(spot, _)| spot);
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
