//! What a frame leaves of a picture: lines and areas are cut at its edge, words stand whole or not at all.
//! It covers nothing, so that what lies outside stays clear where a page has no ground.

use super::{Disc, Item, Path, Polyline, Stroke};
use crate::geom::{BezPath, PathEl, Point, Rect, flatten};

/// So far words may reach beyond the frame.
const OVERHANG: f64 = 16.0;
/// Corners of a disc that is cut.
const CORNERS: u32 = 96;
/// How far a cut outline may be from the whole one.
const TOLERANCE: f64 = 0.05;

/// Puts on `kept` what of an item lies within `frame`.
pub(super) fn within(item: Item, frame: Rect, kept: &mut Vec<Item>) {
    let bounds = item.bounds();
    let holds = |frame: Rect| frame.union(bounds) == frame;
    if holds(frame) {
        kept.push(item);
        return;
    }
    if !crate::geom::overlap(bounds, frame) {
        return;
    }
    match item {
        Item::Disc(Disc { center, radius, fill, stroke }) => {
            let corner = |i: u32| {
                let (sin, cos) = libm::sincos(std::f64::consts::TAU * f64::from(i) / f64::from(CORNERS));
                center + crate::geom::Vec2::new(cos, sin) * radius
            };
            let around: Vec<Point> = (0..CORNERS).map(corner).collect();
            outlines(&[(around, true)], fill, stroke, frame, kept);
        }
        Item::Polyline(line) => lines(&line.points, line.stroke, frame, kept),
        Item::Path(Path { path, fill, stroke }) => {
            let mut pieces: Vec<(Vec<Point>, bool)> = Vec::new();
            flatten(&path, TOLERANCE, |el| match el {
                PathEl::MoveTo(p) => pieces.push((vec![p], false)),
                PathEl::LineTo(p) => pieces.last_mut().into_iter().for_each(|(points, _)| points.push(p)),
                PathEl::ClosePath => pieces.last_mut().into_iter().for_each(|(_, closed)| *closed = true),
                PathEl::QuadTo(..) | PathEl::CurveTo(..) => {}
            });
            outlines(&pieces, fill, stroke, frame, kept);
        }
        Item::Text(_) if holds(frame.inflate(OVERHANG, OVERHANG)) => kept.push(item),
        Item::Text(_) => {}
    }
}

/// The area within outlines, then their strokes.
fn outlines(
    pieces: &[(Vec<Point>, bool)],
    fill: Option<super::Color>,
    stroke: Option<Stroke>,
    frame: Rect,
    kept: &mut Vec<Item>,
) {
    if fill.is_some() {
        let mut path = BezPath::new();
        for points in pieces.iter().map(|(points, _)| area(points, frame)).filter(|points| points.len() > 2) {
            path.move_to(points[0]);
            points[1..].iter().for_each(|p| path.line_to(*p));
            path.close_path();
        }
        if !path.elements().is_empty() {
            kept.push(Item::Path(Path { path, fill, stroke: None }));
        }
    }
    for (points, closed) in pieces {
        let Some(stroke) = stroke else { return };
        let back = points.first().copied().filter(|_| *closed);
        lines(&points.iter().copied().chain(back).collect::<Vec<Point>>(), stroke, frame, kept);
    }
}

/// The pieces of a line that lie within a frame.
fn lines(points: &[Point], stroke: Stroke, frame: Rect, kept: &mut Vec<Item>) {
    let mut piece: Vec<Point> = Vec::new();
    let mut end = |piece: &mut Vec<Point>| {
        if piece.len() > 1 {
            kept.push(Item::Polyline(Polyline { points: std::mem::take(piece).into(), stroke }));
        }
        piece.clear();
    };
    for pair in points.windows(2) {
        let Some((from, to)) = segment(pair[0], pair[1], frame) else {
            end(&mut piece);
            continue;
        };
        if piece.last() != Some(&from) {
            end(&mut piece);
            piece.push(from);
        }
        piece.push(to);
    }
    end(&mut piece);
}

/// How far a point is within each side of a frame; below 0 outside.
fn depths(p: Point, frame: Rect) -> [f64; 4] {
    [p.x - frame.x0, frame.x1 - p.x, p.y - frame.y0, frame.y1 - p.y]
}

/// The part of a segment that lies within a frame.
fn segment(a: Point, b: Point, frame: Rect) -> Option<(Point, Point)> {
    let (mut from, mut to) = (0.0_f64, 1.0_f64);
    for (at_a, at_b) in depths(a, frame).into_iter().zip(depths(b, frame)) {
        match (at_a >= 0.0, at_b >= 0.0) {
            (true, true) => {}
            (false, false) => return None,
            (false, true) => from = from.max(at_a / (at_a - at_b)),
            (true, false) => to = to.min(at_a / (at_a - at_b)),
        }
    }
    let start = if from > 0.0 { a.lerp(b, from) } else { a };
    let end = if to < 1.0 { a.lerp(b, to) } else { b };
    (from < to).then_some((start, end))
}

/// The part of an area that lies within a frame, as its corners: cut by one side after the other.
fn area(points: &[Point], frame: Rect) -> Vec<Point> {
    let mut corners = points.to_vec();
    for side in 0..4 {
        let mut cut = Vec::with_capacity(corners.len() + 4);
        for (i, a) in corners.iter().enumerate() {
            let b = corners[(i + 1) % corners.len()];
            let (at_a, at_b) = (depths(*a, frame)[side], depths(b, frame)[side]);
            if at_a >= 0.0 {
                cut.push(*a);
            }
            if (at_a >= 0.0) != (at_b >= 0.0) {
                cut.push(a.lerp(b, at_a / (at_a - at_b)));
            }
        }
        corners = cut;
    }
    corners
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::Color;

    const FRAME: Rect = Rect::new(0.0, 0.0, 10.0, 10.0);

    #[track_caller]
    fn kept(item: Item) -> Vec<Item> {
        let mut kept = Vec::new();
        within(item, FRAME, &mut kept);
        kept
    }

    #[test]
    fn a_line_that_leaves_and_comes_back_is_two() {
        let points: Vec<Point> = [(2.0, 5.0), (20.0, 5.0), (20.0, 8.0), (2.0, 8.0)].map(Point::from).to_vec();
        let stroke = Stroke::solid(Color::hex(0), 1.0);
        let found = kept(Item::Polyline(Polyline { points: points.into(), stroke }));
        let ends: Vec<Vec<Point>> = (found.iter())
            .map(|item| if let Item::Polyline(line) = item { line.points.to_vec() } else { Vec::new() })
            .collect();
        assert_eq!(
            ends,
            [[(2.0, 5.0), (10.0, 5.0)], [(10.0, 8.0), (2.0, 8.0)]].map(|ends| ends.map(Point::from).to_vec())
        );
    }

    #[test]
    fn half_a_disc_is_half_a_disc() {
        use crate::geom::Shape as _;
        let found = kept(Item::Disc(Disc {
            center: Point::new(10.0, 5.0),
            radius: 4.0,
            fill: Some(Color::hex(0)),
            stroke: None,
        }));
        let [Item::Path(path)] = &found[..] else { panic!("{found:?}") };
        let half = std::f64::consts::PI * 8.0;
        assert!((path.path.area().abs() - half).abs() < 0.1, "{}", path.path.area());
        assert_eq!(path.path.bounding_box().x1, 10.0);
    }
}
