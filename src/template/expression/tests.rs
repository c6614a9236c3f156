use super::*;

fn cell(column: ColumnId) -> Option<String> {
    match column {
        ColumnId::ActualExpenditure => Some("E6".to_owned()),
        ColumnId::InitialBudget => Some("C6".to_owned()),
        ColumnId::BudgetAdjustment => Some("D6".to_owned()),
        _ => None,
    }
}

#[test]
fn it_is_laid_onto_a_rows_cells() {
    let rate = Expression::parse("actual_expenditure / (initial_budget + budget_adjustment)").unwrap();
    assert_eq!(rate.excel(cell).as_deref(), Some("E6/(C6+D6)"));
    assert_eq!(rate.divisor(cell).as_deref(), Some("C6+D6"));
    let adjustment = Expression::parse("abs(budget_adjustment) / initial_budget").unwrap();
    assert_eq!(adjustment.excel(cell).as_deref(), Some("ABS(D6)/C6"));
    assert_eq!(adjustment.divisor(cell).as_deref(), Some("C6"));
}

#[test]
fn brackets_stand_where_the_meaning_needs_them() {
    for (text, excel) in [
        ("initial_budget - (budget_adjustment + 1)", "C6-(D6+1)"),
        ("initial_budget / (budget_adjustment * 2)", "C6/(D6*2)"),
        ("min(initial_budget, 10) * -budget_adjustment", "MIN(C6,10)*-D6"),
    ] {
        assert_eq!(Expression::parse(text).unwrap().excel(cell).as_deref(), Some(excel));
    }
}

#[test]
fn columns_in_other_units_are_converted_where_they_stand() {
    let laid = |column: ColumnId, by: Decimal, text: &str| {
        let factor = |id: ColumnId| (id == column).then_some(by);
        Expression::parse(text).unwrap().scaled(&factor).excel(cell).unwrap()
    };
    let completion = "actual_expenditure / (initial_budget + budget_adjustment)";
    let ten_thousandth = Decimal::new(1, 4);
    assert_eq!(laid(ColumnId::ActualExpenditure, ten_thousandth, completion), "E6/10000/(C6+D6)");
    assert_eq!(laid(ColumnId::InitialBudget, ten_thousandth, completion), "E6/(C6/10000+D6)");
    let adjustment = "abs(budget_adjustment) / initial_budget";
    assert_eq!(laid(ColumnId::InitialBudget, ten_thousandth, adjustment), "ABS(D6)/(C6/10000)");
    assert_eq!(laid(ColumnId::BudgetAdjustment, Decimal::from(10_000), adjustment), "ABS(D6*10000)/C6");
}

#[test]
fn a_formula_of_very_many_operands_is_refused() {
    let sum = |count: usize| Expression::parse(&vec!["initial_budget"; count].join("+"));
    assert!(sum(200).is_ok());
    for error in [sum(201), sum(300_000)].map(Result::unwrap_err) {
        assert!(error.starts_with("公式太长"), "{error}");
    }
}

#[test]
fn brackets_inside_brackets_are_laid_out_once_each() {
    let levels = 45;
    let text = format!("1{}", "-(initial_budget".repeat(levels) + &")".repeat(levels));
    let excel = format!("1{}", "-(C6".repeat(levels - 1) + "-C6" + &")".repeat(levels - 1));
    assert_eq!(Expression::parse(&text).unwrap().excel(cell), Some(excel));
}

#[test]
fn it_gives_a_value_but_for_a_blank_row_or_a_zero_divisor() {
    let rate = Expression::parse("actual_expenditure / (initial_budget + budget_adjustment)").unwrap();
    let of = |actual, initial, adjustment| {
        rate.value(|id| match id {
            ColumnId::ActualExpenditure => actual,
            ColumnId::InitialBudget => initial,
            _ => adjustment,
        })
    };
    let d = |n: i64| Some(Decimal::from(n));
    assert_eq!(of(d(90), d(120), d(-20)), Some(Decimal::new(9, 1)));
    assert_eq!(of(d(90), d(100), None), Some(Decimal::new(9, 1)));
    assert_eq!(of(d(90), d(0), None), None);
    assert_eq!(of(None, None, None), None);
}

#[test]
fn a_column_without_a_cell_gives_no_formula() {
    assert_eq!(Expression::parse("actual_expenditure / annual_budget").unwrap().excel(cell), None);
}

#[test]
fn what_is_wrong_is_said_in_words() {
    for (text, said) in [
        ("actual_expenditure / initial_budget / (2", "缺少右括号"),
        ("initial_budget)", "右括号多了"),
        ("initial_budget +", "公式不完整"),
        ("initial_budget actual", "前缺少运算符"),
        ("betrag / initial_budget", "不认识的栏目“betrag”"),
        ("round(initial_budget)", "不认识的函数“round”"),
        ("initial_budget ÷ 2", "不认识的符号“÷”"),
    ] {
        let error = Expression::parse(text).unwrap_err();
        assert!(error.contains(said), "{text}: {error}");
    }
}
