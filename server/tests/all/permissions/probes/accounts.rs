//! My account, and accounts of others.

use backend::accounts::devices;

use super::lay;
use crate::permissions::probe::Shape::{Others, Place, Thing};
use crate::permissions::probe::{Ask, Probe, probe};

const MYSELF: [(&str, &str); 3] = [("zone", "America/Vancouver"), ("language", "en"), ("phone", "250 555 0100")];

pub fn probes() -> Vec<Probe> {
    let govern = "PRFML";
    vec![
        probe("profile.read_own", "GET /me", lay!(Ask::plain())).of(Place),
        probe("profile.update_own", "POST /me", lay!(s => Ask::form(&MYSELF).and(&[("name", s.actor)]))).of(Place),
        // Pages about others never show what only its owner may read; one's own stands on `/me`.
        probe("profile.read_contact", "GET /accounts/{id}", lay!(s => Ask::id(s.member()))).of(Others).unseen_by(govern),
        probe("profile.read_licence", "GET /accounts/{id}", lay!(s => Ask::id(s.member()).shows("licence"))).of(Others),
        probe("profile.read_licence", "GET /me", lay!(Ask::plain().shows("name=\"licence\""))).of(Place).only("VPRFML"),
        probe("acct.sessions_own", "POST /me/devices", lay!(s => Ask::form(&[("device", &device(s).await)])))
            .of(Thing)
            .unseen_by("PRFCMLA"),
        probe("acct.sessions_other", "POST /accounts/{id}/devices", lay!(s => Ask::id(s.member_who_is("active").await)))
            .of(Others)
            .unseen_by(govern),
        probe("acct.address", "POST /accounts/{id}/address", lay!(s => another_address(s))).ok(422).of(Others).unseen_by(govern),
        probe("acct.list", "GET /accounts", lay!(Ask::plain().query("q=amara"))).of(Place),
        probe("acct.suspend", "POST /accounts/{id}/suspend", lay!(s => Ask::id(s.member_who_is("active").await)))
            .of(Others)
            .unseen_by(govern),
        probe("acct.suspend", "POST /accounts/{id}/reactivate", lay!(s => Ask::id(s.member_who_is("suspended").await)))
            .of(Others)
            .unseen_by(govern),
        probe("notif.prefs", "GET /me/notices", lay!(Ask::plain())).of(Place),
        probe("notif.prefs", "POST /me/notices", lay!(Ask::form(&[("reminders", "yes"), ("calendar", "yes")]))).of(Place),
        probe("profile.update_own", "POST /me/cfpc", lay!(Ask::form(&[("cfpc", "123456")]))).of(Place),
        probe("acct.delete_self", "GET /me/erase", lay!(Ask::plain())).of(Place),
        // Nobody of the cast goes: the address is not theirs.
        probe("acct.delete_self", "POST /me/erase", lay!(Ask::form(&[("email", "nobody@example.org")]))).ok(422).of(Place),
        probe("acct.delete_self", "POST /me/erase/keep", lay!(Ask::plain())).of(Place),
        probe("calendar.renew", "POST /me/calendar", lay!(Ask::plain())).of(Place),
        probe("ops.health", "GET /health", lay!(Ask::plain())).of(Place),
        // Last: from here on each of the cast has a password.
        probe("profile.update_own", "POST /me/password", lay!(Ask::form(&[("new", "kestrel lantern quilt 47")]))).of(Place),
    ]
}

/// Asked of the member with no address at all, so that the member keeps theirs.
fn another_address(s: &crate::permissions::stage::Scene<'_>) -> Ask {
    Ask::id(s.member()).and(&[("email", "nowhere")])
}

/// Another device of the owner's.
async fn device(s: &crate::permissions::stage::Scene<'_>) -> String {
    let tx = s.cx().begin().await.unwrap();
    let opened = devices::open(&tx, s.place.world.id(s.owner()), "another").await.unwrap();
    tx.commit().await.unwrap();
    opened.sign_in.to_string()
}
