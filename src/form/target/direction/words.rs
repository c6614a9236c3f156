//! The words of indicators' names: what should be low, what should be high, and what is done about either.

use std::sync::OnceLock;

use super::super::lexicon::Lexicon;

/// What a word of a name says about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    /// What should be low.
    Burden,
    /// What should be low, unless it is what something is done about.
    Object,
    /// What is done about such things.
    Action,
    /// What is done for people who wait for it: a merit, but the days that it takes are to be few.
    Awaited,
    /// What should be high.
    Merit,
    /// How long something lasts; that is good, unless it is a burden that lasts or something that people wait for.
    Lasting,
    /// What only happens, or is to lie near its target.
    Neutral,
    /// That something becomes less; before a burden it is a merit itself.
    Fall,
    /// That something lost comes back; what was lost counts as much.
    Recovery,
    /// That something is made more.
    Rise,
    /// That something has become more: a merit, unless it is a burden that grew.
    Growth,
    /// That something is absent or prevented; before a burden, a merit.
    Absence,
    /// Says nothing either way; words that only contain one of the others.
    Plain,
}

/// The words, by what they say and the field that they are of. Of a word given twice the first meaning counts.
const WORDS: &[(Word, &str)] = &[
    (
        Word::Plain,
        "情况 免疫 免费 防洪 防火 防汛 消防 国防 人防 未成年 无人机 无障碍 零售 时间节点 质量安全 消费 缴费 收费 经费 学费 公费 \
         自费 资费 生活费 抚养费 党费 会费 税费 话费 退费 不动产 不断 无线 无偿 无害化 零距离 零工 未来",
    ),
    // What should be high although it contains what should be low.
    (
        Word::Merit,
        "投诉渠道 举报核查 举报奖励 公益诉讼 溶解氧浓度 负氧离子浓度 无故障 优良天数 达标天数 处理量 处理能力 研发经费 科研经费 \
         支出进度 支出完成 支出执行 直接支出 资金支出率 预算支出率 支出率 工作日 有机肥 清洁能源 新能源 农残合格 减排",
    ),
    // Faults of the work itself.
    (
        Word::Burden,
        "差错 错误 失误 偏差 误差 偏离 瑕疵 返工 返修 退货 退件 退稿 退单 退回 驳回 补正 漏报 错报 迟报 瞒报 谎报 虚报 少报 误报 \
         漏检 漏诊 误诊 误判 错判 错案 漏缴 漏保 错保 漏发 错发 迟发 误发 漏登 错登 漏录 错录 重复率 查重率 遗漏 遗失 丢失 被盗 \
         错别字 错字 失实 不实 停播 黑屏 流标 流拍 废标 质疑 超时 逾期 超期 延误 延迟 拖延 拖期 滞后 积案 未结 未办结 超审限 失分 \
         报废 变更率 变更次数 调整率 超概 超支 挪用 截留 浪费 冒领 骗保 骗取",
    ),
    // Delay and trouble to people.
    (
        Word::Burden,
        "时限 期限 用时 耗时 时间 时延 延时 周期 间隔 工期 响应时长 处理时长 处置时长 审批时长 等待 等候 排队 候诊 候车 候机 \
         晚点 脱班 恢复时间 审批环节 办事环节 环节数 申报材料 申请材料 要件 跑动 跑腿 重访 差评 负面 不达标 不满意 不满 不符合 \
         不通过 扰民 舆情事件 停运 停驶 停诊 停业 停产 停工 停课 停机 宕机 断网 掉线 卡顿 误码 丢包 断水 断电 停水 停电 停气",
    ),
    // Money.
    (
        Word::Burden,
        "成本 费 费用 单价 开支 花费 造价 三公 负债 赤字 自付 负担 拒付 欠缴 欠发 结转 坏账 挂账 暂付款 经费支出 接待支出 \
         公务支出 会议支出 办公支出 差旅支出 一般性支出 行政支出 运行支出 水电支出 涨幅",
    ),
    // What is used up.
    (
        Word::Burden,
        "能耗 单耗 物耗 水耗 电耗 油耗 煤耗 线损 网损 用水量 用电量 用能量 用煤量 耗水 耗电 耗煤 消耗 能源消费 煤炭消费 原煤消费 \
         损失 损耗 漏损 漏失 产销差 使用强度 化肥使用 农药使用 化肥施用 农药施用 化肥用量 农药用量 抗生素使用 抗菌药物使用 \
         药占比 耗材占比",
    ),
    // The environment.
    (
        Word::Burden,
        "排放 浓度 细颗粒物 pm2.5 pm10 化学需氧量 氨氮 总磷 降尘量 酸雨 恶臭 臭气 垃圾量 产生量 填埋量 填埋率 杂草 恶化 超标 沙化 \
         退化 侵蚀 渗漏 漏水 爆管 爆裂 堵塞 淤积 溢流 塌陷 沉降 裂缝 病害 坑槽 拥堵指数 死株 死苗 枯死 弃管 碳强度",
    ),
    // Health.
    (
        Word::Burden,
        "死亡 病亡 猝死 受伤 致残 自杀 感染 发病 患病 病例数 确诊 发生率 复发 阳性率 疫情传播 病毒传播 疾病传播 床日 住院日 \
         平均住院 再住院 次均 剖宫产 流产 早产 低体重 并发症 压疮 近视 视力不良 肥胖 营养不良 贫血 龋齿 吸烟 中毒 死淘 病死 病死率 \
         死淘率",
    ),
    // People who are lost, absent or back in trouble.
    (
        Word::Burden,
        "流失 流动率 失学 离职 空编 缺编 超编 缺员 缺额 缺口 空缺 缺失 空床 空驶 空岗 缺勤 缺席 缺课 旷课 旷工 迟到 早退 脱岗 缺岗 \
         缺考 退学 休学 挂科 大班额 班额超标 超员 超载 超限 滞留 返贫 失联 脱管 漏管 再犯 复吸 断保 断缴 失信",
    ),
    // Safety and order.
    (
        Word::Burden,
        "发案 案发 刑事立案 刑事案件立案 治安案件立案 诈骗案件立案 盗窃案件立案 盗抢骗案件立案 破损 损坏 毁坏 损毁 泄漏 泄露 泄密 \
         失密 冲突 通报批评 批评 问责 被处罚 诉讼 败诉 上诉 申诉 复议 改判 发回重审 发改率 撤销率 信访率 重复信访 越级 集访 缠访 \
         闹访 群体性 受灾 成灾 受害 致灾 过火 次品 废品 闯红灯 酒驾 醉驾 毒驾 欺凌 霸凌 黑客 篡改 个案差错",
    ),
    (
        Word::Object,
        "投诉 事故 违规 违法 违纪 违章 违建 违禁 上访 火灾 火情 森林火灾 险情 灾情 犯罪 舆情 谣言 污染 欠薪 欠费 欠税 拖欠 隐患 \
         隐患数 纠纷 争议 刑事案件 治安案件 盗抢骗 警情 拥堵 积水 积水点 内涝 黑臭 风险 病虫害 撂荒 抛荒 裸露 扬尘 信访件 信访量 \
         信访总量 举报 不良 不合格 贫困 闲置 空置 沉淀资金 债务 走失 违约 辍学 失业 零就业 缺陷 故障 漏洞 攻击 病毒 木马 入侵 伤亡 \
         中断 噪声 噪音 溺水 溺亡 突发事件 安全事件 命案 盗窃 诈骗 积存 存量 积压 占道 异味 违停 结余 暴露垃圾 小广告 吸毒 盲区 死角",
    ),
    (
        Word::Action,
        "化解 调解 仲裁 解决 查处 查办 排查 侦破 破案 破获 打击 执结 治理 消除 督办 整治 清理 清欠 化债 偿还 防控 防范 预防 预警 \
         救援 取缔 拆除 检查 巡查 监测 检测 查获 抓获 追逃 立案 起诉 盘活 追缴 清退 帮扶 监管 执法 扑救 劝返 挽救 核实 稽查 稽核 审计 \
         防治 侦办 移送 排除 清收 监审 普查 抢险 惩治 惩处 惩戒 曝光 通报 发现 拦截 阻断 淘汰 关闭 关停 去除 降解 消纳 收集 截污 清淤 \
         疏浚 清除 打捞 收治 收戒 下架 召回 打假 打黑 扫黑 扫黄 缉毒 禁毒 治超 拆违",
    ),
    (
        Word::Awaited,
        "办理 审理 审批 审查 审核 处理 处置 答复 回复 办结 结案 审结 修复 抢修 维修 报销 拨付 支付 到账 出具 核查 复核 流转 通关 \
         转办 受理 整改 供货 交货 配送",
    ),
    (Word::Lasting, "天数 时长 年限"),
    (
        Word::Merit,
        "服务时长 服务时间 开放时间 开放天数 培训时长 培训时间 学习时长 志愿时长 运行时间 运行时长 值班时间 值守时间 营业时间 \
         授课时间 锻炼时间 观测时间 播放时间 播出时间 续航时间 供水时间 供电时间 供热时间 照明时间 亮灯时间 托管时间 看护时间 \
         使用年限 使用时间 使用期限 质保 保修 保质 寿命 持续 工作时间保障",
    ),
    (
        Word::Merit,
        "合格 满意 完成 覆盖 达标 及时 知晓 回访 培训 宣传 演练 督查 抽查 救助 救治 治愈 康复 保障 提前 清运 改造 维护 补助 补贴 \
         发放 到位 准确 正确 正常 利用 使用 响应 接待 服务 参与 参加 安置 就业 再就业 入学 复学 巩固 毕业 升学 录取 健康 稳定 优良 \
         优秀 良好 规范 公开 执行 建设 种植 绿化 普及 接种 筛查 建档 签约 管理 管控 验收 收缴 征收 入库 收入 出勤 到岗 履约 交付 \
         开工 竣工 投产 供应 运行 通行 采购 配备 更新 回收 达到 通过 录用 引进 招商 直播 播出 开放 志愿",
    ),
    (
        Word::Merit,
        "优化 改善 盈利 效益 产值 产量 投资 节能 节水 节电 节支 创收 降碳 绿色 资助 慰问 走访 扶持 供养 抚恤 优抚 认定 登记 发证 \
         颁证 办证 编制 修订 印发 出台 制定 完好 在线 建成 新建 新增 扩建 改建 养殖 捐赠 募捐 转化 授权 专利 论文 课题 研究 报告 调研 \
         简报 稿件 采用 采纳 提案 获奖 奖励 表彰 评审 评估 论证 咨询 引导 组织 举办 开展 承办 演出 展览 读者 游客 观众 接访 下访 稳控",
    ),
    (
        Word::Merit,
        "援助 维权 普法 帮教 戒毒 巡逻 出动 脱贫 就医 就诊 成功 有效 胜诉 调撤 减免 优惠 参保 投保 领取 缴纳 开具 接通 接听 保险 \
         研判 好评 点赞 表扬 录入 采集 归集 共享 上云 开通 上线 注册 孵化 入驻 落地 融资 授信 贷款 供水量 供气量 供热 发电量 客流 \
         客运 货运 进出口 出口 税收 财政收入 增加值 生产总值 销售 交易 消费额 零售额 照护 签发",
    ),
    (
        Word::Neutral,
        "接警 接警量 接报量 来信量 来访量 收案 新收 受理量 申请量 诉求量 物价 消费价格 温度 湿度 ph值 酸碱度 余氯",
    ),
    (
        Word::Fall,
        "下降 降低 减少 压减 压降 压缩 缩减 缩短 削减 节约 节省 降幅 减幅 遏制 减轻 降本 减税 降费 减费 减负 精简",
    ),
    (Word::Recovery, "挽回 追回 收回 挽损 止损"),
    (Word::Rise, "提升 提高 增收"),
    (Word::Growth, "增长 增幅 增速 增加 上升 升幅"),
    (Word::Absence, "无 零 未发生 不发生 未 防 防止 避免 杜绝 没有 免 未出现 不出现"),
];

/// All of them, by their longest match.
pub(super) fn words() -> &'static Lexicon<Word> {
    static LEXICON: OnceLock<Lexicon<Word>> = OnceLock::new();
    LEXICON.get_or_init(|| {
        let of = |(meaning, words): &(Word, &'static str)| {
            let meaning = *meaning;
            words.split_ascii_whitespace().map(move |word| (word, meaning))
        };
        Lexicon::new(WORDS.iter().flat_map(of))
    })
}
