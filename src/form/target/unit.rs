//! What is counted or measured, and what converts into what.

use std::sync::OnceLock;

use rust_decimal::Decimal;

use super::lexicon::Lexicon;

/// What a unit measures. Only units of one kind convert by a factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// No unit was written.
    Bare,
    /// Per cent and its relatives; the base is one per cent.
    Ratio,
    /// Money, in 元.
    Money,
    /// Time of fixed length, in seconds.
    Time,
    /// Time in months, which have no fixed length in days.
    Months,
    /// Working days, which have no fixed length in days either.
    Workdays,
    /// Length, in metres.
    Length,
    /// Area, in thirds of a square metre: so that 亩, a fifteenth of a hectare, is a whole number.
    Area,
    /// Volume, in litres.
    Volume,
    /// Mass, in grams.
    Mass,
    /// Energy, in kilowatt-hours.
    Energy,
    /// Data, in bytes.
    Data,
    /// How fast data goes, in megabits a second.
    DataRate,
    /// How much light falls on something, in lux.
    Illuminance,
    /// Power, in watts.
    Power,
    /// Sound level, in decibels.
    Sound,
    /// Temperature, in degrees Celsius.
    Temperature,
    /// Points of a rating.
    Points,
    /// Times as much (倍).
    Times,
    /// Things and events, whose counting words count alike: 件, 宗, 起, 份, 册, 本.
    Things,
    /// People.
    People,
    /// Attendances (人次): one person may count several times.
    Attendances,
    /// Households and shops (户).
    Households,
}

impl Kind {
    /// Whether it is counted in whole things.
    pub(super) const fn is_count(self) -> bool {
        matches!(self, Self::Things | Self::People | Self::Attendances | Self::Households)
    }

    /// Whether it is a stretch of time.
    pub(super) const fn is_time(self) -> bool {
        matches!(self, Self::Time | Self::Months | Self::Workdays)
    }
}

/// A unit with its factor to the base of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unit {
    /// What it measures.
    pub kind: Kind,
    /// How many of the kind's base one of it is.
    pub factor: Decimal,
    /// Its first character as written, which tells 期 from 册 where a cell has several parts.
    pub word: Word,
}

/// How a unit is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    /// Not at all.
    None,
    /// In a known word; the first of its spellings.
    Known(&'static str),
    /// As a counting word that the table does not have.
    Counting(char),
    /// In latin letters that the table does not have, as many as there are.
    Latin([u8; 6]),
}

impl std::fmt::Display for Word {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::None => Ok(()),
            Self::Known(word) => f.write_str(word),
            Self::Counting(c) => write!(f, "{c}"),
            Self::Latin(letters) => letters
                .iter()
                .filter(|c| **c != 0)
                .try_for_each(|c| write!(f, "{}", c.to_ascii_uppercase() as char)),
        }
    }
}

impl Unit {
    /// No unit.
    pub(super) const BARE: Self = Self { kind: Kind::Bare, factor: Decimal::ONE, word: Word::None };

    /// A counting word that the table does not know; it counts like any other.
    pub(super) const fn counting(word: char) -> Self {
        Self { kind: Kind::Things, factor: Decimal::ONE, word: Word::Counting(word) }
    }

    /// Latin letters that the table does not know (40DDDs), at most six.
    pub(super) fn latin(letters: &[char]) -> Option<Self> {
        let mut word = [0; 6];
        for (place, c) in letters.iter().enumerate() {
            *word.get_mut(place)? = u8::try_from(*c).ok()?;
        }
        Some(Self { kind: Kind::Things, factor: Decimal::ONE, word: Word::Latin(word) })
    }

    /// Whether both are written alike, or are one and the same measure.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.kind == other.kind
            && (self.word == other.word || (!self.kind.is_count() && self.factor == other.factor))
    }
}

