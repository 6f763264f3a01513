//! What lies over the edges of the canvas: the legend at the lower left; at the top the room's question, the
//! stop of the walk through the weak connections, or what would be lost.

use egui::accesskit::Role;
use egui::{Align2, CursorIcon, Id, Rect, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::paint::{self, Placing};
use super::style::ink;
use super::{fonts, widgets};
use crate::editor::{Editor, LegendUse, Request};
use crate::geom::Point;
use crate::report;
use crate::scene::{Hit, HitShape, Target};
use crate::text::Weight;

/// The distance of the legend from the edges of the canvas.
const MARGIN: f32 = 16.0;
/// The distance of a caption from the upper edge.
const BANNER: f32 = 10.0;
/// A canvas so low (above a tall table) is left to the map.
const LOW: f32 = 400.0;
/// How long the legend waits before it makes way or comes back, in seconds: nothing flickers while the map is moved.
const LINGER: f32 = 0.3;

/// Shows them and tells the editor how far they reach into the canvas; a click on the legend opens all of it, or folds
/// it to its first two lines. The answer is what the editor asks for.
pub(super) fn show(ui: &Ui, canvas: Rect, editor: &mut Editor) -> Vec<Request> {
    if editor.document().is_empty() {
        // The box of the first name opens where the question stands.
        if editor.name_box().is_none() {
            empty(ui, canvas, editor.prompt());
        }
        return Vec::new();
    }
    let shown = editor.legend_use() != LegendUse::Hidden && canvas.height() > LOW;
    let height = if shown { legend(ui, canvas, editor) } else { 0.0 };
    let caption = words(editor).map(|words| banner(ui, canvas, &words));
    ui.ctx().data_mut(|data| data.insert_temp(head_id(), (canvas, caption)));
    let head = caption.map_or(0.0, |caption| caption.bottom() - canvas.top());
    editor.covered_by(head.into(), height.into())
}

fn head_id() -> Id {
    Id::unique("head of the canvas")
}

/// The canvas as it was last shown, and where the caption stood on it.
pub(super) fn head(ctx: &egui::Context) -> Option<(Rect, Option<Rect>)> {
    ctx.data(|data| data.get_temp(head_id()))
}

/// What the room should read now, the most particular first.
fn words(editor: &Editor) -> Option<String> {
    let (document, analysis) = (editor.document(), editor.analysis());
    let away = editor.thought_away();
    if !away.is_empty() {
        // The very sentence of the panel: one number for one question.
        let told = editor.loss().map(|loss| report::whatif_sentences(document, analysis, &away, loss));
        return told.map_or_else(|| Some(report::COUNTING.to_owned()), |told| told.into_iter().next());
    }
    if editor.is_learning() {
        return Some(editor.prompt().to_owned());
    }
    if let Some(dots) = editor.dots() {
        return Some(match dots.placed {
            0 => "Everybody has three dots: click the connections that matter most".to_owned(),
            placed => format!(
                "{} on {}, from about {}. Enter sets how much each matters, as written beside it",
                crate::model::words::count(placed as usize, "dot"),
                crate::model::words::count(dots.connections, "connection"),
                if dots.people == 1 { "1 person".to_owned() } else { format!("{} people", dots.people) },
            ),
        });
    }
    if let Some(stop) = editor.weak_tour() {
        let title = report::connection_title(document, stop.connection);
        let figures = analysis.connections.get(&stop.connection)?;
        let why = report::sentence(document, analysis, stop.connection, *figures.reasons.first()?);
        let more = if stop.more > 0 { format!(", {} more are weak", stop.more) } else { String::new() };
        return Some(format!("{} of {}{more}: {title}. {why}", stop.number, stop.total));
    }
    editor.room_view().on.then(|| editor.prompt().to_owned())
}

fn legend(ui: &Ui, canvas: Rect, editor: &mut Editor) -> f32 {
    let whole = editor.legend_use() == LegendUse::Whole;
    let room = editor.room_view().on;
    // Before a room nobody clicks for the rest, as far as the map can spare the height.
    let (widest, rows) = if room { (1_600.0, (canvas.height() / 260.0) as usize) } else { (1_100.0, 2) };
    let width = f64::from(canvas.width() - 2.0 * MARGIN).min(widest);
    let rows = if whole { usize::MAX } else { rows.clamp(2, 4) };
    let scene = editor.legend(width, rows);
    if scene.items.is_empty() {
        return 0.0;
    }
    let corner = Point::new(f64::from(canvas.left() + MARGIN), f64::from(canvas.bottom() - MARGIN));
    let origin = corner - crate::geom::Vec2::new(scene.bounds.x0, scene.bounds.y1);
    let painter = ui.painter_at(canvas);
    let reach = scene.bounds.height() as f32 + MARGIN;
    let size = vec2(scene.bounds.width() as f32, scene.bounds.height() as f32);
    let mut card = Rect::from_min_size(pos2(canvas.left() + MARGIN, canvas.bottom() - MARGIN - size.y), size);
    if !whole && makes_way(ui, canvas, card, editor) {
        card = pill(ui, card);
    } else {
        paint::scene(&painter, &scene, Placing { origin, scale: 1.0, exact: false });
    }
    let response = ui.interact(card, Id::unique("legend"), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, whole, "Legend"));
    let hint = if whole { "Fold the legend" } else { "Show the whole legend (Shift+F1 hides it)" };
    if response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(hint).clicked() {
        let _repainted = editor.set_legend(if whole { LegendUse::Folded } else { LegendUse::Whole });
        ui.ctx().request_repaint();
    }
    reach
}

