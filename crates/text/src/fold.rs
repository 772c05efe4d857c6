//! Keys for matching.

use unicode_normalization::UnicodeNormalization;

/// The key of a text: NFKC, lower case, every run of white space one space and none at the ends,
/// every dash `-`, soft hyphens and zero-width characters gone.
///
/// Two spellings of a heading or a column name have one key. A key replaces nothing: spans always
/// refer to the text.
pub fn fold(text: &str) -> String {
    if is_plain(text) {
        return text.to_ascii_lowercase();
    }
    let mut key = composed(text).unwrap_or_else(|| {
        let mut key = String::with_capacity(text.len());
        text.nfkc().flat_map(char::to_lowercase).for_each(|c| push(&mut key, c));
        key
    });
    if key.ends_with(' ') {
        key.pop();
    }
    key
}

/// The key of a text of characters that NFKC leaves as they are, a space at its end not yet gone.
fn composed(text: &str) -> Option<String> {
    let mut key = String::with_capacity(text.len());
    let mut rest = text;
    loop {
        let (printable, others) = rest.split_at(printable(rest));
        key.push_str(printable);
        let mut others = others.chars();
        match others.next() {
            None => break,
            Some(c) if is_space(c) => push(&mut key, c),
            Some(c) if is_composed(c) => c.to_lowercase().for_each(|c| push(&mut key, c)),
            Some(_) => return None,
        }
        rest = others.as_str();
    }
    key.make_ascii_lowercase();
    Some(key)
}

/// Whether only the case of a text can differ from its key: printable ASCII, single spaces.
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let ([b'!'..=b'~', rest @ ..], [.., b'!'..=b'~']) = (bytes, bytes) else { return false };
    // Without an early end and a branch, many bytes are looked at at once.
    #[expect(clippy::needless_bitwise_bool, reason = "no branch")]
    let fits = |all: bool, (before, byte): (&u8, &u8)| {
        all & matches!(byte, b' '..=b'~') & ((*before != b' ') | (*byte != b' '))
    };
    bytes.iter().zip(rest).fold(true, fits)
}

/// How many bytes at the start of a text are printable ASCII.
fn printable(text: &str) -> usize {
    text.bytes().take_while(|b| matches!(b, b'!'..=b'~')).count()
}

/// Characters that NFKC leaves as they are, whatever stands beside them; or white space.
fn is_composed(c: char) -> bool {
    c.is_ascii()
        || matches!(c, '\u{A0}' | '\u{C0}'..='\u{FF}' | '\u{2013}' | '\u{2014}' | '\u{2018}'..='\u{201F}' | '•' | '€')
}

fn push(key: &mut String, c: char) {
    match c {
        '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' => {}
        c if is_space(c) => {
            if !key.is_empty() && !key.ends_with(' ') {
                key.push(' ');
            }
        }
        c if is_dash(c) => key.push('-'),
        c => key.push(c.to_ascii_lowercase()),
    }
}

/// White space of any kind, no-break spaces included.
pub fn is_space(c: char) -> bool {
    c.is_whitespace()
}

/// The hyphens, dashes and minus signs that texts use for one another.
pub fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_word_have_one_key() {
        for (text, key) in [
            ("Wat hebben we bereikt?", "wat hebben we bereikt?"),
            ("  WAT\u{A0}KOST \t HET ", "wat kost het"),
            ("Prestatie–indicatoren", "prestatie-indicatoren"),
            ("−1", "-1"),
            ("2019\u{2011}2022", "2019-2022"),
            ("Wet\u{AD}geving", "wetgeving"),
            ("ge\u{308}scaleerd", "gëscaleerd"),
            ("GEËSCALEERDE", "geëscaleerde"),
            ("ﬁnanciën", "financiën"),
            ("m²", "m2"),
            ("", ""),
            ("\u{A0}", ""),
        ] {
            assert_eq!(fold(text), key, "{text:?}");
        }
    }

    #[test]
    fn composed_characters_are_in_their_normal_form() {
        for c in ('\0'..='\u{2FFF}').filter(|c| is_composed(*c) && *c != '\u{A0}') {
            assert!(c.nfkc().eq([c]), "{c:?}");
        }
    }

    #[test]
    fn a_key_is_its_own_key() {
        for text in ["Bijgestelde\u{A0}Begroting – 2020", "½ \u{FE63}\u{200B}x", "İstanbul"] {
            assert_eq!(fold(&fold(text)), fold(text));
        }
    }
}
