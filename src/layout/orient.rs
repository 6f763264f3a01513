//! Which way up: the rotation whose box suits the wished shape, or the one nearest to present places.

use crate::geom::{Point, Rect, Vec2, unit};

/// Turns, and mirrors where that helps, `places` in place so that they fit `present` best in the least
/// squares sense, without scaling (Kabsch); their centre moves onto the centre of the present places.
pub(super) fn match_places(places: &mut [Point], present: &[(usize, Point)]) {
    if present.is_empty() {
        return;
    }
    let count = present.len() as f64;
    let old = present.iter().map(|(_, p)| p.to_vec2()).sum::<Vec2>() / count;
    let new = present.iter().map(|&(i, _)| places[i].to_vec2()).sum::<Vec2>() / count;
    let (mut dot, mut cross, mut flat_dot, mut flat_cross) = (0.0, 0.0, 0.0, 0.0);
    for &(i, p) in present {
        let (a, b) = (places[i].to_vec2() - new, p.to_vec2() - old);
        dot += a.x * b.x + a.y * b.y;
        cross += a.x * b.y - a.y * b.x;
        flat_dot += a.x * b.x - a.y * b.y;
        flat_cross += a.x * b.y + a.y * b.x;
    }
    let mirror = flat_dot * flat_dot + flat_cross * flat_cross > (dot * dot + cross * cross) * (1.0 + 1.0e-9);
    let (c, s) = if mirror { (flat_dot, flat_cross) } else { (dot, cross) };
    let length = (c * c + s * s).sqrt();
    let (c, s) = if length > 1.0e-9 { (c / length, s / length) } else { (1.0, 0.0) };
    for place in places {
        let d = place.to_vec2() - new;
        let d = if mirror { Vec2::new(d.x, -d.y) } else { d };
        *place = (old + Vec2::new(c * d.x - s * d.y, s * d.x + c * d.y)).to_point();
    }
}

/// Rotates `places` about the origin so that the box around all `boxes` suits `aspect` best: the one in
/// which a picture of that shape could be shown largest.
pub(super) fn rotate_to_aspect(places: &mut [Point], boxes: &[Rect], aspect: f64) {
    let best = (0..STEPS).map(|step| (shown_at(places, boxes, aspect, step), step));
    if let Some((_, step)) = best.min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1))) {
        let turn = turned(step);
        places.iter_mut().for_each(|p| *p = turn(p));
    }
}

/// Turns `places` about a point, by as little as does it, where the picture could be shown much larger so: a tall one
/// in a wide window lies down, any other stays as it is known.
pub(super) fn lay_down(places: &mut [Point], boxes: &[Rect], aspect: f64, about: Point) {
    /// The least that is worth a turned map: it is shown larger by a sixth.
    const WORTH: f64 = 0.86;
    /// What is as good as the best.
    const ALIKE: f64 = 1.03;
    let from: Vec<Point> = places.iter().map(|p| (*p - about).to_point()).collect();
    let size = |step: i64| shown_at(&from, boxes, aspect, step);
    let sizes: Vec<(i64, f64)> = (-STEPS / 2..STEPS / 2).map(|step| (step, size(step))).collect();
    let best = sizes.iter().map(|(_, size)| *size).fold(f64::INFINITY, f64::min);
    if best > WORTH * size(0) {
        return;
    }
    let good = sizes.iter().filter(|(_, size)| *size <= ALIKE * best).map(|(step, _)| *step);
    if let Some(step) = good.min_by_key(|step| step.abs()) {
        let turn = turned(step);
        places.iter_mut().zip(from).for_each(|(p, from)| *p = turn(&from) + about.to_vec2());
    }
}

/// So many turns make half a circle.
const STEPS: i64 = 120;

fn turned(step: i64) -> impl Fn(&Point) -> Point {
    let (s, c) = libm::sincos(std::f64::consts::PI * step as f64 / STEPS as f64);
    move |p: &Point| Point::new(c * p.x - s * p.y, s * p.x + c * p.y)
}

/// How high a picture of that shape has to be that holds everything, turned so.
fn shown_at(places: &[Point], boxes: &[Rect], aspect: f64, step: i64) -> f64 {
    let turn = turned(step);
    let bounds = places.iter().zip(boxes).map(|(p, footprint)| *footprint + turn(p).to_vec2());
    bounds.reduce(|a, b| a.union(b)).map_or(0.0, |b| (b.width() / aspect).max(b.height()))
}

/// Turns the picture upside down or left to right: who belongs to the right goes there, and the first node to
/// the top (and to the left if nobody belongs to a side). So the same graph looks the same whatever the
/// arithmetic did on the way.
pub(super) fn face_up(places: &mut [Point], sides: &[f64]) {
    let Some(lead) = places.first().copied() else { return };
    let center = places.iter().map(|p| p.to_vec2()).sum::<Vec2>() / places.len() as f64;
    let right = leaning(places, sides, center).x;
    let flip_x = if right == 0.0 { lead.x > center.x } else { right < 0.0 };
    let flip_y = lead.y > center.y;
    for p in places {
        if flip_x {
            p.x = 2.0 * center.x - p.x;
        }
        if flip_y {
            p.y = 2.0 * center.y - p.y;
        }
    }
}

/// Turns the picture about the origin until those who belong to the right stand there, and flips it until the
/// first node stands above the middle.
pub(super) fn turn_right(places: &mut [Point], sides: &[f64]) {
    let right = unit(leaning(places, sides, Vec2::ZERO));
    let turned = |p: &Point| Point::new(right.x * p.x + right.y * p.y, right.x * p.y - right.y * p.x);
    places.iter_mut().for_each(|p| *p = turned(p));
    if places.first().is_some_and(|lead| lead.y > 0.0) {
        places.iter_mut().for_each(|p| p.y = -p.y);
    }
}

/// Where those who belong to the right stand, seen from the middle, less where those stand who belong to the
/// left; zero if nobody belongs to a side.
fn leaning(places: &[Point], sides: &[f64], middle: Vec2) -> Vec2 {
    places.iter().zip(sides).map(|(p, side)| (p.to_vec2() - middle) * *side).sum()
}
