//! The publisher's groups of links, in the forms of several tools.

use crate::domain::{Article, GroupScope, LinkGroup, Prose, RelatedLink, WebUrl, normalised_headline};

use super::loose::{JsonValue, Pair, take};
use super::names;
use super::values::{address, prose};

/// Reads the groups: a list of groups, a list of links, or an object of lists under their headings.
pub fn groups(pairs: &mut [Pair<'_>], base: Option<&WebUrl>) -> Vec<LinkGroup> {
    let mut groups = Vec::new();
    let mut loose = Vec::new();
    for value in take(pairs, names::RELATED).map(entries).unwrap_or_default() {
        match value {
            JsonValue::Map(mut pairs) if has_any(&pairs, names::GROUP_LINKS) => {
                groups.extend(group(&mut pairs, base));
            }
            value => loose.extend(link(value, base)),
        }
    }
    if !loose.is_empty() {
        groups.insert(
            0,
            LinkGroup { heading: Prose::default(), sponsored: false, scope: GroupScope::Story, links: loose },
        );
    }
    groups
}

/// Marks the links that lead to the article itself.
pub fn mark_self(article: &mut Article) {
    let own = article.url.as_ref().map(WebUrl::comparison_key);
    for link in article.related.iter_mut().flat_map(|group| &mut group.links) {
        if !link.is_self {
            link.is_self = match (&link.url, &own) {
                (Some(url), Some(own)) => url.comparison_key() == *own,
                (Some(_), None) => false,
                (None, _) => {
                    normalised_headline(link.headline.as_str())
                        == normalised_headline(article.headline.as_str())
                }
            };
        }
    }
}

/// The groups in an object with headings as names, such as `{"Latest": [...]}`.
fn entries(value: JsonValue<'_>) -> Vec<JsonValue<'_>> {
    match value {
        JsonValue::Map(pairs) if pairs.iter().all(|(_, value)| matches!(value, JsonValue::List(_))) => {
            let named = pairs.into_iter().map(|(heading, links)| {
                JsonValue::Map(vec![("heading".into(), JsonValue::Text(heading)), ("links".into(), links)])
            });
            named.collect()
        }
        other => other.into_list(),
    }
}

fn has_any(pairs: &[Pair<'_>], names: &[&str]) -> bool {
    pairs.iter().any(|(name, value)| names.contains(&name.as_ref()) && matches!(value, JsonValue::List(_)))
}

fn group(pairs: &mut [Pair<'_>], base: Option<&WebUrl>) -> Option<LinkGroup> {
    let heading = prose(pairs, names::GROUP_HEADING).unwrap_or_default();
    let sponsored = matches!(take(pairs, &["sponsored"]), Some(JsonValue::Bool(true)));
    let scope = match take(pairs, &["scope"]) {
        Some(JsonValue::Text(scope)) if scope == "site" => GroupScope::Site,
        Some(JsonValue::Text(scope)) if scope == "section" => GroupScope::Section,
        _ => GroupScope::Story,
    };
    let links = take(pairs, names::GROUP_LINKS)?
        .into_list()
        .into_iter()
        .filter_map(|value| link(value, base))
        .collect();
    Some(LinkGroup { heading, sponsored, scope, links })
}

fn link(value: JsonValue<'_>, base: Option<&WebUrl>) -> Option<RelatedLink> {
    let plain = |headline, url| RelatedLink { headline, url, caption: None, is_self: false };
    match value {
        JsonValue::Text(text) => Some(plain(Prose::non_empty(&text)?, WebUrl::parse(&text).ok())),
        JsonValue::Map(mut pairs) => {
            let given = take(&mut pairs, names::LINK_ADDRESS).and_then(JsonValue::into_words);
            let headline = prose(&mut pairs, names::LINK_HEADLINE);
            Some(RelatedLink {
                headline: headline.or_else(|| Prose::non_empty(given.as_ref()?))?,
                url: given.and_then(|url| address(&url, base)),
                caption: prose(&mut pairs, &["caption"]),
                is_self: matches!(take(&mut pairs, &["self", "is_self"]), Some(JsonValue::Bool(true))),
            })
        }
        JsonValue::Null | JsonValue::Bool(_) | JsonValue::Number(_) | JsonValue::List(_) => None,
    }
}
