//! Tests of pages: the form of a body at a width, and the properties of every page.

mod pages;
mod properties;
pub(super) mod sentences;
