//! Refusals: a key that can do nothing shows the reason.

use crate::config::action::Action;
use crate::domain::{LinkTarget, Pane};
use crate::tui::effect::Effect;
use crate::tui::failure::Failure;
use crate::tui::model::Model;
use crate::tui::overlays::Overlay;
use crate::tui::overlays::question::Question;

/// Shows a message, and does nothing else.
pub fn say(model: &mut Model, words: &str) -> Vec<Effect> {
    model.show_message(words);
    Vec::new()
}

/// Shows the reason of a failure, which stays until it is dismissed.
pub fn failed(model: &mut Model, failure: &Failure) -> Vec<Effect> {
    model.report_error(&failure.sentence(model.config.words));
    Vec::new()
}

/// Shows that there is no cached article where the focus is.
pub fn nothing_here(model: &mut Model) -> Vec<Effect> {
    let words = why_nothing(model);
    say(model, &words)
}

/// Shows that no article is open.
pub fn nothing_open(model: &mut Model) -> Vec<Effect> {
    say(model, model.config.words.open_first())
}

/// Shows [`nothing_here`] in a box, where an action would have opened a field of text: letters typed blindly
/// must not run as commands, so the box takes them until it is dismissed.
pub fn nothing_to_write_on(model: &mut Model) -> Vec<Effect> {
    let words = why_nothing(model);
    model.overlay = Some(Overlay::Question(Question::with_reason(
        model.config.words.bookmark(),
        words,
        model.config.words,
    )));
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
