//! Which way the names of many fields are better.

use super::{Certainty, Direction, Trend};

#[track_caller]
fn less(names: &str) {
    for name in names.split_whitespace() {
        assert_eq!(Direction::of(name).trend, Trend::LessIsBetter, "{name}");
    }
}

#[track_caller]
fn more(names: &str) {
    for name in names.split_whitespace() {
        assert_eq!(Direction::of(name).trend, Trend::MoreIsBetter, "{name}");
    }
}

#[test]
fn the_last_measuring_word_decides() {
    less("投诉件数 安全生产事故数 预算支出偏差率 系统响应时间 办理时限 培训成本 整改逾期率");
    more("投诉处理率 事故下降率 投诉办结率 成本节约率 信访积案化解率 逾期整改率 培训场次");
}

#[test]
fn what_is_avoided_is_a_merit() {
    more("减少投诉件数 无事故运行天数 零投诉率 查处违法案件数 排查安全隐患数 化解矛盾纠纷数");
    less("产品不合格率 单位产品能耗 案件办理差错率 公务接待费 治理成本 矛盾纠纷数");
}

#[test]
fn names_of_many_fields() {
    less(
        "平均等待时间 人均用水量 碳排放量 预算偏离率 合同变更率 病死率 重新犯罪率 群众上访批次 未结案件数 断面超标率 \
         设备停运次数 均次门诊费用 行政败诉率 学生近视率 大班额比例 网络丢包率 公务用车运行费 资金闲置率 单位能耗 \
         案件平均审理天数 资金拨付天数 维修时长 \
         安全生产事故起数 火灾发生数 食品抽检不合格率 电梯困人故障率 交通事故死亡人数 三公经费 审批环节",
    );
    more(
        "挽回经济损失 追回违规资金 结余资金收回率 失业保险参保人数 投诉热线接通率 病虫害防治面积 病死畜禽无害化处理率 \
         隐患治理数 黑臭水体整治率 闲置土地处置率 结转资金使用率 纠纷调解数 故障修复率 违法线索移送数 降低能耗比例 \
         投诉回访率 风险评估项目数 火灾扑救成功率 学费减免人数 水费收缴率 无差错运行天数 森林覆盖率 信访积案化解数 \
         事故应急演练 辍学学生劝返率 污染地块修复率 群众安全感 一般公共预算收入 培训时长 成本节约额",
    );
}

#[test]
fn a_fall_is_known_as_one() {
    assert!(Direction::of("重点领域信访问题下降率").is_fall);
    assert!(!Direction::of("投诉办结率").is_fall);
}

/// Each name is of this certainty.
#[track_caller]
fn known(certainty: Certainty, names: &str) {
    for name in names.split_whitespace() {
        assert_eq!(Direction::of(name).certainty, certainty, "{name}");
    }
}

#[test]
fn a_word_is_sure_as_far_as_it_governs() {
    known(
        Certainty::Certain,
        "投诉件数 培训覆盖率 走失人员找回率 违规企业占比 达标企业占比 弃光率 平均办理时间 睡眠时间",
    );
    known(Certainty::Assumed, "甲乙率 培训教师占比 绿化甲乙率 平均停留时间");
    known(Certainty::Doubtful, "事故甲乙率 走失人员甲乙率 超甲率 未甲乙率 残膜数 满意度下降率 救助受灾人数");
}

#[test]
fn a_word_within_another_says_nothing() {
    more("适老化改造户数 候选项目储备数 课后延时服务人数 无理由退货商品件数");
    less("办公费 办公费控制率 电话费 运动会费用 物资费用");
    known(Certainty::Assumed, "取保候审案件数");
}

#[test]
fn work_is_done_on_what_was_wrong() {
    more(
        "荒山造林面积 积水点改造数 老化线路更换长度 更换老化线路长度 化解积案数 查处超载车辆数 处置不良资产金额 抓获网上逃犯数",
    );
    less("违规改造数 逾期更换数 设备老化率 治理成本 更换返工次数 绿化养护投诉次数 维修返工件数 办理逾期件数");
    known(Certainty::Doubtful, "清理逾期项目数");
}

#[test]
fn what_takes_less_time_or_money_falls() {
    more("压减审批时间 压缩不动产登记办理时限 缩短平均候诊时间 降低运行成本 审批时间压减天数");
    less("审批时限压缩至 缩短办理时限至 会议天数上限 公用经费控制率 公务接待批次");
    assert!(Direction::of("缩短办理时限").is_fall);
}

#[test]
fn what_is_denied_or_wrong_is_no_merit() {
    less("未达标率 不知晓率 非规范率 未及时办结率 漏登记率 违规使用率 逾期支付率 不良贷款率 待拆除数");
    more("未就业毕业生帮扶率 违规整改率 查处违法建设宗数 逾期贷款回收率 三废利用率 失业人员再就业率");
}

