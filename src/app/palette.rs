//! One box for everything by name: commands, and whoever is on the map.

use egui::accesskit::Role;
use egui::text::{CCursor, CCursorRange};
use egui::{
    Align2, Area, Context, Frame, Id, Key, Margin, Modifiers, Order, ScrollArea, Sense, Stroke, TextEdit, WidgetInfo,
    vec2,
};

use super::act::Act;
use super::canvas::only;
use super::style::ink;
use super::{fonts, widgets};
use crate::editor::{Command, Editor};
use crate::scene::Target;
use crate::text::Weight;

/// More rows than this nobody reads; typing one more letter is faster.
const MAX_ROWS: usize = 60;
/// The height of a row on a desk, and the most that all of them take.
const ROW: f32 = 34.0;
const LIST: f32 = 360.0;

/// The box, while it is open.
#[derive(Debug, Default)]
pub(super) struct Palette {
    open: bool,
    /// Only people, values and connections, no commands.
    people_only: bool,
    query: String,
    row: usize,
}

#[derive(Clone, Debug)]
struct Entry {
    label: String,
    /// What it does, for commands.
    help: &'static str,
    remark: String,
    act: Act,
    enabled: bool,
}

impl Entry {
    /// The name, what it does as far as there is room, and its key or kind.
    fn paint(&self, ui: &egui::Ui, rect: egui::Rect) {
        let ink = ink(ui.ctx());
        let sizes = ink.sizes();
        let set = |text: &str, size, weight, color| {
            ui.painter().layout_no_wrap(text.to_owned(), fonts::id(size, weight), color)
        };
        let label = set(&self.label, sizes.body, Weight::Medium, if self.enabled { ink.ink } else { ink.ink3 });
        let remark = set(&self.remark, sizes.small, Weight::Regular, ink.ink2);
        let at = |x: f32, height: f32| egui::pos2(x, rect.center().y - height / 2.0);
        let (left, right) = (rect.left() + 12.0, rect.right() - 12.0 - remark.size().x);
        let from = left + label.size().x + 14.0;
        ui.painter().galley(at(left, label.size().y), label, ink.ink);
        ui.painter().galley(at(right, remark.size().y), remark, ink.ink2);
        let room = right - 14.0 - from;
        if room > 60.0 && !self.help.is_empty() {
            let set = (sizes.small, Weight::Regular);
            widgets::line(ui, at(from, sizes.small * 1.35), self.help, set, ink.ink3, room);
        }
    }
}

impl Palette {
    /// Opens the box with what was typed already; a second call closes it.
    pub(super) fn toggle(&mut self, people_only: bool, query: String) {
        let open = !(self.open && self.people_only == people_only);
        *self = Self { open, people_only, query, row: 0 };
    }

    /// Closes it and forgets what was typed.
    pub(super) fn close(&mut self) {
        *self = Self::default();
    }

    pub(super) const fn is_open(&self) -> bool {
        self.open
    }

    /// Shows the box; answers with what was chosen.
    pub(super) fn show(&mut self, ctx: &Context, editor: &Editor) -> Option<Act> {
        if !self.open {
            return None;
        }
        let ink = ink(ctx);
        let entries = entries(editor, &self.query, self.people_only);
        let mut chosen = None;
        let width = ink.sizes().widened(560.0).min(ctx.content_rect().width() - 40.0);
        let area = Area::new(Id::unique("palette"))
            .order(Order::Foreground)
            .fade_in(false)
            .anchor(Align2::CENTER_TOP, vec2(0.0, 64.0));
        let shown = area.show(ctx, |ui| {
            let frame = Frame::new()
                .fill(ink.raised)
                .stroke(Stroke::new(1.0, ink.line2))
                .corner_radius(12.0)
                .inner_margin(Margin::same(8));
            frame.show(ui, |ui| {
                ui.set_width(width);
                let enter = self.keys(ui, entries.len());
                self.field(ui);
                chosen = self.rows(ui, &entries, enter);
            });
        });
        let away = ctx.input(|input| input.pointer.any_pressed())
            && ctx.input(|input| input.pointer.interact_pos()).is_some_and(|at| !shown.response.rect.contains(at));
        if away || chosen.is_some() || ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
            self.open = false;
            ctx.memory_mut(|memory| memory.request_focus(super::canvas::id()));
        }
        chosen
    }

    fn keys(&mut self, ui: &egui::Ui, count: usize) -> bool {
        let take = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let (up, down, enter) = (take(Key::ArrowUp), take(Key::ArrowDown), take(Key::Enter));
        let count = count.max(1);
        if up {
            self.row = (self.row + count - 1) % count;
        }
        if down {
            self.row = (self.row + 1) % count;
        }
        self.row = self.row.min(count - 1);
        enter
    }

    fn field(&mut self, ui: &mut egui::Ui) {
        let ink = ink(ui.ctx());
        let size = ink.sizes().grown(15.0);
        let hint = if self.people_only { "Find somebody" } else { "Find or do anything" };
        let end = CCursor::new(self.query.chars().count());
        let mut edit = TextEdit::singleline(&mut self.query)
            .id(Id::unique("palette field"))
            .hint_text(widgets::rich(hint, size, Weight::Regular, ink.ink3))
            .font(fonts::id(size, Weight::Medium))
            .frame(Frame::new().inner_margin(Margin::symmetric(10, 8)))
            .desired_width(f32::INFINITY)
            .show(ui);
        let response =
            edit.response.response.accessible_name(if self.people_only { "Find somebody" } else { "Command or name" });
        if !response.has_focus() {
            // What was typed ahead is gone on with.
            edit.state.cursor.set_char_range(Some(CCursorRange::one(end)));
            edit.state.store(ui.ctx(), response.id);
            response.request_focus();
        }
        if response.changed() {
            self.row = 0;
        }
        let (line, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), Sense::hover());
        ui.painter().rect_filled(line, 0.0, ink.line);
    }

    fn rows(&self, ui: &mut egui::Ui, entries: &[Entry], enter: bool) -> Option<Act> {
        let ink = ink(ui.ctx());
        let mut chosen = None;
        // Once small, a list to scroll would stay so: its least height is that of what it holds.
        let row = ink.sizes().grown(ROW);
        let height = (entries.len().max(1) as f32 * row).min(LIST);
        ScrollArea::vertical().max_height(LIST).min_scrolled_height(height).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            if entries.is_empty() {
                ui.add_space(10.0);
                widgets::text(ui, "  Nothing by that name yet", ink.sizes().body, Weight::Regular, ink.ink2);
                ui.add_space(10.0);
            }
            for (i, entry) in entries.iter().enumerate() {
                let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), row), Sense::click());
                response.widget_info(|| {
                    WidgetInfo::selected(Role::ListBoxOption, entry.enabled, i == self.row, entry.label.as_str())
                });
                if i == self.row && ui.input(|input| input.pointer.delta() == egui::Vec2::ZERO) {
                    response.scroll_to_me(None);
                }
                if i == self.row || response.hovered() {
                    ui.painter().rect_filled(rect, 8.0, ink.well);
                }
                entry.paint(ui, rect);
                // What cannot be done now says why.
                if response.clicked() || (enter && i == self.row) {
                    chosen = Some(entry.act.clone());
                }
            }
        });
        chosen
    }
}

