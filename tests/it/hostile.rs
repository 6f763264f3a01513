//! Files that mean harm or were hurt.
