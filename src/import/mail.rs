//! E-mail messages: newsletters, and pages that a browser saved as MHTML, which have the same format.
//!
//! Only the text and the pictures in it are read; nothing that a message refers to is fetched.

mod encoded_words;
mod mail_pictures;
mod mail_text;
mod mailing_list;
mod replies;
mod saved_page;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

use data_encoding::Encoding;
use mailparse::{MailHeaderMap as _, ParsedMail};

use crate::domain::{Article, Author, Block, Body, Bookmark, Marks, Moment, Prose};
use crate::extract::{self, dates, words};

use super::document::{ImportError, ImportedArticle};
use super::pictures::Unpacked;
use super::{charset, markdown};
use mail_pictures::MailPictures;
use mailing_list::MailingList;

/// Headers at the start of messages, of which few other texts have two.
const HEADERS: &[&str] = &[
    "from",
    "date",
    "subject",
    "message-id",
    "mime-version",
    "received",
    "return-path",
    "delivered-to",
    "content-type",
    "dkim-signature",
    "list-id",
    "list-unsubscribe",
    "to",
    "x-mailer",
    "snapshot-content-location",
    "content-transfer-encoding",
];

/// Separators of a sender's name and the publication: "Ana Ruiz from The Paper".
const SENDER_SEPARATORS: &[&str] = &[" from ", " at ", " | ", " @ "];

/// Words below which a message has nothing around its text.
const FEW_WORDS: usize = 150;

/// Whether a text begins with the headers of a message.
pub fn is_mail(start: &str) -> bool {
    let mut known = 0;
    let mut is_certain = false;
    for line in start.lines().take(200).take_while(|line| !line.trim().is_empty()) {
        if line.starts_with([' ', '\t']) || line.starts_with("From ") {
            continue;
        }
        let Some((name, _)) = line.split_once(':') else { return false };
        if name.contains(' ') {
            return false;
        }
        let name = name.to_ascii_lowercase();
        known += usize::from(HEADERS.contains(&name.as_str()));
        is_certain |= matches!(name.as_str(), "mime-version" | "message-id" | "received" | "content-type");
    }
    known >= 3 || known == 2 && is_certain
}

/// Reads a message from a file. In a Maildir the name has its flags: `…:2,FS` is flagged and seen.
pub fn read_file(bytes: &[u8], file: &Path) -> Result<ImportedArticle, ImportError> {
    let mut found = read(bytes)?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    if let Some((_, flags)) = name.rsplit_once(":2,").or_else(|| name.rsplit_once(";2,")) {
        found.marks = marks(&found.article, flags.contains('S').then_some(true), flags.contains('F'));
    }
    Ok(found)
}

/// Reads a message.
pub fn read(bytes: &[u8]) -> Result<ImportedArticle, ImportError> {
    let odd = |reason| ImportError::NoArticle(format!("not an e-mail message: {reason}"));
    let message = mailparse::parse_mail(bytes).map_err(odd)?;
    let is_page = message.ctype.mimetype == "multipart/related"
        && (message.headers.get_first_value("Date").is_none()
            || message.headers.get_first_value("Snapshot-Content-Location").is_some()
            || message.headers.get_first_value("Message-ID").is_none());
    if is_page { saved_page::read(&message) } else { newsletter(&message) }
}

fn newsletter(message: &ParsedMail<'_>) -> Result<ImportedArticle, ImportError> {
    let header = |name: &str| Some(encoded_words::decoded(message.headers.get_first_header(name)?));
    let (mut article, notes) = content(message)?;
    if let Some(subject) = header("Subject").as_deref().and_then(Prose::non_empty) {
        article.headline = subject;
    }
    article.guid = header("Message-ID").and_then(|id| Prose::non_empty(id.trim().trim_matches(['<', '>'])));
    article.published =
        header("Date").and_then(|date| dates::field(&without_comment(&date), None)).or(article.published);
    let name = header("From").as_deref().and_then(sender);
    match MailingList::of(message) {
        Some(list) => list.set_list_and_sender(&mut article, name.as_deref()),
        None => name.iter().for_each(|name| set_sender(&mut article, name)),
    }
    if article.headline.is_empty() {
        article.headline = words::first_words(&article.body).unwrap_or_default();
    }
    if article.headline.is_empty() {
        return Err(ImportError::NoArticle("neither subject nor text".to_owned()));
    }
    let status = [header("Status"), header("X-Status")].into_iter().flatten().collect::<String>();
    let labels = header("X-Gmail-Labels").unwrap_or_default();
    let is_read = status.contains('R') || labels.split(',').any(|label| label == "Opened");
    let marks = marks(&article, is_read.then_some(true), status.contains('F') || labels.contains("Starred"));
    Ok(ImportedArticle { article, marks, notes, ..ImportedArticle::default() })
}

