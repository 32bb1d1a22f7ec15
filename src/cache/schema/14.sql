-- Accounts on servers, and what they said last. What a person says of articles stands in `statement` as ever; here is
-- only what a server was told of it.

-- `url` is the address below which its protocol is spoken, `program` the words of the program that prints the
-- password, as JSON, or empty: no password is ever kept. `person` is whom the server answers for.
CREATE TABLE account (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    url TEXT NOT NULL UNIQUE,
    dialect TEXT NOT NULL,
    name TEXT NOT NULL,
    program TEXT NOT NULL,
    person TEXT NOT NULL,
    -- When it was in step last, in seconds since 1970, and why it was not since.
    synced INTEGER,
    reason TEXT,
    -- When the server was asked last which labels it has; none where it has none at all.
    labels INTEGER
);

-- The account that fetches a feed. The feed is subscribed to there once `account_feed` has it.
ALTER TABLE feed ADD COLUMN account INTEGER REFERENCES account (id) ON DELETE SET NULL;

-- The subscriptions of the server, with title and folder as it told them last. Without a feed, the person has
-- unsubscribed here, and the server is to be told.
CREATE TABLE account_feed (
    account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    stream TEXT NOT NULL,
    feed INTEGER REFERENCES feed (id) ON DELETE SET NULL,
    title TEXT NOT NULL,
    folder TEXT NOT NULL,
    PRIMARY KEY (account, stream)
) WITHOUT ROWID;
CREATE INDEX account_feed_feed ON account_feed (feed);

-- The items of the server by the digits of their ids, the articles they are here, and how the server said last that
-- they are; none where it did not say yet. Items stay when their articles go, so that they do not come again.
CREATE TABLE account_item (
    account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    item TEXT NOT NULL,
    article INTEGER NOT NULL,
    read INTEGER,
    starred INTEGER,
    PRIMARY KEY (account, item)
) WITHOUT ROWID;
CREATE INDEX account_item_article ON account_item (article);

-- The labels that the server of an account said last that an item has; kept of bookmarked articles alone.
CREATE TABLE account_label (
    account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    item TEXT NOT NULL,
    label TEXT NOT NULL,
    PRIMARY KEY (account, item, label)
) WITHOUT ROWID;

-- The last word of each article and kind that a person said here and the server has not agreed to yet; `about` and
-- `topic` as in `statement`.
CREATE TABLE account_waiting (
    account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    article INTEGER NOT NULL,
    about INTEGER NOT NULL,
    topic TEXT NOT NULL DEFAULT '',
    -- What was said.
    holds INTEGER NOT NULL,
    -- How often the server was told.
    tries INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (account, article, about, topic)
) WITHOUT ROWID;

-- What is said for the first time and holds is news; that something does not hold was so before.
CREATE TRIGGER statement_new_waits AFTER INSERT ON statement
WHEN NEW.about < 2 AND NEW.value IS NOT NULL AND NEW.article > 0 AND NEW.article IN (SELECT article FROM account_item) BEGIN
    INSERT INTO account_waiting (account, article, about, holds)
        SELECT DISTINCT account, NEW.article, NEW.about, 1 FROM account_item WHERE article = NEW.article
        ON CONFLICT DO UPDATE SET holds = excluded.holds, tries = 0;
END;
CREATE TRIGGER statement_other_waits AFTER UPDATE OF value ON statement
WHEN NEW.about < 2 AND (NEW.value IS NULL) <> (OLD.value IS NULL)
    AND NEW.article > 0 AND NEW.article IN (SELECT article FROM account_item) BEGIN
    INSERT INTO account_waiting (account, article, about, holds)
        SELECT DISTINCT account, NEW.article, NEW.about, NEW.value IS NOT NULL FROM account_item WHERE article = NEW.article
        ON CONFLICT DO UPDATE SET holds = excluded.holds, tries = 0;
END;

-- The bookmark is said before its tags: those of one that is taken off do not wait.
CREATE TRIGGER statement_new_tag_waits AFTER INSERT ON statement
WHEN NEW.about = 2 AND NEW.value IS NOT NULL
    AND NEW.article > 0 AND NEW.article IN (SELECT article FROM account_item)
    AND EXISTS (SELECT 1 FROM statement WHERE article = NEW.article AND name = 0 AND about = 1 AND value IS NOT NULL)
BEGIN
    INSERT INTO account_waiting (account, article, about, topic, holds)
        SELECT DISTINCT account, NEW.article, 2, NEW.topic, 1
            FROM account_item WHERE article = NEW.article
            AND account IN (SELECT id FROM account WHERE labels IS NOT NULL)
        ON CONFLICT DO UPDATE SET holds = excluded.holds, tries = 0;
END;
CREATE TRIGGER statement_other_tag_waits AFTER UPDATE OF value ON statement
WHEN NEW.about = 2 AND (NEW.value IS NULL) <> (OLD.value IS NULL)
    AND NEW.article > 0 AND NEW.article IN (SELECT article FROM account_item)
    AND EXISTS (SELECT 1 FROM statement WHERE article = NEW.article AND name = 0 AND about = 1 AND value IS NOT NULL)
BEGIN
    INSERT INTO account_waiting (account, article, about, topic, holds)
        SELECT DISTINCT account, NEW.article, 2, NEW.topic, NEW.value IS NOT NULL
            FROM account_item WHERE article = NEW.article
            AND account IN (SELECT id FROM account WHERE labels IS NOT NULL)
        ON CONFLICT DO UPDATE SET holds = excluded.holds, tries = 0;
END;
