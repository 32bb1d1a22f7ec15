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
    let is_of_page =
        |line: &&Line| lines.is_in(line, &["nav"]) || lines.name(line) == "h2" && words::is_name(&line.text);
    let is_own = |line: &&Line| line.words <= SHORT && !is_quoted(lines, line);
    let after = rest.iter().copied().take(end_of(&rest)).filter(is_own).filter(|line| !is_of_page(line));
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
    let name = |line: &Line| lines.name(line);
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
    pub fn announced_day(&self, language: Option<&Language>) -> Option<Moment> {
        let page = self.page?;
        let says_when = |(_, line): &(usize, &Line)| {
            line.words <= SHORT
                && lexicon::announces_publication_date(&line.text)
                && !page.is_in(line, ELSEWHERE)
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
        byline::is_person(line)
            && !lexicon::is_aside(line)
            && !self.page.is_some_and(|page| page.lines.iter().any(is_said))
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
        let lines = || self.after.iter().enumerate().filter(|(at, _)| beside(*at)).map(|(_, line)| *line);
        let named = lines().find(|line| self.is_name(line));
        let marked = || lines().find_map(|line| self.name_before_mark(line));
        named.or_else(marked).map(byline::authors).unwrap_or_default()
    }

    /// The name at the start of a line that goes on with a mark and a job title or a date; or all of a list of names.
    fn name_before_mark<'line>(&self, line: &'line str) -> Option<&'line str> {
        let are_several = || byline::authors(line).iter().all(|author| self.is_name(author.name.as_str()));
        let Some((name, rest)) = line.split_once(['|', '•', '·', '⋅']) else {
            return Some(line).filter(|line| line.contains(", ") && are_several());
        };
        let is_told = byline::is_job_title(rest) || dates::moment(rest, None).is_some();
        Some(name.trim()).filter(|name| is_told && self.is_name(name))
    }

    /// A list of names in the opening that has a name and more.
    pub fn authors_with(&self, name: &str) -> Vec<Author> {
        let lists = self
            .lines()
            .filter(|line| line.contains(name) && !byline::is_of_editor(line))
            .map(byline::authors);
        let is_list = |list: &Vec<Author>| {
            list.len() > 1 && list.iter().all(|author| byline::is_person(author.name.as_str()))
        };
        lists.into_iter().find(is_list).unwrap_or_default()
    }

    /// The authors of a line anywhere on the page that begins with "Written by" or similar words, or that follows one
    /// of these words alone. All such lines must name the same.
    pub fn announced_authors(&self) -> Vec<Author> {
        let Some(page) = self.page else { return Vec::new() };
        let own = page.lines.iter().enumerate();
        let own = own.filter(|(_, line)| line.words <= SHORT && !page.is_in(line, ELSEWHERE));
        let said = own.filter_map(|(at, line)| match byline::strip_by(&line.text)? {
            "" => name_after_label(&page.lines.get(at + 1)?.text).map(byline::authors),
            rest => Some(byline::authors(rest)).filter(|authors| authors.iter().all(is_announced_author)),
        });
        let mut said: Vec<Vec<Author>> = said.filter(|authors| !authors.is_empty()).collect();
        said.dedup();
        <[_; 1]>::try_from(said).map(|[authors]| authors).unwrap_or_default()
    }
}

/// Elements whose lines are about other articles, or written by others.
const ELSEWHERE: &[&str] = &["aside", "nav", "footer", "li", "blockquote"];

/// The name in the line after "Written by".
fn name_after_label(line: &str) -> Option<&str> {
    let name = line.split(" - ").next()?.split(" – ").next()?;
    let may_be = words::count(name) <= NAME && words::is_capitalised(name) && !lexicon::is_aside(name);
    may_be.then_some(name)
}

/// Most words of a name.
const NAME: usize = 4;

/// Whether a name after "By" is that of a person, or an abbreviation.
fn is_announced_author(author: &Author) -> bool {
    let name = author.name.as_str();
    byline::is_person(name) || name.len() > 1 && name.chars().all(char::is_uppercase)
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
            of(&lines, "Rain falls again").announced_day(None).map(|day| day.to_string())
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
        assert_eq!(opening("<p>Ana Ruiz | Senior Writer | May 7, 2020</p>").1, ["Ana Ruiz"]);
        assert_eq!(opening("<p>Ana Ruiz, Bo Lind</p><p>7 May 2020</p>").1, ["Ana Ruiz", "Bo Lind"]);
        assert_eq!(opening("<nav><div>In Brief</div></nav><p>7 May 2020</p>").1, Vec::<String>::new());
        assert_eq!(opening("<h2>Quick Look</h2><p>7 May 2020</p>").1, Vec::<String>::new());
    }

    #[test]
    fn a_name_and_a_day_under_a_long_standfirst_are_in_the_opening() {
        let long =
            "The river rose above its banks in the early hours of the morning, said the mayor of the town. "
                .repeat(3);
        let found = opening(&format!("<p>{long}</p><p>Ana Ruiz</p><p>7 May 2020</p>"));

        assert_eq!(found, (Some("2020-05-07".to_owned()), vec!["Ana Ruiz".to_owned()]));
        assert_eq!(opening(&format!("<p>{long}</p><p>Ana Ruiz</p>")).1, Vec::<String>::new());
    }

    #[test]
    fn the_author_is_found_wherever_the_page_says_who_wrote_it() {
        let said = |foot: &str| {
            let lines = Lines::of(&Document::from(format!("<body><h1>Rain falls again</h1>{foot}")));
            let authors = of(&lines, "Rain falls again").announced_authors();
            authors.into_iter().map(|author| author.name.to_string()).collect::<Vec<_>>()
        };

        assert_eq!(said("<div>Written by Ana Ruiz</div>"), ["Ana Ruiz"]);
        assert_eq!(said("<h2>Article by</h2><div>Ana Ruiz</div>"), ["Ana Ruiz"]);
        assert_eq!(said("<b>Written by</b><div>Ana <span>- Rain gauger</span></div>"), ["Ana"]);
        assert_eq!(said("<p>By RTP, in <a href=/n>News</a></p>"), ["RTP"]);
        assert_eq!(said("<p>By Ana Ruiz</p><p>By Bo Lind</p>"), Vec::<String>::new());
        assert_eq!(said("<li>By Ana Ruiz</li>"), Vec::<String>::new());
    }
}