/// The marks of a message. A flagged one is a bookmark of the day it came.
fn marks(article: &Article, read: Option<bool>, is_flagged: bool) -> Marks {
    let added = article.published.map(Moment::instant).filter(|_| is_flagged);
    let bookmark = added.map(|added| Bookmark { added, note: None, tags: BTreeSet::new() });
    Marks::without_times(read, bookmark.as_ref())
}

/// The page in a message, else its words; and the message that it forwards.
fn content(message: &ParsedMail<'_>) -> Result<(Article, Vec<String>), ImportError> {
    let (mut article, mut notes) = own_content(message)?;
    let is_own = part(message, "text/html").or_else(|| part(message, "text/plain")).is_some();
    if let Some((inner, more)) =
        part(message, "message/rfc822").filter(|_| is_own).and_then(|inner| forwarded(inner).ok())
    {
        article.body.0.push(Block::Quotation { blocks: inner.body.0, attribution: None });
        notes.extend(more);
    }
    Ok((article, notes))
}

/// The text of a message itself. Its words stand in for a page without any.
fn own_content(message: &ParsedMail<'_>) -> Result<(Article, Vec<String>), ImportError> {
    let is_empty = |page: &&ParsedMail<'_>| {
        part(message, "text/plain").is_some() && extract::plain_words(&text(page)).trim().is_empty()
    };
    if let Some(page) = part(message, "text/html").filter(|page| !is_empty(page)) {
        let whole = text(page);
        let (unpacked, album) = (Unpacked::of(&whole), MailPictures::of(message, None));
        let found = |written: &str| unpacked.picture(written).or_else(|| album.picture(written));
        let html = &unpacked.html;
        let mut read = extract::extract_page(html, None, &found);
        let (body, pictures) = extract::extract_fragment_with_pictures(html, None, &found);
        if is_text_itself(&body, &read.article.body) {
            read.article.body = body;
            read.notes.extend(extract::album::attach_pictures(&mut read.article, &pictures));
        }
        replies::attribute(&mut read.article.body);
        return Ok((read.article, read.notes));
    }
    if let (None, Some(inner)) = (part(message, "text/plain"), part(message, "message/rfc822")) {
        return forwarded(inner);
    }
    let words = part(message, "text/plain")
        .ok_or_else(|| ImportError::NoArticle("a message without text".to_owned()))?;
    let is_flowed = words.ctype.params.get("format").is_some_and(|format| format == "flowed");
    let mut body = markdown::body(&mail_text::markdown(&text(words), is_flowed), None);
    replies::attribute(&mut body);
    Ok((Article { body, ..Article::default() }, Vec::new()))
}

/// The text of a forwarded message; a message within that is not read.
fn forwarded(part: &ParsedMail<'_>) -> Result<(Article, Vec<String>), ImportError> {
    let odd = |reason| ImportError::NoArticle(format!("not an e-mail message: {reason}"));
    let bytes = part.get_body_raw().map_err(odd)?;
    let inner = mailparse::parse_mail(&bytes).map_err(odd)?;
    if self::part(&inner, "text/html").or_else(|| self::part(&inner, "text/plain")).is_none() {
        return Err(ImportError::NoArticle("a message without text".to_owned()));
    }
    own_content(&inner)
}

/// Whether the whole message is the text: it is short, or the extracted article is only a part of it.
fn is_text_itself(whole: &Body, article: &Body) -> bool {
    let words = whole.word_count();
    words < FEW_WORDS || article.word_count() * 10 < words * 6
}

/// Sets the publication to the sender of a newsletter, and the author where the name has one.
fn set_sender(article: &mut Article, name: &str) {
    match SENDER_SEPARATORS.iter().find_map(|between| name.split_once(between)) {
        Some((author, paper)) if !author.trim().is_empty() => {
            if article.byline.is_empty() {
                article.byline = vec![Author::named(author)];
            }
            article.publication = Prose::non_empty(paper);
        }
        Some(_) | None => article.publication = Prose::non_empty(name),
    }
}

/// The name in "The Paper <news@paper.example>"; the site of a bare address.
fn sender(from: &str) -> Option<String> {
    let name = from.split('<').next().unwrap_or_default().trim().trim_matches('"').trim();
    if !name.is_empty() && !name.contains('@') {
        return Some(name.to_owned());
    }
    let (_, site) = from.rsplit_once('@')?;
    if let Some((_, comment)) = site.split_once('(') {
        return Some(comment.trim_end_matches([')', ' ']).to_owned()).filter(|name| !name.is_empty());
    }
    Some(site.trim_matches(['>', ' ']).to_owned()).filter(|site| !site.is_empty())
}

/// A date such as "Thu, 7 May 2020 10:30:00 +0200 (CEST)" without the name of the zone.
fn without_comment(date: &str) -> String {
    date.split('(').next().unwrap_or_default().trim().to_owned()
}

