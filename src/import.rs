//! Outside formats become articles: JSON, JSON Lines, saved pages, plain text.
//!
//! Recognises by content, not by name; does not know where articles are kept.
