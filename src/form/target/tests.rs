//! What was once judged wrongly, by what was wrong.

use super::*;

/// What broke: thirty numbers against thirty, of thousands of indicators, took half a minute.
#[test]
fn more_pairs_of_numbers_than_people_write_are_left_to_a_person() {
    let halves = |count| "1/2/".repeat(count);
    let judge = |count| judge("数量", &halves(count), &format!("{}1", halves(count)), None);
    assert!(!judge(12).reason.contains("数值太多"), "{}", judge(12).reason);
    let judgement = judge(30);
    assert_eq!(judgement.verdict, Verdict::Unclear);
    assert!(judgement.reason.contains("数值太多"), "{}", judgement.reason);
}

#[test]
fn what_is_too_long_to_be_a_value_is_left_to_a_person() {
    let report = "投诉".repeat(2_501);
    for (name, target, actual) in
        [("投诉", "5件", &*report), ("投诉", &report, "3件"), (&report, "5件", "3件")]
    {
        let judgement = judge(name, target, actual, None);
        assert_eq!(judgement.verdict, Verdict::Unclear);
        assert_eq!(judgement.reason, "名称、目标或实际完成值超过 5000 字，没有判断");
    }
    assert_eq!(judge(&report[6..], "5件", "3件", None).verdict, Verdict::Met);
}

/// It was said of 18.6千万瓦.
#[test]
fn thousands_of_a_unit_stay_with_it() {
    let judgement = judge("新增装机容量", "≥20万千瓦", "18.6万千瓦", None);
    assert!(judgement.reason.contains("18.6万千瓦"), "{}", judgement.reason);
    for (target, actual, verdict) in [
        ("≥1200千瓦时", "1180千瓦时", Verdict::Unmet),
        ("≥20万千瓦", "210兆瓦", Verdict::Met),
        ("≥30千克", "31000克", Verdict::Met),
        ("≥3千人", "3100人", Verdict::Met),
    ] {
        assert_eq!(judge("完成量", target, actual, None).verdict, verdict, "{target} {actual}");
    }
}

/// 165.3 in a column of numbers was held to be below 160万画幅, because nobody knows 画幅 for a unit.
#[test]
fn a_bare_number_beside_ten_thousands_of_what_nobody_knows_is_in_ten_thousands() {
    judged(Verdict::Met, "数字化加工画幅数", "≥160万画幅", "165.3");
    judged(Verdict::Met, "接种疫苗剂次", "≥12万剂次", "12");
    judged(Verdict::Unmet, "数字化加工画幅数", "≥160万画幅", "150");
    judged(Verdict::Met, "数字化加工画幅数", "≥160万画幅", "1653000");
    judged(Verdict::Unmet, "数字化加工画幅数", "≥160万画幅", "1500000");
    judged(Verdict::Unmet, "数字化加工画幅数", "≥160画幅", "150");
}

/// Every 投诉 of a name was once looked behind as far as its end.
#[test]
fn a_name_without_end_has_a_direction() {
    assert_eq!(Direction::of(&"投诉".repeat(200_000)).trend, Trend::LessIsBetter);
    assert_eq!(Direction::of(&"投诉".repeat(200_000)).certainty, Certainty::Certain);
}

/// The verdict on a bare indicator of this name.
#[track_caller]
fn judged(verdict: Verdict, name: &str, target: &str, actual: &str) {
    let judgement = judge(name, target, actual, Some(2023));
    assert_eq!(judgement.verdict, verdict, "{name} {target} {actual}: {}", judgement.reason);
}

/// 3000元 a year were compared with 300元 a month as they stand, because both name the person as well.
#[test]
fn a_price_for_each_person_and_period_is_a_years() {
    judged(Verdict::Unmet, "补助标准", "300元/人·月", "3000元/人·年");
    judged(Verdict::Met, "补助标准", "每人每年3600元", "每人每月310元");
    // What names the period on one side alone may be either, but not both at once.
    judged(Verdict::Unmet, "补助标准", "每人每月300元", "3000元/人");
    judged(Verdict::Met, "补助标准", "每人每月300元", "310元/人");
    judged(Verdict::Unclear, "补助标准", "每人每月300元", "1000元/人");
    // A month may have 30 days or 31.
    judged(Verdict::Unclear, "生活费标准", "≥30元/人·天", "900元/人·月");
}

