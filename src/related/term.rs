//! Terms: words without their endings, as numbers with the same meaning in every cache.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use snowball_stemmers_rs::{Algorithm, Stemmer};

use crate::domain::Article;
use crate::text::{self, Word, is_hiragana};

/// The version of terms, raised whenever a word becomes another term, as by another stemmer, or weighs
/// otherwise: caches then rebuild the terms they store.
pub const TERM_VERSION: u32 = 6;

/// The slots of the cache of spellings: in total more spellings than a language has in use.
const SLOTS: usize = 1 << 15;

/// The spellings that share a slot; a further one replaces the oldest.
const SPELLINGS_PER_SLOT: usize = 2;

/// Letters up to which an uncapitalised word is likely grammar.
const SHORT: usize = 3;

/// A map by terms, which are hashes already and only have to be spread.
pub type ByTerm<Value> = HashMap<Term, Value, BuildHasherDefault<TermHasher>>;

/// Spreads a value that is a hash already.
#[derive(Clone, Copy, Debug, Default)]
pub struct TermHasher(u64);

impl Hasher for TermHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u32(u32::from(*byte));
        }
    }

    fn write_u32(&mut self, hash: u32) {
        self.write_u64(u64::from(hash));
    }

    fn write_u64(&mut self, hash: u64) {
        let mixed = (self.0 ^ hash).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 = mixed ^ (mixed >> 32);
    }
}

/// A word without its ending, as a hash. The last bit is set for words that likely carry grammar rather than
/// meaning, since the frequent words of a language are not known for all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Term(pub u32);

impl Term {
    /// The term of a word that does not count.
    pub(super) const NONE: Self = Self(0);

    /// The mark of a table (results, prices, rates) in its signature.
    pub(super) const FIGURES: Self = Self(2);

    /// Terms below are marks of a signature, and no words.
    const MARKS: u32 = 128;

    /// The mark of a signature of a language; English has none.
    pub fn mark_of(stemming: Stemming) -> Option<Self> {
        let of_language = |algorithm| {
            let at = LANGUAGES.iter().position(|(_, known)| *known == algorithm)?;
            u32::try_from(at + 4).ok()
        };
        let number = match stemming {
            Stemming::Stemmed(Algorithm::English) => None,
            Stemming::Unstemmed => Some(2),
            Stemming::Unspaced => Some(3),
            Stemming::Stemmed(algorithm) => of_language(algorithm),
        };
        number.map(|number| Self(2 * number))
    }

    /// Whether the term is a mark of its signature.
    pub const fn is_mark(self) -> bool {
        self.0 < Self::MARKS
    }

    /// The weight of one occurrence.
    pub const fn weight(self) -> f64 {
        if self.0 & 1 == 0 { 1.0 } else { 0.25 }
    }

    pub(super) fn of(word: &str, is_grammar: bool) -> Self {
        let hash = fold(word);
        Self(if is_grammar { hash | 1 } else { hash & !1 })
    }

    /// The terms whose frequencies store the similarity of the halves of a language's texts: its sum, and the
    /// number of texts.
    pub(super) fn scale_of(stemming: Stemming) -> [Self; 2] {
        ["sum", "texts"].map(|what| Self::of(&format!("\0{what} {stemming:?}"), false))
    }

    /// The term whose frequency counts the articles of a language.
    pub(super) fn total_of(stemming: Stemming) -> Self {
        Self::of(&format!("\0{stemming:?}"), false)
    }
}

/// The hash folded to 32 bits. Stored in caches, so it never changes.
fn fold(word: &str) -> u32 {
    let hash = hash(word);
    u32::try_from((hash ^ (hash >> 32)) & 0xffff_ffff).unwrap_or_default()
}

/// The hash of a word. Source: FNV-1a, 64 bits.
fn hash(word: &str) -> u64 {
    word.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// How the words of a text become terms: by the stemmer of its language, or unchanged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stemming {
    /// A language with a stemmer.
    Stemmed(Algorithm),
    /// A language without a stemmer, or an unknown one.
    #[default]
    Unstemmed,
    /// Chinese, Japanese and other scripts that are read in pairs of characters.
    Unspaced,
}

/// The languages with a stemmer, by their codes of two and three letters. Caches store positions of this list.
#[rustfmt::skip]
const LANGUAGES: [(&str, Algorithm); 31] = [
    ("ar ara", Algorithm::Arabic), ("ca cat", Algorithm::Catalan), ("cs ces", Algorithm::Czech),
    ("da dan", Algorithm::Danish), ("de deu", Algorithm::German), ("el ell", Algorithm::Greek),
    ("en eng", Algorithm::English), ("es spa", Algorithm::Spanish), ("et est", Algorithm::Estonian),
    ("eu", Algorithm::Basque), ("fa pes", Algorithm::Persian), ("fi fin", Algorithm::Finnish),
    ("fr fra", Algorithm::French), ("ga", Algorithm::Irish), ("hi hin", Algorithm::Hindi),
    ("hu hun", Algorithm::Hungarian), ("hy hye", Algorithm::Armenian), ("id ind", Algorithm::Indonesian),
    ("it ita", Algorithm::Italian), ("lt lit", Algorithm::Lithuanian), ("nb nn no nob", Algorithm::Norwegian),
    ("ne nep", Algorithm::Nepali), ("nl nld", Algorithm::Dutch), ("pl pol", Algorithm::Polish),
    ("pt por", Algorithm::Portuguese), ("ro ron", Algorithm::Romanian), ("ru rus", Algorithm::Russian),
    ("sv swe", Algorithm::Swedish), ("ta tam", Algorithm::Tamil), ("tr tur", Algorithm::Turkish),
    ("uk ukr", Algorithm::Ukrainian),
];

