//! A facilitator in a hurry, without a window.
