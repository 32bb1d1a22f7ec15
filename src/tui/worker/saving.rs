//! Saved searches: saved, renamed and forgotten on a wish, each told.

use jiff::Timestamp;

use super::Worker;
use crate::domain::Prose;
use crate::library::LibraryError;
use crate::tui::effect::Saving;
use crate::tui::message::Message;

impl Worker {
    /// Does what is wished to the saved searches; answers with what to say.
    pub(super) fn save(&mut self, saving: &Saving) -> Result<Message, LibraryError> {
        Ok(match saving {
            Saving::Save(search) => {
                self.library.save_search(search)?;
                Message::Said(self.words.search_saved(&search.name))
            }
            Saving::Rename(query, name) => {
                let saved = self.library.saved_searches(Timestamp::now())?;
                let known = saved.into_iter().find(|kept| kept.search.query == *query);
                let Some(known) = known.map(|kept| kept.search.name) else {
                    return Ok(Message::Failed(self.words.search_not_saved().to_owned()));
                };
                self.library.rename_search(known.as_str(), name)?;
                Message::Said(self.words.search_renamed(known, name))
            }
            Saving::Forget(name) => {
                let forgotten = self.library.forget_search(name)?;
                let name = Prose::trimmed(name);
                if forgotten {
                    Message::Said(self.words.search_forgotten(name))
                } else {
                    Message::Failed(self.words.no_such_search(name))
                }
            }
        })
    }
}
