//! The hints: keys for what is possible here, from the keymap in force.

use crate::config::action::Action;
use crate::config::command::Step;
use crate::config::key::Chord;
use crate::config::keymap::{Lookup, steps_text};
use crate::domain::{LinkTarget, Pane, Relation, ResolvedLink, View};
use crate::library::ViewEntry;
use crate::tui::command::Candidate;
use crate::tui::model::Model;
use crate::tui::overlays::completion::Completion;
use crate::tui::panes::article::ArticlePane;
use crate::tui::panes::sources::Row as SourceRow;
use crate::typeset;
use crate::words::{Sentence, Words};

/// The hints for the focus; as many as there is room for.
pub(super) fn hints(model: &Model, columns: usize) -> String {
    hints_of(
        match model.focus {
            Pane::Sources => &[
                (Action::Open, Words::hint_open),
                (Action::ToggleRead, Words::hint_mark_read),
                (Action::FetchSource, Words::hint_fetch),
                (Action::EditSource, Words::hint_edit),
                (Action::AddFeed, Words::hint_add_feed),
                (Action::Unfold, Words::hint_unfold),
                (Action::Close, Words::hint_back),
                (Action::Help, Words::hint_help),
            ],
            Pane::Headlines => &[
                (Action::Open, Words::hint_read),
                (Action::NextPane, Words::hint_pane),
                (Action::ToggleBookmark, Words::hint_bookmark),
                (Action::Unfold, Words::hint_unfold),
                (Action::WholeStory, Words::hint_whole_story),
                (Action::Views, Words::hint_views),
                (Action::Filter, Words::hint_filter),
                (Action::Help, Words::hint_help),
            ],
            Pane::Article => &[
                (Action::ScrollRight, Words::hint_sideways),
                (Action::NextArticle, Words::hint_next_article),
                (Action::Play, Words::hint_play),
                (Action::TogglePictures, Words::hint_pictures),
                (Action::NextPane, Words::hint_links),
                (Action::WholeStory, Words::hint_whole_story),
                (Action::FollowStory, Words::hint_follow_story),
                (Action::Find, Words::hint_find),
                (Action::Back, Words::hint_back),
                (Action::Help, Words::hint_help),
            ],
            Pane::Related => &[
                (Action::Open, Words::hint_open),
                (Action::FetchPage, Words::hint_fetch),
                (Action::OpenOutside, Words::hint_browser),
                (Action::WholeStory, Words::hint_whole_story),
                (Action::PreviousPane, Words::hint_pane),
                (Action::Close, Words::hint_back),
                (Action::Help, Words::hint_help),
            ],
        },
        model,
        columns,
    )
}

/// The keys for an article that was opened by a link: first the way back.
pub(super) fn way_hints(model: &Model, columns: usize) -> String {
    let wanted: &[(Action, Sentence)] = &[
        (Action::Back, Words::hint_back),
        (Action::NextPane, Words::hint_links),
        (Action::NextArticle, Words::hint_next_article),
        (Action::WholeStory, Words::hint_whole_story),
        (Action::FollowStory, Words::hint_follow_story),
        (Action::Find, Words::hint_find),
        (Action::Help, Words::hint_help),
    ];
    hints_of(wanted, model, columns)
}

/// The keys for the ticked articles.
pub(super) fn ticked_hints(model: &Model, columns: usize) -> String {
    let wanted: &[(Action, Sentence)] = &[
        (Action::ToggleBookmark, Words::hint_bookmark),
        (Action::ToggleRead, Words::hint_read),
        (Action::EditBookmark, Words::hint_tag),
        (Action::InvertSelected, Words::hint_invert),
        (Action::Cancel, Words::hint_forget),
    ];
    hints_of(wanted, model, columns)
}

