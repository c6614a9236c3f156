//! Funds that stand otherwise than in rows under headings: each figure beside its label, or with the sources across.

use crate::lines::{missing, with};
use crate::projects::{self, unmapped};
use crate::{PLAIN, read_one, text};
use ziping::form::{Form, FundingColumn, FundingRow, ReadingNote, RowRole};

/// A row of the funds: its source, what it is to the total, and its figures with their cells.
fn row(row: &FundingRow) -> String {
    let figure = |column: &FundingColumn| {
        let value = row.get(*column).map_or("—".to_owned(), |value| value.to_string());
        Some(format!("{}={value}@{}", column.as_str(), row.cell(*column)?))
    };
    let figures: Vec<String> = FundingColumn::ALL.iter().filter_map(figure).collect();
    format!("{} {:?}: {}", text(Some(&row.source)), row.role, figures.join(" "))
}

fn rows(form: &Form) -> Vec<String> {
    form.funding.iter().map(row).collect()
}

/// The formulas that the template expects on the funds, with their cells.
fn formulas(form: &Form) -> Vec<String> {
    form.expected_formulas.iter().map(|f| format!("{}={}", f.cell, f.formula)).collect()
}

fn layout_notes(form: &Form) -> Vec<&str> {
    let mut edited = Vec::new();
    for note in &form.notes {
        if let ReadingNote::TemplateEdited { what, .. } = note {
            edited.push(what.as_str());
        }
    }
    edited
}

const ACROSS: [&str; 6] = [
    "部门资金情况 | 项目 | 合计 | 一般公共预算 | 其他资金",
    " | 年初预算数 | 120 | 100 | 20",
    " | 预算调整数 | -20 | -20 | 0",
    " | 实际支出数 | 90 | 75 | 15",
    " | 预算完成率 | 0.9 | 0.9375 | 0.75",
    " | 预算调整率 | 0.1667 | 0.2 | 0",
];

#[test]
fn sources_across_are_read_as_sources() {
    for merges in [&[][..], &["A4:A9"]] {
        let form = read_one(&with(4, 7, &ACROSS), merges);
        assert_eq!(
            rows(&form),
            [
                "合计 Total: initial_budget=120@C5 budget_adjustment=-20@C6 actual_expenditure=90@C7 completion_rate=0.9@C8 \
                 adjustment_rate=0.1667@C9",
                "一般公共预算 Part: initial_budget=100@D5 budget_adjustment=-20@D6 actual_expenditure=75@D7 \
                 completion_rate=0.9375@D8 adjustment_rate=0.2@D9",
                "其他资金 Part: initial_budget=20@E5 budget_adjustment=0@E6 actual_expenditure=15@E7 completion_rate=0.75@E8 \
                 adjustment_rate=0@E9",
            ]
        );
        assert_eq!((missing(&form), unmapped(&form)), (vec![], vec![]));
        assert_eq!(layout_notes(&form), ["“部门资金情况”横竖颠倒，资金来源排在上面，栏目排在左边"]);
        assert_eq!(form.indicators.len(), 3);
    }
}

#[test]
fn totals_of_sources_across_are_sums_across() {
    let expected = formulas(&read_one(&with(4, 7, &ACROSS), &[]));
    for formula in ["C5=SUM(D5:E5)", "C7=SUM(D7:E7)", "D8=D7/(D5+D6)", "C9=ABS(C6)/C5"] {
        assert!(expected.contains(&formula.to_owned()), "{formula}: {expected:?}");
    }
}

#[test]
fn a_total_may_stand_beside_a_heading_over_the_sources_across() {
    let lines = [
        "部门资金情况 | 栏目 | 合计 | 其中",
        " | | | 一般公共预算 | 政府性基金预算 | 上级专项 | 备注",
        " | 年初预算数 | 125 | 100 | 20 | 5",
        " | 全年预算数 | 105 | 80 | 20 | 5 | 追减",
        " | 实际支出数 | 95 | 75 | 15 | 5",
    ];
    let form = read_one(&with(4, 7, &lines), &["B4:B5", "C4:C5", "D4:F4"]);
    let sources: Vec<_> = form.funding.iter().map(|row| (text(Some(&row.source)), row.role)).collect();
    let part = |name| (name, RowRole::Part);
    assert_eq!(
        sources,
        [("合计", RowRole::Total), part("一般公共预算"), part("政府性基金预算"), part("上级专项")]
    );
    assert_eq!(unmapped(&form), ["备注", "追减"]);
}

