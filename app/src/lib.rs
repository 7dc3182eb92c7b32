//! Pages, islands and the words on them. Pages run on the server only; islands run on both sides.

pub mod islands;
