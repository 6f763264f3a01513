//! How long a whole frame of the window takes on the processor, until the triangles are ready for the graphics card:
//! the picture, the panels, the painter and the toolkit together, as a hand pulls or drags.

mod maps;

use divan::Bencher;
use egui::{
    Context, Event, Modifiers, MouseWheelSource, MouseWheelUnit, PointerButton, Pos2, RawInput, TouchPhase, pos2, vec2,
};
use threestrand::app::{Launch, Shell};
use threestrand::formats::write_strand;
use threestrand::model::NodeId;

/// The program's own.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    divan::main();
}

const SIZES: [(usize, usize); 3] = [(300, 1_000), (5_000, 10_000), (10_000, 20_000)];

/// The window without its system: a context that is given events and gives triangles.
struct Window {
    ctx: Context,
    shell: Shell,
    time: f64,
}

impl Window {
    /// On a map of this size, all of it in sight.
    fn new(size: (usize, usize)) -> Self {
        let file = std::env::temp_dir().join(format!("threestrand-bench-{}-{}.strand", std::process::id(), size.0));
        std::fs::write(&file, write_strand(&maps::neighbors(size))).expect("a folder for temporary files");
        let ctx = Context::default();
        let shell = Shell::new(&ctx, Launch { file: Some(file.clone()), ..Launch::default() });
        let mut window = Self { ctx, shell, time: 0.0 };
        // The file is read and the numbers are found on other threads, which would be measured along.
        let is_open = |shell: &Shell| shell.editor().document().actors().len() == size.0;
        while !(is_open(&window.shell) && window.shell.editor().is_full_fresh()) {
            std::thread::sleep(std::time::Duration::from_millis(20));
            window.frame(Vec::new());
        }
        let _ = std::fs::remove_file(file);
        window
    }

    /// The number of triangles of one frame.
    fn frame(&mut self, events: Vec<Event>) -> usize {
        self.time += 1.0 / 60.0;
        let screen = egui::Rect::from_min_size(Pos2::ZERO, vec2(1440.0, 900.0));
        let input = RawInput { screen_rect: Some(screen), time: Some(self.time), events, ..RawInput::default() };
        let shell = &mut self.shell;
        let output = self.ctx.run_ui(input, |ui| shell.ui(ui, None));
        let shapes = self.ctx.tessellate(output.shapes, output.pixels_per_point);
        shapes
            .iter()
            .map(|shape| match &shape.primitive {
                egui::epaint::Primitive::Mesh(mesh) => mesh.indices.len() / 3,
                egui::epaint::Primitive::Callback(_) => 0,
            })
            .sum()
    }

    /// Where an actor stands on the screen.
    fn place(&self, actor: usize) -> Pos2 {
        let editor = self.shell.editor();
        let (id, _) = editor.document().actors().nth(actor).expect("an actor");
        let (_, place) = editor.document().placements().find(|(node, _)| *node == NodeId::Actor(id)).expect("placed");
        let at = editor.camera().screen_from_map(place.at);
        let canvas = self.ctx.read_response(egui::Id::unique("the map")).expect("the canvas").rect;
        canvas.min + vec2(at.x as f32, at.y as f32)
    }
}

#[divan::bench(args = SIZES)]
fn nothing_moves(bencher: Bencher<'_, '_>, size: (usize, usize)) {
    let mut window = Window::new(size);
    bencher.bench_local(|| window.frame(Vec::new()));
}

#[divan::bench(args = SIZES)]
fn a_pan(bencher: Bencher<'_, '_>, size: (usize, usize)) {
    let mut window = Window::new(size);
    window.frame(vec![Event::PointerMoved(pos2(500.0, 400.0))]);
    let mut step = 0;
    bencher.bench_local(|| {
        step += 1;
        // There and back: a pan that runs off the map would have nothing to paint.
        let delta = vec2(if step / 20 % 2 == 0 { 3.3 } else { -3.3 }, 0.7);
        let (unit, phase, source) = (MouseWheelUnit::Point, TouchPhase::Move, MouseWheelSource::Unknown);
        window.frame(vec![Event::MouseWheel { unit, delta, phase, source, modifiers: Modifiers::default() }])
    });
}

#[divan::bench(args = SIZES)]
fn a_drag(bencher: Bencher<'_, '_>, size: (usize, usize)) {
    let mut window = Window::new(size);
    let actor = size.0 / 2 + 10;
    let at = window.place(actor);
    let press = |pos, pressed| {
        let (button, modifiers) = (PointerButton::Primary, Modifiers::default());
        vec![Event::PointerMoved(pos), Event::PointerButton { pos, button, pressed, modifiers }]
    };
    window.frame(press(at, true));
    let (mut step, mut to) = (0.0_f32, at);
    bencher.bench_local(|| {
        step += 1.0;
        to = at + vec2(10.0 + step % 80.0, step % 50.0);
        window.frame(vec![Event::PointerMoved(to)])
    });
    window.frame(press(to, false));
    assert!(window.place(actor).distance(to) < 1.0, "the actor went along");
}
