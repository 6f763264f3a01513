//! One quiet bar at the edge of the canvas: what just happened, said once. Never a pile, never a dialog.

use std::path::Path;

use egui::{Align2, Area, Context, Id, Margin, Order, Rect, vec2};

use super::question::float_frame;
use super::style::ink;
use super::widgets::{self, Loud, Press};
use crate::editor::RoomView;
use crate::scene::Lens;
use crate::text::Weight;

/// How long a plain message stays, in seconds: long enough to read twelve words twice; a longer one, as long as its
/// words take.
fn seconds(text: &str) -> f64 {
    (text.split_whitespace().count() as f64 * 0.5).max(6.0)
}

/// Where a message stands.
pub(super) struct Place {
    corner: Align2,
    offset: egui::Vec2,
    /// Its words are broken into lines so wide.
    width: f32,
}

/// Where it covers neither the map nor its legend: over the state of the layout at the foot, or before the room (its
/// canvas and the caption on it), which has no such bar, at the head beside the caption, in narrow lines if need be;
/// where a long caption leaves no room at its side, in the corner below it.
pub(super) fn place(window: Rect, room: Option<(Rect, Option<Rect>)>) -> Place {
    const MARGIN: f32 = 16.0;
    /// What stands around the words: the frame and its buttons.
    const AROUND: f32 = 84.0;
    /// Words in narrower lines are a column.
    const LEAST: f32 = 150.0;
    let wide = window.width() * 0.6;
    let Some((canvas, caption)) = room else {
        return Place { corner: Align2::RIGHT_BOTTOM, offset: vec2(-8.0, -2.0), width: wide };
    };
    let wide = wide.min(canvas.width() - 2.0 * MARGIN - AROUND);
    let beside = caption.map_or(wide, |caption| canvas.right() - caption.right() - 2.0 * MARGIN - AROUND);
    let below = caption.filter(|_| beside < LEAST);
    let y = below.map_or(14.0, |caption| caption.bottom() - window.top() + 8.0);
    let width = if below.is_some() { wide } else { beside.min(wide) };
    // The numbers that were revealed stand right of the canvas.
    Place { corner: Align2::RIGHT_TOP, offset: vec2(canvas.right() - window.right() - MARGIN, y), width }
}

/// How the map is shown, and whether a census or a vote stands before it.
type View = (RoomView, Lens, bool);

/// The message that shows now.
#[derive(Debug, Default)]
pub(super) struct Toast {
    now: Option<Message>,
}

#[derive(Debug)]
struct Message {
    text: String,
    /// The whole path of the file at its end: on hover alone, since folders are named after clients.
    path: Option<String>,
    /// What one click can do about it.
    offers: &'static [&'static str],
    /// In the toolkit's time; `None` until it was first shown, and for offers that stay.
    until: Option<f64>,
    /// How the map was shown then.
    view: Option<View>,
    stays: bool,
}

impl Message {
    fn new(text: String, offers: &'static [&'static str], stays: bool) -> Self {
        let (text, path) = match split_path(&text) {
            Some((words, path)) => {
                let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
                (format!("{words}{name}"), Some(path.display().to_string()))
            }
            None => (text, None),
        };
        Self { text, path, offers, until: None, view: None, stays }
    }
}

/// The words before the path that a message ends with, and the path.
fn split_path(text: &str) -> Option<(&str, &Path)> {
    let begins = text.match_indices(' ').map(|(space, _)| text.split_at(space + 1));
    let found = begins.map(|(words, rest)| (words, Path::new(rest))).find(|(_, path)| path.is_absolute());
    found.filter(|(_, path)| path.parent().is_some_and(|folder| folder.parent().is_some()))
}

impl Toast {
    /// Says something for a few seconds; the message before it goes.
    pub(super) fn say(&mut self, text: impl Into<String>) {
        self.now = Some(Message::new(text.into(), &[], false));
    }

