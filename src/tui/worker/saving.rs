//! Saved searches: kept, renamed and forgotten on a wish, each told.

use jiff::Timestamp;

use super::Worker;
use crate::domain::Prose;
use crate::library::LibraryError;
use crate::tui::effect::Saving;
use crate::tui::message::Answer;

impl Worker {
    /// Does what is wished to the saved searches; answers with what to say.
    pub(super) fn save(&mut self, saving: &Saving) -> Result<Answer, LibraryError> {
        Ok(match saving {
            Saving::Keep(search) => {
                self.library.save_search(search)?;
                Answer::Said(self.words.search_saved(&search.name))
            }
            Saving::Rename(query, name) => {
                let saved = self.library.saved_searches(Timestamp::now())?;
                let known = saved.into_iter().find(|kept| kept.search.query == *query);
                let Some(known) = known.map(|kept| kept.search.name) else {
                    return Ok(Answer::Failed(self.words.search_not_saved().to_owned()));
                };
                self.library.rename_search(known.as_str(), name)?;
                Answer::Said(self.words.search_renamed(known, name))
            }
            Saving::Forget(name) => {
                let forgotten = self.library.forget_search(name)?;
                let name = Prose::trimmed(name);
                if forgotten {
                    Answer::Said(self.words.search_forgotten(name))
                } else {
                    Answer::Failed(self.words.no_such_search(name))
                }
            }
        })
    }
}