/// A row of the table: spellings, set apart by spaces, kind, and the factor as mantissa and decimal places.
type Row = (&'static str, Kind, i64, u32);

/// The units of government work. Where one spelling is the beginning of another, the longer one is taken.
const TABLE: &[Row] = &[
    ("% 百分点 个百分点 pct", Kind::Ratio, 1, 0),
    ("‰ 千分点 个千分点", Kind::Ratio, 1, 1),
    ("成", Kind::Ratio, 10, 0),
    ("元 圆 元整 元人民币 块钱", Kind::Money, 1, 0),
    ("角", Kind::Money, 1, 1),
    ("千元", Kind::Money, 1_000, 0),
    ("万元 万元人民币 万圆", Kind::Money, 10_000, 0),
    ("百万元", Kind::Money, 1_000_000, 0),
    ("亿元", Kind::Money, 100_000_000, 0),
    ("毫秒 ms", Kind::Time, 1, 3),
    ("秒 秒钟 s ′′", Kind::Time, 1, 0),
    ("分钟 min ′", Kind::Time, 60, 0),
    ("刻钟", Kind::Time, 900, 0),
    ("小时 个小时 h 钟头 个钟头", Kind::Time, 3_600, 0),
    ("天 自然日 个自然日 日历天 个日历天", Kind::Time, 86_400, 0),
    ("日", Kind::Time, 86_400, 0),
    ("周 星期 个星期 个周", Kind::Time, 604_800, 0),
    ("工作日 个工作日 个工作天 工作天", Kind::Workdays, 1, 0),
    ("个月 月 月份", Kind::Months, 1, 0),
    ("季度 个季度 季", Kind::Months, 3, 0),
    ("学期 个学期", Kind::Months, 6, 0),
    ("年 周年 个年度 年度 学年 个学年", Kind::Months, 12, 0),
    ("毫米 mm", Kind::Length, 1, 3),
    ("厘米 公分 cm", Kind::Length, 1, 2),
    ("米 m 延米 延长米", Kind::Length, 1, 0),
    ("公里 千米 km", Kind::Length, 1_000, 0),
    ("里", Kind::Length, 500, 0),
    ("海里", Kind::Length, 1_852, 0),
    ("平方米 平米 m2 平方 ㎡", Kind::Area, 3, 0),
    ("万平方米 万平米 万m2", Kind::Area, 30_000, 0),
    ("平方公里 平方千米 km2", Kind::Area, 3_000_000, 0),
    ("公顷", Kind::Area, 30_000, 0),
    ("亩", Kind::Area, 2_000, 0),
    ("毫升 ml", Kind::Volume, 1, 3),
    ("升 l", Kind::Volume, 1, 0),
    ("立方米 立方 m3 方", Kind::Volume, 1_000, 0),
    ("微克 μg ug", Kind::Mass, 1, 6),
    ("毫克 mg", Kind::Mass, 1, 3),
    ("克 g", Kind::Mass, 1, 0),
    ("两", Kind::Mass, 50, 0),
    ("斤 市斤", Kind::Mass, 500, 0),
    ("千克 公斤 kg", Kind::Mass, 1_000, 0),
    ("吨 t 公吨", Kind::Mass, 1_000_000, 0),
    ("千瓦时 kwh 度电", Kind::Energy, 1, 0),
    // Degrees as well, beside 摄氏度.
    ("度", Kind::Energy, 1, 0),
    ("瓦 w", Kind::Power, 1, 0),
    ("千瓦 kw", Kind::Power, 1_000, 0),
    ("兆瓦 mw", Kind::Power, 1_000_000, 0),
    ("KB kb", Kind::Data, 1_024, 0),
    ("MB mb 兆", Kind::Data, 1_048_576, 0),
    ("GB gb", Kind::Data, 1_073_741_824, 0),
    ("TB tb", Kind::Data, 1_099_511_627_776, 0),
    ("Kbps kbps", Kind::DataRate, 1, 3),
    ("Mbps mbps", Kind::DataRate, 1, 0),
    ("Gbps gbps", Kind::DataRate, 1_000, 0),
    ("勒克斯 lx lux", Kind::Illuminance, 1, 0),
    ("分贝 db db(a)", Kind::Sound, 1, 0),
    ("摄氏度 °c ℃", Kind::Temperature, 1, 0),
    ("分", Kind::Points, 1, 0),
    ("倍", Kind::Times, 1, 0),
    ("人次", Kind::Attendances, 1, 0),
    ("人", Kind::People, 1, 0),
    ("名", Kind::People, 1, 0),
    ("位", Kind::People, 1, 0),
    ("户次", Kind::Attendances, 1, 0),
    ("户", Kind::Households, 1, 0),
    ("个", Kind::Things, 1, 0),
    ("件", Kind::Things, 1, 0),
    ("件次", Kind::Things, 1, 0),
    ("剂 剂次", Kind::Things, 1, 0),
    ("宗", Kind::Things, 1, 0),
    ("起", Kind::Things, 1, 0),
    ("份", Kind::Things, 1, 0),
    ("册", Kind::Things, 1, 0),
    ("本", Kind::Things, 1, 0),
    ("次", Kind::Things, 1, 0),
    ("场", Kind::Things, 1, 0),
    ("场次", Kind::Things, 1, 0),
    ("期", Kind::Things, 1, 0),
    ("项", Kind::Things, 1, 0),
    ("项次", Kind::Things, 1, 0),
    ("例", Kind::Things, 1, 0),
    ("篇", Kind::Things, 1, 0),
    ("条", Kind::Things, 1, 0),
    ("批", Kind::Things, 1, 0),
    ("批次", Kind::Things, 1, 0),
    ("班次", Kind::Things, 1, 0),
    ("台", Kind::Things, 1, 0),
    ("台次", Kind::Things, 1, 0),
    ("台件", Kind::Things, 1, 0),
    ("台套", Kind::Things, 1, 0),
    ("车次", Kind::Things, 1, 0),
    ("辆次", Kind::Things, 1, 0),
    ("架次", Kind::Things, 1, 0),
    ("套", Kind::Things, 1, 0),
    ("处", Kind::Things, 1, 0),
    ("家", Kind::Things, 1, 0),
    ("家次", Kind::Things, 1, 0),
    ("所", Kind::Things, 1, 0),
    ("座", Kind::Things, 1, 0),
    ("栋 幢", Kind::Things, 1, 0),
    ("间", Kind::Things, 1, 0),
    ("辆", Kind::Things, 1, 0),
    ("张", Kind::Things, 1, 0),
    ("部", Kind::Things, 1, 0),
    ("支", Kind::Things, 1, 0),
    ("株", Kind::Things, 1, 0),
    ("棵", Kind::Things, 1, 0),
    ("盏", Kind::Things, 1, 0),
    ("幅", Kind::Things, 1, 0),
    // Money beside money: 280块 for 300元.
    ("块", Kind::Things, 1, 0),
    ("块次", Kind::Things, 1, 0),
    ("只", Kind::Things, 1, 0),
    ("头", Kind::Things, 1, 0),
    ("匹", Kind::Things, 1, 0),
    ("门", Kind::Things, 1, 0),
    ("面", Kind::Things, 1, 0),
    ("单", Kind::Things, 1, 0),
    ("笔", Kind::Things, 1, 0),
    ("班", Kind::Things, 1, 0),
    ("组", Kind::Things, 1, 0),
    ("队", Kind::Things, 1, 0),
    ("村", Kind::Things, 1, 0),
    ("床 张床位", Kind::Things, 1, 0),
    ("遍 回 趟", Kind::Things, 1, 0),
    ("节", Kind::Things, 1, 0),
    ("课时 学时", Kind::Things, 1, 0),
    ("种 类", Kind::Things, 1, 0),
    ("封 函", Kind::Things, 1, 0),
    ("副 把 顶", Kind::Things, 1, 0),
    ("枚 颗", Kind::Things, 1, 0),
    ("根", Kind::Things, 1, 0),
    ("卷", Kind::Things, 1, 0),
    ("卷次", Kind::Things, 1, 0),
    ("册次", Kind::Things, 1, 0),
    ("片", Kind::Things, 1, 0),
    ("艘 架", Kind::Things, 1, 0),
    ("工日 个工日", Kind::Things, 1, 0),
];

/// The table, by its longest match.
fn lexicon() -> &'static Lexicon<Unit> {
    static LEXICON: OnceLock<Lexicon<Unit>> = OnceLock::new();
    LEXICON.get_or_init(|| {
        Lexicon::new(TABLE.iter().flat_map(|(words, kind, mantissa, scale)| {
            let factor = Decimal::new(*mantissa, *scale);
            let name = words.split_ascii_whitespace().next().unwrap_or_default();
            let unit = Unit { kind: *kind, factor, word: Word::Known(name) };
            words.split_ascii_whitespace().map(move |word| (word, unit))
        }))
    })
}

/// The unit that begins at `at`, with its length.
pub(super) fn read(text: &[char], at: usize) -> Option<(Unit, usize)> {
    let (len, unit) = lexicon().longest(text, at)?;
    // 300lx are no litres.
    let latin = |at: usize| text.get(at).is_some_and(char::is_ascii_alphabetic);
    (!(latin(at + len) && latin(at + len - 1))).then_some((*unit, len))
}
