//! The tables, by keyboard alone and in step with the map.

use threestrand::editor::{Answer, Column, Command, Grid, Key, Modifiers, Table};
use threestrand::model::{Document, Kind, Selection, Strand};
use threestrand::scene::Target;

use super::hands::{ALT, CTRL, PLAIN, SHIFT, TestEditor, small};

/// An editor with a table beside it.
struct TestTable {
    t: TestEditor,
    grid: Grid,
    answers: Vec<Answer>,
}

impl TestTable {
    fn new(document: Document, table: Table) -> Self {
        let mut test = Self { t: TestEditor::new(document), grid: Grid::new(table), answers: Vec::new() };
        test.t.analyzed();
        test.grid.follow(&test.t.editor);
        test
    }

    fn key(&mut self, key: Key, modifiers: Modifiers) -> &mut Self {
        let answers = self.grid.key(&self.t.editor, key, modifiers);
        self.answer(answers)
    }

    fn keys(&mut self, key: Key, times: usize) -> &mut Self {
        for _ in 0..times {
            self.key(key, PLAIN);
        }
        self
    }

    fn typed(&mut self, text: &str) -> &mut Self {
        let answers = self.grid.type_in(&self.t.editor, text);
        self.answer(answers)
    }

    fn enter(&mut self) -> &mut Self {
        let answers = self.grid.finish(&self.t.editor, 1, 0);
        self.answer(answers)
    }

    fn answer(&mut self, answers: Vec<Answer>) -> &mut Self {
        for answer in &answers {
            match answer.clone() {
                Answer::Edit(name, edit) => drop(self.t.editor.edit(&name, edit)),
                Answer::Choose(selection) => drop(self.t.editor.choose(selection)),
                Answer::Delete => drop(self.t.run(Command::Delete)),
                _ => {}
            }
        }
        self.answers = answers;
        self.t.checked().analyzed();
        self.grid.follow(&self.t.editor);
        self
    }

    fn paste(&mut self, text: &str) -> &mut Self {
        let answers = self.grid.paste(&self.t.editor, text);
        self.answer(answers)
    }

    fn column(&self, column: Column) -> Vec<String> {
        self.grid.rows().iter().map(|row| self.grid.text(&self.t.editor, *row, column)).collect()
    }
}

#[test]
fn digits_rate_in_the_table() {
    let mut table = TestTable::new(small(), Table::Connections);
    table.keys(Key::Right, 3).key(Key::Digit(4), PLAIN);
    table.t.expect_undo(Some("rate Executive team - Billing: give and take 4"));
    table.key(Key::Down, PLAIN).key(Key::Delete, PLAIN);
    table.t.expect_undo(Some("rate Billing - Customers: give and take 4 to not rated"));
    assert_eq!(table.column(Column::Strand(Strand::Exchange)), ["4", ""]);
    table.key(Key::Digit(9), PLAIN);
    assert!(matches!(&table.answers[..], [Answer::Say(_)]), "9 is no rating: {:?}", table.answers);
}

#[test]
fn the_text_of_a_key_that_rated_means_nothing() {
    let mut table = TestTable::new(small(), Table::Connections);
    // A French keyboard: the key of 4 types a quote.
    table.keys(Key::Right, 3).key(Key::Digit(4), PLAIN).typed("'");
    assert_eq!(table.answers, [], "the quote is no rating and no fault");
    table.typed("2");
    assert_eq!(table.column(Column::Strand(Strand::Exchange)), ["2", "4"], "a digit that comes as text rates");
}

#[test]
fn names_and_kinds_are_typed_like_in_a_spreadsheet() {
    let mut table = TestTable::new(small(), Table::Names);
    table.typed("C").grid.retype("Cleo".to_owned());
    table.enter();
    table.t.expect_undo(Some("rename Executive team to Cleo"));
    assert_eq!(table.grid.cursor(), (1, 0), "Enter goes on to the row below");
    table.key(Key::Right, PLAIN).typed("p").grid.retype("partner".to_owned());
    table.enter();
    let billing = table.t.actor("Billing");
    assert_eq!(table.t.editor.document().actor(billing).unwrap().kind, Kind::Partner);
    table.key(Key::Up, PLAIN).key(Key::F(2), PLAIN);
    assert_eq!(table.grid.typing(), Some("Partner"), "F2 opens what is there");
    table.grid.give_up();
    table.t.run(Command::Undo).run(Command::Undo);
    assert_eq!(table.t.editor.document(), &small());
}

