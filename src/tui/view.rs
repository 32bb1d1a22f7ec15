//! The frame: hands each pane its rectangle, draws the line above and the line below. Changes nothing.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::address;
use super::command::Candidate;
use super::layout::Layout;
use super::lettering::letter;
use super::model::{Model, view_name};
use super::overlays::completion::Completion;
use super::panes::article::Reading;
use super::panes::{Edge, article_images, article_page, draw_frame, headline_row, related_row};
use super::sanitise::strip_unsafe;
use super::styled::order_of;
use crate::config::action::Action;
use crate::config::key::Chord;
use crate::config::keymap::Lookup;
use crate::config::theme::Face;
use crate::domain::{Arrival, Pane, Related, Relation, View};
use crate::typeset;
use crate::words::{Sentence, Words};

/// Draws the screen.
pub fn view(model: &Model, frame: &mut Frame<'_>) {
    let layout = model.layout();
    let buffer = frame.buffer_mut();
    buffer.set_style(layout.screen, model.config.theme.style(Face::Text));
    draw_header(model, layout.header, buffer);
    for pane in Pane::ALL {
        if let Some(area) = layout.pane(pane) {
            draw_pane(model, pane, area, buffer);
        }
    }
    draw_footer(model, layout.footer, buffer);
    if let Some(url) = model.focused_address() {
        address::draw(url, &model.config, layout.footer, buffer);
    }
    following(model).draw(&model.config, layout.footer, buffer);
    let cursor = match &model.overlay {
        Some(overlay) => overlay.draw(&model.config, &layout, buffer),
        None => cursor(model, &layout),
    };
    strip_unsafe(buffer);
    if let Some(position) = cursor.filter(|position| layout.screen.contains(*position)) {
        frame.set_cursor_position(position);
    }
}

fn draw_pane(model: &Model, pane: Pane, area: Rect, buffer: &mut Buffer) {
    let focused = model.focus == pane && model.overlay.is_none();
    let edge = Edge { title: title(model, pane), corner: corner(model, pane), focused };
    draw_frame(&edge, &model.config, area, buffer);
    let inside = model.inside(pane);
    match pane {
        Pane::Headlines => draw_headlines(model, inside, buffer),
        Pane::Article => draw_article(model, inside, buffer),
        Pane::Related => draw_related(model, inside, buffer),
    }
}

fn title(model: &Model, pane: Pane) -> String {
    match pane {
        Pane::Headlines => view_name(&model.headlines.view, model.config.words).to_owned(),
        Pane::Related => model.config.words.related().to_owned(),
        Pane::Article => {
            let article = model.reading.as_ref().map(|reading| &reading.opened.article);
            let parts = article.map(|article| [article.publication.as_ref(), article.section.as_ref()]);
            let parts = parts.iter().flatten().flatten();
            let parts: Vec<String> = parts.map(ToString::to_string).collect();
            if parts.is_empty() { model.config.words.article().to_owned() } else { parts.join(" · ") }
        }
    }
}

fn corner(model: &Model, pane: Pane) -> String {
    let Some(reading) = model.reading.as_ref().filter(|_| pane == Pane::Article) else {
        return String::new();
    };
    let mark = if reading.bookmark().is_some() { "★ " } else { "" };
    format!("{mark}{} %", reading.progress())
}

fn draw_headlines(model: &Model, area: Rect, buffer: &mut Buffer) {
    if model.headlines.is_empty() {
        draw_words(&no_headlines(model), model, area, buffer);
    }
    let mut rest = area;
    for (position, row) in model.headlines.rows().enumerate().skip(model.headlines.top()) {
        if rest.height == 0 {
            break;
        }
        let look = headline_row::Look {
            theme: &model.config.theme,
            calendar: model.clock.calendar,
            words: model.config.words,
            lines: model.headlines.lines_of(row),
            snippet: model.headlines.snippet_of(row),
            order: order_of(model.config.settings.right_to_left),
            selected: position == model.headlines.selected(),
            ticked: model.headlines.ticks.has(row.id),
            unfolded: row.more > 0 && model.headlines.is_unfolded(row),
        };
        let indent = model.headlines.indent_of(row).min(rest.width);
        let within = Rect { x: rest.x + indent, width: rest.width - indent, ..rest };
        let taken = headline_row::draw(row, look, within, buffer);
        rest = Rect { y: rest.y + taken, height: rest.height - taken, ..rest };
    }
}

/// Why the list is empty, and the keys that lead on.
fn no_headlines(model: &Model) -> String {
    let back = model.key_of(Action::Back);
    match model.headlines.view {
        View::Bookmarks => model.config.words.no_bookmarks(model.key_of(Action::ToggleBookmark), back),
        View::Unread => model.config.words.none_unread(back),
        View::Matching(_) => model.config.words.none_found(model.key_of(Action::Find), back),
        View::FrontPage => model.config.words.none_dated(back),
        View::Following => model.config.words.none_followed(model.key_of(Action::FollowStory), back),
        View::ContinueReading => model.config.words.none_half_read(back),
        _ => model.config.words.no_stories(back),
    }
}

