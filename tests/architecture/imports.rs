//! Which file of `src` imports what from which: paths after `use` and within the code, resolved through
//! re-exports to the file that an item stands in. Test modules are left out.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// A module by its path below the crate: `["tui", "update"]`.
type Module = Vec<String>;

/// What a file imports: the file an item stands in, and the names of the items.
pub type Imports = BTreeMap<Module, BTreeMap<Module, BTreeSet<String>>>;

/// The files of the crate and the paths that each names.
struct Crate {
    files: BTreeMap<Module, Paths>,
}

/// The paths that a file names, and under which name the items they lead to are known there.
#[derive(Default)]
struct Paths {
    /// After `use`: the name an item is known by, and its path.
    used: Vec<(String, Vec<String>)>,
    /// Within the code.
    within: Vec<Vec<String>>,
}

/// Reads the sources under a folder.
pub fn imports(src: &Path) -> Imports {
    let mut files = BTreeMap::new();
    collect(src, &mut Vec::new(), &mut files);
    let sources = Crate { files };
    let mut imports = Imports::new();
    for (module, paths) in &sources.files {
        let all = paths.used.iter().map(|(_, path)| path).chain(&paths.within);
        for path in all {
            let Some((home, item)) = sources.home_of(module, path, 0) else { continue };
            if home != *module {
                imports.entry(module.clone()).or_default().entry(home).or_default().insert(item);
            }
        }
    }
    imports
}

fn collect(folder: &Path, module: &mut Module, files: &mut BTreeMap<Module, Paths>) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("the folder can be read").path();
        let name = path.file_stem().expect("it has a name").to_string_lossy().into_owned();
        if name == "tests" || ["main", "lib"].contains(&name.as_str()) {
            continue;
        }
        module.push(name);
        if path.is_dir() {
            collect(&path, module, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).expect("sources are text");
            files.insert(module.clone(), Paths::of(&text));
        }
        module.pop();
    }
}

impl Crate {
    /// The file that the item of a path stands in, as the path is meant in a module.
    fn home_of(&self, module: &[String], path: &[String], depth: usize) -> Option<(Module, String)> {
        let (mut at, mut rest) = self.start(module, path)?;
        while let [next, after @ ..] = rest {
            let below: Module = at.iter().chain([next]).cloned().collect();
            if self.files.contains_key(&below) {
                (at, rest) = (below, after);
                continue;
            }
            let used = self.files.get(&at)?.used.iter().find(|(known, _)| known == next);
            // Re-exports may lead on; more than a few after one another are none of ours.
            return match used {
                Some((_, path)) if depth < 8 && (at.as_slice(), path.as_slice()) != (module, rest) => {
                    let onward: Vec<String> = path.iter().chain(after).cloned().collect();
                    self.home_of(&at, &onward, depth + 1)
                }
                _ => Some((at, next.clone())),
            };
        }
        let item = at.last().cloned().unwrap_or_default();
        Some((at, item))
    }

    /// The module that a path begins at, and what follows; none for paths that lead out of the crate.
    fn start<'path>(&self, module: &[String], path: &'path [String]) -> Option<(Module, &'path [String])> {
        let (first, rest) = path.split_first()?;
        match first.as_str() {
            "crate" => Some((Module::new(), rest)),
            "self" => Some((module.to_vec(), rest)),
            "super" => {
                let ups = path.iter().take_while(|part| *part == "super").count();
                Some((module.get(..module.len().checked_sub(ups)?)?.to_vec(), path.get(ups..)?))
            }
            child => {
                let below: Module = module.iter().chain([&child.to_owned()]).cloned().collect();
                self.files.contains_key(&below).then_some((below, rest))
            }
        }
    }
}

impl Paths {
    fn of(text: &str) -> Self {
        let code = code_of(text);
        let mut paths = Self::default();
        let mut rest = code.as_str();
        while let Some((before, after)) = split_at_word(rest, "use ") {
            paths.name_within(before);
            let (tree, after) = after.split_once(';').unwrap_or((after, ""));
            expand(&tree.split_whitespace().collect::<Vec<_>>().join(" "), &[], &mut paths.used);
            rest = after;
        }
        paths.name_within(rest);
        paths
    }