/// 非正常 contains 正常, and was taken for it.
#[test]
fn what_is_denied_by_a_prefix_is_not_said() {
    judged(Verdict::Unmet, "设施", "正常运行", "非正常运行");
    judged(Verdict::Unmet, "程序", "规范", "欠规范");
    judged(Verdict::Unclear, "设备状态", "正常运行", "非正常运行，已于次日修复");
    judged(Verdict::Met, "管理", "规范", "非常规范");
    judged(Verdict::Unmet, "环境", "明显改善", "有待改善");
    // 无异常 was taken for 异常.
    judged(Verdict::Unclear, "设备", "正常", "无异常");
}

/// 春节、中秋各1次 was read as 1次.
#[test]
fn what_is_listed_is_asked_for_of_each() {
    judged(Verdict::Unmet, "慰问困难群众", "春节、中秋各1次", "1次");
    judged(Verdict::Met, "慰问困难群众", "春节、中秋各1次", "2次");
    judged(Verdict::Unmet, "抽检批次", "食品、药品各50批次", "食品60批次，药品45批次");
    judged(Verdict::Unclear, "慰问次数", "春节、中秋等节日各1次", "1次");
    judged(Verdict::Unmet, "参训人数", "男、女各不少于50人", "120人，其中男80人、女40人");
    judged(Verdict::Met, "采购", "桌子、椅子各50套", "各采购50套");
    // Of a maximum for each the sum says nothing.
    judged(Verdict::Unclear, "事故起数", "生产、交通各不超过5起", "8起");
    // Neither rates nor prices add up.
    judged(Verdict::Met, "满意度", "学生、家长各90%", "92%");
    judged(Verdict::Met, "补助标准", "小学、初中各500元/人", "500元/人");
    // 上下半年 was read as half a year.
    let judgement = judge("检查频次", "上下半年各2次", "2次", None);
    assert!(judgement.reason.contains("目标 4次"), "{}", judgement.reason);
}

/// Of 由90%提高到93% the 90% was taken for the result.
#[test]
fn what_a_change_began_with_is_no_result() {
    judged(Verdict::Unmet, "完成率", "提高5个百分点", "由90%提高到93%");
    judged(Verdict::Unmet, "新增用户", "≥500户", "由2000户增至2300户");
    judged(Verdict::Unmet, "增长率", "≥5%", "由100万增至103万");
    judged(Verdict::Unmet, "下降率", "≥5%", "由100起降至96起");
    judged(Verdict::Unmet, "优良率", "由85%提高到90%", "88%");
    judged(Verdict::Unclear, "完成率", "提高5个百分点", "达到93%");
}

/// A name that speaks of how long something takes made a maximum of 提前5天.
#[test]
fn the_earlier_the_better() {
    judged(Verdict::Unmet, "办结时间", "提前5天", "提前3天");
    judged(Verdict::Met, "办结时间", "提前5天", "提前7天");
    judged(Verdict::Unmet, "办结时间", "提前5天", "推迟3天");
    judged(Verdict::Unclear, "办结时间", "提前5天", "3天");
    judged(Verdict::Unmet, "提前完工天数", "10天", "8天");
}

/// 20台，其中3台故障 met 20台.
#[test]
fn what_is_broken_leaves_a_doubt() {
    judged(Verdict::Unclear, "设备完好台数", "20台", "20台，其中3台故障");
    judged(Verdict::Unclear, "采购设备数", "20台", "20台（损坏2台）");
    judged(Verdict::Met, "采购设备数", "20台", "20台，无损坏");
    judged(Verdict::Met, "更换路灯", "30盏", "更换损坏路灯30盏");
}

