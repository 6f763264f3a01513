//! Notes: remarks on paper, pinned to the canvas or to a cord. Those in the park are on no picture.

use super::brush::{Brush, Type};
use super::plan::{Cord, Plan};
use super::taken::Taken;
use super::{Color, Stroke, Theme, Tokens, View, shapes};
use crate::geom::{BezPath, Point, Rect, Vec2, overlap};
use crate::model::{AttachmentId, Document};
use crate::text::{self, Measure, Weight};

/// The widest line: about six words, so that a remark is read at a glance.
const WIDTH: f64 = 190.0;
/// Longer remarks get wider instead: nothing is cut.
const LINES: usize = 6;
const PAD: f64 = 10.0;
/// The folded corner that tells paper from a button.
const FOLD: f64 = 11.0;
/// From this scale on a note has its full size.
const FULL_FROM: f64 = 0.7;
/// Below this scale a note is a small sheet without words.
const SHEET_ONLY: f64 = 0.3;
/// How far a note stands from the cord that it is pinned to.
const AWAY: f64 = 26.0;

/// A note on the picture.
#[derive(Clone, Debug)]
pub(super) struct Note {
    pub(super) id: AttachmentId,
    pub(super) area: Rect,
    lines: Vec<text::Line>,
    size: f64,
    /// The place on the cord that it is pinned to.
    tie: Option<Point>,
}

/// Shares of the cord where a note may be pinned, and how many times as far off it may stand; the best first.
const SHARES: [f64; 5] = [0.5, 0.36, 0.64, 0.24, 0.76];
const FURTHER: [f64; 4] = [1.0, 2.0, 3.5, 5.5];

/// Where all of those are taken, a note stands somewhere around the middle of its cord, on so many rings in so many
/// directions: a line leads to it.
const RINGS: u32 = 36;
const RING: f64 = 22.0;
const DIRECTIONS: u32 = 32;

/// The notes of a document that stand on this picture. One that is pinned to a cord covers nothing that is read.
pub(super) fn place(plan: &Plan, document: &Document, measure: &dyn Measure) -> Vec<Note> {
    let (view, tokens) = (&plan.view, plan.tokens);
    if !view.notes || document.notes().next().is_none() {
        return Vec::new();
    }
    let taken = Taken::over(plan.read_boxes().chain(plan.labels.iter().map(|label| label.area)).collect());
    let mut out: Vec<Note> = Vec::new();
    let put = |out: &mut Vec<Note>, id, text: &str, on: Option<usize>, at: Point| {
        let (lines, paper, size) = sheet(text, measure, tokens, view.scale);
        let free = |area: Rect| taken.is_free(area) && !out.iter().any(|other| overlap(other.area, area));
        let (center, tie) = match on {
            Some(cord) => pinned(&plan.cords[cord], AWAY * plan.sizes.cord.max(0.6), paper, free),
            None => (at, None),
        };
        out.push(Note { id, area: Rect::from_center_size(center, paper.to_size()), lines, size, tie });
    };
    // Whoever hangs on a cord makes way for those whose place somebody has chosen.
    let on = |note: &crate::model::Note| note.on.and_then(|on| plan.cord(on));
    for (id, note) in document.notes().filter(|(_, note)| on(note).is_none()) {
        if let Some(at) = note.at {
            put(&mut out, id, &note.text, None, view.place(at));
        }
    }
    for (id, note) in document.notes() {
        if let Some(cord) = on(note) {
            put(&mut out, id, &note.text, Some(cord), Point::ORIGIN);
        }
    }
    out.sort_by_key(|note| note.id);
    out
}

/// The middle of a note and the place on the cord it is pinned to: above the cord, or beside one that runs up, where
/// its own badge and marks do not stand; elsewhere where that would cover something.
fn pinned(cord: &Cord, away: f64, paper: Vec2, free: impl Fn(Rect) -> bool) -> (Point, Option<Point>) {
    let spine = &cord.spine;
    let at = |(further, share, side): (f64, f64, f64)| {
        let (tie, normal) = (spine.at(spine.length() * share, 0.0), spine.normal(spine.length() * share));
        let up = if normal.y > 0.0 { -normal } else { normal } * side;
        let reach = away * further + (up.x * paper.x / 2.0).abs() + (up.y * paper.y / 2.0).abs();
        (tie + up * reach, Some(tie))
    };
    let places = FURTHER
        .into_iter()
        .flat_map(|further| SHARES.into_iter().flat_map(move |share| [1.0, -1.0].map(|side| (further, share, side))));
    let clear =
        |place: &(Point, Option<Point>)| free(Rect::from_center_size(place.0, paper.to_size()).inflate(3.0, 3.0));
    let around = || {
        let middle = spine.at(spine.length() / 2.0, 0.0);
        let ring = move |ring: u32| (0..DIRECTIONS).map(move |i| (f64::from(ring) * RING, i));
        (1..=RINGS).flat_map(ring).map(move |(far, i)| {
            let (sin, cos) = libm::sincos(std::f64::consts::TAU * f64::from(i) / f64::from(DIRECTIONS));
            let at = middle + Vec2::new(cos * (far + paper.x / 2.0), sin * (far + paper.y / 2.0));
            (at, Some(spine.points().iter().copied().min_by(|a, b| near(at, *a, *b)).unwrap_or(middle)))
        })
    };
    places.map(at).chain(around()).find(clear).unwrap_or_else(|| at((1.0, 0.5, 1.0)))
}

