//! One hand-made mesh for everything on the canvas: strokes, discs and fills with soft edges.
//!
//! It knows triangles, not scenes. Measured ten times cheaper than the toolkit's own Bezier shapes; an
//! edge is soft over one pixel, which is what makes it smooth without multisampling.

use egui::epaint::{Vertex, WHITE_UV};
use egui::{Color32, Mesh, Pos2, Vec2, vec2};

/// Turns sharper than this (the cosine between two directions) get a round join instead of a miter.
///
/// Higher: smooth curves are cut into pieces whose translucent ends overlap. Lower: miters of thin
/// strokes stick out of corners.
const MITER_COSINE: f32 = 0.4;

/// The form of both ends of a stroke.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Flat,
    Round,
}

/// Collects triangles; [`Brush::take`] hands them out.
#[derive(Debug)]
pub(super) struct Brush {
    mesh: Mesh,
    /// The width of a soft edge: one pixel, in points.
    feather: f32,
    /// The distinct points of the stroke at hand, kept for their room.
    line: Vec<Pos2>,
}

impl Brush {
    pub(super) fn new(pixels_per_point: f32) -> Self {
        Self { mesh: Mesh::default(), feather: 1.0 / pixels_per_point.max(0.1), line: Vec::new() }
    }

    /// Everything so far, or `None` if there is nothing; the brush is empty again.
    pub(super) fn take(&mut self) -> Option<Mesh> {
        (!self.mesh.indices.is_empty()).then(|| std::mem::take(&mut self.mesh))
    }

    /// A filled circle.
    pub(super) fn disc(&mut self, center: Pos2, radius: f32, color: Color32) {
        let half = self.feather / 2.0;
        let (inner, color) =
            if radius > half { (radius - half, color) } else { (0.0, color.gamma_multiply(radius / half)) };
        let steps = circle_steps(radius);
        let hub = self.vertex(center, color);
        let first = self.mesh.vertices.len() as u32;
        for direction in around(steps) {
            self.vertex(center + direction * inner, color);
            self.vertex(center + direction * (radius.max(half) + half), Color32::TRANSPARENT);
        }
        for i in 0..steps {
            let (a, b) = (first + 2 * i, first + 2 * ((i + 1) % steps));
            self.mesh.add_triangle(hub, a, b);
            self.quad(a, a + 1, b + 1, b);
        }
    }

    /// A circle's outline, centred on `radius`.
    pub(super) fn ring(&mut self, center: Pos2, radius: f32, width: f32, color: Color32) {
        let steps = circle_steps(radius + width);
        let points: Vec<Pos2> = around(steps).map(|direction| center + direction * radius).collect();
        self.strip(&points, true, width, color, End::Flat);
    }

    /// A line through `points` (closed: back to the first), solid or dashed, with round joins.
    pub(super) fn stroke(
        &mut self,
        points: &[Pos2],
        closed: bool,
        (width, color): (f32, Color32),
        end: End,
        dash: Option<[f32; 2]>,
    ) {
        let mut line = std::mem::take(&mut self.line);
        line.clear();
        for p in points {
            if line.last().is_none_or(|last: &Pos2| (*p - *last).length_sq() > 1.0e-4) {
                line.push(*p);
            }
        }
        let closes = closed && line.len() > 2;
        if closes && (line[0] - line[line.len() - 1]).length_sq() <= 1.0e-4 {
            line.pop();
        }
        match (dash, line.as_slice()) {
            (_, []) => {}
            (_, [dot]) if end == End::Round => self.disc(*dot, width / 2.0, color),
            (_, [_]) => {}
            (None, _) => self.strip(&line, closes, width, color, end),
            (Some(dash), _) => {
                if closes {
                    line.push(line[0]);
                }
                dashes(&line, dash, |piece| self.stroke(piece, false, (width, color), end, None));
            }
        }
        self.line = line;
    }

