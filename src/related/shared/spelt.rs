//! An article's words beside their terms: which stand side by side, and which are written as names.

use crate::domain::Article;
use crate::related::article_terms::{ArticleTerms, each_word};
use crate::related::term::{Stemming, Term};
use crate::related::term_counts::TermCounts;

/// Words that stand before names and are no part of them, and those that credit pictures and reports.
const NAMELESS: [&str; 49] = [
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "prof",
    "professor",
    "sir",
    "dame",
    "lord",
    "president",
    "prime",
    "minister",
    "premier",
    "chancellor",
    "senator",
    "sen",
    "rep",
    "congressman",
    "gov",
    "governor",
    "mayor",
    "gen",
    "lt",
    "sgt",
    "capt",
    "ceo",
    "cfo",
    "jr",
    "sr",
    "ex",
    "herr",
    "frau",
    "señor",
    "señora",
    "monsieur",
    "madame",
    "pan",
    "pani",
    "экс",
    "г",
    "ap",
    "afp",
    "getty",
    "images",
    "photo",
    "photos",
    "video",
    "via",
];

/// Words that say nothing of an event, of languages whose common words are not known before there are many articles.
const GENERAL: &str = "sie ihr ihre ihren er es wir ich uns man jahr jahre jahren uhr prozent tag tage tagen zeit il elle ils \
    elles nous vous ans an année années jour jours años año día días él ella anni anno giorni anos ano dias jaar jaren \
    dagen monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag \
    sonntag lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo lat roku rok год года году лет yıl yılı";

/// Small words within names.
const LINKING: [&str; 22] = [
    "of", "the", "and", "for", "de", "del", "della", "di", "da", "do", "dos", "du", "des", "la", "le", "van",
    "von", "der", "bin", "ibn", "al", "el",
];

/// Words of a line from which on it is looked at as a headline.
const TITLE: usize = 5;

/// The words of an article as they are spelt, with their terms.
#[derive(Debug)]
pub struct Spelt {
    pub(super) stemming: Stemming,
    /// Sorted by term.
    pub(super) counts: Vec<(Term, f64)>,
    /// Text and headline.
    pub(super) pieces: [Piece; 2],
    /// Whether a headline is all there is.
    pub(super) is_bare: bool,
    /// Terms side by side, sorted.
    pairs: Vec<(Term, Term)>,
    /// Terms that are written small, sorted.
    small: Vec<Term>,
    /// Terms that are capitalised within a sentence, sorted.
    names: Vec<Term>,
}

/// A text and its words.
#[derive(Debug)]
pub(super) struct Piece {
    text: String,
    /// Whether it is no headline.
    pub is_text: bool,
    pub words: Vec<Spelling>,
}

/// A word where it stands in its text.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "five marks of a word, each of which holds or not")]
pub(super) struct Spelling {
    start: usize,
    end: usize,
    pub term: Term,
    pub is_unspaced: bool,
    pub is_capitalised: bool,
    /// Whether only a space, a hyphen or the point of an initial is between it and the word before.
    pub is_joined: bool,
    /// Whether it is that of the word before: "Sam’s Club".
    pub is_owned: bool,
    /// Whether most words of its line are capitalised, as in headlines.
    pub is_titled: bool,
}

impl Spelt {
    /// Of an article and its terms, in their order.
    pub fn of(article: &Article, terms: &ArticleTerms) -> Self {
        let pieces = [
            Piece::of(terms.text(article), &terms.body, true),
            Piece::of(article.headline.to_string(), &terms.headline, false),
        ];
        let mut spelt = Self {
            stemming: terms.stemming,
            counts: TermCounts::of(terms).terms,
            is_bare: terms.is_bare(),
            pieces,
            pairs: Vec::new(),
            small: Vec::new(),
            names: Vec::new(),
        };
        spelt.note();
        spelt
    }

    fn note(&mut self) {
        for piece in &self.pieces {
            let befores = [None].into_iter().chain(piece.words.iter().map(Some));
            for (before, word) in befores.zip(&piece.words) {
                if let Some(before) = before.filter(|_| word.is_joined) {
                    self.pairs.push((before.term, word.term));
                }
                if !word.is_capitalised {
                    self.small.push(word.term);
                } else if piece.is_text
                    && !word.is_titled
                    && before.is_some_and(|before| piece.is_within_a_sentence(*before, *word))
                {
                    self.names.push(word.term);
                }
            }
        }
        self.pairs.sort_unstable();
        self.small.sort_unstable();
        self.names.sort_unstable();
    }

