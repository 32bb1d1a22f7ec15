//! newsprint: a terminal news reader over a local cache of articles.
//!
//! The rooms of the crate, from the lowest layer up. A room knows only rooms above it in this list;
//! `tests/architecture.rs` holds the table of who may know whom.
//!
//! | room | is |
//! |---|---|
//! | `text` | scripts, words, folding and escaping of any text; knows no articles |
//! | `decompression` | the limits of decompression: ratios and bombs |
//! | [`domain`] | the nouns of news as plain data, and the one sanitiser of outside text |
//! | [`words`] | the sentences of the screen and their translations |
//! | [`picture`] | decodes, scales and encodes images |
//! | `extract` | extracts body, metadata and link groups of an HTML page |
//! | [`import`] | reads outside formats as articles |
//! | [`related`] | which articles belong to the same story: pure scoring of candidates |
//! | `fetch` | the network: polite HTTP |
//! | [`account`] | the protocols of servers that keep a person's subscriptions and marks; knows neither cache nor screen |
//! | [`cache`] | the article cache; the SQL of its file is spoken only here |
//! | [`config`] | the configuration: settings, rules, keymap, theme, paths |
//! | [`typeset`] | sets a body in lines for a width: roles, not colours |
//! | [`library`] | the operations on the collection |
//! | [`tui`] | the reader on screen |
//! | `cli` | the command line |

pub mod account;
pub mod cache;
mod cli;
pub mod config;
mod decompression;
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