/// Whether the legend folds into a corner, as somebody stands beneath it; under the pointer it comes back.
fn makes_way(ui: &Ui, canvas: Rect, card: Rect, editor: &mut Editor) -> bool {
    let (ctx, open) = (ui.ctx(), Id::unique("legend over the map"));
    let at = super::canvas::placing(canvas, editor).origin;
    let onto = |hit: &Hit| match (&hit.target, &hit.shape) {
        (Target::Actor(_) | Target::Value(_), HitShape::Disc(middle, radius)) => {
            let (middle, radius) = (*middle + at.to_vec2(), *radius as f32);
            card.expand(radius).contains(pos2(middle.x as f32, middle.y as f32))
        }
        _ => false,
    };
    let covers = editor.scene().hits.iter().any(onto);
    let folded = ctx.animate_bool_with_time(Id::unique("legend folds"), covers, LINGER) > 0.5;
    let was_open = ctx.data(|data| data.get_temp(open).unwrap_or(false));
    let asked = if was_open { card } else { corner_of(card) };
    let pointed =
        ctx.input(|input| !input.pointer.any_down() && input.pointer.latest_pos().is_some_and(|p| asked.contains(p)));
    ctx.data_mut(|data| data.insert_temp(open, folded && pointed));
    folded && !pointed
}

/// Where the folded legend stands.
fn corner_of(card: Rect) -> Rect {
    let size = vec2(92.0, 30.0);
    Rect::from_min_size(card.left_bottom() - vec2(0.0, size.y), size)
}

/// Paints the folded legend.
fn pill(ui: &Ui, card: Rect) -> Rect {
    let (ink, rect) = (ink(ui.ctx()), corner_of(card));
    ui.painter().rect(rect, 8.0, ink.raised, Stroke::new(1.0, ink.line2), StrokeKind::Inside);
    let text = fonts::id(ink.sizes().body, Weight::Medium);
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, "Legend", text, ink.ink2);
    rect
}

/// Shows a caption; the answer is where.
fn banner(ui: &Ui, canvas: Rect, words: &str) -> Rect {
    let ink = ink(ui.ctx());
    let size = ink.sizes().section + 1.0;
    let width = canvas.width() - 72.0;
    let galley = widgets::lines(ui, words, (size, Weight::SemiBold), ink.ink, width);
    let rect = Rect::from_center_size(
        pos2(canvas.center().x, canvas.top() + BANNER + (galley.size().y + 18.0) / 2.0),
        galley.size() + vec2(32.0, 18.0),
    );
    ui.painter().rect(rect, 10.0, ink.raised, Stroke::new(1.0, ink.line2), StrokeKind::Inside);
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, ink.ink);
    rect
}

fn empty(ui: &Ui, canvas: Rect, prompt: &str) {
    let ink = ink(ui.ctx());
    let middle = pos2(canvas.center().x, canvas.top() + canvas.height() * 0.36);
    let put = |y: f32, text: &str, size: f32, weight: Weight, color| {
        ui.painter().text(middle + vec2(0.0, y), Align2::CENTER_CENTER, text, fonts::id(size, weight), color);
    };
    put(0.0, prompt, 28.0, Weight::SemiBold, ink.ink);
    put(38.0, "Type a name and press Enter, or paste a list: one name a line.", 15.0, Weight::Regular, ink.ink2);
}