/// 前20% was a minimum of 20%, and Ⅳ类 was not compared with 不低于Ⅲ类.
#[test]
fn a_place_among_all_and_a_level_are_ordered() {
    judged(Verdict::Met, "占比", "前20%", "前15%");
    judged(Verdict::Unclear, "占比", "前20%", "15%");
    judged(Verdict::Unmet, "办理时限", "提前20%", "提前15%");
    judged(Verdict::Unmet, "水质类别", "不低于Ⅲ类", "Ⅳ类");
    judged(Verdict::Unmet, "图书馆评估定级", "一级", "二级");
    judged(Verdict::Unmet, "文明单位等级", "国家级", "省级");
    // Of these systems the third level is the higher one.
    judged(Verdict::Unclear, "信息系统等级保护级别", "三级", "二级");
}

/// 候车亭 were a time to wait, 300lx 300 litres, and 500Mbps 500 megabytes.
#[test]
fn a_word_within_another_says_nothing() {
    judged(Verdict::Unmet, "新建公交候车亭", "15座", "13座");
    judged(Verdict::Unmet, "死亡医学证明核发数", "1200份", "1180份");
    judged(Verdict::Unmet, "降雨量监测站数", "20个", "18个");
    judged(Verdict::Met, "候车时间", "10分钟", "8分钟");
    judged(Verdict::Unmet, "照度", "≥300lx", "280勒克斯");
    judged(Verdict::Unmet, "带宽", "≥1Gbps", "500Mbps");
    judged(Verdict::Met, "水温", "18℃—22℃", "20.5度");
    let reason = |target: &str, actual: &str| judge("数量", target, actual, None).reason;
    assert_eq!(reason("≥300lx", "320lx"), "实际 320勒克斯 > 目标 300勒克斯");
    assert_eq!(reason("≥500Mbps", "1Gbps"), "实际 1Gbps > 目标 500Mbps");
    // Letters that nobody knows do not count like others.
    judged(Verdict::Unclear, "用量", "≥1AU", "500BU");
}

/// The parts of a sum stood in the way of the sum itself.
#[test]
fn what_is_said_to_be_the_sum_is_the_result() {
    judged(Verdict::Met, "监测断面", "≥12个", "国考断面3个、省考断面10个，共13个");
    judged(Verdict::Unmet, "监测断面", "≥14个", "国考断面3个、省考断面10个，共13个");
    judged(Verdict::Met, "公众号推文阅读量", "≥10万次", "12.4万人次");
    judged(Verdict::Unmet, "万元GDP用水量下降率", "≥3%", "-1.2%");
    judged(Verdict::Unmet, "项目成本", "≤预算数", "超预算2%");
}

#[test]
fn reasons_keep_the_sign_and_say_which_way_something_moved() {
    let reason = |name: &str, target: &str, actual: &str| judge(name, target, actual, Some(2023)).reason;
    assert_eq!(reason("节约率", "≥2%", "-0.5%"), "实际 -0.5% < 目标 2%，差 2.5个百分点");
    assert_eq!(reason("产值", "增长10%", "下降2%"), "实际 下降2%，目标 上升10%，差 12个百分点");
    assert_eq!(reason("投诉量", "下降10%", "上升1.5%"), "实际 上升1.5%，目标 下降10%，差 11.5个百分点");
    assert_eq!(reason("投诉下降率", "≥10%", "-0.5%"), "实际 -0.5%，无论理解为下降还是上升，都未达到目标 10%");
    assert_eq!(
        reason("满意度", "≥90%", "不满意率13%"),
        "实际值“不满意率13%”是相反的比率，折算后最多为 87%，目标 90%，未达到"
    );
    assert_eq!(super::completion("投诉量", "下降10%", "上升1.5%"), Some(rust_decimal::Decimal::ZERO));
}

