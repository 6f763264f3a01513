//! Tables that come in from a spreadsheet: what they say is on the map, what was not understood is said.

use threestrand::editor::{Command, Request};
use threestrand::model::{Kind, Level};

use super::hands::{TestEditor, small};

impl TestEditor {
    /// Pastes a text; what is said about it.
    fn pour(&mut self, text: &str) -> String {
        self.asked = self.editor.paste_text(text);
        let said = self.asked.iter().filter_map(|request| match request {
            Request::Say(words) => Some(words.clone()),
            _ => None,
        });
        said.collect::<Vec<_>>().join(" | ")
    }

    /// How much a connection matters and its three strands, as written; - for what nobody rated.
    fn levels(&self, a: &str, b: &str) -> String {
        let id = self.editor.document().between(self.actor(a), self.actor(b)).expect("a connection");
        let cord = self.editor.document().connection(id).unwrap();
        let digit = |level: Option<Level>| level.map_or_else(|| "-".to_owned(), |level| level.get().to_string());
        [cord.need].into_iter().chain(cord.strands.0).map(digit).collect()
    }

    fn kind(&self, name: &str) -> Kind {
        self.editor.document().actor(self.actor(name)).unwrap().kind.clone()
    }
}

#[test]
fn ratings_come_in_with_a_pasted_table() {
    for header in [
        "from\tto\tneed\texchange\trelationship\tvalues",
        "From\tTo\tHow much it matters\tGive and take\tTrust\tShared values",
        "Von\tNach\tWichtigkeit\tGeben und nehmen\tVertrauen\tWerte",
    ] {
        let mut t = TestEditor::small();
        let said = t.pour(&format!("{header}\nMia\tBilling\t5\t4\t3\t\nMia\tNora\t\t9\tx\t0\n"));
        assert_eq!((t.levels("Mia", "Billing"), t.levels("Mia", "Nora")), ("543-".to_owned(), "---0".to_owned()));
        assert!(said.contains("2 connections, 2 of them rated"), "{said}");
        assert!(said.contains("Line 3: \"9\" is no rating from 0 to 5; left unrated (and 1 more)"), "{said}");
        t.run(Command::Undo);
        assert_eq!(t.editor.document(), &small(), "one step");
    }
}

#[test]
fn what_the_table_of_connections_copies_comes_back_whole() {
    use threestrand::editor::{Grid, Key, Modifiers, Table};
    let mut t = TestEditor::small();
    t.pour("From\tTo\tMatters\tTrust\tLater\tNote\tWho looks after it\nMia\tBilling\t5\t3\tyes\tring\tNora");
    let mut grid = Grid::new(Table::Connections);
    grid.follow(&t.editor);
    for answer in grid.key(&t.editor, Key::Letter('A'), Modifiers { ctrl: true, ..Modifiers::default() }) {
        if let threestrand::editor::Answer::Choose(all) = answer {
            drop(t.editor.choose(all));
        }
    }
    let copied = grid.copy(&t.editor);
    let mut other = TestEditor::empty();
    let said = other.pour(&copied);
    assert!(!said.contains("not used"), "our own columns are known: {said}");
    assert_eq!(other.levels("Mia", "Billing"), "5-3-");
    let again = other.pour(&copied);
    assert!(again.ends_with("All of these are on the map already") || again.contains("3 connections were"), "{again}");
}

#[test]
fn columns_that_are_not_used_are_said() {
    let mut t = TestEditor::small();
    let said = t.pour("From\tTo\tMood\nMia\tBilling\tfine");
    assert!(said.contains("these columns were not used: Mood"), "{said}");
}

#[test]
fn connections_that_are_there_take_over_new_ratings() {
    let mut t = TestEditor::small();
    t.pour("From\tTo\tTrust\nMia\tBilling\t3");
    let said = t.pour("From\tTo\tTrust\nBilling\tMia\t4\nMia\tNora\t2");
    assert_eq!(t.levels("Mia", "Billing"), "--4-");
    assert!(said.contains("1 connection on the map took over what is new about it"), "{said}");
    let said = t.pour("From\tTo\tTrust\nMia\tBilling\t4\nBen\tMia\t2");
    assert!(said.contains("1 connection was on the map already"), "not the names, which one expects: {said}");
    t.run(Command::Undo).run(Command::Undo).run(Command::Undo);
    assert_eq!(t.editor.document(), &small());
}

