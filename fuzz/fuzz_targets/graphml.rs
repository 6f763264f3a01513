//! Fuzzes the reader of GraphML.
#![no_main]

mod common;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| common::read("graph.graphml", bytes));
