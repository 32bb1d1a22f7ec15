//! Superscript and subscript characters of Unicode.

/// The direction in which a text is moved off the baseline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Baseline {
    /// Superscript, as in m².
    Raised,
    /// Subscript, as in H₂O.
    Lowered,
}

impl Baseline {
    /// The mark before the brackets of a text whose letters have no such characters.
    pub const fn fallback_mark(self) -> &'static str {
        match self {
            Self::Raised => "^(",
            Self::Lowered => "_(",
        }
    }

    /// The superscript or subscript of a character, where there is one. Marks that are high by themselves
    /// stay.
    pub fn shifted(self, letter: char) -> Option<char> {
        let (plain, shapes) = match self {
            Self::Raised => RAISED,
            Self::Lowered => LOWERED,
        };
        let position = plain.chars().position(|known| known == letter)?;
        shapes.chars().nth(position)
    }
}

/// The character of a superscript or subscript.
pub(super) fn plain_shape(shape: char) -> char {
    let plain =
        |(plain, shapes): (&str, &str)| plain.chars().nth(shapes.chars().position(|known| known == shape)?);
    plain(RAISED).or_else(|| plain(LOWERED)).unwrap_or(shape)
}

const RAISED: (&str, &str) = (
    "0123456789+-−=()abcdefghijklmnoprstuvwxyz *†‡®™°’,",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ *†‡®™°’,",
);

const LOWERED: (&str, &str) = ("0123456789+-−=()aehijklmnoprstuvx ", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ ");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_plain_character_has_its_shape() {
        for (plain, shapes) in [RAISED, LOWERED] {
            assert_eq!(plain.chars().count(), shapes.chars().count());
        }
        assert_eq!(Baseline::Raised.shifted('z'), Some('ᶻ'));
        assert_eq!(Baseline::Lowered.shifted('2'), Some('₂'));
        assert_eq!(Baseline::Raised.shifted('['), None);
    }
}
