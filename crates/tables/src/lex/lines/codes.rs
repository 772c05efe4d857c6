//! Codes before the names of rows, below a header that names them: `Nr.Voorziening`, `Code`.

use ontleed_text::{Source, Span};

use super::Part;
use crate::joints;
use crate::lex::{Head, Lexed, Place, Raw};
use crate::line::Kind;
use crate::words::What;

/// Takes the word for codes off the header where most rows begin with one, so that what stands behind it heads the labels.
pub(super) fn leave_name(source: &Source<'_>, lexed: &mut Lexed, rows: &[Part<'_>]) -> bool {
    let is_named = |line: &Vec<Head>| line.first().is_some_and(|head| names_codes(source, head));
    let Some(at) = lexed.header.iter().rposition(is_named) else { return false };
    let rows = || rows.iter().filter(|part| matches!(part.kind, Kind::Row { .. }));
    let coded = rows().filter(|part| code(source.slice(part.span)).is_some()).count();
    if coded < FEWEST || coded * 2 <= rows().count() {
        return false;
    }
    let mut header = lexed.header.clone();
    let head = header[at].remove(0);
    // A name that sticks to the word for codes heads the labels.
    let labels = 1 + usize::from(head.items[1].glued && !head.items[1].what.heads_values());
    let labels = head.items[..labels].iter().map(|item| (item.span, Place::Label));
    let rest = head
        .items
        .get(labels.len())
        .map(|next| (Span::new(next.span.start, head.span.end), Place::Open));
    let heads = labels.chain(rest).map(|(span, place)| Head::new(source, span, place));
    header[at].splice(..0, heads);
    lexed.rename(header);
    true
}

/// One row that begins with a number shows no column of codes.
const FEWEST: usize = 2;

/// Whether a header begins with a word for codes, and the names of columns or what heads the labels stand behind it.
fn names_codes(source: &Source<'_>, head: &Head) -> bool {
    let [first, next, ..] = head.items.as_slice() else { return false };
    let is_name = next.glued || next.what == What::Label || next.what.heads_values();
    matches!(first.what, What::Label | What::Other)
        && is_name
        && joints::heads_codes(source.slice(first.span))
}

/// Whether the first column of words is one of codes, which may be figures: `Progr.` above `3`.
pub(super) fn head_column(source: &Source<'_>, header: &[Vec<Head>]) -> bool {
    let mut items = header.iter().flatten().flat_map(|head| &head.items);
    let name = items.find(|item| item.what == What::Text).map(|item| source.slice(item.span));
    name.is_some_and(joints::heads_codes)
}

/// Takes the code off each label that begins with one.
pub(super) fn take(source: &Source<'_>, rows: &mut [Raw]) {
    for row in rows.iter_mut().filter(|row| row.code.is_none()) {
        let Some(label) = row.label.first_mut() else { continue };
        let Some((code, name)) = code(source.slice(*label)) else { continue };
        row.code = Some(Span::at(0, code).shift(label.start));
        *label = Span::at(name, label.len()).shift(label.start);
    }
}

/// Where the code ends that a label begins with, and where the name behind it begins: `V.701Pensioenen`, `A111 Voorraden`.
fn code(label: &str) -> Option<(usize, usize)> {
    /// The longest code, in bytes.
    const LONGEST: usize = 8;
    let is_part = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'/');
    let letters = label.bytes().take_while(u8::is_ascii_uppercase).count();
    let length = label.as_bytes()[letters..].iter().take_while(|byte| is_part(byte)).count();
    let (code, rest) = label.split_at(letters + length);
    let name = rest.trim_start();
    let is_code = letters <= 2
        && code.len() <= LONGEST
        && code.bytes().any(|byte| byte.is_ascii_digit())
        && name.starts_with(|c: char| {
            c.is_alphabetic() && (rest.len() > name.len() || c.is_uppercase())
        });
    is_code.then_some((code.len(), label.len() - name.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lex::{Tail, lines};
    use crate::regions::regions;

    /// The rows of a text as `code|label|values`.
    fn rows(text: &str) -> Vec<String> {
        let source = Source::new(text);
        let region = regions(&source).remove(0);
        let (lexed, _) = lines::table(&source, &region).unwrap();
        let row = |row: &Raw| {
            let slice = |span: &Span| source.slice(*span);
            let values = match &row.tail {
                Tail::Glued(tail) => slice(tail).to_owned(),
                _ => row.cells().iter().map(slice).collect::<Vec<_>>().join(" "),
            };
            let label: Vec<&str> = row.label.iter().map(slice).collect();
            format!("{}|{}|{values}", row.code.as_ref().map_or("", slice), label.join(" "))
        };
        lexed.rows.iter().map(row).collect()
    }

    #[test]
    fn a_header_may_name_the_codes_before_the_names() {
        let text = "Nr.ReserveSaldo 1-1-2020ToevoegingSaldo 31-12-2020\nR.11Wegen4.1202104.330\nR.12Groen9201001.020\n\
            Totaal5.0403105.350\n";
        let expected =
            ["R.11|Wegen|4.1202104.330", "R.12|Groen|9201001.020", "|Totaal|5.0403105.350"];
        assert_eq!(rows(text), expected);
        let text = "Code Begroting 2020 Begroting 2021\nB11 Voorraden 4,1 3,9\nB12 Debiteuren 7,5 7,7\nTotaal 11,6 11,6\n";
        let expected = ["B11|Voorraden|4,1 3,9", "B12|Debiteuren|7,5 7,7", "|Totaal|11,6 11,6"];
        assert_eq!(rows(text), expected);
        let names = text.replace("Code ", "Omschrijving ");
        assert_eq!(rows(&names)[0], "|B11 Voorraden|4,1 3,9");
    }

    #[test]
    fn a_code_holds_a_digit_and_a_name_stands_behind_it() {
        assert_eq!(code("V.701Pensioenen"), Some((5, 5)));
        assert_eq!(code("A111 voorraden"), Some((4, 5)));
        assert_eq!(code("6.2 Wegen"), Some((3, 4)));
        for label in ["Wegen", "WMO", "2020", "21e eeuw", "V. Pensioenen", ""] {
            assert_eq!(code(label), None, "{label}");
        }
    }
}
