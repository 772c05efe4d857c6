//! Names of columns that broke over lines: `Boekwaarde`, below it `31-12-2019`, below that `Investeringen`.

use std::borrow::Cow;

use ontleed_text::Source;

use super::{Named, Token, tokens};
use crate::lex::Head;
use crate::words::What;

/// Fewer dates on lines of their own may stand below all names.
const FEWEST_DATES: usize = 2;

/// How many names lines of a header hold, if they broke over them; none where they did not.
pub(crate) fn count_over_lines(source: &Source<'_>, lines: &[Cow<'_, Head>]) -> Option<usize> {
    names(source, &tokens(source, lines)).map(|names| names.len())
}

/// The names that broke over lines.
pub(super) fn over_lines(
    source: &Source<'_>,
    tokens: &[Token],
    count: usize,
) -> Option<Vec<Named>> {
    let names = names(source, tokens).filter(|names| names.len() == count)?;
    let columns = names.iter().map(|name| {
        let mut column = Named { line: name[0].line, ..Named::default() };
        for (at, token) in name.iter().enumerate() {
            column.attach(source, token.item, at == 0);
        }
        column
    });
    Some(columns.collect())
}

/// Each name with a capital at the start of a line and what follows down to the next, where dates have lines of their own and
/// none has two. Before the first stands what heads the labels.
fn names<'k>(source: &Source<'_>, tokens: &'k [Token]) -> Option<Vec<Vec<&'k Token>>> {
    let says_unit = |line: &&[Token]| line.iter().any(|token| token.item.what == What::Unit);
    let lines = tokens.chunk_by(|one, next| one.line == next.line);
    let mut lines: Vec<&[Token]> = lines.skip_while(says_unit).collect();
    let is_date = |line: &[Token]| matches!(line, [date] if is_period(date));
    let dates = lines.iter().filter(|line| is_date(line)).count();
    if dates < FEWEST_DATES || lines.windows(2).any(|pair| is_date(pair[0]) && is_date(pair[1])) {
        return None;
    }
    let begins = |token: &Token| {
        !is_period(token) && source.slice(token.item.span).starts_with(char::is_uppercase)
    };
    let first = lines.first_mut()?;
    let start = match first.iter().rposition(|token| token.item.what == What::Label) {
        Some(label) => label + 1,
        None => first.iter().rposition(begins)?,
    };
    *first = &first[start..];
    let mut names: Vec<Vec<&Token>> = Vec::new();
    for line in lines.into_iter().filter(|line| !line.is_empty()) {
        if begins(&line[0]) {
            names.push(line.iter().collect());
        } else {
            names.last_mut()?.extend(line);
        }
    }
    let has_one_date =
        |name: &Vec<&Token>| name.iter().filter(|token| is_period(token)).count() < 2;
    names.iter().all(has_one_date).then_some(names)
}

fn is_period(token: &Token) -> bool {
    matches!(token.item.what, What::Period(_))
}
