//! Moves between articles: opens them, follows links, goes back and forward on the trail.

use super::refusals::{nothing_here, say};
use super::{copying, panes, previewing, sources, ticking, views};
use crate::config::action::Action;
use crate::domain::{
    Arrival, Article, ArticleId, Cursor, Direction, LinkTarget, Pane, Prose, Query, Selection, View, WebUrl,
    normalised_headline,
};
use crate::library::{Anchor, DownloadedFile, RelatedRow, UnreadRequest};
use crate::tui::ask::{AddressFor, ArticleWanted, Ask, Navigation};
use crate::tui::effect::{Effect, Task};
use crate::tui::model::Model;
use crate::tui::overlays::Overlay;
use crate::tui::overlays::hints::{Hint, Hints};
use crate::tui::overlays::picker::{Choice, Picker};
use crate::tui::overlays::question::Question;
use crate::tui::panes::article::ArticlePane;
use crate::tui::wish::Wish;

/// The longest word, in letters, that a search for a headline leaves out, and the most words of that search.
const SHORT: usize = 3;
const WORDS: usize = 12;

/// The most pages opened at once without a question.
const MOST_PAGES_UNASKED: usize = 5;

/// Opens the selection: a headline or a link. In the article the focus moves on to its links.
pub fn open_selected(model: &mut Model) -> Vec<Effect> {
    match model.focus {
        Pane::Sources => sources::open(model),
        Pane::Headlines => open_headline(model, Navigation::Opened),
        Pane::Article => panes::focus(model, Pane::Related),
        Pane::Related => {
            let row = model.related.selected_row().cloned();
            match row {
                Some(row) => follow(model, &row),
                None if model.related.toggle_fold() => Vec::new(),
                None => nothing_here(model),
            }
        }
    }
}

/// Goes to a pane. From the list to the article, the selected article is opened even if its preview is still
/// loading.
pub fn go_to_pane(model: &mut Model, pane: Pane) -> Vec<Effect> {
    let is_behind = model.awaits_settling() || model.asked.awaits_preview();
    if pane == Pane::Article && model.focus == Pane::Headlines && model.config.settings.preview && is_behind {
        return open_headline(model, Navigation::Opened);
    }
    if pane == Pane::Sources {
        model.sources.select_view(&model.headlines.view);
    }
    panes::focus(model, pane)
}

fn open_headline(model: &mut Model, navigation: Navigation) -> Vec<Effect> {
    let Some(id) = model.headlines.selected_row().map(|row| row.id) else {
        return match model.headlines.found.as_ref().and_then(|found| found.suggestion.clone()) {
            Some(meant) => views::search(model, meant),
            None => nothing_here(model),
        };
    };
    if model.is_open(id) && navigation == Navigation::Opened {
        return panes::focus(model, Pane::Article);
    }
    vec![model.ask_for_article(ArticleWanted::Article(id), navigation)]
}

/// Opens the next or previous article of the list, from wherever the focus is.
pub fn step_article(model: &mut Model, forward: bool) -> Vec<Effect> {
    let count = isize::try_from(model.count.unwrap_or(1)).unwrap_or(1);
    let left = previewing::count_left_article_read(model);
    if !previewing::step(model, if forward { count } else { -count }) {
        if !model.headlines.can_step(forward) {
            model.show_message(if forward {
                model.config.words.last_of_list()
            } else {
                model.config.words.first_of_list()
            });
        }
        return left;
    }
    left.into_iter().chain(open_headline(model, Navigation::Stepped)).collect()
}

/// Looks for the next or previous unread article of the list.
pub fn step_unread(model: &mut Model, forward: bool) -> Vec<Effect> {
    let open = model.reading.as_ref().map(ArticlePane::id);
    // An article folded into a row of the list is further on than its row.
    let folded = model.last_unread.filter(|(id, _)| Some(*id) == open).map(|(_, cursor)| cursor);
    let selected = || model.headlines.selected_row().map(|row| row.cursor);
    let Some(from) = folded.or_else(selected) else {
        return say(model, model.config.words.none_unread_that_way());
    };
    let direction = if forward { Direction::Down } else { Direction::Up };
    let left = previewing::count_left_article_read(model);
    let (view, order) = (model.headlines.view.clone(), model.headlines.order);
    let search = UnreadRequest { view, order, from, direction };
    left.into_iter().chain([model.ask(Ask::Unread(search))]).collect()
}

/// Opens the unread article that was found, and selects it in the list.
pub fn open_unread(model: &mut Model, found: Option<(ArticleId, Cursor)>) -> Vec<Effect> {
    model.last_unread = found;
    match found {
        Some((id, _)) => open_in_list(model, id),
        None => say(model, model.config.words.none_unread_that_way()),
    }
}

