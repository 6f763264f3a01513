//! What lies over the edges of the canvas: the legend at the lower left, or before a room, where the map is larger for
//! it, at the lower right; at the top what the room is asked, the stop of
//! the walk through the weak connections, or what would be lost.

use std::sync::Arc;

use egui::accesskit::Role;
use egui::{Align2, CursorIcon, Id, Rect, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::paint::{self, Placing};
use super::style::ink;
use super::{fonts, kinds, widgets};
use crate::editor::{Editor, LegendReach, LegendUse, Request, WeakTour};
use crate::geom::Point;
use crate::model::words as names;
use crate::report;
use crate::scene::{Hit, HitShape, Legend, LegendForm, Target};
use crate::text::Weight;

/// The distance of the legend from the edges of the canvas.
const MARGIN: f32 = 16.0;
/// So far down there may be the line of what the room is asked.
const HEAD: f32 = 56.0;
/// The distance of a caption from the upper edge.
const BANNER: f32 = 10.0;
/// The share of the height of the canvas that the legend takes unasked, if it needs it.
const SHARE: f64 = 0.17;
/// A canvas so low (above a tall table) is left to the map.
const LOW: f32 = 400.0;
/// How long the legend waits before it makes way or comes back, in seconds: nothing flickers while the map is moved.
const LINGER: f32 = 0.3;

/// Shows them and tells the editor how far they reach into the canvas; a click on the legend opens all of it, or folds
/// it again. The answer is what the editor asks for.
pub(super) fn show(ui: &Ui, canvas: Rect, editor: &mut Editor) -> Vec<Request> {
    if editor.document().is_empty() {
        // The box of the first name opens where the question stands.
        if editor.name_box().is_none() {
            empty(ui, canvas, editor.prompt());
        }
        return Vec::new();
    }
    let shown = editor.legend_use() != LegendUse::Hidden && canvas.height() > LOW;
    let before = editor.legend_use();
    let reach = if shown { legend(ui, canvas, editor) } else { LegendReach::default() };
    let caption = words(editor).map(|words| banner(ui, canvas, &words));
    ui.ctx().data_mut(|data| {
        data.insert_temp(head_id(), (canvas, caption));
        data.insert_temp(foot_id(), reach.foot as f32);
    });
    if caption.is_none() {
        asked(ui, canvas, editor);
    }
    if editor.legend_use() != before {
        // It was clicked: only the next picture shows how far it reaches.
        ui.ctx().request_repaint();
        return Vec::new();
    }
    let head = caption.map_or(0.0, |caption| caption.bottom() - canvas.top());
    editor.covered_by(head.into(), reach)
}

fn head_id() -> Id {
    Id::unique("head of the canvas")
}

/// The canvas as it was last shown, and where the caption stood on it.
pub(super) fn head(ctx: &egui::Context) -> Option<(Rect, Option<Rect>)> {
    ctx.data(|data| data.get_temp(head_id()))
}

fn foot_id() -> Id {
    Id::unique("foot of the canvas")
}

/// How far the caption reached in from the upper edge of the canvas when that was last shown, and the legend from the
/// lower one.
pub(super) fn reach(ctx: &egui::Context, canvas: Rect) -> (f32, f32) {
    let caption = head(ctx).and_then(|(_, caption)| caption);
    let foot = ctx.data(|data| data.get_temp(foot_id())).unwrap_or(0.0);
    (caption.map_or(0.0, |caption| caption.bottom() - canvas.top()), foot)
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
                names::count(placed as usize, "dot"),
                names::count(dots.connections, "connection"),
                if dots.people == 1 { "1 person".to_owned() } else { format!("{} people", dots.people) },
            ),
        });
    }
    if let Some(stop) = editor.weak_tour() {
        return stop_words(editor, stop);
    }
    editor.room_view().on.then(|| editor.prompt().to_owned())
}

/// Where the walk through the weak connections stands. Where a number is not the one that the room expects, it says why.
fn stop_words(editor: &Editor, stop: WeakTour) -> Option<String> {
    let (document, analysis) = (editor.document(), editor.analysis());
    let title = report::connection_title(document, stop.connection);
    let Some(number) = stop.number else {
        let left = match stop.total + stop.more {
            0 => "No other is".to_owned(),
            1 => "1 still is".to_owned(),
            left => format!("{} still are", names::figure(left)),
        };
        return Some(format!("{title} is weak no longer. {left}"));
    };
    let reason = *analysis.connections.get(&stop.connection)?.reasons.first()?;
    let why = report::sentence(document, analysis, stop.connection, reason);
    let place = match stop.before {
        Some(before) => format!("Now {number} of {}, before {before}", stop.total),
        None => format!("{number} of {}", stop.total),
    };
    let more = if stop.more > 0 { format!(", {} more are weak", names::figure(stop.more)) } else { String::new() };
    let mended = if stop.mended > 0 { format!(", {} mended", stop.mended) } else { String::new() };
    // What it holds is a rating, which a room sees once it is revealed.
    let why = if editor.hides_ratings() { String::new() } else { format!(". {why}") };
    Some(format!("{place}{more}{mended}: {title}{why}"))
}

