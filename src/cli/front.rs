//! `newsprint front`: prints the front page, set in columns, as markup, or as data.

mod markup;

use std::io::Write;

use serde::Serialize;

use super::arguments::{FrontAs, QueryWords};
use super::failure::{Done, Failure};
use super::output::{columns, json_line, output};
use super::paper::{PageStyle, write_page};
use super::query::query;
use super::rows::ArticleRow;
use super::setup::Setup;
use crate::domain::{FrontPlace, FrontStory, Listed, Prose, StoryId};
use crate::library::Library;
use crate::typeset::{FrontSetting, Page, front_page};
use crate::words::Words;
use markup::{FrontRow, write_html, write_markdown};

/// The width in columns where there is no terminal and no `--width`.
const COLUMNS: usize = 80;

/// The options of the output.
#[derive(Clone, Copy)]
pub struct Form {
    /// The format.
    pub format: FrontAs,
    /// The width in columns; else that of the terminal.
    pub width: Option<usize>,
    /// The most stories.
    pub limit: Option<usize>,
}

/// A story of the front page, as JSON.
#[derive(Serialize)]
struct StoryLine<'line> {
    story: Option<StoryId>,
    place: &'static str,
    section: Option<&'line Prose>,
    #[serde(flatten)]
    article: ArticleRow<'line>,
    articles: u32,
    sources: &'line [Prose],
    telling: &'line Prose,
}

/// Prints the front page.
pub fn front(setup: &Setup, words: &QueryWords, form: Form) -> Result<Done, Failure> {
    let query = query(words)?;
    let library = setup.library()?;
    let now = setup.clock().now;
    let mut rows = library.front_page(now, (!query.is_empty()).then_some(&query))?;
    rows.truncate(form.limit.unwrap_or(usize::MAX));
    let mut out = output();
    match form.format {
        FrontAs::Text => write_text(setup, &rows, form.width, &mut out)?,
        FrontAs::Markdown => write_markdown(&front_rows(&library, &rows)?, setup.clock().calendar, &mut out)?,
        FrontAs::Html => write_html(&front_rows(&library, &rows)?, setup.clock().calendar, &mut out)?,
        FrontAs::Json => {
            for (row, front) in of_the_page(&rows) {
                json_line(&mut out, &line(&library, row, front)?)?;
            }
        }
    }
    out.flush()?;
    Ok(Done::found(!rows.is_empty()))
}

fn of_the_page(rows: &[Listed]) -> impl Iterator<Item = (&Listed, &FrontStory)> {
    rows.iter().filter_map(|row| Some((row, row.front.as_deref()?)))
}

fn write_text(
    setup: &Setup,
    rows: &[Listed],
    width: Option<usize>,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let setting = FrontSetting {
        width: width.or_else(columns).unwrap_or(COLUMNS).max(1),
        height: usize::MAX,
        indent: 0,
        names_articles: true,
        order: setup.stdout_order(),
        calendar: setup.clock().calendar,
        words: Words::english(),
    };
    let page = Page { lines: front_page(rows.iter(), setting).lines, ..Page::default() };
    write_page(&page, PageStyle { theme: setup.stdout_theme(), ..PageStyle::default() }, out)
}

/// The stories with the addresses of their articles.
fn front_rows<'row>(library: &Library, rows: &'row [Listed]) -> Result<Vec<FrontRow<'row>>, Failure> {
    let told = of_the_page(rows).map(|(row, front)| {
        let url = library.article(row.id)?.and_then(|article| article.url);
        Ok(FrontRow { row, front, url })
    });
    told.collect()
}

fn line<'line>(
    library: &Library,
    row: &'line Listed,
    front: &'line FrontStory,
) -> Result<StoryLine<'line>, Failure> {
    let (place, section) = match &front.place {
        FrontPlace::Lead => ("lead", None),
        FrontPlace::Top => ("top", None),
        FrontPlace::Section(name) => ("section", Some(name)),
        FrontPlace::Rest => ("rest", None),
    };
    Ok(StoryLine {
        story: row.story,
        place,
        section,
        article: ArticleRow::of(library, row)?,
        articles: row.more + 1,
        sources: &front.sources,
        telling: &front.telling,
    })
}
