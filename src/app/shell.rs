//! The window as a whole: what is shown where, and how wishes of panels and requests of the editor are met.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;

use egui::{CentralPanel, Context, Frame, Margin, Panel, Stroke, Ui, ViewportCommand};

use super::act::{Act, Next};
use super::canvas::{self, Canvas};
use super::census::CensusPage;
use super::chooser::Chooser;
use super::context_menu::ContextMenu;
use super::export_dialog::ExportDialog;
use super::files::{Answer, Desk};
use super::insight::Insight;
use super::inspector::Inspector;
use super::jobs::{Done, Jobs};
use super::keep::Keep;
use super::kinds::Kinds;
use super::name_box::NameBox;
use super::own_kind::OwnKind;
use super::palette::Palette;
use super::park::Park;
use super::plan::PlanPanel;
use super::question::Question;
use super::start::Start;
use super::steps::StepList;
use super::style::{self, ink};
use super::table::Tables;
use super::toast::{self, Toast};
use super::toolbar::{self, Saved};
use super::turns::Turns;
use super::versions::VersionsDialog;
use super::watching::{KEEP_MINE, OPEN_THEIRS, SAVE_ELSEWHERE, Watching};
use super::{examples, fonts, keycard, keys, rating, status, vote, widgets};
use crate::disk::Home;
use crate::editor::{Command, Editor, Request};
use crate::model::{Document, Selection};
use crate::text::Engine;

/// The right panel's width: the first dial is read in one line.
const PANEL: f32 = 368.0;

/// How a window begins.
#[derive(Debug, Default)]
pub struct Launch {
    /// A file named on the command line.
    pub file: Option<PathBuf>,
    /// Where settings and recovery files lie; `None` keeps nothing.
    pub home: Option<Home>,
    /// Jobs run at once on the calling thread: for tests, which must not wait.
    pub inline: bool,
    /// Called with the name of each part of the window as it is shown: tests make it fail.
    pub probe: Option<fn(&'static str)>,
}

/// What fills the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Page {
    Start,
    Map,
}

/// Which side of the right panel shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Tab {
    #[default]
    Insight,
    Plan,
    Details,
}

/// The whole window, apart from the window itself.
pub struct Shell {
    pub(super) ctx: Context,
    pub(super) editor: Editor,
    pub(super) page: Page,
    pub(super) jobs: Jobs,
    pub(super) desk: Desk,
    pub(super) chooser: Chooser,
    pub(super) question: Option<Question<Answer>>,
    pub(super) export: Option<ExportDialog>,
    pub(super) versions: Option<VersionsDialog>,
    pub(super) toast: Toast,
    pub(super) start: Start,
    pub(super) insight: Insight,
    pub(super) keep: Keep,
    pub(super) watching: Watching,
    /// How often something was copied so far.
    pub(super) copies: u64,
    pub(super) inspector: Inspector,
    pub(super) plan: PlanPanel,
    pub(super) canvas: Canvas,
    tab: Tab,
    pub(super) palette: Palette,
    pub(super) steps: StepList,
    pub(super) tables: Tables,
    park: Park,
    kinds: Kinds,
    pub(super) own_kind: OwnKind,
    census: CensusPage,
    name_box: NameBox,
    pub(super) shows_keys: bool,
    /// A list or a menu is open over the window.
    list_open: bool,
    /// The room view was on in the frame before.
    presented: bool,
    pub(super) menu: ContextMenu,
    /// Panels that failed and stay shut until somebody opens them again.
    pub(super) broken: BTreeSet<&'static str>,
    /// Frames in a row that fell over outside the panels.
    pub(super) falls: u32,
    pub(super) probe: Option<fn(&'static str)>,
    pane: usize,
}

impl Shell {
    /// A window on nothing yet: the start screen, or the file of the command line.
    #[must_use]
    pub fn new(ctx: &Context, launch: Launch) -> Self {
        fonts::install(ctx);
        ctx.options_mut(|options| {
            // Ctrl with +, - and 0 belongs to the canvas; Ctrl+Q asks about unsaved changes first.
            options.zoom_with_keyboard = false;
            options.quit_shortcuts.clear();
        });
        ctx.add_plugin(Turns::default());
        let jobs = Jobs::new(ctx, launch.inline);
        let keep = Keep::new(launch.home, &jobs);
        let watching = Watching::new(&jobs);
        let mut shell = Self {
            ctx: ctx.clone(),
            editor: Editor::new(Document::new(super::chance::uuid()), Arc::new(Bundled), super::chance::bits()),
            page: Page::Start,
            jobs,
            desk: Desk::default(),
            chooser: Chooser::default(),
            question: None,
            export: None,
            toast: Toast::default(),
            start: Start::default(),
            insight: Insight::default(),
            inspector: Inspector::default(),
            keep,
            watching,
            copies: 0,
            plan: PlanPanel::default(),
            canvas: Canvas::default(),
            tab: Tab::default(),
            palette: Palette::default(),
            steps: StepList::default(),
            tables: Tables::default(),
            park: Park::default(),
            kinds: Kinds::default(),
            own_kind: OwnKind::default(),
            census: CensusPage::default(),
            name_box: NameBox::default(),
            shows_keys: false,
            list_open: false,
            presented: false,
            menu: ContextMenu::default(),
            broken: BTreeSet::new(),
            falls: 0,
            probe: launch.probe,
            versions: None,
            pane: 0,
        };
        shell.editor.set_today(super::chance::today());
        let _first_paint = shell.editor.set_theme(shell.keep.theme());
        shell.keep.prefer(&mut shell.editor);
        shell.inspector.more = shell.editor.shows_more();
        style::apply(ctx, shell.editor.theme(), shell.editor.reduces_motion(), false);
        shell.jobs.start(shell.keep.look());
        shell.jobs.start(|| Done::Previews(examples::ALL.iter().map(examples::Example::preview).collect()));
        if let Some(path) = launch.file {
            shell.go(Next::File(path), None);
        }
        shell
    }

