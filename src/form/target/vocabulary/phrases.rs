//! Words that several parts of the judgement look for in a text as they stand, without reading it.

/// What denies what stands right behind it.
pub(in super::super) const NOT: [&str; 4] = ["没有", "并未", "未", "没"];

/// What denies it so far.
pub(in super::super) const NOT_YET: [&str; 4] = ["尚未", "还未", "并未", "均未"];

/// What says that there is none of what stands right behind it.
pub(in super::super) const NONE: [&str; 2] = ["无", "零"];

/// What a statement of the whole year, or of all of it, may open with.
pub(in super::super) const OPENINGS: [&str; 6] = ["全年", "本年度", "年内", "全部", "均", "已"];

/// The year before.
pub(in super::super) const LAST_YEAR: [&str; 3] = ["上年", "去年", "上一年"];

/// Earlier years.
pub(in super::super) const EARLIER_YEARS: &str = "上年 去年 上一年 前一年 往年 历年";

/// What work that is going on is said to be, before its verb.
pub(in super::super) const GOING_ON: &str = "正在 仍在 在建 在办 在施";

/// The same behind it.
pub(in super::super) const UNDER_WAY: &str =
    "进行中 推进中 建设中 施工中 实施中 办理中 审批中 审核中 编制中 招标中 采购中 完善中 整改中 筹备中";
