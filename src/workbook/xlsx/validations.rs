//! The data validations of a worksheet part.

use quick_xml::events::BytesStart;

use super::super::excel::{self, MAX_NOTICE, MAX_NOTICE_TITLE, MAX_VALIDATION_FORMULA};
use super::super::meter::Meter;
use super::super::xml::{attribute, is_true};
use super::super::{AlertStyle, Condition, Notice, Operator, ReadError, Restriction};

/// Validations of a sheet; a form has some dozens.
const MOST: usize = 1_000;
/// What a validation compares with at most.
const MOST_FORMULAS: usize = 2;

/// The validation that is being read.
#[derive(Default)]
pub(super) struct Validations {
    current: Option<Restriction>,
    count: usize,
}

impl Validations {
    /// Begins one; nothing where it says something that cannot be written back.
    pub(super) fn begin(&mut self, start: &BytesStart<'_>, meter: &mut Meter) {
        self.count += 1;
        self.current = if self.count <= MOST { restriction(start, meter) } else { None };
    }

    /// Begins one of its formulas.
    pub(super) fn begin_formula(&mut self) {
        if self.current.as_ref().is_some_and(|current| current.formulas.len() >= MOST_FORMULAS) {
            self.current = None;
        }
        if let Some(current) = &mut self.current {
            current.formulas.push(String::new());
        }
    }

    /// Adds to the text of the formula.
    pub(super) fn formula(
        &mut self,
        push: impl FnOnce(&mut String) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        match self.current.as_mut().and_then(|current| current.formulas.last_mut()) {
            Some(text) => push(text),
            None => Ok(()),
        }
    }

    /// The validation, if it can be written back: what looks into other workbooks cannot.
    pub(super) fn end(&mut self) -> Option<Restriction> {
        let restriction = self.current.take()?;
        let between = matches!(restriction.operator, Operator::Between | Operator::NotBetween);
        let needed = match restriction.condition {
            Condition::Any => 0,
            Condition::List | Condition::Custom => 1,
            _ => 1 + usize::from(between),
        };
        let fits = |formula: &String| {
            !formula.is_empty() && excel::fits(formula, MAX_VALIDATION_FORMULA) && !formula.contains('[')
        };
        let usable =
            restriction.formulas.len() >= needed && restriction.formulas.iter().take(needed).all(fits);
        usable.then_some(restriction)
    }
}

fn restriction(start: &BytesStart<'_>, meter: &mut Meter) -> Option<Restriction> {
    let text = |key: &str| attribute(start, key).unwrap_or_default();
    let on = |key: &str| attribute(start, key).is_some_and(|value| is_true(&value));
    let notice = |shown: &str, title: &str, words: &str| {
        let notice = Notice { title: text(title).into_owned(), text: text(words).into_owned() };
        on(shown).then_some(notice)
    };
    let ranges = text("sqref");
    // Asked before they are made: a few bytes of the file become one, and a part may be that of many sheets.
    if !meter.keeps_ranges(ranges.split_whitespace().count()) {
        return None;
    }
    let ranges: Option<Vec<_>> = ranges.split_whitespace().map(|range| range.parse().ok()).collect();
    let restriction = Restriction {
        ranges: ranges.filter(|ranges| !ranges.is_empty())?,
        condition: match text("type").as_ref() {
            "" | "none" => Condition::Any,
            "list" => Condition::List,
            "whole" => Condition::Whole,
            "decimal" => Condition::Decimal,
            "date" => Condition::Date,
            "time" => Condition::Time,
            "textLength" => Condition::TextLength,
            "custom" => Condition::Custom,
            _ => return None,
        },
        operator: match text("operator").as_ref() {
            "" | "between" => Operator::Between,
            "notBetween" => Operator::NotBetween,
            "equal" => Operator::Equal,
            "notEqual" => Operator::NotEqual,
            "lessThan" => Operator::Less,
            "lessThanOrEqual" => Operator::LessOrEqual,
            "greaterThan" => Operator::Greater,
            "greaterThanOrEqual" => Operator::GreaterOrEqual,
            _ => return None,
        },
        formulas: Vec::new(),
        ignores_blank: on("allowBlank"),
        hides_list: on("showDropDown"),
        prompt: notice("showInputMessage", "promptTitle", "prompt"),
        refusal: notice("showErrorMessage", "errorTitle", "error"),
        alert_style: match text("errorStyle").as_ref() {
            "warning" => AlertStyle::Warning,
            "information" => AlertStyle::Information,
            _ => AlertStyle::Stop,
        },
    };
    let fits = |notice: &Notice| {
        excel::fits(&notice.title, MAX_NOTICE_TITLE) && excel::fits(&notice.text, MAX_NOTICE)
    };
    let notices = restriction.prompt.iter().chain(&restriction.refusal);
    notices.into_iter().all(fits).then_some(restriction)
}
