//! Images: visible ones are requested, rendered ones cached; a broken one leaves its caption.

use super::sources;
use crate::config::Protocol;
use crate::domain::{ArticleId, Pane};
use crate::library::FetchedPictures;
use crate::tui::ask::Ask;
use crate::tui::effect::Effect;
use crate::tui::image_cache::{ImageRequest, RenderedImage};
use crate::tui::model::Model;
use crate::tui::reply;

/// Requests the visible images that the cache does not have.
pub fn ask(model: &mut Model) -> Vec<Effect> {
    let wanted = model.images_in_sight();
    let missing: Vec<_> = wanted
        .into_iter()
        .map(|placed| placed.request)
        .filter(|request| model.images.rendered(request).is_none() && !model.asked.awaits_image(request))
        .collect();
    missing.into_iter().map(|request| model.ask(Ask::Image(request))).collect()
}

/// Takes a rendered image; one that cannot be rendered leaves the page, and its caption stays.
pub fn receive(model: &mut Model, request: ImageRequest, image: Option<RenderedImage>) {
    match (image, &mut model.reading) {
        (Some(image), _) => model.images.insert(request, image),
        (None, Some(reading)) => reading.remove_image(request.name),
        (None, None) => {}
    }
}

/// Takes the pictures that were fetched, and says how many were not.
pub fn receive_fetched(model: &mut Model, id: ArticleId, fetched: &FetchedPictures) {
    let words = model.config.words;
    match (fetched.found.len(), fetched.failed.last()) {
        (found, None) => model.show_message(&words.pictures_fetched(found)),
        (found, Some((url, reason))) => {
            let told = words.pictures_not_fetched(fetched.failed.len(), url.host(), reason);
            let told = if found > 0 { format!("{} {told}", words.pictures_fetched(found)) } else { told };
            model.report_error(&told);
        }
    }
    if let Some(reading) = model.reading.as_mut().filter(|reading| reading.id() == id) {
        reading.take_in(&fetched.found);
    }
}

/// Takes the terminal's reply to the query for graphics.
pub fn receive_reply(model: &mut Model, answer: &str) {
    if model.capabilities.may_be_queried && reply::supports_kitty_graphics(answer) {
        model.capabilities.protocol = Some(Protocol::Kitty);
    }
}

/// Hides the images, or shows them again. Those of an article that has none yet are fetched; on a feed among the sources,
/// it is changed when its pictures are.
pub fn toggle(model: &mut Model) -> Vec<Effect> {
    if model.focus == Pane::Sources {
        return sources::change_pictures(model);
    }
    if let Some((id, count)) = model.unfetched_pictures() {
        let is_asked = model.asked.open().any(|ask| *ask == Ask::Pictures(id));
        model.show_message(&model.config.words.fetching_pictures(count));
        return if is_asked { Vec::new() } else { vec![model.ask(Ask::Pictures(id))] };
    }
    model.hides_pictures = !model.hides_pictures;
    if model.hides_pictures {
        model.show_message(model.config.words.pictures_hidden());
    } else if model.graphics_protocol().is_some() {
        model.show_message(model.config.words.pictures_shown());
    } else {
        model.show_message(model.config.words.pictures_need_colours());
    }
    Vec::new()
}
