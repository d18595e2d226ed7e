//! A line between one client and a node, that can be cut, stalled and slowed.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::watch;

/// How the line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Open.
    Open,
    /// Nothing is read from either side.
    Stalled,
    /// Each piece waits this long.
    Slow(Duration),
}

/// How a line ends before its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Break {
    /// Both sides are reset; what was on its way is thrown away.
    Cut,
    /// The client's side is gone; the node is told nothing, and nobody reads what it sends.
    Torn,
}

/// A client's line.
#[derive(Clone)]
pub struct Proxy {
    /// Where the client connects to.
    pub at: SocketAddr,
    to: Arc<Mutex<SocketAddr>>,
    mode: watch::Sender<Mode>,
    breaks: watch::Sender<Option<Break>>,
}

/// The smallest buffer that the system gives: a reader that stops is felt soon.
const SMALL: u32 = 4096;

impl Proxy {
    /// A line to that node. A small one takes little before it is full.
    pub async fn to(node: SocketAddr, small: bool) -> anyhow::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let (mode, breaks) = (watch::channel(Mode::Open).0, watch::channel(None).0);
        let proxy = Self { at: listener.local_addr()?, to: Arc::new(Mutex::new(node)), mode, breaks };
        let own = proxy.clone();
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let to = *own.to.lock().unwrap_or_else(PoisonError::into_inner);
                let (mode, breaks) = (own.mode.subscribe(), own.breaks.subscribe());
                tokio::spawn(async move {
                    let _ = serve(client, to, small, mode, breaks).await;
                });
            }
        });
        Ok(proxy)
    }

    /// The node that the next connection goes to.
    pub fn turn_to(&self, node: SocketAddr) {
        *self.to.lock().unwrap_or_else(PoisonError::into_inner) = node;
    }

    /// Changes how the line is.
    pub fn set(&self, mode: Mode) {
        self.mode.send_replace(mode);
    }

    /// Breaks the connection that stands now.
    pub fn end(&self, how: Break) {
        self.breaks.send_replace(Some(how));
    }
}

async fn serve(
    mut client: TcpStream,
    to: SocketAddr,
    small: bool,
    mode: watch::Receiver<Mode>,
    mut breaks: watch::Receiver<Option<Break>>,
) -> std::io::Result<()> {
    let socket = TcpSocket::new_v4()?;
    if small {
        socket.set_recv_buffer_size(SMALL)?;
    }
    breaks.mark_unchanged();
    let mut node = socket.connect(to).await?;
    node.set_nodelay(true)?;
    client.set_nodelay(true)?;
    tokio::select! {
        passed = pass(&mut client, &mut node, mode) => return passed,
        _ = breaks.changed() => {}
    }
    let how = *breaks.borrow();
    client.set_zero_linger()?;
    drop(client);
    if how == Some(Break::Torn) {
        // Longer than any node should wait for a client that says nothing.
        tokio::time::sleep(Duration::from_secs(75)).await;
    }
    node.set_zero_linger()
}

async fn pass(client: &mut TcpStream, node: &mut TcpStream, mut mode: watch::Receiver<Mode>) -> std::io::Result<()> {
    let (mut up, mut down) = (vec![0; 16 * 1024], vec![0; 16 * 1024]);
    loop {
        let now = *mode.borrow_and_update();
        if now == Mode::Stalled {
            if mode.changed().await.is_err() {
                return Ok(());
            }
            continue;
        }
        tokio::select! {
            changed = mode.changed() => if changed.is_err() { return Ok(()) },
            read = client.read(&mut up) => match read? {
                0 => return Ok(()),
                n => { wait(now).await; node.write_all(up.get(..n).unwrap_or_default()).await?; }
            },
            read = node.read(&mut down) => match read? {
                0 => return Ok(()),
                n => { wait(now).await; client.write_all(down.get(..n).unwrap_or_default()).await?; }
            },
        }
    }
}

async fn wait(mode: Mode) {
    if let Mode::Slow(time) = mode {
        tokio::time::sleep(time).await;
    }
}
