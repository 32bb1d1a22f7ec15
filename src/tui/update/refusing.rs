//! Why something cannot be done here. No key is silent: who pressed it learns what stands in its way.

use crate::config::action::Action;
use crate::domain::{LinkTarget, Pane};
use crate::tui::effect::Effect;
use crate::tui::failure::Failure;
use crate::tui::model::Model;
use crate::tui::overlays::Overlay;
use crate::tui::overlays::question::Question;

/// Says something instead.
pub fn say(model: &mut Model, words: &str) -> Vec<Effect> {
    model.say(words);
    Vec::new()
}

/// Says why something could not be done; the sentence stays until it is dismissed.
pub fn failed(model: &mut Model, failure: &Failure) -> Vec<Effect> {
    model.report_error(&failure.said(model.config.words));
    Vec::new()
}

/// There is no article of the cache where the focus is.
pub fn nothing_here(model: &mut Model) -> Vec<Effect> {
    let words = why_nothing(model);
    say(model, &words)
}

/// No article is open.
pub fn nothing_open(model: &mut Model) -> Vec<Effect> {
    say(model, model.config.words.open_first())
}

/// The same as [`nothing_here`], where a line to type into was wished for: what is typed into it blindly must
/// not run as commands, so a box takes it, until it is put away.
pub fn nothing_to_write_on(model: &mut Model) -> Vec<Effect> {
    let words = why_nothing(model);
    model.overlay =
        Some(Overlay::Question(Question::refusing(model.config.words.bookmark(), words, model.config.words)));
    Vec::new()
}

fn why_nothing(model: &Model) -> String {
    let link = model.related.selected_link().filter(|_| model.focus == Pane::Related);
    match link.map(|link| &link.target) {
        Some(LinkTarget::Outside(_)) => model.config.words.link_not_cached(model.key_of(Action::FetchPage)),
        Some(LinkTarget::HeadlineOnly) => model.config.words.link_comes_alive().to_owned(),
        Some(LinkTarget::Itself) => model.config.words.link_leads_here().to_owned(),
        Some(LinkTarget::Cached { .. }) | None => model.config.words.nothing_here().to_owned(),
    }
}
