//! A body set in columns: lines of spans with roles, for a width.
//!
//! Knows columns, not colours; does not know the terminal.
