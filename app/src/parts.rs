//! Components that several pages share.
//!
//! A component takes what it shows and reads nothing from the store.

mod appraisal;
mod article;
mod chart;
mod checks;
mod choices;
mod consultation_report;
mod decisions;
mod details;
mod document;
mod error_summary;
mod field;
mod frame;
mod input;
mod link;
mod long_text;
mod members;
mod metadata;
mod open_tables;
mod pagination;
mod panels;
mod paper;
mod question;
mod record;
mod replies;
mod results;
mod spoken;
mod staff_bar;
mod strip;
mod summary_list;
mod table;
mod text_area;
mod writing_box;

pub use self::{
    appraisal::{appraisal_section, criteria_table},
    article::{PictureFiles, article},
    chart::{Chart, ChartRow},
    checks::{checks_table, swap_list},
    choices::{Choice, Choices},
    consultation_report::consultation_report,
    decisions::decisions,
    details::details,
    error_summary::{ErrorSummary, ErrorSummaryProps},
    field::{FieldError, FieldErrorProps, describe, error_of, field_id},
    frame::{Frame, SameForEverybody, ScriptNonce, Scripts},
    input::{Input, InputExtra, PASSWORD},
    link::{DataLink, DataLinkProps, safe_url},
    long_text::LongText,
    members::{MembersFor, members},
    metadata::Metadata,
    open_tables::open_tables,
    pagination::Pagination,
    panels::{PoolSection, Tried, pool_section, pooling_decision},
    paper::paper_question,
    question::{Asked, each_field, pick_field, question_field, scripts},
    record::{changes, record},
    replies::{expected_days, reply},
    results::published_results,
    spoken::spoken,
    strip::strip,
    summary_list::{SummaryRow, statement_list, summary_list},
    table::{Caption, Table},
    text_area::{TextArea, TextAreaProps},
    writing_box::{shown_id, writing_box},
};
