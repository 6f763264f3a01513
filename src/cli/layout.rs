//! `threestrand layout`: places for a map or for any graph, as a table or as a map.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::time::Instant;

use super::{Answer, FINE, extension, open, text};
use crate::geom::Point;
use crate::layout::{LayoutRequest, layout};
use crate::model::{Document, NodeId};
use crate::scene::Theme;
use crate::text::Engine;
use crate::{derived, disk, formats};

/// Lay out a map or a graph.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The map or graph (.strand, .csv or .graphml).
    file: PathBuf,
    /// Where to write the places: .csv (id,x,y) or .strand.
    #[arg(short, long)]
    out: PathBuf,
    /// Another seed gives another, equally good picture.
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// Forget the places in the file; pins as well.
    #[arg(long)]
    fresh: bool,
    /// Weights of a graph are lengths of its edges (otherwise every edge counts one).
    #[arg(long)]
    weights: bool,
    /// Print one line of JSON: seconds, nodes, edges.
    #[arg(long)]
    stats: bool,
}

/// The width over height that a layout should fill: a slide.
const ASPECT: f64 = 16.0 / 9.0;

pub(super) fn run(args: &Args) -> Answer {
    match (extension(&args.out).as_str(), extension(&args.file).as_str()) {
        ("strand", _) | ("csv", "strand") => map(args),
        ("csv", _) => graph(args),
        _ => Err(format!("places are written as .csv or .strand: {}", args.out.display())),
    }
}

/// A map, with footprints of names and springs from strength.
fn map(args: &Args) -> Answer {
    let mut document = open(&args.file)?.document;
    let measure = Engine::bundled();
    let mut request = derived::layout_request(&document, measure, Theme::Light, ASPECT);
    request.seed = args.seed;
    if args.fresh {
        for body in &mut request.bodies {
            (body.at, body.pinned) = (None, false);
        }
    }
    let places = timed(args, &request);
    let placed = request.bodies.iter().zip(&places).map(|(body, at)| (derived::node_of(body.id), *at));
    if extension(&args.out) == "strand" {
        if args.fresh {
            unpin(&mut document)?;
        }
        document.settle_positions(placed);
        disk::save(&args.out, &document, None).map_err(text)?;
    } else {
        let key = |node| match node {
            NodeId::Actor(id) => document.actor(id).map_or("", |actor| &actor.key),
            NodeId::Value(id) => document.value(id).map_or("", |value| &value.key),
        };
        write_table(args, placed.map(|(node, at)| (key(node), at)))?;
    }
    Ok(FINE)
}

fn unpin(document: &mut Document) -> Result<(), String> {
    let nowhere = document.placements().map(|(node, _)| (node, None)).collect();
    document.apply(crate::model::Edit::Place(nowhere)).map(drop).map_err(text)
}

/// A graph straight to the layout, without a map in between: 100,000 nodes are fine.
fn graph(args: &Args) -> Answer {
    let graph = disk::open_graph(&args.file).map_err(text)?;
    let formats::Graph { ids, edges, weights, .. } = &graph;
    let lengths = if args.weights { Some(weights.as_slice()) } else { None };
    let mut request = LayoutRequest::from_graph(ids.len(), edges, lengths);
    request.seed = args.seed;
    let places = timed(args, &request);
    write_table(args, ids.iter().map(String::as_str).zip(places))?;
    Ok(FINE)
}

fn timed(args: &Args, request: &LayoutRequest) -> Vec<Point> {
    let start = Instant::now();
    let places = layout(request);
    if args.stats {
        let (nodes, edges) = (request.bodies.len(), request.springs.len());
        let seconds = start.elapsed().as_secs_f64();
        println!("{{\"layout_seconds\": {seconds:.6}, \"nodes\": {nodes}, \"edges\": {edges}}}");
    }
    places
}

fn write_table<'a>(args: &Args, rows: impl Iterator<Item = (&'a str, Point)>) -> Result<(), String> {
    let mut table = String::from("id,x,y\n");
    for (id, at) in rows {
        let quoted = id.contains([',', '"', '\n', '\r']);
        let id = if quoted { format!("\"{}\"", id.replace('"', "\"\"")) } else { id.to_owned() };
        writeln!(table, "{id},{:.4},{:.4}", at.x, at.y).map_err(text)?;
    }
    disk::write(&args.out, table.as_bytes()).map_err(text)
}
