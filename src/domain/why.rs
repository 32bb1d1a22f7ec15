//! Why an article stands beside another or in a list, and how far apart in time two articles are: facts,
//! which the `words` room puts into the person's language.

use super::{Moment, Prose};

/// Why an article is offered, or stands where it does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// Both have something in common.
    Alike {
        /// How near the other article is.
        how: Closeness,
        /// The words that both share, as the other spells them.
        shared: Vec<String>,
        /// An author of both.
        author: Option<Prose>,
        /// When the other was published, relative to this one.
        gap: Option<TimeGap>,
    },
    /// Both have most of their text in common.
    Copy {
        /// The share of common text, in percent.
        share: u8,
        /// The publication of the other.
        paper: Option<Prose>,
        /// Whether the other came later, and so is the copy.
        later: bool,
        /// When the other was published, relative to this one.
        gap: Option<TimeGap>,
    },
    /// The publisher lists the link beside the article.
    Listed {
        /// The heading of the list; empty where it has none.
        heading: Prose,
        /// The target of the link.
        end: ListedTarget,
    },
    /// The text of the article links there.
    LinkedInText {
        /// The publication of the other.
        paper: Option<Prose>,
        /// When the other was published, relative to this one.
        gap: Option<TimeGap>,
    },
    /// The other links here.
    LinksHere {
        /// The publication of the other.
        paper: Option<Prose>,
        /// When the other was published, relative to this one.
        gap: Option<TimeGap>,
    },
    /// The other is among the newest of the same publication.
    MoreFrom {
        /// The name of the publication, or of the section where it has none.
        name: Prose,
        /// When the other was published, relative to this one.
        gap: Option<TimeGap>,
    },
    /// The article's story stands on the front page.
    FrontPage {
        /// Publications that tell the story.
        sources: u32,
        /// The age of the newest report; `None` where that is now.
        age: Option<Age>,
        /// Whether the person follows the story.
        followed: bool,
    },
    /// The article belongs to a story that the person follows under this name.
    Followed {
        /// The person's name for the story.
        name: Prose,
        /// Whether the article came since the person looked last.
        is_new: bool,
        /// The number of new articles of the story.
        new: u32,
        /// The number of all its articles.
        articles: u32,
    },
}

/// How near an article is to another that is no copy of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closeness {
    /// Both tell the same event.
    SameStory,
    /// Both tell the same event, the other in this language, by its code of two letters, where that is known.
    InLanguage(Option<&'static str>),
    /// The other tells of earlier or related events.
    Background,
    /// Both share some words, but little else.
    InCommon,
}

/// The target of a link that a publisher listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListedTarget {
    /// An article of the cache.
    Cached {
        /// The publication of the article, where that is another one.
        paper: Option<Prose>,
        /// When the article was published, relative to this one.
        gap: Option<TimeGap>,
    },
    /// The article itself.
    Itself,
    /// A page of this site, which is not in the cache.
    Outside(Prose),
    /// No target: the list gave no address.
    HeadlineOnly,
}

/// The heading of a group of links.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GroupHeading {
    /// The heading as the publisher wrote it; empty where there is none.
    Given(Prose),
    /// Above articles that tell the same event.
    SameStory {
        /// The number of publications that tell the event, copies of one text not counted.
        sources: usize,
    },
    /// Above articles in other languages that tell the same event.
    OtherLanguages,
    /// Above articles about earlier or related events.
    Background,
    /// Above the nearest articles, where none has much in common.
    Nearest,
    /// Above the newest articles of the same publication or section, where no article is related.
    MoreFrom(Prose),
    /// Above articles that the text links to.
    LinkedFromHere,
    /// Above articles that link here.
    LinkedHere,
}

/// The position of a report in the time of its story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportTime {
    /// The report is the first.
    First,
    /// The report came this long after the first.
    Apart(TimeGap),
}

/// The distance from one moment to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeGap {
    /// On the same day, where no more is known.
    SameDay,
    /// Within half a minute.
    SameTime,
    /// Earlier, by this duration.
    Earlier(Age),
    /// Later, by this duration.
    Later(Age),
}

impl TimeGap {
    /// The gap from one moment to another.
    pub fn between(from: Moment, to: Moment) -> Self {
        if let (Moment::Instant(..), Moment::Instant(..)) = (from, to) {
            let seconds = to.instant().as_second() - from.instant().as_second();
            return Self::directed(seconds < 0, Age::from_seconds(seconds.unsigned_abs()));
        }
        match (to.day() - from.day()).get_days() {
            0 => Self::SameDay,
            days => Self::directed(days < 0, Age::from_seconds(u64::from(days.unsigned_abs()) * 86_400)),
        }
    }

    fn directed(is_earlier: bool, elapsed: Option<Age>) -> Self {
        match elapsed {
            None => Self::SameTime,
            Some(elapsed) if is_earlier => Self::Earlier(elapsed),
            Some(elapsed) => Self::Later(elapsed),
        }
    }
}

/// A length of time, as people round it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Age {
    /// The number of units.
    pub count: u64,
    /// The unit.
    pub unit: TimeUnit,
}

/// A unit in which people measure how long ago something was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeUnit {
    /// Years.
    Years,
    /// Months.
    Months,
    /// Weeks.
    Weeks,
    /// Days.
    Days,
    /// Hours.
    Hours,
    /// Minutes.
    Minutes,
}

impl TimeUnit {
    /// Every unit, the largest first.
    const ALL: [Self; 6] = [Self::Years, Self::Months, Self::Weeks, Self::Days, Self::Hours, Self::Minutes];

    const fn seconds(self) -> u64 {
        match self {
            Self::Years => 31_557_600,
            Self::Months => 2_629_800,
            Self::Weeks => 604_800,
            Self::Days => 86_400,
            Self::Hours => 3_600,
            Self::Minutes => 60,
        }
    }

    /// The seconds from which a duration is shown in the unit: two units, or 1.5 for hours, so that
    /// 90 minutes are shown as hours.
    const fn display_threshold_seconds(self) -> u64 {
        match self {
            Self::Hours => 5_400,
            unit => 2 * unit.seconds(),
        }
    }
}

impl Age {
    /// Some seconds in the largest unit that fits; `None` where it is less than half a minute. A time that
    /// rounds up to two of a larger unit is shown in that unit: 24 months are two years.
    pub fn from_seconds(seconds: u64) -> Option<Self> {
        let told = Self::in_largest_unit(seconds);
        let rounded = Self::in_largest_unit(told.count.saturating_mul(told.unit.seconds()));
        (rounded.count > 0).then_some(rounded)
    }

    fn in_largest_unit(seconds: u64) -> Self {
        let large = TimeUnit::ALL.into_iter().find(|unit| seconds >= unit.display_threshold_seconds());
        let unit = large.unwrap_or(TimeUnit::Minutes);
        Self { count: (seconds + unit.seconds() / 2) / unit.seconds(), unit }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_that_rounds_up_to_two_larger_units_is_shown_in_them() {
        let told = |seconds| Age::from_seconds(seconds).map(|told| (told.count, told.unit));

        assert_eq!(told(62_500_000), Some((2, TimeUnit::Years)));
        assert_eq!(told(172_500), Some((2, TimeUnit::Days)));
        assert_eq!(told(170_000), Some((47, TimeUnit::Hours)));
        assert_eq!(told(20), None);
    }
}
