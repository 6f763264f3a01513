//! The kinds as a strip above the map while somebody is selected: one click and they are another.

use egui::accesskit::Role;
use egui::{Area, Context, Id, Order, Rect, Sense, Stroke, StrokeKind, WidgetInfo, vec2};

use super::act::Act;
use super::paint::{self, Placing};
use super::style::ink;
use super::widgets;
use crate::editor::Editor;
use crate::geom::Point;
use crate::model::{Actor, Document, Edit, Kind, Placement, words};
use crate::scene::{Lens, Scene, Theme, View};
use crate::text::Engine;

/// The side of a button.
const SIDE: f32 = 36.0;

/// The strip's pictures, by theme.
#[derive(Default)]
pub(super) struct Kinds {
    drawn: Option<(Theme, Vec<Scene>)>,
}

impl Kinds {
    /// Shows the strip while actors are selected and nobody is being named.
    pub(super) fn show(&mut self, ctx: &Context, canvas: Rect, editor: &Editor) -> Option<Act> {
        let chosen = &editor.selection().actors;
        if chosen.is_empty() || !editor.dots().is_none() || editor.is_learning() {
            return None;
        }
        let theme = editor.theme();
        if self.drawn.as_ref().is_none_or(|(drawn, _)| *drawn != theme) {
            self.drawn = Some((theme, Kind::ALL.iter().map(|kind| picture(kind, theme)).collect()));
        }
        let pictures = self.drawn.as_ref().map_or(&[][..], |(_, scenes)| scenes);
        let now: Vec<&Kind> =
            chosen.iter().filter_map(|id| editor.document().actor(*id)).map(|actor| &actor.kind).collect();
        let ink = ink(ctx);
        let width = SIDE * Kind::ALL.len() as f32 + 12.0;
        let at = egui::pos2((canvas.center().x - width / 2.0).max(canvas.left() + 8.0), canvas.top() + 10.0);
        let mut act = None;
        Area::new(Id::unique("kinds")).order(Order::Middle).fixed_pos(at).movable(false).show(ctx, |ui| {
            let (strip, _) = ui.allocate_exact_size(vec2(width, SIDE + 12.0), Sense::click_and_drag());
            ui.painter().rect(strip, 12.0, ink.raised, Stroke::new(1.0, ink.line2), StrokeKind::Inside);
            for (i, (kind, scene)) in Kind::ALL.iter().zip(pictures).enumerate() {
                let cell = Rect::from_min_size(strip.min + vec2(6.0 + SIDE * i as f32, 6.0), vec2(SIDE, SIDE));
                let response = ui.interact(cell, Id::unique(("kind", i)), Sense::click());
                let name = words::kind(kind);
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
                let place = Placing::fitting(scene.bounds, cell.shrink(5.0));
                paint::scene(ui.painter(), scene, place);
                widgets::focus_ring(ui, &response, 9.0);
                let key = if i < 9 { format!("{name}  Alt+{}", i + 1) } else { name };
                if response.on_hover_text(key).clicked() {
                    act = Some(Act::Kind(kind.clone()));
                }
            }
        });
        act
    }
}

/// An actor of this kind as the map draws it, without a name.
fn picture(kind: &Kind, theme: Theme) -> Scene {
    let mut document = Document::new("kind".to_owned());
    let actor = Actor { key: "kind".to_owned(), kind: kind.clone(), ..Actor::default() };
    let at = Placement { at: Point::ORIGIN, pinned: false };
    if document.apply(Edit::AddActor(Box::new(actor), Some(at))).is_err() {
        return Scene::empty();
    }
    let analysis = crate::analysis::Analysis::default();
    let mut scene = crate::scene::map(&document, &analysis, Engine::bundled(), &View::new(theme, Lens::Strength, 1.0));
    scene.background = None;
    // A map has a margin; a button has its own.
    scene.bounds = scene.bounds.inflate(-14.0, -14.0);
    scene
}