fn draw_article(model: &Model, area: Rect, buffer: &mut Buffer) {
    match &model.reading {
        Some(reading) => {
            article_page::draw(reading, &model.config.theme, area, buffer);
            article_images::draw(&model.images_in_sight(), &model.images, buffer);
        }
        None => draw_words(&model.config.words.no_article(model.key_of(Action::Open)), model, area, buffer),
    }
}

fn draw_related(model: &Model, area: Rect, buffer: &mut Buffer) {
    if model.related.is_empty() {
        let words = if model.reading.is_some() {
            model.config.words.no_links()
        } else {
            model.config.words.links_stand_here()
        };
        return draw_words(words, model, area, buffer);
    }
    let order = order_of(model.config.settings.right_to_left);
    let look = related_row::Look { theme: &model.config.theme, order, focused: model.focus == Pane::Related };
    related_row::draw(&model.related, look, area, buffer);
}

/// A few words in an empty pane.
fn draw_words(words: &str, model: &Model, area: Rect, buffer: &mut Buffer) {
    let width = usize::from(area.width.saturating_sub(2)).max(1);
    let lines = typeset::wrap(words, width, usize::from(area.height));
    for (y, line) in (area.y..area.bottom()).zip(lines) {
        let x = area.x.saturating_add(u16::from(area.width > 2));
        letter(&line, (x, y), usize::from(area.width), Face::Faint, &model.config, buffer);
    }
}

/// What the list is at the left, what the cache is at the right.
fn draw_header(model: &Model, line: Rect, buffer: &mut Buffer) {
    let left = model.config.words.program(model.view_title());
    let mut news = model.followed.iter().filter(|followed| followed.new > 0);
    let news = news.next().map(|first| model.config.words.news_of(model.number(first.new), &first.name));
    let news = news.unwrap_or_default();
    let (count, told) = (model.counts.articles, model.number(model.counts.articles));
    let whole = match model.fetching {
        Some((done, all)) => model.config.words.fetching_so_far(done, all),
        None => news + &model.config.words.edition(count, &model.edition, &told),
    };
    let fits = typeset::width(&left) + typeset::width(&whole) + 2 <= usize::from(line.width);
    let right = if fits { whole } else { model.config.words.edition_alone(count, told) };
    draw_ends(&left, (&right, Face::Faint), Face::Title, model, line, buffer);
}

fn draw_footer(model: &Model, line: Rect, buffer: &mut Buffer) {
    if let Some(notice) = &model.notice {
        let (face, hint) =
            if notice.is_error { (Face::Error, model.config.words.dismisses()) } else { (Face::Status, "") };
        return draw_ends(&format!(" {}", notice.words), (hint, Face::Hint), face, model, line, buffer);
    }
    if let Some(pending) = pending(model) {
        return draw_ends(&pending, ("", Face::Hint), Face::Key, model, line, buffer);
    }
    if !model.headlines.ticks.is_empty() {
        let left = format!(" {}", model.headlines.ticks.told(model.config.words));
        let right = ticked_hints(model, usize::from(line.width).saturating_sub(typeset::width(&left) + 2));
        return draw_ends(&left, (&right, Face::Hint), Face::Key, model, line, buffer);
    }
    let left = format!(" {}", way(model));
    let right = reason(model, usize::from(line.width).saturating_sub(typeset::width(&left) + 2));
    let face = if model.focus == Pane::Related { Face::Status } else { Face::Hint };
    draw_ends(&left, (&right, face), Face::Breadcrumb, model, line, buffer);
}

/// The way the person came: the open story first, what led to it after. A third of the line is left for
/// the way back.
fn way(model: &Model) -> String {
    let steps = model.trail.way_here();
    let Some(_) = model.reading.as_ref().filter(|_| steps.len() > 1) else { return String::new() };
    let most = steps.len().min(4);
    let room = (usize::from(model.size.width) * 2 / 3 / most).max(16);
    let names =
        steps.iter().rev().take(most).map(|step| typeset::truncate(step.spot.headline.as_str(), room));
    names.collect::<Vec<_>>().join(" ‹ ")
}

/// Why the selected link is there; elsewhere, what one can do here, or how one came.
fn reason(model: &Model, columns: usize) -> String {
    if let Some(link) = model.related.selected_link().filter(|_| model.focus == Pane::Related) {
        return format!("{} ", link.why);
    }
    match model.trail.current().map(|step| &step.arrival) {
        Some(Arrival::Followed(why)) if model.focus == Pane::Article => came_by(why.as_str(), model, columns),
        _ if model.config.settings.hints => hints(model, columns),
        _ => String::new(),
    }
}

/// Why the person came here and the key that leads back; where there is not room for both, the key.
fn came_by(why: &str, model: &Model, columns: usize) -> String {
    if !model.config.settings.hints {
        return format!("{why} ");
    }
    let back = hints_of(&[(Action::Back, Words::hint_back)], model, columns);
    let both = format!("{why}  {back}");
    if typeset::width(&both) <= columns { both } else { back }
}

