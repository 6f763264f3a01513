//! Every panel and dialog opens in every theme.

use super::*;
use threestrand::editor::Command;

/// Opens something by its command in the palette, as anybody can.
fn run(window: &mut Window, command: Command) {
    press(window, Modifiers::COMMAND, Key::K);
    window.get_by_label("Command or name").type_text(command.label());
    window.run_steps(3);
    press(window, Modifiers::NONE, Key::Enter);
}

#[test]
fn everything_opens_in_every_theme() {
    for theme in [Command::ThemeLight, Command::ThemeDark, Command::ThemeProjector] {
        let mut window = telecom();
        run(&mut window, theme);
        for (command, sign) in
            [(Command::Help, "Close"), (Command::Export, "Choose where…"), (Command::Find, "Find somebody")]
        {
            run(&mut window, command);
            assert!(shows(&window, sign), "{command:?} in {theme:?} shows {sign}");
            press(&mut window, Modifiers::NONE, Key::Escape);
        }
        window.get_by_label("Details").click();
        window.run_steps(3);
        assert!(shows(&window, "Promise, and to whom"));
        window.get_by_label("More").click();
        window.run_steps(3);
        run(&mut window, Command::RoomView);
        assert!(!shows(&window, "Export"), "the room sees no tools");
        assert!(window.ctx.zoom_factor() > 1.05, "the last row reads along");
        run(&mut window, Command::Reveal);
        assert!(shows(&window, "Insight"), "the numbers are revealed");
        assert!(!shows(&window, "Promise, and to whom"), "not the form, although it was open last");
        run(&mut window, Command::Blank);
        assert!(!shows(&window, "Insight"), "a blank screen shows nothing");
        press(&mut window, Modifiers::NONE, Key::Escape);
        press(&mut window, Modifiers::NONE, Key::F5);
        assert_eq!(window.ctx.zoom_factor(), 1.0);
        window.get_by_label("Menu").click();
        window.run_steps(3);
        assert!(shows(&window, "Save as…"));
    }
}

#[test]
fn on_a_low_window_the_buttons_of_an_export_can_be_pressed() {
    for theme in [Command::ThemeLight, Command::ThemeProjector] {
        let mut window = telecom();
        window.set_size(vec2(1024.0, 576.0));
        run(&mut window, theme);
        run(&mut window, Command::Export);
        window.run_steps(6);
        let screen = window.ctx.content_rect();
        for button in ["Choose where…", "Copy image", "Cancel"] {
            let at = window.get_by_label(button).rect();
            assert!(screen.contains_rect(at), "{button} in {theme:?}: {at:?}");
        }
    }
}

#[test]
fn what_is_called_just_so_comes_first_and_says_why_it_cannot_be_done() {
    let mut window = new_map();
    press(&mut window, Modifiers::COMMAND, Key::K);
    window.get_by_label("Command or name").type_text("copy");
    window.run_steps(3);
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert!(shows(&window, "Select somebody first"));
}

#[test]
fn before_they_are_revealed_the_walk_says_no_ratings() {
    let mut window = telecom();
    press(&mut window, Modifiers::NONE, Key::F5);
    press(&mut window, Modifiers::NONE, Key::F8);
    press(&mut window, Modifiers::NONE, Key::ArrowRight);
    window.run_steps(3);
    let caption = |window: &Window| window.get_by_label_contains("1 of 7").value().unwrap();
    assert!(!caption(&window).contains("Should hold"), "{}", caption(&window));
    run(&mut window, Command::Reveal);
    assert!(caption(&window).contains("Should hold"), "{}", caption(&window));
}

