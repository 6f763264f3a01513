//! Faults from outside, into the built program while it saves: killed at every system call about files,
//! every such call refused in every way, and the power cut after each of them, with all that was not yet
//! forced to the disk lost in every combination.
//!
//! The tool is strace: it sees what the program really asks of the system, so nothing in the program knows
//! that it is tested. Where strace cannot be used the tests say so and pass.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use tempfile::TempDir;
use threestrand::formats;
use threestrand::model::{ActorId, Connection, Edit};

use crate::safe_save::{map, skip};

/// All system calls that name a file or use an open one.
const CALLS: &str = "trace=%file,%desc";

/// Ways in which the system refuses a call.
const ERRORS: [&str; 10] = ["ENOSPC", "EIO", "EACCES", "EPERM", "EROFS", "EDQUOT", "EMFILE", "EXDEV", "EBUSY", "EINTR"];

/// A save that can be run again and again: `new` goes to `out`, where `old` lies.
struct Case {
    old: Vec<u8>,
    new: Vec<u8>,
    /// The old file has a second name, so it is written where it lies.
    in_place: bool,
}

impl Case {
    fn small() -> Self {
        Self { old: formats::write_strand(&map(12)), new: formats::write_strand(&map(13)), in_place: false }
    }

    fn large() -> Self {
        let large = |title: &str| {
            let mut document = map(2_000);
            let connect = |i: u32| {
                let connection =
                    Connection::new(format!("{title}{i}"), ActorId(i % 2_000), ActorId((i + 1 + i / 2_000) % 2_000));
                Edit::AddConnection(Box::new(connection))
            };
            let _ = document.apply(Edit::All((0..6_000).map(connect).collect())).unwrap();
            formats::write_strand(&document)
        };
        Self { old: large("old"), new: large("new"), in_place: false }
    }

    fn in_place() -> Self {
        Self { in_place: true, ..Self::small() }
    }

    fn desk(&self) -> Desk {
        let folder = TempDir::new().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::write(path("new.strand"), &self.new).unwrap();
        fs::create_dir(path("maps")).unwrap();
        fs::write(path("maps/out.strand"), &self.old).unwrap();
        if self.in_place {
            fs::hard_link(path("maps/out.strand"), path("twin.strand")).unwrap();
        }
        Desk { folder }
    }
}

/// The folder of one run.
struct Desk {
    folder: TempDir,
}

impl Desk {
    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn out(&self) -> Vec<u8> {
        fs::read(self.path("maps/out.strand")).unwrap_or_default()
    }

    fn names(&self) -> Vec<String> {
        let names = fs::read_dir(self.path("maps")).unwrap();
        names.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }

    /// All that lies among the earlier versions.
    fn versions(&self) -> Vec<Vec<u8>> {
        let mut found = Vec::new();
        let mut folders = vec![self.path("state/versions")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
                if entry.path().is_dir() {
                    folders.push(entry.path());
                } else if entry.path().extension().is_some_and(|extension| extension == "strand") {
                    found.push(fs::read(entry.path()).unwrap());
                }
            }
        }
        found
    }

    /// Saves under strace; what strace wrote, and how the program ended.
    fn save(&self, options: &[&str]) -> Option<(String, Output)> {
        let log = self.path("strace.log");
        let output = Command::new("strace")
            .args(["-f", "-qq", "-y", "-o"])
            .arg(&log)
            .args(options)
            .arg(env!("CARGO_BIN_EXE_threestrand"))
            .args(["convert".as_ref(), self.path("new.strand").as_os_str()])
            .arg(self.path("maps/out.strand"))
            .env("THREESTRAND_HOME", self.path("state"))
            .env_remove("RUST_BACKTRACE")
            .output()
            .ok()?;
        let log = fs::read(&log).ok()?;
        (!String::from_utf8_lossy(&output.stderr).contains("PTRACE"))
            .then(|| (String::from_utf8_lossy(&log).into_owned(), output))
    }
}

/// A call in the order of the program, with its number among the calls of its name.
type Call = (String, usize);

