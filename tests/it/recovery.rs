//! Unsaved work survives whatever ends the program; earlier versions, locks and the crash-loop guard.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::channel;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use threestrand::disk::{Home, Keeper, Kept, Recovery, Settings, Snapshot};
use threestrand::formats;
use threestrand::geom::SplitMix64;
use threestrand::model::{Document, Edit, History, MetaChange, Record};

use crate::random_edits::Hand;
use crate::safe_save::{Desk, map};

const PATIENCE: Duration = Duration::from_secs(30);

/// Sets maps aside as a window would that then crashes.
fn crashed(home: &Home, maps: &[Document], path: Option<&Path>) {
    let mut aside = home.set_aside(&maps[0].meta().key).unwrap();
    for map in maps {
        aside.write(map, path).unwrap();
    }
}

/// What a start would offer: so many maps. Asked again and again, as another test that starts a process at
/// this moment lends it our locks until that has begun.
pub(crate) fn found(home: &Home, count: usize) -> Vec<Recovery> {
    let begun = Instant::now();
    loop {
        let found = home.recoveries();
        if found.len() == count || begun.elapsed() > PATIENCE {
            return found;
        }
        std::thread::sleep(Duration::from_millis(1));
    }
}

fn recovery_files(desk: &Desk) -> Vec<PathBuf> {
    let folder = fs::read_dir(desk.own.path().join("recovery")).unwrap();
    let mut files: Vec<_> = folder.map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "recovery"));
    files.sort();
    files
}

#[test]
fn three_generations_are_kept_for_recovery() {
    let desk = Desk::new();
    let maps: Vec<_> = (1..=5).map(map).collect();
    crashed(&desk.home(), &maps, Some(Path::new("/maps/a.strand")));
    assert_eq!(recovery_files(&desk).len(), 3);
    let found = found(&desk.home(), 1);
    assert_eq!((found.len(), found[0].actors, found[0].generation), (1, 5, 5));
    assert_eq!(found[0].path.as_deref(), Some(Path::new("/maps/a.strand")));
    assert_eq!(found[0].open().unwrap().document, map(5));
    found[0].forget();
    assert_eq!(desk.home().recoveries(), []);
}

#[test]
fn a_damaged_recovery_gives_way_to_the_one_before() {
    let desk = Desk::new();
    crashed(&desk.home(), &[map(1), map(2)], None);
    let newest = recovery_files(&desk).pop().unwrap();
    let bytes = fs::read(&newest).unwrap();
    for end in [0, 10, bytes.len() - 1] {
        fs::write(&newest, &bytes[..end]).unwrap();
        assert_eq!(found(&desk.home(), 1)[0].actors, 1, "cut off at {end}");
    }
    for at in (0..bytes.len()).step_by(7) {
        let mut hurt = bytes.clone();
        hurt[at] ^= 1;
        fs::write(&newest, &hurt).unwrap();
        let found = &found(&desk.home(), 1)[0];
        assert!(found.actors == 1 || found.open().unwrap().document == map(2), "a flipped bit at {at} was believed");
    }
}

#[test]
fn open_maps_are_not_offered_for_recovery() {
    let desk = Desk::new();
    let mut aside = desk.home().set_aside("u").unwrap();
    aside.write(&map(1), None).unwrap();
    assert_eq!(desk.home().recoveries(), []);
    drop(aside);
    assert_eq!(found(&desk.home(), 1).len(), 1);
}

#[test]
fn two_windows_never_touch_each_others_work() {
    let desk = Desk::new();
    let (mut one, mut other) = (desk.home().set_aside("u").unwrap(), desk.home().set_aside("u").unwrap());
    one.write(&map(1), None).unwrap();
    other.write(&map(2), None).unwrap();
    one.clear();
    drop((one, other));
    let found = found(&desk.home(), 1);
    assert_eq!((found.len(), found[0].actors), (1, 2));
}

#[test]
fn a_hostile_id_stays_in_its_folder() {
    let desk = Desk::new();
    let mut document = Document::new("../../../escaped\0".to_owned());
    let _ = document.apply(Edit::Meta(MetaChange::Title("T".to_owned()))).unwrap();
    crashed(&desk.home(), &[document.clone()], None);
    assert_eq!(recovery_files(&desk).len(), 1);
    let found = &found(&desk.home(), 1)[0];
    assert_eq!((found.title.as_str(), found.key.as_str()), ("T", "../../../escaped\0"));
    let opened = found.open().unwrap().document;
    desk.home().put_away(found).unwrap();
    assert_eq!(desk.home().recoveries(), []);
    assert_eq!(desk.versions(&opened), [opened]);
}

