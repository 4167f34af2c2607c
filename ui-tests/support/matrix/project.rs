//! A cargo project that has every case as a program.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process;

use serde_json::Value;

use super::finding::Finding;
use super::rename::{can_be_renamed, renamed, NEW_NAME};
use super::{Command, Findings, Setting};
use crate::cases::Case;
use crate::{home, Failure};

/// What came of compiling.
#[derive(Debug, Default)]
pub struct Compiled {
    /// What was said to each case.
    pub findings: Findings,
    /// Programs under `pass/` that were built and did not end well.
    pub troubles: Vec<String>,
}

/// Compiles cases in a setting. What was built is run too, where it is meant to compile.
///
/// # Errors
///
/// Cargo cannot be started, or something fails that is no case.
pub fn compile(cases: &[Case], setting: Setting) -> Result<Compiled, Failure> {
    let cases: Vec<&Case> = cases.iter().filter(|case| !setting.renamed || can_be_renamed(case)).collect();
    let target = target_folder()?.join("tests").join("trybuild");
    let project = target.join(setting.project());
    let sources = write(&project, &cases, setting)?;
    let host = host()?;
    let output = cargo(&project, &target, &host)
        .args([
            setting.command(),
            "--target",
            &host,
            "--bins",
            "--quiet",
            "--keep-going",
            "--message-format=json",
        ])
        .output()?;
    let mut compiled = Compiled { findings: findings(&output.stdout, &sources)?, troubles: Vec::new() };
    let mistakes = String::from_utf8_lossy(&output.stderr);
    let expected = cases.iter().any(|case| compiled.findings.contains_key(&case.path));
    if !output.status.success() && !expected {
        return Err(format!("cargo failed in {}:\n{mistakes}", project.display()).into());
    }
    if setting.command == Command::Build {
        let programs =
            cases.iter().filter(|case| !case.fails() && !compiled.findings.contains_key(&case.path));
        for case in programs {
            let program = target.join(&host).join("debug").join(case.program());
            let output = process::Command::new(&program).output()?;
            if !output.status.success() {
                let text = String::from_utf8_lossy(&output.stderr);
                compiled.troubles.push(format!("{}: {}\n{text}", case.path, output.status));
            }
        }
    }
    Ok(compiled)
}

/// What trybuild gives the compiler: fields that nobody reads are no mistake of a case.
const FLAGS: &str = r#"["--cfg", "trybuild", "--verbose", "-A", "dead_code", "--diagnostic-width=140"]"#;

/// Cargo in `project`, set up as trybuild does it, so that what both need is compiled once.
fn cargo(project: &Path, target: &Path, host: &str) -> process::Command {
    let mut cargo = process::Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(project);
    cargo.env("CARGO_TARGET_DIR", target).env_remove("RUSTFLAGS").env("CARGO_INCREMENTAL", "0");
    cargo.args(["--offline", "--color=never"]);
    for place in ["build".to_owned(), format!("target.{host}")] {
        cargo.arg(format!("--config={place}.rustflags={FLAGS}"));
    }
    cargo
}

/// Writes the project; gives the case of each source file in it.
fn write(project: &Path, cases: &[&Case], setting: Setting) -> Result<BTreeMap<PathBuf, String>, Failure> {
    fs::create_dir_all(project)?;
    fs::copy(home().join("../Cargo.lock"), project.join("Cargo.lock"))?;
    let runtime = home().join("../runtime").canonicalize()?;
    let (edition, package) = (setting.edition(), setting.project());
    let name = if setting.renamed { NEW_NAME } else { "blackbar" };
    let mut manifest = format!(
        "[workspace]\n[package]\nname = \"{package}\"\nversion = \"0.0.0\"\nedition = \"{edition}\"\npublish = false\n\
         [dependencies]\n{name} = {{ package = \"blackbar\", path = {runtime:?}, features = [\"test\"] }}\n{}",
        dependencies()?
    );
    let mut sources = BTreeMap::new();
    for case in cases {
        let file = match setting.renamed {
            true => project.join(format!("{}.rs", case.program())),
            false => case.file().canonicalize()?,
        };
        if setting.renamed {
            write_if_new(&file, &renamed(&case.source()?))?;
        }
        manifest += &format!("[[bin]]\nname = {:?}\npath = {file:?}\n", case.program());
        sources.insert(file, case.path.clone());
    }
    write_if_new(&project.join("Cargo.toml"), &manifest)?;
    Ok(sources)
}

/// An unchanged file stays as it is, so that cargo does not compile it again.
fn write_if_new(file: &Path, text: &str) -> Result<(), Failure> {
    if fs::read_to_string(file).is_ok_and(|old| old == text) {
        return Ok(());
    }
    Ok(fs::write(file, text)?)
}

/// What cases name beside blackbar, as the manifest of the ui tests has it.
fn dependencies() -> Result<String, Failure> {
    let manifest = fs::read_to_string(home().join("Cargo.toml"))?;
    let section = manifest.split("[dev-dependencies]").nth(1).unwrap_or_default();
    let lines = section.lines().take_while(|line| !line.starts_with('['));
    Ok(lines.filter(|line| !line.contains(".workspace")).map(|line| line.to_owned() + "\n").collect())
}

/// What cargo said, by case.
fn findings(output: &[u8], sources: &BTreeMap<PathBuf, String>) -> Result<Findings, Failure> {
    let mut findings: Findings = BTreeMap::new();
    // The compiler says the same thing twice at times, cargo as well.
    let mut seen = BTreeSet::new();
    let lines = output.split(|byte| *byte == b'\n').filter(|line| line.starts_with(b"{\"reason\""));
    for line in lines.filter(|line| seen.insert(*line)) {
        let line: Value = serde_json::from_slice(line)?;
        let place = line.get("target").and_then(|target| target.get("src_path")).and_then(Value::as_str);
        let Some(case) = place.and_then(|place| sources.get(Path::new(place))) else { continue };
        let message = line.get("message").zip(place);
        if let Some(finding) = message.and_then(|(message, place)| Finding::read(message, Path::new(place))) {
            findings.entry(case.clone()).or_default().push(finding);
        }
    }
    findings.values_mut().for_each(|found| found.sort());
    Ok(findings)
}

fn target_folder() -> Result<PathBuf, Failure> {
    let mut cargo = process::Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    let output = cargo.current_dir(home()).args(["metadata", "--no-deps", "--format-version=1"]).output()?;
    let metadata: Value = serde_json::from_slice(&output.stdout)?;
    let folder = metadata.get("target_directory").and_then(Value::as_str);
    Ok(folder.ok_or("cargo metadata names no target folder")?.into())
}

/// The machine's own triple, as `rustc` calls it.
fn host() -> Result<String, Failure> {
    let output = process::Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
        .arg("-vV")
        .output()?;
    let text = String::from_utf8(output.stdout)?;
    let host = text.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.ok_or("rustc names no host")?.to_owned())
}