#[test]
fn a_message_before_a_room_covers_no_legend_and_no_caption() {
    for width in [1440.0, 1024.0, 900.0] {
        let mut window = telecom();
        window.set_size(vec2(width, 720.0));
        window.run_steps(3);
        press(&mut window, Modifiers::NONE, Key::F5);
        window.run_steps(3);
        let message = |window: &Window| {
            let words = window.get_by_label_contains("R reveals").rect();
            words.union(window.get_by_label("Dismiss").rect())
        };
        let legend = window.get_by_label("Legend").rect();
        assert!(!message(&window).intersects(legend), "{width}: {:?} over {legend:?}", message(&window));
        type_on(&mut window, "b");
        assert!(!shows(&window, "Dismiss"), "blank is blank");
        type_on(&mut window, "b");
        assert!(shows(&window, "Dismiss"), "and what was said comes back");
        type_on(&mut window, "r");
        assert!(!shows(&window, "Dismiss"), "who reveals the numbers knows how, and nothing covers a name");
    }
}

#[test]
fn details_follow_what_is_selected() {
    let mut window = telecom();
    window.get_by_label("Details").click();
    press(&mut window, Modifiers::COMMAND, Key::F);
    window.get_by_label("Find somebody").type_text("billing");
    window.run_steps(3);
    press(&mut window, Modifiers::NONE, Key::Enter);
    window.run_steps(8);
    assert!(shows(&window, "Goal: what do they want?"));
    window.get_by_role_and_label(Role::TextInput, "Name").focus();
    window.run_steps(2);
    window.get_by_role_and_label(Role::TextInput, "Name").type_text("2");
    window.run_steps(3);
    let named = |name: &str| editor(&window).document().actors().any(|(_, actor)| actor.name == name);
    assert!(named("Billing2") || named("2Billing"), "a field changes the map as it is typed in");
}

#[test]
fn esc_in_a_list_closes_the_list_alone() {
    let mut window = telecom();
    press(&mut window, Modifiers::COMMAND, Key::F);
    window.get_by_label("Find somebody").type_text("billing");
    window.run_steps(3);
    press(&mut window, Modifiers::NONE, Key::Enter);
    window.get_by_label("Details").click();
    window.run_steps(8);
    window.get_by_role_and_label(Role::ComboBox, "Kind").click();
    window.run_steps(3);
    assert!(shows(&window, "Supplier"), "the list is open");
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert!(!shows(&window, "Supplier"), "the list is closed");
    assert_eq!(editor(&window).selection().actors.len(), 1, "who is selected stays selected");
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert!(editor(&window).selection().is_empty());
}

#[test]
fn the_legend_makes_way_for_whoever_stands_beneath() {
    let mut window = telecom();
    let height = |window: &Window| window.get_by_label("Legend").rect().height();
    let open = height(&window);
    press(&mut window, Modifiers::COMMAND, Key::Num0);
    window.run_steps(40);
    assert!(height(&window) < 0.6 * open, "actors stand in its place at 100 %");
    let folded = window.get_by_label("Legend").rect().center();
    window.hover_at(folded);
    window.run_steps(10);
    assert_eq!(height(&window), open, "pointed at, it is there");
    window.hover_at(egui::pos2(400.0, 300.0));
    press(&mut window, Modifiers::NONE, Key::Home);
    window.run_steps(60);
    assert_eq!(height(&window), open, "nobody of a fitted map stands there");
}

/// The places of everybody on the map, as far as they are in sight.
fn bodies(window: &Window) -> Vec<egui::Rect> {
    let is_actor = |name: &str| editor(window).document().actor_named(name).is_some();
    let named = window.query_all_by_role(Role::ListBoxOption);
    named
        .filter(|node| node.accesskit_node().label().is_some_and(|name| is_actor(&name)))
        .map(|node| node.rect())
        .collect()
}

#[test]
fn the_legend_is_whole_where_there_is_room_and_unfolds_by_a_click_and_a_key() {
    let mut window = telecom();
    let legend = |window: &Window| window.get_by_label("Legend").rect();
    let is_free = |window: &Window| bodies(window).iter().all(|body| !legend(window).intersects(*body));
    window.set_size(vec2(1920.0, 1200.0));
    window.run_steps(20);
    let room = legend(&window).height();
    assert!(is_free(&window));
    press(&mut window, Modifiers::COMMAND, Key::F1);
    window.run_steps(20);
    assert_eq!(legend(&window).height(), room, "all of it was there");
    press(&mut window, Modifiers::COMMAND, Key::F1);
    window.set_size(vec2(1100.0, 700.0));
    press(&mut window, Modifiers::NONE, Key::Home);
    window.run_steps(20);
    let folded = legend(&window).height();
    assert!(is_free(&window));
    let on_it = legend(&window).center();
    window.hover_at(on_it);
    window.get_by_label("Legend").click();
    window.run_steps(20);
    assert!(legend(&window).height() > folded + 20.0, "a click unfolds it");
    assert!(is_free(&window), "a fitted map makes room");
    press(&mut window, Modifiers::COMMAND, Key::F1);
    press(&mut window, Modifiers::NONE, Key::Home);
    window.run_steps(20);
    assert_eq!(legend(&window).height(), folded, "a key folds it");
}

