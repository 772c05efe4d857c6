"""Independent readers check that every format of the facts says the same, and that schemas hold.

`formats.py ONTLEED WORK INPUT...`
"""

import copy
import csv
import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import duckdb
import frictionless
import jsonschema
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.dataset
import pyarrow.parquet

ONTLEED, WORK, INPUTS = sys.argv[1], Path(sys.argv[2]), sys.argv[3:]


def ontleed(*args) -> str:
    done = subprocess.run([ONTLEED, *map(str, args)], capture_output=True, text=True)
    # 3: `check` found figures that contradict each other.
    assert done.returncode in ([0, 3] if args[0] == "check" else [0]), done.stderr
    return done.stdout


def canonical(row: dict) -> dict:
    """A record as all readers should have it: numbers exact, unknown None."""
    return {name: number(value) if isinstance(value, (int, Decimal)) else value for name, value in row.items()}


def number(value) -> str:
    return format(Decimal(value).normalize(), "f")


def is_missing(value) -> bool:
    return value is None or value is pd.NA or value != value


def same(name: str, rows: list[dict], expected: list[dict]) -> None:
    """Rows, order aside, are the same: so are their number, their nulls and their sums."""
    assert len(rows) == len(expected), f"{name}: {len(rows)} rows, not {len(expected)}"
    rows = sorted(map(canonical, rows), key=key)
    for row, right in zip(rows, expected):
        assert row == right, f"{name}:\n{row}\n{right}"
    print(f"{name}: {len(rows)} rows agree")


def key(row: dict) -> tuple:
    return row["document"], *(int(row[part]) for part in ("table", "row", "column", "start"))


def typed(rows, fields) -> list[dict]:
    """Rows of text with the types the data package gives; empty is None."""
    of = {"string": str, "integer": int, "number": Decimal}
    kinds = {field["name"]: of[field["type"]] for field in fields}
    return [
        {name: None if is_missing(value) or value == "" else kinds[name](value) for name, value in row.items()}
        for row in rows
    ]


def formats() -> None:
    package = WORK / "package"
    for name in ("ndjson", "csv", "parquet"):
        ontleed("facts", *INPUTS, "--format", name, "-o", WORK / f"facts.{name}")
    ontleed("facts", *INPUTS, "--format", "parquet", "--partition", "-o", WORK / "parts")
    ontleed("facts", *INPUTS, "--format", "datapackage", "-o", package)

    with open(WORK / "facts.ndjson", encoding="utf-8") as lines:
        facts = [json.loads(line, parse_float=Decimal) for line in lines]
    columns = list(facts[0])
    expected = sorted(map(canonical, facts), key=key)
    assert len(expected) > 4000
    assert not any(value == "" for row in expected for value in row.values())
    descriptor = json.loads((package / "datapackage.json").read_text(encoding="utf-8"))
    resources = {resource["name"]: resource for resource in descriptor["resources"]}
    fields = resources["facts"]["schema"]["fields"]
    assert [field["name"] for field in fields] == columns

    path = WORK / "facts.csv"
    with open(path, encoding="utf-8", newline="") as file:
        same("CSV, Python", typed(csv.DictReader(file, strict=True), fields), expected)
    frame = pl.read_csv(path, infer_schema=False)
    same("CSV, Polars", typed(frame.to_dicts(), fields), expected)
    frame = pd.read_csv(path, dtype="string", keep_default_na=False, na_values=[""])
    same("CSV, pandas", typed(frame.to_dict("records"), fields), expected)
    same("CSV, DuckDB", typed(query(f"FROM read_csv('{path}', all_varchar = true)"), fields), expected)

    path = WORK / "facts.parquet"
    table = pa.parquet.read_table(path)
    assert table.column_names == columns
    assert table.schema.field("value").type == pa.decimal128(38, 10)
    metadata = pa.parquet.ParquetFile(path).metadata
    for column in map(metadata.row_group(0).column, range(metadata.num_columns)):
        assert column.compression == "ZSTD"
        assert column.has_dictionary_page == (column.physical_type == "BYTE_ARRAY"), column
    same("Parquet, PyArrow", table.to_pylist(), expected)
    same("Parquet, Polars", pl.read_parquet(path).to_dicts(), expected)
    same("Parquet, DuckDB", query(f"FROM '{path}'"), expected)

    path = WORK / "parts"
    partitioned = pa.schema([("organisation_code", pa.string()), ("document_year", pa.int64())])
    hive = pa.dataset.partitioning(partitioned, flavor="hive")
    same("partitions, PyArrow", pa.dataset.dataset(path, partitioning=hive).to_table().to_pylist(), expected)
    same("partitions, Polars", pl.read_parquet(path, hive_partitioning=True).to_dicts(), expected)
    same("partitions, DuckDB", query(f"FROM read_parquet('{path}/**/*.parquet', hive_partitioning = true)"), expected)

    rows = {name: pl.read_csv(package / f"{name}.csv", infer_schema=False).to_dicts() for name in resources}
    same("data package, Polars", typed(rows["facts"], fields), expected)
    valid = frictionless.validate(package / "datapackage.json")
    assert valid.valid, valid.flatten(["type", "message"])
    assert len(rows["documents"]) == len({row["document"] for row in rows["documents"]})
    assert {row["document"] for row in facts} <= {row["document"] for row in rows["documents"]}
    print("data package:", ", ".join(f"{len(of)} {name}" for name, of in rows.items()))


def query(sql: str) -> list[dict]:
    found = duckdb.sql(sql)
    return [dict(zip(found.columns, row)) for row in found.fetchall()]


def schemas() -> None:
    """The committed schemas accept everything, and refuse what is broken by hand."""
    of = {name: validator(name) for name in ("report", "fact", "finding")}
    reports = [json.loads(line) for line in ontleed("convert", *INPUTS, "--format", "ndjson").splitlines()]
    for report in reports:
        of["report"].validate(report)
    findings = ontleed("check", *INPUTS, "--format", "json").splitlines()
    for finding in findings:
        of["finding"].validate(json.loads(finding))
    with open(WORK / "facts.ndjson", encoding="utf-8") as lines:
        # The tests in Rust validate every one.
        for line in list(lines)[::50]:
            of["fact"].validate(json.loads(line))
    whole = next(report for report in reports if report["tables"] and report["tables"][0]["relations"])
    for index, breaks in enumerate(BROKEN):
        report = copy.deepcopy(whole)
        breaks(report)
        assert not of["report"].is_valid(report), f"broken report {index} was accepted"
    print(f"{len(reports)} reports and {len(findings)} findings accepted, {len(BROKEN)} broken ones refused")


def validator(form: str) -> jsonschema.protocols.Validator:
    printed = ontleed("schema", form)
    schema = json.loads(printed)
    version = schema["title"].split()[-1]
    committed = Path("docs/schema") / f"{form}-{version}.json"
    assert committed.read_text(encoding="utf-8") == printed, f"{committed} is not what the program prints"
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


BROKEN = [
    lambda report: report.pop("source"),
    lambda report: report.update(schema=1),
    lambda report: report.update(remarks="none"),
    lambda report: report["source"].update(bytes=-1),
    lambda report: report.update(sections={}),
    lambda report: report["sections"][-1].update(level="one"),
    lambda report: report["sections"][-1].update(kind="unheard_of"),
    lambda report: report["tables"][0].update(kind="poem"),
    lambda report: report["tables"][0]["rows"][0].pop("label"),
    lambda report: report["tables"][0]["relations"][0].update(residual="0"),
]

formats()
schemas()
