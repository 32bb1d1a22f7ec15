//! Keymaps that stand in a file of their own: those that come with the program, and a person's.
//!
//! Both are read alike; a person's names at its top, `like = "emacs"`, the one it is laid over.

use std::path::Path;

use super::super::file::ConfigReader;
use super::super::mistake::{Mistake, Source};
use super::Sections;
use crate::domain::named;

/// A keymap that comes with the program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Preset {
    /// For hands that know vim and less.
    #[default]
    Vim,
    /// For hands that know newsboat.
    Newsboat,
    /// For hands that know emacs and elfeed.
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
    /// The file as shipped: the place to look for keys and for how to bind them.
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

    /// The bindings, and what is wrong with them: nothing, which the tests hold.
    pub(super) fn read(self) -> (Sections, Vec<Mistake>) {
        let (sections, _, mistakes) = read(Source { file: Path::new(self.name()), text: self.text() });
        (sections, mistakes)
    }
}

/// The bindings of a file, the preset they are laid over, and what is wrong with the file.
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
