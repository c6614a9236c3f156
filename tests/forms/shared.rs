//! Layouts that projects and departments share.

use crate::lines::{missing, read, read_one, text};
use crate::projects::unmapped;
use ziping::form::{FarAbove, Form, FormLevel, FundingColumn};
use ziping::formula::Evaluation;
use ziping::template::{Templates, read_forms};

const HUBEI: [&str; 14] = [
    "2022年度部门整体绩效自评表",
    "单位名称 | | 渔湾县图书馆",
    "基本支出总额 | | 60 | | 项目支出总额 | | 40",
    "预算执行情况（万元）（20分） | | | | 预算数（A） | 执行数（B） | 执行率（B/A） | 得分（20分*执行率）",
    " | | 部门整体支出总额 | | 100 | 90 | 0.9 | 18",
    "年度绩效目标1（80分） | | 借阅服务覆盖全县。",
    "绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年初目标值（A） | 实际完成值（B） | 得分",
    " | 产出指标 | 数量指标 | 新增图书 | ≥5000册 | 5210册 | 40",
    " | 效益指标 | 社会效益指标 | 阅读氛围 | 更加浓厚 | 更加浓厚 | 30",
    " | 满意度指标 | 服务对象满意度 | 读者满意度 | ≥95% | 96% | 10",
    "总分 | | | | | | 98",
    "偏差大或目标未完成原因分析 | | 无",
    "改进措施及结果应用方案 | | 调整布点，方便读者。",
    "填表人：周某",
];

/// What broke: the form was read as one with columns for both goals, told to lack them, and its goal was read by nothing.
#[test]
fn a_department_may_use_a_projects_layout_with_its_goal_beside_the_label_of_the_points() {
    for merges in [&["A4:B5", "A7:A10"][..], &["A4:B5", "A6:B6", "C6:G6", "A7:A10"]] {
        let form = read_one(&HUBEI, merges);
        assert_eq!((form.template.as_str(), form.level), ("hubei-project", Some(FormLevel::Department)));
        assert_eq!(text(form.department.as_ref()), "渔湾县图书馆");
        assert_eq!(text(form.goals.expected.as_ref()), "借阅服务覆盖全县。");
        assert_eq!(form.tasks.len(), 1);
        assert_eq!(text(form.tasks[0].name.as_ref()), "年度绩效目标1（80分）");
        assert_eq!(form.tasks[0].weight.as_ref().and_then(|w| w.value), Some(80.into()));
        assert_eq!(text(form.measures.as_ref()), "调整布点，方便读者。");
        assert_eq!(missing(&form), [""; 0]);
    }
}

#[test]
fn a_project_in_that_layout_is_a_projects() {
    let mut lines = HUBEI.to_vec();
    lines[0] = "2022年度项目绩效自评表";
    lines[1] = "项目名称 | | 流动图书车";
    lines[2] = "主管部门 | | 渔湾县文旅局 | | 项目实施单位 | | 渔湾县图书馆";
    let form = read_one(&lines, &["A4:B5", "A7:A10"]);
    assert_eq!((form.template.as_str(), form.level), ("hubei-project", Some(FormLevel::Project)));
    assert_eq!(text(form.department.as_ref()), "渔湾县图书馆");
    assert_eq!(text(form.competent_department.as_ref()), "渔湾县文旅局");
    assert_eq!(text(form.goals.expected.as_ref()), "借阅服务覆盖全县。");
    assert_eq!(missing(&form), [""; 0]);
}

/// They were nobody's.
#[test]
fn goals_in_lines_of_their_own_are_read_in_that_layout() {
    let goals = ["年度总体目标 | | 借阅服务覆盖全县。", "总体目标完成情况 | | 各乡镇均已设点。"];
    let mut lines = [&HUBEI[..5], &goals, &HUBEI[5..]].concat();
    lines[7] = "年度绩效目标（80分）";
    let form = read_one(&lines, &["A4:B5", "A9:A12"]);
    assert_eq!(text(form.goals.expected.as_ref()), "借阅服务覆盖全县。");
    assert_eq!(text(form.goals.achieved.as_ref()), "各乡镇均已设点。");
    assert!(form.unmapped.iter().all(|text| !text.value.contains("目标")), "{:?}", form.unmapped);
}

#[test]
fn each_of_several_goals_is_its_tasks() {
    let again = [
        "年度目标2：（40分） | | 读者满意。",
        "绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年初目标值（A） | 实际完成值（B） | 得分",
    ];
    let mut lines = [&HUBEI[..9], &again, &HUBEI[9..]].concat();
    lines[5] = "年度目标1：（40分） | | 借阅服务覆盖全县。";
    let form = read_one(&lines, &["A4:B5", "A7:A9", "A11:A12"]);
    let tasks: Vec<_> =
        form.tasks.iter().map(|t| (text(t.name.as_ref()), text(t.expected.as_ref()))).collect();
    assert_eq!(tasks, [("年度目标1：（40分）", "借阅服务覆盖全县。"), ("年度目标2：（40分）", "读者满意。")]);
    assert_eq!(form.indicators.iter().map(|i| i.task).collect::<Vec<_>>(), [Some(0), Some(0), Some(1)]);
    assert!(form.goals.expected.is_none());
}

