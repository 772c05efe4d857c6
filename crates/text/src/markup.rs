//! Marks that Markdown and HTML leave in a text: `**Totaal**`, `Begroting<br>2020`.

use std::borrow::Cow;

/// The longest first: the marks of bold and italic letters together stand on the outside.
const MARKS: [&str; 5] = ["***", "**", "__", "*", "_"];

/// A text without the marks of Markdown emphasis, where they stand around all of it; else the text itself. Stars at one end
/// only are a footnote's.
///
/// ```
/// use ontleed_text::without_emphasis;
///
/// assert_eq!(without_emphasis("**2.000**"), "2.000");
/// assert_eq!(without_emphasis("_**Saldo**_"), "Saldo");
/// assert_eq!(without_emphasis("2.000**"), "2.000**");
/// assert_eq!(without_emphasis("**Baten** en **lasten**"), "**Baten** en **lasten**");
/// ```
pub fn without_emphasis(text: &str) -> &str {
    let mut inner = text;
    while let [b'*' | b'_', .., b'*' | b'_'] = inner.as_bytes() {
        let Some(within) = MARKS.iter().find_map(|mark| within(inner, mark)) else { break };
        inner = within;
    }
    inner
}

fn within<'t>(text: &'t str, mark: &str) -> Option<&'t str> {
    let inner = text.strip_prefix(mark)?.strip_suffix(mark)?;
    let is_edge = |c: char| c.is_whitespace() || mark.contains(c);
    let is_whole = !inner.is_empty() && !inner.starts_with(is_edge) && !inner.ends_with(is_edge);
    (is_whole && !inner.contains(mark)).then_some(inner)
}

/// A text without the mark-up of a link and of a footnote that stand around or behind all of it; else the text itself.
///
/// ```
/// use ontleed_text::without_links;
///
/// assert_eq!(without_links("[1.204](#toelichting)"), "1.204");
/// assert_eq!(without_links("Wonen<sup>1</sup>"), "Wonen");
/// assert_eq!(without_links("902[^4]"), "902");
/// assert_eq!(without_links("[a](b) en [c](d)"), "[a](b) en [c](d)");
/// ```
pub fn without_links(text: &str) -> &str {
    let mut text = text;
    while let Some((before, note)) = noted(text) {
        let is_note = !note.is_empty() && !note.contains(['<', '[', ']']);
        if before.is_empty() || !is_note || is_power(before, note) {
            return text;
        }
        text = before;
    }
    let link = text.strip_prefix('[').and_then(|text| text.strip_suffix(')'));
    match link.and_then(|text| text.split_once("](")) {
        Some((shown, to)) if !shown.is_empty() && !to.contains(['[', ']', '(', ')']) => shown,
        _ => text,
    }
}

/// A text and the footnote that stands behind it.
fn noted(text: &str) -> Option<(&str, &str)> {
    let raised = text.strip_suffix("</sup>").and_then(|text| text.rsplit_once("<sup>"));
    raised.or_else(|| text.strip_suffix(']').and_then(|text| text.rsplit_once("[^")))
}

/// Whether what is raised behind a text is a power: `10<sup>6</sup>`, `km<sup>2</sup>`, a half of `1<sup>1</sup>/<sup>2</sup>`.
fn is_power(before: &str, note: &str) -> bool {
    let ends_in = |unit: &&str| {
        let rest = before.strip_suffix(*unit);
        rest.is_some_and(|rest| rest.is_empty() || rest.ends_with([' ', '\u{A0}']))
    };
    let is_of_length = || ["m", "km", "hm", "dm", "cm", "mm"].iter().any(ends_in);
    before == "10" || before.ends_with('/') || matches!(note, "2" | "3") && is_of_length()
}

/// A text as a reader sees it: what Markdown escapes with a backslash and HTML as an entity is as it is meant.
///
/// ```
/// use ontleed_text::unescaped;
///
/// assert_eq!(unescaped("1\\. Vervoer &amp; Materieel"), "1. Vervoer & Materieel");
/// assert_eq!(unescaped("C:\\temp & co"), "C:\\temp & co");
/// ```
pub fn unescaped(text: &str) -> Cow<'_, str> {
    let mut meant = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['\\', '&']) {
        let (before, escaped) = rest.split_at(at);
        meant.push_str(before);
        let (length, c) = unescape(escaped);
        meant.push(c);
        rest = &escaped[length..];
    }
    if rest.len() == text.len() {
        return Cow::Borrowed(text);
    }
    meant.push_str(rest);
    Cow::Owned(meant)
}

/// The character at the start of a text that begins with a backslash or `&`, and how many bytes say it.
fn unescape(text: &str) -> (usize, char) {
    let entities = [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&nbsp;", ' ')];
    if let Some((entity, meant)) = entities.iter().find(|(entity, _)| text.starts_with(entity)) {
        return (entity.len(), *meant);
    }
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some('\\'), Some(meant)) if meant.is_ascii_punctuation() => (2, meant),
        (first, _) => (1, first.unwrap_or(' ')),
    }
}

/// How many bytes a tag takes that breaks a line, where a text begins with one: `<br>`, `<br />`.
pub fn line_break(text: &str) -> Option<usize> {
    let tag = text.get(..3).filter(|tag| tag.eq_ignore_ascii_case("<br"))?;
    let rest = text[tag.len()..].trim_start_matches(' ');
    let rest = rest.strip_prefix('/').unwrap_or(rest).strip_prefix('>')?;
    Some(text.len() - rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_that_break_a_line_have_a_length() {
        for (text, length) in [("<br>2020", 4), ("<BR/>", 5), ("<br />2020", 6)] {
            assert_eq!(line_break(text), Some(length), "{text}");
        }
        for text in ["", "<b", "<br", "<bron>", "<br/ >", "b<br>", "<é>"] {
            assert_eq!(line_break(text), None, "{text}");
        }
    }

    #[test]
    fn powers_are_no_footnotes_and_notes_may_be_many() {
        for text in ["10<sup>6</sup>", "Oppervlak km<sup>2</sup>", "1<sup>1</sup>/<sup>2</sup>"] {
            assert_eq!(without_links(text), text);
        }
        assert_eq!(without_links("1.204<sup>1</sup>[^2]"), "1.204");
        assert_eq!(without_links(&("1".to_owned() + &"[^4]".repeat(50_000))), "1");
    }

    #[test]
    fn marks_around_all_of_a_text_are_emphasis() {
        for text in
            ["*Totaal*", "_Totaal_", "**Totaal**", "__Totaal__", "***Totaal***", "*__Totaal__*"]
        {
            assert_eq!(without_emphasis(text), "Totaal", "{text}");
        }
    }

    #[test]
    fn other_stars_and_lines_stay() {
        for text in [
            "",
            "*",
            "**",
            "***",
            "** **",
            "____",
            "*Totaal",
            "Totaal*",
            "**Totaal*",
            "* een * twee *",
            "**a** **b**",
            "5*6",
        ] {
            assert_eq!(without_emphasis(text), text, "{text}");
        }
    }
}