/// Keys for what is possible here, from the live keymap; as many as there is room for.
fn hints(model: &Model, columns: usize) -> String {
    hints_of(
        match model.focus {
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
                (Action::ScrollRight, Words::hint_table),
                (Action::NextStory, Words::hint_next_story),
                (Action::NextPane, Words::hint_links),
                (Action::WholeStory, Words::hint_whole_story),
                (Action::FollowStory, Words::hint_follow_story),
                (Action::Find, Words::hint_find),
                (Action::Back, Words::hint_back),
                (Action::Help, Words::hint_help),
            ],
            Pane::Related => &[],
        },
        model,
        columns,
    )
}

/// What can be done to the stories that are ticked.
fn ticked_hints(model: &Model, columns: usize) -> String {
    let wanted: &[(Action, Sentence)] = &[
        (Action::ToggleBookmark, Words::hint_bookmark),
        (Action::ToggleRead, Words::hint_read),
        (Action::EditBookmark, Words::hint_tag),
        (Action::InvertTicks, Words::hint_invert),
        (Action::Cancel, Words::hint_forget),
    ];
    hints_of(wanted, model, columns)
}

/// As many hints as there is room for; the last goes before the others, since it leads to the rest.
fn hints_of(wanted: &[(Action, Sentence)], model: &Model, columns: usize) -> String {
    let key = |action| model.config.keymap.keys_of(action, model.mode()).into_iter().next();
    let possible = wanted.iter().filter(|(action, _)| is_possible(*action, model));
    let mut hints: Vec<String> = possible
        .filter_map(|(action, hint)| Some(format!("{} {}  ", key(*action)?, hint(model.config.words))))
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

/// Whether there is here what an action is for: a wide table, a story that others tell too.
fn is_possible(action: Action, model: &Model) -> bool {
    let row = model.headlines.selected_row().filter(|_| model.focus == Pane::Headlines);
    let is_told_again = |link: &Related| matches!(link.relation, Relation::Copy | Relation::SameStory);
    match action {
        Action::ScrollRight => model.reading.as_ref().is_some_and(Reading::shows_wide_table),
        Action::Unfold => row.is_some_and(|row| row.more > 0),
        Action::WholeStory | Action::FollowStory => match model.focus {
            Pane::Headlines => row.is_some_and(|row| row.story.is_some()),
            Pane::Article | Pane::Related => model.related.links().any(is_told_again),
        },
        _ => true,
    }
}

/// The keys pressed of a sequence, or the count typed so far.
fn pending(model: &Model) -> Option<String> {
    if let Some(count) = model.count {
        return Some(format!(" {count}"));
    }
    let pressed: Vec<String> = model.pressed.iter().map(ToString::to_string).collect();
    (!pressed.is_empty()).then(|| format!(" {} …", pressed.join(" ")))
}

/// The keys that can follow those pressed, and what each does.
fn following(model: &Model) -> Completion {
    let Lookup::Pending(next) = model.config.keymap.look_up(model.mode(), &model.pressed) else {
        return Completion::default();
    };
    let words = model.config.words;
    let candidate = |(chord, action): (Chord, Option<Action>)| Candidate {
        line: String::new(),
        name: chord.to_string(),
        about: action.map_or_else(|| words.more_keys(), |action| action.help(words)).to_owned(),
    };
    Completion::of(next.into_iter().map(candidate).collect())
}

/// Words at both ends of a line; where there is not room for both, the left ones win.
fn draw_ends(left: &str, right: (&str, Face), face: Face, model: &Model, line: Rect, buffer: &mut Buffer) {
    if line.height == 0 {
        return;
    }
    let columns = usize::from(line.width);
    let shown = typeset::truncate(left, columns);
    let x = letter(&shown, (line.x, line.y), columns, face, &model.config, buffer);
    let room = usize::from(line.right().saturating_sub(x)).saturating_sub(2);
    let words = typeset::truncate(right.0, room);
    let width = u16::try_from(typeset::width(&words)).unwrap_or(u16::MAX);
    if room > 8 && width <= line.width {
        let x = line.right() - width;
        letter(&words, (x, line.y), room, right.1, &model.config, buffer);
    }
}

/// The terminal's cursor stands on what has the focus: screen readers follow it.
fn cursor(model: &Model, layout: &Layout) -> Option<Position> {
    layout.pane(model.focus)?;
    let inside = model.inside(model.focus);
    match model.focus {
        Pane::Headlines => {
            let before = model.headlines.rows().skip(model.headlines.top());
            let count = model.headlines.selected().saturating_sub(model.headlines.top());
            let lines: usize = before.take(count).map(|row| model.headlines.height_of(row)).sum();
            Some(Position {
                x: inside.x,
                y: inside.y.saturating_add(u16::try_from(lines).unwrap_or(u16::MAX)),
            })
        }
        Pane::Article => Some(Position { x: inside.x, y: inside.y }),
        Pane::Related => {
            let selected = Some(model.related.selected());
            let line = model.related.lines().iter().position(|line| line.link() == selected)?;
            let line = line.checked_sub(model.related.top())?;
            Some(Position { x: inside.x, y: inside.y.saturating_add(u16::try_from(line).ok()?) })
        }
    }
}
