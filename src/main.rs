//! The front door: parse, run, print the error, set the exit code.

fn main() {}
