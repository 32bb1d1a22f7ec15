//! Zip archives: as they come, and with entries of any name and content.
#![no_main]

mod claims;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    claims::read(bytes, "/dev/null/x.zip");
    claims::read(&archive_of(bytes), "/dev/null/x.zip");
});

/// An archive of what is parted by zero bytes: a name on the first line of each entry, its content below.
fn archive_of(bytes: &[u8]) -> Vec<u8> {
    let (mut archive, mut directory, mut count) = (Vec::new(), Vec::new(), 0_u16);
    for entry in bytes.split(|byte| *byte == 0).take(20) {
        let end = entry.iter().position(|byte| *byte == b'\n').unwrap_or(entry.len()).min(200);
        let (name, content) = entry.split_at(end);
        let at = length(archive.len());
        let head = header(name, content);
        archive.extend([b"PK\x03\x04".as_slice(), &head, name, content].concat());
        let rest = [[0; 10].as_slice(), &at].concat();
        directory.extend([b"PK\x01\x02\x14\0".as_slice(), &head, &rest, name].concat());
        count += 1;
    }
    let (begins, size, count) = (length(archive.len()), length(directory.len()), count.to_le_bytes());
    let end = [b"PK\x05\x06\0\0\0\0".as_slice(), &count, &count, &size, &begins, &[0, 0]].concat();
    [archive, directory, end].concat()
}

/// What the two headers of a stored entry have in common.
fn header(name: &[u8], content: &[u8]) -> Vec<u8> {
    let size = length(content.len());
    let name = u16::try_from(name.len()).unwrap_or_default().to_le_bytes();
    let versions = b"\x14\0\0\0\0\0\0\0\0\0";
    [versions.as_slice(), &checksum(content).to_le_bytes(), &size, &size, &name, &[0, 0]].concat()
}

fn length(length: usize) -> [u8; 4] {
    u32::try_from(length).unwrap_or_default().to_le_bytes()
}

/// CRC-32.
fn checksum(bytes: &[u8]) -> u32 {
    let step = |sum: u32, _| if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 };
    !bytes.iter().fold(!0, |sum, byte| (0..8).fold(sum ^ u32::from(*byte), step))
}