    /// The map under the hands, for tests.
    #[must_use]
    pub fn editor(&self) -> &Editor {
        &self.editor
    }

    /// What the window is to be cleared with: the ground of the map, which is not painted once more.
    #[must_use]
    pub fn ground(&self) -> egui::Color32 {
        let ground = ink(&self.ctx).canvas;
        self.canvas.cleared.set(Some(ground));
        ground
    }

    /// One frame. `frame` is the window that native dialogs stand before; a test has none.
    pub fn ui(&mut self, ui: &mut Ui, frame: Option<&eframe::Frame>) {
        // Panels are guarded one by one; this is for all that is not a panel.
        match catch_unwind(AssertUnwindSafe(|| self.frame(ui, frame))) {
            Ok(()) => self.falls = 0,
            Err(fault) => self.fallen(fault),
        }
    }

    fn frame(&mut self, ui: &mut Ui, frame: Option<&eframe::Frame>) {
        self.probe("The window");
        style::apply(&self.ctx, self.editor.theme(), self.editor.reduces_motion(), self.editor.room_view().on);
        let before_room = self.page == Page::Map && self.editor.room_view().on;
        self.ctx.set_zoom_factor(if before_room { room_zoom(&self.ctx) } else { 1.0 });
        while let Some(done) = self.jobs.next() {
            self.done(done, frame);
        }
        self.dropped_files(frame);
        self.guard_close(frame);
        self.shortcuts(ui, frame);
        let mut acts = match self.page {
            Page::Start => self.start_page(ui),
            Page::Map => self.map_page(ui, frame),
        };
        acts.extend(self.palette.show(&self.ctx.clone(), &self.editor));
        if !self.editor.room_answers() {
            acts.extend(self.steps.show(&self.ctx.clone(), &self.editor));
        }
        acts.extend(self.own_kind.show(&self.ctx.clone(), &self.editor));
        for act in acts {
            self.act(act, frame);
        }
        self.name_box.give_back(&self.ctx, &self.editor);
        self.dialogs(frame);
        if self.editor.arranging().is_some() {
            // The status bar says how far it is.
            self.ctx.request_repaint_after(std::time::Duration::from_millis(100));
        }
        self.count_copies();
        self.watch_file();
        self.keep_going();
        if self.must_end() && !self.has_more_to_read() {
            self.end();
        }
    }

    fn start_page(&mut self, ui: &mut Ui) -> Vec<Act> {
        let mut acts = toolbar::show(ui, None);
        status::show(ui, None);
        acts.extend(self.start.show(ui));
        acts
    }

