//! Every sentence of the screen, in English. A name is the meaning of its sentence, not its wording.

use super::sentences;

sentences! {
    // Titles, and the texts of empty panes.
    related = "Related";
    article = "Article";
    program(name) = " newsprint   {name}";
    offline_cache = "offline cache";
    no_bookmarks(keep, back) = "No bookmarks yet. Press {keep} on an article to bookmark it, {back} to go back.";
    none_unread(back) = "No unread articles. Press {back} for all articles.";
    none_found(search, back) = "No articles match this search. Press {search} to search again, {back} for all articles.";
    none_found_but(meant, open) = "No articles match this search. Did you mean “{meant}”? Press {open} to search for it.";
    none_dated(back) = "None of the articles has a date. Press {back} for all articles.";
    none_followed(follow, back) = "You are not following any stories. Press {follow} on an article to follow its story, {back} to go back.";
    none_half_read(back) = "You have no half-read articles. Press {back} for all articles.";
    none_read(back) = "You have not read any articles yet. Press {back} for all articles.";
    no_articles(back) = "There are no articles here. Press {back} for all articles.";
    no_article(open) = "Press {open} on a headline to read it here.";
    no_links = "There are no related articles in the cache, and no links on the page of this article.";
    follow_for_more(follow) = "Press {follow} to follow this story; new articles will be marked.";
    links_stand_here = "The links of the open article are shown here. Press 1–9 to open them.";

    // The line above: the list, and the state of the cache.
    view_unread[count](view) = "{view} · {count} unread";
    view_counted(view, count) = "{view} · {count}";
    view_found[count](view) = "{view} · {count} found";
    view_found_more[count](view) = "{view} · more than {count} found";
    view_found_best[count](view) = "{view} · {count} found, best first";
    view_judged[count](view) = "{view} · best of the {count} ranked; there are more, Sort shows them newest first";
    news_of[count](story) = "{count} new in {story}";
    fetching_so_far(done, all) = "fetching · {done} of {all} ";
    edition_alone[count] = "1 article " / "{count} articles ";
    edition[count](name) = "{name} · 1 article " / "{name} · {count} articles ";

    // The line below: the keys of the moment.
    dismisses = "esc dismisses ";
    esc_cancels = "esc cancels ";
    letter_copies = "Type a letter to copy that paragraph";
    letter_opens = "Type a letter to open that link";
    hint_read = "read";
    hint_pane = "pane";
    hint_open = "open";
    hint_fetch = "fetch";
    hint_browser = "browser";
    hint_bookmark = "bookmark";
    hint_views = "views";
    hint_play = "play";
    hint_pictures = "pictures";
    hint_mark_read = "mark read";
    hint_edit = "edit";
    hint_add_feed = "add a feed";
    hint_filter = "filter";
    hint_unfold = "unfold";
    hint_whole_story = "whole story";
    hint_follow_story = "follow";
    hint_unfollow_story = "unfollow";
    hint_help = "help";
    hint_sideways = "scroll";
    hint_next_article = "next article";
    hint_links = "links";
    hint_find = "find";
    hint_back = "back";
    hint_tag = "tag";
    hint_invert = "invert";
    hint_forget = "clear";

    // Rows of the lists.
    more_on_story[count](sign) = "{sign} {count} more on this story";
    more_of_this_day[count](sign, today) = "{sign} {count} more · {today} that day";
    more_of_series[count](sign) = "{sign} {count} more in this series";
    results = "Results";
    days[count] = "1 day" / "{count} days";
    within_days[count](articles) = "{articles} on 1 day" / "{articles} in {count} days";
    more[count](sign) = "{sign} {count} more";
    minutes[count] = "{count} min";
    day_and_weekday(weekday, day) = "{weekday} {day}";
    weekdays = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday";
    month_and_year(month, year) = "{month} {year}";
    months = "January February March April May June July August September October November December";
    undated = "No date";
    all_ticked = "all selected";
    all_but_ticked[count] = "all but {count} selected";
    ticked[count] = "{count} selected";

    // The spacing of the rows of the list.
    density_one_row = "one row per article";
    density_two_rows = "two rows per article";
    density_comfortable = "headlines on up to two lines, with more spacing";

    // The filters of a list.
    filter = "Filter";
    filter_kept(search) = "✓ {search}";
    filter_kept_about = "remove this condition";
    filter_unread = "Unread";
    filter_read = "Read";
    filter_bookmarked = "Bookmarked";
    filter_noted = "With a note";
    filter_new = "New in the last fetch";
    filter_recording = "With audio or video";
    filter_read_today = "Read today";
    filter_feed = "Feed …";
    filter_folder = "Folder …";
    filter_day = "From the last day";
    filter_week = "From the last week";
    filter_month = "From the last month";
    filter_year = "From the last year";
    filter_topic = "Topic …";
    filter_language = "Language …";
    filter_author = "Author …";
    filter_tag = "Tag …";
    filter_after = "Published since …";
    filter_before = "Published before …";
    filter_publication(name) = "Publication: {name}";

    // Views, sorting and listing.
    all_articles = "All articles";
    front_page = "Front page";
    front_page_rest = "More news";
    search_title(query) = "Search: {query}";
    following = "Following";
    unread = "Unread";
    bookmarks = "Bookmarks";
    continue_reading = "Continue reading";
    reading_log = "Reading log";
    views = "Views";
    sources_title = "Sources";
    saved_searches = "Saved searches";
    tags = "Tags";
    hidden_feeds = "Hidden feeds";
    tags_of_feeds = "Feed tags";
    folders_and_tags = "Folders and tags";
    publications = "Publications";
    sections = "Sections";
    nothing_to_fold = "Only groups and folders can be folded.";
    front_page_first = "Open the front page first; only the articles on it are marked read.";
    choose_source = "Select a list in this group first.";
    not_to_be_edited = "Only feeds and saved searches can be edited.";
    not_to_be_removed = "Only feeds and saved searches can be removed.";
    view_of_section(name) = "Section: {name}";
    unread_of[unread](all) = "{unread} unread of {all}";
    followed_stories[count] = "1 story" / "{count} stories";
    new_ones[count] = "{count} new";
    sort = "Sort";
    best_first = "Best matches first";
    feeds_by_folder = "By folder and name";
    feeds_by_unread = "Most unread first";
    feeds_by_silence = "Longest silent first";
    feeds_by_failure = "Failing first";
    feeds_by_reading = "Most read first";
    feeds_by_rarity = "Least often published first";
    newest_first = "Newest first, by date published";
    oldest_first = "Oldest first, by date published";
    unread_first = "Unread first";
    longest_first = "Longest first";
    shortest_first = "Shortest first";
    by_publication = "By publication, A to Z";
    has_its_order = "This list has a fixed order.";
    no_best_answers = "Only a search can be sorted by best match; press / to search.";
    cannot_filter = "This list cannot be filtered; :view all opens one that can.";
    no_such_view = "There is no view, publication or section with that name.";
    about_saved_search = "saved search";
    // The fields of a search, beside their names.
    field_author = "the author";
    field_title = "words in the headline";
    field_site = "the publication or its website";
    field_section = "the section of the publication";
    field_topic = "the topic";
    field_lang = "the language, such as en";
    field_is = "unread, read, bookmarked, new, muted";
    field_has = "a note, a highlight, audio or video";
    field_feed = "the feed it came from";
    field_folder = "the folder of its feed";
    field_read = "the day you read it";
    field_tag = "a tag of its bookmark";
    field_before = "published before a day";
    field_after = "published on or after a day";
    field_last = "published in the last hours, days or weeks";
    field_in = "words in the headline or in highlights only";
    about_publication = "publication";
    about_section = "section";
    about_feed = "feed";
    about_feeds = "feeds";
    about_bookmarks[count] = "1 bookmark" / "{count} bookmarks";
    row_of_its_own = "Every article has its own row.";
    rows_are_shared = "The articles of a story share one row.";
    nothing_folded = "There are no folded links here.";
    shares_no_row = "No other article shares this row.";
    tick_the_other_end(select, here) = "Press {select} on the first row, then {here} on the last: all between are selected.";

    // New articles.
    notice_and_more[count](headline) = "{headline} · and 1 more" / "{headline} · and {count} more";
    window_title[count] = "newsprint · 1 unread" / "newsprint · {count} unread";
    new_above(count) = "▴ {count} new above";
    arrived_new(count) = "{count} new";
    arrived[count] = "1 new article arrived" / "{count} new articles arrived";
    moved_in[count] = "Your cache now has 1 article." / "Your cache now has {count} articles.";
    importing_so_far[count] = "Importing: 1 article so far" / "Importing: {count} articles so far";
    importing(path) = "Importing {path}";
    imported(told) = "Imported: {told}";
    imported_with_mistakes(told) = "Imported: {told}; see :messages for details";
    reindexing(percent) = "Rebuilding search and related articles: {percent} %";
    reindexed = "Search and related articles are up to date again";
    import_feeds[count] = "1 feed" / "{count} feeds";
    import_stored[count] = "{count} new";
    import_updated[count] = "{count} updated";
    import_unchanged[count] = "{count} unchanged";
    import_passed_over[count] = "{count} skipped";
    import_subscribed(feed, url) = "subscribed to {feed}: {url}";
    import_skipped(place, reason) = "skipped {place}: {reason}";
    line_of(path, line) = "{path}, line {line}";

    // Feeds, and pages from beyond the cache.
    feeds = "Feeds";
    no_feeds(key) = "No feeds yet. Press {key} to add one.";
    no_feeds_to_fetch = "There are no feeds yet. Add one with :add-feed.";
    no_feed_here = "There is no feed here.";
    add_feed = "Add a feed";
    add_feed_about = "The address of a website works too; newsprint finds its feed.";
    feed = "Feed";
    saved_search = "Saved search";
    source_form_keys = "enter saves · tab next · esc closes";
    ask_address = "address of feed or site  ";
    ask_name = "name  ";
    ask_folder = "folder, like News/World  ";
    ask_tags = "tags, separated by commas  ";
    unsubscribe = "Unsubscribe?";
    unsubscribe_keys = "y unsubscribes · n cancels";
    articles_stay = "Its articles are kept.";
    feed_full_text(mode) = "full text: {mode}";
    feed_pictures(mode) = "pictures: {mode}";
    feed_gone = "The server says that this feed is gone for good.";
    feed_failed[count](reason) = "failed: {reason}" / "failed {count} times: {reason}";
    fetch_stopping = "Stopping. Articles already received are kept.";
    fetch_goes_on = "Feeds are already being fetched.";
    fetch_queued = "Feeds are being fetched; this one is next.";
    fetched_feeds[count] = "1 feed" / "{count} feeds";
    fetched_new[count] = "{count} new";
    fetched_with_failures(fetched) = "{fetched}; see :sources for details";
    accounts = "Accounts";
    changes_wait[count] = "1 change waiting" / "{count} changes waiting";
    in_step_since(date) = "synced {date}";
    never_in_step = "never synced";
    accounts_in_step[count] = "1 account synced" / "{count} accounts synced";
    account_failed(account, reason) = "Account {account}: {reason}";
    fetch_failed[count] = "{count} failed";
    fetch_left_alone[count] = "{count} not requested";
    fetch_stopped(fetched) = "{fetched}; stopped";
    fetch_no_page(headline, reason) = "no page for {headline}: {reason}";
    looking_for_feed(address) = "Looking for a feed at {address}";
    several_feeds = "Several feeds";
    fetching(url) = "Fetching {url}";
    cannot_fetch(url, reason) = "Cannot fetch {url}: {reason}";
    page_came = "The page is now in the cache.";
    link_is_cached = "This article is already in the cache. Press enter to open it.";
    link_has_no_address = "The page gave no address for this link.";
    choose_link_beyond = "Select a link that is not in the cache first.";
    no_network = "The network is not available here; newsprint fetch says why.";
    no_credentials = "Leave the user name and password out of the address.";

    // Moving from article to article.
    last_of_list = "This is the last article of the list.";
    first_of_list = "This is the first article of the list.";
    none_unread_that_way = "There are no more unread articles in this direction.";
    no_unread_feed_that_way = "There is no feed with unread articles in this direction.";
    none_unread_here = "There are no unread articles in this list.";
    no_such_link(number) = "There is no link {number} here.";
    link_leads_here = "This link leads to the article you are reading.";
    link_comes_alive = "Not in the cache, and the page gave no address. The link works once the article is imported.";
    leads_beyond(url) = "Not in the cache: o opens the browser · {url}";
    leads_beyond_fetched(key, url) = "Not in the cache: {key} fetches it, o opens the browser · {url}";
    link_fetched_or_opened(fetch, open) = "{fetch} fetches · {open} opens";
    link_looked_up(key) = "{key} looks it up";
    looks_for_headline(headline) = "Articles in the cache for “{headline}”, best matches first.";
    linked_in_text = "linked in the text";
    pictures_of_article = "Pictures of the article";
    nameless_picture(number, count) = "picture {number} of {count}";
    no_picture_to_open = "This article has no pictures to open.";
    no_link_in_sight = "There are no links in the visible text.";
    links_of_text = "Links in the text";
    no_link_in_text = "There are no links in the text of this article.";
    trail_begins = "This is the start of the trail.";
    trail_ends = "This is the end of the trail.";
    article_gone = "The article is no longer in the cache.";
    no_such_article(reference) = "There is no article “{reference}” in the cache.";
    nothing_here = "There is no article from the cache here.";
    link_not_cached(key) = "This article is not in the cache and cannot be marked. Press {key} to fetch its page.";
    open_first = "Open an article first.";
    no_heading_that_way = "There are no more headings in this direction.";
    nothing_wide_that_way = "There is nothing more to scroll in this direction.";
    no_pane_that_way = "There is no pane in this direction.";
    one_pane_alone = "Only one pane is shown.";
    no_such_key(keys, help) = "{keys} does nothing here; {help} shows the keys.";
    refusal_keys = "esc closes";

    // A story as a whole, and those that are followed.
    story = "Story";
    story_keys(follow, bookmark, read)
        = "enter opens · {follow} follows · {bookmark} bookmarks · {read} read · esc closes";
    followed_story_keys(follow, bookmark, read)
        = "enter opens · {follow} unfollows · {bookmark} bookmarks · {read} read · esc closes";
    story_title(name, articles, sources) = "{name} · {articles} · {sources}";
    articles[count] = "1 article" / "{count} articles";
    sources[count] = "1 source" / "{count} sources";
    same_story = "same story";
    none_else_yet = "No other article in the cache covers this story yet. New ones will be marked.";
    told_by_none_else = "No other article in the cache covers this story yet. Follow it, and new ones will be marked.";
    you_are_here = "◂ you are here";
    another_paper = "another publication";
    copy_in(source, when) = "↳ copy in {source} · {when}";
    other_sources = "Other sources";
    not_followed = "You are not following this story.";
    never_merged = "No other story was merged into this one.";
    no_other_tells_it = "No other article covers this story.";

    // Reading: finding, headings, looks.
    match_of(current, all, needle) = "{current} of {all} “{needle}”";
    not_in_article(needle) = "“{needle}” is not in this article.";
    found_in_article(found) = "{found} · n next, N previous";
    contents = "Contents";
    no_headings = "This article has no headings.";
    themes = "Themes";
    theme_chosen(name, configured) = "{name} stays chosen here; the configuration says {configured}.";
    mouse_works = "The mouse controls newsprint.";
    mouse_selects = "The mouse selects text in the terminal.";
    columns[count] = "1 column" / "{count} columns";
    ask_search = " search: ";
    ask_find = " find in this article: ";
    pictures_hidden = "Pictures are hidden; their descriptions are shown instead.";
    pictures_shown = "Pictures are shown where they were saved with the article.";
    pictures_need_colours = "Pictures need colours; their descriptions are shown instead.";
    fetching_pictures[count] = "Fetching 1 picture" / "Fetching {count} pictures";
    pictures_fetched[count] = "1 picture was fetched and kept." / "{count} pictures were fetched and kept.";
    pictures_not_fetched[count](host, reason) = "1 picture could not be fetched ({host}: {reason})." / "{count} pictures could not be fetched ({host}: {reason}).";
    pictures_never = "The settings rule out fetching these pictures (pictures in [fetch], or of the feed).";

    // Marks, and undoing them.
    bookmark = "Bookmark";
    bookmark_keys = "tab next · ctrl-e in $EDITOR · enter saves · esc closes";
    ask_note = "note  ";
    ask_bookmark_tags = "tags  ";
    done(change, undo) = "{change} · {undo} undoes it";
    kept(change, note, undo) = "{change} · {note} adds a note, {undo} undoes it";
    undone(change) = "undone: {change}";
    done_again(change) = "redone: {change}";
    nothing_to_undo = "There is nothing to undo.";
    nothing_to_redo = "There is nothing to redo.";
    history = "Changes";
    now_here = "now";
    taken_back = "undone";
    nothing_changed = "before any changes";
    already_so = "That is already the case.";

    // Links, files and programs outside of the reader.
    opening(url) = "Opening {url}";
    copied(url) = "Copied {url}";
    copied_addresses[count] = "Copied 1 address." / "Copied {count} addresses.";
    left_to_look_at[count]
        = "1 page may not lead where it seems to; open it on its own."
        / "{count} pages may not lead where they seem to; open them one by one.";
    open_these_pages = "Open these pages?";
    pages[count] = "1 page" / "{count} pages";
    copied_quotation = "Copied the paragraph and its source.";
    copied_markdown = "Copied the article as Markdown.";
    no_address = "There is no address here.";
    no_comments = "This article has no comments page.";
    nothing_to_play = "This article has no audio or video.";
    downloading(percent, megabytes) = "Downloading … {percent} %, {megabytes} MB";
    not_downloaded(headline, reason) = "“{headline}” was not downloaded: {reason}";
    downloaded(name, folder) = "Downloaded {name} to {folder}";
    downloads_title = "Downloads";
    no_downloads = "There are no downloads yet.";
    playing(url, key) = "Playing {url}; {key} stops";
    playing_download(key) = "Playing the downloaded file; {key} stops";
    playing_stopped = "Stopped.";
    open_this_page = "Open this page?";
    open_this_page_keys = "y opens · esc closes";
    host(name) = "Host: {name}";
    give_story_to = "Pipe the article to";
    running(program) = "{program} is running …";
    ran(program) = "{program} has finished.";
    output_keys = "↑ ↓ scroll · y copies · esc closes";
    no_pipes = "There are no programs to pipe to; add them to [pipes] in the configuration.";
    writing(path) = "Writing {path}";
    written[count](path) = "1 article written to {path}" / "{count} articles written to {path}";
    bookmarks_written(path) = "bookmarks written to {path}";
    there_already(path) = "{path} already exists; choose another name";
    cannot_back_up(reason) = "Cannot write the backup: {reason}";
    ended_by_fault = "error: newsprint crashed or was killed; everything already saved is safe";

    // Sheets over the panes.
    keys = "Keys";
    own_keys = "Custom keys";
    follows_by_digit = "open the related link with this digit";
    keys_keys = "type to filter · ↑ ↓ scroll · esc closes";
    messages = "Messages";
    messages_keys = "newest first · ↑ ↓ scroll · esc closes";
    no_messages = "There are no messages yet.";
    picker_keys = "enter picks · esc closes";
    nothing_called(typed) = "Nothing here is called “{typed}”";
    completion_keys = "tab next · enter runs it · esc closes";

    // Rules.
    rule_title = "New rule for articles matching this search";
    rule_mute = "Mute: show only in the list Muted";
    rule_mark = "Mark the row";
    rule_read = "Mark read";
    rule_bookmark = "Bookmark";
    rule_notify = "Notify me when one arrives";
    rule_tag = "Bookmark with a tag …";
    no_search_for_rule(search) = "Rules are made from a search. Press {search} to search, then make the rule.";
    muted = "Muted";
    muted_by(search) = "Muted by the rule “{search}”";
    corrected(day) = "The text was corrected; noticed {day}";
    what_changed = "What changed";
    not_corrected = "The text has not changed since it was fetched.";

    // Saved searches.
    no_search_to_save = "There is no search to save; press / to search.";
    turn_to_search_first = "Open the saved search first; it is listed under views.";
    search_saved(name) = "Saved as “{name}”; find it under views.";
    search_not_saved = "This search is not saved; :save-search NAME saves it.";
    search_renamed(old, new) = "Renamed “{old}” to “{new}”.";
    search_forgotten(name) = "Deleted the saved search “{name}”.";
    no_such_search(name) = "There is no saved search “{name}”.";

    // Commands: their arguments, descriptions and mistakes.
    takes_view = "VIEW";
    takes_saved = "NAME";
    takes_order = "ORDER";
    takes_query = "SEARCH";
    takes_tags = "TAG…";
    takes_words = "WORDS";
    takes_path = "PATH";
    takes_article = "ARTICLE";
    takes_setting = "NAME VALUE";
    command_view = "open a view, publication or section";
    command_search = "list the articles that match a search";
    command_filter = "filter this list by a search";
    command_save_search = "save the search of this list under a name";
    command_rename_search = "rename the saved search of this list";
    command_forget_search = "delete a saved search";
    command_sort_by = "sort the list: newest, oldest, unread, longest, shortest, publication; searches also best";
    command_tag = "bookmark with tags: the selected articles, or this one";
    command_untag = "remove tags from the selected articles, or this one";
    command_note = "bookmark this article with a note";
    command_open_found = "open the pages of all matching articles in the browser";
    command_read_found = "mark all matching articles read";
    command_delete_found = "delete all matching articles";
    highlights = "Highlights";
    no_highlights(highlight) = "No highlights yet. Press {highlight} in an article to highlight a passage.";
    no_passage = "There is no text here to highlight.";
    highlight_keys
        = " enter saves · n with note · j k sentence · w b longer, shorter · p paragraph · W B start later, earlier · d removes · esc cancels";
    highlight_note = " note  ";
    command_follow = "follow the story under a name you choose";
    command_rule = "make a rule from this search, for existing and new articles";
    command_article = "open an article by id, address or GUID";
    command_import = "import a file or folder";
    command_export = "export the selected articles, or this list, to .md or .jsonl";
    command_export_bookmarks = "export all bookmarks to .md, .json or .html";
    command_pipe_to = "pipe the open article to a program from [pipes]";
    command_set = "change a setting for this session";
    command_takes(name, takes, help) = "{name} takes {takes}: {help}";
    no_such_command(name, hint) = "“{name}” is not a command; {hint}";
    tab_shows_commands = "tab shows them all";
    story_needs_name = "a story needs a name";
    search_needs_name = "a saved search needs a name";
    rule_does = "the actions of a rule are mute, mark, read, bookmark and tag:NAME";
    orders_there_are = "sort by newest, oldest, unread, longest, shortest or publication; searches also by best";
    tags_are_words = "a tag is one word, such as bridges or to-read";
    is_until_you_leave(name, value) = "{name} is {value} for this session; newsprint config path shows the file to keep it in";

    note_reads(note) = "Note: {note}";

    // The effects of changes.
    marked_read[count] = "marked read" / "{count} articles marked read";
    marked_unread[count] = "marked unread" / "{count} articles marked unread";
    bookmarked[count] = "bookmarked" / "{count} articles bookmarked";
    bookmark_changed = "note and tags saved";
    bookmark_removed[count] = "bookmark removed" / "{count} bookmarks removed";
    highlighted[count] = "highlighted" / "{count} passages highlighted";
    highlight_removed[count] = "highlight removed" / "{count} highlights removed";
    taken_out[count] = "removed from the story" / "{count} articles removed from the story";
    put_back[count] = "put back into the story" / "{count} articles put back into the story";
    deleted[count] = "deleted" / "{count} articles deleted";
    brought_back[count] = "restored" / "{count} articles restored";
    following_story(name) = "following {name}";
    story_rests(name) = "{name} is paused";
    no_longer_following = "no longer following";
    rule_holds[count](search, actions)
        = "rule “{search}” ({actions}) · 1 article" / "rule “{search}” ({actions}) · {count} articles";
    rule_gone[count](search)
        = "rule “{search}” removed · 1 article"
        / "rule “{search}” removed · {count} articles";

    // Why an article stands beside another, and the time between them.
    linked_from_here = "Linked from here";
    linked_here = "What links here";
    same_story_heading = "Same story";
    this_story[sources] = "This story · 1 source" / "This story · {sources} sources";
    links_here_heading = "What links here";
    from_the_page = "From the page";
    folded_copies[count](sign) = "{sign} +1 copy" / "{sign} +{count} copies";
    folded_links[count](sign, heading) = "{sign} {heading}, 1 link" / "{sign} {heading}, {count} links";
    more_links[count](sign) = "{sign} 1 more link" / "{sign} {count} more links";
    other_languages_heading = "In other languages";
    background_heading = "Background";
    nearest_heading = "Most similar";
    more_from(name) = "More from {name}";
    background = "background";
    in_language(language) = "in {language}";
    in_another_language = "in another language";
    // The names of languages after their codes, as they stand in the sentence above.
    names_of_languages = "ar Arabic, bg Bulgarian, ca Catalan, cs Czech, da Danish, de German, el Greek, en English, es Spanish, et Estonian, eu Basque, fa Persian, fi Finnish, fr French, ga Irish, he Hebrew, hi Hindi, hr Croatian, hu Hungarian, hy Armenian, id Indonesian, is Icelandic, it Italian, ja Japanese, ko Korean, lt Lithuanian, lv Latvian, ne Nepali, nl Dutch, no Norwegian, pl Polish, pt Portuguese, ro Romanian, ru Russian, sk Slovak, sl Slovenian, sr Serbian, sv Swedish, ta Tamil, th Thai, tr Turkish, uk Ukrainian, vi Vietnamese, zh Chinese";
    in_common = "loosely related";
    copy(share) = "copy, {share} %";
    copy_of(paper, share) = "copy of {paper}, {share} %";
    copied_in(paper, share) = "copy in {paper}, {share} %";
    also_by(name) = "also by {name}";
    links_here = "links here";
    listed_on_page = "listed on the page";
    listed_in(heading) = "listed in “{heading}”";
    this_article = "this article";
    not_cached = "not in the cache";
    not_cached_no_address = "not in the cache, no address";
    first_report = "first report";
    you_follow_it = "following";
    new_of(new, articles) = "{new} new of {articles}";
    same_day = "same day";
    same_time = "at the same time";
    years_earlier[count] = "{count} years earlier";
    months_earlier[count] = "{count} months earlier";
    weeks_earlier[count] = "{count} weeks earlier";
    days_earlier[count] = "{count} days earlier";
    hours_earlier[count] = "{count} h earlier";
    minutes_earlier[count] = "{count} min earlier";
    years_later[count] = "{count} years later";
    months_later[count] = "{count} months later";
    weeks_later[count] = "{count} weeks later";
    days_later[count] = "{count} days later";
    hours_later[count] = "{count} h later";
    minutes_later[count] = "{count} min later";
    years_ago[count] = "{count} years ago";
    months_ago[count] = "{count} months ago";
    weeks_ago[count] = "{count} weeks ago";
    days_ago[count] = "{count} days ago";
    hours_ago[count] = "{count} h ago";
    minutes_ago[count] = "{count} min ago";
    now = "now";
    new_article = "new";

    // The article page around the text.
    by = "By ";
    updated(date) = "updated {date}";
    captured(date) = "captured {date}";
    to_come(date) = "{date} (upcoming)";
    about_author = "About the author";
    about_authors = "About the authors";
    only_the_link = "Only the link was saved; open it to read the text.";
    only_the_headline = "Only the headline was saved; the text is not in the cache.";
    picture_of = "Picture: ";
    embedded_video = "Video";
    embedded_audio = "Audio";
    medium_downloaded = "downloaded";
    embedded_post = "Post";
    embedded_map = "Map";
    embedded_chart = "Chart";
    embedded_document = "Document";
    embedded_page = "Page";

    // The media files and the discussion of an article.
    medium_picture = "Picture";
    photo_credit = "Photo:";
    medium_transcript = "Transcript";
    medium_chapters = "Chapters";
    medium_file = "File";
    medium_megabytes[count] = "{count} MB";
    medium_kilobytes[count] = "{count} KB";
    comments = "Comments";
    comments_counted[count] = "1 comment" / "{count} comments";

    // The opening of the reader.
    sample_edition = "sample edition";
    sample_for_empty_cache = "This is the sample edition. Your own cache is empty; fill it with :import PATH.";
    sample_demo = "Sample edition: start with the first article. Nothing here is saved.";
    read_only = "The cache is read-only: nothing you do is saved.";
    files = "files";
    skipped[count]
        = "1 file or line was skipped; newsprint import --dry-run shows which"
        / "{count} files or lines were skipped; newsprint import --dry-run shows which";
    mistakes[count]
        = "1 error in the configuration; newsprint config check shows it"
        / "{count} errors in the configuration; newsprint config check shows them";
    more_keys = "more keys";
}
