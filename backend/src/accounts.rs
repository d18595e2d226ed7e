//! People, sign-in, invitations, terms.
pub mod devices;
pub mod entry;
pub mod governing;
pub mod invite;
pub mod letters;
pub mod links;
mod names;
pub mod password;
pub mod profile;
pub(crate) mod tables;
pub mod terms;
pub mod throttle;
pub mod viewer;

#[cfg(test)]
mod tests;