/// What broke: with points beside the sources the first line of amounts was taken for headings, and all amounts were lost.
#[test]
fn points_beside_the_sources_across_are_the_totals() {
    let lines = |initial: &'static str| {
        [
            "项目资金（万元） | | 资金总额 | 财政拨款 | 其他资金 | 分值 | 得分",
            initial,
            " | 全年预算数 | 100 | 90 | 10",
            " | 全年执行数 | 95 | 86 | 9",
            " | 执行率 | 0.95 | 0.9556 | 0.9",
        ]
    };
    let merges = ["A5:A9", "F6:F9", "G6:G9"];
    for initial in
        [" | 年初预算数 | 110 | 100 | 10 | 10 | 9.5", " | 年初预算数 | 110 | 100 | “10” | 10 | 9.5"]
    {
        let form = project(&lines(initial), &merges);
        assert_eq!(
            rows(&form)[0],
            "资金总额 Total: initial_budget=110@C6 annual_budget=100@C7 actual_expenditure=95@C8 execution_rate=0.95@C9 weight=10@F6 score=9.5@G6"
        );
        assert_eq!((form.funding.len(), unmapped(&form)), (3, vec!["填表人：陈某"]));
    }
}

#[test]
fn a_total_across_that_is_not_filled_in_is_missing_where_it_belongs() {
    let mut lines = ACROSS;
    lines[3] = " | 实际支出数 | | 75 | 15";
    assert_eq!(missing(&read_one(&with(4, 7, &lines), &[])), ["funding.0.actual_expenditure C7"]);
}

#[test]
fn figures_beside_their_labels_are_the_wholes() {
    let form = read_one(
        &with(
            4,
            7,
            &[
                "部门整体支出 | 年初预算安排 | 120 | 预算调整（+、-） | -20 | 支出决算数 | 90",
                " | 预算执行率 | 0.9 | 预算调整率 | 0.1667",
            ],
        ),
        &[],
    );
    assert_eq!(
        rows(&form),
        [
            "合计 Total: initial_budget=120@C4 budget_adjustment=-20@E4 actual_expenditure=90@G4 completion_rate=0.9@C5 \
          adjustment_rate=0.1667@E5"
        ]
    );
    assert_eq!(form.funding[0].source.cell.to_string(), "A4");
    assert_eq!(formulas(&form), ["C5=G4/(C4+E4)", "E5=ABS(E4)/C4"]);
    assert_eq!((missing(&form), unmapped(&form)), (vec![], vec![]));
    assert_eq!(layout_notes(&form), ["“部门整体支出”没有把栏目名称排成一行，金额写在各栏目名称旁边"]);
}

#[test]
fn pairs_one_under_another_are_read_too() {
    let form = read_one(
        &with(
            4,
            7,
            &["部门预算执行情况", "全年预算数（A） | 100", "全年执行数（B） | 95", "执行率（B/A） | 95%"],
        ),
        &[],
    );
    assert_eq!(
        rows(&form),
        ["合计 Total: annual_budget=100@B5 actual_expenditure=95@B6 completion_rate=0.95@B7"]
    );
    assert_eq!(formulas(&form), ["B7=B6/B5"]);
    assert_eq!((missing(&form), unmapped(&form)), (vec![], vec![]));
}

/// What broke: the score in a pair of its own was nobody's, and the form's points came short by it.
#[test]
fn the_executions_score_is_read_from_its_pair() {
    for label in ["执行率得分", "得分"] {
        let line = format!("全年预算数 | 100 | 全年执行数 | 95 | 执行率 | 95% | {label} | 9.5");
        let form = project(&[line.leak()], &[]);
        assert_eq!(form.funding[0].get(FundingColumn::Score), Some("9.5".parse().unwrap()), "{label}");
        assert_eq!(unmapped(&form), ["填表人：陈某"]);
    }
}

