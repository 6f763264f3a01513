//! The scene of a document, painted again only when something that shows has changed.

use std::sync::Arc;

use crate::analysis::Analysis;
use crate::geom::Rect;
use crate::model::Document;
use crate::scene::{Legend, LegendForm, Memory, Plan, Scene, View};
use crate::text::Measure;

/// A scene that keeps in step with a document.
#[derive(Clone, Debug, Default)]
pub struct Picture {
    memory: Memory,
    shown: Option<Shown>,
}

#[derive(Clone, Debug)]
struct Shown {
    revisions: [u64; 3],
    view: View,
    plan: Plan,
    scene: Arc<Scene>,
    /// Legends that were asked for: while the picture is the same, they are.
    legends: Vec<(LegendForm, Arc<Legend>)>,
}

/// So many legends are kept.
const MOST_LEGENDS: usize = 4;
/// Up to so many connections the whole map is painted, so that a pan costs nothing at all.
const PAINT_ALL: usize = 400;
/// Beyond that, what is painted reaches this share of the window further than what is seen.
const AHEAD: f64 = 0.5;

impl Picture {
    /// Brings the scene up to date; `true` if it was painted again.
    ///
    /// `revisions` are those of the document, of its places and of the analysis; `visible` is what the window shows,
    /// in picture units (`None`: everything).
    #[allow(clippy::too_many_arguments, reason = "each is an input of the picture; a struct would only rename them")]
    pub fn update(
        &mut self,
        document: &Document,
        analysis: &Analysis,
        measure: &dyn Measure,
        revisions: [u64; 3],
        view: &View,
        visible: Option<Rect>,
    ) -> bool {
        let visible = visible.filter(|_| document.connections().len() > PAINT_ALL);
        if let Some(shown) = &self.shown
            && shown.revisions == revisions
            && shown.view.unclipped() == view.unclipped()
            && covers(shown.view.clip, visible)
        {
            return false;
        }
        let clip = visible.map(|v| v.inflate(AHEAD * v.width(), AHEAD * v.height()));
        let view = View { clip, ..view.clone() };
        let plan = Plan::new(document, analysis, measure, &view, &mut self.memory);
        let scene = Arc::new(plan.map());
        self.shown = Some(Shown { revisions, view, plan, scene, legends: Vec::new() });
        true
    }

    /// Whether the scene shows this revision of the document at this scale, be it with everybody where they stood before.
    #[must_use]
    pub fn is_of(&self, revision: u64, scale: f64) -> bool {
        self.shown.as_ref().is_some_and(|shown| shown.revisions[0] == revision && shown.view.scale == scale)
    }

    /// The scene of the last update; `None` before the first.
    #[must_use]
    pub fn scene(&self) -> Option<&Arc<Scene>> {
        self.shown.as_ref().map(|shown| &shown.scene)
    }

    /// Where everything stands, for overlays and boxes; `None` before the first update.
    #[must_use]
    pub fn plan(&self) -> Option<&Plan> {
        self.shown.as_ref().map(|shown| &shown.plan)
    }

    /// The legend of what the last update shows, laid out once for each form; `None` before the first.
    pub fn legend(&mut self, measure: &dyn Measure, form: LegendForm) -> Option<Arc<Legend>> {
        let Shown { plan, legends, .. } = self.shown.as_mut()?;
        if let Some((_, legend)) = legends.iter().find(|(of, _)| *of == form) {
            return Some(Arc::clone(legend));
        }
        let legend = Arc::new(plan.legend(measure, form));
        // A window asks for few; one that is drawn larger and larger, for one after the other.
        legends.truncate(MOST_LEGENDS - 1);
        legends.insert(0, (form, Arc::clone(&legend)));
        Some(legend)
    }

    /// Forgets where names stood and how cords bowed: the next picture is the one of files.
    pub fn forget_places(&mut self) {
        self.memory.forget_places();
        self.shown = None;
    }

    /// Forgets everything: another document was opened.
    pub fn forget(&mut self) {
        *self = Self::default();
    }
}

/// Whether what was painted reaches as far as what is seen.
fn covers(painted: Option<Rect>, visible: Option<Rect>) -> bool {
    match (painted, visible) {
        (None, _) => true,
        (Some(painted), Some(seen)) => painted.union(seen) == painted,
        (Some(_), None) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::{Lens, Theme};
    use crate::text::FixedWidth;

    #[test]
    fn nothing_is_painted_twice() {
        let (document, analysis) = (Document::new("d".to_owned()), Analysis::default());
        let mut picture = Picture::default();
        let mut update = |revision, scale| {
            let view = View::new(Theme::Light, Lens::Strength, scale);
            picture.update(&document, &analysis, &FixedWidth, [revision, 0, 0], &view, None)
        };
        assert!(update(1, 1.0));
        assert!(!update(1, 1.0));
        assert!(update(2, 1.0), "the document changed");
        assert!(update(2, 2.0), "the view changed");
    }

    #[test]
    fn a_clip_covers_what_it_contains() {
        let clip = Some(Rect::new(0.0, 0.0, 100.0, 100.0));
        assert!(covers(clip, Some(Rect::new(10.0, 10.0, 90.0, 90.0))));
        assert!(!covers(clip, Some(Rect::new(10.0, 10.0, 190.0, 90.0))));
        assert!(!covers(clip, None));
        assert!(covers(None, clip));
    }
}
