//! The words of the screen, all in one place, so that they can be read over, mended and translated
//! together. Knows nothing of what they are said about: every sentence is a function, what it names is
//! a parameter, and the compiler holds that the two agree.
//!
//! Names of actions and what they do stand in their own list, `config/action/catalogue.rs`. What is said
//! in several numbers has a form for each; which one a count takes is decided here alone.

mod english;

pub use english::*;

/// A sentence without parameters, for tables of them.
pub type Sentence = fn() -> &'static str;

/// Makes a function of every sentence: `name = "…"`, `name(what) = "… {what} …"`, and, where the number
/// decides, `name[count](told) = "one" / "others"`.
macro_rules! sentences {
    ($($name:ident $([$count:ident])? $(($($what:ident),+))? = $text:literal $(/ $others:literal)?;)+) => {
        $($crate::words::sentences!(@one $name $([$count])? $(($($what),+))? = $text $(/ $others)?);)+
    };
    (@one $name:ident = $text:literal) => {
        #[doc = concat!("`", $text, "`")]
        #[must_use]
        pub const fn $name() -> &'static str {
            $text
        }
    };
    (@one $name:ident ($($what:ident),+) = $text:literal) => {
        #[doc = concat!("`", $text, "`")]
        #[must_use]
        pub fn $name($($what: impl std::fmt::Display),+) -> String {
            format!($text)
        }
    };
    (@one $name:ident [$count:ident] ($($what:ident),+) = $text:literal / $others:literal) => {
        #[doc = concat!("`", $others, "`; of one, `", $text, "`")]
        #[must_use]
        pub fn $name($count: impl TryInto<u64>, $($what: impl std::fmt::Display),+) -> String {
            if $crate::words::is_one($count) { format!($text) } else { format!($others) }
        }
    };
}

use sentences;

/// Whether a count takes the singular.
fn is_one(count: impl TryInto<u64>) -> bool {
    count.try_into().is_ok_and(|count| count == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_names_what_it_is_about_and_agrees_with_its_number() {
        assert_eq!(copied("https://harbour.example/"), "Copied https://harbour.example/");
        assert_eq!(arrived(1_u32, "1"), "1 new story arrived");
        assert_eq!(arrived(1_200_usize, "1,200"), "1,200 new stories arrived");
    }
}
