//! Bytes per second of each stage and of all together, on the seeds repeated to 16 MB.
//!
//! A document is never that long: it is many documents, as in a batch.

use std::fs;
use std::path::Path;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use ontleed_model::{Origin, Report};
use ontleed_output::{Format, write};
use ontleed_text::{Decoded, Source, decode};

const BYTES: usize = 16 << 20;

fn main() {
    divan::main();
}

/// The seeds, over and over, 16 MB together.
fn documents() -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../seeds");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .expect("the seeds are there")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    paths.sort();
    let seeds: Vec<_> = paths.iter().map(|path| fs::read(path).expect("a seed")).collect();
    let round: usize = seeds.iter().map(Vec::len).sum();
    (0..BYTES / round).flat_map(|_| seeds.clone()).collect()
}

fn size(documents: &[Vec<u8>]) -> BytesCount {
    BytesCount::new(documents.iter().map(Vec::len).sum::<usize>())
}

fn texts(documents: &[Vec<u8>]) -> Vec<Decoded<'_>> {
    documents.iter().map(|bytes| decode(bytes).expect("text")).collect()
}

fn report<'t>(decoded: &'t Decoded<'_>) -> Report<'t> {
    let origin = Origin {
        path: String::new(),
        sha256: String::new(),
        bytes: 0,
        encoding: decoded.encoding.name(),
    };
    ontleed_report::report(decoded, origin)
}

#[divan::bench]
fn stage_1_decode(bencher: Bencher<'_, '_>) {
    let documents = documents();
    bencher.counter(size(&documents)).bench_local(|| {
        for bytes in &documents {
            drop(black_box(decode(bytes)));
        }
    });
}

#[divan::bench]
fn stage_2_lines(bencher: Bencher<'_, '_>) {
    let documents = documents();
    let texts = texts(&documents);
    bencher.counter(size(&documents)).bench_local(|| {
        for decoded in &texts {
            drop(black_box(Source::new(&decoded.text)));
        }
    });
}

#[divan::bench]
fn stage_3_sections(bencher: Bencher<'_, '_>) {
    let documents = documents();
    let texts = texts(&documents);
    let sources: Vec<_> = texts.iter().map(|decoded| Source::new(&decoded.text)).collect();
    bencher.counter(size(&documents)).bench_local(|| {
        for source in &sources {
            drop(black_box(ontleed_sections::divide(source, &[])));
        }
    });
}

#[divan::bench]
fn stage_4_write(bencher: Bencher<'_, '_>) {
    let documents = documents();
    let texts = texts(&documents);
    let reports: Vec<_> = texts.iter().map(report).collect();
    let mut out = Vec::new();
    bencher.counter(size(&documents)).bench_local(|| {
        for report in &reports {
            out.clear();
            write(report, Format::Ndjson, &mut out);
            black_box(&out);
        }
    });
}

#[divan::bench]
fn end_to_end(bencher: Bencher<'_, '_>) {
    let documents = documents();
    let mut out = Vec::new();
    bencher.counter(size(&documents)).bench_local(|| {
        for bytes in &documents {
            let decoded = decode(bytes).expect("text");
            out.clear();
            write(&report(&decoded), Format::Ndjson, &mut out);
            black_box(&out);
        }
    });
}

/// A page with one table of so many rows: posts and their totals, and `between` between the cells.
fn long_table(rows: i64, between: &str) -> String {
    let mut page = "Wat mag het kosten?\n\nTaakveld (bedragen x € 1.000)".to_owned();
    for column in ["Begroting 2020", "Begroting 2021", "Realisatie 2021", "Verschil"] {
        page.push_str(between);
        page.push_str(column);
    }
    let mut total = [0; 3];
    for row in 0..rows {
        let is_total = row % 8 == 7;
        let own = [1, 2, 3].map(|column| 37 + row * (7_919 + column * 104_729) % 90_000);
        let amounts = if is_total { std::mem::take(&mut total) } else { own };
        if !is_total {
            total.iter_mut().zip(own).for_each(|(total, own)| *total += own);
        }
        page.push_str(if is_total { "\nTotaal posten" } else { "\nPost" });
        let [_, budget, realised] = amounts;
        for amount in amounts.into_iter().chain([budget - realised]) {
            page.push_str(between);
            page.push_str(&dotted(amount));
        }
    }
    page
}

/// `-12.345`
fn dotted(amount: i64) -> String {
    match amount {
        -999..=999 => amount.to_string(),
        _ => format!("{}.{:03}", dotted(amount / 1_000), amount.abs() % 1_000),
    }
}

#[divan::bench(args = [" ", ""])]
fn table_of_2000_rows(bencher: Bencher<'_, '_>, between: &str) {
    let page = long_table(2_000, between);
    let mut out = Vec::new();
    bencher.counter(BytesCount::new(page.len())).bench_local(|| {
        let decoded = decode(page.as_bytes()).expect("text");
        out.clear();
        write(&report(&decoded), Format::Ndjson, &mut out);
        black_box(&out);
    });
}
