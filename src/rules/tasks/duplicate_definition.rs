//! `duplicate-definition`

use crate::form::{FieldPath, Form, IndicatorField};
use crate::letters::{is_letter_or_digit, push_lowercase};
use crate::nfkc::nfkc;
use crate::rules::rule::declare_rule;
use crate::rules::{Finding, FormContext};
use crate::workbook::CellRef;

declare_rule! {
    /// ## 检查什么
    ///
    /// 不同的指标用同样的话作“计算公式或指标内容”（一个只比另一个多几个字的也算）。
    /// 写成算式的（含 ÷、×、/ 等）不提示；同名的指标用同样的内容也不提示。
    ///
    /// ## 为什么
    ///
    /// 两个指标内容相同，就是一件事评了两次，或者没有说明各自怎样衡量。
    ///
    /// ## 例子
    ///
    /// E10（水电费缴纳完成率）与 E12（办公正常运行率）都写“办公场所正常运行，没有断水断电”：
    ///
    /// > E12　办公正常运行率的内容与水电费缴纳完成率（E10）相同，请核实指标是否重复，或分别写明计算方法
    ///
    /// ## 修正
    ///
    /// 不修正，请部门分别写明各指标怎样计算。
    "duplicate-definition" {
        code: "T201",
        title: "指标内容重复",
        level: Info,
        fix: None,
        since: "0.1.0",
        check: Form(check),
    }
}

/// A definition that begins another is the same from this many characters on.
const SHORTEST_BEGINNING: usize = 12;

/// An indicator's definition, and what it is compared by.
#[derive(Debug)]
struct Definition<'a> {
    index: usize,
    name: &'a str,
    words: &'a str,
    cell: CellRef,
    key: String,
}

fn check(context: &FormContext<'_>) -> Vec<Finding> {
    let form = context.form;
    // A definition that only repeats its indicator's name is another rule's.
    let telling = definitions(form).into_iter().filter(|definition| definition.key != key(definition.name));
    same_words(form, &telling.filter(|definition| !is_calculation(definition.words)).collect::<Vec<_>>())
}

fn definitions(form: &Form) -> Vec<Definition<'_>> {
    let indicators = form.indicators.iter().enumerate();
    indicators
        .filter_map(|(index, indicator)| {
            let name = indicator.name.as_ref()?.value.as_deref()?;
            let definition = indicator.definition.as_ref()?;
            let words = definition.value.as_deref()?;
            Some(Definition { index, name, words, cell: definition.cell, key: key(words) })
        })
        .filter(|definition| !definition.key.is_empty())
        .collect()
}

/// One finding for each group of indicators in the same words, at its second.
fn same_words(form: &Form, definitions: &[Definition<'_>]) -> Vec<Finding> {
    let mut sorted: Vec<&Definition> = definitions.iter().collect();
    // What begins a definition is sorted right before it, with nothing between but what it begins as well.
    sorted.sort_by(|a, b| a.key.cmp(&b.key));
    let mut groups: Vec<Vec<&Definition>> = Vec::new();
    for definition in sorted {
        match groups.last_mut().filter(|group| says_the_same(&group[0].key, &definition.key)) {
            Some(group) => group.push(definition),
            None => groups.push(vec![definition]),
        }
    }
    for group in &mut groups {
        group.sort_by_key(|definition| definition.index);
    }
    groups.iter().filter_map(|group| finding_of_group(form, group)).collect()
}

fn finding_of_group(form: &Form, group: &[&Definition<'_>]) -> Option<Finding> {
    let (first, rest) = group.split_first()?;
    let others: Vec<&&Definition> = rest.iter().filter(|other| key(other.name) != key(first.name)).collect();
    let second = others.first()?;
    let more = match others.len() {
        1 => String::new(),
        count => format!("（同样的还有 {} 个）", count - 1),
    };
    let message = format!(
        "{}的内容与{}（{}）相同{more}，请核实指标是否重复，或分别写明计算方法",
        second.name, first.name, first.cell
    );
    Some(second.finding(form, message))
}

/// Whether one definition is the other, or begins it.
fn says_the_same(short: &str, long: &str) -> bool {
    short == long || (long.starts_with(short) && short.chars().count() >= SHORTEST_BEGINNING)
}

/// Calculations are written alike and rightly so: `实际完成数÷计划数×100%`.
fn is_calculation(words: &str) -> bool {
    words.contains(['÷', '×', '/', '／', '*', '＊', '=', '＝'])
}

/// What two definitions are compared by: their letters and digits.
fn key(words: &str) -> String {
    let mut key = String::with_capacity(words.len());
    nfkc(words).filter(|&c| is_letter_or_digit(c)).for_each(|c| push_lowercase(&mut key, c));
    key
}

impl Definition<'_> {
    fn finding(&self, form: &Form, message: String) -> Finding {
        Finding::new(&RULE, &form.sheet, message)
            .at(self.cell)
            .field(FieldPath::indicator(self.index, IndicatorField::Definition))
            .actual(self.words)
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::Desk;

    fn with(definitions: [&str; 2]) -> Vec<String> {
        let mut desk = Desk::clean();
        desk.say("indicators.0.definition", definitions[0]).say("indicators.2.definition", definitions[1]);
        desk.lines("duplicate-definition")
    }

    #[test]
    fn two_indicators_in_the_same_words_are_found_at_the_second() {
        assert_eq!(
            with(["办公场所正常运行，没有断水断电", " 办公场所正常运行，没有断水断电。"]),
            ["E11 查档满意度的内容与档案接收数量（E9）相同，请核实指标是否重复，或分别写明计算方法"]
        );
    }

    #[test]
    fn words_that_go_on_a_little_are_the_same() {
        let short = "办公场所正常运行，没有断水断电";
        let long = "办公场所正常运行，没有断水断电、人员缺位等情况";
        assert_eq!(with([short, long]).len(), 1);
        assert_eq!(with([long, short]).len(), 1);
    }

    #[test]
    fn a_short_beginning_does_not_make_them_the_same() {
        assert!(with(["全年次数", "全年次数与上年相比的增长"]).is_empty());
    }

    #[test]
    fn a_definition_that_only_repeats_its_name_is_another_rules() {
        let mut desk = Desk::clean();
        for n in ["0", "2"] {
            desk.say(&format!("indicators.{n}.name"), "专款专用情况");
            desk.say(&format!("indicators.{n}.definition"), "专款专用情况");
        }
        assert!(desk.lines("duplicate-definition").is_empty());
    }

    #[test]
    fn calculations_may_be_alike() {
        assert!(with(["实际完成数÷计划数×100%", "实际完成数÷计划数×100%"]).is_empty());
    }

    #[test]
    fn the_same_indicator_under_two_tasks_is_defined_alike() {
        let mut desk = Desk::clean();
        desk.say("indicators.0.name", "培训人数").say("indicators.2.name", "培训人数");
        desk.say("indicators.0.definition", "参加培训的人数")
            .say("indicators.2.definition", "参加培训的人数");
        assert!(desk.lines("duplicate-definition").is_empty());
    }

    #[test]
    fn a_form_with_definitions_of_their_own_is_fine() {
        assert!(Desk::clean().lines("duplicate-definition").is_empty());
    }
}
