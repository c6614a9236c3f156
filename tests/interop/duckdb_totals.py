#!/usr/bin/env python3
"""Whether DuckDB's totals over exported forms are the summary's: duckdb_totals.py BINARY INPUTS

Does what docs/scale.md says, word for word: exports parts (the inner folders of INPUTS are one part each, the files
beside them another), merges them with `summarize`, runs the page's queries in the real DuckDB, and compares their
results with the last row of 资金汇总. Needs duckdb and openpyxl. Ends with 1 if anything differs.
"""

import math
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import duckdb
import openpyxl

PAGE = pathlib.Path(__file__).parents[2] / "docs" / "scale.md"
# Columns of 资金汇总: 年初预算数, 预算调整数, 实际支出数.
AMOUNTS = ("E", "F", "H")


def blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)


def parts(inputs, work):
    """Copies the inputs into one folder a part; their names."""
    names = []
    for entry in sorted(inputs.iterdir()):
        if entry.is_dir():
            shutil.copytree(entry, work / entry.name)
            names.append(entry.name)
    aside = work / "区直"
    aside.mkdir()
    for entry in sorted(inputs.iterdir()):
        if entry.is_file():
            shutil.copy(entry, aside)
    return [*names, aside.name]


def shell(command, binary, work):
    command = re.sub(r"^ziping\b", f"'{binary}'", command, flags=re.MULTILINE)
    run = subprocess.run(["bash", "-euc", command], cwd=work, capture_output=True, text=True, timeout=300)
    if run.returncode:
        sys.exit(f"{command}\nended with {run.returncode}: {run.stderr}")


def summary_totals(path):
    """The number of forms that count and their amounts, of departments as wholes."""
    sheet = openpyxl.load_workbook(path, data_only=True)["资金汇总"]
    rows = list(sheet.iter_rows(min_row=4))
    totals = [row for row in rows if row[1].value == "部门整体支出合计"]
    if len(totals) != 1:
        sys.exit(f"资金汇总 has {len(totals)} totals of departments")
    counted = sum(1 for row in rows if row[10].value == "合计" and row[11].value == "部门")
    return [counted, *(sheet[f"{column}{totals[0][0].row}"].value for column in AMOUNTS)]


def main():
    binary, inputs = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    with tempfile.TemporaryDirectory() as temp:
        work = pathlib.Path(temp)
        export, merge, *_ = [block for block in blocks("sh") if "ziping" in block]
        names = parts(inputs, work)
        for name in names:
            shell(export.replace("荔湾区", name), binary, work)
        shell(merge, binary, work)
        expected = summary_totals(work / "汇总表.xlsx")
        queries = blocks("sql")
        connection = duckdb.connect()
        connection.execute("SET file_search_path = ?", [str(work)])
        wrong = 0
        for query in queries:
            found = connection.execute(query).fetchone()
            # The last places may be those of a division by 10000 in binary.
            if not all(math.isclose(one, other, rel_tol=1e-12, abs_tol=1e-6) for one, other in zip(map(float, found), expected, strict=True)):
                wrong += 1
                print(f"the summary has {expected}, DuckDB {found} by\n{query}")
    print(f"{len(queries)} queries over {len(names)} parts, {expected[0]} forms, {wrong} differ")
    sys.exit(1 if wrong or not queries or not expected[0] else 0)


if __name__ == "__main__":
    main()
