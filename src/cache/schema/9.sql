-- The commonest words first: among them are those that a letter stands for which somebody begins to type.
CREATE INDEX common_word_articles ON common_word (articles);
