//! The kinds as a strip at the edge of the map while somebody is selected: one click and they are another. The room's
//! own kinds come last; a click on one that they are already opens its card.

use egui::accesskit::Role;
use egui::{Area, Context, Id, Order, Rect, Sense, Stroke, StrokeKind, Vec2, WidgetInfo, pos2, vec2};

use super::act::Act;
use super::icons::Icon;
use super::paint::{self, Placing};
use super::style::ink;
use super::{corner, widgets};
use crate::editor::Editor;
use crate::geom::Point;
use crate::model::{Actor, Attachment, CustomKind, Document, Edit, Kind, Placement};
use crate::scene::{Lens, Scene, Theme, View};
use crate::text::Engine;

/// The side of a button.
const SIDE: f32 = 34.0;

/// The distance from the edges of the canvas.
const MARGIN: f32 = 8.0;

/// The strip's pictures, and what they were drawn for.
#[derive(Default)]
pub(super) struct Kinds {
    drawn: Option<(Theme, Vec<Shown>, Vec<Scene>)>,
}

/// Where the strip may stand, the best first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Spot {
    #[default]
    Top,
    TopRight,
    TopLeft,
    /// Above the legend.
    Foot,
}

impl Spot {
    const ALL: [Self; 4] = [Self::Top, Self::TopRight, Self::TopLeft, Self::Foot];

    fn rect(self, ctx: &Context, canvas: Rect, size: Vec2) -> Rect {
        let (head, foot) = corner::reach(ctx, canvas);
        let last = (canvas.right() - MARGIN - size.x).max(canvas.left() + MARGIN);
        let middle = (canvas.center().x - size.x / 2.0).max(canvas.left() + MARGIN);
        let top = canvas.top() + head + MARGIN;
        let corner = match self {
            Self::Top => pos2(middle, top),
            Self::TopRight => pos2(last, top),
            Self::TopLeft => pos2(canvas.left() + MARGIN, top),
            Self::Foot => pos2(middle, (canvas.bottom() - foot - MARGIN - size.y).max(top)),
        };
        Rect::from_min_size(corner, size)
    }
}

/// Where it stands now; nothing while it is not shown.
fn spot_id() -> Id {
    Id::unique("spot of the kinds")
}

/// A kind, and what the room made of it where it is its own.
type Shown = (Kind, Option<CustomKind>);

/// A kind of the room's own can be made here.
fn adds(editor: &Editor, kinds: usize) -> bool {
    editor.shows_more() || kinds > Kind::ALL.len()
}

/// How large the strip is while actors are selected and the room is not asked anything.
fn size(canvas: Rect, editor: &Editor) -> Option<Vec2> {
    if editor.selection().actors.is_empty() || editor.dots().is_some() || editor.is_learning() {
        return None;
    }
    let kinds = editor.kinds().len();
    let all = kinds + usize::from(adds(editor, kinds)) + usize::from(editor.can_be_values());
    let columns = (((canvas.width() - 28.0) / SIDE) as usize).clamp(1, all);
    Some(vec2(SIDE * columns as f32, SIDE * all.div_ceil(columns) as f32) + vec2(12.0, 10.0))
}

/// Where the strip stands, if it is shown.
pub(super) fn place(ctx: &Context, canvas: Rect, editor: &Editor) -> Option<Rect> {
    let spot = ctx.data(|data| data.get_temp(spot_id())).unwrap_or_default();
    size(canvas, editor).map(|size| Spot::rect(spot, ctx, canvas, size))
}

/// Finds a place for it that covers nobody: when it comes, and again where somebody has come to stand beneath it for a
/// while, but never from under the pointer.
fn find_place(ctx: &Context, canvas: Rect, editor: &mut Editor) -> Option<Rect> {
    let Some(size) = size(canvas, editor) else {
        ctx.data_mut(|data| data.remove_temp::<Spot>(spot_id()));
        return None;
    };
    let now: Option<Spot> = ctx.data(|data| data.get_temp(spot_id()));
    let rect = |spot: Spot| spot.rect(ctx, canvas, size);
    let mut covers = |spot: Spot| corner::stands_below(canvas, rect(spot), editor);
    let moves = now.is_none_or(|now| {
        let strip = rect(now).expand(24.0);
        let (down, at) = ctx.input(|input| (input.pointer.any_down(), input.pointer.latest_pos()));
        let pointed = down || at.is_some_and(|at| strip.contains(at));
        corner::lingers(ctx, "kinds make way", covers(now) && !pointed)
    });
    let free = moves.then(|| Spot::ALL.into_iter().find(|spot| !covers(*spot))).flatten();
    let spot = free.or(now).unwrap_or_default();
    ctx.data_mut(|data| data.insert_temp(spot_id(), spot));
    Some(rect(spot))
}

