//! The layout: calm, incremental, the same everywhere.
