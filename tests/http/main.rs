//! Whole requests through the whole application, on both engines, without sockets.

mod answering;
mod expressions;
mod staff;
