//! Groups against groups on a page, as the panel beside the map shows them: points between each two, framed where there
//! is nothing between two groups.

use super::brush::{Brush, Type};
use super::plan::Plan;
use super::shapes::rounded_box;
use super::{Lens, Stroke};
use crate::analysis::Analysis;
use crate::geom::{Point, Rect, Vec2};
use crate::model::words;
use crate::text::{Line, Measure, Weight, wrap};

/// How many groups a table of them has: one says nothing, and more than nine are no picture.
pub const GROUPS_IN_TABLE: std::ops::RangeInclusive<usize> = 2..=9;

/// Whether a cell of it is framed: a group whose members need nothing of each other is no failure, what is missing is
/// between groups.
#[must_use]
pub const fn is_gap_between_groups(row: usize, column: usize, points: u32) -> bool {
    points == 0 && row != column
}

const HEADING: &str = "Points between groups";
const MEANING: &str = "Framed: nothing between the two yet. A group by itself: points within it.";
/// Names of groups are broken at this many ems.
const NAMES: f64 = 9.0;
/// The room between two cells.
const GAP: f64 = 3.0;

/// The table of groups of one page.
pub(super) struct Matrix<'a> {
    plan: &'a Plan,
    measure: &'a dyn Measure,
    points: &'a [Vec<u32>],
    size: f64,
    names: Vec<Vec<Line>>,
}

impl<'a> Matrix<'a> {
    /// Where the picture is about groups, and they make a table.
    pub(super) fn of(
        plan: &'a Plan,
        analysis: &'a Analysis,
        measure: &'a dyn Measure,
        type_scale: f64,
    ) -> Option<Self> {
        let (groups, points) = (&analysis.groups, analysis.points_between.as_slice());
        let fits = GROUPS_IN_TABLE.contains(&groups.len()) && points.len() == groups.len();
        let size = plan.type_size(12.5) * type_scale;
        let numbered = groups.iter().zip(1..).map(|(name, number)| format!("{number}  {name}"));
        (plan.view.lens == Lens::Silos && fits).then(|| Self {
            plan,
            measure,
            points,
            size,
            names: numbered.map(|name| wrap(measure, &name, size, Weight::Regular, NAMES * size, 2)).collect(),
        })
    }

    /// Across and along, with the room to the next.
    fn cell(&self) -> Vec2 {
        Vec2::new(self.size * 2.7, self.size * 2.0)
    }

    fn names_width(&self) -> f64 {
        self.names.iter().flatten().map(|line| line.width).fold(0.0, f64::max) + self.size * 0.8
    }

    fn meaning(&self) -> Vec<Line> {
        let width = self.names_width() + self.cell().x * self.names.len() as f64;
        wrap(self.measure, MEANING, self.size * 0.9, Weight::Regular, width, 3)
    }

    fn row(&self, names: &[Line]) -> f64 {
        self.cell().y.max(self.size * (1.2 * names.len() as f64 + 0.4))
    }

    /// The room it takes.
    pub(super) fn size(&self) -> (f64, f64) {
        let meaning = self.meaning();
        let table = self.names_width() + self.cell().x * self.names.len() as f64;
        let heading = self.measure.width(HEADING, self.size + 0.5, Weight::SemiBold);
        let width = meaning.iter().map(|line| line.width).fold(table.max(heading), f64::max);
        let rows: f64 = self.names.iter().map(|names| self.row(names)).sum();
        (width, self.size * (3.6 + 0.6 + 1.25 * meaning.len() as f64) + rows)
    }

    pub(super) fn paint(&self, brush: &mut Brush, at: Point) {
        let (t, size, cell) = (self.plan.tokens, self.size, self.cell());
        let set = |brush: &Brush, size, weight, color| brush.on_page(Type::new(size, weight, color));
        let heading = set(brush, size + 0.5, Weight::SemiBold, t.ink);
        brush.text(self.measure, HEADING, at + Vec2::new(0.0, size), heading);
        let quiet = set(brush, size, Weight::Regular, t.ink2);
        let figure = Type::new(size * 0.95, Weight::Medium, t.ink).centered();
        let left = at.x + self.names_width();
        let column = |i: usize| left + cell.x * i as f64;
        for number in 1..=self.names.len() {
            let place = Point::new(column(number - 1) + cell.x / 2.0, at.y + size * 3.0);
            brush.text(self.measure, &number.to_string(), place, quiet.centered());
        }
        let most = self.points.iter().flatten().max().copied().unwrap_or(1).max(1);
        let mut y = at.y + size * 3.6;
        for (row, (names, points)) in self.names.iter().zip(self.points).enumerate() {
            let high = self.row(names);
            for (i, line) in names.iter().enumerate() {
                let middle = y + high / 2.0 + size * (0.36 + 1.2 * (i as f64 - (names.len() as f64 - 1.0) / 2.0));
                brush.text_run(&line.text, line.width, Point::new(at.x, middle), quiet);
            }
            for (i, points) in points.iter().enumerate() {
                let area = Rect::new(column(i), y, column(i) + cell.x, y + high).inset(-GAP / 2.0);
                let ground = t.panel.mix(t.ink, 0.05 + 0.27 * f64::from(*points) / f64::from(most));
                let (fill, frame) = if is_gap_between_groups(row, i, *points) {
                    (None, Some(Stroke::solid(t.large, (1.2 * t.text_scale).max(t.stroke_floor))))
                } else {
                    (Some(ground), None)
                };
                brush.path(rounded_box(area, 4.0), fill, frame);
                let figure = if fill.is_none() { brush.on_page(figure) } else { figure };
                let middle = area.center() + Vec2::new(0.0, size * 0.34);
                brush.text(self.measure, &words::figure(*points as usize), middle, figure);
            }
            y += high;
        }
        let small = set(brush, size * 0.9, Weight::Regular, t.ink2);
        y += size * 0.6;
        for line in self.meaning() {
            y += size * 1.25;
            brush.text_run(&line.text, line.width, Point::new(at.x, y - size * 0.3), small);
        }
    }
}
