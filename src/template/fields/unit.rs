//! The unit of the form's money.

use super::year::year_in;
use crate::form::{Located, MoneyUnit};
use crate::template::compile::{Field, Labels};
use crate::template::label::{is_colon, normalise, split_at_colon};
use crate::template::reading::Reading;
use crate::template::spec::FieldId;
use crate::workbook::CellRef;

/// Characters of the longest text that names a unit.
const LONGEST: usize = 16;

/// The unit that a text names behind something else: `部门名称：信访局    单位：元`.
fn unit_behind(text: &str, labels: &Labels) -> Option<MoneyUnit> {
    let (before, _) = text.rsplit_once(is_colon)?;
    let (label, unit) = text.split_at(before.rfind(char::is_whitespace)?).1.split_once(is_colon)?;
    let is_short = unit.chars().count() <= LONGEST;
    normalise(label).filter(|label| is_short && labels.has(label)).and_then(|_| MoneyUnit::find_in(unit))
}

/// Reads the unit of the form's money: its own label, else a unit in brackets beside an amount's label, else the
/// template's.
pub(crate) fn read_unit(reading: &mut Reading<'_>, header_rows: &[u32]) {
    let template = reading.template;
    let Some(field) = template.field(FieldId::Unit) else { return };
    let region = reading.region;
    let first_table = header_rows.iter().copied().min().unwrap_or(region.last_row);
    let mut found = None;
    for (cell, seen) in reading.view.rows(region.first_row, first_table) {
        if let Some(unit) = unit_behind(&seen.text, &field.labels) {
            // Another field's cell is still to be read.
            let is_anothers = seen.role(template).is_some_and(|role| !role.fields.is_empty());
            if is_anothers || year_in(&seen.text).is_some() {
                return take(reading, field, cell, unit);
            }
            found = Some((cell, unit));
            break;
        }
        if seen.text.chars().count() > LONGEST {
            continue;
        }
        // Spaces between the letters (单 位：万 元) are layout.
        let plain: String = seen.text.split_whitespace().collect();
        let bare = plain.trim_matches(|c: char| "（）()【】[]".contains(c));
        let Some(unit) = MoneyUnit::find_in(bare) else { continue };
        let named = split_at_colon(bare)
            .and_then(|(label, _)| normalise(label))
            .is_some_and(|label| field.labels.has(&label));
        let glued = normalise(bare).is_some_and(|label| {
            label.strip_suffix(unit.as_str()).is_some_and(|rest| rest.is_empty() || field.labels.has(rest))
        });
        if named || glued {
            found = Some((cell, unit));
            break;
        }
        if field.labels.has(seen.label().unwrap_or_default()) {
            break;
        }
    }
    // 单位 | 万元, in two cells.
    if found.is_none() {
        found = reading.view.rows(region.first_row, first_table).find_map(|(cell, seen)| {
            let label = seen.label()?;
            let value = CellRef::new(cell.row, seen.extent.last.col + 1);
            let unit = reading.view.text(value).and_then(MoneyUnit::find_in)?;
            (field.labels.has(label) && reading.view.text(value)?.chars().count() <= 6)
                .then_some((value, unit))
        });
    }
    if let Some((cell, unit)) = found {
        reading.used.insert(cell);
        return take(reading, field, cell, unit);
    }
    // 项目资金（万元）: the unit stands in the label of an amount.
    let in_label = header_rows.iter().flat_map(|&row| reading.view.row(row)).find_map(|(cell, seen)| {
        let bracket = seen.text.find(['(', '（'])?;
        Some((cell, MoneyUnit::find_in(seen.text.get(bracket..)?)?))
    });
    let default = field.default.as_deref().and_then(MoneyUnit::find_in);
    reading.form.unit = match (in_label, default) {
        (Some((cell, unit)), _) => Some(Located::new(unit, cell)),
        (None, Some(unit)) => header_rows
            .first()
            .and_then(|&row| reading.view.row(row).next())
            .map(|(cell, _)| Located::new(unit, cell)),
        (None, None) => None,
    };
}

fn take(reading: &mut Reading<'_>, field: &Field, cell: CellRef, unit: MoneyUnit) {
    reading.name(field.id.path(), field.labels.own.clone());
    reading.form.unit = Some(Located::new(unit, cell));
}
