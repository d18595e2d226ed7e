//! Letters and digits made plain. On a server by the whole of Unicode's tables; in the browser, where those would weigh more than all else
//! together, by what people here type: Latin letters, full-width, raised and styled digits. The server decides.

#[cfg(not(target_arch = "wasm32"))]
pub(super) use whole::{compatible, is_combining_mark, without_accents};

#[cfg(target_arch = "wasm32")]
pub(super) use small::{compatible, is_combining_mark, without_accents};

#[cfg(not(target_arch = "wasm32"))]
mod whole {
    use unicode_normalization::UnicodeNormalization;
    pub use unicode_normalization::char::is_combining_mark;

    /// The one plain character that this one stands for, or itself.
    pub fn compatible(c: char) -> char {
        let mut wide = std::iter::once(c).nfkc();
        match (wide.next(), wide.next()) {
            (Some(one), None) => one,
            _ => c,
        }
    }

    /// In small letters without accents.
    pub fn without_accents(c: char, out: &mut String) {
        out.extend(std::iter::once(c).nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase));
    }
}

#[cfg(any(target_arch = "wasm32", test))]
mod small {
    /// Accented small letters by the plain one.
    const LATIN: &[(char, &str)] = &[
        ('a', "àáâãäåāăąḁạảấầẩẫậắằẳẵặ"),
        ('b', "ḃḅḇ"),
        ('c', "çćĉċčḉ"),
        ('d', "ďḋḍḏḑḓ"),
        ('e', "èéêëēĕėęěḕḗḙḛḝẹẻẽếềểễệ"),
        ('f', "ḟ"),
        ('g', "ĝğġģḡ"),
        ('h', "ĥḣḥḧḩḫẖ"),
        ('i', "ìíîïĩīĭįİḭḯỉị"),
        ('j', "ĵ"),
        ('k', "ķḱḳḵ"),
        ('l', "ĺļľḷḹḻḽ"),
        ('m', "ḿṁṃ"),
        ('n', "ñńņňṅṇṉṋ"),
        ('o', "òóôõöōŏőṍṏṑṓọỏốồổỗộớờởỡợ"),
        ('p', "ṕṗ"),
        ('r', "ŕŗřṙṛṝṟ"),
        ('s', "śŝşšṡṣṥṧṩ"),
        ('t', "ţťṫṭṯṱẗ"),
        ('u', "ùúûüũūŭůűųṳṵṷṹṻụủứừửữự"),
        ('v', "ṽṿ"),
        ('w', "ŵẁẃẅẇẉẘ"),
        ('x', "ẋẍ"),
        ('y', "ýÿŷẏẙỳỵỷỹ"),
        ('z', "źżžẑẓẕ"),
    ];

    pub fn is_combining_mark(c: char) -> bool {
        matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}')
    }

    /// The one plain character that this one stands for, or itself.
    pub fn compatible(c: char) -> char {
        let code = u32::from(c);
        let digit = |from: u32| char::from_digit(code.saturating_sub(from), 10).unwrap_or(c);
        match code {
            0xff01..=0xff5e => char::from_u32(code - 0xfee0).unwrap_or(c),
            0xb9 => '1',
            0xb2 => '2',
            0xb3 => '3',
            0x2070 | 0x2074..=0x2079 => digit(0x2070),
            0x2080..=0x2089 => digit(0x2080),
            0x2460..=0x2468 => digit(0x245f),
            0x1d7ce..=0x1d7ff => char::from_digit((code - 0x1d7ce) % 10, 10).unwrap_or(c),
            _ => c,
        }
    }

    /// In small letters without accents.
    pub fn without_accents(c: char, out: &mut String) {
        for small in c.to_lowercase().filter(|c| !is_combining_mark(*c)) {
            let plain = LATIN.iter().find(|(_, all)| all.contains(small)).map_or(small, |(plain, _)| *plain);
            out.push(plain);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{small, whole};

    #[test]
    fn what_people_type_is_made_plain_in_the_browser_as_on_the_server() {
        let latin = (0xc0..0x180).chain(0x1e00..0x1e9c).chain(0xff01..0xff5f).chain(0x1d7ce..0x1d800).filter_map(char::from_u32);
        for c in latin.filter(|c| !matches!(c, 'ŀ' | 'Ŀ' | 'ŉ' | 'ſ' | 'ẛ' | 'ẚ' | 'İ' | 'ĳ' | 'Ĳ')) {
            let (mut a, mut b) = (String::new(), String::new());
            small::without_accents(small::compatible(c), &mut a);
            whole::without_accents(whole::compatible(c), &mut b);
            assert_eq!(a, b, "{c:?} {:x}", u32::from(c));
        }
    }
}
