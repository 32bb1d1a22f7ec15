//! newsprint: a terminal news reader over a local cache of articles.
//!
//! The plan of the house, from the ground up. A room knows only rooms above it in this list;
//! `tests/architecture.rs` holds the table of who may know whom.
//!
//! | room | is |
//! |---|---|
//! | `text` | scripts, words, folding, escaping: language without articles |
//! | [`domain`] | the nouns of news as plain data, and the one sanitiser of outside text |
//! | [`words`] | what the screen says, every sentence of it in one place |
//! | [`picture`] | the bytes of a picture become its size and its pixels |
//! | `extract` | an HTML page becomes body, metadata and link groups |
//! | [`import`] | outside formats become articles |
//! | [`related`] | which articles tell the same story: pure scoring of candidates |
//! | `fetch` | the network: polite HTTP |
//! | [`account`] | the protocols of servers that keep a person's subscriptions and marks; knows neither cache nor screen |
//! | [`cache`] | the article cache; the SQL of its file is spoken only here |
//! | [`config`] | what a person may choose: settings, keymap, theme, paths |
//! | [`typeset`] | a body set in columns: roles, not colours |
//! | [`library`] | what can be done with the collection |
//! | [`tui`] | the reader on screen |
//! | `cli` | the command line |

pub mod account;
pub mod cache;
mod cli;
pub mod config;
pub mod domain;
mod extract;
mod fetch;
pub mod import;
pub mod library;
pub mod picture;
pub mod related;
mod text;
pub mod tui;
pub mod typeset;
pub mod words;

pub use cli::run;
