//! The names on the tabs of a workbook, by which everything that is found in it knows its sheet.

use std::collections::{HashMap, HashSet};

use super::excel::{self, MAX_SHEET_NAME};

/// Gives sheets of exactly the same name names of their own, `Sheet1` and `Sheet1 (2)`, and says so in words. No program
/// that people use writes such a file; what is found on the second sheet would be mended on the first.
///
/// The first keeps its name, so that formulas mean it as they do in Excel. Names that differ in case stay as they are.
pub(super) fn tell_apart<'n>(names: impl Iterator<Item = &'n mut String>) -> Vec<String> {
    let names: Vec<&mut String> = names.collect();
    if names.iter().map(|name| name.as_str()).collect::<HashSet<_>>().len() == names.len() {
        return Vec::new();
    }
    // What is given out is neither what an earlier sheet is called nor what a later one is, whatever the case.
    let mut taken: HashSet<String> = names.iter().map(|name| name.to_lowercase()).collect();
    let mut counts: HashMap<String, usize> = HashMap::new();
    let mut words = Vec::new();
    for name in names {
        let count = counts.entry(name.clone()).or_default();
        *count += 1;
        if *count == 1 {
            continue;
        }
        let mut own = numbered(name, *count);
        while !taken.insert(own.to_lowercase()) {
            *count += 1;
            own = numbered(name, *count);
        }
        words.push(format!("工作表名称“{name}”重复，后一张改为“{own}”"));
        *name = own;
    }
    words
}

/// A name with a number behind it, as Excel numbers copies; cut where Excel would not take it otherwise.
fn numbered(name: &str, number: usize) -> String {
    let suffix = format!(" ({number})");
    let kept = excel::beginning(name, MAX_SHEET_NAME.saturating_sub(suffix.len()));
    format!("{kept}{suffix}")
}

#[cfg(test)]
mod tests {
    use super::tell_apart;

    fn told_apart(names: &[&str]) -> (Vec<String>, Vec<String>) {
        let mut names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let words = tell_apart(names.iter_mut());
        (names, words)
    }

    #[test]
    fn sheets_of_one_name_are_numbered_and_it_is_said() {
        let (names, words) = told_apart(&["表", "说明", "表", "表"]);
        assert_eq!(names, ["表", "说明", "表 (2)", "表 (3)"]);
        assert_eq!(
            words,
            ["工作表名称“表”重复，后一张改为“表 (2)”", "工作表名称“表”重复，后一张改为“表 (3)”"]
        );
    }

    #[test]
    fn a_name_that_is_given_out_is_no_other_sheets() {
        assert_eq!(told_apart(&["A", "A", "a (2)", "A (3)"]).0, ["A", "A (4)", "a (2)", "A (3)"]);
        let long = "长".repeat(31);
        assert_eq!(told_apart(&[&long, &long]).0[1], format!("{} (2)", "长".repeat(27)));
    }

    #[test]
    fn names_that_differ_stay_as_they_are() {
        assert_eq!(
            told_apart(&["Sheet1", "sheet1", ""]),
            (vec!["Sheet1".into(), "sheet1".into(), String::new()], vec![])
        );
    }

    #[test]
    fn a_thousand_sheets_of_one_name() {
        let (names, words) = told_apart(&["表"; 1_000]);
        assert_eq!((names.last().map(String::as_str), words.len()), (Some("表 (1000)"), 999));
    }
}
