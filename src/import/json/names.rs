//! The names of each field of an article in the JSON of newsprint and of other tools. Of several names the
//! first in its list with a value counts.

/// The headline.
pub const HEADLINE: &[&str] = &["headline", "title", "name", "story_title"];

/// The address of the article.
pub const ADDRESS: &[&str] =
    &["url", "canonical_url", "permalink", "link", "href", "external_url", "story_permalink"];

/// The id of the article at its source, where there is no GUID.
pub const GUID: &[&str] = &["id", "_id", "uuid"];

/// The summary under the headline; descriptions of feeds are often markup.
pub const STANDFIRST: &[&str] =
    &["standfirst", "summary", "subtitle", "dek", "excerpt", "description", "abstract"];

/// The authors.
pub const BYLINE: &[&str] =
    &["byline", "authors", "author", "by", "creator", "dc:creator", "published_by", "story_authors"];

/// The name of one author.
pub const AUTHOR_NAME: &[&str] = &["name", "full_name", "display_name", "title"];

/// The biography of an author.
pub const AUTHOR_BIOGRAPHY: &[&str] = &["bio", "biography", "description", "about"];

/// The publication.
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

/// The section.
pub const SECTION: &[&str] = &["section", "articleSection", "category", "desk"];

/// Keywords.
pub const TOPICS: &[&str] = &["topics", "tags", "keywords", "categories", "labels", "story_tags"];

/// The time of first publication.
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
    "story_date",
    "created_on_time",
    "created_utc",
];

/// The time of the publisher's last change.
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

/// The time at which an archive captured the article.
pub const FETCHED: &[&str] = &["fetched", "fetched_at", "captured"];

/// The language of the article.
pub const LANGUAGE: &[&str] = &["language", "lang", "locale", "inLanguage"];

/// The lead image.
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
    "story_content",
    "selftext",
    "paragraphs",
];

/// The publisher's groups of links.
pub const RELATED: &[&str] =
    &["related", "related_links", "relatedLinks", "related_articles", "links", "see_also"];

/// The heading of a group of links.
pub const GROUP_HEADING: &[&str] = &["heading", "title", "name", "label"];

/// The links of a group.
pub const GROUP_LINKS: &[&str] = &["links", "items", "articles", "stories"];

/// The headline of a link.
pub const LINK_HEADLINE: &[&str] = &["headline", "title", "text", "name"];

/// The address of a link.
pub const LINK_ADDRESS: &[&str] = &["url", "href", "link", "permalink"];

/// The address of a picture.
pub const IMAGE_ADDRESS: &[&str] = &["url", "src", "href"];

/// The credit of a picture.
pub const IMAGE_CREDIT: &[&str] = &["credit", "copyright"];

/// The list of articles of a document.
pub const LISTS: &[&str] = &[
    "articles",
    "items",
    "entries",
    "stories",
    "posts",
    "results",
    "documents",
    "data",
    "bookmarks",
    "hits",
    "children",
    "orderedItems",
    "content",
];

/// The object within an element of a list that is the article.
pub const WRAPPED: &[&str] = &["data", "object", "article", "post", "node"];

/// The object in which a server's answer holds its list.
pub const ANSWERS: &[&str] = &["data", "response", "result"];

/// Fields that only an entry of a reading list has.
pub const SAVED: &[&str] = &["is_archived", "is_starred", "savedAt", "saved_at", "time_added"];

/// The time at which an entry was saved.
pub const ADDED: &[&str] = &["time_added", "savedAt", "saved_at", "created_at"];

/// Files that come with an article.
pub const MEDIA: &[&str] = &["media", "attachments", "enclosures", "enclosure"];

/// The media type of a file.
pub const MEDIUM_TYPE: &[&str] = &["type", "mime_type", "mimeType"];

/// The size of a file.
pub const MEDIUM_BYTES: &[&str] = &["bytes", "size_in_bytes", "length", "size"];

/// The length of a recording.
pub const MEDIUM_SECONDS: &[&str] = &["seconds", "duration_in_seconds", "duration"];