/// Which of two points is nearer.
fn near(at: Point, a: Point, b: Point) -> std::cmp::Ordering {
    at.distance(a).total_cmp(&at.distance(b))
}

/// How large the paper of a remark is on a picture of this theme and scale.
#[must_use]
pub fn note_size(text: &str, measure: &dyn Measure, theme: Theme, scale: f64) -> Vec2 {
    sheet(text, measure, theme.tokens(), scale).1
}

/// What the papers cover that lie where somebody has put them: names make room for those.
pub(super) fn lying(document: &Document, view: &View, measure: &dyn Measure, tokens: &Tokens) -> Vec<Rect> {
    let free = document.notes().filter(|(_, note)| view.notes && note.on.is_none());
    let area = |(_, note): (AttachmentId, &crate::model::Note)| {
        let paper = sheet(&note.text, measure, tokens, view.scale).1;
        Some(Rect::from_center_size(view.place(note.at?), paper.to_size()))
    };
    free.filter_map(area).collect()
}

/// The lines of a remark, its paper, and the size of its type: it shrinks with the map, as bodies do, as long as it can
/// be read.
fn sheet(text: &str, measure: &dyn Measure, tokens: &Tokens, scale: f64) -> (Vec<text::Line>, Vec2, f64) {
    let size = (tokens.label_size * libm::pow((scale / FULL_FROM).min(1.0), 0.7)).max(tokens.name_floor);
    let lines =
        if scale < SHEET_ONLY { Vec::new() } else { text::wrap(measure, text, size, Weight::Regular, WIDTH, LINES) };
    let widest = lines.iter().map(|line| line.width).fold(0.0, f64::max);
    let paper = if lines.is_empty() {
        Vec2::new(18.0, 18.0)
    } else {
        Vec2::new(widest + 2.0 * PAD + FOLD / 2.0, line_height(size) * lines.len() as f64 + 2.0 * PAD)
    };
    (lines, paper, size)
}

impl Plan {
    /// The box of a note, in picture units; `None` where it is not shown.
    #[must_use]
    pub fn note_area(&self, id: AttachmentId) -> Option<Rect> {
        self.notes.iter().find(|note| note.id == id).map(|note| note.area)
    }
}

fn line_height(size: f64) -> f64 {
    size * 1.35
}

impl Note {
    /// The frame of a note that is hovered or selected; the paper is painted again above all else.
    pub(super) fn mark(&self, brush: &mut Brush, color: Color, width: f64) {
        self.paint(brush);
        let line = Stroke::solid(color, width.max(brush.tokens.stroke_floor));
        brush.path(shapes::rounded_box(self.area.inflate(3.0, 3.0), 4.0), None, Some(line));
    }

    pub(super) fn paint(&self, brush: &mut Brush) {
        let (t, area) = (brush.tokens, self.area);
        let fine = t.stroke_floor.max(1.2);
        if let Some(tie) = self.tie {
            let from = Point::new(tie.x.clamp(area.x0, area.x1), tie.y.clamp(area.y0, area.y1));
            brush.line(vec![from, tie], Stroke::solid(t.ink3, fine).round());
            brush.fill_disc(tie, 3.2, t.ink3);
        }
        let fold = FOLD.min(area.width() / 2.5);
        let mut sheet = BezPath::new();
        sheet.move_to((area.x0, area.y0));
        sheet.line_to((area.x1 - fold, area.y0));
        sheet.line_to((area.x1, area.y0 + fold));
        sheet.line_to((area.x1, area.y1));
        sheet.line_to((area.x0, area.y1));
        sheet.close_path();
        brush.path(sheet, Some(t.raised), Some(Stroke::solid(t.line2, fine)));
        let mut corner = BezPath::new();
        corner.move_to((area.x1 - fold, area.y0));
        corner.line_to((area.x1 - fold, area.y0 + fold));
        corner.line_to((area.x1, area.y0 + fold));
        corner.close_path();
        brush.path(corner, Some(t.well), Some(Stroke::solid(t.line2, fine)));
        let set = Type::new(self.size, Weight::Regular, t.ink);
        for (line, i) in self.lines.iter().zip(1..) {
            let y = area.y0 + PAD + line_height(self.size) * f64::from(i) - self.size * 0.35;
            brush.text_run(&line.text, line.width, Point::new(area.x0 + PAD, y), set);
        }
    }
}
