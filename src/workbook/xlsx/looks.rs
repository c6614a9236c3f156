//! The looks and the colours of a workbook, out of its styles and its theme.

use super::super::ReadError;
use super::super::package::Package;
use super::colors::Palette;
use super::remembered::{self, Remembered};
use super::styles::{Looks, RawStyles};

/// The colours of a workbook. Its theme is read when the first colour needs it.
#[derive(Clone)]
pub(super) struct Colors {
    pub(super) palette: Palette,
    /// The theme's part, as long as it is not read.
    theme: Option<String>,
}

impl Colors {
    fn of(theme: &str) -> Self {
        Self { palette: Palette::default(), theme: Some(theme.to_owned()) }
    }

    pub(super) fn read_theme(&mut self, package: &mut Package<'_>) -> Result<(), ReadError> {
        if let Some(theme) = self.theme.take()
            && let Some(mut part) = package.xml(&theme)?
        {
            self.palette.read_theme(&mut part)?;
        }
        Ok(())
    }
}

thread_local! {
    static KNOWN: Remembered<(Looks, Colors)> = remembered::nothing();
}

/// Looks that are remembered, and indexes of them; a form has some hundreds at most.
const MOST: usize = 1_024;

/// The looks and the colours that the parts `styles` and `theme` tell.
pub(super) fn read(
    package: &mut Package<'_>,
    styles: &str,
    theme: &str,
) -> Result<(Looks, Colors), ReadError> {
    let anew = |package: &mut Package<'_>| {
        let raw = match package.xml(styles)? {
            Some(mut part) => RawStyles::read(&mut part)?,
            None => RawStyles::default(),
        };
        let mut colors = Colors::of(theme);
        if raw.needs_theme() {
            colors.read_theme(package)?;
        }
        let looks = raw.resolve(&mut colors.palette);
        Ok((looks, colors))
    };
    let takes_little = |(looks, _): &(Looks, Colors)| looks.of_index.len() <= MOST;
    remembered::or_read(&KNOWN, package, &[styles, theme], anew, takes_little)
}
