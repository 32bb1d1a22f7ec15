//! Articles set in any number of columns: the first two bytes say how many, the rest is an article.
#![no_main]

mod claims;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let [high, low, rest @ ..] = bytes else { return };
    let width = usize::from(u16::from_be_bytes([*high, *low]) % 401);
    for article in claims::read(rest, "x.md").iter().chain(&claims::read(rest, "x.json")) {
        claims::set(article, width);
    }
});