const CHONGQING: [&str; 11] = [
    "2021年度部门整体绩效自评表",
    "主管部门 | 渔湾县图书馆 | | | 财政处室 | 科教文科 | | | 自评总分（分） | 99.2",
    "部门联系人 | 周某 | | | 联系电话 | 82000000",
    "部门预算执行情况（万元） | | | 年初预算数 | 全年（调整）预算数 | 全年执行数 | 执行率（%） | 执行率权重 | | 执行率得分（分）",
    " | 部门预算支出 | | 100 | 120 | 110.4 | 92 | 10 | | 9.2",
    "当年绩效目标 | 年初绩效目标 | | | 全年（调整）绩效目标 | | | 全年目标实际完成情况",
    " | 借阅服务覆盖全县。 | | | 无调整 | | | 各乡镇均已设点。",
    "绩效指标 | 指标名称 | 计量单位 | 指标性质 | 年初指标值 | 调整指标值 | 全年完成值 | 得分系数（%） | 指标权重（分） | 指标得分（分）",
    " | 新增图书 | 册 | ≥ | 5000 | 5000 | 5210 | 100 | 60 | 60",
    " | 读者满意度 | % | ≥ | 95 | 95 | 96 | 100 | 30 | 30",
    "说明 | 无",
];

/// What broke: a department was told that it had no project's name, and was nobody in the summary; its total score and goal
/// were not read.
#[test]
fn a_department_in_another_projects_layout_is_its_competent_department() {
    let form = read_one(&CHONGQING, &["A4:A5", "A6:A7", "A8:A10"]);
    assert_eq!((form.template.as_str(), form.level), ("chongqing-project", Some(FormLevel::Department)));
    assert_eq!(text(form.department.as_ref()), "渔湾县图书馆");
    assert_eq!((form.project.as_ref(), form.competent_department.as_ref()), (None, None));
    assert_eq!(
        form.total_score.as_ref().map(|s| (s.value, s.cell.to_string())),
        Some((Some("99.2".parse().unwrap()), "J2".to_owned()))
    );
    assert_eq!(text(form.goals.expected.as_ref()), "借阅服务覆盖全县。");
    assert_eq!(form.funding[0].get(FundingColumn::AnnualBudget), Some(120.into()));
    assert_eq!(missing(&form), [""; 0]);
    assert!(!unmapped(&form).contains(&"99.2"));
}

#[test]
fn a_goal_that_was_changed_is_the_changed_one() {
    for (said, goal) in [
        ("阅读推广到村。", "阅读推广到村。"),
        ("同年初目标", "借阅服务覆盖全县。"),
        ("", "借阅服务覆盖全县。"),
    ] {
        let line = format!(" | 借阅服务覆盖全县。 | | | {said} | | | 各乡镇均已设点。");
        let mut lines = CHONGQING.to_vec();
        lines[6] = &line;
        let form = read_one(&lines, &["A4:A5", "A6:A7", "A8:A10"]);
        assert_eq!(text(form.goals.expected.as_ref()), goal, "{said}");
        assert_eq!(text(form.goals.achieved.as_ref()), "各乡镇均已设点。");
        assert_eq!(missing(&form), [""; 0], "{said}");
    }
}

/// A form as its template lays it out, read again.
fn laid_out(form: &Form) -> Form {
    let templates = Templates::builtin();
    let mut record = form.record("form", None, FarAbove::default());
    // As it is of what somebody typed in.
    record.level = None;
    let workbook = templates.get(&form.template).unwrap().lay_out(&record).workbook;
    read_forms(&workbook, &Evaluation::of(&workbook), &templates).remove(0)
}

#[test]
fn a_departments_form_comes_back_from_its_layout() {
    let again = [
        "年度绩效目标2（40分） | | 读者满意。",
        "绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年初目标值（A） | 实际完成值（B） | 得分",
    ];
    let two = [&HUBEI[..9], &again, &HUBEI[9..]].concat();
    let forms = [
        read_one(&HUBEI, &["A4:B5", "A7:A10"]),
        read_one(&two, &["A4:B5", "A7:A9", "A11:A12"]),
        read_one(&CHONGQING, &["A4:A5", "A6:A7", "A8:A10"]),
    ];
    for form in forms {
        let back = laid_out(&form);
        assert_eq!((&back.template, back.level), (&form.template, form.level));
        let said = |form: &Form| {
            let tasks: Vec<_> = form
                .tasks
                .iter()
                .map(|t| [&t.name, &t.expected].map(|x| text(x.as_ref()).to_owned()))
                .collect();
            let score = form.total_score.as_ref().and_then(|score| score.value);
            let goals = [&form.goals.expected, &form.goals.achieved, &form.department]
                .map(|x| text(x.as_ref()).to_owned());
            (tasks, score, goals, form.indicators.len(), form.funding.len())
        };
        assert_eq!(said(&back), said(&form));
    }
}

/// What a department is scored by is no account of what it did.
#[test]
fn a_table_of_how_departments_are_scored_is_no_form() {
    let lines = [
        "部门整体支出绩效自评评分表",
        "部门名称：渔湾县图书馆",
        "一级指标 | 二级指标 | 三级指标 | 分值 | 指标说明 | 评分标准 | 得分",
        "投入 | 目标设定 | 目标合理性 | 10 | 考核目标是否合理 | 不合理的扣分 | 10",
        "产出 | 职责履行 | 办结率 | 90 | 考核履职情况 | 每低1个百分点扣1分 | 88",
        "合计 | | | 100 | | | 98",
    ];
    assert!(read(&lines, &[]).is_empty());
}
