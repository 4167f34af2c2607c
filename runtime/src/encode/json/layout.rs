//! What the parts of a line are called and where they stand: the default layout, and those that others expect.

/// Names and places in a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Layout {
    /// Everything before the digits of the time.
    pub(super) start: &'static str,
    /// What follows the time.
    pub(super) after_time: &'static str,
    pub(super) level: &'static str,
    pub(super) target: &'static str,
    pub(super) event: &'static str,
    pub(super) thread: &'static str,
    /// The keys of file and line, where these are two fields; `location` otherwise.
    pub(super) file_and_line: Option<(&'static str, &'static str)>,
    /// Other names for fields that the builder has methods for.
    pub(super) renamed: &'static [(&'static str, &'static str)],
    /// The object that holds the fields of the event and of the builder; they stand in the line itself where there is none.
    pub(super) fields: Option<&'static str>,
}

impl Layout {
    /// The layout of blackbar.
    pub(crate) const OWN: Self = Self {
        start: r#"{"timestamp":""#,
        after_time: "",
        level: "level",
        target: "target",
        event: "event",
        thread: "thread",
        file_and_line: None,
        renamed: &[],
        fields: None,
    };

    /// What Logstash adds to events that lack it. The rest is as in our own.
    pub(crate) const LOGSTASH: Self =
        Self { start: r#"{"@timestamp":""#, after_time: r#","@version":"1""#, ..Self::OWN };

    /// The Elastic Common Schema. Names in it have no capital letter, so the object of our fields can never be one of
    /// them, whatever they are called.
    pub(crate) const ECS: Self = Self {
        start: r#"{"@timestamp":""#,
        after_time: r#","ecs.version":"8.11.0""#,
        level: "log.level",
        target: "log.logger",
        event: "event.action",
        thread: "process.thread.name",
        file_and_line: Some(("log.origin.file.name", "log.origin.file.line")),
        renamed: &[
            ("service", "service.name"),
            ("service_version", "service.version"),
            ("environment", "service.environment"),
        ],
        fields: Some("Fields"),
    };

    /// The name of a field of the builder that has a place in the layout.
    pub(super) fn place_of(&self, key: &str) -> Option<&'static str> {
        self.renamed.iter().find(|(own, _)| *own == key).map(|(_, name)| *name)
    }
}
