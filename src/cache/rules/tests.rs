//! Rules on an in-memory cache.

use super::*;
use crate::cache::samples::{article, now, stored};
use crate::domain::{Change, ListRange, Order, Query};

fn rule(search: &str, actions: &[RuleAction]) -> ArrivalRule {
    ArrivalRule { search: Query::parse(search).unwrap(), actions: actions.to_vec() }
}

fn ruled(rules: &[ArrivalRule]) -> Cache {
    let mut cache = Cache::in_memory().unwrap();
    cache.set_rules(rules.to_vec()).unwrap();
    cache
}

fn headlines(cache: &Cache, view: &View) -> Vec<String> {
    let rows = cache.list(view, Order::NewestFirst, ListRange::first(99)).unwrap();
    let mut headlines: Vec<String> = rows.iter().map(|row| row.headline.to_string()).collect();
    headlines.sort();
    headlines
}

fn found(search: &str) -> View {
    View::Matching(Query::parse(search).unwrap().at(now()))
}

#[test]
fn a_muted_article_is_in_no_list_but_its_own_and_is_counted_apart() {
    let mut cache = ruled(&[rule("rain", &[RuleAction::Mute])]);
    stored(&mut cache, &article("Rain"));
    stored(&mut cache, &article("Snow"));

    for view in
        [View::All, View::Unread, View::Publication("The Gazette".into()), found("gazette"), found("river")]
    {
        assert_eq!(headlines(&cache, &view), ["Snow"], "{view:?}");
        assert_eq!(cache.count(&view).unwrap(), 1, "{view:?}");
    }
    assert_eq!(headlines(&cache, &found("is:muted")), ["Rain"]);
    assert_eq!(headlines(&cache, &found("gazette is:muted")), ["Rain"]);
    assert_eq!(headlines(&cache, &found("-is:muted")), ["Snow"]);
    let counts = cache.counts().unwrap();
    assert_eq!((counts.articles, counts.unread, counts.muted), (1, 1, 1));
    assert_eq!(cache.check().unwrap(), [""; 0]);
}

#[test]
fn muted_articles_regain_their_state_when_the_rule_is_removed() {
    let mut cache = ruled(&[rule("rain", &[RuleAction::Mute])]);
    let rain = stored(&mut cache, &article("Rain"));
    let read = stored(&mut cache, &article("Old rain"));
    assert_eq!(cache.muted_by(rain).unwrap().as_deref(), Some("rain"));
    cache.apply(&Change::Read(vec![(read, true)]), now()).unwrap();
    cache.apply_rule(&rule("rain", &[RuleAction::Mute]), false, now()).unwrap();
    assert_eq!(cache.counts().unwrap().muted, 2);

    cache.set_rules(Vec::new()).unwrap();

    assert_eq!(headlines(&cache, &View::All), ["Old rain", "Rain"]);
    assert_eq!(headlines(&cache, &View::Unread), ["Rain"]);
    assert_eq!(cache.counts().unwrap().muted, 0);
    assert_eq!(cache.check().unwrap(), [""; 0]);
}

#[test]
fn an_article_that_two_rules_mute_stays_muted_while_one_is_left() {
    let rules = [rule("rain", &[RuleAction::Mute]), rule("snow", &[RuleAction::Mute])];
    let mut cache = ruled(&rules);
    stored(&mut cache, &article("Rain and snow"));

    cache.set_rules(rules[1..].to_vec()).unwrap();
    assert_eq!(cache.counts().unwrap().muted, 1);
    cache.set_rules(vec![rule("snow", &[RuleAction::Mark])]).unwrap();
    assert_eq!(cache.counts().unwrap().muted, 0);
}

#[test]
fn a_rule_makes_the_statements_that_a_person_would() {
    let actions = [RuleAction::Read, RuleAction::Tag("wire".into()), RuleAction::Mark];
    let mut cache =
        ruled(&[rule("title:\"marram bridge\" or flood*", &actions), rule("snow", &[RuleAction::Bookmark])]);
    let bridge = stored(&mut cache, &article("Marram bridge"));
    let other = stored(&mut cache, &article("Bridge of Marram"));
    let floods = stored(&mut cache, &article("Floods and snow"));

    for id in [bridge, floods] {
        let row = cache.listed(&View::All, id).unwrap().unwrap();
        assert!(row.read && row.is_marked && row.bookmarked, "{id}");
    }
    let row = cache.listed(&View::All, other).unwrap().unwrap();
    assert!(!row.read && !row.is_marked && !row.bookmarked);
    let tags = cache.bookmark(floods).unwrap().map(|bookmark| bookmark.tags);
    assert_eq!(tags, Some(["wire".into()].into()));
    assert_eq!(cache.found_by(&cache.rules()[0].clone()).unwrap(), 2);
    assert_eq!(cache.found_by(&cache.rules()[1].clone()).unwrap(), 1);
}

