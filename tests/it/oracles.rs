//! Exact values for the numbers.
