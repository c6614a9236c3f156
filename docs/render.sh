#!/usr/bin/env bash
# Draws the README's pictures from real output: docs/render.sh
# Needs LibreOffice's soffice, pdftoppm (poppler-utils) and a Chinese font (fonts-noto-cjk).
set -euo pipefail
cd "$(dirname "$0")/.."
temp=$(mktemp -d)
trap 'rm -rf "$temp"' EXIT

# Findings end with 1, which is no failure here.
cargo run --quiet --release -- run fixtures/liwan-2021 -o "$temp/out" --quiet >/dev/null || [ $? = 1 ]

# draw WORKBOOK PAGE NAME: one printed page as docs/images/NAME.png
draw() {
    soffice "-env:UserInstallation=file://$temp/profile" --headless --convert-to pdf --outdir "$temp" "$1" >/dev/null 2>&1
    pdftoppm -png -r 110 -f "$2" -l "$2" -singlefile "$temp/$(basename "${1%.*}").pdf" "docs/images/$3"
}

draw "$temp/out/修正表/07_人力资源和社会保障局.xlsx" 1 corrected
draw "$temp/out/修正表/07_人力资源和社会保障局.xlsx" 2 review
draw "$temp/out/汇总表.xlsx" 1 summary
