//! Saving never loses a map.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;
use threestrand::disk::{self, DiskError, Home, Identity, Saved, Trouble, Way};
use threestrand::formats;
use threestrand::model::{Actor, Document, Edit, MetaChange};

pub(crate) fn map(actors: usize) -> Document {
    let mut document = Document::new("11111111-2222-4333-8444-555555555555".to_owned());
    for i in 0..actors {
        let actor = Actor { key: format!("a{i}"), name: format!("Actor {i}"), ..Actor::default() };
        let _ = document.apply(Edit::AddActor(Box::new(actor), None)).unwrap();
    }
    document
}

/// A folder for maps and, apart from them, one for the program.
pub(crate) struct Desk {
    folder: TempDir,
    pub(crate) own: TempDir,
}

impl Desk {
    pub(crate) fn new() -> Self {
        Self { folder: TempDir::new().unwrap(), own: TempDir::new().unwrap() }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn home(&self) -> Home {
        Home::at(self.own.path())
    }

    pub(crate) fn save(
        &self,
        path: &Path,
        document: &Document,
        expected: Option<&Identity>,
    ) -> Result<Identity, DiskError> {
        self.save_by(Way::Replace, path, document, expected).map(|saved| saved.identity)
    }

    fn save_by(
        &self,
        way: Way,
        path: &Path,
        document: &Document,
        expected: Option<&Identity>,
    ) -> Result<Saved, DiskError> {
        disk::save_with(&|| Ok(self.home()), path, document, expected, way)
    }

    /// What the map at a path was before, newest first.
    pub(crate) fn versions(&self, document: &Document) -> Vec<Document> {
        let versions = self.home().versions(&document.meta().key);
        versions.iter().map(|version| version.open().unwrap().document).collect()
    }

    /// Names in the folder of maps.
    pub(crate) fn names(&self) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(self.folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}

/// Says on the screen that a check could not be made here.
pub(crate) fn skip(why: &str) {
    tell(&format!("skipped: {why}"));
}

/// Says something on the screen.
#[allow(clippy::explicit_write, reason = "the test runner swallows what print! writes")]
pub(crate) fn tell(what: &str) {
    writeln!(std::io::stderr(), "{what}").unwrap();
}

#[track_caller]
pub(crate) fn refused<T: std::fmt::Debug>(result: Result<T, DiskError>, expected: &str) -> DiskError {
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
    assert_eq!(error.trouble, Trouble::Changed);
    assert_eq!(fs::read(&path).unwrap(), other, "it is still theirs");
    desk.save(&path, &map(4), None).unwrap();
    assert_eq!(desk.versions(&map(0)), [map(3)], "what was overwritten is kept");
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
fn what_a_file_was_is_kept_every_five_minutes() {
    let desk = Desk::new();
    let path = desk.path("map.strand");
    let mut identity = desk.save(&path, &map(50), None).unwrap();
    assert_eq!(desk.versions(&map(0)), [], "there was nothing yet");
    for actors in [49, 48, 47] {
        identity = desk.save(&path, &map(actors), Some(&identity)).unwrap();
    }
    assert_eq!(desk.versions(&map(0)), [map(50)], "a burst of saves is one version");
}

#[test]
fn a_save_that_loses_much_always_keeps_what_was() {
    let desk = Desk::new();
    let path = desk.path("map.strand");
    let identity = desk.save(&path, &map(60), None).unwrap();
    let identity = desk.save(&path, &map(59), Some(&identity)).unwrap();
    let identity = desk.save(&path, &map(20), Some(&identity)).unwrap();
    desk.save(&path, &map(0), Some(&identity)).unwrap();
    assert_eq!(desk.versions(&map(0)), [map(20), map(59), map(60)]);
}

#[test]
fn another_map_that_is_written_over_is_kept_under_its_own_id() {
    let desk = Desk::new();
    let path = desk.path("map.strand");
    let mut other = Document::new("another".to_owned());
    let _ = other.apply(Edit::Meta(MetaChange::Title("T".to_owned()))).unwrap();
    desk.save(&path, &other, None).unwrap();
    desk.save(&path, &map(9), None).unwrap();
    assert_eq!(desk.versions(&other), [other]);
    fs::write(&path, "no map at all").unwrap();
    desk.save(&path, &map(9), None).unwrap();
    assert_eq!(desk.home().versions_of(&path).len(), 2, "found by the place, too");
}

#[test]
fn a_full_state_folder_does_not_stop_a_save() {
    let desk = Desk::new();
    let path = desk.path("map.strand");
    let identity = desk.save(&path, &map(9), None).unwrap();
    let nowhere = || Err(disk::open(Path::new("/nowhere")).unwrap_err());
    let saved = disk::save_with(&nowhere, &path, &map(8), Some(&identity), Way::Replace).unwrap();
    assert_eq!(disk::open(&path).unwrap().0.document, map(8));
    let lost = disk::save_with(&nowhere, &path, &map(0), Some(&saved.identity), Way::Replace);
    lost.unwrap_err();
    assert_eq!(disk::open(&path).unwrap().0.document, map(8), "but much is never lost without a copy");
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
    fn what_the_program_keeps_is_for_this_account_alone() {
        let desk = Desk::new();
        let mut aside = desk.home().set_aside("u").unwrap();
        aside.write(&map(1), None).unwrap();
        let mode = fs::metadata(desk.own.path().join("recovery")).unwrap().mode();
        assert_eq!(mode & 0o077, 0, "nobody else reads a client's unsaved map");
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
        assert_eq!(desk.versions(&map(0)), [map(1)], "in place only after a copy");
    }

    #[test]
    fn a_read_only_file_is_honored() {
        let desk = Desk::new();
        let path = desk.path("map.strand");
        desk.save(&path, &map(1), None).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
        let error = refused(desk.save(&path, &map(2), None), "The file is read-only");
        assert_eq!(error.trouble, Trouble::ReadOnly);
        assert!(disk::is_read_only(&path), "it can be said before anything is changed");
        assert_eq!(disk::open(&path).unwrap().0.document, map(1));
    }

    #[test]
    fn labels_of_a_file_are_kept() {
        use rustix::fs::{XattrFlags, getxattr, setxattr};
        let desk = Desk::new();
        let path = desk.path("map.strand");
        desk.save(&path, &map(1), None).unwrap();
        if setxattr(&path, "user.client", b"Northline", XattrFlags::empty()).is_err() {
            skip("this file system has no extended attributes");
            return;
        }
        desk.save(&path, &map(2), None).unwrap();
        let mut value = [0; 32];
        let length = getxattr(&path, "user.client", &mut value).unwrap();
        assert_eq!(&value[..length], b"Northline");
    }

    #[test]
    fn a_file_of_somebody_else_stays_theirs() {
        let desk = Desk::new();
        let path = desk.path("map.strand");
        desk.save(&path, &map(1), None).unwrap();
        if std::os::unix::fs::chown(&path, Some(65_534), Some(65_534)).is_err() {
            skip("this account may not give files away");
            return;
        }
        desk.save(&path, &map(2), None).unwrap();
        let metadata = fs::metadata(&path).unwrap();
        assert_eq!((metadata.uid(), metadata.gid()), (65_534, 65_534));
    }

    /// A file that other files cannot be renamed over: something is mounted on it, as containers do.
    #[test]
    fn what_cannot_be_replaced_is_written_over_after_a_yes() {
        let desk = Desk::new();
        let (path, below) = (desk.path("map.strand"), desk.path("below"));
        desk.save(&below, &map(30), None).unwrap();
        fs::write(&path, "").unwrap();
        let mounted = Command::new("mount").arg("--bind").args([&below, &path]).output();
        if !mounted.is_ok_and(|output| output.status.success()) {
            skip("nothing can be mounted here");
            return;
        }
        let refusal = desk.save(&path, &map(31), None);
        let left = disk::open(&path).map(|(opened, _)| opened.document);
        let names = desk.names();
        let over = desk.save_by(Way::Over, &path, &map(31), None);
        let after = disk::open(&path).map(|(opened, _)| opened.document);
        Command::new("umount").arg(&path).status().unwrap();
        assert_eq!(refused(refusal, "does not let a program replace the old file").trouble, Trouble::OnlyOver);
        assert_eq!((left.unwrap(), names), (map(30), vec!["below".to_owned(), "map.strand".to_owned()]));
        over.unwrap();
        assert_eq!(after.unwrap(), map(31));
        assert_eq!(desk.versions(&map(0))[0], map(30), "a checked copy came first");
    }

    /// What an ordinary account may and may not do; as the superuser, through one.
    #[test]
    fn permissions_are_honored() {
        if let Some(folder) = std::env::var_os("AS_SOMEBODY") {
            permissions_of_somebody(Path::new(&folder));
            return;
        }
        let folder = TempDir::new().unwrap();
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o777)).unwrap();
        // Files of another account, where this one can make them.
        fs::write(folder.path().join("theirs.strand"), formats::write_strand(&map(1))).unwrap();
        fs::set_permissions(folder.path().join("theirs.strand"), fs::Permissions::from_mode(0o644)).unwrap();
        fs::write(folder.path().join("secret.strand"), formats::write_strand(&map(1))).unwrap();
        fs::set_permissions(folder.path().join("secret.strand"), fs::Permissions::from_mode(0o600)).unwrap();
        if fs::metadata(folder.path()).unwrap().uid() != 0 {
            permissions_of_somebody(folder.path());
            return;
        }
        let program = folder.path().join("tests");
        fs::copy(std::env::current_exe().unwrap(), &program).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        let output = Command::new("setpriv")
            .args(["--reuid=65534", "--regid=65534", "--clear-groups"])
            .arg(&program)
            .args(["--exact", "safe_save::unix::permissions_are_honored"])
            .env("AS_SOMEBODY", folder.path())
            .env("TMPDIR", folder.path())
            .current_dir(folder.path())
            .output();
        let Ok(output) = output else {
            skip("there is no setpriv, so permissions cannot be tested as the superuser");
            return;
        };
        let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && said.contains("1 passed"), "{said}");
    }

