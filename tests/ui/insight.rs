//! The panel at the right: findings that can be clicked, meanings, answers, the plan.

use super::*;
use threestrand::model::Answer;

fn click(window: &mut Window, label: &str) {
    window.get_by_label(label).scroll_to_me();
    window.run_steps(3);
    window.get_by_label(label).click();
    window.run_steps(4);
}

#[test]
fn a_finding_shows_what_it_is_about() {
    let mut window = telecom();
    click(&mut window, "On whom much depends");
    let finding = editor(&window).analysis().actors.iter().find(|(_, f)| f.is_keystone).map(|(id, _)| *id).unwrap();
    let name = editor(&window).document().actor(finding).unwrap().name.clone();
    let row = window.query_all_by_role(Role::Button).find(|node| {
        node.accesskit_node().label().is_some_and(|label| label.contains(&name) && label.contains("of 100"))
    });
    row.unwrap().click();
    window.run_steps(6);
    assert!(editor(&window).selection().actors.contains(&finding));
}

#[test]
fn a_question_mark_tells_what_a_section_means() {
    let mut window = telecom();
    let meaning = "nobody is to blame";
    let shown = |window: &Window| window.query_by_label_contains(meaning).is_some();
    assert!(!shown(&window));
    click(&mut window, "What does this mean? What is weak, and why");
    assert!(shown(&window));
    click(&mut window, "What does this mean? What is weak, and why");
    assert!(!shown(&window));
}

#[test]
fn rare_sections_stand_behind_more_and_signs_take_answers() {
    let mut window = telecom();
    assert!(!shows(&window, "Customer promise check"));
    click(&mut window, "Show more: two sides, groups, other years, promise check");
    assert!(shows(&window, "Customer promise check"));
    click(&mut window, "Seven signs that customers are out of focus");
    window.query_all_by_label("Don't know").next().unwrap().scroll_to_me();
    window.run_steps(3);
    window.query_all_by_label("Don't know").next().unwrap().click();
    window.run_steps(4);
    assert_eq!(editor(&window).document().meta().signs.get(&1), Some(&Answer::Unknown));
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert!(editor(&window).document().meta().signs.is_empty());
}

#[test]
fn the_room_takes_on_what_is_offered() {
    let mut window = telecom();
    click(&mut window, "Plan");
    click(&mut window, "Take on all of these");
    assert_eq!(editor(&window).document().actions().count(), 5);
    let (_, first) = editor(&window).document().actions().next().unwrap();
    let title = threestrand::report::connection_title(editor(&window).document(), first.connection);
    let is_card = |label: String| label.starts_with(&title) && label.contains("no day yet");
    let card = |window: &mut Window, act: fn(egui_kittest::Node<'_>)| {
        let found = window.query_all_by_role(Role::Button).find(|n| n.accesskit_node().label().is_some_and(is_card));
        act(found.expect("the first of the plan"));
        window.run_steps(3);
    };
    card(&mut window, |node| node.scroll_to_me());
    card(&mut window, |node| node.click());
    window.run_steps(6);
    assert!(shows(&window, "First thing on Monday"));
    click(&mut window, "6 weeks");
    assert!(editor(&window).document().actions().next().unwrap().1.due.is_some());
    click(&mut window, "Take off the plan");
    assert_eq!(editor(&window).document().actions().count(), 4);
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(editor(&window).document().actions().count(), 5);
}

