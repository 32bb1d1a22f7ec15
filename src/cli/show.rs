//! `newsprint show`: an article set for the terminal or a pipe, or as data.

use std::io::Write;

use super::failure::{Done, Failure};
use super::output::{columns, output};
use super::paper::{Look, write_page};
use super::plain;
use super::setup::Setup;
use crate::domain::{ArticleId, LinkTarget, RelatedGroup};
use crate::library::{ExportFormat, Library};
use crate::typeset::{self, Setting};

/// Columns where there is no terminal and none were asked for.
const COLUMNS: usize = 80;

/// How an article is shown.
#[derive(Clone, Copy)]
pub enum Form {
    /// Set for so many columns, or those of the terminal.
    Page(Option<usize>),
    /// A paragraph a line, for a screen reader or a pipe.
    Plain,
    /// As data.
    Data(ExportFormat),
}

impl Form {
    /// What was asked for.
    pub const fn of(width: Option<usize>, json: bool, markdown: bool, plain: bool) -> Self {
        match (json, markdown, plain) {
            (true, ..) => Self::Data(ExportFormat::Json),
            (_, true, _) => Self::Data(ExportFormat::Markdown),
            (.., true) => Self::Plain,
            _ => Self::Page(width),
        }
    }
}

/// Shows an article.
pub fn show(setup: &Setup, reference: &str, form: Form) -> Result<Done, Failure> {
    let library = setup.library()?;
    let id = find(&library, reference)?;
    let mut out = output();
    match form {
        Form::Data(format) => {
            library.export_article(id, format, &mut out)?;
        }
        Form::Page(width) => set(setup, &library, id, width, &mut out)?,
        Form::Plain => plain::write(setup, &library, id, &mut out)?,
    }
    out.flush()?;
    Ok(Done::All)
}

/// The article that an id, a URL or a GUID names.
///
/// # Errors
/// Where there is none, or the cache cannot be read.
pub fn find(library: &Library, reference: &str) -> Result<ArticleId, Failure> {
    library.find(reference)?.ok_or_else(|| {
        Failure::nothing(format!("no article of the cache is called “{reference}”"))
            .hint("newsprint list names every article; a URL or a GUID will do as well")
    })
}

fn set(
    setup: &Setup,
    library: &Library,
    id: ArticleId,
    width: Option<usize>,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let Some(opened) = library.open_article(id)? else { return Ok(()) };
    let measure = usize::from(setup.config.settings.measure);
    let setting = Setting {
        width: width.or_else(columns).unwrap_or(COLUMNS).max(1),
        measure: width.unwrap_or(measure),
        hyphenate: setup.config.settings.hyphenate,
        scrolls: false,
        linear: false,
        pictures: None,
        order: setup.stdout_order(),
        calendar: setup.clock().calendar,
    };
    let page = typeset::page(&opened.article, &setting);
    let look = Look { theme: setup.stdout_theme(), links: setup.stdout_links() };
    write_page(&page, look, out)?;
    opened.related.iter().try_for_each(|group| write_group(group, setting.columns(), out))
}

pub fn write_group(group: &RelatedGroup, width: usize, out: &mut dyn Write) -> Result<(), Failure> {
    writeln!(out, "\n{}", group.heading.as_str().to_uppercase())?;
    for link in &group.links {
        let name = match &link.target {
            LinkTarget::Cached { id, .. } => format!("{id}  "),
            _ => String::new(),
        };
        let lines = typeset::wrap(&format!("{name}{}", link.headline), width.saturating_sub(2).max(1), 9);
        for (position, line) in lines.iter().enumerate() {
            writeln!(out, "{}{line}", if position == 0 { "- " } else { "  " })?;
        }
    }
    Ok(())
}
