//! The lines of an article with the words of a search.

use std::collections::BTreeSet;
use std::ops::Range;

use super::condition::{Condition, Word};
use crate::domain::{Article, Prose, Snippet};
use crate::text::each_folded_word_at;

/// The length of a snippet in characters.
const LENGTH: usize = 220;

/// Characters before its first match.
const BEFORE: usize = 50;

/// The most matches tried as the first of a snippet.
const LOOKED_AT: usize = 64;

/// Consecutive words: one, or a phrase.
type SearchedWords<'ask> = &'ask [Word];

/// A match: its characters, and the number of its words in the search.
struct SnippetMatch {
    at: Range<usize>,
    which: usize,
}

/// The part of the body, else of the standfirst, with the most words of a search; where neither has any, the
/// beginning of the text.
pub(super) fn of(article: &Article, plain: &str, condition: &Condition) -> Snippet {
    let sought = sought(condition);
    let standfirst = article.standfirst.as_ref().map_or("", Prose::as_str);
    let mut texts = [plain, standfirst].into_iter().filter(|text| !text.is_empty());
    let found =
        texts.clone().map(|text| (text, places(text, &sought))).find(|(_, places)| !places.is_empty());
    match found {
        Some((text, places)) => cut(text, &places),
        None => texts.next_back().map(|text| cut(text, &[])).unwrap_or_default(),
    }
}

fn sought(condition: &Condition) -> Vec<SearchedWords<'_>> {
    let mut sought = Vec::new();
    condition.each_wanted(&mut |leaf| match leaf {
        Condition::Word(word) if word.is_of_text() => sought.push(std::slice::from_ref(word)),
        Condition::Sequence(sequence) => sought.push(sequence.words.as_slice()),
        _ => {}
    });
    sought
}

/// All matches of the words, in order, without overlaps.
fn places(text: &str, sought: &[SearchedWords<'_>]) -> Vec<SnippetMatch> {
    let mut words: Vec<(String, Range<usize>)> = Vec::new();
    each_folded_word_at(text, |folded, place| words.push((folded.to_owned(), place)));
    let mut places: Vec<SnippetMatch> = Vec::new();
    for position in 0..words.len() {
        let here = words.get(position..).unwrap_or_default();
        let found = sought.iter().position(|sought| begins(here, sought));
        let Some((which, last)) = found.and_then(|which| Some((which, sought.get(which)?.len() - 1))) else {
            continue;
        };
        if let (Some((_, first)), Some((_, last))) = (here.first(), here.get(last))
            && places.last().is_none_or(|before| before.at.end <= first.start)
        {
            places.push(SnippetMatch { at: first.start..last.end, which });
        }
    }
    places
}

fn begins(words: &[(String, Range<usize>)], sought: SearchedWords<'_>) -> bool {
    words.len() >= sought.len() && words.iter().zip(sought).all(|((word, _), wanted)| wanted.matches(word))
}

/// The part of the text with the most different words, its matches marked.
fn cut(text: &str, places: &[SnippetMatch]) -> Snippet {
    let letters: Vec<char> = text.chars().collect();
    let within = |start: usize| {
        let near = places
            .iter()
            .filter(move |place| place.at.start >= start && place.at.end <= start + LENGTH - BEFORE);
        near.map(|place| place.which).collect::<BTreeSet<_>>().len()
    };
    let mut best = (0, 0);
    for place in places.iter().take(LOOKED_AT) {
        let different = within(place.at.start);
        if different > best.0 {
            best = (different, place.at.start);
        }
    }
    let start = word_start(&letters, best.1.saturating_sub(BEFORE), best.1);
    let end = word_end(&letters, start + LENGTH);
    write(&letters, start..end, places)
}

/// The first beginning of a word from a position on, up to another.
fn word_start(letters: &[char], from: usize, most: usize) -> usize {
    let starts = |at: &usize| *at == 0 || letters.get(at - 1).is_some_and(|before| before.is_whitespace());
    (from..=most).find(starts).unwrap_or(most)
}

/// The last end of a word up to a position; a word longer than half of the snippet is cut.
fn word_end(letters: &[char], most: usize) -> usize {
    if most >= letters.len() {
        return letters.len();
    }
    let ends = |at: &usize| letters.get(*at).is_some_and(|after| after.is_whitespace());
    (most - LENGTH / 2..=most).rev().find(ends).unwrap_or(most)
}

/// A snippet on one line, with an ellipsis where text was left out.
fn write(letters: &[char], shown: Range<usize>, places: &[SnippetMatch]) -> Snippet {
    let mut text = String::from(if shown.start > 0 { "…" } else { "" });
    let mut length = text.chars().count();
    let mut marks: Vec<Range<usize>> = Vec::new();
    let mut places = places.iter().skip_while(|place| place.at.start < shown.start).peekable();
    let mut mark = None;
    for at in shown.clone() {
        let Some(letter) = letters.get(at) else { break };
        if let Some(place) = places.peek() {
            mark = mark.or_else(|| (place.at.start == at).then_some(length));
        }
        let letter = if letter.is_whitespace() { ' ' } else { *letter };
        if letter != ' ' || !text.ends_with(' ') {
            text.push(letter);
            length += 1;
        }
        if let Some(start) = mark
            && places.next_if(|place| place.at.end == at + 1).is_some()
        {
            marks.push(start..length);
            mark = None;
        }
    }
    if shown.end < letters.len() {
        text.push('…');
    }
    Snippet { text: Prose::from_untrusted(&text), marks }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cache::search::condition::Sequence;

    fn snippet(text: &str, words: &[&str]) -> (String, Vec<String>) {
        let word = |text: &str| Word { field: None, text: text.to_owned(), is_prefix: false };
        let sequences = words.iter().map(|words| {
            let words: Vec<Word> = words.split(' ').map(word).collect();
            Condition::Sequence(Sequence { indexed_words: words.clone(), words })
        });
        let Snippet { text, marks } = of(&Article::default(), text, &Condition::All(sequences.collect()));
        let marked = |mark: Range<usize>| text.as_str().chars().skip(mark.start).take(mark.len()).collect();
        (text.to_string(), marks.into_iter().map(marked).collect())
    }

    #[test]
    fn a_short_text_is_shown_whole_with_its_words_marked() {
        let (text, marked) = snippet("Łódź is\nwet. The river rose in Lodz.", &["lodz", "the river"]);

        assert_eq!(text, "Łódź is wet. The river rose in Lodz.");
        assert_eq!(marked, ["Łódź", "The river", "Lodz"]);
    }

    #[test]
    fn a_long_text_is_shown_where_most_words_stand_together() {
        let filling = "nothing to be told here ".repeat(40);
        let text = format!("The river. {filling} The river rose again. {filling}");

        let (text, marked) = snippet(&text, &["river", "rose"]);

        assert_eq!(marked, ["river", "rose"]);
        assert!(text.starts_with('…') && text.ends_with('…'), "{text}");
        assert!(text.chars().count() <= LENGTH + 2, "{text}");
    }

    #[test]
    fn a_text_without_the_words_begins_with_its_beginning() {
        let long = "It was told that nothing happened. ".repeat(20);

        let (text, marked) = snippet(&long, &["flood"]);

        assert!(text.starts_with("It was told"));
        assert_eq!(marked, [""; 0]);
    }

    #[test]
    fn characters_without_spaces_are_marked_too() {
        let (text, marked) = snippet(&"東京で地震があった。".repeat(60), &["地 震"]);

        assert_eq!(marked.first().map(String::as_str), Some("地震"));
        assert!(text.chars().count() <= LENGTH + 2);
    }
}