/// Looks for an unread article of the list at random.
pub fn ask_for_random(model: &mut Model) -> Vec<Effect> {
    let left = previewing::count_left_article_read(model);
    let view = model.headlines.view.clone();
    left.into_iter().chain([model.ask(Ask::RandomUnread(view))]).collect()
}

/// Opens the article that was found at random.
pub fn open_random(model: &mut Model, found: Option<ArticleId>) -> Vec<Effect> {
    model.last_unread = None;
    match found {
        Some(id) => open_in_list(model, id),
        None => say(model, model.config.words.none_unread_here()),
    }
}

fn open_in_list(model: &mut Model, id: ArticleId) -> Vec<Effect> {
    let mut effects = Vec::new();
    if !model.headlines.select_article(id) {
        let (view, order) = (model.headlines.view.clone(), model.headlines.order);
        let request = model.headlines.open_list(view, order, Anchor::Around(id));
        effects.push(model.ask(Ask::Rows(request)));
    }
    effects.push(model.ask_for_article(ArticleWanted::Article(id), Navigation::Stepped));
    effects
}

/// Follows the link with a number.
pub fn follow_number(model: &mut Model, number: u8) -> Vec<Effect> {
    let position = model.related.numbered().nth(usize::from(number).saturating_sub(1));
    let Some(position) = position else {
        model.show_message(&model.config.words.no_such_link(number));
        return Vec::new();
    };
    model.related.select(position);
    let row = model.related.selected_row().cloned();
    row.map(|row| follow(model, &row)).unwrap_or_default()
}

fn follow(model: &mut Model, row: &RelatedRow) -> Vec<Effect> {
    let RelatedRow { link, also, .. } = row;
    match &link.target {
        LinkTarget::Cached { id, .. } => {
            vec![model.ask_for_article(
                ArticleWanted::Article(*id),
                Navigation::Followed(model.config.words.reasons(&link.why, also)),
            )]
        }
        LinkTarget::Itself => say(model, model.config.words.link_leads_here()),
        LinkTarget::Outside(url) => {
            offer_page_fetch(model, url.clone());
            Vec::new()
        }
        LinkTarget::HeadlineOnly => look_for(model, &link.headline),
    }
}

/// Lists the articles of the cache for a headline that a page names without an address, the nearest first.
fn look_for(model: &mut Model, headline: &Prose) -> Vec<Effect> {
    let words = normalised_headline(headline.as_str());
    let telling = words.split(' ').filter(|word| word.chars().count() > SHORT).take(WORDS);
    let Some(query) = Query::any_of(telling) else {
        return say(model, model.config.words.link_comes_alive());
    };
    let effects = views::search(model, query);
    panes::focus(model, Pane::Headlines);
    model.show_message(&model.config.words.looks_for_headline(headline));
    effects
}

/// Reports a link outside of the cache, with the key that fetches its page.
pub fn offer_page_fetch(model: &mut Model, url: WebUrl) {
    let key = model.config.keymap.keys_of(Action::FetchPage, model.mode()).into_iter().next();
    let words = model.config.words;
    model.show_message(&match key {
        Some(key) => words.leads_beyond_fetched(key, &url),
        None => words.leads_beyond(&url),
    });
    model.last_outside_link = Some(url);
}

/// Follows an address of the article's text.
pub fn follow_page(model: &mut Model, url: WebUrl) -> Vec<Effect> {
    vec![model.ask_for_article(
        ArticleWanted::Page(url),
        Navigation::Followed(model.config.words.linked_in_text().into()),
    )]
}

/// Puts letters on the links of the text that are in sight.
pub fn show_hints(model: &mut Model) -> Vec<Effect> {
    let hints = hints_in_sight(model);
    if hints.is_empty() {
        return say(model, model.config.words.no_link_in_sight());
    }
    model.overlay = Some(Overlay::Hints(Hints::of(hints)));
    Vec::new()
}

/// A hint at the first words of each link.
fn hints_in_sight(model: &Model) -> Vec<Hint> {
    let links = model.links_in_sight();
    let mut seen = None;
    let firsts = links.iter().filter(|cells| seen.replace(cells.number) != Some(cells.number));
    firsts.map(|cells| Hint { at: cells.first(), wish: Wish::FollowLink(cells.url.clone()) }).collect()
}

