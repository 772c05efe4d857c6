//! The words of a text.

/// The words of a text, its runs of letters and digits, each with where it begins.
pub fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut end = 0;
    std::iter::from_fn(move || {
        let start = end + length_of(&text[end..], |c| !c.is_alphanumeric());
        let word = &text[start..start + length_of(&text[start..], char::is_alphanumeric)];
        end = start + word.len();
        (!word.is_empty()).then_some((start, word))
    })
}

/// How many bytes at the start of a text are characters of a kind. Most of them are one byte.
pub fn length_of(text: &str, is_of_kind: impl Fn(char) -> bool) -> usize {
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
    fn words_are_letters_and_digits() {
        let found: Vec<_> = words(" Eén ‘75-plusser’, zo'n €5!").collect();
        let expected = [(1, "Eén"), (9, "75"), (12, "plusser"), (24, "zo"), (27, "n"), (32, "5")];
        assert_eq!(found, expected);
        assert_eq!(words("").count() + words(" –").count(), 0);
    }

    #[test]
    fn a_kind_goes_on_over_characters_of_more_bytes() {
        assert_eq!(length_of("één 5", char::is_alphabetic), "één".len());
        assert_eq!(length_of("\u{A0} 5", char::is_whitespace), 3);
        assert_eq!(length_of("één", char::is_alphabetic), "één".len());
    }
}
