//! The sanitiser: nothing unsafe is left, and what is safe is left alone.
#![no_main]

use libfuzzer_sys::fuzz_target;
use newsprint::domain::{Prose, Verbatim};

fuzz_target!(|text: &str| {
    let prose = Prose::from_untrusted(text);
    assert!(Prose::is_safe(prose.as_str()));
    assert_eq!(Prose::from_untrusted(prose.as_str()), prose);
    let code = Verbatim::from_untrusted(text);
    assert!(code.as_str().lines().all(Prose::is_safe));
    assert_eq!(Verbatim::from_untrusted(code.as_str()), code);
});
