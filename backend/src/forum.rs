//! Room: forum.
