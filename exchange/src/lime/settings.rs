//! The settings of a question of `LimeSurvey`: which are brought over, which only change how it looks, and what is told of the rest.

use super::survey::Asked;
use crate::{
    plain::plain,
    report::{Reason, Text},
};

/// What `kinds` reads itself.
const READ: [&str; 16] = [
    "allowed_filetypes",
    "date_format",
    "date_max",
    "date_min",
    "dualscale_headerA",
    "dualscale_headerB",
    "exclude_all_others",
    "hidden",
    "max_answers",
    "max_filesize",
    "max_num_of_files",
    "max_num_value_n",
    "min_answers",
    "min_num_value_n",
    "num_value_int_only",
    "other_replace_text",
];
/// What changes only how a question looks or is counted; a name that ends in `*` stands for all that begin so.
const LOOKS: [&str; 60] = [
    "add_platform_info",
    "alphasort",
    "answer_width*",
    "assessment_value",
    "autocheck",
    "browserdetect",
    "button_size",
    "category_separator",
    "choice_*",
    "commented_checkbox*",
    "cssclass",
    "display_*",
    "dropdown_*",
    "fix_*",
    "hide_tip",
    "image*",
    "input_boxes",
    "input_size",
    "keep_aspect",
    "label_input_columns",
    "location_city",
    "location_country",
    "location_default*",
    "location_map*",
    "location_node*",
    "location_postal",
    "location_state",
    "multiflexible_checkbox",
    "num_value_*",
    "numbers_only",
    "other_comment_mandatory",
    "other_position*",
    "page_break",
    "parent_order",
    "placeholder",
    "printable_help",
    "public_statistics",
    "question_template",
    "question_theme*",
    "ranking_title",
    "rank_title",
    "repeat_headings",
    "reverse",
    "rows",
    "samechoiceheight",
    "samelistheight",
    "save_as_default",
    "scale_export",
    "show*",
    "slider_*",
    "statistics_*",
    "text_input_columns",
    "text_input_width",
    "time_limit_*",
    "use_dropdown",
    "subquestion_width",
    "date_format_*",
    "column*",
    "separator",
    "value_range_*",
];
/// What mixes an order.
const MIXES: [&str; 5] = ["answer_order", "random_group", "random_order", "subquestion_order", "keep_codes_order"];
/// Rules for answers.
const RULES: [&str; 9] = [
    "em_validation_q",
    "em_validation_sq",
    "equals_num_value",
    "max_num_value",
    "maximum_chars",
    "min_num_value",
    "other_numbers_only",
    "equation",
    "exclude_all_others_auto",
];

/// Tells all that the settings of a question do and that is not brought over.
pub fn notes(asked: &Asked) -> Vec<Reason> {
    let mut notes: Vec<Reason> = asked.attributes.iter().filter_map(|(name, value)| note(asked, name, value)).collect();
    if !asked.pattern.is_empty() {
        notes.push(Reason::Rule { rule: asked.pattern.clone() });
    }
    if !asked.default.is_empty() {
        notes.push(Reason::Default { answer: asked.default.clone() });
    }
    notes
}

fn note(asked: &Asked, name: &str, value: &str) -> Option<Reason> {
    let is_text = matches!(asked.kind.as_str(), "S" | "T" | "U" | "Q");
    let is_number = matches!(asked.kind.as_str(), "N" | "K");
    let words = || plain(value).words;
    match name {
        name if READ.contains(&name) => None,
        "maximum_chars" if is_text => None,
        "suffix" if is_number => None,
        "prefix" => Some(Reason::Text { which: Text::Before, words: words() }),
        "em_validation_q_tip" | "em_validation_sq_tip" => {
            Some(Reason::Text { which: Text::RuleBroken, words: words() })
        }
        "array_filter" | "array_filter_exclude" => Some(Reason::Filter { filter: value.to_owned() }),
        name if MIXES.contains(&name) => {
            let is_kept = is_random(value) && mixes(&asked.kind).contains(&name);
            (!is_kept && !matches!(value, "0" | "normal" | "N")).then_some(Reason::MixedOrder)
        }
        name if RULES.contains(&name) => (value != "0").then(|| Reason::Rule { rule: format!("{name}: {value}") }),
        name if is_of_looks(name) => None,
        // A setting that is off does nothing.
        _ if matches!(value, "0" | "N" | "no" | "none") => None,
        name => Some(Reason::Setting { name: name.to_owned(), value: value.to_owned() }),
    }
}

/// Says whether the answers of a question, or the rows of a table, are shown to each person in an order of their own.
pub fn is_mixed(asked: &Asked) -> bool {
    let names = mixes(&asked.kind);
    asked.attributes.iter().any(|(name, value)| names.contains(&name.as_str()) && is_random(value))
}

/// Names the settings that mix what our own random order mixes too, for a kind of question by its letter.
fn mixes(kind: &str) -> &'static [&'static str] {
    match kind {
        "L" | "O" | "!" | "R" => &["answer_order", "random_order"],
        "M" | "P" | "A" | "B" | "C" | "E" | "F" | "H" => &["random_order", "subquestion_order"],
        _ => &[],
    }
}

fn is_random(value: &str) -> bool {
    matches!(value, "1" | "random" | "Y")
}

fn is_of_looks(name: &str) -> bool {
    LOOKS.iter().any(|looks| looks.strip_suffix('*').map_or(*looks == name, |begin| name.starts_with(begin)))
}
