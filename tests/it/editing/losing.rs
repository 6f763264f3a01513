//! What would we lose? Thought away, counted, kept, put back; the map itself stays as it is.

use threestrand::analysis::{Options, whatif};
use threestrand::editor::{Command, Key, Request};
use threestrand::model::Selection;

use super::hands::{ALT, PLAIN, TestEditor, small};

/// Answers the question that is open, as the window's worker does.
fn answer(t: &mut TestEditor) {
    let away = t.editor.thought_away();
    let loss = whatif(t.editor.document(), &away, &Options::default());
    t.editor.set_loss(away, loss);
}

#[test]
fn alt_over_an_actor_asks_and_letting_go_forgets() {
    let mut t = TestEditor::small();
    let billing = t.place("Billing");
    t.analyzed().holding(ALT).point_at(billing);
    assert!(t.asked.contains(&Request::Lose));
    assert!(t.editor.loss().is_none(), "nothing is shown before it is counted");
    answer(&mut t);
    let loss = t.editor.loss().unwrap();
    assert!(loss.dials.cohesion.percent < t.editor.analysis().cohesion.percent);
    assert!(loss.dials.strength.points < t.editor.analysis().strength.points);
    t.holding(PLAIN).point_at(billing);
    assert!(t.editor.loss().is_none() && t.editor.thought_away().is_empty());
    assert_eq!(t.editor.document(), &small(), "asking changes nothing");
}

#[test]
fn the_selection_stays_away_until_escape() {
    let mut t = TestEditor::small();
    let (billing, middle) = (t.place("Billing"), t.middle("Executive team", "Billing"));
    t.click(billing).run(Command::WhatIf);
    assert!(t.asked.contains(&Request::Lose));
    assert_eq!(t.editor.put_away().actors.len(), 1);
    answer(&mut t);
    assert!(t.editor.loss().is_some());
    t.click(middle).run(Command::WhatIf);
    assert!(t.editor.loss().is_none(), "an answer to an older question is not shown");
    answer(&mut t);
    assert_eq!(t.editor.put_away().connections.len(), 1);
    t.run(Command::WhatIf);
    assert!(t.editor.put_away().is_empty(), "with nothing selected everything is put back");
    t.click(billing).run(Command::WhatIf).key(Key::Escape);
    assert!(t.editor.put_away().is_empty());
    assert_eq!(t.editor.document(), &small());
}

#[test]
fn a_kept_scenario_comes_back_and_can_be_undone() {
    let mut t = TestEditor::small();
    let billing = t.place("Billing");
    t.click(billing).run(Command::WhatIf);
    t.asked = t.editor.keep_scenario();
    t.checked().expect_undo(Some("keep the scenario without Billing"));
    let (id, scenario) = t.editor.document().scenarios().next().unwrap();
    assert_eq!((scenario.name.as_str(), scenario.actors.len()), ("Without Billing", 1));
    t.key(Key::Escape);
    t.asked = t.editor.show_scenario(id);
    assert_eq!(t.editor.put_away().actors.len(), 1);
    assert!(t.asked.contains(&Request::Lose));
    t.run(Command::Undo);
    assert_eq!(t.editor.document(), &small());
    assert_eq!(t.editor.put_away().actors.len(), 1, "what is thought away is no part of the map");
}

#[test]
fn what_is_deleted_is_no_longer_away() {
    let mut t = TestEditor::small();
    let billing = t.actor("Billing");
    t.asked = t.editor.think_away(Selection { actors: [billing].into(), ..Selection::default() });
    let place = t.place("Billing");
    t.click(place).run(Command::Delete);
    assert!(t.editor.put_away().is_empty());
}
