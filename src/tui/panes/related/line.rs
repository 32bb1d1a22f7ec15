//! The lines of the related pane as text: headings, folds, and each link with facts about its article.

use super::{Entry, RelatedLinks, Setting};
use crate::domain::Prose;
use crate::library::{FoldKind, FoldedLinks, RelatedItem, RelatedRow, Section};
use crate::typeset;
use crate::words::Words;

/// Columns before a headline: the bar of the selection, the number, the mark, spaces.
pub const INDENT: u16 = 5;

/// Most lines of a headline, and of a heading.
const HEADLINE_LINES: usize = 3;
const HEADING_LINES: usize = 2;

/// A line of the pane.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The position of the line's entry among all that can be selected.
    pub position: Option<usize>,
    /// The number of the link that begins on the line.
    pub number: Option<usize>,
    /// The kind of line.
    pub kind: LineKind,
    /// The text of the line.
    pub text: String,
}

/// The kind of a line of the pane.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LineKind {
    /// A blank line.
    #[default]
    Blank,
    /// A line of the heading of a section.
    Section,
    /// A line of the publisher's heading of a group.
    Group,
    /// The first line of a link.
    Link,
    /// A further line of a link's headline.
    MoreOfLink,
    /// Facts about a link's article, or the keys for the link.
    AboutLink,
    /// A fold of hidden links.
    Fold,
}

/// The lines of all links.
pub fn lines(links: &RelatedLinks, setting: &Setting) -> Vec<Line> {
    let mut set = Vec::new();
    let numbered: Vec<usize> = links.numbered().collect();
    let mut entries = links.shown().peekable();
    let mut before = None;
    for item in links.items() {
        if is_parted(before, item) {
            set.push(Line::default());
        }
        before = Some(item);
        match item {
            RelatedItem::Section(section) => {
                set.extend(heading(&section_heading(section, setting.words), 1, LineKind::Section, setting));
            }
            RelatedItem::Group(given) => set.extend(heading(given.as_str(), 3, LineKind::Group, setting)),
            RelatedItem::Link(_) | RelatedItem::Fold(_) => {
                let of_item = 1 + links.unfolded_rows(item);
                for (position, entry) in entries.by_ref().take(of_item) {
                    let number = numbered.iter().position(|numbered| *numbered == position);
                    let here = EntryPosition { position, number: number.map(|at| at + 1) };
                    set.extend(entry_lines(entry, here, position == links.selected(), setting));
                }
            }
        }
    }
    set
}

/// Whether a blank line stands before an item: before every heading but the first, and before a fold that
/// follows links of another group.
fn is_parted(before: Option<&RelatedItem>, item: &RelatedItem) -> bool {
    let is_group =
        |item: &RelatedItem| matches!(item, RelatedItem::Fold(FoldedLinks { kind: FoldKind::Group(_), .. }));
    match (before, item) {
        (None | Some(RelatedItem::Section(_)), _) => false,
        (Some(_), RelatedItem::Section(_) | RelatedItem::Group(_)) => true,
        (Some(before), item) => is_group(item) && !is_group(before),
    }
}

/// The position of an entry, and its number.
#[derive(Clone, Copy)]
struct EntryPosition {
    position: usize,
    number: Option<usize>,
}

fn entry_lines(entry: Entry<'_>, place: EntryPosition, selected: bool, setting: &Setting) -> Vec<Line> {
    match entry {
        Entry::Link(row) => {
            let mut lines = link_lines(row, place, setting);
            let hint = setting.hint.iter().filter(|_| selected);
            lines.extend(hint.map(|hint| about(hint, place, setting)));
            lines
        }
        Entry::Fold(fold, unfolded) => {
            let columns = usize::from(setting.width.saturating_sub(1));
            let text = fold_words(fold, unfolded, columns, setting.words);
            let text = typeset::truncate(&text, columns).into_owned();
            vec![Line { position: Some(place.position), number: None, kind: LineKind::Fold, text }]
        }
    }
}

fn section_heading(section: &Section, words: Words) -> String {
    match section {
        Section::Story { sources } => words.this_story(*sources),
        Section::OtherLanguages => words.other_languages_heading().to_owned(),
        Section::Background => words.background_heading().to_owned(),
        Section::Nearest => words.nearest_heading().to_owned(),
        Section::MoreFrom(name) => words.more_from(name),
        Section::LinkedHere => words.links_here_heading().to_owned(),
        Section::LinkedFromHere => words.linked_from_here().to_owned(),
        Section::Page => words.from_the_page().to_owned(),
    }
}

