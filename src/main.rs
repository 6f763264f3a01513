//! The program: hands over to the window or to the command line. Nothing else belongs here.

use std::process::ExitCode;

#[cfg(feature = "app")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[cfg(feature = "app")]
fn main() -> ExitCode {
    match threestrand::app::run(std::env::args_os().nth(1).map(Into::into)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::from(2),
    }
}

#[cfg(not(feature = "app"))]
fn main() -> ExitCode {
    ExitCode::from(2)
}
