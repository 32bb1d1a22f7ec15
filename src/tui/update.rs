//! Applies a message to the model, the only place where it changes, and returns effects. Touches no file, no
//! clock, no terminal and no database.

mod act;
mod answers;
mod command_line;
mod commands;
mod copying;
mod deleting;
mod feeds;
mod filters;
mod find;
mod follow;
mod highlights;
mod history;
mod images;
mod marks;
mod mouse;
mod moves;
mod panes;
mod pickers;
mod press;
mod previewing;
mod refusals;
mod reports;
mod rules;
mod sources;
mod stories;
mod ticking;
mod views;
mod wishes;

use super::ask::Ask;
use super::effect::{Effect, Task, TerminalTask, Trigger};
use super::log::Notice;
use super::message::Message;
use super::model::Model;
use super::overlays::Overlay;
use crate::library::{DownloadProgress, ImportSummary, SessionState};

/// Applies a message.
pub fn update(model: &mut Model, message: Message) -> Vec<Effect> {
    let mut effects = match message {
        Message::TimeOfDay(clock) => {
            model.clock = clock;
            return Vec::new();
        }
        Message::Key(key) => {
            model.note_seen();
            press::press(model, key)
        }
        Message::Pasted(text) => press::paste(model, &text),
        Message::Replied(words) => {
            views::receive_background(model, &words);
            images::receive_reply(model, &words);
            Vec::new()
        }
        Message::Mouse(event) => mouse::mouse(model, event),
        Message::Resized(size) => {
            model.size = size;
            model.headlines.unsettle_selection();
            // The letters stood on words that have moved.
            model.overlay.take_if(|overlay| matches!(overlay, Overlay::Hints(_)));
            Vec::new()
        }
        Message::Resumed => vec![Effect::Terminal(TerminalTask::Redraw)],
        Message::Suspend => vec![Effect::Terminal(TerminalTask::Suspend)],
        Message::FetchDue => feeds::fetch_when_due(model),
        Message::SelectionSettled => previewing::preview_selection(model),
        Message::Idle => {
            model.clear_old_notice();
            let counted = previewing::count_read_if_due(model);
            save_session(model).into_iter().chain(counted).chain(sources::ask_again(model)).collect()
        }
        Message::Leave => leave(model),
        Message::Fetching { done, all } => {
            model.fetching = Some((done, all));
            Vec::new()
        }
        Message::Fetched(result) => feeds::fetched(model, result),
        Message::Answered(ticket, answer) => answers::answer(model, ticket, answer),
        Message::Applied(applied) => marks::applied(model, applied),
        Message::FeedsChanged(subscribed) => feeds::changed(model, subscribed),
        Message::Downloading(DownloadProgress { done, all }) => {
            let percent = all.filter(|all| *all > 0).map_or(0, |all| done * 100 / all);
            let words = model.config.words.downloading(model.number(percent), model.number(done / 1_000_000));
            model.show_progress(&words);
            Vec::new()
        }
        Message::Downloaded(id, name, folder) => {
            follow::downloaded(model, id, &name, &folder);
            Vec::new()
        }
        Message::ProgramEnded(program, Ok(text)) => copying::printed(model, &program, &text),
        Message::Reported(words) => {
            model.sources.mark_outdated();
            refusals::say(model, &words)
        }
        Message::CollectionChanged(counts) => views::refresh_after_change(model, counts),
        Message::CacheReplacedSample(counts) => views::switch_to_cache(model, counts),
        Message::Importing(count) => {
            model.show_progress(&model.config.words.importing_so_far(model.number(count)));
            Vec::new()
        }
        Message::Edited(note) => {
            if let Some(Overlay::Bookmark(form)) = &mut model.overlay {
                form.write_note(&note);
            }
            Vec::new()
        }
        Message::Imported(summary) => imported(model, summary),
        Message::Reindexing(percent) => {
            model.show_message(&model.config.words.reindexing(model.number(percent)));
            Vec::new()
        }
        Message::Reindexed(counts) => {
            model.show_message(model.config.words.reindexed());
            views::refresh_after_change(model, counts)
        }
        Message::Logged(words) => {
            model.log.add(Notice { words, is_error: true });
            Vec::new()
        }
        Message::Failed(failure) | Message::ProgramEnded(_, Err(failure)) => {
            refusals::failed(model, &failure)
        }
    };
    effects.extend(press::replay_typed_ahead(model));
    effects.extend(press::run_waiting_steps(model));
    effects.extend(previewing::enter_if_used(model));
    model.fit();
    if let Some(request) = model.headlines.wanted_rows().filter(|_| !model.asked.awaits_rows()) {
        effects.push(model.ask(Ask::Rows(request)));
    }
    effects.extend(sources::ask(model));
    effects.extend(images::ask(model));
    effects
}

/// Runs the steps that the settings want at the start.
pub fn start(model: &mut Model) -> Vec<Effect> {
    let steps = model.config.settings.on_start.0.clone();
    press::run(model, &steps)
}

/// Reports the outcome of an import, and shows the new articles.
fn imported(model: &mut Model, summary: ImportSummary) -> Vec<Effect> {
    let ImportSummary { stored, updated, unchanged, subscribed, skipped } = summary;
    let words = model.config.words;
    let feeds = (subscribed > 0).then(|| words.import_feeds(subscribed));
    let articles = [
        words.import_stored(stored),
        words.import_updated(updated),
        words.import_unchanged(unchanged),
        words.import_passed_over(skipped),
    ];
    let told = feeds.into_iter().chain(articles).collect::<Vec<_>>().join(", ");
    // The reason for a single skipped file is the whole report.
    if skipped == 1 && stored + updated + unchanged + subscribed == 0 {
        model.show_last_error();
    } else if skipped > 0 {
        model.report_error(&model.config.words.imported_with_mistakes(told));
    } else {
        model.show_message(&model.config.words.imported(told));
    }
    vec![Effect::Task(Task::CheckForChanges(Trigger::OwnWrite))]
}

/// Saves the session where it changed.
fn save_session(model: &mut Model) -> Vec<Effect> {
    if !std::mem::take(&mut model.unsaved) {
        return Vec::new();
    }
    model.save_position();
    let read = previewing::count_passed(model);
    let state = SessionState { read, place: model.place(), session: model.session() };
    vec![Effect::Task(Task::SaveSession(Box::new(state)))]
}

/// Leaves the reader, with everything saved.
fn leave(model: &mut Model) -> Vec<Effect> {
    model.leaving = true;
    model.unsaved = true;
    save_session(model)
}
