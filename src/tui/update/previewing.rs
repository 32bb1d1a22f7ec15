//! The preview of the selected article, and when an article counts as entered and as read.

use jiff::SignedDuration;

use super::{history, marks};
use crate::config::MarkRead;
use crate::domain::{Arrival, ArticleId, Change, Pane, TrailPosition, TrailStep};
use crate::library::SessionState;
use crate::tui::ask::{ArticleWanted, Ask, Navigation};
use crate::tui::effect::{Effect, Task};
use crate::tui::model::{HistoryEntry, Model};
use crate::tui::panes::article::{ArticlePane, ReadWhen};

/// The least time that a short article is shown before it counts as read when it is left.
const LEAST_TIME_SHOWN: SignedDuration = SignedDuration::from_millis(400);

/// Requests the preview of the settled selection, where it is visible beside the list.
pub fn preview_selection(model: &mut Model) -> Vec<Effect> {
    if !model.awaits_settling() {
        return Vec::new();
    }
    model.headlines.settle_selection();
    let is_seen = model.config.settings.preview && model.layout().article.is_some();
    let selected = model.headlines.selected_row().map(|row| row.id).filter(|_| is_seen);
    let missing = selected.filter(|id| !model.is_open(*id));
    missing
        .map(|id| model.ask_for_article(ArticleWanted::Article(id), Navigation::Previewed))
        .into_iter()
        .collect()
}

/// Whether the preview of an article is still wanted: the selection may have moved on since.
pub fn is_wanted(model: &Model, id: ArticleId) -> bool {
    model.focus == Pane::Headlines && model.headlines.selected_row().is_some_and(|row| row.id == id)
}

/// Enters the shown article where the person has gone into it or scrolled it.
pub fn enter_if_used(model: &mut Model) -> Vec<Effect> {
    let counted = enter(model);
    save_read(model, counted)
}

/// Enters the shown article, where the person uses it: it becomes a step of the trail. Returns its id where
/// it counts as read from now on.
pub fn enter(model: &mut Model) -> Option<ArticleId> {
    let reading = model.reading.as_ref()?;
    if !reading.is_scrolled()
        && (matches!(model.focus, Pane::Sources | Pane::Headlines) || reading.is_stepped_through)
    {
        return None;
    }
    if model.is_preview() {
        let spot = TrailPosition {
            id: reading.id(),
            headline: reading.opened.article.headline.clone(),
            place: reading.place(),
            pane: model.focus,
            link: model.related.selected(),
        };
        model.trail.push(TrailStep { arrival: Arrival::Opened, spot });
        model.unsaved = true;
    }
    count(model)
}

/// Counts the shown article as read where it has been shown for long enough.
pub fn count_read_if_due(model: &mut Model) -> Vec<Effect> {
    let is_due = model.time_until_read().is_some_and(|left| left.is_zero());
    let counted = if is_due { count(model) } else { None };
    save_read(model, counted)
}

/// Counts the article that is left as read where its end was in sight for a moment; a held key counts none.
pub fn count_left_article_read(model: &mut Model) -> Vec<Effect> {
    let is_at_end =
        model.focus == Pane::Article && model.reading.as_ref().is_some_and(ArticlePane::is_at_end);
    let since = model.reading.as_ref().filter(|_| is_at_end).map(|reading| reading.read_when);
    let counted = match since {
        Some(ReadWhen::ShownSince(since)) if model.clock.now.duration_since(since) >= LEAST_TIME_SHOWN => {
            count(model)
        }
        _ => None,
    };
    save_read(model, counted)
}

/// Counts the shown article as read, whose end the person reached and pages on from.
pub fn finish(model: &mut Model) -> Vec<Effect> {
    let counted = count(model);
    save_read(model, counted)
}

/// Decides once whether the shown article counts as read.
fn count(model: &mut Model) -> Option<ArticleId> {
    let reading = model.reading.as_mut().filter(|reading| reading.read_when != ReadWhen::Decided)?;
    reading.read_when = ReadWhen::Decided;
    let id = reading.id();
    let counts = !reading.opened.read && model.config.settings.mark_read != MarkRead::ByHand;
    counts.then(|| mark_read(model, &[id]))?;
    Some(id)
}

/// Counts the articles that the selection went past as read, where the settings want that.
pub fn count_passed(model: &mut Model) -> Vec<ArticleId> {
    let passed = std::mem::take(&mut model.passed_unread);
    if !passed.is_empty() {
        mark_read(model, &passed);
    }
    passed
}

/// Moves the selection, and notes the unread articles that it goes past on its way down, where the settings
/// count them as read.
pub fn step(model: &mut Model, rows: isize) -> bool {
    let before = model.headlines.selected();
    let moved = model.headlines.step(rows);
    if model.config.settings.mark_read == MarkRead::Passed {
        let count = model.headlines.selected().saturating_sub(before);
        let unread = model.headlines.rows().skip(before).take(count).filter(|row| !row.read);
        model.passed_unread.extend(unread.map(|row| row.id));
    }
    moved
}

/// Counts unread articles as read, which can be undone.
fn mark_read(model: &mut Model, ids: &[ArticleId]) {
    let marks = |read| Change::Read(ids.iter().map(|id| (*id, read)).collect());
    let (change, inverse) = (marks(true), marks(false));
    let count = u32::try_from(ids.len()).unwrap_or(u32::MAX);
    model.counts.unread = model.counts.unread.saturating_sub(count);
    marks::show(model, &change);
    let what = history::effect(model, &change, &inverse);
    let description = history::describe(model, &change, what);
    model.history.add(HistoryEntry { change: inverse, description, is_automatic: true });
}

fn save_read(model: &mut Model, counted: Option<ArticleId>) -> Vec<Effect> {
    let Some(id) = counted else { return Vec::new() };
    model.save_position();
    model.unsaved = false;
    let state = SessionState { read: vec![id], place: model.place(), session: model.session() };
    let save = Effect::Task(Task::SaveSession(Box::new(state)));
    let news = (!model.followed.is_empty()).then(|| model.ask(Ask::Followed));
    [save].into_iter().chain(news).collect()
}
