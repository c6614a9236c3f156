//! Whether more or less of an indicator is better, from its name.

use std::sync::OnceLock;

use super::lexicon::Lexicon;

/// Which way an indicator is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Trend {
    /// A target is a minimum.
    MoreIsBetter,
    /// A target is a maximum.
    LessIsBetter,
    /// Neither: the number only happens (接警量), or is to lie near its target (水温).
    Neither,
}

/// Which way an indicator is better, and the word of its name that says so.
///
/// ```
/// use ziping::form::{Direction, Trend};
/// assert_eq!(Direction::of("投诉件数").trend, Trend::LessIsBetter);
/// assert_eq!(Direction::of("投诉办结率").trend, Trend::MoreIsBetter);
/// assert_eq!(Direction::of("投诉办结率").evidence.as_deref(), Some("办结"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Direction {
    /// Which way.
    pub trend: Trend,
    /// The word of the name that decides; without one, a bare target is a minimum.
    pub evidence: Option<String>,
    /// Whether the indicator measures how much something fell (下降率, 节约率), so that a bare 5% is a fall of 5%.
    pub is_fall: bool,
    /// Whether it measures how much something rose (增长率).
    pub is_rise: bool,
}

/// What a word of a name says about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    /// What should be low.
    Burden,
    /// What should be low, unless it is what something is done about.
    Object,
    /// What is done about such things.
    Action,
    /// What should be high.
    Merit,
    /// How long something lasts; that is good, unless it is a burden that lasts.
    Lasting,
    /// What only happens, or is to lie near its target.
    Neutral,
    /// That something becomes less; before a burden it is a merit itself.
    Fall,
    /// That something lost comes back.
    Recovery,
    /// That something becomes more.
    Rise,
    /// That something is absent or prevented; before a burden, a merit.
    Absence,
    /// Says nothing either way.
    Plain,
}

/// What should be low, whatever the field: delay, cost, and the faults of the work itself.
const BURDENS: &str = "差错 错误 失误 偏差 误差 成本 时限 能耗 重访 缺勤 旷工 超支 逾期 超期 返工 \
    返修 退货 退件 退稿 死亡 受伤 发案 案发 再犯 复吸 停机 宕机 延误 延迟 拖延 欠缴 流失 失学 感染 \
    发病 患病 发生率 传播 复发 破损 损坏 毁坏 损失 损耗 泄漏 泄露 泄密 失密 排放 浓度 细颗粒物 pm2.5 \
    pm10 负债 用时 耗时 响应时间 响应时长 办理时间 办理时长 办结时间 处理时间 处置时间 到场时间 \
    到达时间 等待 等候 排队 候诊 时延 延时 周期 间隔 工期 空编 结转 漏报 错报 迟报 瞒报 漏检 误诊 \
    漏诊 漏缴 漏损 漏失 产销差 瑕疵 不达标 不满意 不满 不符合 不通过 返贫 次品 废品 垃圾量 三公 费用 \
    单价 开支 花费 造价 物耗 水耗 电耗 油耗 用水量 用电量 耗水 耗电 能源消耗 消耗 冲突 差评 负面 \
    通报批评 问责 被处罚 诉讼 败诉 改判 发回重审 发改率 撤销率 复议 申诉 床日 住院日 平均住院 药占比 \
    耗材占比 死淘 病死 受灾 杂草 批评 拒付 断水 断电 停水 停电 停气 缺口 缺员 空缺 缺失 流产 早产 \
    致残 自杀 脱管 漏管 失联 重复率 退回 驳回 补正 误报 恶化 超标 超载 超限 赤字 挪用 截留 浪费 时间 \
    期限 办理天数 审批天数 处理时长 处置时长 审批时长 费 偏离 变更率 变更次数 超概 失分 缺考 离职 \
    流动率 空床 空驶 弃管 死株 死苗 枯死 报废 停运 脱岗 缺岗 迟到 早退 滞留 未结 未办结 拖期 滞后 \
    超时 误码 丢包 恢复时间 恶臭 信访率 重复信访 越级 集访 缠访 闹访 群体性 自付 负担 使用强度 \
    审批环节 办事环节 申报材料 跑动次数 近视 肥胖 大班额 超员 吸烟 龋齿 舆情事件 个案差错 病死率 \
    死淘率 闯红灯 扰民";

