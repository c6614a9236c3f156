//! A table as CSV for Excel; decimals as they were typed.

use super::table::{Table, Values};
use crate::report::ReportError;
use crate::report::csv::{self, Field};

pub(super) fn write(table: &Table<'_>) -> Result<Vec<u8>, ReportError> {
    let names: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
    let mut lines = csv::Table::new(&names)?;
    for at in 0..table.length {
        let fields: Vec<Field<'_>> = table.columns.iter().map(|column| field(&column.values, at)).collect();
        lines.row(&fields)?;
    }
    Ok(lines.finish()?.into_bytes())
}

fn field<'a>(values: &Values<'a>, at: usize) -> Field<'a> {
    match values {
        Values::Texts(texts) => Field::text(texts.get(at).copied().flatten()),
        Values::Words(words) => Field::plain(words.get(at).and_then(Option::as_ref)),
        Values::Numbers(numbers) => Field::plain(numbers.get(at).copied().flatten()),
        Values::Decimals(decimals, _) => Field::plain(decimals.get(at).copied().flatten()),
        Values::Truths(truths) => Field::plain(truths.get(at)),
    }
}