/// Shows the legend; answers how far it reaches into the canvas where it has all the room that it takes, on either side.
fn legend(ui: &Ui, canvas: Rect, editor: &mut Editor) -> LegendReach {
    let whole = editor.legend_use() == LegendUse::Whole;
    let room = editor.room_view().on;
    let width = f64::from(canvas.width() - 2.0 * MARGIN).min(if room { 1_600.0 } else { 1_100.0 });
    let foot = MARGIN.max(editor.hidden_foot() as f32);
    let most = if whole { f64::INFINITY } else { f64::from(canvas.height()) * SHARE };
    let all = editor.legend(LegendForm::Lines { width, height: most });
    if all.scene.items.is_empty() {
        return LegendReach::default();
    }
    // A column stands beside the map where it has room for everything, and then for as much as it can.
    let head = self::head(ui.ctx())
        .and_then(|(_, caption)| caption)
        .map_or(MARGIN, |caption| caption.bottom() - canvas.top() + BANNER);
    let column = LegendForm::Column { height: f64::from(canvas.height() - foot - head) };
    let column = (room && !whole).then(|| editor.legend(column));
    let column = column.filter(|column| column.left_out == 0 || editor.legend_is_aside());
    let size = |legend: &Legend| vec2(legend.scene.bounds.width() as f32, legend.scene.bounds.height() as f32);
    let reach = LegendReach {
        foot: (size(&all).y + foot).into(),
        side: column.as_ref().map(|column| (size(column).x + MARGIN).into()),
    };
    let aside = column.filter(|_| editor.legend_is_aside());
    let card_of = |legend: &Legend| {
        let (size, at_right) = (size(legend), aside.is_some());
        let left = if at_right { canvas.right() - MARGIN - size.x } else { canvas.left() + MARGIN };
        Rect::from_min_size(pos2(left, canvas.bottom() - foot - size.y), size)
    };
    let mut shown = aside.clone().unwrap_or(all);
    let mut card = card_of(&shown);
    let mut is_folded = false;
    // It makes way for whoever stands beneath, and comes back under the pointer.
    if !whole && lingers(ui.ctx(), "legend shrinks", stands_below(canvas, card, editor)) {
        // Two lines may do; a column has none to spare.
        let few = match aside {
            Some(_) => Arc::clone(&shown),
            None => editor.legend(LegendForm::Lines { width, height: 0.0 }),
        };
        if lingers(ui.ctx(), "legend folds", stands_below(canvas, card_of(&few), editor)) {
            is_folded = !is_pointed_at(ui, card, aside.is_some());
        } else {
            (card, shown) = (card_of(&few), few);
        }
    }
    let is_all = !is_folded && shown.left_out == 0;
    if is_folded {
        card = pill(ui, corner_of(card, aside.is_some()));
    } else {
        let (corner, bounds) = (Point::new(card.left().into(), card.top().into()), shown.scene.bounds);
        let origin = corner - crate::geom::Vec2::new(bounds.x0, bounds.y0);
        paint::scene(&ui.painter_at(canvas), &shown.scene, Placing { origin, scale: 1.0, exact: false });
    }
    let response = ui.interact(card, Id::unique("legend"), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, whole, "Legend"));
    let hint = match (whole, is_all) {
        (true, _) => "Fold the legend (Ctrl+F1)",
        (false, true) => "All signs on the map (Shift+F1 hides this)",
        (false, false) => "Show the whole legend (Ctrl+F1)",
    };
    if response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(hint).clicked() && (whole || !is_all) {
        let _repainted = editor.set_legend(if whole { LegendUse::Folded } else { LegendUse::Whole });
    }
    reach
}

/// Whether somebody's body or name lies below a card over the canvas.
pub(super) fn stands_below(canvas: Rect, card: Rect, editor: &mut Editor) -> bool {
    let at = super::canvas::placing(canvas, editor).origin.to_vec2();
    let onto = |hit: &Hit| {
        let area = match (&hit.target, &hit.shape) {
            (Target::Actor(_) | Target::Value(_), HitShape::Disc(middle, radius)) => {
                crate::geom::Rect::from_center_size(*middle, (2.0 * radius, 2.0 * radius))
            }
            (Target::Actor(_) | Target::Value(_) | Target::Note(_), HitShape::Box(area)) => *area,
            _ => return false,
        } + at;
        let (corner, end) = (pos2(area.x0 as f32, area.y0 as f32), pos2(area.x1 as f32, area.y1 as f32));
        card.intersects(Rect::from_min_max(corner, end))
    };
    editor.scene().hits.iter().any(onto)
}

