//! The command line: opened, perhaps with the beginning of a command, and completed.

use crate::tui::ask::{Ask, CompletionSource};
use crate::tui::effect::Effect;
use crate::tui::model::Model;
use crate::tui::overlays::Overlay;
use crate::tui::overlays::prompt::{Prompt, Purpose};

/// Opens the command line, with the beginning of a command.
pub fn open(model: &mut Model, begun: &str) -> Vec<Effect> {
    let mut prompt = Prompt::new(Purpose::Command, begun, model.commands.clone(), model.config.words);
    let source = prompt.completion_source();
    model.overlay = Some(Overlay::Prompt(prompt));
    source.map(|source| complete(model, source)).unwrap_or_default()
}

/// Asks for the words that complete a command.
pub fn complete(model: &mut Model, source: CompletionSource) -> Vec<Effect> {
    vec![model.ask(Ask::Completions(source))]
}
