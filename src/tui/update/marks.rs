//! The person's marks: read, and bookmarks with note and tags. With ticked rows, a mark applies to all of
//! them.

use std::collections::HashSet;

use super::refusals::{nothing_here, nothing_to_write_on};
use super::{command_line, deleting, history, rules, sources, stories, ticking};
use crate::config::action::Action;
use crate::domain::{
    ArticleId, Bookmark, Change, LinkTarget, ListRow, Mark, Pane, Prose, Query, RuleAction, Selection,
    Verbatim,
};
use crate::tui::ask::Ask;
use crate::tui::effect::{Effect, Intent, Task};
use crate::tui::message::Applied;
use crate::tui::model::Model;
use crate::tui::overlays::Overlay;
use crate::tui::overlays::bookmark_form::BookmarkForm;
use crate::tui::panes::article::{ArticlePane, ReadWhen};

/// Adds a bookmark, or removes it.
pub fn toggle_bookmark(model: &mut Model) -> Vec<Effect> {
    if let Some(selection) = ticking::ticked(model) {
        return ticking::mark_all(model, selection, vec![Mark::Bookmark, Mark::Unbookmark]);
    }
    let Some(subject) = model.subject() else { return nothing_here(model) };
    let added = Bookmark { added: model.clock.now, note: None, tags: std::collections::BTreeSet::new() };
    let bookmark = (!subject.bookmarked).then_some(added);
    apply(Change::Bookmark(vec![(subject.id, bookmark)]))
}

/// Opens the form of the bookmark, which is added if there is none yet.
pub fn edit_bookmark(model: &mut Model) -> Vec<Effect> {
    if ticking::ticked(model).is_some() {
        return command_line::open(model, "tag ");
    }
    let Some(subject) = model.subject() else { return nothing_to_write_on(model) };
    if subject.bookmarked && subject.bookmark.is_none() {
        return vec![model.ask(Ask::Bookmark(subject.id, subject.headline))];
    }
    let form = BookmarkForm::of(subject.id, subject.headline, subject.bookmark.as_ref());
    model.open_over(Overlay::Bookmark(form));
    Vec::new()
}

/// Bookmarks an article with a note and tags.
pub fn bookmark(model: &mut Model, id: ArticleId, note: &str, tags: Vec<Prose>) -> Vec<Effect> {
    let known =
        model.reading.as_ref().filter(|reading| reading.id() == id).and_then(|reading| reading.bookmark());
    let added = known.map_or(model.clock.now, |bookmark| bookmark.added);
    let note = (!note.is_empty()).then(|| Verbatim::from_untrusted(note));
    let bookmark = Bookmark { added, note, tags: tags.into_iter().collect() };
    apply(Change::Bookmark(vec![(id, Some(bookmark))]))
}

/// Marks the article as read, or as unread; a source as read.
pub fn toggle_read(model: &mut Model) -> Vec<Effect> {
    if model.focus == Pane::Sources {
        return sources::mark_read(model);
    }
    if let Some(selection) = ticking::ticked(model) {
        return ticking::mark_all(model, selection, vec![Mark::Read(true), Mark::Read(false)]);
    }
    let Some(subject) = model.subject() else { return nothing_here(model) };
    apply(Change::Read(vec![(subject.id, !subject.read)]))
}

/// Marks every article of the list, or of a source, as read.
pub fn mark_all_read(model: &mut Model) -> Vec<Effect> {
    if model.focus == Pane::Sources {
        return sources::mark_read(model);
    }
    let selection = ticking::whole_list(model);
    ticking::mark_all(model, selection, vec![Mark::Read(true)])
}

/// Deletes the ticked articles, or the one the focus is on; a source is removed.
pub fn delete(model: &mut Model) -> Vec<Effect> {
    if model.focus == Pane::Sources {
        return sources::remove(model);
    }
    to_action_targets(model, vec![Mark::Delete])
}

/// Applies a mark to every article that a search finds.
pub fn to_search_results(model: &mut Model, query: Query, mark: Mark) -> Vec<Effect> {
    ticking::mark_all(model, ticking::found(query), vec![mark])
}

/// The articles that an action applies to: the ticked ones, else the one the focus is on.
pub fn action_targets(model: &Model) -> Option<Selection> {
    ticking::ticked(model).or_else(|| model.subject().map(|subject| Selection::These(vec![subject.id])))
}

/// Applies the first mark that changes anything to the articles of an action.
pub fn to_action_targets(model: &mut Model, marks: Vec<Mark>) -> Vec<Effect> {
    let Some(selection) = action_targets(model) else { return nothing_here(model) };
    ticking::mark_all(model, selection, marks)
}

fn apply(change: Change) -> Vec<Effect> {
    vec![Effect::Task(Task::Apply(Intent::Do, change, None))]
}

