//! Pages of this room.
