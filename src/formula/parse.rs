//! From a formula's text to an [`Expr`]. The grammar is `formualizer-parse`'s; what is refused is refused in words.

use std::sync::Arc;

use formualizer_parse::parser::ReferenceType;
use formualizer_parse::{
    ASTNode, ASTNodeType, BinaryOperator, ExcelErrorKind, LiteralValue, Parser, ParserLimits, UnaryOperator,
};

use super::Unjudged;
use super::expr::{Area, Array, Expr, Operator, Whole};
use super::functions::{self, Lookup};
use crate::workbook::{CellError, CellRange, CellRef, MAX_COLUMNS, MAX_ROWS, Value};

/// Excel itself takes 8,192 characters; a CJK character has three bytes.
const MAX_BYTES: usize = 3 * 8_192;
/// Excel itself nests 64 levels deep.
const MAX_DEPTH: usize = 64;
/// How many rectangles a formula may refer to; by itself it has room for some thousands, with names for millions.
const MAX_AREAS: usize = 10_000;

/// What a parser must know of the workbook around a formula.
pub(super) trait Surroundings {
    /// The sheet of that name.
    fn sheet(&mut self, name: &str) -> Option<usize>;
    /// The defined name as it is known on the formula's sheet; `Ok(None)` where there is none.
    fn name(&mut self, name: &str) -> Result<Option<Expr>, Unjudged>;
}

/// A parsed formula.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Parsed {
    /// The formula.
    pub(crate) expr: Expr,
    /// Every rectangle that it refers to.
    pub(crate) areas: Vec<Area>,
}

impl Parsed {
    /// The same as an array formula that fills `range`.
    pub(crate) fn filling(&self, range: CellRange) -> Self {
        let whole = Whole { expr: self.expr.clone(), range };
        Self { expr: Expr::Whole(Arc::new(whole)), areas: self.areas.clone() }
    }
}

/// Parses a formula that stands on `sheet`. Bounded, whatever the text.
pub(super) fn parse(
    text: &str,
    sheet: usize,
    surroundings: &mut dyn Surroundings,
) -> Result<Parsed, Unjudged> {
    let text = text.trim().trim_start_matches('=');
    if text.trim().is_empty() {
        return Err(Unjudged::words("公式为空"));
    }
    if text.contains("file:///") {
        return Err(Unjudged::External);
    }
    if text.len() > MAX_BYTES {
        return Err(Unjudged::words(format!("公式过长（{} 个字符）", text.chars().count())));
    }
    if bracket_depth(text) > MAX_DEPTH {
        return Err(Unjudged::words(format!("括号嵌套超过 {MAX_DEPTH} 层")));
    }
    let limits = ParserLimits::default().with_ast_height(8_192).with_pratt_frames(2 * MAX_DEPTH);
    let tree = Parser::builder()
        .limits(limits)
        .parse(format!("={text}"))
        .map_err(|_| Unjudged::words("公式无法解析"))?;
    let mut reader = Reader { sheet, surroundings };
    let expr = reader.expr(&tree, 0)?;
    let areas = expr.areas(MAX_AREAS).ok_or(Unjudged::TooMuch)?;
    Ok(Parsed { expr, areas })
}

