//! UK postcodes as lists write them.

/// The areas of UK postcodes (Royal Mail's Postcode Address File; with Jersey, Guernsey and the Isle of Man).
const POSTCODE_AREAS: &str = "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX \
    FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX \
    PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE";

/// A whole UK postcode as it is written, "M13 9PL", or `None`. Where a letter stands for a figure or the other way round (O and 0; I, L and
/// 1), what fits the form of a postcode and an area that there is, is meant.
pub(super) fn postcode(text: &str) -> Option<String> {
    let letters: String = text.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect();
    if !(5..=7).contains(&letters.len()) || !letters.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return None;
    }
    let (outward, _) = letters.split_at(letters.len() - 3);
    let district = outward.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    // "S014" is no district, the nought is the O of Southampton; and no district has the letters I, L or O.
    let no_district = district.len() > 1 && district.starts_with('0') || district.contains(['I', 'L', 'O']);
    let as_written = !no_district && is_area(&outward[..outward.len() - district.len()]);
    let meant = || whole_postcode(&corrected(&letters)?);
    if as_written { whole_postcode(&letters).or_else(meant) } else { meant().or_else(|| whole_postcode(&letters)) }
}

fn is_area(letters: &str) -> bool {
    POSTCODE_AREAS.split_ascii_whitespace().any(|area| area == letters)
}

/// A postcode in capitals without a space, with O and 0, and I, L and 1 as their places want them.
fn corrected(letters: &str) -> Option<String> {
    let letter = |c: char| match c {
        '0' => 'O',
        '1' => 'I',
        other => other,
    };
    let figure = |c: char| match c {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let chars: Vec<char> = letters.chars().collect();
    let area = [2, 1].into_iter().find(|n| {
        let area: String = chars[..*n].iter().map(|c| letter(*c)).collect();
        is_area(&area) && figure(chars[*n]).is_ascii_digit()
    })?;
    let inward = chars.len() - 3;
    let meant = |(i, c): (usize, &char)| if i < area || i > inward { letter(*c) } else { figure(*c) };
    // A word without a figure is no postcode.
    letters.bytes().any(|b| b.is_ascii_digit()).then(|| chars.iter().enumerate().map(meant).collect())
}

fn whole_postcode(letters: &str) -> Option<String> {
    let (out, within) = letters.split_at(letters.len() - 3);
    let inward = within.as_bytes();
    let fits = inward[0].is_ascii_digit() && inward[1..].iter().all(u8::is_ascii_alphabetic);
    let area = out.bytes().take_while(u8::is_ascii_alphabetic).count();
    (fits && (1..=2).contains(&area) && out.as_bytes().get(area).is_some_and(u8::is_ascii_digit)).then(|| format!("{out} {within}"))
}

/// The whole postcode at the end of an address.
pub(super) fn postcode_in(address: &str) -> Option<String> {
    let words: Vec<&str> = address.split([' ', ',']).filter(|w| !w.is_empty()).collect();
    let last_two = words.len().checked_sub(2).map(|from| words[from..].concat());
    words.last().and_then(|w| postcode(w)).or_else(|| last_two.and_then(|two| postcode(&two)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_postcode_is_read_with_letters_for_figures_and_without_its_space() {
        for (written, meant) in [
            ("M13 9PL", "M13 9PL"),
            ("m139pl", "M13 9PL"),
            ("MI3 9PL", "M13 9PL"),
            ("LS1 lRH", "LS1 1RH"),
            ("LSI IRH", ""),
            ("LSI 1RH", "LS1 1RH"),
            ("0X1 4AA", "OX1 4AA"),
            ("S014 0YN", "SO14 0YN"),
            ("SO14 OYN", "SO14 0YN"),
            ("YO1O 5DD", "YO10 5DD"),
            ("1P4 1AA", "IP4 1AA"),
            ("EC1A 1BB", "EC1A 1BB"),
            ("E1O 5NN", "E10 5NN"),
            ("BOILER", ""),
            ("FLOOR1", ""),
            ("LS1", ""),
            ("ÄB1 1AA", ""),
        ] {
            assert_eq!(postcode(written).unwrap_or_default(), meant, "{written}");
        }
    }

    #[test]
    fn a_postcode_ends_an_address() {
        assert_eq!(postcode_in("17 Oak Road, Leeds LSI 1RH").as_deref(), Some("LS1 1RH"));
        assert_eq!(postcode_in("Flat 2, Boiler House"), None);
    }
}
