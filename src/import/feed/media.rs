//! The media of an entry: its largest picture, its files, and its discussion.

use crate::domain::{Block, Comments, Enclosure, Figure, Inline, Prose, Text, WebUrl};

use super::content;
use super::context::Context;
use super::element::Element;

/// The lead image of the entry, where it has one.
pub fn lead_image<'entry>(entry: &'entry Element, context: &Context, has_text: bool) -> Option<Figure> {
    let groups: Vec<&'entry Element> = entry.all("media:group").chain([entry]).collect();
    let contents = groups.iter().flat_map(|group| group.all("media:content").filter(|one| is_picture(one)));
    let largest = contents.max_by_key(|one| (width(one), std::cmp::Reverse(one.attributes.len())));
    let films = groups.iter().flat_map(|group| group.all("media:content"));
    let thumbnails = |places: &[&'entry Element]| -> Vec<&'entry Element> {
        places.iter().flat_map(|place| place.all("media:thumbnail")).collect()
    };
    let thumbnail = thumbnails(&groups).into_iter().max_by_key(|one| width(one));
    let thumbnail = thumbnail.or_else(|| thumbnails(&films.collect::<Vec<_>>()).into_iter().next());
    let enclosure = || entry.all("enclosure").find(|one| is_picture(one));
    let link =
        || entry.all("link").find(|link| link.attribute("rel") == Some("enclosure") && is_picture(link));
    let found = largest
        .or_else(enclosure)
        .or_else(link)
        .or(thumbnail)
        .or_else(|| entry.all("itunes:image").next())
        .or_else(|| entry.all("image").next())?;
    let address = found.attribute("url").or_else(|| found.attribute("href")).map(str::to_owned);
    let address = address.or_else(|| Some(found.first(&["url"])?.text())).filter(|text| !text.is_empty())?;
    let words = |element: Option<&Element>| element.and_then(|element| content::words(element, false));
    let around = |name: &str| found.first(&[name]).or_else(|| groups.first()?.first(&[name]));
    // The description of a media group is the text of an entry that has no other.
    let caption = if has_text { around("media:description") } else { found.first(&["media:description"]) };
    Some(Figure {
        url: Some(context.resolve(&address)?),
        alt: words(around("media:title")),
        caption: words(caption).map(|caption| Text::plain(caption.as_str())),
        credit: words(around("media:credit")),
        ..Figure::default()
    })
}

/// The media type of a player in Flash, which nothing plays any more.
const FLASH: &str = "application/x-shockwave-flash";

/// The media type of a video of unknown format.
const SOME_VIDEO: &str = "video/*";

/// The files of an entry, each once: enclosures, media elements, and the podcast elements about them. A player in
/// Flash is no file: the page of the entry, or the one that the feed names for it, is where its video is.
pub fn of(entry: &Element, context: &Context, page: Option<&WebUrl>) -> Vec<Enclosure> {
    let is_enclosure = |link: &&Element| link.attribute("rel") == Some("enclosure");
    let enclosures = entry.all("enclosure").chain(entry.all("link").filter(is_enclosure));
    let groups = || entry.all("media:group").chain([entry]);
    let contents = groups().flat_map(|group| group.all("media:content")).filter(|one| !is_picture(one));
    let contents = contents.chain(entry.all("content").filter(|content| is_file(content)));
    let beside = entry.all("podcast:transcript").chain(entry.all("podcast:chapters"));
    let player = || {
        let players = groups().flat_map(|group| group.all("media:content").chain([group]));
        let mut players = players.flat_map(|one| one.all("media:player"));
        players.find_map(|player| context.resolve(player.attribute("url")?)).or_else(|| page.cloned())
    };
    let mut media: Vec<Enclosure> = Vec::new();
    for mut file in enclosures.chain(contents).chain(beside).filter_map(|file| medium(file, context)) {
        if file.kind.as_ref().is_some_and(|kind| kind.as_str() == FLASH)
            && let Some(page) = player()
        {
            (file.url, file.kind) = (page, Some(SOME_VIDEO.into()));
        }
        match media.iter_mut().find(|known| known.url == file.url) {
            Some(known) => join(known, file),
            None => media.push(file),
        }
    }
    let episode = || entry.first(&["itunes:duration"]).and_then(|told| seconds(&told.text()));
    if let Some(recording) = media.iter_mut().find(|file| file.is_audio() || file.is_video()) {
        recording.seconds = recording.seconds.or_else(episode);
    }
    media
}

/// The enclosures that are no files of the web, as lines of the text: a magnet link, a stream.
pub fn elsewhere(entry: &Element) -> Vec<Block> {
    let is_enclosure = |link: &&Element| link.attribute("rel") == Some("enclosure");
    let enclosures = entry.all("enclosure").chain(entry.all("link").filter(is_enclosure));
    let addresses = enclosures.filter_map(|file| file.attribute("url").or_else(|| file.attribute("href")));
    let mut lines: Vec<Block> = Vec::new();
    for address in addresses.map(str::trim).filter(|address| is_elsewhere(address)) {
        let line = Block::Paragraph { text: Text::plain(address) };
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines
}

/// Whether an address has a scheme that a program besides the browser opens.
fn is_elsewhere(address: &str) -> bool {
    let Some((scheme, rest)) = address.split_once(':') else { return false };
    !rest.is_empty()
        && address.len() <= LONGEST_ADDRESS
        && ELSEWHERE.iter().any(|known| scheme.eq_ignore_ascii_case(known))
}

/// Schemes of files that are no pages.
const ELSEWHERE: &[&str] =
    &["magnet", "ed2k", "ftp", "ftps", "sftp", "rtsp", "rtmp", "mms", "ipfs", "ipns", "gemini", "torrent"];

/// Most bytes of an address; a magnet link names its trackers.
const LONGEST_ADDRESS: usize = 8 << 10;

/// The descriptions that may stand in for a missing text: of media groups, of the entry, and of each
/// recording.
pub fn described(entry: &Element) -> impl Iterator<Item = &Element> {
    let groups = || entry.all("media:group").chain([entry]);
    let recordings = groups().flat_map(|group| group.all("media:content")).filter(|one| !is_picture(one));
    groups().chain(recordings)
}

fn medium(file: &Element, context: &Context) -> Option<Enclosure> {
    let address = ["url", "href", "src"].iter().find_map(|name| file.attribute(name))?;
    let image = file.all("media:thumbnail").find_map(|image| context.resolve(image.attribute("url")?));
    Some(Enclosure {
        kind: file.attribute("type").and_then(Prose::non_empty),
        bytes: ["length", "filesize"].iter().find_map(|name| bytes(file.attribute(name)?)),
        seconds: file.attribute("duration").and_then(seconds),
        title: file
            .attribute("title")
            .and_then(Prose::non_empty)
            .or_else(|| content::words(file.first(&["media:title"])?, false)),
        image,
        ..Enclosure::at(context.resolve(address)?)
    })
}

/// Merges what another element has about the same file.
fn join(known: &mut Enclosure, other: Enclosure) {
    known.kind = known.kind.take().or(other.kind);
    known.bytes = known.bytes.or(other.bytes);
    known.seconds = known.seconds.or(other.seconds);
    known.title = known.title.take().or(other.title);
    known.image = known.image.take().or(other.image);
}

/// A size with separators between the thousands; `None` for a placeholder of 0 or 1.
fn bytes(written: &str) -> Option<u64> {
    let digits: String =
        written.chars().filter(|digit| !matches!(digit, ',' | '.' | ' ' | '\u{a0}')).collect();
    digits.parse().ok().filter(|bytes| *bytes > 1)
}

/// A duration in seconds: "3723", "62:03", "1:02:03", "1h 2m 3s" or "PT1H2M3S".
pub fn seconds(written: &str) -> Option<u64> {
    let written = written.trim().to_ascii_lowercase();
    let seconds = if written.contains(['h', 'm', 's']) {
        in_units(written.trim_start_matches("pt"))?
    } else {
        let parts = written.split('.').next()?.split(':').map(|part| part.trim().parse().ok());
        let parts = parts.collect::<Option<Vec<u64>>>().filter(|parts| parts.len() <= 3)?;
        parts.iter().try_fold(0_u64, |sum, part| sum.checked_mul(60)?.checked_add(*part))?
    };
    (seconds > 0).then_some(seconds)
}

/// The seconds of numbers with units, such as "1h 2m 3s".
fn in_units(written: &str) -> Option<u64> {
    let parts = written.split_inclusive(['h', 'm', 's']).map(str::trim).filter(|part| !part.is_empty());
    parts.into_iter().try_fold(0_u64, |sum, part| {
        let (number, unit) = part.split_at(part.len() - 1);
        let number: u64 = number.split('.').next()?.trim().parse().ok()?;
        let unit = match unit {
            "h" => 3_600,
            "m" => 60,
            "s" => 1,
            _ => return None,
        };
        sum.checked_add(number.checked_mul(unit)?)
    })
}

/// The discussion of an entry: its address and the number of comments.
pub fn comments(entry: &Element, context: &Context) -> Option<Comments> {
    let replies = || entry.all("link").filter(|link| link.attribute("rel") == Some("replies"));
    let is_page = |link: &&Element| link.attribute("type").is_none_or(|kind| kind.contains("html"));
    let link = replies().find(is_page).or_else(|| replies().next());
    let written = entry.first(&["comments"]).map(|comments| comments.text().trim().to_owned());
    let address = written.or_else(|| link?.attribute("href").map(str::to_owned));
    let address = address.or_else(|| Some(entry.first(&["wfw:comment", "wfw:commentrss"])?.text()))?;
    let told = entry.first(&["slash:comments", "thr:total"]).map(Element::text);
    let told = told.or_else(|| link?.attribute("thr:count").map(str::to_owned));
    Some(Comments {
        url: context.resolve(address.trim())?,
        count: told.and_then(|told| told.trim().parse().ok()),
    })
}

/// Links to recordings, each in a paragraph of its own; other programs open them. The page of the entry is none.
pub fn recordings(media: &[Enclosure], page: Option<&WebUrl>) -> Vec<Block> {
    let is_recording = |file: &&Enclosure| (file.is_audio() || file.is_video()) && Some(&file.url) != page;
    media.iter().filter(is_recording).map(|file| recording(file.url.clone())).collect()
}

/// A link named by the last part of its address.
fn recording(url: WebUrl) -> Block {
    let path = url.as_str().split(['?', '#']).next().unwrap_or_default();
    let name = path.rsplit('/').find(|part| !part.is_empty()).unwrap_or(path);
    let text = Text(vec![Inline::Plain(Prose::trimmed(name))]);
    Block::Paragraph { text: Text(vec![Inline::Link { text, url }]) }
}

/// Whether the content of an entry is a file at an address, and no page.
fn is_file(content: &Element) -> bool {
    let is_read = |kind: &str| kind.contains("html") || kind.starts_with("text/") || kind == "text";
    content.attribute("src").is_some() && content.attribute("type").is_some_and(|kind| !is_read(kind))
}

fn is_picture(element: &Element) -> bool {
    let kind = element.attribute("type").or_else(|| element.attribute("medium"));
    kind.map_or_else(|| has_ending_of_picture(element), |kind| kind.starts_with("image"))
}

fn has_ending_of_picture(element: &Element) -> bool {
    let address = element.attribute("url").or_else(|| element.attribute("href")).unwrap_or_default();
    let path = address.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    [".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"].iter().any(|ending| path.ends_with(ending))
}

fn width(element: &Element) -> u32 {
    element.attribute("width").and_then(|width| width.parse().ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::seconds;
    use crate::domain::{Article, Comments, Enclosure, WebUrl};
    use crate::import::feed::tests::articles;

    fn entry(elements: &str) -> Article {
        let item = format!("<item><title>Rain</title><description>It fell.</description>{elements}</item>");
        articles(&format!("<rss><channel>{item}</channel></rss>")).remove(0)
    }

    fn at(path: &str, kind: &str) -> Enclosure {
        let url = WebUrl::parse(&format!("https://pod.example/{path}")).unwrap();
        Enclosure { kind: (!kind.is_empty()).then(|| kind.into()), ..Enclosure::at(url) }
    }

    #[test]
    fn a_player_in_flash_is_a_video_at_the_page_of_its_entry() {
        let flash = "<media:group><media:content url='https://tube.example/v/7?version=3' duration='60'
            type='application/x-shockwave-flash'/>";
        let link = "<link>https://tube.example/watch?v=7</link>";

        let article = entry(&format!("{link}{flash}</media:group>"));
        let watched = |path: &str| {
            let url = WebUrl::parse(&format!("https://tube.example/{path}")).unwrap();
            Enclosure { seconds: Some(60), kind: Some("video/*".into()), ..Enclosure::at(url) }
        };
        assert_eq!(article.media, [watched("watch?v=7")]);
        assert!(article.media[0].is_video());
        assert_eq!(article.body.to_plain(), "It fell.", "the page of the entry is not linked in it");

        let player = "<media:player url='https://tube.example/play/7'/></media:group>";
        assert_eq!(entry(&format!("{link}{flash}{player}")).media, [watched("play/7")]);
        let nowhere = &entry(&format!("{flash}</media:group>")).media[0];
        assert_eq!(nowhere.url.as_str(), "https://tube.example/v/7?version=3");
    }

    #[test]
    fn an_enclosure_of_any_kind_is_kept_with_its_size_and_the_length_of_the_episode() {
        let article = entry(
            "<enclosure url='https://pod.example/1.mp3' type='audio/mpeg' length='5,242,880'/><itunes:duration>1:02:03</itunes:duration>
            <enclosure url='https://pod.example/notes.pdf' type='application/pdf' length='0'/><enclosure url='https://pod.example/data'/>",
        );

        let episode = Enclosure { bytes: Some(5_242_880), seconds: Some(3_723), ..at("1.mp3", "audio/mpeg") };
        assert_eq!(article.media, [episode, at("notes.pdf", "application/pdf"), at("data", "")]);
    }

    #[test]
    fn an_enclosure_that_no_browser_opens_is_a_line_of_the_text() {
        let address = "magnet:?xt=urn:btih:c12fe1c06bba254a9dc9f519b335aa7c1367a88a";
        let told = entry(&format!(
            "<enclosure url='{address}' type='application/x-bittorrent'/><enclosure url='javascript:x()'/>"
        ));

        assert_eq!((told.body.to_plain(), told.media.len()), (format!("It fell.\n{address}"), 0));
    }

    #[test]
    fn a_film_of_a_group_is_kept_with_its_title_and_its_picture() {
        let article = entry(
            "<media:group><media:content url='https://pod.example/1.mp4' type='video/mp4' duration='312'>
            <media:title>The flood</media:title><media:thumbnail url='https://pod.example/1.jpg'/></media:content></media:group>",
        );

        let image = WebUrl::parse("https://pod.example/1.jpg").ok();
        let film = Enclosure {
            seconds: Some(312),
            title: Some("The flood".into()),
            image,
            ..at("1.mp4", "video/mp4")
        };
        assert_eq!(article.media, [film]);
    }

    #[test]
    fn a_file_listed_twice_is_merged_from_both() {
        let article = entry(
            "<enclosure url='https://pod.example/1.mp3' type='audio/mpeg'/>
            <media:content url='https://pod.example/1.mp3' fileSize='900000' duration='60'/>",
        );

        assert_eq!(
            article.media,
            [Enclosure { bytes: Some(900_000), seconds: Some(60), ..at("1.mp3", "audio/mpeg") }]
        );
    }

    #[test]
    fn transcript_and_chapters_of_a_podcast_are_kept_beside_the_episode() {
        let article = entry(
            "<podcast:transcript url='https://pod.example/1.vtt' type='text/vtt'/>
            <podcast:chapters url='https://pod.example/1.json' type='application/json+chapters'/>",
        );

        assert_eq!(article.media, [at("1.vtt", "text/vtt"), at("1.json", "application/json+chapters")]);
    }

    #[test]
    fn a_length_is_read_as_podcasts_write_it() {
        assert_eq!(
            ["3723", "62:03", "1:02:03", "3723.4", " 1:02:03 ", "1h 2m 3s", "PT1H2M3.5S"].map(seconds),
            [Some(3_723); 7]
        );
        assert_eq!(
            ["", "0", "1:2:3:4", "an hour", "99999999999999999999", "99999999999999999h"].map(seconds),
            [None; 6]
        );
    }

    #[test]
    fn a_discussion_is_known_in_each_of_its_forms() {
        let talk =
            |count| Some(Comments { url: WebUrl::parse("https://paper.example/1#talk").unwrap(), count });

        let rss = "<comments>https://paper.example/1#talk</comments><slash:comments>12</slash:comments>";
        assert_eq!(entry(rss).comments, talk(Some(12)));
        assert_eq!(entry("<wfw:comment>https://paper.example/1#talk</wfw:comment>").comments, talk(None));
        let atom = "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:thr='http://purl.org/syndication/thread/1.0'><entry><title>Rain</title>
            <link rel='replies' type='application/atom+xml' href='https://paper.example/1.atom'/>
            <link rel='replies' type='text/html' href='https://paper.example/1#talk' thr:count='3'/></entry></feed>";
        assert_eq!(articles(atom)[0].comments, talk(Some(3)));
    }
}
