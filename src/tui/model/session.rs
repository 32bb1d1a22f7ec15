//! The session: the person's place, saved from one start to the next.

use super::Model;
use crate::domain::{Pane, Session, TrailPosition};
use crate::library::Anchor;
use crate::tui::ask::{ArticleWanted, Ask, Navigation};
use crate::tui::effect::Effect;

impl Model {
    /// Restores a session; returns the effects that load it.
    pub fn resume(&mut self, session: Session) -> Vec<Effect> {
        self.trail = session.trail;
        self.measure = session.measure.unwrap_or(self.measure);
        self.density = session.density.unwrap_or(self.density);
        self.sides = session.sides;
        self.sources.folded = session.folded.into_iter().collect();
        let configured = &self.config.settings.theme;
        let is_chosen_over = session.theme_instead_of.is_none_or(|before| before == *configured);
        if let Some(name) = session.theme.filter(|_| is_chosen_over) {
            self.show_theme(&name);
            self.chosen_theme = name;
        }
        (self.commands, self.searches) = (session.commands, session.searches);
        let anchor = session.selected.map_or(Anchor::Start, Anchor::Around);
        self.headlines.flat = session.flat;
        let request = self.headlines.open_list(session.view, session.order, anchor);
        let mut effects = vec![self.ask(Ask::Rows(request)), self.ask(Ask::Followed)];
        if let Some(id) = session.selected.filter(|_| session.opens) {
            effects.push(self.ask_for_article(ArticleWanted::Article(id), Navigation::Opened));
        } else if let Some(id) = self.trail.current().filter(|_| session.reading).map(|step| step.spot.id) {
            effects.push(self.ask_for_article(ArticleWanted::Article(id), Navigation::Resumed(session.pane)));
        }
        effects
    }

    /// Writes the current place into the current step of the trail.
    pub fn save_position(&mut self) {
        let Some(reading) = &self.reading else { return };
        let (pane, link) = (self.pane_to_return_to(), self.related.selected());
        let spot = TrailPosition {
            id: reading.id(),
            headline: reading.opened.article.headline.clone(),
            place: reading.place(),
            pane,
            link,
        };
        if let Some(current) = self.trail.current_position_mut().filter(|current| current.id == spot.id) {
            *current = spot;
        }
    }

    /// The pane to which reading returns: from the sources, the list.
    const fn pane_to_return_to(&self) -> Pane {
        match self.focus {
            Pane::Sources => Pane::Headlines,
            pane => pane,
        }
    }

    /// The session at present.
    pub fn session(&self) -> Session {
        let is_chosen = self.chosen_theme != self.config.settings.theme;
        Session {
            view: self.headlines.view.clone(),
            order: self.headlines.order,
            flat: self.headlines.flat,
            selected: self.headlines.selected_row().map(|row| row.id),
            trail: self.trail.clone(),
            reading: self.reading.is_some() && !self.is_preview(),
            opens: false,
            pane: self.pane_to_return_to(),
            measure: Some(self.measure)
                .filter(|measure| *measure != usize::from(self.config.settings.measure)),
            density: Some(self.density).filter(|density| *density != self.config.settings.density),
            sides: self.sides,
            folded: self.sources.folded.iter().cloned().collect(),
            theme: Some(self.chosen_theme.clone()).filter(|_| is_chosen),
            theme_instead_of: Some(self.config.settings.theme.clone()).filter(|_| is_chosen),
            commands: self.commands.clone(),
            searches: self.searches.clone(),
        }
    }
}
