//! Searches: in all articles from their list, in the text from the article.

use super::pickers;
use crate::domain::Pane;
use crate::tui::effect::Effect;
use crate::tui::model::{Model, PreviousList};
use crate::tui::overlays::Overlay;
use crate::tui::overlays::prompt::{Prompt, Purpose};

/// Opens the prompt of a search for the pane with the focus; in the sources, the list of sources to pick
/// from.
pub fn open(model: &mut Model) -> Vec<Effect> {
    if model.focus == Pane::Sources {
        return pickers::ask_for_views(model);
    }
    let prompt = if model.focus == Pane::Headlines || model.reading.is_none() {
        model.before_search = Some(PreviousList {
            view: model.headlines.view.clone(),
            order: model.headlines.order,
            selected: model.headlines.selected_row().map(|row| row.id),
        });
        Prompt::new(Purpose::Search, "", model.searches.clone(), model.config.words)
    } else {
        Prompt::new(Purpose::Find, "", Vec::new(), model.config.words)
    };
    model.overlay = Some(Overlay::Prompt(prompt));
    Vec::new()
}

/// Marks words in the article while they are typed.
pub fn mark(model: &mut Model, words: &str) -> Vec<Effect> {
    if let Some(reading) = &mut model.reading {
        reading.look_for(words);
        reading.show_match();
        let none = reading.find().matches().is_empty() && !words.trim().is_empty();
        let words_of = model.config.words;
        let found = if none {
            words_of.not_in_article(words)
        } else {
            reading.find().position(words_of).unwrap_or_default()
        };
        if let Some(Overlay::Prompt(prompt)) = &mut model.overlay {
            prompt.set_found(found);
        }
    }
    Vec::new()
}

/// Marks words in the article, and reports the number of matches.
pub fn find(model: &mut Model, words: &str) -> Vec<Effect> {
    let effects = mark(model, words);
    let Some(reading) = model.reading.as_ref().filter(|_| !words.trim().is_empty()) else { return effects };
    let found = reading.find().position(model.config.words).unwrap_or_default();
    let none = reading.find().matches().is_empty();
    model.unsaved = true;
    model.show_message(&if none {
        model.config.words.not_in_article(words)
    } else {
        model.config.words.found_in_article(found)
    });
    effects
}
