//! The words, grouped by what they mean.

use super::super::expression::Shift;
use super::{Change, Comparator, Cue, Manner, Reach, Sign, Word};

const fn before(sign: Sign, manner: Manner) -> Word {
    Word::Before(Comparator { sign, manner }, Reach::Clause)
}

const fn beside(sign: Sign, manner: Manner) -> Word {
    Word::Before(Comparator { sign, manner }, Reach::Adjacent)
}

const fn after(sign: Sign) -> Word {
    Word::After(Comparator { sign, manner: Manner::Stated }, Reach::Clause)
}

const fn until(sign: Sign) -> Word {
    Word::Until(Comparator { sign, manner: Manner::Attained })
}

const fn share(percent: u32) -> Word {
    Word::Share { percent, change: None, beyond: false }
}

/// Groups of words of one meaning, set apart by spaces.
pub(super) const GROUPS: &[(&str, Word)] = &[
    (
        "≥ >= => ≥= 大于等于 大于或等于 大于等于于 至少 最少 起码 最低 下限",
        before(Sign::AtLeast, Manner::Required),
    ),
    ("> 大于 超过 高于 多于 超出 超支 突破 优于 晚于 迟于", before(Sign::MoreThan, Manner::Stated)),
    (
        "≤ <= =< 小于等于 小于或等于 至多 最多 顶多 最高 最长 最迟 最晚 上限",
        before(Sign::AtMost, Manner::Required),
    ),
    ("< 小于 低于 少于 早于 短于", before(Sign::LessThan, Manner::Stated)),
    (
        "不足 不到 不及 未及 不满 未达 未达到 未到 未满 没到 没达到 达不到 没有达到",
        before(Sign::LessThan, Manner::Stated),
    ),
    ("= 等于", before(Sign::Equal, Manner::Required)),
    ("≈", Word::About),
    ("超 逾 破", beside(Sign::MoreThan, Manner::Stated)),
    ("达到 达到了 实现", before(Sign::AtLeast, Manner::Attained)),
    ("达 达至 满", beside(Sign::AtLeast, Manner::Attained)),
    ("控制在 限制在 限于 压缩在 控制到", before(Sign::AtMost, Manner::Attained)),
    (
        "降至 降到 下降到 下降至 降低到 降低至 减少到 减少至 减至 压减至 压减到 缩短至 缩短到 压缩至 \
            压缩到 下降为 降低为 降为 减少为 减为 缩短为 压缩为",
        until(Sign::AtMost),
    ),
    (
        "提高到 提高至 提升到 提升至 增加到 增加至 增至 上升到 上升至 升至 增长到 增长至 扩大到 \
            扩大至 提高为 提升为 增加为 增为 上升为 增长为 上涨到 上涨至 攀升到 攀升至 扩展到 发展到",
        until(Sign::AtLeast),
    ),
    ("以上 及以上 或以上 之上 (含)以上 含以上", after(Sign::AtLeast)),
    ("以下 及以下 或以下 之下 (含)以下 以内 之内 (含)以内 范围内 范围之内 区间内", after(Sign::AtMost)),
    ("内 前 之前", Word::After(Comparator { sign: Sign::AtMost, manner: Manner::Stated }, Reach::Adjacent)),
    ("左右 上下 许", Word::After(Comparator { sign: Sign::About, manner: Manner::Stated }, Reach::Adjacent)),
    ("约 大约 约为 约有 大概 大致 约计", Word::About),
    ("近 将近 接近", Word::Nearly),
    ("每 平均每 每一 每个", Word::Every),
    ("人均", Word::Average("人")),
    ("户均", Word::Average("户")),
    ("件均", Word::Average("件")),
    ("次均", Word::Average("次")),
    ("日均", Word::Average("日")),
    ("周均", Word::Average("周")),
    ("月均", Word::Average("月")),
    ("季均", Word::Average("季")),
    ("年均", Word::Average("年")),
    ("全年 年度 一年 全年度 年内 本年 当年 本年度 年累计 累计 合计 总计 共计", Word::Annual),
    (
        "下降 降低 减少 压减 压降 削减 缩减 缩短 节约 节省 降幅 下滑 回落 减幅 减产",
        Word::Changed(Change::Fall),
    ),
    (
        "零增长 不增长 不增加 不上升 不上涨 不反弹 持平或下降 持平或减少 持平或降低 下降或持平 减少或持平 降低或持平 只减不增",
        Word::NoGrowth(Sign::AtMost),
    ),
    (
        "只增不减 不减少 不下降 不降低 不下滑 持平或上升 持平或增长 持平或增加 持平或提高 增长或持平 上升或持平 提高或持平 稳中有升",
        Word::NoGrowth(Sign::AtLeast),
    ),
    ("负增长", Word::NoGrowth(Sign::LessThan)),
    ("正增长", Word::NoGrowth(Sign::MoreThan)),
    ("持平", Word::Level),
    ("增长 提高 提升 增加 上升 增幅 上涨 升幅 增速 增产", Word::Changed(Change::Rise)),
    ("百分百", share(100)),
    ("一半 半数", share(50)),
    ("过半 过半数 超半数 超过半数 超过一半", Word::Share { percent: 50, change: None, beyond: true }),
    (
        "翻番 翻一番 增长一倍 增加一倍",
        Word::Share { percent: 100, change: Some(Change::Rise), beyond: false },
    ),
    ("百分之", Word::PartsPer(0)),
    ("千分之", Word::PartsPer(1)),
    ("万分之", Word::PartsPer(2)),
    (", ; 。 、 ! |", Word::Separator),
    ("(", Word::Open),
    (")", Word::Close),
    ("超额 超出目标 高出 超目标 比目标 比计划 较目标 较计划 高于目标 超计划 超过目标 低于目标", Word::Margin),
    ("其中 包括 包含 分别为", Word::Among),
    (
        "未 不 没 没有 尚未 并未 从未 不满意 不及时 不到位 未到位 未到货 未到岗 未到账 无法 难以 无力 缺乏 缺少 欠缺 无助于 得不到 做不到 完不成 跟不上 \
            赶不上 谈不上 算不上",
        Word::Cue(Cue::Negation),
    ),
    ("无 零 杜绝 避免", Word::Cue(Cue::None)),
    (
        "基本 大体 初步 总体上 较为 较 比较 尚可 逐步 正在 需 尚需 仍需 亟需 推进中 进行中 有待 待 几乎 近乎 勉强",
        Word::Cue(Cue::Hedge),
    ),
    ("部分 大部分 多数 大多数 个别 少数", Word::Cue(Cue::Partly)),
    (
        "计划 预计 拟 拟定于 预期 目标 原定 应 预算 争取 力争 力求 有望 可望 旨在 致力 将 要求",
        Word::Cue(Cue::Planned),
    ),
    ("延期 延迟 推迟 延后 逾期 超期 超时 滞后 拖延", Word::Shifted(Shift::Late)),
    ("提前", Word::Shifted(Shift::Early)),
    ("各 各自", Word::Respective),
    (
        "在建 在办 在途 在施 建设中 施工中 办理中 审批中 招标中 剩余 取消 终止 暂停 暂缓 中止 缺口 尚欠 仍有 除外 退回 失败 作废 放弃 跨年 余下 尚余 因疫情 受疫情 但",
        Word::Cue(Cue::SetBack),
    ),
    ("不合格", Word::Cue(Cue::Failed)),
    ("困难 难度 差距 阻力 瓶颈 短板", Word::Cue(Cue::Hardship)),
    (
        "故障 损坏 毁坏 损毁 毁损 报废 闲置 空置 丢失 遗失 破损 返工 返修 停用 退货 瘫痪 枯死 缺失 失效",
        Word::Cue(Cue::Defect),
    ),
    (
        "初稿 草案 草稿 征求意见稿 送审稿 讨论稿 报审稿 报批稿 初步成果 准备 筹备 前期工作 前期准备 前期手续 前期筹备 前期施工 前期工程 \
            可研 勘察 勘测 初步设计 施工图 招标 招投标 开标 主体工程 主体结构 主体施工 主体建设 主体封顶 主体完工 主体完成 主体已 \
            基础工程 基础施工 地基 桩基 土建 基坑 封顶 预验收 初验 初审 初评 初检 自验 试运行",
        Word::Cue(Cue::Stage),
    ),
    (
        "任务 任务数 任务量 年度任务 全年任务 下达任务 下达年度任务 目标任务 年初任务 上级任务 计划任务 设计 规划 合同 批复 概算 中标 协议 申报 申请 设计面积 规划面积 设计长度 规划长度 设计里程 规划里程 设计规模 规划规模 设计能力",
        Word::Foreseen,
    ),
    ("去年 上年 上一年 去年度 上年度 往年 去年同期 上年同期 去年全年 上年全年", Word::Earlier),
    (
        "全省平均 全国平均 全市平均 省平均 省均 全省均值 全国均值 全市均值 全省平均值 全国平均值 全市平均值 行业平均 同行业平均 行业平均值",
        Word::Elsewhere,
    ),
    ("实际 实发 实到 实训 实参训 实种 实收 实参 实招 实缴 实付 实支 实领 实测", Word::Actual),
    ("全部 全覆盖 全数 均 均已 所有 全面完成 悉数", Word::Cue(Cue::Whole)),
    ("按时 按期 如期 及时 准时 按计划 按进度 按时限", Word::Cue(Cue::OnTime)),
    ("一般 轻微 较小 较大 小型 疑似", Word::Cue(Cue::Lesser)),
    // Words that begin like a cue or a number and are none.
    (
        "实际需 实际应 实际情况 实际困难 实际问题 实际工作 比上年 比去年 与上年 与去年 于上年 于去年 同去年 同上年 和去年 和上年 需求 急需 所需 必需 刚需 内需 不断 不同 较上年 较去年 较往年 较同期 较上一年 较年初 较快 较多 较好地 较好完成 较好实现 较好达成 较好达到 较明显 较为明显 较显著 比较数 不错 准确无误 不仅 不动产 不良 无人机 无障碍 无偿 无线 无纸化 无缝 无害化 无烟 未成年 未来 \
            没收 零星 零售 零工 零距离 零部件 零就业 零容忍 清零 将军 健将 名将 应急 应用 应对 应届 应诉 响应 供应 适应 \
            反应 对应 效应 相应 虚拟 模拟 计划生育 预算执行 预算完成率 预算调整率 预算支出率 预算支出完成率 预算支出执行率 预算支出进度 预算单位 预算绩效 预算公开 预算编制 预算管理 预算评审 \
            接待 招待 等待 款待 签约 预约 履约 违约 公约 合约 契约 续约 解约 邀约 约定 约束 约谈 约见 制约 集约 附近 就近 邻近 平均 均衡 均等 均等化 \
            所有权 所有制 不定期 无证 无主 无菌 无公害 无党派 无家可归 基本公共 基本医疗 基本医保 基本养老 基本农田 \
            基本药物 基本支出 基本建设 基本生活 基本民生 基本住房 基本殡葬 基本信息 基本单位 基本制度 按要求 根据要求 按照要求 按照计划要求 较大型 目标群体 但是否 近期 近年 \
            一次性 一体 一致 一方 三方 第三方 一些 一部分 一站 一条龙 一把手 一门式 一网 一件事 \
            一张网 一线 一定 一系列 十四五 十三五 十五五 百日 千方百计 一事一议 百姓 两会 三公 \
            四好 两新 两癌 一老一小 三农 五保 两不愁 三保障 一岗双责 双随机 万无一失 千家万户 \
            一流 一级 二级 三级 四级 五级 一类 二类 三类 一等 二等 三等 超标 超市 达标 上下半年 各类 各项 各种 各级 各界 各式 各地 各方 各国 各族 \
            满意 招标控制价 招标价 招标限价 准备金 准备率 内容 内部 内控 (含) 含 (含本数) 许可 待遇 待办 要求完成 一起努力 部分领域",
        Word::Plain,
    ),
];

