//! Applies rules to arriving articles, in the transaction that stores them, and undoes muting and marking
//! once a rule is gone.
//!
//! An action that a person could do too (read, bookmark, tag) is a statement like any other, and stays.
//! Whether an article is muted or its row marked follows from the current rules.

use std::collections::HashSet;

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, params};

use super::listed_row::MUTED;
use super::search::{Arrived, Prefilter, Searches};
use super::{Cache, CacheError, StoreOutcome, StoreResult, apply, statements};
use crate::domain::{
    ArrivalRule, Article, ArticleId, Bookmark, Change, Mark, Prose, RuleAction, RuleChange, Selection, View,
};

/// The current rules, and a filter that quickly finds those that match an article.
#[derive(Debug, Default)]
pub(super) struct Rules {
    all: Vec<ArrivalRule>,
    prefilter: Option<Prefilter>,
    /// The articles to notify the person of.
    to_notify: Vec<ArticleId>,
}

impl Cache {
    /// Sets the rules for arriving articles. Articles muted or marked only by removed rules are so no longer.
    pub fn set_rules(&mut self, rules: Vec<ArrivalRule>) -> Result<(), CacheError> {
        if !self.is_read_only() {
            self.remove_deleted_rules(&rules)?;
        }
        self.rules = Rules { all: rules, ..Rules::default() };
        Ok(())
    }

    /// The rules, in their order.
    pub fn rules(&self) -> &[ArrivalRule] {
        &self.rules.all
    }

    /// The articles to notify the person of, since the last call.
    pub fn take_notices(&mut self) -> Vec<ArticleId> {
        std::mem::take(&mut self.rules.to_notify)
    }

