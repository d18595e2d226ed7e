//! The demo of this room.
