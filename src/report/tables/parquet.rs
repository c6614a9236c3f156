//! A table as Parquet: one row group, Snappy, every column optional. The same table gives the same bytes.

use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::column::writer::{ColumnWriter, ColumnWriterImpl};
use parquet::data_type::{ByteArray, DataType, FixedLenByteArray};
use parquet::errors::{ParquetError, Result as ParquetResult};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;
use rust_decimal::{Decimal, RoundingStrategy};

use super::table::{Column, Table, Values};
use crate::report::ReportError;

/// Digits of a decimal column: the most that Parquet's readers know, so that six places are left behind the 29 digits
/// that an amount can have here.
const DIGITS: i32 = 38;
/// Bytes of a decimal of so many digits.
const DECIMAL_BYTES: i32 = 16;

pub(super) fn write(table: &Table<'_>) -> Result<Vec<u8>, ReportError> {
    written(table).map_err(|error| ReportError::Parquet(error.to_string()))
}

fn written(table: &Table<'_>) -> ParquetResult<Vec<u8>> {
    let fields: Vec<_> = table.columns.iter().map(field).collect::<ParquetResult<_>>()?;
    let schema = Type::group_type_builder(table.name).with_fields(fields).build()?;
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        // The library would name its own version, and an update of it would change every file.
        .set_created_by("ziping".to_owned())
        .build();
    let mut file = SerializedFileWriter::new(Vec::new(), Arc::new(schema), Arc::new(properties))?;
    let mut group = file.next_row_group()?;
    for column in &table.columns {
        let mut writer = group.next_column()?.ok_or_else(|| mismatch(column))?;
        fill(column, writer.untyped())?;
        writer.close()?;
    }
    group.close()?;
    file.into_inner()
}

fn field(column: &Column<'_>) -> ParquetResult<Arc<Type>> {
    let of =
        |physical| Type::primitive_type_builder(column.name, physical).with_repetition(Repetition::OPTIONAL);
    let field = match column.values {
        Values::Texts(_) | Values::Words(_) => {
            of(Physical::BYTE_ARRAY).with_logical_type(Some(LogicalType::String))
        }
        Values::Numbers(_) => of(Physical::INT32),
        Values::Truths(_) => of(Physical::BOOLEAN),
        Values::Decimals(_, places) => {
            let scale = i32::try_from(places).unwrap_or(0);
            of(Physical::FIXED_LEN_BYTE_ARRAY)
                .with_length(DECIMAL_BYTES)
                .with_logical_type(Some(LogicalType::decimal(scale, DIGITS)))
                .with_precision(DIGITS)
                .with_scale(scale)
        }
    };
    Ok(Arc::new(field.build()?))
}

fn fill(column: &Column<'_>, writer: &mut ColumnWriter<'_>) -> ParquetResult<()> {
    match (&column.values, writer) {
        (Values::Texts(texts), ColumnWriter::ByteArrayColumnWriter(writer)) => {
            optional(writer, texts.iter().map(|text| text.map(ByteArray::from)))
        }
        (Values::Words(words), ColumnWriter::ByteArrayColumnWriter(writer)) => {
            optional(writer, words.iter().map(|word| word.as_deref().map(ByteArray::from)))
        }
        (Values::Numbers(numbers), ColumnWriter::Int32ColumnWriter(writer)) => {
            optional(writer, numbers.iter().copied())
        }
        (Values::Truths(truths), ColumnWriter::BoolColumnWriter(writer)) => {
            optional(writer, truths.iter().copied().map(Some))
        }
        (Values::Decimals(decimals, places), ColumnWriter::FixedLenByteArrayColumnWriter(writer)) => {
            optional(writer, decimals.iter().map(|decimal| decimal.and_then(|d| fixed(d, *places))))
        }
        _ => Err(mismatch(column)),
    }
}

/// Writes the values that are there, and where there is none.
fn optional<T: DataType>(
    writer: &mut ColumnWriterImpl<'_, T>,
    values: impl Iterator<Item = Option<T::T>>,
) -> ParquetResult<()> {
    let mut levels = Vec::new();
    let mut present = Vec::new();
    for value in values {
        levels.push(i16::from(value.is_some()));
        present.extend(value);
    }
    writer.write_batch(&present, Some(&levels), None).map(|_| ())
}

/// The decimal as a whole number of units of its last place.
fn fixed(decimal: Decimal, places: u32) -> Option<FixedLenByteArray> {
    let rounded = decimal.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
    let factor = 10_i128.checked_pow(places.checked_sub(rounded.scale())?)?;
    let units = rounded.mantissa().checked_mul(factor)?;
    Some(FixedLenByteArray::from(units.to_be_bytes().to_vec()))
}

fn mismatch(column: &Column<'_>) -> ParquetError {
    ParquetError::General(format!("column {}", column.name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(decimal: &str, places: u32) -> i128 {
        let bytes = fixed(decimal.parse().unwrap(), places).unwrap();
        i128::from_be_bytes(bytes.data().try_into().unwrap())
    }

    #[test]
    fn decimals_are_exact_to_their_last_place() {
        assert_eq!(units("843.65", 6), 843_650_000);
        assert_eq!(units("-0.0000005", 6), -1);
        assert_eq!(units("0.8651", 4), 8651);
    }

    #[test]
    fn the_greatest_amount_fits() {
        assert_eq!(units(&Decimal::MAX.to_string(), 6), Decimal::MAX.mantissa() * 1_000_000);
    }
}
