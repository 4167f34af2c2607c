//! What the console's events are to look like, decided from what was asked for and from the surroundings.

use std::env;
use std::ffi::OsString;

use crate::encode::Encoding;

/// Whether lines for people are coloured (ANSI escape sequences). JSON never is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Color {
    /// On a terminal that is not `TERM=dumb`, unless the environment says otherwise:
    ///
    /// 1. `NO_COLOR`, not empty: no colour (<https://no-color.org>);
    /// 2. `CLICOLOR_FORCE`, neither empty nor `0`: colour, also where there is no terminal
    ///    (<https://bixense.com/clicolors>);
    /// 3. `CLICOLOR=0`: no colour.
    #[default]
    Auto,
    /// Always, whatever the environment says.
    Always,
    /// Never, whatever the environment says.
    Never,
}

/// How the builder was told to render.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Format {
    /// Pretty on a terminal, JSON elsewhere.
    Auto,
    /// Lines of JSON in this layout.
    Lines(Encoding),
    Pretty,
}

/// What the decision depends on beside the builder. A variable that is not set is empty here: both
/// conventions treat the two alike.
#[derive(Debug, Clone, Default)]
pub(super) struct Surroundings {
    pub(super) terminal: bool,
    pub(super) no_color: OsString,
    pub(super) clicolor: OsString,
    pub(super) clicolor_force: OsString,
    pub(super) term: OsString,
}

impl Surroundings {
    /// Reads the environment as it is now.
    pub(super) fn now(terminal: bool) -> Self {
        let variable = |name| env::var_os(name).unwrap_or_default();
        Self {
            terminal,
            no_color: variable("NO_COLOR"),
            clicolor: variable("CLICOLOR"),
            clicolor_force: variable("CLICOLOR_FORCE"),
            term: variable("TERM"),
        }
    }

    fn want_color(&self) -> bool {
        if !self.no_color.is_empty() {
            return false;
        }
        if !self.clicolor_force.is_empty() && self.clicolor_force != "0" {
            return true;
        }
        self.terminal && self.clicolor != "0" && self.term != "dumb"
    }
}

/// The rendering for what was asked for, in these surroundings.
pub(super) fn decide(format: Format, color: Color, surroundings: &Surroundings) -> Encoding {
    match format {
        Format::Lines(layout) => return layout,
        Format::Auto if !surroundings.terminal => return Encoding::Json,
        Format::Auto | Format::Pretty => {}
    }
    let color = match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => surroundings.want_color(),
    };
    Encoding::Pretty { color }
}
