//! How a sheet appears on the screen, as far as it is carried from an input to a corrected workbook.

use super::Rgb;

/// What a file says of a sheet's tab and window. `View::default()` is a plain one.
#[expect(clippy::struct_excessive_bools, reason = "each is a box to tick in Excel's own dialog")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct View {
    /// The colour of its tab.
    pub tab_color: Option<Rgb>,
    /// Whether its hidden tab is not even among those that Excel offers to show.
    pub very_hidden: bool,
    /// How large it is shown, in percent; 0 where nothing is said.
    pub zoom: u16,
    /// Whether the lines between cells are not shown.
    pub hides_gridlines: bool,
    /// Whether zeros are not shown.
    pub hides_zeros: bool,
    /// Whether the first column stands on the right.
    pub right_to_left: bool,
}

/// A size that Excel shows sheets at, in percent.
pub(super) fn zoom(text: &str) -> Option<u16> {
    text.trim().parse().ok().filter(|percent| (10..=400).contains(percent))
}
