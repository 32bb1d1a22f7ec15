//! Performs actions: a table of contents of all that a key can do.

use super::{
    command_line, copying, feeds, filters, find, follow, highlights, history, images, leave, marks, moves,
    panes, pickers, rules, sources, stories, ticking, views,
};
use crate::config::action::Action;
use crate::domain::{Direction, Pane};
use crate::tui::ask::Ask;
use crate::tui::effect::{Effect, StoryChange, TerminalTask};
use crate::tui::model::Model;
use crate::tui::overlays::Overlay;
use crate::tui::overlays::help::Help;
use crate::tui::overlays::scrolled_text::ScrolledText;

/// Performs an action.
#[expect(clippy::too_many_lines, reason = "a table of contents: a line an action")]
pub fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::Down => moves::by_lines(model, 1),
        Action::Up => moves::by_lines(model, -1),
        Action::PageDown => moves::by_pages(model, 1, 1),
        Action::PageUp => moves::by_pages(model, -1, 1),
        Action::HalfPageDown => moves::by_pages(model, 1, 2),
        Action::HalfPageUp => moves::by_pages(model, -1, 2),
        Action::Top => moves::to_start(model),
        Action::Bottom => moves::to_end(model),
        Action::NextSection => moves::to_section(model, true),
        Action::PreviousSection => moves::to_section(model, false),
        Action::Contents => pickers::pick_section(model),
        Action::ScrollRight => moves::sideways(model, 1),
        Action::ScrollLeft => moves::sideways(model, -1),
        Action::NextPane => moves::cycle_panes(model, true),
        Action::PreviousPane => moves::cycle_panes(model, false),
        Action::PaneRight => moves::to_pane_beside(model, true),
        Action::PaneLeft => moves::to_pane_beside(model, false),
        Action::Open => follow::open_selected(model),
        Action::NextArticle => follow::step_article(model, true),
        Action::PreviousArticle => follow::step_article(model, false),
        Action::NextUnread => follow::step_unread(model, true),
        Action::PreviousUnread => follow::step_unread(model, false),
        Action::RandomUnread => follow::ask_for_random(model),
        Action::NextUnreadFeed => sources::step_unread_feed(model, Direction::Down),
        Action::PreviousUnreadFeed => sources::step_unread_feed(model, Direction::Up),
        Action::FollowLink1 => follow::follow_number(model, 1),
        Action::FollowLink2 => follow::follow_number(model, 2),
        Action::FollowLink3 => follow::follow_number(model, 3),
        Action::FollowLink4 => follow::follow_number(model, 4),
        Action::FollowLink5 => follow::follow_number(model, 5),
        Action::FollowLink6 => follow::follow_number(model, 6),
        Action::FollowLink7 => follow::follow_number(model, 7),
        Action::FollowLink8 => follow::follow_number(model, 8),
        Action::FollowLink9 => follow::follow_number(model, 9),
        Action::LinkHints => follow::show_hints(model),
        Action::Links => pickers::pick_link(model),
        Action::OpenPicture => pickers::pick_picture(model),
        Action::Back => follow::back(model),
        Action::Forward => follow::forward(model),
        Action::OpenOutside => follow::open_outside(model),
        Action::OpenComments => follow::open_comments(model),
        Action::Play => follow::play(model),
        Action::Download => follow::download(model),
        Action::Downloads => vec![model.ask(Ask::Downloads)],
        Action::CopyQuotation => copying::choose_quotation(model),
        Action::CopyMarkdown => copying::copy_markdown(model),
        Action::Pipe => copying::choose_pipe(model),
        Action::CopyUrl => follow::copy_url(model),
        Action::Find => find::open(model),
        Action::FindNext => moves::to_match(model, true),
        Action::FindPrevious => moves::to_match(model, false),
        Action::Fetch => feeds::fetch(model),
        Action::FetchPage => feeds::fetch_page(model),
        Action::Sources => sources::go(model),
        Action::ToggleSources => sources::toggle(model),
        Action::AddFeed => sources::add(model),
        Action::EditSource => sources::edit(model),
        Action::FetchSource => sources::fetch(model),
        Action::FullText => sources::change_full_text(model),
        Action::ToggleBookmark => marks::toggle_bookmark(model),
        Action::EditBookmark => marks::edit_bookmark(model),
        Action::Highlight => highlights::begin(model),
        Action::ShowCorrection => copying::show_correction(model),
        Action::ShowHighlights => vec![model.ask(Ask::Highlights)],
        Action::ToggleRead => marks::toggle_read(model),
        Action::Delete => marks::delete(model),
        Action::MarkAllRead => marks::mark_all_read(model),
        Action::Select => ticking::tick(model),
        Action::SelectToHere => ticking::tick_to_here(model),
        Action::SelectAll => ticking::tick_all(model),
        Action::InvertSelected => ticking::invert(model),
        Action::Undo => history::undo(model),
        Action::Redo => history::redo(model),
        Action::History => history::pick(model),
        Action::ShowBookmarks => views::show_bookmarks(model),
        Action::FrontPage => stories::front_page(model),
        Action::Unfold => stories::unfold(model),
        Action::ToggleFolding => stories::toggle_folding(model),
        Action::WholeStory => stories::whole_story(model),
        Action::FollowStory => stories::change(model, StoryChange::Follow),
        Action::RestStory => stories::change(model, StoryChange::Pause),
        Action::PartStory => stories::change(model, StoryChange::Separate),
        Action::NotThisStory => stories::change(model, StoryChange::TakeOut),
        Action::Views => pickers::ask_for_views(model),
        Action::MakeRule => rules::pick(model),
        Action::Sort => pickers::pick_order(model),
        Action::Filter => filters::ask(model),
        Action::Zen => views::toggle_zen(model),
        Action::GrowPane => panes::resize(model, panes::STEP),
        Action::ShrinkPane => panes::resize(model, -panes::STEP),
        Action::ResetPanes => panes::reset(model),
        Action::ToggleHeadlines => panes::toggle(model, Pane::Headlines),
        Action::ToggleRelated => panes::toggle(model, Pane::Related),
        Action::ChangeDensity => views::change_density(model),
        Action::Narrower => views::change_measure(model, false),
        Action::Wider => views::change_measure(model, true),
        Action::Themes => views::pick_theme(model),
        Action::TogglePictures => images::toggle(model),
        Action::ToggleMouse => views::toggle_mouse(model),
        Action::CommandLine => command_line::open(model, ""),
        Action::Messages => {
            let text = ScrolledText::of_messages(&model.log, model.config.words);
            open(model, Overlay::Text(text))
        }
        Action::Help => open(model, Overlay::Help(Help::default())),
        Action::Close => views::close(model),
        Action::Cancel => views::cancel(model),
        Action::Redraw => vec![Effect::Terminal(TerminalTask::Redraw)],
        Action::Suspend => vec![Effect::Terminal(TerminalTask::Suspend)],
        Action::Quit => leave(model),
    }
}

