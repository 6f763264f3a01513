//! The guard against crash loops: how often the program ended badly while something was open.
//!
//! A mark is made when a file is opened and taken away when it has proved harmless. What is left of it at
//! the next start is a crash. A power cut seldom leaves one: the mark is not forced to the disk.

use std::fs;
use std::path::PathBuf;

use super::Home;
use super::identity::digest;

/// So many bad ends, and the file is not opened again without a question.
const TOO_MANY: u32 = 2;

/// Something is open; dropped without [`Attempt::survived`] it counts as a crash.
#[derive(Debug)]
pub struct Attempt {
    mark: PathBuf,
}

impl Home {
    /// `what` (a path, the id of a document) was open at two or more bad ends of the program.
    #[must_use]
    pub fn is_dangerous(&self, what: &str) -> bool {
        self.state("attempts").is_ok_and(|folder| count(&folder.join(name(what))) >= TOO_MANY)
    }

    /// Marks `what` as being opened. A mark that cannot be written guards nothing and costs nothing.
    #[must_use]
    pub fn attempt(&self, what: &str) -> Option<Attempt> {
        let mark = self.state("attempts").ok()?.join(name(what));
        fs::write(&mark, (count(&mark) + 1).to_string()).ok()?;
        Some(Attempt { mark })
    }
}

impl Attempt {
    /// It has done no harm: earlier bad ends are forgotten.
    pub fn survived(self) {
        // One that stays only asks a question too many.
        let _ = fs::remove_file(&self.mark);
    }
}

fn name(what: &str) -> String {
    format!("{:016x}", digest(what.as_bytes()))
}

fn count(mark: &PathBuf) -> u32 {
    fs::read_to_string(mark).ok().and_then(|text| text.trim().parse().ok()).unwrap_or_default()
}