    /// Says something for a few seconds, with something to do about it meanwhile.
    pub(super) fn say_with(&mut self, text: impl Into<String>, offers: &'static [&'static str]) {
        self.now = Some(Message::new(text.into(), offers, false));
    }

    /// Says what went wrong; it stays until it is dismissed or something else is said.
    pub(super) fn warn(&mut self, text: impl Into<String>) {
        self.now = Some(Message::new(text.into(), &[], true));
    }

    /// Says something that stays until it is answered or replaced, with one or two things to do about it.
    pub(super) fn offer(&mut self, text: impl Into<String>, offers: &'static [&'static str]) {
        self.now = Some(Message::new(text.into(), offers, true));
    }

    /// Takes back an offer that is no longer true.
    pub(super) fn withdraw(&mut self, offer: &str) {
        if self.now.as_ref().is_some_and(|message| message.offers.contains(&offer)) {
            self.now = None;
        }
    }

    /// Shows the bar; answers with the offer that was taken. Whoever shows the map in another way, or leaves what
    /// it was about, has read it: there it might cover something.
    pub(super) fn show(&mut self, ctx: &Context, place: &Place, view: View) -> Option<&'static str> {
        let now = ctx.input(|input| input.time);
        let message = self.now.as_mut()?;
        if !message.stays {
            let until = *message.until.get_or_insert(now + seconds(&message.text));
            if now >= until || *message.view.get_or_insert(view) != view {
                self.now = None;
                return None;
            }
            ctx.request_repaint_after(std::time::Duration::from_secs_f64(until - now));
        }
        let ink = ink(ctx);
        let mut taken = None;
        let mut closed = false;
        // At another width it is measured anew, or for a frame it would stand as if it were as wide as before.
        let id = Id::unique(("toast", place.width.round() as i32));
        let area = Area::new(id).order(Order::Foreground).fade_in(false);
        area.anchor(place.corner, place.offset).show(ctx, |ui| {
            // As low as the bar at the foot with the margin above it: nothing else is covered.
            float_frame(ctx).inner_margin(Margin::symmetric(12, 3)).show(ui, |ui| {
                ui.horizontal(|ui| {
                    ui.scope(|ui| {
                        ui.set_max_width(place.width);
                        let text = widgets::rich(&message.text, ink.sizes().body, Weight::Medium, ink.ink);
                        let label = ui.add(egui::Label::new(text).wrap().selectable(false));
                        if let Some(path) = &message.path {
                            label.on_hover_text(path);
                        }
                    });
                    for offer in message.offers {
                        if Press::new(offer, Loud::Plain).show(ui).clicked() {
                            taken = Some(*offer);
                        }
                    }
                    closed = Press::icon_only("Dismiss", super::icons::Icon::Close).show(ui).clicked();
                });
            });
        });
        if closed || taken.is_some() {
            self.now = None;
        }
        taken
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_before_a_room_stands_beside_the_caption_or_below_it() {
        let window = Rect::from_min_size(egui::Pos2::ZERO, vec2(1_000.0, 700.0));
        let caption = |width| Rect::from_center_size(egui::pos2(500.0, 30.0), vec2(width, 40.0));
        let place = |width| super::place(window, Some((window, Some(caption(width)))));
        let (beside, below) = (place(400.0), place(900.0));
        assert!(beside.offset.y < 20.0 && beside.width + 84.0 + 32.0 <= 300.0);
        assert!(below.offset.y > 50.0 && below.width > 500.0);
        assert!([beside.corner, below.corner].iter().all(|corner| *corner == Align2::RIGHT_TOP), "never by the legend");
    }

    #[test]
    fn a_message_shows_no_folders() {
        let folder = std::env::temp_dir().join("Another client");
        let check = |words: &str| {
            let path = folder.join("the map.strand");
            let message = Message::new(format!("{words} {}", path.display()), &[], true);
            assert_eq!(message.text, format!("{words} the map.strand"));
            assert_eq!(message.path, Some(path.display().to_string()));
        };
        check("The file was not opened, because it is not there:");
        check("What it was lies in");
        let plain = Message::new("3 of 4 / all: saved".to_owned(), &[], false);
        assert_eq!((plain.text.as_str(), plain.path), ("3 of 4 / all: saved", None));
    }
}