/// The first part of a type that is no attachment.
fn part<'mail>(mail: &'mail ParsedMail<'mail>, kind: &str) -> Option<&'mail ParsedMail<'mail>> {
    // Parts are nested no deeper than the parser allows.
    mail.parts().find(|part| {
        part.ctype.mimetype == kind
            && part.subparts.is_empty()
            && !matches!(part.get_content_disposition().disposition, mailparse::DispositionType::Attachment)
    })
}

fn text(part: &ParsedMail<'_>) -> String {
    let declared = part.ctype.params.get("charset").map(String::as_str);
    let bytes = part.get_body_raw().unwrap_or_else(|_odd| base64_of(part));
    charset::decode_as(&bytes, declared).into_owned()
}

/// The bytes of a part in base64 that lacks its end or has other characters among it.
fn base64_of(part: &ParsedMail<'_>) -> Vec<u8> {
    let mailparse::body::Body::Base64(body) = part.get_body_encoded() else { return Vec::new() };
    let is_digit = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    let mut digits: Vec<u8> = body.get_raw().iter().copied().filter(is_digit).collect();
    // One digit alone holds no byte.
    digits.truncate(digits.len() - usize::from(digits.len() % 4 == 1));
    LENIENT_BASE64.decode(&digits).unwrap_or_default()
}

