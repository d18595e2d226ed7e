//! Who is measured: Kith, and those beside it, each on a port of its own and as a process of this run.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::Context as _;
use tokio::process::Command;

use super::crowd::Door;
use crate::people::Cohort;
use crate::process::{self, Memory, Process};
use crate::site::{House, free, until_open};

/// Where the programs of the others are; a row without its program is left out.
#[derive(Debug, Clone, clap::Args)]
pub struct Others {
    /// `nginx`, beside which nchan is measured.
    #[arg(long)]
    nginx: Option<PathBuf>,
    /// nchan's module.
    #[arg(long)]
    nchan: Option<PathBuf>,
    /// The script of a room by `ws`; `node` runs it.
    #[arg(long)]
    ws: Option<PathBuf>,
}

/// A server that is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, clap::ValueEnum)]
pub enum Peer {
    /// Ours.
    Kith,
    /// The floor: `floor.rs`.
    Floor,
    /// The socket library that Kith uses, and nothing else.
    Tungstenite,
    /// nginx with nchan.
    Nchan,
    /// Node.js with ws.
    Ws,
}

impl Peer {
    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Kith => "Kith",
            Self::Floor => "floor",
            Self::Tungstenite => "tungstenite",
            Self::Nchan => "nchan",
            Self::Ws => "ws",
        }
    }
}

impl Others {
    /// Whoever can be measured here.
    pub fn peers(&self) -> Vec<Peer> {
        let mut all = vec![Peer::Floor, Peer::Kith, Peer::Tungstenite];
        if self.nginx.is_some() && self.nchan.is_some() {
            all.push(Peer::Nchan);
        }
        if self.ws.is_some() {
            all.push(Peer::Ws);
        }
        all
    }
}

/// A running server, and how it is entered.
pub struct Running {
    process: Process,
    /// How it is entered.
    pub door: Door,
}

impl Running {
    /// Starts one.
    pub async fn start(peer: Peer, others: &Others, house: &House, cohort: &Cohort, place: &Path) -> anyhow::Result<Self> {
        if peer == Peer::Kith {
            let (process, _) = house.start().await?;
            return Ok(Self { process, door: ours(house, cohort).await? });
        }
        let at = free()?;
        let listen = at.to_string();
        let process = match peer {
            Peer::Floor => Process::bare(&["floor", "--listen", &listen])?,
            Peer::Nchan => nchan(others, at, place)?,
            Peer::Ws => {
                let script = others.ws.as_deref().context("no script")?;
                Process::start(Command::new("node").arg(script).arg(at.port().to_string()))?
            }
            _ => Process::bare(&["bare-tungstenite", "--listen", &listen])?,
        };
        until_open(at).await?;
        tokio::time::sleep(Duration::from_millis(200)).await;
        let (path, publish) = if peer == Peer::Nchan { ("/sub", Some("/pub")) } else { ("/", None) };
        Ok(Self { process, door: Door { at, path, publish, cookies: Vec::new(), room: None } })
    }

    /// Its processes: nginx has workers.
    fn pids(&self) -> Vec<u32> {
        let own = self.process.pid();
        let children = std::fs::read_to_string(format!("/proc/{own}/task/{own}/children")).unwrap_or_default();
        std::iter::once(own).chain(children.split_whitespace().filter_map(|pid| pid.parse().ok())).collect()
    }

    /// User and system time of all its processes, in milliseconds.
    pub fn cpu(&self) -> f64 {
        self.pids().into_iter().filter_map(|pid| process::cpu_ms(pid).ok()).sum()
    }

    /// Its fair share of memory, in kB.
    pub fn share(&self) -> u64 {
        self.pids().into_iter().filter_map(|pid| Memory::of(pid).ok()).map(|m| m.share).sum()
    }

    /// SIGKILL, and the same again: how long until it was well.
    pub async fn again(self, house: &House) -> anyhow::Result<(Self, Duration)> {
        let door = self.door;
        self.process.kill().await?;
        let began = Instant::now();
        let (process, _) = house.start().await?;
        Ok((Self { process, door }, began.elapsed()))
    }

    /// Ends it.
    pub async fn stop(self) -> anyhow::Result<()> {
        self.process.stop().await
    }
}

/// Kith's door: signed in, with the room's last revision.
async fn ours(house: &House, cohort: &Cohort) -> anyhow::Result<Door> {
    let room = cohort.rooms.first().context("no room")?;
    let first = cohort.people.first().context("nobody")?;
    let rev = crate::fan::last_rev(house.at, &first.cookie, &room.id).await?;
    let cookies = cohort.people.iter().map(|p| p.cookie.clone()).collect();
    Ok(Door { at: house.at, path: "/live", publish: None, cookies, room: Some((room.id.clone(), rev)) })
}

/// nginx with as many workers as this run has cores, and nothing in it but one channel.
fn nchan(others: &Others, at: SocketAddr, place: &Path) -> anyhow::Result<Process> {
    let (nginx, module) = others.nginx.as_deref().zip(others.nchan.as_deref()).context("no nginx")?;
    let folder = place.join("nchan");
    std::fs::create_dir_all(&folder)?;
    let (here, module, listen) = (folder.display(), module.display(), at);
    let conf = format!(
        "load_module {module};\ndaemon off;\nuser root;\nworker_processes {cores};\nworker_rlimit_nofile 20000;\nerror_log {here}/error.log crit;\npid {here}/pid;\n\
         events {{ worker_connections 15000; }}\n\
         http {{\n  access_log off;\n  client_body_temp_path {here}/a;\n  proxy_temp_path {here}/b;\n  fastcgi_temp_path {here}/c;\n  uwsgi_temp_path {here}/d;\n  scgi_temp_path {here}/e;\n  \
         nchan_shared_memory_size 256M;\n  server {{\n    listen {listen} backlog=4096;\n    \
         location = /sub {{ nchan_subscriber websocket; nchan_channel_id room; nchan_subscriber_first_message newest; }}\n    \
         location = /pub {{ nchan_publisher websocket; nchan_channel_id room; nchan_message_buffer_length 10; }}\n  }}\n}}\n",
        cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
    );
    let path = folder.join("nginx.conf");
    std::fs::write(&path, conf)?;
    Process::start(Command::new(nginx).arg("-c").arg(&path).arg("-p").arg(&folder).stderr(std::process::Stdio::null()))
}