#[test]
fn rows_sort_and_filter_with_what_is_empty_last() {
    let mut table = TestTable::new(small(), Table::Connections);
    table.keys(Key::Right, 3).key(Key::Down, ALT);
    assert_eq!(table.column(Column::Strand(Strand::Exchange)), ["4", ""]);
    table.key(Key::Down, ALT);
    assert_eq!(table.column(Column::Strand(Strand::Exchange)), ["4", ""], "empty stays last the other way round");
    let mut names = TestTable::new(small(), Table::Names);
    names.key(Key::Down, ALT);
    assert_eq!(names.column(Column::Name), ["Billing", "Customers", "Executive team", "Mia"]);
    names.grid.set_filter("team b".to_owned());
    names.grid.follow(&names.t.editor);
    assert_eq!(names.column(Column::Name), ["Billing"], "every word is in some cell");
}

#[test]
fn table_and_map_select_the_same() {
    let mut table = TestTable::new(small(), Table::Names);
    table.key(Key::Down, PLAIN).key(Key::Down, SHIFT);
    table.t.expect_selected(&["Billing", "Customers"]);
    let mia = Selection { actors: [table.t.actor("Mia")].into(), ..Selection::default() };
    table.t.editor.select(mia);
    assert!(table.grid.follow(&table.t.editor), "the cursor comes into sight");
    assert_eq!(table.grid.cursor().0, 3);
    table.key(Key::Letter('A'), CTRL);
    assert_eq!(table.t.editor.selection().actors.len(), 4);
}

#[test]
fn one_key_changes_all_selected_rows() {
    let mut table = TestTable::new(small(), Table::Connections);
    table.keys(Key::Right, 2).key(Key::Down, SHIFT).key(Key::Digit(5), PLAIN);
    table.t.expect_undo(Some("matters of 2 rows"));
    assert_eq!(table.column(Column::Need), ["5", "5"]);
    table.key(Key::Delete, SHIFT);
    assert!(table.grid.rows().is_empty(), "Shift+Delete takes rows off the map");
    table.t.run(Command::Undo).run(Command::Undo);
    assert_eq!(table.t.editor.document(), &small());
}

#[test]
fn the_cursor_stays_on_its_row_when_the_order_changes() {
    let mut table = TestTable::new(small(), Table::Names);
    table.key(Key::Down, PLAIN);
    let billing = Target::Actor(table.t.actor("Billing"));
    table.key(Key::Down, ALT);
    assert_eq!(table.grid.rows()[table.grid.cursor().0], billing);
}

#[test]
fn computed_cells_say_why_they_do_not_change() {
    let mut table = TestTable::new(small(), Table::Connections);
    table.typed("x");
    assert!(matches!(&table.answers[..], [Answer::Say(words)] if words.contains("table of names")));
    table.t.expect_undo(None);
}

#[test]
fn cells_are_copied_and_pasted_as_a_spreadsheet_does() {
    let mut table = TestTable::new(small(), Table::Connections);
    table.key(Key::Letter('A'), CTRL).key(Key::Home, CTRL);
    let copied = table.grid.copy(&table.t.editor);
    assert_eq!(copied.lines().count(), 2, "the title and the row of the cursor: {copied}");
    table.keys(Key::Right, 2);
    table.paste("3\t1\t2\t0\n5\t5\t5\t5\n");
    table.t.expect_undo(Some("paste 8 cells"));
    assert_eq!(table.column(Column::Points), ["3", "15"]);
    table.paste("much\n");
    assert!(matches!(&table.answers[..], [Answer::Say(_)]), "{:?}", table.answers);
    table.t.run(Command::Undo);
    assert_eq!(table.t.editor.document(), &small());
}

