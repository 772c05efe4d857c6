//! Makes one automaton of all patterns of a file in `data/`, so that no program has to at its start.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

use crate::automaton::{Table, table};
use crate::lines::lines;

#[path = "src/automaton.rs"]
mod automaton;
#[expect(unreachable_pub, reason = "public in the library")]
#[path = "src/lines.rs"]
mod lines;

/// The files with patterns, and the column they are in.
const FILES: [(&str, usize); 2] = [("furniture", 0), ("headings", 1)];

fn main() -> Result<(), Box<dyn Error>> {
    let folder = env::var("OUT_DIR")?;
    println!("cargo::rerun-if-changed=build.rs");
    for (file, column) in FILES {
        let data = format!("data/{file}.tsv");
        println!("cargo::rerun-if-changed={data}");
        let text = fs::read_to_string(&data)?;
        let patterns: Vec<&str> = lines(&text).map(|columns: [&str; 2]| columns[column]).collect();
        let Table { classes, width, next, first } = table(&patterns)?;
        let patterns = format!(
            "Patterns {{ classes: {classes:?}, width: {width}, next: &{next:?}, first: &{first:?} }}"
        );
        fs::write(Path::new(&folder).join(format!("{file}.rs")), patterns)?;
    }
    Ok(())
}