/// Base64 without its padding, with whatever bits are left over.
static LENIENT_BASE64: LazyLock<Encoding> = LazyLock::new(|| {
    let mut specification = data_encoding::BASE64_NOPAD.specification();
    specification.check_trailing_bits = false;
    specification.encoding().unwrap_or(data_encoding::BASE64_NOPAD)
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::pictures;

    const PAGE: &str = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://paper.example/rain\r\nSubject: Rain\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"--b\"\r\n\r\n----b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: https://paper.example/rain?utm_source=3Dx\r\n\r\n<html><head><meta charset=3Dutf-8><title>Caf=C3=A9s flooded</title></head><body><h1>Caf=C3=A9s flooded</h1><p>The river rose above its banks in the early hours of the morning, said the mayor, and all the caf=C3=A9s along it stood under water.</p></body></html>\r\n----b\r\nContent-Type: image/png\r\n\r\nx\r\n----b--\r\n";

    #[test]
    fn a_page_saved_as_a_message_is_that_page() {
        assert!(is_mail(PAGE));

        let article = read(PAGE.as_bytes()).unwrap().article;

        assert_eq!(article.headline.as_str(), "Cafés flooded");
        assert!(article.body.to_plain().contains("all the cafés along it"));
        assert_eq!(article.url.unwrap().host_without_www(), "paper.example");
    }

    #[test]
    fn pictures_come_with_the_page_by_their_place_and_by_their_name() {
        let text =
            "The river rose above its banks in the early hours, said the mayor of the town. ".repeat(8);
        let picture = |headers: &str, grey| {
            let written = data_encoding::BASE64.encode(&pictures::tests::png(grey));
            format!(
                "----b\r\nContent-Type: image/png\r\n{headers}\r\nContent-Transfer-Encoding: base64\r\n\r\n{written}\r\n"
            )
        };
        let html = format!(
            "<h1>Rain</h1><p>{text}</p><img src=\"/r.png\"><p>{text}</p><img src=\"cid:two@x\"><p>{text}</p>"
        );
        let mail = format!(
            "Snapshot-Content-Location: https://paper.example/rain\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"--b\"\r\n\r\n----b\r\nContent-Type: text/html\r\n\r\n{html}\r\n{}{}----b--\r\n",
            picture("Content-Location: https://paper.example/r.png", 1),
            picture("Content-ID: <two@x>", 2),
        );

        let article = read(mail.as_bytes()).unwrap().article;

        let greys: Vec<_> =
            article.pictures().iter().map(|picture| picture.bytes().map(<[u8]>::to_vec)).collect();
        assert_eq!(greys, [Some(pictures::tests::png(1)), Some(pictures::tests::png(2))]);
    }

    fn told(parts: &[(&str, &str)]) -> String {
        let parts: Vec<String> = parts
            .iter()
            .map(|(headers, words)| format!("--b\nContent-Type: {headers}\n\n{words}\n"))
            .collect();
        let mail = format!(
            "From: a@paper.example\nSubject: Rain\nMessage-ID: <1@x>\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n{}--b--\n",
            parts.concat()
        );
        read(mail.as_bytes()).unwrap().article.body.to_plain()
    }

    #[test]
    fn the_words_of_a_message_stand_in_for_a_page_without_any() {
        assert_eq!(
            told(&[("text/plain", "Rain fell."), ("text/html", "<html><body></body></html>")]),
            "Rain fell."
        );
        assert_eq!(told(&[("text/plain", "Rain."), ("text/html", "<p>Rain fell.</p>")]), "Rain fell.");
    }

    #[test]
    fn a_message_that_is_forwarded_with_words_stands_below_them() {
        let inner = "From: b@paper.example\nSubject: Sun\n\nSun shone.";

        assert_eq!(
            told(&[("text/plain", "See below."), ("message/rfc822", inner)]),
            "See below.\nSun shone."
        );
    }

    #[test]
    fn base64_is_read_without_its_end() {
        let headers = "text/plain\nContent-Transfer-Encoding: base64";

        assert_eq!(told(&[(headers, "UmFpbiBmZWxsIG9uIGl0")]), "Rain fell on it");
        assert_eq!(told(&[(headers, "UmFpbiBmZWxs")]), told(&[(headers, "UmFpbi!BmZWxs")]));
        assert_eq!(told(&[(headers, "UmFpbiBmZWxsLg")]), "Rain fell.");
    }

    #[test]
    fn a_newsletter_has_its_publication_and_date() {
        let mail = "Received: x\nFrom: =?utf-8?q?Ana_Ruiz_from_The_Paper?= <ana@paper.example>\nDate: Thu, 7 May 2020 10:30:00 +0200 (CEST)\nSubject: Rain\n again\nMessage-ID: <1@paper.example>\nContent-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\nCaf=E9s are closed.\n\nMore tomorrow.\n";

        let article = serde_json::to_value(read(mail.as_bytes()).unwrap().article).unwrap();

        assert_eq!(
            article,
            serde_json::json!({
                "guid": "1@paper.example", "headline": "Rain again", "byline": [{"name": "Ana Ruiz"}],
                "publication": "The Paper", "published": "2020-05-07T10:30:00+02:00",
                "body": [{"type": "paragraph", "text": "Cafés are closed."}, {"type": "paragraph", "text": "More tomorrow."}],
            })
        );
    }

    #[test]
    fn a_message_of_a_mailing_list_has_list_author_and_replied_message() {
        let mail = "From: Ana Ruiz via talk <talk@lists.example>\nDate: Thu, 7 May 2020 10:30:00 +0200\nSubject: Re: [talk] Rain\n again\nMessage-ID: <2@lists.example>\nIn-Reply-To: <1@lists.example>\nList-Id: Talk of the town <talk.lists.example>\nList-Post: <mailto:talk@lists.example>\nStatus: RO\nX-Status: F\n\nOn Wed, 6 May 2020, Bo wrote:\n\n> Does it rain?\n\nIt does.\n-- \nAna\n";

        let found = read(mail.as_bytes()).unwrap();

        assert_eq!(
            serde_json::to_value(&found.article).unwrap(),
            serde_json::json!({
                "guid": "2@lists.example", "headline": "Re: Rain again", "byline": [{"name": "Ana Ruiz"}],
                "publication": "Talk of the town", "published": "2020-05-07T10:30:00+02:00",
                "body": [
                    {"type": "quotation", "blocks": [{"type": "paragraph", "text": "Does it rain?"}], "attribution": "On Wed, 6 May 2020, Bo wrote"},
                    {"type": "paragraph", "text": "It does."}, {"type": "rule"}, {"type": "paragraph", "text": "Ana"}
                ],
                "related": [{"heading": "In reply to", "links": [{"headline": "Rain again"}]}],
            })
        );
        assert_eq!((found.marks.read(), found.marks.bookmark().is_some()), (Some(true), true));
    }

    #[test]
    fn a_newsletter_with_a_list_nobody_posts_to_is_its_senders() {
        let mail = "From: The Paper <news@paper.example>\nSubject: Rain\nList-Id: <123.mailer.example>\nList-Post: NO\nList-Unsubscribe: <https://paper.example/u>\n\nIt rained.\n";

        let article = read(mail.as_bytes()).unwrap().article;

        assert_eq!(article.publication, Some("The Paper".into()));
    }

    #[test]
    fn the_flags_in_a_maildir_file_name_become_marks() {
        let mail = "From: Ana\nDate: Thu, 7 May 2020 10:30:00 +0200\nSubject: Rain\nMessage-ID: <1@x>\n\nIt rained.\n";

        let seen = read_file(mail.as_bytes(), Path::new("cur/158.M1P2.host:2,FS")).unwrap().marks;

        assert_eq!((seen.read(), seen.bookmark().is_some()), (Some(true), true));
        assert!(read_file(mail.as_bytes(), Path::new("new/158.M1P2.host")).unwrap().marks.is_empty());
    }

    #[test]
    fn a_text_with_colons_is_no_message() {
        assert!(!is_mail("Note: the river rose.\n\nRain fell."));
        assert!(!is_mail("From: the river\nto the sea"));
    }
}
