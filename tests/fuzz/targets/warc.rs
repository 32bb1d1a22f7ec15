//! Web archives: as they come, and with records of any head and content.
#![no_main]

mod claims;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    claims::read(bytes, "/dev/null/x.warc");
    claims::read(&archive_of(bytes), "/dev/null/x.warc");
});

/// An archive of what is parted by zero bytes: each the answer of a host.
fn archive_of(bytes: &[u8]) -> Vec<u8> {
    let answers = bytes.split(|byte| *byte == 0).take(20).enumerate();
    answers.flat_map(|(number, answer)| record(number, answer)).collect()
}

fn record(number: usize, answer: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/{number}\r\n\
         Content-Type: application/http\r\nContent-Length: {}\r\n\r\n",
        answer.len()
    );
    [head.as_bytes(), answer, b"\r\n\r\n"].concat()
}
