//! What a picture for the deck shall be, and the page that comes of it. No control: the dialog asks.

use std::sync::Arc;

use crate::analysis::{Analysis, FullAnalysis};
use crate::editor::Editor;
use crate::export::{self, Paper};
use crate::model::{ConnectionId, Document};
use crate::report;
use crate::scene::{self, Board, Lens, Page, Scene, Theme};

/// The formats, the usual one first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Png,
    Svg,
    Pdf,
    /// The report for a strategist.
    Markdown,
    /// What the room takes on, to read.
    Plan,
    /// The same as a table.
    PlanTable,
}

impl Format {
    /// Pictures, with the words on their buttons.
    pub(super) const PICTURES: [(Self, &'static str); 3] = [(Self::Png, "PNG"), (Self::Svg, "SVG"), (Self::Pdf, "PDF")];
    /// Texts, with the words on their buttons.
    pub(super) const TEXTS: [(Self, &'static str); 3] =
        [(Self::Markdown, "Report"), (Self::Plan, "Plan"), (Self::PlanTable, "Plan as a table")];

    pub(super) const fn extension(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Svg => "svg",
            Self::Pdf => "pdf",
            Self::Markdown | Self::Plan => "md",
            Self::PlanTable => "csv",
        }
    }

    /// What its file is called after the map's title, so that no two of them are asked to share a name.
    pub(super) const fn suffix(self) -> &'static str {
        match self {
            Self::Png | Self::Svg | Self::Pdf => "",
            Self::Markdown => " report",
            Self::Plan | Self::PlanTable => " plan",
        }
    }

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Png => "PNG picture",
            Self::Svg => "SVG drawing",
            Self::Pdf => "PDF page",
            Self::Markdown => "Report",
            Self::Plan => "Plan",
            Self::PlanTable => "Plan as a table",
        }
    }
}

/// What the page is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    Lens(Lens),
    /// A sentence, the map, three call-outs.
    Board,
}

impl Subject {
    /// All of them for this map, with their names: lenses, both sides, portrait and board slide.
    pub(super) fn all(document: &Document) -> Vec<(Self, String)> {
        let lens = |lens: Lens| {
            let name = lens.label().to_owned();
            (Self::Lens(lens), if matches!(lens, Lens::Strand(_)) { format!("One strand: {name}") } else { name })
        };
        let sides = (0_u32..).zip(document.perspectives()).map(|(i, p)| (Self::Lens(Lens::Side(i)), p.name.clone()));
        // What is made to be shown to others stands where it is seen, behind the two usual views.
        let shown = [
            (Self::Board, "Slide for the board".to_owned()),
            (Self::Lens(Lens::Portrait), "Portrait, for a frame".to_owned()),
        ];
        let mut all: Vec<_> = Lens::ALL.into_iter().map(lens).chain(sides).collect();
        all.splice(2..2, shown);
        all
    }
}

/// How much of the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    Whole,
    /// What the window shows.
    View,
    Selection,
}

/// What was chosen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Order {
    pub(super) format: Format,
    pub(super) theme: Theme,
    pub(super) subject: Subject,
    pub(super) extent: Extent,
    /// A sheet by its name; `None` for one of so many pixels.
    pub(super) paper: Option<Paper>,
    /// The sheet upright or across, if somebody chose; otherwise as it fits the map.
    pub(super) upright: Option<bool>,
    /// The map is higher than it is wide.
    pub(super) is_high: bool,
    /// Pixels to a unit of the sheet, for PNG.
    pub(super) scale: f64,
    /// Width and height in pixels without a sheet.
    pub(super) own: (u32, u32),
    pub(super) transparent: bool,
    /// SVG: letters as shapes.
    pub(super) outlines: bool,
    pub(super) title: bool,
    pub(super) dials: bool,
    pub(super) legend: bool,
    /// Groups against groups, where the page is about them.
    pub(super) table: bool,
    /// Notes are said among those who draw: a client sees them only if somebody wants that.
    pub(super) notes: bool,
    pub(super) date: bool,
}