#[test]
fn how_long_it_takes_or_lasts() {
    less("办理时间 平均审批周期 故障修复时间 停电时长 采购周期 接警后到场时间");
    more("培训时长 开放天数 无事故天数 质保年限 使用年限");
    known(Certainty::Certain, "办理案件平均时间 培训时长 无事故天数");
    known(Certainty::Assumed, "设备作业时间 培训周期 安全间隔期");
}

#[test]
fn remarks_in_brackets_do_not_name_the_indicator() {
    less("化肥使用量(折纯) 平整度指数(IRI) 投诉(含举报)件数");
    more("村(社区)服务覆盖率 办结率(投诉)");
}

#[test]
fn events_are_feared_unless_something_is_done_about_them() {
    less("突发环境事件次数 环保事件次数 安全管理事件次数 可防性案件数 可预防交通事故数");
    more("突发环境事件处置次数 突发公共事件演练次数 处置事件数 应对突发公共卫生事件次数 可防性案件破案率");
    known(Certainty::Doubtful, "网格事件数 上报事件数 犯罪嫌疑人数 批捕犯罪嫌疑人数");
}

#[test]
fn poor_people_count_where_they_were_reached() {
    more("搬迁贫困户数 受益贫困人口数 带动建档立卡贫困户数 资助贫困学生人数 减少贫困人口数");
    less("贫困户数 新增贫困人口数 未帮扶贫困户数 帮扶贫困户返贫率");
    known(Certainty::Doubtful, "建档立卡贫困户数 需帮扶贫困户数 非贫困户数 受益失业人员数");
}

#[test]
fn what_is_suffered_after_work_is_not_what_it_was_done_about() {
    less("改造后渗漏率 拆除后复建率 改造后隐患数 处理后排放浓度");
    more("整改后验收合格率 拆除后复绿面积 检查后发现问题数 售后服务满意率");
    known(Certainty::Doubtful, "治理超限率 更换破损率");
}

#[test]
fn firms_that_close_are_a_loss_unless_they_were_to_go() {
    less("企业注销率 个体户注销率 企业倒闭率");
    known(Certainty::Doubtful, "空壳企业注销率 异常企业注销率");
}

#[test]
fn what_is_to_last_is_no_time_that_it_takes() {
    let under = |name: &str| {
        let target = super::super::reader::read("30天");
        Direction::under("时效指标", name, &target)
    };
    for name in ["提前完成天数", "安全生产天数", "运营时间", "使用寿命", "服务期", "管护期限", "参训时间"]
    {
        assert_eq!(under(name).trend, Trend::MoreIsBetter, "{name}");
    }
    for name in ["办理时间", "恢复供电时间", "投入运营时间", "施工工期", "软件开发天数"]
    {
        assert_eq!(under(name).trend, Trend::LessIsBetter, "{name}");
    }
    assert_eq!(under("工作天数").certainty, Certainty::Doubtful);
}

/// Which way an indicator of this name is better under a heading, and how sure that is.
#[track_caller]
fn levelled(heading: &str, bare: &str, trend: Trend, certainty: Certainty, names: &str) {
    for name in names.split_whitespace() {
        let found = Direction::under(heading, name, &super::super::reader::read(bare));
        assert_eq!((found.trend, found.certainty), (trend, certainty), "{name}");
    }
}

#[test]
fn a_level_makes_no_limit_of_what_is_to_last_or_to_come_in() {
    let (more, less, certain) = (Trend::MoreIsBetter, Trend::LessIsBetter, Certainty::Certain);
    levelled(
        "时效指标",
        "7天",
        more,
        certain,
        "提前告知时间 公示期 采购公告天数 档案保管年限 信号覆盖时长 提前量",
    );
    levelled("时效指标", "7天", less, certain, "办理时间 方案编制时间 项目建设 等候时长");
    levelled("时效指标", "7天", more, Certainty::Doubtful, "有效工作日 课堂时长");
    levelled(
        "成本指标",
        "50万元",
        more,
        certain,
        "撬动社会投资 吸引社会资本 银行融资额 设备残值 垫付成本回收额",
    );
    levelled("成本指标", "50万元", less, certain, "监控设备 印刷单价 项目总投资 人员培训");
    levelled("成本指标", "50万元", more, Certainty::Doubtful, "自筹资金 地方配套 废旧电池回收");
    levelled("成本指标", "5%", more, certain, "控制价下浮率 国产设备占比");
    levelled("成本指标", "5%", more, Certainty::Doubtful, "甲乙率 本地商户占比");
}

#[test]
fn a_bad_thing_outweighs_the_common_word_behind_it() {
    less(
        "中断治疗率 拒绝治疗人数 越级走访批次 钓鱼邮件点击率 早婚早育人数 应收账款余额 打架斗殴起数 低出生体重率 标本溶血率 作业雷同率",
    );
    more("结核病治疗率 走访户数 稿件点击量 应收账款回收率");
}

#[test]
fn a_paper_about_what_is_bad_is_not_bad() {
    more("突发环境事件应急预案数 事故应急预案编制数 隐患台账数 应急预案演练次数");
    less("未制定应急预案单位数 台账问题数 预案缺失数");
}