/// How deep brackets nest; texts in quotes do not count.
fn bracket_depth(text: &str) -> usize {
    let (mut depth, mut deepest, mut quoted) = (0_usize, 0, false);
    for c in text.chars() {
        match c {
            '"' => quoted = !quoted,
            '(' | '{' if !quoted => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            ')' | '}' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

struct Reader<'a> {
    sheet: usize,
    surroundings: &'a mut dyn Surroundings,
}

impl Reader<'_> {
    fn expr(&mut self, node: &ASTNode, depth: usize) -> Result<Expr, Unjudged> {
        if depth > 2 * MAX_DEPTH {
            return Err(Unjudged::words("公式嵌套过深"));
        }
        match &node.node_type {
            ASTNodeType::Literal(literal) => {
                let written = node.source_token.as_ref().map(|token| token.value.as_str());
                Ok(Expr::Constant(constant(literal, written)?))
            }
            ASTNodeType::Omitted => Ok(Expr::Omitted),
            ASTNodeType::Reference { original, reference } => self.reference(original, reference),
            ASTNodeType::UnaryOp { op, expr } => {
                let inner = self.expr(expr, depth + 1)?;
                match op {
                    UnaryOperator::Minus => Ok(Expr::Negate(Box::new(inner))),
                    UnaryOperator::Percent => Ok(Expr::Percent(Box::new(inner))),
                    UnaryOperator::Plus | UnaryOperator::ImplicitIntersection => Ok(inner),
                    _ => Err(Unjudged::words("使用了溢出区域引用（#）")),
                }
            }
            ASTNodeType::BinaryOp { .. } => self.chain(node, depth),
            ASTNodeType::Function { name, args } => self.call(name, args, depth),
            ASTNodeType::Array(rows) => array(rows),
            ASTNodeType::Call { .. } => Err(Unjudged::words("使用了自定义函数（LAMBDA）")),
        }
    }

    /// `a + b - c …`: the left spine is walked, not recursed into.
    fn chain(&mut self, node: &ASTNode, depth: usize) -> Result<Expr, Unjudged> {
        let mut spine = Vec::new();
        let mut at = node;
        while let ASTNodeType::BinaryOp { op, left, right } = &at.node_type {
            spine.push((*op, right.as_ref()));
            at = left;
        }
        let mut first = self.expr(at, depth + 1)?;
        let mut rest: Vec<(Operator, Expr)> = Vec::new();
        for (op, right) in spine.into_iter().rev() {
            let operand = self.expr(right, depth + 1)?;
            if let Some(operator) = operator(op) {
                rest.push((operator, operand));
            } else if op == BinaryOperator::Union && rest.is_empty() {
                first = union(first, operand)?;
            } else {
                return Err(Unjudged::words("使用了区域运算（交叉引用等）"));
            }
        }
        Ok(if rest.is_empty() { first } else { Expr::Chain(Box::new(first), rest) })
    }

    fn call(&mut self, name: &str, args: &[ASTNode], depth: usize) -> Result<Expr, Unjudged> {
        let function = match functions::lookup(name) {
            Lookup::Known(function) => function,
            Lookup::Volatile => return Err(Unjudged::Volatile),
            Lookup::Unknown => {
                let shown: String = name.chars().take(40).collect();
                return Err(Unjudged::words(format!("使用了函数 {shown}")));
            }
        };
        if args.len() < function.least || args.len() > function.most {
            return Err(Unjudged::words(format!("函数 {} 的参数个数不对", function.name)));
        }
        let arguments = args.iter().map(|a| self.expr(a, depth + 1)).collect::<Result<_, _>>()?;
        Ok(Expr::Call(function, arguments))
    }

    fn reference(&mut self, original: &str, reference: &ReferenceType) -> Result<Expr, Unjudged> {
        match reference {
            ReferenceType::Cell { sheet, row, col, .. } => {
                let at = CellRef::new(row.saturating_sub(1), col.saturating_sub(1));
                self.area(sheet.as_deref(), CellRange::single(at))
            }
            ReferenceType::Range { sheet, start_row, start_col, end_row, end_col, .. } => {
                let range = open_range([start_row, start_col], [end_row, end_col]);
                self.area(sheet.as_deref(), range)
            }
            ReferenceType::External(_) => Err(Unjudged::External),
            ReferenceType::NamedRange(name) => {
                if let Some(error) = CellError::parse(original.rsplit('!').next().unwrap_or(original)) {
                    return Ok(Expr::Constant(Value::Error(error)));
                }
                if name.contains('[') {
                    return Err(Unjudged::External);
                }
                let plain = name.rsplit('!').next().unwrap_or(name);
                Ok(self.surroundings.name(plain)?.unwrap_or(Expr::Constant(Value::Error(CellError::Name))))
            }
            ReferenceType::Table(_) if original.starts_with('[') && original.contains('!') => {
                Err(Unjudged::External)
            }
            ReferenceType::Table(_) => Err(Unjudged::words("使用了无法换算的表格引用")),
            ReferenceType::Cell3D { sheet_first, sheet_last, row, col, .. } => {
                let at = CellRef::new(row.saturating_sub(1), col.saturating_sub(1));
                self.across([sheet_first, sheet_last], CellRange::single(at))
            }
            ReferenceType::Range3D {
                sheet_first,
                sheet_last,
                start_row,
                start_col,
                end_row,
                end_col,
                ..
            } => {
                let range = open_range([start_row, start_col], [end_row, end_col]);
                self.across([sheet_first, sheet_last], range)
            }
        }
    }

    /// The same rectangle on every sheet from one to another, in the order of their tabs: `SUM(一季度:四季度!B2)`.
    fn across(&mut self, ends: [&str; 2], range: CellRange) -> Result<Expr, Unjudged> {
        if ends.iter().any(|name| name.contains('[')) {
            return Err(Unjudged::External);
        }
        let (Some(one), Some(other)) = (self.surroundings.sheet(ends[0]), self.surroundings.sheet(ends[1]))
        else {
            return Ok(Expr::Constant(Value::Error(CellError::Ref)));
        };
        if range.last.row >= MAX_ROWS || range.last.col >= MAX_COLUMNS {
            return Ok(Expr::Constant(Value::Error(CellError::Ref)));
        }
        let sheets = one.min(other)..=one.max(other);
        Ok(Expr::Union(sheets.map(|sheet| Area { sheet, range }).collect()))
    }

    fn area(&mut self, sheet: Option<&str>, range: CellRange) -> Result<Expr, Unjudged> {
        let index = match sheet {
            None => self.sheet,
            Some(name) if name.contains('[') => return Err(Unjudged::External),
            Some(name) => match self.surroundings.sheet(name) {
                Some(index) => index,
                None => return Ok(Expr::Constant(Value::Error(CellError::Ref))),
            },
        };
        if range.last.row >= MAX_ROWS || range.last.col >= MAX_COLUMNS {
            return Ok(Expr::Constant(Value::Error(CellError::Ref)));
        }
        Ok(Expr::Area(Area { sheet: index, range }))
    }
}

/// A rectangle that may be open: whole columns and rows.
fn open_range(start: [&Option<u32>; 2], end: [&Option<u32>; 2]) -> CellRange {
    let from_zero = |bound: &Option<u32>, open: u32| bound.map_or(open, |n| n.saturating_sub(1));
    let first = CellRef::new(from_zero(start[0], 0), from_zero(start[1], 0));
    let last = CellRef::new(from_zero(end[0], MAX_ROWS - 1), from_zero(end[1], MAX_COLUMNS - 1));
    CellRange::new(first, last)
}

fn union(first: Expr, second: Expr) -> Result<Expr, Unjudged> {
    let areas = |part: Expr| match part {
        Expr::Area(area) => Ok(vec![area]),
        Expr::Union(areas) => Ok(areas),
        _ => Err(Unjudged::words("使用了区域运算（联合引用）")),
    };
    let mut united = areas(first)?;
    united.extend(areas(second)?);
    Ok(Expr::Union(united))
}

fn array(rows: &[Vec<ASTNode>]) -> Result<Expr, Unjudged> {
    let refused = || Unjudged::words("数组常量无法解析");
    let columns = rows.first().map_or(0, Vec::len);
    let mut values = Vec::new();
    for row in rows {
        if row.len() != columns {
            return Err(refused());
        }
        for node in row {
            values.push(array_element(node).ok_or_else(refused)?);
        }
    }
    Ok(Expr::Array(Array { rows: rows.len(), columns, values }))
}

fn array_element(node: &ASTNode) -> Option<Value> {
    match &node.node_type {
        ASTNodeType::Literal(literal) => {
            constant(literal, node.source_token.as_ref().map(|t| t.value.as_str())).ok()
        }
        ASTNodeType::UnaryOp { op: UnaryOperator::Minus, expr } => match &expr.node_type {
            ASTNodeType::Literal(literal) => {
                let value = constant(literal, expr.source_token.as_ref().map(|t| t.value.as_str())).ok()?;
                Some(Value::Number(-value.number()?))
            }
            _ => None,
        },
        _ => None,
    }
}

/// A literal. A number is taken from its written digits, not from the parser's binary number.
fn constant(literal: &LiteralValue, written: Option<&str>) -> Result<Value, Unjudged> {
    let number = |fallback: f64| match written.and_then(Value::from_number_text) {
        Some(value) => value,
        None => Value::from_f64(fallback),
    };
    let value = match literal {
        #[expect(clippy::cast_precision_loss, reason = "only where the digits themselves are not at hand")]
        LiteralValue::Int(n) => number(*n as f64),
        LiteralValue::Number(n) => number(*n),
        LiteralValue::Text(text) => Value::Text(text.clone()),
        LiteralValue::Boolean(b) => Value::Bool(*b),
        LiteralValue::Empty => Value::Empty,
        LiteralValue::Error(error) => Value::Error(match error.kind {
            ExcelErrorKind::Null => CellError::Null,
            ExcelErrorKind::Ref => CellError::Ref,
            ExcelErrorKind::Name => CellError::Name,
            ExcelErrorKind::Div => CellError::Div0,
            ExcelErrorKind::Na => CellError::NA,
            ExcelErrorKind::Num => CellError::Num,
            ExcelErrorKind::Spill => CellError::Spill,
            ExcelErrorKind::Calc => CellError::Calc,
            _ => CellError::Value,
        }),
        _ => return Err(Unjudged::words("公式中有无法识别的常量")),
    };
    match value {
        Value::Unrepresentable(_) => Err(Unjudged::words("公式中的数字过大")),
        value => Ok(value),
    }
}

fn operator(op: BinaryOperator) -> Option<Operator> {
    Some(match op {
        BinaryOperator::Add => Operator::Add,
        BinaryOperator::Subtract => Operator::Subtract,
        BinaryOperator::Multiply => Operator::Multiply,
        BinaryOperator::Divide => Operator::Divide,
        BinaryOperator::Power => Operator::Power,
        BinaryOperator::Concat => Operator::Concat,
        BinaryOperator::Equal => Operator::Equal,
        BinaryOperator::NotEqual => Operator::NotEqual,
        BinaryOperator::Less => Operator::Less,
        BinaryOperator::LessEqual => Operator::LessEqual,
        BinaryOperator::Greater => Operator::Greater,
        BinaryOperator::GreaterEqual => Operator::GreaterEqual,
        _ => return None,
    })
}
