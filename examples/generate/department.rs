//! What a generated department has to say.

use rust_decimal::Decimal;

use super::chance::Chance;

/// A department's form.
pub(crate) struct Department {
    pub(crate) name: String,
    /// Rows and columns in front of the form.
    pub(crate) offset: (u32, u16),
    /// Which of the wordings of labels.
    pub(crate) wording: usize,
    pub(crate) funding: Vec<Funding>,
    pub(crate) goals: [String; 2],
    pub(crate) tasks: Vec<Task>,
    pub(crate) problems: String,
    pub(crate) measures: String,
    pub(crate) signature: bool,
    pub(crate) fault: Option<Fault>,
}

/// A source of funds; amounts in 万元.
pub(crate) struct Funding {
    pub(crate) source: &'static str,
    pub(crate) initial: Decimal,
    pub(crate) adjustment: Decimal,
    pub(crate) spent: Decimal,
}

/// A task with its indicators.
pub(crate) struct Task {
    pub(crate) name: String,
    pub(crate) expected: String,
    pub(crate) achieved: String,
    pub(crate) funds: Decimal,
    pub(crate) indicators: Vec<Indicator>,
}

/// An indicator, target and actual value as texts.
pub(crate) struct Indicator {
    pub(crate) name: &'static str,
    pub(crate) definition: String,
    pub(crate) target: String,
    pub(crate) actual: String,
}

/// What a department did wrong.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// A rate that divides by the initial budget alone.
    WrongFormula,
    /// A rate of typed numbers.
    Constants,
    /// A rate typed wrong.
    WrongValue,
    /// A total that leaves the last row out.
    ShortTotal,
    /// An amount kept as text.
    TextNumber,
    /// Two opening quotation marks.
    Quotes,
    /// A cached value older than its inputs.
    Stale,
}

const FAULTS: [Fault; 7] = [
    Fault::ShortTotal,
    Fault::TextNumber,
    Fault::WrongFormula,
    Fault::Constants,
    Fault::WrongValue,
    Fault::Quotes,
    Fault::Stale,
];
const FIRST: [char; 40] = [
    '东', '南', '西', '北', '中', '长', '永', '安', '新', '福', '华', '金', '银', '玉', '青', '白', '黄',
    '红', '紫', '云', '天', '海', '江', '河', '湖', '山', '石', '林', '桥', '塘', '龙', '凤', '鹤', '鹿',
    '梅', '荔', '棠', '莲', '松', '竹',
];
const SECOND: [char; 40] = [
    '平', '宁', '兴', '隆', '和', '顺', '康', '泰', '昌', '盛', '德', '仁', '义', '礼', '信', '文', '英',
    '秀', '丽', '源', '泉', '津', '口', '岸', '洲', '港', '湾', '坪', '岗', '岭', '溪', '涌', '塱', '溶',
    '园', '村', '庄', '坊', '里', '门',
];
const KINDS: [&str; 7] = [
    "街道办事处",
    "街道综合服务中心",
    "中心小学",
    "社区卫生服务中心",
    "水利管理所",
    "文化站",
    "市场监督管理所",
];
const SOURCES: [&str; 4] = ["一般公共预算", "政府性基金预算", "财政专户管理资金", "其他资金"];
const PHRASES: [&str; 12] = [
    "按月检查工作进度",
    "为群众提供便利",
    "落实安全责任",
    "更新老旧设备",
    "组织业务培训",
    "公开办事流程",
    "规范合同管理",
    "压减一般性支出",
    "完善内部控制",
    "开展上门服务",
    "整治突出问题",
    "与相邻街道共享设施",
];
/// Names with a target's sign, lowest value, unit, and whether more is better.
const INDICATORS: [(&str, &str, i64, &str, bool); 12] = [
    ("培训人次", "≥", 300, "人次", true),
    ("巡查次数", "不少于", 48, "次", true),
    ("设备完好率", "≥", 92, "%", true),
    ("群众满意度", "", 88, "%", true),
    ("投诉件数", "不超过", 30, "件", false),
    ("办理时限", "≤", 15, "个工作日", false),
    ("更新设备数量", "", 20, "台", true),
    ("宣传活动场次", "≥", 12, "场", true),
    ("资金拨付及时率", "", 95, "%", true),
    ("服务对象人数", "≥", 1500, "人", true),
    ("隐患整改率", "≥", 90, "%", true),
    ("差错率", "≤", 3, "%", false),
];

