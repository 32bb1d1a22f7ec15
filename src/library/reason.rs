//! Why a link is there, in one line a person would say.

use crate::domain::{Article, Moment, Prose};
use crate::related::Band;
use crate::words::Words;

/// What makes an article like another.
pub struct Likeness<'like> {
    /// How near it is.
    pub band: Band,
    /// The words both share, as the other spells them.
    pub words: &'like [String],
    /// The article that is open.
    pub here: &'like Article,
    /// The other.
    pub there: &'like Article,
}

/// Why an article is offered beside another: "same story · Marram Bridge, crack · 2 h later".
pub fn likeness(like: &Likeness<'_>) -> Prose {
    let Likeness { band, words: shared, here, there } = *like;
    let shared = Some(shared.join(", "));
    let of = |article: &Article| article.published.or(article.updated);
    let when = of(here).zip(of(there)).map(|(from, to)| apart(from, to));
    let author = same_author(here, there);
    match band {
        Band::Copy(share) => joined([Some(copy(share, here, there)), when]),
        Band::SameStory => joined([Some(Words::english().same_story().to_owned()), shared, author, when]),
        Band::Background => joined([Some(Words::english().background().to_owned()), when, shared, author]),
        Band::Far => joined([Some(Words::english().in_common().to_owned()), shared, author, when]),
    }
}

/// "copy of Halyard Wire, 91 %"; where the other came later, it is the copy.
fn copy(share: f64, here: &Article, there: &Article) -> String {
    let later =
        here.published.zip(there.published).is_some_and(|(here, there)| here.instant() < there.instant());
    let share = format!("{:.0}", share * 100.0);
    match &there.publication {
        Some(paper) if later => Words::english().copied_in(paper, share),
        Some(paper) => Words::english().copy_of(paper, share),
        None => Words::english().copy(share),
    }
}

fn same_author(here: &Article, there: &Article) -> Option<String> {
    let written = |name: &Prose| there.byline.iter().any(|author| author.name == *name);
    let shared = here.byline.iter().find(|author| !author.name.is_empty() && written(&author.name));
    shared.map(|author| Words::english().also_by(&author.name))
}

/// How far a moment is from another, seen from the first: "2 h later", "3 days earlier", "same day".
pub fn apart(from: Moment, to: Moment) -> String {
    if let (Moment::Instant(..), Moment::Instant(..)) = (from, to) {
        let seconds = to.instant().as_second() - from.instant().as_second();
        return with_direction(seconds, elapsed(seconds.unsigned_abs()));
    }
    let days = (to.day() - from.day()).get_days();
    if days == 0 {
        return Words::english().same_day().to_owned();
    }
    with_direction(i64::from(days), elapsed(u64::from(days.unsigned_abs()) * 86_400))
}

fn with_direction(difference: i64, elapsed: Option<String>) -> String {
    match elapsed {
        None => Words::english().same_time().to_owned(),
        Some(elapsed) if difference < 0 => Words::english().earlier(elapsed),
        Some(elapsed) => Words::english().later(elapsed),
    }
}

/// Says how many there are of a unit of time.
type Counted = fn(Words, u64) -> String;

/// A length of time in the largest unit of which there are two, as people round it.
/// `None` where it is less than half a minute.
pub fn elapsed(seconds: u64) -> Option<String> {
    const UNITS: [(u64, Counted); 6] = [
        (31_557_600, Words::years),
        (2_629_800, Words::months),
        (604_800, Words::weeks),
        (86_400, Words::days),
        (3_600, Words::hours),
        (60, Words::minutes),
    ];
    let (unit, told) = UNITS.into_iter().find(|(unit, _)| seconds >= 2 * unit).unwrap_or(UNITS[5]);
    let count = (seconds + unit / 2) / unit;
    (count > 0).then(|| told(Words::english(), count))
}

/// Joins what is known with the dot that parts facts.
pub fn joined(facts: impl IntoIterator<Item = Option<String>>) -> Prose {
    let facts: Vec<String> = facts.into_iter().flatten().filter(|fact| !fact.is_empty()).collect();
    Prose::trimmed(&facts.join(" · "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> Moment {
        text.parse().unwrap()
    }

    #[test]
    fn distances_are_told_as_people_tell_them() {
        let from = moment("2020-05-07T10:00:00Z");
        let told = |to: &str| apart(from, moment(to));

        assert_eq!(told("2020-05-07T12:10:00+02:00"), "10 min later");
        assert_eq!(told("2020-05-07T08:00:00Z"), "2 h earlier");
        assert_eq!(told("2020-05-10T10:00:00Z"), "3 days later");
        assert_eq!(told("2020-05-07T10:00:10Z"), "at the same time");
        assert_eq!(told("2020-05-07"), "same day");
        assert_eq!(told("2020-03-07"), "2 months earlier");
        assert_eq!(told("2018-05-07"), "2 years earlier");
    }
}
