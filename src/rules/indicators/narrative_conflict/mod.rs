//! I106

use super::text;
use std::cell::{LazyCell, OnceCell};
use std::collections::BTreeMap;

use crate::form::{Figure, Form, Indicator, Located, Numbers, Verdict, figures, fold};
use crate::rules::{Finding, FormContext, rule::declare_rule};

declare_rule! {
    /// ## 检查什么
    ///
    /// 年度目标、目标完成情况、任务文字或存在问题中说到某个指标的数，与指标的目标值和实际值都不同。只有文中的说法
    /// 与指标名称对得上才比较：`信访案件办结率 100%` 对 `案件办结率`，不对 `投诉办结率`。说往年的、说增减的、
    /// 说计划的数都不比较，`其中`、`全省平均`的数也不比较；一段文字里同一指标有几个不同的数，多是分项或分季度的，也不比较。
    ///
    /// ## 为什么
    ///
    /// 同一件事文中和表中两个数，必有一个不对。
    ///
    /// ## 例子
    ///
    /// E9 写 `信访案件办结率 100%`，G19 `案件办结率` 的目标和实际都是 `90%`：文中案件办结率为 100%，指标（G19）为
    /// 90%，请核实。
    ///
    /// > E9　文中案件办结率为 100%，指标（G19）为 90%，请核实
    ///
    /// ## 修正
    ///
    /// 不自动修改，由部门核实哪个数对。
    "narrative-conflict" {
        code: "I106",
        title: "文中与指标的数不一致",
        level: Warning,
        fix: None,
        since: "0.1.0",
        check: Form(check),
    }
}

/// A text of the form: its path, the task it belongs to, and the text itself.
struct Narrative<'a> {
    field: String,
    task: Option<usize>,
    text: &'a Located<String>,
}

/// The texts that tell what was done.
fn narratives(form: &Form) -> Vec<Narrative<'_>> {
    let whole = [
        ("goals.expected", &form.goals.expected),
        ("goals.achieved", &form.goals.achieved),
        ("problems", &form.problems),
    ];
    let mut all: Vec<Narrative<'_>> = whole
        .into_iter()
        .filter_map(|(field, text)| {
            Some(Narrative { field: field.to_owned(), task: None, text: text.as_ref()? })
        })
        .collect();
    for (index, task) in form.tasks.iter().enumerate() {
        for (field, text) in [("expected", &task.expected), ("achieved", &task.achieved)] {
            if let Some(text) = text {
                all.push(Narrative { field: format!("tasks.{index}.{field}"), task: Some(index), text });
            }
        }
    }
    all
}

/// Figures of a form's texts that are compared with its indicators. A long report has some hundreds.
const MOST_FIGURES: usize = 2_000;

fn check(context: &FormContext<'_>) -> Vec<Finding> {
    let form = context.form;
    let measured: Vec<Measured<'_>> = form.indicators.iter().map(Measured::of).collect();
    let year = form.year.as_ref().and_then(|year| year.value);
    let mut findings = Vec::new();
    let mut left = MOST_FIGURES;
    for narrative in narratives(form) {
        let Some(told) = narrative.text.get() else { continue };
        // A task's text speaks of the task's own indicators.
        let speaks_of = |indicator: &Indicator| narrative.task.is_none() || narrative.task == indicator.task;
        let mut figures = figures(told, year);
        let too_many = figures.len() > left;
        figures.truncate(left);
        left -= figures.len();
        let mut said: BTreeMap<usize, Vec<Figure>> = BTreeMap::new();
        for figure in figures {
            let Some(index) = subject(&figure, &measured) else { continue };
            if measured.get(index).is_some_and(|one| speaks_of(one.indicator)) {
                said.entry(index).or_default().push(figure);
            }
        }
        for (index, of_it) in said {
            let (Some(one), Some((figure, others))) = (measured.get(index), of_it.split_first()) else {
                continue;
            };
            // 刑事案件办结率98%，民事案件办结率99%: several figures of one name are of its parts, of quarters or of someone
            // else, and the indicator's own may be among them.
            if others.iter().all(|other| other.shown == figure.shown) {
                findings.extend(conflict(context, &narrative, figure, one));
            }
        }
        if too_many {
            findings.push(not_compared(context, &narrative));
            break;
        }
    }
    findings
}

/// Says from where on the figures of the texts are not compared.
fn not_compared(context: &FormContext<'_>, narrative: &Narrative<'_>) -> Finding {
    let message = format!("文中的数太多，只有前 {MOST_FIGURES} 个与指标比较过，其后的请人工核对");
    Finding::new(&RULE, &context.form.sheet, message).at(narrative.text.cell).field(narrative.field.clone())
}

