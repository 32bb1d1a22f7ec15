//! The table of all actions, one line each: variant, name and help stand together, under their group.
//!
//! The table makes the types, the names and the help, so that an action cannot lack any of them.

macro_rules! actions {
    ($($(#[$about:meta])* $group:ident $title:literal {
        $($action:ident $name:literal $help:literal,)+
    })+) => {
        /// The parts of the help screen.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum ActionGroup {
            $($(#[$about])* $group,)+
        }

        impl ActionGroup {
            /// All groups in the order of the help screen.
            pub const ALL: &[Self] = &[$(Self::$group),+];

            /// The heading over the group, in English.
            pub const fn english_title(self) -> &'static str {
                match self {
                    $(Self::$group => $title,)+
                }
            }
        }

        /// An action that a key can be bound to.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Action {
            $($(#[doc = $help] $action,)+)+
        }

        impl Action {
            /// All actions in the order of the help screen, group after group.
            pub const ALL: &[Self] = &[$($(Self::$action,)+)+];

            /// The stable name used in the configuration and after `:`.
            pub const fn name(self) -> &'static str {
                match self {
                    $($(Self::$action => $name,)+)+
                }
            }

            /// The line of the help in English: a verb first, no full stop.
            pub const fn english_help(self) -> &'static str {
                match self {
                    $($(Self::$action => $help,)+)+
                }
            }

            /// The part of the help screen that lists the action.
            pub const fn group(self) -> ActionGroup {
                match self {
                    $($(Self::$action)|+ => ActionGroup::$group,)+
                }
            }
        }
    };
}

