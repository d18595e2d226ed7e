//! A Kith of one's own: started on a free port and a folder that nobody else uses, signed in to by the demo's links.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail, ensure};
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;
use tokio::process::Command;

use crate::http::{form, get, once};
use crate::process::Process;

/// How a Kith is started, again and again on the same database.
pub struct House {
    kith: PathBuf,
    /// Its folder.
    pub data: PathBuf,
    /// Where it listens.
    pub at: SocketAddr,
    /// Settings beyond those of every house.
    pub settings: Vec<(&'static str, String)>,
}

impl House {
    /// A house in an empty folder.
    pub fn new(kith: &Path, place: &Path) -> anyhow::Result<Self> {
        let data = place.join("data");
        std::fs::create_dir_all(&data)?;
        Ok(Self {
            kith: kith.canonicalize().with_context(|| format!("{} is not there", kith.display()))?,
            data,
            at: free()?,
            settings: Vec::new(),
        })
    }

    /// A second node of the same house.
    pub fn neighbour(&self) -> anyhow::Result<Self> {
        Ok(Self { kith: self.kith.clone(), data: self.data.clone(), at: free()?, settings: self.settings.clone() })
    }

    fn command(&self) -> Command {
        self.act("serve")
    }

    /// Nothing of the caller's settings reaches it: neither variables nor a `kith.toml` that lies about.
    pub fn act(&self, what: &str) -> Command {
        let mut command = Command::new(&self.kith);
        command.arg(what).current_dir(&self.data).env_clear().env("KITH_LOG", "warn");
        command.env("KITH_DATA", &self.data).env("KITH_LISTEN", self.at.to_string()).env("KITH_ORIGIN", format!("http://{}", self.at));
        command.envs(self.settings.iter().map(|(name, value)| (*name, value)));
        command
    }

    /// Starts it on an empty database and loads the demo. Answers the paths of sign-in by the first name in small letters.
    pub async fn first(&self) -> anyhow::Result<BTreeMap<String, String>> {
        let mut child = self.command().arg("--demo").stdin(Stdio::null()).stdout(Stdio::piped()).kill_on_drop(true).spawn()?;
        let mut lines = BufReader::new(child.stdout.take().context("no output")?).lines();
        let mut links = BTreeMap::new();
        let read = async {
            while let Some(line) = lines.next_line().await? {
                if let Some((before, token)) = line.split_once("/in/") {
                    let first = before.split_whitespace().next().unwrap_or_default().to_lowercase();
                    links.insert(first, format!("/in/{}", token.trim()));
                }
                if line.starts_with("Kith is at") {
                    return Ok(());
                }
            }
            bail!("Kith ended while it loaded the demo")
        };
        tokio::time::timeout(Duration::from_secs(120), read).await.context("the demo took too long to load")??;
        child.kill().await?;
        ensure!(!links.is_empty(), "Kith printed no sign-in links");
        Ok(links)
    }

    /// Starts it on the database that is there; answers how long it took until it said that it is well.
    pub async fn start(&self) -> anyhow::Result<(Process, Duration)> {
        let began = Instant::now();
        let process = Process::start(&mut self.command())?;
        until_well(self.at, "/health", began).await?;
        Ok((process, began.elapsed()))
    }

    /// Signs in by a link; answers the cookies.
    pub async fn sign_in(&self, path: &str) -> anyhow::Result<String> {
        let shown = once(self.at, get(self.at, path, "", "identity")?).await?;
        ensure!(shown.status == 200, "the sign-in page answered {}", shown.status);
        let reply = once(self.at, form(self.at, path, "", String::new())?).await?;
        ensure!(reply.status == 303 && reply.cookies().contains("kith_at="), "signing in answered {}", reply.status);
        Ok(reply.cookies())
    }

    /// A page as its reader sees it.
    pub async fn page(&self, path: &str, cookie: &str) -> anyhow::Result<String> {
        let reply = once(self.at, get(self.at, path, cookie, "identity")?).await?;
        ensure!(reply.status == 200, "{path} answered {}", reply.status);
        Ok(reply.text())
    }
}

/// An address that nobody listens on.
pub fn free() -> anyhow::Result<SocketAddr> {
    Ok(std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}

/// Waits until somebody listens there.
pub async fn until_open(at: SocketAddr) -> anyhow::Result<()> {
    for _ in 0..500 {
        if TcpStream::connect(at).await.is_ok() {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    bail!("nobody listened at {at} within ten seconds")
}

/// Waits until that address answers 200.
pub async fn until_well(at: SocketAddr, path: &str, began: Instant) -> anyhow::Result<()> {
    let request = format!("GET {path} HTTP/1.1\r\nhost: {at}\r\nconnection: close\r\n\r\n");
    while began.elapsed() < Duration::from_secs(30) {
        if let Ok(mut stream) = TcpStream::connect(at).await {
            let mut answer = String::new();
            stream.write_all(request.as_bytes()).await?;
            if stream.read_to_string(&mut answer).await.is_ok() && answer.starts_with("HTTP/1.1 200") {
                return Ok(());
            }
        }
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    bail!("nobody answered at {at} within 30 seconds")
}

/// Every part of a page that begins with this and ends before a quote or one of `?#`, once each.
pub fn links(html: &str, prefix: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for (at, _) in html.match_indices(&format!("\"{prefix}")) {
        let rest = &html[at + 1..];
        let link = rest[..rest.find(['"', '?', '#']).unwrap_or(rest.len())].to_owned();
        if !found.contains(&link) {
            found.push(link);
        }
    }
    found
}
