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
