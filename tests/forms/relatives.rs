//! Forms with a self-evaluation's tables that are none.

use crate::lines::{read, read_one};
use crate::projects::with;

const FUNDS: &str = "项目资金（万元） | | | 年初预算数 | 1-8月执行数 | 1-8月执行率 | 全年预计执行数 | 分值";
const INDICATORS: &str =
    "绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 1-8月完成值 | 全年预计完成值 | 偏差原因分析";

/// What broke: the amounts of eight months were exported and summed as the year's.
#[test]
fn a_form_of_monitoring_is_no_self_evaluation() {
    for title in ["项目支出绩效运行监控表", "青禾区2022年项目绩效目标执行监控情况表", "项目绩效跟踪表"]
    {
        assert!(read(&with(&[(1, title)]), &[]).is_empty(), "{title}");
    }
    for title in ["项目支出绩效情况表", "（盖章）"] {
        assert!(read(&with(&[(1, title), (5, FUNDS)]), &[]).is_empty(), "{title}");
        assert!(read(&with(&[(1, title), (11, INDICATORS)]), &[]).is_empty(), "{title}");
    }
}

#[test]
fn a_self_evaluation_may_speak_of_monitoring_and_of_months() {
    for title in ["视频监控设备购置项目支出绩效自评表", "项目支出绩效自评表（含监控情况）"]
    {
        assert_eq!(read_one(&with(&[(1, title)]), &[]).indicators.len(), 3, "{title}");
    }
    read_one(&with(&[(3, "项目名称 | | 全区视频监控数据表清理")]), &[]);
    read_one(&with(&[(11, INDICATORS)]), &[]);
    let of_the_year = "项目资金（万元） | | | 年初预算数 | 全年预算数 | 1-12月执行数 | 分值 | 执行率 | 得分";
    let form = read_one(&with(&[(1, "项目支出绩效情况表"), (5, of_the_year)]), &[]);
    assert_eq!(form.funding.len(), 3);
}

#[test]
fn the_self_evaluation_above_a_form_of_monitoring_is_read_alone() {
    let monitoring = with(&[(1, "项目支出绩效运行监控表"), (5, FUNDS), (11, INDICATORS)]);
    let forms = read(&[with(&[]), vec![""], monitoring].concat(), &[]);
    assert_eq!(forms.len(), 1);
    assert_eq!(forms[0].funding.len(), 3);
}
