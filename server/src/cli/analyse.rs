//! `kith analyse`: figures from a file, without a database, without settings, without leaving anything behind.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use domain::paired_file;
use domain::stats::paired::{self, Paired};
use domain::table::UPLOAD;

use super::report::Said;
use super::{End, plain, read};

/// Shown below the help.
pub const EXAMPLE: &str = "Example:\n  kith analyse paired scores.csv --json";

/// What to work out.
#[derive(Debug, Subcommand)]
pub enum Analyse {
    /// Change of the same people before and after: paired t, effect sizes, Wilcoxon signed-rank.
    #[command(after_help = PAIRED)]
    Paired(PairedFile),
}

const PAIRED: &str = "\
The file has one line per person (participant, pre, post), or one line per moment (participant, timepoint, score).
Commas, semicolons or tabs separate its columns; an empty cell is a missing score. `-` reads the standard input.
docs/ANALYSE.md explains every figure.

Example:
  kith analyse paired scores.csv
  kith analyse paired scores.csv --json";

/// A file of scores before and after.
#[derive(Debug, Args)]
pub struct PairedFile {
    /// The file (CSV).
    file: PathBuf,
    /// Print JSON instead of sentences.
    #[arg(long)]
    json: bool,
}

/// Carries it out.
pub fn run(analyse: &Analyse) -> anyhow::Result<End> {
    let Analyse::Paired(asked) = analyse;
    match figures(&asked.file) {
        Ok(found) => {
            if asked.json {
                println!("{}", serde_json::to_string_pretty(&found)?)
            } else {
                print!("{}", text(&found))
            }
            Ok(End::Done)
        }
        Err(faults) => {
            let name = plain(&asked.file.display().to_string());
            for fault in &faults {
                eprintln!("kith: {name}: {}", fault.line());
            }
            if asked.json {
                println!("{:#}", serde_json::json!({ "error": { "file": name, "faults": faults } }));
            }
            Ok(End::Faults)
        }
    }
}

fn figures(file: &Path) -> Result<Paired, Vec<Said>> {
    let most = u64::try_from(UPLOAD.bytes).unwrap_or(u64::MAX - 1);
    let bytes = read(file, most).map_err(|why| vec![Said::file("file-unreadable", format!("The file cannot be read: {why}."))])?;
    let input = paired_file::parse(&bytes).map_err(|faults| faults.iter().map(Said::of).collect::<Vec<_>>())?;
    Ok(paired::analyse(&input.pairs, input.dropped))
}

/// Four decimals, or as many digits as tell something; a dash for what does not exist.
fn show(value: Option<f64>) -> String {
    match value {
        None => "–".to_owned(),
        Some(x) if x != 0.0 && (x.abs() < 0.001 || x.abs() >= 1e9) => format!("{x:.3e}"),
        Some(x) => format!("{x:.4}"),
    }
}

fn p(value: Option<f64>) -> String {
    match value {
        Some(x) if x < 0.0001 => format!("{x:.2e}"),
        other => show(other),
    }
}

fn text(found: &Paired) -> String {
    let dropped =
        if found.n_dropped == 0 { String::new() } else { format!(", {} without one of the two scores left out", found.n_dropped) };
    let mut lines = vec![
        format!("Pairs                 {}{dropped}", found.n_pairs),
        format!("Before                mean {}, SD {}", show(found.mean_pre), show(found.sd_pre)),
        format!("After                 mean {}, SD {}", show(found.mean_post), show(found.sd_post)),
        format!("Change (post − pre)   mean {}, SD {}", show(found.mean_diff), show(found.sd_diff)),
        String::new(),
        "Paired t test (two-sided)".to_owned(),
        format!(
            "  t({}) = {}, p = {}; 95 % interval of the mean change {} to {}",
            found.df.map_or("–".to_owned(), |df| df.to_string()),
            show(found.t),
            p(found.p),
            show(found.ci_low),
            show(found.ci_high)
        ),
        "Effect sizes".to_owned(),
        format!("  d_z  = {}  (Cohen, in SDs of the change)", show(found.d_z)),
        format!("  d_av = {}  (in the root of the mean variance of before and after)", show(found.d_av)),
        format!("  g_av = {}  (d_av with Hedges' small-sample correction)", show(found.g_av)),
        format!("Wilcoxon signed-rank test (two-sided, {})", method(found)),
        format!("  W+ = {}, W− = {}, {} pairs that differ, p = {}", found.w_plus, found.w_minus, found.n_nonzero, p(found.p_wilcoxon)),
    ];
    if !found.sentences.is_empty() {
        lines.push(String::new());
        lines.extend(found.sentences.iter().map(|note| note.english().to_owned()));
    }
    lines.join("\n") + "\n"
}

fn method(found: &Paired) -> &'static str {
    use domain::stats::wilcoxon::Method;
    match found.wilcoxon_method {
        Some(Method::Exact) => "exact distribution, zeros left out",
        Some(Method::Normal) => "normal approximation, zeros left out",
        None => "does not exist",
    }
}