    /// The number of stored articles that a rule found when they arrived, or when it was applied.
    pub fn found_by(&self, rule: &ArrivalRule) -> Result<u32, CacheError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT count(*) FROM ruled INDEXED BY ruled_rule
             WHERE rule = (SELECT id FROM rule WHERE search = ?1)",
        )?;
        Ok(statement.query_one([rule.search.as_str()], |row| row.get(0))?)
    }

    /// Applies a rule to the stored articles, or adds the rule as well; returns the change and its inverse.
    pub fn apply_rule(
        &mut self,
        rule: &ArrivalRule,
        is_own: bool,
        now: Timestamp,
    ) -> Result<(Change, Change), CacheError> {
        self.transaction(|cache| {
            let found = View::Matching(rule.search.clone().at(now));
            let found = Selection::AllBut(found, HashSet::new());
            let (mut changes, mut inverses) = (Vec::new(), Vec::new());
            // Muted articles are read and bookmarked first: afterwards they do not count as unread.
            let ids = cache.selected_articles(&found)?;
            for mark in rule.actions.iter().filter_map(mark_of) {
                let change = cache.change_of_all(&ids, &mark, now)?;
                inverses.push(cache.apply_within_transaction(&change, now)?);
                changes.push(change);
            }
            let held = RuleChange { rule: rule.clone(), applies: true, includes_rule: is_own, articles: ids };
            inverses.push(Change::Rule(Box::new(cache.apply_rule_change(&held)?)));
            changes.push(Change::Rule(Box::new(held)));
            inverses.reverse();
            Ok((Change::Several(changes), Change::Several(inverses)))
        })
    }

    /// Makes a rule apply to articles, or stop applying; returns the inverse change.
    pub(super) fn apply_rule_change(&self, change: &RuleChange) -> Result<RuleChange, CacheError> {
        let RuleChange { rule, applies: holds, includes_rule: is_own, articles } = change;
        let number = self.number_of_rule(rule)?;
        let statement = if *holds {
            "INSERT OR IGNORE INTO ruled (number, rule) SELECT number, ?2 FROM article WHERE number = ?1"
        } else {
            "DELETE FROM ruled WHERE number = ?1 AND rule = ?2"
        };
        let mut write = self.connection.prepare_cached(statement)?;
        let mut changed = Vec::new();
        for id in articles {
            if write.execute([id.0, number])? > 0 {
                changed.push(*id);
            }
            if *holds {
                self.mute_or_mark(rule, *id)?;
            }
        }
        drop(write);
        if !holds {
            self.connection.execute_batch(CLEAR_UNRULED)?;
        }
        Ok(RuleChange { rule: rule.clone(), applies: !holds, includes_rule: *is_own, articles: changed })
    }

    /// Applies the rules to the new ones of some stored articles, each with its words; every rule sees the
    /// articles as they came.
    pub(super) fn apply_rules<'group>(
        &mut self,
        stored: impl Iterator<Item = (StoreResult, &'group Article, &'group str)>,
        now: Timestamp,
    ) -> Result<(), CacheError> {
        let arrived: Vec<_> = stored
            .filter(|(stored, ..)| stored.outcome == StoreOutcome::Stored)
            .map(|(stored, article, terms)| Arrived { id: stored.id, article, terms })
            .collect();
        if self.rules().is_empty() || arrived.is_empty() {
            return Ok(());
        }
        let mut rules = std::mem::take(&mut self.rules);
        let applied = self.apply_these(&mut rules, &arrived, now);
        self.rules = rules;
        applied
    }

    fn apply_these(
        &self,
        rules: &mut Rules,
        arrived: &[Arrived<'_>],
        now: Timestamp,
    ) -> Result<(), CacheError> {
        let Rules { all: rules, prefilter, to_notify: to_tell } = rules;
        let prefilter = match prefilter {
            Some(prefilter) => prefilter,
            None => prefilter.insert(Prefilter::of(self, rules.iter().map(|rule| &rule.search))?),
        };
        let asked = rules.iter().map(|rule| rule.search.clone().at(now)).collect();
        let searches = Searches::new(self, asked);
        let mut found = vec![Vec::new(); rules.len()];
        for came in arrived {
            prefilter.each_match(came, &searches, &mut |number| {
                if let Some(ids) = found.get_mut(number) {
                    ids.push(came.id);
                }
            })?;
        }
        for (rule, ids) in rules.iter().zip(found).filter(|(_, ids)| !ids.is_empty()) {
            let number = self.number_of_rule(rule)?;
            for id in ids {
                self.perform(rule, number, id, now)?;
                if rule.has_action(&RuleAction::Notify) && !to_tell.contains(&id) {
                    to_tell.push(id);
                }
            }
        }
        Ok(())
    }

    /// The number under which the articles found by a rule are stored.
    fn number_of_rule(&self, rule: &ArrivalRule) -> Result<u32, CacheError> {
        let (mutes, marks) = (rule.has_action(&RuleAction::Mute), rule.has_action(&RuleAction::Mark));
        let mut write = self.connection.prepare_cached(
            "INSERT INTO rule (search, mutes, marks) VALUES (?1, ?2, ?3)
             ON CONFLICT (search) DO UPDATE SET mutes = excluded.mutes, marks = excluded.marks RETURNING id",
        )?;
        Ok(write.query_one(params![rule.search.as_str(), mutes, marks], |row| row.get(0))?)
    }

    fn perform(
        &self,
        rule: &ArrivalRule,
        number: u32,
        id: ArticleId,
        now: Timestamp,
    ) -> Result<(), CacheError> {
        let connection = &self.connection;
        connection
            .prepare_cached("INSERT OR IGNORE INTO ruled (number, rule) VALUES (?1, ?2)")?
            .execute([id.0, number])?;
        self.mute_or_mark(rule, id)?;
        for action in &rule.actions {
            match action {
                RuleAction::Mute | RuleAction::Mark | RuleAction::Notify => {}
                RuleAction::Read => {
                    statements::record_read(connection, id, true, now)?;
                    statements::update_read(connection, id, true)?;
                }
                RuleAction::Bookmark => self.bookmark_by_rule(id, None, now)?,
                RuleAction::Tag(tag) => self.bookmark_by_rule(id, Some(tag), now)?,
            }
        }
        Ok(())
    }

    /// Mutes an article, or marks its row, where the rule does so.
    fn mute_or_mark(&self, rule: &ArrivalRule, id: ArticleId) -> Result<(), CacheError> {
        if rule.has_action(&RuleAction::Mute) {
            self.connection
                .prepare_cached("UPDATE article SET read = ?2 WHERE number = ?1")?
                .execute(params![id.0, MUTED])?;
        }
        if rule.has_action(&RuleAction::Mark) {
            self.connection
                .prepare_cached("UPDATE article SET marked = 1 WHERE number = ?1")?
                .execute([id.0])?;
        }
        Ok(())
    }

    fn bookmark_by_rule(&self, id: ArticleId, tag: Option<&Prose>, now: Timestamp) -> Result<(), CacheError> {
        let before = self.bookmark(id)?;
        let mut after =
            before.clone().unwrap_or_else(|| Bookmark { added: now, note: None, tags: [].into() });
        after.tags.extend(tag.cloned());
        if before.as_ref() != Some(&after) {
            apply::set_bookmark(&self.connection, id, Some(&after), now)?;
        }
        Ok(())
    }

    /// Removes rules that no longer exist; articles they muted are read or unread again by the statements
    /// about them.
    fn remove_deleted_rules(&mut self, rules: &[ArrivalRule]) -> Result<(), CacheError> {
        let mut gone = Vec::new();
        let mut changed = Vec::new();
        let mut known = self.connection.prepare_cached("SELECT id, search, mutes, marks FROM rule")?;
        let mut rows = known.query([])?;
        while let Some(row) = rows.next()? {
            let (id, search): (u32, String) = (row.get(0)?, row.get(1)?);
            let mut named = rules.iter().filter(|rule| rule.search.as_str() == search).peekable();
            if named.peek().is_none() {
                gone.push(id);
                continue;
            }
            let does = named.fold((false, false), |(mutes, marks), rule| {
                (mutes || rule.has_action(&RuleAction::Mute), marks || rule.has_action(&RuleAction::Mark))
            });
            let did: (bool, bool) = (row.get(2)?, row.get(3)?);
            if (did.0 && !does.0) || (did.1 && !does.1) {
                changed.push((id, does.0 && did.0, does.1 && did.1));
            }
        }
        drop(rows);
        drop(known);
        if gone.is_empty() && changed.is_empty() {
            return Ok(());
        }
        self.transaction(|cache| {
            let connection = &cache.connection;
            for id in gone {
                connection.execute("DELETE FROM ruled WHERE rule = ?1", [id])?;
                connection.execute("DELETE FROM rule WHERE id = ?1", [id])?;
            }
            for (id, mutes, marks) in changed {
                connection.execute(
                    "UPDATE rule SET mutes = ?2, marks = ?3 WHERE id = ?1",
                    params![id, mutes, marks],
                )?;
            }
            Ok(connection.execute_batch(CLEAR_UNRULED)?)
        })
    }

    /// The search of the first rule that mutes an article.
    pub fn muted_by(&self, id: ArticleId) -> Result<Option<String>, CacheError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT search FROM ruled JOIN rule ON rule.id = ruled.rule
             WHERE number = ?1 AND mutes = 1 AND EXISTS (SELECT 1 FROM article WHERE article.number = ?1
                 AND read = 2) ORDER BY rule.id",
        )?;
        Ok(statement.query_row([id.0], |row| row.get(0)).optional()?)
    }
}

/// The mark of an action that a person could do too.
fn mark_of(action: &RuleAction) -> Option<Mark> {
    match action {
        RuleAction::Mute | RuleAction::Mark | RuleAction::Notify => None,
        RuleAction::Read => Some(Mark::Read(true)),
        RuleAction::Bookmark => Some(Mark::Bookmark),
        RuleAction::Tag(tag) => Some(Mark::Tag(vec![tag.clone()])),
    }
}

/// Clears muting and marking where no rule causes it any more.
const CLEAR_UNRULED: &str = "
    UPDATE article SET read = EXISTS (SELECT 1 FROM statement WHERE statement.article = article.number
            AND statement.name = 0 AND about = 0 AND value IS NOT NULL)
        WHERE read = 2 AND number NOT IN
            (SELECT number FROM ruled JOIN rule ON rule.id = ruled.rule WHERE mutes = 1);
    UPDATE article SET marked = 0 WHERE marked = 1 AND number NOT IN
        (SELECT number FROM ruled JOIN rule ON rule.id = ruled.rule WHERE marks = 1);";

#[cfg(test)]
mod tests;
