//! Whether others see that a socket's person is here: what its client asked for, and what the person wants on all of their devices. The
//! stronger wish holds: who wants not to be seen is seen by no socket of theirs, in whichever tab it was switched on.

use backend::chat::settings;

use super::socket::Socket;

impl Socket {
    /// What the client asks for this socket.
    pub(super) fn ask_to_show(&mut self, on: bool) {
        self.asked = on;
        self.appear();
    }

    /// Reads the person's wish, once before the first room; until it is known nobody is shown.
    pub(super) async fn learn_wish(&mut self) {
        if self.invisible.is_none() {
            self.read_wish().await;
        }
    }

    /// Reads it again: it may have changed on another device, or another machine.
    pub(super) async fn read_wish(&mut self) {
        let wish = settings::invisible(&self.board().cx, self.ear.person).await;
        // A store that does not answer changes nothing; it is asked again with the next look.
        self.invisible = wish.ok().or(self.invisible);
        self.appear();
    }

    /// Hides, or is seen again, in every room that the socket is in.
    fn appear(&self) {
        let on = self.asked && self.invisible == Some(false);
        let Some(who) = self.viewer.who().filter(|_| self.ear.show(on) != on) else { return };
        for (line, _) in &self.rooms {
            if on {
                line.come(self.board(), who.person, &who.name);
            } else {
                line.go(self.board(), who.person);
            }
        }
    }
}
