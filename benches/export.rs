//! Files of a map with 300 actors and 1,000 connections: the wait after "Export".

use threestrand::export::{self, Options};
use threestrand::geom::{Point, Rect, SplitMix64, Vec2};
use threestrand::scene::{Cap, Color, Disc, Halo, Item, Polyline, Scene, Stroke, TextRun};
use threestrand::text::{Engine, Measure as _, Weight, fit_name};

fn main() {
    divan::main();
}

/// About 5,000 items as a map draws them: bowed strands, translucent sheaths, discs, names with a halo.
fn scene() -> Scene {
    let bounds = Rect::new(0.0, 0.0, 1920.0, 1080.0);
    let mut random = SplitMix64::new(7);
    let nodes: Vec<Point> =
        (0..300).map(|_| Point::new(60.0 + random.next_f64() * 1800.0, 60.0 + random.next_f64() * 960.0)).collect();
    let mut items = Vec::new();
    for i in 0..1000 {
        let (a, b) = (nodes[i % 300], nodes[(i * 7 + i / 300 + 1) % 300]);
        let b = a + (b - a) * (220.0 / (b - a).hypot().max(220.0));
        let across = Vec2::new(a.y - b.y, b.x - a.x) / (b - a).hypot().max(1.0);
        let strand = |offset: f64, stroke: Stroke| {
            let points = (0..=16).map(f64::from).map(|t| t / 16.0);
            let points = points.map(|t| a.lerp(b, t) + across * (offset + 60.0 * t * (1.0 - t))).collect();
            Item::Polyline(Polyline { points, stroke })
        };
        if i % 4 == 0 {
            items.push(strand(0.0, Stroke::solid(Color::hex(0xf2_a100).alpha(0.6), 16.0)));
        }
        for (k, color) in [0x14_50a3, 0xd9_480f, 0x2b_a084].into_iter().enumerate() {
            let mut stroke = Stroke::solid(Color::hex(color), 2.5).round();
            if i % 10 == 0 {
                stroke = Stroke { cap: Cap::Butt, ..stroke }.dashed(5.0, 4.0);
            }
            items.push(strand(3.5 * (k as f64 - 1.0), stroke));
        }
    }
    let engine = Engine::bundled();
    for (i, center) in nodes.iter().enumerate() {
        let stroke = Some(Stroke::solid(Color::hex(0x2a_3446), 1.75));
        items.push(Item::Disc(Disc { center: *center, radius: 12.0, fill: Some(Color::hex(0xff_ffff)), stroke }));
        let name = fit_name(engine, &format!("Regional development agency {i}"), 13.0, 11.0, Weight::Medium);
        for (row, line) in name.lines.into_iter().enumerate() {
            items.push(Item::Text(TextRun {
                origin: Point::new(center.x - line.width / 2.0, center.y + 30.0 + 16.0 * row as f64),
                text: line.text,
                size: name.size,
                weight: Weight::Medium,
                width: line.width,
                color: Color::hex(0x1a_2130),
                halo: Some(Halo { color: Color::hex(0xfa_faf7), width: 3.0 }),
            }));
        }
    }
    Scene { bounds, background: Some(Color::hex(0xfa_faf7)), items, hits: Vec::new() }
}

#[divan::bench]
fn png_at_3840_by_2160(bencher: divan::Bencher<'_, '_>) {
    let scene = scene();
    bencher.bench_local(|| export::png(&scene, 2.0));
}

#[divan::bench]
fn pixels_at_3840_by_2160(bencher: divan::Bencher<'_, '_>) {
    let scene = scene();
    bencher.bench_local(|| export::pixels(&scene, 2.0));
}

#[divan::bench]
fn pdf(bencher: divan::Bencher<'_, '_>) {
    let scene = scene();
    bencher.bench_local(|| export::pdf(&scene, "A map"));
}

#[divan::bench]
fn svg(bencher: divan::Bencher<'_, '_>) {
    let scene = scene();
    bencher.bench_local(|| export::svg(&scene, "A map"));
}

#[divan::bench]
fn svg_with_outlines(bencher: divan::Bencher<'_, '_>) {
    let scene = scene();
    bencher.bench_local(|| export::svg(&scene, Options { outlines: true, ..Options::default() }));
}

#[divan::bench]
fn names_of_a_frame(bencher: divan::Bencher<'_, '_>) {
    let engine = Engine::bundled();
    let names: Vec<String> = (0..300).map(|i| format!("Regional development agency {i}")).collect();
    bencher.bench_local(|| {
        names.iter().map(|name| fit_name(engine, name, 13.0, 11.0, Weight::Medium).lines.len()).sum::<usize>()
    });
}

#[divan::bench]
fn a_name_shaped_anew(bencher: divan::Bencher<'_, '_>) {
    let engine = Engine::bundled();
    bencher.bench_local(|| engine.shape("Regional development agency", 13.0, Weight::Medium));
}

#[divan::bench]
fn a_name_measured_again(bencher: divan::Bencher<'_, '_>) {
    let engine = Engine::bundled();
    bencher.bench_local(|| engine.width("Regional development agency", 13.0, Weight::Medium));
}
