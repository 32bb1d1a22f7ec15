//! `newsprint gallery`: pictures of the real screens, over the sample edition, as SVG.
//!
//! The same cells that a terminal would show become the picture, so that it cannot tell what the
//! program does not do. With `--check` nothing is written, and what differs is named.

mod svg;

use std::fs;
use std::path::Path;

use jiff::Timestamp;
use jiff::civil::Date;
use ratatui::crossterm::event::KeyCode;
use ratatui::layout::Size;

use super::failure::{Done, Failure};
use crate::config::Config;
use crate::config::colour::Depth;
use crate::library::Library;
use crate::tui::{Clock, Stage};

/// The day on which the pictures are taken: shortly after the sample edition came out.
const DAY: Date = jiff::civil::date(2026, 10, 21);

const NOW: Timestamp = Timestamp::constant(1_792_569_600, 0);

/// One picture: its name, its theme, the size of the terminal, and the keys that lead to it. A word is
/// the name of a key, or is typed letter by letter.
struct Shot {
    name: &'static str,
    theme: &'static str,
    size: (u16, u16),
    keys: &'static str,
}

const SHOTS: &[Shot] = &[
    shot("panes-dark", "dark", (132, 36), "5 j enter"),
    shot("panes-light", "light", (132, 36), "/ in:headline space metal enter enter"),
    shot("panes-two", "sepia", (100, 32), "/ in:headline space measured enter enter"),
    shot("list-narrow", "dark", (48, 30), ""),
    shot("article-narrow", "nord", (48, 30), "/ in:headline space plum enter enter"),
    shot("pictures", "dark", (132, 40), "/ in:headline space ferries enter enter"),
    shot("pictures-light", "light", (84, 40), "/ in:headline space closed space crack enter enter z"),
    shot("story", "nord", (120, 36), "/ in:headline space closed space crack enter enter W"),
    shot("table", "solarized-light", (84, 30), "/ in:headline space town enter enter z t does down enter"),
    shot("code", "dark", (84, 30), "/ in:headline space swifts enter enter z t scream enter"),
    shot("related", "solarized-dark", (132, 36), "/ in:headline space crack enter enter tab j"),
    shot("search", "nord", (132, 26), "/ bridge space -toll"),
    shot("find", "light", (84, 30), "/ in:headline space metal enter enter z / steel enter"),
    shot("themes", "dark", (100, 30), "/ in:headline space winds enter enter C down down"),
    shot("help", "high-contrast", (100, 32), "?"),
    shot("no-colour", "monochrome", (132, 30), "/ in:headline space winds enter enter"),
];

const fn shot(name: &'static str, theme: &'static str, size: (u16, u16), keys: &'static str) -> Shot {
    Shot { name, theme, size, keys }
}

/// Writes the pictures to a folder, or compares them with those that lie there.
pub fn gallery(folder: &Path, check: bool) -> Result<Done, Failure> {
    let cannot = |path: &Path| format!("cannot write the picture {}", path.display());
    if !check {
        fs::create_dir_all(folder).map_err(|error| Failure::failed(cannot(folder)).caused_by(&error))?;
    }
    let mut stale = Vec::new();
    for shot in SHOTS {
        let path = folder.join(format!("{}.svg", shot.name));
        let picture = svg::picture(&shot.taken()?);
        if check {
            let is_true = fs::read(&path).is_ok_and(|there| there == picture.as_bytes());
            stale.extend((!is_true).then_some(shot.name));
        } else {
            fs::write(&path, picture).map_err(|error| Failure::failed(cannot(&path)).caused_by(&error))?;
        }
    }
    if stale.is_empty() {
        return Ok(Done::All);
    }
    let hint = format!("newsprint gallery {} takes them anew", folder.display());
    Err(Failure::failed(format!("these pictures do not show the program as it is: {}", stale.join(", ")))
        .hint(hint))
}

impl Shot {
    /// The cells of the screen to which the keys lead.
    fn taken(&self) -> Result<ratatui::buffer::Buffer, Failure> {
        let clock = Clock { now: NOW, calendar: DAY.into() };
        let text = format!("theme = \"{}\"", self.theme);
        let (config, _) = Config::read(Some(&text), Path::new("config.toml"), Depth::True, |_| None);
        let library = Library::sample_edition(clock.now)?;
        let size = Size { width: self.size.0, height: self.size.1 };
        let mut stage = Stage::of(config, library, "sample edition", clock, size)?;
        self.keys.split(' ').flat_map(keys_of).for_each(|key| stage.press(key));
        Ok(stage.cells())
    }
}

fn keys_of(word: &str) -> Vec<KeyCode> {
    match word {
        "enter" => vec![KeyCode::Enter],
        "tab" => vec![KeyCode::Tab],
        "esc" => vec![KeyCode::Esc],
        "space" => vec![KeyCode::Char(' ')],
        "down" => vec![KeyCode::Down],
        letters => letters.chars().map(KeyCode::Char).collect(),
    }
}