#[test]
fn words_alone_find_what_the_whole_search_finds() {
    let searches = [
        "rain",
        "-rain",
        "rain or snow",
        "rain -snow",
        "\"rain and\"",
        "title:rain",
        "site:gazette snow*",
        "(rain snow) or hail",
        "-(rain or snow)",
        "is:unread rain",
        "author:lens",
        "-\"and snow\"",
        "r*",
        "lang:en",
    ];
    let rules: Vec<_> = searches.iter().map(|search| rule(search, &[RuleAction::Mark])).collect();
    let mut cache = ruled(&rules);
    for headline in ["Rain", "Snow", "Rain and snow", "Hail", "Sun", "Snow and rain", "Rainfall"] {
        stored(&mut cache, &article(headline));
    }

    for rule in &rules {
        let listed = cache.count(&View::Matching(rule.search.clone().at(now()))).unwrap();
        let found = cache.found_by(rule).unwrap();
        assert_eq!(usize::try_from(found).unwrap(), listed, "{}", rule.search.as_str());
    }
}

#[test]
fn rules_do_not_apply_to_known_articles() {
    let mut cache = ruled(&[]);
    let rain = stored(&mut cache, &article("Rain"));
    cache.set_rules(vec![rule("rain", &[RuleAction::Mute])]).unwrap();
    stored(&mut cache, &article("Rain"));

    assert_eq!(cache.counts().unwrap().muted, 0);
    let (change, _) = cache.apply_rule(&cache.rules()[0].clone(), false, now()).unwrap();
    assert_eq!(change.articles(), [rain]);
    assert_eq!(cache.counts().unwrap().muted, 1);

    // A person who marks the article unread has it back.
    cache.apply(&Change::Read(vec![(rain, false)]), now()).unwrap();
    assert_eq!(headlines(&cache, &View::Unread), ["Rain"]);
    cache.apply(&Change::Delete(vec![(rain, true)]), now()).unwrap();
    assert_eq!(cache.check().unwrap(), [""; 0]);
}

#[test]
fn a_rule_that_was_applied_is_undone_in_one_step() {
    let mut cache = ruled(&[]);
    let rain = stored(&mut cache, &article("Rain"));
    let old = stored(&mut cache, &article("Old rain"));
    stored(&mut cache, &article("Snow"));
    cache.apply(&Change::Read(vec![(old, true)]), now()).unwrap();
    let before = cache.counts().unwrap();
    let actions = [
        RuleAction::Mute,
        RuleAction::Read,
        RuleAction::Bookmark,
        RuleAction::Tag("wire".into()),
        RuleAction::Mark,
    ];

    let (change, inverse) = cache.apply_rule(&rule("rain", &actions), true, now()).unwrap();

    assert_eq!(change.articles().len(), 2);
    let counts = cache.counts().unwrap();
    assert_eq!((counts.muted, counts.unread, counts.bookmarks), (2, 1, 2));
    let again = cache.apply(&inverse, now()).unwrap();
    assert_eq!(cache.counts().unwrap(), before);
    assert!(!cache.listed(&View::All, rain).unwrap().unwrap().is_marked);
    assert_eq!(cache.bookmark(rain).unwrap(), None);
    cache.apply(&again, now()).unwrap();
    assert_eq!(cache.counts().unwrap(), counts);
    assert_eq!(cache.check().unwrap(), [""; 0]);
}

#[test]
fn a_deleted_article_that_is_brought_back_is_no_new_one() {
    let mut cache = ruled(&[]);
    let rain = stored(&mut cache, &article("Rain"));
    cache.set_rules(vec![rule("rain", &[RuleAction::Mute])]).unwrap();

    cache.apply(&Change::Delete(vec![(rain, true)]), now()).unwrap();
    cache.apply(&Change::Delete(vec![(rain, false)]), now()).unwrap();

    assert_eq!(headlines(&cache, &View::All), ["Rain"]);
}