/// Goes one step back on the trail; from the first article that was opened out of a search, to what it found.
pub fn back(model: &mut Model) -> Vec<Effect> {
    if begins_in_search(model) {
        return panes::focus(model, Pane::Headlines);
    }
    along(model, -1, model.config.words.trail_begins())
}

/// Whether the article that is read was opened out of the search that is listed, and the one before it was not.
fn begins_in_search(model: &Model) -> bool {
    let is_found = |id: ArticleId| model.headlines.rows().any(|row| row.id == id);
    let here = model.trail.current().filter(|step| step.arrival == Arrival::Opened);
    let before = model.trail.position_at_distance(-1);
    model.focus == Pane::Article
        && matches!(model.headlines.view, View::Matching(_))
        && model.asked.navigation().is_none()
        && here.is_some_and(|step| model.is_open(step.spot.id) && is_found(step.spot.id))
        && before.is_some_and(|before| !is_found(before.id))
}

/// Goes one step forward on the trail.
pub fn forward(model: &mut Model) -> Vec<Effect> {
    along(model, 1, model.config.words.trail_ends())
}

/// Moves along the trail from the awaited step, so that keys pressed in quick succession are counted singly.
fn along(model: &mut Model, step: isize, at_the_end: &str) -> Vec<Effect> {
    model.save_position();
    let awaited = match model.asked.navigation() {
        Some(Navigation::AlongTrail(steps)) => *steps,
        // From a preview, back leads to the article that was entered last.
        Some(
            Navigation::Opened
            | Navigation::Previewed
            | Navigation::ToPassage(_)
            | Navigation::Stepped
            | Navigation::Followed(_)
            | Navigation::Resumed(_),
        )
        | None => isize::from(step < 0 && model.is_preview()),
    };
    let steps = awaited.saturating_add(step);
    match model.trail.position_at_distance(steps).map(|spot| spot.id) {
        Some(id) => vec![model.ask_for_article(ArticleWanted::Article(id), Navigation::AlongTrail(steps))],
        None => say(model, at_the_end),
    }
}

/// The address that the focus is on, or the article whose address is to be asked for.
fn address(model: &Model) -> Option<Result<WebUrl, ArticleId>> {
    let known = match model.focus {
        _ if matches!(model.overlay, Some(Overlay::Story(_))) => None,
        Pane::Sources => return sources::address(model).map(Ok),
        Pane::Headlines => None,
        Pane::Article => return model.reading.as_ref()?.opened.article.url.clone().map(Ok),
        Pane::Related => model.related.selected_link()?.url.clone(),
    };
    known.map(Ok).or_else(|| Some(Err(model.subject()?.id)))
}

/// Opens the page outside, or the pages of all ticked articles.
pub fn open_outside(model: &mut Model) -> Vec<Effect> {
    if let Some(ticked) = ticking::ticked(model) {
        return vec![model.ask(Ask::Addresses(ticked, AddressFor::Browser))];
    }
    match address(model) {
        Some(Ok(url)) => browse_cautiously(model, url),
        Some(Err(id)) => vec![model.ask(Ask::Addresses(Selection::These(vec![id]), AddressFor::Browser))],
        None => say(model, model.config.words.no_address()),
    }
}

/// Opens the pages of all articles that a search finds.
pub fn open_found(model: &mut Model, query: Query) -> Vec<Effect> {
    vec![model.ask(Ask::Addresses(ticking::found(query), AddressFor::Browser))]
}

/// Opens the page where the article is discussed.
pub fn open_comments(model: &mut Model) -> Vec<Effect> {
    let comments = model.reading.as_ref().and_then(|reading| reading.opened.article.comments.as_ref());
    match comments.map(|comments| comments.url.clone()) {
        Some(url) => browse_cautiously(model, url),
        None => say(model, model.config.words.no_comments()),
    }
}

/// Plays the first recording of the article, or else the first that its text embeds as a file.
pub fn play(model: &mut Model) -> Vec<Effect> {
    let article = model.reading.as_ref().map(|reading| &reading.opened.article);
    match article.and_then(Article::recording).cloned() {
        Some(url) => {
            let (words, key) = (model.config.words, model.key_of(Action::Play));
            let is_kept = model.reading.as_ref().is_some_and(|reading| reading.opened.is_downloaded);
            let playing = if is_kept { words.playing_download(key) } else { words.playing(&url, key) };
            model.show_message(&playing);
            vec![Effect::Task(Task::Play(url))]
        }
        None => say(model, model.config.words.nothing_to_play()),
    }
}

