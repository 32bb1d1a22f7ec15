//! The article cache: one SQLite file. SQL is spoken only here.
//!
//! Does not know how articles come or where they are shown.
