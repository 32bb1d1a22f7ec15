//! Text saved from a page, and Markdown.
#![no_main]

mod claims;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    claims::read(bytes, "x.txt");
    claims::read(bytes, "x.md");
});
