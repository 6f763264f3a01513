//! The layout of a whole request, from nothing or from given places: parts, packing, final room.

use std::borrow::Cow;

use rayon::prelude::*;

use super::arrange::Part;
use super::graph::Graph;
use super::overlap::free_all;
use super::packing::{Piece, bounds, grid_below, pack};
use super::rings;
use super::{LayoutRequest, Progress};
use crate::geom::{Point, Rect, Vec2, mix, round_to};

/// A layout from nothing (or from the given places) to rest; one place for each body, in order.
///
/// Connected parts are arranged each for itself by stress, turned to suit the aspect, packed side by
/// side; bodies without a spring stand in rows below. No two footprints overlap, except two pinned ones.
/// Pinned bodies with a place keep it to the bit. Given places only decide which way up the picture is, as long as it
/// is not much smaller so.
/// The same request gives the same bits on any machine and any number of threads.
#[must_use]
pub fn layout(request: &LayoutRequest) -> Vec<Point> {
    // Nobody stops what nobody else knows of.
    layout_unless_stopped(request, &Progress::default()).unwrap_or_default()
}

/// All bodies in rows, as those without springs stand; pins as well. Where to begin while a large layout is
/// under way: it takes no time.
#[must_use]
pub fn in_rows(request: &LayoutRequest) -> Vec<Point> {
    let boxes: Vec<Rect> = request.bodies.iter().map(|body| body.usable_footprint()).collect();
    grid_below(&boxes, None, request.usable_aspect(), part_gap(&boxes))
}

/// The same as [`layout`], for another thread than the one that waits; `None` once it is stopped.
#[must_use]
pub fn layout_unless_stopped(request: &LayoutRequest, progress: &Progress) -> Option<Vec<Point>> {
    let asked = request.bodies.len();
    let filled = request.with_hollow();
    let request = &*filled;
    let graph = Graph::new(&request.bodies, &request.springs);
    let boxes: Vec<Rect> = request.bodies.iter().map(|body| body.usable_footprint()).collect();
    let pin = |i: usize| request.bodies[i].usable_pin();
    let aspect = request.usable_aspect();
    let gap = part_gap(&boxes);
    let ringed = request.has_rings();
    let (mut parts, singles): (Vec<_>, Vec<_>) = graph.components().into_iter().partition(|part| {
        let of_middle = |&i: &usize| ringed && request.bodies[i].ring == Some(0);
        part.len() > 1 || part.iter().all(of_middle)
    });
    if ringed {
        // All parts stand around one middle.
        parts = vec![parts.concat()];
        parts[0].sort_unstable();
        parts.retain(|part| !part.is_empty());
    }
    let mut places = vec![Point::ZERO; boxes.len()];

    let arranged: Option<Vec<Vec<Point>>> = parts
        .par_iter()
        .map(|members| {
            let own = graph.induced(members);
            let boxes: Cow<'_, [Rect]> = match members.len() == boxes.len() {
                true => Cow::Borrowed(&boxes),
                false => Cow::Owned(members.iter().map(|&i| boxes[i]).collect()),
            };
            let mut bands = Vec::new();
            let hollow = members.iter().position(|&i| i >= asked);
            if ringed {
                let ring: Vec<Option<u8>> = members.iter().map(|&i| request.bodies[i].ring).collect();
                bands = rings::bands(&ring, &boxes, &own, hollow);
            }
            let part = Part {
                bands,
                hollow,
                graph: own,
                boxes,
                bodies: &request.bodies,
                members,
                pinned: members.iter().map(|&i| pin(i).is_some() || i >= asked).collect(),
                aspect,
                seed: mix(request.seed ^ mix(members[0] as u64)),
                // What is told is how far the largest part has come.
                progress,
                leads: members.len() == parts[0].len(),
            };
            part.arrange()
        })
        .collect();
    let arranged = arranged?;
    let mut pieces: Vec<Piece> = parts
        .iter()
        .zip(&arranged)
        .map(|(members, at)| Piece {
            cover: cover(&graph, &boxes, members, at, gap),
            stays: members.iter().any(|&i| pin(i).is_some()),
        })
        .collect();
    let (held, loose): (Vec<usize>, Vec<usize>) = singles.into_iter().flatten().partition(|&i| pin(i).is_some());
    for &i in &held {
        places[i] = pin(i).unwrap_or_default();
        pieces.push(Piece { cover: vec![boxes[i] + places[i].to_vec2()], stays: true });
    }
    let moves = pack(&pieces, aspect, gap);
    for ((members, at), shift) in parts.iter().zip(&arranged).zip(&moves) {
        for (&i, p) in members.iter().zip(at) {
            places[i] = *p + *shift;
        }
    }
    let above = (!pieces.is_empty()).then(|| {
        let whole: Vec<Rect> = pieces.iter().zip(&moves).map(|(piece, shift)| bounds(&piece.cover) + *shift).collect();
        bounds(&whole)
    });
    let loose_boxes: Vec<Rect> = loose.iter().map(|&i| boxes[i]).collect();
    for (&i, p) in loose.iter().zip(grid_below(&loose_boxes, above, aspect, gap)) {
        places[i] = p;
    }

    if (0..boxes.len()).all(|i| pin(i).is_none()) {
        recenter(request, &boxes, &mut places);
    }
    let mut mobility = vec![1.0; boxes.len()];
    for (i, place) in places.iter_mut().enumerate() {
        let stays = pin(i);
        *place = stays.unwrap_or(Point::new(round_to(place.x, 100.0), round_to(place.y, 100.0)));
        if stays.is_some() || i >= asked {
            mobility[i] = 0.0;
        }
    }
    free_all(&mut places, &boxes, &mobility);
    places.truncate(asked);
    progress.reached(1.0).then_some(places)
}

