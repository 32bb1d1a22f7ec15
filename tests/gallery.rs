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
use newsprint::config::colour::ColourDepth;
use newsprint::domain::Session;
use newsprint::library::Library;
use newsprint::tui::TimeOfDay;
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
    shot("front-page", "dark", (132, 40), "V"),
    shot("panes-dark", "dark", (132, 36), "5 j enter"),
    shot("panes-light", "light", (132, 36), "/ in:headline space metal enter enter"),
    shot("panes-two", "sepia", (100, 32), "/ in:headline space measured enter enter"),
    shot("list-narrow", "dark", (48, 30), ""),
    shot("article-narrow", "nord", (48, 30), "/ in:headline space plum enter enter"),
    shot("pictures", "dark", (132, 40), "/ in:headline space ferries enter enter"),
    shot("pictures-light", "light", (84, 40), "/ in:headline space closed space crack enter enter z"),
    shot("front-page-narrow", "light", (60, 34), "V"),
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
    page("related-folded", "nord", (132, 30), "enter tab"),
    page("related-unfolded", "nord", (132, 30), "enter tab G enter"),
    page("chinese", "light", (100, 28), "j enter"),
    page("arabic", "dark", (100, 28), "j j enter"),
    page("bengali", "sepia", (100, 28), "j j j enter"),
    shot("no-colour", "monochrome", (132, 30), "/ in:headline space winds enter enter"),
];

/// A step of the moving picture: what is pressed, what is told of it, and how many seconds it stays.
const TOUR: &[(&str, &str, f32)] = &[
    ("", "newsprint demo", 2.5),
    ("V", "V   the front page", 3.5),
    ("enter", "Enter   the lead story", 2.5),
    ("1", "1   follow the first link beside it", 2.0),
    ("1", "1   and on", 2.0),
    ("2", "2   three links deep", 2.5),
    ("backspace", "Backspace   back to the very place", 1.2),
    ("backspace", "Backspace", 1.2),
    ("backspace", "Backspace   where it began", 2.0),
    ("q q", "q   back to the list", 1.5),
    ("/", "/   search everything, live", 1.0),
    ("br", "/   br", 0.5),
    ("idge", "/   bridge", 0.9),
    ("space -toll", "/   bridge -toll", 1.2),
    ("enter", "Enter   best matches first", 2.0),
    ("enter", "Enter   read one; what was found is marked", 2.0),
    ("m", "m   highlight: it begins with the sentence in sight", 1.8),
    ("j", "j   the next sentence", 1.0),
    ("enter", "Enter   highlights it", 1.8),
    ("'", "'   everything highlighted", 3.0),
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
        let mut reader = self.edition.opened(self.theme, self.size);
        press(&mut reader, self.keys);
        svg::picture(&reader.buffer())
    }
}

impl Edition {
    /// The reader over it, on the day of the pictures.
    fn opened(self, theme: &str, (width, height): (u16, u16)) -> Reader {
        let clock = TimeOfDay { now: NOW, calendar: DAY.into() };
        let text = format!("theme = \"{theme}\"");
        let (config, _) = Config::read(Some(&text), Path::new("config.toml"), ColourDepth::True, |_| None);
        let library = match self {
            Self::Sample => Library::sample_edition(clock.now).expect("the sample edition"),
            Self::Pages => pages(),
        };
        let size = Size { width, height };
        Reader::showing(config, clock, "sample edition", library, Session::default(), size)
    }
}

/// Presses keys: a word is the name of one, or is typed letter by letter.
fn press(reader: &mut Reader, keys: &str) {
    for word in keys.split_whitespace() {
        match word {
            "enter" | "tab" | "space" | "down" | "backspace" | "w_d" => reader.press(&word.replace('_', " ")),
            letters => reader.write(letters),
        };
    }
}

#[test]
fn the_moving_picture_shows_the_program_as_it_is() {
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/gallery/tour.svg"));
    let mut reader = Edition::Sample.opened("dark", (124, 32));
    let frames = TOUR.iter().map(|(keys, told, seconds)| {
        press(&mut reader, keys);
        svg::Frame { cells: reader.buffer(), told: (*told).to_owned(), seconds: *seconds }
    });

    let picture = svg::moving(&frames.collect::<Vec<_>>());

    if env::var_os("NEWSPRINT_GALLERY").is_some() {
        fs::write(path, picture).expect("the picture can be written");
    } else {
        let is_new = fs::read_to_string(path).ok() == Some(picture);
        assert!(is_new, "not as the program is; NEWSPRINT_GALLERY=1 takes it anew");
    }
}
