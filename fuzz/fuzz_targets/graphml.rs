//! Fuzzes the reader of GraphML and GEXF.
#![no_main]

mod common;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| common::read("graph.graphml", bytes));
