//! The only modal thing: a question with two or three answers. The first is the advised one, the last backs out.

use egui::{Context, Event, Frame, Id, InputState, Key, Margin, Modal, Modifiers, ScrollArea, Stroke};

use super::style::ink;
use super::widgets::{self, Loud, Press};
use crate::text::Weight;

/// A question about `T`: each answer is a label and what it means.
#[derive(Clone, Debug)]
pub(super) struct Question<T> {
    pub(super) title: String,
    pub(super) body: String,
    /// Lines that may be many: what was repaired in a file, for example.
    pub(super) details: Vec<String>,
    pub(super) answers: Vec<(&'static str, T)>,
}

impl<T: Clone> Question<T> {
    /// Shows the question; Enter gives the first answer, Esc and a click beside it the last.
    pub(super) fn show(&self, ctx: &Context) -> Option<T> {
        let ink = ink(ctx);
        let sizes = ink.sizes();
        let mut given = None;
        let frame = card_frame(ctx);
        // A place of its own for each: the toolkit would make this one as tall as the one before.
        let id = Id::unique(("question", &self.title, &self.body, self.details.len()));
        let hand = ctx.data(|data| data.get_temp(id).unwrap_or_default());
        let hand = ctx.input_mut(|input| hold_back(input, hand));
        ctx.data_mut(|data| data.insert_temp(id, hand));
        let modal = Modal::new(id).backdrop_color(ink.ink.gamma_multiply(0.35)).frame(frame).show(ctx, |ui| {
            ui.set_width(sizes.widened(420.0));
            widgets::text(ui, self.title.as_str(), sizes.section, Weight::SemiBold, ink.ink);
            let body = widgets::rich(self.body.as_str(), sizes.body, Weight::Regular, ink.ink2);
            ui.add(egui::Label::new(body).wrap());
            if !self.details.is_empty() {
                details(ui, &self.details);
            }
            ui.add_space(8.0);
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                for (i, (label, answer)) in self.answers.iter().enumerate() {
                    let loud = if i == 0 { Loud::Primary } else { Loud::Plain };
                    let response = Press::new(label, loud).show(ui);
                    if i == 0 && ui.memory(|memory| memory.focused().is_none()) {
                        response.request_focus();
                    }
                    if response.clicked() {
                        given = Some(answer.clone());
                    }
                }
            });
            if given.is_none() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter)) {
                given = self.answers.first().map(|(_, answer)| answer.clone());
            }
        });
        if given.is_none() && modal.should_close() {
            given = self.answers.last().map(|(_, answer)| answer.clone());
        }
        if given.is_some() {
            ctx.data_mut(|data| data.remove::<Hand>(id));
        }
        given
    }
}

/// What the keyboard has done since a question opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Hand {
    /// Nothing yet: Enter is an answer.
    #[default]
    Still,
    /// It types on, as if nothing had been asked: none of it is an answer.
    Typing,
    /// It went from answer to answer: Space and Enter press one.
    Choosing,
}

/// Takes from the keys what would press an answer that nobody has read.
fn hold_back(input: &mut InputState, before: Hand) -> Hand {
    let chooses = [Key::Tab, Key::ArrowLeft, Key::ArrowRight, Key::ArrowUp, Key::ArrowDown];
    let types = |event: &Event| matches!(event, Event::Text(text) if !text.trim().is_empty());
    let hand = if chooses.into_iter().any(|key| input.key_pressed(key)) {
        Hand::Choosing
    } else if input.events.iter().any(types) && before == Hand::Still {
        Hand::Typing
    } else {
        before
    };
    if hand != Hand::Choosing {
        let _space = input.consume_key(Modifiers::NONE, Key::Space);
    }
    if hand == Hand::Typing {
        let _enter = input.consume_key(Modifiers::NONE, Key::Enter);
    }
    hand
}

/// The frame of every card that floats above the window.
pub(super) fn card_frame(ctx: &Context) -> Frame {
    let ink = ink(ctx);
    Frame::new().fill(ink.raised).stroke(Stroke::new(1.0, ink.line2)).corner_radius(12.0).inner_margin(Margin::same(20))
}

/// The frame of what floats over the map and asks nothing: messages, menus.
pub(super) fn float_frame(ctx: &Context) -> Frame {
    card_frame(ctx).corner_radius(10.0).inner_margin(Margin::symmetric(14, 8))
}

fn details(ui: &mut egui::Ui, lines: &[String]) {
    let ink = ink(ui.ctx());
    Frame::new().fill(ink.well).corner_radius(8.0).inner_margin(Margin::same(10)).show(ui, |ui| {
        ScrollArea::vertical().max_height(180.0).auto_shrink([false, true]).show(ui, |ui| {
            for line in lines {
                let text = widgets::rich(line.as_str(), ink.sizes().small, Weight::Regular, ink.ink2);
                ui.add(egui::Label::new(text).wrap());
            }
        });
    });
}
