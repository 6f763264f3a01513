//! How much drawing this machine can afford: where graphics are drawn by the processor (virtual machines, remote
//! desktops), the map is drawn with fewer copies of letters and without fades, and stays as legible.
//!
//! The name of the renderer cannot be asked without unsafe code, so there are two signs: a machine without any
//! graphics device, known before the first frame; and frames that follow each other too slowly.

use egui::{Context, Id};

/// A frame that takes longer than this while the next is already wanted is slow, in seconds.
const SLOW: f32 = 0.045;
/// A pause between two wanted frames, not a slow one: a menu of the desktop, a laptop that slept.
const PAUSE: f32 = 0.6;
/// So many more slow frames than quick ones, and drawing becomes simpler. It stays so: a machine that changed back
/// and forth would flicker.
const PATIENCE: i8 = 12;

/// What is known about this machine.
#[derive(Clone, Copy, Debug, Default)]
struct Effort {
    simple: bool,
    slow: i8,
    /// The frame before asked for this one at once.
    wanted: bool,
}

fn id() -> Id {
    Id::unique("effort of drawing")
}

/// Whether the map is drawn the simpler way.
pub(super) fn is_simple(ctx: &Context) -> bool {
    ctx.data(|data| data.get_temp::<Effort>(id())).is_some_and(|effort| effort.simple)
}

/// Draws the simpler way from the first frame on if there is no graphics device.
pub(super) fn begin(ctx: &Context) {
    if draws_in_software() {
        ctx.data_mut(|data| data.insert_temp(id(), Effort { simple: true, ..Effort::default() }));
    }
}

/// Watches how long frames take; once a frame.
pub(super) fn watch(ctx: &Context) {
    let took = ctx.input(|input| input.unstable_dt);
    let wants = ctx.has_requested_repaint();
    ctx.data_mut(|data| data.get_temp_mut_or_default::<Effort>(id()).heed(took, wants));
}

impl Effort {
    /// Takes in that a frame came `took` seconds after the one before, and whether it wants another at once.
    fn heed(&mut self, took: f32, wants: bool) {
        if self.wanted && took < PAUSE {
            self.slow = (self.slow + if took > SLOW { 1 } else { -1 }).clamp(0, PATIENCE);
            self.simple |= self.slow == PATIENCE;
        }
        self.wanted = wants;
    }
}

/// Whether OpenGL can only be the processor: it was asked to be, or there is no graphics device.
#[cfg(target_os = "linux")]
fn draws_in_software() -> bool {
    const DEVICES: [&str; 4] = ["/dev/dri/renderD128", "/dev/dri/renderD129", "/dev/nvidia0", "/dev/dxg"];
    let asked = std::env::var_os("LIBGL_ALWAYS_SOFTWARE").is_some_and(|value| value != "0" && value != "false");
    asked || !DEVICES.iter().any(|device| std::path::Path::new(device).exists())
}

/// Whether OpenGL can only be the processor: not known here before frames are slow.
#[cfg(not(target_os = "linux"))]
const fn draws_in_software() -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_slow_frames_in_a_row_make_drawing_simpler_for_good() {
        let mut effort = Effort::default();
        let mut frames = |count: usize, took: f32| {
            (0..count).for_each(|_| effort.heed(took, true));
            effort.simple
        };
        assert!(!frames(10, 0.1), "a slow start is nothing");
        assert!(!frames(100, 0.016), "quick frames make up for it");
        assert!(!frames(50, 5.0), "nor is a pause a slow frame");
        assert!(frames(12, 0.1) && frames(100, 0.016));
    }

    #[test]
    fn frames_that_nobody_asked_for_at_once_say_nothing() {
        let mut effort = Effort::default();
        (0..100).for_each(|_| effort.heed(0.2, false));
        assert!(!effort.simple);
    }
}
