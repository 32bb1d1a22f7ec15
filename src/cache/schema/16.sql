-- How often a feed is asked by itself, in minutes: as the person says, or else as the feed asks for. Whether it is a
-- page without a feed, whose links are its entries.
ALTER TABLE feed ADD COLUMN every INTEGER;
ALTER TABLE feed ADD COLUMN ttl INTEGER;
ALTER TABLE feed ADD COLUMN watched INTEGER NOT NULL DEFAULT 0;