#[test]
fn a_cell_keeps_its_quotes_and_its_line_breaks() {
    let mut t = TestEditor::empty();
    let said =
        t.pour("Name\tKind\tNote\nMia\tPerson\t\"line one\nline two\"\nNora\tTeam\t\"says \"\"never again\"\"\"\n");
    t.expect_actors(&["Mia", "Nora"]);
    let note = |name: &str| t.editor.document().actor(t.actor(name)).unwrap().note.clone();
    assert_eq!((note("Mia").as_str(), note("Nora").as_str()), ("line one\nline two", "says \"never again\""), "{said}");
    let mut t = TestEditor::empty();
    t.pour("Name\tNote\nMia\t\"half a quote\nNora\tquiet");
    t.expect_actors(&["Mia", "Nora"]);
}

#[test]
fn a_word_that_is_no_kind_is_said_and_makes_nobody_anything() {
    let mut t = TestEditor::empty();
    let said = t.pour("Name\tKind\nFoo Ltd\tbanana\nFlour mill\tSupplier");
    assert!(said.contains("\u{201c}banana\u{201d} is no kind: kept as a remark"), "{said}");
    assert_eq!(t.editor.document().actor(t.actor("Foo Ltd")).unwrap().note, "banana");
    assert_eq!(t.kind("Foo Ltd"), Kind::Company, "as its name says");
    let said = t.pour("Glover; wizard\nBaker; team");
    assert!(said.contains("\u{201c}wizard\u{201d} is no kind"), "a list answers as a table does: {said}");
    t.name("Cobbler; wizard");
    let say = |words: &str| Request::Say(words.to_owned());
    assert!(t.asked.contains(&say("\u{201c}wizard\u{201d} is no kind. Alt and a digit says what they are")));
}

#[test]
fn rows_that_are_there_take_over_what_is_new() {
    let mut t = TestEditor::small();
    let said = t.pour("Name\tKind\tGroup\tRemark\nMia\tCustomer\tOurs\tnew here\nBilling\t\t\t\n");
    let mia = t.editor.document().actor(t.actor("Mia")).unwrap();
    assert_eq!((&mia.kind, mia.group.as_str(), mia.note.as_str()), (&Kind::Customer, "Ours", "new here"));
    assert!(said.contains("1 name was on the map already. 1 name on the map took over what is new about it"), "{said}");
    t.expect_undo(Some("take over 1 row")).run(Command::Undo);
    assert_eq!(t.editor.document(), &small());
}

#[test]
fn whoever_says_no_kind_is_counted_aloud_and_selected() {
    let mut t = TestEditor::empty();
    let said = t.pour("Alpha\nBeta\nLocal press\nThe Herald");
    assert!(
        said.contains("3 names say no kind and count as our own team: they are selected, Alt and a digit"),
        "{said}"
    );
    t.expect_selected(&["Alpha", "Beta", "The Herald"]);
    t.name("Night shift");
    let told = |t: &TestEditor| {
        t.asked.iter().any(|request| matches!(request, Request::Say(words) if words.contains("our own team")))
    };
    assert!(told(&t), "typed by hand it is said once");
    t.name("Day shift");
    assert!(!told(&t), "and not again");
}

#[test]
fn a_table_under_a_header_may_be_apart_by_semicolons() {
    let mut t = TestEditor::empty();
    t.pour("Name;Kind\nMia;Customer\nNora;Supplier");
    t.expect_actors(&["Mia", "Nora"]);
    assert_eq!((t.kind("Mia"), t.kind("Nora")), (Kind::Customer, Kind::Supplier));
}

#[test]
fn a_row_that_says_more_in_other_letters_is_not_lost() {
    let mut t = TestEditor::empty();
    let said = t.pour("From\tTo\tTrust\nMia\tTom\t2\nmia\tTOM\t4\nTom\ttom\t1");
    t.expect_actors(&["Mia", "Tom"]);
    assert_eq!(t.levels("Mia", "Tom"), "--4-");
    assert!(said.contains("the higher ratings stand (and 1 more)"), "{said}");
}

