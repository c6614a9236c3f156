//! What the names of the funding table's rows say of them, whatever their figures.

use super::blocks::Line;
use crate::enumeration::depth;
use crate::form::{FundingRow, RowRole};
use crate::letters::is_letter_or_digit;
use crate::template::compile::{Fit, Labels, Total};
use crate::template::label::normalise;

/// The rows with what their names say.
pub(super) struct Names<'r> {
    pub(super) rows: &'r [FundingRow],
    pub(super) total: Option<&'r Total>,
    /// Which row is the total of all.
    pub(super) whole: Option<usize>,
    pub(super) lines: Vec<Line>,
    /// Whether each row is called as a total is.
    totals: Vec<bool>,
    /// Whether each row's name ends so (部门支出合计, 财政拨款小计): the total where nothing else is it, else most often the sum of
    /// some rows.
    sums: Vec<bool>,
    /// Whether each row's name ends as that of the sum of some rows does: 财政拨款小计.
    subtotals: Vec<bool>,
}

impl<'r> Names<'r> {
    /// Those of `rows`, each set in as far as `indents` says.
    pub(super) fn of(total: Option<&'r Total>, rows: &'r [FundingRow], indents: &[usize]) -> Self {
        let labels: Vec<String> =
            rows.iter().map(|row| row.source.get().and_then(|s| normalise(s)).unwrap_or_default()).collect();
        let said_by = |fits: &dyn Fn(&Labels, &str) -> bool| -> Vec<bool> {
            labels.iter().map(|label| total.is_some_and(|t| fits(&t.labels, label))).collect()
        };
        let (mut totals, sums) = (said_by(&Labels::has), said_by(&Labels::ends));
        let whole = total.and_then(|total| find_total(total, &labels));
        let whole = whole.or_else(|| sums.iter().position(|is_sum| *is_sum));
        // What no row consists of but all: 部门预算资金总额 over two breakdowns is not the sum of the first.
        if let Some(is_total) = whole.and_then(|whole| totals.get_mut(whole)) {
            *is_total = true;
        }
        let subtotals = labels.iter().map(|label| total.is_some_and(|t| t.subtotals.ends(label))).collect();
        let lines = lines(total, rows, &labels, indents);
        Self { rows, total, whole, lines, totals, sums, subtotals }
    }

    pub(super) fn is_total(&self, at: usize) -> bool {
        self.totals.get(at) == Some(&true)
    }

    pub(super) fn is_sum(&self, at: usize) -> bool {
        self.sums.get(at) == Some(&true)
    }

    /// Whether a row says that it is the sum of some rows.
    pub(super) fn is_subtotal(&self, at: usize) -> bool {
        self.subtotals.get(at) == Some(&true)
    }

    /// Whether a row begins with 其中.
    pub(super) fn is_of_which(&self, at: usize) -> bool {
        self.lines.get(at).is_some_and(|line| line.of_which)
    }

    /// Whether a row says that it is no part of the total.
    pub(super) fn is_apart(&self, at: usize) -> bool {
        self.total.zip(self.rows.get(at)).is_some_and(|(total, row)| says_apart(total, row))
    }

    /// The role of each row where these are details, and the others parts; with `sums`, what is the sum of some rows is a
    /// detail too.
    pub(super) fn arrangement(&self, sums: bool, is_detail: &dyn Fn(usize) -> bool) -> Vec<RowRole> {
        let role = |at: usize| match self.whole {
            Some(whole) if whole == at => RowRole::Total,
            _ if self.is_total(at) || (sums && self.is_sum(at)) || is_detail(at) => RowRole::Detail,
            _ => RowRole::Part,
        };
        (0..self.rows.len()).map(role).collect()
    }
}

/// What is told of the rows by their names.
fn lines(total: Option<&Total>, rows: &[FundingRow], labels: &[String], indents: &[usize]) -> Vec<Line> {
    let of_which = |row: &FundingRow| total.zip(row.source.get()).is_some_and(|(t, s)| t.is_of_which(s));
    let indents = indents.iter().copied().chain(std::iter::repeat(0));
    let line = |((row, label), indent): ((&FundingRow, &String), usize)| Line {
        of_which: of_which(row),
        sums: total.is_some_and(|total| total.labels.has(label) || total.labels.ends(label)),
        depth: row.source.get().and_then(|source| depth(source)),
        indent,
        own_kind: total.is_some_and(|total| total.own_kinds.fit(label) != Fit::None),
    };
    rows.iter().zip(labels).zip(indents).map(line).collect()
}

/// Which of the rows that are called a total is that of all: 总计 under 合计, and 小计 only where no other is.
fn find_total(total: &Total, labels: &[String]) -> Option<usize> {
    let first =
        |is: &dyn Fn(&str) -> bool| labels.iter().position(|label| total.labels.has(label) && is(label));
    first(&|label| total.wholes.has(label))
        .or_else(|| first(&|label| !total.subtotals.has(label)))
        .or_else(|| first(&|_| true))
}

/// Whether a row says that it is no part of the total: 另：上年结转资金, 上年结转（不计入合计）.
fn says_apart(total: &Total, row: &FundingRow) -> bool {
    let Some(source) = row.source.get().filter(|_| !total.apart.is_empty()) else { return false };
    let mut clauses = source.split(|c: char| !is_letter_or_digit(c));
    clauses.any(|clause| total.apart.iter().any(|word| clause.starts_with(word.as_str())))
}
