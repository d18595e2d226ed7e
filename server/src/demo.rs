//! The demo: the named world, furnished room by room.

use backend::{Cx, world};

use crate::cli::sentence;

/// Loads the demo into an empty database.
pub async fn load(cx: &Cx) -> anyhow::Result<()> {
    anyhow::ensure!(
        world::is_empty(cx).await.map_err(|f| anyhow::anyhow!(sentence(&f)))?,
        "the database is not empty, so the demo was not loaded"
    );
    world::furnish(cx).await.map_err(|f| anyhow::anyhow!(sentence(&f)))?;
    Ok(())
}

/// Loads the demo unless somebody is there already.
pub async fn load_when_empty(cx: &Cx) -> anyhow::Result<()> {
    if world::is_empty(cx).await.map_err(|f| anyhow::anyhow!(sentence(&f)))? { load(cx).await } else { Ok(()) }
}

/// Prints a table of the demo people, one per role, with a sign-in link each that works once.
pub async fn print_people(cx: &Cx) -> anyhow::Result<()> {
    let rows = world::demo_links(cx).await.map_err(|f| anyhow::anyhow!(sentence(&f)))?;
    if rows.is_empty() {
        return Ok(());
    }
    println!("\n{:<22} {:<34} Sign-in link (works once)", "Person", "Role");
    for row in rows {
        println!("{:<22} {:<34} {}", row.name, row.role, row.link);
    }
    println!();
    Ok(())
}