    fn map_page(&mut self, ui: &mut Ui, frame: Option<&eframe::Frame>) -> Vec<Act> {
        let room = self.editor.room_view();
        // Whoever votes must not read beside the question how the cord is rated so far.
        let secret = self.editor.room_answers();
        // Asked before anything is shown: the Esc that closes a list is for the list alone.
        self.list_open = egui::Popup::is_any_open(&self.ctx);
        let mut acts = Vec::new();
        if !room.on {
            acts.extend(
                self.guarded(ui, "The toolbar", |shell, ui| toolbar::show(ui, Some((&shell.editor, shell.saved())))),
            );
            acts.extend(self.guarded(ui, "The status bar", |shell, ui| status::show(ui, Some(&shell.editor))));
        }
        if !room.on && !secret && self.editor.shows_park() {
            acts.extend(self.guarded(ui, "The park", |shell, ui| shell.park.show(ui, &shell.editor)));
        } else {
            self.park.hide();
        }
        if !room.on && !secret && self.tables.is_open() {
            acts.extend(self.guarded(ui, "The table", |shell, ui| shell.tables.show(ui, &shell.editor)));
        }
        if !secret && (if room.on { room.revealed && !room.blank } else { self.editor.shows_insight() }) {
            acts.extend(self.guarded(ui, "This panel", Self::side_panel));
        }
        acts.extend(self.guarded(ui, "The map view", |shell, ui| {
            let (requests, acts) = CentralPanel::no_frame().show(ui, |ui| shell.canvas_and_cards(ui)).inner;
            shell.perform(requests, frame);
            acts
        }));
        acts
    }

    fn canvas_and_cards(&mut self, ui: &mut Ui) -> (Vec<Request>, Vec<Act>) {
        let keys = !self.is_asking() && !self.list_open && self.editor.name_box().is_none();
        let rect = ui.available_rect_before_wrap();
        let presents = self.editor.room_view().on;
        let mut requests = self.canvas.show(ui, &mut self.editor, keys);
        // Entered or left in the frame before: only now does the canvas have its new size.
        if std::mem::replace(&mut self.presented, presents) != presents {
            requests.extend(self.editor.run(Command::FitAll));
        }
        let room = self.editor.room_view();
        let mut acts = Vec::new();
        if !room.blank {
            requests.extend(super::corner::show(ui, rect, &mut self.editor));
            if self.editor.vote().is_some() {
                acts.extend(vote::show(&self.ctx.clone(), rect, &self.editor));
            } else if self.editor.census().is_some() {
                acts.extend(self.census.show(&self.ctx.clone(), rect, &self.editor));
            } else {
                if self.tables.is_open() {
                    self.editor.card_nowhere();
                } else {
                    acts.extend(rating::show(ui, rect, &mut self.editor));
                }
                if !room.on {
                    acts.extend(self.kinds.show(&self.ctx.clone(), rect, &mut self.editor));
                }
            }
            acts.extend(self.name_box.show(&self.ctx.clone(), rect, &self.editor));
            acts.extend(self.menu.show(&self.ctx.clone(), rect, &self.editor));
        }
        (requests, acts)
    }

    fn side_panel(&mut self, ui: &mut Ui) -> Vec<Act> {
        let ink = ink(ui.ctx());
        // Heads of the first row hide no number either.
        let bottom = self.editor.hidden_foot().round().min(i8::MAX.into()) as i8;
        let frame = Frame::new().fill(ink.panel).inner_margin(Margin { left: 20, right: 16, top: 10, bottom });
        let width = (PANEL + 14.0 * (ink.sizes().body - 13.0)).min(ui.available_width() * 0.42);
        let panel = Panel::right("side").exact_size(width).resizable(false).frame(frame).show_separator_line(false);
        let shown = panel.show(ui, |ui| {
            // Each side fills the panel, or the map would move as one goes from one to another.
            ui.set_min_width(ui.available_width());
            const TABS: [Tab; 3] = [Tab::Insight, Tab::Plan, Tab::Details];
            let chosen = TABS.iter().position(|tab| *tab == self.tab).unwrap_or(0);
            // A room sees numbers: the form and the plan name people and hold what is not for it.
            let in_room = self.editor.room_view().on;
            if in_room {
                widgets::text(ui, "Insight", ink.sizes().section, crate::text::Weight::SemiBold, ink.ink);
            } else if let Some(i) = widgets::segments(ui, &["Insight", "Plan", "Details"], chosen) {
                self.tab = TABS[i];
            }
            ui.add_space(6.0);
            self.inspector.more = self.editor.shows_more();
            let mut acts = match self.tab {
                _ if in_room => self.insight.show(ui, &self.editor),
                Tab::Insight => self.insight.show(ui, &self.editor),
                Tab::Plan => self.plan.show(ui, &self.editor, super::chance::today()),
                Tab::Details => self.inspector.show(ui, &self.editor),
            };
            if self.inspector.more != self.editor.shows_more() {
                acts.push(Act::Run(Command::More));
            }
            acts
        });
        let rect = shown.response.rect;
        ui.painter().vline(rect.left() + 0.5, rect.y_range(), Stroke::new(1.0, ink.line));
        shown.inner
    }