/// As many hints as fit; the last is kept before the others, since it leads to all keys.
pub(super) fn hints_of(wanted: &[(Action, Sentence)], model: &Model, columns: usize) -> String {
    let key = |action| model.config.keymap.keys_of(action, model.mode()).into_iter().next();
    let possible = wanted.iter().filter(|(action, _)| is_possible(*action, model));
    let mut hints: Vec<String> = possible
        .filter_map(|(action, hint)| Some(format!("{} {}  ", key(*action)?, told(*action, *hint, model))))
        .collect();
    let last = hints.pop().unwrap_or_default();
    let room = columns.saturating_sub(typeset::width(&last));
    let mut line = String::new();
    for hint in hints {
        if typeset::width(&line) + typeset::width(&hint) <= room {
            line.push_str(&hint);
        }
    }
    if typeset::width(&last) <= columns {
        line.push_str(&last);
    }
    line.trim_end().to_owned() + " "
}

/// What an action does here: a followed story is not followed any more.
fn told(action: Action, hint: Sentence, model: &Model) -> &'static str {
    let words = model.config.words;
    if action == Action::FollowStory && model.follows_subject() {
        words.hint_unfollow_story()
    } else {
        hint(words)
    }
}

/// Whether an action applies here: something wide to scroll, or a story with further articles.
fn is_possible(action: Action, model: &Model) -> bool {
    let row = model.headlines.selected_row().filter(|_| model.focus == Pane::Headlines);
    let is_told_again = |link: &ResolvedLink| matches!(link.relation, Relation::Copy | Relation::SameStory);
    let link = model.related.selected_link().map(|link| &link.target);
    match action {
        Action::Play => {
            model.reading.as_ref().is_some_and(|reading| reading.opened.article.recording().is_some())
        }
        Action::TogglePictures => model.unfetched_pictures().is_some(),
        Action::Filter => model.headlines.view.as_query().is_some(),
        Action::FetchPage => matches!(link, Some(LinkTarget::Outside(_))),
        Action::OpenOutside => link.is_some(),
        Action::Open if model.focus == Pane::Related => !model.related.is_empty(),
        Action::ScrollRight => model.reading.as_ref().is_some_and(ArticlePane::shows_wide_block),
        Action::Unfold if model.focus == Pane::Sources => {
            model.sources.selected_row().is_some_and(|row| row.fold().is_some())
        }
        Action::EditSource => model.sources.selected_row().and_then(SourceRow::entry).is_some_and(is_edited),
        Action::FetchSource => {
            !model.sources.selected_feeds().is_empty() || !model.sources.selected_accounts().is_empty()
        }
        Action::ToggleRead if model.focus == Pane::Sources => model.sources.selected_view().is_some(),
        Action::Unfold => row.is_some_and(|row| row.others_in_story > 0) && !model.is_front_page_open(),
        Action::FollowStory if model.follows_subject() => true,
        Action::WholeStory | Action::FollowStory => match model.focus {
            Pane::Headlines => row.is_some_and(|row| row.story.is_some()),
            Pane::Sources => false,
            Pane::Article | Pane::Related => model.related.links().any(is_told_again),
        },
        _ => true,
    }
}

/// Whether a source has a name that the person gives.
const fn is_edited(entry: &ViewEntry) -> bool {
    matches!(entry.view, View::Feed(..) | View::Matching(_))
}

/// The keys that can follow those pressed, with their steps.
pub(super) fn possible_continuations(model: &Model) -> Completion {
    let Lookup::Pending(next) = model.config.keymap.look_up(model.mode(), &model.pressed) else {
        return Completion::default();
    };
    let words = model.config.words;
    let about = |steps: Option<Vec<Step>>| match steps.as_deref() {
        None => words.more_keys().to_owned(),
        Some([Step::Act(action)]) => action.help(words).to_owned(),
        Some(steps) => steps_text(steps),
    };
    let candidate = |(chord, steps): (Chord, Option<Vec<Step>>)| Candidate {
        line: String::new(),
        name: chord.to_string(),
        about: about(steps),
    };
    Completion::menu(next.into_iter().map(candidate).collect())
}
