//! Fuzzes the reader of files without a telling name.
#![no_main]

mod common;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| common::read("unnamed", bytes));