    pub(super) fn has(&self, term: Term) -> bool {
        self.counts.binary_search_by_key(&term, |(known, _)| *known).is_ok()
    }

    pub(super) fn has_pair(&self, one: Term, other: Term) -> bool {
        self.pairs.binary_search(&(one, other)).is_ok()
    }

    pub(super) fn seen_small(&self, term: Term) -> bool {
        self.small.binary_search(&term).is_ok()
    }

    pub(super) fn seen_as_name(&self, term: Term) -> bool {
        self.names.binary_search(&term).is_ok()
    }
}

impl Piece {
    fn of(text: String, terms: &[Term], is_text: bool) -> Self {
        let mut words = Vec::with_capacity(terms.len());
        let mut terms = terms.iter();
        let mut before: Option<(usize, usize)> = None;
        each_word(&text, &mut |word| {
            let Some(term) = terms.next() else { return };
            let end = word.end();
            let between = before.and_then(|(_, end)| text.get(end..word.start));
            let is_initial =
                before.is_some_and(|(start, end)| is_initial(text.get(start..end).unwrap_or_default()));
            let is_joined = if word.is_unspaced {
                before.is_some_and(|(_, end)| word.start < end)
            } else {
                matches!(between, Some(" " | "-" | "\u{2011}"))
                    || is_initial && matches!(between, Some("." | ". "))
            };
            let is_capitalised = word.text.chars().next().is_some_and(char::is_uppercase);
            let is_owned = is_capitalised && matches!(between, Some("'s " | "’s "));
            before = Some((word.start, end));
            words.push(Spelling {
                start: word.start,
                end,
                term: *term,
                is_unspaced: word.is_unspaced,
                is_capitalised,
                is_joined: is_joined || is_owned,
                is_owned,
                is_titled: false,
            });
        });
        mark_titled(&text, &mut words);
        Self { text, is_text, words }
    }

    /// Words as they are written, from the first to the last.
    pub fn spelt(&self, words: &[Spelling]) -> &str {
        let ends = words.first().zip(words.last());
        ends.and_then(|(first, last)| self.text.get(first.start..last.end)).unwrap_or_default()
    }

    pub fn is_linking(&self, word: Spelling) -> bool {
        let spelt = self.spelt(&[word]);
        spelt.len() <= "della".len() && LINKING.iter().any(|linking| linking.eq_ignore_ascii_case(spelt))
    }

    /// Whether a person would not name a word.
    pub fn is_nameless(&self, word: Spelling) -> bool {
        is_nameless(&self.text, word.start, word.end)
    }

    /// Whether a word never stands without what it owns: "Sam’s Club", but not "Sam’s boat".
    pub fn always_owns(&self, name: Term, property: Term) -> bool {
        let others = self.words.iter().skip(1).map(|word| word.term).chain([Term::NONE]);
        self.words.iter().zip(others).all(|(word, next)| word.term != name || next == property)
    }

    pub fn is_number(&self, word: Spelling) -> bool {
        self.spelt(&[word]).starts_with(|letter: char| letter.is_numeric())
    }

    /// Whether a word is capitalised within a sentence, beside another that is.
    pub fn is_within_a_name(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.words.get(before));
        let (Some(before), Some(word)) = (before, self.words.get(at)) else { return false };
        let follows = word.is_joined && before.is_capitalised;
        let leads = self.words.get(at + 1).is_some_and(|next| next.is_joined && next.is_capitalised);
        self.is_text
            && word.is_capitalised
            && !word.is_titled
            && (follows || leads)
            && self.is_within_a_sentence(*before, *word)
    }

    /// Whether a sentence goes on from one word to the next, which is then capitalised for itself.
    fn is_within_a_sentence(&self, before: Spelling, word: Spelling) -> bool {
        let between = self.text.get(before.end..word.start).unwrap_or_default();
        let is_abbreviated = between == ". " && (word.is_joined || self.is_nameless(before));
        is_abbreviated || !between.contains(['.', '!', '?', ':', '\n', '"', '“', '«', '»', '„', '|', '•'])
    }
}

/// Marks the words of lines in which most words are capitalised.
fn mark_titled(text: &str, words: &mut [Spelling]) {
    let ends_line = |words: &[Spelling]| {
        let [one, next] = words else { return false };
        text.get(one.end..next.start).is_some_and(|between| between.contains('\n'))
    };
    let mut from = 0;
    for at in 1..=words.len() {
        if at < words.len() && !words.get(at - 1..=at).is_some_and(ends_line) {
            continue;
        }
        let line = words.get_mut(from..at).unwrap_or_default();
        let capitalised = line.iter().filter(|word| word.is_capitalised).count();
        if line.len() >= TITLE && capitalised * 3 >= line.len() * 2 {
            for word in line {
                word.is_titled = true;
            }
        }
        from = at;
    }
}

