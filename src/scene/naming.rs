//! The names of one picture while they are placed: who wants one, and who may go without.

use std::sync::Arc;

use super::placing::{self, Keep, Request};
use super::plan::{Form, Joined, Memory, Node};
use super::sizes::{Detail, Sizes};
use super::{Tokens, View};
use crate::geom::Rect;

/// Up to so many bodies every name of an actor is shown, unless the map is seen from far away.
const ALWAYS_SHOWN: usize = 60;

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
        let crowded = named > ALWAYS_SHOWN || sizes.detail == Detail::Far;
        let keep = |node: &Node| match node.form {
            // Whom the picture is about, even where that covers somebody small.
            _ if node.touched || node.keystone => Keep::Always,
            Form::Leaf => Keep::Least,
            Form::Actor(..) if crowded || view.lens.numbers() => Keep::IfFree,
            Form::Actor(..) => Keep::Always,
        };
        let small = |node: &Node| {
            let block = node.block.as_ref().filter(|_| crowded && node.form != Form::Leaf);
            block.and_then(|block| block.shrunk(tokens.name_floor)).map(Arc::new)
        };
        let requests = (shown.iter())
            .map(|i| {
                let node = &mut nodes[*i];
                Request {
                    block: node.block.clone(),
                    small: small(node),
                    at: node.at,
                    body: node.covers(sizes.actor.max(0.5)),
                    leaving: std::mem::take(&mut node.leaving),
                    keep: keep(node),
                    importance: node.radius * if node.keystone { 2.0 } else { 1.0 },
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
        let onto = |name: Rect| marks.iter().any(|mark| super::grid::overlap(*mark, name));
        let mut before = self.nodes.iter().filter_map(|i| nodes[*i].name).peekable();
        if before.peek().is_some() && !before.any(onto) {
            return;
        }
        let placed = placing::place(&self.requests, &self.cords, marks);
        for ((i, request), placed) in self.nodes.iter().zip(&mut self.requests).zip(placed) {
            let node = &mut nodes[*i];
            node.name = placed.map(|placed| placed.area);
            node.block = if placed.is_some_and(|p| p.small) { request.small.clone() } else { request.block.clone() };
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
