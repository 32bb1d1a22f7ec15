//! `newsprint man`: the manual, made from the commands, the keys, the chapters in `assets/manual` and the
//! sample configuration, so that none of them is written twice.

mod chapter;

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use clap::{Command, CommandFactory as _};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use super::arguments::Arguments;
use super::failure::{CommandOutcome, Failure};
use super::output::{output, shown};
use crate::config::SAMPLE;
use crate::config::keymap::{Keymap, Mode};
use crate::domain::nearest;

/// The date of this version, from the changelog.
const DATE: &str = env!("NEWSPRINT_DATE");

/// The chapters, in the order of reading.
const CHAPTERS: &[&str] = &[
    include_str!("../../assets/manual/reading.md"),
    include_str!("../../assets/manual/importing.md"),
    include_str!("../../assets/manual/feeds.md"),
    include_str!("../../assets/manual/searching.md"),
    include_str!("../../assets/manual/rules.md"),
    include_str!("../../assets/manual/stories.md"),
    include_str!("../../assets/manual/scripts.md"),
    include_str!("../../assets/manual/machines.md"),
    include_str!("../../assets/manual/accounts.md"),
    include_str!("../../assets/manual/files.md"),
    include_str!("../../assets/manual/articles.md"),
    include_str!("../../assets/manual/configuring.md"),
];

/// Columns of a line of the source.
const COLUMNS: usize = 72;

/// Prints the manual, or the page of one command.
pub fn print(words: &[String], keymap: &Keymap) -> Result<CommandOutcome, Failure> {
    let program = program();
    let page =
        if words.is_empty() { full_manual(&program, keymap)? } else { command_page(find(&program, words)?)? };
    let mut out = output();
    out.write_all(page.as_bytes())?;
    out.flush()?;
    Ok(CommandOutcome::All)
}

/// Writes the manual and a page for each command into a folder.
pub fn write_all(folder: &Path, keymap: &Keymap) -> Result<CommandOutcome, Failure> {
    let program = program();
    let mut pages = vec![("newsprint".to_owned(), full_manual(&program, keymap)?)];
    pages_below(&program, &mut pages)?;
    let fail = |error: io::Error| {
        Failure::failed(format!("cannot write the manual into {}", shown(folder))).caused_by(&error)
    };
    fs::create_dir_all(folder).map_err(fail)?;
    for (name, page) in pages {
        fs::write(folder.join(format!("{name}.1")), page).map_err(fail)?;
    }
    Ok(CommandOutcome::All)
}

fn program() -> Command {
    let mut program = Arguments::command().disable_help_subcommand(true);
    program.build();
    program
}

fn pages_below(command: &Command, pages: &mut Vec<(String, String)>) -> Result<(), Failure> {
    for below in command.get_subcommands().filter(|below| !below.is_hide_set()) {
        pages.push((name(below), command_page(below)?));
        pages_below(below, pages)?;
    }
    Ok(())
}

/// The command that words name, such as `feed add`.
fn find<'program>(program: &'program Command, words: &[String]) -> Result<&'program Command, Failure> {
    words.iter().try_fold(program, |command, word| {
        command.find_subcommand(word).ok_or_else(|| {
            let known = command.get_subcommands().map(Command::get_name);
            let failure = Failure::nothing(format!("{} has no command “{word}”", name(command)));
            match nearest(word, known) {
                Some(near) => failure.hint(format!("did you mean {near}?")),
                None => failure,
            }
        })
    })
}

fn name(command: &Command) -> String {
    command.get_display_name().unwrap_or_else(|| command.get_name()).to_owned()
}

fn man(command: &Command) -> Man {
    Man::new(command.clone())
        .title(name(command).to_uppercase())
        .date(DATE)
        .source(concat!("newsprint ", env!("CARGO_PKG_VERSION")))
        .manual("newsprint")
}

/// The page of one command: its options, and the text after its help.
fn command_page(command: &Command) -> Result<String, Failure> {
    let man = man(command);
    let mut page = head(&man)?;
    if command.get_subcommands().next().is_some() {
        man.render_subcommands_section(&mut page)?;
    }
    let mut more = Roff::default();
    if let Some(help) = command.get_after_help() {
        more.control("SH", ["MORE"]);
        verbatim(&mut more, &help.to_string());
    }
    more.control("SH", ["SEE ALSO"]);
    more.text([bold("newsprint"), roman("(1)")]);
    more.to_writer(&mut page)?;
    tidied(&page)
}

