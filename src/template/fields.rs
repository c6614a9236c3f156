//! Reading the fields outside the tables: a label, and the value right of it, under it, or in its own cell.

use super::compile::{Field, Fit};
use super::label::split_at_colon;
use super::reading::Reading;
use super::region::label_of;
use super::spec::{FieldId, Kind, Place};
use crate::form::{Located, MoneyUnit, ReadingNote};
use crate::workbook::CellRef;

/// Reads every field whose place is outside the tables. `bounds` gives, for the number of tables declared before a
/// field, the rows in which it is looked for first.
pub(crate) fn read(reading: &mut Reading<'_>, bounds: &dyn Fn(usize) -> (u32, u32)) {
    let template = reading.template;
    for field in &template.fields {
        match (field.value, field.kind) {
            (_, Kind::Unit) => {} // read first: amounts need it
            (Place::Head, Kind::Year) => read_year(reading, field, bounds(field.after_tables)),
            _ => read_labelled(reading, field, bounds(field.after_tables)),
        }
    }
}

/// Reads the goals that no known label names. A block (年度目标) has two headings in its first line and the two texts under
/// them: what stands there and is known to nobody is what is missing, in order.
pub(crate) fn read_unknown_goals(reading: &mut Reading<'_>) {
    let template = reading.template;
    let open: Vec<&Field> = template
        .fields
        .iter()
        .filter(|f| f.value == Place::Below)
        .filter(|f| reading.form.missing.iter().any(|m| m.field == f.id.path() && m.cell.is_none()))
        .collect();
    let Some(first) = open.first() else { return };
    let line = goals_line(reading, first);
    let Some(row) = line else { return };
    let headings: Vec<CellRef> = reading
        .view
        .row(row)
        .filter(|(at, seen)| {
            reading.is_free(*at)
                && seen.extent.height() == 1
                && seen
                    .label
                    .as_ref()
                    .is_some_and(|label| !first.block.has(label) && label.chars().count() <= 20)
        })
        .map(|(at, _)| at)
        .collect();
    if headings.len() != open.len() {
        return;
    }
    for (field, cell) in open.into_iter().zip(headings) {
        let heading = reading.view.text(cell).unwrap_or_default().to_owned();
        let place = below(reading, cell);
        if reading.view.seen(place.found).is_none() {
            continue;
        }
        infer(reading, field, cell, heading, place.found);
    }
}

/// The line of the goals' headings: that of a goal which was found, else the first line of their block.
fn goals_line(reading: &Reading<'_>, field: &Field) -> Option<u32> {
    let is_goal = |label: &str| {
        reading.template.fields.iter().any(|f| f.value == Place::Below && f.labels.fit(label) != Fit::None)
    };
    let in_region = || reading.view.rows(reading.region.first_row, reading.last_row());
    let outside = |at: &CellRef| !reading.table_rows.contains(&at.row);
    in_region()
        .find(|(at, seen)| {
            outside(at) && reading.labels.contains(at) && seen.label.as_deref().is_some_and(is_goal)
        })
        .or_else(|| {
            in_region()
                .find(|(at, seen)| outside(at) && seen.label.as_ref().is_some_and(|l| field.block.has(l)))
        })
        .map(|(at, _)| at.row)
}

/// Reads whom the form speaks of where no known label names it: the first line above the tables with a short label and a
/// text beside it.
pub(crate) fn read_unknown_department(reading: &mut Reading<'_>, first_table: u32) {
    let template = reading.template;
    let Some(field) = template.field(FieldId::Department) else { return };
    let open = reading.form.missing.iter().any(|m| m.field == field.id.path() && m.cell.is_none());
    if !open || first_table == 0 {
        return;
    }
    let line = reading.view.rows(reading.region.first_row, first_table - 1).find_map(|(at, seen)| {
        let label = seen.label.as_ref()?;
        let value = right_of(reading, at);
        let text = reading.view.text(value.found)?;
        let apt = reading.is_free(at)
            && reading.is_free(value.found)
            && label.chars().count() <= 12
            && text.chars().count() >= 3
            && year_in(text).is_none()
            && MoneyUnit::find_in(text).is_none();
        apt.then(|| (at, seen.text.clone(), value.found))
    });
    if let Some((label, heading, value)) = line {
        infer(reading, field, label, heading, value);
    }
}

