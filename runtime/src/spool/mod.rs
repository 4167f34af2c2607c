//! The spool: segment files in which events wait for one destination, across the end of the process.
