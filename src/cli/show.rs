//! `newsprint show`: prints an article set for the terminal or a pipe, or as data.

use std::io::Write;

use super::failure::{CommandOutcome, Failure};
use super::output::{columns, output};
use super::paper::{DrawnPicture, PageStyle, write_group, write_page};
use super::plain;
use super::setup::Setup;
use crate::config::colour::ColourDepth;
use crate::domain::{ArticleId, Picture};
use crate::library::{ExportFormat, Library};
use crate::tui::tiled;
use crate::typeset::{self, Annotations, Frame, Page, Setting};
use crate::words::Words;

/// The width in columns where there is no terminal and no `--width`.
const COLUMNS: usize = 80;

/// The most lines of a picture and the assumed pixels of a cell, since no terminal is queried here.
const ROWS: usize = 24;
const CELL: (u16, u16) = (8, 16);

/// The options of a set page.
#[derive(Clone, Copy)]
pub struct PrintLayout {
    /// The width in columns; else that of the terminal.
    pub width: Option<usize>,
    /// Whether pictures are drawn, where the terminal has colours.
    pub pictures: bool,
}

/// The form in which an article is shown.
#[derive(Clone, Copy)]
pub enum ShowForm {
    /// A page set in columns.
    Page(PrintLayout),
    /// A paragraph a line, for a screen reader or a pipe.
    Plain,
    Data(ExportFormat),
}

impl ShowForm {
    /// The form that the options ask for.
    pub const fn of(layout: PrintLayout, json: bool, markdown: bool, plain: bool) -> Self {
        match (json, markdown, plain) {
            (true, ..) => Self::Data(ExportFormat::Json),
            (_, true, _) => Self::Data(ExportFormat::Markdown),
            (.., true) => Self::Plain,
            _ => Self::Page(layout),
        }
    }
}

/// Shows an article.
pub fn show(setup: &Setup, reference: &str, form: ShowForm) -> Result<CommandOutcome, Failure> {
    let library = setup.library()?;
    let id = find(&library, reference)?;
    let mut out = output();
    match form {
        ShowForm::Data(format) => {
            library.export_article(id, format, &mut out)?;
        }
        ShowForm::Page(layout) => set(setup, &library, id, layout, &mut out)?,
        ShowForm::Plain => plain::write(setup, &library, id, &mut out)?,
    }
    out.flush()?;
    Ok(CommandOutcome::All)
}

/// The article that an id, a URL or a GUID names.
pub fn find(library: &Library, reference: &str) -> Result<ArticleId, Failure> {
    library.find(reference)?.ok_or_else(|| {
        Failure::nothing(format!("there is no article “{reference}” in the cache"))
            .hint("newsprint list shows the ids; a URL or a GUID works too")
    })
}

fn set(
    setup: &Setup,
    library: &Library,
    id: ArticleId,
    layout: PrintLayout,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let width = layout.width;
    let Some(mut opened) = library.open_article(id)? else { return Ok(()) };
    let measure = usize::from(setup.config.settings.measure);
    let setting = Setting {
        width: width.or_else(columns).unwrap_or(COLUMNS).max(1),
        measure: width.unwrap_or(measure),
        hyphenate: setup.config.settings.hyphenate,
        window_width: None,
        linear: false,
        words: Words::english(),
        pictures: setup
            .stdout_pictures()
            .filter(|_| layout.pictures)
            .map(|_| Frame { rows: ROWS, cell: CELL }),
        order: setup.stdout_order(),
        calendar: setup.clock().calendar,
    };
    let annotations = Annotations {
        bookmark: opened.bookmark.as_ref(),
        highlights: &opened.highlights,
        muted_by: opened.muted_by.as_ref(),
        is_downloaded: opened.is_downloaded,
        correction: opened.correction.as_ref(),
    };
    let mut page = typeset::annotated_page(&opened.article, annotations, &setting);
    let drawings = match setup.stdout_pictures() {
        Some(depth) => draw(library, &page, depth)?,
        None => Vec::new(),
    };
    if drawings.len() < page.pictures.len() {
        // A picture that cannot be drawn leaves no gap: its caption stands alone.
        opened.article.each_figure_mut(&mut |figure| {
            let is_drawn =
                |picture: &Picture| drawings.iter().any(|drawn| drawn.place.name == picture.name());
            figure.picture.take_if(|picture| !is_drawn(picture));
        });
        page = typeset::annotated_page(&opened.article, annotations, &setting);
    }
    let drawings = page.pictures.iter().cloned().zip(drawings);
    let drawings: Vec<_> = drawings.map(|(place, drawn)| DrawnPicture { place, ..drawn }).collect();
    let style = PageStyle { theme: setup.stdout_theme(), links: setup.stdout_links(), drawings: &drawings };
    write_page(&page, style, out)?;
    opened.related.iter().try_for_each(|group| write_group(group, setting.columns(), out))
}

/// The pictures of a page that can be drawn.
fn draw(library: &Library, page: &Page, depth: ColourDepth) -> Result<Vec<DrawnPicture>, Failure> {
    let mut drawings = Vec::new();
    for place in page.pictures.iter().cloned() {
        let size = |count: usize| u32::try_from(count).unwrap_or_default();
        let (columns, rows) = (size(place.columns), size(place.lines.len()));
        let bytes = library.picture(place.name)?;
        let rows = bytes.and_then(|bytes| tiled(&bytes, columns, rows, depth));
        drawings.extend(rows.map(|rows| DrawnPicture { place, rows }));
    }
    Ok(drawings)
}
