"""Runs each example of docs/recipes.md, and compares what it prints with what the page says.

`recipes.py PAGE WORK` fails when they differ; with `--write` the page is written anew.
"""

import re
import subprocess
import sys
from pathlib import Path

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SQL = "import duckdb, sys; duckdb.sql(sys.argv[1]).show(max_width=120, max_rows=100)"
COMMANDS = {
    "sh": lambda code: ["bash", "-euo", "pipefail", "-c", code],
    "sql": lambda code: [sys.executable, "-c", SQL, code],
    "python": lambda code: [sys.executable, "-c", code],
    "r": lambda code: ["Rscript", "--vanilla", "-e", code],
}


def run(language: str, code: str, work: Path) -> str:
    command = COMMANDS[language](code)
    done = subprocess.run(command, cwd=work, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"this failed:\n{code}\n{done.stdout}{done.stderr}")
    lines = (line.rstrip() for line in done.stdout.splitlines())
    return "\n".join(lines).strip("\n") + "\n"


def main() -> None:
    page, work = Path(sys.argv[1]), Path(sys.argv[2])
    text = page.read_text(encoding="utf-8")
    blocks = list(BLOCK.finditer(text))
    right, copied, examples = "", 0, 0
    printed = None
    for block in blocks:
        language, body = block.groups()
        if language != "text":
            printed = run(language, body, work)
            examples += 1
            continue
        right += text[copied : block.start(2)] + printed
        copied = block.end(2)
    right += text[copied:]
    if "--write" in sys.argv:
        page.write_text(right, encoding="utf-8")
    elif text != right:
        (work / "recipes.md").write_text(right, encoding="utf-8")
        subprocess.run(["diff", "-u", page, work / "recipes.md"])
        sys.exit("docs/recipes.md does not say what the recipes print: bash tests/recipes/run --write")
    print(f"{examples} recipes run")


main()