/// Languages without a stemmer, by their codes.
const UNSTEMMED: [&str; 13] = ["bg", "he", "hr", "is", "ja", "ko", "lv", "sk", "sl", "sr", "th", "vi", "zh"];

/// The code of two letters of a language that is not stemmed, where it is known.
pub(super) fn code_of(language: &str) -> Option<&'static str> {
    UNSTEMMED.into_iter().find(|code| *code == language)
}

impl Stemming {
    /// The stemming of English.
    pub(super) const ENGLISH: Self = Self::Stemmed(Algorithm::English);

    pub(super) fn is_english(self) -> bool {
        self == Self::ENGLISH
    }

    /// All stemmings.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        let stemmed = LANGUAGES.iter().map(|(_, algorithm)| Self::Stemmed(*algorithm));
        [Self::Unstemmed, Self::Unspaced].into_iter().chain(stemmed)
    }

    /// The code of two letters of a language with a stemmer.
    pub fn code(self) -> Option<&'static str> {
        let Self::Stemmed(algorithm) = self else { return None };
        let known = LANGUAGES.iter().find(|(_, known)| *known == algorithm);
        known.and_then(|(codes, _)| codes.split(' ').next())
    }

    /// Whether every noun is capitalised, so that an uncapitalised word names nothing.
    pub(super) fn has_capital_nouns(self) -> bool {
        self == Self::Stemmed(Algorithm::German)
    }

    /// The stemming of an article, whose language is declared or detected. Plain Latin letters of no
    /// recognised language count as English, so that all articles of a source are read alike.
    pub(super) fn of(article: &Article, text: &str) -> Self {
        let headline = article.headline.as_str();
        let is_plain = || is_plain_latin(headline) && is_plain_latin(text);
        let language = article.language.as_ref().map(|language| language.primary().to_owned());
        match language.or_else(|| super::language::detected(headline, text)) {
            Some(language) => Self::for_language(&language, headline),
            None if is_plain() => Self::Stemmed(Algorithm::English),
            None => Self::unstemmed(headline),
        }
    }

    fn unstemmed(headline: &str) -> Self {
        let letters = || headline.chars().filter(|letter| letter.is_alphabetic());
        let unspaced = letters().filter(|letter| text::is_unspaced(*letter)).count();
        if unspaced * 2 > letters().count() { Self::Unspaced } else { Self::Unstemmed }
    }

    /// The stemming of a language code of two letters or three.
    fn for_language(language: &str, headline: &str) -> Self {
        let known = LANGUAGES.iter().find(|(codes, _)| codes.split(' ').any(|code| code == language));
        known.map_or_else(|| Self::unstemmed(headline), |(_, algorithm)| Self::Stemmed(*algorithm))
    }
}

/// Whether at least 49 of 50 of the first letters are ASCII.
fn is_plain_latin(text: &str) -> bool {
    if text.is_ascii() {
        return true;
    }
    let (mut letters, mut foreign) = (0, 0);
    for character in text.chars().take(2_000).filter(|character| character.is_alphabetic()) {
        letters += 1;
        foreign += usize::from(!character.is_ascii());
    }
    foreign * 50 <= letters
}

/// Finds the terms of words in one language, and remembers them, since most words of a text have occurred
/// before. Spellings are remembered by their hash, which is as reliable as a term.
pub(super) struct Vocabulary {
    stemming: Stemming,
    stemmer: Option<Stemmer>,
    /// Half of the hash of a spelling and its term, `hash << 32 | term`, in the slot given by the other half.
    known: Vec<[u64; SPELLINGS_PER_SLOT]>,
}

/// The two halves of the hash of a spelling: its slot, and its mark there.
#[derive(Clone, Copy)]
struct Spelling {
    place: usize,
    mark: u64,
}

impl Spelling {
    fn of(word: &str) -> Self {
        let mut spread = TermHasher::default();
        spread.write_u64(hash(word));
        let hash = spread.finish();
        let place = usize::try_from(hash & 0xffff_ffff).unwrap_or_default() % SLOTS;
        Self { place, mark: (hash >> 32) | 1 }
    }
}

impl Vocabulary {
    pub(super) fn of(stemming: Stemming) -> Self {
        let stemmer = match stemming {
            Stemming::Stemmed(algorithm) => Some(Stemmer::create(algorithm)),
            Stemming::Unstemmed | Stemming::Unspaced => None,
        };
        Self { stemming, stemmer, known: vec![[0; SPELLINGS_PER_SLOT]; SLOTS] }
    }

