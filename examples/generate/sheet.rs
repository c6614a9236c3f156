//! Lays a generated department's form out.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Workbook, Worksheet, XlsxError,
    utility,
};

use super::department::{Department, Fault, Funding};

/// The labels in three wordings: name, funding, source, amounts and rates, goals, tasks' columns, problems, measures.
const WORDINGS: [[&str; 21]; 3] = [
    [
        "部门名称",
        "部门资金\n情况",
        "资金来源",
        "整体支出年初预算数",
        "整体支出预算调整数",
        "整体年度实际支出数",
        "预算完成率",
        "预算调整率",
        "年度目标",
        "部门整体支出的预期目标",
        "部门整体支出的目标完成情况",
        "主要任务",
        "年初预期目标",
        "目标完成情况",
        "关键指标",
        "计算公式或指标内容",
        "预期实现值",
        "指标完成情况",
        "任务涉及资金",
        "存在问题",
        "改进措施",
    ],
    [
        "单位名称",
        "部门预算\n资金情况",
        "资金类别",
        "年初批复预算数",
        "年中追加（减）数",
        "年度支出决算数",
        "预算完成率（%）",
        "预算调整率（%）",
        "年度总体\n目标",
        "预期目标",
        "实际完成情况",
        "重点工作任务",
        "预期目标",
        "实际完成情况",
        "绩效指标",
        "指标说明",
        "目标值",
        "实际完成值",
        "任务资金（万元）",
        "存在的问题",
        "下一步改进措施",
    ],
    [
        "填报单位",
        "整体支\n出资金",
        "资金性质",
        "年初预算",
        "调整预算",
        "全年支出",
        "预算执行率",
        "调整率",
        "年度\n绩效\n目标",
        "年初设定目标",
        "年末完成情况",
        "任务名称",
        "预期目标",
        "完成情况",
        "指标名称",
        "指标解释",
        "年度指标值",
        "全年完成值",
        "涉及资金",
        "主要问题",
        "整改措施",
    ],
];

/// A sheet, the form's offset on it, and the formats.
struct Pen<'a> {
    sheet: &'a mut Worksheet,
    offset: (u32, u16),
    text: Format,
    money: Format,
    rate: Format,
}

