//! What a sheet's cells are to the forms on it: the table, its labels, its fields, the rows to repeat in print.

use foldhash::{HashMap, HashSet};
use rust_decimal::Decimal;

use super::formats::{NumberLook, Part};

use crate::form::{Form, Located};
use crate::workbook::{Areas, Cell, CellRange, CellRef, Sheet, Shown, Style, Value};

/// A table of more cells than this gets no borders for its blank cells.
const MOST_CELLS: u64 = 200_000;
/// A form's area of more columns than this is not taken at its word.
const MOST_COLUMNS: u32 = 200;

/// What the number of a field's cell is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Amount {
    /// An amount of money.
    Money,
    /// A fraction that is shown as a percentage.
    Rate,
}

/// The forms of one sheet, as far as its look depends on them.
#[derive(Debug, Default)]
pub(super) struct SheetLook {
    /// The rectangles with borders.
    tables: Areas,
    /// The first and last row to repeat on every printed page.
    pub(super) repeat: Option<(u32, u32)>,
    title: Option<CellRef>,
    subtitles: HashSet<CellRef>,
    labels: HashSet<CellRef>,
    fields: HashSet<CellRef>,
    /// Rows that only part a table's blocks: their blank cells get no borders.
    blank_rows: HashSet<u32>,
    /// Rows that say whose form it is: a blank cell in them is a gap that is meant.
    owner_rows: HashSet<u32>,
    amounts: HashMap<CellRef, Amount>,
    has_form: bool,
}

impl SheetLook {
    /// Of the sheet with that index.
    pub(super) fn of(sheet: &Sheet, index: usize, forms: &[Form]) -> Self {
        let mut look = Self::default();
        let mut tables = Vec::new();
        let on_sheet: Vec<&Form> = forms.iter().filter(|form| form.sheet_index == index).collect();
        for form in &on_sheet {
            look.has_form = true;
            look.labels.extend(&form.labels);
            let fields: Vec<CellRef> = form.places().into_iter().map(|(_, cell)| cell).collect();
            look.fields.extend(&fields);
            if let Some(table) = table_of(sheet, form, &fields) {
                look.blank_rows.extend(blank_rows(sheet, table));
                look.owner_rows.extend(owner_rows(form));
                tables.push(table);
            }
            let in_points = form.rates_in_points(|cell| sheet.value(cell).number());
            for (column, value) in form.funding.iter().flat_map(|row| &row.values) {
                if column.is_money() {
                    look.amounts.insert(value.cell, Amount::Money);
                } else if column.is_rate() && !in_points.contains(column) && is_fraction(value, sheet) {
                    look.amounts.insert(value.cell, Amount::Rate);
                }
            }
            let funds = form.tasks.iter().filter_map(|task| task.funds.as_ref());
            look.amounts.extend(funds.map(|funds| (funds.cell, Amount::Money)));
        }
        look.tables = tables.into_iter().collect();
        if let [form] = on_sheet.as_slice() {
            look.title = title_of(sheet, form, look.tables());
            if let Some(table) = look.tables().first() {
                let above = sheet.merges.iter().filter(|m| m.last.row < table.first.row && m.width() > 2);
                look.subtitles = above.map(|merge| merge.first).collect();
            }
            look.repeat = head_rows(form);
        }
        look
    }

    /// Whether a form stands on the sheet.
    pub(super) fn has_form(&self) -> bool {
        self.has_form
    }

    /// A cell's part. `blank`: it holds nothing, nor is it merged with one that does.
    pub(super) fn part(&self, at: CellRef, blank: bool) -> Part {
        if !self.has_form {
            return Part::None;
        }
        let unclaimed = blank && !self.fields.contains(&at);
        if self.title == Some(at) {
            Part::Title
        } else if self.subtitles.contains(&at) {
            Part::Subtitle
        } else if !self.in_table(at) || (unclaimed && self.blank_rows.contains(&at.row)) {
            Part::Beside
        } else if unclaimed && self.owner_rows.contains(&at.row) {
            Part::Gap
        } else if self.labels.contains(&at) {
            Part::Label
        } else {
            Part::Table
        }
    }

    /// Whether a cell belongs to a table.
    pub(super) fn in_table(&self, at: CellRef) -> bool {
        self.tables.hold(at)
    }

    /// The rectangles with borders, from top to bottom.
    pub(super) fn tables(&self) -> &[CellRange] {
        self.tables.all()
    }

