//! A question with what somebody types, and what then has to stand in the file, written down beside each other.

use std::collections::BTreeMap;

use serde_json::{Value, json};

/// How many kinds there are in [`of_kind`].
pub(super) const KINDS: usize = 14;

/// A question and what is answered.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    id: String,
    kind: Value,
    typed: Vec<(String, String)>,
    cells: Vec<(&'static str, String)>,
    said: Vec<String>,
    /// What another question can hang on: an option, and whether it is chosen.
    decides: Option<(&'static str, bool)>,
    /// What it hangs on: a question, and an option of that.
    condition: Option<(String, &'static str)>,
    is_blank: bool,
    is_shown: bool,
}

impl Asked {
    pub(super) fn new(id: &str, kind: usize, pick: u8, is_blank: bool, on: Option<&Self>) -> Self {
        let Answered { kind, typed, cells, said, decides } = of_kind(kind, pick);
        let condition = on.map(|on| (on.id.clone(), on.decides.map_or("", |(option, _)| option)));
        let is_shown = on.is_none_or(|on| on.is_shown && !on.is_blank && on.decides.is_some_and(|(_, chosen)| chosen));
        let name = |part: &str| if part.is_empty() { id.to_owned() } else { format!("{id}.{part}") };
        let typed = typed.into_iter().map(|(part, words)| (name(part), words)).collect();
        Self { id: id.to_owned(), kind, typed, cells, said, decides, condition, is_blank, is_shown }
    }

    pub(super) fn decides(&self) -> Option<(&'static str, bool)> {
        self.decides
    }

    pub(super) fn question(&self) -> Value {
        let mut question = json!({ "id": self.id, "text": format!("What of {}?", self.id), "kind": self.kind });
        if let Some((on, option)) = &self.condition {
            question["shown_when"] = json!({ "chose": { "question": on, "any_of": [option] } });
        }
        question
    }

    /// Gives what is posted, whether the question is shown or not.
    pub(super) fn typed(&self) -> Vec<(String, String)> {
        if self.is_blank { Vec::new() } else { self.typed.clone() }
    }

    /// Gives the lines that staff read.
    pub(super) fn said(&self) -> Vec<String> {
        if self.state() == "answered" { self.said.clone() } else { Vec::new() }
    }

    pub(super) fn column(&self, part: &str) -> String {
        if part.is_empty() { self.id.clone() } else { format!("{}.{part}", self.id) }
    }

    pub(super) fn expect_in(&self, row: &BTreeMap<String, String>) {
        assert_eq!(row[&self.column("state")], self.state(), "{self:?}");
        for (part, cell) in &self.cells {
            let expected = if self.state() == "answered" { cell.as_str() } else { "" };
            assert_eq!(row[&self.column(part)], expected, "{part} of {self:?}");
        }
    }

    fn state(&self) -> &'static str {
        match (self.is_shown, self.is_blank) {
            (false, _) => "skipped",
            (true, true) => "blank",
            (true, false) => "answered",
        }
    }
}

/// What a kind asks, what is typed, and what has to come of it.
struct Answered {
    kind: Value,
    typed: Vec<(&'static str, String)>,
    cells: Vec<(&'static str, String)>,
    said: Vec<String>,
    decides: Option<(&'static str, bool)>,
}

impl Answered {
    fn new(kind: Value, typed: &[(&'static str, &str)], cells: &[(&'static str, &str)], said: &[&str]) -> Self {
        Self {
            kind,
            typed: owned(typed),
            cells: owned(cells),
            said: said.iter().map(|line| (*line).to_owned()).collect(),
            decides: None,
        }
    }

    fn deciding(self, option: &'static str, is_chosen: bool) -> Self {
        Self { decides: Some((option, is_chosen)), ..self }
    }
}

fn owned(pairs: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
    pairs.iter().map(|(name, words)| (*name, (*words).to_owned())).collect()
}

/// Words that spreadsheets, files and pages could take for something else, each as a file has to show it.
const WORDS: [(&str, &str); 4] = [
    ("More ponds, please", "More ponds, please"),
    ("“Quoted”, \"twice\" & <b>", "“Quoted”, \"twice\" & <b>"),
    ("=1+1", "'=1+1"),
    ("العربية", "العربية"),
];

fn of_kind(kind: usize, pick: u8) -> Answered {
    let options = json!([
        { "id": "a", "label": "Hedges" }, { "id": "b", "label": "Ponds" }, { "id": "c", "label": "Woods" },
    ]);
    let is_even = pick.is_multiple_of(2);
    let (words, cell) = WORDS[usize::from(pick) % WORDS.len()];
    match kind {
        0 => {
            let (chosen, label) = if is_even { ("a", "Hedges") } else { ("b", "Ponds") };
            Answered::new(
                json!({ "single_choice": { "options": options } }),
                &[("", chosen)],
                &[("", chosen)],
                &[label],
            )
            .deciding("a", is_even)
        }
        1 => {
            let (chosen, word) = if is_even { ("yes", "Yes") } else { ("no", "No") };
            Answered::new(json!({ "yes_no": {} }), &[("", chosen)], &[("", chosen)], &[word]).deciding("yes", is_even)
        }
        2 => {
            let kind = json!({ "single_choice": { "options": [
                { "id": "a", "label": "Hedges" }, { "id": "other", "label": "Another", "asks_words": true },
            ] } });
            let said = format!("Another: {words}");
            Answered::new(kind, &[("", "other"), ("other", words)], &[("", "other"), ("other.words", cell)], &[&said])
        }
        3 => {
            let kind = json!({ "multiple_choice": { "options": options } });
            let cells =
                if is_even { [("a", "1"), ("b", "1"), ("c", "0")] } else { [("a", "0"), ("b", "0"), ("c", "1")] };
            let typed: &[_] = if is_even { &[("", "a"), ("", "b")] } else { &[("", "c")] };
            Answered::new(kind, typed, &cells, if is_even { &["Hedges", "Ponds"] } else { &["Woods"] })
        }
        4 => {
            let labels = json!({ "1": "Bad", "5": "Good" });
            let kind = json!({ "rating": { "least": 1, "most": 5, "labels": labels, "dont_know": "Don’t know" } });
            if is_even {
                return Answered::new(kind, &[("", "4")], &[("", "4"), ("dont-know", "0")], &[]);
            }
            Answered::new(kind, &[("", "dont-know")], &[("", ""), ("dont-know", "1")], &["Don’t know"])
        }
        5 => {
            let rows = json!([{ "id": "x", "label": "Rivers" }, { "id": "y", "label": "Fields" }]);
            let kind = json!({ "matrix": { "rows": rows, "options": options } });
            if is_even {
                return Answered::new(kind, &[("y", "c")], &[("x", ""), ("y", "c")], &["Fields: Woods"]);
            }
            let said = ["Rivers: Hedges", "Fields: Ponds"];
            Answered::new(kind, &[("x", "a"), ("y", "b")], &[("x", "a"), ("y", "b")], &said)
        }
        6 => {
            let kind = json!({ "ranking": { "options": options, "places": 2 } });
            if is_even {
                return Answered::new(kind, &[("1", "c")], &[("1", "c"), ("2", "")], &["1. Woods"]);
            }
            let said = ["1. Ponds", "2. Hedges"];
            Answered::new(kind, &[("1", "b"), ("2", "a")], &[("1", "b"), ("2", "a")], &said)
        }
        7 => {
            let sets = json!([{ "id": "one", "options": ["b", "a", "c"] }]);
            let kind = json!({ "best_worst": {
                "options": options, "best_label": "Most", "worst_label": "Least", "sets": sets,
            } });
            let cells = [("one.shown", "b a c"), ("one.best", "a"), ("one.worst", "c")];
            Answered::new(kind, &[("one.best", "a"), ("one.worst", "c")], &cells, &["Most: Hedges. Least: Woods"])
        }
        8 => {
            let pairs = json!([
                { "id": "one", "left": "b", "right": "a" }, { "id": "two", "left": "a", "right": "c" },
            ]);
            let kind = json!({ "pairwise": { "options": options, "no_preference": "No preference", "pairs": pairs } });
            let (chosen, said) = if is_even { ("a", "Hedges") } else { ("no-preference", "No preference") };
            Answered::new(kind, &[("one", chosen)], &[("one.shown", "b a"), ("one", chosen), ("two", "")], &[said])
        }
        9 => {
            let kind = json!({ "points": { "options": options, "total": 10 } });
            let cells = [("a", "7"), ("b", "0"), ("c", "3")];
            Answered::new(kind, &[("a", "7"), ("c", "3")], &cells, &["Hedges: 7", "Woods: 3"])
        }
        10 => {
            let kind = json!({ "number": { "unit": "hectares", "decimals": 2 } });
            if is_even {
                return Answered::new(kind, &[("", "1,250.50")], &[("", "1250.5")], &["1,250.5 hectares"]);
            }
            Answered::new(kind, &[("", "-3")], &[("", "-3")], &["−3 hectares"])
        }
        11 => {
            let typed = [("day", "5"), ("month", "Sept"), ("year", "2026")];
            Answered::new(json!({ "date": {} }), &typed, &[("", "2026-09-05")], &["5 September 2026"])
        }
        12 => {
            let kind = json!({ "text": { "limit": 100, "multiline": is_even } });
            Answered::new(kind, &[("", words)], &[("", cell)], &[words])
        }
        _ => {
            let kind = json!({ "text_list": { "at_most": 2, "limit": 100, "label": "Species" } });
            Answered::new(kind, &[("2", words)], &[("1", cell), ("2", "")], &[words])
        }
    }
}