/// Shows an applied change, and records its inverse.
pub fn applied(model: &mut Model, applied: Applied) -> Vec<Effect> {
    model.counts = applied.counts;
    if applied.change.is_empty() {
        model.show_message(model.config.words.already_so());
    } else {
        show(model, &applied.change);
        report_change(model, &applied);
    }
    let mut effects = stories::show_change(model, &applied.change);
    effects.extend(deleting::show_change(model, &applied.change));
    effects.extend(rules::show_change(model, &applied.change));
    if !applied.change.is_empty() {
        history::record(model, applied);
    }
    effects
}

/// Reports a change with the key that undoes it, and of one that was undone or redone what it was.
fn report_change(model: &mut Model, applied: &Applied) {
    let Applied { intent, change, inverse, description, .. } = applied;
    let description =
        description.as_ref().map_or_else(|| history::effect(model, change, inverse), ToString::to_string);
    match intent {
        Intent::Do => {
            let undo = model.key_of(Action::Undo);
            model.show_message(&match change {
                Change::Bookmark(marks) if is_one_plain_bookmark(marks) && matches!(inverse, Change::Bookmark(before) if before.iter().all(|(_, before)| before.is_none())) => {
                    model.config.words.kept(description, model.key_of(Action::EditBookmark), undo)
                }
                Change::Read(_)
                | Change::Bookmark(_)
                | Change::Highlight(_)
                | Change::Delete(_)
                | Change::StoryMembership(_)
                | Change::Follow(_)
                | Change::Rule(_)
                | Change::Several(_) => model.config.words.done(description, undo),
            });
        }
        Intent::Undo => model.show_message(&model.config.words.undone(description)),
        Intent::Redo => model.show_message(&model.config.words.done_again(description)),
    }
}

/// Whether the change is one new bookmark without note and tags.
fn is_one_plain_bookmark(marks: &[(ArticleId, Option<Bookmark>)]) -> bool {
    matches!(marks, [(_, Some(bookmark))] if bookmark.note.is_none() && bookmark.tags.is_empty())
}

/// Updates rows, links and the open article after a change: only those on the screen.
pub fn show(model: &mut Model, change: &Change) {
    let shown = shown(model);
    match change {
        Change::Read(marks) => {
            for (id, read) in marks.iter().copied().filter(|(id, _)| shown.contains(id)) {
                model.headlines.update_row(id, |row| row.read = read);
                model.related.note_read(id, read);
                if let Some(reading) = model.reading.as_mut().filter(|reading| reading.id() == id) {
                    reading.opened.read = read;
                    reading.read_when = ReadWhen::Decided;
                }
            }
        }
        Change::Bookmark(marks) => {
            for (id, bookmark) in marks.iter().filter(|(id, _)| shown.contains(id)) {
                model.headlines.update_row(*id, |row| {
                    let note = bookmark.as_ref().and_then(|bookmark| bookmark.note.as_ref());
                    row.note = note.and_then(|note| ListRow::first_words(note.as_str()));
                    row.tags = bookmark.iter().flat_map(|bookmark| bookmark.tags.iter().cloned()).collect();
                    row.bookmarked = bookmark.is_some();
                });
                if let Some(reading) = model.reading.as_mut().filter(|reading| reading.id() == *id) {
                    reading.set_bookmark(bookmark.clone());
                }
            }
        }
        Change::Highlight(marks) => {
            for (id, (words, highlight)) in marks {
                if let Some(reading) = model.reading.as_mut().filter(|reading| reading.id() == *id) {
                    reading.set_highlight(words, highlight.clone());
                }
            }
        }
        Change::Several(changes) => changes.iter().for_each(|change| show(model, change)),
        Change::Rule(change) => {
            let is_concerned = |reading: &&mut ArticlePane| change.articles.contains(&reading.id());
            if let Some(reading) = model.reading.as_mut().filter(is_concerned)
                && change.rule.has_action(&RuleAction::Mute)
            {
                let search = Prose::trimmed(change.rule.search.as_str());
                reading.set_muted_by(change.applies.then_some(search));
            }
        }
        Change::Delete(_) | Change::StoryMembership(_) | Change::Follow(_) => {}
    }
    if let Some(Overlay::Story(sheet)) = &mut model.overlay {
        sheet.show(change);
    }
}

/// The articles on the screen.
fn shown(model: &Model) -> HashSet<ArticleId> {
    let links = model.related.links().filter_map(|link| match link.target {
        LinkTarget::Cached { id, .. } => Some(id),
        LinkTarget::Itself | LinkTarget::Outside(_) | LinkTarget::HeadlineOnly => None,
    });
    let open = model.reading.as_ref().map(ArticlePane::id);
    model.headlines.rows().map(|row| row.id).chain(links).chain(open).collect()
}
