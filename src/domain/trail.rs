//! The trail: the articles a person went through, to go back and forward along.

use serde::{Deserialize, Serialize};

use super::{ArticleId, Pane, Prose, TextPlace};

/// The most steps stored; older ones are dropped.
const MAX_STEPS: usize = 200;

/// A person's position: an article, and everything needed to return to the same place in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrailPosition {
    /// The article.
    pub id: ArticleId,
    /// The headline of the article, for the breadcrumb.
    pub headline: Prose,
    /// The place in the text.
    #[serde(default)]
    pub place: TextPlace,
    /// The pane with the focus.
    #[serde(default)]
    pub pane: Pane,
    /// The position of the selected link in the related pane.
    #[serde(default)]
    pub link: usize,
}

/// How a person came to an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Arrival {
    /// From a list, with which a new trail section begins.
    Opened,
    /// By a link, with the reason for which it was offered.
    Followed(Prose),
}

/// A step of the trail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrailStep {
    /// How the person came.
    pub arrival: Arrival,
    /// The position where the person left the article, or is now.
    pub spot: TrailPosition,
}

/// The steps behind and before the current one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trail {
    steps: Vec<TrailStep>,
    at: usize,
}

impl Trail {
    /// The current step.
    pub fn current(&self) -> Option<&TrailStep> {
        self.steps.get(self.at)
    }

    /// The position of the current step, to be kept up to date before it is left.
    pub fn current_position_mut(&mut self) -> Option<&mut TrailPosition> {
        self.steps.get_mut(self.at).map(|step| &mut step.spot)
    }

    /// Moves on to a new step; the steps forward of the current one are forgotten.
    pub fn push(&mut self, step: TrailStep) {
        self.steps.truncate(self.at.saturating_add(1));
        self.steps.push(step);
        let surplus = self.steps.len().saturating_sub(MAX_STEPS);
        self.steps.drain(..surplus);
        self.at = self.steps.len() - 1;
    }

    /// The position some steps forward, or back where `steps` is negative.
    pub fn position_at_distance(&self, steps: isize) -> Option<&TrailPosition> {
        let at = self.at.checked_add_signed(steps)?;
        self.steps.get(at).map(|step| &step.spot)
    }

    /// Goes some steps forward, or back where `steps` is negative; stays where the trail ends before.
    pub fn move_by(&mut self, steps: isize) {
        if self.position_at_distance(steps).is_some() {
            self.at = self.at.saturating_add_signed(steps);
        }
    }

    /// The steps from the last article opened out of a list up to the current one.
    pub fn steps_since_list(&self) -> &[TrailStep] {
        let walked = self.steps.get(..=self.at).unwrap_or_default();
        let start = walked.iter().rposition(|step| step.arrival == Arrival::Opened).unwrap_or(0);
        walked.get(start..).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(number: u32, arrival: Arrival) -> TrailStep {
        let spot = TrailPosition {
            id: ArticleId(number),
            headline: Prose::trimmed("x"),
            place: TextPlace::default(),
            pane: Pane::Article,
            link: 0,
        };
        TrailStep { arrival, spot }
    }

    fn followed() -> Arrival {
        Arrival::Followed(Prose::trimmed("links here"))
    }

    #[test]
    fn back_and_forward_are_inverse() {
        let mut trail = Trail::default();
        trail.push(step(1, Arrival::Opened));
        trail.push(step(2, followed()));

        trail.move_by(-1);
        assert_eq!(trail.current().map(|step| step.spot.id), Some(ArticleId(1)));
        assert_eq!(trail.position_at_distance(-1), None);
        trail.move_by(1);
        assert_eq!(trail.current().map(|step| step.spot.id), Some(ArticleId(2)));
        assert_eq!(trail.position_at_distance(1), None);
    }

    #[test]
    fn a_new_step_forgets_the_way_forward() {
        let mut trail = Trail::default();
        trail.push(step(1, Arrival::Opened));
        trail.push(step(2, followed()));
        trail.move_by(-1);

        trail.push(step(3, followed()));

        assert_eq!(trail.position_at_distance(1), None);
        assert_eq!(trail.steps_since_list().iter().map(|step| step.spot.id.0).collect::<Vec<_>>(), [1, 3]);
    }

    #[test]
    fn a_trail_has_an_end() {
        let mut trail = Trail::default();
        (0..1_000).for_each(|number| trail.push(step(number, followed())));

        let behind = (1_isize..).take_while(|steps| trail.position_at_distance(-steps).is_some());
        assert_eq!(behind.count(), MAX_STEPS - 1);
    }
}
