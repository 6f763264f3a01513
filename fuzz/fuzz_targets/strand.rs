//! Fuzzes the reader of our own format.
#![no_main]

mod common;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| common::read("map.strand", bytes));
