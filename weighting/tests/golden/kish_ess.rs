//! Kish's effective sample size against closed forms.

use weighting::quality::Kish;

use crate::support::{at, case, close, json};

#[test]
fn effective_sample_size_and_design_effect_agree_with_kish() {
    let cases = json(&case("kish_ess"), "cases.json");
    for case in cases.as_array().unwrap() {
        let weights: Vec<f64> = serde_json::from_value(case["w"].clone()).unwrap();
        let kish = Kish::of(&weights).unwrap();
        close("sum", kish.sum, at(case, "/sum"), 1e-14);
        close("effective", kish.effective, at(case, "/n_eff"), 1e-14);
        close("design effect", kish.design_effect, at(case, "/deff_kish"), 1e-14);
        close("1 + cv²", kish.design_effect, at(case, "/one_plus_cv2_population"), 1e-14);
        assert_eq!(kish.respondents, weights.len());
        assert_eq!(kish.positive, weights.iter().filter(|weight| **weight > 0.0).count());
    }
}
