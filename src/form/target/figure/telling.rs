//! Where a text tells figures of the form's own year, all of it.

use super::super::expression::Expression;
use super::super::moment::Moment;
use super::super::numeral;
use super::super::reader;
use super::clause::{figure, without_label};
use super::{Figure, Portion};

/// The figures of a text. Left out are those that speak of other years, of a part of the year, of changes and of plans,
/// those that are denied, and clauses with several figures, whose subjects nobody can tell apart.
/// A figure of the form's own `year` is none of another.
pub fn figures(text: &str, year: Option<i32>) -> Vec<Figure> {
    let spaced: String = text.chars().map(|c| if c == '\n' { ' ' } else { c }).collect();
    let mut found = Vec::new();
    for sentence in spaced.split(['。', '！']).filter(|sentence| numeral::may_be_in(sentence)) {
        let mut interim = false;
        for part in sentence.split(['；', ';']) {
            // 截至9月底，办结率88%；整改率90%: both are of September. 一是…；二是… are points of their own.
            let mut scene = Scene { interim: interim && !is_numbered(part), ..Scene::default() };
            scene.tell(part, year, &mut found);
            interim = scene.interim;
        }
    }
    found
}

/// Whether a part begins with its number: 二是, 2.
fn is_numbered(part: &str) -> bool {
    let part = part.trim_start();
    part.starts_with(|c: char| c.is_ascii_digit()) || part.chars().nth(1) == Some('是')
}

/// What the clauses of a part of a sentence have said so far of the figures behind them.
#[derive(Default)]
struct Scene {
    /// 到2025年，满意度达到98%: another year.
    elsewhere: bool,
    /// 截至6月底，联网率为88%: the year was not over.
    interim: bool,
    /// Of how much of the money they speak.
    portion: Portion,
}

/// What sets clauses apart.
const BETWEEN_CLAUSES: [char; 6] = ['，', '、', '（', '）', '(', ')'];
/// Words that come back to the form's own year.
const OWN_YEAR: &str = "今年 本年 当年 全年 目前 实际";
/// Words for more than the form's own year.
const PERIODS: &str = "十三五 十四五 十五五 规划期 期间";

/// Words of which a rate's sentence is looked through for parts of the money.
const MONEY: [&str; 4] = ["预算", "执行率", "支出进度", "调整率"];
/// Parts of the money, or of those that spend it.
const PARTS: &str = "其中 子项目 各项目 个项目 基本支出 基金 专户 中央 省级 市级 上级 转移支付 债券 三公 一般公共 科室 下属 \
    所属 直属 部分 个别";
/// A project's money, which is a part of the department's.
const PROJECTS: &str = "项目 专项 经费 任务 工程 采购";

impl Scene {
    /// Adds the figures of a part of a sentence. What a clause says of another time holds for those behind it, until
    /// one comes back to the form's own year.
    fn tell(&mut self, part: &str, year: Option<i32>, found: &mut Vec<Figure>) {
        let of_money = MONEY.iter().any(|word| part.contains(word));
        let mut opened = false;
        // Whether the last clause gave the last figure.
        let mut just_found = false;
        for piece in part.split_inclusive(BETWEEN_CLAUSES) {
            let clause = piece.trim_end_matches(BETWEEN_CLAUSES);
            let in_bracket = std::mem::replace(&mut opened, piece.ends_with(['（', '(']));
            let after_figure = std::mem::take(&mut just_found);
            let says = |words: &str| words.split_ascii_whitespace().any(|word| clause.contains(word));
            if of_money && says(PARTS) {
                self.portion = Portion::Part;
            } else if of_money && says(PROJECTS) {
                self.portion = self.portion.max(Portion::Project);
            }
            let comes_back = says(OWN_YEAR);
            self.elsewhere = (self.elsewhere || says(PERIODS)) && !comes_back;
            self.interim &= !comes_back;
            if !numeral::may_be_in(clause) {
                // 年初 and 年末 have no number.
                if is_time(clause) {
                    self.interim = clause.ends_with('初');
                }
                continue;
            }
            let expression = reader::read(without_label(clause));
            let told: String = expression.text.iter().collect();
            let years = || expression.moments.iter().filter_map(|moment| moment.year.map(i32::from));
            let own = years().any(|named| Some(named) == year);
            self.elsewhere = (self.elsewhere || years().any(|named| Some(named) != year)) && !own;
            if !expression.moments.is_empty() {
                let interim = is_interim(&expression, &told);
                // 联网率为88%（截至6月底）: the time stands behind its figure.
                if in_bracket {
                    if interim && after_figure {
                        found.pop();
                    }
                } else {
                    let whole = expression.moments.iter().any(ends_the_year);
                    self.interim = interim || (self.interim && !whole);
                }
            }
            if !self.elsewhere && !self.interim {
                let figure = figure(&expression, &told, year);
                just_found = figure.is_some();
                found.extend(figure.map(|figure| Figure { portion: self.portion, ..figure }));
            }
        }
    }
}