impl Order {
    /// As the map looks now.
    pub(super) fn new(editor: &Editor) -> Self {
        Self {
            format: Format::Png,
            theme: editor.theme(),
            subject: Subject::Lens(editor.lens()),
            extent: Extent::Whole,
            paper: Some(Paper::Slide),
            upright: None,
            is_high: scene::is_upright(editor.document()),
            scale: 2.0,
            own: (1280, 720),
            transparent: false,
            outlines: false,
            title: true,
            dials: true,
            legend: true,
            table: true,
            notes: false,
            date: true,
        }
    }

    /// Whether the sheet stands upright. What the window shows is as wide as the window, and a slide lies as screens do.
    pub(super) fn is_upright(&self) -> bool {
        let fits = self.is_high && self.extent != Extent::View && self.paper.is_some_and(Paper::turns);
        self.upright.unwrap_or(fits)
    }

    /// The page in picture units, and pixels to one of them.
    pub(super) fn sheet(&self) -> ((f64, f64), f64) {
        match self.paper {
            Some(paper) => (paper.size(self.is_upright()), self.scale),
            None => export::page_of(self.own),
        }
    }

    /// The size in pixels, for PNG.
    pub(super) fn pixels(&self) -> (u32, u32) {
        let ((width, height), scale) = self.sheet();
        ((width * scale).round() as u32, (height * scale).round() as u32)
    }
}

/// A text as it will come out; `None` for pictures, and for the report without the full numbers.
pub(super) fn text(format: Format, document: &Document, full: Option<&FullAnalysis>) -> Option<String> {
    match format {
        Format::Png | Format::Svg | Format::Pdf => None,
        Format::Markdown => full.map(|full| report::markdown(document, full)),
        Format::Plan => Some(report::actions_markdown(document)),
        Format::PlanTable => Some(report::actions_csv(document)),
    }
}

/// The page as it will come out, to be laid out on any thread; the same builder as that of the command line.
pub(super) fn page(editor: &Editor, order: &Order) -> impl FnOnce() -> Scene + Send + use<> {
    let (document, analysis) = if order.extent == Extent::Selection {
        let (document, of_it) = part(editor);
        (document, Arc::new(of_it))
    } else {
        (editor.document().clone(), Arc::clone(editor.analysis()))
    };
    let (order, values, measure) = (*order, editor.values(), Arc::clone(editor.measure()));
    let seen = (order.extent == Extent::View).then(|| (editor.in_sight(), editor.camera().scale));
    move || {
        let date = super::chance::today().map_or_else(String::new, |day| day.spelled());
        let board = (order.subject == Subject::Board).then(|| Board {
            headline: report::headline(&document, &analysis),
            callouts: report::callouts(&document, &analysis),
        });
        let lens = match order.subject {
            Subject::Lens(lens) => lens,
            Subject::Board => Lens::Weak,
        };
        let page = Page {
            values,
            title: order.title,
            // Dials speak of the whole map, and so does the table.
            dials: order.dials && order.extent != Extent::Selection,
            legend: order.legend,
            table: order.table && order.extent != Extent::Selection,
            notes: order.notes,
            date: if order.date { &date } else { "" },
            part: seen,
            board: board.as_ref(),
            transparent: order.transparent && order.format != Format::Pdf,
            ..Page::new(order.theme, lens, order.sheet().0)
        };
        scene::page(&document, &analysis, &*measure, &page)
    }
}

/// The selection without all else, and what the numbers of the whole map say of it: a part is shown as it is on screen,
/// where what is the only link there may not be the only one.
fn part(editor: &Editor) -> (Document, Analysis) {
    let (part, mut of_it) = (editor.selection_alone(), Analysis::clone(editor.analysis()));
    let has = |id: &ConnectionId| part.connection(*id).is_some();
    of_it.weak.retain(has);
    of_it.connections.retain(|id, _| has(id));
    of_it.actors.retain(|id, _| part.actor(*id).is_some());
    of_it.lifelines.retain(|lifeline| part.actor(lifeline.customer).is_some());
    (part, of_it)
}
