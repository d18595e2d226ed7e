//! The demo's planning documents, and who gave their CFPC number.

use crate::Result;
use crate::credits::{direct_entry, planning};
use crate::world::World;

/// What was planned, in a few lines each.
const DOCUMENTS: [(&str, &str, &str); 3] = [
    (
        "needs",
        "needs-assessment.md",
        "# Needs assessment\n\nForty counsellors, nurses and physicians of the north and the interior answered in September. Most often named: \
         speaking with children about a death that is near, requests for MAiD, and one's own grief between two visits.\n",
    ),
    (
        "objectives",
        "objectives.md",
        "# Objectives\n\nAt the end of the series those who took part name what a family fears before they answer it, screen for complicated \
         grief with one instrument, and know whom to call.\n",
    ),
    ("budget", "budget.csv", "line,amount\nspeakers,3600\ncoordination,5200\nplatform,480\n"),
];

/// Furnishes what accreditors and colleges ask for.
pub(crate) async fn furnish(world: &World) -> Result<()> {
    let corinne = world.viewer("corinne").await?;
    for (kind, name, text) in DOCUMENTS {
        let file = Some((name.to_owned(), text.as_bytes().to_vec()));
        planning::add(&world.cx, &corinne, world.program, world.cx.new_id(), kind, file).await?;
    }
    for (short, number) in [("johanna", "204417"), ("amara", "318822")] {
        direct_entry::give(&world.cx, &world.viewer(short).await?, number).await?;
    }
    Ok(())
}