/// The calls of a save, from the first that concerns our files; `None` where strace cannot be used.
fn calls(case: &Case) -> Option<Vec<Call>> {
    let desk = case.desk();
    let (log, output) = desk.save(&["-e", CALLS])?;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(desk.out() == case.new, "an undisturbed save saves");
    let ours = desk.folder.path().to_str().unwrap().to_owned();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut found = Vec::new();
    let mut begun = false;
    let mut main = None;
    for line in log.lines() {
        let Some((thread, call)) = line.split_once(' ') else { continue };
        // Calls are counted by thread; the other one, which proves the bytes, touches no file of ours.
        if *main.get_or_insert(thread) != thread {
            assert!(!call.contains(&ours), "only one thread touches files: {line}");
            continue;
        }
        let call = call.trim_start();
        let Some((name, rest)) = call.split_once('(') else { continue };
        // Memory is mapped as allocators see fit, now once more and now once less; it changes no file here.
        if name == "mmap" || !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
            continue;
        }
        let count = counts.entry(name.to_owned()).or_default();
        *count += 1;
        // The program's own name and arguments are no file of ours yet.
        begun |= name != "execve" && rest.contains(&ours);
        if begun {
            found.push((name.to_owned(), *count));
        }
    }
    assert!(found.len() > 25, "the trace shows a save: {log}");
    Some(found)
}

/// Does something for each of many, on as many threads as help.
fn each<T: Sync>(all: &[T], act: impl Fn(&T) -> Result<(), String> + Sync) {
    let next = AtomicUsize::new(0);
    let faults = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                while let Some(one) = all.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if let Err(fault) = act(one) {
                        faults.lock().unwrap().push(fault);
                    }
                }
            });
        }
    });
    let faults = faults.into_inner().unwrap();
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// The file is the old or the new map, whole; or, where it is written in place, the old one is kept apart.
fn is_whole(case: &Case, desk: &Desk) -> bool {
    let out = desk.out();
    out == case.old || out == case.new || case.in_place && desk.versions().contains(&case.old)
}

#[test]
fn a_kill_at_any_call_leaves_a_whole_map() {
    for case in [Case::small(), Case::large(), Case::in_place()] {
        let Some(calls) = calls(&case) else {
            skip("strace cannot be used here, so saves cannot be killed");
            return;
        };
        let (before, after) = (AtomicUsize::new(0), AtomicUsize::new(0));
        each(&calls, |(name, when)| {
            let desk = case.desk();
            let fault = format!("inject={name}:signal=SIGKILL:when={when}");
            let Some((log, output)) = desk.save(&["-e", CALLS, "-e", &fault]) else { return Err("no strace".into()) };
            if output.status.success() || !log.contains("killed by SIGKILL") {
                return Err(format!("{fault} did not happen"));
            }
            if !is_whole(&case, &desk) {
                return Err(format!("{fault} left {} bytes", desk.out().len()));
            }
            if let Some(torn) = desk.versions().iter().find(|version| **version != case.old) {
                return Err(format!("{fault} left an earlier version of {} bytes", torn.len()));
            }
            (if desk.out() == case.new { &after } else { &before }).fetch_add(1, Ordering::Relaxed);
            Ok(())
        });
        let (before, after) = (before.into_inner(), after.into_inner());
        assert!(before > 10 && after > 0, "kills before and after the moment of truth: {before}, {after}");
    }
}

