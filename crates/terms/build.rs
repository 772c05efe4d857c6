//! Finds how the patterns in `data/` begin, so that no program has to at its start.

use std::collections::BTreeSet;
use std::path::Path;
use std::{env, fs, io};

use regex_syntax::hir::literal::Extractor;

use crate::lines::lines;

#[path = "src/lines.rs"]
mod lines;

/// The files with patterns, and the column they are in.
const FILES: [(&str, usize); 2] = [("furniture", 0), ("headings", 1)];

/// So many letters of a beginning are kept.
const LETTERS: usize = size_of::<u64>();

fn main() -> io::Result<()> {
    let folder = env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?;
    for (file, column) in FILES {
        let data = format!("data/{file}.tsv");
        println!("cargo::rerun-if-changed={data}");
        let text = fs::read_to_string(&data)?;
        let patterns = lines(&text).map(|columns: [&str; 2]| columns[column]);
        let written = format!("&{:#?}", beginnings(patterns));
        fs::write(Path::new(&folder).join(format!("{file}.rs")), written)?;
    }
    println!("cargo::rerun-if-changed=build.rs");
    Ok(())
}

/// What a text that a pattern fits begins with: letters, which bits of them count, and the ordinal
/// of the pattern, in order.
fn beginnings<'f>(patterns: impl Iterator<Item = &'f str>) -> Vec<(u64, u64, usize)> {
    let of_one =
        |(at, pattern)| letters(pattern).into_iter().map(move |(own, mask)| (own, mask, at));
    let all: BTreeSet<_> = patterns.enumerate().flat_map(of_one).collect();
    all.into_iter().collect()
}

/// The same for one pattern; no letters where it does not tell.
fn letters(pattern: &str) -> Vec<(u64, u64)> {
    let parsed = regex_syntax::parse(pattern).expect("a test compiles every pattern");
    let mut found = Extractor::new().limit_total(100).extract(&parsed);
    found.keep_first_bytes(LETTERS);
    match found.literals() {
        Some(literals) => literals.iter().map(|literal| packed(literal.as_bytes())).collect(),
        None => vec![(0, 0)],
    }
}

fn packed(letters: &[u8]) -> (u64, u64) {
    let pack = |byte: fn(u8) -> u8| {
        let mut bytes = [0; LETTERS];
        bytes.iter_mut().zip(letters).for_each(|(own, &letter)| *own = byte(letter));
        u64::from_be_bytes(bytes)
    };
    (pack(|letter| letter), pack(|_| 0xFF))
}
