//! 项目汇总: project-level forms by department, then project, with subtotals that follow the filter.

use rust_decimal::Decimal;
use rust_xlsxwriter::{Worksheet, XlsxError};

use super::amounts::{Amounts, cached};
use super::cell::{Cell, column};
use super::facts::{Facts, Tally, department};
use super::formats::{Formats, Look, Tone};
use super::money::funding_lines;
use super::references::rate;
use super::table::{Book, Heading, Part, Table};
use crate::form::Verdict;
use crate::record::FormRecord;
use crate::roster::is_project;

const INITIAL: char = 'F';
const BUDGET: char = 'G';
const ACTUAL: char = 'H';

/// Writes the sheet.
pub(super) fn write(
    facts: &Facts<'_>,
    formats: &Formats,
    book: &mut Book,
) -> Result<Vec<Worksheet>, XlsxError> {
    let columns = vec![
        column("序号", 6.0, Look::Center),
        column("部门（实施单位）", 24.0, Look::Text),
        column("项目名称", 32.0, Look::Text),
        column("主管部门", 20.0, Look::Text),
        column("年度", 7.0, Look::Center),
        column("年初预算数", 13.0, Look::Money),
        column("全年预算数", 13.0, Look::Money),
        column("全年执行数", 13.0, Look::Money),
        column("执行率", 10.0, Look::Rate),
        column("总分值", 9.0, Look::Money),
        column("总得分", 9.0, Look::Money),
        column("指标数", 7.0, Look::Count),
        column("已完成", 7.0, Look::Count),
        column("来源文件", 24.0, Look::Text),
    ];
    let subtitle = format!(
        "单位：{}。执行率＝全年执行数÷全年预算数。小计与合计随筛选变化。{}。",
        facts.unit(),
        facts.scope_words()
    );
    let title = format!("{}项目支出绩效自评汇总表", facts.year_words());
    let heading = Heading { name: "项目汇总", title, subtitle, columns, frozen_columns: 3 };
    let mut table = Table::new(book, formats, heading)?;
    let mut sum = Amounts::default();
    for (index, (name, forms)) in by_department(facts).into_iter().enumerate() {
        sum = sum.plus(push_department(&mut table, facts, index + 1, name, &forms)?);
    }
    table.end_data()?;
    push_total(&mut table, sum)?;
    table.finish()
}

/// The projects that count, by department in the summary's order, a department's projects by name.
fn by_department<'a>(facts: &Facts<'a>) -> Vec<(&'a str, Vec<usize>)> {
    let mut numbers: Vec<Option<usize>> = Vec::new();
    let mut places = std::collections::HashMap::new();
    let mut groups: Vec<(&str, Vec<usize>)> = Vec::new();
    for index in facts.counted().filter(|&index| is_project(facts.form(index))) {
        let form = facts.form(index);
        let number = form.department.as_deref().and_then(|name| facts.departments.number(name));
        let place = *places.entry(number).or_insert_with(|| {
            numbers.push(number);
            groups.push((department(form), Vec::new()));
            groups.len() - 1
        });
        groups[place].1.push(index);
    }
    for (_, forms) in &mut groups {
        forms.sort_by_key(|&form| facts.form(form).project.as_deref());
    }
    groups
}

fn push_department(
    table: &mut Table<'_>,
    facts: &Facts<'_>,
    number: usize,
    name: &str,
    forms: &[usize],
) -> Result<Amounts, XlsxError> {
    let rows = u32::try_from(forms.len()).unwrap_or(u32::MAX);
    let first = table.next_row(rows.saturating_add(1))?;
    let together = table.fits(rows.saturating_add(1));
    let amounts: Vec<Amounts> = forms
        .iter()
        .map(|&form| funding_lines(facts, form).first().map_or(Amounts::default(), |total| total.amounts))
        .collect();
    let sum = amounts.iter().fold(Amounts::default(), |sum, amounts| sum.plus(amounts.completed()));
    let range = |column: char| {
        together
            .then(|| format!("{column}{}:{column}{}", first.saturating_add(1), first.saturating_add(rows)))
    };
    let head = [Cell::count(number), Cell::text(name), Cell::text(format!("小计（{} 个项目）", forms.len()))];
    push_sums(table, head, sum, first, range)?;
    for (&form, amounts) in forms.iter().zip(&amounts) {
        push_project(table, facts.form(form), amounts)?;
    }
    Ok(sum)
}

fn push_project(table: &mut Table<'_>, form: &FormRecord, amounts: &Amounts) -> Result<(), XlsxError> {
    let row = table.next_row(1)?;
    let mut tally = Tally::default();
    form.indicators.iter().for_each(|indicator| tally.add(indicator.verdict));
    let cells = [
        Cell::Blank,
        Cell::text(department(form)),
        form.project.as_deref().map_or(Cell::text("（未填项目名称）"), Cell::text),
        Cell::maybe(form.competent_department.as_deref()),
        form.year.map_or(Cell::Blank, |year| Cell::Count(year.into())),
        Cell::amount(amounts.initial),
        Cell::amount(amounts.budget()),
        Cell::amount(amounts.actual),
        rate(rate_formula(row), amounts.completion_rate()),
        Cell::amount(form.total_weight),
        Cell::amount(form.total_score),
        Cell::count(tally.total()),
        Cell::count(tally.of(Verdict::Met)),
        Cell::text(&*form.file),
    ];
    table.push(Tone::Plain, &cells)
}

fn push_total(table: &mut Table<'_>, sum: Amounts) -> Result<(), XlsxError> {
    let row = table.next_row(1)?;
    let parts: Vec<Part> = table.parts().iter().filter(|part| part.first <= part.last).cloned().collect();
    let range =
        |column: char| Some(parts.iter().map(|part| part.range(column)).collect::<Vec<_>>().join(","));
    push_sums(table, [Cell::Blank, Cell::text("项目支出合计"), Cell::Blank], sum, row, range)
}

/// A row of sums. SUBTOTAL passes over the subtotals within its range and over what a filter hides.
fn push_sums(
    table: &mut Table<'_>,
    head: [Cell<'_>; 3],
    sum: Amounts,
    row: u32,
    range: impl Fn(char) -> Option<String>,
) -> Result<(), XlsxError> {
    let subtotal = |column: char, amount: Option<Decimal>| {
        let amount = amount.unwrap_or_default();
        range(column).map_or(Cell::Number(amount), |range| Cell::Formula {
            formula: format!("SUBTOTAL(9,{range})"),
            result: cached(amount).into(),
        })
    };
    let actual = Some(sum.actual.unwrap_or_default());
    let [number, name, words] = head;
    let cells = [
        number,
        name,
        words,
        Cell::Blank,
        Cell::Blank,
        subtotal(INITIAL, sum.initial),
        subtotal(BUDGET, sum.stated_budget),
        subtotal(ACTUAL, sum.actual),
        rate(rate_formula(row), Amounts { actual, ..sum }.completion_rate()),
        Cell::Blank,
        Cell::Blank,
        Cell::Blank,
        Cell::Blank,
        Cell::Blank,
    ];
    table.push(Tone::Total, &cells)
}

fn rate_formula(row: u32) -> String {
    format!("IF(OR({BUDGET}{row}=0,{ACTUAL}{row}=\"\"),\"—\",{ACTUAL}{row}/{BUDGET}{row})")
}
