//! What a program asked of the disk, told by strace, and what the disk may hold after a power cut: what
//! was synchronised, and of all else any part, sector by sector.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use super::chance::Chance;

/// The calls that change what a disk holds, or tell somebody of it.
pub const CALLS: &str = "write,pwrite64,fsync,fdatasync,ftruncate,rename,unlink";

/// A disk writes so many bytes or none.
const SECTOR: usize = 512;

/// One thing that was asked.
#[derive(Clone, Debug)]
pub enum Call {
    Write {
        path: PathBuf,
        at: Option<usize>,
        bytes: Vec<u8>,
    },
    Truncate {
        path: PathBuf,
        length: usize,
    },
    Sync {
        path: PathBuf,
    },
    Rename {
        from: PathBuf,
        to: PathBuf,
    },
    Unlink {
        path: PathBuf,
    },
    /// Words to a person.
    Said(String),
}

/// Whether strace is there and may do its work.
pub fn can_trace() -> bool {
    let run = Command::new("strace").args(["-o", "/dev/null", "true"]).stderr(Stdio::null()).status();
    run.is_ok_and(|status| status.success())
}

/// A command that runs the program under strace.
pub fn strace(options: &[&str], arguments: &[String]) -> Command {
    let mut command = Command::new("strace");
    command.args(["-f", "-qq"]).args(options).arg(env!("CARGO_BIN_EXE_newsprint")).args(arguments);
    command.stdin(Stdio::null());
    command
}

/// Runs the program and gives every call it made.
pub fn record(arguments: &[String], log: &Path) -> (Vec<Call>, BTreeMap<String, usize>, Output) {
    let path = log.to_str().expect("a path of letters");
    let trace = format!("trace={CALLS}");
    let output = strace(&["-y", "-xx", "-s", "16777216", "-e", &trace, "-o", path], arguments)
        .output()
        .expect("strace runs");
    let text = std::fs::read_to_string(log).expect("a log");
    let mut counts = BTreeMap::new();
    let mut calls = Vec::new();
    for (name, words) in whole_lines(&text) {
        *counts.entry(name.clone()).or_default() += 1;
        calls.extend(call(&name, &words));
    }
    (calls, counts, output)
}

/// The calls of a log, those put together that another thread interrupted.
fn whole_lines(text: &str) -> Vec<(String, String)> {
    let mut begun: BTreeMap<&str, String> = BTreeMap::new();
    let mut lines = Vec::new();
    for line in text.lines() {
        let Some((process, words)) = line.split_once(' ') else { continue };
        let words = words.trim_start();
        if let Some(beginning) = words.strip_suffix(" <unfinished ...>") {
            begun.insert(process, beginning.to_owned());
            continue;
        }
        let resumed = words.strip_prefix("<... ").and_then(|words| words.split_once(" resumed>"));
        let words = match resumed {
            Some((_, end)) => begun.remove(process).unwrap_or_default() + end,
            None => words.to_owned(),
        };
        if let Some((name, rest)) = words.split_once('(') {
            lines.push((name.to_owned(), rest.to_owned()));
        }
    }
    lines
}

fn call(name: &str, words: &str) -> Option<Call> {
    let texts: Vec<Vec<u8>> = words.split('"').skip(1).step_by(2).map(bytes).collect();
    let path = |text: &[u8]| PathBuf::from(String::from_utf8_lossy(text).into_owned());
    let file = || {
        let (_, rest) = words.split_once('<')?;
        rest.split_once('>').map(|(name, _)| path(&bytes(name)))
    };
    let number = || {
        let (arguments, _) = words.rsplit_once(") = ")?;
        arguments.rsplit(", ").next()?.parse().ok()
    };
    match name {
        "write" if words.starts_with("1<") || words.starts_with("2<") => {
            texts.first().map(|text| Call::Said(String::from_utf8_lossy(text).into_owned()))
        }
        "write" => Some(Call::Write { path: file()?, at: None, bytes: texts.first()?.clone() }),
        "pwrite64" => Some(Call::Write { path: file()?, at: Some(number()?), bytes: texts.first()?.clone() }),
        "ftruncate" => Some(Call::Truncate { path: file()?, length: number()? }),
        "fsync" | "fdatasync" => Some(Call::Sync { path: file()? }),
        "rename" => Some(Call::Rename { from: path(texts.first()?), to: path(texts.get(1)?) }),
        "unlink" => Some(Call::Unlink { path: path(texts.first()?) }),
        _ => None,
    }
}

