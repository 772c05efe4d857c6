//! Finds how the patterns in `data/` begin, so that no program has to at its start.

use std::collections::BTreeSet;
use std::path::Path;
use std::{env, fs, io};

use regex_syntax::hir::literal::Extractor;

use crate::lines::lines;

#[expect(unreachable_pub, reason = "public in the library")]
#[path = "src/lines.rs"]
mod lines;

/// The files with patterns, and the column they are in.
const FILES: [(&str, usize); 2] = [("furniture", 0), ("headings", 1)];

/// More letters of a beginning are not compared.
const LETTERS: usize = size_of::<u64>();

fn main() -> io::Result<()> {
    let folder = env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?;
    println!("cargo::rerun-if-changed=build.rs");
    for (file, column) in FILES {
        let data = format!("data/{file}.tsv");
        println!("cargo::rerun-if-changed={data}");
        let text = fs::read_to_string(&data)?;
        let patterns = lines(&text).map(|columns: [&str; 2]| columns[column]);
        fs::write(Path::new(&folder).join(format!("{file}.rs")), beginnings(patterns))?;
    }
    Ok(())
}

/// What a text that a pattern fits begins with, and the ordinal of the pattern, in order.
fn beginnings<'f>(patterns: impl Iterator<Item = &'f str>) -> String {
    let of_one = |(at, pattern)| letters(pattern).into_iter().map(move |letters| (letters, at));
    let all: BTreeSet<(Vec<u8>, usize)> = patterns.enumerate().flat_map(of_one).collect();
    let shown =
        all.iter().map(|(letters, at)| format!("(b\"{}\", {at}),\n", letters.escape_ascii()));
    format!("&[\n{}]\n", shown.collect::<String>())
}

/// What one pattern begins with; nothing where it does not tell.
fn letters(pattern: &str) -> Vec<Vec<u8>> {
    let parsed = regex_syntax::parse(pattern).expect("a test compiles every pattern");
    let mut found = Extractor::new().limit_total(100).extract(&parsed);
    found.keep_first_bytes(LETTERS);
    match found.literals() {
        Some(literals) => literals.iter().map(|literal| literal.as_bytes().to_vec()).collect(),
        None => vec![Vec::new()],
    }
}
