-- When the pictures of a feed's articles are fetched; NULL as the setting for all feeds says.
ALTER TABLE feed ADD COLUMN pictures TEXT;
