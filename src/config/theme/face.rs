//! The faces: the roles of the screen's parts, each of which a theme gives a style.
//!
//! Knows no colour. A new face is one line here and one line in each theme that stands alone.

macro_rules! faces {
    ($($face:ident $name:literal $about:literal,)+) => {
        /// The role of a part of the screen, to which a theme gives a style.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Face {
            $(#[doc = $about] $face,)+
        }

        impl Face {
            /// All faces.
            pub const ALL: &[Self] = &[$(Self::$face),+];

            /// The name used in themes.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$face => $name,)+
                }
            }
        }
    };
}

faces! {
    Text "text" "Running text, and the ground everything else stands on.",
    Faint "faint" "What may be overlooked.",
    Headline "headline" "The headline over an article and in the list.",
    Standfirst "standfirst" "The summary under the headline.",
    Byline "byline" "Who wrote it, when, how long it takes.",
    Heading "heading" "A heading of the first two levels within an article, or over a group of links.",
    Heading3 "heading-3" "A heading of the third level.",
    Heading4 "heading-4" "A heading of the fourth level and below.",
    HeadingRule "heading-rule" "The rule under a headline, and under a heading of the first level.",
    Strong "strong" "Words of strong importance.",
    Emphasis "emphasis" "Words that are stressed.",
    Deleted "deleted" "Words that were taken back.",
    Quotation "quotation" "The words of a quotation.",
    QuotationBar "quotation-bar" "The bar beside a quotation.",
    PullQuote "pull-quote" "A quotation pulled out of the text.",
    Attribution "attribution" "Whose words a quotation gives, and whose picture a figure shows.",
    Code "code" "Code within a line.",
    CodeBlock "code-block" "A line of code.",
    CodeComment "code-comment" "A comment within code.",
    CodeString "code-string" "A string within code.",
    CodeNumber "code-number" "A number within code.",
    CodeKeyword "code-keyword" "A keyword within code.",
    Caption "caption" "The caption of a figure.",
    Link "link" "A link in the text.",
    LinkCached "link-cached" "A link whose article is in the cache.",
    LinkOutside "link-outside" "A link that leads out of the cache.",
    LinkSelected "link-selected" "The link that Enter opens.",
    TableHead "table-head" "A cell that names a column.",
    TableRule "table-rule" "The lines of a table, and rules between blocks.",
    ListMarker "list-marker" "The bullet or number of a list item.",
    Highlight "highlight" "A passage that the person marked in the text.",
    Match "match" "Words that were searched for.",
    MatchCurrent "match-current" "The match the search stands on.",
    Border "border" "The border of a pane.",
    BorderFocused "border-focused" "The border of the pane that has the focus.",
    Title "title" "The title of a pane.",
    TitleFocused "title-focused" "The title of the pane that has the focus.",
    Selected "selected" "The marker bar of the selected row.",
    SelectedRow "selected-row" "The ground of the selected row; patched onto what stands there.",
    Unread "unread" "The sign and headline of an unread article.",
    Read "read" "The headline of an article that was read.",
    Day "day" "The day over the articles of a list.",
    Tag "tag" "A tag of an article.",
    Note "note" "The person's note on an article.",
    Media "media" "The sign and length of a recording or a film.",
    Bookmark "bookmark" "The sign of a bookmark.",
    Field "field" "The ground of a line that is typed into.",
    Behind "behind" "What lies behind an overlay.",
    Status "status" "The line that tells what happened.",
    Hint "hint" "What can be done here.",
    Key "key" "A key in hints and help.",
    Error "error" "What went wrong.",
    Breadcrumb "breadcrumb" "The way that led here.",
}
