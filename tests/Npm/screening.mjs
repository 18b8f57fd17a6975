// node screening.mjs DEVELOPER-ADDRESS FOCAL-POINT-ADDRESS PICTURES-FOLDER
// A project developer screens the "Reception centre" project in one window, and the focal point hears of it in another one.
// Prints one JSON line: the reference, and how long it took.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { open } from "./playground-driver.mjs";

const [developerAddress, focalPointAddress, pictures] = process.argv.slice(2);
const started = Date.now();
const json = async (path) => JSON.parse(await readFile(new URL(path, import.meta.url), "utf8"));
const questionnaire = "../../src/IML.RbaBot/Questionnaires/rba-migof-p1-1.0";
const structure = await json(`${questionnaire}/structure.json`);
const wording = await json(`${questionnaire}/text.en.json`);
const project = await json("../IML.RbaBot.Domain.Tests/WorkedExamples/reception-centre.json");

// What this project is asked: conditions leave out C2, D2 to D8, D11 and D12.
const pages = [
  ["A1", "A2", "A3"],
  ["A4"],
  ["B1", "B2", "B3", "B4"],
  ["B5", "B6", "B7", "B8"],
  ["B9", "B10", "B11"],
  ["B12", "B13"],
  ["C1", "C3"],
  ["C4", "C5", "C6"],
  ["C7", "C8", "C9", "C10"],
  ["D1"],
  ["D9", "D10"],
  ["D13", "D14", "D15"],
  ["E1", "E2"],
];

const title = "Reception centre for refugee families";
const developer = await open(developerAddress);
const focalPoint = await open(focalPointAddress);
try {
  await hearAlerts();
  const reference = await begin();
  await answerPages(reference);
  await measureFlags();
  await submit();
  await readAlert(reference);
  console.log(JSON.stringify({ reference, seconds: Math.round((Date.now() - started) / 1000) }));
} catch (error) {
  await developer.screenshot(join(pictures, "failed-developer.png"));
  await focalPoint.screenshot(join(pictures, "failed-focal-point.png"));
  throw error;
} finally {
  await developer.close();
  await focalPoint.close();
}

/** The focal point says a word in the personal chat, so that the bot can write there, and chooses a channel for alerts. */
async function hearAlerts() {
  await focalPoint.waitForCard("Rights-based screening of project proposals");
  await focalPoint.say("hi");
  await focalPoint.waitForCards(2);
  await focalPoint.conversation("IML Team - Alerts");
  await focalPoint.waitForCard("Screening happens in the personal chat");
  await focalPoint.post("alerts here");
  await focalPoint.waitForCard("Alerts come to this channel");
  await focalPoint.conversation("Personal Chat");
}

async function begin() {
  await developer.waitForCard("Rights-based screening of project proposals");
  await picture("start");
  await developer.say("start");
  await developer.waitForCard("Title of the project");
  await picture("project-empty");

  // Without the required fields the same card comes back, with what was typed and what is missing.
  await developer.fill("Title of the project", title);
  await developer.press("Save and start the questions");
  await developer.waitForCard("To correct: Please choose the main country.");
  assert.equal(await developer.value("Title of the project"), title);
  await picture("project-incomplete");

  await developer.select("Stage of the proposal", "Proposal");
  await developer.select("Main country", "Kenya");
  await developer.fill("Office or region", "Nairobi");
  await developer.tick("Thematic areas", ["Protection and assistance to people in vulnerable situations", "Migration health"]);
  await developer.select("Who may see it", "Internal: the title and rating are shown in alerts to the IML Unit");
  await picture("project");
  await developer.press("Save and start the questions");
  await developer.waitForCard("A1. ");
  return (await developer.text()).match(/RBA-[0-9A-Z]{4}-[0-9A-Z]{4}/)[0];
}

async function answerPages(reference) {
  for (const page of pages) {
    await developer.waitForCard(`${page[0]}. `);
    assert.deepEqual(await developer.questions(), page);
    for (const id of page) await answer(id);
    await picture(`page-${page[0]}`);
    if (page.includes("C4")) await leaveAndComeBack(reference);
    if (page.includes("B1")) await goBackAndForth();
    await developer.press("Save and continue");
  }
}

