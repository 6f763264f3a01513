//! The first thing on screen: a new map, a file, an example. Never the last client's map; what was open
//! before stays behind one click.

use std::path::PathBuf;

use egui::accesskit::Role;
use egui::{
    Align2, CentralPanel, Color32, CursorIcon, Frame, Rect, ScrollArea, Sense, Stroke, StrokeKind, Ui, Vec2,
    WidgetInfo, pos2, vec2,
};

use super::act::{Act, Next};
use super::examples::{self, Preview};
use super::fonts;
use super::icons::Icon;
use super::paint::{self, Placing};
use super::style::{Ink, ink};
use super::widgets::{self, Loud, Press};
use crate::model::words;
use crate::scene::{Lens, Scene, Theme, View};
use crate::text::{Engine, Weight};

/// Unsaved maps that are offered at once; the next one follows when one of them is gone.
const OFFERS: usize = 3;

/// What the start screen remembers.
#[derive(Default)]
pub(super) struct Start {
    /// Pictures of the examples, once they are drawn.
    pub(super) previews: Vec<Option<Preview>>,
    /// The large cord, by theme.
    cord: Option<(Theme, Scene)>,
    /// Files opened before; shown after a click.
    pub(super) recent: Vec<PathBuf>,
    pub(super) shows_recent: bool,
    /// Unsaved maps of earlier starts: the offer, showing it, putting it away.
    pub(super) found: Vec<(String, Next, Next)>,
}

impl Start {
    /// Shows the screen.
    pub(super) fn show(&mut self, ui: &mut Ui) -> Vec<Act> {
        let ink = ink(ui.ctx());
        let mut acts = Vec::new();
        CentralPanel::default().frame(Frame::new().fill(ink.canvas)).show(ui, |ui| {
            ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
                let room = ui.available_width();
                let width = (room - 80.0).clamp(520.0, 1_088.0);
                let left = ((room - width) / 2.0).max(24.0);
                let tall = ui.clip_rect().height() > 780.0;
                ui.add_space(if tall { 40.0 } else { 24.0 });
                ui.horizontal(|ui| {
                    ui.add_space(left);
                    ui.vertical(|ui| {
                        ui.set_width(width);
                        self.welcome(ui, &ink, &mut acts);
                        ui.add_space(if tall { 32.0 } else { 20.0 });
                        self.examples(ui, &ink, &mut acts);
                        ui.add_space(20.0);
                        hints(ui, &ink);
                        ui.add_space(24.0);
                    });
                });
            });
        });
        acts
    }

    fn welcome(&mut self, ui: &mut Ui, ink: &Ink, acts: &mut Vec<Act>) {
        let area = ui.available_rect_before_wrap();
        let wide = area.width() > 900.0;
        if wide {
            let right =
                Rect::from_min_max(pos2(area.left() + 530.0, area.top()), pos2(area.right(), area.top() + 130.0));
            self.cord(ui, right, ink);
        }
        ui.spacing_mut().item_spacing.y = 4.0;
        widgets::text(ui, "A brand is as strong", 40.0, Weight::SemiBold, ink.ink);
        widgets::text(ui, "as its connections.", 40.0, Weight::SemiBold, ink.ink);
        ui.add_space(8.0);
        ui.scope(|ui| {
            ui.set_max_width(450.0);
            let text = "Map them with the people in the room, rate each one in a few key presses, and see which to mend first.";
            let size = ink.sizes().body + 3.0;
            ui.add(egui::Label::new(widgets::rich(text, size, Weight::Regular, ink.ink2)).wrap().selectable(false));
        });
        ui.add_space(18.0);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 12.0;
            let new = Press::new("New map", Loud::Primary).icon(Icon::Plus).key("Ctrl N").large();
            if new.show(ui).clicked() {
                acts.push(Act::Go(Next::New));
            }
            if Press::new("Open…", Loud::Plain).icon(Icon::Folder).large().show(ui).clicked() {
                acts.push(Act::Go(Next::Choose));
            }
            if !self.recent.is_empty() && !self.shows_recent {
                let recent = Press::new("Show recent", Loud::Quiet).icon(Icon::Clock).large();
                self.shows_recent = recent.show(ui).clicked();
            }
        });
        ui.add_space(4.0);
        let lesson = Press::new("New here? Five minutes, by hand", Loud::Quiet).icon(Icon::Right);
        if lesson.show(ui).clicked() {
            acts.push(Act::Go(Next::Lesson));
        }
        for (offer, show, put_away) in self.found.iter().take(OFFERS) {
            ui.add_space(4.0);
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 8.0;
                if Press::new(offer, Loud::Plain).icon(Icon::Clock).show(ui).clicked() {
                    acts.push(Act::Go(show.clone()));
                }
                let away = Press::new("Put it away", Loud::Quiet);
                if away.show(ui).on_hover_text("It goes to the earlier versions of that map").clicked() {
                    acts.push(Act::Go(put_away.clone()));
                }
            });
        }
        if self.shows_recent {
            ui.add_space(8.0);
            for path in &self.recent {
                let name = path.file_stem().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
                let press = Press::new(&name, Loud::Quiet).icon(Icon::Clock);
                if press.show(ui).on_hover_text(path.display().to_string()).clicked() {
                    acts.push(Act::Go(Next::File(path.clone())));
                }
            }
        }
    }

    /// A team and a customer, and all that a cord can be between them.
    fn cord(&mut self, ui: &Ui, area: Rect, ink: &Ink) {
        let drawn = match self.cord.take() {
            Some((theme, scene)) if theme == ink.theme => scene,
            _ => emblem(ink.theme),
        };
        let painter = ui.painter().with_clip_rect(area.expand(40.0).intersect(ui.clip_rect()));
        paint::scene(&painter, &drawn, Placing::fitting(drawn.bounds, area));
        self.cord = Some((ink.theme, drawn));
    }

    fn examples(&self, ui: &mut Ui, ink: &Ink, acts: &mut Vec<Act>) {
        widgets::text(ui, "Or look at an example", ink.sizes().section, Weight::SemiBold, ink.ink);
        ui.add_space(4.0);
        let columns = if ui.available_width() > 900.0 { 3 } else { 2 };
        let gap = 16.0;
        let width = (ui.available_width() - gap * (columns as f32 - 1.0)) / columns as f32;
        ui.spacing_mut().item_spacing = Vec2::splat(gap);
        for line in 0..examples::ALL.len().div_ceil(columns) {
            ui.horizontal(|ui| {
                for index in (line * columns..(line + 1) * columns).take_while(|i| *i < examples::ALL.len()) {
                    if self.card(ui, index, width, ink) {
                        acts.push(Act::Go(Next::Example(index)));
                    }
                }
            });
        }
    }

    fn card(&self, ui: &mut Ui, index: usize, width: f32, ink: &Ink) -> bool {
        let example = &examples::ALL[index];
        let sizes = ink.sizes();
        let (rect, response) = ui.allocate_exact_size(vec2(width, 168.0 + 12.0 * (sizes.body - 13.0)), Sense::click());
        let spoken = format!("{}: {}", example.name, example.tagline);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, spoken.as_str()));
        if !ui.is_rect_visible(rect) {
            return false;
        }
        let (border, weight) = if response.hovered() { (ink.ink2, 1.5) } else { (ink.line, 1.0) };
        ui.painter().rect(rect, 12.0, ink.raised, Stroke::new(weight, border), StrokeKind::Inside);
        widgets::focus_ring(ui, &response, 12.0);
        let column = width * 0.46;
        if let Some(Some(preview)) = self.previews.get(index) {
            let picture =
                Rect::from_min_max(pos2(rect.left() + column + 20.0, rect.top() + 14.0), rect.max - vec2(16.0, 14.0));
            let theme = Theme::ALL.iter().position(|theme| *theme == ink.theme).unwrap_or(0);
            let scene = &preview.scenes[theme];
            let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
            paint::scene(&painter, scene, Placing::fitting(scene.bounds, picture));
            let counts =
                format!("{}   {}", words::count(preview.actors, "actor"), words::count(preview.connections, "cord"));
            let at = pos2(rect.left() + 20.0, rect.bottom() - 18.0);
            ui.painter().text(at, Align2::LEFT_BOTTOM, counts, fonts::id(sizes.small, Weight::Regular), ink.ink2);
        }
        let put = |y: f32, text: &str, size: f32, weight: Weight, color: Color32| {
            let galley = widgets::lines(ui, text, (size, weight), color, column);
            ui.painter().galley(pos2(rect.left() + 20.0, rect.top() + y), galley.clone(), color);
            y + galley.size().y
        };
        let below = put(20.0, example.name, sizes.section, Weight::SemiBold, ink.ink);
        put(below + 4.0, example.tagline, sizes.body, Weight::Regular, ink.ink2);
        response.on_hover_cursor(CursorIcon::PointingHand).clicked()
    }
}

