//! Headings get their level, and the blocks their place below them.
//!
//! Nothing in the text says how deep a heading is. What does: known headings have their place; a
//! number counts; markup ranks; and other headings, the topics, stand beside the open one that
//! looks like them. Three looks are told apart: loose (an empty line before the text), tight (none)
//! and group (no text at all, but another heading); loose outranks tight.

use std::borrow::Cow;

use ontleed_model::{Block, Kind, Section};
use ontleed_terms::heading_key;

use crate::blocks::Part;
use crate::headings::{self, Found};

/// Deeper headings than this stand beside their parent.
const DEEPEST: usize = 12;

/// How many headings back an explanation looks for what it explains.
const LOOK_BACK: usize = 64;

/// The section tree of these parts.
pub(crate) fn tree(mut parts: Vec<Part<'_>>) -> Vec<Section<'_>> {
    name_title(&mut parts);
    let depths = depths(&parts);
    nest(parts, depths)
}

/// A document that begins with a heading of no known kind and without number begins with its title.
fn name_title(parts: &mut [Part<'_>]) {
    if let Some(Part::Heading { found, .. }) = parts.iter_mut().find(|part| !part.is_furniture())
        && found.kind.is_none()
        && found.number.is_empty()
        && !found.tight
    {
        found.kind = Some(Kind::Title);
    }
}

/// The depth of each heading, 1 the outermost.
fn depths(parts: &[Part<'_>]) -> Vec<usize> {
    let announced = announced(parts);
    let mut open = Open { before: Vec::with_capacity(parts.len()), ..Open::default() };
    let mut depths = Vec::with_capacity(parts.len());
    for (index, part) in parts.iter().enumerate() {
        let Part::Heading { found, rank, .. } = part else { continue };
        let heading = Placed {
            found,
            rank: *rank,
            announced: announced.binary_search(&found.key).is_ok(),
            follows: follows_heading(parts, index),
            has_text: has_text(parts, index),
            look: look(found, parts, index),
        };
        depths.push(open.place(heading));
    }
    depths
}

/// The keys that stand on more than one line: a heading that is one of them was announced, as a
/// goal at the top or under a question, and is a topic of its own.
fn announced(parts: &[Part<'_>]) -> Vec<String> {
    let mut keys: Vec<Cow<'_, str>> = Vec::with_capacity(parts.len());
    keys.extend(parts.iter().filter_map(key));
    keys.sort_unstable();
    let mut twice: Vec<String> = keys
        .windows(2)
        .filter(|pair| pair[0] == pair[1])
        .map(|pair| pair[0].clone().into_owned())
        .collect();
    twice.dedup();
    twice
}

/// The key of a heading, or of a line that stands alone and is as short as one. A number makes it
/// one of a row, not the same again.
fn key<'p>(part: &'p Part<'_>) -> Option<Cow<'p, str>> {
    match part {
        Part::Heading { found, .. } if found.number.is_empty() => Some(Cow::Borrowed(&found.key)),
        Part::Block(Block::Paragraph { text, .. })
            if text.len() <= headings::LONGEST && !text.contains('\n') =>
        {
            Some(Cow::Owned(heading_key(text)))
        }
        Part::Heading { .. } | Part::Block(_) => None,
    }
}

/// Whether nothing but markup stands between this heading and the one before it.
fn follows_heading(parts: &[Part<'_>], index: usize) -> bool {
    let before = parts[..index].iter().rev().find(|part| !part.is_furniture());
    matches!(before, Some(Part::Heading { .. }))
}

/// Whether running text stands directly below this heading.
fn has_text(parts: &[Part<'_>], index: usize) -> bool {
    let after = parts[index + 1..].iter().find(|part| !part.is_furniture());
    matches!(after, Some(Part::Block(block)) if !matches!(block, Block::Table { .. }))
}

/// What a heading looks like beside others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    Loose,
    Tight,
    Group,
}

fn look(found: &Found, parts: &[Part<'_>], index: usize) -> Look {
    let next = parts[index + 1..].iter().find(|part| !part.is_furniture());
    match next {
        Some(Part::Heading { .. }) => Look::Group,
        _ if found.tight => Look::Tight,
        _ => Look::Loose,
    }
}

/// A heading to be placed.
struct Placed<'p> {
    found: &'p Found,
    rank: Option<u8>,
    announced: bool,
    follows: bool,
    has_text: bool,
    look: Look,
}

/// The topics that stand directly below a heading so far.
#[derive(Clone, Copy, Debug, Default)]
struct Topics {
    loose: usize,
    tight: usize,
    groups: usize,
    /// How many of them were not announced.
    unannounced: usize,
}

impl Topics {
    fn count(&mut self, heading: &Placed<'_>) {
        match heading.look {
            Look::Loose => self.loose += 1,
            Look::Tight => self.tight += 1,
            Look::Group => self.groups += 1,
        }
        self.unannounced += usize::from(!heading.announced);
    }

    /// Whether most of them look like this.
    fn look_like(self, look: Look) -> bool {
        let Self { loose, tight, groups, .. } = self;
        match look {
            Look::Loose => loose > tight && loose > groups,
            Look::Tight => tight > loose && tight > groups,
            Look::Group => groups > loose && groups > tight,
        }
    }
}

/// An open heading, and what stands directly below it so far.
struct Entry<'p> {
    heading: Placed<'p>,
    /// The known heading directly above it is of the same kind, so it was put below that.
    repeats: bool,
    topics: Topics,
}

/// The headings that are open, outermost first; and all before, for explanations.
#[derive(Default)]
struct Open<'p> {
    stack: Vec<Entry<'p>>,
    before: Vec<(&'p str, usize)>,
    /// The topics that stand below no heading.
    root: Topics,
}

impl<'p> Open<'p> {
    /// Opens a heading and says how deep it is.
    fn place(&mut self, heading: Placed<'p>) -> usize {
        let repeats = self.repeats(&heading);
        let depth = self.depth(&heading, repeats).clamp(1, self.stack.len() + 1).min(DEEPEST);
        self.stack.truncate(depth - 1);
        if heading.found.kind.is_none() {
            let parent = self.stack.last_mut().map_or(&mut self.root, |parent| &mut parent.topics);
            parent.count(&heading);
        }
        self.before.push((&heading.found.key, depth));
        self.stack.push(Entry { heading, repeats, topics: Topics::default() });
        depth
    }

    /// The topics counted at a depth.
    fn topics(&self, depth: usize) -> Topics {
        let parent = depth.checked_sub(2).and_then(|parent| self.stack.get(parent));
        parent.map_or(self.root, |parent| parent.topics)
    }

    fn depth(&self, heading: &Placed<'_>, repeats: bool) -> usize {
        if let Some(rank) = heading.rank {
            return self.by_rank(rank);
        }
        match heading.found.kind {
            Some(_) if repeats => self.below_repeated(),
            Some(_) if self.continues_numbers(&heading.found.number) => {
                self.by_number(&heading.found.number)
            }
            Some(Kind::Toelichting) => self.explanation(heading),
            Some(kind) => self.known(kind),
            None if !heading.found.number.is_empty() => self.by_number(&heading.found.number),
            None => self.topic(heading),
        }
    }

    /// Markup: below the innermost heading that ranks higher.
    fn by_rank(&self, rank: u8) -> usize {
        let above = |entry: &Entry<'_>| entry.heading.rank.is_some_and(|open| open < rank);
        self.stack.iter().rposition(above).map_or(1, |parent| parent + 2)
    }

    /// Whether the heading directly above is of the same known kind.
    fn repeats(&self, heading: &Placed<'_>) -> bool {
        heading.follows
            && heading.found.kind.is_some()
            && self.stack.last().is_some_and(|last| last.heading.found.kind == heading.found.kind)
    }

    /// The second of a kind in a row goes below the first, the others beside the second.
    fn below_repeated(&self) -> usize {
        let second = self.stack.last().is_some_and(|last| !last.repeats);
        self.stack.len() + usize::from(second)
    }

    /// A known heading's own place.
    fn known(&self, kind: Kind) -> usize {
        let below: &[Kind] = match kind {
            Kind::Indicatoren => &[Kind::Bereiken, Kind::Doen],
            Kind::Financien => &[Kind::Kosten],
            _ => &[],
        };
        self.innermost(|open| below.contains(&open)).map_or(self.outermost(), |parent| parent + 1)
    }

    /// An explanation stands beside what it explains.
    fn explanation(&self, heading: &Placed<'_>) -> usize {
        let object = heading.found.key.trim_start_matches(|c: char| c != ' ').trim_start();
        let object = ["op de ", "op het ", "op ", "bij de ", "bij het ", "bij "]
            .iter()
            .find_map(|word| object.strip_prefix(word))
            .unwrap_or(object);
        let explains = |(key, _): &&(&str, usize)| !object.is_empty() && key.contains(object);
        match self.before.iter().rev().take(LOOK_BACK).find(explains) {
            Some(&(_, depth)) => depth,
            None => self
                .innermost(|open| matches!(open, Kind::Bereiken | Kind::Doen | Kind::Kosten))
                .map_or(self.outermost(), |parent| parent + 1),
        }
    }

    /// The depth of the innermost open heading of such a kind.
    fn innermost(&self, is: impl Fn(Kind) -> bool) -> Option<usize> {
        let open = |entry: &Entry<'_>| entry.heading.found.kind.is_some_and(&is);
        self.stack.iter().rposition(open).map(|at| at + 1)
    }

    /// The depth directly below the title.
    fn outermost(&self) -> usize {
        self.innermost(|open| open == Kind::Title).map_or(1, |title| title + 1)
    }

    /// Whether a heading is one in a row of numbered ones.
    fn continues_numbers(&self, number: &[u32]) -> bool {
        !number.is_empty() && self.stack.iter().any(|open| !open.heading.found.number.is_empty())
    }

    /// `3.2` stands below `3`, beside `3.1`; after `2.1`, `3` stands where `2` stood or would have.
    fn by_number(&self, number: &[u32]) -> usize {
        let open = |at: usize| self.stack[at].heading.found.number.as_slice();
        let numbered: Vec<usize> =
            (0..self.stack.len()).filter(|&at| !open(at).is_empty()).collect();
        if let Some(&at) = numbered.iter().rev().find(|&&at| open(at).len() <= number.len()) {
            if open(at).len() == number.len() {
                return at + 1;
            }
            if number.starts_with(open(at)) {
                return at + 2;
            }
        }
        match numbered.first() {
            Some(&at) if number[0] == open(at)[0] + 1 => at + 1,
            _ => self.container() + 1,
        }
    }

    /// The depth of the innermost open heading that topics stand below; 0 where there is none.
    fn container(&self) -> usize {
        let holds = |entry: &Entry<'_>| match entry.heading.found.kind {
            Some(Kind::Beleidskaders | Kind::Omschrijving) => false,
            Some(_) => true,
            None => entry.heading.rank.is_some() || !entry.heading.found.number.is_empty(),
        };
        self.stack.iter().rposition(holds).map_or(0, |at| at + 1)
    }

    /// A heading of no known kind, without number or markup.
    fn topic(&self, heading: &Placed<'_>) -> usize {
        let highest = self.container() + 1;
        let last = self.stack.len().max(highest);
        if heading.follows && last == self.stack.len() {
            // A list of links has headings with nothing below them; a group has text below its
            // first member.
            return if heading.has_text { last + 1 } else { last };
        }
        if heading.announced || self.stack.len() < highest {
            return highest;
        }
        let below_announced = self.stack.last().is_some_and(|last| last.heading.announced);
        if below_announced && self.topics(last).unannounced == 0 {
            return last + 1;
        }
        let alike = |&depth: &usize| self.topics(depth).look_like(heading.look);
        let below_loose = self.stack.last().is_some_and(|last| !last.heading.found.tight);
        match (highest..=last).rev().find(alike) {
            Some(depth) => depth,
            None if heading.look == Look::Tight && below_loose => last + 1,
            None => last,
        }
    }
}

/// Puts the blocks below their headings and the sections into one another.
fn nest(parts: Vec<Part<'_>>, depths: Vec<usize>) -> Vec<Section<'_>> {
    let mut depths = depths.into_iter();
    let mut done: Vec<Section<'_>> = Vec::new();
    let mut open: Vec<Section<'_>> = Vec::new();
    for part in parts {
        match part {
            Part::Heading { heading, found, .. } => {
                let depth = depths.next().unwrap_or(1);
                close(&mut open, &mut done, depth - 1);
                open.push(Section {
                    heading: Some(heading),
                    level: u8::try_from(depth).unwrap_or(u8::MAX),
                    kind: found.kind,
                    blocks: Vec::new(),
                    sections: Vec::new(),
                });
            }
            Part::Block(block) => match open.last_mut().or(done.last_mut()) {
                Some(section) => section.blocks.push(block),
                None => done.push(Section {
                    heading: None,
                    level: 0,
                    kind: None,
                    blocks: vec![block],
                    sections: Vec::new(),
                }),
            },
        }
    }
    close(&mut open, &mut done, 0);
    done
}

/// Closes the innermost sections until `depth` are open.
fn close<'t>(open: &mut Vec<Section<'t>>, done: &mut Vec<Section<'t>>, depth: usize) {
    while open.len() > depth {
        let Some(section) = open.pop() else { return };
        open.last_mut().map_or(&mut *done, |parent| &mut parent.sections).push(section);
    }
}
