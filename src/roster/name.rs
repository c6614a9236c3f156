//! A department's name: the words that are its own, and the place in front of them.

use crate::letters::is_invisible;
use crate::nfkc::nfkc;

/// A department's name in its two parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DepartmentName {
    /// The lowest place in front: `荔湾区` of `广州市荔湾区信访局`; empty if there is none.
    pub(crate) place: String,
    /// The department's own words: `信访局`. Without brackets and their contents, spaces, differences of width, and the
    /// province, city and district in front; two districts may have a 财政局, so that they alone are no department.
    pub(crate) own: String,
}

impl DepartmentName {
    /// Whether both may be the name of one department: 荔湾区财政局 and 财政局 may, those of two districts may not.
    pub(crate) fn may_be(&self, other: &Self) -> bool {
        self.own == other.own
            && (self.place == other.place || self.place.is_empty() || other.place.is_empty())
    }

    /// Takes a name apart.
    pub(crate) fn parse(name: &str) -> Self {
        let text: String =
            nfkc(name).filter(|c| !c.is_whitespace() && !c.is_control() && !is_invisible(*c)).collect();
        let bare = without_brackets(&text);
        let text = if bare.is_empty() { text } else { bare };
        let text = ["中国共产党", "中共"].iter().find_map(|party| text.strip_prefix(party)).unwrap_or(&text);
        let mut rest: Vec<char> = text.chars().collect();
        let mut place = String::new();
        let mut below = Rank::Country;
        while let Some(found) = place_in_front(&rest, below) {
            place = rest.iter().take(found.length).collect();
            rest.drain(..found.dropped);
            below = found.rank;
        }
        if let Some(dropped) = bare_rank_in_front(&rest) {
            rest.drain(..dropped);
        }
        Self { place, own: rest.into_iter().collect() }
    }
}

/// `荔湾区信访局(部门)` → `荔湾区信访局`; a bracket that nobody closed reaches to the end.
fn without_brackets(text: &str) -> String {
    let mut depth = 0_usize;
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '(' | '[' | '{' | '【' | '〔' | '〖' | '<' | '《' | '〈' => depth += 1,
            ')' | ']' | '}' | '】' | '〕' | '〗' | '>' | '》' | '〉' => depth = depth.saturating_sub(1),
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

/// The ranks of places; a place of a lower rank stands behind one of a higher.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Country,
    Province,
    City,
    County,
}

/// The word that says what a place is. Places themselves are listed nowhere: the word and what stands around it tell.
struct Kind {
    word: &'static str,
    rank: Rank,
    /// How many characters a place's own name has before the word.
    stem: std::ops::RangeInclusive<usize>,
    /// What the place's own name does not end with: 开发区, 城市, 同盟 are no places.
    not_after: &'static str,
    /// What the word's last character begins instead, where one of these follows it: 市场, 区域.
    compounds: &'static str,
}

const KINDS: [Kind; 13] = [
    Kind { word: "特别行政区", rank: Rank::Province, stem: 2..=3, not_after: "", compounds: "" },
    Kind { word: "自治区", rank: Rank::Province, stem: 2..=6, not_after: "", compounds: "" },
    Kind { word: "省", rank: Rank::Province, stem: 2..=3, not_after: "", compounds: "际会级属内外" },
    Kind { word: "自治州", rank: Rank::City, stem: 2..=10, not_after: "", compounds: "" },
    Kind { word: "地区", rank: Rank::City, stem: 2..=4, not_after: "族困", compounds: "域间" },
    Kind {
        word: "市",
        rank: Rank::City,
        stem: 2..=4,
        not_after: "城集超夜菜",
        compounds: "场容民井价级属内外",
    },
    Kind { word: "州", rank: Rank::City, stem: 2..=3, not_after: "国", compounds: "市级属区县" },
    Kind { word: "盟", rank: Rank::City, stem: 2..=4, not_after: "同联", compounds: "" },
    Kind { word: "自治县", rank: Rank::County, stem: 2..=10, not_after: "", compounds: "" },
    Kind { word: "自治旗", rank: Rank::County, stem: 2..=8, not_after: "", compounds: "" },
    Kind {
        word: "区",
        rank: Rank::County,
        stem: 2..=4,
        not_after: AREAS,
        compounds: "域划位间段块级属内外别",
    },
    Kind { word: "县", rank: Rank::County, stem: 1..=4, not_after: "困", compounds: "域级属乡内外" },
    Kind { word: "旗", rank: Rank::County, stem: 2..=5, not_after: "", compounds: "帜舰下" },
];

