//! Room: notices.