/// `\x41\x42` as bytes.
fn bytes(text: &str) -> Vec<u8> {
    text.split("\\x").filter_map(|pair| u8::from_str_radix(pair.get(..2)?, 16).ok()).collect()
}

/// A file as the disk has it, and what it was asked to do since.
#[derive(Clone, Debug, Default)]
struct Held {
    synced: Option<Vec<u8>>,
    pending: Vec<Call>,
}

/// The files of a folder as a power cut after so many calls may leave them.
pub fn after_a_cut(calls: &[Call], chance: &mut Chance) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files: BTreeMap<PathBuf, Held> = BTreeMap::new();
    let last_sync = calls.iter().rposition(|call| matches!(call, Call::Sync { .. })).unwrap_or(0);
    // A journal of names keeps their order: of those not yet written, some first ones are.
    let renamed = |call: &&Call| matches!(call, Call::Rename { .. } | Call::Unlink { .. });
    let mut names_left = chance.below(calls.iter().skip(last_sync).filter(renamed).count() + 1);
    for (position, call) in calls.iter().enumerate() {
        if renamed(&call) && position > last_sync {
            let Some(left) = names_left.checked_sub(1) else { continue };
            names_left = left;
        }
        match call {
            Call::Write { path, .. } | Call::Truncate { path, .. } => {
                files.entry(path.clone()).or_default().pending.push(call.clone());
            }
            Call::Sync { path } => {
                if let Some(held) = files.get_mut(path) {
                    let done = std::mem::take(&mut held.pending);
                    held.synced = done.iter().fold(held.synced.take().or(Some(Vec::new())), applied);
                }
            }
            Call::Rename { from, to } => {
                let held = files.remove(from).unwrap_or_default();
                files.insert(to.clone(), held);
            }
            Call::Unlink { path } => drop(files.remove(path)),
            Call::Said(_) => {}
        }
    }
    files.into_iter().filter_map(|(path, held)| Some((path, held.survives(chance)?))).collect()
}

impl Held {
    /// What is there afterwards; nothing where not even its name was written.
    fn survives(self, chance: &mut Chance) -> Option<Vec<u8>> {
        let fates: Vec<Call> = self.pending.into_iter().flat_map(|call| fate(call, chance)).collect();
        if self.synced.is_none() && fates.is_empty() && chance.below(2) == 0 {
            return None;
        }
        fates.iter().fold(self.synced.or(Some(Vec::new())), applied)
    }
}

/// Whole, not at all, or some sectors of it.
fn fate(call: Call, chance: &mut Chance) -> Vec<Call> {
    match (chance.below(4), call) {
        (0, _) => Vec::new(),
        (1, Call::Write { path, at: Some(at), bytes }) => {
            let sectors = bytes.chunks(SECTOR).enumerate().filter(|_| chance.below(2) == 0);
            sectors
                .map(|(number, sector)| Call::Write {
                    path: path.clone(),
                    at: Some(at + number * SECTOR),
                    bytes: sector.to_vec(),
                })
                .collect()
        }
        (_, call) => vec![call],
    }
}

fn applied(content: Option<Vec<u8>>, call: &Call) -> Option<Vec<u8>> {
    let mut content = content?;
    match call {
        Call::Write { at, bytes, .. } => {
            let at = at.unwrap_or(content.len());
            let end = at + bytes.len();
            content.resize(content.len().max(end), 0);
            content.get_mut(at..end)?.copy_from_slice(bytes);
        }
        Call::Truncate { length, .. } => content.resize(*length, 0),
        Call::Sync { .. } | Call::Rename { .. } | Call::Unlink { .. } | Call::Said(_) => {}
    }
    Some(content)
}

/// All words said until then.
pub fn said(calls: &[Call]) -> String {
    calls
        .iter()
        .filter_map(|call| if let Call::Said(words) = call { Some(words.as_str()) } else { None })
        .collect()
}
