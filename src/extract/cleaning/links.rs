//! Lists of links: those of the text, and those to other stories of the site.

use std::collections::HashSet;

use crate::domain::{Block, WebUrl};
use crate::extract::{lexicon, words};

/// Whether a list holds only links, or nothing.
pub fn is_list(items: &[Vec<Block>]) -> bool {
    let (mut linked, mut all) = (0, 0);
    for block in items.iter().flatten() {
        block.each_inline(&mut |text| {
            all += text.to_plain().chars().count();
            text.each_link(&mut |words, _| linked += words.to_plain().chars().count());
        });
    }
    all == 0 || linked * 10 > all * 6
}

/// Whether a list of links belongs to the text: a colon announces it and the text continues somewhere after it, or
/// it leads to several other sites. Lists of other stories stay on the site, and lists for sharing are
/// recognised by their words.
pub fn belongs(items: &[Vec<Block>], before: Option<&Block>, after: &[Block], site: Option<&WebUrl>) -> bool {
    let plain = |block: Option<&Block>| block.map(Block::to_plain).unwrap_or_default();
    let heading = before;
    let before = plain(before);
    let is_long = |block: &Block| words::count(&block.to_plain()) > LONG;
    if lexicon::is_group_heading(&before) || lexicon::is_aside(&before) || are_asides(items) {
        return false;
    }
    let is_prose = |block: &Block| matches!(block, Block::Paragraph { .. }) && is_long(block);
    let goes_on = after.first().is_some_and(is_long);
    // The sources of a text belong to it wherever they lead.
    if matches!(heading, Some(Block::Heading { .. })) && lexicon::is_notes_heading(&before) {
        return true;
    }
    let is_announced = before.trim_end().ends_with([':', '：']) && after.iter().any(is_prose);
    let hosts = other_hosts(items, site);
    let is_told = words::count(&before) > LONG || goes_on;
    // Under a heading of the text all its sources may be of one site.
    let is_headed = matches!(heading, Some(Block::Heading { .. })) && site.is_some();
    is_announced || hosts.len() >= if is_headed { 1 } else { SEVERAL } && (is_told || is_headed)
}

/// Words from which a paragraph is text, and the fewest other sites of a list of the text.
const LONG: usize = 7;
const SEVERAL: usize = 2;

fn are_asides(items: &[Vec<Block>]) -> bool {
    let is_aside = |item: &&Vec<Block>| item.first().is_none_or(|block| lexicon::is_aside(&block.to_plain()));
    items.iter().filter(is_aside).count() * 2 > items.len()
}

/// The other sites that most links of a list lead to; none where most stay on the site.
fn other_hosts(items: &[Vec<Block>], site: Option<&WebUrl>) -> HashSet<String> {
    let (mut hosts, mut away, mut all) = (HashSet::new(), 0, 0);
    for block in items.iter().flatten() {
        block.each_inline(&mut |text| {
            text.each_link(&mut |_, url| {
                all += 1;
                if site.is_none_or(|site| site.host_without_www() != url.host_without_www()) {
                    away += 1;
                    hosts.insert(url.host_without_www().to_owned());
                }
            });
        });
    }
    if away * 2 > all { hosts } else { HashSet::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::extract_fragment;

    fn belongs(before: &str, list: &[&str], after: &str) -> bool {
        let items: String = list
            .iter()
            .map(|url| format!("<li><a href='{url}'>A thing</a></li>"))
            .collect::<Vec<_>>()
            .concat();
        let base = WebUrl::parse("https://paper.example/a").ok();
        let body =
            extract_fragment(&format!("<p>{before}</p><ul>{items}</ul><p>{after}</p>"), base.as_ref()).0;
        let Some(Block::List { items, .. }) = body.blocks().get(1) else { return false };
        assert!(is_list(items));
        super::belongs(
            items,
            body.blocks().first(),
            body.blocks().get(2..).unwrap_or_default(),
            base.as_ref(),
        )
    }

    const GOES_ON: &str = "The river rose above its banks in the early hours.";
    const AWAY: [&str; 2] = ["https://one.example/", "https://two.example/"];
    const HERE: [&str; 2] = ["/rain", "/snow"];

    #[test]
    fn a_list_of_links_belongs_to_the_text_that_announces_it_and_goes_on() {
        assert!(belongs("What we tried:", &HERE, GOES_ON));
        assert!(!belongs("What we tried:", &HERE, "More"));
        assert!(belongs("What we tried:", &HERE, &format!("More</p><p>{GOES_ON}")));
        assert!(!belongs(GOES_ON, &HERE, GOES_ON));
        assert!(!belongs("Read more:", &HERE, GOES_ON));
    }

    #[test]
    fn a_list_of_links_to_several_other_sites_belongs_to_the_text() {
        assert!(belongs(GOES_ON, &AWAY, GOES_ON));
        assert!(!belongs(GOES_ON, &[AWAY[0], AWAY[0]], GOES_ON));
        assert!(!belongs("Related", &AWAY, GOES_ON));
    }

    #[test]
    fn the_sources_of_a_text_belong_to_it_wherever_they_lead() {
        let page = "<h2>Sources</h2><ol><li><a href='https://one.example/1'>A paper</a><li><a href='https://one.example/2'>Another</a></ol>";
        let body = extract_fragment(page, None).0;
        let [heading, Block::List { items, .. }] = body.blocks() else { unreachable!() };

        assert!(super::belongs(items, Some(heading), &[], None));
    }
}