/// The department's workbook.
pub(crate) fn workbook(department: &Department) -> Result<Workbook, XlsxError> {
    let mut workbook = Workbook::new();
    // The library would write the time of day.
    let created = ExcelDateTime::from_ymd(2022, 3, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    let text =
        Format::new().set_border(FormatBorder::Thin).set_text_wrap().set_align(FormatAlign::VerticalCenter);
    let mut pen = Pen {
        sheet: workbook.add_worksheet(),
        offset: department.offset,
        money: text.clone().set_num_format("0.00"),
        rate: text.clone().set_num_format("0.00%"),
        text,
    };
    let row = pen.head(department)?;
    let row = pen.funding(row, department)?;
    let row = pen.goals(row, department)?;
    let row = pen.tasks(row, department)?;
    pen.foot(row, department)?;
    Ok(workbook)
}

/// What the total row's formulas compute: a range that is one row short misses it, and a number kept as text is none.
fn total(department: &Department, short: bool) -> Funding {
    let counted = &department.funding[..department.funding.len() - usize::from(short)];
    let as_text = department.fault == Some(Fault::TextNumber);
    Funding {
        source: "合计",
        initial: counted.iter().skip(usize::from(as_text)).map(|row| row.initial).sum(),
        adjustment: counted.iter().map(|row| row.adjustment).sum(),
        spent: counted.iter().map(|row| row.spent).sum(),
    }
}

impl Pen<'_> {
    fn at(&self, row: u32, column: u16) -> String {
        utility::row_col_to_cell(row + self.offset.0, column + self.offset.1)
    }

    /// A text over a rectangle.
    fn text(&mut self, from: (u32, u16), to: (u32, u16), text: &str) -> Result<(), XlsxError> {
        let (down, right) = self.offset;
        let (row, column) = (from.0 + down, from.1 + right);
        if from == to {
            self.sheet.write_with_format(row, column, text, &self.text)?;
        } else {
            self.sheet.merge_range(row, column, to.0 + down, to.1 + right, text, &self.text)?;
        }
        Ok(())
    }

    fn number(&mut self, at: (u32, u16), number: Decimal, rate: bool) -> Result<(), XlsxError> {
        let format = if rate { &self.rate } else { &self.money };
        let number = number.to_f64().unwrap_or_default();
        self.sheet.write_with_format(at.0 + self.offset.0, at.1 + self.offset.1, number, format)?;
        Ok(())
    }

    fn formula(
        &mut self,
        at: (u32, u16),
        formula: &str,
        result: Decimal,
        rate: bool,
    ) -> Result<(), XlsxError> {
        let format = if rate { &self.rate } else { &self.money };
        let formula = Formula::new(formula).set_result(result.to_string());
        self.sheet.write_with_format(at.0 + self.offset.0, at.1 + self.offset.1, formula, format)?;
        Ok(())
    }

    fn head(&mut self, department: &Department) -> Result<u32, XlsxError> {
        let words = WORDINGS[department.wording];
        for (column, width) in
            [10, 22, 22, 18, 20, 12, 12, 12].into_iter().zip(0..).map(|(width, column)| (column, width))
        {
            self.sheet.set_column_width(column + self.offset.1, width)?;
        }
        self.text((0, 0), (0, 7), "荔湾区部门整体支出绩效自评表")?;
        self.text((1, 0), (1, 7), "（2021年度）")?;
        self.text((2, 0), (2, 0), words[0])?;
        self.text((2, 1), (2, 4), &department.name)?;
        self.text((2, 7), (2, 7), "单位：万元")?;
        Ok(3)
    }

    fn funding(&mut self, row: u32, department: &Department) -> Result<u32, XlsxError> {
        let words = WORDINGS[department.wording];
        let rows = u32::try_from(department.funding.len()).unwrap_or_default();
        self.text((row, 0), (row + 1 + rows, 0), words[1])?;
        for (column, word) in [(1, 2), (2, 3), (3, 4), (6, 6), (7, 7)] {
            self.text((row, column), (row, column), words[word])?;
        }
        self.text((row, 4), (row, 5), words[5])?;
        let short = department.fault == Some(Fault::ShortTotal);
        let last = row + 1 + rows - u32::from(short);
        let total = total(department, short);
        self.text((row + 1, 1), (row + 1, 1), total.source)?;
        self.text((row + 1, 4), (row + 1, 5), "")?;
        for (column, amount) in [(2, total.initial), (3, total.adjustment), (4, total.spent)] {
            let formula = format!("=SUM({}:{})", self.at(row + 2, column), self.at(last, column));
            self.formula((row + 1, column), &formula, amount, false)?;
        }
        self.rates(row + 1, &total, department.fault.filter(|fault| *fault == Fault::Stale))?;
        for (at, part) in (row + 2..).zip(&department.funding) {
            self.text((at, 1), (at, 1), part.source)?;
            self.text((at, 4), (at, 5), "")?;
            for (column, amount) in [(2, part.initial), (3, part.adjustment), (4, part.spent)] {
                self.number((at, column), amount, false)?;
            }
            let fault = department.fault.filter(|fault| *fault != Fault::Stale && at == row + 2);
            if fault == Some(Fault::TextNumber) {
                self.text((at, 2), (at, 2), &format!(" {} ", part.initial))?;
            }
            self.rates(at, part, fault)?;
        }
        Ok(row + 2 + rows)
    }

    fn rates(&mut self, row: u32, part: &Funding, fault: Option<Fault>) -> Result<(), XlsxError> {
        let [initial, adjustment, spent] = [2, 3, 4].map(|column| self.at(row, column));
        let rate = part.spent / (part.initial + part.adjustment);
        let completion = format!("={spent}/({initial}+{adjustment})");
        let at = (row, 6);
        match fault {
            Some(Fault::WrongFormula) => {
                self.formula(at, &format!("={spent}/{initial}"), part.spent / part.initial, true)?;
            }
            Some(Fault::Constants) => {
                self.formula(at, &format!("={}/{}", part.spent, part.initial + part.adjustment), rate, true)?;
            }
            Some(Fault::WrongValue) => self.number(at, (rate + Decimal::new(3, 2)).round_dp(4), true)?,
            Some(Fault::Stale) => self.formula(at, &completion, rate - Decimal::new(2, 2), true)?,
            _ => self.formula(at, &completion, rate, true)?,
        }
        self.formula(
            (row, 7),
            &format!("=ABS({adjustment})/{initial}"),
            part.adjustment.abs() / part.initial,
            true,
        )
    }

    fn goals(&mut self, row: u32, department: &Department) -> Result<u32, XlsxError> {
        let words = WORDINGS[department.wording];
        let [expected, achieved] = &department.goals;
        let quoted = format!(
            "{achieved}推进“阳光服务{}。",
            if department.fault == Some(Fault::Quotes) { '“' } else { '”' }
        );
        self.text((row, 0), (row + 1, 0), words[8])?;
        self.text((row, 1), (row, 3), words[9])?;
        self.text((row, 4), (row, 7), words[10])?;
        self.text((row + 1, 1), (row + 1, 3), expected)?;
        self.text((row + 1, 4), (row + 1, 7), &quoted)?;
        Ok(row + 2)
    }

    fn tasks(&mut self, row: u32, department: &Department) -> Result<u32, XlsxError> {
        for (column, word) in (0..).zip(&WORDINGS[department.wording][11..19]) {
            self.text((row, column), (row, column), word)?;
        }
        let mut row = row + 1;
        for task in &department.tasks {
            let last = row + u32::try_from(task.indicators.len()).unwrap_or(1).max(1) - 1;
            for (column, text) in
                [(0, &task.name), (1, &task.expected), (2, &task.achieved), (7, &String::new())]
            {
                self.text((row, column), (last, column), text)?;
            }
            self.number((row, 7), task.funds, false)?;
            for (at, indicator) in (row..).zip(&task.indicators) {
                for (column, text) in [
                    (3, indicator.name),
                    (4, &indicator.definition),
                    (5, &indicator.target),
                    (6, &indicator.actual),
                ] {
                    self.text((at, column), (at, column), text)?;
                }
            }
            row = last + 1;
        }
        Ok(row)
    }

    fn foot(&mut self, row: u32, department: &Department) -> Result<(), XlsxError> {
        let words = WORDINGS[department.wording];
        for (at, word, text) in
            [(row, words[19], &department.problems), (row + 1, words[20], &department.measures)]
        {
            self.text((at, 0), (at, 0), word)?;
            self.text((at, 1), (at, 7), text)?;
        }
        if department.signature {
            self.text((row + 2, 0), (row + 2, 0), "填表人：陈某")?;
            self.text((row + 2, 4), (row + 2, 4), "填报日期：2022年3月1日")?;
        }
        Ok(())
    }
}
