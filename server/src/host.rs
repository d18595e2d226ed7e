//! Everything one serving process shares.

use std::sync::Arc;
use std::time::Duration;

use app::visit::House;
use backend::Viewer;
use backend::accounts::viewer;
use domain::id::SignInId;
use moka::sync::Cache;

use crate::bus::LocalBus;
use crate::keys::Keys;

/// Rights read from the store are believed for this long; a change made on this machine is seen at once.
const BELIEVED: Duration = Duration::from_secs(3);

/// What one serving process shares. Cheap to clone.
#[derive(Clone)]
pub struct Host {
    /// What pages stand on.
    pub house: House,
    /// The signing key.
    pub keys: Keys,
    /// Hints of this process.
    pub bus: LocalBus,
    /// How people reach this install.
    pub origin: Arc<str>,
    /// Whether cookies carry `Secure` and the `__Host-` prefix.
    pub secure: bool,
    /// Proxies whose word about addresses is believed.
    pub trusted_proxies: Arc<[std::net::IpAddr]>,
    /// With the count of changes that they were read at.
    viewers: Cache<SignInId, (u64, Viewer)>,
}

impl Host {
    /// A host.
    pub fn new(house: House, keys: Keys, bus: LocalBus, secure: bool, trusted_proxies: &[std::net::IpAddr]) -> Self {
        let viewers = Cache::builder().max_capacity(10_000).time_to_live(BELIEVED).build();
        Self { origin: house.cx.ports.origin.clone(), house, keys, bus, secure, trusted_proxies: trusted_proxies.into(), viewers }
    }

    /// The name of a cookie: `__Host-kith_at` over https, `kith_at` on a developer's machine.
    pub fn cookie(&self, name: &str) -> String {
        if self.secure { format!("__Host-kith_{name}") } else { format!("kith_{name}") }
    }

    /// The viewer behind a device; a store that does not answer makes it nobody.
    pub async fn viewer(&self, device: SignInId) -> Viewer {
        // Counted before it is read: what was read while rights changed is read again.
        let count = self.bus.rights();
        if let Some((_, known)) = self.viewers.get(&device).filter(|(at, _)| *at == count) {
            return known;
        }
        let found = viewer::of_sign_in(&self.house.cx, device).await.unwrap_or_default();
        self.viewers.insert(device, (count, found.clone()));
        found
    }
}
