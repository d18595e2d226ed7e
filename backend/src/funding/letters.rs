//! Letters about money: to finance that a batch waits, to whoever was paid that it is on its way, or was turned back.

use domain::funding::amount;
use domain::funding::batch::BatchState;
use domain::id::PersonId;
use domain::lang::Lang;
use domain::viewer::Grant;
use domain::when::show_date;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::tables::{payment_batches, payments};
use crate::accounts::tables::people;
use crate::improvement::door::Group;
use crate::improvement::letters::{About, group_key, send, to};
use crate::outbox;
use crate::programs::tables::grants;
use crate::sessions::tables::sessions;
use crate::{Result, Tx, Viewer};

/// Where payments of a group are.
const TAIL: &str = "/payments";

/// Tells whoever keeps the program's money, but not whoever does it, that a batch was handed over.
pub(super) async fn handed_over(tx: &mut Tx, viewer: &Viewer, group: &Group, batch: &payment_batches::Model) -> Result<()> {
    let ids = keepers(tx, group).await?.into_iter().filter(|id| !viewer.is(*id));
    for person in people::Entity::find().filter(people::Column::Id.is_in(ids)).all(tx.db()).await? {
        let about = About { kind: "batch", key: "letter-batch", group: group_key("batch", batch.id, person.id), tail: TAIL.to_owned() };
        let number = batch.number.to_string();
        send(tx, &group.reached.row, &person, about, &[("number", number.as_str())]).await?;
    }
    Ok(())
}

/// A batch was paid or given up: nobody is told any more that it waits. Whoever read already that it does hears that it was given up.
pub(super) async fn settled(tx: &mut Tx, viewer: &Viewer, group: &Group, batch: &payment_batches::Model, after: BatchState) -> Result<()> {
    for keeper in keepers(tx, group).await? {
        let waited = outbox::cancel(tx, &group_key("batch", batch.id, keeper)).await? > 0;
        if after == BatchState::Dropped && batch.exported_at.is_some() && !waited && !viewer.is(keeper) {
            let about =
                About { kind: "batch", key: "letter-batch-off", group: group_key("batch", batch.id, keeper), tail: TAIL.to_owned() };
            let number = batch.number.to_string();
            to(tx, &group.reached.row, keeper, about, &[("number", number.as_str())]).await?;
        }
    }
    Ok(())
}

/// Who keeps the program's money.
async fn keepers(tx: &Tx, group: &Group) -> Result<Vec<PersonId>> {
    let held = grants::Entity::find().filter(grants::Column::ProgramId.eq(group.reached.program));
    let held = held.filter(grants::Column::Kind.eq(Grant::Finance.code())).all(tx.db()).await?;
    Ok(held.into_iter().map(|grant| grant.person_id).collect())
}

/// Tells somebody that they were paid for a session.
pub(super) async fn paid(tx: &mut Tx, group: &Group, row: &payments::Model) -> Result<()> {
    about_pay(tx, group, row, "letter-paid").await
}

/// Tells somebody that a payment was turned back. That it was made is not said any more, where it was not said yet.
pub(super) async fn reversed(tx: &mut Tx, group: &Group, row: &payments::Model) -> Result<()> {
    outbox::cancel(tx, &group_key("payment", row.id, row.person_id)).await?;
    about_pay(tx, group, row, "letter-pay-reversed").await
}

async fn about_pay(tx: &mut Tx, group: &Group, row: &payments::Model, key: &'static str) -> Result<()> {
    let Some(person) = people::Entity::find_by_id(row.person_id).one(tx.db()).await? else { return Ok(()) };
    let Some(session) = sessions::Entity::find_by_id(row.session_id).one(tx.db()).await? else { return Ok(()) };
    let lang: Lang = person.language.parse().unwrap_or_default();
    let (day, cents) = (show_date(session.local_date, lang), amount::show(row.cents, lang));
    let about = About { kind: "payment", key, group: group_key("payment", row.id, person.id), tail: TAIL.to_owned() };
    send(tx, &group.reached.row, &person, about, &[("day", day.as_str()), ("amount", cents.as_str())]).await
}
