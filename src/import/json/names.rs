//! The names under which newsprint and other tools write each field of an article as JSON. Where several are
//! there, the first in its list that has a value counts.

/// The headline.
pub const HEADLINE: &[&str] = &["headline", "title", "name"];

/// Where the article is read.
pub const ADDRESS: &[&str] = &["url", "canonical_url", "permalink", "link", "href", "external_url"];

/// What the source knows the article by, where nothing claims to be its GUID.
pub const GUID: &[&str] = &["id", "_id", "uuid"];

/// The summary under the headline; descriptions of feeds are often markup.
pub const STANDFIRST: &[&str] =
    &["standfirst", "summary", "subtitle", "dek", "excerpt", "description", "abstract"];

/// Who wrote it.
pub const BYLINE: &[&str] = &["byline", "authors", "author", "by", "creator", "dc:creator", "published_by"];

/// The name of one author.
pub const AUTHOR_NAME: &[&str] = &["name", "full_name", "display_name", "title"];

/// A line or two about one author.
pub const AUTHOR_BIOGRAPHY: &[&str] = &["bio", "biography", "description", "about"];

/// The paper.
pub const PUBLICATION: &[&str] = &[
    "publication",
    "site",
    "site_name",
    "siteName",
    "publisher",
    "source",
    "paper",
    "newspaper",
    "feed_title",
    "feed",
    "domain_name",
];

/// The paper's own division.
pub const SECTION: &[&str] = &["section", "articleSection", "category", "desk"];

/// Keywords.
pub const TOPICS: &[&str] = &["topics", "tags", "keywords", "categories", "labels"];

/// When it was first published.
pub const PUBLISHED: &[&str] = &[
    "published",
    "published_at",
    "publishedAt",
    "publishedTime",
    "published_time",
    "date_published",
    "datePublished",
    "publication_date",
    "pubDate",
    "pubdate",
    "pub_date",
    "published_date",
    "publish_date",
    "date",
    "created_at",
    "created",
    "timestamp",
];

/// When the publisher last changed it.
pub const UPDATED: &[&str] = &[
    "updated",
    "updated_at",
    "updatedAt",
    "date_modified",
    "dateModified",
    "modified",
    "modified_at",
    "last_modified",
    "lastmod",
];

/// When an archive captured it.
pub const FETCHED: &[&str] = &["fetched", "fetched_at", "captured"];

/// The language it is written in.
pub const LANGUAGE: &[&str] = &["language", "lang", "locale", "inLanguage"];

/// The picture above the text.
pub const LEAD_IMAGE: &[&str] = &[
    "lead_image",
    "lead_image_url",
    "image",
    "image_url",
    "imageUrl",
    "top_image",
    "thumbnail",
    "banner_image",
    "cover",
    "featured_image",
    "feature_image",
    "urlToImage",
    "og_image",
    "preview_picture",
];

/// The text, the surest name first.
pub const TEXT: &[&str] = &[
    "body",
    "body_html",
    "body_markdown",
    "content_html",
    "content_markdown",
    "content_text",
    "content",
    "html",
    "markdown",
    "text",
    "article_text",
    "articleBody",
    "full_text",
    "fullText",
    "paragraphs",
];

/// The publisher's groups of links.
pub const RELATED: &[&str] =
    &["related", "related_links", "relatedLinks", "related_articles", "links", "see_also"];

/// What a group of links is called.
pub const GROUP_HEADING: &[&str] = &["heading", "title", "name", "label"];

/// The links of a group.
pub const GROUP_LINKS: &[&str] = &["links", "items", "articles", "stories"];

/// What a link is called.
pub const LINK_HEADLINE: &[&str] = &["headline", "title", "text", "name"];

/// Where a link leads.
pub const LINK_ADDRESS: &[&str] = &["url", "href", "link", "permalink"];

/// Where a picture is.
pub const IMAGE_ADDRESS: &[&str] = &["url", "src", "href"];

/// Who made a picture.
pub const IMAGE_CREDIT: &[&str] = &["credit", "copyright"];

/// A list of articles that a document consists of.
pub const LISTS: &[&str] =
    &["articles", "items", "entries", "stories", "posts", "results", "documents", "data", "bookmarks"];

/// Fields that only an entry of a reading list has.
pub const SAVED: &[&str] = &["is_archived", "is_starred", "savedAt", "saved_at", "time_added"];

/// When an entry was saved.
pub const ADDED: &[&str] = &["time_added", "savedAt", "saved_at", "created_at"];

/// Files that come with an article.
pub const MEDIA: &[&str] = &["media", "attachments", "enclosures", "enclosure"];

/// The media type of a file.
pub const MEDIUM_TYPE: &[&str] = &["type", "mime_type", "mimeType"];

/// The size of a file.
pub const MEDIUM_BYTES: &[&str] = &["bytes", "size_in_bytes", "length", "size"];

/// The length of a recording.
pub const MEDIUM_SECONDS: &[&str] = &["seconds", "duration_in_seconds", "duration"];