fn entries(editor: &Editor, query: &str, people_only: bool) -> Vec<Entry> {
    let query = query.trim().to_lowercase();
    let mut found: Vec<(u8, Entry)> = Vec::new();
    if !people_only {
        let shown = |command: &Command| !query.is_empty() || editor.shows_more() || !command.is_rarely_needed();
        for command in Command::ALL.into_iter().filter(shown) {
            let about = format!("{} {}", command.help().to_lowercase(), command.also());
            if let Some(rank) = rank(command.label(), &about, &query) {
                let remark = command.shortcuts().first().map_or_else(String::new, ToString::to_string);
                let enabled = command.is_enabled(editor);
                // What cannot be done now stands behind what can, but for what is called just so: it says why.
                let rank = if enabled || rank == 0 { rank } else { rank + 5 };
                let (label, help) = (command.label().to_owned(), command.help());
                found.push((rank, Entry { label, help, remark, act: Act::Run(command), enabled }));
            }
        }
    }
    if people_only || !query.is_empty() {
        let document = editor.document();
        let actors = document
            .actors()
            .map(|(id, actor)| (actor.name.as_str(), document.kind_name(&actor.kind), Target::Actor(id)));
        let values =
            document.values().map(|(id, value)| (value.name.as_str(), "Shared value".to_owned(), Target::Value(id)));
        // Two names are typed before connections are meant: "bill cust".
        let words: Vec<&str> = query.split_whitespace().collect();
        let cords = document.connections().filter(|_| words.len() > 1).filter_map(|(id, c)| {
            let title = crate::report::connection_title(document, id);
            let lower = title.to_lowercase();
            let found = words.iter().all(|word| lower.contains(word));
            found.then(|| {
                (
                    2,
                    Entry {
                        label: title,
                        help: "",
                        remark: words_of(c.points()),
                        act: Act::Show(only(Target::Connection(id))),
                        enabled: true,
                    },
                )
            })
        });
        found.extend(cords);
        for (name, remark, target) in actors.chain(values) {
            if let Some(rank) = rank(name, "", &query) {
                found.push((
                    rank,
                    Entry { label: name.to_owned(), help: "", remark, act: Act::Show(only(target)), enabled: true },
                ));
            }
        }
    }
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, entry)| entry).take(MAX_ROWS).collect()
}

fn words_of(points: u8) -> String {
    crate::model::words::count(points.into(), "point")
}

/// How well a name fits: all of it, its beginning, the beginning of a word, anywhere, or each word that was typed begins a word of
/// the name or of what is said `about` it (lower case).
fn rank(name: &str, about: &str, query: &str) -> Option<u8> {
    let name = name.to_lowercase();
    let words = |text| str::split(text, |c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    if name.trim_end_matches('…') == query {
        Some(0)
    } else if name.starts_with(query) {
        Some(1)
    } else if name.split_whitespace().any(|word| word.starts_with(query)) {
        Some(2)
    } else if name.contains(query) {
        Some(3)
    } else {
        let mut all = words(query).peekable();
        let begins = |word: &str| words(&name).chain(words(about)).any(|other| other.starts_with(word));
        (all.peek().is_some() && all.all(begins)).then_some(4)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beginnings_come_before_middles() {
        assert_eq!(rank("Tidy", "", "tidy"), Some(0));
        assert_eq!(rank("Tidy", "", "ti"), Some(1));
        assert_eq!(rank("Next weak connection", "", "weak"), Some(2));
        assert_eq!(rank("Duplicate", "", "cate"), Some(3));
        assert_eq!(rank("Pin", "hold what is selected", "hold"), Some(4));
        assert_eq!(rank("How much it matters", "lens view", "lens: how much"), Some(4), "signs do not matter");
        assert_eq!(rank("Park a remark", "keep it", "keep remark"), Some(4), "words in any order");
        assert_eq!(rank("Pin", "", "zebra"), None);
        assert_eq!(rank("Pin", "", "?"), None);
    }
}
