//! Every exporter paints every item.
