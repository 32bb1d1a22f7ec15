//! Whether to use colour, and how many colours: the conventions of terminals as one rule.
//!
//! Reads no environment: callers pass a function that looks variables up.

use std::ffi::OsString;
use std::str::FromStr;

use thiserror::Error;

/// The colour depth of the output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ColourDepth {
    /// No colour: attributes alone.
    None,
    /// The sixteen colours of the terminal.
    Ansi16,
    /// The 256 colours of xterm.
    Ansi256,
    /// 24-bit colour.
    #[default]
    True,
}

/// The background of a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TerminalBackground {
    /// A dark background, for light letters.
    Dark,
    /// A light background, for dark letters.
    Light,
}

impl TerminalBackground {
    /// The background that a colour makes, by its brightness. Source: the luma of ITU-R BT.601.
    pub fn of([red, green, blue]: [u8; 3]) -> Self {
        let brightness = u32::from(red) * 299 + u32::from(green) * 587 + u32::from(blue) * 114;
        if brightness < 128_000 { Self::Dark } else { Self::Light }
    }

    /// The background that `COLORFGBG` names, such as `15;0`, where the last number is its colour. Of the
    /// sixteen colours 0 to 6 and 8 are dark.
    pub fn from_colorfgbg(variable: impl Fn(&str) -> Option<OsString>) -> Option<Self> {
        let value = variable("COLORFGBG")?;
        match value.to_str()?.rsplit(';').next()?.parse().ok()? {
            0..=6 | 8 => Some(Self::Dark),
            7 | 9..=15 => Some(Self::Light),
            16_u8.. => None,
        }
    }
}

/// The values of `--color`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ColourChoice {
    /// The environment decides.
    #[default]
    Auto,
    /// Colour in any case.
    Always,
    /// No colour in any case.
    Never,
}

/// An error: a word that is no value of `--color`.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{0:?} is not one of auto, always, never")]
pub struct ParseChoiceError(String);

impl FromStr for ColourChoice {
    type Err = ParseChoiceError;

    fn from_str(word: &str) -> Result<Self, ParseChoiceError> {
        match word {
            "auto" => Ok(Self::Auto),
            "always" => Ok(Self::Always),
            "never" => Ok(Self::Never),
            other => Err(ParseChoiceError(other.to_owned())),
        }
    }
}

/// How many colours to use: `--color` decides, then `NO_COLOR`, then `CLICOLOR_FORCE` and `FORCE_COLOR`, then
/// whether the output is a terminal; `COLORTERM` and `TERM` decide how many.
pub fn depth(
    choice: ColourChoice,
    is_terminal: bool,
    variable: impl Fn(&str) -> Option<OsString>,
) -> ColourDepth {
    let is_set = |name: &str| variable(name).is_some_and(|value| !value.is_empty());
    let forces = |name: &str| is_set(name) && variable(name).is_some_and(|value| value != "0");
    let wanted = match choice {
        ColourChoice::Always => true,
        ColourChoice::Never => false,
        ColourChoice::Auto if is_set("NO_COLOR") => false,
        ColourChoice::Auto if forces("CLICOLOR_FORCE") || forces("FORCE_COLOR") => true,
        ColourChoice::Auto => is_terminal && can_move_the_cursor(&variable),
    };
    if wanted { depth_by_environment(variable) } else { ColourDepth::None }
}

/// Whether the terminal can move the cursor, without which there is no reader: `TERM=dumb` cannot.
pub fn can_move_the_cursor(variable: impl Fn(&str) -> Option<OsString>) -> bool {
    variable("TERM").is_none_or(|term| term != "dumb")
}