/// Takes a label that nobody knows for a field's, because of its place, and says so.
pub(crate) fn infer(
    reading: &mut Reading<'_>,
    field: &Field,
    label: CellRef,
    heading: String,
    value: CellRef,
) {
    reading.labels.insert(label);
    let text = reading.text(value);
    set_text(reading, field.id, text);
    reading.name(field.id.path(), heading.split_whitespace().collect());
    reading.form.missing.retain(|m| m.field != field.id.path());
    reading.form.notes.push(ReadingNote::HeadingInferred {
        cell: label,
        heading,
        taken_for: field.labels.own.clone(),
    });
}

/// A label that may be a field's, with how well it fits.
struct Candidate {
    cell: CellRef,
    fit: Fit,
    /// The value, if it stands in the label's own cell after a colon.
    inside: bool,
    in_bounds: bool,
    beside_block: bool,
}

fn candidates(reading: &Reading<'_>, field: &Field, (first, last): (u32, u32)) -> Vec<Candidate> {
    let region = reading.region;
    let mut found = Vec::new();
    for (cell, seen) in reading.view.rows(region.first_row, region.last_row) {
        if !reading.is_free(cell) || reading.table_rows.contains(&cell.row) {
            continue;
        }
        let Some(label) = label_of(seen) else { continue };
        let fit = field.labels.fit(label);
        if fit == Fit::None || (fit == Fit::Words && label.chars().count() > 16) {
            continue;
        }
        let in_bounds = (first..=last).contains(&cell.row);
        let value_inside = split_at_colon(&seen.text).is_some_and(|(_, value)| !value.is_empty());
        if fit == Fit::Words && (!in_bounds || (value_inside && field.value == Place::Below)) {
            continue;
        }
        // A block label (年度目标) stands left of two headings, merged over the lines of both or not.
        let heads_others = || {
            let mut beside = reading.view.row(cell.row);
            beside.next().is_some_and(|(first, _)| first == cell) && beside.count() >= 2
        };
        let tall_block = || field.block.has(label) && seen.extent.height() > 1;
        let is_block = field.value == Place::Below && (tall_block() || heads_others());
        if is_block {
            continue;
        }
        let beside_block = reading.view.row(cell.row).any(|(at, other)| {
            at.col < cell.col && other.label.as_ref().is_some_and(|label| field.block.has(label))
        });
        found.push(Candidate { cell, fit, inside: value_inside, in_bounds, beside_block });
    }
    // The best first: in its place, beside its block, fitting exactly; then in reading order.
    found.sort_by_key(|c| (!c.in_bounds, c.fit != Fit::Exact, !c.beside_block, c.cell));
    found
}

fn read_labelled(reading: &mut Reading<'_>, field: &Field, bounds: (u32, u32)) {
    let path = field.id.path();
    let Some(best) = candidates(reading, field, bounds).into_iter().next() else {
        if field.required && reading_lacks(reading, field.id) {
            reading.missing(path, &field.labels.own.clone(), None);
        }
        return;
    };
    let label_text: String = reading
        .view
        .text(best.cell)
        .map(|t| t.split([':', '：']).next().unwrap_or(t))
        .unwrap_or_default()
        .to_owned();
    let label: String = label_text.split_whitespace().collect();
    reading.name(path, label.clone());
    let value = if best.inside {
        let text = reading.view.text(best.cell).and_then(split_at_colon).map(|(_, value)| value.to_owned());
        reading.used.insert(best.cell);
        Located { value: text.filter(|t| !t.is_empty()), cell: best.cell }
    } else {
        reading.labels.insert(best.cell);
        let place = value_cell(reading, field, best.cell);
        let value = reading.text(place.found);
        reading.misplaced(path, &label, place.found, place.belongs);
        Located { value: value.value, cell: place.found }
    };
    if field.required && value.value.is_none() {
        reading.missing(path, &label, Some(value.cell));
    }
    if field.kind == Kind::Year {
        let year = value.value.as_deref().and_then(year_in).map(|(year, _)| year);
        reading.form.year = Some(Located { value: year, cell: value.cell });
        return;
    }
    set_text(reading, field.id, value);
}

fn reading_lacks(reading: &Reading<'_>, id: FieldId) -> bool {
    match id {
        FieldId::Year => reading.form.year.is_none(),
        FieldId::Department => reading.form.department.is_none(),
        _ => true,
    }
}

