//! One state of a map in the place of another: restoring a version, taking a changed file over.

use threestrand::formats;
use threestrand::geom::SplitMix64;
use threestrand::model::{Document, Edit};

use crate::random_edits::Hand;

#[test]
fn becoming_another_state_is_that_state_and_can_be_undone() {
    for seed in 1..=8 {
        let mut hand = Hand::new(seed);
        let mut states = vec![Document::new("u".to_owned())];
        for _ in 0..60 {
            let mut next = states[states.len() - 1].clone();
            let edit = hand.any(&next, 0);
            let _ = next.apply(edit);
            states.push(next);
        }
        let mut random = SplitMix64::new(seed);
        for _ in 0..20 {
            let mut any = || states[random.below(states.len())].clone();
            let (from, to) = (any(), any());
            let bytes = formats::write_strand(&to);
            let read = formats::read("to.strand", &bytes, 5).unwrap().document;
            let mut document = from.clone();
            let patch = document.apply(Edit::Become(Box::new(read))).unwrap();
            assert_eq!(document.check(), Vec::<String>::new());
            assert!(formats::write_strand(&document) == bytes, "seed {seed}: in the order of its file");
            document.apply_patch(&patch.inverted());
            assert_eq!(document, from, "seed {seed}");
        }
    }
}
