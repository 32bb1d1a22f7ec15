//! Names of months in the main languages of news, and of time zones.

use std::collections::HashMap;
use std::sync::LazyLock;

use jiff::tz::Offset;

/// Stems of the names, by month, in lower case; a name is recognised by the longest stem at its start.
const MONTHS: [&str; 12] = [
    "january jan ian januar jänner janvier janv enero ene gennaio gen janeiro januari январ янв січ styczeń stycznia led ledna ocak января január januára ianuarie siječnja januara tammikuu tammikuuta януар ιανουαρίου يناير ינואר בינואר जनवरी sty oca ιαν ιανουάριος gener ian яну јан sausio janvāris jaanuar tammi januárius มกราคม",
    "february feb februar février fevrier févr fév febrero febbraio fevereiro fev februari феврал фев лют luty lutego únor února şubat február februára februarie veljače februara helmikuu helmikuuta φεβρουαρίου فبراير פברואר בפברואר फरवरी फ़रवरी lut úno febr şub φεβ φεβρουάριος febrer феб vasario februāris veebruar helmi กุมภาพันธ์",
    "march mar märz mär mrz maerz mars marzo março maart mrt marts март марта мар берез marzec marca březen března mart március martie ožujka marta maret maaliskuu maaliskuuta μαρτίου مارس מרץ במרץ मार्च bře márc μαρ μάρ μάρτιος març kovo märts martā maalis มีนาคม бер",
    "april apr avril avr abril abr aprile апрел апр квіт kwiecień kwietnia duben dubna nisan április aprilie apríla travnja aprila huhtikuu huhtikuuta απριλίου أبريل ابريل אפריל באפריל अप्रैल kwi dub nis ápr απρ απρίλιος balandžio aprīlis huhti เมษายน кві",
    "may mai mayo maggio mag maio mei maj мая май трав maja květen května mayıs május mája svibnja toukokuu toukokuuta μαΐου μαίου مايو מאי במאי मई kvě máj μάι μαϊ μάϊ μάιος maig мај gegužės maijs touko พฤษภาคม тра",
    "june jun iun juni juin junio giugno giu junho июн черв czerwiec czerwca červen června haziran június júna iunie lipnja juna kesäkuu kesäkuuta юни ιουνίου يونيو יוני ביוני जून cze čvn haz ιουν ιούν ιούνιος juny jún јун birželio jūnijs juuni kesä มิถุนายน чер",
    "july jul juli juillet juil julio luglio lug julho июл лип lipiec lipca červenec července temmuz július júla iulie srpnja jula heinäkuu heinäkuuta юли ιουλίου يوليو יולי ביולי जुलाई čvc tem ιουλ ιούλ ιούλιος juliol júl iul јул liepos jūlijs juuli heinä กรกฎาคม",
    "august aug août aout agosto ago augustus augusti август авг серп sierpień sierpnia srpen srpna ağustos augusztus augusta kolovoza avgusta agustus elokuu elokuuta αυγούστου أغسطس اغسطس אוגוסט באוגוסט अगस्त sie srp ağu αυγ αύγ αύγουστος agost ags agu rugpjūčio augusts elo สิงหาคม",
    "september sep sept septembre septiembre setiembre settembre set setembro сентябр сен верес wrzesień września září eylül szeptember septembra septembrie rujna septembar syyskuu syyskuuta септ σεπτεμβρίου سبتمبر ספטמבר בספטמבר सितंबर सितम्बर wrz zář eyl σεπ σεπτ σεπτέμβριος setembre szept rugsėjo septembris syys กันยายน вер",
    "october oct oktober okt octobre octubre ottobre ott outubro out октябр окт жовт październik października říjen října ekim október októbra octombrie oktobra lokakuu lokakuuta οκτωβρίου أكتوبر اكتوبر אוקטובר באוקטובר अक्टूबर अक्तूबर paź říj eki οκτ οκτώβριος oktobris oktoober spalio loka ตุลาคม жов",
    "november nov novembre noviembre novembro ноябр ноя листопад listopada listopad kasım novembra noiembrie studenoga novembar marraskuu marraskuuta ноем νοεμβρίου نوفمبر נובמבר בנובמבר नवंबर नवम्बर lis kas νοε νοέ νοέμβριος noi нов lapkričio novembris marras พฤศจิกายน лис",
    "december dec dezember dez décembre decembre déc diciembre dic dicembre dezembro декабр дек груд grudzień grudnia prosinec prosince aralık decembra decembrie prosinca desember decembar joulukuu joulukuuta δεκεμβρίου ديسمبر דצמבר בדצמבר दिसंबर दिसम्बर gru pro ara δεκ δεκέμβριος desembre des detsember decembris gruodžio joulu ธันวาคม гру",
];

/// Zones whose name has one meaning in news. Others (IST, CST in Asia) are unknown.
const ZONES: &[(&str, i8)] = &[
    ("Z", 0),
    ("UTC", 0),
    ("UT", 0),
    ("GMT", 0),
    ("WET", 0),
    ("WEST", 1),
    ("BST", 1),
    ("CET", 1),
    ("CEST", 2),
    ("MEZ", 1),
    ("MESZ", 2),
    ("EET", 2),
    ("EEST", 3),
    ("MSK", 3),
    ("МСК", 3),
    ("EST", -5),
    ("EDT", -4),
    ("CDT", -5),
    ("MST", -7),
    ("MDT", -6),
    ("PST", -8),
    ("PDT", -7),
    ("AKST", -9),
    ("AKDT", -8),
    ("HST", -10),
    ("BRT", -3),
    ("TRT", 3),
    ("SAST", 2),
    ("WIB", 7),
    ("HKT", 8),
    ("KST", 9),
    ("JST", 9),
    ("AEST", 10),
    ("AEDT", 11),
    ("NZST", 12),
    ("NZDT", 13),
];

/// The months by their full names; of equal names the first.
static NAMED: LazyLock<HashMap<&str, i32>> = LazyLock::new(|| {
    let mut named = HashMap::new();
    for (number, stems) in (1..).zip(MONTHS) {
        for stem in stems.split(' ') {
            named.entry(stem).or_insert(number);
        }
    }
    named
});

pub fn month(word: &str) -> Option<i32> {
    let word = word.to_lowercase();
    if !word.starts_with(is_cyrillic) {
        return NAMED.get(word.as_str()).copied();
    }
    // Cyrillic names are inflected; other names are matched whole.
    let begins = |stem: &str| word.starts_with(stem) && stem.chars().all(is_cyrillic);
    (1..).zip(MONTHS).find(|(_, stems)| stems.split(' ').any(begins)).map(|(number, _)| number)
}

/// The offset of a zone's name, in capitals alone, since "est" and "cet" are words.
pub fn zone(word: &str) -> Option<Offset> {
    ZONES.iter().find(|(name, _)| *name == word).map(|(_, hours)| Offset::constant(*hours))
}

fn is_cyrillic(character: char) -> bool {
    ('\u{400}'..='\u{4ff}').contains(&character)
}
