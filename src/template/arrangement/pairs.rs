//! Funds that stand each beside its label: `年初预算数 | 5000 | 实际支出数 | 5100`, on one line or on several.

use rust_decimal::Decimal;

use super::{Content, Figure, Funds, Gathered, Layout, MOST_SOURCES};
use crate::template::compile::Fit;
use crate::template::header::Figures;
use crate::template::spec::{ColumnId, Kind};
use crate::template::view::Seen;
use crate::workbook::CellRef;

/// What a cell is among the pairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token {
    /// The label of a column of amounts or rates.
    Figure,
    /// That of a column of points.
    Points,
    /// A label with the words of a column.
    Likely,
    /// The name of a source.
    Source,
}

/// The pairs as far as they were gone through.
struct Pairs<'f, 'a> {
    funds: &'f Funds<'a>,
    sources: Vec<Option<CellRef>>,
    figures: Vec<Figure>,
    /// Where a source is named again.
    again: Vec<CellRef>,
    /// Whose the next figures are, by its place among the sources.
    whose: usize,
    /// The label of the amount right before: what a source's amount behind it is a part of.
    of: Option<CellRef>,
}

/// The pairs from a row on, which has the first label of an amount; `None` where labels stand side by side, as headings do, or
/// several figures behind one.
pub(super) fn gather(funds: &Funds<'_>, row: u32, last: u32) -> Option<Gathered> {
    // Figures that are nobody's by name are the whole's.
    let mut pairs =
        Pairs { funds, sources: vec![None], figures: Vec::new(), again: Vec::new(), whose: 0, of: None };
    for row in funds.view.rows_between(row, last) {
        if funds.ends_at(row) || !pairs.take_row(row)? {
            break;
        }
    }
    let Pairs { sources, mut figures, again, .. } = pairs;
    // Where no figure stands right beside its label, the column between is layout.
    if figures.iter().all(|figure| figure.place.found != figure.place.belongs) {
        for figure in &mut figures {
            figure.place.belongs = figure.place.found;
        }
    }
    Some(Gathered { layout: Layout::Pairs, sources, figures, corner: None, over: again })
}

impl Pairs<'_, '_> {
    /// Takes the pairs of a row; `Some(false)` where it is none of theirs, `None` where there are none.
    fn take_row(&mut self, row: u32) -> Option<bool> {
        let funds = self.funds;
        let tokens: Vec<(CellRef, &Seen<'_>, Token)> =
            funds.view.row(row).filter_map(|(at, seen)| Some((at, seen, token(funds, seen)?))).collect();
        if tokens.is_empty() {
            // A pair that nobody knows may stand among them.
            return Some(funds.view.row(row).any(|(at, _)| funds.content(at) == Content::Number));
        }
        // Points alone are more than the funds', unless they stand beside the funds' label.
        let has_figures = tokens.iter().any(|(_, _, token)| *token == Token::Figure);
        let are_points_of_part = !has_figures && self.are_points_of_a_part(&tokens);
        let are_own = |at: CellRef| has_figures || are_points_of_part || is_beside_upper_label(funds, at);
        for (n, &(label, seen, token)) in tokens.iter().enumerate() {
            let first = seen.extent.last.col.max(label.col) + 1;
            let next = tokens.get(n + 1);
            let has_room = next.is_none_or(|(next, _, _)| next.col > first);
            let place = funds.place(row, first, next.map_or(u32::MAX, |(next, _, _)| next.col - 1));
            let content = funds.content(place.found);
            match token {
                Token::Figure | Token::Points if !has_room || content == Content::Text => return None,
                Token::Figure if self.has_another(place.found) => return None,
                Token::Points if !are_own(label) => {}
                Token::Likely if content != Content::Number => {}
                Token::Source if !has_room => {
                    self.whose = self.source(label)?;
                    self.of = None;
                }
                Token::Source => {
                    if let Some(of) = self.of.filter(|_| content != Content::Text) {
                        let source = self.source(label)?;
                        self.figures.push(Figure { label: of, source, place });
                    }
                }
                Token::Figure | Token::Points | Token::Likely => {
                    self.figures.push(Figure { label, source: self.whose, place });
                    self.of = funds.names_amount(seen).then_some(label);
                }
            }
        }
        Some(true)
    }

    /// Whether a line right under figures has points and a score, and nothing else, and they are of less than a whole form's
    /// hundred.
    fn are_points_of_a_part(&self, tokens: &[(CellRef, &Seen<'_>, Token)]) -> bool {
        let [(weight, weight_seen, _), (score, score_seen, _)] = tokens else { return false };
        let is = |seen: &Seen<'_>, id: ColumnId| self.funds.columns(seen, Fit::Exact).any(|own| own == id);
        let number = |label: CellRef, seen: &Seen<'_>| {
            let first = seen.extent.last.col.max(label.col) + 1;
            Figures::number(self.funds.view, self.funds.place(label.row, first, first).found)
        };
        let is_right_under = self
            .figures
            .last()
            .is_some_and(|figure| self.funds.view.extent(figure.label).last.row + 1 == weight.row);
        is_right_under
            && is(weight_seen, ColumnId::Weight)
            && is(score_seen, ColumnId::Score)
            && number(*weight, weight_seen).zip(number(*score, score_seen)).is_some_and(|(weight, score)| {
                weight < Decimal::ONE_HUNDRED && score <= weight && score >= Decimal::ZERO
            })
    }

    /// Whether a second number stands beside a figure: then it is one of a line of figures, under headings that nobody knows.
    fn has_another(&self, figure: CellRef) -> bool {
        let after = CellRef::new(figure.row, figure.col + 1);
        let next = self.funds.view.row_from(after).next();
        next.is_some_and(|(at, _)| self.funds.content(at) == Content::Number)
    }

    /// The source that a cell names; `None` for more than anybody lists.
    fn source(&mut self, name: CellRef) -> Option<usize> {
        let label = |at: CellRef| self.funds.view.seen(at).and_then(Seen::label);
        let known = self.sources.iter().position(|at| at.is_some_and(|at| label(at) == label(name)));
        match known {
            Some(_) => self.again.push(name),
            None => self.sources.push(Some(name)),
        }
        known.or_else(|| self.sources.len().checked_sub(1)).filter(|at| *at <= MOST_SOURCES)
    }
}

/// Whether what stands left of a label is merged with it from a line above: the label of all the funds.
fn is_beside_upper_label(funds: &Funds<'_>, label: CellRef) -> bool {
    let left = label.col.checked_sub(1).map(|col| CellRef::new(label.row, col));
    left.is_some_and(|left| funds.view.extent(left).first.row < label.row)
}

fn token(funds: &Funds<'_>, seen: &Seen<'_>) -> Option<Token> {
    let is_points = |id| matches!(funds.kind(id), Some(Kind::Number));
    if funds.is_column(seen, Fit::Exact) {
        let points = funds.columns(seen, Fit::Exact).all(is_points);
        Some(if points { Token::Points } else { Token::Figure })
    } else if funds.names_source(seen) {
        Some(Token::Source)
    } else {
        funds.is_column(seen, Fit::Words).then_some(Token::Likely)
    }
}
