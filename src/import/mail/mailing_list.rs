//! Mailing lists: the list is the publication, the sender the author, and a reply links to the message it
//! answers.

use mailparse::{MailHeaderMap as _, ParsedMail};

use crate::domain::{Article, Author, GroupScope, LinkGroup, Prose, RelatedLink};

/// Prefixes of the subject of a reply, in the languages of mail programs.
const REPLY: &[&str] = &["re:", "aw:", "sv:", "antw:", "odp:", "rif:", "res:", "rv:"];

/// A mailing list.
pub struct MailingList {
    name: String,
    /// Whether the message is a reply.
    is_reply: bool,
}

impl MailingList {
    /// The list that a message was sent to; `None` for a newsletter, to which only its sender may write.
    pub fn of(message: &ParsedMail<'_>) -> Option<Self> {
        let header = |name: &str| message.headers.get_first_value(name);
        header("List-Post").filter(|post| post.contains("mailto:"))?;
        let id = header("List-Id")?;
        let (phrase, id) = id.split_once('<').unwrap_or(("", &id));
        let phrase = phrase.trim().trim_matches('"').trim();
        let label = id.trim_end_matches(['>', ' ']).split('.').next().unwrap_or_default();
        let name = if phrase.is_empty() { label } else { phrase };
        let is_reply = header("In-Reply-To").or_else(|| header("References")).is_some();
        (!name.is_empty()).then(|| Self { name: name.to_owned(), is_reply })
    }

    /// Sets the publication and author, the subject without the tag of the list, and the link to the answered
    /// message.
    pub fn set_list_and_sender(&self, article: &mut Article, sender: Option<&str>) {
        article.publication = Prose::non_empty(&self.name);
        if let Some(sender) = sender {
            let author = sender.split_once(" via ").map_or(sender, |(author, _)| author);
            article.byline = vec![Author::named(author)];
        }
        let (replies, subject) = parted(article.headline.as_str());
        let headline = Prose::trimmed(subject);
        if headline.is_empty() {
            return;
        }
        article.headline =
            if replies { Prose::trimmed(&format!("Re: {headline}")) } else { headline.clone() };
        if self.is_reply && replies {
            let link = RelatedLink { headline, url: None, caption: None, is_self: false };
            let scope = GroupScope::Story;
            article.related.push(LinkGroup {
                heading: "In reply to".into(),
                sponsored: false,
                scope,
                links: vec![link],
            });
        }
    }
}

/// Whether a subject is that of a reply, and the subject without its prefix and the tag of the list.
fn parted(subject: &str) -> (bool, &str) {
    let (mut rest, mut replies) = (subject.trim(), false);
    loop {
        let begins =
            |start: &&&str| rest.get(..start.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(start));
        let after_reply = REPLY.iter().find(begins).and_then(|start| rest.get(start.len()..));
        let after_tag = || rest.strip_prefix('[')?.split_once(']').map(|(_, after)| after);
        match after_reply {
            Some(after) => (rest, replies) = (after.trim_start(), true),
            None => match after_tag().map(str::trim_start).filter(|after| !after.is_empty()) {
                Some(after) => rest = after,
                None => return (replies, rest),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_is_what_is_talked_about() {
        assert_eq!(parted("AW: Re: [town] Rain [again]"), (true, "Rain [again]"));
        assert_eq!(parted("[town] [PATCH 1/2] Rain"), (false, "Rain"));
        assert_eq!(parted("[town]"), (false, "[town]"));
        assert_eq!(parted("Öre: x"), (false, "Öre: x"));
    }
}
