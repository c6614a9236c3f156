//! 结构: whether the form is whole and each thing stands in its place.

pub(crate) mod missing_required;
