//! Variables of the environment.

use std::env;
use std::ffi::OsString;

/// The value of a variable, where it is set. As a function of its own it can be handed to what asks for variables.
pub fn variable(name: &str) -> Option<OsString> {
    env::var_os(name)
}