/// What should be low, but is dealt with out there: 违法 counts against a district, 查处违法 for it.
const OBJECTS: &str = "投诉 事故 违规 违法 违纪 违章 违建 上访 火灾 险情 灾情 犯罪 舆情 污染 欠薪 \
    欠费 欠税 拖欠 隐患 隐患数 纠纷 刑事案件 治安案件 警情 拥堵 积水 内涝 黑臭 风险 病虫害 撂荒 裸露 \
    扬尘 信访件 信访量 信访总量 举报 不良 不合格 贫困 闲置 空置 债务 走失 违约 辍学 失业 缺陷 故障 \
    伤亡 中断 噪声 噪音 溺水 突发事件 安全事件 命案 盗窃 诈骗 积存 存量 积压 占道 异味 违停 结余";

/// What is done about such things.
const ACTIONS: &str = "处理 办结 办理 化解 调解 解决 整改 查处 查办 排查 侦破 破案 破获 打击 处置 \
    回复 答复 结案 审结 执结 治理 消除 督办 整治 清理 清欠 化债 偿还 防控 防范 预防 预警 救援 取缔 \
    拆除 受理 检查 巡查 监测 检测 查获 抓获 追逃 立案 起诉 盘活 追缴 清退 帮扶 监管 执法 修复 抢修 \
    维修 扑救 劝返 挽救 核查 核实 复核 稽查 稽核 审计 防治 侦办 移送 排除 清收 监审 普查 抢险 惩治 \
    惩处 曝光 通报";

/// What should be high.
const MERITS: &str = "合格 满意 完成 覆盖 达标 及时 知晓 回访 培训 宣传 演练 督查 抽查 救助 救治 治愈 \
    康复 保障 提前 清运 改造 维护 补助 补贴 发放 到位 准确 正确 正常 利用 使用 响应 接待 服务 参与 \
    参加 安置 就业 再就业 入学 复学 巩固 毕业 升学 录取 健康 稳定 优良 优秀 良好 规范 公开 执行 建设 \
    种植 绿化 普及 接种 筛查 建档 签约 管理 管控 审核 审查 验收 收缴 征收 入库 收入 出勤 到岗 履约 \
    交付 开工 竣工 投产 供应 运行 通行 采购 配备 更新 回收 处理量 减排 达到 通过 录用 引进 招商 直播 \
    播出 开放 志愿 工作日 优良天数 达标天数 服务时长 服务时间 开放时间 开放天数 培训时长 培训时间 \
    学习时长 志愿时长 运行时间 运行时长 无故障 使用年限 使用时间 使用期限 质保 保修 保质 寿命 持续 \
    工作时间保障 优化 改善 盈利 效益 产值 产量 投资 节能 节水 节电 节支 创收 降碳 绿色 支出进度 \
    支出完成 支出执行 直接支出 资金支出率 预算支出率 支出率 投诉渠道 举报核查 举报奖励 资助 慰问 \
    走访 扶持 供养 抚恤 优抚 认定 登记 发证 颁证 办证 编制 修订 印发 出台 制定 完好 在线 建成 新建 \
    新增 扩建 改建 养殖 捐赠 募捐 转化 授权 专利 论文 课题 研究 报告 调研 简报 稿件 采用 采纳 提案 \
    获奖 奖励 表彰 评审 评估 论证 咨询 引导 组织 举办 开展 承办 演出 展览 读者 游客 观众 接访 下访 \
    稳控 援助 维权 普法 帮教 戒毒 巡逻 出动 脱贫 就医 就诊 成功 有效 胜诉 调撤 减免 优惠 参保 投保 \
    领取 缴纳 开具 接通 接听 溶解氧浓度 负氧离子浓度 保险 研判 处理能力 好评 点赞 表扬 录入 采集 \
    归集 共享 上云 开通 上线 注册 孵化 入驻 落地 融资 授信 贷款 供水量 供气量 供热 发电量 客流 客运 \
    货运 进出口 出口 税收 财政收入 增加值 生产总值 销售 交易 消费额 零售额";

/// What only happens to the office, or is to lie near its target.
const NEUTRALS: &str = "接警 接警量 接报量 来信量 来访量 收案 新收 受理量 申请量 诉求量 物价 消费价格 温度 湿度 ph值 酸碱度 余氯";

