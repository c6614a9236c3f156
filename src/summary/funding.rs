//! 资金汇总: a row for each department and source, with live rates, and totals that count each department once.

use rust_decimal::Decimal;
use rust_xlsxwriter::{Worksheet, XlsxError};

use super::amounts::{Amounts, cached};
use super::cell::{Cell, column};
use super::facts::{Facts, department};
use super::findings::severity_tone;
use super::formats::{Formats, Look, Tone};
use super::money::{FundingLine, LineRole, funding_lines};
use super::references::columns::{ACTUAL, ADJUSTMENT, BUDGET, COMPLETION, INITIAL, ROLE};
use super::references::{adjustment_formula, completion_formula, rate, sum_formula};
use super::scope::Scope;
use super::sheets::FUNDING;
use super::table::{Book, Heading, Part, Table};
use crate::form::FundingColumn;

/// What the other sheets refer to.
pub(super) struct FundingSheet {
    /// The sheets.
    pub(super) sheets: Vec<Worksheet>,
    /// Where the data stands.
    pub(super) parts: Vec<Part>,
    /// The totals: of departments, then of projects, where there are such forms.
    pub(super) totals: Vec<GrandTotal>,
    /// The total row of each form that counts.
    pub(super) forms: Vec<FormTotal>,
}

/// A total at the foot of the table.
pub(super) struct GrandTotal {
    /// What it is the total of.
    pub(super) scope: Scope,
    /// The sheet it stands on.
    pub(super) sheet: String,
    /// Its row, as Excel counts.
    pub(super) row: u32,
    /// What it comes to.
    pub(super) amounts: Amounts,
}

/// The total of one form.
pub(super) struct FormTotal {
    /// The form, by index.
    pub(super) form: usize,
    /// The sheet it stands on.
    pub(super) sheet: String,
    /// Its row, as Excel counts.
    pub(super) row: u32,
    /// What it comes to.
    pub(super) amounts: Amounts,
}

/// The mark of forms that do not count.
const NOT_COUNTED: &str = "重复未计";

/// Writes the sheet.
pub(super) fn write(
    facts: &Facts<'_>,
    formats: &Formats,
    book: &mut Book,
) -> Result<FundingSheet, XlsxError> {
    let mut table = Table::new(book, formats, heading(facts))?;
    let mut forms = Vec::new();
    let mut sums = [(Scope::Departments, Amounts::default()), (Scope::Projects, Amounts::default())];
    for (number, &index) in facts.order.iter().enumerate() {
        let form = facts.form(index);
        let lines = funding_lines(facts, index);
        let rows = u32::try_from(lines.len()).unwrap_or(u32::MAX);
        let first = table.next_row(rows)?;
        let end = table.fits(rows).then(|| first.saturating_add(rows));
        for line in &lines {
            let row = table.next_row(1)?;
            push_line(&mut table, facts, (number + 1, index), line, row, end)?;
        }
        if let (true, Some(total)) = (facts.counts(index), lines.first()) {
            let scope = Scope::of(form);
            for (_, sum) in sums.iter_mut().filter(|(of, _)| *of == scope) {
                *sum = sum.plus(total.amounts.completed());
            }
            forms.push(FormTotal {
                form: index,
                sheet: table.sheet_name(),
                row: first,
                amounts: total.amounts,
            });
        }
    }
    table.end_data()?;
    let mut totals = Vec::new();
    for (scope, amounts) in sums {
        let wanted = match scope {
            Scope::Departments => facts.has_departments || !facts.has_projects,
            Scope::Projects => facts.has_projects,
        };
        if wanted {
            totals.push(push_total(&mut table, scope, amounts)?);
        }
    }
    let parts = table.parts().to_vec();
    Ok(FundingSheet { sheets: table.finish()?, parts, totals, forms })
}

/// What stands over the table.
fn heading(facts: &Facts<'_>) -> Heading {
    let mut columns = vec![
        column("序号", 6.0, Look::Center),
        column("部门", 23.0, Look::Text),
        column("年度", 7.0, Look::Center),
        column("资金来源", 20.0, Look::Text),
        column("年初预算数", 14.0, Look::Money),
        column("预算调整数", 14.0, Look::Money),
        column("调整后预算数", 14.0, Look::Money),
        column("实际支出数", 14.0, Look::Money),
        column("预算完成率", 11.0, Look::Rate),
        column("预算调整率", 11.0, Look::Rate),
        column("行别", 7.0, Look::Center),
        column("计入", 9.0, Look::Center),
        column("来源文件", 29.0, Look::Text),
    ];
    if facts.has_projects {
        columns.push(column("项目", 25.0, Look::Text));
    }
    let title = facts.title("资金汇总表");
    Heading { name: FUNDING, title, subtitle: subtitle(facts), columns, frozen_columns: 2 }
}

fn subtitle(facts: &Facts<'_>) -> String {
    let mut words = format!(
        "单位：{}，{}。预算完成率＝实际支出数÷调整后预算数，预算调整率＝|预算调整数|÷年初预算数。合计只加“行别”为合计的行，每个部门计一次",
        facts.unit(),
        facts.amounts_words()
    );
    if facts.left_out() > 0 {
        words.push_str("；重复报送的以灰色列出，不计入");
    }
    if facts.has_departments && facts.has_projects {
        words.push_str("；项目支出已包含在部门整体支出中，两项合计分列");
    }
    words.push_str("；有未解决问题的金额已标色。");
    words
}

