//! What stands below the findings: the files that gave no form, and the counts.

use super::columns::hanging;
use super::{GAP, LEAST_MESSAGE, TextOptions, level_colour};
use crate::batch::Results;
use crate::record::{InputRecord, InputStatus, Severity};
use crate::report::safe::visible;
use crate::report::wrap::{pad, width, wrap};
use crate::rules::Treatment;

/// So many files that are no forms are named; the rest is counted. Those that could not be read are all named.
const NAMED: usize = 20;
/// A name that is longer pushes its own line only.
const LONGEST_NAME: usize = 40;

/// The files that gave no form, and why: those that could not be read first.
pub fn without_form(inputs: &[InputRecord], options: &TextOptions) -> String {
    let not_read = inputs.iter().filter(|input| input.status != InputStatus::Read);
    let name_columns =
        not_read.map(|input| width(&visible(&input.file))).max().unwrap_or(0).min(LONGEST_NAME);
    let mut lines = String::new();
    for (status, severity) in [
        (InputStatus::Unreadable, Severity::Error),
        (InputStatus::NotAForm, Severity::Warning),
        (InputStatus::Skipped, Severity::Info),
    ] {
        let all: Vec<_> = inputs.iter().filter(|input| input.status == status).collect();
        let named = if status == InputStatus::Unreadable { all.len() } else { NAMED.min(all.len()) };
        let style = level_colour(severity);
        for input in all.iter().take(named) {
            let name = pad(&visible(&input.file), name_columns);
            let indent = 2 * GAP.len() + width(&name);
            let reason = visible(input.reason.as_deref().unwrap_or_default());
            let reason = match options.width {
                Some(columns) if columns >= indent + LEAST_MESSAGE => wrap(&reason, columns - indent),
                Some(columns) => {
                    // Below each other, where there is no room for both.
                    let name = wrap(name.trim_end(), columns.saturating_sub(GAP.len()));
                    let reason = wrap(&reason, columns.saturating_sub(2 * GAP.len()));
                    lines.extend(name.iter().map(|name| format!("{GAP}{style}{name}{style:#}\n")));
                    lines.extend(reason.iter().map(|reason| format!("{GAP}{GAP}{reason}\n")));
                    continue;
                }
                None => vec![reason.into_owned()],
            };
            lines +=
                &[GAP, &format!("{style}{name}{style:#}"), GAP, &hanging(&reason, indent, 0, "")].concat();
        }
        if named < all.len() {
            lines += &[GAP, "另有 ", &(all.len() - named).to_string(), " 个\n"].concat();
        }
    }
    lines
}

/// The closing lines: how many inputs there were and of what kind, and how much was found.
pub(super) fn counts(results: &Results, options: &TextOptions) -> String {
    let with = |status| results.inputs().iter().filter(|input| input.status == status).count();
    let skipped = with(InputStatus::Skipped);
    let mut kinds = vec![format!("{} 个自评表", results.forms.len())];
    for status in [InputStatus::NotAForm, InputStatus::Unreadable] {
        if with(status) > 0 {
            kinds.push(format!("{} 个{}", with(status), status.title()));
        }
    }
    let besides = match skipped {
        0 => String::new(),
        skipped => format!("；另有 {skipped} 个文件{}", InputStatus::Skipped.title()),
    };
    let place = options.place.as_ref().map(|place| format!("结果在 {}", visible(place))).unwrap_or_default();
    let workbooks = results.inputs().len() - skipped;
    format!("{workbooks} 个工作簿：{}{besides}\n{}{place}\n", kinds.join("，"), found(results, options))
}

/// How much was found, by level.
fn found(results: &Results, options: &TextOptions) -> String {
    if results.forms.is_empty() && results.findings().is_empty() {
        return "没有可以检查的自评表。".to_owned();
    }
    let parts: Vec<String> =
        Severity::ALL.into_iter().filter_map(|level| of_level(results, level, options)).collect();
    let accepted = results.findings().iter().filter(|finding| finding.accepted.is_some()).count();
    let parts: Vec<String> = parts
        .into_iter()
        .chain((accepted > 0).then(|| format!("{} {accepted} 处", Treatment::Accepted.title())))
        .collect();
    if parts.is_empty() { "没有发现问题。".to_owned() } else { parts.join("；") + "。" }
}

fn of_level(results: &Results, severity: Severity, options: &TextOptions) -> Option<String> {
    let of_level = results.listed().filter(|listed| listed.finding.severity == severity);
    let treatments = of_level.map(|listed| listed.treatment());
    let all: Vec<Treatment> = treatments.filter(|treatment| *treatment != Treatment::Accepted).collect();
    if all.is_empty() {
        return None;
    }
    let count = |wanted: Treatment| all.iter().filter(|treatment| **treatment == wanted).count();
    let (mended, mendable) = (count(Treatment::Mended), count(Treatment::Mendable));
    let more = if mended > 0 {
        format!("，其中{} {mended} 处", Treatment::Mended.title())
    } else if mendable > 0 {
        format!("，其中{} {mendable} 处", Treatment::Mendable.title())
    } else if severity == Severity::Info && !options.all {
        "（加 --all 列出）".to_owned()
    } else {
        String::new()
    };
    let style = level_colour(severity);
    Some(format!("{style}{}{style:#} {} 处{more}", severity.title(), all.len()))
}