/// Stores a text field.
fn set_text(reading: &mut Reading<'_>, id: FieldId, value: Located<String>) {
    let form = &mut reading.form;
    let slot = match id {
        FieldId::Department => &mut form.department,
        FieldId::Project => &mut form.project,
        FieldId::CompetentDepartment => &mut form.competent_department,
        FieldId::GoalsExpected => &mut form.goals.expected,
        FieldId::GoalsAchieved => &mut form.goals.achieved,
        FieldId::Problems => &mut form.problems,
        FieldId::Measures => &mut form.measures,
        FieldId::Year | FieldId::Unit => return,
    };
    *slot = Some(value);
}

/// Where a value stands, and where it belongs.
struct Found {
    found: CellRef,
    belongs: CellRef,
}

/// The cell of a field's value, given its label's.
fn value_cell(reading: &Reading<'_>, field: &Field, label: CellRef) -> Found {
    let right = right_of(reading, label);
    if field.value != Place::Below {
        return right;
    }
    let below = below(reading, label);
    let taken =
        |found: &Found| reading.view.seen(found.found).is_some() && !is_known_label(reading, found.found);
    // Under the label; to its right only where nothing stands under it.
    if taken(&below) || !taken(&right) { below } else { right }
}

fn is_known_label(reading: &Reading<'_>, cell: CellRef) -> bool {
    if reading.labels.contains(&cell) {
        return true;
    }
    let template = reading.template;
    reading.view.seen(cell).and_then(|seen| seen.label.as_deref()).is_some_and(|label| {
        template.fields.iter().any(|f| f.labels.has(label) || f.block.has(label))
            || template.tables.iter().any(|t| t.block.has(label))
            || template.labels.has(label)
    })
}

fn right_of(reading: &Reading<'_>, label: CellRef) -> Found {
    let view = reading.view;
    let extent = view.extent(label);
    let next = CellRef::new(label.row, extent.last.col + 1);
    let belongs = view.extent(next).first;
    let belongs = if belongs.col > extent.last.col { belongs } else { next };
    if view.seen(belongs).is_some() && !is_known_label(reading, belongs) {
        return Found { found: belongs, belongs };
    }
    // Further right in the label's lines, as far as the next label.
    for row in extent.first.row..=extent.last.row {
        let beside = view
            .row(row)
            .filter(|(at, _)| at.col > extent.last.col)
            .take_while(|(at, seen)| {
                !is_known_label(reading, *at)
                    && !seen.label.as_ref().is_some_and(|l| reading.template.closing.has(l))
            })
            .find(|(at, seen)| {
                reading.is_free(*at) && split_at_colon(&seen.text).is_none_or(|_| seen.text.len() > 60)
            });
        if let Some((found, _)) = beside {
            // On a sheet whose merged cells were all taken apart, the value's place is where it stands.
            let belongs = if view.sheet.merges.is_empty() && row == label.row { found } else { belongs };
            return Found { found, belongs };
        }
    }
    Found { found: belongs, belongs }
}

fn below(reading: &Reading<'_>, label: CellRef) -> Found {
    let view = reading.view;
    let extent = view.extent(label);
    let belongs = CellRef::new(extent.last.row + 1, label.col);
    // To the next label of the same line, unmerged labels included.
    let next_label = view.row(label.row).map(|(at, _)| at.col).find(|&col| col > extent.last.col);
    let last_col = next_label.map_or(extent.last.col.max(label.col), |col| col - 1);
    for row in belongs.row..=belongs.row + 2 {
        if row > reading.last_row() || reading.table_rows.contains(&row) {
            break;
        }
        let mut cells = view.row(row).filter(|(at, _)| (label.col..=last_col).contains(&at.col));
        if let Some((found, _)) = cells.find(|(at, _)| reading.is_free(*at)) {
            if is_known_label(reading, found) {
                break;
            }
            // A blank line between is layout, a value in the next column is not.
            let belongs = if found.col == label.col { found } else { CellRef::new(found.row, label.col) };
            return Found { found, belongs };
        }
        if view.row(row).next().is_some() {
            break;
        }
    }
    Found { found: belongs, belongs }
}