    /// A filled outline without holes; it may be concave.
    pub(super) fn fill(&mut self, outline: &[Pos2], color: Color32) {
        let mut points: Vec<Pos2> = Vec::with_capacity(outline.len());
        for p in outline {
            if points.last().is_none_or(|last| (*p - *last).length_sq() > 1.0e-4) {
                points.push(*p);
            }
        }
        if points.len() > 1 && (points[0] - points[points.len() - 1]).length_sq() <= 1.0e-4 {
            points.pop();
        }
        if points.len() < 3 {
            return;
        }
        if signed_area(&points) < 0.0 {
            points.reverse();
        }
        let first = self.mesh.vertices.len() as u32;
        let n = points.len();
        // A band thinner than its soft edges keeps its ink by fading: moved inward they would cross.
        let around: f32 = (0..n).map(|i| (points[(i + 1) % n] - points[i]).length()).sum();
        let thickness = 2.0 * signed_area(&points) / around.max(f32::EPSILON);
        let (inset, color) = if thickness < 1.5 * self.feather {
            (0.0, color.gamma_multiply(thickness / (thickness + self.feather / 2.0)))
        } else {
            (self.feather / 2.0, color)
        };
        for i in 0..n {
            let offset = miter(
                (points[i] - points[(i + n - 1) % n]).normalized(),
                (points[(i + 1) % n] - points[i]).normalized(),
            );
            self.vertex(points[i] - offset * inset, color);
            self.vertex(points[i] + offset * (self.feather / 2.0), Color32::TRANSPARENT);
        }
        for i in 0..n as u32 {
            let (a, b) = (first + 2 * i, first + 2 * ((i + 1) % n as u32));
            self.quad(a, a + 1, b + 1, b);
        }
        for [a, b, c] in triangles(&points) {
            self.mesh.add_triangle(first + 2 * a, first + 2 * b, first + 2 * c);
        }
    }

    fn vertex(&mut self, pos: Pos2, color: Color32) -> u32 {
        self.mesh.vertices.push(Vertex { pos, uv: WHITE_UV, color });
        self.mesh.vertices.len() as u32 - 1
    }

    fn quad(&mut self, a: u32, b: u32, c: u32, d: u32) {
        self.mesh.add_triangle(a, b, c);
        self.mesh.add_triangle(a, c, d);
    }

    /// A band along distinct points; corners that are too sharp for a miter end one band and begin another.
    fn strip(&mut self, line: &[Pos2], closed: bool, width: f32, color: Color32, end: End) {
        let thin = width <= self.feather;
        let (inner, outer) =
            if thin { (0.0, self.feather) } else { ((width - self.feather) / 2.0, (width + self.feather) / 2.0) };
        let color = if thin { color.gamma_multiply(width / self.feather) } else { color };
        let n = line.len();
        let direction = |i: usize| (line[(i + 1) % n] - line[i % n]).normalized();
        // An end is soft over one pixel, but never over more than a third of a short piece.
        let sections = if closed { n + 1 } else { n };
        let mut band = Band { inner, outer, color, last: None };
        for i in 0..sections {
            let at = line[i % n];
            let before = (i > 0 || closed).then(|| direction((i + n - 1) % n));
            let after = (i + 1 < sections || closed).then(|| direction(i));
            match (before, after) {
                // The end of a hairline is no wider than its softness would be long.
                (None, Some(d)) | (Some(d), None) if thin && end == End::Flat => {
                    band.section(self, at, d.rot90(), false);
                }
                (None, Some(d)) => {
                    if end == End::Flat {
                        let soft = d * (self.feather / 2.0).min((line[1] - line[0]).length() / 3.0);
                        band.section(self, at - soft, d.rot90(), true);
                        band.section(self, at + soft, d.rot90(), false);
                    } else {
                        self.round_end(&band, at, -d);
                        band.section(self, at, d.rot90(), false);
                    }
                }
                (Some(d), None) => {
                    if end == End::Flat {
                        let soft = d * (self.feather / 2.0).min((line[n - 1] - line[n - 2]).length() / 3.0);
                        band.section(self, at - soft, d.rot90(), false);
                        band.section(self, at + soft, d.rot90(), true);
                    } else {
                        band.section(self, at, d.rot90(), false);
                        self.round_end(&band, at, d);
                    }
                }
                (Some(a), Some(b)) if a.dot(b) >= MITER_COSINE => band.section(self, at, miter(a, b), false),
                (Some(a), Some(b)) => {
                    band.section(self, at, a.rot90(), false);
                    if !thin {
                        self.disc(at, width / 2.0, color);
                    }
                    band.last = None;
                    band.section(self, at, b.rot90(), false);
                }
                (None, None) => {}
            }
        }
    }

