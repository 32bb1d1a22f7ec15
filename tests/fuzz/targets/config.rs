//! The configuration, its keys and themes: every text is read, or its mistakes are named.
#![no_main]

use std::path::Path;

use libfuzzer_sys::fuzz_target;
use newsprint::config::Config;
use newsprint::config::colour::ColourDepth;
use newsprint::domain::Prose;

fuzz_target!(|text: &str| {
    for depth in [ColourDepth::None, ColourDepth::True] {
        let (_, mistakes) =
            Config::read(Some(text), Path::new("config.toml"), depth, |_| Some(text.to_owned()));
        for mistake in mistakes {
            assert!(Prose::is_safe(&mistake.to_string()), "{mistake:?}");
        }
    }
});