/// Ends of words that are areas and no places: 开发区, 社区, 保护区, 产业园区.
const AREAS: &str = "发园景社小校灾库特辖军战护作范假胜验业能术贸街商务融高老聚片防";

/// What every place has, so that a name that is nothing else keeps its place.
const GENERIC: [&str; 14] = [
    "街道办事处",
    "街道",
    "办事处",
    "管理委员会",
    "管委会",
    "委员会",
    "管理局",
    "管理处",
    "管理所",
    "管理中心",
    "服务中心",
    "事务中心",
    "分局",
    "中心",
];

/// A place at the front of a name.
struct Place {
    /// The characters of the place.
    length: usize,
    /// How many of them are not the department's own.
    dropped: usize,
    rank: Rank,
}

/// The place that `name` begins with, of a rank below `above`.
fn place_in_front(name: &[char], above: Rank) -> Option<Place> {
    // The longest place, an autonomous prefecture with its peoples, has some thirteen characters.
    let places = (1..name.len().min(16)).flat_map(|end| KINDS.iter().map(move |kind| (end, kind)));
    for (end, kind) in places {
        let word: Vec<char> = kind.word.chars().collect();
        let Some(stem) = end.checked_sub(word.len()) else { continue };
        if name[stem..end] != word[..] || !kind.stem.contains(&stem) {
            continue;
        }
        // A city of a city's (苏州市昆山市) is the one place that has its own rank above it.
        if kind.rank < above || (kind.rank == above && above != Rank::City) {
            continue;
        }
        let last = name[stem - 1];
        if kind.not_after.contains(last) || (kind.word == "区" && last == '新' && stem < 3) {
            // 高新区, 开发区: an area, not a place; nothing further on is one either.
            return None;
        }
        let rest = &name[end..];
        if rest.first().is_some_and(|&next| kind.compounds.contains(next)) {
            continue;
        }
        let dropped = if begins_with_the_rank(rest) { end - 1 } else { end };
        return is_a_name(rest).then_some(Place { length: end, dropped, rank: kind.rank });
    }
    None
}

/// 荔湾区委组织部: the last character of the place is also the first of 区委. 广州市政园林局 is 市政园林局 of 广州.
fn begins_with_the_rank(rest: &[char]) -> bool {
    match rest {
        ['委', '托' | '派', ..] => false,
        ['委' | '直', ..] => true,
        ['政', next, ..] => !"务府协法策工治研".contains(*next),
        _ => false,
    }
}

fn is_a_name(rest: &[char]) -> bool {
    rest.len() >= 2 && {
        let text: String = rest.iter().collect();
        !GENERIC.contains(&text.as_str())
    }
}

