//! From REDCap's event, form and repetition to a timepoint.

use crate::table::fold;
use crate::timepoint::Timepoint;

/// When a response was given, by the words in its names: `baseline_arm_1`, `pre_arm_1`, `completion_arm_1`, `post_arm_1`,
/// `sessions_arm_1` with `session_pre` and its repetition, `session_3_arm_1` with `session_post`. None when they say nothing, or two things.
pub fn timepoint(event: &str, form: &str, instance: Option<u32>) -> Option<Timepoint> {
    let (event, form) = (words(event), words(form));
    let both: Vec<String> = form.iter().chain(&event).cloned().collect();
    if both.iter().any(|word| word.starts_with("session") || word.starts_with("seance")) {
        let k = instance.or_else(|| number(&event)).or_else(|| number(&form)).and_then(|k| u16::try_from(k).ok()).filter(|k| *k > 0)?;
        // The form says which side; only when it does not, the event.
        return Some(if side(&form).or_else(|| side(&event))? { Timepoint::BeforeSession(k) } else { Timepoint::AfterSession(k) });
    }
    let named = if event.is_empty() { &form } else { &event };
    Some(if side(named)? { Timepoint::Baseline } else { Timepoint::Completion })
}

/// The words of a name, without the arm.
fn words(name: &str) -> Vec<String> {
    let all: Vec<String> = fold(name).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect();
    let arm = all.iter().rposition(|word| word == "arm").unwrap_or(all.len());
    all.into_iter().take(arm).collect()
}

fn number(words: &[String]) -> Option<u32> {
    let digits = |word: &String| word.trim_start_matches(|c: char| c.is_alphabetic()).parse().ok();
    words.iter().find_map(digits)
}

/// True for before, false for after; none when the words say neither or both.
fn side(words: &[String]) -> Option<bool> {
    const BEFORE: [&str; 9] = ["pre", "before", "initial", "intake", "start", "t0", "avant", "debut", "depart"];
    const AFTER: [&str; 9] = ["post", "after", "end", "final", "exit", "t1", "apres", "fin", "closing"];
    let any = |list: &[&str], starts: &[&str]| {
        words.iter().any(|word| list.contains(&word.as_str()) || starts.iter().any(|s| word.starts_with(s)))
    };
    let before = any(&BEFORE, &["baseline", "pretest", "presurvey", "presession", "preprogram"]);
    let after = any(&AFTER, &["complet", "achevement", "posttest", "postsurvey", "postsession", "postprogram"]);
    (before != after).then_some(before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_many_projects_find_their_timepoint() {
        for (event, form, instance, expected) in [
            ("baseline_arm_1", "competency", None, "baseline"),
            ("pre_arm_1", "competency", None, "baseline"),
            ("Baseline (Arm 2)", "competency", None, "baseline"),
            ("completion_arm_1", "competency", None, "completion"),
            ("post_arm_2", "competency", None, "completion"),
            ("sessions_arm_1", "session_pre", Some(3), "before:3"),
            ("sessions_arm_1", "session_post", Some(6), "after:6"),
            ("session_4_arm_1", "session_post", None, "after:4"),
            ("session_2_pre_arm_1", "quick", None, "before:2"),
            ("post_arm_1", "session_pre", Some(1), "before:1"),
            ("", "session_post", Some(2), "after:2"),
            ("", "baseline", None, "baseline"),
            ("seance2_arm_1", "avant", None, "before:2"),
        ] {
            assert_eq!(timepoint(event, form, instance).map(|t| t.to_string()).as_deref(), Some(expected), "{event} {form}");
        }
    }

    #[test]
    fn names_that_say_nothing_find_none() {
        for (event, form, instance) in [
            ("followup_3m_arm_1", "competency", None),
            ("prepost_arm_1", "competency", None),
            ("pre_post_arm_1", "competency", None),
            ("sessions_arm_1", "session_pre", None),
            ("sessions_arm_1", "attendance", Some(1)),
            ("sessions_arm_1", "session_pre", Some(0)),
            ("presentation_arm_1", "competency", None),
            ("", "", None),
        ] {
            assert_eq!(timepoint(event, form, instance), None, "{event} {form}");
        }
    }
}