/// The colour depth by `COLORTERM` and `TERM`.
fn depth_by_environment(variable: impl Fn(&str) -> Option<OsString>) -> ColourDepth {
    let text =
        |name: &str| variable(name).map(|value| value.to_string_lossy().to_lowercase()).unwrap_or_default();
    let (colorterm, term) = (text("COLORTERM"), text("TERM"));
    // These terminals lose COLORTERM over ssh, while TERM is passed on.
    let rich = ["-direct", "kitty", "ghostty", "foot", "alacritty", "wezterm", "contour"];
    if ["truecolor", "24bit"].contains(&colorterm.as_str())
        || rich.iter().any(|name| term.contains(name))
        || !text("WT_SESSION").is_empty()
    {
        ColourDepth::True
    } else if term.contains("256color") {
        ColourDepth::Ansi256
    } else {
        ColourDepth::Ansi16
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::tests::environment;

    /// The depth chosen without `--color`, on a terminal or in a pipe.
    fn of(is_terminal: bool, variables: &[(&str, &str)]) -> ColourDepth {
        depth(ColourChoice::Auto, is_terminal, environment(variables))
    }

    #[test]
    fn the_flag_goes_before_every_variable() {
        let quiet = environment(&[("NO_COLOR", "1"), ("TERM", "xterm-256color")]);
        let loud = environment(&[("FORCE_COLOR", "1"), ("COLORTERM", "truecolor")]);

        assert_eq!(depth(ColourChoice::Always, false, quiet), ColourDepth::Ansi256);
        assert_eq!(depth(ColourChoice::Never, true, loud), ColourDepth::None);
    }

    #[test]
    fn no_color_goes_before_force_and_counts_only_when_it_is_not_empty() {
        assert_eq!(of(true, &[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")]), ColourDepth::None);
        assert_eq!(of(true, &[("NO_COLOR", ""), ("TERM", "xterm")]), ColourDepth::Ansi16);
    }

    #[test]
    fn a_pipe_has_no_colour_unless_it_is_forced() {
        assert_eq!(of(false, &[("CLICOLOR_FORCE", "1"), ("TERM", "xterm-256color")]), ColourDepth::Ansi256);
        assert_eq!(of(false, &[("CLICOLOR_FORCE", "0"), ("FORCE_COLOR", "")]), ColourDepth::None);
    }

    #[test]
    fn the_colour_depth_follows_from_the_terminal_variables() {
        assert_eq!(of(true, &[("COLORTERM", "truecolor"), ("TERM", "xterm")]), ColourDepth::True);
        assert_eq!(of(true, &[("COLORTERM", "24bit"), ("TERM", "screen")]), ColourDepth::True);
        assert_eq!(of(true, &[("TERM", "xterm-kitty")]), ColourDepth::True);
        assert_eq!(of(true, &[("TERM", "tmux-256color")]), ColourDepth::Ansi256);
        assert_eq!(of(true, &[("TERM", "linux")]), ColourDepth::Ansi16);
        assert_eq!(of(true, &[]), ColourDepth::Ansi16);
    }

    #[test]
    fn the_background_is_recognised_by_its_colour_or_the_environment() {
        assert_eq!(
            [[23, 25, 30], [251, 250, 246]].map(TerminalBackground::of),
            [TerminalBackground::Dark, TerminalBackground::Light]
        );
        for (value, ground) in [
            ("15;0", Some(TerminalBackground::Dark)),
            ("0;default;15", Some(TerminalBackground::Light)),
            ("12;8", Some(TerminalBackground::Dark)),
            ("0;7", Some(TerminalBackground::Light)),
            ("default;default", None),
            ("0;16", None),
        ] {
            assert_eq!(
                TerminalBackground::from_colorfgbg(environment(&[("COLORFGBG", value)])),
                ground,
                "{value}"
            );
        }
        assert_eq!(TerminalBackground::from_colorfgbg(environment(&[])), None);
    }

    #[test]
    fn a_dumb_terminal_gets_neither_colour_nor_a_screen() {
        let dumb = [("TERM", "dumb"), ("COLORTERM", "truecolor")];

        assert_eq!(of(true, &dumb), ColourDepth::None);
        assert!(!can_move_the_cursor(environment(&dumb)));
        assert!(can_move_the_cursor(environment(&[])));
    }
}