#[test]
fn a_day_is_typed_as_people_write_it_and_what_is_none_stays_in_sight() {
    const HELP: &str = "Day, month, year: 31.3.2027";
    let mut window = telecom();
    click(&mut window, "Plan");
    window.query_all_by_label("Take on").next().unwrap().click();
    window.run_steps(4);
    let card = window
        .query_all_by_role(Role::Button)
        .find(|node| node.accesskit_node().label().is_some_and(|label| label.contains("no day yet")));
    card.unwrap().click();
    window.run_steps(6);
    let day = |window: &Window| editor(window).document().actions().next().unwrap().1.due.map(|day| day.to_string());
    let write = |window: &mut Window, text: &str| {
        window.get_by_role_and_label(Role::TextInput, "By when").scroll_to_me();
        window.run_steps(3);
        window.get_by_role_and_label(Role::TextInput, "By when").click();
        window.run_steps(2);
        press(window, Modifiers::COMMAND, Key::A);
        window.get_by_role_and_label(Role::TextInput, "By when").type_text(text);
        window.run_steps(3);
        press(window, Modifiers::NONE, Key::Enter);
        window.run_steps(3);
    };
    write(&mut window, "end of March");
    assert_eq!(day(&window), None);
    assert!(shows(&window, HELP), "nothing is dropped silently");
    assert!(window.query_all_by_label_contains("by “end of March”, which is no day yet").next().is_some());
    write(&mut window, "31.3.2027");
    assert_eq!(day(&window).as_deref(), Some("2027-03-31"));
    assert!(!shows(&window, HELP));
    assert!(window.query_all_by_label_contains("by 31 March 2027").next().is_some());
}

#[test]
fn the_panel_leads_with_what_the_lens_shows() {
    let mut window = telecom();
    let top = |window: &Window, label: &str| window.get_by_label(&format!("What does this mean? {label}")).rect().top();
    click(&mut window, "Show more: two sides, groups, other years, promise check");
    assert!(top(&window, "Two sides") > top(&window, "What is weak, and why"));
    click(&mut window, "Two sides");
    click(&mut window, "Show the gaps on the map");
    assert!(top(&window, "Two sides") < top(&window, "What is weak, and why"));
}

#[test]
fn texts_are_previewed_and_no_button_moves() {
    let mut window = telecom();
    window.get_by_label("Export").click();
    window.run_steps(6);
    let before = window.get_by_label("Choose where…").rect();
    for (format, words) in [("Report", "## What holds"), ("Plan as a table", "First thing on Monday,Who")] {
        window.get_by_role_and_label(Role::Tab, format).click();
        window.run_steps(6);
        assert!(window.query_by_label_contains(words).is_some(), "{format}");
        assert_eq!(window.get_by_label("Choose where…").rect(), before, "{format}");
    }
}

#[test]
fn two_names_show_the_surest_way_between_them() {
    let mut window = new_map();
    for name in ["Ana", "Ben"] {
        type_on(&mut window, name);
        press(&mut window, Modifiers::NONE, Key::Enter);
        press(&mut window, Modifiers::NONE, Key::Escape);
        press(&mut window, Modifiers::NONE, Key::Escape);
    }
    assert_eq!(editor(&window).document().actors().len(), 2);
    press(&mut window, Modifiers::COMMAND, Key::A);
    press(&mut window, Modifiers::COMMAND, Key::I);
    click(&mut window, "Details");
    assert!(shows(&window, "Nothing leads from Ana to Ben yet."));
}

#[test]
fn what_is_thought_away_is_told_and_kept() {
    let mut window = telecom();
    press(&mut window, Modifiers::COMMAND, Key::F);
    window.get_by_label("Find somebody").type_text("executive");
    window.run_steps(3);
    press(&mut window, Modifiers::NONE, Key::Enter);
    window.run_steps(8);
    press(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::L);
    window.run_steps(4);
    let said = window.query_all_by_label_contains("If the chair of Executive team were empty");
    assert_eq!(said.count(), 2, "before the room and in the panel");
    click(&mut window, "Keep as a scenario");
    assert_eq!(editor(&window).document().scenarios().count(), 1);
    click(&mut window, "Put back");
    assert!(editor(&window).put_away().is_empty());
    click(&mut window, "Without Executive team");
    assert_eq!(editor(&window).put_away().actors.len(), 1);
    click(&mut window, "Forget");
    assert_eq!(editor(&window).document().scenarios().count(), 0);
}
