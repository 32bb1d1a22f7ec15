//! The pictures of articles: stored once each, read one by one when they are drawn, and removed with the last
//! article that shows them.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::{Cache, CacheError, document};
use crate::domain::{Article, ArticleId, Picture, PictureName, WebUrl};

/// Replaces the pictures of an article. A picture of which only the name is at hand stays, where it is
/// stored.
pub(super) fn write(connection: &Connection, id: ArticleId, pictures: &[Picture]) -> Result<(), CacheError> {
    let mut add =
        connection.prepare_cached("INSERT OR IGNORE INTO picture (name, content) VALUES (?1, ?2)")?;
    let mut show = connection.prepare_cached(
        "INSERT OR IGNORE INTO pictured (number, picture) SELECT ?1, id FROM picture WHERE name = ?2",
    )?;
    for picture in pictures {
        let name = picture.name().to_string();
        if let Some(bytes) = picture.bytes() {
            add.execute(params![name, bytes])?;
        }
        show.execute(params![id.0, name])?;
    }
    let names: Vec<String> = pictures.iter().map(|picture| picture.name().to_string()).collect();
    let names = serde_json::to_string(&names).expect("names are plain text");
    connection
        .prepare_cached(
            "DELETE FROM pictured WHERE number = ?1 AND picture NOT IN
             (SELECT id FROM picture WHERE name IN (SELECT value FROM json_each(?2)))",
        )?
        .execute(params![id.0, names])?;
    Ok(())
}

