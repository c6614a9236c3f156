#!/usr/bin/env python3
"""Whether other programs agree with what `run` wrote: outputs.py OUT BINARY INPUTS

OUT is what `BINARY run INPUTS -o OUT` wrote. Needs openpyxl, openxml-audit and LibreOffice's soffice.
  * every workbook opens in openpyxl, and has the sheets that it promises
  * LibreOffice opens it, and recalculating everything gives the values that are cached
  * openxml-audit finds nothing that Excel would want to repair
  * the results are JSON, and as CSV and SARIF they say the same
Prints what does not hold, and ends with 1 if anything does not.
"""

import csv
import io
import json
import math
import pathlib
import subprocess
import sys
import tempfile

import openpyxl

REVIEW_SHEETS = ["校验意见", "修改记录"]
SUMMARY_SHEETS = ["总览", "资金汇总", "任务与指标", "指标完成情况", "问题与措施", "校验问题", "报送情况"]
# LibreOffice keeps a workbook's cached values unless its profile says: recalculate on load, always.
RECALCULATE_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""

problems = []


def problem(*words):
    problems.append(" ".join(map(str, words)))


def check_sheets(out, results):
    """The promised workbooks are there, with the promised sheets."""
    for record in results["inputs"]:
        if record["status"] != "read":
            continue
        corrected = record.get("corrected") or f"修正表/{pathlib.PurePosixPath(record['file']).with_suffix('.xlsx')}"
        path = out / corrected
        if not path.exists():
            problem("no corrected workbook for", record["file"])
        elif openpyxl.load_workbook(path).sheetnames[-2:] != REVIEW_SHEETS:
            problem(corrected, "does not end with the sheets", *REVIEW_SHEETS)
    names = openpyxl.load_workbook(out / "汇总表.xlsx").sheetnames
    for sheet in SUMMARY_SHEETS:
        if sheet not in names:
            problem("汇总表.xlsx has no sheet", sheet)


def formulas(path):
    """Every formula of a workbook with its cached value, by sheet and cell."""
    cached = openpyxl.load_workbook(path, data_only=True)
    return {
        (ws.title, cell.coordinate): (cell.value, cached[ws.title][cell.coordinate].value)
        for ws in openpyxl.load_workbook(path).worksheets
        for row in ws.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def agree(one, other):
    """Whether two values are what one formula gave two programs; an empty text is read back as a blank."""
    numbers = (int, float)
    if isinstance(one, numbers) and isinstance(other, numbers):
        return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)
    return (one or "") == (other or "") if not isinstance(one, numbers) and not isinstance(other, numbers) else False


def check_recalculation(workbooks, temp):
    """LibreOffice computes what is cached. Copies get numbers for names: two workbooks may share a name."""
    profile, before, after = temp / "profile", temp / "before", temp / "after"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(RECALCULATE_ALWAYS)
    before.mkdir()
    copies = {}
    for number, path in enumerate(workbooks):
        copies[path] = before / f"{number}.xlsx"
        copies[path].write_bytes(path.read_bytes())
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML"]
    subprocess.run([*command, "--outdir", str(after), *map(str, copies.values())], check=True, capture_output=True, timeout=600)
    compared = 0
    for path, copy in copies.items():
        if not (after / copy.name).exists():
            problem("LibreOffice does not open", path)
            continue
        recalculated = openpyxl.load_workbook(after / copy.name, data_only=True)
        for (sheet, cell), (formula, cached) in formulas(path).items():
            compared += 1
            value = recalculated[sheet][cell].value
            if not agree(cached, value):
                problem(path, f"{sheet}!{cell}", formula, "has", repr(cached), "cached, LibreOffice computes", repr(value))
    return compared


def check_with_openxml_audit(out):
    """Nothing that Excel would want to repair."""
    tool = pathlib.Path(sys.executable).with_name("openxml-audit")
    run = subprocess.run([tool if tool.exists() else "openxml-audit", "--recursive", "--output", "json", str(out)], capture_output=True, text=True, timeout=600)
    audited = json.loads(run.stdout)
    for workbook in audited:
        for finding in workbook["errors"][:5]:
            problem("openxml-audit:", workbook["file"], finding["part_uri"], finding["description"])
    return len(audited)


def check_formats(results, binary, inputs):
    """CSV and SARIF say as much as the JSON, and Excel knows the CSV for UTF-8."""
    said = {form: subprocess.run([binary, "check", "--format", form, inputs], capture_output=True, timeout=300).stdout for form in ("csv", "sarif")}
    if not said["csv"].startswith(b"\xef\xbb\xbf"):
        problem("the CSV has no byte-order mark")
    rows = list(csv.reader(io.StringIO(said["csv"].decode("utf-8-sig"))))
    if len(rows) - 1 != len(results["findings"]):
        problem("the CSV has", len(rows) - 1, "findings, the JSON", len(results["findings"]))
    sarif = json.loads(said["sarif"])
    said_in_sarif = [result for run in sarif.get("runs", []) for result in run.get("results", [])]
    if sarif.get("version") != "2.1.0" or len(said_in_sarif) != len(results["findings"]):
        problem("the SARIF has not the JSON's findings")


def main():
    out, binary, inputs = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2], sys.argv[3]
    results = json.loads((out / "校验结果.json").read_text("utf-8"))
    workbooks = sorted(out.rglob("*.xlsx"))
    check_sheets(out, results)
    with tempfile.TemporaryDirectory() as temp:
        compared = check_recalculation(workbooks, pathlib.Path(temp))
    audited = check_with_openxml_audit(out)
    check_formats(results, binary, inputs)
    if audited != len(workbooks):
        problem("openxml-audit saw", audited, "of", len(workbooks), "workbooks")
    if compared == 0:
        problem("no formula was compared")
    print(f"{len(workbooks)} workbooks, {compared} formulas recalculated, {len(problems)} problems")
    for one in problems:
        print("  " + one)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