#[test]
fn a_saved_map_is_never_offered_again() {
    let desk = Desk::new();
    let home = desk.home();
    let path = fs::canonicalize(desk.path("")).unwrap().join("map.strand");
    desk.save(&path, &map(3), None).unwrap();
    crashed(&home, &[map(3)], Some(&path));
    assert_eq!(home.recoveries(), [], "what was set aside is what is on disk");
    crashed(&home, &[map(4)], Some(&path));
    let elsewhere = desk.path("copy.strand");
    desk.save(&elsewhere, &map(3), None).unwrap();
    crashed(&home, &[map(5)], Some(&elsewhere));
    assert_eq!(found(&home, 2).len(), 2);
    let begun = Instant::now();
    while home.recoveries().len() != 1 && begun.elapsed() < PATIENCE {
        home.retire(&map(0).meta().key, &path);
    }
    let left = found(&home, 1);
    assert_eq!((left.len(), left[0].actors), (1, 5), "a copy of the map at another place is its own");
    assert_eq!(desk.versions(&map(0))[0], map(4), "it went to the earlier versions");
}

#[test]
fn the_keeper_writes_the_newest_and_clears_in_order() {
    let desk = Desk::new();
    let (told, news) = channel();
    let keeper = Keeper::start(desk.home(), move |kept| told.send(kept).unwrap());
    keeper.begin(&map(0).meta().key);
    for state in 1..=50 {
        keeper.keep(Snapshot { document: map(state), path: None, state: state as u64 });
    }
    assert!(keeper.flush(PATIENCE));
    let states: Vec<Kept> = news.try_iter().collect();
    assert_eq!(states.last(), Some(&Kept::State(50)));
    assert!(states.len() < 10, "a burst is few writes: {states:?}");
    keeper.keep(Snapshot { document: map(51), path: None, state: 51 });
    keeper.clear();
    assert!(keeper.flush(PATIENCE));
    assert_eq!(recovery_files(&desk), Vec::<PathBuf>::new());
    keeper.keep(Snapshot { document: map(52), path: None, state: 52 });
    assert!(keeper.flush(PATIENCE));
    drop(keeper);
    assert_eq!(found(&desk.home(), 1)[0].actors, 52);
}

#[test]
fn trouble_with_setting_aside_is_told_once() {
    let desk = Desk::new();
    let blocked = desk.own.path().join("recovery");
    fs::write(&blocked, "a file where the folder should be").unwrap();
    let (told, news) = channel();
    let keeper = Keeper::start(desk.home(), move |kept| told.send(kept).unwrap());
    for state in 1..=20 {
        keeper.keep(Snapshot { document: map(1), path: None, state });
        assert!(keeper.flush(PATIENCE));
    }
    let told: Vec<Kept> = news.try_iter().collect();
    assert!(matches!(told.as_slice(), [Kept::Failed(_)]), "{told:?}");
    fs::remove_file(&blocked).unwrap();
    keeper.keep(Snapshot { document: map(1), path: None, state: 21 });
    assert!(keeper.flush(PATIENCE));
    assert_eq!(news.try_iter().collect::<Vec<_>>(), [Kept::State(21)], "it goes on as soon as it can");
}

#[test]
fn one_window_holds_a_file() {
    let desk = Desk::new();
    let path = desk.path("map.strand");
    let lock = desk.home().lock(&path).unwrap();
    assert!(lock.is_some());
    let holder = desk.home().lock(&path).unwrap_err();
    assert_eq!((holder.process, holder.elsewhere), (u64::from(std::process::id()), None));
    assert!(desk.home().lock(&desk.path("other.strand")).is_ok());
    drop(lock);
    let begun = Instant::now();
    while desk.home().lock(&path).is_err() && begun.elapsed() < PATIENCE {}
    assert!(desk.home().lock(&path).is_ok());
}

