//! The sheet of an action plan: aim, change, prediction, measure, test (J1, J7), what one commits to, and the activities it is tied to.

use domain::fault::{Faults, FieldFault};
use domain::improvement::{activity, commitment};
use domain::text;

use super::tables::{action_plans, plan_versions};
use crate::{Result, Viewer, careful};

/// Longest part of a sheet, in characters.
const LONGEST: usize = 4000;

/// A sheet as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    /// What is to be accomplished, for whom, by when, how much.
    pub aim: String,
    /// What will be done differently.
    pub change_idea: String,
    /// What is expected to happen.
    pub prediction: String,
    /// How one will know.
    pub measure: String,
    /// Who tries what, when and where.
    pub test: String,
    /// What one commits to, one a line.
    pub commitments: String,
    /// Codes of the catalogue.
    pub activities: Vec<String>,
    /// An activity of one's own.
    pub own_activity: String,
}

/// A sheet as it is kept.
pub type Sheet = Written;

impl Written {
    /// How many activities it names (R2.2).
    pub fn named(&self) -> u32 {
        u32::try_from(self.activities.len()).unwrap_or(u32::MAX).saturating_add(u32::from(!self.own_activity.is_empty()))
    }

    /// What the person commits to, each by itself.
    pub fn promised(&self) -> Vec<String> {
        commitment::lines(&self.commitments)
    }

    /// Tidied, or what is wrong with it: others read it from the first word on, so nothing that must go may stand in it. `whole`: it is handed in, so aim, measure, test, one commitment and one activity must be there.
    pub(super) fn tidy(&self, viewer: &Viewer, whole: bool) -> Result<Sheet> {
        let mut faults = Faults::new();
        let mut part = |field: &str, raw: &str, needed: bool| {
            let read =
                if needed { careful::long(viewer, field, raw, LONGEST) } else { careful::optional_long(viewer, field, raw, LONGEST) };
            faults.take(read).unwrap_or_default()
        };
        let sheet = Sheet {
            aim: part("aim", &self.aim, whole),
            change_idea: part("change_idea", &self.change_idea, false),
            prediction: part("prediction", &self.prediction, false),
            measure: part("measure", &self.measure, whole),
            test: part("test", &self.test, whole),
            commitments: part("commitments", &self.commitments, whole),
            activities: activity::known(&self.activities),
            own_activity: faults.take(careful::optional_line(viewer, "own_activity", &self.own_activity, text::NAME)).unwrap_or_default(),
        };
        few_and_short(&sheet, &mut faults);
        if whole && sheet.named() == 0 {
            faults.add(FieldFault::new("activities", "fault-plan-activity"));
        }
        faults.done()?;
        Ok(sheet)
    }
}

fn few_and_short(sheet: &Sheet, faults: &mut Faults) {
    let promised = sheet.promised();
    if promised.len() > commitment::MOST {
        faults.add(FieldFault::new("commitments", "fault-plan-commitments").with("max", commitment::MOST));
    }
    if promised.iter().any(|line| line.chars().count() > commitment::LONGEST) {
        faults.add(FieldFault::new("commitments", "fault-plan-commitment-long").with("max", commitment::LONGEST));
    }
}

/// Codes as a column keeps them.
pub(super) fn codes(sheet: &Sheet) -> serde_json::Value {
    serde_json::json!(sheet.activities)
}

fn read_codes(stored: &serde_json::Value) -> Vec<String> {
    serde_json::from_value(stored.clone()).unwrap_or_default()
}

macro_rules! from_row {
    ($($table:ident),+) => {$(
        impl From<&$table::Model> for Written {
            fn from(row: &$table::Model) -> Self {
                Self {
                    aim: row.aim.clone(),
                    change_idea: row.change_idea.clone(),
                    prediction: row.prediction.clone(),
                    measure: row.measure.clone(),
                    test: row.test.clone(),
                    commitments: row.commitments.clone(),
                    activities: read_codes(&row.activities),
                    own_activity: row.own_activity.clone(),
                }
            }
        }
    )+};
}

from_row!(action_plans, plan_versions);
