//! How long a table of 30,000 connections takes to list, filter and sort; a frame in which nothing changed
//! must cost nothing.

use std::sync::Arc;

use divan::Bencher;
use threestrand::editor::{Column, Editor, Grid, Table};
use threestrand::geom::{Point, SplitMix64};
use threestrand::model::{Actor, Connection, Document, Edit, Level, Placement, Strand, Strands};
use threestrand::text::FixedWidth;

fn main() {
    divan::main();
}

const ACTORS: usize = 10_000;
const CONNECTIONS: usize = 30_000;

fn editor() -> Editor {
    let mut random = SplitMix64::new(7);
    let mut document = Document::new("bench".to_owned());
    let actor = |i: usize| {
        let at = Point::new((i % 100) as f64 * 190.0, (i / 100) as f64 * 150.0);
        let actor = Actor { key: format!("a{i}"), name: format!("Somebody {i}"), ..Actor::default() };
        Edit::AddActor(Box::new(actor), Some(Placement { at, pinned: false }))
    };
    let _ = document.apply(Edit::All((0..ACTORS).map(actor).collect())).expect("a sound map");
    let ids: Vec<_> = document.actors().map(|(id, _)| id).collect();
    let cords = (0..CONNECTIONS).map(|i| {
        let (a, b) = (i % ACTORS, (i + 1 + 7 * (i / ACTORS)) % ACTORS);
        let mut connection = Connection::new(format!("c{i}"), ids[a], ids[b]);
        connection.strands = Strands([0; 3].map(|_| Level::new(random.below(6) as u8)));
        Edit::AddConnection(Box::new(connection))
    });
    let _ = document.apply(Edit::All(cords.collect())).expect("a sound map");
    Editor::new(document, Arc::new(FixedWidth), 7)
}

#[divan::bench]
fn list(bencher: Bencher<'_, '_>) {
    let editor = editor();
    bencher.bench_local(|| {
        let mut grid = Grid::new(Table::Connections);
        grid.follow(&editor);
        grid.rows().len()
    });
}

#[divan::bench]
fn sort_by_trust(bencher: Bencher<'_, '_>) {
    let editor = editor();
    bencher.bench_local(|| {
        let mut grid = Grid::new(Table::Connections);
        grid.sort(Column::Strand(Strand::Relationship));
        grid.follow(&editor);
        grid.rows().len()
    });
}

#[divan::bench]
fn filter_by_two_words(bencher: Bencher<'_, '_>) {
    let editor = editor();
    bencher.bench_local(|| {
        let mut grid = Grid::new(Table::Connections);
        grid.set_filter("some 77".to_owned());
        grid.follow(&editor);
        grid.rows().len()
    });
}

#[divan::bench]
fn a_frame_without_news(bencher: Bencher<'_, '_>) {
    let editor = editor();
    let mut grid = Grid::new(Table::Connections);
    grid.follow(&editor);
    bencher.bench_local(|| grid.follow(&editor));
}
