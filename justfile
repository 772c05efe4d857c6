# The commands of the project. `just` lists them.

_list:
    @just --list --unsorted

# What CI runs
ready:
    CI=true bash .ci/run

# The tests whose name has FILTER in it
test FILTER="":
    cargo test --workspace -- {{FILTER}}

# Write the snapshots anew; read each changed line against its source before committing it
accept:
    INSTA_UPDATE=always cargo test --test tests snapshots

# Score the tables of all labelled pages into tests/score.txt; read the difference before committing it
score:
    SCORE=write cargo test --test tests score
    git diff --stat tests/score.txt

# Write the JSON Schema of this version
schema:
    cargo run --quiet -- schema > docs/schema/report-$(cargo run --quiet -- schema | sed -n 's/.*"title": "ontleed report \([0-9.]*\)".*/\1/p').json

# MB/s for each stage and end to end, on the seeds repeated to 16 MB
bench:
    cargo bench --package ontleed-report

# CPU time and memory of `convert` beside `wc -lwm`, on the same 1,000 files
against-wc:
    cargo build --release --quiet
    bash tests/against-wc
