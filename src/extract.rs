//! An HTML page of an article becomes its body, metadata and link groups.
//!
//! Knows the HTML parser; does not know files, formats or the cache.
