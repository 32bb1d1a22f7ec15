//! The reader under test, articles to read, and the screen as text.

pub mod account_server;
pub mod articles;
pub mod chance;
pub mod disk;
pub mod hostile;
pub mod program;
pub mod reader;
pub mod web;
