-- Pictures kept with articles. Their bytes stand in a table of their own, once for all articles that show
-- them: no list, search or text reads over them.

-- The name tells the size and stands for the bytes.
CREATE TABLE picture (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    content BLOB NOT NULL
);

-- Which articles show which.
CREATE TABLE pictured (
    number INTEGER NOT NULL REFERENCES article (number) ON DELETE CASCADE,
    picture INTEGER NOT NULL REFERENCES picture (id),
    PRIMARY KEY (number, picture)
) WITHOUT ROWID;
CREATE INDEX pictured_picture ON pictured (picture);

-- A picture goes with the last article that shows it.
CREATE TRIGGER picture_left AFTER DELETE ON pictured BEGIN
    DELETE FROM picture
        WHERE id = OLD.picture AND NOT EXISTS (SELECT 1 FROM pictured WHERE picture = OLD.picture);
END;
