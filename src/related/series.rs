//! Series of a source: weather, results, markets, crosswords, briefings. Their headlines have one form day
//! after day, but each issue has other events, so they are no story.

mod name;

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::LazyLock;

use crate::domain::Moment;

pub use name::SeriesName;

/// The fewest days on which articles of one form are a series.
const FEWEST: usize = 4;

/// The fewest days of a series whose articles have only the beginning of their headlines in common, at a
/// regular interval.
const FEWEST_DAYS: usize = 6;

/// The fewest results of a source that are a series.
const RESULTS: usize = 6;

/// The most words of the common beginning of headlines that identifies a series.
const BEGINNING: usize = 3;
/// The most words of a headline that reports a result.
const RESULT: usize = 10;

/// The most days remembered of a form.
const DAYS: usize = 32;

/// The words of [`NAMES_OF_DATES`].
pub(super) static DATES: LazyLock<HashSet<&str>> =
    LazyLock::new(|| NAMES_OF_DATES.split_whitespace().collect());
/// Names of days and months, which change from one article of a series to the next.
const NAMES_OF_DATES: &str = "monday tuesday wednesday thursday friday saturday sunday january february march april may june \
    july august september october november december jan feb mar apr jun jul aug sept sep oct nov dec montag dienstag \
    mittwoch donnerstag freitag samstag sonnabend sonntag januar februar märz mai juni juli oktober dezember lundi \
    mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril juin juillet août septembre octobre \
    novembre décembre lunes martes miércoles jueves viernes sábado domingo enero febrero marzo abril mayo junio julio \
    agosto septiembre octubre noviembre diciembre lunedì martedì mercoledì giovedì venerdì sabato domenica gennaio \
    febbraio aprile maggio giugno luglio settembre ottobre dicembre maandag dinsdag woensdag donderdag vrijdag zaterdag \
    zondag januari februari maart mei augustus poniedziałek wtorek środa czwartek piątek sobota niedziela stycznia \
    lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia понедельник вторник среда \
    среду четверг пятница пятницу суббота субботу воскресенье января февраля марта апреля мая июня июля августа \
    сентября октября ноября декабря today tomorrow tonight heute morgen st nd rd th";

/// The form of a headline of a source, as a hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct HeadlineForm {
    kind: FormKind,
    /// The hash of the source and the words.
    pub hash: u32,
}

/// The common part of the headlines of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum FormKind {
    /// The whole headline but days and numbers.
    Whole,
    /// The part before a colon or dash.
    Beginning,
    /// Two sides and their scores.
    Result,
}

impl HeadlineForm {
    /// The forms of a headline, that of the larger series first.
    pub fn all(source: u32, headline: &str) -> Vec<Self> {
        let headline = headline.to_lowercase();
        let of = |kind, words: &str| (!words.is_empty()).then(|| Self { kind, hash: hash(source, words) });
        let whole = of(FormKind::Whole, &fixed(&headline));
        let result = is_result(&headline).then(|| of(FormKind::Result, "\0result")).flatten();
        let beginning = headline.split_once(": ").or_else(|| headline.split_once(" – "));
        let beginning =
            beginning.or_else(|| headline.split_once(" - ")).or_else(|| headline.split_once(" | "));
        let beginning = beginning.map(|(before, _)| fixed(before));
        let is_short = |words: &String| words.split(' ').count() <= BEGINNING;
        let beginning = beginning.filter(is_short).and_then(|words| of(FormKind::Beginning, &words));
        [result, beginning, whole].into_iter().flatten().collect()
    }
}

/// A headline as one of those that differ in days and numbers only: "Puzzle 12" beside "Puzzle 13".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Issue {
    /// The hash of the words without days and numbers.
    form: u32,
    /// The hash of all words.
    words: u32,
}

impl Issue {
    /// The issue that a headline of a source names.
    pub fn of(source: u32, headline: &str) -> Self {
        let headline = headline.to_lowercase();
        let words: Vec<&str> = words(&headline).collect();
        Self { form: hash(source, &fixed(&headline)), words: hash(source, &words.join(" ")) }
    }

    /// Whether both headlines have one form, and differ in days and numbers.
    pub(super) fn is_beside(self, other: Self) -> bool {
        self.form == other.form && self.words != other.words
    }
}

