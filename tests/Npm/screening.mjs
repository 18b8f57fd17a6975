// node screening.mjs DEVELOPER-ADDRESS FOCAL-POINT-ADDRESS PICTURES-FOLDER
// A project developer screens the "Reception centre" project in one window, and the focal point hears of it in another one.
// Then both read the lists, the figures, the installation and the search.
// Prints one JSON line: the reference, and how long it took.

import assert from "node:assert/strict";
import { join } from "node:path";
import { open } from "./playground-driver.mjs";
import { answer, declare, flagCards, measure, pages, project } from "./reception-centre.mjs";
import { readLists } from "./unit-lists.mjs";

const [developerAddress, focalPointAddress, pictures] = process.argv.slice(2);
const started = Date.now();
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
  await focalPoint.conversation("Personal Chat");
  await readLists({ developer, focalPoint, language: "en", reference, title, look });
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
    for (const id of page) await answer(developer, id);
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

async function measureFlags() {
  for (const [at, flags] of flagCards.entries()) {
    await developer.waitForCard(new RegExp(`Risks and measures[^]*\\b${flags[0]}\\b`));
    for (const id of flags) await measure(developer, id);
    await picture(`flags-${at + 1}`);
    await developer.press("Save and continue");
  }
}

async function submit() {
  await developer.waitForCard("Summary before submission");
  await showsRating();
  await declare(developer);
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

async function look(person, name, { window = false } = {}) {
  if (window) await person.screenshot(join(pictures, `${name}.png`));
  else await pictureOf(person, name);
}

async function picture(name) {
  await pictureOf(developer, name);
}

async function pictureOf(playground, name) {
  await playground.screenshot(join(pictures, `${name}.png`), { card: true });
  await playground.narrowScreenshot(join(pictures, `${name}-360.png`), 360);
}