#[test]
fn a_title_alone_is_a_name_and_above_a_list_it_is_none() {
    for word in ["Stakeholders", "Name", "Who"] {
        let mut t = TestEditor::empty();
        t.pour(word);
        t.expect_actors(&[word]);
    }
    let mut t = TestEditor::empty();
    t.pour("Names\nMia; customer\nTom\nFair price; value\nParking is a problem; note");
    t.expect_actors(&["Mia", "Tom"]);
    assert_eq!(t.kind("Mia"), Kind::Customer);
    let mut t = TestEditor::empty();
    t.pour("Name\tKind\nMia\tCustomer\nFair price\tShared value\nParking is a problem\tRemark");
    t.expect_actors(&["Mia"]);
    let document = t.editor.document();
    assert_eq!(document.values().next().unwrap().1.name, "Fair price");
    assert_eq!(document.notes().next().unwrap().1.text, "Parking is a problem");
}

#[test]
fn ends_of_pairs_may_say_what_they_are() {
    let mut t = TestEditor::empty();
    t.pour("Mia; customer\tTom\nTom; team\tAnna");
    t.expect_actors(&["Mia", "Tom", "Anna"]);
    assert_eq!(t.kind("Mia"), Kind::Customer);
    assert!(t.connected("Mia", "Tom") && t.connected("Tom", "Anna"));
}

#[test]
fn one_who_has_two_rows_is_an_end_of_both() {
    let mut t = TestEditor::empty();
    t.pour("Mia\tCustomers\nMia\tSuppliers\nMia\tLocal press");
    t.expect_actors(&["Mia", "Customers", "Suppliers", "Local press"]);
    assert!(t.connected("Mia", "Suppliers"));
}

#[test]
fn the_two_tables_of_a_graph_meet_in_either_order() {
    let nodes = "Id,Label,Type\n8,Anna,Customer\nn12,Otto,\n";
    let edges = "Source,Target,Type,Id,Label,Weight\n8,n12,Undirected,0,,2\n";
    for tables in [[nodes, edges], [edges, nodes]] {
        let mut t = TestEditor::empty();
        for table in tables {
            t.pour(table);
        }
        assert_eq!(t.editor.document().actors().len(), 2, "nobody is there twice: {tables:?}");
        assert_eq!(t.levels("Anna", "Otto"), "-110");
        assert_eq!(t.kind("Anna"), Kind::Customer);
    }
}

#[test]
fn averages_of_a_survey_are_rounded_and_that_is_said_once() {
    let mut t = TestEditor::small();
    let said = t.pour("Von\tNach\tVertrauen\tBemerkung\nMia\tBilling\t2,5\tMaß\nMia\tNora\t3,4\t\n");
    assert_eq!((t.levels("Mia", "Billing"), t.levels("Mia", "Nora")), ("--3-".to_owned(), "--3-".to_owned()));
    assert!(said.contains("rounded to the nearest: 2"), "{said}");
}

#[test]
fn the_one_company_of_the_first_list_names_the_map() {
    let title = |lists: &[&str]| {
        let mut t = TestEditor::empty();
        for list in lists {
            t.editor.paste_text(list);
        }
        t.editor.document().meta().title.clone()
    };
    assert_eq!(title(&["Nordhaven; company"]), "Nordhaven");
    assert_eq!(title(&["Mia; employee\nNordhaven; company"]), "Nordhaven");
    assert_eq!(title(&["Nordhaven; company\nAlpine; company"]), "", "which of the two?");
    assert_eq!(title(&["Mia; employee", "Nordhaven; company"]), "", "it has been called otherwise so far");
}

#[test]
fn arrows_between_pasted_names_connect_them() {
    let mut t = TestEditor::small();
    let said = t.pour("Mia -> Harbour club -> Guests\n* Nora \u{2192} Guests; customer\nTwo-way - street");
    assert!(said.contains("3 connections"), "{said}");
    for (a, b) in [("Mia", "Harbour club"), ("Harbour club", "Guests"), ("Nora", "Guests")] {
        assert_eq!(t.levels(a, b), "----", "{a} and {b}");
    }
    assert!(t.editor.document().actor_named("Two-way - street").is_some(), "a dash is part of a name");
}
