//! Fuzzes what the program finds in its own state folder: recovery files and settings.
#![no_main]

use std::fs;
use std::path::Path;

use threestrand::disk::{Home, Settings};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let folder = Path::new("/dev/shm").join(format!("threestrand-fuzz-{}", std::process::id()));
    let home = Home::at(&folder);
    let _ = fs::create_dir_all(folder.join("recovery"));
    fs::write(folder.join("recovery/u.0000000000000001.000000001.recovery"), bytes).expect("a file in memory");
    for found in home.recoveries() {
        if let Ok(opened) = found.open() {
            assert_eq!(opened.document.check(), Vec::<String>::new());
        }
    }
    fs::write(folder.join("settings.json"), bytes).expect("a file in memory");
    let _ = Settings::load(&home);
});
