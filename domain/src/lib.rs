//! What is true: words, rules, policy, statistics and live frames. Pure: no clock, no I/O; native and wasm.
pub mod fault;
pub mod id;
