//! The panel at the right: findings that can be clicked, meanings, answers, the plan.

use egui_kittest::kittest::NodeT as _;

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
    let card = window.query_all_by_role(Role::Button).find(|node| {
        node.accesskit_node().label().is_some_and(|label| label.starts_with(&title) && label.contains("no day yet"))
    });
    card.unwrap().click();
    window.run_steps(6);
    assert!(shows(&window, "First thing on Monday"));
    click(&mut window, "6 weeks");
    assert!(editor(&window).document().actions().next().unwrap().1.due.is_some());
    click(&mut window, "Take off the plan");
    assert_eq!(editor(&window).document().actions().count(), 4);
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(editor(&window).document().actions().count(), 5);
}
