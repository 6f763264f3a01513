//! The program: hands over to the command line or to the window. Nothing else belongs here.

use std::path::PathBuf;
use std::process::ExitCode;

use threestrand::cli::{self, Outcome};

#[cfg(feature = "app")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match cli::run() {
        Outcome::Exit(code) => code,
        Outcome::Window(file) => window(file).map_or_else(cli::fail, |()| ExitCode::SUCCESS),
    }
}

#[cfg(feature = "app")]
fn window(file: Option<PathBuf>) -> Result<(), String> {
    threestrand::app::run(file)
}

#[cfg(not(feature = "app"))]
fn window(_file: Option<PathBuf>) -> Result<(), String> {
    Err("This build has no window; try: threestrand render MAP -o picture.png".to_owned())
}