fn words(headline: &str) -> impl Iterator<Item = &str> {
    headline.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// The words of a headline without days and numbers.
fn fixed(headline: &str) -> String {
    let changes = |word: &str| word.contains(|letter: char| letter.is_numeric()) || DATES.contains(word);
    words(headline).filter(|word| !changes(word)).collect::<Vec<_>>().join(" ")
}

/// Whether a headline is a result, such as "Aldmouth 2–1 Oxelby" or "Aldmouth 2, Oxelby 1".
fn is_result(headline: &str) -> bool {
    let headline = without_grouping(headline);
    let words: Vec<&str> = words(&headline).collect();
    let is_points = |word: &&str| word.len() <= 3 && word.chars().all(|digit| digit.is_ascii_digit());
    let points: Vec<usize> =
        words.iter().enumerate().filter(|(_, word)| is_points(word)).map(|(at, _)| at).collect();
    let [one, other] = points[..] else { return false };
    one > 0
        && words.len() <= RESULT
        && (other + 1 == words.len() || other == one + 1 && other + 1 < words.len())
}

/// A headline without the separators within its numbers: "14,001" is one number, not two scores.
fn without_grouping(headline: &str) -> String {
    let letters: Vec<char> = headline.chars().collect();
    let is_digit = |at: Option<usize>| at.and_then(|at| letters.get(at)).is_some_and(char::is_ascii_digit);
    let groups = |at: usize, letter: char| {
        matches!(letter, ',' | '.') && is_digit(at.checked_sub(1)) && is_digit(at.checked_add(1))
    };
    letters
        .iter()
        .enumerate()
        .filter(|(at, letter)| !groups(*at, **letter))
        .map(|(_, letter)| letter)
        .collect()
}

/// The hash of a source and words. Source: FNV-1a, 64 bits, folded.
fn hash(source: u32, words: &str) -> u32 {
    let bytes = source.to_le_bytes().into_iter().chain(words.bytes());
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    u32::try_from((hash ^ (hash >> 32)) & 0xffff_ffff).unwrap_or_default()
}

/// The articles and days of the forms seen.
#[derive(Debug, Default)]
pub struct SeriesCounts {
    seen: HashMap<HeadlineForm, FormCount>,
    /// The forms known to be of a series, whatever is seen here.
    known: HashSet<HeadlineForm>,
}

#[derive(Debug, Default)]
struct FormCount {
    articles: usize,
    days: BTreeSet<i64>,
}

impl SeriesCounts {
    /// Counts an article; one without a date is of no series.
    pub fn count(&mut self, forms: &[HeadlineForm], moment: Option<Moment>) {
        let Some(day) = moment.map(|moment| moment.instant().as_second().div_euclid(86_400)) else { return };
        for form in forms {
            let seen = self.seen.entry(*form).or_default();
            seen.articles += 1;
            if seen.days.len() < DAYS {
                seen.days.insert(day);
            }
        }
    }

    /// Notes that a form is of a series.
    pub fn add_known(&mut self, form: HeadlineForm) {
        self.known.insert(form);
    }

    /// The form of an article's series, if it has one.
    pub fn series(&self, forms: &[HeadlineForm]) -> Option<HeadlineForm> {
        let is_series = |form: &HeadlineForm| {
            self.known.contains(form) || self.seen.get(form).is_some_and(|seen| seen.is_series(form.kind))
        };
        forms.iter().copied().find(is_series)
    }
}

impl FormCount {
    fn is_series(&self, kind: FormKind) -> bool {
        match kind {
            FormKind::Whole => self.days.len() >= FEWEST,
            FormKind::Result => self.articles >= RESULTS,
            FormKind::Beginning => self.days.len() >= FEWEST_DAYS && self.is_regular(),
        }
    }

    /// Whether there is about one article a day, or one a week: those of a story come more often, and then
    /// stop.
    fn is_regular(&self) -> bool {
        let steps: Vec<i64> =
            self.days.iter().zip(self.days.iter().skip(1)).map(|(one, next)| next - one).collect();
        let often = |step: &i64| steps.iter().filter(|other| *other == step).count();
        let usual = steps.iter().map(often).max().unwrap_or_default();
        self.articles <= self.days.len() + self.days.len() / 4 && usual * 4 >= steps.len() * 3
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: usize) -> Option<Moment> {
        format!("2026-03-{:02}T06:00:00Z", day + 1).parse().ok()
    }

    /// Whether headlines of one publication, some a day, are a series.
    fn are_series(headlines: &[&str], a_day: usize) -> bool {
        let mut counts = SeriesCounts::default();
        let forms: Vec<Vec<HeadlineForm>> =
            headlines.iter().map(|headline| HeadlineForm::all(1, headline)).collect();
        for (at, forms) in forms.iter().enumerate() {
            counts.count(forms, day(at / a_day));
        }
        let series: Vec<Option<HeadlineForm>> = forms.iter().map(|forms| counts.series(forms)).collect();
        series.iter().all(|form| form.is_some() && *form == series[0])
    }

    #[test]
    fn headlines_that_differ_in_days_and_numbers_are_a_series_from_four_days_on() {
        let weather = [
            "Weather on Monday, March 2",
            "Weather on Tuesday, March 3",
            "Weather on Wednesday, March 4",
            "Weather on Thursday, March 5",
        ];

        assert!(are_series(&weather, 1));
        assert!(!are_series(&weather[..3], 1));
        assert!(!are_series(&weather, 4), "four of one day are no series");
        assert!(are_series(
            &["Crossword 14,001", "Crossword 14,002", "Crossword 14,003", "Crossword 14,004"],
            1
        ));
    }

    #[test]
    fn a_beginning_makes_a_series_where_it_comes_once_a_day() {
        let markets = [
            "Markets: banks lead a quiet morning",
            "Markets: oil falls",
            "Markets: all eyes on rates",
            "Markets: shares close mixed",
            "Markets: rally fades",
            "Markets: dull start to the week",
        ];

        assert!(are_series(&markets, 1));
        assert!(!are_series(&markets, 2), "a story comes several times a day");
        assert!(!are_series(&markets[..5], 1));
    }

    #[test]
    fn results_are_a_series_and_other_numbers_are_not() {
        let results = [
            "Aldmouth 2–1 Oxelby",
            "Havnvik 0-0 Lowen",
            "Marram 3, Skerran 1",
            "Oxelby 1–4 Havnvik",
            "Lowen 2–2 Marram",
            "Skerran 1–0 Aldmouth",
        ];

        assert!(are_series(&results, 6));
        assert!(!is_result("lowen lifts 30 tons in 12 hours of work"));
        assert!(!is_result("2 of 3 ferries late"));
        assert!(!is_result("crossword 14,001"));
    }
}