/// 不得超过, 未低于 and their like: a negation, perhaps a modal, and a comparative that it turns round.
pub(super) fn turned() -> impl Iterator<Item = (String, Word)> {
    const NEGATIONS: [(&str, Manner); 6] = [
        ("不", Manner::Required),
        ("应不", Manner::Required),
        ("须不", Manner::Required),
        ("未", Manner::Stated),
        ("没有", Manner::Stated),
        ("均未", Manner::Stated),
    ];
    const MODALS: [&str; 6] = ["", "得", "应", "能", "可", "宜"];
    const LOWER: [&str; 8] = ["低于", "少于", "小于", "低", "少", "早于", "短于", "弱于"];
    const HIGHER: [&str; 11] =
        ["高于", "超过", "大于", "多于", "超出", "超支", "超", "晚于", "迟于", "长于", "突破"];
    NEGATIONS.into_iter().flat_map(|(negation, manner)| {
        MODALS.into_iter().flat_map(move |modal| {
            let lower = LOWER.into_iter().map(move |word| (word, Sign::AtLeast));
            let higher = HIGHER.into_iter().map(move |word| (word, Sign::AtMost));
            lower.chain(higher).map(move |(word, sign)| {
                // 不少 and 不超 need their number at once; 不少单位 is no comparator.
                let reach =
                    if word.chars().count() == 1 { beside(sign, manner) } else { before(sign, manner) };
                (format!("{negation}{modal}{word}"), reach)
            })
        })
    })
}

/// 未发生, 没有出现 and their like: that there is none.
pub(super) fn absent() -> impl Iterator<Item = (String, Word)> {
    const NEGATIONS: [&str; 11] =
        ["未", "不", "没有", "没", "无", "从未", "不得", "不能", "不应", "严禁", "禁止"];
    const EVENTS: [&str; 13] = [
        "发生",
        "出现",
        "存在",
        "接到",
        "收到",
        "产生",
        "造成",
        "引发",
        "形成",
        "发现",
        "查出",
        "接报",
        "再发生",
    ];
    NEGATIONS.into_iter().flat_map(|negation| {
        EVENTS.into_iter().map(move |event| (format!("{negation}{event}"), Word::Cue(Cue::None)))
    })
}