    /// A half disc around `at` that points in `direction`.
    fn round_end(&mut self, band: &Band, at: Pos2, direction: Vec2) {
        let steps = (circle_steps(band.outer) / 2).max(4);
        let start = direction.angle() - std::f32::consts::FRAC_PI_2;
        let hub = self.vertex(at, band.color);
        let mut last: Option<(u32, u32)> = None;
        for i in 0..=steps {
            let d = Vec2::angled(start + std::f32::consts::PI * i as f32 / steps as f32);
            let inner = self.vertex(at + d * band.inner, band.color);
            let outer = self.vertex(at + d * band.outer, Color32::TRANSPARENT);
            if let Some((a, b)) = last {
                self.mesh.add_triangle(hub, a, inner);
                self.quad(a, b, outer, inner);
            }
            last = Some((inner, outer));
        }
    }
}

/// The cross sections of one band: outer edge, inner edge, inner edge, outer edge; of a thin one, whose inner edges are
/// one, three places: thousands of hairlines are most of a large map.
struct Band {
    inner: f32,
    outer: f32,
    color: Color32,
    last: Option<u32>,
}

impl Band {
    fn is_thin(&self) -> bool {
        self.inner <= 0.0
    }

    fn section(&mut self, brush: &mut Brush, at: Pos2, normal: Vec2, faded: bool) {
        let color = if faded { Color32::TRANSPARENT } else { self.color };
        let first = brush.vertex(at + normal * self.outer, Color32::TRANSPARENT);
        brush.vertex(at + normal * self.inner, color);
        if !self.is_thin() {
            brush.vertex(at - normal * self.inner, color);
        }
        brush.vertex(at - normal * self.outer, Color32::TRANSPARENT);
        if let Some(last) = self.last {
            for k in 0..if self.is_thin() { 2 } else { 3 } {
                brush.quad(last + k, last + k + 1, first + k + 1, first + k);
            }
        }
        self.last = Some(first);
    }
}

/// The offset at a corner between two directions that keeps both edges at distance 1.
fn miter(before: Vec2, after: Vec2) -> Vec2 {
    let sum = before.rot90() + after.rot90();
    let length = sum.length_sq();
    // A hairpin has no miter; 4 is the longest that a corner of a filled shape may grow.
    if length < 1.0e-6 { after.rot90() } else { sum * (2.0 / length).min(4.0 / length.sqrt()) }
}

/// So many corners lie less than a tenth of a point beside a circle; of a dot, of which there may be thousands, too.
fn circle_steps(radius: f32) -> u32 {
    let radius = radius.max(0.0);
    let steps = if radius < DOT { 8.0 } else { 8.0 + 5.0 * radius.sqrt() };
    steps.min(120.0) as u32
}

/// The radius below which eight corners make a circle.
const DOT: f32 = 1.4;

/// Directions evenly around a circle: a sine for each would take longer than all else about a dot.
fn around(steps: u32) -> impl Iterator<Item = Vec2> {
    let turn = Vec2::angled(std::f32::consts::TAU / steps as f32);
    let next = move |d: &Vec2| Some(vec2(d.x * turn.x - d.y * turn.y, d.x * turn.y + d.y * turn.x));
    std::iter::successors(Some(vec2(1.0, 0.0)), next).take(steps as usize)
}

/// Cuts a line into its dashes.
fn dashes(line: &[Pos2], [on, off]: [f32; 2], mut piece: impl FnMut(&[Pos2])) {
    if on + off < 0.1 {
        piece(line);
        return;
    }
    let (mut drawing, mut left) = (true, on);
    let mut current = vec![line[0]];
    for w in line.windows(2) {
        let (length, direction) = ((w[1] - w[0]).length(), (w[1] - w[0]).normalized());
        let mut walked = 0.0;
        while length - walked > left {
            walked += left;
            let at = w[0] + direction * walked;
            if drawing {
                current.push(at);
                piece(&current);
            }
            drawing = !drawing;
            left = if drawing { on } else { off };
            current = vec![at];
        }
        left -= length - walked;
        if drawing {
            current.push(w[1]);
        }
    }
    if drawing && current.len() > 1 {
        piece(&current);
    }
}

fn signed_area(points: &[Pos2]) -> f32 {
    let n = points.len();
    (0..n).map(|i| points[i].x * points[(i + 1) % n].y - points[(i + 1) % n].x * points[i].y).sum::<f32>() / 2.0
}