/// The air between two parts: about half a body.
pub(super) fn part_gap(boxes: &[Rect]) -> f64 {
    let mean = boxes.iter().map(|b| b.width().min(b.height())).sum::<f64>() / boxes.len().max(1) as f64;
    (0.5 * mean).clamp(4.0, 200.0)
}

/// What a part covers: its footprints and its springs, the latter as a chain of small squares.
pub(super) fn cover(graph: &Graph, boxes: &[Rect], members: &[usize], at: &[Point], gap: f64) -> Vec<Rect> {
    const MOST: usize = 64;
    let mut cover: Vec<Rect> = members.iter().zip(at).map(|(&i, p)| boxes[i] + p.to_vec2()).collect();
    if members.len() > 5000 {
        return cover;
    }
    let place = |node: usize| members.binary_search(&node).ok().map(|k| at[k]);
    for (&a, &p) in members.iter().zip(at) {
        for link in graph.of(a).iter().filter(|link| a < link.to()) {
            let Some(q) = place(link.to()) else { continue };
            let steps = ((p.distance(q) / (2.0 * gap)) as usize).clamp(1, MOST);
            cover.extend((1..steps).map(|k| Rect::from_center_size(p.lerp(q, k as f64 / steps as f64), (1.0, 1.0))));
        }
    }
    cover
}

/// Moves the picture to the middle of the places that were given, else of the map.
fn recenter(request: &LayoutRequest, boxes: &[Rect], places: &mut [Point]) {
    let (mut old, mut new, mut count) = (Vec2::ZERO, Vec2::ZERO, 0.0);
    for (body, place) in request.bodies.iter().zip(places.iter()) {
        if let Some(at) = body.usable_place() {
            (old, new, count) = (old + at.to_vec2(), new + place.to_vec2(), count + 1.0);
        }
    }
    let shift = if count > 0.0 {
        (old - new) / count
    } else {
        let rects: Vec<Rect> = places.iter().zip(boxes).map(|(p, footprint)| *footprint + p.to_vec2()).collect();
        -bounds(&rects).center().to_vec2()
    };
    places.iter_mut().for_each(|p| *p += shift);
}
