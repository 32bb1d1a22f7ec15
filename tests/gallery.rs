//! Pictures of the real screens, over the sample edition, as SVG: those that the README shows.
//!
//! The same cells that a terminal would show become the picture, so that it cannot tell what the
//! program does not do. `NEWSPRINT_GALLERY=1 cargo test --test manual gallery` takes them anew.

mod svg;

use std::path::Path;
use std::sync::atomic::AtomicU64;
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
    /// What is read.
    edition: Edition,
}

#[derive(Clone, Copy)]
enum Edition {
    /// The sample edition.
    Sample,
    /// Pages that show every face, and scripts of the world.
    Pages,
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
    shot("highlights", "light", (132, 30), "enter m enter m j j j enter '"),
    shot("list-one-row", "dark", (100, 26), "w_d w_d j"),
    shot("list-two-rows", "dark", (100, 26), "w_d j"),
    shot("list-comfortable", "dark", (100, 26), "j"),
    shot("contents", "nord", (84, 26), "/ in:headline space town enter enter t"),
    shot("messages", "dark", (84, 24), "s r E"),
    shot("sort", "sepia", (84, 24), "S"),
    shot("filter", "nord", (84, 30), "&"),
    shot("letters", "dark", (84, 30), "enter f"),
    shot("add-feed", "light", (84, 24), "F a"),
    page("faces-dark", "dark", (76, 44), "enter z"),
    page("faces-light", "light", (76, 44), "enter z"),
    page("faces-nord", "nord", (76, 44), "enter z"),
    page("faces-high-contrast", "high-contrast", (76, 44), "enter z"),
    page("faces-monochrome", "monochrome", (76, 44), "enter z"),
    page("chinese", "light", (100, 28), "j enter"),
    page("bengali", "sepia", (100, 28), "j j j enter"),
    shot("no-colour", "monochrome", (132, 30), "/ in:headline space winds enter enter"),
];

const fn shot(name: &'static str, theme: &'static str, size: (u16, u16), keys: &'static str) -> Shot {
    Shot { name, theme, size, keys, edition: Edition::Sample }
}

/// A page of its own, alone on the screen.
const fn page(name: &'static str, theme: &'static str, size: (u16, u16), keys: &'static str) -> Shot {
    Shot { name, theme, size, keys, edition: Edition::Pages }
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

fn pages() -> Library {
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/gallery/pages.jsonl")).to_owned();
    let mut library = Library::in_memory().expect("memory");
    library.import(&[path], NOW, &AtomicU64::new(0), &mut |_| {}).expect("the pages can be read");
    library
}

impl Shot {
    /// The screen to which the keys lead, as SVG.
    fn taken(&self) -> String {
        let clock = Clock { now: NOW, calendar: DAY.into() };
        let text = format!("theme = \"{}\"", self.theme);
        let (config, _) = Config::read(Some(&text), Path::new("config.toml"), Depth::True, |_| None);
        let library = match self.edition {
            Edition::Sample => Library::sample_edition(clock.now).expect("the sample edition"),
            Edition::Pages => pages(),
        };
        let size = Size { width: self.size.0, height: self.size.1 };
        let mut reader = Reader::showing(config, clock, "sample edition", library, Session::default(), size);
        for word in self.keys.split_whitespace() {
            match word {
                "enter" | "tab" | "space" | "down" | "w_d" => reader.press(&word.replace('_', " ")),
                letters => reader.write(letters),
            };
        }
        svg::picture(&reader.buffer())
    }
}