actions! {
    /// Moving within a pane.
    Moving "Moving" {
        Down "down" "go down one row or line",
        Up "up" "go up one row or line",
        HalfPageDown "half-page-down" "go down half a page",
        HalfPageUp "half-page-up" "go up half a page",
        PageDown "page-down" "go down a page",
        PageUp "page-up" "go up a page",
        Top "top" "go to the top",
        Bottom "bottom" "go to the bottom",
        NextSection "next-section" "go to the next heading",
        PreviousSection "previous-section" "go to the heading before",
        Contents "contents" "choose a heading of the article",
        ScrollRight "scroll-right" "scroll a wide table to the right",
        ScrollLeft "scroll-left" "scroll a wide table to the left",
    }
    /// Moving between panes.
    Panes "Panes" {
        Open "open" "open the article or link under the marker",
        Close "close" "go back one level; at the first, leave",
        Cancel "cancel" "close what is open, or cancel what was begun",
        NextPane "next-pane" "go to the next pane",
        PreviousPane "previous-pane" "go to the pane before",
        PaneLeft "pane-left" "go to the pane on the left",
        PaneRight "pane-right" "go to the pane on the right",
    }
    /// Going from article to article.
    Articles "Articles" {
        NextArticle "next-article" "open the next article of the list",
        PreviousArticle "previous-article" "open the article before in the list",
        NextUnread "next-unread" "open the next unread article",
        PreviousUnread "previous-unread" "open the unread article before",
        Views "views" "choose a view, publication or section",
        Sources "sources" "go to the sources: views, folders, feeds; or to the list",
        Fetch "fetch" "fetch the feeds; while they come, stop",
        FrontPage "front-page" "list the stories of the last days, most told first",
        Unfold "unfold" "show what is folded into this row, or fold it",
        ToggleFolding "toggle-folding" "give every article a row of its own, or not",
        Sort "sort" "choose the order of the list",
        MakeRule "make-rule" "make a rule of this search: mute, mark, read, tag",
        Filter "filter-menu" "narrow the list: unread, a paper, a section, days, …",
    }
    /// Actions on the selected source.
    Sources "In the sources" {
        AddFeed "add-feed" "add a feed, by the address of a feed or of a site",
        EditSource "edit-source" "name a feed or saved search; give a feed a folder and tags",
        FetchSource "fetch-source" "fetch the feed, or those of the folder, now",
        FullText "full-text" "complete entries from their pages: when cut, always, never",
    }
    /// Following links and coming back.
    Trail "Following a story" {
        WholeStory "whole-story" "show the whole story, from first report to latest",
        FollowStory "follow-story" "follow the story, or follow it no longer",
        RestStory "rest-story" "pause a followed story, or go on with it",
        NotThisStory "not-this-story" "take the article out of its story",
        PartStory "part-story" "part two stories that became one",
        Back "back" "go back on the trail",
        Forward "forward" "go forward on the trail",
        FollowLink1 "follow-1" "open the 1st related link",
        FollowLink2 "follow-2" "open the 2nd related link",
        FollowLink3 "follow-3" "open the 3rd related link",
        FollowLink4 "follow-4" "open the 4th related link",
        FollowLink5 "follow-5" "open the 5th related link",
        FollowLink6 "follow-6" "open the 6th related link",
        FollowLink7 "follow-7" "open the 7th related link",
        FollowLink8 "follow-8" "open the 8th related link",
        FollowLink9 "follow-9" "open the 9th related link",
        LinkHints "link-hints" "show a letter on every link in sight, to follow it",
        Links "links" "choose a link of the text, in sight or not",
        OpenPicture "open-picture" "open a picture of the article outside",
        FetchPage "fetch-page" "fetch the page of a link, and open it here",
        OpenOutside "open-outside" "open the page in the browser",
        OpenComments "open-comments" "open the page where the article is discussed",
        Play "play" "play what the article brings to hear or see",
        Download "download" "download what the article brings to hear or see",
        Downloads "downloads" "list what was downloaded, to play it",
        CopyUrl "copy-url" "copy the address of the article or link",
        CopyQuotation "copy-quotation" "copy a paragraph in sight, with its source",
        CopyMarkdown "copy-markdown" "copy the open article as Markdown",
        Pipe "pipe" "pipe the open article to a program of the configuration",
    }
    /// Searching.
    Finding "Finding" {
        Find "find" "search in this pane",
        FindNext "find-next" "go to the next match",
        FindPrevious "find-previous" "go to the match before",
    }
    /// Bookmarks, tags, notes and marks.
    Keeping "Keeping" {
        ToggleBookmark "toggle-bookmark" "bookmark the article, or take the bookmark away",
        EditBookmark "edit-bookmark" "write the note and tags of the bookmark",
        ShowBookmarks "show-bookmarks" "list the bookmarks",
        Highlight "highlight" "mark a sentence, a paragraph or a span of the article",
        ShowHighlights "show-highlights" "list the highlights of all articles",
        ShowCorrection "show-correction" "show what was corrected in the text",
        ToggleRead "toggle-read" "mark the article read or unread; a source read",
        Delete "delete" "delete the article for good; unsubscribe from a feed",
        MarkAllRead "mark-all-read" "mark every article of the list, or of a source, read",
        Select "select" "select the article, for what is done next to all selected",
        SelectToHere "select-to-here" "select every article from the last one selected to here",
        SelectAll "select-all" "select every article of the list, or none",
        InvertSelected "invert-selected" "select what is not selected, and nothing else",
        Undo "undo" "take back the last change",
        Redo "redo" "make the change again that was taken back",
        History "history" "list what was changed, to go back to any state",
    }
    /// How things are shown.
    Looks "Looks" {
        Zen "zen" "show the article alone, or everything again",
        GrowPane "grow-pane" "make the pane with the focus wider",
        ShrinkPane "shrink-pane" "make the pane with the focus narrower",
        ResetPanes "reset-panes" "show every pane, as wide as at first",
        ToggleSources "toggle-sources" "show the sources beside the list, or not",
        ToggleHeadlines "toggle-headlines" "hide the headlines beside the article, or show them",
        ToggleRelated "toggle-related" "hide the links beside the article, or show them",
        ChangeDensity "density" "set the rows of the list closer, or with more air",
        Narrower "narrower" "set the article in shorter lines",
        Wider "wider" "set the article in longer lines",
        Themes "themes" "choose how everything looks, with a preview",
        TogglePictures "toggle-pictures" "hide the pictures of the article, or show them",
        ToggleMouse "toggle-mouse" "give the mouse to the terminal, or take it back",
        Redraw "redraw" "draw the screen afresh",
    }
    /// The program itself.
    Program "Program" {
        CommandLine "command-line" "type a command",
        Messages "messages" "read earlier messages again",
        Help "help" "show the keys that work here",
        Suspend "suspend" "rest in the background; fg comes back",
        Quit "quit" "leave newsprint",
    }
}