    /// How a number of a cell is to be shown; formats that show two places or a percentage are kept.
    pub(super) fn number(&self, at: CellRef, cell: &Cell, style: &Style) -> NumberLook {
        let is_number = matches!(cell.value, Value::Number(_));
        let format = style.number_format.as_str();
        match self.amounts.get(&at) {
            Some(Amount::Money) if is_number && matches!(format, "" | "General" | "@") => NumberLook::Money,
            Some(Amount::Rate) if is_number && !Shown::by(format).percent => NumberLook::Rate,
            _ => NumberLook::Own,
        }
    }
}

/// Whether a rate's cell holds the fraction itself (0.8651) and not the percentage's number (86.51).
fn is_fraction(rate: &Located<Decimal>, sheet: &Sheet) -> bool {
    match (rate.value, sheet.value(rate.cell).number()) {
        (Some(stated), Some(number)) => stated.round_dp(4) == number.round_dp(4),
        _ => false,
    }
}

/// The rectangle of a form's table: from the first field below the title to the last, as wide as the form.
/// Title, year and unit above it and signatures below it stay without borders.
fn table_of(sheet: &Sheet, form: &Form, fields: &[CellRef]) -> Option<CellRange> {
    let apart = [form.year.as_ref().map(|y| y.cell), form.unit.as_ref().map(|u| u.cell)];
    let inner = CellRange::around(fields.iter().copied().filter(|cell| !apart.contains(&Some(*cell))))?;
    let labels = form.labels.iter().copied().filter(|l| (inner.first.row..=inner.last.row).contains(&l.row));
    let mut table = labels.fold(inner, CellRange::with);
    if let Some(area) = form.area.filter(|area| area.width() <= MOST_COLUMNS) {
        table.first.col = table.first.col.min(area.first.col);
        table.last.col = table.last.col.max(area.last.col);
    }
    for merge in &sheet.merges {
        if merge.overlaps(&table) && merge.cells() <= MOST_CELLS {
            table = table.union(*merge);
        }
    }
    (table.cells() <= MOST_CELLS).then_some(table)
}

/// The cell with a form's title: the first text above its table, merged over several columns.
fn title_of(sheet: &Sheet, form: &Form, tables: &[CellRange]) -> Option<CellRef> {
    let (area, table) = (form.area?, tables.first()?);
    // A form may have nothing above its table, which then begins where the form does, or further up by a merged range.
    let mut above = sheet.cells.range(area.first..).take_while(|(at, _)| at.row < table.first.row);
    let (&first, _) = above.find(|(_, cell)| cell.value.text().is_some_and(|t| !t.trim().is_empty()))?;
    sheet.merge_at(first).filter(|merge| merge.first == first && merge.width() > 2).map(|merge| merge.first)
}

/// The rows of a table in which nothing stands.
fn blank_rows(sheet: &Sheet, table: CellRange) -> impl Iterator<Item = u32> {
    let first = table.first.row;
    let place = |row: u32| row.saturating_sub(first) as usize;
    // A table has no more rows than it may have cells.
    let mut blank = vec![true; table.height() as usize];
    let of_table = sheet.cells.range(CellRef::new(first, 0)..).take_while(|(at, _)| at.row <= table.last.row);
    for (at, cell) in of_table {
        if let Some(blank) = blank.get_mut(place(at.row)).filter(|blank| **blank) {
            *blank = cell.value.is_blank() && cell.formula.is_none();
        }
    }
    for merge in
        sheet.merges.iter().filter(|merge| merge.overlaps(&table) && !sheet.value(merge.first).is_blank())
    {
        blank[place(merge.first.row)..=place(merge.last.row.min(table.last.row))].fill(false);
    }
    (first..).zip(blank).filter(|(_, blank)| *blank).map(|(row, _)| row)
}

/// The rows with the form's department, project, year and unit.
fn owner_rows(form: &Form) -> impl Iterator<Item = u32> {
    let owner = [&form.department, &form.project, &form.competent_department];
    let unit_and_year = [form.unit.as_ref().map(|unit| unit.cell), form.year.as_ref().map(|year| year.cell)];
    let owner: Vec<CellRef> = owner.into_iter().flatten().map(|field| field.cell).collect();
    owner.into_iter().chain(unit_and_year.into_iter().flatten()).map(|cell| cell.row)
}

/// The head of the table of indicators: the rows of labels right above the first indicator.
fn head_rows(form: &Form) -> Option<(u32, u32)> {
    let first = form.indicators.iter().filter_map(|i| i.name.as_ref()).map(|name| name.cell.row).min()?;
    let labels_in = |row: u32| form.labels.iter().filter(|label| label.row == row).count();
    let last = first.checked_sub(1).filter(|&row| labels_in(row) >= 3)?;
    let above = last.checked_sub(1).filter(|&row| labels_in(row) >= 3);
    Some((above.unwrap_or(last), last))
}
