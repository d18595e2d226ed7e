//! Hosts Kith: HTTP wiring, the live socket, the worker, mail and the command line. No SQL on this floor.
pub mod assets;
pub mod bus;
pub mod cli;
pub mod config;
pub mod demo;
pub mod health;
pub mod host;
pub mod keys;
pub mod live;
pub mod mail;
pub mod middleware;
pub mod outside;
pub mod press;
pub mod router;
pub mod together;
pub mod viewers;
pub mod worker;
