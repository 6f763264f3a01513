//! How good and how fast the layout is: one row for each sample map, in both arrangements, and for graphs of
//! other shapes. `cargo run --release --example layout_table --no-default-features`.

use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use threestrand::derived::layout_request;
use threestrand::formats;
use threestrand::geom::SplitMix64;
use threestrand::layout::{LayoutRequest, Quality, layout};
use threestrand::model::{Arrangement, Edit, MetaChange};
use threestrand::scene::{NameSizes, Theme};
use threestrand::text::Engine;

const MAPS: [&str; 7] = ["first", "coffee", "cosmetics", "software", "telecom", "university", "hospital"];

fn main() -> ExitCode {
    say("| map | bodies | springs | ms | stress | crossings | neighbours | overlaps |");
    say("|---|--:|--:|--:|--:|--:|--:|--:|");
    for name in MAPS {
        for (arrangement, word) in [(Arrangement::Free, "free"), (Arrangement::Rings, "rings")] {
            match map(name, arrangement) {
                Ok(request) => row(&format!("{name}, {word}"), &request, false),
                Err(error) => {
                    say(&format!("{name}: {error}"));
                    return ExitCode::FAILURE;
                }
            }
        }
    }
    for (name, nodes, edges) in graphs() {
        row(name, &LayoutRequest::from_graph(nodes, &edges, None), true);
    }
    ExitCode::SUCCESS
}

/// The request of a sample map from nothing.
fn map(name: &str, arrangement: Arrangement) -> Result<LayoutRequest, String> {
    let file = format!("{name}.strand");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(&file);
    let bytes = std::fs::read(path).map_err(|error| error.to_string())?;
    let mut document = formats::read(&file, &bytes, 1).map_err(|error| error.to_string())?.document;
    let nowhere = document.placements().map(|(node, _)| (node, None)).collect();
    let edit = Edit::All(vec![Edit::Meta(MetaChange::Arrangement(arrangement)), Edit::Place(nowhere)]);
    document.apply(edit).map(drop).map_err(|error| error.to_string())?;
    Ok(layout_request(&document, Engine::bundled(), Theme::Light, 16.0 / 9.0, &mut NameSizes::default()))
}

type Edges = Vec<(usize, usize)>;

/// A mesh, a tree and a graph with hubs, small and large.
fn graphs() -> Vec<(&'static str, usize, Edges)> {
    let mesh = |side: usize| -> Edges {
        let across = (0..side * side).filter(|i| i % side != 0).map(|i| (i - 1, i));
        across.chain((side..side * side).map(|i| (i - side, i))).collect()
    };
    let grown = |nodes: usize, links: usize, hubs: bool| -> Edges {
        let mut random = SplitMix64::new(nodes as u64);
        let mut edges: Edges = Vec::new();
        for b in 1..nodes {
            for _ in 0..links.min(b) {
                // An end of an earlier edge is a hub more often than not.
                let (any, earlier) = (random.below(b), random.below(2 * edges.len().max(1)));
                let end = edges.get(earlier / 2).map(|&(a, b)| if earlier % 2 == 0 { a } else { b });
                edges.push((if hubs { end.unwrap_or(any) } else { any }, b));
            }
        }
        edges
    };
    vec![
        ("mesh", 900, mesh(30)),
        ("tree", 1000, grown(1000, 1, false)),
        ("hubs", 1000, grown(1000, 2, true)),
        ("mesh", 10_000, mesh(100)),
        ("tree", 10_000, grown(10_000, 1, false)),
        ("hubs", 10_000, grown(10_000, 2, true)),
        ("hubs", 100_000, grown(100_000, 2, true)),
    ]
}

/// The best of three runs, and how good the places are.
fn row(name: &str, request: &LayoutRequest, by_hops: bool) {
    let runs: Vec<_> = (0..3)
        .map(|_| {
            let start = Instant::now();
            let places = layout(request);
            (start.elapsed().as_secs_f64() * 1000.0, places)
        })
        .collect();
    let Some((ms, places)) = runs.into_iter().min_by(|a, b| a.0.total_cmp(&b.0)) else { return };
    let Quality { stress, overlaps, crossings, neighborhood } = Quality::of(request, &places, by_hops);
    let (bodies, springs) = (request.bodies.len(), request.springs.len());
    say(&format!(
        "| {name} | {bodies} | {springs} | {ms:.1} | {stress:.4} | {crossings} | {neighborhood:.3} | {overlaps} |"
    ));
}

#[allow(clippy::print_stdout, reason = "a table is all that this program is for")]
fn say(line: &str) {
    println!("{line}");
}