    fn permissions_of_somebody(folder: &Path) {
        let desk = Desk::new();
        let path = desk.path("map.strand");
        desk.save(&path, &map(1), None).unwrap();
        // A folder in which nothing new can be made, with a file that may be written.
        fs::set_permissions(desk.path(""), fs::Permissions::from_mode(0o555)).unwrap();
        let error = refused(desk.save(&path, &map(2), None), "does not let a program make a new file");
        assert_eq!(error.trouble, Trouble::OnlyOver);
        assert_eq!(disk::open(&path).unwrap().0.document, map(1));
        desk.save_by(Way::Over, &path, &map(2), None).unwrap();
        assert_eq!(disk::open(&path).unwrap().0.document, map(2));
        assert_eq!(desk.versions(&map(0)), [map(1)]);
        refused(desk.save(&desk.path("new.strand"), &map(1), None), "you have no permission");
        fs::set_permissions(desk.path(""), fs::Permissions::from_mode(0o755)).unwrap();
        // A file without permission to read, and a folder that cannot be entered.
        fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
        refused(disk::open(&path), "you have no permission");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        fs::create_dir(desk.path("shut")).unwrap();
        fs::set_permissions(desk.path("shut"), fs::Permissions::from_mode(0o000)).unwrap();
        refused(disk::open(&desk.path("shut/map.strand")), "you have no permission");
        refused(desk.save(&desk.path("shut/map.strand"), &map(1), None), "you have no permission");
        refused(disk::list(&desk.path("shut"), &["strand"]), "you have no permission");
        fs::set_permissions(desk.path("shut"), fs::Permissions::from_mode(0o755)).unwrap();
        // A state folder that cannot be written costs the copy, not the save.
        let identity = desk.save(&path, &map(3), None).unwrap();
        for entry in fs::read_dir(desk.own.path().join("versions")).unwrap() {
            fs::remove_dir_all(entry.unwrap().path()).unwrap();
        }
        fs::set_permissions(desk.own.path().join("versions"), fs::Permissions::from_mode(0o555)).unwrap();
        let saved = desk.save_by(Way::Replace, &path, &map(4), Some(&identity)).unwrap();
        assert!(saved.warning.is_some(), "it is said that no earlier version could be kept");
        fs::set_permissions(desk.own.path().join("versions"), fs::Permissions::from_mode(0o755)).unwrap();
        // Files of others in a folder where everybody may write: a rename would get around their owner.
        let theirs = folder.join("theirs.strand");
        if fs::metadata(&theirs).unwrap().uid() != fs::metadata(&path).unwrap().uid() {
            refused(desk.save(&theirs, &map(2), None), "The file is read-only");
            assert!(disk::is_read_only(&theirs));
            refused(disk::open(&folder.join("secret.strand")), "you have no permission");
        }
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

    /// The built program, given what is no map; a program that waits for ever is stopped and has failed.
    #[track_caller]
    fn check(desk: &Desk, name: &str, code: i32, words: &str) {
        let program = env!("CARGO_BIN_EXE_threestrand");
        let output = Command::new("timeout").args(["10", program, "check"]).arg(desk.path(name)).output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{name}: {said}");
        assert!(said.contains(words), "{name}: {said:?} should contain {words:?}");
    }

    #[test]
    fn odd_files_are_answered_in_words() {
        let desk = Desk::new();
        let bytes = formats::write_strand(&map(2));
        let text = String::from_utf8(bytes.clone()).unwrap();
        let put = |name: &str, bytes: &[u8]| fs::write(desk.path(name), bytes).unwrap();
        fs::File::create(desk.path("gigabyte.strand")).unwrap().set_len(1 << 30).unwrap();
        check(&desk, "gigabyte.strand", 2, "maps may have up to 64 MB");
        fs::create_dir(desk.path("folder.strand")).unwrap();
        check(&desk, "folder.strand", 2, "This is a folder");
        check(&desk, "none.strand", 2, "it is not there");
        Command::new("mkfifo").arg(desk.path("pipe.strand")).status().unwrap();
        check(&desk, "pipe.strand", 2, "a device or a pipe");
        symlink("/dev/zero", desk.path("zero.strand")).unwrap();
        check(&desk, "zero.strand", 2, "a device or a pipe");
        symlink("loop.strand", desk.path("loop.strand")).unwrap();
        check(&desk, "loop.strand", 2, "lead in a circle");
        symlink("/proc/self/environ", desk.path("made_up.strand")).unwrap();
        check(&desk, "made_up.strand", 2, "empty");
        put("empty.strand", b"");
        check(&desk, "empty.strand", 2, "The file is empty");
        put("zeros.strand", &[0; 4096]);
        check(&desk, "zeros.strand", 2, "nothing but zeros");
        put("half.strand", &bytes[..bytes.len() / 2]);
        check(&desk, "half.strand", 2, "The file ends too early");
        put("bom.strand", &[b"\xEF\xBB\xBF", bytes.as_slice()].concat());
        check(&desk, "bom.strand", 0, "2 actors, 0 connections, 0 findings");
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        put("utf16.strand", &[b"\xFF\xFE", wide.as_slice()].concat());
        check(&desk, "utf16.strand", 1, "it was UTF-16");
        put(
            "latin1.strand",
            &text.replace("Actor 1", "Caf\u{1}").bytes().map(|b| if b == 1 { 0xE9 } else { b }).collect::<Vec<_>>(),
        );
        check(&desk, "latin1.strand", 1, "some bytes are not text");
        put("deep.strand", &[b"{\"format\": \"threestrand\", \"x\": ".as_slice(), &[b'['; 1 << 20]].concat());
        check(&desk, "deep.strand", 2, "more than 64 deep");
        put("newer.strand", br#"{"format": "threestrand", "version": 7, "min_reader": 7}"#);
        check(&desk, "newer.strand", 2, "a newer Threestrand (format 7)");
        let odd = std::os::unix::ffi::OsStrExt::from_bytes(b"caf\xE9\n.strand");
        let odd: &std::ffi::OsStr = odd;
        desk.save(&desk.path("").join(odd), &map(1), None).unwrap();
        assert_eq!(disk::open(&desk.path("").join(odd)).unwrap().0.document, map(1), "a name that is no UTF-8");
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
