//! Variables of the environment.

use std::env;
use std::ffi::OsString;

/// The value of a variable, where it is set; as a function it can be passed to rooms that read no
/// environment.
pub fn variable(name: &str) -> Option<OsString> {
    env::var_os(name)
}
