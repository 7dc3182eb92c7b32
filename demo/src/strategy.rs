//! What the home page says of the strategy, in our own words; the facts are those that its makers published.

/// How far a step of the work is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// It is finished.
    Done,
    /// It is being done.
    Current,
    /// It comes later.
    Next,
}

/// One step on the way to the strategy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// What the step is.
    pub title: &'static str,
    /// One sentence about it.
    pub summary: &'static str,
    /// How far it is.
    pub progress: Progress,
}

/// A number that shows why the strategy is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The number, as it is shown.
    pub figure: &'static str,
    /// What the number counts.
    pub meaning: &'static str,
}

/// The strategy as the home page presents it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Strategy {
    /// Its name.
    pub title: &'static str,
    /// What it is, in a sentence or two.
    pub summary: &'static str,
    /// What it will do.
    pub aims: &'static [&'static str],
    /// Why it is needed.
    pub facts: &'static [Fact],
    /// Its steps, in order.
    pub steps: &'static [Step],
    /// What the map shows so far and what it will show.
    pub map: &'static str,
    /// Who leads the work, and with whom.
    pub leadership: &'static str,
    /// How owners and managers of land can take part.
    pub landowners: &'static str,
}

/// The strategy of the Liverpool City Region.
pub const STRATEGY: Strategy = Strategy {
    title: "Local Nature Recovery Strategy for the Liverpool City Region",
    summary: "A shared plan for bringing nature back, made with the people who live, work and look after land here. \
              It shows where wildlife is now, what should come first, and where action would do most good.",
    aims: &[
        "Map the wild places that are worth most today",
        "Agree what comes first in turning round the loss of wildlife",
        "Map where nature could recover, and where that would also help people",
    ],
    facts: &[
        Fact { figure: "5%", meaning: "of all habitats in the city region have been lost since the 1980s" },
        Fact { figure: "10%", meaning: "of the grassland richest in wildlife has gone in the same time" },
        Fact {
            figure: "36",
            meaning: "priority species have not been seen here since 1970, and may be locally extinct",
        },
        Fact { figure: "34", meaning: "more species have not been seen here since 1989" },
    ],
    steps: &[
        Step {
            title: "Map what is here now",
            summary: "The first map shows protected nature sites and habitats that could not be replaced.",
            progress: Progress::Done,
        },
        Step {
            title: "Ask people what matters to them",
            summary: "The early survey is open to everyone. It takes about 10 minutes.",
            progress: Progress::Current,
        },
        Step {
            title: "Set objectives and priorities",
            summary: "Evidence, local experts and your answers decide what the strategy puts first.",
            progress: Progress::Current,
        },
        Step {
            title: "Map where nature can recover",
            summary: "The second map will show where restoring habitats would do most good.",
            progress: Progress::Next,
        },
        Step {
            title: "Consult on a draft",
            summary: "Everyone can comment on the draft before it is agreed and published.",
            progress: Progress::Next,
        },
    ],
    map: "The first map is complete. It shows core sites, which are already protected for nature, and irreplaceable \
          habitats. The second map, of opportunities for recovery, is being prepared.",
    leadership: "The Liverpool City Region Combined Authority leads the work. The six councils support it, with \
                 Merseyside Environmental Advisory Service, the local environmental record centres and universities. \
                 Natural England, the Forestry Commission and the Environment Agency work closely with it, and the \
                 Local Nature Partnership advises.",
    landowners: "If you farm, own or manage land, you can tell us what you would like to do for nature there. It commits \
                 you to nothing, and neither your name nor your land is published without your consent.",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_steps_run_from_done_to_next() {
        let rank = |progress| match progress {
            Progress::Done => 0,
            Progress::Current => 1,
            Progress::Next => 2,
        };
        let ranks: Vec<_> = STRATEGY.steps.iter().map(|step| rank(step.progress)).collect();
        assert!(ranks.is_sorted());
        assert_eq!((ranks.first(), ranks.last()), (Some(&0), Some(&2)));
    }
}