/// An indicator, ready to be compared with thousands of figures.
struct Measured<'a> {
    indicator: &'a Indicator,
    /// Its folded name.
    name: String,
    /// Whether that is long enough to be found at the end of a subject.
    distinct: bool,
    /// The letters of the work that a count of it is of, in order.
    work: Vec<char>,
    /// The numbers of its actual value and of its target, once they were asked for.
    actual: OnceCell<Numbers>,
    target: OnceCell<Numbers>,
}

impl<'a> Measured<'a> {
    fn of(indicator: &'a Indicator) -> Self {
        let name: String = fold(text(indicator.name.as_ref())).into_iter().collect();
        let distinct = name.chars().count() >= 4;
        let work = letters(core(&name, "", COUNTS));
        Self { indicator, name, distinct, work, actual: OnceCell::new(), target: OnceCell::new() }
    }

    /// Whether a figure is the indicator's actual value or its target; `None` where it is counted otherwise.
    fn agrees(&self, figure: &Figure) -> Option<bool> {
        let read = |text: &Option<Located<String>>| Numbers::of(super::text(text.as_ref()));
        let actual = figure.agrees_with_one_of(self.actual.get_or_init(|| read(&self.indicator.actual)))?;
        let is_target = || {
            let target = self.target.get_or_init(|| read(&self.indicator.target));
            figure.agrees_with_one_of(target).unwrap_or(false)
        };
        Some(actual || is_target())
    }
}

/// The one indicator that a figure is said of. Its subject must end with the indicator's whole name, or be itself the
/// end of one name only (办结率 of 案件办结率); several such names leave it open.
fn subject(figure: &Figure, measured: &[Measured<'_>]) -> Option<usize> {
    let said = figure.subject.as_str();
    let found = |matches: &dyn Fn(&Measured<'_>) -> bool| {
        let mut found = measured.iter().enumerate().filter(|(_, one)| matches(one)).map(|(index, _)| index);
        (found.next(), found.next())
    };
    let only = |(first, second): (Option<usize>, Option<usize>)| first.filter(|_| second.is_none());
    let own_scope = LazyCell::new(|| own_scope(said));
    let is_its_name = |one: &Measured<'_>| {
        one.distinct && said.strip_suffix(one.name.as_str()).is_some_and(|before| before.len() < *own_scope)
    };
    let whole = found(&is_its_name);
    if whole.0.is_some() {
        return only(whole);
    }
    if !figure.is_rate() {
        let done = letters(core(said, OPENINGS, ""));
        return only(found(&|one| done.len() >= 2 && done == one.work && one.agrees(figure).is_some()));
    }
    if said.chars().count() < 3 {
        return None;
    }
    only(found(&|one| one.name.ends_with(said)))
}

/// Before which byte of a subject its words leave an indicator's name behind them the department's own and the whole: 其中,
/// 全国平均 do not.
fn own_scope(said: &str) -> usize {
    const OTHERS: &str = "其中 其余 其他 个别 平均 全国 全省 全市 同类 兄弟 上级 要求";
    let ends = OTHERS.split_ascii_whitespace().filter_map(|word| Some(said.find(word)? + word.len()));
    ends.min().unwrap_or(usize::MAX)
}

/// Words before the work that a count is of: 全年共举办培训.
const OPENINGS: &str = "全年 年内 本年 共 共计 累计 已 实际 完成 举办 开展 组织 召开 出具了 圆满";
/// Words behind it in an indicator's name: 培训场次.
const COUNTS: &str = "数量 次数 场次 人次 人数 件数 宗数 份数 户数 期数 批次 项数 个数 处数 数";

/// A text without these words before it and behind it.
fn core<'t>(text: &'t str, before: &str, behind: &str) -> &'t str {
    let mut rest = text;
    while let Some(shorter) = before.split_ascii_whitespace().find_map(|word| rest.strip_prefix(word)) {
        rest = shorter;
    }
    behind.split_ascii_whitespace().find_map(|word| rest.strip_suffix(word)).unwrap_or(rest)
}

/// The letters of a work's name in one order for all: 出具报告 is 报告出具. Nothing more may be said of two names that
/// are alike, since 干部培训 may be a part of 培训.
fn letters(work: &str) -> Vec<char> {
    let mut letters: Vec<char> = work.chars().collect();
    letters.sort_unstable();
    letters
}

fn conflict(
    context: &FormContext<'_>,
    narrative: &Narrative<'_>,
    figure: &Figure,
    measured: &Measured<'_>,
) -> Option<Finding> {
    let indicator = measured.indicator;
    let actual = indicator.actual.as_ref()?;
    if matches!(indicator.judgement.verdict, Verdict::Missing | Verdict::Echo) {
        return None;
    }
    let found = text(Some(actual));
    if measured.agrees(figure)? {
        return None;
    }
    let message = format!(
        "文中{}为 {}，指标（{}）为 {found}，请核实",
        text(indicator.name.as_ref()),
        figure.shown,
        actual.cell
    );
    let finding = Finding::new(&RULE, &context.form.sheet, message)
        .at(narrative.text.cell)
        .field(narrative.field.clone())
        .actual(figure.shown.as_str())
        .expected(found);
    Some(finding)
}