fn push_line(
    table: &mut Table<'_>,
    facts: &Facts<'_>,
    (number, index): (usize, usize),
    line: &FundingLine<'_>,
    row: u32,
    end: Option<u32>,
) -> Result<(), XlsxError> {
    let form = facts.form(index);
    let counts = facts.counts(index);
    let is_total = matches!(line.role, LineRole::Total | LineRole::SummedTotal);
    let tone = match (counts, is_total) {
        (false, _) => Tone::Muted,
        (true, true) => Tone::Total,
        (true, false) => Tone::Plain,
    };
    let source = match line.role {
        LineRole::Total | LineRole::SummedTotal => Cell::text(line.source),
        LineRole::Part => Cell::Indented(Look::Part, line.source.into()),
        LineRole::Detail => Cell::Indented(Look::Detail, line.source.into()),
    };
    // More was spent than budgeted: not wrong by itself, but always asked about.
    let overspent = counts && line.amounts.completion_rate().is_some_and(|rate| rate > Decimal::ONE);
    let [initial, adjustment, budget, actual, completion, adjustment_rate] = money(line, row, end);
    let cells = [
        Cell::count(number),
        Cell::text(department(form)),
        form.year.map_or(Cell::Blank, |year| Cell::Count(year.into())),
        source,
        initial,
        adjustment,
        budget,
        actual,
        completion,
        adjustment_rate,
        Cell::text(line.role.title()),
        Cell::text(if counts { Scope::of(form).mark() } else { NOT_COUNTED }),
        Cell::text(&*form.file),
        Cell::maybe(form.project.as_deref()),
    ];
    let fault = |column: char| fault_tone(facts, index, line, column).filter(|_| counts);
    let tones = |column: char| match column {
        COMPLETION if overspent => Tone::Warn,
        column => fault(column).unwrap_or(tone),
    };
    table.push_toned(('A'..='Z').zip(&cells).map(|(column, cell)| (tones(column), cell)))
}

/// The cells of a row's money, in the order of their columns: what the form does not state follows from what it does.
/// The row of a total that no form states sums the parts below it, which end before row `end`.
fn money(line: &FundingLine<'_>, row: u32, end: Option<u32>) -> [Cell<'static>; 6] {
    let amounts = &line.amounts;
    let amount = |column: char, amount: Option<Decimal>| match (line.role, amount, end) {
        (LineRole::SummedTotal, Some(amount), Some(end)) => Cell::Formula {
            formula: format!(
                "SUMIFS({column}{0}:{column}{1},{ROLE}{0}:{ROLE}{1},\"{2}\")",
                row.saturating_add(1),
                end.saturating_sub(1),
                LineRole::Part.title()
            ),
            result: cached(amount).into(),
        },
        (_, amount, _) => Cell::amount(amount),
    };
    let budget = match (amounts.stated_budget, amounts.budget()) {
        (None, Some(budget)) => Cell::Formula {
            formula: format!("{INITIAL}{row}+{ADJUSTMENT}{row}"),
            result: cached(budget).into(),
        },
        (stated, _) => amount(BUDGET, stated),
    };
    let adjustment = match (amounts.adjustment, amounts.adjustment()) {
        (None, Some(adjustment)) => Cell::Formula {
            formula: format!("{BUDGET}{row}-{INITIAL}{row}"),
            result: cached(adjustment).into(),
        },
        (stated, _) => amount(ADJUSTMENT, stated),
    };
    [
        amount(INITIAL, amounts.initial),
        adjustment,
        budget,
        amount(ACTUAL, amounts.actual),
        rate(completion_formula(row), amounts.completion_rate()),
        rate(adjustment_formula(row), amounts.adjustment_rate()),
    ]
}

/// The tone of an amount at which something was found that nobody has mended yet.
fn fault_tone(facts: &Facts<'_>, form: usize, line: &FundingLine<'_>, column: char) -> Option<Tone> {
    let amount = match column {
        INITIAL => FundingColumn::InitialBudget,
        ADJUSTMENT => FundingColumn::BudgetAdjustment,
        BUDGET => FundingColumn::AnnualBudget,
        ACTUAL => FundingColumn::ActualExpenditure,
        _ => return None,
    };
    facts.money_of(form)?.fault(line.index?, amount).map(severity_tone)
}

fn push_total(table: &mut Table<'_>, scope: Scope, amounts: Amounts) -> Result<GrandTotal, XlsxError> {
    let row = table.next_row(1)?;
    let sheet = table.sheet_name();
    let parts = table.parts().to_vec();
    let sum = |column: char, amount: Option<Decimal>| {
        let formula = sum_formula(&parts, column, LineRole::Total, scope, None);
        formula.map_or(Cell::Number(Decimal::ZERO), |formula| Cell::Formula {
            formula,
            result: cached(amount.unwrap_or_default()).into(),
        })
    };
    let cells = [
        Cell::Blank,
        Cell::text(scope.title()),
        Cell::Blank,
        Cell::text("合计"),
        sum(INITIAL, amounts.initial),
        sum(ADJUSTMENT, amounts.adjustment),
        sum(BUDGET, amounts.stated_budget),
        sum(ACTUAL, amounts.actual),
        rate(
            completion_formula(row),
            Amounts { actual: Some(amounts.actual.unwrap_or_default()), ..amounts }.completion_rate(),
        ),
        rate(
            adjustment_formula(row),
            Amounts { adjustment: Some(amounts.adjustment.unwrap_or_default()), ..amounts }.adjustment_rate(),
        ),
        Cell::Blank,
        Cell::Blank,
        Cell::Blank,
        Cell::Blank,
    ];
    table.push(Tone::Total, &cells)?;
    Ok(GrandTotal { scope, sheet, row, amounts })
}