#[test]
fn a_kind_is_one_that_is_known_or_made_on_purpose() {
    let mut table = TestTable::new(small(), Table::Names);
    table.key(Key::Right, PLAIN).typed("c").grid.retype("foobar".to_owned());
    assert_eq!(table.grid.offers(&table.t.editor), (Vec::new(), Some("foobar".to_owned())));
    table.enter();
    assert!(
        matches!(&table.answers[..], [Answer::Say(words)] if words.contains("\u{201c}foobar\u{201d} is no kind yet"))
    );
    assert_eq!(table.grid.typing(), Some("foobar"), "it stays to be put right");
    table.t.expect_undo(None);
    table.grid.retype("c".to_owned());
    let (offered, new) = table.grid.offers(&table.t.editor);
    assert!(offered.starts_with(&["Customer".to_owned()]) && offered.contains(&"Company".to_owned()), "{offered:?}");
    assert_eq!(new.as_deref(), Some("c"));
    table.grid.retype("cust".to_owned());
    table.enter();
    assert_eq!(table.column(Column::Kind)[0], "Customer", "the only one that begins so");
}

#[test]
fn a_second_one_of_a_name_is_said() {
    let mut table = TestTable::new(small(), Table::Names);
    table.typed("M").grid.retype("mia".to_owned());
    table.enter();
    let said = |answer: &Answer| matches!(answer, Answer::Say(words) if words.starts_with("Mia is on the map already"));
    assert!(table.answers.iter().any(said), "{:?}", table.answers);
    table.t.expect_undo(Some("rename Executive team to mia")).expect_selected(&["mia", "Mia"]);
    table.t.run(Command::Merge).expect_actors(&["mia", "Billing", "Customers"]);
}

#[test]
fn a_decimal_typed_key_by_key_is_rounded_aloud() {
    for (mark, rest) in [(".", "5"), (",", "5"), (".", "25")] {
        let mut table = TestTable::new(small(), Table::Connections);
        table.keys(Key::Right, 3).key(Key::Digit(3), PLAIN).typed("3").typed(mark);
        assert_eq!(table.grid.typing(), Some(format!("3{mark}").as_str()), "the cell is open for the rest");
        table.typed(rest).enter();
        let became = if rest == "5" { 4 } else { 3 };
        assert_eq!(table.column(Column::Strand(Strand::Exchange))[0], became.to_string());
        let words = format!("\u{201c}3{mark}{rest}\u{201d} became {became}: a rating is a whole number");
        assert!(table.answers.contains(&Answer::Say(words)), "{:?}", table.answers);
    }
    let mut table = TestTable::new(small(), Table::Connections);
    table.keys(Key::Right, 3).typed("2,5");
    assert_eq!(table.column(Column::Strand(Strand::Exchange))[0], "3", "as one text, of an input method");
    assert!(table.answers.iter().any(|answer| matches!(answer, Answer::Say(_))), "{:?}", table.answers);
    table.key(Key::Down, PLAIN).typed(".");
    assert_eq!(table.grid.typing(), None, "a mark alone goes on with nothing");
}

#[test]
fn a_row_that_is_added_joins_two_whatever_they_are_called() {
    let mut t = TestEditor::small();
    let kind = t.editor.document().actor(t.actor("Mia")).unwrap().kind.clone();
    t.asked = t.editor.add_row("Mia", Some("Suppliers"));
    assert!(t.connected("Mia", "Suppliers"), "a name, not what Mia is");
    assert_eq!(t.editor.document().actor(t.actor("Mia")).unwrap().kind, kind);
    t.asked = t.editor.add_row("Names", None);
    t.asked = t.editor.add_row("Press; partner", None);
    let press = t.editor.document().actor(t.actor("Press")).unwrap();
    assert_eq!(press.kind, threestrand::model::Kind::Partner);
    t.checked().expect_actors(&["Executive team", "Billing", "Customers", "Mia", "Suppliers", "Names", "Press"]);
}

#[test]
fn a_pasted_cell_may_have_line_breaks_and_quotes() {
    let mut table = TestTable::new(small(), Table::Names);
    table.keys(Key::Right, 7);
    table.paste("\"one\r\ntwo\"\r\n\r\n\"\"\"never\"\" again\"\r\n5\" pipe\r\n");
    let notes = ["one\ntwo", "", "\"never\" again", "5\" pipe"];
    assert_eq!(table.column(Column::ActorNote), notes);
    table.key(Key::Letter('A'), CTRL);
    let copied = table.grid.copy(&table.t.editor);
    let mut other = TestTable::new(small(), Table::Names);
    assert_eq!(other.paste(&copied).column(Column::ActorNote), notes);
    other.keys(Key::Right, 7);
    assert_eq!(other.paste("\"half").column(Column::ActorNote)[0], "\"half");
}