    /// Takes the paths that begin with `crate`, `super` or `self` in a piece of code.
    fn name_within(&mut self, code: &str) {
        for first in ["crate", "super", "self"] {
            for (at, _) in code.match_indices(&format!("{first}::")) {
                let before = code.get(..at).and_then(|before| before.chars().next_back());
                if before.is_some_and(|before| is_of_name(before) || before == ':' || before == '$') {
                    continue;
                }
                let path = code.get(at..).unwrap_or_default();
                let end = path.find(|c: char| !is_of_name(c) && c != ':').unwrap_or(path.len());
                let path = path.get(..end).unwrap_or_default().trim_end_matches(':');
                self.within.push(path.split("::").map(str::to_owned).collect());
            }
        }
    }
}

/// The code of a file, without comments, macros' own texts and what is compiled for tests alone.
fn code_of(text: &str) -> String {
    let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

fn is_of_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// What stands before and after a word.
fn split_at_word<'text>(text: &'text str, word: &str) -> Option<(&'text str, &'text str)> {
    let at = text.match_indices(word).map(|(at, _)| at).find(|at| {
        let line = text.get(..*at).unwrap_or_default().rsplit('\n').next().unwrap_or_default().trim_start();
        line.is_empty() || line == "pub " || line.starts_with("pub(") && line.ends_with(") ")
    })?;
    Some((text.get(..at)?, text.get(at + word.len()..)?))
}

/// Takes a tree such as `a::{b, c::{self, d as e}}` apart.
fn expand(tree: &str, before: &[String], paths: &mut Vec<(String, Vec<String>)>) {
    let tree = tree.trim();
    if let Some((path, inner)) = tree.split_once('{') {
        let mut begun = before.to_vec();
        begun.extend(path.trim().split("::").filter(|part| !part.is_empty()).map(str::to_owned));
        for part in parts(inner.trim_end().strip_suffix('}').unwrap_or(inner)) {
            expand(part, &begun, paths);
        }
        return;
    }
    let (path, name) = tree.split_once(" as ").map_or((tree, None), |(path, name)| (path, Some(name.trim())));
    let mut whole = before.to_vec();
    whole.extend(path.trim().split("::").filter(|part| !part.is_empty()).map(str::to_owned));
    if whole.len() > 1 && whole.last().is_some_and(|last| last == "self" || last == "*") {
        whole.pop();
    }
    let Some(last) = whole.last().cloned() else { return };
    paths.push((name.map_or(last, str::to_owned), whole));
}

/// The parts of a list parted by commas, braces kept together.
fn parts(list: &str) -> Vec<&str> {
    let (mut parts, mut depth, mut from) = (Vec::new(), 0, 0);
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(list.get(from..at).unwrap_or_default());
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.push(list.get(from..).unwrap_or_default());
    parts.into_iter().filter(|part| !part.trim().is_empty()).collect()
}

/// The circles of files within a room: those that reach each other. What a file takes from the ones it lies
/// below does not count, so a file and what is its own may know each other.
pub fn circles(imports: &Imports) -> Vec<BTreeSet<Module>> {
    let is_below = |file: &Module, home: &Module| file.starts_with(home);
    let next = |file: &Module| -> Vec<Module> {
        let known = imports.get(file).into_iter().flat_map(BTreeMap::keys);
        known.filter(|home| home.first() == file.first() && !is_below(file, home)).cloned().collect()
    };
    let reached: BTreeMap<&Module, BTreeSet<Module>> = imports
        .keys()
        .map(|file| {
            let (mut seen, mut open) = (BTreeSet::new(), next(file));
            while let Some(here) = open.pop() {
                if seen.insert(here.clone()) {
                    open.extend(next(&here));
                }
            }
            (file, seen)
        })
        .collect();
    let mutual = |one: &Module, other: &Module| {
        let leads = |from, to| reached.get(from).is_some_and(|homes| homes.contains(to));
        leads(one, other) && leads(other, one)
    };
    let rings = reached
        .keys()
        .map(|file| reached.keys().filter(|other| mutual(file, other)).map(|it| (*it).clone()).collect());
    let rings: BTreeSet<BTreeSet<Module>> = rings.filter(|ring: &BTreeSet<Module>| ring.len() > 1).collect();
    rings.into_iter().collect()
}

/// Who takes what from whom in a circle, a line each.
pub fn told(circle: &BTreeSet<Module>, imports: &Imports) -> String {
    let name = |module: &Module| format!("{}.rs", module.join("/"));
    let lines = circle.iter().flat_map(|file| {
        let homes = imports.get(file).into_iter().flatten().filter(|(home, _)| circle.contains(*home));
        homes.map(move |(home, items)| {
            let items: Vec<&str> = items.iter().map(String::as_str).collect();
            format!("  {} takes {} from {}", name(file), items.join(", "), name(home))
        })
    });
    lines.collect::<Vec<_>>().join("\n")
}
