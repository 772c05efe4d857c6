//! Makes one automaton of all patterns of a file in `data/`, so that no program has to at its start.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

use crate::automaton::automaton;
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
    let is_big = env::var("CARGO_CFG_TARGET_ENDIAN")? == "big";
    println!("cargo::rerun-if-changed=build.rs");
    for (file, column) in FILES {
        let data = format!("data/{file}.tsv");
        println!("cargo::rerun-if-changed={data}");
        let text = fs::read_to_string(&data)?;
        let patterns: Vec<&str> = lines(&text).map(|columns: [&str; 2]| columns[column]).collect();
        let automaton = automaton(&patterns)?;
        let (bytes, padding) = if is_big {
            automaton.to_bytes_big_endian()
        } else {
            automaton.to_bytes_little_endian()
        };
        fs::write(Path::new(&folder).join(format!("{file}.dfa")), &bytes[padding..])?;
    }
    Ok(())
}
