//! Which label is which column, where they do not stand in the order of headings.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{Arrangement, Figure, Funds, Gathered, MOST_LABELS, Source};
use crate::template::compile::Fit;
use crate::template::header::{Figures, FoundColumn, Header, one_line};
use crate::template::spec::{ColumnId, Kind};
use crate::template::view::Seen;
use crate::workbook::CellRef;

/// Columns of amounts that funds have at least: what was budgeted, what was spent.
const FEWEST_AMOUNTS: usize = 2;

/// A label, wherever it stands again, with the columns that it may be.
struct Label<'a> {
    cell: CellRef,
    seen: &'a Seen<'a>,
    /// The number of each source behind it.
    numbers: BTreeMap<usize, Decimal>,
}

/// Says which column each figure is; `None` where too few are known, or one comes twice.
pub(super) fn settle(funds: &Funds<'_>, gathered: &Gathered) -> Option<Arrangement> {
    let labels = labels(funds, &gathered.figures)?;
    let columns = assign(funds, &labels);
    let is_amount = |id: &&ColumnId| funds.kind(**id) == Some(Kind::Money);
    if columns.keys().filter(is_amount).count() < FEWEST_AMOUNTS {
        return None;
    }
    let column_of = |figure: &Figure| {
        let label = funds.view.seen(figure.label)?.label()?;
        let is_it =
            |(_, at): &(&ColumnId, &usize)| labels.get(**at).is_some_and(|l| l.seen.label() == Some(label));
        columns.iter().find(is_it).map(|(id, _)| *id)
    };
    let mut sources: Vec<Source> =
        gathered.sources.iter().map(|name| Source { name: *name, figures: BTreeMap::new() }).collect();
    let mut cells = Vec::new();
    for figure in &gathered.figures {
        let (Some(column), Some(source)) = (column_of(figure), sources.get_mut(figure.source)) else {
            continue;
        };
        cells.extend([figure.label, figure.place.found]);
        if source.figures.insert(column, figure.place).is_some() {
            return None;
        }
    }
    // A name that the template does not know is a source only over numbers.
    let view = funds.view;
    sources.retain(|source| {
        let known = source.name.is_none_or(|at| view.seen(at).is_some_and(|seen| funds.names_source(seen)));
        let mut places = source.figures.values();
        places.len() > 0 && (known || places.any(|place| Figures::number(view, place.found).is_some()))
    });
    let names: Vec<CellRef> = sources.iter().filter_map(|source| source.name).collect();
    let header = header(funds, gathered, &labels, &columns, &[cells, names].concat())?;
    Some(Arrangement { layout: gathered.layout, header, sources })
}

/// The labels of the figures, each once; `None` for more than anybody writes.
fn labels<'a>(funds: &Funds<'a>, figures: &[Figure]) -> Option<Vec<Label<'a>>> {
    let mut labels: Vec<Label<'a>> = Vec::new();
    for figure in figures {
        let Some(seen) = funds.view.seen(figure.label) else { continue };
        let known = labels.iter().position(|label| label.seen.label() == seen.label());
        let at = known.unwrap_or(labels.len());
        if known.is_none() {
            if labels.len() == MOST_LABELS {
                return None;
            }
            labels.push(Label { cell: figure.label, seen, numbers: BTreeMap::new() });
        }
        if let (Some(number), Some(label)) =
            (Figures::number(funds.view, figure.place.found), labels.get_mut(at))
        {
            label.numbers.insert(figure.source, number);
        }
    }
    Some(labels)
}

/// The column of each label, by the label's place among all.
fn assign(funds: &Funds<'_>, labels: &[Label<'_>]) -> BTreeMap<ColumnId, usize> {
    let mut columns: BTreeMap<ColumnId, usize> = BTreeMap::new();
    let mut either = Vec::new();
    for (at, label) in labels.iter().enumerate() {
        match funds.columns(label.seen, Fit::Exact).collect::<Vec<_>>()[..] {
            [] => {}
            [id] => {
                columns.entry(id).or_insert(at);
            }
            [id, other, ..] => either.push((at, id, other)),
        }
    }
    // 调整预算数 is what a budget was changed by, or what came of it: what is left of the two, else what the figures say.
    for (at, id, other) in either {
        match (columns.contains_key(&id), columns.contains_key(&other)) {
            (false, false) => {
                columns.insert(id, at);
                if figures(labels, &columns).are_rather(funds.table, id, other) {
                    columns.remove(&id);
                    columns.insert(other, at);
                }
            }
            (true, false) => {
                columns.insert(other, at);
            }
            (false, true) => {
                columns.insert(id, at);
            }
            (true, true) => {}
        }
    }
    // What only has the words of a column is that column where the rates come out with it. Nothing else tells: no order as
    // of headings.
    for (at, label) in labels.iter().enumerate().filter(|(_, label)| !funds.is_column(label.seen, Fit::Exact))
    {
        let open: Vec<ColumnId> =
            funds.columns(label.seen, Fit::Words).filter(|id| !columns.contains_key(id)).collect();
        let before = figures(labels, &columns).rates_that_agree(funds.table);
        for id in open {
            columns.insert(id, at);
            if figures(labels, &columns).rates_that_agree(funds.table) > before {
                break;
            }
            columns.remove(&id);
        }
    }
    complete(funds, labels, &mut columns);
    columns
}

