//! Messages of e-mail, and pages saved as one.
#![no_main]

mod claims;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    claims::read(&[b"From: a@a.example\r\nMIME-Version: 1.0\r\n", bytes].concat(), "x.eml");
});
