//! The reader on screen.
//!
//! Does not know that there is a database.
