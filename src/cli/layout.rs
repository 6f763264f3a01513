//! `threestrand layout`: places for a map or for any graph, as a table or as a map.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::time::Instant;

use super::{Answer, Damaged, FINE, extension, open, text};
use crate::geom::Point;
use crate::layout::{LayoutRequest, layout};
use crate::model::{Arrangement, Document, Edit, MetaChange, NodeId};
use crate::scene::{NameSizes, Theme};
use crate::text::Engine;
use crate::{derived, disk, formats};

/// Lay out a map or a graph.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The map or graph (.strand, .csv, .graphml, .gexf, .dot or .json of Kumu).
    file: PathBuf,
    /// Where to write the places: .csv (id,x,y) or .strand.
    #[arg(short, long)]
    out: PathBuf,
    /// Another seed gives another, equally good picture.
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// Forget the places in the file, pins as well; otherwise only what has none gets one.
    #[arg(long)]
    fresh: bool,
    /// Arrange a map anew in this way, and keep that in the file; implies `--fresh`.
    #[arg(long)]
    arrange: Option<Arrange>,
    /// Weights of a graph are lengths of its edges (otherwise every edge counts one).
    #[arg(long)]
    weights: bool,
    /// Print one line of JSON: seconds, nodes, edges.
    #[arg(long)]
    stats: bool,
}

/// How a map may be arranged.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Arrange {
    /// By connections alone.
    Free,
    /// In rings, the shared values in the middle.
    Rings,
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

/// A map, with footprints of names and springs from strength. Without `--fresh` what has a place keeps it.
fn map(args: &Args) -> Answer {
    let mut document = open(&args.file, Damaged::default())?.document;
    if let Some(arrange) = args.arrange {
        let arrangement = match arrange {
            Arrange::Free => Arrangement::Free,
            Arrange::Rings => Arrangement::Rings,
        };
        document.apply(Edit::Meta(MetaChange::Arrangement(arrangement))).map(drop).map_err(text)?;
    }
    if args.fresh || args.arrange.is_some() {
        unplace(&mut document)?;
    }
    let measure = Engine::bundled();
    if document.placements().len() == 0 {
        let mut request = derived::layout_request(&document, measure, Theme::Light, ASPECT, &mut NameSizes::default());
        request.seed ^= args.seed;
        let places = timed(args, request.springs.len(), || layout(&request));
        let placed = request.bodies.iter().zip(&places).map(|(body, at)| (derived::node_of(body.id), *at));
        document.settle_positions(placed);
    } else {
        let springs = document.connections().len();
        timed(args, springs, || {
            derived::arrange(&mut document, measure, ASPECT);
            document.placements().collect::<Vec<_>>()
        });
    }
    if extension(&args.out) == "strand" {
        disk::save(&args.out, &document, None).map_err(text)?;
    } else {
        let key = |node| match node {
            NodeId::Actor(id) => document.actor(id).map_or("", |actor| &actor.key),
            NodeId::Value(id) => document.value(id).map_or("", |value| &value.key),
        };
        write_table(args, document.placements().map(|(node, placement)| (key(node), placement.at)))?;
    }
    Ok(FINE)
}

fn unplace(document: &mut Document) -> Result<(), String> {
    let nowhere = document.placements().map(|(node, _)| (node, None)).collect();
    document.apply(Edit::Place(nowhere)).map(drop).map_err(text)
}

/// A graph straight to the layout, without a map in between: 100,000 nodes are fine.
fn graph(args: &Args) -> Answer {
    let formats::Graph { ids, edges, weights } = disk::open_graph(&args.file).map_err(text)?;
    let lengths = if args.weights { Some(weights.as_slice()) } else { None };
    let mut request = LayoutRequest::from_graph(ids.len(), &edges, lengths);
    request.seed = args.seed;
    // The layout has its own copy; both at once are not needed.
    drop((edges, weights));
    let places = timed(args, request.springs.len(), || layout(&request));
    write_table(args, ids.iter().map(String::as_str).zip(places))?;
    Ok(FINE)
}

/// Lays out, and prints how long it took for how many nodes if that is asked for.
fn timed<T>(args: &Args, edges: usize, lay_out: impl FnOnce() -> Vec<T>) -> Vec<T> {
    let start = Instant::now();
    let places = lay_out();
    if args.stats {
        let (seconds, nodes) = (start.elapsed().as_secs_f64(), places.len());
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
