//! Sets pictures with their captions, alternative texts and credits, without repetitions and placeholder
//! texts.

use super::Role;
use super::galley::{Galley, Style};
use super::margin::Margin;
use crate::domain::{Article, Block, Figure, Prose, Text};

/// Letters of a headline from which a repetition beside a picture is recognised.
const LEAST_REPEATED: usize = 12;

/// Most letters of a name that needs a label as a credit.
const LONGEST_NAME: usize = 12;

/// File extensions of pictures.
const FILES: &[&str] = &[".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".avif", ".bmp", ".tif", ".tiff"];

/// Placeholder texts, which do not describe a picture.
const EMPTY: &[&str] = &["n/a", "na", "none", "null", "image", "img", "photo", "picture", "bild", "foto"];

/// Agencies whose name alone does not describe a picture.
const AGENCIES: &[&str] = &[
    "afp",
    "alamy",
    "ansa",
    "ap",
    "dpa",
    "efe",
    "epa",
    "getty",
    "istock",
    "pa",
    "reuters",
    "shutterstock",
    "tass",
    "unsplash",
    "xinhua",
];

/// Sets a picture where there is room for it, and its words; a picture that is not drawn has a mark before
/// its words, unless they say nothing.
pub(super) fn set_figure(galley: &mut Galley, figure: &Figure) {
    let is_drawn = figure.picture.as_ref().is_some_and(|picture| galley.picture(picture.name()));
    if is_drawn {
        return set_words(galley, figure);
    }
    if !has_words(figure) {
        return pass(galley, figure);
    }
    let mark = if galley.linear { galley.label_words.picture_of() } else { "▣ " };
    galley.within(Margin::hanging(mark.to_owned(), Role::Faint), |galley| set_words(galley, figure));
}

/// Whether there is a picture, or words about it: an address alone is not shown.
pub(super) fn has_content(figure: &Figure) -> bool {
    figure.picture.is_some() || has_words(figure)
}

/// Whether a block repeats the figure that the article opens with.
pub(super) fn is_the_lead(article: &Article, block: &Block) -> bool {
    let (Some(lead), Block::Figure(figure)) = (&article.lead_image, block) else { return false };
    let first = article.body.blocks().iter().find(|block| matches!(block, Block::Figure(_)));
    let is_first = first.is_some_and(|first| std::ptr::eq(first, block));
    let is_seen = lead.picture.is_some() || figure.picture.is_none();
    is_first && is_seen && has_content(lead) && is_same_figure(lead, figure)
}

/// Whether all words about a picture that is not in the cache repeat the headline.
pub(super) fn repeats_headline(figure: &Figure, article: &Article) -> bool {
    let says_more = figure.picture.is_some() || figure.caption.is_some();
    let Some(alt) = figure.alt.as_ref().filter(|_| !says_more) else { return false };
    let (alt, headline) = (plain(alt.as_str()), plain(article.headline.as_str()));
    let are_long = headline.len().min(alt.len()) >= LEAST_REPEATED;
    are_long && (alt.starts_with(&headline) || headline.starts_with(&alt))
}

/// Whether the words about a picture that is not in the cache were shown further up; if not, they are added
/// to the shown ones.
pub(super) fn repeats_words(figure: &Figure, shown_words: &mut Vec<String>) -> bool {
    let Some(words) = words_of(figure).map(|words| plain(&words)) else { return false };
    if figure.picture.is_none() && words.len() >= LEAST_REPEATED && shown_words.contains(&words) {
        return true;
    }
    shown_words.push(words);
    false
}

/// Whether two figures are one picture, or have the same words.
fn is_same_figure(one: &Figure, other: &Figure) -> bool {
    if one.url.is_some() && one.url == other.url {
        return !has_words(other) || has_same_words(one, other);
    }
    has_words(one) && has_same_words(one, other)
}

fn has_same_words(one: &Figure, other: &Figure) -> bool {
    let told = |figure: &Figure| words_of(figure).map(|words| plain(&words));
    told(one) == told(other)
}

fn set_words(galley: &mut Galley, figure: &Figure) {
    let (alt, caption) = (figure.alt.as_ref(), figure.caption.as_ref());
    let alt_has_more = alt_begins_with_caption(figure);
    if let Some(alt) = alt {
        if alt_has_more {
            galley.words(alt.as_str(), Style::whole(Role::Caption));
        } else if is_empty(alt.as_str()) || is_repeated(figure) {
            galley.position.begin_piece();
            galley.position.pass(alt.as_str());
        } else {
            galley.words(alt.as_str(), Style::whole(Role::Faint));
        }
    }
    if let Some(caption) = caption {
        if alt_has_more || is_empty(&caption.to_plain()) {
            galley.position.begin_piece();
            galley.position.pass(&caption.to_plain());
        } else {
            galley.text(caption, Style::whole(Role::Caption));
        }
    }
    let Some(credit) = &figure.credit else { return };
    if alt.is_some_and(|alt| alt_has_more && plain(alt.as_str()).contains(&plain(credit.as_str()))) {
        galley.position.begin_piece();
        galley.position.pass(credit.as_str());
    } else if is_bare_name(credit.as_str()) {
        let label = format!("{} ", galley.label_words.photo_credit());
        galley.within(Margin::hanging(label, Role::Credit), |galley| {
            galley.words(credit.as_str(), Style::whole(Role::Credit));
        });
    } else {
        galley.words(credit.as_str(), Style::whole(Role::Credit));
    }
}

/// Whether a credit is one name without an agency, which alone does not look like a credit.
fn is_bare_name(credit: &str) -> bool {
    let is_acronym = credit.chars().all(|letter| !letter.is_lowercase());
    !is_acronym && !credit.contains([' ', '/', '.', ',', ':', '©']) && credit.chars().count() <= LONGEST_NAME
}

/// Moves the position past words that are not shown.
fn pass(galley: &mut Galley, figure: &Figure) {
    let caption = figure.caption.as_ref().map(Text::to_plain);
    let told = |words: &Prose| words.to_string();
    for words in
        [figure.alt.as_ref().map(told), caption, figure.credit.as_ref().map(told)].into_iter().flatten()
    {
        galley.position.begin_piece();
        galley.position.pass(&words);
    }
}

/// Whether the caption begins with the alternative text.
pub(super) fn is_repeated(figure: &Figure) -> bool {
    let (Some(alt), Some(caption)) = (&figure.alt, &figure.caption) else { return false };
    plain(&caption.to_plain()).starts_with(&plain(alt.as_str()))
}

/// Whether the alternative text begins with the caption and goes on, for example with the photographer.
pub(super) fn alt_begins_with_caption(figure: &Figure) -> bool {
    let (Some(alt), Some(caption)) = (&figure.alt, &figure.caption) else { return false };
    let (alt, caption) = (plain(alt.as_str()), plain(&caption.to_plain()));
    !caption.is_empty() && alt.len() > caption.len() && alt.starts_with(&caption)
}

/// The words about a picture: its caption, else its alternative text; `None` where they say nothing.
pub fn words_of(figure: &Figure) -> Option<String> {
    let caption = figure.caption.as_ref().map(Text::to_plain);
    let alt = figure.alt.as_ref().map(ToString::to_string);
    [caption, alt].into_iter().flatten().find(|words| !is_empty(words))
}

/// Whether there are words about a picture besides its credit.
pub(super) fn has_words(figure: &Figure) -> bool {
    words_of(figure).is_some()
}

/// Whether words do not describe a picture: a file's name, an agency's, "n/a".
pub(super) fn is_empty(words: &str) -> bool {
    let words = words.trim().trim_matches(['(', ')', '[', ']', '.', ':']).to_lowercase();
    let is_file = !words.contains(' ') && FILES.iter().any(|end| words.ends_with(end));
    let names_agency = || {
        let mut names = words.split(['/', ' ', ',']).filter(|word| !word.is_empty());
        names.all(|word| AGENCIES.contains(&word) || word == "images")
    };
    words.is_empty() || is_file || EMPTY.contains(&words.as_str()) || names_agency()
}

/// The letters of words, for comparisons.
fn plain(words: &str) -> String {
    words.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_and_agencies_are_no_words_about_a_picture() {
        for words in ["P1610087.jpg", "n/a", "GETTY", "(AP)", "AFP/Getty Images", "", "image"] {
            assert!(is_empty(words), "{words}");
        }
        for words in ["The river at dawn", "A getty in the park.jpg", "Rain", "Map of the AP offices"] {
            assert!(!is_empty(words), "{words}");
        }
    }
}