impl Kinds {
    /// Shows the strip where it has a place.
    pub(super) fn show(&mut self, ctx: &Context, canvas: Rect, editor: &mut Editor) -> Option<Act> {
        let strip = find_place(ctx, canvas, editor)?;
        let editor = &*editor;
        let document = editor.document();
        let chosen = &editor.selection().actors;
        let own = |kind: &Kind| document.custom_kind(kind).map(|(_, custom)| custom.clone());
        let kinds: Vec<_> =
            editor.kinds().into_iter().map(|kind| (own(&kind), kind)).map(|(own, kind)| (kind, own)).collect();
        let pictures = self.pictures(editor.theme(), &kinds);
        let now: Vec<&Kind> = chosen.iter().filter_map(|id| document.actor(*id)).map(|actor| &actor.kind).collect();
        let ink = ink(ctx);
        let adds = adds(editor, kinds.len());
        let turns = editor.can_be_values();
        let columns = (strip.width() / SIDE) as usize;
        let mut act = None;
        let row =
            Area::new(Id::unique("kinds")).order(Order::Middle).fade_in(false).fixed_pos(strip.min).movable(false);
        row.show(ctx, |ui| {
            let (strip, _) = ui.allocate_exact_size(strip.size(), Sense::click_and_drag());
            ui.painter().rect(strip, 12.0, ink.raised, Stroke::new(1.0, ink.line2), StrokeKind::Inside);
            let cell = |i: usize| {
                let corner = vec2(6.0 + SIDE * (i % columns) as f32, 5.0 + SIDE * (i / columns) as f32);
                Rect::from_min_size(strip.min + corner, vec2(SIDE, SIDE))
            };
            for (i, ((kind, own), scene)) in kinds.iter().zip(&pictures).enumerate() {
                let cell = cell(i);
                let response = ui.interact(cell, Id::unique(("kind", i)), Sense::click());
                let name = document.kind_name(kind);
                let is_now = now.contains(&kind);
                response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, is_now, format!("Kind: {name}")));
                if is_now {
                    ui.painter().rect(
                        cell.shrink(1.0),
                        9.0,
                        ink.well,
                        Stroke::new(1.5, ink.accent),
                        StrokeKind::Inside,
                    );
                } else if response.hovered() {
                    ui.painter().rect_filled(cell.shrink(1.0), 9.0, ink.well);
                }
                paint::scene(ui.painter(), scene, Placing::fitting(scene.bounds, cell.shrink(5.0)));
                widgets::focus_ring(ui, &response, 9.0);
                let is_all = now.iter().all(|now| *now == kind);
                let hint = match own {
                    Some(_) if is_all => format!("{name}: click to change it"),
                    _ if i < 10 => format!("{name}  Alt+{}", (i + 1) % 10),
                    _ => name,
                };
                if response.on_hover_text(hint).clicked() {
                    let opens = own.is_some() && is_all;
                    act = Some(if opens { Act::OwnKind(Some(kind.clone())) } else { Act::Kind(kind.clone()) });
                }
            }
            let values = turns.then_some((Icon::Leaf, "Make it a shared value", Act::IntoValues));
            let own = adds.then_some((Icon::Plus, "A kind of your own", Act::OwnKind(None)));
            for (i, (icon, name, wish)) in values.into_iter().chain(own).enumerate() {
                let cell = cell(kinds.len() + i);
                let response = ui.interact(cell, Id::unique(name), Sense::click());
                response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
                if response.hovered() {
                    ui.painter().rect_filled(cell.shrink(1.0), 9.0, ink.well);
                }
                icon.paint(ui.painter(), cell.center(), 18.0, ink.ink2);
                widgets::focus_ring(ui, &response, 9.0);
                if response.on_hover_text(name).clicked() {
                    act = Some(wish);
                }
            }
        });
        act
    }

    fn pictures(&mut self, theme: Theme, kinds: &[Shown]) -> Vec<Scene> {
        match &self.drawn {
            Some((drawn, of, pictures)) if *drawn == theme && of == kinds => pictures.clone(),
            _ => {
                let drawn: Vec<Scene> = kinds.iter().map(|(kind, own)| picture(kind, own.as_ref(), theme)).collect();
                self.drawn = Some((theme, kinds.to_vec(), drawn.clone()));
                drawn
            }
        }
    }
}

/// An actor of this kind as the map draws it, without a name.
pub(super) fn picture(kind: &Kind, own: Option<&CustomKind>, theme: Theme) -> Scene {
    let mut document = Document::new("kind".to_owned());
    let actor = Actor { key: "kind".to_owned(), kind: kind.clone(), ..Actor::default() };
    let at = Placement { at: Point::ORIGIN, pinned: false };
    let own = own.map(|own| {
        let record = Attachment::Kind(CustomKind { key: kind.key().to_owned(), ..own.clone() });
        Edit::AddAttachment(Box::new(record))
    });
    let edits = own.into_iter().chain([Edit::AddActor(Box::new(actor), Some(at))]);
    if document.apply(Edit::All(edits.collect())).is_err() {
        return Scene::empty();
    }
    let analysis = crate::analysis::Analysis::default();
    let mut scene = crate::scene::map(&document, &analysis, Engine::bundled(), &View::new(theme, Lens::Strength, 1.0));
    scene.background = None;
    // A map has a margin; a button has its own.
    scene.bounds = scene.bounds.inflate(-14.0, -14.0);
    scene
}