#[test]
fn a_refusal_at_any_call_leaves_a_whole_map_and_says_so() {
    for (case, errors) in [(Case::small(), ERRORS.len()), (Case::in_place(), ERRORS.len()), (Case::large(), 2)] {
        let Some(calls) = calls(&case) else {
            skip("strace cannot be used here, so system calls cannot fail");
            return;
        };
        let mut all: Vec<(String, &Call)> = Vec::new();
        for (i, call) in calls.iter().enumerate() {
            // A sample for the large one: each error comes at every fifth call.
            let some = ERRORS.iter().cycle().skip(errors * i).take(errors);
            all.extend(some.map(|error| (format!("error={error}"), call)));
            if call.0.contains("write") {
                // Nothing reaches the disk, but the system says that one byte did.
                all.push(("retval=1".to_owned(), call));
            }
        }
        each(&all, |(how, (name, when))| refuse(&case, &format!("inject={name}:{how}:when={when}")));
        // A place that refuses for good: the program asks again for a while, then says so.
        let lasting: Vec<String> = ["EPERM", "EACCES", "EBUSY", "EXDEV", "EINVAL", "EOPNOTSUPP"]
            .iter()
            .map(|error| format!("inject=rename,renameat,renameat2:error={error}:when=1+"))
            .collect();
        each(&lasting, |fault| refuse(&case, fault));
    }
}

fn refuse(case: &Case, fault: &str) -> Result<(), String> {
    let desk = case.desk();
    let Some((log, output)) = desk.save(&["-e", CALLS, "-e", fault]) else { return Err("no strace".into()) };
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    if !log.contains("(INJECTED)") {
        return Err(format!("{fault} did not happen"));
    }
    if said.contains("panicked") || output.status.code().is_none() {
        return Err(format!("{fault}: {:?}, {said}", output.status));
    }
    let out = desk.out();
    let expected = if output.status.success() { &case.new } else { &case.old };
    if out != *expected && !is_whole(case, &desk) {
        return Err(format!("{fault}: ended with {:?} and left {} bytes: {said}", output.status.code(), out.len()));
    }
    if out != *expected && !said.contains("what it was lies in") {
        return Err(format!("{fault}: ended with {:?} but the other map is there: {said}", output.status.code()));
    }
    let speaks = said.starts_with("threestrand: ") && said.contains(desk.folder.path().to_str().unwrap());
    if !(output.status.success() || speaks) {
        return Err(format!("{fault}: it does not say what went wrong: {said:?}"));
    }
    // A file that the system will not delete stays; the next start takes it away.
    if !fault.contains("unlink") && desk.names() != ["out.strand"] {
        return Err(format!("{fault} left {:?}", desk.names()));
    }
    Ok(())
}

#[test]
fn a_write_that_stops_halfway_leaves_the_old_map() {
    for case in [Case::small(), Case::large()] {
        stopped_halfway(&case);
    }
}

fn stopped_halfway(case: &Case) {
    let most = case.new.len() / 512;
    for blocks in (0..most).step_by(1 + most / 40) {
        let desk = case.desk();
        // Past its limit a write is cut short, then refused; the shell lets the program live through it.
        let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$@\"");
        let output = Command::new("bash")
            .args(["-c", &script, "save", env!("CARGO_BIN_EXE_threestrand"), "convert"])
            .args([desk.path("new.strand"), desk.path("maps/out.strand")])
            .env("THREESTRAND_HOME", desk.path("state"))
            .output();
        let Ok(output) = output else {
            skip("there is no bash to limit the size of files with");
            return;
        };
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        // bash counts 1,024 bytes a block.
        if (blocks + 1) * 1024 <= case.new.len() {
            assert!(!output.status.success() && said.contains("larger than is allowed"), "{blocks} blocks: {said}");
            assert!(desk.out() == case.old, "{blocks} blocks: the old map is whole");
            assert_eq!(desk.names(), ["out.strand"]);
        }
    }
}

/// A file's content, and how much of it a power cut would leave.
#[derive(Clone, Default)]
struct Inode {
    now: Vec<u8>,
    synced: Option<Vec<u8>>,
}

/// A change of a folder that is not yet forced to the disk.
#[derive(Clone, Debug)]
enum Entry {
    Put(PathBuf, usize),
    Moved(PathBuf, PathBuf, usize),
    Removed(PathBuf),
}

impl Entry {
    fn folder(&self) -> &Path {
        let (Self::Put(path, _) | Self::Moved(_, path, _) | Self::Removed(path)) = self;
        path.parent().unwrap()
    }
}

