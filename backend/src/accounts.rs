//! People, sign-in, invitations, terms.
pub mod devices;
pub mod entry;
pub mod links;
pub(crate) mod tables;
pub mod viewer;
