//! Lines for several files that come at once, where a zip takes one file after the other.

use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom, Write},
};

use crate::formats::Out;

/// How many bytes of one file wait in memory.
const PIECE: usize = 64 * 1024;

/// One temporary file with the pieces of several others in it.
pub(super) struct Spool {
    file: File,
    end: u64,
    lanes: Vec<Lane>,
}

/// One of the files.
#[derive(Default)]
struct Lane {
    /// Where its pieces begin and how long they are.
    pieces: Vec<(u64, u64)>,
    waiting: Vec<u8>,
}

impl Spool {
    /// Begins with so many empty files.
    pub(super) fn new(lanes: usize) -> io::Result<Self> {
        Ok(Self { file: tempfile::tempfile()?, end: 0, lanes: (0..lanes).map(|_| Lane::default()).collect() })
    }

    /// Adds to the end of one of them.
    pub(super) fn add(&mut self, lane: usize, bytes: &[u8]) -> io::Result<()> {
        let lane = &mut self.lanes[lane];
        lane.waiting.extend_from_slice(bytes);
        if lane.waiting.len() >= PIECE {
            self.file.write_all(&lane.waiting)?;
            let length = lane.waiting.len() as u64;
            lane.pieces.push((self.end, length));
            self.end += length;
            lane.waiting.clear();
        }
        Ok(())
    }

    /// Says whether nothing was added to one of them.
    pub(super) fn is_empty(&self, lane: usize) -> bool {
        self.lanes[lane].pieces.is_empty() && self.lanes[lane].waiting.is_empty()
    }

    /// Writes one of them whole. Nothing can be added after it.
    pub(super) fn give(&mut self, lane: usize, out: Out<'_>) -> io::Result<()> {
        let lane = &self.lanes[lane];
        for (begin, length) in &lane.pieces {
            self.file.seek(SeekFrom::Start(*begin))?;
            io::copy(&mut Read::by_ref(&mut self.file).take(*length), out)?;
        }
        out.write_all(&lane.waiting)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_file_is_given_whole_and_in_order_however_they_were_mixed() {
        let mut spool = Spool::new(3).unwrap();
        let line = |lane: usize, number: usize| format!("{lane} {number} {}\n", "x".repeat(100));
        for number in 0..2_000 {
            spool.add(0, line(0, number).as_bytes()).unwrap();
            spool.add(number % 2, line(number % 2, number).as_bytes()).unwrap();
        }
        let whole = |lane: usize, numbers: &mut dyn Iterator<Item = usize>| -> String {
            numbers.map(|number| line(lane, number)).collect()
        };
        let mut given = [Vec::new(), Vec::new()];
        spool.give(0, &mut given[0]).unwrap();
        spool.give(1, &mut given[1]).unwrap();
        let of_first = (0..2_000).flat_map(|number| std::iter::repeat_n(number, 1 + (number + 1) % 2));
        assert_eq!(String::from_utf8(given[0].clone()).unwrap(), whole(0, &mut of_first.into_iter()));
        assert_eq!(String::from_utf8(given[1].clone()).unwrap(), whole(1, &mut (1..2_000).step_by(2)));
        assert!(spool.is_empty(2) && !spool.is_empty(0));
    }
}
