//! One quiet bar at the edge of the canvas: what just happened, said once. Never a pile, never a dialog.

use egui::{Align2, Area, Context, Id, Margin, Order, vec2};

use super::question::float_frame;
use super::style::ink;
use super::widgets::{self, Loud, Press};
use crate::text::Weight;

/// How long a plain message stays, in seconds: long enough to read twelve words twice.
const SECONDS: f64 = 6.0;

/// Where it covers neither the map nor its legend: over the state of the layout at the foot, or before the room, which
/// has no such bar, above the legend.
pub(super) fn place(room: bool, legend_height: f32) -> (Align2, egui::Vec2) {
    let offset = if room { vec2(-16.0, -14.0 - legend_height) } else { vec2(-8.0, -2.0) };
    (Align2::RIGHT_BOTTOM, offset)
}

/// The message that shows now.
#[derive(Debug, Default)]
pub(super) struct Toast {
    now: Option<Message>,
}

#[derive(Debug)]
struct Message {
    text: String,
    /// What one click can do about it.
    offers: &'static [&'static str],
    /// In the toolkit's time; `None` until it was first shown, and for offers that stay.
    until: Option<f64>,
    stays: bool,
}

impl Toast {
    /// Says something for a few seconds; the message before it goes.
    pub(super) fn say(&mut self, text: impl Into<String>) {
        self.now = Some(Message { text: text.into(), offers: &[], until: None, stays: false });
    }

    /// Says what went wrong; it stays until it is dismissed or something else is said.
    pub(super) fn warn(&mut self, text: impl Into<String>) {
        self.now = Some(Message { text: text.into(), offers: &[], until: None, stays: true });
    }

    /// Says something that stays until it is answered or replaced, with one or two things to do about it.
    pub(super) fn offer(&mut self, text: impl Into<String>, offers: &'static [&'static str]) {
        self.now = Some(Message { text: text.into(), offers, until: None, stays: true });
    }

    /// Takes back an offer that is no longer true.
    pub(super) fn withdraw(&mut self, offer: &str) {
        if self.now.as_ref().is_some_and(|message| message.offers.contains(&offer)) {
            self.now = None;
        }
    }

    /// Shows the bar; answers with the offer that was taken.
    pub(super) fn show(&mut self, ctx: &Context, anchor: Align2, offset: egui::Vec2) -> Option<&'static str> {
        let now = ctx.input(|input| input.time);
        let message = self.now.as_mut()?;
        if !message.stays {
            let until = *message.until.get_or_insert(now + SECONDS);
            if now >= until {
                self.now = None;
                return None;
            }
            ctx.request_repaint_after(std::time::Duration::from_secs_f64(until - now));
        }
        let ink = ink(ctx);
        let mut taken = None;
        let mut closed = false;
        Area::new(Id::unique("toast")).order(Order::Foreground).anchor(anchor, offset).show(ctx, |ui| {
            let room = ctx.content_rect().width() * 0.6;
            // As low as the bar at the foot with the margin above it: nothing else is covered.
            float_frame(ctx).inner_margin(Margin::symmetric(12, 3)).show(ui, |ui| {
                ui.horizontal(|ui| {
                    ui.scope(|ui| {
                        ui.set_max_width(room);
                        let text = widgets::rich(&message.text, ink.sizes().body, Weight::Medium, ink.ink);
                        ui.add(egui::Label::new(text).wrap().selectable(false));
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