#[cfg(test)]
mod tests {
    use super::super::example::{form, found, indicator, located};
    use super::RULE;
    use crate::form::Form;

    fn told(achieved: &str) -> Form {
        let mut form = form(vec![
            indicator(18, "提供法律咨询服务案宗数", "≥15宗", "18宗"),
            indicator(19, "案件办结率", "90%", "90%"),
            indicator(20, "群众满意度", "≥95%", "96.5%"),
        ]);
        form.goals.achieved = Some(located(achieved, "E9"));
        form
    }

    #[test]
    fn the_published_forms_conflict_is_found() {
        let form = told("通过省一体化信访信息系统交转办的信访案件办结率 100%，全年发出督办函264份。");
        assert_eq!(
            found(&RULE, &form),
            [("E9".to_owned(), "文中案件办结率为 100%，指标（G19）为 90%，请核实".to_owned())]
        );
    }

    #[test]
    fn figures_that_agree_with_target_or_actual_value_are_right() {
        for achieved in [
            "案件办结率达到90%。",
            "群众满意度96.5%，办结率90%以上",
            "群众满意度达95%以上",
            "群众满意度约96%",
        ] {
            assert!(found(&RULE, &told(achieved)).is_empty(), "{achieved}");
        }
    }

    #[test]
    fn a_count_of_the_same_work_conflicts() {
        let mut form = told("全年共举办培训15场，新任干部培训3场，出具报告4份。");
        form.indicators.push(indicator(21, "培训场次", "≥12场", "12场"));
        form.indicators.push(indicator(22, "报告出具数量", "4份", "4份"));
        assert_eq!(
            found(&RULE, &form),
            [("E9".to_owned(), "文中培训场次为 15场，指标（G21）为 12场，请核实".to_owned())]
        );
    }

    #[test]
    fn other_subjects_other_years_and_changes_are_no_conflict() {
        for achieved in [
            "投诉办结率100%",
            "2020年案件办结率85%",
            "案件办结率较上年提高5%",
            "服务对象满意度99%",
            "案件办结率未达到95%",
            "共办结案件264宗",
            "案件办结率90%，其中疑难案件办结率82%",
            "全省平均群众满意度为91%",
            "刑事案件办结率98%，民事案件办结率99%",
            "到2025年，案件办结率稳定在99%",
        ] {
            assert!(found(&RULE, &told(achieved)).is_empty(), "{achieved}");
        }
    }

    #[test]
    fn of_a_text_that_is_all_figures_only_so_many_are_compared() {
        let report = "开展调研1件，".repeat(2_001);
        assert_eq!(
            found(&RULE, &told(&report)),
            [("E9".to_owned(), "文中的数太多，只有前 2000 个与指标比较过，其后的请人工核对".to_owned())]
        );
        assert!(found(&RULE, &told(&"开展调研1件，".repeat(2_000))).is_empty());
    }

    #[test]
    fn thousands_of_indicators_of_one_name_are_each_read_once() {
        let mut form = told(&"办案1件，".repeat(2_000));
        form.indicators = vec![indicator(18, "办案数", &"优".repeat(500), &"良好".repeat(500)); 3_000];
        assert!(found(&RULE, &form).is_empty());
    }

    /// Texts as departments write them, with the indicators that they conflict with, written before the rule was run on
    /// them.
    #[test]
    fn official_prose_with_many_figures() {
        let table = include_str!("../../../fixtures/indicators/narratives.tsv");
        for line in table.lines().skip(1) {
            let [field, told, indicators, conflicts] = line.split('\t').collect::<Vec<_>>()[..] else {
                panic!("four columns: {line}");
            };
            let parts = indicators.split('；').map(|one| one.split('｜').collect::<Vec<_>>());
            let indicators =
                parts.zip(9..).map(|(one, row)| indicator(row, one[0], one[1], one[2])).collect();
            let mut form = form(indicators);
            let text = Some(located(told, "B9"));
            match field {
                "expected" => form.goals.expected = text,
                "achieved" => form.goals.achieved = text,
                _ => form.problems = text,
            }
            let found = found(&RULE, &form);
            let expected: Vec<&str> = conflicts.split('、').filter(|name| !name.is_empty()).collect();
            assert_eq!(found.len(), expected.len(), "{told}: {found:?}");
            let named = |name: &&str| found.iter().any(|(_, message)| message.contains(*name));
            assert!(expected.iter().all(named), "{told}: {found:?}");
        }
    }
}
