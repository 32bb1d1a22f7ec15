//! Any bytes as a picture: within the limits, and never a panic.

#![no_main]

use libfuzzer_sys::fuzz_target;
use newsprint::picture::{scaled, size};

fuzz_target!(|bytes: &[u8]| {
    let Some((width, height)) = size(bytes) else {
        assert!(scaled(bytes, 8, 8).is_err(), "what is no picture is not drawn");
        return;
    };
    // Decoding a large one is slow, not wrong.
    if width.saturating_mul(height) < 1 << 20
        && let Ok(pixels) = scaled(bytes, 12, 7)
    {
        assert_eq!((pixels.width, pixels.height()), (12, 7));
    }
});
