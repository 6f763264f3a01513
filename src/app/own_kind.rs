//! The card on which a room makes a kind of its own: a name, a shape, an icon, a tint.

use egui::accesskit::Role;
use egui::{Align2, Area, Color32, Context, Id, Key, Modifiers, Order, Rect, Sense, Stroke, StrokeKind, TextEdit, Ui};
use egui::{WidgetInfo, pos2, vec2};

use super::act::Act;
use super::kinds::picture;
use super::paint::{self, Placing};
use super::question::card_frame;
use super::style::{Ink, ink};
use super::widgets::{self, Loud, Press};
use crate::editor::Editor;
use crate::model::{AttachmentId, CustomKind, Family, Kind, words};
use crate::scene::{Color, Scene, TINTS, Theme};
use crate::text::Weight;

const WIDTH: f32 = 400.0;
const SIDE: f32 = 40.0;

/// The shapes, with what they usually stand for.
const SHAPES: [(Family, &str); 5] = [
    (Family::Inside, "Disc, as inside us"),
    (Family::Customer, "Double ring, as customers"),
    (Family::Organisation, "Square, as organisations"),
    (Family::Society, "Hexagon, as society"),
    (Family::Carrier, "Bar, as products and touchpoints"),
];

/// The card, while it is open.
#[derive(Default)]
pub(super) struct OwnKind {
    draft: Option<(Option<AttachmentId>, CustomKind)>,
    /// Pictures of shapes, then of icons, and what they were drawn for.
    drawn: Option<(Theme, CustomKind, Vec<Scene>)>,
    fresh: bool,
}

impl OwnKind {
    /// Opens the card for a new kind, which begins as whoever it is for is now, or for one that is there.
    pub(super) fn open(&mut self, kind: Option<(AttachmentId, CustomKind)>, family: Option<Family>) {
        self.fresh = true;
        self.draft = Some(match kind {
            Some((id, kind)) => (Some(id), kind),
            None => (
                None,
                CustomKind {
                    family: Some(family.unwrap_or(Family::Organisation)),
                    icon: "community".to_owned(),
                    ..CustomKind::default()
                },
            ),
        });
    }

    pub(super) const fn is_open(&self) -> bool {
        self.draft.is_some()
    }

    /// Shows the card; answers with what is to be done once it is kept.
    pub(super) fn show(&mut self, ctx: &Context, editor: &Editor) -> Option<Act> {
        let (id, mut kind) = self.draft.clone()?;
        let ink = ink(ctx);
        let pictures = self.pictures(editor.theme(), &kind);
        let (mut act, mut closes) = (None, false);
        let area =
            Area::new(Id::unique("own kind")).order(Order::Foreground).anchor(Align2::CENTER_TOP, vec2(0.0, 112.0));
        area.show(ctx, |ui| {
            card_frame(ctx).show(ui, |ui| {
                let width = ink.sizes().widened(WIDTH);
                ui.set_width(width);
                let title = if id.is_some() { "Kind" } else { "A kind of your own" };
                widgets::text(ui, title, ink.sizes().section, Weight::SemiBold, ink.ink);
                let edit = TextEdit::singleline(&mut kind.name)
                    .hint_text("What do you call them?")
                    .desired_width(width - 20.0);
                let response = ui.add(edit).accessible_name("Name of the kind");
                if std::mem::take(&mut self.fresh) {
                    response.request_focus();
                }
                let shapes = SHAPES.iter().map(|(family, name)| (kind.family == Some(*family), (*name).to_owned()));
                if let Some(i) = cells(ui, "Shape", shapes, &pictures, &ink) {
                    kind.family = Some(SHAPES[i].0);
                }
                let icons = Kind::ALL.map(|icon| (kind.icon == icon.key(), words::kind(&icon)));
                if let Some(i) = cells(ui, "Icon", icons.into_iter(), &pictures[SHAPES.len()..], &ink) {
                    kind.icon = Kind::ALL[i].key().to_owned();
                }
                tints(ui, &mut kind.color, &ink);
                let mut inside = kind.inside.unwrap_or(kind.family == Some(Family::Inside));
                if ui.checkbox(&mut inside, "Part of the company").changed() {
                    kind.inside = Some(inside);
                }
                let mut counts = kind.counts.unwrap_or(true);
                if ui.checkbox(&mut counts, "Is somebody, not only a way to somebody").changed() {
                    kind.counts = Some(counts);
                }
                ui.add_space(4.0);
                ui.horizontal(|ui| {
                    let keep = Press::new("Keep", Loud::Primary).key("Enter").enabled(!kind.name.trim().is_empty());
                    let enter = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
                    if (keep.show(ui).clicked() || enter) && !kind.name.trim().is_empty() {
                        act = Some(Act::KeepKind(id, Box::new(kind.clone())));
                    }
                    closes |= Press::new("Cancel", Loud::Plain).key("Esc").show(ui).clicked();
                    if let Some(id) = id
                        && Press::new("Take it away", Loud::Plain).show(ui).clicked()
                    {
                        act = Some(Act::RemoveKind(id));
                    }
                });
            });
        });
        closes |= ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
        if closes || act.is_some() {
            self.draft = None;
            ctx.memory_mut(|memory| memory.request_focus(super::canvas::id()));
        } else {
            self.draft = Some((id, kind));
        }
        act
    }