    /// Something modal or a search box is open: keys are not for the canvas.
    fn is_asking(&self) -> bool {
        self.question.is_some()
            || self.export.is_some()
            || self.versions.is_some()
            || self.shows_keys
            || self.chooser.is_open()
            || self.palette.is_open()
            || self.steps.is_open()
            || self.own_kind.is_open()
    }

    /// The plan is before one's eyes.
    pub(super) fn sees_plan(&self) -> bool {
        self.editor.shows_insight() && self.tab == Tab::Plan
    }

    /// Opens the form of the map at its title.
    pub(super) fn name_map(&mut self) -> Vec<Request> {
        self.tab = Tab::Details;
        self.inspector.names_map = true;
        let mut requests = self.editor.choose(Selection::default());
        if !self.editor.shows_insight() {
            requests.extend(self.editor.run(Command::ToggleInsight));
        }
        requests
    }

    /// Opens the plan at the step that was put on it last.
    fn show_plan(&mut self, frame: Option<&eframe::Frame>) {
        self.tab = Tab::Plan;
        self.plan.open_at(self.editor.document().actions().last().map(|(id, _)| id));
        if !self.editor.shows_insight() {
            self.act(Act::Run(Command::ToggleInsight), frame);
        }
    }

    fn saved(&self) -> Saved<'_> {
        if self.desk.is_saving() {
            Saved::Saving
        } else if let Some(why) = &self.desk.read_only {
            Saved::ReadOnly(why, self.is_unsaved())
        } else if self.desk.path().is_none() && self.is_unsaved() || self.desk.asks_where && self.desk.path().is_some()
        {
            Saved::Never
        } else if self.is_unsaved() {
            Saved::Unsaved
        } else if self.desk.path().is_some() {
            Saved::Clean
        } else {
            Saved::Nothing
        }
    }

    /// Commands by key while the canvas does not have the keyboard.
    fn shortcuts(&mut self, ui: &Ui, frame: Option<&eframe::Frame>) {
        let on_canvas = self.page == Page::Map && ui.memory(|memory| memory.has_focus(canvas::id()));
        if on_canvas
            || self.menu.is_open()
            || self.question.is_some()
            || self.export.is_some()
            || self.versions.is_some()
            || self.chooser.is_open()
        {
            return;
        }
        let typing = self.ctx.text_edit_focused();
        let undoes_map = widgets::is_in_empty_field(&self.ctx);
        let in_table = self.tables.has_keyboard(&self.ctx);
        let pressed: Vec<Command> = ui.input(|input| {
            let press = |event: &egui::Event| match event {
                egui::Event::Key { key, physical_key, pressed: true, modifiers, .. } => {
                    let held = keys::modifiers(*modifiers);
                    let key = keys::key(*key, *physical_key, *modifiers)?;
                    (held.ctrl || matches!(key, crate::editor::Key::F(_))).then_some(())?;
                    Command::for_key(key, held)
                }
                _ => None,
            };
            input.events.iter().filter_map(press).collect()
        });
        for command in pressed {
            let edits_text = matches!(
                command,
                Command::Undo | Command::Redo | Command::Cut | Command::Copy | Command::Paste | Command::SelectAll
            );
            let of_table = matches!(
                command,
                Command::Rename | Command::SelectAll | Command::Find | Command::Cut | Command::Copy | Command::Paste
            );
            let steps = undoes_map && matches!(command, Command::Undo | Command::Redo);
            // Ctrl+Enter in the name box makes somebody new.
            let of_box = command == Command::TakeOn && self.editor.name_box().is_some();
            if of_box
                || (typing && edits_text && !steps)
                || (in_table && of_table)
                || (self.page == Page::Start && !serves_start(command))
            {
                continue;
            }
            if steps {
                // One key, one meaning: the field does not take its own words back as well.
                ui.input_mut(|input| {
                    input
                        .events
                        .retain(|event| !matches!(event, egui::Event::Key { modifiers, .. } if modifiers.command));
                });
            }
            self.act(Act::Run(command), frame);
        }
    }

