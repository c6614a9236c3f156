//! Expressions, as they are read.

use super::read;

/// The measures as `comparator amount unit`, for tests.
fn shown(text: &str) -> String {
    let expression = read(text);
    let measures: Vec<String> = expression
        .measures
        .iter()
        .map(|m| {
            let comparator = m.comparator.map_or(String::new(), |c| format!("{:?} ", c.sign));
            let year = m.times_a_year.map_or(String::new(), |t| format!(" ×{}", t.normalize()));
            let per = m.per.map_or(String::new(), |u| format!(" /{}", u.unit.word));
            format!("{comparator}{:?} {}{per}{year}", m.amount, m.unit.word)
        })
        .collect();
    measures.join("; ")
}

#[test]
fn comparators_before_and_behind() {
    assert_eq!(shown("≥15宗"), "AtLeast Exact(15) 宗");
    assert_eq!(shown("不得少于500人次"), "AtLeast Exact(500) 人次");
    assert_eq!(shown("95%（含）以上"), "AtLeast Exact(95) %");
    assert_eq!(shown("控制在5%以内"), "AtMost Exact(5) %");
    assert_eq!(shown("2小时内"), "AtMost Exact(2) 小时");
    assert_eq!(shown("不超过3个工作日"), "AtMost Exact(3) 工作日");
    assert_eq!(shown("未超过3件"), "AtMost Exact(3) 件");
}

#[test]
fn ranges_tolerances_and_approximations() {
    assert_eq!(shown("90%-95%"), "Range(90, 95) %");
    assert_eq!(shown("12～15台"), "Range(12, 15) 台");
    assert_eq!(shown("98%±1%"), "Tolerance(98, 1) %");
    assert_eq!(shown("200余人"), "AndMore(200) 人");
    assert_eq!(shown("约190人"), "About(190) 人");
    assert_eq!(shown("190人左右"), "About(190) 人");
    assert_eq!(shown("近200人"), "Nearly(200) 人");
    assert_eq!(shown("-5%"), "Exact(-5) %");
}

#[test]
fn frequencies_and_parts() {
    assert_eq!(shown("每季度不少于2次"), "AtLeast Exact(2) 次 ×4");
    assert_eq!(shown("4次/月"), "Exact(4) 次 ×12");
    assert_eq!(shown("每半年1次"), "Exact(1) 次 ×2");
    assert_eq!(shown("印发4期，每期500册"), "Exact(4) 期; Exact(500) 册 /期");
    assert_eq!(shown("1200元/人"), "Exact(1200) 元 /人");
}

#[test]
fn spelled_numbers() {
    assert_eq!(shown("百分之九十五"), "Exact(95) %");
    assert_eq!(shown("三份"), "Exact(3) 份");
    assert_eq!(shown("十二场"), "Exact(12) 场");
    assert_eq!(shown("一般性公共服务统一办理"), "");
    assert_eq!(shown("PM2.5达标"), "");
}
