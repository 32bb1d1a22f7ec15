//! Stories that become one, and are parted again.

use super::*;

#[test]
fn two_stories_that_an_article_is_near_to_become_one_with_the_older_label() {
    let mut cache = two_stories();

    tell_both(&mut cache);

    assert_eq!(stories(&cache), [Some(StoryId(1)); 5]);
    assert_eq!(cache.check().unwrap(), [""; 0]);
}

#[test]
fn two_stories_that_became_one_are_parted_in_one_step_and_stay_apart() {
    let mut cache = two_stories();
    tell_both(&mut cache);
    let (part, articles) = cache.last_merged(StoryId(1)).unwrap().unwrap();
    let membership = StoryMembership { story: Some(part), is_taken_out: false };

    let parting = Change::StoryMembership(articles.iter().map(|id| (*id, membership)).collect());
    let undo = cache.apply(&parting, now()).unwrap();
    let parted = stories(&cache);
    stored(&mut cache, &headline("Marram Lowen girder Skerran Aldmouth Oxelby tollgate quay", 10));

    let counts = |cache: &Cache| [1, 2].map(|story| cache.story(StoryId(story)).unwrap().len());
    assert_eq!(parted.iter().filter(|story| **story == Some(part)).count(), 2);
    assert_eq!(counts(&cache).iter().sum::<usize>(), 6);
    assert!(counts(&cache).iter().all(|count| *count >= 2));
    assert_eq!(cache.last_merged(StoryId(1)).unwrap(), None);

    cache.apply(&undo, now()).unwrap();
    assert!(cache.last_merged(StoryId(1)).unwrap().is_some());
    assert_eq!(cache.check().unwrap(), [""; 0]);
}

#[test]
fn a_followed_story_keeps_its_label_when_another_becomes_part_of_it() {
    let mut cache = two_stories();
    follow(&mut cache, 2);

    tell_both(&mut cache);

    assert_eq!(stories(&cache), [Some(StoryId(2)); 5]);
    let followed = cache.followed().unwrap();
    assert_eq!((followed.len(), followed[0].articles, followed[0].new), (1, 5, 1));
}

#[test]
fn two_followed_stories_are_never_made_one() {
    let mut cache = two_stories();
    follow(&mut cache, 1);
    follow(&mut cache, 2);

    tell_both(&mut cache);

    let [one, other] = [1, 2].map(|story| cache.story(StoryId(story)).unwrap().len());
    assert_eq!((one.min(other), one.max(other)), (2, 3));
    assert_eq!(cache.followed().unwrap().len(), 2);
}

#[test]
fn a_report_that_stood_alone_is_taken_in_unless_a_person_took_it_out() {
    let tell = |apart: bool| {
        let mut cache = Cache::in_memory().unwrap();
        stored(&mut cache, &headline("Marram Lowen girder Skerran Aldmouth rivet pontoon ferryman", 1));
        let alone = headline("Marram Oxelby tollgate lantern quay regatta detour heron", 2);
        let alone = stored(&mut cache, &alone);
        if apart {
            let membership = StoryMembership { story: None, is_taken_out: true };
            cache.apply(&Change::StoryMembership(vec![(alone, membership)]), now()).unwrap();
        }
        stored(&mut cache, &headline("Marram girder Skerran Aldmouth Oxelby tollgate otter limpet", 3));
        stories(&cache)
    };

    let story = Some(StoryId(1));
    assert_eq!(tell(false), [story; 3]);
    assert_eq!(tell(true), [story, None, story]);
}
