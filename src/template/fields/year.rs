//! The form's year: in a line above the tables, in the title, or beside its label.

use super::{candidates, read_labelled};
use crate::enumeration::digit;
use crate::form::Located;
use crate::nfkc::nfkc;
use crate::template::compile::{Field, Fit};
use crate::template::reading::Reading;
use crate::workbook::CellRef;

pub(super) fn read_year(reading: &mut Reading<'_>, field: &Field, (first, last): (u32, u32)) {
    let mut best: Option<(bool, CellRef, i32)> = None;
    for (cell, seen) in reading.view.rows(first, last) {
        if seen.text.chars().count() > 60 {
            continue;
        }
        let Some((year, annual)) = year_in(&seen.text) else { continue };
        let annual = annual || stands_before_its_label(reading, field, cell);
        if best.is_none_or(|(before, ..)| annual && !before) {
            best = Some((annual, cell, year));
        }
    }
    // A year of its own line or of the title goes before a date that happens to stand above the tables.
    match best {
        Some((annual, cell, year)) if annual || candidates(reading, field, (first, last)).is_empty() => {
            reading.used.insert(cell);
            reading.labels.remove(&cell);
            reading.name(field.id.path(), field.labels.own.clone());
            reading.form.year = Some(Located::new(year, cell));
        }
        _ => {
            let blank = year_left_blank(reading, field, (first, last));
            match blank.filter(|_| candidates(reading, field, (first, last)).is_empty()) {
                Some(cell) => {
                    reading.labels.insert(cell);
                    let label = field.labels.own.clone();
                    reading.name(field.id.path(), label.clone());
                    reading.missing(field.id.path(), &label, Some(cell));
                }
                None => read_labelled(reading, field, (first, last)),
            }
        }
    }
}

/// Whether a year and the word after it stand in two cells: `2021 | 年度`.
fn stands_before_its_label(reading: &Reading<'_>, field: &Field, cell: CellRef) -> bool {
    let mut beside = reading.view.row_from(cell).skip(1);
    beside.next().is_some_and(|(at, seen)| {
        at.col == reading.view.extent(cell).last.col + 1
            && seen.label().is_some_and(|label| field.labels.has(label))
            && beside.all(|(_, after)| year_in(&after.text).is_none())
    })
}

/// The cell of a year's line, or of a title with a place for it, in which nobody put the year: `（    年度）`,
/// `（20__年度）`, `20   年度部门整体支出绩效自评表`.
fn year_left_blank(reading: &Reading<'_>, field: &Field, (first, last): (u32, u32)) -> Option<CellRef> {
    let letters = |text: &str| -> String { text.chars().filter(|c| c.is_alphabetic()).collect() };
    let is_label = |text: &str| field.labels.fit(&letters(text)) == Fit::Exact;
    let names_none = |text: &str| {
        letters(text).starts_with(&field.labels.own) || text.split(['(', ')', '（', '）']).any(is_label)
    };
    reading.view.rows(first, last).find_map(|(cell, seen)| {
        let is_title = reading.region.titles.binary_search(&cell).is_ok();
        let left =
            if is_title { names_none(&seen.text) } else { reading.is_free(cell) && is_label(&seen.text) };
        left.then_some(cell)
    })
}

/// The first year that a text names, and whether it names it as a budget year (`2021年度`).
pub(crate) fn year_in(text: &str) -> Option<(i32, bool)> {
    let chars: Vec<char> = nfkc(text)
        // （ 2021 ）年度, __2021__年度: where the form leaves room for the year.
        .filter(|c| !c.is_whitespace() && !"()[]【】〔〕_".contains(*c))
        .map(|c| match c {
            '○' => '0',
            other => digit(other).and_then(|digit| char::from_digit(digit, 10)).unwrap_or(other),
        })
        .collect();
    if let Some(year) = whole_year(&chars) {
        return Some((year, true));
    }
    let mut plain = None;
    for (i, window) in chars.windows(4).enumerate() {
        let before_is_digit = i.checked_sub(1).and_then(|j| chars.get(j)).is_some_and(char::is_ascii_digit);
        let append = |year: i32, c: &char| Some(year * 10 + i32::try_from(c.to_digit(10)?).ok()?);
        let Some(year) = window.iter().try_fold(0, append) else { continue };
        if before_is_digit || !(1990..=2099).contains(&year) {
            continue;
        }
        let rest = &chars[i + 4..];
        if BUDGET_YEAR.iter().any(|word| rest.starts_with(word)) {
            return Some((year, true));
        }
        if rest.first() == Some(&'年') || chars.len() == 4 {
            plain = plain.or(Some((year, false)));
        }
    }
    plain
}

/// What follows a year that is one of budgets.
const BUDGET_YEAR: [&[char]; 5] = [
    &['年', '度'],
    &['预', '算', '年', '度'],
    &['财', '政', '年', '度'],
    &['会', '计', '年', '度'],
    &['年', '预', '算', '年', '度'],
];

/// The year of a span from its first day or month to its last: `2023.1.1-2023.12.31`, `2023年1月至12月`.
fn whole_year(chars: &[char]) -> Option<i32> {
    let runs = chars.split(|c| !c.is_ascii_digit()).filter(|run| !run.is_empty());
    let numbers: Option<Vec<i32>> = runs.map(|run| run.iter().collect::<String>().parse().ok()).collect();
    let (year, is_span) = match numbers?[..] {
        [year, 1, 1, last, 12, 31] | [year, 1, last, 12] if last == year => (year, true),
        [year, 1, 1, 12, 31] => (year, true),
        // 2023-1-12 is a day.
        [year, 1, 12] => (year, chars.iter().any(|c| matches!(c, '至' | '到'))),
        _ => return None,
    };
    (is_span && (1990..=2099).contains(&year)).then_some(year)
}

#[cfg(test)]
mod tests {
    use super::year_in;

    #[test]
    fn a_budget_year_is_told_from_a_date() {
        for (text, year) in [
            ("（2021年度）", Some((2021, true))),
            ("（２０２１ 年度）", Some((2021, true))),
            ("（ 2021 ）年度", Some((2021, true))),
            ("__2021__年度", Some((2021, true))),
            ("财预〔2020〕10号", None),
            ("二〇二一年度部门整体支出绩效自评表", Some((2021, true))),
            ("填报日期：2022年3月15日", Some((2022, false))),
            ("2021", Some((2021, false))),
            ("20211231", None),
            ("2023预算年度", Some((2023, true))),
            ("评价时段：2023.1.1-2023.12.31", Some((2023, true))),
            ("2023年1月1日至12月31日", Some((2023, true))),
            ("2023年1月—2023年12月", Some((2023, true))),
            ("2023年1月至12月", Some((2023, true))),
            ("填表日期：2024年1月12日", Some((2024, false))),
            ("2024-1-12", None),
            ("2022年1月1日至2024年12月31日", Some((2022, false))),
            ("共计1200年", None),
            ("电话 81002021", None),
        ] {
            assert_eq!(year_in(text), year, "{text}");
        }
    }
}