/// Whether every picture is stored.
pub(super) fn are_stored(connection: &Connection, pictures: &[Picture]) -> Result<bool, CacheError> {
    if pictures.is_empty() {
        return Ok(true);
    }
    let mut find = connection.prepare_cached("SELECT 1 FROM picture WHERE name = ?1")?;
    for picture in pictures {
        if !find.exists([picture.name().to_string()])? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Removes the pictures of an article that are not stored; their captions stay.
pub(super) fn drop_missing(connection: &Connection, article: &mut Article) -> Result<(), CacheError> {
    let mut lost = Vec::new();
    for picture in article.pictures() {
        if !are_stored(connection, std::slice::from_ref(picture))? {
            lost.push(picture.name());
        }
    }
    if !lost.is_empty() {
        article.each_figure_mut(&mut |figure| {
            figure.picture.take_if(|picture| lost.contains(&picture.name()));
        });
    }
    Ok(())
}

/// Gives the article the pictures at the addresses of its figures that have none; returns how many figures got one.
fn give(article: &mut Article, pictures: &[(WebUrl, Picture)]) -> usize {
    let mut given = 0;
    article.each_figure_mut(&mut |figure| {
        let of_url = |url: &WebUrl| pictures.iter().find(|(known, _)| known == url);
        if figure.picture.is_none()
            && let Some((_, picture)) = figure.url.as_ref().and_then(of_url)
        {
            figure.picture = Some(picture.clone());
            given += 1;
        }
    });
    given
}

/// The next edition of an article with the pictures that were fetched for the one before; `None` where no picture
/// carries over.
pub(super) fn carried_over(before: &Article, article: &Article) -> Option<Article> {
    let with_address = before.figures().into_iter();
    let fetched: Vec<_> =
        with_address.filter_map(|figure| figure.url.clone().zip(figure.picture.clone())).collect();
    if fetched.is_empty() {
        return None;
    }
    let mut article = article.clone();
    (give(&mut article, &fetched) > 0).then_some(article)
}

/// Whether any picture is kept with an article.
pub(super) fn has_any(connection: &Connection, id: ArticleId) -> Result<bool, CacheError> {
    Ok(connection.prepare_cached("SELECT 1 FROM pictured WHERE number = ?1")?.exists([id.0])?)
}

impl Cache {
    /// Stores fetched pictures with an article, each with the figures of its address; returns the number of these.
    pub fn add_pictures(
        &mut self,
        id: ArticleId,
        pictures: &[(WebUrl, Picture)],
    ) -> Result<usize, CacheError> {
        self.transaction(|cache| {
            let Some(mut article) = cache.article(id)? else { return Ok(0) };
            let given = give(&mut article, pictures);
            if given > 0 {
                let shown: Vec<Picture> = article.pictures().into_iter().cloned().collect();
                write(&cache.connection, id, &shown)?;
                document::rewrite_article(&cache.connection, &mut None, id, &article)?;
            }
            Ok(given)
        })
    }

    /// The bytes of a picture; `None` where no article shows it.
    pub fn picture(&self, name: PictureName) -> Result<Option<Vec<u8>>, CacheError> {
        let mut statement = self.connection.prepare_cached("SELECT content FROM picture WHERE name = ?1")?;
        Ok(statement.query_row([name.to_string()], |row| row.get(0)).optional()?)
    }

    /// The problems of the pictures, a sentence each.
    pub(super) fn check_pictures(&self) -> Result<Vec<String>, CacheError> {
        let mut found = Vec::new();
        let mut statement = self.connection.prepare(
            "SELECT name, content, EXISTS (SELECT 1 FROM pictured WHERE picture = picture.id) FROM picture",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (name, content) = (row.get::<_, String>(0)?, row.get_ref(1)?.as_blob().unwrap_or_default());
            let label = name
                .parse()
                .map_or_else(|_| "without a name".to_owned(), |name: PictureName| name.to_string());
            if !matches_name(&name, content) {
                found.push(format!("the picture {label} is damaged"));
            } else if !row.get::<_, bool>(2)? {
                found.push(format!("the picture {label} belongs to no article"));
            }
        }
        Ok(found)
    }
}

/// Whether these are the bytes of a name.
pub(super) fn matches_name(name: &str, content: &[u8]) -> bool {
    name.parse().is_ok_and(|name: PictureName| PictureName::of(content, name.width, name.height) == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cache::StoreOutcome;
    use crate::cache::samples::{article, now, stored};
    use crate::domain::{Block, Body, Figure};

    fn picture(bytes: &[u8]) -> Picture {
        Picture::of(bytes.to_vec(), 40, 30)
    }

    fn showing(headline: &str, pictures: &[Picture]) -> Article {
        let figure =
            |picture: &Picture| Block::Figure(Figure { picture: Some(picture.clone()), ..Figure::default() });
        let sample = article(headline);
        let body = sample.body.0.iter().cloned().chain(pictures.iter().map(figure)).collect();
        Article { body: Body(body), ..sample }
    }

    fn count(cache: &Cache) -> u32 {
        cache.connection.query_one("SELECT count(*) FROM picture", [], |row| row.get(0)).unwrap()
    }

    #[test]
    fn a_picture_is_kept_once_and_goes_with_the_last_article_that_shows_it() {
        let mut cache = Cache::in_memory().unwrap();
        let (one, two) = (picture(b"one"), picture(b"two"));
        let rain = stored(&mut cache, &showing("Rain", &[one.clone(), two.clone()]));
        let snow = stored(&mut cache, &showing("Snow", &[one.clone(), one.clone()]));
        assert_eq!(count(&cache), 2);

        assert_eq!(cache.picture(one.name()).unwrap().as_deref(), Some(b"one".as_slice()));
        let read = cache.article(rain).unwrap().unwrap();
        assert_eq!(read.pictures(), [&one, &two]);
        assert!(read.pictures().iter().all(|picture| picture.bytes().is_none()));

        cache.remove(&[rain]).unwrap();
        assert_eq!((count(&cache), cache.picture(two.name()).unwrap()), (1, None));
        cache.remove(&[snow]).unwrap();
        assert_eq!(count(&cache), 0);
        assert_eq!(cache.check().unwrap(), [""; 0]);
    }

    #[test]
    fn another_edition_brings_and_leaves_pictures_and_the_same_one_changes_nothing() {
        let mut cache = Cache::in_memory().unwrap();
        let (one, two) = (picture(b"one"), picture(b"two"));
        let first = showing("Rain", std::slice::from_ref(&one));
        stored(&mut cache, &first);
        let before = cache.connection.total_changes();
        stored(&mut cache, &first);
        assert_eq!(cache.connection.total_changes(), before);

        let named = Picture::named(one.name());
        let id = stored(&mut cache, &showing("Rain", &[two.clone(), named]));
        assert_eq!(count(&cache), 2);
        stored(&mut cache, &showing("Rain", std::slice::from_ref(&two)));
        assert_eq!(count(&cache), 1);

        cache.connection.execute_batch("DELETE FROM pictured; DELETE FROM picture;").unwrap();
        assert_eq!(cache.check().unwrap(), [format!("a picture of article {id} is missing")]);
        stored(&mut cache, &showing("Rain", std::slice::from_ref(&two)));
        assert_eq!(cache.check().unwrap(), [""; 0]);
    }

    #[test]
    fn fetched_pictures_stay_with_the_figures_of_their_addresses_through_later_editions() {
        let mut cache = Cache::in_memory().unwrap();
        let url = |path: &str| WebUrl::parse(&format!("https://paper.example/{path}")).unwrap();
        let figure = |path: &str| Block::Figure(Figure { url: Some(url(path)), ..Figure::default() });
        let sample = article("Rain");
        let with = |paths: &[&str]| {
            let figures = paths.iter().map(|path| figure(path));
            let body = Body(sample.body.0.iter().cloned().chain(figures).collect());
            Article { body, ..sample.clone() }
        };
        let edition = |cache: &mut Cache, paths: &[&str]| cache.store(&[with(paths)], now()).unwrap()[0];
        let id = edition(&mut cache, &["a.png", "b.png"]).id;
        let (one, two) = (picture(b"one"), picture(b"two"));

        let fetched = [(url("a.png"), one.clone()), (url("z.png"), two)];
        assert_eq!(cache.add_pictures(id, &fetched).unwrap(), 1);
        assert_eq!(cache.article(id).unwrap().unwrap().pictures(), [&one]);
        assert_eq!((count(&cache), cache.check().unwrap()), (1, vec![]));

        let same = edition(&mut cache, &["a.png", "b.png"]);
        assert_eq!(same.outcome, StoreOutcome::Unchanged);
        let longer = edition(&mut cache, &["a.png", "b.png", "c.png"]);
        assert_eq!((longer.id, longer.outcome), (id, StoreOutcome::Updated));
        assert_eq!(cache.article(id).unwrap().unwrap().pictures(), [&one]);
        assert_eq!(cache.picture(one.name()).unwrap().as_deref(), Some(b"one".as_slice()));

        edition(&mut cache, &["b.png"]);
        assert_eq!((count(&cache), cache.check().unwrap()), (0, vec![]));
    }

    #[test]
    fn damaged_and_unreferenced_pictures_are_reported() {
        let mut cache = Cache::in_memory().unwrap();
        let (one, two) = (picture(b"one"), picture(b"two"));
        cache.store(&[showing("Rain", &[one.clone(), two.clone()])], now()).unwrap();
        let spoil = format!("UPDATE picture SET content = x'00' WHERE name = '{}'", one.name());

        cache.connection.execute_batch(&spoil).unwrap();
        assert_eq!(cache.check().unwrap(), [format!("the picture {} is damaged", one.name())]);

        let stray = picture(b"stray");
        cache
            .connection
            .execute(
                "INSERT INTO picture (name, content) VALUES (?1, ?2)",
                params![stray.name().to_string(), b"stray"],
            )
            .unwrap();
        assert_eq!(cache.check().unwrap()[1], format!("the picture {} belongs to no article", stray.name()));
    }
}
