//! Images: those in sight are requested, rendered ones are kept, of broken ones the caption stays.

use crate::config::Protocol;
use crate::tui::effect::{Effect, Ticket};
use crate::tui::image_cache::RenderedImage;
use crate::tui::model::Model;
use crate::tui::reply;

/// Requests the images in sight that the cache does not know.
pub fn ask(model: &mut Model) -> Vec<Effect> {
    let wanted = model.images_in_sight();
    let missing: Vec<_> = wanted
        .into_iter()
        .map(|placed| placed.request)
        .filter(|request| !model.images.knows(request))
        .collect();
    let mut effects = Vec::new();
    for request in missing {
        let ticket = model.new_ticket();
        model.images.await_image(ticket, request.clone());
        effects.push(Effect::Draw(ticket, request));
    }
    effects
}

/// Takes a rendered image; one that cannot be rendered leaves the page, and its caption stays.
pub fn receive(model: &mut Model, ticket: Ticket, image: Option<RenderedImage>) {
    let Some(broken) = model.images.receive(ticket, image) else { return };
    if let Some(reading) = &mut model.reading {
        reading.leave_out(broken);
    }
}

/// Takes the terminal's answer to the question whether it takes images.
pub fn hear(model: &mut Model, answer: &str) {
    if model.abilities.may_be_asked && reply::takes_pictures(answer) {
        model.abilities.protocol = Some(Protocol::Kitty);
    }
}

/// Hides the images, or shows them again.
pub fn toggle(model: &mut Model) -> Vec<Effect> {
    model.hides_pictures = !model.hides_pictures;
    if model.hides_pictures {
        model.say(model.config.words.pictures_hidden());
    } else if model.graphics_protocol().is_some() {
        model.say(model.config.words.pictures_shown());
    } else {
        model.say(model.config.words.pictures_need_colours());
    }
    Vec::new()
}
