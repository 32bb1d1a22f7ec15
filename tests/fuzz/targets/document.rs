//! Documents of every kind, recognised by their content.
#![no_main]

mod claims;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for article in claims::read(bytes, "x") {
        claims::set(&article, 68);
    }
});
