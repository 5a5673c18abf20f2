//! The town a text names, or near which it is: by the postal area of its postcode, else by name.

use std::sync::LazyLock;

/// The areas of UK postcodes and the town each is named after (Royal Mail's Postcode Address File).
const AREAS: &[(&str, &str)] = &[
    ("AB", "Aberdeen"),
    ("AL", "St Albans"),
    ("B", "Birmingham"),
    ("BA", "Bath"),
    ("BB", "Blackburn"),
    ("BD", "Bradford"),
    ("BH", "Bournemouth"),
    ("BL", "Bolton"),
    ("BN", "Brighton"),
    ("BR", "Bromley"),
    ("BS", "Bristol"),
    ("BT", "Belfast"),
    ("CA", "Carlisle"),
    ("CB", "Cambridge"),
    ("CF", "Cardiff"),
    ("CH", "Chester"),
    ("CM", "Chelmsford"),
    ("CO", "Colchester"),
    ("CR", "Croydon"),
    ("CT", "Canterbury"),
    ("CV", "Coventry"),
    ("CW", "Crewe"),
    ("DA", "Dartford"),
    ("DD", "Dundee"),
    ("DE", "Derby"),
    ("DG", "Dumfries"),
    ("DH", "Durham"),
    ("DL", "Darlington"),
    ("DN", "Doncaster"),
    ("DT", "Dorchester"),
    ("DY", "Dudley"),
    ("E", "London"),
    ("EC", "London"),
    ("EH", "Edinburgh"),
    ("EN", "Enfield"),
    ("EX", "Exeter"),
    ("FK", "Falkirk"),
    ("FY", "Blackpool"),
    ("G", "Glasgow"),
    ("GL", "Gloucester"),
    ("GU", "Guildford"),
    ("HA", "Harrow"),
    ("HD", "Huddersfield"),
    ("HG", "Harrogate"),
    ("HP", "Hemel Hempstead"),
    ("HR", "Hereford"),
    ("HS", "Outer Hebrides"),
    ("HU", "Hull"),
    ("HX", "Halifax"),
    ("IG", "Ilford"),
    ("IM", "Isle of Man"),
    ("IP", "Ipswich"),
    ("IV", "Inverness"),
    ("KA", "Kilmarnock"),
    ("KT", "Kingston upon Thames"),
    ("KW", "Kirkwall"),
    ("KY", "Kirkcaldy"),
    ("L", "Liverpool"),
    ("LA", "Lancaster"),
    ("LD", "Llandrindod Wells"),
    ("LE", "Leicester"),
    ("LL", "Llandudno"),
    ("LN", "Lincoln"),
    ("LS", "Leeds"),
    ("LU", "Luton"),
    ("M", "Manchester"),
    ("ME", "Rochester"),
    ("MK", "Milton Keynes"),
    ("ML", "Motherwell"),
    ("N", "London"),
    ("NE", "Newcastle upon Tyne"),
    ("NG", "Nottingham"),
    ("NN", "Northampton"),
    ("NP", "Newport"),
    ("NR", "Norwich"),
    ("NW", "London"),
    ("OL", "Oldham"),
    ("OX", "Oxford"),
    ("PA", "Paisley"),
    ("PE", "Peterborough"),
    ("PH", "Perth"),
    ("PL", "Plymouth"),
    ("PO", "Portsmouth"),
    ("PR", "Preston"),
    ("RG", "Reading"),
    ("RH", "Redhill"),
    ("RM", "Romford"),
    ("S", "Sheffield"),
    ("SA", "Swansea"),
    ("SE", "London"),
    ("SG", "Stevenage"),
    ("SK", "Stockport"),
    ("SL", "Slough"),
    ("SM", "Sutton"),
    ("SN", "Swindon"),
    ("SO", "Southampton"),
    ("SP", "Salisbury"),
    ("SR", "Sunderland"),
    ("SS", "Southend-on-Sea"),
    ("ST", "Stoke-on-Trent"),
    ("SW", "London"),
    ("SY", "Shrewsbury"),
    ("TA", "Taunton"),
    ("TD", "Galashiels"),
    ("TF", "Telford"),
    ("TN", "Tunbridge Wells"),
    ("TQ", "Torquay"),
    ("TR", "Truro"),
    ("TS", "Middlesbrough"),
    ("TW", "Twickenham"),
    ("UB", "Southall"),
    ("W", "London"),
    ("WA", "Warrington"),
    ("WC", "London"),
    ("WD", "Watford"),
    ("WF", "Wakefield"),
    ("WN", "Wigan"),
    ("WR", "Worcester"),
    ("WS", "Walsall"),
    ("WV", "Wolverhampton"),
    ("YO", "York"),
    ("ZE", "Lerwick"),
];

/// The town a text is about; `None`: it names none.
pub fn town_of(text: &str) -> Option<&'static str> {
    let folded = crate::text::fold(text);
    let words: Vec<&str> = folded.split(' ').collect();
    let by_postcode = words.windows(2).find_map(|two| town_of_postcode(two[0], two[1]));
    // "m145qx", written without its blank.
    let joined = || {
        let halves = words.iter().filter_map(|word| word.split_at_checked(word.len().checked_sub(3)?));
        halves.into_iter().find_map(|(outward, inward)| town_of_postcode(outward, inward))
    };
    by_postcode.or_else(joined).or_else(|| by_name(&format!(" {folded} ")))
}

/// The names of the towns, folded, between blanks. Two are everyday words.
static NAMES: LazyLock<Vec<(String, &str)>> = LazyLock::new(|| {
    let towns = AREAS.iter().map(|(_, town)| *town).filter(|town| !["Bath", "Reading"].contains(town));
    towns.map(|town| (format!(" {} ", crate::text::fold(town)), town)).collect()
});

/// The town whose name stands in the text, the longest name first.
fn by_name(folded: &str) -> Option<&'static str> {
    let named = NAMES.iter().filter(|(name, _)| folded.contains(name)).map(|(_, town)| *town);
    named.max_by_key(|town| town.len())
}

fn town_of_postcode(outward: &str, inward: &str) -> Option<&'static str> {
    let bytes = inward.as_bytes();
    let inward_fits = bytes.len() == 3 && bytes[0].is_ascii_digit() && bytes[1..].iter().all(u8::is_ascii_lowercase);
    let letters = outward.bytes().take_while(u8::is_ascii_lowercase).count();
    let outward_fits =
        outward.is_ascii() && (2..=4).contains(&outward.len()) && outward.as_bytes().get(letters).is_some_and(u8::is_ascii_digit);
    if !(inward_fits && outward_fits) {
        return None;
    }
    AREAS.iter().find(|(area, _)| area.eq_ignore_ascii_case(&outward[..letters])).map(|(_, town)| *town)
}

#[cfg(test)]
mod tests {
    use super::town_of;

    #[test]
    fn a_town_is_known_by_its_postcode_else_by_its_name() {
        for (text, town) in [
            ("a flat above a shop, Blackpool FY1 4DN", Some("Blackpool")),
            ("a house in Barrow-in-Furness LA14 2QT", Some("Lancaster")),
            ("m145qx", Some("Manchester")),
            ("railway station, Preston", Some("Preston")),
            ("coach station in Stoke on Trent", Some("Stoke-on-Trent")),
            ("by the canal", None),
            ("reading in the library", None),
            ("", None),
        ] {
            assert_eq!(town_of(text), town, "{text}");
        }
    }
}