fn hints(ui: &mut Ui, ink: &Ink) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let say = |ui: &mut Ui, text: &str| {
            widgets::text(ui, text, ink.sizes().body, Weight::Regular, ink.ink2);
            ui.add_space(34.0);
        };
        widgets::keycap(ui, "Enter");
        say(ui, "adds the name you typed");
        let (link, _) = ui.allocate_exact_size(vec2(40.0, 18.0), Sense::hover());
        let (a, b) = (link.left_center() + vec2(6.0, 0.0), link.right_center() - vec2(6.0, 0.0));
        ui.painter().line_segment([a, b], Stroke::new(2.4, ink.strands[0]));
        ui.painter().circle_filled(a, 5.0, ink.ink);
        ui.painter().circle(b, 5.0, ink.raised, Stroke::new(1.5, ink.ink));
        say(ui, "drag from rim to rim to connect");
        for key in ["5", "4", "3", "2"] {
            widgets::keycap(ui, key);
        }
        say(ui, "rates how much it matters, give and take, trust, shared values");
    });
}

/// The picture beside the headline: one strong cord between a team and a customer, from our own scene.
fn emblem(theme: Theme) -> Scene {
    use crate::model::{Actor, ActorId, Connection, Document, Edit, Kind, Placement, Strands};
    let mut document = Document::new("emblem".to_owned());
    let actor = |key: &str, kind: Kind, x: f64| {
        let actor = Actor { key: key.to_owned(), kind, ..Actor::default() };
        Edit::AddActor(Box::new(actor), Some(Placement { at: crate::geom::Point::new(x, 0.0), pinned: false }))
    };
    let mut cord = Connection::new("cord".to_owned(), ActorId(0), ActorId(1));
    cord.strands = Strands::rated(5, 4, 3).unwrap_or_default();
    let edits = vec![
        actor("team", Kind::Team, 0.0),
        actor("customer", Kind::Customer, 190.0),
        Edit::AddConnection(Box::new(cord)),
    ];
    if document.apply(Edit::All(edits)).is_err() {
        return Scene::empty();
    }
    // The emblem is no finding: nothing is marked on it.
    let analysis = crate::analysis::Analysis::default();
    let mut scene = crate::scene::map(&document, &analysis, Engine::bundled(), &View::new(theme, Lens::Strength, 2.0));
    scene.background = None;
    scene
}
