//! What becomes of a finding: the one place for its words, which every output shows.

use super::Finding;
use crate::record::{FixSafety, Severity};

/// What has been done about a finding, or is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Treatment {
    /// Its fix was applied.
    Mended,
    /// Somebody asked and found it right as it stands.
    Accepted,
    /// Correcting the workbook will mend it.
    Mendable,
    /// There is a fix, which changes what the department stated: somebody must decide.
    Suggested,
    /// The department must mend it.
    ToMend,
    /// A person must look at it.
    ToVerify,
    /// It is only noted.
    Noted,
}

impl Treatment {
    /// The words for it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Mended => "已修正",
            Self::Accepted => "已核实",
            Self::Mendable => "可自动修正",
            Self::Suggested => "建议修改",
            Self::ToMend => "请修改",
            Self::ToVerify => "请核实",
            Self::Noted => "供参考",
        }
    }

    /// Whether nothing is left to do.
    pub(crate) const fn is_done(self) -> bool {
        matches!(self, Self::Mended | Self::Accepted)
    }

    /// The words for it where they say more than the finding's level.
    pub(crate) const fn beyond_level(self) -> Option<&'static str> {
        match self {
            Self::ToMend | Self::ToVerify | Self::Noted => None,
            Self::Mended | Self::Accepted | Self::Mendable | Self::Suggested => Some(self.title()),
        }
    }
}

/// A finding as the outputs of a run list it: with what the run knows beside it.
#[derive(Debug, Clone, Copy)]
pub struct Listed<'a> {
    /// What was found.
    pub finding: &'a Finding,
    /// The form's own words for the field it is at.
    pub label: Option<&'a str>,
    /// Whether its fix was applied; `None` as long as nothing was corrected.
    pub applied: Option<bool>,
}

impl Listed<'_> {
    /// What has become of the finding, and what is left to do.
    pub fn treatment(&self) -> Treatment {
        self.finding.treatment(self.applied)
    }

    /// Whether its fix was applied.
    pub(crate) fn is_mended(&self) -> bool {
        self.applied == Some(true)
    }

    /// Whether nobody has accepted the finding.
    pub(crate) const fn is_open(&self) -> bool {
        self.finding.accepted.is_none()
    }
}

impl Finding {
    /// What has become of it, and what is left to do. `applied` tells whether its fix was applied; none where nothing
    /// has been corrected yet.
    ///
    /// ```
    /// use ziping::rules::{Finding, Treatment, find_rule};
    /// let finding = Finding::new(find_rule("overspent").unwrap(), "Sheet1", "实际支出超过预算");
    /// assert_eq!(finding.treatment(None), Treatment::ToVerify);
    /// ```
    pub fn treatment(&self, applied: Option<bool>) -> Treatment {
        let fix = self.fix.as_ref().map_or(FixSafety::None, |fix| fix.safety);
        match (fix, self.severity) {
            _ if applied == Some(true) => Treatment::Mended,
            _ if self.accepted.is_some() => Treatment::Accepted,
            (FixSafety::Safe, _) if applied.is_none() => Treatment::Mendable,
            (FixSafety::Suggested, _) => Treatment::Suggested,
            (_, Severity::Error) => Treatment::ToMend,
            (_, Severity::Warning) => Treatment::ToVerify,
            (_, Severity::Info) => Treatment::Noted,
        }
    }

    /// Its message and, where it was accepted, why.
    pub(crate) fn message_with_reason(&self) -> String {
        match &self.accepted {
            Some(reason) => format!("{}（{}：{reason}）", self.message, Treatment::Accepted.title()),
            None => self.message.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{NewContent, find_rule};

    #[test]
    fn a_safe_fix_is_promised_only_before_the_workbook_is_corrected() {
        let at = "G6".parse().unwrap();
        let rule = find_rule("rate-wrong-value").unwrap();
        let finding =
            Finding::new(rule, "表", "").fix(FixSafety::Safe, at, NewContent::Text("甲".to_owned()));
        let treatments = [None, Some(true), Some(false)].map(|applied| finding.treatment(applied));
        // One that could not be applied, because another has changed the cell, is the department's to mend.
        assert_eq!(treatments, [Treatment::Mendable, Treatment::Mended, Treatment::ToMend]);
    }
}