#[test]
fn the_room_is_asked_at_the_top_of_the_map_and_never_over_anybody() {
    const ASKED: &str = "Who would notice if we vanished?";
    let mut window = telecom();
    assert_eq!(window.query_all_by_label(ASKED).count(), 1, "in one place");
    let canvas = window.get_by_label_contains("Map canvas").rect();
    let at = window.get_by_label(ASKED).rect();
    assert!(canvas.contains_rect(at) && at.bottom() < canvas.top() + 56.0, "{at:?}");
    window.get_by_label_contains("1. Executive team").click();
    window.run_steps(12);
    assert!(!shows(&window, ASKED), "the card asks something else");
    press(&mut window, Modifiers::NONE, Key::Escape);
    press(&mut window, Modifiers::NONE, Key::Escape);
    window.run_steps(4);
    assert!(shows(&window, ASKED));
    let mut hidden = 0;
    window.event(egui::Event::PointerMoved(canvas.center()));
    hands::wheel(&mut window, egui::MouseWheelUnit::Point, egui::TouchPhase::Start, (0.0, 0.0));
    for _ in 0..30 {
        hands::wheel(&mut window, egui::MouseWheelUnit::Point, egui::TouchPhase::Move, (-12.0, -16.0));
        window.run_steps(4);
        hidden += usize::from(!shows(&window, ASKED));
        let over = |body: &egui::Rect| shows(&window, ASKED) && window.get_by_label(ASKED).rect().intersects(*body);
        assert!(!bodies(&window).iter().any(over));
    }
    assert!(hidden > 0, "somebody came beneath it");
}

#[test]
fn esc_on_the_map_closes_an_open_table_after_all_else() {
    let mut window = telecom();
    press(&mut window, Modifiers::NONE, Key::F4);
    window.get_by_label_contains("Map canvas").focus();
    window.run_steps(2);
    press(&mut window, Modifiers::COMMAND, Key::A);
    assert!(!editor(&window).selection().is_empty());
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert!(editor(&window).selection().is_empty() && shows(&window, "Filter the table"), "one level at a time");
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert!(!shows(&window, "Filter the table"));
}

#[test]
fn the_kinds_find_a_place_where_they_cover_nobody() {
    let mut window = telecom();
    press(&mut window, Modifiers::COMMAND, Key::F);
    window.get_by_label("Find somebody").type_text("billing");
    window.run_steps(3);
    press(&mut window, Modifiers::NONE, Key::Enter);
    window.run_steps(20);
    let strip = |window: &Window| {
        let buttons = window.query_all_by_role(Role::RadioButton);
        let kinds = buttons.filter(|node| node.accesskit_node().label().is_some_and(|name| name.starts_with("Kind: ")));
        kinds.map(|node| node.rect()).reduce(|a, b| a.union(b)).expect("somebody is selected")
    };
    let first = strip(&window);
    let highest = bodies(&window).into_iter().min_by(|a, b| a.top().total_cmp(&b.top())).unwrap();
    // The hand moves the map so that somebody comes to stand there.
    let by = first.center() - highest.center();
    window.hover_at(egui::pos2(500.0, 500.0));
    window.run_steps(2);
    let (unit, phase) = (egui::MouseWheelUnit::Point, egui::TouchPhase::Move);
    super::hands::wheel(&mut window, unit, phase, (by.x, by.y));
    window.run_steps(60);
    let (now, bodies) = (strip(&window), bodies(&window));
    assert!(bodies.iter().any(|body| body.intersects(first)), "or the test shows nothing");
    assert!(!bodies.iter().any(|body| body.intersects(now)), "it stands at {now}");
}

