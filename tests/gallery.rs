//! Pictures of the real screens, over the sample edition, as SVG: those that the README shows.
//!
//! The same cells that a terminal would show become the picture, so that it cannot tell what the
//! program does not do. `NEWSPRINT_GALLERY=1 cargo test --test manual gallery` takes them anew.

mod svg;

use std::path::Path;
use std::{env, fs};

use jiff::Timestamp;
use jiff::civil::Date;
use newsprint::config::Config;
use newsprint::config::colour::Depth;
use newsprint::domain::Session;
use newsprint::library::Library;
use newsprint::tui::Clock;
use ratatui::layout::Size;

use crate::support::reader::Reader;

/// The day on which the pictures are taken: shortly after the sample edition came out.
const DAY: Date = jiff::civil::date(2026, 10, 21);

const NOW: Timestamp = Timestamp::constant(1_792_562_400, 0);

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
    shot("help-wide", "dark", (160, 40), "?"),
    shot("views", "light", (100, 30), "v"),
    shot("command", "dark", (100, 30), ": to"),
    shot("bookmark", "sepia", (84, 24), "5 j enter e ferry"),
    shot("sources", "nord", (160, 40), "F j j"),
    shot("sources-narrow", "light", (84, 24), "F"),
    shot("no-colour", "monochrome", (132, 30), "/ in:headline space winds enter enter"),
];

const fn shot(name: &'static str, theme: &'static str, size: (u16, u16), keys: &'static str) -> Shot {
    Shot { name, theme, size, keys }
}

#[test]
fn the_pictures_of_the_gallery_show_the_program_as_it_is() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/gallery"));
    let takes_them_anew = env::var_os("NEWSPRINT_GALLERY").is_some();
    let mut stale = Vec::new();
    for shot in SHOTS {
        let path = folder.join(format!("{}.svg", shot.name));
        let picture = shot.taken();
        if takes_them_anew {
            fs::write(&path, picture).expect("the picture can be written");
        } else if fs::read_to_string(&path).ok() != Some(picture) {
            stale.push(shot.name);
        }
    }
    assert!(stale.is_empty(), "not as the program is: {stale:?}; NEWSPRINT_GALLERY=1 takes them anew");
}

impl Shot {
    /// The screen to which the keys lead, as SVG.
    fn taken(&self) -> String {
        let clock = Clock { now: NOW, calendar: DAY.into() };
        let text = format!("theme = \"{}\"", self.theme);
        let (config, _) = Config::read(Some(&text), Path::new("config.toml"), Depth::True, |_| None);
        let library = Library::sample_edition(clock.now).expect("the sample edition");
        let size = Size { width: self.size.0, height: self.size.1 };
        let mut reader = Reader::showing(config, clock, "sample edition", library, Session::default(), size);
        for word in self.keys.split_whitespace() {
            match word {
                "enter" | "tab" | "space" | "down" => reader.press(word),
                letters => reader.write(letters),
            };
        }
        svg::picture(&reader.buffer())
    }
}