/// The form of a project with these lines in the place of its funds.
fn project(lines: &[&'static str], merges: &[&str]) -> Form {
    let whole = projects::with(&[]);
    let funds = whole.iter().position(|line| line.starts_with("项目资金")).unwrap();
    let goals = whole.iter().position(|line| line.starts_with("年度总体目标")).unwrap();
    read_one(&[&whole[..funds], lines, &whole[goals..]].concat(), merges)
}

#[test]
fn what_a_source_has_behind_an_amount_is_its_part_of_that_amount() {
    let form = project(
        &[
            "项目资金（万元） | 全年预算数（A） | 100 | 其中：财政拨款 | 90 | 其他资金 | 10",
            " | 全年执行数（B） | 95 | 其中：财政拨款 | 86 | 其他资金 | 9",
            " | 分值 | 10 | 执行率（B/A） | 95% | 得分 | 9.5",
        ],
        &[],
    );
    assert_eq!(
        rows(&form),
        [
            "年度资金总额 Total: annual_budget=100@C5 actual_expenditure=95@C6 execution_rate=0.95@E7 weight=10@C7 score=9.5@G7",
            "其中：财政拨款 Part: annual_budget=90@E5 actual_expenditure=86@E6",
            "其他资金 Part: annual_budget=10@G5 actual_expenditure=9@G6",
        ]
    );
    assert_eq!(formulas(&form), ["E7=C6/C5", "C5=SUM(E5,G5)", "C6=SUM(E6,G6)"]);
    assert_eq!((missing(&form), unmapped(&form)), (vec![], vec!["填表人：陈某"]));
}

#[test]
fn points_on_a_line_of_their_own_are_the_funds_beside_their_label() {
    let funds = ["项目资金 | 全年预算数 | 100", " | 全年执行数 | 95", " | 得分 | 9.5"];
    let score = |merges| project(&funds, merges).funding[0].get(FundingColumn::Score);
    assert_eq!(score(&["A5:A7"]), Some("9.5".parse().unwrap()));
    assert_eq!(score(&[]), None);
}

/// What broke: the execution's points on a line of their own were nobody's, and the form's totals were said to be wrong.
#[test]
fn points_and_score_right_under_the_amounts_are_the_funds() {
    let funds = |points| ["年初预算数 | 110 | 全年预算数 | 100 | 全年执行数 | 95 | 执行率 | 95%", points];
    let read = |points| {
        let form = project(&funds(points), &[]);
        [FundingColumn::Weight, FundingColumn::Score].map(|column| form.funding[0].get(column))
    };
    assert_eq!(read("分值 | 10 | 得分 | 9.5"), [Some(10.into()), Some("9.5".parse().unwrap())]);
    // A whole form's points are not the execution's.
    assert_eq!(read("分值 | 100 | 得分 | 95"), [None, None]);
    assert_eq!(read("得分 | 9.5"), [None, None]);
}

#[test]
fn one_source_alone_among_pairs_need_not_be_all_of_the_whole() {
    let roles = |fiscal: &'static str| -> Vec<RowRole> {
        let first = "项目资金（万元） | 全年预算数 | 100";
        let form = project(&[first, fiscal, " | 全年执行数 | 95 | 执行率 | 95%"], &[]);
        form.funding.iter().map(|row| row.role).collect()
    };
    assert_eq!(roles(" | 其中：财政拨款 | 90"), [RowRole::Total, RowRole::Detail]);
    assert_eq!(roles(" | 其中：财政拨款 | 100"), [RowRole::Total, RowRole::Part]);
}

#[test]
fn a_source_before_its_labels_has_what_stands_behind_them() {
    let form = read_one(
        &with(
            4,
            7,
            &[
                "部门资金情况 | 合计 | 年初预算数 | 120 | 预算调整数 | -20 | 实际支出数 | 90",
                " | 一般公共预算 | 年初预算数 | 100 | 预算调整数 | -20 | 实际支出数 | 75",
                " | 其他资金 | 年初预算数 | 20 | 预算调整数 | | 实际支出数 | 15",
            ],
        ),
        &[],
    );
    assert_eq!(
        rows(&form),
        [
            "合计 Total: initial_budget=120@D4 budget_adjustment=-20@F4 actual_expenditure=90@H4",
            "一般公共预算 Part: initial_budget=100@D5 budget_adjustment=-20@F5 actual_expenditure=75@H5",
            "其他资金 Part: initial_budget=20@D6 budget_adjustment=—@F6 actual_expenditure=15@H6",
        ]
    );
    assert_eq!(missing(&form), ["funding.2.budget_adjustment F6"]);
    assert_eq!(unmapped(&form), [""; 0]);
}

