//! .xlsx and .xlsm: each part read once, as a stream, with digits as they were typed.

mod book;
mod borders;
mod cell;
mod colors;
mod comments;
mod fills;
mod left_behind;
mod looks;
mod page;
mod properties;
mod remembered;
mod sheet;
mod strings;
mod structured;
mod styles;
mod tables;
mod validations;

use std::collections::BTreeMap;

pub(super) use book::relations;
pub(super) use borders::RawBorders;
pub(super) use colors::{Color, Palette, excel97, parse_rgb};
pub(super) use fills::{FillKind, RawFill};
pub(super) use left_behind::{COMMENT, LeftBehind};
pub(super) use properties::properties;
pub(super) use styles::{RawLook, RawStyles, hundredths};

use super::meter::Meter;
use super::package::Package;
use super::{FileKind, Limits, ReadError, Sheet, Workbook, dates, display::calendar_looks};
use book::{Book, ListedSheet, Relation};
use sheet::Extras;
use tables::{Table, Tables};

/// Reads the workbook that `package` holds.
pub(super) fn read(mut package: Package<'_>, limits: &Limits) -> Result<Workbook, ReadError> {
    let mut meter = Meter::new(limits);
    let root = relations(&mut package, "_rels/.rels")?;
    let main = main_part(&package, &root);
    let mut book = Book::read(&mut package, &main, &mut meter)?;
    let related = relations(&mut package, &relations_of(&main))?;
    let part_of = |kind: &str| related.iter().find(|r| r.kind == kind).map(|r| r.target.as_str());

    let styles = part_of("styles").unwrap_or("xl/styles.xml");
    let theme = part_of("theme").unwrap_or("xl/theme/theme1.xml");
    let (looks, mut colors) = looks::read(&mut package, styles, theme)?;

    let strings = match package.xml(part_of("sharedStrings").unwrap_or("xl/sharedStrings.xml"))? {
        Some(mut part) => strings::read(&mut part, limits, &colors.palette)?,
        None => strings::Strings::default(),
    };

    let (modified, properties) = properties(&mut package, &root)?;
    let mut workbook = Workbook {
        kind: FileKind::Xlsx,
        styles: looks.styles,
        modified,
        properties,
        not_carried: std::mem::take(&mut book.renamed),
        ..Workbook::default()
    };
    let dates_of_1904: Vec<bool> = if book.date1904 { calendar_looks(&workbook.styles) } else { Vec::new() };
    let shared = cell::Shared {
        strings: &strings,
        palette: &colors.palette,
        looks: &looks.of_index,
        dates_of_1904: &dates_of_1904,
    };
    let mut tables = Tables::default();
    let mut tabs = Vec::new();
    // Defined names count chart sheets too, which have no cells and are left out.
    let mut places = BTreeMap::new();
    for (place, listed) in book.sheets.iter().enumerate() {
        let relation = related.iter().find(|r| r.id == listed.relation);
        if relation.is_some_and(|r| r.kind != "worksheet") {
            workbook.not_carried.push(format!("图表工作表“{}”", listed.name));
            continue;
        }
        let path =
            relation.map_or_else(|| format!("xl/worksheets/sheet{}.xml", place + 1), |r| r.target.clone());
        let index = workbook.sheets.len();
        let (sheet, extras) =
            read_sheet(&mut package, (index, &path), listed, &shared, &mut tables, &mut meter)?;
        workbook.not_carried.extend(extras.left_behind.into_words(&listed.name));
        tabs.extend(extras.tab_color.map(|color| (index, color)));
        places.insert(place, index);
        workbook.sheets.push(sheet);
    }
    for (index, color) in tabs {
        if color.needs_theme() {
            colors.read_theme(&mut package)?;
        }
        if let Some(sheet) = workbook.sheets.get_mut(index) {
            sheet.view.tab_color = color.resolve(&colors.palette);
        }
    }
    if book.is_protected {
        workbook.not_carried.push("工作簿保护".to_owned());
    }
    workbook.defined_names = book.defined_names(&places);
    structured::resolve(&mut workbook, &tables, &mut meter)?;
    workbook.not_carried.extend(dates::moved_from_1904(&workbook.sheets, &dates_of_1904));
    workbook.not_carried.extend(related.iter().filter_map(left_behind_of_workbook).map(str::to_owned));
    Ok(workbook)
}