#[test]
fn conditions_and_other_years_say_what_is_missing() {
    let reason = |target: &str, actual: &str| judge("达标率", target, actual, Some(2023)).reason;
    assert_eq!(
        reason("≥95%且无投诉", "96%，投诉2起"),
        "数值已达到，但目标还要求“无投诉”，实际为“96%，投诉2起”"
    );
    assert_eq!(reason("≥95%且无投诉", "96%"), "数值已达到，但目标还要求“无投诉”，从实际值看不出是否做到");
    assert_eq!(reason("≥95%", "2022年96%"), "实际值只有以往年度的数，没有本年的");
    assert_eq!(reason("≥95%", "设计96%"), "实际值“设计96%”只有计划、设计的数，没有实际完成数");
}

/// What was compared is what the reason shows, in the places that people write.
#[test]
fn a_reason_shows_what_was_compared() {
    for (name, target, actual, reason) in [
        ("学位供给数", "≥1500", "幼儿园540个，小学900个", "实际合计 1440个 < 目标 1500，差 60个（4.0%）"),
        ("培训场次", "12场", "线上5场、线下6场", "实际合计 11场 < 目标 12场，差 1场（8.3%）"),
        ("合格率", "≥98%", "44/45", "实际 0.9778（即 97.78%） < 目标 98%，差 0.2222个百分点（0.2%）"),
        // What was compared had no unit.
        ("图书流通量", "6万册", "5.4", "实际 5.4万册 < 目标 6万册，差 0.6万册（10.0%）"),
        ("培训人次", "≥500人次", "480", "实际 480人次 < 目标 500人次，差 20人次（4.0%）"),
        ("整改率", "≥95%", "28个问题中26个已整改", "实际 92.86% < 目标 95%，差 2.1429个百分点（2.3%）"),
        (
            "整改率",
            "100%",
            "30000个问题中29999个已整改",
            "实际 99.99% < 目标 100%，差 0.0033个百分点（不到 0.1%）",
        ),
        ("覆盖率", "90%", "近90%", "实际 近90% < 目标 90%"),
        ("惠及人数", "1000人", "312户/986人", "实际 986人 < 目标 1000人，差 14人（1.4%）"),
        ("开放时长", "每周不少于56小时", "每天5小时", "实际 每天5小时 < 目标 每周56小时，差 21小时（37.5%）"),
        (
            "开放时长",
            "每周不少于56小时",
            "每天8小时",
            "实际 每天8小时，目标 每周56小时，按所填无法判断是否完成",
        ),
    ] {
        assert_eq!(judge(name, target, actual, Some(2023)).reason, reason);
    }
}

/// 2.00001万元 was "实际 2万元 > 目标 2万元，超 0万元".
#[test]
fn two_numbers_that_differ_do_not_look_like_one() {
    for (name, target, actual, reason) in [
        ("成本控制", "≤2万元", "2.00001万元", "实际 2.00001万元 > 目标 2万元，超 0.00001万元（不到 0.1%）"),
        ("成本控制", "≤2万元", "20000.1元", "实际 20000.1元 > 目标 2万元，超 0.00001万元（不到 0.1%）"),
        ("成本控制", "≤20000元", "2.00001万元", "实际 2.00001万元 > 目标 20000元，超 0.1元（不到 0.1%）"),
        (
            "成本控制",
            "≤2.5万元",
            "2.500004万元",
            "实际 2.500004万元 > 目标 2.5万元，超 0.000004万元（不到 0.1%）",
        ),
        ("差错率", "≤5%", "5.00001%", "实际 5.00001% > 目标 5%，超 0.00001个百分点（不到 0.1%）"),
        ("成本控制", "1至2万元", "2.00001万元", "实际 2.00001万元 不在目标 1万元至2万元 之内"),
        ("差错率", "≤1.23456%", "1.23457%", "实际 1.23457% > 目标 1.23456%，超 0.00001个百分点（不到 0.1%）"),
        (
            "满意度",
            "≥90.5%",
            "不满意率9.50001%",
            "实际值“不满意率9.50001%”是相反的比率，折算后最多为 90.49999%，目标 90.5%，未达到",
        ),
        // Quotients that go on stay as short as they can be told apart.
        (
            "整改率",
            "≥66.67%",
            "3个问题中2个已整改",
            "实际 66.667% < 目标 66.67%，差 0.0033个百分点（不到 0.1%）",
        ),
        ("整改率", "≥66.66%", "3个问题中2个已整改", "实际 66.67% > 目标 66.66%"),
    ] {
        assert_eq!(judge(name, target, actual, Some(2023)).reason, reason, "{name} {target} {actual}");
    }
}