/// The whole manual.
fn full_manual(program: &Command, keymap: &Keymap) -> Result<String, Failure> {
    let man = man(program);
    let mut page = head(&man)?;
    let mut more = Roff::default();
    more.control("SH", ["COMMANDS"]);
    more.text([roman("Each command has its own page: newsprint man COMMAND.")]);
    for command in program.get_subcommands().filter(|command| !command.is_hide_set()) {
        more.control("TP", []);
        more.text([bold(command.get_name())]);
        more.text([roman(command.get_about().map(ToString::to_string).unwrap_or_default())]);
    }
    for text in CHAPTERS {
        chapter::set(text, &mut more);
    }
    keys(keymap, &mut more);
    more.control("SH", ["CONFIGURATION FILE"]);
    verbatim(&mut more, SAMPLE);
    more.to_writer(&mut page)?;
    tidied(&page)
}

fn head(man: &Man) -> Result<Vec<u8>, Failure> {
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    Ok(page)
}

/// Lists the keys of every pane; those of every pane once.
fn keys(keymap: &Keymap, more: &mut Roff) {
    more.control("SH", ["KEYS"]);
    for &(pane, mode) in Mode::ALL {
        more.control("SS", [pane]);
        for (action, keys) in keymap.entries(mode) {
            more.control("TP", []);
            more.text([bold(keys.join("  "))]);
            more.text([roman(format!("{} ({action})", action.english_help()))]);
        }
    }
}

/// Writes lines without filling.
fn verbatim(more: &mut Roff, text: &str) {
    more.control("PP", []);
    more.control("nf", []);
    for line in text.trim_end().lines() {
        more.text([roman(if line.is_empty() { "\u{a0}" } else { line })]);
    }
    more.control("fi", []);
}

/// The source with short lines where lines are filled, no trailing blanks, and no request without effect.
fn tidied(page: &[u8]) -> Result<String, Failure> {
    let page = std::str::from_utf8(page).map_err(io::Error::other)?;
    let mut lines: Vec<String> = Vec::new();
    let mut is_filled = true;
    for line in page.lines().map(str::trim_end) {
        let before = lines.last().map_or("", String::as_str);
        let opens_section = before.starts_with(".SH") || before.starts_with(".SS");
        match line {
            ".PP" if opens_section => continue,
            // An empty line is a vertical space; a break beside it has no effect.
            "" if is_filled && before == ".br" => {
                lines.pop();
            }
            ".br" if is_filled && before.is_empty() => continue,
            ".nf" => is_filled = false,
            ".fi" => is_filled = true,
            _ => {}
        }
        let is_term = lines.last().is_some_and(|before| before == ".TP");
        if is_filled && !is_term && !line.starts_with(['.', '\'']) {
            lines.extend(textwrap::wrap(line, COLUMNS).into_iter().map(std::borrow::Cow::into_owned));
        } else {
            lines.push(line.to_owned());
        }
    }
    Ok(lines.join("\n") + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    fn pages() -> Vec<(String, String)> {
        let program = program();
        let mut pages =
            vec![("newsprint".to_owned(), full_manual(&program, &Config::defaults().keymap).unwrap())];
        pages_below(&program, &mut pages).unwrap();
        pages
    }

    #[test]
    fn every_command_has_a_page_and_stands_in_the_manual() {
        let pages = pages();
        let (_, manual) = &pages[0];
        for command in program().get_subcommands().filter(|command| !command.is_hide_set()) {
            assert!(pages.iter().any(|(name, _)| *name == format!("newsprint-{}", command.get_name())));
            let term = format!("\\fB{}\\fR", command.get_name());
            assert!(manual.contains(&term), "{term}");
        }
    }

    #[test]
    fn the_manual_has_every_key_and_every_setting() {
        let pages = pages();
        let (_, manual) = &pages[0];
        for (action, _) in Mode::ALL
            .iter()
            .flat_map(|(_, mode)| Config::defaults().keymap.entries(*mode).collect::<Vec<_>>())
        {
            let line = format!("({})", action.name().replace('-', "\\-"));
            assert!(manual.replace('\n', " ").contains(&line), "{line}");
        }
        assert_eq!(manual.matches(".nf").count(), manual.matches(".fi").count());
        for title in ["SEARCHES", "FILES", "ENVIRONMENT", "EXIT STATUS", "KEYS", "CONFIGURATION"] {
            assert!(
                manual.contains(&format!(".SH {title}")) || manual.contains(&format!(".SH \"{title}\"")),
                "{title}"
            );
        }
    }

    #[test]
    fn no_line_that_is_filled_is_long_and_none_ends_in_blanks() {
        for (name, page) in pages() {
            let (mut is_filled, mut before) = (true, "");
            for line in page.lines() {
                is_filled = if line == ".nf" { false } else { is_filled || line == ".fi" };
                assert!(
                    !is_filled || before == ".TP" || line.starts_with('.') || line.len() <= 80,
                    "{name}: {line}"
                );
                assert_eq!(line, line.trim_end(), "{name}");
                before = line;
            }
        }
    }
}