/// Reads a sheet, by its index and its part's path, and what belongs to it.
fn read_sheet(
    package: &mut Package<'_>,
    (index, path): (usize, &str),
    listed: &ListedSheet,
    shared: &cell::Shared<'_>,
    tables: &mut Tables,
    meter: &mut Meter,
) -> Result<(Sheet, Extras), ReadError> {
    let mut sheet = Sheet { name: listed.name.clone(), hidden: listed.hidden, ..Sheet::default() };
    sheet.view.very_hidden = listed.very_hidden;
    let Some(mut part) = package.xml(path)? else {
        return Err(ReadError::Damaged(format!("缺少工作表“{}”的内容", listed.name)));
    };
    let mut extras = sheet::read(&mut part, shared, meter, &mut sheet)?;
    drop(part);
    if extras.relations {
        let all = relations(package, &relations_of(path))?;
        // Comments are there before their boxes.
        let (boxes, others): (Vec<_>, Vec<_>) = all.iter().partition(|r| r.kind == "vmlDrawing");
        for relation in others.into_iter().chain(boxes) {
            if let Some(mut table) = follow(package, relation, &mut sheet, &mut extras.left_behind, meter)? {
                table.sheet = index;
                sheet.filter.may_hide_rows |= table.has_filter;
                tables.add(table)?;
            }
        }
    }
    Ok((sheet, extras))
}

/// What a part that belongs to the workbook as a whole is, where it is not carried over.
fn left_behind_of_workbook(relation: &Relation) -> Option<&'static str> {
    Some(match relation.kind.as_str() {
        "vbaProject" => "宏",
        "cellImage" | "richValueRel" => "单元格内的图片",
        "externalLink" => "外部工作簿链接的缓存",
        _ => return None,
    })
}

/// The names of the sheets that `package` lists, without reading any of them.
pub(super) fn sheet_names(mut package: Package<'_>, limits: &Limits) -> Result<Vec<String>, ReadError> {
    let root = relations(&mut package, "_rels/.rels")?;
    let main = main_part(&package, &root);
    let book = Book::read(&mut package, &main, &mut Meter::new(limits))?;
    Ok(book.sheets.into_iter().map(|sheet| sheet.name).collect())
}

/// The path of the part that lists the sheets.
fn main_part(package: &Package<'_>, root: &[Relation]) -> String {
    root.iter()
        .find(|r| r.kind == "officeDocument")
        .map(|r| r.target.clone())
        .filter(|target| package.has(target))
        .unwrap_or_else(|| "xl/workbook.xml".to_owned())
}

/// Takes what a sheet's own part (comments, drawing, table) tells; the table, if it is one.
fn follow(
    package: &mut Package<'_>,
    relation: &Relation,
    sheet: &mut Sheet,
    left_behind: &mut LeftBehind,
    meter: &mut Meter,
) -> Result<Option<Table>, ReadError> {
    match relation.kind.as_str() {
        "comments" => {
            if let Some(mut part) = package.xml(&relation.target)? {
                comments::read(&mut part, sheet, left_behind, meter)?;
            }
        }
        "vmlDrawing" if !sheet.comments.is_empty() => {
            if let Some(mut part) = package.xml(&relation.target)? {
                comments::read_boxes(&mut part, sheet);
            }
        }
        "drawing" => {
            if let Some(mut part) = package.xml(&relation.target)? {
                left_behind.drawing(&mut part)?;
            }
        }
        "table" => {
            left_behind.count("表格样式与筛选");
            if let Some(mut part) = package.xml(&relation.target)? {
                return Table::read(&mut part, meter);
            }
        }
        "pivotTable" => left_behind.count("数据透视表"),
        "image" => left_behind.count("背景图片"),
        _ => {}
    }
    Ok(None)
}

/// The path of the part that lists a part's relations.
pub(super) fn relations_of(part: &str) -> String {
    match part.rsplit_once('/') {
        Some((folder, name)) => format!("{folder}/_rels/{name}.rels"),
        None => format!("_rels/{part}.rels"),
    }
}
