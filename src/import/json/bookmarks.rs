//! The bookmarks of a browser in JSON: a backup of Firefox, and the file in which Chromium and its heirs keep them.
//! Folders become tags.

use jiff::Timestamp;

use crate::domain::Prose;
use crate::import::reading_list::SavedLink;

use super::loose::{JsonValue, Pair, take};

/// Microseconds from 1601, where Chromium begins to count, to 1970.
const CHROMIUM_BEGINS: i64 = 11_644_473_600_000_000;

/// Whether an object is such a file, by its start.
pub fn are_bookmarks(start: &str) -> bool {
    let has = |name: &str| start.contains(name);
    has("\"children\"")
        && (has("\"typeCode\"") || has("\"text/x-moz-place") || has("\"roots\"") && has("\"bookmark_bar\""))
}

/// The links of such a file; none where a value is none.
pub fn links(value: &JsonValue<'static>) -> Option<Vec<SavedLink>> {
    let JsonValue::Map(pairs) = value else { return None };
    let has = |name: &str| pairs.iter().any(|(known, _)| known == name);
    let mut found = Found::default();
    match pairs.iter().find(|(name, value)| name == "roots" && value.is_map()) {
        Some((_, JsonValue::Map(roots))) => {
            found.begins = CHROMIUM_BEGINS;
            for (_, root) in roots {
                found.children(root.clone());
            }
        }
        _ if has("children") && (has("typeCode") || has("type")) => found.children(value.clone()),
        _ => return None,
    }
    Some(found.links)
}

#[derive(Default)]
struct Found {
    links: Vec<SavedLink>,
    /// The folders around, the outermost first.
    folders: Vec<String>,
    /// Microseconds before 1970 at which moments begin to count.
    begins: i64,
}

impl Found {
    fn children(&mut self, folder: JsonValue<'static>) {
        let JsonValue::Map(mut folder) = folder else { return };
        for child in take(&mut folder, &["children"]).map(JsonValue::into_list).unwrap_or_default() {
            let JsonValue::Map(mut pairs) = child else { continue };
            let has = |name: &str| pairs.iter().any(|(known, _)| known == name);
            if !has("children") {
                self.link(&mut pairs);
                continue;
            }
            // The built-in root folders of a browser are no folders of the person's.
            let is_own = !has("root");
            let name = words(&mut pairs, &["title", "name"]).filter(|_| is_own);
            let depth = self.folders.len();
            self.folders.extend(name);
            self.children(JsonValue::Map(pairs));
            self.folders.truncate(depth);
        }
    }

    fn link(&mut self, pairs: &mut Vec<Pair<'static>>) {
        let address = words(pairs, &["uri", "url"]).filter(|address| !address.starts_with("place:"));
        let Some(address) = address else { return };
        let added = words(pairs, &["dateAdded", "date_added"]).and_then(|told| told.parse::<i64>().ok());
        let mut saved = SavedLink {
            address,
            title: words(pairs, &["title", "name"]).as_deref().and_then(Prose::non_empty),
            added: added.and_then(|told| Timestamp::from_microsecond(told.checked_sub(self.begins)?).ok()),
            ..SavedLink::default()
        };
        words(pairs, &["tags"]).iter().flat_map(|tags| tags.split(',')).for_each(|tag| saved.tag(tag));
        self.folders.iter().for_each(|folder| saved.set_place(folder));
        self.links.push(saved);
    }
}

fn words(pairs: &mut Vec<Pair<'static>>, names: &[&str]) -> Option<String> {
    Some(take(pairs, names)?.into_words()?.into_owned()).filter(|words| !words.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(json: &str) -> Vec<String> {
        assert!(are_bookmarks(json));
        let value: JsonValue<'_> = serde_json::from_str(json).unwrap();
        let links = links(&value.into_owned()).unwrap();
        let tell = |link: &SavedLink| {
            let tags: Vec<&str> = link.tags.iter().map(Prose::as_str).collect();
            format!("{} [{}] {}", link.address, tags.join(" "), link.added.unwrap().as_second())
        };
        links.iter().map(tell).collect()
    }

    #[test]
    fn a_backup_of_firefox_is_read_with_its_folders_and_tags() {
        let json = r#"{"title":"","typeCode":2,"root":"placesRoot","children":[
            {"title":"menu","root":"bookmarksMenuFolder","children":[
                {"title":"Sea","typeCode":2,"children":[
                    {"title":"Boat","uri":"https://a.example/1","dateAdded":1741107900000000,"tags":"nets,sky"}]},
                {"title":"Recent","uri":"place:sort=12"},{"type":"text/x-moz-place-separator"}]}]}"#;

        assert_eq!(told(json), ["https://a.example/1 [Sea nets sky] 1741107900"]);
    }

    #[test]
    fn the_file_of_chromium_is_read_with_its_folders() {
        let json = r#"{"checksum":"x","version":1,"roots":{"bookmark_bar":{"name":"Bookmarks bar","type":"folder",
            "children":[{"name":"Sea","type":"folder","children":[{"name":"Boat","type":"url",
            "url":"https://a.example/1","date_added":"13385581500000000"}]}]},"other":{"children":[]},"sync":"x"}}"#;

        assert_eq!(told(json), ["https://a.example/1 [Sea] 1741107900"]);
    }
}
