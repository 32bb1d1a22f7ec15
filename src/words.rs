//! The texts of the screen, all in one place, so that they can be reviewed, corrected and translated
//! together. Knows only the types of `domain`: every sentence is a method of [`Words`] with its variables as
//! parameters, and the compiler checks that the two agree.
//!
//! A translation replaces them by name; missing ones are shown in English. Names and descriptions of actions
//! have a list of their own, `config/action/catalogue.rs`, and are translated with the rest.

mod english;
mod plural;
mod reasons;
mod translation;

pub use english::ALL;
pub use plural::{LanguageTag, Number, PLURAL_FORMS};
use translation::fill;
pub use translation::{SentenceForms, Translation, Words, sentence};

/// A sentence without parameters, for tables of them.
pub type Sentence = fn(Words) -> &'static str;

/// Makes a method of every sentence: `name = "…"`, `name(what) = "… {what} …"`, and, where a count decides
/// the form, `name[count](what) = "one" / "others"`, or `name[count](what) = "…"` where English has one form;
/// and the list of them all.
macro_rules! sentences {
    ($($name:ident $([$count:ident])? $(($($what:ident),+))? = $text:literal $(/ $others:literal)?;)+) => {
        impl $crate::words::Words {
            $($crate::words::sentences!(@one $name $([$count])? $(($($what),+))? = $text $(/ $others)?);)+
        }

        /// Every sentence, in the order of this file.
        pub const ALL: &[$crate::words::SentenceForms] = &[$($crate::words::SentenceForms {
            name: stringify!($name),
            text: $text,
            plural: [$($others)?].as_slice().first().copied(),
            count: [$(stringify!($count))?].as_slice().first().copied(),
            parameters: &[$($(stringify!($what)),+)?],
        }),+];
    };
    (@one $name:ident = $text:literal) => {
        #[doc = concat!("`", $text, "`")]
        pub fn $name(self) -> &'static str {
            self.translated(stringify!($name)).unwrap_or($text)
        }
    };
    (@one $name:ident ($($what:ident),+) = $text:literal) => {
        #[doc = concat!("`", $text, "`")]
        pub fn $name(self, $($what: impl std::fmt::Display),+) -> String {
            match self.translated(stringify!($name)) {
                Some(text) => $crate::words::fill(text, &[$((stringify!($what), &$what)),+]),
                None => format!($text),
            }
        }
    };
    (@one $name:ident [$count:ident] $(($($what:ident),+))? = $text:literal $(/ $others:literal)?) => {
        #[doc = concat!($("`", $others, "`; of one, ",)? "`", $text, "`")]
        pub fn $name(
            self,
            $count: impl Into<$crate::words::Number>,
            $($($what: impl std::fmt::Display),+)?
        ) -> String {
            let $count = $count.into();
            match self.translated_for($count.value(), stringify!($name)) {
                Some(text) => $crate::words::fill(
                    text,
                    &[(stringify!($count), &$count), $($((stringify!($what), &$what)),+)?],
                ),
                $(None if $count.value() != 1 => format!($others),)?
                None => format!($text),
            }
        }
    };
}

use sentences;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_names_what_it_is_about_and_agrees_with_its_number() {
        let english = Words::english();

        assert_eq!(english.copied("https://harbour.example/"), "Copied https://harbour.example/");
        assert_eq!(english.arrived(1_u32), "1 new article arrived");
        assert_eq!(english.arrived(1_200_usize), "1200 new articles arrived");
    }
}
