//! Clippings of a Kindle (`My Clippings.txt`): each book or article with its passages as highlights. The file
//! has no addresses, so texts are identified by title and author.

use crate::domain::Prose;

use super::charset;
use super::document::{ImportError, ImportSink, Skipped, deliver};
use super::reading_list::{self, SavedLink};

/// The line after each clipping.
const RULE: &str = "==========";

/// The words for a note in the languages of the device; a clipping that is neither note nor bookmark is a
/// passage.
const NOTES: &[&str] = &["note", "notiz", "nota", "notitie", "заметка", "メモ", "笔记", "笔记位置"];

/// Whether a text is such a file: a title, a line about the clipping, and a rule further down.
pub fn is_clippings(text: &str) -> bool {
    let mut lines = text.lines().skip(1);
    lines.next().is_some_and(|line| line.trim_start_matches('\u{feff}').starts_with("- "))
        && lines.any(|line| line.trim() == RULE)
}

/// Reads the file. Clippings of one text are one article.
pub fn read(bytes: &[u8], each: &mut ImportSink<'_>) -> Result<(), ImportError> {
    let text = charset::decode(bytes);
    let mut texts: Vec<(usize, String, SavedLink)> = Vec::new();
    let mut clipping = Vec::new();
    for (number, line) in (1..).zip(text.lines().map(|line| line.trim_matches(['\u{feff}', ' ', '\r', '\t'])))
    {
        if line != RULE {
            clipping.push((number, line));
            continue;
        }
        add(&std::mem::take(&mut clipping), &mut texts);
    }
    if texts.is_empty() {
        return Err(ImportError::NoArticle("there are no highlights".to_owned()));
    }
    let found = |(line, _, saved): (usize, String, SavedLink)| {
        saved.into_article().map_err(|reason| Skipped { line: Some(line), reason })
    };
    deliver(texts.into_iter().map(found), each);
    Ok(())
}

/// Adds a clipping of a title, a line about it, and its words. A bookmark has no words, and is left out.
fn add(clipping: &[(usize, &str)], texts: &mut Vec<(usize, String, SavedLink)>) {
    let mut lines = clipping.iter().filter(|(_, line)| !line.is_empty());
    let (Some((number, title)), Some((_, about))) = (lines.next(), lines.next()) else { return };
    let words = lines.map(|(_, line)| *line).collect::<Vec<_>>().join("\n");
    if words.is_empty() {
        return;
    }
    let at = texts.iter().position(|(_, known, _)| known == title).unwrap_or_else(|| {
        texts.push((*number, (*title).to_owned(), titled(title)));
        texts.len() - 1
    });
    let Some((_, _, saved)) = texts.get_mut(at) else { return };
    let added = moment_in(about);
    saved.added = saved.added.min(added).or(saved.added).or(added);
    match saved.highlights.last_mut().filter(|passage| passage.note.is_none()) {
        Some(passage) if is_note(about) => passage.note = Some(words.as_str().into()),
        _ if is_note(about) => saved.remark(&words),
        _ => saved.highlight(&words, ""),
    }
}

/// The link for a title and author such as "The Sea (Calder, Ann)".
fn titled(title: &str) -> SavedLink {
    let author = title.strip_suffix(')').and_then(|title| title.rsplit_once(" ("));
    let (title, author) = author.unwrap_or((title, ""));
    let author = match author.split_once(", ") {
        Some((last, first)) if !author.contains(';') => format!("{first} {last}"),
        _ => author.to_owned(),
    };
    SavedLink { title: Prose::non_empty(title), author: Prose::non_empty(&author), ..SavedLink::default() }
}

fn is_note(about: &str) -> bool {
    let kind = about.split('|').next().unwrap_or_default().to_lowercase();
    kind.split(|letter: char| !letter.is_alphanumeric()).any(|word| NOTES.contains(&word))
}

/// The time of a clipping: "… | Added on Friday, 8 May 2020 10:00:00".
fn moment_in(about: &str) -> Option<jiff::Timestamp> {
    let told = about.rsplit('|').next().unwrap_or_default();
    let beginnings =
        told.char_indices().filter(|(at, _)| told.get(..*at).is_some_and(|before| before.ends_with(' ')));
    beginnings.filter_map(|(at, _)| told.get(at..)).find_map(reading_list::moment_of)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::ImportItem;
    use std::ops::ControlFlow;

    const CLIPPINGS: &str = "\u{feff}The Sea (Calder, Ann)\r\n- Your Highlight on page 5 | Location 62-63 | Added on Friday, 8 May 2020 10:00:00\r\n\r\nRain fell.\r\n==========\r\n\
        The Sea (Calder, Ann)\r\n- Your Note on page 5 | Location 63 | Added on Friday, 8 May 2020 10:01:00\r\n\r\nfor the talk\r\n==========\r\n\
        The Sea (Calder, Ann)\r\n- Your Bookmark on page 9 | Location 90 | Added on Friday, 8 May 2020 10:02:00\r\n\r\n\r\n==========\r\n\
        Der Berg\r\n- Ihre Markierung auf Seite 2 | Hinzugefügt am Samstag, 9. Mai 2020 08:00:00\r\n\r\nEs schneite.\r\n==========\r\n";

    #[test]
    fn the_passages_of_a_book_are_its_highlights_with_their_notes() {
        assert!(is_clippings(CLIPPINGS));
        let mut told = Vec::new();

        read(CLIPPINGS.as_bytes(), &mut |piece| {
            let Ok(ImportItem::Article(found)) = piece else { panic!("{piece:?}") };
            let passages = found.marks.highlights().into_iter().map(|kept| {
                format!("{} {}", kept.words, kept.note.map(|said| said.to_string()).unwrap_or_default())
            });
            let day = found.marks.bookmark().unwrap().added.to_string();
            told.push((
                found.article.headline.to_string(),
                found.article.names(),
                passages.collect::<Vec<_>>(),
                day,
            ));
            ControlFlow::Continue(())
        })
        .unwrap();

        assert_eq!(told.len(), 2);
        let (title, author, passages, day) = &told[0];
        assert_eq!((title.as_str(), author.as_str()), ("The Sea", "Ann Calder"));
        assert_eq!(passages, &["Rain fell. for the talk"]);
        assert!(day.starts_with("2020-05-08"), "{day}");
        assert_eq!(told[1].2, ["Es schneite. "]);
    }

    #[test]
    fn a_letter_with_a_dash_is_none() {
        assert!(!is_clippings("Dear Ann\n- it rained -\n\nYours\n"));
    }
}
