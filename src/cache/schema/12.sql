-- What comes with an article to hear or see: 0 for nothing, else 2, and 1 more where it is to see, and four times its
-- seconds.
ALTER TABLE article ADD COLUMN media INTEGER NOT NULL DEFAULT 0;
