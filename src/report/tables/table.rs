//! A table as columns of one kind each, whatever format it is then written in.

use rust_decimal::Decimal;

use crate::record::FormRecord;

/// Places of money, weights and scores.
pub(super) const MONEY: u32 = 6;
/// Places of rates, which are fractions.
pub(super) const RATE: u32 = 4;

/// One row: something of a form.
#[derive(Debug)]
pub(super) struct Row<'a, T> {
    /// The form.
    pub(super) form: &'a FormRecord,
    /// Its number in its workbook, from one.
    pub(super) number: usize,
    /// Whether the form counts.
    pub(super) counted: bool,
    /// Which of the form's it is, from zero.
    pub(super) at: usize,
    /// What the row is about.
    pub(super) of: &'a T,
}

/// A table.
#[derive(Debug)]
pub(super) struct Table<'a> {
    /// Its name.
    pub(super) name: &'static str,
    /// Its columns, all of one length.
    pub(super) columns: Vec<Column<'a>>,
    /// How many rows it has.
    pub(super) length: usize,
}

/// A column with its name.
#[derive(Debug)]
pub(super) struct Column<'a> {
    pub(super) name: &'static str,
    pub(super) values: Values<'a>,
}

/// The values of a column, from the first row on.
#[derive(Debug)]
pub(super) enum Values<'a> {
    /// Texts that someone wrote.
    Texts(Vec<Option<&'a str>>),
    /// What the program itself wrote: an address, a name of its own.
    Words(Vec<Option<String>>),
    /// Whole numbers.
    Numbers(Vec<Option<i32>>),
    /// Decimals, with the places that a format of fixed places gives them.
    Decimals(Vec<Option<Decimal>>, u32),
    /// Yes or no.
    Truths(Vec<bool>),
}

/// A column as one who reads the table back knows it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ExportedColumn {
    pub(crate) name: &'static str,
    pub(crate) kind: ExportedKind,
}

/// What stands in a column.
#[derive(Debug, Clone, Copy)]
pub(crate) enum ExportedKind {
    Text,
    Whole,
    Decimal,
    /// What the program found out itself.
    Derived,
}

impl Column<'_> {
    pub(super) fn exported(&self) -> ExportedColumn {
        let kind = match self.values {
            Values::Texts(_) => ExportedKind::Text,
            Values::Numbers(_) => ExportedKind::Whole,
            Values::Decimals(..) => ExportedKind::Decimal,
            Values::Words(_) | Values::Truths(_) => ExportedKind::Derived,
        };
        ExportedColumn { name: self.name, kind }
    }
}

/// A table that gets its columns one after the other.
#[derive(Debug)]
pub(super) struct Filling<'r, 'a, T> {
    rows: &'r [Row<'a, T>],
    /// The table so far.
    pub(super) table: Table<'a>,
}

impl<'a> Table<'a> {
    /// A table whose rows are known by their form's file and sheet.
    pub(super) fn keyed<'r, T>(name: &'static str, rows: &'r [Row<'a, T>]) -> Filling<'r, 'a, T> {
        Self::keyed_on(name, rows, |row| &row.form.sheet)
    }

    /// The same with a sheet of the row's own.
    pub(super) fn keyed_on<'r, T>(
        name: &'static str,
        rows: &'r [Row<'a, T>],
        sheet: impl Fn(&Row<'a, T>) -> &'a str,
    ) -> Filling<'r, 'a, T> {
        Filling { rows, table: Table { name, columns: Vec::new(), length: rows.len() } }
            .text("file", |row| Some(&row.form.file))
            .text("sheet", |row| Some(sheet(row)))
            .count("form", |row| Some(row.number))
    }
}

impl<'a, T> Filling<'_, 'a, T> {
    pub(super) fn text(self, name: &'static str, value: impl Fn(&Row<'a, T>) -> Option<&'a str>) -> Self {
        let values = self.rows.iter().map(value).collect();
        self.with(name, Values::Texts(values))
    }

    pub(super) fn word<W: ToString>(
        self,
        name: &'static str,
        value: impl Fn(&Row<'a, T>) -> Option<W>,
    ) -> Self {
        let values = self.rows.iter().map(|row| value(row).map(|word| word.to_string())).collect();
        self.with(name, Values::Words(values))
    }

    pub(super) fn number(self, name: &'static str, value: impl Fn(&Row<'a, T>) -> Option<i32>) -> Self {
        let values = self.rows.iter().map(value).collect();
        self.with(name, Values::Numbers(values))
    }

    pub(super) fn count(self, name: &'static str, value: impl Fn(&Row<'a, T>) -> Option<usize>) -> Self {
        self.number(name, |row| value(row).map(|count| i32::try_from(count).unwrap_or(i32::MAX)))
    }

    pub(super) fn decimal(
        self,
        name: &'static str,
        places: u32,
        value: impl Fn(&Row<'a, T>) -> Option<Decimal>,
    ) -> Self {
        let values = self.rows.iter().map(value).collect();
        self.with(name, Values::Decimals(values, places))
    }

    pub(super) fn truth(self, name: &'static str, value: impl Fn(&Row<'a, T>) -> bool) -> Self {
        let values = self.rows.iter().map(value).collect();
        self.with(name, Values::Truths(values))
    }

    fn with(mut self, name: &'static str, values: Values<'a>) -> Self {
        self.table.columns.push(Column { name, values });
        self
    }
}
