//! stand-in
use chrono::{DateTime, Utc};
pub struct Shown {
    pub text: String,
    pub datetime_attr: String,
}
pub fn show(at: DateTime<Utc>, _v: &str, _h: &str, _l: crate::lang::Lang) -> Shown {
    Shown { text: at.to_string(), datetime_attr: at.to_rfc3339() }
}
pub fn self_test() -> Result<(), String> {
    Ok(())
}
