//! `subtotal-mismatch`

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::decimals::rounding_of;
use crate::form::{FieldPath, Form, FundingColumn, FundingRow, Located, RowRole};
use crate::formula::amount;
use crate::record::Severity;
use crate::rules::rule::declare_rule;
use crate::rules::{Finding, FormContext};
use crate::workbook::CellRef;

declare_rule! {
    /// ## 检查什么
    ///
    /// 资金来源下面列了“其中：……”的，各个“其中”项之和大于这项来源；或者在别的金额列（至少两列）都正好等于它，只有这一列小于它。
    ///
    /// ## 为什么
    ///
    /// “其中”项是这项来源的一部分，不可能比它还多。“其中”项可以不列全，所以单是比它少不算错；别的列都列全了、只有一列对不上，多半是填错了一个数。
    ///
    /// ## 例子
    ///
    /// E6 财政拨款的实际支出数为 822.26，E7、E8 两个“其中”项之和为 882.26：
    ///
    /// > E6　财政拨款 实际支出数为 822.26，其下“其中”各项之和却为 882.26，多出 60.00，请核实是哪一行填错
    ///
    /// ## 修正
    ///
    /// 不修正：是这项来源填错，还是“其中”的某一项填错，只有部门知道。
    "subtotal-mismatch" {
        code: "F205",
        title: "“其中”各项与上一行不符",
        level: Error,
        fix: None,
        since: "0.1.0",
        check: Form(check),
    }
}

fn check(context: &FormContext<'_>) -> Vec<Finding> {
    wrong(context).filter_map(|(index, compared)| finding(context.form, index, &compared)).collect()
}

/// The cells of the amounts that are not what is listed of them.
pub(super) fn wrong_cells(context: &FormContext<'_>) -> BTreeSet<CellRef> {
    wrong(context).map(|(_, compared)| compared.whole.cell).collect()
}

/// The amounts that are not what is listed of them, each with its row.
fn wrong<'c>(context: &'c FormContext<'_>) -> impl Iterator<Item = (usize, Compared<'c>)> {
    let mut parts: BTreeMap<usize, Vec<&FundingRow>> = BTreeMap::new();
    for row in &context.form.funding {
        if let Some(whole) = row.part_of {
            parts.entry(whole).or_default().push(row);
        }
    }
    let of_row = |(whole, parts): (usize, Vec<&'c FundingRow>)| {
        wrong_columns(context, whole, &parts).into_iter().map(move |wrong| (whole, wrong))
    };
    parts.into_iter().flat_map(of_row)
}

/// An amount beside the sum of the parts that are listed of it.
struct Compared<'f> {
    column: FundingColumn,
    whole: &'f Located<Decimal>,
    stated: Decimal,
    listed: Decimal,
    /// Whether they differ by more than rounding does.
    differs: bool,
}

fn wrong_columns<'c>(context: &'c FormContext<'_>, index: usize, parts: &[&FundingRow]) -> Vec<Compared<'c>> {
    let Some(whole) = context.form.funding.get(index).filter(|row| row.role != RowRole::Total) else {
        return Vec::new();
    };
    // What may be no part (上年结转, a name that nobody knows) makes no sum; 其中 says of the others that they are.
    if !parts.first().is_some_and(|first| first.of_which)
        || parts.iter().any(|part| part.may_stand_apart && !part.of_which)
    {
        return Vec::new();
    }
    let columns: Vec<Compared<'c>> = FundingColumn::ALL
        .into_iter()
        .filter(|column| column.is_money())
        .filter_map(|column| compare(context, whole, parts, column))
        .collect();
    let complete = columns.iter().filter(|c| !c.differs && !c.stated.is_zero()).count();
    // 其中 said again may begin the parts of the row above it. One column that comes out shows that it does not.
    let are_siblings = complete > 0 || parts.iter().filter(|part| part.of_which).count() == 1;
    let alone = columns.iter().filter(|c| c.differs).count() == 1;
    let is_wrong = |c: &&Compared<'_>| {
        let exceeds = c.listed > c.stated && c.column != FundingColumn::BudgetAdjustment;
        c.differs && ((exceeds && are_siblings) || (alone && complete > 1 && parts.len() > 1))
    };
    let wrong: Vec<bool> = columns.iter().map(|compared| is_wrong(&compared)).collect();
    columns.into_iter().zip(wrong).filter_map(|(compared, wrong)| wrong.then_some(compared)).collect()
}

/// An amount and the sum of its parts; `None` where one of them is lacking or is asked about already.
fn compare<'f>(
    context: &FormContext<'_>,
    whole: &'f FundingRow,
    parts: &[&FundingRow],
    column: FundingColumn,
) -> Option<Compared<'f>> {
    let cells = || parts.iter().filter_map(|part| part.cell(column)).chain(whole.cell(column));
    if cells().any(|cell| is_asked_about(context, cell)) {
        return None;
    }
    let stated = whole.get(column)?;
    let mut amounts = parts.iter().filter_map(|part| part.get(column)).peekable();
    amounts.peek()?;
    let listed = amounts.try_fold(Decimal::ZERO, Decimal::checked_add)?;
    let rounding = rounding_of(parts.len());
    let differs = listed.checked_sub(stated)?.abs() > rounding;
    Some(Compared { column, whole: whole.values.get(&column)?, stated, listed, differs })
}

/// Whether an amount is wrong in a way that says nothing of the sum: in another unit, unreadable, no amount at all.
fn is_asked_about(context: &FormContext<'_>, cell: CellRef) -> bool {
    let judgements = context.judgements();
    judgements.is_incomplete(cell) || judgements.is_wrong_amount(cell) || judgements.is_in_yuan(cell)
}

fn finding(form: &Form, index: usize, compared: &Compared<'_>) -> Option<Finding> {
    let field = FieldPath::figure(index, compared.column);
    let label = form.field_name(field).unwrap_or_else(|| "金额".to_owned());
    let (stated, listed) = (compared.stated, compared.listed);
    let exceeds = listed > stated;
    let (gap, turn, which) = if exceeds {
        (listed.checked_sub(stated)?, "却为", "多出")
    } else {
        (stated.checked_sub(listed)?, "为", "少")
    };
    let elsewhere = if exceeds { "" } else { "，其余各列都正好相等" };
    let message = format!(
        "{label}为 {}，其下“其中”各项之和{turn} {}，{which} {}{elsewhere}，请核实是哪一行填错",
        amount(stated),
        amount(listed),
        amount(gap)
    );
    let severity = if exceeds { Severity::Error } else { Severity::Warning };
    let finding = Finding::new(&RULE, &form.sheet, message).at(compared.whole.cell).field(field);
    Some(Finding { severity, ..finding.actual(amount(stated)).expected(amount(listed)) })
}