/// The text of a fold; its heading is shortened before the count.
fn fold_words(fold: &FoldedLinks, unfolded: bool, columns: usize, words: Words) -> String {
    let (count, sign) = (fold.rows.len(), if unfolded { '▾' } else { '▸' });
    match &fold.kind {
        FoldKind::Copies => words.folded_copies(count, sign),
        FoldKind::Reports => words.more_on_story(count, sign),
        FoldKind::Group(heading) if !heading.is_empty() => {
            let around = typeset::width(&words.folded_links(count, sign, ""));
            let heading = typeset::truncate(heading.as_str(), columns.saturating_sub(around));
            words.folded_links(count, sign, heading)
        }
        FoldKind::Group(_) | FoldKind::Rest => words.more_links(count, sign),
    }
}

fn heading(text: &str, indent: u16, kind: LineKind, setting: &Setting) -> Vec<Line> {
    let columns = usize::from(setting.width.saturating_sub(indent)).max(1);
    let lines = typeset::wrap(text, columns, HEADING_LINES).into_iter();
    lines.map(|text| Line { kind, text, ..Line::default() }).collect()
}

/// The lines of a link.
fn link_lines(row: &RelatedRow, place: EntryPosition, setting: &Setting) -> Vec<Line> {
    let EntryPosition { position, number } = place;
    let columns = usize::from(setting.width.saturating_sub(INDENT)).max(1);
    let headline = typeset::wrap(row.link.headline.as_str(), columns, HEADLINE_LINES);
    let mut lines: Vec<Line> = headline
        .into_iter()
        .map(|text| Line { position: Some(position), number: None, kind: LineKind::MoreOfLink, text })
        .collect();
    if lines.is_empty() {
        lines.push(Line { position: Some(position), ..Line::default() });
    }
    if let Some(first) = lines.first_mut() {
        (first.kind, first.number) = (LineKind::Link, number);
    }
    let facts = setting.words.facts_beside(&row.link);
    lines.extend(
        Some(facts)
            .filter(|facts| !facts.is_empty())
            .map(|facts: Prose| about(facts.as_str(), place, setting)),
    );
    lines
}

/// A line about a link.
fn about(facts: &str, place: EntryPosition, setting: &Setting) -> Line {
    let columns = usize::from(setting.width.saturating_sub(INDENT)).max(1);
    let text = whole_facts(facts, columns);
    Line { position: Some(place.position), number: None, kind: LineKind::AboutLink, text }
}

/// The separator of facts.
const SEPARATOR: &str = " · ";

/// The least columns to which the first fact is cut so that the second has room.
const LEAST_FIRST: usize = 8;

/// As many of the facts as fit uncut; only the first is cut where it has to be, or for the second.
fn whole_facts(facts: &str, columns: usize) -> String {
    let mut told = String::new();
    if let Some((first, rest)) = facts.split_once(SEPARATOR) {
        let second = rest.split(SEPARATOR).next().unwrap_or_default();
        let room = columns.saturating_sub(typeset::width(SEPARATOR) + typeset::width(second));
        if room >= LEAST_FIRST && room < typeset::width(first) {
            return format!("{}{SEPARATOR}{second}", typeset::truncate(first, room));
        }
    }
    for fact in facts.split(SEPARATOR) {
        let longer = if told.is_empty() { fact.to_owned() } else { format!("{told}{SEPARATOR}{fact}") };
        if !told.is_empty() && typeset::width(&longer) > columns {
            break;
        }
        told = longer;
    }
    typeset::truncate(&told, columns).into_owned()
}

#[cfg(test)]
mod tests {
    use super::whole_facts;

    #[test]
    fn a_fact_that_has_no_room_goes_whole() {
        assert_eq!(whole_facts("Gazette · 10 min later", 22), "Gazette · 10 min later");
        assert_eq!(whole_facts("Gazette · 10 min later", 20), "Gazette");
        assert_eq!(whole_facts("The Harbour Gazette · 7 h later", 24), "The Harbour… · 7 h later");
        assert_eq!(whole_facts("The Harbour Gazette", 12), "The Harbour…");
    }
}