    /// The draft in every shape, then with every icon.
    fn pictures(&mut self, theme: Theme, kind: &CustomKind) -> Vec<Scene> {
        match &self.drawn {
            Some((drawn, of, pictures)) if *drawn == theme && of == kind => pictures.clone(),
            _ => {
                let shapes = SHAPES.iter().map(|(family, _)| CustomKind { family: Some(*family), ..kind.clone() });
                let icons =
                    Kind::ALL.into_iter().map(|icon| CustomKind { icon: icon.key().to_owned(), ..kind.clone() });
                let own = Kind::Other("own".to_owned());
                let drawn: Vec<Scene> = shapes.chain(icons).map(|custom| picture(&own, Some(&custom), theme)).collect();
                self.drawn = Some((theme, kind.clone(), drawn.clone()));
                drawn
            }
        }
    }
}

/// Pictures to choose from, in rows; the index of the one that was pressed.
fn cells(
    ui: &mut Ui,
    title: &str,
    names: impl ExactSizeIterator<Item = (bool, String)>,
    pictures: &[Scene],
    ink: &Ink,
) -> Option<usize> {
    widgets::text(ui, title, ink.sizes().small, Weight::Medium, ink.ink2);
    let columns = (WIDTH / SIDE) as usize;
    let rows = names.len().div_ceil(columns);
    let (area, _) = ui.allocate_exact_size(vec2(WIDTH, SIDE * rows as f32), Sense::hover());
    let mut pressed = None;
    for (i, ((chosen, name), scene)) in names.zip(pictures).enumerate() {
        let corner = area.min + vec2(SIDE * (i % columns) as f32, SIDE * (i / columns) as f32);
        let cell = Rect::from_min_size(corner, vec2(SIDE, SIDE));
        let response = ui.interact(cell, Id::unique((title, i)), Sense::click());
        let label = format!("{title}: {name}");
        response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, chosen, label.as_str()));
        mark(ui, cell, chosen, response.hovered(), ink);
        paint::scene(ui.painter(), scene, Placing::fitting(scene.bounds, cell.shrink(5.0)));
        widgets::focus_ring(ui, &response, 9.0);
        if response.on_hover_text(name).clicked() {
            pressed = Some(i);
        }
    }
    pressed
}

fn mark(ui: &Ui, cell: Rect, chosen: bool, hovered: bool, ink: &Ink) {
    if chosen {
        ui.painter().rect(cell.shrink(1.0), 9.0, ink.well, Stroke::new(1.5, ink.accent), StrokeKind::Inside);
    } else if hovered {
        ui.painter().rect_filled(cell.shrink(1.0), 9.0, ink.well);
    }
}

/// A row of tints; the first is none.
fn tints(ui: &mut Ui, color: &mut String, ink: &Ink) {
    widgets::text(ui, "Tint", ink.sizes().small, Weight::Medium, ink.ink2);
    let (area, _) = ui.allocate_exact_size(vec2(WIDTH, SIDE), Sense::hover());
    let all = std::iter::once(("", "No tint")).chain(TINTS);
    for (i, (hex, name)) in all.enumerate() {
        let cell = Rect::from_min_size(pos2(area.left() + SIDE * i as f32, area.top()), vec2(SIDE, SIDE));
        let response = ui.interact(cell, Id::unique(("tint", i)), Sense::click());
        let chosen = color == hex;
        response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, chosen, format!("Tint: {name}")));
        mark(ui, cell, chosen, response.hovered(), ink);
        let fill = Color::from_hex(hex).map_or(Color32::TRANSPARENT, paint::color);
        ui.painter().circle(cell.center(), 10.0, fill, Stroke::new(1.2, ink.ink3));
        widgets::focus_ring(ui, &response, 9.0);
        if response.on_hover_text(name).clicked() {
            hex.clone_into(color);
        }
    }
}
