# The commands of the project. `just` lists them.

_list:
    @just --list --unsorted

# What CI runs
ready:
    CI= bash .ci/run

# The tests whose name has FILTER in it
test FILTER="":
    cargo test --workspace -- {{FILTER}}

# Write the snapshots anew; read each changed line against its source before committing it
accept:
    INSTA_UPDATE=always cargo test --test tests -- snapshots changed_digits

# Score the tables of all labelled pages into tests/score.txt; read the difference before committing it
score:
    SCORE=write cargo test --test tests score
    git diff --stat tests/score.txt

# Write the JSON Schemas of this version
schema:
    for form in report fact finding; do \
        cargo run --quiet -- schema $form > schema.new && \
        mv schema.new docs/schema/$form-$(sed -n 's/.*"title": "ontleed [a-z]* \([0-9.]*\)".*/\1/p' schema.new).json; \
    done

# Write the table of columns in docs/facts.md
facts:
    FACTS=write cargo test --test tests the_page_explains_each_column

# Check every format with independent readers, and run the recipes of docs/recipes.md; `just recipes --write` writes the page
recipes *ARGS:
    bash tests/recipes/run {{ARGS}}

# MB/s for each stage and end to end, on the seeds repeated to 16 MB
bench:
    cargo bench --package ontleed-report

# Peak memory of `convert`, and of `facts` as Parquet, on 2,000 and 200,000 documents
flat-memory:
    cargo build --release --quiet
    bash tests/flat-memory

# CPU time of `convert --only-reports` beside `wc -lwm`, on texts that are no reports
filter-against-wc:
    cargo build --release --quiet
    bash tests/filter-against-wc

# CPU time and memory of `convert` beside `wc -lwm`, on the same 1,000 files
against-wc:
    cargo build --release --quiet
    bash tests/against-wc
