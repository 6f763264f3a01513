//! The native format: canonical, tolerant, forward compatible.
