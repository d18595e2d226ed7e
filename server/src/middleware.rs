//! What every request passes through, from the outside in: origin check, headers and nonce, who comes.
pub mod address;
pub mod headers;
pub mod origin;
pub mod session;
