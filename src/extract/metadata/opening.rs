//! The lines around a headline, with the author and the date of the article.

use crate::domain::{Author, Language, Moment, normalised_headline};
use crate::extract::prose::{Line, Lines};
use crate::extract::{byline, dates, lexicon, words};

use super::headline::share_words;

/// Lines before and after the headline that are looked at.
const BEFORE: usize = 6;
const AFTER: usize = 20;

/// Most words of a line with a date or a byline.
const SHORT: usize = 18;

/// Words of a paragraph from which the text has begun.
const LONG: usize = 35;

/// Most words of a standfirst, which may be as long as a paragraph.
const STANDFIRST: usize = 90;

/// Most lines between a name and the date beside it.
const NEAR: usize = 3;

/// The lines between the headline and the text, and those just above the headline.
#[derive(Default)]
pub struct Opening<'lines> {
    page: Option<&'lines Lines>,
    after: Vec<&'lines str>,
    before: Vec<&'lines str>,
}

/// Finds the opening of a page.
pub fn of<'lines>(lines: &'lines Lines, headline: &str) -> Opening<'lines> {
    let page = Opening { page: Some(lines), ..Opening::default() };
    let Some(at) = place_of(lines, headline) else { return page };
    let rest: Vec<&Line> = lines.lines.iter().skip(at + 1).take(AFTER).collect();
    let is_own = |line: &&Line| line.words <= SHORT && !is_quoted(lines, line);
    let after = rest.iter().copied().take(end_of(&rest)).filter(is_own);
    let before = lines.lines.iter().take(at).rev().take(BEFORE).filter(is_own);
    Opening {
        page: Some(lines),
        after: after.map(|line| line.text.as_str()).collect(),
        before: before.map(|line| line.text.as_str()).collect(),
    }
}

/// The number of lines after the headline before the text begins. A long line is a standfirst where the day stands just
/// below it.
fn end_of(after: &[&Line]) -> usize {
    let Some(long) = after.iter().position(|line| line.words >= LONG) else { return after.len() };
    let is_standfirst = after.get(long).is_some_and(|line| line.words <= STANDFIRST);
    let mut below = after.iter().skip(long + 1).take(NEAR).take_while(|line| line.words <= SHORT);
    let day =
        below.position(|line| !words::ends_sentence(&line.text) && dates::line(&line.text, None).is_some());
    day.filter(|_| is_standfirst).map_or(long, |day| long + 1 + day + 1)
}

/// Whether a line is of a quotation or a post, which has a day and an author of its own.
fn is_quoted(lines: &Lines, line: &Line) -> bool {
    let mut around = lines.around(line.place).filter_map(|place| lines.boxes.get(place));
    around.any(|place| place.name == "blockquote")
}

/// Where a headline stands: alone, else behind a kicker in a heading, else in the first heading of the upper levels
/// that has half its words.
fn place_of(lines: &Lines, headline: &str) -> Option<usize> {
    let plain = normalised_headline(headline);
    if plain.is_empty() {
        return None;
    }
    let name = |line: &Line| lines.boxes.get(line.place).map_or("", |place| place.name.as_str());
    let is_alone =
        |line: &Line| (name(line) == "h1" || line.words >= 3) && normalised_headline(&line.text) == plain;
    let is_heading = |line: &Line| matches!(name(line), "h1" | "h2" | "h3");
    let is_behind = |line: &Line| {
        is_heading(line) && words::count(&plain) >= 3 && normalised_headline(&line.text).ends_with(&plain)
    };
    let is_like = |line: &Line| is_heading(line) && name(line) != "h3" && share_words(&line.text, headline);
    let lines = &lines.lines;
    let place = lines.iter().position(is_alone).or_else(|| lines.iter().position(is_behind));
    place.or_else(|| lines.iter().position(is_like))
}

