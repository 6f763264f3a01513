//! The only floor that touches files: safe save, opening with limits, earlier versions, recovery, locks,
//! settings.
//!
//! A map is never lost. [`save()`] replaces a file only when the new one is on the disk and read back;
//! [`Keeper`] sets unsaved work aside within a second; [`Home::versions`] has what a file was before;
//! [`Lock`] keeps two windows from writing one file; [`Attempt`] opens a file that crashes the program
//! twice no third time; [`Watch`] notices what other programs do to it.

mod attempt;
mod attributes;
mod error;
mod folder;
mod fonts;
mod home;
mod identity;
mod keeper;
mod lock;
mod open;
mod recovery;
mod save;
mod settings;
mod signals;
mod target;
mod versions;
mod watch;

pub use attempt::Attempt;
pub use error::{DiskError, Trouble};
pub use folder::{Entry, home, list};
pub use fonts::{has_fonts, installed_fonts};
pub use home::Home;
pub use identity::Identity;
pub use keeper::{Keeper, Kept, Snapshot};
pub use lock::{Holder, Lock};
pub use open::{entropy, is_read_only, open, open_graph, read, salvage};
pub use recovery::{Aside, Recovery};
pub use save::{Saved, Way, save, save_with, write};
pub use settings::Settings;
pub use signals::on_end;
pub use versions::Version;
pub use watch::{Outside, Watch, look};