    /// The terms of words, in order. All are looked up before any is stemmed, since memory accesses then
    /// overlap.
    pub(super) fn terms(&mut self, words: &[Word<'_>]) -> Vec<Term> {
        let spellings: Vec<Spelling> = words.iter().map(|word| Spelling::of(word.text)).collect();
        let found: Vec<Option<Term>> = spellings.iter().map(|spelling| self.find(*spelling)).collect();
        let each = words.iter().zip(spellings).zip(found);
        each.map(|((word, spelling), found)| found.unwrap_or_else(|| self.learn(*word, spelling))).collect()
    }

    fn find(&self, spelling: Spelling) -> Option<Term> {
        let place = self.known.get(spelling.place)?;
        let known = place.iter().find(|known| *known >> 32 == spelling.mark)?;
        u32::try_from(known & 0xffff_ffff).ok().map(Term)
    }

    /// Computes and remembers the term of a word, unless the same text has done so already.
    fn learn(&mut self, word: Word<'_>, spelling: Spelling) -> Term {
        if let Some(term) = self.find(spelling) {
            return term;
        }
        let term = self.stem(word);
        if let Some(place) = self.known.get_mut(spelling.place) {
            *place = [spelling.mark << 32 | u64::from(term.0), place[0]];
        }
        term
    }

    fn stem(&self, word: Word<'_>) -> Term {
        let lower = word.text.to_lowercase();
        let is_grammar = self.is_grammar(word, &lower);
        match &self.stemmer {
            Some(stemmer) if !word.is_unspaced => Term::of(&stemmer.stem(&lower), is_grammar),
            _ => Term::of(&lower, is_grammar),
        }
    }

    /// Whether a word likely carries grammar: by frequency in English, else by its shape.
    fn is_grammar(&self, word: Word<'_>, lower: &str) -> bool {
        if word.is_unspaced {
            return word.text.chars().all(is_hiragana);
        }
        self.stemming != Stemming::Stemmed(Algorithm::English)
            && word.text == lower
            && lower.chars().count() <= SHORT
            && lower.chars().all(char::is_alphabetic)
    }
}

/// The terms in both of two lists sorted by term, with the value of each list.
pub(super) fn shared<'both, One: Copy, Other: Copy>(
    one: &'both [(Term, One)],
    other: &'both [(Term, Other)],
) -> impl Iterator<Item = (Term, One, Other)> + 'both {
    let mut others = other;
    one.iter().filter_map(move |(term, said)| {
        let before = others.iter().take_while(|(other, _)| other < term).count();
        others = others.split_at(before).1;
        others.first().filter(|(other, _)| other == term).map(|(_, other)| (*term, *said, *other))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn term(stemming: Stemming, text: &str) -> Term {
        Vocabulary::of(stemming).terms(&[Word { text, start: 0, is_unspaced: false }])[0]
    }

    fn stemming(tag: &str) -> Stemming {
        Stemming::for_language(tag, "")
    }

    #[test]
    fn words_of_one_stem_are_one_term_in_their_language() {
        assert_eq!(term(stemming("eng"), "Bridges"), term(stemming("en"), "bridge"));
        assert_eq!(term(stemming("de"), "Brücken"), term(stemming("de"), "Brücke"));
        assert_ne!(term(stemming("xx"), "bridges"), term(stemming("xx"), "bridge"));
    }

    #[test]
    fn terms_are_those_that_caches_keep_in_this_version() {
        let told =
            ["de Brücken", "en organizations", "fr mangerions", "pl książkami", "ru городами", "ta மரங்கள்"];
        let terms = told.map(|told| {
            let (language, word) = told.split_once(' ').unwrap();
            format!("{told} {:08x}", term(stemming(language), word).0)
        });

        let kept = [
            "de Brücken 9dbadfaa",
            "en organizations d600420e",
            "fr mangerions d1c5af9a",
            "pl książkami 7a07aa86",
            "ru городами 113b33bc",
            "ta மரங்கள் 8a0f36c0",
        ];
        assert_eq!((TERM_VERSION, terms), (6, kept.map(str::to_owned)), "other terms need another version");
    }

    #[test]
    fn an_undeclared_language_counts_as_english_where_it_may_be() {
        let headed =
            |headline: &str| Stemming::of(&Article { headline: headline.into(), ..Article::default() }, "");

        assert_eq!(headed("Crack shuts bridge"), stemming("en"));
        assert_eq!(headed("Fêtes à Saint-Élme"), Stemming::Unstemmed);
        assert_eq!(headed("東京で地震"), Stemming::Unspaced);
    }

    #[test]
    fn short_words_of_other_languages_count_less() {
        assert!(term(stemming("de"), "und").weight() < term(stemming("de"), "Ulm").weight());
        assert!(term(stemming("en"), "bus").weight() >= 1.0);
    }
}
