//! Everything one serving process shares.

use std::sync::Arc;

use app::visit::House;
use backend::Viewer;
use domain::id::SignInId;

use crate::bus::LocalBus;
use crate::keys::Keys;
use crate::live::Switchboard;
use crate::viewers::Viewers;

/// What one serving process shares. Cheap to clone.
#[derive(Clone)]
pub struct Host {
    /// What pages stand on.
    pub house: House,
    /// The signing key.
    pub keys: Keys,
    /// Hints of this process.
    pub bus: LocalBus,
    /// The live sockets.
    pub board: Switchboard,
    /// How people reach this install.
    pub origin: Arc<str>,
    /// Whether cookies carry `Secure` and the `__Host-` prefix.
    pub secure: bool,
    /// Proxies whose word about addresses is believed.
    pub trusted_proxies: Arc<[std::net::IpAddr]>,
    /// Who is behind a device.
    pub viewers: Viewers,
}

impl Host {
    /// A host; it begins to listen for changes of rights.
    pub fn new(house: House, keys: Keys, bus: LocalBus, secure: bool, trusted_proxies: &[std::net::IpAddr]) -> Self {
        let viewers = Viewers::default();
        let board = Switchboard::new(house.cx.clone(), bus.clone(), viewers.clone());
        let origin = house.cx.ports.origin.clone();
        Self { origin, house, keys, bus, board, secure, trusted_proxies: trusted_proxies.into(), viewers }
    }

    /// The name of a cookie: `__Host-kith_at` over https, `kith_at` on a developer's machine.
    pub fn cookie(&self, name: &str) -> String {
        if self.secure { format!("__Host-kith_{name}") } else { format!("kith_{name}") }
    }

    /// The viewer behind a device; a store that does not answer makes it nobody.
    pub async fn viewer(&self, device: SignInId) -> Viewer {
        self.viewers.of(&self.house.cx, device).await.unwrap_or_default()
    }
}
