//! The capabilities of a terminal besides letters and colours: pictures, and links to click.
//!
//! Reads no environment: callers pass a function that looks variables up. Terminals are queried after the
//! first frame for what the variables leave open.

use std::ffi::OsString;

use super::setting::Choice;

/// How pictures are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Pictures {
    /// The best way that the terminal supports.
    #[default]
    Auto,
    /// Two pixels in every cell, which every terminal with colours can show.
    HalfBlocks,
    /// No pictures; captions and descriptions only.
    Off,
    /// Pixels, by a graphics protocol.
    Pixels(Protocol),
}

impl Choice for Pictures {
    const ALL: &[(&str, Self)] = &[
        ("auto", Self::Auto),
        ("half-blocks", Self::HalfBlocks),
        ("off", Self::Off),
        ("kitty", Self::Pixels(Protocol::Kitty)),
        ("sixel", Self::Pixels(Protocol::Sixel)),
        ("iterm2", Self::Pixels(Protocol::ITerm2)),
    ];
}

/// A graphics protocol, by which a terminal takes pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Protocol {
    /// The graphics protocol of kitty.
    Kitty,
    /// Sixel, from the DEC VT340.
    Sixel,
    /// The inline images of iTerm2.
    ITerm2,
}

/// Whether the links of a page are links of the terminal too (OSC 8).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Hyperlinks {
    /// Links on terminals that are known to support the sequences.
    #[default]
    Auto,
    /// Links on every terminal.
    On,
    /// No links.
    Off,
}

impl Choice for Hyperlinks {
    const ALL: &[(&str, Self)] = &[("auto", Self::Auto), ("on", Self::On), ("off", Self::Off)];
}

/// The capabilities of a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TerminalCapabilities {
    /// The graphics protocol of the terminal, where it is known.
    pub protocol: Option<Protocol>,
    /// Whether the terminal may be queried for kitty's protocol; one that does not know the query ignores it.
    pub may_be_queried: bool,
    /// Whether the terminal takes links (OSC 8).
    pub hyperlinks: bool,
    /// Whether the terminal may be queried for the colour of its background.
    pub answers_background_query: bool,
    /// Width and height of a cell, in pixels.
    pub cell_pixels: (u16, u16),
}

impl Default for TerminalCapabilities {
    /// A terminal of which nothing is known, with cells of 8 by 16 pixels.
    fn default() -> Self {
        Self {
            protocol: None,
            may_be_queried: false,
            hyperlinks: false,
            answers_background_query: false,
            cell_pixels: (8, 16),
        }
    }
}

impl TerminalCapabilities {
    /// The capabilities that environment variables indicate.
    pub fn of(variable: impl Fn(&str) -> Option<OsString>) -> Self {
        let text = |name: &str| {
            variable(name).map(|value| value.to_string_lossy().to_lowercase()).unwrap_or_default()
        };
        let is_set = |name: &str| !text(name).is_empty();
        let (term, program) = (text("TERM"), text("TERM_PROGRAM"));
        let begins = |names: &[&str]| names.iter().any(|name| term.starts_with(name));
        // A multiplexer passes text on, and of sequences only those that it knows itself.
        if is_set("TMUX") || is_set("STY") || begins(&["tmux", "screen"]) {
            let hyperlinks = program == "tmux" && version(&text("TERM_PROGRAM_VERSION")) >= (3, 4);
            return Self { hyperlinks, answers_background_query: true, ..Self::default() };
        }
        let is_plain = begins(&["dumb", "linux", "vt", "cons"]) || term.is_empty();
        let protocol = if term.contains("kitty") || term.contains("ghostty") || is_set("KITTY_WINDOW_ID") {
            Some(Protocol::Kitty)
        } else if ["iterm.app", "wezterm"].contains(&program.as_str()) || text("LC_TERMINAL") == "iterm2" {
            Some(Protocol::ITerm2)
        } else if begins(&["foot", "mlterm", "yaft"]) {
            Some(Protocol::Sixel)
        } else {
            None
        };
        let may_be_asked = protocol.is_none() && !is_plain && program != "apple_terminal";
        Self {
            protocol,
            may_be_queried: may_be_asked,
            hyperlinks: !is_plain,
            answers_background_query: !is_plain,
            ..Self::default()
        }
    }
}

/// Major and minor number of a version such as `3.3a`; zero where there is no number.
fn version(text: &str) -> (u32, u32) {
    let mut numbers =
        text.split(|letter: char| !letter.is_ascii_digit()).filter_map(|part| part.parse().ok());
    (numbers.next().unwrap_or_default(), numbers.next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::tests::environment;

    fn of(variables: &[(&str, &str)]) -> TerminalCapabilities {
        TerminalCapabilities::of(environment(variables))
    }

    #[test]
    fn a_terminal_is_recognised_by_its_variables() {
        assert_eq!(of(&[("TERM", "xterm-kitty")]).protocol, Some(Protocol::Kitty));
        assert_eq!(of(&[("TERM", "foot")]).protocol, Some(Protocol::Sixel));
        let mac = of(&[("TERM", "xterm-256color"), ("TERM_PROGRAM", "iTerm.app")]);
        assert_eq!((mac.protocol, mac.may_be_queried), (Some(Protocol::ITerm2), false));
    }

    #[test]
    fn one_that_does_not_may_be_asked_unless_it_would_show_the_question() {
        assert!(of(&[("TERM", "xterm-256color")]).may_be_queried);
        for variables in [
            [("TERM", "linux"), ("X", "")],
            [("TERM", "xterm-256color"), ("TERM_PROGRAM", "Apple_Terminal")],
            [("TERM", "xterm-256color"), ("TMUX", "/tmp/x")],
        ] {
            let abilities = of(&variables);
            assert_eq!((abilities.protocol, abilities.may_be_queried), (None, false), "{variables:?}");
        }
    }

    #[test]
    fn links_go_through_a_tmux_that_knows_them() {
        for (version, takes_links) in [("3.3a", false), ("", false), ("3.4", true), ("3.10", true)] {
            let tmux = [("TMUX", "x"), ("TERM_PROGRAM", "tmux"), ("TERM_PROGRAM_VERSION", version)];
            assert_eq!(of(&tmux).hyperlinks, takes_links, "tmux {version}");
        }
        let asked = |term| of(&[("TERM", term)]).answers_background_query;
        assert_eq!(["xterm-256color", "screen-256color", "linux", ""].map(asked), [true, true, false, false]);
        assert!(!of(&[("TERM", "screen-256color")]).hyperlinks && of(&[("TERM", "xterm")]).hyperlinks);
    }
}
