//! Figures that are told in parts, each with a power of ten: `3万5千`, `1亿2500万`, `9千8百万`.

use rust_decimal::Decimal;

use super::{Numeral, digits, power, power_at};

/// The power of ten that closes a group of four digits.
const GROUP: Decimal = Decimal::from_parts(10_000, 0, 0, false, 0);

/// What was read of such a figure.
#[derive(Debug, Clone, Copy)]
pub(super) struct Parts {
    /// What 万 and 亿 have closed.
    closed: Decimal,
    /// What stands behind them.
    open: Decimal,
    /// The last 万 or 亿; nothing may follow that is closed by a greater one.
    closed_by: Option<Decimal>,
    /// The last power of ten, which what follows is smaller than.
    least: Decimal,
    /// The power that the figure is counted in.
    scale: Decimal,
}

/// A part of a figure: its digits, its power below 万, and the 万 or 亿 that closes its group.
#[derive(Debug, Clone, Copy)]
struct Part {
    value: Decimal,
    own: Decimal,
    closes: Option<Decimal>,
    end: usize,
}

impl Parts {
    /// A figure whose first part is `value`, counted in `scale`, of which `last` is the last power of ten.
    pub(super) fn of(value: Decimal, scale: Decimal, last: Decimal) -> Self {
        if last >= GROUP {
            Self { closed: value, open: Decimal::ZERO, closed_by: Some(last), least: last, scale }
        } else {
            Self { closed: Decimal::ZERO, open: value, closed_by: None, least: last, scale }
        }
    }

    /// Goes on with the parts from `end`, of a figure that began at `at`.
    pub(super) fn read(mut self, text: &[char], at: usize, mut end: usize) -> Option<Numeral> {
        while let Some(part) = part(text, end, self.least) {
            let Some(more) = self.with(part) else { break };
            self = more;
            end = part.end;
        }
        let value = self.closed.checked_add(self.open)?;
        Some(Numeral { value, until: None, scale: self.scale, len: end - at, chinese: false })
    }

    /// The figure with one more part; `None` where the part is too large to belong to it.
    fn with(self, part: Part) -> Option<Self> {
        let open = self.open.checked_add(part.value.checked_mul(part.own)?)?;
        let Some(by) = part.closes else {
            return Some(Self { open, least: part.own, ..self });
        };
        // 1百20万 counts all of it in 万, 1亿2000万 only what stands behind the 亿.
        let group = open.checked_mul(by)?;
        let fits = self.closed_by.is_none_or(|before| by < before && group < before);
        let scale = if self.closed_by.is_none() { by } else { self.scale };
        let closed = self.closed.checked_add(group)?;
        fits.then_some(Self { closed, open: Decimal::ZERO, closed_by: Some(by), least: by, scale })
    }
}

/// The part that goes on a figure at `at`, whose last power of ten is `least`: the `5千` of `3万5千元`, the `零500万` of `1亿零500万`, the `8`
/// of `3万8`.
fn part(text: &[char], at: usize, least: Decimal) -> Option<Part> {
    let zero = text.get(at) == Some(&'零');
    let begin = at + usize::from(zero);
    if !text.get(begin)?.is_ascii_digit() {
        return None;
    }
    let (value, mut end) = digits(text, begin)?;
    let single = end - begin == 1;
    // 3万5千米 are 35000 metres, 1万5000千瓦 are in kilowatts.
    let power_at =
        |at: usize| if single { text.get(at).copied().and_then(power) } else { power_at(text, at) };
    let own = power_at(end).filter(|by| *by < GROUP);
    end += usize::from(own.is_some());
    let closes = power_at(end).filter(|by| *by >= GROUP);
    end += usize::from(closes.is_some());
    let alone = own.is_none() && closes.is_none();
    // A rate is a number of its own.
    if alone && matches!(text.get(end), Some('%' | '‰')) {
        return None;
    }
    // A last digit counts the next lower power: 3万8 is 38000.
    let own = match own {
        Some(own) => own,
        None if alone && single && !zero && least >= Decimal::ONE_HUNDRED => {
            least.checked_div(Decimal::TEN)?
        }
        None => Decimal::ONE,
    };
    (value.checked_mul(own)? < least).then_some(Part { value, own, closes, end })
}
