//! How much drawing this machine can afford: where graphics are drawn by the processor (virtual machines, remote
//! desktops), the map is drawn with fewer copies of letters and without fades, and stays as legible.
//!
//! The name of the renderer cannot be asked without unsafe code, but the toolkit tells it to the log as it begins: on
//! every system it is known before the first frame. Where it says nothing, frames that follow each other too slowly do.

use std::sync::{Mutex, PoisonError};

use egui::{Context, Id};
use log::{LevelFilter, Log, Metadata, Record};

/// Parts of the names of renderers that draw with the processor; lower case. What a virtual machine passes on to the
/// graphics of its host (SVGA3D, virgl) is none.
const SOFTWARE: [&str; 8] = [
    "llvmpipe",
    "softpipe",
    "swrast",
    "swiftshader",
    "software render",
    "software rasterizer",
    "gdi generic",
    "microsoft basic render",
];

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

/// Listens for the name of the renderer; before the window opens.
pub(super) fn listen() {
    if log::set_logger(&Ear).is_ok() {
        log::set_max_level(LevelFilter::Debug);
    }
}

/// Draws the simpler way from the first frame on if the renderer is known to be software; nothing is listened for
/// any more.
pub(super) fn begin(ctx: &Context) {
    log::set_max_level(LevelFilter::Off);
    if RENDERER.lock().unwrap_or_else(PoisonError::into_inner).as_deref().is_some_and(is_software) {
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

/// The renderer, once the toolkit has told it.
static RENDERER: Mutex<Option<String>> = Mutex::new(None);

/// Hears one line of the log, that in which the toolkit tells what it draws with.
struct Ear;

impl Log for Ear {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("egui_glow")
    }

    fn log(&self, record: &Record<'_>) {
        if self.enabled(record.metadata())
            && let Some(name) = renderer_in(&record.args().to_string())
        {
            *RENDERER.lock().unwrap_or_else(PoisonError::into_inner) = Some(name);
        }
    }

    fn flush(&self) {}
}

/// The renderer that a line of the log names.
fn renderer_in(told: &str) -> Option<String> {
    told.lines().find_map(|line| line.strip_prefix("opengl renderer: ")).map(str::to_owned)
}

/// Whether a renderer of this name is the processor.
fn is_software(renderer: &str) -> bool {
    let name = renderer.to_lowercase();
    SOFTWARE.iter().any(|software| name.contains(software))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn renderers_that_are_the_processor_are_known_by_name() {
        for name in [
            "llvmpipe (LLVM 15.0.7, 256 bits)",
            "softpipe",
            "Google SwiftShader",
            "ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero)), SwiftShader driver)",
            "GDI Generic",
            "D3D12 (Microsoft Basic Render Driver)",
            "Apple Software Renderer",
        ] {
            assert!(is_software(name), "{name}");
        }
        for name in [
            "NVIDIA GeForce RTX 3060/PCIe/SSE2",
            "Mesa Intel(R) UHD Graphics 620 (KBL GT2)",
            "AMD Radeon Graphics (radeonsi, renoir, LLVM 15.0.7, DRM 3.49)",
            "Apple M2",
            "SVGA3D; build: RELEASE;  LLVM;",
            "virgl (AMD Radeon RX 580)",
            "D3D12 (Intel(R) UHD Graphics)",
        ] {
            assert!(!is_software(name), "{name}");
        }
    }

    #[test]
    fn the_line_of_the_toolkit_names_the_renderer() {
        let told = "\nopengl version: 4.5\nopengl renderer: llvmpipe (LLVM 15)\nopengl vendor: Mesa";
        assert_eq!(renderer_in(told).as_deref(), Some("llvmpipe (LLVM 15)"));
        assert_eq!(renderer_in("Shader header: \"#version 140\""), None);
    }

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
