//! Merges into a grown story the reports and stories that turn out to belong to it. An
//! article that a person took out of a story is not loaded, so it is never merged; of two stories that a
//! person follows or has separated none becomes a part of the other.

use rusqlite::Connection;

use super::Surroundings;
use crate::cache::CacheError;
use crate::cache::stories::{followed, merges, set_story};

impl Surroundings {
    /// Merges another story into one where the two are one, unless the person follows both.
    pub(super) fn unite(
        &mut self,
        connection: &Connection,
        story: usize,
        other: usize,
    ) -> Result<(), CacheError> {
        let Some(products) = self.clusters.merged_sum(story, other) else { return Ok(()) };
        let own = self.label(connection, story)?;
        let kept = match self.stories[other].label {
            None => {
                if !self.serial.holds(self.stories[other].first) {
                    set_story(connection, self.stories[other].first, own)?;
                }
                own
            }
            Some(label) if merges::are_separated(connection, own, label)? => return Ok(()),
            Some(label) => match followed::surviving_label(connection, own, label)? {
                Some(kept) => kept,
                None => return Ok(()),
            },
        };
        self.clusters.merge(story, other, products);
        for label in [Some(own), self.stories[other].label.take()].into_iter().flatten() {
            if label != kept {
                merges::merge(connection, label, kept)?;
                self.story_by_label.remove(&label);
            }
        }
        self.stories[story].label = Some(kept);
        self.story_by_label.insert(kept, story);
        Ok(())
    }
}