impl Department {
    /// How many departments have names of their own.
    pub(crate) const MOST: usize = FIRST.len() * SECOND.len() * KINDS.len();

    /// The department of that index.
    pub(crate) fn generate(seed: u64, index: usize) -> Self {
        let mut chance = Chance::new(seed, index);
        let sources = chance.between(1, 4);
        let tasks = chance.between(2, 6);
        let funding: Vec<Funding> = SOURCES
            .iter()
            .zip(0..sources)
            .map(|(source, _)| Funding::generate(source, &mut chance))
            .collect();
        let spent: Decimal = funding.iter().map(|row| row.spent).sum();
        let share = spent / Decimal::from(tasks + 1);
        // Some faults need a second source to show.
        let faults = if sources > 1 { &FAULTS[..] } else { &FAULTS[2..] };
        let fault = chance.once_in(5).then(|| *chance.pick(faults));
        let goals = [prose(&mut chance, 5), prose(&mut chance, 4)];
        Self {
            name: Self::name(index),
            offset: *chance.pick(&[(0, 0), (0, 0), (0, 0), (1, 0), (2, 1)]),
            wording: usize::try_from(chance.between(0, 2)).unwrap_or(0),
            funding,
            goals,
            tasks: (1..=tasks).map(|number| Task::generate(number, share, &mut chance)).collect(),
            problems: prose(&mut chance, 3),
            measures: prose(&mut chance, 3),
            signature: chance.once_in(3),
            fault,
        }
    }

    fn name(index: usize) -> String {
        let (kind, rest) = (index % KINDS.len(), index / KINDS.len());
        format!("{}{}{}", FIRST[rest % FIRST.len()], SECOND[rest / FIRST.len() % SECOND.len()], KINDS[kind])
    }
}

impl Funding {
    fn generate(source: &'static str, chance: &mut Chance) -> Self {
        let initial = Decimal::new(chance.between(5_000, 900_000), 2);
        let adjustment = percent(initial, chance.between(-15, 20));
        let spent = percent(initial + adjustment, chance.between(75, 100));
        Self { source, initial, adjustment, spent }
    }
}

impl Task {
    fn generate(number: i64, share: Decimal, chance: &mut Chance) -> Self {
        let indicators = chance.between(1, 6);
        Self {
            name: format!("任务{number}"),
            expected: prose(chance, 4),
            achieved: prose(chance, 3),
            funds: percent(share, chance.between(40, 95)),
            indicators: (0..indicators).map(|_| Indicator::generate(chance)).collect(),
        }
    }
}

impl Indicator {
    fn generate(chance: &mut Chance) -> Self {
        let &(name, sign, lowest, unit, more) = chance.pick(&INDICATORS);
        let target = lowest + chance.between(0, 5);
        let distance = chance.between(0, 2);
        let met = !chance.once_in(8);
        let actual = if met == more { target + distance } else { (target - distance).max(0) };
        let target = format!("{sign}{target}{unit}");
        let actual =
            if !sign.is_empty() && chance.once_in(25) { target.clone() } else { format!("{actual}{unit}") };
        let definition = format!("{name}：{}", prose(chance, 1));
        Self { name, definition, target, actual }
    }
}

/// So many percent of an amount, to two places.
fn percent(amount: Decimal, percent: i64) -> Decimal {
    (amount * Decimal::new(percent, 2)).round_dp(2)
}

/// A text of so many phrases.
fn prose(chance: &mut Chance, phrases: usize) -> String {
    let words: Vec<&str> = (0..phrases).map(|_| *chance.pick(&PHRASES)).collect();
    format!("{}。", words.join("，"))
}
