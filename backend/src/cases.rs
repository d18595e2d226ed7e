//! Room: cases.
