//! Pages as sentences and rules: what a body looks like at a width, and what holds of every page.

mod properties;
pub(super) mod sentences;