/// What is so now, but a little later: nothing flickers while the map is moved.
pub(super) fn lingers(ctx: &egui::Context, what: &str, is: bool) -> bool {
    ctx.animate_bool_with_time(Id::unique(what), is, LINGER) > 0.5
}

/// Whether the pointer asks for the folded legend, or stands on what it has asked for.
fn is_pointed_at(ui: &Ui, card: Rect, at_right: bool) -> bool {
    let (ctx, open) = (ui.ctx(), Id::unique("legend over the map"));
    let was_open = ctx.data(|data| data.get_temp(open).unwrap_or(false));
    let asked = if was_open { card } else { corner_of(card, at_right) };
    let pointed =
        ctx.input(|input| !input.pointer.any_down() && input.pointer.latest_pos().is_some_and(|p| asked.contains(p)));
    ctx.data_mut(|data| data.insert_temp(open, pointed));
    pointed
}

/// Where the folded legend stands.
fn corner_of(card: Rect, at_right: bool) -> Rect {
    let size = vec2(92.0, 30.0);
    let left = if at_right { card.right() - size.x } else { card.left() };
    Rect::from_min_size(pos2(left, card.bottom() - size.y), size)
}

/// Paints the folded legend.
fn pill(ui: &Ui, rect: Rect) -> Rect {
    let ink = ink(ui.ctx());
    ui.painter().rect(rect, 8.0, ink.raised, Stroke::new(1.0, ink.line2), StrokeKind::Inside);
    let text = fonts::id(ink.sizes().body, Weight::Medium);
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, "Legend", text, ink.ink2);
    rect
}

/// Shows a caption; the answer is where.
fn banner(ui: &Ui, canvas: Rect, words: &str) -> Rect {
    let ink = ink(ui.ctx());
    let size = ink.sizes().section + 1.0;
    let galley = widgets::balanced(ui, words, (size, Weight::SemiBold), ink.ink, canvas.width() - 72.0);
    let rect = Rect::from_center_size(
        pos2(canvas.center().x, canvas.top() + BANNER + (galley.size().y + 18.0) / 2.0),
        galley.size() + vec2(32.0, 18.0),
    );
    let heard = ui.interact(rect, Id::unique("caption"), Sense::hover());
    heard.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
    ui.painter().rect(rect, 10.0, ink.raised, Stroke::new(1.0, ink.line2), StrokeKind::Inside);
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, ink.ink);
    rect
}

/// What the room is asked while the map is drawn, in quiet letters at the upper left: beside the kinds, never over
/// anybody, and not while a rating card asks something else.
fn asked(ui: &Ui, canvas: Rect, editor: &mut Editor) {
    let ink = ink(ui.ctx());
    let left = canvas.left() + MARGIN + 4.0;
    // Beside the kinds, unless they stand elsewhere.
    let strip = kinds::place(ui.ctx(), canvas, editor).filter(|strip| strip.top() < canvas.top() + HEAD);
    let right = strip.map_or(canvas.right(), |strip| strip.left()) - MARGIN;
    let (prompt, set) = (editor.prompt(), (ink.sizes().body + 1.0, Weight::Medium));
    let galley = widgets::fold(ui, prompt, set, ink.ink2, right - left, 2);
    let area = Rect::from_min_size(pos2(left, canvas.top() + BANNER), galley.size());
    let gone = galley.elided || editor.rating_card().is_some() || canvas.height() <= LOW;
    if lingers(ui.ctx(), "prompt makes way", gone || stands_below(canvas, area.expand(4.0), editor)) {
        return;
    }
    let heard = ui.interact(area, Id::unique("prompt"), Sense::hover());
    heard.widget_info(|| WidgetInfo::labeled(Role::Label, true, prompt));
    // Cords pass beneath without being read through it.
    ui.painter().rect_filled(area.expand2(vec2(5.0, 2.0)), 4.0, ink.canvas.gamma_multiply(0.85));
    ui.painter().galley(area.min, galley, ink.ink2);
}

fn empty(ui: &Ui, canvas: Rect, prompt: &str) {
    let ink = ink(ui.ctx());
    let middle = pos2(canvas.center().x, canvas.top() + canvas.height() * 0.36);
    let put = |y: f32, text: &str, size: f32, weight: Weight, color| {
        ui.painter().text(middle + vec2(0.0, y), Align2::CENTER_CENTER, text, fonts::id(size, weight), color);
    };
    let sizes = ink.sizes();
    put(0.0, prompt, sizes.widened(28.0), Weight::SemiBold, ink.ink);
    let hint = "Type a name and press Enter, or paste a list: one name a line.";
    put(sizes.widened(38.0), hint, sizes.widened(15.0), Weight::Regular, ink.ink2);
}