/// A disk that holds back whatever it was not told to write.
#[derive(Clone, Default)]
struct Disk {
    inodes: Vec<Inode>,
    /// What the program sees.
    now: BTreeMap<PathBuf, usize>,
    /// What a power cut leaves for certain.
    durable: BTreeMap<PathBuf, usize>,
    pending: Vec<Entry>,
}

impl Disk {
    fn put(&mut self, path: &Path, content: &[u8]) {
        self.inodes.push(Inode { now: content.to_vec(), synced: Some(content.to_vec()) });
        self.now.insert(path.to_owned(), self.inodes.len() - 1);
        self.durable.insert(path.to_owned(), self.inodes.len() - 1);
    }

    fn create(&mut self, path: &Path) {
        self.inodes.push(Inode::default());
        self.now.insert(path.to_owned(), self.inodes.len() - 1);
        self.pending.push(Entry::Put(path.to_owned(), self.inodes.len() - 1));
    }

    fn rename(&mut self, from: &Path, to: &Path) {
        if let Some(inode) = self.now.remove(from) {
            self.now.insert(to.to_owned(), inode);
            self.pending.push(Entry::Moved(from.to_owned(), to.to_owned(), inode));
        }
    }

    fn unlink(&mut self, path: &Path) {
        if self.now.remove(path).is_some() {
            self.pending.push(Entry::Removed(path.to_owned()));
        }
    }

    fn sync(&mut self, path: &Path) {
        if let Some(inode) = self.now.get(path) {
            let inode = &mut self.inodes[*inode];
            inode.synced = Some(inode.now.clone());
            return;
        }
        let (forced, kept) =
            std::mem::take(&mut self.pending).into_iter().partition(|entry: &Entry| entry.folder() == path);
        self.pending = kept;
        for entry in forced {
            apply(&mut self.durable, &entry);
        }
    }

    /// What may lie at each path after a power cut now: for every combination of folder changes that
    /// made it to the disk, each content that the file there may have.
    fn after_power_cut(&self) -> Vec<BTreeMap<PathBuf, Vec<Vec<u8>>>> {
        assert!(self.pending.len() <= 12, "so many changes at once are not forced: {:?}", self.pending);
        (0..1_u32 << self.pending.len())
            .map(|chosen| {
                let mut names = self.durable.clone();
                for (bit, entry) in self.pending.iter().enumerate() {
                    if chosen & (1 << bit) != 0 {
                        apply(&mut names, entry);
                    }
                }
                names.into_iter().map(|(path, inode)| (path, self.contents(inode))).collect()
            })
            .collect()
    }

    fn contents(&self, inode: usize) -> Vec<Vec<u8>> {
        let Inode { now, synced } = &self.inodes[inode];
        let mut contents = vec![synced.clone().unwrap_or_default()];
        if synced.as_ref() != Some(now) {
            contents.extend([now.clone(), now[..now.len() / 2].to_vec(), vec![0; now.len()], Vec::new()]);
        }
        contents
    }
}

fn apply(names: &mut BTreeMap<PathBuf, usize>, entry: &Entry) {
    match entry {
        Entry::Put(path, inode) => drop(names.insert(path.clone(), *inode)),
        Entry::Moved(from, to, inode) => {
            names.remove(from);
            names.insert(to.clone(), *inode);
        }
        Entry::Removed(path) => drop(names.remove(path)),
    }
}

/// A string as `strace -xx` writes it: `"\x61\x62"`.
fn unquoted(text: &str) -> Vec<u8> {
    let inner = text.trim().trim_start_matches('"').split('"').next().unwrap_or_default();
    inner.split("\\x").skip(1).map(|hex| u8::from_str_radix(&hex[..2], 16).unwrap()).collect()
}

fn path_of(text: &str) -> PathBuf {
    PathBuf::from(String::from_utf8(unquoted(text)).unwrap())
}