/// 区财政局: the place is not named, only its rank. How many characters to drop.
fn bare_rank_in_front(name: &[char]) -> Option<usize> {
    let (rank, rest) = name.split_first()?;
    let kind = KINDS.iter().find(|kind| {
        let mut word = kind.word.chars();
        "省市区县旗".contains(*rank) && word.next() == Some(*rank) && word.next().is_none()
    })?;
    let compound = rest.first().is_some_and(|&next| kind.compounds.contains(next));
    (!compound && !begins_with_the_rank(rest) && is_a_name(rest)).then_some(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own_words(name: &str) -> String {
        DepartmentName::parse(name).own
    }

    #[track_caller]
    fn same(names: &[&str]) {
        for name in names {
            assert_eq!(own_words(name), own_words(names[0]), "{name} 与 {}", names[0]);
        }
    }

    #[track_caller]
    fn keeps(name: &str) {
        assert_eq!(own_words(name), name);
    }

    #[test]
    fn brackets_spaces_width_and_places_do_not_matter() {
        same(&[
            "信访局",
            "荔湾区信访局",
            "广州市荔湾区信访局(部门)",
            "广东省广州市荔湾区信访局（本级）",
            " 荔湾区 信访局　",
            "荔湾区信访局【汇总】",
            "荔湾区信访局（未关的括号",
            "区信访局",
        ]);
        same(&["荔湾区ABC中心一", "荔湾区ＡＢＣ中心一"]);
    }

    #[test]
    fn party_committees_keep_their_rank() {
        same(&["区委组织部", "荔湾区委组织部", "荔湾区区委组织部", "中共广州市荔湾区委组织部"]);
        same(&["区委办公室", "荔湾区委办公室"]);
        same(&["市直机关工委", "广州市直机关工委", "广州市市直机关工委"]);
        assert_ne!(own_words("广州市委组织部"), own_words("荔湾区委组织部"));
    }

    #[test]
    fn words_of_the_departments_own_are_kept() {
        for name in [
            "市场监督管理局",
            "市政园林局",
            "区委办公室",
            "城市管理和综合执法局",
            "社区服务中心",
            "开发区管理委员会",
            "高新区管理委员会",
            "经济技术开发区财政局",
            "自然保护区管理局",
            "区域合作办公室",
            "县域经济发展局",
            "州直机关工委",
            "农贸市场管理处",
            "东区街道办事处",
            "省级机关事务管理局",
            "红旗街道办事处",
            "广州港务局",
        ] {
            keeps(name);
        }
    }

    #[test]
    fn places_go_and_the_words_stay() {
        for (name, own) in [
            ("荔湾区市场监督管理局", "市场监督管理局"),
            ("广州市市场监督管理局", "市场监督管理局"),
            ("广州市政园林局", "市政园林局"),
            ("广州市市政园林局", "市政园林局"),
            ("广州市政务服务数据管理局", "政务服务数据管理局"),
            ("荔湾区城市更新局", "城市更新局"),
            ("荔湾区人民法院", "人民法院"),
            ("广州市中级人民法院", "中级人民法院"),
            ("荔湾区白鹤洞街道办事处", "白鹤洞街道办事处"),
            ("浦东新区财政局", "财政局"),
            ("上海市浦东新区财政局", "财政局"),
            ("黑龙江省齐齐哈尔市龙沙区民政局", "民政局"),
            ("内蒙古自治区呼和浩特市新城区教育局", "教育局"),
            ("新疆维吾尔自治区伊犁哈萨克自治州财政局", "财政局"),
            ("恩施土家族苗族自治州恩施市审计局", "审计局"),
            ("凉山州教育局", "教育局"),
            ("苏州市昆山市水务局", "水务局"),
            ("滑县农业农村局", "农业农村局"),
            ("河南省安阳市滑县农业农村局", "农业农村局"),
            ("镶黄旗财政局", "财政局"),
            ("大兴安岭地区行政公署办公室", "行政公署办公室"),
            ("荔湾区政协办公室", "政协办公室"),
            ("荔湾区社区服务中心", "社区服务中心"),
        ] {
            assert_eq!(own_words(name), own, "{name}");
        }
    }

    #[test]
    fn a_name_that_is_nothing_but_a_place_is_kept() {
        for name in ["荔湾区", "广州市", "区", ""] {
            keeps(name);
        }
        assert_eq!(own_words("（本级）"), "(本级)");
    }
}
