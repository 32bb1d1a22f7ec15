//! Undo and redo, step by step or from a list of all steps; each entry stands for the state that its change
//! led to.

use super::refusals;
use crate::domain::{ArticleId, Change, LinkTarget, Prose, ResolvedLink};
use crate::tui::effect::{Effect, Intent, Task};
use crate::tui::message::Applied;
use crate::tui::model::{HistoryEntry, Model};
use crate::tui::overlays::Overlay;
use crate::tui::overlays::picker::{Choice, Picker};
use crate::tui::wish::Wish;

/// Undoes the last change of the person that was not undone yet; where there is none, the last of the
/// reader itself, or of the command line.
pub fn undo(model: &mut Model) -> Vec<Effect> {
    let done = &mut model.history.done;
    let last = done.iter().rposition(|changed| !changed.is_automatic).or(done.len().checked_sub(1));
    match last {
        Some(last) => vec![applying(Intent::Undo, done.remove(last))],
        None => vec![Effect::Task(Task::UndoCommand)],
    }
}

/// Redoes the last undone change.
pub fn redo(model: &mut Model) -> Vec<Effect> {
    if model.history.undone.is_empty() {
        return refusals::say(model, model.config.words.nothing_to_redo());
    }
    go(model, 1)
}

/// Lets the person pick a state: undone changes above, the present state, changes made below.
pub fn pick(model: &mut Model) -> Vec<Effect> {
    let (done, undone) = (&model.history.done, &model.history.undone);
    if done.is_empty() && undone.is_empty() {
        return refusals::say(model, model.config.words.nothing_to_undo());
    }
    let choice = |steps: isize, name: &str, about: &str| {
        let about = if steps == 0 { model.config.words.now_here() } else { about };
        Choice::new(name, about, Wish::GoThroughHistory(steps))
    };
    let taken_back = (1..)
        .zip(undone.iter().rev())
        .map(|(steps, changed)| choice(steps, changed.description.as_str(), model.config.words.taken_back()));
    let mut choices: Vec<_> = taken_back.collect();
    choices.reverse();
    choices.extend(
        (0..).zip(done.iter().rev()).map(|(steps, changed)| choice(-steps, changed.description.as_str(), "")),
    );
    let all = isize::try_from(done.len()).unwrap_or(isize::MAX);
    choices.push(choice(-all, model.config.words.nothing_changed(), ""));
    model.overlay =
        Some(Overlay::List(Picker::new(model.config.words.history(), choices, Some(undone.len()))));
    Vec::new()
}

/// Moves through the history by steps: back, or forward to undone changes.
pub fn go(model: &mut Model, steps: isize) -> Vec<Effect> {
    let (from, intent) = if steps < 0 {
        (&mut model.history.done, Intent::Undo)
    } else {
        (&mut model.history.undone, Intent::Redo)
    };
    let left = from.len().saturating_sub(steps.unsigned_abs());
    let changes: Vec<HistoryEntry> = from.drain(left..).rev().collect();
    changes.into_iter().map(|changed| applying(intent, changed)).collect()
}

fn applying(intent: Intent, HistoryEntry { change, description, .. }: HistoryEntry) -> Effect {
    Effect::Task(Task::Apply(intent, change, Some(description)))
}

/// Records the inverse of an applied change, for undo or redo.
pub fn record(model: &mut Model, applied: Applied) {
    let Applied { intent, change, inverse, description, .. } = applied;
    let description = description.unwrap_or_else(|| {
        let what = effect(model, &change, &inverse);
        describe(model, &change, what)
    });
    let changed = HistoryEntry { change: inverse, description, is_automatic: false };
    match intent {
        Intent::Do => model.history.add(changed),
        Intent::Undo => model.history.undone.push(changed),
        Intent::Redo => model.history.done.push(changed),
    }
}

/// The effect of a change: "bookmarked"; of a bookmark that was there before, its note and tags changed.
pub fn effect(model: &Model, change: &Change, inverse: &Change) -> String {
    let words = model.config.words;
    match (change, inverse) {
        (Change::Bookmark(after), Change::Bookmark(before))
            if matches!((after.as_slice(), before.as_slice()), ([(_, Some(_))], [(_, Some(_))])) =>
        {
            words.bookmark_changed().to_owned()
        }
        _ => words.change(change, model.clock.calendar.locale),
    }
}

/// "bookmarked · Prague signs 5G pact".
pub fn describe(model: &Model, change: &Change, what: String) -> Prose {
    let headline = match change.articles().as_slice() {
        [id] => headline(model, *id),
        _ => None,
    };
    Prose::trimmed(&headline.map(|headline| format!("{what} · {headline}")).unwrap_or(what))
}

/// The headline of an article that is somewhere on the screen.
fn headline(model: &Model, id: ArticleId) -> Option<Prose> {
    let open = model.reading.as_ref().filter(|reading| reading.id() == id);
    let open = open.map(|reading| reading.opened.article.headline.clone());
    let is_it =
        |link: &&ResolvedLink| matches!(link.target, LinkTarget::Cached { id: other, .. } if other == id);
    open.or_else(|| Some(model.headlines.rows().find(|row| row.id == id)?.headline.clone()))
        .or_else(|| Some(model.related.links().find(is_it)?.headline.clone()))
}