/// Whether a clause names a time in general and no more: 年末.
fn is_time(clause: &str) -> bool {
    matches!(clause.trim(), "年初" | "年末" | "年底" | "截至年底" | "截至年末")
}

/// Whether a moment is the year itself or its end, where all of the year is counted.
fn ends_the_year(moment: &Moment) -> bool {
    moment.is_years_end() && matches!(moment.first.0, 1 | 12)
}

/// Whether a clause says that what follows is of a part of the year: 截至6月底, 前三季度, 上半年办结率92%. 3月份召开动员会 and
/// 6月培训3场 tell only when something was done.
fn is_interim(expression: &Expression, told: &str) -> bool {
    const ENDS: [&str; 11] = ["月", "份", "日", "号", "季度", "半年", "底", "末", "初", "旬", "止"];
    let until = ["截至", "截止"].iter().any(|word| told.contains(word));
    let moments = &expression.moments;
    // 年底 is read as December, and so is 12月, which is no more than a month.
    let month = moments.iter().all(|moment| moment.first.0 == 12) && told.ends_with(['月', '份']);
    if moments.iter().all(ends_the_year) {
        return month && !until;
    }
    let alone = expression.measures.is_empty() && ENDS.iter().any(|end| told.ends_with(end));
    let stretch = |moment: &Moment| moment.first.0 < moment.last.0 && !ends_the_year(moment);
    until || alone || moments.iter().any(stretch)
}

#[cfg(test)]
mod tests {
    use super::figures;

    fn subjects(text: &str) -> Vec<String> {
        figures(text, Some(2021)).into_iter().map(|f| format!("{}={}", f.subject, f.shown)).collect()
    }

    #[test]
    fn figures_with_what_they_are_said_of() {
        assert_eq!(
            subjects("认真落实责任，信访案件办结率 100%，全年发出督办函264份。"),
            ["信访案件办结率=100%", "全年发出督办函=264份"]
        );
    }

    #[test]
    fn other_years_plans_and_denials_are_left_out() {
        assert!(
            subjects("办结率较上年提高5%，力争满意度达到98%，及时率未达到95%，2020年知晓率90%").is_empty()
        );
    }

    #[test]
    fn what_was_counted_before_the_year_was_over_is_left_out() {
        for interim in [
            "截至11月底，联网率为94.2%",
            "截至2021年9月30日，联网率为94.2%，整改率90%",
            "前三季度，联网率为94.2%；整改率90%",
            "1-9月，联网率为94.2%",
            "下半年，联网率为94.2%",
            "年初，联网率为94.2%",
            "联网率为94.2%（截至6月底）",
            "12月，联网率为94.2%",
            "上半年整改率90%，联网率为94.2%",
            "截至6月底整改率90%，联网率为94.2%",
        ] {
            assert!(subjects(interim).is_empty(), "{interim}: {:?}", subjects(interim));
        }
        for whole in [
            "截至12月底，联网率为94.2%",
            "截至2021年底，联网率为94.2%",
            "截至6月底，整改率90%，全年联网率为94.2%",
            "截至6月底，整改率90%；二是联网率为94.2%",
            "3月份召开动员会，联网率为94.2%",
            "6月开展培训3场，联网率为94.2%",
            "截至12月，联网率为94.2%",
            "1-12月，联网率为94.2%",
            "整改完成（6月底），联网率为94.2%",
        ] {
            assert_eq!(subjects(whole).len(), 1, "{whole}: {:?}", subjects(whole));
        }
    }

    #[test]
    fn units_are_shown_whole() {
        assert_eq!(subjects("PM2.5年均浓度为28微克/立方米"), ["pm2.5年均浓度=28微克/立方米"]);
        assert_eq!(subjects("检定计量器具4251台件"), ["检定计量器具=4251台件"]);
        assert_eq!(subjects("新增点位280路建设任务"), ["新增点位=280路"]);
    }

    #[test]
    fn a_name_may_end_as_a_link_or_be_a_change() {
        assert_eq!(subjects("家庭医生签约11.8万人"), ["家庭医生签约=11.8万人"]);
        assert_eq!(subjects("全年警情下降率8.1%，警情下降8.1%"), ["全年警情下降率=8.1%"]);
    }
}
