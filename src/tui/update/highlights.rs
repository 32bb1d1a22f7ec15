//! Highlights: marks a passage of the article, unmarks it, and goes to it.

use super::refusals;
use crate::config::action::Action;
use crate::domain::{Block, Change, Highlight};
use crate::library::Highlighted;
use crate::tui::effect::{Effect, Intent, Task};
use crate::tui::model::Model;
use crate::tui::overlays::Overlay;
use crate::tui::overlays::passage::{Paragraph, Passage};
use crate::tui::overlays::picker::{Choice, Picker};
use crate::tui::panes::article::ArticlePane;
use crate::tui::wish::Wish;
use crate::typeset::{self, Part, Source};

/// Characters of a passage that its row in the list shows.
const SHOWN: usize = 72;

/// Begins the choice of a passage, with the first visible sentence.
pub fn begin(model: &mut Model) -> Vec<Effect> {
    let Some(reading) = &model.reading else { return refusals::nothing_open(model) };
    let here = reading.page().place_of(reading.top());
    let passage = Passage::at(paragraphs(reading), here, model.config.words);
    open(model, passage)
}

/// Opens the overlay in which a passage is changed, noted and marked.
fn open(model: &mut Model, passage: Option<Passage>) -> Vec<Effect> {
    let Some(passage) = passage else {
        return refusals::say(model, model.config.words.no_passage());
    };
    let source = passage.source();
    model.overlay = Some(Overlay::Passage(passage));
    show_passage(model, Some(source))
}

fn paragraphs(reading: &ArticlePane) -> Vec<Paragraph> {
    let blocks = reading.opened.article.body.blocks().iter().enumerate();
    blocks.filter_map(|(block, content)| Some(Paragraph::of(block, text_of(content)?))).collect()
}

/// Shows the passage from the place where the mouse button went down to the pointer.
pub fn drag(model: &mut Model, column: u16, row: u16) -> Vec<Effect> {
    let (Some((block, from)), Some((other, to))) = (model.drag_start, model.text_at(column, row)) else {
        return Vec::new();
    };
    if block != other || from == to {
        return Vec::new();
    }
    show_passage(model, Some(Source { part: Part::Block(block), start: from.min(to), end: from.max(to) }))
}

/// Begins the choice with the words that were dragged over, where there are any.
pub fn release_mouse(model: &mut Model) -> Vec<Effect> {
    let Some(reading) = model.reading.as_ref().filter(|_| model.drag_start.is_some()) else {
        return Vec::new();
    };
    let dragged = reading.chosen();
    let passage = dragged.and_then(|span| Passage::spanning(paragraphs(reading), span, model.config.words));
    model.drag_start = None;
    if dragged.is_some() { open(model, passage) } else { Vec::new() }
}

/// The text of a block, where it has any.
fn text_of(block: &Block) -> Option<String> {
    Some(block.to_plain()).filter(|text| text.contains(char::is_alphanumeric))
}

/// Shows the passage that is being chosen.
pub fn show_passage(model: &mut Model, passage: Option<Source>) -> Vec<Effect> {
    if let Some(reading) = &mut model.reading {
        reading.choose(passage);
    }
    Vec::new()
}

/// Highlights a passage of the open article; an identical highlight is removed.
pub fn highlight(model: &mut Model, highlight: Highlight) -> Vec<Effect> {
    let Some(reading) = &mut model.reading else { return refusals::nothing_open(model) };
    reading.choose(None);
    let is_there = reading.opened.highlights.contains(&highlight);
    let (words, said) = (highlight.words.clone(), Some(highlight).filter(|_| !is_there));
    apply(Change::Highlight(vec![(reading.id(), (words, said))]))
}

/// Removes the highlights that a passage touches.
pub fn unhighlight(model: &mut Model, passage: Source) -> Vec<Effect> {
    let Some(reading) = &mut model.reading else { return refusals::nothing_open(model) };
    reading.choose(None);
    let touched = |found: &typeset::Match| {
        let other = found.source;
        other.part == passage.part && other.start < passage.end && passage.start < other.end
    };
    let id = reading.id();
    let all = reading.opened.highlights.iter();
    let gone = all.filter(|highlight| reading.page().passage(highlight).iter().any(touched));
    apply(Change::Highlight(gone.map(|highlight| (id, (highlight.words.clone(), None))).collect()))
}

fn apply(change: Change) -> Vec<Effect> {
    vec![Effect::Task(Task::Apply(Intent::Do, change, None))]
}

/// Lists the highlights of all articles, each with its article and day.
pub fn list(model: &mut Model, all: Vec<Highlighted>) {
    if all.is_empty() {
        let key = model.key_of(Action::Highlight);
        return model.show_message(&model.config.words.no_highlights(key));
    }
    let choice = |Highlighted { id, article, highlight, .. }: Highlighted| {
        let words = highlight.words.as_str().split_whitespace().collect::<Vec<_>>().join(" ");
        let words = typeset::truncate(&words, SHOWN).into_owned();
        let note = highlight.note.as_ref().map(|note| format!(" » {}", note.as_str().replace('\n', " ")));
        let day = article.published.map(|moment| moment.day().to_string());
        let about: Vec<String> = [Some(article.headline.to_string()), day].into_iter().flatten().collect();
        let name = format!("{words}{}", note.unwrap_or_default());
        Choice::new(name, about.join(" · "), Wish::OpenPassage(id, Box::new(highlight)))
    };
    let choices = all.into_iter().map(choice).collect();
    model.overlay = Some(Overlay::List(Picker::new(model.config.words.highlights(), choices, None).wide()));
}