#[test]
fn numbers_kept_as_text_beside_their_labels_are_no_headings() {
    let line =
        "部门整体支出 | 年初预算数 | 1,200.00 | 预算调整数 | 20万元 | 实际支出数 | 1,100.50 | 完成率 | 90.2%";
    let form = read_one(&with(4, 7, &[line]), &[]);
    assert_eq!(
        rows(&form),
        ["合计 Total: initial_budget=1200.00@C4 budget_adjustment=20@E4 actual_expenditure=1100.50@G4 \
          completion_rate=0.902@I4"]
    );
}

#[test]
fn a_label_that_may_be_two_columns_is_what_the_rate_says() {
    for (adjusted, rate, read) in [
        ("20", "0.75", "budget_adjustment=20@E4 actual_expenditure=105@G4"),
        ("140", "0.75", "annual_budget=140@E4 actual_expenditure=105@G4"),
    ] {
        let line = format!(
            "部门整体支出 | 年初预算数 | 120 | 调整预算数 | {adjusted} | 实际支出数 | 105 | 完成率 | {rate}"
        );
        let lines = [&PLAIN[..3], &[line.as_str()], &PLAIN[7..]].concat();
        let form = read_one(&lines, &[]);
        assert_eq!(
            rows(&form),
            [format!("合计 Total: initial_budget=120@C4 {read} completion_rate=0.75@I4")]
        );
    }
}

/// Behind a heading the order of the others says which column a word of it means; among pairs only the rates do.
#[test]
fn a_label_that_only_has_the_words_of_a_column_is_it_where_the_rate_comes_out() {
    let with_rate = |rate: &str| {
        let line = format!(
            "部门整体支出 | 年初预算数 | 120 | 年内预算净追加额 | -20 | 实际支出数 | 90 | 完成率 | {rate}"
        );
        read_one(&[&PLAIN[..3], &[line.as_str()], &PLAIN[7..]].concat(), &[])
    };
    let right = with_rate("0.9");
    assert_eq!(right.funding[0].get(FundingColumn::BudgetAdjustment), Some((-20).into()));
    assert_eq!(formulas(&right), ["I4=G4/(C4+E4)"]);
    // Of an amount that nobody knows no formula takes any, and no rate is held to the others.
    let wrong = with_rate("0.7");
    assert_eq!(wrong.funding[0].get(FundingColumn::BudgetAdjustment), None);
    assert_eq!(formulas(&wrong), [""; 0]);
    assert_eq!(unmapped(&wrong), ["年内预算净追加额", "-20"]);
}

#[test]
fn a_column_between_labels_and_figures_is_layout_where_all_have_it() {
    let lines = ["部门资金情况 | 年初预算数 | | 120", " | 预算调整数 | | -20", " | 实际支出数 | | 90"];
    let form = read_one(&with(4, 7, &lines), &[]);
    assert_eq!(form.funding[0].cell(FundingColumn::ActualExpenditure).unwrap().to_string(), "D6");
    let misplaced =
        |form: &Form| form.notes.iter().filter(|note| matches!(note, ReadingNote::Misplaced { .. })).count();
    assert_eq!(misplaced(&form), 0);
    let lines = ["部门资金情况 | 年初预算数 | 120", " | 预算调整数 | -20", " | 实际支出数 | | 90"];
    assert_eq!(misplaced(&read_one(&with(4, 7, &lines), &[])), 1);
}

