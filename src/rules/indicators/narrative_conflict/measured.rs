//! Which indicator a figure is said of.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use super::scope::{Own, folded, is_sum_or_part, timeless};
use super::work::Works;
use crate::form::{Figure, Form, Indicator, Located, Numbers, fold};
use crate::rules::indicators::text;

/// A form's indicators, ready to be compared with thousands of figures.
pub(super) struct Indicators<'a> {
    form: &'a Form,
    all: Vec<Measured<'a>>,
    /// What their counts are of, once a count was told.
    works: OnceCell<Works>,
    /// The department's folded name.
    department: String,
}

/// An indicator with what is asked of it again and again.
pub(super) struct Measured<'a> {
    pub(super) indicator: &'a Indicator,
    /// Its folded name, without words for the year.
    pub(super) name: String,
    /// Whether that is long enough to be found at the end of a subject.
    distinct: bool,
    /// Whether another indicator has the same name.
    doubled: bool,
    /// The numbers of its actual value and of its target, once they were asked for.
    actual: OnceCell<Numbers>,
    target: OnceCell<Numbers>,
}

impl Measured<'_> {
    /// Whether a figure is the indicator's actual value or its target; `None` where it is counted otherwise.
    pub(super) fn agrees(&self, figure: &Figure) -> Option<bool> {
        let actual = figure.agrees_with_one_of(self.actual_numbers())?;
        let is_target = || {
            let target = self.target.get_or_init(|| read(self.indicator.target.as_ref()));
            figure.agrees_with_one_of(target).unwrap_or(false)
        };
        Some(actual || is_target())
    }

    /// Whether a figure is of the actual value's size: half of it at least, and twice at most.
    fn is_near(&self, figure: &Figure) -> bool {
        figure.is_near_one_of(self.actual_numbers())
    }

    fn actual_numbers(&self) -> &Numbers {
        self.actual.get_or_init(|| read(self.indicator.actual.as_ref()))
    }
}

fn read(cell: Option<&Located<String>>) -> Numbers {
    Numbers::of(text(cell))
}

impl<'a> Indicators<'a> {
    pub(super) fn of(form: &'a Form) -> Self {
        let name_of = |one: &Indicator| {
            let name: String = fold(text(one.name.as_ref())).into_iter().collect();
            timeless(&name).into_owned()
        };
        let names: Vec<String> = form.indicators.iter().map(name_of).collect();
        let mut times: BTreeMap<&str, usize> = BTreeMap::new();
        for name in &names {
            *times.entry(name).or_default() += 1;
        }
        let doubled: Vec<bool> = names.iter().map(|name| times.get(name.as_str()) > Some(&1)).collect();
        let ready =
            form.indicators.iter().zip(names).zip(doubled).map(|((indicator, name), doubled)| Measured {
                indicator,
                distinct: name.chars().count() >= 4,
                name,
                doubled,
                actual: OnceCell::new(),
                target: OnceCell::new(),
            });
        Self {
            form,
            all: ready.collect(),
            works: OnceCell::new(),
            department: folded(text(form.department.as_ref())),
        }
    }

    /// The indicator of an index.
    pub(super) fn get(&self, index: usize) -> Option<&Measured<'a>> {
        self.all.get(index)
    }

    /// Whether an indicator's name ends with `word`.
    pub(super) fn any_ends_with(&self, word: &str) -> bool {
        self.all.iter().any(|one| one.name.ends_with(word))
    }

    /// Whether a subject is the name of an indicator, with nothing before it that makes it a part's.
    fn is_name_of(&self, one: &Measured<'_>, said: &str) -> bool {
        let leave_whole =
            |before| Own::of(&self.department, self.form, one.indicator, &one.name).leave_whole(before);
        // Which of two indicators of one name is meant stays open, whatever stands before it.
        one.distinct
            && said.strip_suffix(one.name.as_str()).is_some_and(|before| {
                before.is_empty() || before.len() < own_scope(said) && (one.doubled || leave_whole(before))
            })
    }

    /// The one indicator that a figure is said of. Its subject must end with the indicator's whole name, with nothing
    /// before it that makes it a part's, or be itself the end of one name only (办结率 of 案件办结率); several such names
    /// leave it open.
    pub(super) fn subject(&self, figure: &Figure) -> Option<usize> {
        let said: &str = &timeless(&figure.subject);
        let found = |matches: &dyn Fn(&Measured<'_>) -> bool| {
            let mut found =
                self.all.iter().enumerate().filter(|(_, one)| matches(one)).map(|(index, _)| index);
            (found.next(), found.next())
        };
        let only = |(first, second): (Option<usize>, Option<usize>)| {
            let index = first.filter(|_| second.is_none())?;
            let one = self.all.get(index)?;
            let apart = is_sum_or_part(said, &one.name) && !one.is_near(figure);
            (!apart).then_some(index)
        };
        let whole = found(&|one| self.is_name_of(one, said));
        if whole.0.is_some() {
            return only(whole);
        }
        if !figure.is_rate() {
            let works = self.works.get_or_init(|| Works::of(self.all.iter().map(|one| one.name.as_str())));
            let alike = |index: &usize| self.get(*index).is_some_and(|one| one.agrees(figure).is_some());
            let mut counting = works.that_count(said).filter(alike);
            let first = counting.next();
            return only((first, counting.find(|index| Some(*index) != first)));
        }
        if said.chars().count() < 3 {
            return None;
        }
        only(found(&|one| one.name.ends_with(said)))
    }
}

/// Before which byte of a subject its words leave an indicator's name behind them the department's own and the whole: 其中,
/// 全国平均 do not.
fn own_scope(said: &str) -> usize {
    const OTHERS: &str = "其中 其余 其他 个别 平均 全国 全省 全市 同类 兄弟 上级 要求";
    let ends = OTHERS.split_ascii_whitespace().filter_map(|word| Some(said.find(word)? + word.len()));
    ends.min().unwrap_or(usize::MAX)
}
