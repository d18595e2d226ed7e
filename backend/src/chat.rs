//! Room: chat.
