//! 任务: the main tasks, their funds and what their indicators measure.

pub(crate) mod duplicate_definition;
pub(crate) mod task_funds_exceed_total;
pub(crate) mod task_without_indicator;
