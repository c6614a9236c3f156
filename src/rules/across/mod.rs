//! 跨部门: what shows only when all forms of a run lie side by side.

pub(super) mod copied_text;
