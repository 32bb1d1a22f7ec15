//! Tests of dates as people write them, in the languages and forms of feeds and pages.

use super::*;

#[test]
fn dates_are_read_as_people_write_them() {
    for (text, expected) in [
        ("2020-05-07", "2020-05-07"),
        ("2020-05-07T10:30:00+02:00", "2020-05-07T10:30:00+02:00"),
        ("2020-05-07T10:30:00+0200", "2020-05-07T10:30:00+02:00"),
        ("2020-05-07 10:30:00 +0200", "2020-05-07T10:30:00+02:00"),
        ("2020-05-07 10:30:00 UTC", "2020-05-07T10:30:00Z"),
        ("2020-05-07T10:30:00", "2020-05-07"),
        ("Thu, 07 May 2020 10:30:00 GMT", "2020-05-07T10:30:00Z"),
        ("Fri, 07 May 2020 10:30:00 -0400", "2020-05-07T10:30:00-04:00"),
        ("May 7, 2020", "2020-05-07"),
        ("May 7th 2020 at 4:05 PM EDT", "2020-05-07T16:05:00-04:00"),
        ("Published: May. 7, 2020, 4:05 p.m. ET", "2020-05-07"),
        ("7 May 2020", "2020-05-07"),
        ("Donnerstag, 7. Mai 2020", "2020-05-07"),
        ("7. März 2020, 16:05 Uhr", "2020-03-07"),
        ("7 de mayo de 2020", "2020-05-07"),
        ("7 mai 2020 à 16h05", "2020-05-07"),
        ("7 maggio 2020", "2020-05-07"),
        ("7 мая 2020", "2020-05-07"),
        ("2020年5月7日", "2020-05-07"),
        ("2020/5/7 14:33:00", "2020-05-07"),
        ("07.05.2020", "2020-05-07"),
        ("25/12/2020", "2020-12-25"),
        ("12/25/2020", "2020-12-25"),
    ] {
        assert_eq!(moment(text, None).map(|moment| moment.to_string()).as_deref(), Some(expected), "{text}");
    }
}

/// An unknown form gives nothing; a form that is parsed wrongly would invent a date.
#[test]
fn the_table_of_written_forms_is_read_and_nothing_is_invented() {
    let table = include_str!("../../../tests/gold/dates.tsv").lines().filter(|line| !line.starts_with('#'));
    let (mut all, mut missed) = (0, Vec::new());
    for line in table {
        let [text, language, meant] = *line.split('\t').collect::<Vec<_>>() else { panic!("{line}") };
        let read = moment(text, Language::parse(language).as_ref()).map(|moment| moment.to_string());
        all += 1;
        if read.as_deref() != Some(meant).filter(|meant| *meant != "-") {
            assert_eq!(read, None, "{line}");
            missed.push(text);
        }
    }

    assert!(all >= 140 && missed.len() * 20 <= all, "{missed:?}");
}

#[test]
fn an_ambiguous_date_is_unknown() {
    let read = |text, tag| moment(text, Language::parse(tag).as_ref()).map(|moment| moment.to_string());

    assert_eq!(read("03/04/2020", "en"), None);
    assert_eq!(read("03/04/2020", "en-US").as_deref(), Some("2020-03-04"));
    assert_eq!(read("03/04/2020", "fr").as_deref(), Some("2020-04-03"));
    for text in ["yesterday", "May 2020", "1 of 3 readers", "32 May 2020", "0000-00-00", ""] {
        assert_eq!(read(text, "en"), None, "{text}");
    }
}

#[test]
fn seconds_and_milliseconds_are_distinguished() {
    assert_eq!(from_epoch(1_588_847_400.0).unwrap().to_string(), "2020-05-07T10:30:00Z");
    assert_eq!(from_epoch(1_588_847_400_000.0).unwrap().to_string(), "2020-05-07T10:30:00Z");
    assert_eq!(from_epoch(f64::INFINITY), None);
}

#[test]
fn a_number_of_eight_digits_is_a_day_and_a_year_is_no_epoch() {
    assert_eq!(from_epoch(20_200_507.0).unwrap().to_string(), "2020-05-07");
    assert_eq!((from_epoch(2_020.0), from_epoch(20_209_999.0)), (None, None));
}