#[test]
fn only_rows_in_sight_are_deleted() {
    let mut table = TestTable::new(small(), Table::Connections);
    table.t.run(Command::SelectAll);
    table.grid.set_filter("customers".to_owned());
    table.grid.follow(&table.t.editor);
    table.key(Key::Letter('A'), CTRL);
    table.t.run(Command::SelectAll);
    table.grid.follow(&table.t.editor);
    table.key(Key::Delete, SHIFT);
    assert!(table.answers.contains(&Answer::Delete), "{:?}", table.answers);
    table.t.expect_undo(Some("delete Billing - Customers"));
    assert_eq!(table.t.editor.document().connections().len(), 1, "what the filter hides stays");
    assert_eq!(table.t.editor.document().actors().len(), 4, "and so does whoever is selected on the map");
}

#[test]
fn a_cell_with_a_line_break_is_one_cell() {
    let mut table = TestTable::new(small(), Table::Names);
    table.key(Key::Home, CTRL).key(Key::End, PLAIN);
    table.paste("\"one\ntwo\"\n\"says \"\"no\"\"\"\n\nplain\n");
    table.t.expect_undo(Some("paste 3 cells"));
    assert_eq!(table.column(Column::ActorNote), ["one\ntwo", "says \"no\"", "", "plain"]);
}

#[test]
fn what_was_copied_comes_back_by_name_in_any_order() {
    for (table, column) in [(Table::Connections, Column::CordNote), (Table::Names, Column::ActorNote)] {
        let mut table = TestTable::new(small(), table);
        table.key(Key::Home, CTRL).key(Key::End, PLAIN);
        table.paste("first\n\"of two\nlines\"\n");
        table.key(Key::Letter('A'), CTRL);
        let copied = table.grid.copy(&table.t.editor);
        let before = table.t.editor.document().clone();
        table.paste(&copied);
        assert_eq!(table.answers, [Answer::Say("All of this stands here already".to_owned())]);
        assert_eq!(table.t.editor.document(), &before, "out and back is the same");
        // Somebody sorted the rows and wrote into one.
        let mut lines = copied.replace("first", "changed").lines().map(str::to_owned).collect::<Vec<_>>();
        let (title, first) = (lines.remove(0), lines.remove(0));
        lines.push(first);
        table.paste(&format!("{title}\n{}\n", lines.join("\n")));
        table.t.expect_undo(Some("paste a cell"));
        assert_eq!(&table.column(column)[..2], ["changed", "of two\nlines"]);
    }
}

#[test]
fn one_cell_fills_all_selected_rows_and_many_begin_at_the_first() {
    let mut table = TestTable::new(small(), Table::Names);
    table.key(Key::Right, PLAIN).key(Key::Right, PLAIN).key(Key::Letter('A'), CTRL);
    table.paste("Ours\n");
    assert_eq!(table.column(Column::Group), ["Ours", "Ours", "Ours", "Ours"]);
    table.paste("A\nB\nC\nD\nE\n");
    assert_eq!(table.column(Column::Group), ["A", "B", "C", "D"]);
    assert!(matches!(&table.answers[..], [_, Answer::Say(words)] if words == "1 row did not fit below the last"));
}

#[test]
fn a_cell_that_does_not_fit_leaves_the_others() {
    let mut table = TestTable::new(small(), Table::Connections);
    table.keys(Key::Right, 2);
    table.paste("3,4\t9\n5.0\tx\n");
    assert_eq!(table.column(Column::Need), ["3", "5"]);
    let Some(Answer::Say(words)) = table.answers.last() else { panic!("{:?}", table.answers) };
    assert!(words.contains("\u{201c}9\u{201d}, Give and take of Executive team \u{2013} Billing: "), "{words}");
    assert!(words.contains("(1 more such cell)") && words.contains("1 rating rounded"), "{words}");
    table.paste("From\tTo\tMatters\nMia\tBilling\t4\nBilling\tExecutive team\t1\n");
    assert_eq!(table.column(Column::Need), ["1", "5"], "either way round");
    let Some(Answer::Say(words)) = table.answers.last() else { panic!("{:?}", table.answers) };
    assert!(words.contains("1 row left out, as nobody here"), "{words}");
}
