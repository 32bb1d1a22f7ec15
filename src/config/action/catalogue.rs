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
        PreviousSection "previous-section" "go to the previous heading",
        Contents "contents" "choose a heading of the article to go to",
        ScrollRight "scroll-right" "scroll a wide table to the right",
        ScrollLeft "scroll-left" "scroll a wide table to the left",
    }
    /// Moving between panes.
    Panes "Panes" {
        Open "open" "open the selected article or link",
        Close "close" "go back one level; at the top level, quit",
        Cancel "cancel" "close what is open, or cancel",
        NextPane "next-pane" "go to the next pane",
        PreviousPane "previous-pane" "go to the previous pane",
        PaneLeft "pane-left" "go to the pane on the left",
        PaneRight "pane-right" "go to the pane on the right",
    }
    /// Going from article to article.
    Articles "Articles" {
        NextArticle "next-article" "open the next article in the list",
        PreviousArticle "previous-article" "open the previous article in the list",
        NextUnread "next-unread" "open the next unread article",
        PreviousUnread "previous-unread" "open the previous unread article",
        RandomUnread "random-unread" "open an unread article of the list at random",
        NextUnreadFeed "next-unread-feed" "list the next feed with unread articles",
        PreviousUnreadFeed "previous-unread-feed" "list the previous feed with unread articles",
        Views "views" "choose a view, publication or section",
        Sources "sources" "switch between the sources and the list",
        Fetch "fetch" "fetch all feeds; while fetching, stop",
        FrontPage "front-page" "show the front page: the main stories of the last days",
        Unfold "unfold" "unfold this row, or fold it",
        ToggleFolding "toggle-folding" "give every article its own row, or fold stories",
        Sort "sort" "sort the list",
        MakeRule "make-rule" "make a rule from this search: mute, mark, read, tag",
        Filter "filter-menu" "filter the list: unread, publication, section, days, …",
    }
    /// Actions on the selected source.
    Sources "Sources" {
        AddFeed "add-feed" "add a feed by its address or that of a website",
        EditSource "edit-source" "edit the name, folder and tags of a feed; rename a search",
        FetchSource "fetch-source" "fetch this feed or folder now",
        FullText "full-text" "fetch the full text of entries: when cut, always, never",
    }
    /// Following links and coming back.
    Trail "Stories and links" {
        WholeStory "whole-story" "show the whole story, from first report to latest",
        FollowStory "follow-story" "follow the story, or stop following it",
        RestStory "rest-story" "pause a followed story, or resume it",
        NotThisStory "not-this-story" "remove the article from its story",
        PartStory "part-story" "split two stories that were merged",
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
        LinkHints "link-hints" "show a letter on every visible link, to open it",
        Links "links" "choose from all links in the text",
        OpenPicture "open-picture" "open a picture of the article in another program",
        FetchPage "fetch-page" "fetch the page of a link and open it here",
        OpenOutside "open-outside" "open the page in the browser",
        OpenComments "open-comments" "open the comments page of the article",
        Play "play" "play the audio or video of the article",
        Download "download" "download the audio or video of the article",
        Downloads "downloads" "list the downloads, to play them",
        CopyUrl "copy-url" "copy the address of the article or link",
        CopyQuotation "copy-quotation" "copy the paragraph in view, with its source",
        CopyMarkdown "copy-markdown" "copy the open article as Markdown",
        Pipe "pipe" "pipe the open article to one of your programs",
    }
    /// Searching.
    Finding "Finding" {
        Find "find" "search in this pane",
        FindNext "find-next" "go to the next match",
        FindPrevious "find-previous" "go to the previous match",
    }
    /// Bookmarks, tags, notes and marks.
    Keeping "Marking" {
        ToggleBookmark "toggle-bookmark" "bookmark the article, or remove the bookmark",
        EditBookmark "edit-bookmark" "edit the note and tags of the bookmark",
        ShowBookmarks "show-bookmarks" "list the bookmarks",
        Highlight "highlight" "highlight a sentence, a paragraph or a passage",
        ShowHighlights "show-highlights" "list the highlights of all articles",
        ShowCorrection "show-correction" "show what was corrected in the text",
        ToggleRead "toggle-read" "mark an article read or unread, or a source read",
        Delete "delete" "delete the article, or unsubscribe from the feed",
        MarkAllRead "mark-all-read" "mark every article in the list or source read",
        Select "select" "select the article, to act on several at once",
        SelectToHere "select-to-here" "select every article from the last selected to here",
        SelectAll "select-all" "select every article in the list, or none",
        InvertSelected "invert-selected" "invert the selection",
        Undo "undo" "undo the last change",
        Redo "redo" "redo the last undone change",
        History "history" "list the changes, to go back to an earlier state",
    }
    /// How things are shown.
    Looks "Appearance" {
        Zen "zen" "show only the article, or all panes again",
        GrowPane "grow-pane" "make the focused pane wider",
        ShrinkPane "shrink-pane" "make the focused pane narrower",
        ResetPanes "reset-panes" "show every pane at its original width",
        ToggleSources "toggle-sources" "show the sources beside the list, or hide them",
        ToggleHeadlines "toggle-headlines" "hide the headlines beside the article, or show them",
        ToggleRelated "toggle-related" "hide the links beside the article, or show them",
        ChangeDensity "density" "change the spacing of the list",
        Narrower "narrower" "make the lines of the article shorter",
        Wider "wider" "make the lines of the article longer",
        Themes "themes" "choose a theme, with a preview",
        TogglePictures "toggle-pictures" "fetch the pictures of the article, or hide or show them",
        ToggleMouse "toggle-mouse" "use the mouse in newsprint, or leave it to the terminal",
        Redraw "redraw" "redraw the screen",
    }
    /// The program itself.
    Program "Program" {
        CommandLine "command-line" "type a command",
        Messages "messages" "show earlier messages",
        Help "help" "show the keys that work here",
        Suspend "suspend" "suspend newsprint; fg resumes it",
        Quit "quit" "quit newsprint",
    }
}
