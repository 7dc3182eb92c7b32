//! Comparing results figure by figure, each named by its path in the document.

use serde_json::Value;

/// How far two figures may lie apart, relative to the larger: what sums in another order can bring about, and no more.
const RELATIVE: f64 = 1e-9;
/// How far figures near nothing may lie apart.
const ABSOLUTE: f64 = 1e-12;

/// A figure that differs.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Differing {
    /// Where it stands.
    pub path: String,
    /// What the file says; `None` where it does not have it.
    pub in_file: Option<Value>,
    /// What was worked out; `None` where there is none.
    pub recomputed: Option<Value>,
}

/// Lists the figures that differ, in the order of the document.
pub(super) fn differing(in_file: &Value, recomputed: &Value) -> Vec<Differing> {
    let mut found = Vec::new();
    walk(String::new(), Some(in_file), Some(recomputed), &mut found);
    found
}

fn walk(path: String, in_file: Option<&Value>, recomputed: Option<&Value>, found: &mut Vec<Differing>) {
    match (in_file, recomputed) {
        (Some(Value::Object(one)), Some(Value::Object(other))) => {
            let within = |key: &String| if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
            for (key, value) in one {
                walk(within(key), Some(value), other.get(key), found);
            }
            for (key, value) in other.iter().filter(|(key, _)| !one.contains_key(*key)) {
                walk(within(key), None, Some(value), found);
            }
        }
        (Some(Value::Array(one)), Some(Value::Array(other))) => {
            for place in 0..one.len().max(other.len()) {
                walk(format!("{path}[{place}]"), one.get(place), other.get(place), found);
            }
        }
        (Some(one), Some(other)) if is_near(one, other) => {}
        (in_file, recomputed) => {
            found.push(Differing { path, in_file: in_file.cloned(), recomputed: recomputed.cloned() });
        }
    }
}

fn is_near(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) if one.is_f64() || other.is_f64() => {
            let (Some(one), Some(other)) = (one.as_f64(), other.as_f64()) else { return false };
            (one - other).abs() <= ABSOLUTE + RELATIVE * one.abs().max(other.abs())
        }
        _ => one == other,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn paths(in_file: &Value, recomputed: &Value) -> Vec<String> {
        differing(in_file, recomputed).into_iter().map(|differing| differing.path).collect()
    }

    #[test]
    fn a_figure_is_named_by_where_it_stands() {
        let one = json!({ "a": { "b": [{ "weight": 0.5 }, { "weight": 0.25, "rank": 1 }] }, "gone": null });
        let other = json!({ "a": { "b": [{ "weight": 0.5 }, { "weight": 0.24, "rank": 2 }, 3] } });
        assert_eq!(paths(&one, &other), ["a.b[1].rank", "a.b[1].weight", "a.b[2]", "gone"]);
    }

    #[test]
    fn what_differs_in_its_last_bits_is_the_same() {
        assert_eq!(paths(&json!([0.1, 0.0, 7]), &json!([0.1 * (1.0 + 9e-10), 9e-13, 7])), [""; 0]);
        assert_eq!(paths(&json!([0.1, 0.0, 7]), &json!([0.1 * (1.0 + 2e-9), 2e-12, 8])), ["[0]", "[1]", "[2]"]);
        assert_eq!(paths(&json!(["a", 1.0]), &json!(["b", "1.0"])), ["[0]", "[1]"]);
    }
}