/// That something becomes less.
const FALLS: &str = "下降 降低 减少 压减 压降 压缩 缩减 缩短 削减 节约 节省 降幅 减幅 遏制 减轻 \
    降本";

/// That something lost comes back; what was lost counts as much.
const RECOVERIES: &str = "挽回 追回 收回 挽损 止损";

/// That something becomes more.
const RISES: &str = "增长 增幅 增速 提升 提高 增加 上升 增收 升幅";

/// That something is absent or prevented.
const ABSENCES: &str = "无 零 未发生 不发生 未 防 防止 避免 杜绝 没有 免 未出现 不出现";

/// Words that only contain one of the above.
const PLAIN: &str = "情况 免疫 免费 防洪 防火 防汛 消防 国防 人防 未成年 无人机 无障碍 零售 \
    时间节点 质量安全 \
    消费 缴费 收费 经费 学费 公费 自费 资费";

fn words() -> &'static Lexicon<Word> {
    static LEXICON: OnceLock<Lexicon<Word>> = OnceLock::new();
    LEXICON.get_or_init(|| {
        let of =
            |words: &'static str, meaning| words.split_ascii_whitespace().map(move |word| (word, meaning));
        Lexicon::new(
            of(PLAIN, Word::Plain)
                .chain(of(MERITS, Word::Merit))
                .chain(of(NEUTRALS, Word::Neutral))
                .chain(of("天数 时长 年限", Word::Lasting))
                .chain(of(ACTIONS, Word::Action))
                .chain(of(BURDENS, Word::Burden))
                .chain(of(OBJECTS, Word::Object))
                .chain(of(FALLS, Word::Fall))
                .chain(of(RISES, Word::Rise))
                .chain(of(RECOVERIES, Word::Recovery))
                .chain(of(ABSENCES, Word::Absence)),
        )
    })
}

impl Direction {
    /// Which way the indicator of this name is better. The last measuring word decides: what is counted of 投诉办结率 is
    /// the 办结, not the 投诉.
    pub fn of(name: &str) -> Self {
        let folded = super::normalise::fold(name);
        let mut trend = Trend::MoreIsBetter;
        let mut evidence = None;
        let (mut is_fall, mut is_rise) = (false, false);
        // A fall, an absence and an action wait for their object.
        let mut open: Option<Word> = None;
        let mut at = 0;
        while at < folded.len() {
            // Remarks in brackets do not name the indicator.
            if folded[at] == '(' && at > 0 {
                break;
            }
            let Some((len, word)) = words().longest(&folded, at) else {
                at += 1;
                continue;
            };
            let found = || Some(at..at + len);
            match word {
                Word::Merit | Word::Action | Word::Fall | Word::Rise | Word::Recovery => {
                    (trend, evidence) = (Trend::MoreIsBetter, found());
                    (is_fall, is_rise) = (*word == Word::Fall, *word == Word::Rise);
                    open = match word {
                        Word::Fall | Word::Action => Some(*word),
                        Word::Recovery => Some(Word::Absence),
                        _ => None,
                    };
                }
                Word::Lasting if trend == Trend::MoreIsBetter => evidence = found(),
                Word::Neutral => {
                    (trend, evidence) = (Trend::Neither, found());
                    (is_fall, is_rise, open) = (false, false, None);
                }
                Word::Absence => open = Some(*word),
                // 无事故, 零差错: its absence is what counts.
                Word::Burden | Word::Object if open == Some(Word::Absence) => {
                    (trend, evidence, open) = (Trend::MoreIsBetter, found(), None);
                }
                // 减少投诉, 查处违法案件: what is done about it counts.
                Word::Burden if open == Some(Word::Fall) => {}
                Word::Object if open.is_some() => {}
                Word::Burden | Word::Object => {
                    (trend, evidence) = (Trend::LessIsBetter, found());
                    (is_fall, is_rise, open) = (false, false, None);
                }
                Word::Lasting | Word::Plain => {}
            }
            at += len;
        }
        let evidence = evidence.and_then(|place| folded.get(place)).map(|word| word.iter().collect());
        Self { trend, evidence, is_fall, is_rise }
    }
}

#[cfg(test)]
mod tests {
    use super::{Direction, Trend};

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
}
