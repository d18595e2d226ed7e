//! Two people of one cohort under one name could not be told apart: whoever chooses a name chooses one that nobody there has.

use domain::fault::FieldFault;
use domain::id::PersonId;
use domain::text::name_key;
use sea_orm::{ConnectionTrait, Statement};
use unicode_security::skeleton;

use crate::{Fault, Result, Tx};

const COHORTS: &str = "SELECT cohort_id FROM enrolments WHERE person_id = $1 AND state <> 'left' \
     UNION SELECT cohort_id FROM cohort_roles WHERE person_id = $1 \
     UNION SELECT c.id FROM grants g JOIN cohorts c ON c.program_id = g.program_id WHERE g.person_id = $1";

/// Refuses a new name that reads like the name of another person with whom this one shares a cohort. A name that was there before stays:
/// two people may really be called the same, and whoever runs the cohort entered them so.
pub(super) async fn free(tx: &Tx, person: PersonId, before: &str, name: &str) -> Result<()> {
    if name_key(before) == name_key(name) {
        return Ok(());
    }
    let wanted = shapes(name);
    let sql = format!(
        "SELECT p.name AS name FROM people p WHERE p.id <> $1 AND p.state <> 'deleted' AND (\
         p.id IN (SELECT person_id FROM enrolments WHERE state <> 'left' AND cohort_id IN ({COHORTS})) \
         OR p.id IN (SELECT person_id FROM cohort_roles WHERE cohort_id IN ({COHORTS})) \
         OR p.id IN (SELECT g.person_id FROM grants g JOIN cohorts c ON c.program_id = g.program_id WHERE c.id IN ({COHORTS})))"
    );
    let ask = Statement::from_sql_and_values(tx.db().get_database_backend(), sql, [person.0.into()]);
    for row in tx.db().query_all_raw(ask).await? {
        let theirs = shapes(&row.try_get::<String>("", "name")?);
        if theirs.iter().zip(&wanted).any(|(a, b)| a == b) {
            return Err(Fault::Invalid(vec![FieldFault::new("name", "fault-name-taken")]));
        }
    }
    Ok(())
}

/// How a name looks in small and in capital letters, whatever script its letters are of: a Cyrillic `а` for a Latin one deceives the eye
/// (Unicode Technical Standard 39, skeletons). Both are asked, because letters look alike in one case and not in the other.
fn shapes(name: &str) -> [String; 2] {
    let key = name_key(name);
    [skeleton(&key).collect(), skeleton(&key.to_uppercase()).collect()]
}
