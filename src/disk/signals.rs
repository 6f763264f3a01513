//! The system asks the program to end: logout, shutdown, `kill`, a closed terminal.

/// Calls `act` on a thread of its own, once, when the system asks the program to end.
///
/// Elsewhere than on Unix the window hears of it by itself.
#[cfg(unix)]
pub fn on_end(act: impl FnOnce() + Send + 'static) {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    // Without the handler the system ends the program at once; unsaved work is set aside all the same.
    let Ok(mut signals) = signal_hook::iterator::Signals::new([SIGTERM, SIGHUP, SIGINT]) else { return };
    std::thread::spawn(move || {
        if signals.forever().next().is_some() {
            act();
        }
    });
}

/// Calls nothing: here the window hears of it by itself.
#[cfg(not(unix))]
pub fn on_end(_act: impl FnOnce() + Send + 'static) {}
