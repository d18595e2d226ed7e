//! Room: surveys.
