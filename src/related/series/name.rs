//! The name of a series: the words that its headlines share.

use super::{DATES, is_result};

/// Words that neither begin nor end a name.
const SMALL: &str = "a am an and at das de del den der des die du el en et for from für het il in la le les no nr nº of on \
    para per por pour s the to um und van vom von y zu zum";

/// The name of a series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SeriesName {
    /// The series is of results of games.
    Results,
    /// The words that the headlines share: "Weather" of "Weather for Monday, March 2".
    Words(String),
}

impl SeriesName {
    /// The name of a series with these headlines, in the spelling of the first; `None` where they share no
    /// word.
    pub fn of(headlines: &[String]) -> Option<Self> {
        let lower: Vec<String> = headlines.iter().map(|headline| headline.to_lowercase()).collect();
        let results = lower.iter().filter(|headline| is_result(headline)).count();
        if results * 2 > lower.len() {
            return Some(Self::Results);
        }
        let first = headlines.first()?;
        let shared: Vec<Vec<&str>> = lower.iter().map(|headline| words(headline).collect()).collect();
        let is_fixed = |word: &str| {
            let word = word.to_lowercase();
            let changes = word.contains(|letter: char| letter.is_numeric()) || DATES.contains(word.as_str());
            !changes && shared.iter().all(|words| words.contains(&word.as_str()))
        };
        let mut runs = first.split([':', '–', '—', '|', '(', ',']).flat_map(|part| runs(part, &is_fixed));
        runs.find(|run| run.chars().any(char::is_alphabetic)).map(|run| Self::Words(capitalised(&run)))
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// The runs of words that do not change, without the small ones at their ends.
fn runs(text: &str, is_fixed: &dyn Fn(&str) -> bool) -> Vec<String> {
    let mut runs: Vec<Vec<&str>> = vec![Vec::new()];
    for word in text.split_whitespace() {
        let bare = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        if !bare.is_empty() && words(bare).all(is_fixed) {
            runs.last_mut().expect("there is one").push(bare);
        } else {
            runs.push(Vec::new());
        }
    }
    runs.iter().map(|run| without_small_ends(run).join(" ")).collect()
}

fn without_small_ends<'run, 'word>(run: &'run [&'word str]) -> &'run [&'word str] {
    let is_small = |word: &&str| SMALL.split_whitespace().any(|small| small == word.to_lowercase());
    let Some(from) = run.iter().position(|word| !is_small(word)) else { return &[] };
    let to = run.iter().rposition(|word| !is_small(word)).unwrap_or(from);
    run.get(from..=to).unwrap_or_default()
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(headlines: &[&str]) -> Option<String> {
        let headlines: Vec<String> = headlines.iter().map(|&headline| headline.to_owned()).collect();
        match SeriesName::of(&headlines)? {
            SeriesName::Words(words) => Some(words),
            SeriesName::Results => Some("results".to_owned()),
        }
    }

    #[test]
    fn a_series_is_called_by_what_its_headlines_share() {
        let called = |headlines: &[&str]| name(headlines).expect("a name");

        assert_eq!(called(&["Weather for Monday, March 2", "Weather for Tuesday, March 3"]), "Weather");
        assert_eq!(called(&["Monday’s weather: cold", "Tuesday’s weather: mild"]), "Weather");
        assert_eq!(called(&["Markets: banks lead", "Markets: oil slips", "Markets: banks lead"]), "Markets");
        assert_eq!(called(&["The crossword No 14,001", "The crossword No 14,002"]), "Crossword");
        assert_eq!(called(&["Das Wetter am Montag", "Das Wetter am Dienstag"]), "Wetter");
        assert_eq!(called(&["Morning briefing – ferries", "Morning briefing – tolls"]), "Morning briefing");
        assert_eq!(called(&["Aldmouth 2–1 Oxelby", "Lowen 0-0 Marram"]), "results");
        assert_eq!(name(&["Ferries late", "Tolls rise"]), None);
    }
}
