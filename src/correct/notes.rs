//! Notes (批注) on cells: what stood there and why it was changed, or what somebody must look at.

use std::collections::BTreeMap;

use rust_xlsxwriter::Note;

use super::carry_out::{Change, Why};
use super::edits::Place;
use super::escapes::escaped;
use super::formats::Tint;
use super::whereabouts::Whereabouts;
use crate::layout::wrapped_lines;
use crate::record::Severity;
use crate::rules::{Finding, Treatment};
use crate::workbook::excel::{self, MAX_AUTHOR};
use crate::workbook::{CellRef, Comment};

/// Notes that a workbook gets at most. Each is a drawing of its own, and nobody reads a thousand.
const MOST: usize = 1_000;
/// Characters of a note at most.
const LONGEST: usize = 2_000;
/// Half an em of a note's font, and the width of its box, in pixels.
const COLUMN: f64 = 6.2;
const WIDTH: u32 = 280;
const LINE: u32 = 17;

/// The author of our own words.
const OURS: &str = "自评";
/// What our own words in a note can begin with.
const TOLD: [Treatment; 4] =
    [Treatment::Mended, Treatment::Suggested, Treatment::ToMend, Treatment::ToVerify];
/// What parts our own words from a department's comment.
const RULE: &str = "\n————\n";

/// What is shown on a cell beside its content.
#[derive(Debug, Clone, Default)]
pub(super) struct Mark {
    /// Its colour.
    pub(super) tint: Tint,
    /// Paragraphs of its note.
    pub(super) texts: Vec<String>,
}

/// What every cell that was changed, or that somebody must look at, shows.
pub(super) fn marks(
    whereabouts: &Whereabouts<'_>,
    findings: &[Finding],
    applied: &[bool],
    changes: &[Change],
) -> BTreeMap<Place, Mark> {
    let mut marks: BTreeMap<Place, Mark> = BTreeMap::new();
    for change in changes {
        // What is only spelled otherwise is nothing to look at.
        if change.reasons == [Why::TableReference] && change.is_formula {
            continue;
        }
        let mark = marks.entry(change.place).or_default();
        mark.tint = Tint::Corrected;
        mark.texts.push(format!("{}原值 {}，现为 {}", head(Treatment::Mended), change.before, change.after));
        for &index in &change.findings {
            mark.texts.push(findings[index].message.clone());
        }
        if change.findings.is_empty() {
            mark.texts.push(reason(&change.reasons).to_owned());
        }
    }
    for (finding, &applied) in findings.iter().zip(applied) {
        let Some(cell) = finding
            .cell
            .filter(|_| !applied && finding.severity != Severity::Info && finding.accepted.is_none())
        else {
            continue;
        };
        let Some(sheet) = whereabouts.sheet(&finding.sheet) else { continue };
        let mark = marks.entry((sheet, cell)).or_default();
        // What was mended of it (a space) is nothing beside what is still to be done.
        mark.tint = Tint::Open;
        mark.texts.push(head(finding.treatment(Some(false))) + &finding.message);
    }
    for mark in marks.values_mut().skip(MOST) {
        mark.texts.clear();
    }
    marks
}

/// Why a cell was changed that has no finding of its own.
fn reason(reasons: &[Why]) -> &'static str {
    if reasons.contains(&Why::External) {
        "公式引用其他工作簿，改为上次的结果；没有结果的为 #REF!，请补填。"
    } else if reasons.contains(&Why::TableReference) {
        "公式中的表格引用无法换算为单元格区域，改为上次的结果；没有结果的为 #REF!，请补填。"
    } else if reasons.contains(&Why::Limit) {
        "超出 Excel 的上限，改为最接近的内容。"
    } else {
        "公式的缓存值与按表内数据计算的结果不一致，已重新计算。"
    }
}

/// How our own words begin.
fn head(treatment: Treatment) -> String {
    format!("【{}】", treatment.title())
}

/// The note of a cell: the comment that someone wrote there, then our own words.
pub(super) fn note(comment: Option<&Comment>, texts: &[String]) -> Option<Note> {
    let own = texts.join("\n");
    // Of a workbook that was corrected before, the comments have our own words in them.
    let author = comment.map_or("", |comment| comment.author.trim());
    let shown = comment;
    let comment = comment.and_then(|comment| without_own_words(&comment.text));
    let (text, author) = match (comment, own.is_empty()) {
        (Some(comment), true) => (comment.to_owned(), if author == OURS { "" } else { author }),
        (Some(comment), false) => {
            (format!("{comment}{RULE}{own}"), if author.is_empty() { OURS } else { author })
        }
        (None, false) => (own.clone(), OURS),
        (None, true) => return None,
    };
    // A department's own comment is kept whole as far as Excel can; our own words are ours to cut.
    let longest = comment.map_or(0, |c| c.chars().count()).saturating_add(LONGEST).min(32_000 / 2);
    let text: String = text.chars().take(longest).collect();
    let columns = (f64::from(WIDTH) - 12.0) / COLUMN;
    let lines = u32::try_from(wrapped_lines(&text, columns)).unwrap_or(u32::MAX).min(60);
    // A department's box stays as large as it was, where nothing is added to what it shows.
    let as_it_was = shown.filter(|shown| comment == Some(shown.text.as_str()) && own.is_empty());
    let size = as_it_was.and_then(|comment| comment.size);
    let (width, height) = match size {
        Some((width, height)) => (width.into(), height.into()),
        None => (WIDTH, (lines + 1).saturating_mul(LINE)),
    };
    let note = Note::new(escaped(&text))
        .add_author_prefix(false)
        .set_font_name("宋体")
        .set_font_size(9)
        .set_width(width)
        .set_height(height)
        .set_visible(comment.is_some() && shown.is_some_and(|comment| comment.visible));
    let named = !author.is_empty() && excel::fits(author, MAX_AUTHOR);
    Some(if named { note.set_author(author) } else { note })
}

/// What a department wrote of a comment: a workbook that was corrected before has our own words in its comments,
/// and they are said anew.
fn without_own_words(comment: &str) -> Option<&str> {
    let heads = TOLD.map(head);
    let own = heads.iter().any(|head| comment.starts_with(head));
    let others = heads.iter().filter_map(|head| comment.find(&format!("{RULE}{head}"))).min();
    match others {
        _ if own => None,
        Some(end) => Some(&comment[..end]),
        None => Some(comment),
    }
}

/// The notes of one sheet, by cell.
pub(super) fn notes_of_sheet(
    comments: &BTreeMap<CellRef, Comment>,
    marks: &BTreeMap<Place, Mark>,
    sheet: usize,
) -> Vec<(CellRef, Note)> {
    let own = |at: CellRef| marks.get(&(sheet, at)).map_or(&[][..], |mark| mark.texts.as_slice());
    let mut notes: Vec<(CellRef, Note)> =
        comments.iter().filter_map(|(&at, comment)| Some((at, note(Some(comment), own(at))?))).collect();
    let range = (sheet, CellRef::new(0, 0))..=(sheet, CellRef::new(u32::MAX, u32::MAX));
    notes.extend(
        marks
            .range(range)
            .filter(|((_, at), _)| !comments.contains_key(at))
            .filter_map(|((_, at), mark)| Some((*at, note(None, &mark.texts)?))),
    );
    notes
}