/// Where too few amounts are known for funds: what every form has is the only label that has its words, whatever the rates
/// say.
fn complete(funds: &Funds<'_>, labels: &[Label<'_>], columns: &mut BTreeMap<ColumnId, usize>) {
    let is_amount = |id: &&ColumnId| funds.kind(**id) == Some(Kind::Money);
    for column in funds.table.columns.iter().filter(|column| column.required && column.kind == Kind::Money) {
        let has_words = |(at, label): &(usize, &Label<'_>)| {
            !label.numbers.is_empty()
                && !columns.values().any(|taken| taken == at)
                && !funds.is_column(label.seen, Fit::Exact)
                && funds.columns(label.seen, Fit::Words).any(|id| id == column.id)
        };
        let mut fitting = labels.iter().enumerate().filter(has_words).map(|(at, _)| at);
        let only = fitting.next().filter(|_| fitting.next().is_none());
        let is_open =
            !columns.contains_key(&column.id) && columns.keys().filter(is_amount).count() < FEWEST_AMOUNTS;
        if let Some(only) = only.filter(|_| is_open) {
            columns.insert(column.id, only);
        }
    }
}

/// The figures of each source by columns.
fn figures(labels: &[Label<'_>], columns: &BTreeMap<ColumnId, usize>) -> Figures {
    let mut rows: BTreeMap<usize, BTreeMap<ColumnId, Decimal>> = BTreeMap::new();
    for (id, at) in columns {
        for (source, number) in labels.get(*at).iter().flat_map(|label| &label.numbers) {
            rows.entry(*source).or_default().insert(*id, *number);
        }
    }
    Figures::of(rows.into_values().collect())
}

/// The labels as headings.
fn header(
    funds: &Funds<'_>,
    gathered: &Gathered,
    labels: &[Label<'_>],
    columns: &BTreeMap<ColumnId, usize>,
    cells: &[CellRef],
) -> Option<Header> {
    let view = funds.view;
    let heading = |cell: CellRef| FoundColumn {
        heading: Some(cell),
        text: view.text(cell).map(one_line).unwrap_or_default(),
        first_col: cell.col,
        last_col: view.extent(cell).last.col,
        inferred: false,
        unit: None,
    };
    let own = columns.iter().filter_map(|(id, at)| Some((*id, heading(labels.get(*at)?.cell))));
    let corner = gathered.corner.map(|cell| (ColumnId::Source, heading(cell)));
    let found: BTreeMap<ColumnId, FoundColumn> = own.chain(corner).collect();
    // A label that comes again for another source is one each time.
    let is_own = |figure: &&Figure| cells.contains(&figure.label);
    let again = gathered.figures.iter().filter(is_own).map(|figure| figure.label);
    let all = || cells.iter().chain(&gathered.over).chain(&gathered.corner).copied();
    let first_row = all().map(|at| at.row).min()?;
    let last_row = all().map(|at| at.row).max()?;
    let first_col = all().map(|at| at.col).min()?;
    Some(Header {
        first_row,
        last_row,
        columns: found,
        halved: std::collections::BTreeSet::new(),
        over: again.chain(gathered.over.iter().copied()).collect(),
        block: block(funds, (first_row, last_row), first_col),
        unknown: Vec::new(),
        first_col,
        score: 0,
    })
}

/// The label of the funds: left of them, known or merged over several of their lines, or on a line of its own above.
fn block(funds: &Funds<'_>, (first, last): (u32, u32), first_col: u32) -> Option<CellRef> {
    let view = funds.view;
    let is_block = |seen: &Seen<'_>| {
        let label = seen.label().filter(|label| !funds.template.title.has(label));
        label.is_some_and(|label| funds.table.block.fit(label) != Fit::None)
    };
    let is_tall = |at: CellRef, seen: &Seen<'_>| {
        at.col < first_col && seen.extent.height() > 1 && seen.label().is_some() && !funds.names_source(seen)
    };
    let mut lines = view.rows(first, last);
    let beside = lines.find(|(at, seen)| (at.col <= first_col && is_block(seen)) || is_tall(*at, seen));
    let above = || {
        let row = view.rows_between(first.saturating_sub(2), first.checked_sub(1)?).next_back()?;
        view.row(row).find(|(at, seen)| view.is_alone(*at) && is_block(seen))
    };
    beside.or_else(above).map(|(at, _)| at)
}