impl Opening<'_> {
    /// The date in the opening, below the headline first; the date of the last change only where there is no
    /// other.
    pub fn day(&self, language: Option<&Language>) -> Option<Moment> {
        self.days_published(language)
            .next()
            .or_else(|| self.lines().find_map(|line| dates::line(line, language)))
    }

    /// The dates that are not marked as those of a change.
    pub fn days_published(&self, language: Option<&Language>) -> impl Iterator<Item = Moment> {
        self.lines().filter_map(move |line| dates::line(lexicon::before_update(line), language))
    }

    /// The day in the first line of the page that says when it was published, or in the line after one that says so:
    /// "Posted on", "7 May 2020". Lists and what stands beside the text say it of other articles.
    pub fn day_said(&self, language: Option<&Language>) -> Option<Moment> {
        let page = self.page?;
        let is_elsewhere = |line: &Line| {
            let mut names = page.around(line.place).filter_map(|place| page.boxes.get(place));
            names.any(|place| matches!(place.name.as_str(), "aside" | "blockquote" | "nav" | "footer" | "li"))
        };
        let says_when = |(_, line): &(usize, &Line)| {
            line.words <= SHORT && lexicon::tells_publication(&line.text) && !is_elsewhere(line)
        };
        let said = page.lines.iter().enumerate().filter(says_when);
        let day = |at: usize| dates::line(lexicon::before_update(&page.lines.get(at)?.text), language);
        said.map(|(at, _)| at).find_map(|at| day(at).or_else(|| day(at + 1)))
    }

    /// Below the headline first.
    fn lines(&self) -> impl Iterator<Item = &'_ str> {
        self.after.iter().chain(&self.before).copied()
    }

    /// Whether a name is that of an author in the opening.
    pub fn names(&self, name: &str) -> bool {
        self.lines().any(|line| line.contains(name) && !byline::is_of_editor(line)) && self.is_name(name)
    }

    /// Whether a line is the name of a person: its words are capitalised everywhere on the page.
    fn is_name(&self, line: &str) -> bool {
        let small: Vec<String> =
            line.split(' ').filter(|word| word.len() > 3).map(str::to_lowercase).collect();
        let is_said = |other: &Line| {
            let mut words = other.text.split(|letter: char| !letter.is_alphabetic());
            words.any(|word| small.iter().any(|small| small == word))
        };
        byline::is_person(line) && !self.page.is_some_and(|page| page.lines.iter().any(is_said))
    }

    /// The authors in the opening: after "By" or similar words, else in a line with only a name beside the
    /// date.
    pub fn authors(&self) -> Vec<Author> {
        let said =
            self.lines().filter_map(byline::strip_by).find(|rest| rest.starts_with(char::is_uppercase));
        if let Some(said) = said {
            return byline::authors(said)
                .into_iter()
                .filter(|author| words::is_name(author.name.as_str()))
                .collect();
        }
        let day = self.after.iter().position(|line| dates::moment(line, None).is_some());
        let beside = |at: usize| day.is_some_and(|day| at.abs_diff(day) <= NEAR);
        let named = self.after.iter().enumerate().find(|(at, line)| beside(*at) && self.is_name(line));
        named.map(|(_, line)| byline::authors(line)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dom_query::Document;

    fn opening(lines: &str) -> (Option<String>, Vec<String>) {
        let text =
            "The river rose above its banks in the early hours of the morning, said the mayor of the town. "
                .repeat(3);
        let page =
            format!("<body><h1>Rain falls again</h1>{lines}<p>{text}</p><p>Snow fell on 1 May 2019.</p>");
        let lines = Lines::of(&Document::from(page));
        let opening = of(&lines, "Rain falls again");
        let names = opening.authors().into_iter().map(|author| author.name.to_string()).collect();
        (opening.day(None).map(|day| day.to_string()), names)
    }

    #[test]
    fn the_day_beside_the_headline_needs_no_mark() {
        assert_eq!(opening("<div>Weather</div><span>Nov 21, 2018</span>").0.as_deref(), Some("2018-11-21"));
        assert_eq!(opening("<div>Weather</div>").0, None);
        assert_eq!(opening("<div>Thu 21.11.18 | 14:07</div>").0.as_deref(), Some("2018-11-21"));
        assert_eq!(
            opening("<div>Updated 9 May 2020</div><div>7 May 2020 - Updated 9 May 2020</div>").0.as_deref(),
            Some("2020-05-07")
        );
        assert_eq!(opening("<div>Updated 9 May 2020</div>").0.as_deref(), Some("2020-05-09"));
        assert_eq!(opening("<blockquote>Rain!<br>7 May 2020</blockquote>").0, None);
    }

    #[test]
    fn the_day_below_a_long_standfirst_is_found() {
        let standfirst = format!("<p>{}</p>", "The river has risen above all of its old banks. ".repeat(5));
        let found = opening(&format!("{standfirst}<p>Ana Ruiz</p><div>23.07.2025 · 6 min read</div>"));

        assert_eq!(found.0.as_deref(), Some("2025-07-23"));
        assert_eq!(found.1, ["Ana Ruiz"]);
        assert_eq!(opening(&format!("{standfirst}{standfirst}<div>23.07.2025</div>")).0, None);
    }

    #[test]
    fn the_day_below_a_headline_with_a_kicker_is_found() {
        let page = "<body><h3><span>Weather</span> - Rain falls on the town again</h3><div>Thu 21.11.18 | 14:07</div>";
        let lines = Lines::of(&Document::from(page));
        let day = |headline: &str| of(&lines, headline).day(None).map(|day| day.to_string());

        assert_eq!(day("Rain falls on the town again").as_deref(), Some("2018-11-21"));
        assert_eq!(day("Snow"), None);
    }

    #[test]
    fn a_day_after_the_text_is_found_where_the_page_says_what_it_is() {
        let said = |foot: &str| {
            let lines = Lines::of(&Document::from(format!("<body><h1>Rain falls again</h1>{foot}")));
            of(&lines, "Rain falls again").day_said(None).map(|day| day.to_string())
        };

        assert_eq!(
            said("<div>Posted on the 15/12/2025 at 19:00 by Ana</div>").as_deref(),
            Some("2025-12-15")
        );
        assert_eq!(said("<div>Posted on</div><div>Nov 21, 2018</div>").as_deref(), Some("2018-11-21"));
        assert_eq!(said("<div>The river rose on</div><div>Nov 21, 2018</div>"), None);
        assert_eq!(said("<ul><li>Posted on Nov 21, 2018</li></ul>"), None);
    }

    #[test]
    fn a_name_beside_the_day_is_the_author() {
        assert_eq!(opening("<div>By Ana Ruiz</div>").1, ["Ana Ruiz"]);
        assert_eq!(opening("<div>Ana Ruiz</div><div>7 May 2020</div>").1, ["Ana Ruiz"]);
        assert_eq!(opening("<div>World News</div>").1, Vec::<String>::new());
        assert_eq!(opening("<div>Early Morning</div><div>7 May 2020</div>").1, Vec::<String>::new());
    }
}
