//! Processes that this run started, what they use, and the machine.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use anyhow::Context as _;
use serde_json::json;
use tokio::process::{Child, Command};

/// Clock ticks of `/proc`, in milliseconds (USER_HZ is 100 on every Linux that Rust runs on).
const TICK: f64 = 10.0;

/// A process that ends when this is dropped.
pub struct Process(Child);

impl Process {
    /// Starts it, its output thrown away.
    pub fn start(command: &mut Command) -> anyhow::Result<Self> {
        Ok(Self(command.stdin(Stdio::null()).stdout(Stdio::null()).kill_on_drop(true).spawn().context("a process could not be started")?))
    }

    /// A bare server, made of this very binary.
    pub fn bare(args: &[&str]) -> anyhow::Result<Self> {
        Self::start(Command::new(std::env::current_exe()?).args(args))
    }

    /// Its id; 0 when it has ended.
    pub fn pid(&self) -> u32 {
        self.0.id().unwrap_or(0)
    }

    /// SIGKILL, by its id, and waits until it is gone.
    pub async fn kill(mut self) -> anyhow::Result<()> {
        self.0.kill().await.context("a process could not be killed")
    }

    /// Asks it to end, and waits; after five seconds it is made to.
    pub async fn stop(self) -> anyhow::Result<()> {
        self.end(Duration::from_secs(5)).await.map(|_| ())
    }

    /// Asks it to end, and waits so long before it is made to. Answers whether it ended by itself.
    pub async fn end(mut self, patience: Duration) -> anyhow::Result<bool> {
        if let Some(pid) = self.0.id() {
            Command::new("kill").args(["-TERM", &pid.to_string()]).status().await?;
        }
        let ended = tokio::time::timeout(patience, self.0.wait()).await.is_ok();
        if !ended {
            self.0.kill().await?;
        }
        Ok(ended)
    }
}

/// User and system time of a process so far, in milliseconds.
pub fn cpu_ms(pid: u32) -> anyhow::Result<f64> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).context("the measured process is gone")?;
    // The name may hold spaces: fields are counted from behind its bracket, which begins with the third.
    let rest = stat.rsplit_once(") ").map_or("", |(_, rest)| rest);
    let field = |n: usize| rest.split(' ').nth(n - 3).and_then(|v| v.parse::<f64>().ok()).unwrap_or(0.0);
    Ok((field(14) + field(15)) * TICK)
}

/// Memory of a process in kB: resident, and its fair share of what it shares with others.
#[derive(Debug, Clone, Copy)]
pub struct Memory {
    /// `VmRSS`.
    pub resident: u64,
    /// `Pss`.
    pub share: u64,
}

impl Memory {
    /// Reads it.
    pub fn of(pid: u32) -> anyhow::Result<Self> {
        Ok(Self { resident: line(&format!("/proc/{pid}/status"), "VmRSS:")?, share: line(&format!("/proc/{pid}/smaps_rollup"), "Pss:")? })
    }

    /// For the file of results.
    pub fn json(self) -> serde_json::Value {
        json!({ "rss_kb": self.resident, "pss_kb": self.share })
    }
}

fn line(file: &str, name: &str) -> anyhow::Result<u64> {
    let text = std::fs::read_to_string(file).context("the measured process is gone")?;
    let found = text.lines().find_map(|l| l.strip_prefix(name)?.split_whitespace().next()?.parse().ok());
    found.with_context(|| format!("{file} has no {name}"))
}

/// The machine, for those who read the figures.
pub struct Machine {
    /// Its processor's name.
    pub model: String,
    /// Cores that this run may use.
    pub cores: usize,
    /// Memory in MiB.
    pub memory: u64,
}

impl Machine {
    /// Looks.
    pub fn here() -> Self {
        let info = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
        let model = info.lines().find_map(|l| l.strip_prefix("model name")?.split_once(':')).map(|(_, name)| name.trim().to_owned());
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self { model: model.unwrap_or_else(|| "unknown".into()), cores, memory: line("/proc/meminfo", "MemTotal:").unwrap_or(0) / 1024 }
    }
}

/// How busy the machine is: the load of the last minute.
pub fn load_average() -> f64 {
    let text = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split(' ').next().and_then(|v| v.parse().ok()).unwrap_or(0.0)
}

/// How many appended pages of 4 KiB this disk makes durable in a second: no store that keeps what it acknowledged one by one does more.
pub fn durable_appends(place: &Path, during: Duration) -> anyhow::Result<f64> {
    use std::io::Write as _;
    let path = place.join("appends");
    let mut file = std::fs::File::create(&path)?;
    let (began, mut count) = (std::time::Instant::now(), 0_u32);
    while began.elapsed() < during {
        file.write_all(&[0x6b; 4096])?;
        file.sync_data()?;
        count += 1;
    }
    let rate = f64::from(count) / began.elapsed().as_secs_f64();
    std::fs::remove_file(path)?;
    Ok(rate)
}