/// Opens an overlay.
fn open(model: &mut Model, overlay: Overlay) -> Vec<Effect> {
    model.overlay = Some(overlay);
    Vec::new()
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use ratatui::layout::Size;

    use super::*;
    use crate::config::Config;
    use crate::config::action::ActionGroup;
    use crate::library::Counts;
    use crate::library::{Anchor, ListPage};
    use crate::tui::message::TimeOfDay;

    /// Actions that may have no effect and no message: there is nothing to move, dismiss or rearrange.
    const SILENT: [Action; 3] = [Action::Cancel, Action::ResetPanes, Action::SelectToHere];

    fn empty(width: u16) -> Model {
        let day = jiff::civil::Date::constant(2026, 5, 8);
        let clock = TimeOfDay { now: Timestamp::UNIX_EPOCH, calendar: day.into() };
        let size = Size { width, height: 24 };
        let mut model = Model::new(Config::defaults(), size, clock, "nothing".to_owned(), Counts::default());
        let page = ListPage { rows: Vec::new(), at_start: true, at_end: true, found: None };
        model.headlines.receive(Anchor::Start, page);
        model
    }

    #[test]
    fn no_action_is_silent_where_there_is_nothing_to_do_it_to() {
        for width in [50, 130] {
            for &action in Action::ALL {
                if action.group() == ActionGroup::Moving || SILENT.contains(&action) {
                    continue;
                }
                let mut model = empty(width);
                let before = format!("{model:?}");

                let effects = act(&mut model, action);

                assert!(
                    !effects.is_empty() || format!("{model:?}") != before,
                    "{} at {width}",
                    action.name()
                );
            }
        }
    }
}