fn read_year(reading: &mut Reading<'_>, field: &Field, (first, last): (u32, u32)) {
    let mut best: Option<(bool, CellRef, i32)> = None;
    for (cell, seen) in reading.view.rows(first, last) {
        if seen.text.chars().count() > 60 {
            continue;
        }
        if let Some((year, annual)) = year_in(&seen.text)
            && best.is_none_or(|(before, ..)| annual && !before)
        {
            best = Some((annual, cell, year));
        }
    }
    // A year of its own line or of the title goes before a date that happens to stand above the tables.
    match best {
        Some((annual, cell, year)) if annual || candidates(reading, field, (first, last)).is_empty() => {
            reading.used.insert(cell);
            reading.labels.remove(&cell);
            reading.name(field.id.path(), field.labels.own.clone());
            reading.form.year = Some(Located::new(year, cell));
        }
        _ => read_labelled(reading, field, (first, last)),
    }
}

/// The first year that a text names, and whether it names it as a budget year (`2021年度`).
pub(crate) fn year_in(text: &str) -> Option<(i32, bool)> {
    use unicode_normalization::UnicodeNormalization;
    let chars: Vec<char> = text
        .nfkc()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '〇' | '○' | '零' => '0',
            '一' => '1',
            '二' => '2',
            '三' => '3',
            '四' => '4',
            '五' => '5',
            '六' => '6',
            '七' => '7',
            '八' => '8',
            '九' => '9',
            other => other,
        })
        .collect();
    let mut plain = None;
    for (i, window) in chars.windows(4).enumerate() {
        let before_is_digit = i.checked_sub(1).and_then(|j| chars.get(j)).is_some_and(char::is_ascii_digit);
        let Some(year) = window.iter().collect::<String>().parse::<i32>().ok() else { continue };
        if before_is_digit || !window.iter().all(char::is_ascii_digit) || !(1990..=2099).contains(&year) {
            continue;
        }
        match (chars.get(i + 4), chars.get(i + 5)) {
            (Some('年'), Some('度')) => return Some((year, true)),
            (Some('年'), _) => plain = plain.or(Some((year, false))),
            (None, _) if chars.len() == 4 => plain = plain.or(Some((year, false))),
            _ => {}
        }
    }
    plain
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
        if seen.text.chars().count() > 16 {
            continue;
        }
        let bare = seen.text.trim_matches(|c: char| "（）()【】[] ".contains(c));
        let Some(unit) = MoneyUnit::find_in(bare) else { continue };
        let named = split_at_colon(bare)
            .and_then(|(label, _)| super::label::normalise(label))
            .is_some_and(|label| field.labels.has(&label));
        let glued = super::label::normalise(bare).is_some_and(|label| {
            label.strip_suffix(unit.as_str()).is_some_and(|rest| rest.is_empty() || field.labels.has(rest))
        });
        if named || glued {
            found = Some((cell, unit));
            break;
        }
        if field.labels.has(seen.label.as_deref().unwrap_or_default()) {
            break;
        }
    }
    // 单位 | 万元, in two cells.
    if found.is_none() {
        found = reading.view.rows(region.first_row, first_table).find_map(|(cell, seen)| {
            let label = seen.label.as_deref()?;
            let value = CellRef::new(cell.row, seen.extent.last.col + 1);
            let unit = reading.view.text(value).and_then(MoneyUnit::find_in)?;
            (field.labels.has(label) && reading.view.text(value)?.chars().count() <= 6)
                .then_some((value, unit))
        });
    }
    if let Some((cell, unit)) = found {
        reading.used.insert(cell);
        reading.name(field.id.path(), field.labels.own.clone());
        reading.form.unit = Some(Located::new(unit, cell));
        return;
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

#[cfg(test)]
mod tests {
    use super::year_in;

    #[test]
    fn a_budget_year_is_told_from_a_date() {
        for (text, year) in [
            ("（2021年度）", Some((2021, true))),
            ("（２０２１ 年度）", Some((2021, true))),
            ("二〇二一年度部门整体支出绩效自评表", Some((2021, true))),
            ("填报日期：2022年3月15日", Some((2022, false))),
            ("2021", Some((2021, false))),
            ("20211231", None),
            ("共计1200年", None),
            ("电话 81002021", None),
        ] {
            assert_eq!(year_in(text), year, "{text}");
        }
    }
}
