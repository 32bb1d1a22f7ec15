//! Pictures: those in sight are asked for, drawn ones are kept, broken ones leave their words behind.

use crate::config::Protocol;
use crate::tui::effect::{Effect, Ticket};
use crate::tui::model::Model;
use crate::tui::pictures::Drawing;
use crate::tui::reply;

/// Asks for the pictures in sight that are not there yet.
pub fn ask(model: &mut Model) -> Vec<Effect> {
    let wanted = model.pictures_in_sight();
    let missing: Vec<_> =
        wanted.into_iter().map(|seen| seen.sketch).filter(|sketch| !model.easel.knows(sketch)).collect();
    let mut effects = Vec::new();
    for sketch in missing {
        let ticket = model.new_ticket();
        model.easel.await_drawing(ticket, sketch.clone());
        effects.push(Effect::Draw(ticket, sketch));
    }
    effects
}

/// Takes a picture that was drawn; where it could not be, its words stand alone.
pub fn receive(model: &mut Model, ticket: Ticket, drawing: Option<Drawing>) {
    let Some(broken) = model.easel.receive(ticket, drawing) else { return };
    if let Some(reading) = &mut model.reading {
        reading.leave_out(broken);
    }
}

/// Hears from the terminal that it takes pictures, where it was asked.
pub fn hear(model: &mut Model, answer: &str) {
    if model.abilities.may_be_asked && reply::takes_pictures(answer) {
        model.abilities.protocol = Some(Protocol::Kitty);
    }
}

/// Hides the pictures, or shows them again.
pub fn toggle(model: &mut Model) -> Vec<Effect> {
    model.hides_pictures = !model.hides_pictures;
    if model.hides_pictures {
        model.say(model.config.words.pictures_hidden());
    } else if model.manner().is_some() {
        model.say(model.config.words.pictures_shown());
    } else {
        model.say(model.config.words.pictures_need_colours());
    }
    Vec::new()
}
