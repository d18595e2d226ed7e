//! Quality-improvement activities that a plan may be tied to (R2.2): a catalogue, beside which everybody may name one of their own.

/// The codes of the catalogue; their words are `activity-<code>`.
pub const CATALOGUE: [&str; 8] =
    ["panel_cleanup", "chart_audit", "recall_list", "pdsa_test", "team_huddle", "patient_survey", "process_map", "care_plan_template"];

/// Those of these codes that the catalogue has, each once and in its order.
pub fn known(codes: &[String]) -> Vec<String> {
    CATALOGUE.iter().filter(|code| codes.iter().any(|c| c == *code)).map(|code| (*code).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_catalogue_does_not_have_and_what_comes_twice_does_not_count() {
        let typed = ["pdsa_test", "golf", "chart_audit", "pdsa_test"].map(str::to_owned);
        assert_eq!(known(&typed), ["chart_audit", "pdsa_test"]);
        assert!(known(&["golf".to_owned()]).is_empty());
    }
}