/// The path that `strace -y` writes behind a file's number: `3</a/b>`, in hex digits with `-xx`.
fn path_of_number(text: &str) -> Option<PathBuf> {
    let inner = text.split_once('<')?.1.split('>').next()?;
    let plain = if inner.contains("\\x") { String::from_utf8(unquoted(inner)).ok()? } else { inner.to_owned() };
    Some(PathBuf::from(plain.trim_end_matches(" (deleted)")))
}

#[test]
fn a_power_cut_at_any_moment_leaves_a_whole_map() {
    for case in [Case::small(), Case::in_place(), Case::large()] {
        let desk = case.desk();
        let traced = desk.save(&[
            "-xx",
            "-s",
            "10000000",
            "-e",
            "trace=openat,creat,write,pwrite64,writev,fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat,ftruncate,lseek",
        ]);
        let Some((log, output)) = traced else {
            skip("strace cannot be used here, so the power cannot be cut");
            return;
        };
        assert!(output.status.success());
        let out = desk.path("maps/out.strand");
        let mut disk = Disk::default();
        disk.put(&out, &case.old);
        let mut offsets: BTreeMap<PathBuf, usize> = BTreeMap::new();
        let mut states = 0;
        let mut seen = BTreeSet::new();
        for line in log.lines() {
            let Some((_, call)) = line.split_once(' ') else { continue };
            let call = call.trim_start();
            let Some((name, rest)) = call.split_once('(') else { continue };
            let failed = rest.rsplit(") = ").next().is_some_and(|result| result.trim_start().starts_with('-'));
            if failed {
                continue;
            }
            let parts: Vec<&str> = rest.split(", ").collect();
            match name {
                "openat" => {
                    let path = path_of(parts[1]);
                    offsets.insert(path.clone(), 0);
                    if path.starts_with(desk.folder.path())
                        && parts[2].contains("O_CREAT")
                        && !disk.now.contains_key(&path)
                    {
                        disk.create(&path);
                    }
                }
                "write" => {
                    let Some(path) = path_of_number(parts[0]) else { continue };
                    let Some(inode) = disk.now.get(&path) else { continue };
                    let data = unquoted(parts[1]);
                    let at = offsets.get(&path).copied().unwrap_or_default();
                    let content = &mut disk.inodes[*inode].now;
                    content.resize(content.len().max(at + data.len()), 0);
                    content[at..at + data.len()].copy_from_slice(&data);
                    offsets.insert(path, at + data.len());
                }
                "ftruncate" => {
                    let inode = path_of_number(parts[0]).and_then(|path| disk.now.get(&path).copied());
                    let length = parts[1].split(')').next().unwrap().parse().unwrap();
                    if let Some(inode) = inode {
                        disk.inodes[inode].now.resize(length, 0);
                    }
                }
                "fsync" | "fdatasync" => {
                    if let Some(path) = path_of_number(parts[0]) {
                        disk.sync(&path);
                    }
                }
                "rename" => disk.rename(&path_of(parts[0]), &path_of(parts[1])),
                "renameat" | "renameat2" => disk.rename(&path_of(parts[1]), &path_of(parts[3])),
                "unlink" => disk.unlink(&path_of(parts[0])),
                "unlinkat" => disk.unlink(&path_of(parts[1])),
                "lseek" => {}
                other => panic!("{other} is not simulated"),
            }
            seen.insert(name.to_owned());
            for state in disk.after_power_cut() {
                states += 1;
                let there = state.get(&out).cloned().unwrap_or_default();
                let kept = |content: &Vec<u8>| *content == case.old;
                let copy = state
                    .iter()
                    .any(|(path, contents)| path.starts_with(desk.path("state/versions")) && contents.iter().all(kept));
                let whole =
                    !there.is_empty() && there.iter().all(|content| *content == case.old || *content == case.new);
                assert!(whole || case.in_place && copy, "a power cut after {call:.120} leaves {there:?}");
            }
        }
        assert!(seen.contains("fsync") && seen.contains("write"), "the log was understood: {seen:?}");
        assert!(states > 20, "{states} states");
        for state in disk.after_power_cut() {
            assert!(state[&out].iter().all(|content| *content == case.new), "what is called saved is saved");
        }
    }
}
