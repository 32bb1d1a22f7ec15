//! Saved pages.
#![no_main]

mod claims;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    claims::read(&[b"<!doctype html><html><body>", bytes].concat(), "x.html");
});