/// Downloads the recording of the article.
pub fn download(model: &mut Model) -> Vec<Effect> {
    let reading = model.reading.as_ref();
    match reading.filter(|reading| reading.opened.article.recording().is_some()).map(ArticlePane::id) {
        Some(id) => vec![Effect::Task(Task::Download(id))],
        None => say(model, model.config.words.nothing_to_play()),
    }
}

/// Says that the recording of an article is downloaded, and where; the article that is read says so too.
pub fn downloaded(model: &mut Model, id: ArticleId, name: &Prose, folder: &Prose) {
    model.show_message(&model.config.words.downloaded(name, folder));
    if let Some(reading) = model.reading.as_mut().filter(|reading| reading.id() == id) {
        reading.note_download();
    }
}

/// Lets the person pick a downloaded file, to play it.
pub fn pick_download(model: &mut Model, files: Vec<DownloadedFile>) {
    let name = |file: &DownloadedFile| {
        file.path
            .file_name()
            .map(|name| Prose::trimmed(&name.to_string_lossy()).to_string())
            .unwrap_or_default()
    };
    let whole = files.into_iter().filter(|file| file.is_complete);
    let size = |bytes: u64| model.config.words.medium_megabytes(model.number(bytes / 1_000_000));
    let choices: Vec<Choice> =
        whole.map(|file| Choice::new(name(&file), size(file.bytes), Wish::PlayFile(file.path))).collect();
    if choices.is_empty() {
        model.show_message(model.config.words.no_downloads());
        return;
    }
    model.overlay = Some(Overlay::List(Picker::new(model.config.words.downloads_title(), choices, None)));
}

/// Opens a page outside; a suspicious address is shown in a question first.
pub fn browse_cautiously(model: &mut Model, url: WebUrl) -> Vec<Effect> {
    match url.caution() {
        Some(caution) => {
            let question = Question::before_opening(url, caution, model.config.words);
            model.open_over(Overlay::Question(question));
            Vec::new()
        }
        None => browse(model, url),
    }
}

/// Opens a page outside.
pub fn browse(model: &mut Model, url: WebUrl) -> Vec<Effect> {
    model.show_message(&model.config.words.opening(&url));
    vec![Effect::Task(Task::Browse(url))]
}

/// Copies the address of the page.
pub fn copy_url(model: &mut Model) -> Vec<Effect> {
    if let Some(ticked) = ticking::ticked(model) {
        return vec![model.ask(Ask::Addresses(ticked, AddressFor::Clipboard))];
    }
    match address(model) {
        Some(Ok(url)) => copy(model, &url),
        Some(Err(id)) => vec![model.ask(Ask::Addresses(Selection::These(vec![id]), AddressFor::Clipboard))],
        None => say(model, model.config.words.no_address()),
    }
}

/// Copies an address.
pub fn copy(model: &mut Model, url: &WebUrl) -> Vec<Effect> {
    model.show_message(&model.config.words.copied(url));
    copying::copy(model, url.to_string())
}

/// Copies the addresses or opens them, according to the request.
pub fn take_addresses(model: &mut Model, purpose: AddressFor, mut urls: Vec<WebUrl>) -> Vec<Effect> {
    match (purpose, urls.pop()) {
        (_, None) => say(model, model.config.words.no_address()),
        (AddressFor::Clipboard, Some(url)) if urls.is_empty() => copy(model, &url),
        (AddressFor::Browser, Some(url)) if urls.is_empty() => browse_cautiously(model, url),
        (AddressFor::Clipboard, Some(url)) => {
            urls.push(url);
            model.show_message(&model.config.words.copied_addresses(model.number(urls.len())));
            copying::copy(model, urls.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
        }
        (AddressFor::Browser, Some(url)) => {
            urls.push(url);
            browse_all_cautiously(model, urls)
        }
    }
}

/// Opens pages outside, more than a handful only after a question. Suspicious addresses are left out.
fn browse_all_cautiously(model: &mut Model, urls: Vec<WebUrl>) -> Vec<Effect> {
    let (urls, cautioned): (Vec<WebUrl>, Vec<WebUrl>) =
        urls.into_iter().partition(|url| url.caution().is_none());
    if !cautioned.is_empty() {
        model.show_message(&model.config.words.left_to_look_at(model.number(cautioned.len())));
    }
    if urls.len() <= MOST_PAGES_UNASKED {
        return browse_all(urls);
    }
    let count = model.number(urls.len());
    model.overlay = Some(Overlay::Question(Question::before_opening_all(urls, count, model.config.words)));
    Vec::new()
}

/// Opens pages outside.
pub fn browse_all(urls: Vec<WebUrl>) -> Vec<Effect> {
    urls.into_iter().map(|url| Effect::Task(Task::Browse(url))).collect()
}