#[test]
fn the_lock_of_a_killed_window_is_taken_over() {
    let desk = Desk::new();
    let path = desk.path("map.strand");
    if let Some(home) = std::env::var_os("HOLDS") {
        let _lock = Home::at(Path::new(&home)).lock(Path::new("/held.strand")).unwrap();
        fs::write(Path::new(&home).join("held"), "").unwrap();
        std::thread::sleep(PATIENCE);
        return;
    }
    let mut child =
        this_test("recovery::the_lock_of_a_killed_window_is_taken_over").env("HOLDS", desk.own.path()).spawn().unwrap();
    wait_for(&desk.own.path().join("held"));
    let holder = desk.home().lock(Path::new("/held.strand")).unwrap_err();
    assert_eq!(holder.process, u64::from(child.id()));
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(desk.home().lock(Path::new("/held.strand")).unwrap().is_some(), "a stale note holds nobody up");
    assert!(desk.home().lock(&path).is_ok());
}

#[test]
fn two_bad_ends_make_a_file_dangerous() {
    let desk = Desk::new();
    let home = desk.home();
    for expected in [false, false, true, true] {
        assert_eq!(home.is_dangerous("poison"), expected);
        drop(home.attempt("poison"));
    }
    home.attempt("poison").unwrap().survived();
    assert!(!home.is_dangerous("poison"), "one good end and it is forgiven");
    assert!(!home.is_dangerous("another"));
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

/// This test again, in a process of its own.
fn this_test(name: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", name, "--test-threads=1"]).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

#[track_caller]
fn wait_for(path: &Path) {
    let begun = Instant::now();
    while !path.exists() {
        assert!(begun.elapsed() < PATIENCE, "{} never came", path.display());
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn now_ms() -> u128 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis()
}

/// A number from the environment, for the long forms in `tests/long.sh`.
fn asked(name: &str, usual: u64) -> u64 {
    std::env::var(name).ok().map_or(usual, |value| value.parse().unwrap())
}

/// An editing session that writes down each state before it hands it to the keeper, and what the keeper
/// acknowledged; it ends only by being killed.
fn edit_until_killed(home: &Path) {
    let log = |line: String| {
        let mut file = fs::OpenOptions::new().create(true).append(true).open(home.join("log")).unwrap();
        file.write_all((line + "\n").as_bytes()).unwrap();
    };
    let seed = asked("SESSION_SEED", 1);
    let acknowledged = home.join("acknowledged");
    let keeper = Keeper::start(Home::at(home), move |kept| {
        let mut file = fs::OpenOptions::new().create(true).append(true).open(&acknowledged).unwrap();
        if let Kept::State(state) = kept {
            writeln!(file, "{state}").unwrap();
        }
    });
    let mut hand = Hand::new(seed);
    let mut document = Document::new(format!("session-{seed}"));
    let mut history = History::default();
    keeper.begin(&document.meta().key);
    for state in 1.. {
        match hand.random.below(10) {
            0 => drop(history.undo(&mut document)),
            1 => drop(history.redo(&mut document)),
            _ => {
                let edit = hand.any(&document, 0);
                drop(history.apply(&mut document, edit, Record::Step("edit".to_owned())));
            }
        }
        log(format!("{state} {} {}", now_ms(), digest(&document)));
        keeper.keep(Snapshot { document: document.clone(), path: None, state });
        std::thread::sleep(Duration::from_millis(hand.random.below(25) as u64));
    }
}

/// A number that two different maps seldom share.
fn digest(document: &Document) -> u64 {
    threestrand::geom::fnv1a(&formats::write_strand(document))
}

/// How old the work was that one killed session lost, in milliseconds.
fn kill_a_session(seed: u64) -> u128 {
    let folder = tempfile::tempdir().unwrap();
    let mut child: Child = this_test("recovery::killed_sessions_lose_nothing_that_was_acknowledged")
        .env("SESSION_HOME", folder.path())
        .env("SESSION_SEED", seed.to_string())
        .spawn()
        .unwrap();
    wait_for(&folder.path().join("acknowledged"));
    std::thread::sleep(Duration::from_millis(SplitMix64::new(seed).below(900) as u64));
    let killed = now_ms();
    child.kill().unwrap();
    child.wait().unwrap();
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap_or_default();
    // The last line of either may be torn.
    let whole = |text: &str| text[..text.rfind('\n').map_or(0, |end| end + 1)].to_owned();
    let acknowledged = whole(&read("acknowledged")).lines().last().map_or(0, |line| line.parse::<u64>().unwrap());
    let states: Vec<(u64, u128, u64)> = whole(&read("log"))
        .lines()
        .map(|line| {
            let mut parts = line.split(' ');
            let mut next = || parts.next().unwrap();
            (next().parse().unwrap(), next().parse().unwrap(), next().parse().unwrap())
        })
        .collect();
    let found = found(&Home::at(folder.path()), 1);
    assert_eq!(found.len(), 1, "seed {seed}: a session leaves one map");
    let opened = found[0].open().unwrap();
    assert_eq!(opened.issues, [], "seed {seed}");
    let recovered = digest(&opened.document);
    let matching = states.iter().rev().find(|(_, _, digest)| *digest == recovered);
    let (state, ..) = *matching.unwrap_or_else(|| panic!("seed {seed}: what came back was never there"));
    assert!(state >= acknowledged, "seed {seed}: {state} came back, but {acknowledged} was acknowledged");
    // The first state that did not come back is the oldest work lost.
    states.iter().find(|(later, ..)| *later > state).map_or(0, |(_, made, _)| killed.saturating_sub(*made))
}

#[test]
fn killed_sessions_lose_nothing_that_was_acknowledged() {
    if let Some(home) = std::env::var_os("SESSION_HOME") {
        edit_until_killed(Path::new(&home));
    }
    let sessions = asked("KILLS", 200);
    let workers = 8;
    let kill_some = |worker| (worker..sessions).step_by(workers as usize).map(kill_a_session).collect::<Vec<_>>();
    let mut lost: Vec<u128> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..workers).map(|worker| scope.spawn(move || kill_some(worker))).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    lost.sort_unstable();
    let middle = lost[lost.len() / 2];
    // A machine that runs eight sessions and other work besides may be late now and then; in the middle it
    // is not. The bound of one second is measured alone on a machine: `tests/long.sh`.
    assert!(middle < 1_000, "half of the sessions lost more than {middle} ms");
    if std::env::var_os("KILLS").is_some() {
        crate::safe_save::tell(&format!(
            "{sessions} sessions killed, at most {} ms of work lost",
            lost[lost.len() - 1]
        ));
    }
}

/// Memory that this process has, in MB; `None` where the system does not tell.
fn resident() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<u64>().ok()? >> 10)
}

