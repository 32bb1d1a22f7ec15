-- What the texts of this cache have in common, as they are packed with it; its number stands in front of
-- each text.
CREATE TABLE dictionary (
    number INTEGER PRIMARY KEY,
    content BLOB NOT NULL
);