#[test]
fn pairs_end_where_the_next_part_of_the_form_begins() {
    let lines = [
        "部门整体支出 | 年初预算数 | 120 | 预算调整数 | -20",
        " | 三公经费 | 6",
        " | 实际支出数 | 90 | 完成率 | 0.9",
        "年度目标 | 部门整体支出的预期目标 | | | 部门整体支出的目标完成情况",
        " | 借阅服务覆盖全区。 | | | 各街道均已设点。",
    ];
    let form = read_one(&with(4, 9, &lines), &[]);
    assert_eq!(unmapped(&form), ["三公经费", "6"]);
    assert_eq!(text(form.goals.expected.as_ref()), "借阅服务覆盖全区。");
    assert_eq!(form.funding[0].values.len(), 4);
}

#[test]
fn amounts_that_come_twice_stand_alone_or_under_unknown_names_are_not_made_out() {
    for lines in [
        &["部门资金情况 | 年初预算数 | 120 | 实际支出数 | 90 | 年初预算数 | 20 | 实际支出数 | 5"][..],
        &["部门资金情况 | 项目 | 本级 | 下属单位", " | 年初预算数 | 100 | 20", " | 实际支出数 | 95 | 15"],
        &["部门资金情况 | 预算执行情况较好，年初预算数 | 120", " | 实际支出数 | 90"],
    ] {
        let form = read_one(&with(4, 7, lines), &[]);
        assert_eq!(form.funding.len(), 0);
        assert_eq!(missing(&form), ["funding A4"]);
    }
}

/// Shanghai's: the funds in one line, each figure beside its label, and the execution's points among the indicators.
const LINE: [&str; 13] = [
    "项目绩效自评表",
    "（2023年度）",
    "项目名称 | 河道清淤 | | | 预算单位 | 青禾区河道所",
    "主管部门 | 青禾区水务局 | | | 是否为经常性项目 | 是",
    "当年预算数（元） | 1725899.07 | 上年预算数（元） | 1605086.14 | 预算执行数（元） | 1508608.38 | 预算执行率（%） | 87.41",
    "年度总体目标 | 清淤12公里。 | | | 总体目标完成情况 | 清淤12公里。",
    "绩效指标 | 一级指标 | 二级指标 | 三级指标 | 权重 | 年度指标值 | 实际完成值 | 得分",
    " | 产出指标 | 数量指标 | 清淤长度 | 50 | ≥12公里 | 12公里 | 50",
    " | 效益指标 | 生态效益指标 | 断面达标率 | 30 | ≥90% | 92% | 30",
    " | 满意度指标 | 服务对象满意度指标 | 居民满意度 | 10 | ≥90% | 95% | 10",
    "预算执行 | | | | 10 | | | 8.74",
    "合计 | | | | 100 | | | 98.74",
    "填表人：陈某",
];

/// The funds were read only where the rate came out, so that a wrong rate or a blank amount was never found.
#[test]
fn funds_in_one_line_are_read_by_their_labels_whatever_the_rate_says() {
    for (rate, read_as) in [("87.41", "0.8741"), ("84.29", "0.8429"), ("8.741", "0.08741")] {
        let mut lines = LINE.to_vec();
        let line = lines[4].replace("87.41", rate);
        lines[4] = &line;
        let form = read_one(&lines, &[]);
        let whole = "年度资金总额 Total: annual_budget=1725899.07@B5 actual_expenditure=1508608.38@F5";
        let expected = format!("{whole} execution_rate={read_as}@H5 weight=10@E11 score=8.74@H11");
        assert_eq!(rows(&form), [expected], "{rate}");
        assert_eq!(form.unit.as_ref().and_then(|unit| unit.value), Some(ziping::form::MoneyUnit::Yuan));
        assert!(missing(&form).is_empty());
    }
}

/// The points of the execution were nobody's, and the totals of the points seemed wrong.
#[test]
fn points_of_the_execution_among_the_indicators_are_the_funds() {
    let form = read_one(&LINE, &[]);
    assert_eq!(form.indicators.len(), 3);
    assert!(!unmapped(&form).contains(&"预算执行"));
    assert_eq!(form.weight_of(&form.funding[0]).and_then(|weight| weight.value), Some(10.into()));
    // An indicator of that name stays one.
    let mut lines = LINE.to_vec();
    lines[10] = " | | | 预算执行率 | 10 | 100% | 87.41% | 8.74";
    assert_eq!(read_one(&lines, &[]).indicators.len(), 4);
}
