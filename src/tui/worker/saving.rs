//! Saves, renames and deletes saved searches, and reports each change.

use super::Worker;
use crate::domain::Prose;
use crate::tui::effect::SearchChange;
use crate::tui::failure::Failure;
use crate::tui::message::Message;

impl Worker {
    /// Changes the saved searches; returns the report.
    pub(super) fn save(&mut self, saving: &SearchChange) -> Result<Message, Failure> {
        Ok(match saving {
            SearchChange::Save(search) => {
                self.library.save_search(search)?;
                Message::Reported(self.words.search_saved(&search.name))
            }
            SearchChange::Rename(query, name) => {
                let saved = self.library.saved_searches(self.now())?;
                let known = saved.into_iter().find(|kept| kept.search.query == *query);
                let known = known.ok_or(Failure::SearchNotSaved)?.search.name;
                self.library.rename_search(known.as_str(), name)?;
                Message::Reported(self.words.search_renamed(known, name))
            }
            SearchChange::Delete(name) => {
                let forgotten = self.library.forget_search(name)?;
                let name = Prose::trimmed(name);
                if !forgotten {
                    return Err(Failure::UnknownSearch(name));
                }
                Message::Reported(self.words.search_forgotten(name))
            }
        })
    }
}
