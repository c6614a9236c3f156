"""Does less than ziping: reads every cell's value with openpyxl and writes it again, without looks, checks or summary.

python3 benches/openpyxl_reads.py INPUT_FOLDER OUTPUT_FOLDER
"""
import pathlib
import sys

import openpyxl

source, target = map(pathlib.Path, sys.argv[1:3])
target.mkdir(parents=True, exist_ok=True)
for path in sorted(source.glob("*.xlsx")):
    book = openpyxl.load_workbook(path, read_only=True)
    copy = openpyxl.Workbook(write_only=True)
    for sheet in book.worksheets:
        written = copy.create_sheet(sheet.title)
        for row in sheet.iter_rows(values_only=True):
            written.append(row)
    copy.save(target / path.name)
