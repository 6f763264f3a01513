//! A facilitator in a hurry, without a window.

mod calm;
mod card;
mod clear;
mod copies;
mod hands;
mod joining;
mod lines;
mod living;
mod losing;
mod many;
mod moving;
mod names;
mod notes;
mod plan;
mod pouring;
mod random;
mod ringed;
mod room;
mod sides;
mod tables;
mod undo;
mod view;
mod workshop;
