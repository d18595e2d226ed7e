//! Tests of what pages are put together from. They stand outside of the crate so that it, the largest, is compiled once.
#![cfg(feature = "ssr")]
#![allow(clippy::unwrap_used)]

mod charts;
mod conditions;
mod numbers;
mod texts;
mod visits;