#[test]
fn the_legend_stays_hidden_until_it_is_shown() {
    let mut window = telecom();
    assert!(shows(&window, "Legend"));
    press(&mut window, Modifiers::SHIFT, Key::F1);
    assert!(!shows(&window, "Legend"));
    press(&mut window, Modifiers::SHIFT, Key::F1);
    assert!(shows(&window, "Legend"));
}

#[test]
fn what_is_taken_on_leads_to_who_and_when() {
    let mut window = telecom();
    press(&mut window, Modifiers::NONE, Key::F8);
    press(&mut window, Modifiers::NONE, Key::ArrowRight);
    press(&mut window, Modifiers::COMMAND, Key::Enter);
    assert!(shows(&window, "Say who and when") && !shows(&window, "By when"));
    window.get_by_label("Say who and when").click();
    window.run_steps(6);
    assert!(shows(&window, "By when"), "the fields of the step are open");
}

#[test]
fn the_menu_says_rate_where_a_connection_is_selected() {
    let mut window = telecom();
    press(&mut window, Modifiers::NONE, Key::F8);
    press(&mut window, Modifiers::NONE, Key::ArrowRight);
    window.get_by_label("Menu").click();
    window.run_steps(3);
    assert!(shows(&window, "Rate") && !shows(&window, "Rename"), "a connection has no name");
}

#[test]
fn a_new_box_takes_nothing_back_of_an_earlier_one() {
    let mut window = new_map();
    type_on(&mut window, "Bakery");
    press(&mut window, Modifiers::NONE, Key::Enter);
    type_on(&mut window, "Mill");
    press(&mut window, Modifiers::COMMAND, Key::Z);
    let text = editor(&window).name_box().map(|open| open.text);
    assert!(text.as_ref().is_none_or(|text| "Mill".starts_with(text.as_str())), "{text:?}");
}

#[test]
fn what_was_searched_for_does_not_stay_before_the_start_screen() {
    let mut window = telecom();
    press(&mut window, Modifiers::COMMAND, Key::K);
    assert!(shows(&window, "Command or name"));
    press(&mut window, Modifiers::COMMAND, Key::W);
    assert!(shows(&window, "Or look at an example") && !shows(&window, "Command or name"));
}

#[test]
fn a_picture_may_have_a_size_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("square.png");
    let mut window = telecom();
    run(&mut window, Command::Export);
    window.get_by_role_and_label(Role::Tab, "Own").click();
    window.run_steps(4);
    assert!(!shows(&window, "Upright"), "so many pixels lie as they are");
    for (side, typed) in [("Width", "1080"), ("Height", "99999"), ("Height", "1081")] {
        window.get_by_label(side).focus();
        window.run_steps(3);
        press(&mut window, Modifiers::COMMAND, Key::A);
        type_on(&mut window, typed);
        press(&mut window, Modifiers::NONE, Key::Enter);
        assert!(shows(&window, "Choose where…"), "Enter ends the number, not the choice");
    }
    window.get_by_label("Choose where…").click();
    window.run_steps(3);
    press(&mut window, Modifiers::COMMAND, Key::A);
    window.event(egui::Event::Text(path.to_str().unwrap().to_owned()));
    window.run_steps(2);
    press(&mut window, Modifiers::NONE, Key::Enter);
    window.run_steps(4);
    let bytes = std::fs::read(&path).unwrap();
    let side = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
    assert_eq!((side(16), side(20)), (1080, 1081));
}

#[test]
fn the_table_of_groups_is_offered_where_a_page_is_about_groups() {
    let mut window = telecom();
    run(&mut window, Command::Export);
    assert!(shows(&window, "Legend") && !shows(&window, "Table of groups"));
    press(&mut window, Modifiers::NONE, Key::Escape);
    run(&mut window, Command::LensSilos);
    run(&mut window, Command::Export);
    assert!(shows(&window, "Table of groups"));
}
