//! The demo's hour.
