//! Feeds in XML.
#![no_main]

mod claims;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    claims::read(&[b"<rss version=\"2.0\"><channel>", bytes].concat(), "x.xml");
});
