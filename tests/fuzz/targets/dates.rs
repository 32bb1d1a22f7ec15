//! Dates as other programs write them.
#![no_main]

mod claims;

use libfuzzer_sys::fuzz_target;
use serde_json::json;

fuzz_target!(|date: &str| {
    let line = json!({ "title": "Rain", "date": date, "body": "It fell." }).to_string();
    assert_eq!(claims::read(line.as_bytes(), "x.json").len(), 1, "a bad date is an unknown date");
});