    /// Moves the keyboard from the map to the panel, to the toolbar, and back.
    pub(super) fn next_pane(&mut self) {
        let mut panes = vec![canvas::id(), widgets::pane("side"), widgets::pane("toolbar")];
        if self.tables.is_open() {
            panes.insert(1, widgets::pane("table"));
        }
        if self.editor.shows_park() {
            panes.insert(1, widgets::pane("park"));
        }
        self.pane = (self.pane + 1) % panes.len();
        self.ctx.memory_mut(|memory| memory.request_focus(panes[self.pane]));
    }

    fn dialogs(&mut self, frame: Option<&eframe::Frame>) {
        let ctx = self.ctx.clone();
        if self.shows_keys {
            self.shows_keys = keycard::show(&ctx);
        }
        self.export_dialog(frame);
        self.versions_dialog(frame);
        let choice = self.chooser.show(&ctx);
        self.chosen(choice, frame);
        if self.chooser.is_native() {
            self.toast.offer("A file dialog is open. If you do not see it:", &[OWN_DIALOG]);
        } else {
            self.toast.withdraw(OWN_DIALOG);
        }
        if let Some(question) = &self.question
            && let Some(answer) = question.show(&ctx)
        {
            self.question = None;
            self.answered(answer, frame);
        }
        // Another step is the last one now.
        if !self.editor.undo_name().is_some_and(|name| name.starts_with("delete ")) {
            self.toast.withdraw(UNDO);
        }
        let room = Some(self.editor.room_view()).filter(|room| self.page == Page::Map && room.on);
        let place = toast::place(ctx.content_rect(), room.and_then(|_| super::corner::head(&ctx)));
        // Blank is blank: what has to be said is said afterwards.
        let taken = if room.is_some_and(|room| room.blank) {
            None
        } else {
            let staged = self.editor.is_voting() || self.editor.census().is_some();
            self.toast.show(&ctx, &place, (self.editor.room_view(), self.editor.lens(), staged))
        };
        match taken {
            Some(OPEN_AGAIN) => self.broken.clear(),
            Some(UNDO) => self.act(Act::Run(Command::Undo), frame),
            Some(TO_PLAN) => self.show_plan(frame),
            Some(OWN_DIALOG) => self.chooser.use_own(),
            Some(OPEN_THEIRS) => self.reload(),
            Some(KEEP_MINE) => self.keep_mine(),
            Some(SAVE_ELSEWHERE) => self.save_as(frame),
            _ => {}
        }
        self.set_title();
    }

    /// The window's title: the map's name, never a path.
    fn set_title(&mut self) {
        let title = match (self.page, self.editor.document().meta().title.as_str()) {
            (Page::Start, _) => "Threestrand".to_owned(),
            (Page::Map, "") => "New map – Threestrand".to_owned(),
            (Page::Map, title) => format!("{title} – Threestrand"),
        };
        if self.desk.title != title {
            self.ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.desk.title = title;
        }
    }

    fn dropped_files(&mut self, frame: Option<&eframe::Frame>) {
        let dropped = self.ctx.input(|input| input.raw.dropped_files.first().map(|file| file.path().to_owned()));
        if let Some(path) = dropped {
            self.go(Next::File(path), frame);
        }
        if self.ctx.input(|input| !input.raw.hovered_files.is_empty()) {
            self.toast.say("Drop the file to open it");
        }
    }
}

pub(super) const OPEN_AGAIN: &str = "Open it again";
pub(super) const UNDO: &str = "Undo";
pub(super) const TO_PLAN: &str = "Say who and when";
const OWN_DIALOG: &str = "Type a path instead";

/// Commands that make sense before a map is open.
const fn serves_start(command: Command) -> bool {
    matches!(
        command,
        Command::New
            | Command::Open
            | Command::Palette
            | Command::Help
            | Command::Quit
            | Command::FullScreen
            | Command::ThemeLight
            | Command::ThemeDark
            | Command::ThemeProjector
    )
}

/// How much larger everything is before a room, so that its last row reads along: names of 16 points and more where
/// the map keeps the room for its strands. In steps, or it would never rest.
fn room_zoom(ctx: &Context) -> f32 {
    let pixels = ctx.content_rect().size() * ctx.zoom_factor();
    let zoom = (pixels.x / 1_100.0).min(pixels.y / 700.0).clamp(1.0, 1.8);
    (zoom * 20.0).floor() / 20.0
}

/// The bundled faces as the editor's measure.
struct Bundled;

impl crate::text::Measure for Bundled {
    fn width(&self, text: &str, size: f64, weight: crate::text::Weight) -> f64 {
        Engine::bundled().width(text, size, weight)
    }
}
