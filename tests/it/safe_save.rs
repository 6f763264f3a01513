//! Saving never loses a map.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;
use threestrand::disk::{self, DiskError, Home, Identity, Settings};
use threestrand::formats;
use threestrand::model::{Actor, Document, Edit, MetaChange};

fn map(actors: usize) -> Document {
    let mut document = Document::new("11111111-2222-4333-8444-555555555555".to_owned());
    for i in 0..actors {
        let actor = Actor { key: format!("a{i}"), name: format!("Actor {i}"), ..Actor::default() };
        let _ = document.apply(Edit::AddActor(Box::new(actor), None)).unwrap();
    }
    document
}

/// A folder for maps and, apart from them, one for the program.
struct Desk {
    folder: TempDir,
    own: TempDir,
}

impl Desk {
    fn new() -> Self {
        Self { folder: TempDir::new().unwrap(), own: TempDir::new().unwrap() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn home(&self) -> Home {
        Home::at(self.own.path())
    }

    fn save(&self, path: &Path, document: &Document, expected: Option<&Identity>) -> Result<Identity, DiskError> {
        disk::save_with(&|| Ok(self.home()), path, document, expected)
    }

    fn backups(&self) -> usize {
        fs::read_dir(self.own.path().join("backups")).map_or(0, Iterator::count)
    }

    /// Names in the folder of maps.
    fn names(&self) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(self.folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}

/// Says on the screen that a check could not be made here.
#[allow(clippy::explicit_write, reason = "the test runner swallows what print! writes")]
fn skip(why: &str) {
    writeln!(std::io::stderr(), "skipped: {why}").unwrap();
}

#[track_caller]
fn refused<T: std::fmt::Debug>(result: Result<T, DiskError>, expected: &str) -> DiskError {
    let error = result.unwrap_err();
    assert!(error.message.contains(expected), "{:?} should contain {expected:?}", error.message);
    error
}

#[test]
fn a_saved_map_opens_as_it_was() {
    let desk = Desk::new();
    let path = desk.path("map.strand");
    let identity = desk.save(&path, &map(3), None).unwrap();
    let (opened, read) = disk::open(&path).unwrap();
    assert_eq!((opened.document, opened.issues), (map(3), Vec::new()));
    assert_eq!(identity, read);
    desk.save(&path, &map(4), Some(&identity)).unwrap();
    assert_eq!(desk.names(), ["map.strand"]);
}

#[test]
fn a_change_on_disk_is_noticed() {
    let desk = Desk::new();
    let path = desk.path("map.strand");
    let identity = desk.save(&path, &map(3), None).unwrap();
    let mut other = fs::read(&path).unwrap();
    other.push(b'\n');
    fs::write(&path, &other).unwrap();
    let error = refused(desk.save(&path, &map(4), Some(&identity)), "Another program has changed");
    assert!(error.changed_on_disk);
    assert_eq!(fs::read(&path).unwrap(), other, "it is still theirs");
    desk.save(&path, &map(4), None).unwrap();
}

#[test]
fn the_same_content_is_no_change() {
    let desk = Desk::new();
    let path = desk.path("map.strand");
    let identity = desk.save(&path, &map(3), None).unwrap();
    fs::write(&path, fs::read(&path).unwrap()).unwrap();
    let identity = desk.save(&path, &map(4), Some(&identity)).unwrap();
    fs::remove_file(&path).unwrap();
    desk.save(&path, &map(4), Some(&identity)).unwrap();
}

#[test]
fn a_save_that_loses_much_leaves_a_backup() {
    let desk = Desk::new();
    let path = desk.path("map.strand");
    desk.save(&path, &map(50), None).unwrap();
    let full = fs::read(&path).unwrap();
    desk.save(&path, &map(45), None).unwrap();
    assert_eq!(desk.backups(), 0, "an ordinary save keeps none");
    desk.save(&path, &map(50), None).unwrap();
    desk.save(&path, &map(0), None).unwrap();
    assert_eq!(desk.backups(), 1);
    let backup = fs::read_dir(desk.own.path().join("backups")).unwrap().next().unwrap().unwrap().path();
    assert_eq!(fs::read(backup).unwrap(), full);
}

#[test]
fn a_folder_or_a_missing_folder_is_named() {
    let desk = Desk::new();
    refused(desk.save(desk.folder.path(), &map(1), None), "This is a folder");
    refused(desk.save(&desk.path("no/such/map.strand"), &map(1), None), "it is not there");
    refused(desk.save(&desk.path(&"x".repeat(300)), &map(1), None), "the name is too long");
    refused(disk::open(desk.folder.path()), "This is a folder");
    refused(disk::open(&desk.path("none.strand")), "it is not there");
    assert_eq!(desk.names(), Vec::<String>::new());
}

#[test]
fn a_name_of_255_letters_is_saved() {
    let desk = Desk::new();
    let name = format!("{}.strand", "x".repeat(248));
    desk.save(&desk.path(&name), &map(1), None).unwrap();
    assert_eq!(desk.names(), [name]);
}

#[test]
fn pictures_are_written_the_same_way() {
    let desk = Desk::new();
    let path = desk.path("map.png");
    disk::write(&path, b"first").unwrap();
    disk::write(&path, b"second").unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"second");
    assert_eq!(desk.names(), ["map.png"]);
}

#[test]
fn empty_and_large_files_are_refused_unread() {
    let desk = Desk::new();
    let path = desk.path("large.strand");
    let file = fs::File::create(&path).unwrap();
    refused(disk::open(&path), "The file is empty");
    file.set_len(1 << 40).unwrap();
    refused(disk::open(&path), "maps may have up to 64 MB");
}

#[test]
fn graphs_are_opened_without_a_map() {
    let desk = Desk::new();
    fs::write(desk.path("g.csv"), "source,target\na,b\n").unwrap();
    assert_eq!(disk::open_graph(&desk.path("g.csv")).unwrap().edges, [(0, 1)]);
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};

    use super::*;

    #[test]
    fn the_mode_is_kept() {
        let desk = Desk::new();
        let path = desk.path("map.strand");
        desk.save(&path, &map(1), None).unwrap();
        let usual = fs::metadata(&path).unwrap().mode();
        let other = desk.path("other");
        fs::write(&other, "").unwrap();
        assert_eq!(usual, fs::metadata(&other).unwrap().mode(), "a new map is as readable as any file");
        for mode in [0o640, 0o664, 0o600] {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            desk.save(&path, &map(2), None).unwrap();
            assert_eq!(fs::metadata(&path).unwrap().mode() & 0o777, mode);
        }
    }

    #[test]
    fn links_are_followed_and_stay_links() {
        let desk = Desk::new();
        fs::create_dir(desk.path("deep")).unwrap();
        desk.save(&desk.path("deep/map.strand"), &map(1), None).unwrap();
        symlink("deep/map.strand", desk.path("b")).unwrap();
        symlink(desk.path("b"), desk.path("a")).unwrap();
        let identity = desk.save(&desk.path("a"), &map(2), None).unwrap();
        assert_eq!(identity.path, fs::canonicalize(desk.path("deep/map.strand")).unwrap());
        assert_eq!(disk::open(&desk.path("deep/map.strand")).unwrap().0.document, map(2));
        assert!(fs::symlink_metadata(desk.path("a")).unwrap().is_symlink());
        assert!(fs::symlink_metadata(desk.path("b")).unwrap().is_symlink());
        symlink("new.strand", desk.path("dangling")).unwrap();
        desk.save(&desk.path("dangling"), &map(1), None).unwrap();
        assert!(desk.path("new.strand").is_file());
    }

    #[test]
    fn a_circle_of_links_is_named() {
        let desk = Desk::new();
        symlink("b", desk.path("a")).unwrap();
        symlink("a", desk.path("b")).unwrap();
        refused(desk.save(&desk.path("a"), &map(1), None), "lead in a circle");
        refused(disk::open(&desk.path("a")), "lead in a circle");
    }

    #[test]
    fn a_file_with_two_names_keeps_both() {
        let desk = Desk::new();
        let path = desk.path("map.strand");
        desk.save(&path, &map(1), None).unwrap();
        fs::hard_link(&path, desk.path("twin.strand")).unwrap();
        desk.save(&path, &map(2), None).unwrap();
        assert_eq!(disk::open(&desk.path("twin.strand")).unwrap().0.document, map(2));
        assert_eq!(fs::metadata(&path).unwrap().nlink(), 2);
        assert_eq!(desk.backups(), 1, "in place only after a backup");
    }

    #[test]
    fn a_read_only_file_is_honored() {
        let desk = Desk::new();
        let path = desk.path("map.strand");
        desk.save(&path, &map(1), None).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
        refused(desk.save(&path, &map(2), None), "marked as read-only");
        assert_eq!(disk::open(&path).unwrap().0.document, map(1));
    }

    #[test]
    fn a_folder_without_permission_is_named() {
        let desk = Desk::new();
        let path = desk.path("map.strand");
        desk.save(&path, &map(1), None).unwrap();
        fs::set_permissions(desk.folder.path(), fs::Permissions::from_mode(0o555)).unwrap();
        let may_anyway = fs::write(desk.path("probe"), "").is_ok();
        if may_anyway {
            skip("this account may write everywhere, so permissions cannot be tested");
        } else {
            refused(desk.save(&path, &map(2), None), "you have no permission");
            assert_eq!(disk::open(&path).unwrap().0.document, map(1));
        }
        fs::set_permissions(desk.folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    }

    #[test]
    fn devices_and_pipes_are_refused_at_once() {
        let desk = Desk::new();
        let pipe = desk.path("pipe");
        if Command::new("mkfifo").arg(&pipe).status().is_ok_and(|status| status.success()) {
            refused(disk::open(&pipe), "a device or a pipe");
            refused(desk.save(&pipe, &map(1), None), "a device or a pipe");
        } else {
            skip("there is no mkfifo");
        }
        refused(disk::open(Path::new("/dev/zero")), "a device or a pipe");
        if Path::new("/proc/kmsg").exists() {
            disk::open(Path::new("/proc/kmsg")).unwrap_err();
        }
    }

    /// Run by the tests below in a process of its own, with the target in the environment.
    #[test]
    fn a_process_saves_a_map_whole() {
        let desk = Desk::new();
        let path = std::env::var_os("SAVE_HERE").map_or_else(|| desk.path("map.strand"), PathBuf::from);
        // Faults are counted by thread: this one runs ahead of the test runner's two lines.
        for i in 0..3 {
            fs::write(desk.path(&format!("ahead-{i}")), "x").unwrap();
        }
        desk.save(&path, &map(40), None).unwrap();
        assert_eq!(disk::open(&path).unwrap().0.document, map(40));
    }

    /// Saves over `path` in a process under strace with a fault; `None` if strace cannot be used here.
    fn with_fault(path: &Path, fault: &str) -> Option<(bool, String)> {
        let log = path.with_file_name("strace.log");
        let calls = fault.split(':').next().unwrap();
        let output = Command::new("strace")
            .args(["-f", "-qq", "-o", log.to_str().unwrap(), "-e", &format!("trace={calls}"), "-e"])
            .arg(format!("inject={fault}"))
            .arg(std::env::current_exe().unwrap())
            .args(["--exact", "safe_save::unix::a_process_saves_a_map_whole", "--test-threads=1"])
            .env("SAVE_HERE", path)
            .env_remove("RUST_BACKTRACE")
            .output()
            .ok()?;
        let log = fs::read_to_string(&log).ok()?;
        let refused = log.is_empty() || String::from_utf8_lossy(&output.stderr).contains("PTRACE");
        (!refused).then(|| (output.status.success(), log))
    }

    #[test]
    fn a_kill_at_any_moment_leaves_a_whole_map() {
        let calls = "write,fsync,fdatasync,rename,renameat,renameat2,fchmod,unlink,unlinkat,ftruncate";
        let (mut killed_before, mut killed_after) = (0, 0);
        for when in 1.. {
            let desk = Desk::new();
            let path = desk.path("map.strand");
            desk.save(&path, &map(30), None).unwrap();
            let Some((lived, _)) = with_fault(&path, &format!("{calls}:signal=SIGKILL:when={when}")) else {
                skip("strace cannot be used here, so saves cannot be killed");
                return;
            };
            let left = disk::open(&path).unwrap().0.document;
            if lived {
                assert_eq!(left, map(40));
                break;
            }
            assert!(left == map(30) || left == map(40), "killed at call {when}");
            *(if left == map(30) { &mut killed_before } else { &mut killed_after }) += 1;
            assert!(when < 200, "the save never ends");
        }
        assert!(killed_before > 3 && killed_after > 0, "the faults did happen: {killed_before}, {killed_after}");
    }

    #[test]
    fn a_refusal_by_the_system_leaves_the_old_map() {
        for fault in [
            "fsync:error=EIO",
            "rename,renameat,renameat2:error=ENOSPC",
            "rename,renameat,renameat2:error=EXDEV",
            "rename,renameat,renameat2:error=EBUSY",
            "fchmod:error=EPERM",
        ] {
            let desk = Desk::new();
            let path = desk.path("map.strand");
            desk.save(&path, &map(30), None).unwrap();
            let Some((succeeded, log)) = with_fault(&path, fault) else {
                skip("strace cannot be used here, so system calls cannot fail");
                return;
            };
            assert!(log.contains("INJECTED"), "{fault} was never reached");
            assert!(!succeeded, "{fault} was not noticed");
            assert_eq!(disk::open(&path).unwrap().0.document, map(30), "{fault}");
            assert_eq!(desk.names(), ["map.strand", "strace.log"], "{fault} left something behind");
        }
    }

    #[test]
    fn a_full_disk_leaves_the_old_map() {
        let mount = TempDir::new().unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=64k", "tmpfs"])
            .arg(mount.path())
            .output()
            .is_ok_and(|output| output.status.success());
        if !mounted {
            skip("a small disk cannot be mounted here");
            return;
        }
        let desk = Desk::new();
        let path = mount.path().join("map.strand");
        let first = desk.save(&path, &map(30), None);
        let second = desk.save(&path, &map(3000), None);
        let left = disk::open(&path).map(|(opened, _)| opened.document);
        let names = fs::read_dir(mount.path()).unwrap().count();
        Command::new("umount").arg(mount.path()).status().unwrap();
        first.unwrap();
        refused(second, "the disk is full");
        assert_eq!((left.unwrap(), names), (map(30), 1));
    }
}

#[test]
fn three_generations_are_kept_for_recovery() {
    let desk = Desk::new();
    let home = desk.home();
    let key = map(0).meta().key.clone();
    for actors in 1..=5 {
        home.save_recovery(&map(actors), Some(Path::new("/maps/a.strand"))).unwrap();
    }
    assert_eq!(fs::read_dir(desk.own.path().join("recovery")).unwrap().count(), 3);
    let found = home.recoveries();
    assert_eq!((found.len(), found[0].actors, found[0].path.as_deref()), (1, 5, Some(Path::new("/maps/a.strand"))));
    assert_eq!(found[0].open().unwrap().document, map(5));
    home.discard(&key);
    assert_eq!(home.recoveries(), []);
}

#[test]
fn a_torn_recovery_gives_way_to_the_one_before() {
    let desk = Desk::new();
    let home = desk.home();
    home.save_recovery(&map(1), None).unwrap();
    home.save_recovery(&map(2), None).unwrap();
    let newest = fs::read_dir(desk.own.path().join("recovery")).unwrap().map(|e| e.unwrap().path()).max().unwrap();
    let bytes = fs::read(&newest).unwrap();
    for end in [0, 10, bytes.len() - 1] {
        fs::write(&newest, &bytes[..end]).unwrap();
        assert_eq!(home.recoveries()[0].actors, 1);
    }
}

#[test]
fn open_maps_are_not_offered_for_recovery() {
    let desk = Desk::new();
    let home = desk.home();
    home.save_recovery(&map(1), None).unwrap();
    let key = map(0).meta().key.clone();
    let hold = home.hold(&key);
    assert!(hold.is_some() && home.hold(&key).is_none(), "one window at a time");
    assert_eq!(home.recoveries(), []);
    drop(hold);
    assert_eq!(home.recoveries().len(), 1);
}

#[test]
fn a_hostile_id_stays_in_its_folder() {
    let desk = Desk::new();
    let mut document = Document::new("../../../escaped\0".to_owned());
    let _ = document.apply(Edit::Meta(MetaChange::Title("T".to_owned()))).unwrap();
    desk.home().save_recovery(&document, None).unwrap();
    assert_eq!(fs::read_dir(desk.own.path().join("recovery")).unwrap().count(), 1);
    assert_eq!(desk.home().recoveries()[0].title, "T");
    desk.home().discard(&document.meta().key);
    assert_eq!(desk.home().recoveries(), []);
}

#[test]
fn settings_survive_and_damage_is_harmless() {
    let desk = Desk::new();
    let home = desk.home();
    assert_eq!(Settings::load(&home), Settings::default());
    let mut settings = Settings::default();
    settings.set("theme", "dark");
    for i in 0..20 {
        settings.opened(Path::new(&format!("/maps/{}.strand", i % 15)));
    }
    settings.forget(Path::new("/maps/4.strand"));
    settings.save(&home).unwrap();
    let loaded = Settings::load(&home);
    assert_eq!(loaded, settings);
    assert_eq!((loaded.get("theme"), loaded.recent().len()), (Some("dark"), 11));
    assert_eq!(loaded.recent()[0], Path::new("/maps/3.strand"));
    for damaged in ["", "{", "[1]", "\0\0\0"] {
        fs::write(desk.own.path().join("settings.json"), damaged).unwrap();
        assert_eq!(Settings::load(&home), Settings::default());
    }
    fs::write(desk.own.path().join("settings.json"), r#"{"values": {"a": 1, "b": "x"}, "recent": 7}"#).unwrap();
    assert_eq!(Settings::load(&home).get("b"), Some("x"));
}

#[test]
fn what_cannot_be_read_back_is_not_saved() {
    let desk = Desk::new();
    let path = desk.path("map.strand");
    desk.save(&path, &map(2), None).unwrap();
    let mut broken = map(3);
    let _ = broken.apply(Edit::Meta(MetaChange::Extra(vec![("x".to_owned(), "NaN".to_owned())]))).unwrap();
    refused(desk.save(&path, &broken, None), "could not be read back");
    assert_eq!(fs::read(&path).unwrap(), formats::write_strand(&map(2)));
    assert_eq!(desk.names(), ["map.strand"]);
}
