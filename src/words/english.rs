//! Every sentence of the screen, in English. A name says what its sentence means, not how it is worded.

use super::sentences;

sentences! {
    // Titles, and the texts of empty panes.
    related = "Related";
    article = "Article";
    program(name) = " newsprint   {name}";
    offline_cache = "offline cache";
    no_bookmarks(keep, back) = "Nothing is bookmarked yet. Press {keep} on an article to keep it; {back} goes back.";
    none_unread(back) = "Everything is read. Press {back} for all articles.";
    none_found(search, back) = "Nothing is found by this search. Press {search} for another, {back} for all articles.";
    none_found_but(meant, open) = "Nothing is found by this search. Did you mean “{meant}”? {open} searches for it.";
    none_dated(back) = "No article bears a date yet. Press {back} for all articles.";
    none_followed(follow, back) = "No story is followed. Press {follow} on one to follow it; {back} goes back.";
    none_half_read(back) = "Nothing is half read. Press {back} for all articles.";
    none_read(back) = "Nothing was read yet. Press {back} for all articles.";
    no_articles(back) = "There are no articles here. Press {back} for all articles.";
    no_article(open) = "Press {open} on a headline to read it here.";
    no_links = "Nothing in the cache is near this article, and its page brought no links along.";
    follow_for_more(follow) = "Press {follow} to follow its story: what comes is marked.";
    links_stand_here = "The links of the open article stand here. 1–9 follow them.";

    // The line above: the list, and the state of the cache.
    view_unread[count](view) = "{view} · {count} unread";
    view_counted(view, count) = "{view} · {count}";
    view_found[count](view) = "{view} · {count} found";
    view_found_more[count](view) = "{view} · more than {count} found";
    view_found_best[count](view) = "{view} · {count} found, the best first";
    view_judged[count](view)
        = "{view} · the best of {count} ranked; more were found, Sort shows them newest first";
    news_of[count](story) = "{count} new in {story}";
    fetching_so_far(done, all) = "fetching · {done} of {all} ";
    edition_alone[count] = "1 article " / "{count} articles ";
    edition[count](name) = "{name} · 1 article " / "{name} · {count} articles ";

    // The line below: the keys of the moment.
    dismisses = "esc dismisses ";
    hint_read = "read";
    hint_pane = "pane";
    hint_open = "open";
    hint_fetch = "fetch";
    hint_browser = "browser";
    hint_bookmark = "bookmark";
    hint_views = "views";
    hint_mark_read = "mark read";
    hint_edit = "edit";
    hint_add_feed = "add a feed";
    hint_filter = "filter";
    hint_unfold = "unfold";
    hint_whole_story = "whole story";
    hint_follow_story = "follow it";
    hint_help = "help";
    hint_sideways = "sideways";
    hint_next_article = "next article";
    hint_links = "links";
    hint_find = "find";
    hint_back = "back";
    hint_tag = "tag";
    hint_invert = "invert";
    hint_forget = "forget";

    // Rows of the lists.
    more_on_story[count](sign) = "{sign} {count} more on this story";
    more_of_this_day[count](sign, today) = "{sign} {count} more · {today} that day";
    more_of_series[count](sign) = "{sign} {count} more of this series";
    results = "Results";
    days[count] = "1 day" / "{count} days";
    within_days[count](articles) = "{articles} on 1 day" / "{articles} in {count} days";
    more[count](sign) = "{sign} {count} more";
    minutes[count] = "{count} min";
    day_and_weekday(weekday, day) = "{weekday} {day}";
    weekdays = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday";
    month_and_year(month, year) = "{month} {year}";
    months = "January February March April May June July August September October November December";
    undated = "Without a date";
    all_ticked = "all selected";
    all_but_ticked[count] = "all but {count} selected";
    ticked[count] = "{count} selected";

    // The spacing of the rows of the list.
    density_one_row = "one row for each article";
    density_two_rows = "two rows for each article";
    density_comfortable = "the headline on up to two lines, with air";

    // The filters of a list.
    filter = "Filter";
    filter_kept(search) = "✓ {search}";
    filter_kept_about = "remove this condition";
    filter_unread = "Unread";
    filter_read = "Read";
    filter_bookmarked = "Bookmarked";
    filter_noted = "With a note";
    filter_new = "New with the last fetch";
    filter_recording = "With something to hear or see";
    filter_read_today = "Read today";
    filter_feed = "Feed …";
    filter_folder = "Folder …";
    filter_day = "Of the last day";
    filter_week = "Of the last week";
    filter_month = "Of the last month";
    filter_year = "Of the last year";
    filter_topic = "Topic …";
    filter_language = "Language …";
    filter_author = "Author …";
    filter_tag = "Tag …";
    filter_after = "From a day on …";
    filter_before = "Before a day …";
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
    tags_of_feeds = "Tags of feeds";
    folders_and_tags = "Folders and tags";
    publications = "Publications";
    sections = "Sections";
    nothing_to_fold = "Only a group or a folder folds.";
    front_page_first = "Turn to the front page first: what stands on it is marked.";
    choose_source = "Choose a list of this group first.";
    not_to_be_edited = "Only feeds and saved searches can be named.";
    not_to_be_removed = "Only feeds and saved searches can be removed.";
    view_of_section(name) = "Section: {name}";
    unread_of[unread](all) = "{unread} unread of {all}";
    followed_stories[count] = "1 story" / "{count} stories";
    new_ones[count] = "{count} new";
    sort = "Sort";
    best_first = "Best matches first";
    newest_first = "Newest first, by publication";
    oldest_first = "Oldest first, by publication";
    unread_first = "Unread first";
    longest_first = "Longest first";
    shortest_first = "Shortest first";
    by_publication = "By publication, from A to Z";
    has_its_order = "This list has an order of its own.";
    no_best_answers = "Only a search has best matches; / begins one.";
    cannot_filter = "This list cannot be filtered; :view all can.";
    no_such_view = "There is no view, publication or section of that name.";
    about_saved_search = "saved search";
    // The fields of a search, beside their names.
    field_author = "who wrote it";
    field_title = "words of the headline";
    field_site = "the publication, or where its pages are";
    field_section = "the paper’s own division";
    field_topic = "what it is about";
    field_lang = "the language it is written in";
    field_is = "unread, read, bookmarked, new, muted";
    field_has = "a note, a highlight, something to hear or see";
    field_feed = "the feed it came from";
    field_folder = "the folder of that feed";
    field_read = "the day on which it was read";
    field_tag = "a tag of its bookmark";
    field_before = "published before a day";
    field_after = "published on a day or later";
    field_last = "published in the last hours, days, weeks";
    field_in = "words of the headline, or of highlights, alone";
    about_publication = "publication";
    about_section = "section";
    about_feed = "feed";
    about_feeds = "feeds";
    about_bookmarks[count] = "1 bookmark" / "{count} bookmarks";
    row_of_its_own = "Every article has a row of its own.";
    rows_are_shared = "The articles of a story share a row.";
    nothing_folded = "No links are folded away here.";
    shares_no_row = "No other article shares this row.";
    tick_the_other_end = "Select the other end first; it has to be within a few hundred rows.";

    // New articles.
    notice_and_more[count](headline) = "{headline} · and 1 more" / "{headline} · and {count} more";
    window_title[count] = "newsprint · 1 unread" / "newsprint · {count} unread";
    arrived[count] = "1 new article arrived" / "{count} new articles arrived";
    moved_in[count] = "1 article is in your cache now." / "{count} articles are in your cache now.";
    importing_so_far[count] = "Importing: 1 article so far" / "Importing: {count} articles so far";
    importing(path) = "Importing {path}";
    imported(told) = "Imported: {told}";
    imported_with_mistakes(told) = "Imported: {told}; :messages says why";
    reindexing(percent) = "Search and related articles are made anew: {percent} %";
    reindexed = "Search and related articles are complete again";
    import_feeds[count] = "1 feed" / "{count} feeds";
    import_stored[count] = "{count} new";
    import_updated[count] = "{count} updated";
    import_unchanged[count] = "{count} unchanged";
    import_passed_over[count] = "{count} skipped";
    import_subscribed(feed, url) = "subscribed {feed}: {url}";
    import_skipped(place, reason) = "skipped {place}: {reason}";
    line_of(path, line) = "{path}, line {line}";

    // Feeds, and pages from beyond the cache.
    feeds = "Feeds";
    no_feeds(key) = "No feeds yet: {key} adds one.";
    no_feeds_to_fetch = "There are no feeds yet. :add-feed adds one.";
    no_feed_here = "There is no feed here.";
    add_feed = "Add a feed";
    add_feed_about = "A site will do: its feed is looked for.";
    feed = "Feed";
    saved_search = "Saved search";
    source_form_keys = "enter saves · tab goes on · esc closes";
    ask_address = "address of a feed or site  ";
    ask_name = "name  ";
    ask_folder = "folder, like News/World  ";
    ask_tags = "tags, parted by commas  ";
    unsubscribe = "Unsubscribe?";
    unsubscribe_keys = "y unsubscribes · n does not";
    articles_stay = "The articles that came from it stay.";
    feed_full_text(mode) = "full text: {mode}";
    feed_gone = "The feed says that it is gone for good.";
    feed_failed[count](reason) = "failed: {reason}" / "failed {count} times: {reason}";
    fetch_stopping = "Stopping; what came is kept.";
    fetch_goes_on = "Feeds are being fetched already.";
    fetched_feeds[count] = "1 feed" / "{count} feeds";
    fetched_new[count] = "{count} new";
    fetched_with_failures(fetched) = "{fetched}; :sources shows why";
    accounts = "Accounts";
    changes_wait[count] = "1 change waits" / "{count} changes wait";
    in_step_since(date) = "in step {date}";
    never_in_step = "never in step";
    accounts_in_step[count] = "1 account in step" / "{count} accounts in step";
    account_failed(account, reason) = "Account {account}: {reason}";
    fetch_failed[count] = "{count} failed";
    fetch_left_alone[count] = "{count} left alone";
    fetch_stopped(fetched) = "{fetched}; stopped";
    fetch_no_page(headline, reason) = "no page for {headline}: {reason}";
    looking_for_feed(address) = "Looking for the feed of {address}";
    several_feeds = "Several feeds";
    fetching(url) = "Fetching {url}";
    cannot_fetch(url, reason) = "Cannot fetch {url}: {reason}";
    page_came = "The page that was fetched is in the cache now.";
    link_is_cached = "This link is in the cache: enter opens it.";
    link_has_no_address = "The list gave no address of this link.";
    choose_link_beyond = "Choose a link that is not in the cache first.";
    no_network = "The network cannot be used here; newsprint fetch says why.";
    no_credentials = "Leave name and password out of the address.";

    // Moving from article to article.
    last_of_list = "This is the last article of the list.";
    first_of_list = "This is the first article of the list.";
    none_unread_that_way = "There is no unread article that way.";
    no_such_link(number) = "There is no link {number} here.";
    link_leads_here = "This link leads to the article you are reading.";
    link_comes_alive = "Not in the cache, and the list gave no address. It comes alive when imported.";
    leads_beyond(url) = "Not in the cache: o opens it outside · {url}";
    leads_beyond_fetched(key, url) = "Not in the cache: {key} fetches it, o opens it outside · {url}";
    link_fetched_or_opened(fetch, open) = "{fetch} fetches · {open} opens";
    link_looked_up(key) = "{key} looks it up";
    looks_for_headline(headline) = "What the cache has for “{headline}”, the nearest first.";
    linked_in_text = "linked in the text";
    pictures_of_article = "Pictures of the article";
    nameless_picture(number, count) = "picture {number} of {count}";
    no_picture_to_open = "There is no picture to open with this article.";
    no_link_in_sight = "There is no link in sight in the text.";
    links_of_text = "Links of the text";
    no_link_in_text = "There is no link in the text of this article.";
    trail_begins = "This is where the trail begins.";
    trail_ends = "This is where the trail ends.";
    article_gone = "The article is no longer in the cache.";
    no_such_article(reference) = "There is no article “{reference}” in the cache.";
    nothing_here = "There is no article of the cache here.";
    link_not_cached(key) = "This article is not in the cache, and cannot be marked. Press {key} to fetch its page.";
    open_first = "Open an article first.";
    no_heading_that_way = "There is no heading that way.";
    nothing_wide_that_way = "Nothing here goes on that way.";
    no_pane_that_way = "There is no pane that way.";
    one_pane_alone = "Only one pane is shown here.";
    no_such_key(keys, help) = "{keys} does nothing here; {help} shows the keys.";
    refusal_keys = "esc closes";

    // A story as a whole, and those that are followed.
    story = "Story";
    story_keys(follow, bookmark, read)
        = "enter opens · {follow} follows · {bookmark} bookmarks · {read} read · esc closes";
    story_title(name, articles, sources) = "{name} · {articles} · {sources}";
    articles[count] = "1 article" / "{count} articles";
    sources[count] = "1 source" / "{count} sources";
    same_story = "same story";
    told_by_none_else
        = "No other article of the cache tells this story yet. Follow it, and what comes is marked.";
    you_are_here = "◂ you are here";
    another_paper = "another paper";
    copy_in(source, when) = "↳ copy in {source} · {when}";
    other_sources = "Other sources";
    not_followed = "This story is not followed.";
    never_merged = "No other story became a part of this one.";
    no_other_tells_it = "No other article tells this story.";

    // Reading: finding, headings, looks.
    match_of(current, all, needle) = "{current} of {all} “{needle}”";
    not_in_article(needle) = "“{needle}” is not in this article.";
    found_in_article(found) = "{found} · n next, N previous";
    contents = "Contents";
    no_headings = "This article has no headings.";
    themes = "Themes";
    mouse_works = "The mouse works here.";
    mouse_selects = "The mouse selects text, as in any terminal.";
    columns[count] = "1 column" / "{count} columns";
    ask_search = " search: ";
    pictures_hidden = "Pictures are hidden; their words stand alone.";
    pictures_shown = "Pictures are shown, where some were kept with the article.";
    pictures_need_colours = "Without colours there are no pictures; their words stand alone.";

    // Marks, and undoing them.
    bookmark = "Bookmark";
    bookmark_keys = "tab next · ctrl-e in $EDITOR · enter keeps · esc closes";
    ask_note = "note  ";
    ask_bookmark_tags = "tags  ";
    done(change, undo) = "{change} · {undo} undoes it";
    kept(change, note, undo) = "{change} · {note} adds a note, {undo} undoes it";
    undone(change) = "undone: {change}";
    done_again(change) = "done again: {change}";
    nothing_to_undo = "There is nothing to undo.";
    nothing_to_redo = "There is nothing to do again.";
    history = "What was changed";
    now_here = "now";
    taken_back = "taken back";
    nothing_changed = "before all changes";
    already_so = "That is as it is already.";

    // Links, files and programs outside of the reader.
    opening(url) = "Opening {url}";
    copied(url) = "Copied {url}";
    copied_addresses[count] = "Copied 1 address." / "Copied {count} addresses.";
    left_to_look_at[count] = "1 page may lead elsewhere than it seems to; open it by itself." / "{count} pages may lead elsewhere than they seem to; open them by themselves.";
    open_these_pages = "Open these pages?";
    pages[count] = "1 page" / "{count} pages";
    copied_quotation = "Copied the paragraph and its source.";
    copied_markdown = "Copied the article as Markdown.";
    no_address = "It has no address.";
    no_comments = "The article tells of no discussion.";
    nothing_to_play = "The article brings nothing to hear or see.";
    downloading(percent, megabytes) = "Downloading … {percent} %, {megabytes} MB";
    downloaded(name) = "Downloaded {name}";
    downloads_title = "Downloads";
    no_downloads = "Nothing was downloaded yet.";
    playing(url) = "Playing {url}";
    open_this_page = "Open this page?";
    open_this_page_keys = "y opens · esc closes";
    host(name) = "Host: {name}";
    give_story_to = "Pipe the article to";
    running(program) = "{program} is running …";
    ran(program) = "{program} is done.";
    output_keys = "↑ ↓ scroll · y copies · esc closes";
    no_pipes = "No program is named: [pipes] in the configuration names them.";
    writing(path) = "Writing {path}";
    written[count](path) = "1 article written to {path}" / "{count} articles written to {path}";
    bookmarks_written(path) = "the bookmarks were written to {path}";
    there_already(path) = "{path} is there already; choose another name";
    cannot_back_up(reason) = "Cannot write the backup: {reason}";
    ended_by_fault = "error: newsprint was ended from outside or by a fault; what was stored is safe";

    // Sheets over the panes.
    keys = "Keys";
    own_keys = "Keys of your own";
    follows_by_digit = "open the related link with this digit";
    keys_keys = "type to narrow · ↑ ↓ scroll · esc closes";
    messages = "Messages";
    messages_keys = "the last first · ↑ ↓ scroll · esc closes";
    no_messages = "There are no messages yet.";
    picker_keys = "enter picks · esc closes";
    completion_keys = "tab goes on · enter does it · esc closes";

    // Rules.
    rule_title = "A rule for what this search finds";
    rule_mute = "Mute: in no list but that of the muted";
    rule_mark = "Mark its row";
    rule_read = "Mark read";
    rule_bookmark = "Bookmark";
    rule_notify = "Notify me when one arrives";
    rule_tag = "Bookmark under a tag …";
    no_search_for_rule(search) = "A rule is made of a search: {search} begins one, then make the rule.";
    muted = "Muted";
    muted_by(search) = "Muted by the rule “{search}”";
    corrected(day) = "The text was corrected: noticed {day}";
    what_changed = "What changed";
    not_corrected = "The text has not changed since it came.";

    // Saved searches.
    no_search_to_save = "There is no search to save; / begins one.";
    turn_to_search_first = "Turn to the saved search first; views lists them.";
    search_saved(name) = "Saved as “{name}”; it stands among the views.";
    search_not_saved = "This search is not saved; :save-search NAME does that.";
    search_renamed(old, new) = "“{old}” is called “{new}” now.";
    search_forgotten(name) = "“{name}” is forgotten.";
    no_such_search(name) = "No saved search is called “{name}”.";

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
    command_view = "turn to a view, publication or section";
    command_search = "list what a search finds";
    command_filter = "narrow this list by a search";
    command_save_search = "keep the search of this list under a name";
    command_rename_search = "give the saved search of this list another name";
    command_forget_search = "forget a saved search";
    command_sort_by = "sort the list: newest, oldest, unread, longest, shortest, publication; a search also best";
    command_tag = "bookmark under tags: the selected articles, or this one";
    command_untag = "take tags off the selected articles, or this one";
    command_note = "bookmark this article with a note";
    command_open_found = "open the pages of all that a search finds outside";
    command_read_found = "mark everything read that a search finds";
    command_delete_found = "delete every article that a search finds";
    highlights = "Highlights";
    no_highlights(highlight) = "Nothing is highlighted yet. Press {highlight} in an article to mark a passage.";
    no_passage = "There is no text here to highlight.";
    highlight_keys = " enter marks · n with a note · j k sentence · w b longer, shorter · p paragraph · W B begin later, earlier · d unmarks · esc leaves";
    highlight_note = " note  ";
    command_follow = "follow the story under a name of your own";
    command_rule = "make a rule of this search, for what is here and what arrives";
    command_article = "open an article by its id, address or GUID";
    command_import = "import a file or folder";
    command_export = "write the selected articles, or this list, to .md or .jsonl";
    command_export_bookmarks = "write all bookmarks to .md, .json or .html";
    command_pipe_to = "pipe the open article to a program of the configuration";
    command_set = "choose a setting until you leave";
    command_takes(name, takes, help) = "{name} takes {takes}: {help}";
    no_such_command(name, hint) = "“{name}” is no command; {hint}";
    tab_shows_commands = "tab shows them all";
    story_needs_name = "a story needs a name";
    search_needs_name = "a saved search needs a name";
    rule_does = "a rule does mute, mark, read, bookmark or tag:NAME";
    orders_there_are = "a list is sorted by newest, oldest, unread, longest, shortest or publication; a search also by best";
    tags_are_words = "a tag is a word: bridges, to-read";
    is_until_you_leave(name, value)
        = "{name} is {value} until you leave; newsprint config path says where to keep it";

    note_reads(note) = "Note: {note}";

    // The effects of changes.
    marked_read[count] = "marked read" / "{count} articles marked read";
    marked_unread[count] = "marked unread" / "{count} articles marked unread";
    bookmarked[count] = "bookmarked" / "{count} articles bookmarked";
    bookmark_removed[count] = "removed from the bookmarks" / "{count} articles removed from the bookmarks";
    highlighted[count] = "highlighted" / "{count} passages highlighted";
    highlight_removed[count] = "highlight removed" / "{count} highlights removed";
    taken_out[count] = "taken out of the story" / "{count} articles taken out of the story";
    put_back[count] = "put back into the story" / "{count} articles put back into the story";
    deleted[count] = "deleted" / "{count} articles deleted";
    brought_back[count] = "brought back" / "{count} articles brought back";
    following_story(name) = "following {name}";
    story_rests(name) = "{name} is paused";
    no_longer_following = "no longer following";
    rule_holds[count](search, actions)
        = "rule “{search}” ({actions}) · 1 article" / "rule “{search}” ({actions}) · {count} articles";
    rule_gone[count](search) = "rule “{search}” taken back · 1 article" / "rule “{search}” taken back · {count} articles";

    // Why an article stands beside another, and the time between them.
    linked_from_here = "Linked from here";
    linked_here = "Linked here";
    same_story_heading = "Same story";
    this_story[sources] = "This story · 1 source" / "This story · {sources} sources";
    links_here_heading = "Links here";
    from_the_page = "From the page";
    folded_copies[count](sign) = "{sign} +1 copy" / "{sign} +{count} copies";
    folded_links[count](sign, heading) = "{sign} {heading}, 1 link" / "{sign} {heading}, {count} links";
    more_links[count](sign) = "{sign} 1 more link" / "{sign} {count} more links";
    other_languages_heading = "In other languages";
    background_heading = "Background";
    nearest_heading = "Nearest";
    background = "background";
    in_language(language) = "in {language}";
    in_another_language = "in another language";
    // The names of languages after their codes, as they stand in the sentence above.
    names_of_languages = "ar Arabic, bg Bulgarian, ca Catalan, cs Czech, da Danish, de German, el Greek, en English, es Spanish, et Estonian, eu Basque, fa Persian, fi Finnish, fr French, ga Irish, he Hebrew, hi Hindi, hr Croatian, hu Hungarian, hy Armenian, id Indonesian, is Icelandic, it Italian, ja Japanese, ko Korean, lt Lithuanian, lv Latvian, ne Nepali, nl Dutch, no Norwegian, pl Polish, pt Portuguese, ro Romanian, ru Russian, sk Slovak, sl Slovenian, sr Serbian, sv Swedish, ta Tamil, th Thai, tr Turkish, uk Ukrainian, vi Vietnamese, zh Chinese";
    in_common = "little in common";
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
    you_follow_it = "you follow it";
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
    to_come(date) = "{date} (to come)";
    about_author = "About the author";
    about_authors = "About the authors";
    only_the_link = "Only the link is kept here; the text is where it leads.";
    only_the_headline = "Only the headline is kept here; the text is not in the cache.";
    picture_of = "Picture: ";
    embedded_video = "Video";
    embedded_audio = "Audio";
    embedded_post = "Post";
    embedded_map = "Map";
    embedded_chart = "Chart";
    embedded_document = "Document";
    embedded_page = "Page";

    // The media files and the discussion of an article.
    medium_picture = "Picture";
    medium_transcript = "Transcript";
    medium_chapters = "Chapters";
    medium_file = "File";
    medium_megabytes[count] = "{count} MB";
    medium_kilobytes[count] = "{count} KB";
    comments = "Comments";
    comments_counted[count] = "1 comment" / "{count} comments";

    // The opening of the reader.
    sample_edition = "sample edition";
    sample_for_empty_cache = "This is the sample edition. Your own cache is empty: :import PATH fills it.";
    sample_demo = "Sample edition: begin with the first article. Nothing here is kept.";
    read_only = "The cache is read-only: nothing you do is kept.";
    files = "files";
    skipped[count]
        = "1 file or line was skipped; newsprint import --dry-run names it"
        / "{count} files or lines were skipped; newsprint import --dry-run names them";
    mistakes[count]
        = "1 mistake in the configuration: newsprint config check names it"
        / "{count} mistakes in the configuration: newsprint config check names them";
    more_keys = "more keys";
}