fn is_initial(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase) && word.chars().nth(1).is_none()
}

/// Titles and credits, what an apostrophe cut off ("don’t"), and abbreviations in brackets after a name.
fn is_nameless(text: &str, start: usize, end: usize) -> bool {
    let word = text.get(start..end).unwrap_or_default();
    let after = text.get(end..).unwrap_or_default();
    let mut following = after.chars();
    let is_contracted = following.next().is_some_and(|letter| matches!(letter, '\'' | '’'))
        && following.next().is_some_and(|letter| letter.is_alphabetic() && letter != 's');
    let is_bracketed = text.get(..start).is_some_and(|before| before.ends_with(['<', '(']))
        && (after.starts_with(['>', ')'])
            || after.starts_with('.') && text.get(..start).is_some_and(|before| before.ends_with('<')));
    let is_short = word.len() <= "congressman".len();
    let lower = if is_short { word.to_lowercase() } else { String::new() };
    is_contracted
        || is_bracketed
        || NAMELESS.contains(&lower.as_str())
        || GENERAL.split_whitespace().any(|general| general == lower)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Block, Body, Text};
    use crate::related::{DocumentFrequencies, TermReader, shared_words};

    fn spelt(headline: &str, text: &str) -> Spelt {
        let body = Body(vec![Block::Paragraph { text: Text::plain(text) }]);
        let article = Article { headline: headline.into(), body, ..Article::default() };
        Spelt::of(&article, &TermReader::default().read(&article))
    }

    fn common(one: &Spelt, other: &Spelt) -> Vec<String> {
        shared_words(one, other, &DocumentFrequencies::default(), 3)
    }

    #[test]
    fn names_are_whole_and_go_without_titles() {
        let one = spelt(
            "Runoff",
            "On Tuesday voters chose Sen. Cindy Hyde-Smith over Mike Espy, whom Frank W. Lowen supports.",
        );
        let other =
            spelt("Vote", "It was Mrs. Cindy Hyde-Smith who won, said Frank W. Lowen of the Bank of Marram.");

        let named = common(&one, &other);

        assert_eq!(named.len(), 2, "{named:?}");
        assert!(named.iter().any(|name| name == "Cindy Hyde-Smith"), "{named:?}");
        assert!(named.iter().any(|name| name == "Frank W. Lowen"), "{named:?}");
    }

    #[test]
    fn small_words_within_a_name_belong_to_it() {
        let one = spelt("Rates", "The move by the Bank of Marram came early in the ferry season.");
        let other = spelt("Money", "Critics of the Bank of Marram had waited long.");

        assert_eq!(common(&one, &other), ["Bank of Marram"]);
    }

    #[test]
    fn a_phrase_that_stands_in_both_texts_comes_before_its_words() {
        let one = spelt("Court", "The judges upheld the travel ban, and the ferry sailed.");
        let other = spelt("Ruling", "A ban on ferries is no travel ban, they said.");

        assert_eq!(common(&one, &other)[0], "travel ban");
    }

    #[test]
    fn a_word_is_no_name_for_standing_in_a_headline_with_capitals_and_a_name_has_one_form() {
        let one =
            spelt("Korea Plumes Seen Again", "Scientists saw plumes over Korea, where Korean divers swam.");
        let other = spelt("Plumes", "The plumes over Korea were seen by a Korean ferry.");

        let named = common(&one, &other);

        assert_eq!(named.iter().filter(|name| name.starts_with("Korea")).count(), 1, "{named:?}");
        assert!(named.contains(&"plumes".to_owned()), "{named:?}");
    }

    #[test]
    fn what_always_belongs_to_a_name_is_a_part_of_it_and_days_are_none() {
        let one = spelt("Crash", "A driver fled on Monday after a crash outside Lowen's Club in Marram.");
        let other = spelt("Driver", "The crash near Lowen's Club was on Monday, and Ana's boat saw it.");

        let named = common(&one, &other);

        assert!(named.iter().any(|name| name == "Lowen's Club"), "{named:?}");
        assert!(!named.iter().any(|name| name.contains("Monday")), "{named:?}");
    }

    #[test]
    fn what_an_apostrophe_cut_off_is_not_named() {
        let one = spelt("Ferry", "Don’t take the ferry, it doesn’t sail.");
        let other = spelt("Harbour", "Don’t wait. The ferry doesn’t come.");

        assert_eq!(common(&one, &other), ["ferry"]);
    }
}
