//! Histories that a faithful server could have made, for the judge's own tests: a small server and its clients, played by dice.

use std::collections::BTreeMap;

use super::record::{Change, Dice, End, Event, History, Mark, Op, Removal, Shown, Stream, words};

/// How much is played.
pub struct Size {
    /// Clients.
    pub clients: usize,
    /// Rooms.
    pub rooms: usize,
    /// Steps of the play.
    pub steps: usize,
}

#[derive(Default)]
struct Room {
    lines: Vec<Shown>,
    rev: i64,
}

struct Seat {
    stream: Stream,
    /// The last revision that this client has, and whether its line stands.
    at: i64,
    open: bool,
}

/// Something that its client has asked and that is not settled yet.
struct Flight {
    op: usize,
    /// It reaches the server at this time, and its answer leaves at the next.
    lands: u64,
}

/// Plays a faithful run.
pub fn good(seed: u64, size: &Size) -> History {
    let mut play = Play::new(seed, size);
    for step in 0..size.steps {
        play.step(step, size);
    }
    play.end()
}

struct Play {
    dice: Dice,
    now: u64,
    rooms: BTreeMap<usize, Room>,
    seats: Vec<Seat>,
    run: History,
    flights: Vec<Flight>,
    removed: Option<(usize, u64)>,
}

impl Play {
    fn new(seed: u64, size: &Size) -> Self {
        let mut dice = Dice(seed);
        let mut run = History::default();
        let mut rooms = BTreeMap::new();
        for room in 0..size.rooms {
            let old = i64::try_from(dice.below(4)).unwrap();
            let lines: Vec<Shown> = (1..=old).map(|n| Shown { seq: n, rev: n, text: Some(format!("old words {n}").into()) }).collect();
            run.before.insert(room, lines.clone());
            rooms.insert(room, Room { lines, rev: old });
        }
        let mut seats = Vec::new();
        for client in 0..size.clients {
            for (room, here) in &rooms {
                let stream = Stream { client, room: *room, from: here.rev, events: vec![Event::Joined { asked: 0 }], drained: true };
                seats.push(Seat { stream, at: here.rev, open: true });
            }
        }
        Self { dice, now: 1, rooms, seats, run, flights: Vec::new(), removed: None }
    }

    fn step(&mut self, step: usize, size: &Size) {
        self.now += 1 + self.dice.below(500);
        let client = self.dice.place(size.clients);
        let gone = self.removed.is_some_and(|(who, _)| who == client);
        match self.dice.below(12) {
            0..=4 => self.ask(client, step, size, gone),
            5 => self.change(),
            6 => self.cut(client),
            7 if self.removed.is_none() && step > size.steps / 2 => {
                self.removed = Some((client, self.now));
                self.seats.iter_mut().filter(|s| s.stream.client == client).for_each(|s| {
                    s.open = false;
                    s.stream.drained = false;
                });
                self.run.removals.push(Removal { client, ended: self.now });
            }
            _ => {}
        }
        self.land();
        self.tell();
    }

    fn ask(&mut self, client: usize, step: usize, size: &Size, gone: bool) {
        let mark: Mark = step as u64;
        let op = Op {
            client,
            room: self.dice.place(size.rooms),
            mark,
            text: words(mark, "said"),
            began: self.now,
            ended: self.now,
            end: if gone { End::Refused } else { End::Unknown },
        };
        self.run.ops.push(op);
        if !gone && !self.dice.one_in(9) {
            self.flights.push(Flight { op: self.run.ops.len() - 1, lands: self.now + self.dice.below(2000) });
        }
    }

    /// What has reached the server is written; its answer comes, or not.
    fn land(&mut self) {
        let (landed, flying) = std::mem::take(&mut self.flights).into_iter().partition(|f| f.lands <= self.now);
        self.flights = flying;
        let landed: Vec<Flight> = landed;
        for flight in landed {
            let op = &mut self.run.ops[flight.op];
            if self.removed.is_some_and(|(who, _)| who == op.client) {
                continue;
            }
            let room = self.rooms.get_mut(&op.room).unwrap();
            room.rev += 1;
            let seq = i64::try_from(room.lines.len()).unwrap() + 1;
            room.lines.push(Shown { seq, rev: room.rev, text: Some(op.text.clone()) });
            self.now += 1;
            if !self.dice.one_in(7) {
                (op.end, op.ended) = (End::Acked(seq), self.now);
            }
        }
    }

    fn change(&mut self) {
        if self.run.ops.is_empty() {
            return;
        }
        let op = &self.run.ops[self.dice.place(self.run.ops.len())];
        let (End::Acked(seq), mark) = (op.end, op.mark) else { return };
        let room = self.rooms.get_mut(&op.room).unwrap();
        let line = &mut room.lines[usize::try_from(seq).unwrap() - 1];
        if line.text.is_none() {
            return;
        }
        let text = (!self.dice.one_in(3)).then(|| words(mark, &format!("said better {}", self.now)));
        let (happens, told) = (!self.dice.one_in(6), !self.dice.one_in(6));
        if happens {
            room.rev += 1;
            (line.rev, line.text) = (room.rev, text.clone());
        }
        self.run.changes.push(Change { mark, text, done: happens && told });
    }

    /// A line breaks; the client comes back by and by.
    fn cut(&mut self, client: usize) {
        for seat in self.seats.iter_mut().filter(|s| s.stream.client == client) {
            seat.open = false;
        }
    }

    /// Who is there is told what is new; who was away comes back, and sometimes reads the page.
    fn tell(&mut self) {
        for seat in &mut self.seats {
            if self.removed.is_some_and(|(who, _)| who == seat.stream.client) {
                continue;
            }
            let room = &self.rooms[&seat.stream.room];
            if !seat.open {
                if !self.dice.one_in(5) {
                    continue;
                }
                seat.open = true;
                seat.stream.events.push(Event::Joined { asked: self.now });
                if self.dice.one_in(4) {
                    seat.stream.events.push(Event::Read { rev: room.rev, shown: room.lines.clone() });
                    seat.at = room.rev;
                }
            }
            catch_up(seat, room, self.now);
        }
    }

    fn end(mut self) -> History {
        self.now += 10_000;
        self.land();
        for seat in &mut self.seats {
            if seat.stream.drained {
                catch_up(seat, &self.rooms[&seat.stream.room], self.now);
            }
        }
        self.run.streams = self.seats.into_iter().map(|s| s.stream).collect();
        self.run.after = self.rooms.into_iter().map(|(room, here)| (room, here.lines)).collect();
        self.run
    }
}

fn catch_up(seat: &mut Seat, room: &Room, now: u64) {
    let mut news: Vec<&Shown> = room.lines.iter().filter(|l| l.rev > seat.at).collect();
    news.sort_by_key(|l| l.rev);
    for line in news {
        seat.at = line.rev;
        seat.stream.events.push(Event::Told { at: now, shown: line.clone() });
    }
}
