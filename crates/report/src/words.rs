//! Words of labels and sentences, and whether two of them are the same.

/// The words of a text: letters, digits and the dashes between them.
pub(crate) fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = &rest[length_of(rest, |c| !c.is_alphanumeric())..];
        let (word, behind) = first.split_at(length_of(first, |c| c.is_alphanumeric() || c == '-'));
        rest = behind;
        (!word.is_empty()).then(|| word.trim_end_matches('-'))
    })
}

/// Where a word of a text begins in it.
pub(crate) fn place(text: &str, word: &str) -> usize {
    word.as_ptr().addr() - text.as_ptr().addr()
}

/// Whether two words differ only in case and ending: `veilige` and `veilig`, `wijken` and `Wijk`.
pub(crate) fn same_word(one: &str, other: &str) -> bool {
    if !begin_alike(one, other) {
        return false;
    }
    let (one, other) = (stem(one), stem(other));
    one.len() > 2 && one.len() == other.len() && starts_with(one, other)
}

/// What stands before `tail` in a compound, if the two are at least a few letters long: `Opzoomer` in
/// `Opzoomerstraten`, of `straten`.
pub(crate) fn head<'w>(compound: &'w str, tail: &str) -> Option<&'w str> {
    const SHORTEST: usize = 5;
    let at = compound.len().checked_sub(tail.len()).filter(|&at| at >= SHORTEST)?;
    if tail.len() < SHORTEST {
        return None;
    }
    let (head, own) = (compound.get(..at)?, compound.get(at..)?);
    starts_with(own, tail).then_some(head)
}

/// Whether a word begins with another, in any case.
pub(crate) fn starts_with(word: &str, beginning: &str) -> bool {
    if !begin_alike(word, beginning) {
        return false;
    }
    let mut own = word.chars().flat_map(char::to_lowercase);
    beginning.chars().flat_map(char::to_lowercase).all(|c| own.next() == Some(c))
}

/// A first look: two letters of ASCII that differ begin two words.
fn begin_alike(one: &str, other: &str) -> bool {
    match (one.bytes().next(), other.bytes().next()) {
        (Some(a), Some(b)) if a.is_ascii() && b.is_ascii() => a.eq_ignore_ascii_case(&b),
        _ => true,
    }
}

/// Without the endings of a plural and an adjective: `subsidies`, `subsidie` and `veilige` lose them.
fn stem(word: &str) -> &str {
    let word = without(word, "s").unwrap_or(word);
    without(word, "en").or_else(|| without(word, "e")).unwrap_or(word)
}

fn without<'w>(word: &'w str, ending: &str) -> Option<&'w str> {
    word.strip_suffix(ending).filter(|stem| stem.len() > 3)
}

/// How many bytes at the start of a text are characters of a kind. Most of them are one byte.
pub(crate) fn length_of(text: &str, is_of_kind: impl Fn(char) -> bool) -> usize {
    let bytes = text.as_bytes();
    let is_not = |byte: &u8| !byte.is_ascii() || !is_of_kind(char::from(*byte));
    let ascii = bytes.iter().position(is_not).unwrap_or(bytes.len());
    let rest = &text[ascii..];
    if rest.bytes().next().is_none_or(|byte| byte.is_ascii()) {
        return ascii;
    }
    ascii + rest.find(|c| !is_of_kind(c)).unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_letters_and_inner_dashes() {
        let found: Vec<_> = words("De ‘Lief’-straten: 75-+ers, ’s zomers (wijk)").collect();
        assert_eq!(found, ["De", "Lief", "straten", "75", "ers", "s", "zomers", "wijk"]);
    }

    #[test]
    fn endings_do_not_matter() {
        for (one, other, expected) in [
            ("veilige", "Veilig", true),
            ("wijken", "wijken", true),
            ("Subsidies", "subsidie", true),
            ("Jeugd", "jeugdhulp", false),
            ("lasten", "laat", false),
            ("", "", false),
        ] {
            assert_eq!(same_word(one, other), expected, "{one} {other}");
        }
    }

    #[test]
    fn a_compound_has_a_head() {
        assert_eq!(head("Opzoomerstraten", "straten"), Some("Opzoomer"));
        assert_eq!(head("straten", "straten"), None);
        assert_eq!(head("Opzoomerstraten", "en"), None);
        assert_eq!(head("étéstraten", "Straten"), Some("été"));
    }

    #[test]
    fn a_kind_goes_on_over_characters_of_more_bytes() {
        assert_eq!(length_of("één 5", char::is_alphabetic), "één".len());
        assert_eq!(length_of("\u{A0} 5", char::is_whitespace), 3);
        assert_eq!(length_of("één", char::is_alphabetic), "één".len());
    }
}
