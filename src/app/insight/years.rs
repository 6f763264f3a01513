//! The breaking curve: how many pairs hold together in milder and harder years. A picture of numbers that the
//! analysis found.

use egui::accesskit::Role;
use egui::{Align2, Pos2, Rect, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::super::fonts;
use super::super::style::ink;
use crate::editor::Editor;
use crate::model::words::of_hundred;
use crate::text::Weight;

/// The year that all headlines speak of: nine points in ten snap.
const BAD_YEAR: f64 = 0.9;

/// Shows the curve, once the numbers that take longer are in.
pub(super) fn curve(ui: &mut Ui, editor: &Editor) {
    let Some(full) = editor.full().filter(|full| full.years.len() > 2) else { return };
    let ink = ink(ui.ctx());
    let small = ink.sizes().small - 0.5;
    let size = vec2(ui.available_width(), 132.0);
    let (area, response) = ui.allocate_exact_size(size, Sense::hover());
    let words = "How many of 100 pairs would still reach each other, from a hard year to a mild one";
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, words));
    let plot = Rect::from_min_max(area.min + vec2(28.0, 14.0), area.max - vec2(14.0, 22.0));
    let y = |percent: f64| plot.bottom() - plot.height() * (percent / 100.0) as f32;
    for percent in [0.0, 50.0, 100.0] {
        ui.painter().hline(plot.x_range(), y(percent), Stroke::new(1.0, ink.line));
        let at = pos2(plot.left() - 6.0, y(percent));
        ui.painter().text(at, Align2::RIGHT_CENTER, percent.to_string(), fonts::id(small, Weight::Regular), ink.ink2);
    }
    let step = plot.width() / (full.years.len() - 1) as f32;
    let points: Vec<Pos2> = (full.years.iter().enumerate())
        .map(|(i, year)| pos2(plot.left() + step * i as f32, y(year.cohesion)))
        .collect();
    ui.painter().line(points.clone(), Stroke::new(2.0, ink.ink));
    for (year, point) in full.years.iter().zip(&points) {
        let bad = (year.snaps - BAD_YEAR).abs() < 1e-9;
        ui.painter().circle_filled(*point, if bad { 5.0 } else { 3.0 }, if bad { ink.accent } else { ink.ink });
        let target = Rect::from_center_size(*point, vec2(step.max(12.0), 28.0));
        let id = ui.scope_id().with(("year", year.snaps.to_bits()));
        let sentence = format!(
            "If {} points in 100 snap: {} of 100 pairs would still reach each other.",
            of_hundred(100.0 * year.snaps),
            of_hundred(year.cohesion)
        );
        ui.interact(target, id, Sense::hover()).on_hover_text(sentence);
    }
    let label = |x: f32, align: Align2, text: &str| {
        let at = pos2(x, area.bottom());
        ui.painter().text(at, align, text, fonts::id(small, Weight::Regular), ink.ink2);
    };
    label(plot.left(), Align2::LEFT_BOTTOM, "a hard year");
    label(plot.center().x, Align2::CENTER_BOTTOM, "a bad year");
    label(plot.right(), Align2::RIGHT_BOTTOM, "a mild year");
}
