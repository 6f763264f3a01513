//! Notes: remarks on paper, pinned to the canvas or to a cord. Those in the park are on no picture.

use super::brush::{Brush, Type};
use super::plan::{Cord, Plan};
use super::sizes::Sizes;
use super::{Color, Stroke, Theme, Tokens, View, shapes};
use crate::geom::{BezPath, Point, Rect, Vec2};
use crate::model::{AttachmentId, Document};
use crate::text::{self, Measure, Weight};

/// The widest line: about six words, so that a remark is read at a glance.
const WIDTH: f64 = 190.0;
/// Longer remarks get wider instead: nothing is cut.
const LINES: usize = 6;
const PAD: f64 = 10.0;
/// The folded corner that tells paper from a button.
const FOLD: f64 = 11.0;
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

/// The notes of a document that stand on this picture.
pub(super) fn place(
    document: &Document,
    (cords, sizes): (&[Cord], &Sizes),
    measure: &dyn Measure,
    tokens: &Tokens,
    view: &View,
) -> Vec<Note> {
    if !view.notes {
        return Vec::new();
    }
    let size = tokens.label_size;
    let mut out: Vec<Note> = Vec::new();
    for (id, note) in document.notes() {
        let tie = note.on.and_then(|on| cords.binary_search_by_key(&on, |c| c.id).ok()).map(|i| &cords[i].spine);
        let tie = tie.map(|spine| (spine.at(spine.length() / 2.0, 0.0), spine.normal(spine.length() / 2.0)));
        let (lines, paper) = sheet(&note.text, measure, tokens, view.scale);
        let center = match (note.at, tie) {
            (Some(at), None) => (at.to_vec2() * view.scale).to_point(),
            (_, Some((middle, normal))) => {
                // Above the cord, or beside one that runs up: where its own badge and marks do not stand.
                let up = if normal.y > 0.0 { -normal } else { normal };
                let reach = AWAY * sizes.cord.max(0.6) + (up.x * paper.x / 2.0).abs() + (up.y * paper.y / 2.0).abs();
                middle + up * reach
            }
            (None, None) => continue,
        };
        let area = Rect::from_center_size(center, paper.to_size());
        out.push(Note { id, area, lines, size, tie: tie.map(|(middle, _)| middle) });
    }
    out
}

/// How large the paper of a remark is on a picture of this theme and scale.
#[must_use]
pub fn note_size(text: &str, measure: &dyn Measure, theme: Theme, scale: f64) -> Vec2 {
    sheet(text, measure, theme.tokens(), scale).1
}

/// The lines of a remark and its paper.
fn sheet(text: &str, measure: &dyn Measure, tokens: &Tokens, scale: f64) -> (Vec<text::Line>, Vec2) {
    let size = tokens.label_size;
    let lines =
        if scale < SHEET_ONLY { Vec::new() } else { text::wrap(measure, text, size, Weight::Regular, WIDTH, LINES) };
    let widest = lines.iter().map(|line| line.width).fold(0.0, f64::max);
    let paper = if lines.is_empty() {
        Vec2::new(18.0, 18.0)
    } else {
        Vec2::new(widest + 2.0 * PAD + FOLD / 2.0, line_height(size) * lines.len() as f64 + 2.0 * PAD)
    };
    (lines, paper)
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
        brush.path(shapes::rounded_box(self.area.inflate(3.0, 3.0), 4.0), None, Some(Stroke::solid(color, width)));
    }

    pub(super) fn paint(&self, brush: &mut Brush) {
        let t = brush.tokens;
        let area = self.area;
        if let Some(tie) = self.tie {
            let from = Point::new(tie.x.clamp(area.x0, area.x1), tie.y.clamp(area.y0, area.y1));
            brush.line(vec![from, tie], Stroke::solid(t.ink3, 1.2).round());
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
        brush.path(sheet, Some(t.raised), Some(Stroke::solid(t.line2, 1.2)));
        let mut corner = BezPath::new();
        corner.move_to((area.x1 - fold, area.y0));
        corner.line_to((area.x1 - fold, area.y0 + fold));
        corner.line_to((area.x1, area.y0 + fold));
        corner.close_path();
        brush.path(corner, Some(t.well), Some(Stroke::solid(t.line2, 1.2)));
        let set = Type::new(self.size, Weight::Regular, t.ink);
        for (line, i) in self.lines.iter().zip(1..) {
            let y = area.y0 + PAD + line_height(self.size) * f64::from(i) - self.size * 0.35;
            brush.text_run(&line.text, line.width, Point::new(area.x0 + PAD, y), set);
        }
    }
}