#[test]
fn the_dates_of_a_document_show_their_order() {
    let order = |dates: &[&str]| order_shown(dates.iter().copied()).map(|order| order.as_str().to_owned());

    assert_eq!(order(&["5/4/2025 10:00", "17/4/2025"]).as_deref(), Some("en-GB"));
    assert_eq!(order(&["4/5/2025", "4/17/2025"]).as_deref(), Some("en-US"));
    assert_eq!(order(&["4/5/2025"]), None);
    assert_eq!(order(&["4/17/2025", "17/4/2025"]), None);
}

#[test]
fn a_tuesday_is_no_march() {
    for (text, expected) in [
        ("mar., 01 déc. 2020 16:11:02 +0000", "2020-12-01T16:11:02Z"),
        ("mar 02 juin 2020", "2020-06-02"),
        ("mar, 02 giu 2020 10:00:00 +0200", "2020-06-02T10:00:00+02:00"),
        ("mar 3 mar 2020", "2020-03-03"),
        ("mar. 3 mar. 2020", "2020-03-03"),
        ("Mar 3, 2020", "2020-03-03"),
    ] {
        for read in [moment, field] {
            let read = read(text, None).map(|moment| moment.to_string());
            assert_eq!(read.as_deref(), Some(expected), "{text}");
        }
    }
}

#[test]
fn a_field_keeps_an_hour_without_a_zone() {
    for (text, expected) in [
        ("2025-03-04 17:05:00", "2025-03-04T17:05:00"),
        ("2022-12-14T22:02:55", "2022-12-14T22:02:55"),
        ("Dec. 9, 2019, 6:11 p.m.", "2019-12-09T18:11:00"),
        ("Dec 9, 2019 6 PM", "2019-12-09T18:00:00"),
        ("7 mai 2020 à 16h05", "2020-05-07T16:05:00"),
        ("20200507103000", "2020-05-07T10:30:00"),
        ("10/30/23 21:55:58", "2023-10-30T21:55:58"),
        ("30.10.23", "2023-10-30"),
        ("1588847400", "2020-05-07T10:30:00Z"),
        ("1588847400000", "2020-05-07T10:30:00Z"),
        ("Thu, 07 May 2020 10:30:00 UT", "2020-05-07T10:30:00Z"),
        ("Fri, 31 Mar 2023 20:19:00 America/Los_Angeles", "2023-03-31T20:19:00-07:00"),
        ("2023-03-31T20:19:00[Europe/Berlin]", "2023-03-31T20:19:00+02:00"),
        ("2023-05-29T24:00:00Z", "2023-05-30T00:00:00Z"),
        ("wt., 01 gru 2020 10:00:00 +0100", "2020-12-01T10:00:00+01:00"),
        ("út, 01 pro 2020 10:00:00 +0100", "2020-12-01T10:00:00+01:00"),
        ("Τρι, 01 Δεκ 2020 10:00:00 +0200", "2020-12-01T10:00:00+02:00"),
        ("Sal, 01 Ara 2020 10:00:00 +0300", "2020-12-01T10:00:00+03:00"),
        ("Вт, 01 гру 2020 10:00:00 +0200", "2020-12-01T10:00:00+02:00"),
        ("1 ธันวาคม 2020 10:00 +0700", "2020-12-01T10:00:00+07:00"),
        ("2020年12月1日 下午4:11 +0800", "2020-12-01T16:11:00+08:00"),
        ("2020年12月1日 16時05分30秒", "2020-12-01T16:05:30"),
        ("2020年12月1日 下午4点05分", "2020-12-01T16:05:00"),
        ("2020년 12월 1일 16시 5분", "2020-12-01T16:05:00"),
        ("01.12.2020 16.05", "2020-12-01T16:05:00"),
        ("2020년 12월 1일 오전 4:11 +0900", "2020-12-01T04:11:00+09:00"),
        ("2020-12-1T6:1:2Z", "2020-12-01T06:01:02Z"),
    ] {
        let read = field(text, None).map(|moment| moment.to_string());
        assert_eq!(read.as_deref(), Some(expected), "{text}");
    }
    for text in ["3/4/23", "12345", "99.99.23", "soon", "24:00"] {
        assert_eq!(field(text, None), None, "{text}");
    }
}
