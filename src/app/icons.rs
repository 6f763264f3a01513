//! Icons of the controls, drawn as strokes on a 24 x 24 grid. Icons of actors belong to the scene.

use egui::{Color32, Painter, Pos2, Shape, Vec2, pos2};

use super::mesh::{Brush, End};
use crate::geom::{BezPath, PathEl, flatten};

/// A drawn sign. Arrows, checks and stars are never typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Icon {
    Plus,
    Folder,
    Search,
    Undo,
    Redo,
    Tidy,
    Present,
    Export,
    Up,
    Right,
    Close,
    Menu,
    Check,
    Clock,
    Pin,
    Person,
    Park,
    Pen,
    Lens,
    Leaf,
}

impl Icon {
    const fn path(self) -> &'static str {
        match self {
            Self::Plus => "M12 5V19M5 12H19",
            Self::Folder => "M4 19V5.5H10L12.5 8.5H20V19Z",
            Self::Search => "M10.5 4.5A6 6 0 1 0 10.5 16.5A6 6 0 1 0 10.5 4.5M15 15L20 20",
            Self::Undo => "M9 4.5L4.5 9L9 13.5M4.5 9H14C20.5 9 20.5 19 14 19H10",
            Self::Redo => "M15 4.5L19.5 9L15 13.5M19.5 9H10C3.5 9 3.5 19 10 19H14",
            Self::Tidy => {
                "M5 10A3 3 0 1 0 5 4A3 3 0 1 0 5 10M19 9.5A3 3 0 1 0 19 3.5A3 3 0 1 0 19 9.5M12.5 21A3 3 0 1 0 12.5 15A3 3 0 1 0 12.5 21M8 6.9L16 6.6M6.4 9.6L11 15.2M17.5 9.2L14 15.3"
            }
            Self::Present => "M3.5 5H20.5V16.5H3.5ZM12 16.5V20M7 20.4H17",
            Self::Export => "M4.5 14V20H19.5V14M12 15.5V4M7.5 8.5L12 4L16.5 8.5",
            Self::Up => "M7.5 14L12 9.5L16.5 14",
            Self::Right => "M10 7.5L14.5 12L10 16.5",
            Self::Close => "M6.5 6.5L17.5 17.5M17.5 6.5L6.5 17.5",
            Self::Menu => "M4 7H20M4 12H20M4 17H20",
            Self::Check => "M5 12.5L10 17.5L19.5 7",
            Self::Pin => "M9 3.5H15L14 10L17.5 14H6.5L10 10ZM12 14V20.5",
            Self::Person => {
                "M12 4A4 4 0 1 0 12 12A4 4 0 1 0 12 4M4.5 20.5C4.5 16.5 7.5 14.7 12 14.7C16.5 14.7 19.5 16.5 19.5 20.5"
            }
            Self::Park => "M4.5 4.5H19.5V19.5H4.5ZM10 16V8H12.7C16 8 16 12.6 12.7 12.6H10",
            Self::Lens => "M2.5 12C6 5.5 18 5.5 21.5 12C18 18.5 6 18.5 2.5 12M12 9A3 3 0 1 0 12 15A3 3 0 1 0 12 9",
            Self::Leaf => "M5 19C4 10 9 4.5 19.5 4.5C19.5 15 14 20 5 19ZM4 20.5L13 11",
            Self::Pen => "M4.5 19.5L5.5 15.5L16 5L19 8L8.5 18.5ZM14 7L17 10",
            Self::Clock => "M12 3.5A8.5 8.5 0 1 0 12 20.5A8.5 8.5 0 1 0 12 3.5M12 7.5V12L15.5 14",
        }
    }

    /// Paints the icon `size` wide around `center`.
    pub(super) fn paint(self, painter: &Painter, center: Pos2, size: f32, color: Color32) {
        let Ok(path) = BezPath::from_svg(self.path()) else { return };
        let scale = size / 24.0;
        let place = |p: crate::geom::Point| center + Vec2::new(p.x as f32 - 12.0, p.y as f32 - 12.0) * scale;
        let mut pieces: Vec<(Vec<Pos2>, bool)> = Vec::new();
        flatten(path, 0.1, |el| match (el, pieces.last_mut()) {
            (PathEl::MoveTo(p), _) => pieces.push((vec![place(p)], false)),
            (PathEl::LineTo(p), Some((points, _))) => points.push(place(p)),
            (PathEl::ClosePath, Some((_, closed))) => *closed = true,
            _ => {}
        });
        let mut brush = Brush::new(painter.ctx().pixels_per_point());
        for (points, closed) in &pieces {
            brush.stroke(points, *closed, ((1.75 * scale).max(1.3), color), End::Round, None);
        }
        if let Some(mesh) = brush.take() {
            painter.add(Shape::mesh(mesh));
        }
    }
}

/// The mark of the program: one turn of a rope of three strands, 26 x `scale` wide.
pub(super) fn mark(painter: &Painter, left: Pos2, scale: f32, strands: [Color32; 3], ground: Color32) {
    let length = 26.0 * scale;
    let phase = |strand: usize| (strand as f32 - 1.0) * std::f32::consts::TAU / 3.0;
    let angle = |strand: usize, t: f32| std::f32::consts::TAU * t + phase(strand);
    let point = |strand: usize, t: f32| pos2(left.x + length * t, left.y + 5.4 * scale * angle(strand, t).sin());
    let mut brush = Brush::new(painter.ctx().pixels_per_point());
    for front in [false, true] {
        for (strand, color) in strands.into_iter().enumerate() {
            for piece in pieces(|t| (angle(strand, t).cos() >= 0.0) == front) {
                let line: Vec<Pos2> =
                    (0..=12).map(|i| point(strand, piece.0 + (piece.1 - piece.0) * i as f32 / 12.0)).collect();
                if front {
                    brush.stroke(&line, false, (5.2 * scale, ground), End::Flat, None);
                    brush.stroke(&line, false, (3.0 * scale, color), End::Flat, None);
                } else {
                    brush.stroke(&line, false, (3.0 * scale, color.lerp_to_gamma(ground, 0.42)), End::Flat, None);
                }
            }
        }
    }
    if let Some(mesh) = brush.take() {
        painter.add(Shape::mesh(mesh));
    }
}

/// The stretches of 0..1 on which `holds` is true, to 1/96.
fn pieces(holds: impl Fn(f32) -> bool) -> Vec<(f32, f32)> {
    let mut out: Vec<(f32, f32)> = Vec::new();
    for i in 0..96 {
        let (from, to) = (i as f32 / 96.0, (i + 1) as f32 / 96.0);
        if holds((from + to) / 2.0) {
            match out.last_mut() {
                Some(last) if (last.1 - from).abs() < 1.0e-4 => last.1 = to,
                _ => out.push((from, to)),
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_icon_is_a_path_on_its_grid() {
        let all = [
            Icon::Plus,
            Icon::Folder,
            Icon::Search,
            Icon::Undo,
            Icon::Redo,
            Icon::Tidy,
            Icon::Present,
            Icon::Export,
            Icon::Up,
            Icon::Right,
            Icon::Close,
            Icon::Menu,
            Icon::Check,
            Icon::Clock,
            Icon::Pin,
            Icon::Person,
            Icon::Park,
            Icon::Pen,
        ];
        for icon in all {
            let bounds = crate::geom::Shape::bounding_box(&BezPath::from_svg(icon.path()).unwrap());
            assert!(
                bounds.x0 >= 1.5 && bounds.y0 >= 1.5 && bounds.x1 <= 22.5 && bounds.y1 <= 22.5,
                "{icon:?}: {bounds:?}"
            );
        }
    }
}
