//! Keymaps in a file of their own: those that come with the program, and a person's.
//!
//! Both are read alike; a person's file names the preset below it on its first line: `like = "emacs"`.

use std::path::Path;

use super::super::file::ConfigReader;
use super::super::mistake::{Mistake, Source};
use super::Sections;
use crate::domain::named;

/// A keymap that comes with the program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Preset {
    /// Keys like those of vim and less.
    #[default]
    Vim,
    /// Keys like those of newsboat.
    Newsboat,
    /// Keys like those of emacs and elfeed.
    Emacs,
}

named! {
    Preset {
        Vim "vim",
        Newsboat "newsboat",
        Emacs "emacs",
    }
}

impl Preset {
    /// The file as shipped, which documents how keys are bound.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Vim => include_str!("../../../assets/keys/vim.toml"),
            Self::Newsboat => include_str!("../../../assets/keys/newsboat.toml"),
            Self::Emacs => include_str!("../../../assets/keys/emacs.toml"),
        }
    }

    pub(in super::super) fn sections(self) -> Sections {
        self.read().0
    }

    /// The bindings and their mistakes; the tests hold that there are none.
    pub(super) fn read(self) -> (Sections, Vec<Mistake>) {
        let (sections, _, mistakes) = read(Source { file: Path::new(self.name()), text: self.text() });
        (sections, mistakes)
    }
}

/// The bindings of a file, the preset below it, and the mistakes of the file.
pub(in super::super) fn read(source: Source<'_>) -> (Sections, Preset, Vec<Mistake>) {
    let (mut reading, document) = ConfigReader::begin(source);
    let (mut sections, mut like) = (Sections::default(), Preset::default());
    for (name, value) in reading.entries(&document) {
        if name.get_ref() == "like" {
            like = reading.one_of("like", value, Preset::ALL).unwrap_or_default();
        } else if let Some(table) = reading.table(name.get_ref(), value)
            && !sections.read(name, table, &mut reading)
        {
            reading.note_unknown("section", name, &Sections::names());
        }
    }
    (sections, like, reading.finish())
}
