//! What goes to the clipboard: what is selected as a small map, and pictures, which are drawn in the background. What
//! was copied last is what lies there, however long a picture takes.

use egui::{ColorImage, OutputCommand};

use super::jobs::Done;
use super::order::{Format, Order, page};
use super::shell::Shell;
use crate::export::{self, Undrawn};
use crate::{disk, formats};

/// A picture for the clipboard.
pub(super) enum Clip {
    Pixels(ColorImage),
    /// An SVG drawing, as text.
    Drawing(String),
}

impl Shell {
    /// Puts what the editor copied on the clipboard, as a small valid map.
    pub(super) fn copy(&self) {
        if let Some(part) = self.editor.copied() {
            let bytes = formats::write_strand(part);
            self.ctx.copy_text(String::from_utf8_lossy(&bytes).into_owned());
        }
    }

    /// Has a picture drawn that then goes to the clipboard, unless something else is copied meanwhile.
    pub(super) fn copy_picture(&mut self, order: Order) {
        let scene = page(&self.editor, &order);
        let title = self.editor.document().meta().title.clone();
        self.copies += 1;
        let number = self.copies;
        self.toast.say("Copying the picture");
        self.jobs.start(move || {
            let scene = scene();
            let (fallback, undrawn) = export::faces_for(&scene, disk::installed_fonts());
            let scale = order.sheet().1;
            let options = export::Options { title: &title, scale, fallback: &fallback, outlines: order.outlines };
            let clip = if order.format == Format::Svg {
                export::svg(&scene, options).map(|bytes| Clip::Drawing(String::from_utf8_lossy(&bytes).into_owned()))
            } else {
                export::pixels(&scene, options).map(|picture| {
                    let size = [picture.width as usize, picture.height as usize];
                    Clip::Pixels(ColorImage::from_rgba_unmultiplied(size, &picture.rgba))
                })
            };
            Done::Copied { number, clip: clip.map_err(|error| error.to_string()), undrawn }
        });
    }

    /// A picture is drawn.
    pub(super) fn copied(&mut self, number: u64, clip: Result<Clip, String>, undrawn: Option<Undrawn>) {
        if number != self.copies {
            return;
        }
        match clip {
            Ok(Clip::Pixels(picture)) => self.ctx.copy_image(picture),
            Ok(Clip::Drawing(text)) => self.ctx.copy_text(text),
            Err(message) => return self.toast.warn(message),
        }
        match undrawn {
            None => self.toast.say("The picture is on the clipboard"),
            Some(undrawn) => self.toast.warn(format!("The picture is on the clipboard. {undrawn}")),
        }
    }

    /// At the end of a frame: whatever was copied in it, in a table or a field, too, comes after all pictures that are
    /// still being drawn.
    pub(super) fn count_copies(&mut self) {
        let is_copy =
            |command: &OutputCommand| matches!(command, OutputCommand::CopyText(_) | OutputCommand::CopyImage(_));
        if self.ctx.output(|output| output.commands.iter().any(is_copy)) {
            self.copies += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Launch;

    /// What was copied, once a picture is drawn and `meanwhile` has happened.
    fn copied(meanwhile: impl FnOnce(&mut Shell)) -> Vec<OutputCommand> {
        let ctx = egui::Context::default();
        let mut shell = Shell::new(&ctx, Launch { inline: true, ..Launch::default() });
        let order = Order { format: Format::Svg, ..Order::new(&shell.editor) };
        while shell.jobs.next().is_some() {}
        shell.copy_picture(order);
        meanwhile(&mut shell);
        let done = shell.jobs.next().expect("it is drawn");
        shell.done(done, None);
        ctx.output(|output| output.commands.clone())
    }

    #[test]
    fn what_was_copied_last_is_what_lies_there() {
        let is_drawing = |command: &OutputCommand| matches!(command, OutputCommand::CopyText(t) if t.contains("<svg"));
        assert!(matches!(copied(|_| {}).as_slice(), [one] if is_drawing(one)));
        let later = copied(|shell| {
            shell.ctx.copy_text("a name from a field".to_owned());
            shell.count_copies();
        });
        assert!(matches!(later.as_slice(), [one] if !is_drawing(one)), "{}", later.len());
    }
}
