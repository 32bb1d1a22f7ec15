//! Progress bars on standard error, where it is a terminal.

use std::io::{IsTerminal as _, stderr};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// The template of a bar over bytes.
pub const BYTES: &str = "{bar:40} {bytes} of {total_bytes}, {eta} left";

/// A progress bar of a template and a length; hidden where standard error is no terminal.
pub fn progress_bar(template: &str, length: u64) -> ProgressBar {
    if !stderr().is_terminal() {
        return hidden_bar();
    }
    let style = ProgressStyle::with_template(template);
    let bar = ProgressBar::new(length);
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar
}

/// A progress bar that is not drawn.
pub fn hidden_bar() -> ProgressBar {
    ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden())
}