/// Under 成本指标 every amount of money was a maximum, so that 1150元 met a promised 1200元.
#[test]
fn an_allowance_is_kept_and_not_pushed_down() {
    let under_costs = |name: &str, target: &str, actual: &str| {
        judge_under("成本指标", name, target, actual, Some(2023)).verdict
    };
    assert_eq!(under_costs("特困人员供养标准", "1200元/人/月", "1150元/人/月"), Verdict::Unmet);
    assert_eq!(under_costs("特困人员供养标准", "1200元/人/月", "1200元/人/月"), Verdict::Met);
    assert_eq!(under_costs("特困人员供养标准", "1200元/人/月", "1250元/人/月"), Verdict::Unclear);
    assert_eq!(under_costs("奖励标准", "2万元/个", "1.5万元/个"), Verdict::Unmet);
    assert_eq!(under_costs("补助标准", "≤500元/人", "450元/人"), Verdict::Met);
    assert_eq!(under_costs("补助资金总成本", "500万元", "480万元"), Verdict::Met);
    assert_eq!(under_costs("人均培训费标准", "400元/人·天", "380元/人·天"), Verdict::Met);
    judged(Verdict::Unmet, "护理费标准", "60元/人·月", "50元/人·月");
    judged(Verdict::Met, "会议费标准", "400元/人·天", "380元/人·天");
}

/// 5.4‰ lay 0.4个百分点 above 5‰, 10次 below 每季度3次, and 12.5/10万 was 每10000012.5.
#[test]
fn reasons_give_numbers_as_people_write_them() {
    for (name, target, actual, reason) in [
        ("发病率", "≤5‰", "5.4‰", "实际 5.4‰ > 目标 5‰，超 0.4个千分点（8.0%）"),
        ("满意度", "≥八成", "75%", "实际 75% < 目标 8成，差 5个百分点（6.3%）"),
        ("发病率", "≤10/10万", "12.5/10万", "实际 12.5/10万 > 目标 10/10万，超 2.5（25.0%）"),
        (
            "抽检批次",
            "≥4批次/千人",
            "3.2批次/千人",
            "实际 3.2批次/千人 < 目标 4批次/千人，差 0.8批次（20.0%）",
        ),
        ("图书借阅", "≥4000卷次", "3256卷次", "实际 3256卷次 < 目标 4000卷次，差 744卷次（18.6%）"),
        ("报送时间", "每月5日前", "每月8日", "实际 每月8日 > 目标 每月5日，超 3日（60.0%）"),
        ("设备数量", "≥5台/套", "4台", "实际 4台 < 目标 5台，差 1台（20.0%）"),
        ("检查次数", "每季度3次", "10次", "实际 10次 < 目标 每季度3次（全年12次），差 2次（16.7%）"),
        ("检查次数", "≥40次", "每月3次", "实际 每月3次（全年36次） < 目标 40次，差 4次（10.0%）"),
        ("办理时间", "≤2小时", "2小时10分钟", "实际 130分钟 > 目标 2小时，超 10分钟（8.3%）"),
        ("能耗下降", "下降5%", "下降3%", "实际 下降3% < 目标 下降5%，差 2个百分点（40.0%）"),
        ("平均办理时间", "≤2个月", "2个半月", "实际 2.5个月 > 目标 2个月，超 0.5个月（25.0%）"),
        ("周转率", ">90%且≤95%", "90%", "实际 90% 不在目标 >90%且≤95% 之内"),
    ] {
        assert_eq!(judge(name, target, actual, Some(2023)).reason, reason, "{name} {target} {actual}");
    }
}
