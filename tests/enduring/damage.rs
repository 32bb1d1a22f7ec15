//! A damaged cache is told or works, is never silently empty, and is repaired by one command.

use std::fs;

use super::{Cache, articles, told};
use crate::support::chance::{Chance, is_long, trials};

/// Damages a file in one of many ways; says how.
fn damage(bytes: &mut Vec<u8>, chance: &mut Chance) -> String {
    const PAGE: usize = 4096;
    let page = chance.below(bytes.len() / PAGE) * PAGE;
    let whole = page..page + PAGE;
    match chance.below(6) {
        0 => {
            let (at, bit) = (page + chance.below(PAGE), chance.below(8));
            bytes[at] ^= 1 << bit;
            format!("bit {bit} of byte {at} flipped")
        }
        1 => {
            bytes[whole].fill(0);
            format!("page at {page} zeroed")
        }
        2 => {
            bytes[whole].fill_with(|| u8::try_from(chance.below(256)).expect("a byte"));
            format!("page at {page} overwritten")
        }
        3 => {
            bytes.truncate(page.max(PAGE));
            format!("cut to {}", bytes.len())
        }
        4 => {
            let other = chance.below(bytes.len() / PAGE) * PAGE;
            let copied = bytes[other..other + PAGE].to_vec();
            bytes[whole].copy_from_slice(&copied);
            format!("page at {page} written over by that at {other}")
        }
        _ => {
            let at = chance.below(100);
            bytes[at] = bytes[at].wrapping_add(1 + u8::try_from(chance.below(255)).expect("a byte"));
            format!("byte {at} of the header changed")
        }
    }
}

#[test]
fn a_damaged_cache_is_told_or_works_and_is_repaired_by_one_command() {
    let (cache, inputs) = (Cache::new(), tempfile::tempdir().expect("a folder"));
    fs::write(inputs.path().join("all.jsonl"), articles(0..120)).expect("written");
    assert!(cache.run(&["import", &inputs.path().join("all.jsonl").to_string_lossy()]).status.success());
    for number in (5..=120).step_by(5) {
        let added = cache.run(&["bookmark", "add", &format!("n{number}"), "--note", "kept", "--tag", "sky"]);
        assert!(added.status.success());
    }
    let whole = fs::read(cache.path()).expect("the cache");
    let all = cache.ids(&["list", "--json"]);
    let kept = cache.ids(&["bookmark", "list", "--json"]);

    let mut chance = Chance::new(3);
    let count = trials(250, 16);
    let (mut told_of, mut saved_alone, mut without_backup, mut articles_saved) = (0, 0, 0, 0);
    for number in 0..count {
        let trial = cache.copy();
        let mut bytes = whole.clone();
        let how = format!("image {number}, {}", damage(&mut bytes, &mut chance));
        fs::write(trial.path(), &bytes).expect("written");
        let has_backup = number % 2 == 0;
        if !has_backup {
            fs::remove_file(trial.folder.path().join("articles.sqlite.backup.json")).expect("removed");
        }

        let (list, check) = (trial.run(&["list", "--json"]), trial.run(&["check"]));
        for output in [&list, &check] {
            assert!(matches!(output.status.code(), Some(0 | 1)), "{how}: {}", told(output));
        }
        let listed = String::from_utf8_lossy(&list.stdout).lines().count();
        let works = list.status.success() && listed == all.len();
        assert!(works || !check.status.success(), "{how}: silent, {listed} articles");
        let says = String::from_utf8_lossy(&check.stderr).into_owned();
        assert!(check.status.success() || says.contains("hint: "), "{how}: {says}");
        told_of += usize::from(!check.status.success());

        let newer = says.contains("newer version");
        let repair = trial.run(&["check", "--repair"]);
        let nothing = !has_backup && bytes.len() < whole.len() / 4 && told(&repair).contains("nothing in it");
        assert!(repair.status.success() || newer || nothing, "{how}: {}", told(&repair));
        if newer || nothing {
            continue;
        }
        assert!(trial.run(&["check"]).status.success(), "{how}: {}", told(&trial.run(&["check"])));
        articles_saved += trial.ids(&["list", "--json"]).len();
        let bookmarks = trial.ids(&["bookmark", "list", "--json"]).len();
        if has_backup {
            assert!(bookmarks >= kept.len(), "{how}: {bookmarks} bookmarks\n{}", told(&repair));
        } else {
            without_backup += 1;
            saved_alone += usize::from(bookmarks == kept.len());
            if bookmarks < kept.len() {
                eprintln!("{how}: {bookmarks} of {} bookmarks without a backup", kept.len());
            }
        }
    }
    assert!(saved_alone * 100 >= without_backup * 90, "{saved_alone} of {without_backup}");
    eprintln!(
        "{count} damaged caches: {told_of} told, the others work, none silent; all bookmarks saved in \
         {saved_alone} of {without_backup} without a backup, in all with one; {} % of the articles",
        articles_saved * 100 / (count * all.len())
    );
    assert!(is_long() || count < 50);
}
