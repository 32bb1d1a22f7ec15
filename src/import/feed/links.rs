//! The links of an entry to related pages, besides its own address.

use crate::domain::{Comments, GroupScope, LinkGroup, Prose, RelatedLink, WebUrl};

use super::context::Context;
use super::element::Element;

/// The links of an entry: those that Atom marks as related or as its source, and its discussion.
pub fn of(
    entry: &Element,
    context: &Context,
    own: Option<&WebUrl>,
    comments: Option<&Comments>,
) -> Vec<LinkGroup> {
    let is_link = |link: &&Element| matches!(link.attribute("rel"), Some("related" | "via"));
    let links = entry.all("link").filter(is_link).filter_map(|link| {
        Some((context.resolve(link.attribute("href")?)?, link.attribute("title").and_then(Prose::non_empty)))
    });
    // The page on which a recording is played.
    let players = entry
        .all("media:group")
        .chain([entry])
        .flat_map(|group| group.all("media:content").chain([group]).flat_map(|one| one.all("media:player")));
    let players = players.filter_map(|player| Some((context.resolve(player.attribute("url")?)?, None)));
    let discussion = comments.map(|comments| (comments.url.clone(), None));
    group(links.chain(players).chain(discussion), own).into_iter().collect()
}

/// A group of links without a heading, and without the article itself.
pub fn group(
    links: impl Iterator<Item = (WebUrl, Option<Prose>)>,
    own: Option<&WebUrl>,
) -> Option<LinkGroup> {
    let mut group = LinkGroup {
        heading: Prose::default(),
        sponsored: false,
        scope: GroupScope::Story,
        links: Vec::new(),
    };
    for (url, headline) in links.filter(|(url, _)| Some(url) != own) {
        let is_known = group.links.iter().any(|link: &RelatedLink| link.url.as_ref() == Some(&url));
        let Some(headline) = headline.or_else(|| Prose::non_empty(url.as_str())).filter(|_| !is_known) else {
            continue;
        };
        group.links.push(RelatedLink { headline, url: Some(url.canonical()), caption: None, is_self: false });
    }
    Some(group).filter(|group| !group.links.is_empty())
}

#[cfg(test)]
mod tests {
    use crate::domain::Article;
    use crate::import::feed::{json_feed, tests::articles};

    fn told(article: &Article) -> Vec<(&str, &str)> {
        let links = article.related.iter().flat_map(|group| &group.links);
        links.filter_map(|link| Some((link.headline.as_str(), link.url.as_ref()?.as_str()))).collect()
    }

    #[test]
    fn related_and_via_links_of_an_entry_are_links_of_the_article() {
        let atom = "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>Rain</title><link href='https://paper.example/1'/>
            <link rel='related' title='The dam' href='https://dam.example/'/><link rel='via' href='https://list.example/9'/>
            <link rel='related' href='https://paper.example/1'/></entry></feed>";

        assert_eq!(
            told(&articles(atom)[0]),
            [("The dam", "https://dam.example/"), ("https://list.example/9", "https://list.example/9")]
        );
    }

    #[test]
    fn the_discussion_of_an_entry_is_a_link_of_the_article() {
        let rss = "<rss><channel><item><title>Rain</title><link>https://paper.example/1</link>
            <comments>https://talk.example/1</comments></item></channel></rss>";

        assert_eq!(told(&articles(rss)[0]), [("https://talk.example/1", "https://talk.example/1")]);
    }

    #[test]
    fn the_page_that_an_item_of_a_json_feed_speaks_of_is_a_link_of_the_article() {
        let json = r#"{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","url":"https://paper.example/1",
            "external_url":"https://dam.example/","title":"Rain","content_text":"It fell."}]}"#;

        let article = json_feed::read(json).unwrap().entries.remove(0).unwrap().article;

        assert_eq!(told(&article), [("https://dam.example/", "https://dam.example/")]);
    }
}
