-- The passages of a text, as JSON, before it was corrected last, and when the correction came.
CREATE TABLE correction (
    number INTEGER PRIMARY KEY REFERENCES article (number) ON DELETE CASCADE,
    noticed INTEGER NOT NULL,
    before TEXT NOT NULL
);
