#!/usr/bin/env python3
"""Whether a blank form that another program filled in and saved comes back clean: blank.py BINARY

For each built-in template: `template blank`, filled in as its prompts say (openpyxl), opened, recalculated and saved
again by LibreOffice, and then `check`ed: nothing but hints may be found, and the locks and rules must still be there.
Prints what does not hold, and ends with 1 if anything does not.
"""

import json
import pathlib
import subprocess
import sys
import tempfile

import openpyxl

# What goes into the cells, by the beginning of their prompts and in the form's order; the last one goes on.
ANSWERS = {
    "填数字，不写单位；没有的填 0": [100],
    "填数字，不写单位；调减填负数": [0],
    "填 ≥、≤、＝": ["≥"],
    "填可以衡量的值": ["≥95%"],
    "填计量单位": ["%"],
    "填实际完成的数": ["96%"],
    "填指标名称": [f"第{n}项工作按时完成率" for n in range(1, 100)],
    "填任务名称": [f"任务{n}" for n in range(1, 100)],
    "请填写": [f"内容{n}" for n in range(1, 100)],
    "照年初": ["做好各项工作。"],
    "逐项说明": ["各项工作有序开展。"],
    "写明": ["有关内容。"],
}

problems = []


def problem(*words):
    problems.append(" ".join(map(str, words)))


def answer(prompt, given):
    for begin, answers in ANSWERS.items():
        if prompt.startswith(begin):
            given[begin] = given.get(begin, -1) + 1
            return answers[min(given[begin], len(answers) - 1)]
    return None


def fill(path, filled):
    """Fills in every cell with a rule, as its prompt says; points so that they come to a hundred."""
    workbook = openpyxl.load_workbook(path)
    sheet = workbook.active
    rules = sorted(((cell.row, cell.column), rule) for rule in sheet.data_validations.dataValidation for cells in rule.sqref.ranges for cell in [sheet.cell(cells.min_row, cells.min_col)])
    given, points = {}, []
    has_units = any((rule.prompt or "").startswith("填计量单位") for _, rule in rules)
    for (row, column), rule in rules:
        cell = sheet.cell(row, column)
        if cell.protection.locked:
            problem(path.name, cell.coordinate, "has a rule and is locked")
        prompt = rule.prompt or ""
        if prompt.startswith("填单位全称"):
            # Two forms of one department would be one too many.
            cell.value = f"荔湾区{path.stem}局"
        elif prompt.startswith(("填分数", "填得分")):
            points.append(cell)
        elif (value := answer(prompt, given)) is not None:
            cell.value = "95" if has_units and value == "≥95%" else value
    rows = sorted({cell.row for cell in points})
    indicators = [row for row in rows if any(sheet.cell(row, c).value == "96%" for c in range(1, sheet.max_column + 1))]
    # What the indicators share: 90 beside an execution of ten; without weights 80, beside the 20 of the label.
    execution, share = (10, 90) if len(points) > len(rows) else (20, 80)
    each = share // max(1, len(indicators))
    for cell in points:
        if cell.row == rows[0]:
            cell.value = execution
        elif cell.row == indicators[0]:
            cell.value = share - each * (len(indicators) - 1)
        elif cell.row in indicators:
            cell.value = each
        elif cell.row == rows[-1]:
            cell.value = 100
    workbook.save(filled)
    return len(rules)


def main():
    binary = sys.argv[1]
    ids = [line.split()[0] for line in subprocess.run([binary, "template", "list"], check=True, capture_output=True, text=True).stdout.splitlines()]
    with tempfile.TemporaryDirectory() as name:
        temp = pathlib.Path(name)
        for folder in ("blank", "filled", "saved"):
            (temp / folder).mkdir()
        rules = {}
        for template in ids:
            blank = temp / "blank" / f"{template}.xlsx"
            subprocess.run([binary, "template", "blank", template, "-o", blank, "--year", "2024", "--tasks", "2", "--indicators", "1"], check=True)
            rules[template] = fill(blank, temp / "filled" / blank.name)
        command = ["soffice", f"-env:UserInstallation={(temp / 'profile').as_uri()}", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML"]
        subprocess.run([*command, "--outdir", temp / "saved", *(temp / "filled").iterdir()], check=True, capture_output=True, timeout=300)
        checked = subprocess.run([binary, "check", "--format", "json", temp / "saved"], capture_output=True, text=True, timeout=60)
        results = json.loads(checked.stdout)
        for one in results["inputs"]:
            if one["status"] != "read" or one["forms"] != 1:
                problem(one["file"], "is", one["status"], "with", one["forms"], "forms")
        for finding in results["findings"]:
            if finding["severity"] != "info":
                problem(finding["file"], finding["cell"], finding["message"])
        for template in ids:
            sheet = openpyxl.load_workbook(temp / "saved" / f"{template}.xlsx").active
            kept = sum(len(rule.sqref.ranges) for rule in sheet.data_validations.dataValidation)
            if kept == 0 or not sheet.protection.sheet:
                problem(template, "lost its locks or its rules in LibreOffice")
    print(f"{len(ids)} blank forms filled in, {sum(rules.values())} rules, {len(problems)} problems")
    for one in problems:
        print("  " + one)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
