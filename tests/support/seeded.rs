//! Bytes bent at random, the same in every run.

/// A small generator of the same numbers on every machine.
pub struct Seeded(pub u64);

impl Seeded {
    pub fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below.max(1)
    }

    /// Bends some bytes: flips, cuts, repeats, and words that matter to the reader.
    pub fn bend(&mut self, bytes: &mut Vec<u8>, words: &[&[u8]]) {
        for _ in 0..=self.next(6) {
            let at = self.next(bytes.len() + 1);
            match self.next(5) {
                0 if at < bytes.len() => bytes[at] ^= 1 << self.next(8),
                1 => bytes.truncate(at.max(10)),
                2 => {
                    let word = words[self.next(words.len())];
                    bytes.splice(at..at, word.iter().copied());
                }
                3 if at < bytes.len() => {
                    let end = (at + 1 + self.next(60)).min(bytes.len());
                    let piece = bytes[at..end].to_vec();
                    let times = 1 + self.next(20);
                    bytes.splice(at..at, piece.repeat(times));
                }
                _ if at < bytes.len() => {
                    bytes.remove(at);
                }
                _ => {}
            }
        }
    }
}