/** What was typed is kept by "Save and exit", and the screening goes on where it was left. */
async function leaveAndComeBack(reference) {
  await developer.press("Save and exit");
  await developer.waitForCard("Your answers are saved.");
  await picture("saved");
  await developer.say(`open ${reference.toLowerCase()}`);
  await developer.waitForCard("C4. ");
  assert.match(await developer.chosen("C4"), /^Partly/);
  assert.match(await developer.chosen("C5"), /^Yes/);
  assert.equal(await developer.value("Where in the proposal?", { after: "C5" }), project.answers.C5.evidence);
}

async function goBackAndForth() {
  await developer.press("Back");
  await developer.waitForCard("A4. ");
  assert.match(await developer.chosen("A4"), /^Checked, general concerns/);
  await developer.press("Save and continue");
  await developer.waitForCard("B1. ");
  assert.match(await developer.chosen("B4"), /^Partly/);
}

async function answer(id) {
  const given = project.answers[id];
  const question = structure.questions.find((one) => one.id === id);
  const options = wording.questions[id].options ?? wording.lists[question.list] ?? wording.scales[question.scale];
  if (given.values) await developer.tick(id, given.values.map((value) => options[value]));
  if (given.value) await developer.choose(id, options[given.value]);
  if (given.text) await developer.fill(id, given.text);
  if (given.evidence) await developer.fill("Where in the proposal?", given.evidence, { after: id });
  if (given.comment) await developer.fill(wording.questions[id].commentLabel ?? "Comment", given.comment, { after: id });
}

async function measureFlags() {
  for (const [at, flags] of [["C4", "D9"], ["D10"]].entries()) {
    await developer.waitForCard(new RegExp(`Risks and measures[^]*\\b${flags[0]}\\b`));
    for (const id of flags) {
      const where = { after: `${id} ·` };
      const { impact, likelihood } = project.risks[id];
      const measure = project.measures[id];
      await developer.select("Impact on people’s rights", `${impact} – ${wording.impact[impact]}`, where);
      await developer.select("Likelihood", `${likelihood} – ${wording.likelihood[likelihood]}`, where);
      await developer.fill("Measure: what will be done", measure.description, where);
      await developer.fill("Who will do it", measure.owner, where);
      await developer.fill("By when", measure.due, where);
      await developer.fill("Budget", measure.budget, where);
    }
    await picture(`flags-${at + 1}`);
    await developer.press("Save and continue");
  }
}

async function submit() {
  await developer.waitForCard("Summary before submission");
  await showsRating();
  const { role, consulted, proposalVersion } = project.answers.E3;
  await developer.fill("Your role", role);
  await developer.fill("Colleagues you consulted", consulted.join(", "));
  await developer.fill("Version of the proposal", proposalVersion);
  await developer.tickBox("Confirmation");
  await picture("summary");
  await developer.press("Submit");
  await developer.waitForCard("Result of the screening");
  await showsRating();
  // Delivery is told on the same card, without anybody pressing anything.
  await developer.waitForCard(/Delivered to Amina Focal on \d/, 30_000);
  await developer.waitForCard(/Delivered to the channel .* on \d/, 30_000);
  await developer.screenshot(join(pictures, "result-window.png"));
  await picture("result");
}

async function showsRating() {
  const shown = await developer.text();
  for (const expected of ["Rating B: Aligned with measures", "70.0 of 100", "80.3 of 100", "Moderate risk"]) {
    assert.ok(shown.includes(expected), `"${expected}" is missing on:\n${shown}`);
  }
}

async function readAlert(reference) {
  await focalPoint.waitForCard("Screening submitted: rating B, Aligned with measures", 30_000);
  const shown = await focalPoint.text();
  for (const expected of [reference, title, "Nairobi", "C4", "D9", "D10"]) assert.ok(shown.includes(expected), `"${expected}" is missing on:\n${shown}`);
  await focalPoint.screenshot(join(pictures, "alert-window.png"));
  await pictureOf(focalPoint, "alert");
  await focalPoint.conversation("IML Team - Alerts");
  await focalPoint.waitForCard(reference);
  await focalPoint.screenshot(join(pictures, "alert-channel-window.png"));
}

async function picture(name) {
  await pictureOf(developer, name);
}

async function pictureOf(playground, name) {
  await playground.screenshot(join(pictures, `${name}.png`), { card: true });
  await playground.narrowScreenshot(join(pictures, `${name}-360.png`), 360);
}
