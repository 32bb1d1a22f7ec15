-- The first schema. Lists read only `article`: its rows are small and sorted by publication.

CREATE TABLE publication (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    articles INTEGER NOT NULL DEFAULT 0,
    unread INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE section (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    articles INTEGER NOT NULL DEFAULT 0,
    unread INTEGER NOT NULL DEFAULT 0
);

-- `key` sorts by publication; `number` is given once; `published` as it was told, else when it was
-- updated; `stored` when it came first, in seconds since 1970.
CREATE TABLE article (
    key INTEGER PRIMARY KEY,
    number INTEGER NOT NULL UNIQUE,
    headline TEXT NOT NULL,
    publication INTEGER REFERENCES publication (id),
    section INTEGER REFERENCES section (id),
    published TEXT,
    words INTEGER NOT NULL,
    stored INTEGER NOT NULL,
    read INTEGER NOT NULL DEFAULT 0,
    bookmarked INTEGER NOT NULL DEFAULT 0
);

-- Every index ends in the row number, which is the key: one group of rows is sorted by publication.
CREATE INDEX article_publication ON article (publication);
CREATE INDEX article_section ON article (section);
CREATE INDEX article_read ON article (read) WHERE read = 1;
CREATE INDEX article_unread ON article (read) WHERE read = 0;
CREATE INDEX article_bookmarked ON article (bookmarked) WHERE bookmarked = 1;

-- The article as JSON, in pieces: whole, two of three would leave a third of their page empty.
-- `piece` is the number of the article * 65536 + the position of the piece.
CREATE TABLE document (
    piece INTEGER PRIMARY KEY,
    content BLOB NOT NULL
);

-- Every name an article was known by, as a hash.
CREATE TABLE identity (
    hash INTEGER PRIMARY KEY,
    number INTEGER NOT NULL
);

CREATE TABLE reading (
    number INTEGER PRIMARY KEY REFERENCES article (number) ON DELETE CASCADE,
    block INTEGER NOT NULL,
    "offset" INTEGER NOT NULL,
    words TEXT NOT NULL,
    progress INTEGER NOT NULL,
    opened INTEGER NOT NULL
);
CREATE UNIQUE INDEX reading_opened ON reading (opened);
CREATE INDEX reading_unfinished ON reading (opened) WHERE progress < 100;

-- No cascade: an article that is bookmarked cannot be deleted.
CREATE TABLE bookmark (
    number INTEGER PRIMARY KEY REFERENCES article (number),
    added TEXT NOT NULL,
    note TEXT
);

CREATE TABLE bookmark_tag (
    number INTEGER NOT NULL REFERENCES bookmark (number) ON DELETE CASCADE,
    tag TEXT NOT NULL,
    PRIMARY KEY (number, tag)
) WITHOUT ROWID;

CREATE TABLE remembered (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

-- One column: words of a field are told apart by a mark before them, which costs a third of what
-- columns do. The words come folded, each once, with spaces between.
CREATE VIRTUAL TABLE full_text USING fts5 (
    text, content = '', contentless_delete = 1, detail = none,
    tokenize = 'ascii'
);
-- Merging eight segments at once instead of four writes each word less often during an import.
INSERT INTO full_text (full_text, rank) VALUES ('automerge', 8);

-- The terms of an article by which related ones are found, five bytes each.
CREATE TABLE signature (
    number INTEGER PRIMARY KEY REFERENCES article (number) ON DELETE CASCADE,
    terms BLOB NOT NULL
);

-- Signatures of `span` numbers from `first` on, turned round; the latest are in none yet.
CREATE TABLE segment (
    id INTEGER PRIMARY KEY,
    first INTEGER NOT NULL,
    span INTEGER NOT NULL
);

-- The articles of a segment that have a term: id = segment << 32 | term, three bytes each.
CREATE TABLE posting (
    id INTEGER PRIMARY KEY,
    entries BLOB NOT NULL
);

-- In how many articles terms stand.
CREATE TABLE census (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    counts BLOB NOT NULL
);
-- In how many articles of a sample a word stands: which words may stand for one that is being typed.
CREATE TABLE common_word (
    word TEXT PRIMARY KEY,
    articles INTEGER NOT NULL
) WITHOUT ROWID;

-- Counted here, so that nothing at start grows with the cache.
CREATE TABLE tally (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    last_number INTEGER NOT NULL,
    articles INTEGER NOT NULL,
    unread INTEGER NOT NULL,
    bookmarks INTEGER NOT NULL
);
INSERT INTO tally VALUES (1, 0, 0, 0, 0);

CREATE TRIGGER article_added AFTER INSERT ON article BEGIN
    UPDATE tally SET articles = articles + 1, unread = unread + (NEW.read = 0),
        bookmarks = bookmarks + NEW.bookmarked;
    UPDATE publication SET articles = articles + 1, unread = unread + (NEW.read = 0)
        WHERE id = NEW.publication;
    UPDATE section SET articles = articles + 1, unread = unread + (NEW.read = 0)
        WHERE id = NEW.section;
END;

CREATE TRIGGER article_removed AFTER DELETE ON article BEGIN
    DELETE FROM document WHERE piece BETWEEN (OLD.number << 16) AND (OLD.number << 16 | 65535);
    UPDATE tally SET articles = articles - 1, unread = unread - (OLD.read = 0),
        bookmarks = bookmarks - OLD.bookmarked;
    UPDATE publication SET articles = articles - 1, unread = unread - (OLD.read = 0)
        WHERE id = OLD.publication;
    UPDATE section SET articles = articles - 1, unread = unread - (OLD.read = 0)
        WHERE id = OLD.section;
END;

CREATE TRIGGER article_changed AFTER UPDATE OF read, bookmarked, publication, section ON article BEGIN
    UPDATE tally SET unread = unread - (OLD.read = 0) + (NEW.read = 0),
        bookmarks = bookmarks - OLD.bookmarked + NEW.bookmarked;
    UPDATE publication SET articles = articles - 1, unread = unread - (OLD.read = 0)
        WHERE id = OLD.publication;
    UPDATE publication SET articles = articles + 1, unread = unread + (NEW.read = 0)
        WHERE id = NEW.publication;
    UPDATE section SET articles = articles - 1, unread = unread - (OLD.read = 0)
        WHERE id = OLD.section;
    UPDATE section SET articles = articles + 1, unread = unread + (NEW.read = 0)
        WHERE id = NEW.section;
END;