/// Triangles of a simple polygon with positive area: a fan where it is convex, else by cutting ears
/// (Meisters, "Polygons have ears", 1975), quadratic in the number of corners.
fn triangles(points: &[Pos2]) -> Vec<[u32; 3]> {
    let n = points.len();
    let turn = |a: u32, b: u32, c: u32| {
        let (a, b, c) = (points[a as usize], points[b as usize], points[c as usize]);
        (b.x - a.x) * (c.y - b.y) - (b.y - a.y) * (c.x - b.x)
    };
    let corner = |i: usize| ((i + n - 1) % n) as u32;
    if (0..n).all(|i| turn(corner(i), i as u32, ((i + 1) % n) as u32) >= -1.0e-3) {
        return (1..n as u32 - 1).map(|i| [0, i, i + 1]).collect();
    }
    let mut left: Vec<u32> = (0..n as u32).collect();
    let mut out = Vec::with_capacity(n - 2);
    while left.len() > 3 {
        let m = left.len();
        let ear = (0..m).find(|i| {
            let (a, b, c) = (left[(i + m - 1) % m], left[*i], left[(i + 1) % m]);
            turn(a, b, c) > 0.0
                && !left.iter().any(|p| {
                    ![a, b, c].contains(p) && turn(a, b, *p) > 0.0 && turn(b, c, *p) > 0.0 && turn(c, a, *p) > 0.0
                })
        });
        // A polygon that crosses itself may have no ear: cut any corner rather than loop.
        let i = ear.unwrap_or(0);
        out.push([left[(i + m - 1) % m], left[i], left[(i + 1) % m]]);
        left.remove(i);
    }
    out.push([left[0], left[1], left[2]]);
    out
}

/// Points on an arc from `start` over `sweep` radians, clockwise on screen.
pub(super) fn arc(center: Pos2, radius: f32, start: f32, sweep: f32) -> Vec<Pos2> {
    let steps = ((sweep.abs() * radius.max(1.0) / 3.0).ceil() as usize).clamp(2, 160);
    (0..=steps)
        .map(|i| {
            let angle = start + sweep * i as f32 / steps as f32;
            center + vec2(angle.cos(), angle.sin()) * radius
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use egui::pos2;

    use super::*;

    fn covered(mesh: &Mesh) -> f32 {
        mesh.indices
            .chunks(3)
            .map(|t| {
                let [a, b, c] = [0, 1, 2].map(|k| mesh.vertices[t[k] as usize]);
                let area = ((b.pos - a.pos).x * (c.pos - a.pos).y - (b.pos - a.pos).y * (c.pos - a.pos).x).abs() / 2.0;
                let opacity = [a, b, c].iter().map(|v| f32::from(v.color.a()) / 255.0).sum::<f32>() / 3.0;
                area * opacity
            })
            .sum()
    }

    #[track_caller]
    fn check(draw: impl Fn(&mut Brush), ink: f32) {
        let mut brush = Brush::new(1.0);
        draw(&mut brush);
        let mesh = brush.take().unwrap();
        assert!(mesh.is_valid());
        let found = covered(&mesh);
        assert!((found - ink).abs() < 0.06 * ink + 0.3, "{found} of ink instead of {ink}");
    }

    #[test]
    fn strokes_hold_as_much_ink_as_their_width() {
        let line = [pos2(0.0, 0.0), pos2(50.0, 0.0), pos2(100.0, 10.0)];
        let length = 50.0 + 51.0;
        for width in [0.5, 1.0, 2.0, 6.0] {
            check(|b| b.stroke(&line, false, (width, Color32::BLACK), End::Flat, None), width * length);
        }
    }

    #[test]
    fn dashes_leave_their_gaps() {
        let line = [pos2(0.0, 0.0), pos2(100.0, 0.0)];
        check(|b| b.stroke(&line, false, (2.0, Color32::BLACK), End::Flat, Some([5.0, 5.0])), 100.0);
        check(|b| b.stroke(&line, false, (4.0, Color32::BLACK), End::Round, Some([0.01, 10.0])), 10.0 * 12.57);
    }

    #[test]
    fn concave_outlines_are_filled_exactly() {
        let arrow = [pos2(0.0, 0.0), pos2(20.0, 10.0), pos2(0.0, 20.0), pos2(8.0, 10.0)];
        check(|b| b.fill(&arrow, Color32::BLACK), 120.0);
    }

    #[test]
    fn discs_and_rings_are_round() {
        check(|b| b.disc(pos2(0.0, 0.0), 20.0, Color32::BLACK), 1256.6);
        check(|b| b.ring(pos2(0.0, 0.0), 20.0, 2.0, Color32::BLACK), 251.3);
    }
}
