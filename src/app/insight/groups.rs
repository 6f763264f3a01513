//! Groups against groups: points between each two, the empty cells first of all. A picture of numbers that
//! the analysis found; large maps have too many groups for it.

use egui::accesskit::Role;
use egui::{Align2, Color32, Rect, Sense, Ui, WidgetInfo, pos2, vec2};

use super::super::fonts;
use super::super::style::{Ink, ink};
use super::super::widgets;
use crate::editor::Editor;
use crate::model::words;
use crate::scene::{GROUPS_IN_TABLE, is_gap_between_groups};
use crate::text::Weight;

/// Shows the matrix, once the numbers that take longer are in.
pub(super) fn matrix(ui: &mut Ui, editor: &Editor) {
    let Some(full) = editor.full() else { return };
    let groups = &full.base.groups;
    let count = groups.len();
    if !GROUPS_IN_TABLE.contains(&count) || full.base.points_between.len() != count {
        return;
    }
    let ink = ink(ui.ctx());
    let sizes = ink.sizes();
    let names = 96.0_f32.min(ui.available_width() * 0.34);
    let cell = ((ui.available_width() - names) / count as f32).min(42.0);
    let height = sizes.grown(24.0);
    let (heads, _) = ui.allocate_exact_size(vec2(ui.available_width(), sizes.small * 1.6), Sense::hover());
    for (column, name) in groups.iter().enumerate() {
        let left = heads.left() + names + cell * column as f32;
        let head = Rect::from_min_size(pos2(left, heads.top()), vec2(cell, heads.height()));
        let response = ui.interact(head, ui.scope_id().with(("column", column)), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, name.as_str()));
        let font = fonts::id(sizes.small, Weight::Regular);
        ui.painter().text(head.center(), Align2::CENTER_CENTER, (column + 1).to_string(), font, ink.ink2);
        response.on_hover_text(name);
    }
    for (row, name) in groups.iter().enumerate() {
        let (line, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
        let at = pos2(line.left(), line.center().y - sizes.small * 0.68);
        let label = format!("{}  {name}", row + 1);
        widgets::line(ui, at, &label, (sizes.small, Weight::Regular), ink.ink2, names - 6.0);
        for (column, other) in groups.iter().enumerate() {
            let points = full.base.points_between[row][column];
            let corner = pos2(line.left() + names + cell * column as f32, line.top());
            let rect = Rect::from_min_size(corner, vec2(cell, height)).shrink(1.5);
            let id = ui.scope_id().with(("cell", row, column));
            let response = ui.interact(rect, id, Sense::hover());
            let linked = full.base.linked.get(row).and_then(|row| row.get(column)).copied().flatten();
            let said = sentence((name, other), row == column, points, linked);
            response.widget_info(|| WidgetInfo::labeled(Role::Cell, true, said.as_str()));
            let most = full.base.points_between.iter().flatten().max().copied().unwrap_or(1).max(1);
            let fill = shade(&ink, points as f32 / most as f32);
            if is_gap_between_groups(row, column, points) {
                ui.painter().rect_stroke(rect, 4.0, egui::Stroke::new(1.2, ink.large), egui::StrokeKind::Inside);
            } else {
                ui.painter().rect_filled(rect, 4.0, fill);
            }
            let font = fonts::id(sizes.small - 0.5, Weight::Medium);
            ui.painter().text(rect.center(), Align2::CENTER_CENTER, words::figure(points as usize), font, ink.ink);
            response.on_hover_text(said);
        }
    }
}

/// The ground of a cell with this share of the most that is between two groups; its figure is in ink.
fn shade(ink: &Ink, share: f32) -> Color32 {
    ink.panel.lerp_to_gamma(ink.ink, 0.05 + 0.27 * share)
}

fn sentence((name, other): (&str, &str), same: bool, points: u32, linked: Option<f64>) -> String {
    let between = if same { format!("Within {name}") } else { format!("{name} and {other}") };
    let reach = linked.map(|percent| {
        format!(" In a bad year, {} of 100 pairs there would still reach each other.", words::of_hundred(percent))
    });
    match points {
        0 => format!("{between}: nothing yet.{}", reach.unwrap_or_default()),
        _ => format!("{between}: {}.{}", words::count(points as usize, "point"), reach.unwrap_or_default()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::{Color, Theme, contrast};

    #[test]
    fn every_figure_is_read_on_its_ground() {
        for theme in Theme::ALL {
            let ink = Ink::of(theme, false, false);
            let of = |color: Color32| Color { r: color.r(), g: color.g(), b: color.b(), a: 255 };
            for share in [0.0, 0.5, 1.0] {
                let found = contrast(of(shade(&ink, share)), of(ink.ink));
                assert!(found >= 4.5, "{theme:?} {share}: {found}");
            }
        }
    }
}
