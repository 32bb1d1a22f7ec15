//! The kinds of values that settings take, and the macro that makes a table of settings.
//!
//! Knows no setting; each setting is one line in `settings.rs` or `feeds.rs`.

use std::ops::RangeInclusive;

use super::file::{ConfigReader, Value};

/// A kind of value that a setting takes.
pub(super) trait Setting: Sized {
    /// The bounds of a value, or the noun for the expected value in a mistake.
    type Within;

    /// Reads a value; a wrong value is noted.
    fn read(
        name: &str,
        value: &Value<'_>,
        within: Self::Within,
        reading: &mut ConfigReader<'_>,
    ) -> Option<Self>;

    /// The value in the notation of the file.
    fn written(&self, within: Self::Within) -> Written;

    /// The allowed words, where they are few.
    fn words() -> Vec<&'static str> {
        Vec::new()
    }
}

/// A value in the notation of the file.
pub(super) enum Written {
    /// A value after the name and an equals sign.
    Value(String),
    /// The lines of a table under its head.
    Table(String),
}

/// The time at which a change of a setting takes effect.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum TakesEffect {
    /// At once, by `:set` as well.
    AtOnce,
    /// From the next start on.
    AtStart,
}

/// An enum whose variants are written as words.
pub(super) trait Choice: Copy + PartialEq + 'static {
    /// All variants, each with its word.
    const ALL: &'static [(&'static str, Self)];
}

impl<T: Choice> Setting for T {
    type Within = ();

    fn read(name: &str, value: &Value<'_>, (): (), reading: &mut ConfigReader<'_>) -> Option<Self> {
        reading.one_of(name, value, Self::ALL)
    }

    fn written(&self, (): ()) -> Written {
        let word = Self::ALL.iter().find(|(_, choice)| choice == self).map(|(word, _)| *word);
        Written::Value(format!("{:?}", word.unwrap_or_default()))
    }

    fn words() -> Vec<&'static str> {
        Self::ALL.iter().map(|(word, _)| *word).collect()
    }
}

impl Setting for bool {
    type Within = ();

    fn read(name: &str, value: &Value<'_>, (): (), reading: &mut ConfigReader<'_>) -> Option<Self> {
        reading.boolean(name, value)
    }

    fn written(&self, (): ()) -> Written {
        Written::Value(self.to_string())
    }

    fn words() -> Vec<&'static str> {
        vec!["true", "false"]
    }
}

/// A number within bounds.
impl Setting for u16 {
    type Within = RangeInclusive<Self>;

    fn read(
        name: &str,
        value: &Value<'_>,
        within: Self::Within,
        reading: &mut ConfigReader<'_>,
    ) -> Option<Self> {
        reading.number(name, value, &within)
    }

    fn written(&self, _: Self::Within) -> Written {
        Written::Value(self.to_string())
    }
}

/// A limit, where 0 means that there is none.
impl Setting for u32 {
    type Within = ();

    fn read(name: &str, value: &Value<'_>, (): (), reading: &mut ConfigReader<'_>) -> Option<Self> {
        reading.limit(name, value)
    }

    fn written(&self, (): ()) -> Written {
        Written::Value(self.to_string())
    }
}

/// A name; the bound is the noun for a mistake.
impl Setting for String {
    type Within = &'static str;

    fn read(
        name: &str,
        value: &Value<'_>,
        takes: &'static str,
        reading: &mut ConfigReader<'_>,
    ) -> Option<Self> {
        reading.words(name, value, takes).map(str::to_owned)
    }

    fn written(&self, _: &'static str) -> Written {
        Written::Value(format!("{self:?}"))
    }
}

/// Makes a table of settings from one line each: the field, its name in the file, its kind, its default, its
/// bounds, when a change takes effect, and its description.
macro_rules! settings {
    ($(#[$about:meta])* $table:ident called $what:literal {
        $($field:ident $name:literal: $kind:ty = $default:expr, $within:expr, $holds:ident, $help:literal;)+
    }) => {
        $(#[$about])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $table {
            $(#[doc = $help] pub $field: $kind,)+
        }

        impl Default for $table {
            fn default() -> Self {
                Self { $($field: $default,)+ }
            }
        }

        impl $table {
            /// The names of the settings, and when a change of each takes effect.
            pub(in crate::config) const NAMES: &[(&str, $crate::config::setting::TakesEffect)] =
                &[$(($name, $crate::config::setting::TakesEffect::$holds)),+];

            /// Sets one setting from a value; returns whether there is a setting of this name.
            fn set(
                &mut self,
                name: &str,
                value: &$crate::config::file::Value<'_>,
                reading: &mut $crate::config::file::ConfigReader<'_>,
            ) -> bool {
                use $crate::config::setting::Setting;
                match name {
                    $($name => {
                        if let Some(chosen) = <$kind as Setting>::read($name, value, $within, reading) {
                            self.$field = chosen;
                        }
                    })+
                    _ => return false,
                }
                true
            }

            /// Reads the entries of the table; a setting with a mistake is noted and stays at its default.
            fn read_entries(
                table: &$crate::config::file::Table<'_>,
                others: &[&str],
                reading: &mut $crate::config::file::ConfigReader<'_>,
            ) -> Self {
                let mut settings = Self::default();
                for (name, value) in reading.entries(table) {
                    let is_other = others.contains(&name.get_ref().as_ref());
                    if !is_other && !settings.set(name.get_ref(), value, reading) {
                        let known = Self::NAMES.iter().map(|(name, _)| *name).chain(others.iter().copied());
                        reading.note_unknown($what, name, &known.collect::<Vec<_>>());
                    }
                }
                settings
            }

            /// The settings in the notation of the file: the plain ones, then the tables.
            pub fn to_toml(&self) -> String {
                use $crate::config::setting::{Setting, Written};
                let (mut plain, mut tables) = (String::new(), String::new());
                $(match <$kind as Setting>::written(&self.$field, $within) {
                    Written::Value(value) => plain.extend([$name, " = ", value.as_str(), "\n"]),
                    Written::Table(lines) if lines.is_empty() => {}
                    Written::Table(lines) => tables.extend(["\n[", $name, "]\n", lines.as_str()]),
                })+
                plain + &tables
            }

            /// The allowed words of a setting, where they are few.
            pub fn words_of(name: &str) -> Vec<&'static str> {
                match name {
                    $($name => <$kind as $crate::config::setting::Setting>::words(),)+
                    _ => Vec::new(),
                }
            }
        }

        impl $crate::config::setting::Setting for $table {
            type Within = ();

            fn read(
                name: &str,
                value: &$crate::config::file::Value<'_>,
                (): (),
                reading: &mut $crate::config::file::ConfigReader<'_>,
            ) -> Option<Self> {
                reading.table(name, value).map(|table| Self::read_entries(table, &[], reading))
            }

            fn written(&self, (): ()) -> $crate::config::setting::Written {
                $crate::config::setting::Written::Table(self.to_toml())
            }
        }
    };
}
pub(super) use settings;
