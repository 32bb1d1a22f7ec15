//! The themes that come with the program, read like anybody's own.
//!
//! Knows only their names and texts. A new theme is one file and one line here.

macro_rules! shipped {
    ($($name:literal)+) => {
        /// The names, in the order of the list of themes.
        pub(super) const NAMES: &[&str] = &[$($name),+];

        /// The file of a theme.
        pub(in super::super) fn text(name: &str) -> Option<&'static str> {
            match name {
                $($name => Some(include_str!(concat!("../../../assets/themes/", $name, ".toml"))),)+
                _ => None,
            }
        }
    };
}

/// The theme of attributes alone, for a screen without colour.
pub(super) const MONOCHROME: &str = "monochrome";

shipped! {
    "sixteen" "dark" "light" "sepia" "high-contrast" "monochrome"
    "solarized-dark" "solarized-light" "nord"
}