/// An hour at ten edits a second is 36,000 edits; the short form has the first 10,000 of them, at full speed.
#[test]
fn memory_stays_flat_over_many_edits() {
    if std::env::var_os("SOAK").is_none() {
        let output = this_test("recovery::memory_stays_flat_over_many_edits").env("SOAK", "10000").status().unwrap();
        assert!(output.success(), "memory grows; run with SOAK=10000 to see how");
        return;
    }
    let (edits, folder) = (asked("SOAK", 10_000), tempfile::tempdir().unwrap());
    let pause = Duration::from_millis(asked("SOAK_PAUSE_MS", 0));
    let keeper = Keeper::start(Home::at(folder.path()), |_| {});
    let mut document = soaked();
    let mut history = History::default();
    let ids: Vec<_> = document.connections().map(|(id, _)| id).collect();
    let mut random = SplitMix64::new(3);
    let mut early = None;
    for n in 0..edits {
        let level = threestrand::model::Level::new(random.below(6) as u8);
        let strand = threestrand::model::Strand::ALL[random.below(3)];
        let change = threestrand::model::ConnectionChange::Strand(strand, level);
        let edit = Edit::Connection(ids[random.below(ids.len())], change);
        let _ = history.apply(&mut document, edit, Record::Step(format!("rate {n}"))).unwrap();
        if random.below(10) == 0 {
            let _ = history.undo(&mut document);
        }
        keeper.keep(Snapshot { document: document.clone(), path: None, state: n });
        if n == edits / 2 {
            assert!(keeper.flush(PATIENCE));
            early = resident();
        }
        std::thread::sleep(pause);
    }
    assert!(keeper.flush(PATIENCE));
    let (Some(early), Some(late)) = (early, resident()) else { return };
    assert!(late <= early + 8, "{early} MB in the middle, {late} MB at the end");
}

/// A map of a hundred actors and two hundred connections.
fn soaked() -> Document {
    let mut document = map(100);
    let actors: Vec<_> = document.actors().map(|(id, _)| id).collect();
    for i in 0..200 {
        let (a, b) = (actors[i % 100], actors[(i % 100 + 1 + i / 100) % 100]);
        let connection = threestrand::model::Connection::new(format!("c{i}"), a, b);
        let _ = document.apply(Edit::AddConnection(Box::new(connection))).unwrap();
    }
    document
}
