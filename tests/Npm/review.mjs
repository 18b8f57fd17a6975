// node review.mjs DEVELOPER-ADDRESS FOCAL-POINT-ADDRESS PICTURES-FOLDER EXPORT-FOLDER
// Two people carry a screening rated C to its end: claimed, returned with two comments, changed, submitted again, read with its
// differences, and cleared with one condition. Meanwhile nothing can be filed, because a file stands where the export folder should be:
// the administrator gives one filing up, removes the file, and has the others tried again. Prints one JSON line: the reference, and how
// long it took.

import assert from "node:assert/strict";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { open } from "./playground-driver.mjs";
import { answer, declare, flagCards, measure, pages } from "./reception-centre.mjs";

const [developerAddress, focalPointAddress, pictures, exports] = process.argv.slice(2);
const started = Date.now();
const title = "Reception centre for refugee families";
const developer = await open(developerAddress);
const focalPoint = await open(focalPointAddress);
try {
  await focalPoint.waitForCard("Rights-based screening of project proposals");
  await focalPoint.say("hi");
  await focalPoint.waitForCards(2);
  const reference = await screen();
  await ask();
  await claim();
  await giveBack();
  await replyAndSubmit(reference);
  await readChanges();
  await clear();
  await readDecision();
  await fileAfterAll(reference);
  console.log(JSON.stringify({ reference, seconds: Math.round((Date.now() - started) / 1000) }));
} catch (error) {
  await developer.screenshot(join(pictures, "failed-review-developer.png"));
  await focalPoint.screenshot(join(pictures, "failed-review-focal-point.png"));
  throw error;
} finally {
  await developer.close();
  await focalPoint.close();
}

/** C4 "No" raises a referral: the rating is C. */
async function screen() {
  await developer.waitForCard("Rights-based screening of project proposals");
  await developer.say("start");
  await developer.waitForCard("Title of the project");
  await developer.fill("Title of the project", title);
  await developer.select("Stage of the proposal", "Proposal");
  await developer.select("Main country", "Kenya");
  await developer.fill("Office or region", "Nairobi");
  await developer.latestCard().getByText(/^Thematic areas/).first().click();
  await developer.tick("Thematic areas", ["Protection and assistance to people in vulnerable situations", "Migration health"]);
  await developer.select("Who may see it", "Internal: the title and rating are shown in alerts to the IML Unit");
  await developer.press("Save and start the questions");
  await developer.waitForCard("A1. ");
  const reference = (await developer.text()).match(/RBA-[0-9A-Z]{4}-[0-9A-Z]{4}/)[0];
  for (const page of pages) {
    await developer.waitForCard(`${page[0]}. `);
    for (const id of page) await answer(developer, id, id === "C4" ? { value: "no" } : undefined);
    await developer.press("Save and continue");
  }

  for (const flags of flagCards) {
    await developer.waitForCard(new RegExp(`Risks and measures[^]*\\b${flags[0]}\\b`));
    for (const id of flags) await measure(developer, id);
    await developer.press("Save and continue");
  }

  await developer.waitForCard("Summary before submission");
  await declare(developer);
  await developer.press("Submit");
  await developer.waitForCard("Rating C: Review needed");
  await developer.waitForCard(/Delivered to Amina Focal on \d/, 30_000);
  return reference;
}

/** The developer asks the Unit for a call, and the reply comes back into the chat. */
async function ask() {
  await developer.press("Ask the Unit");
  await developer.waitForCard("Ask the IML Unit");
  await developer.choose("What is it about?", "A call");
  await developer.fill("Your question, in your own words", "Could we talk about the referral procedure before you decide?");
  await picture(developer, "review-ask");
  await developer.press("Send to the Unit");
  await developer.waitForCard("Your question is on its way to the Unit");
  await focalPoint.waitForCard("A question to the Unit", 30_000);
  await focalPoint.press("Open");
  await focalPoint.waitForCard("Question to the Unit");
  await focalPoint.fill("Your reply to", "Yes, on Thursday at ten.");
  await picture(focalPoint, "review-reply");
  await focalPoint.press("Send the reply");
  await focalPoint.waitForCard("Yes, on Thursday at ten.");
  await developer.waitForCard("The Unit has replied", 30_000);
  await picture(developer, "review-replied");
  await focalPoint.press("Back to the screening");
}

async function claim() {
  await focalPoint.waitForCard("Review of a screening");
  await picture(focalPoint, "review-waiting");
  await focalPoint.press("Claim the review");
  await focalPoint.waitForCard("You have been reviewing it since");
  await focalPoint.select("What do you want to read?", "B · Rights-based approach");
  await focalPoint.press("Show");
  await focalPoint.waitForCard("B4");
  await picture(focalPoint, "review-part");
  await focalPoint.press("Back to the review");
  await focalPoint.waitForCard("You have been reviewing it since");
}

async function giveBack() {
  await focalPoint.press("Return with comments");
  await focalPoint.waitForCard("Return to the developer: which questions?");
  await tickQuestion("B4");
  await tickQuestion("C4");
  await picture(focalPoint, "review-return-questions");
  await focalPoint.press("Write the comments");
  await focalPoint.waitForCard("Return to the developer: your comments");
  await focalPoint.fill("Your comment on B4", "Which section of the proposal says so?");
  await focalPoint.fill("Your comment on C4", "There is a referral list with the ministry. Please check again.");
  await picture(focalPoint, "review-comments");
  await focalPoint.press("Return to the developer");
  await focalPoint.waitForCard("You see what was submitted before");
  await picture(focalPoint, "review-returned");
}

async function tickQuestion(id) {
  const box = focalPoint.input("Questions to return").locator(".fui-Checkbox", { hasText: new RegExp(`^\\s*${id} `) });
  await box.locator("input").check();
}

async function replyAndSubmit(reference) {
  await developer.waitForCard("Your screening came back with comments", 30_000);
  await picture(developer, "returned-notice");
  await developer.press("Open");
  await developer.waitForCard("Which section of the proposal says so?");
  assert.deepEqual(await developer.questions(), ["B4"]);
  await picture(developer, "returned-page");
  await answer(developer, "B4", { value: "yes" });
  await developer.press("Save and continue");
  await developer.waitForCard("To correct: Please reply to the reviewer's comment.");
  await developer.fill("Your reply to", "Section 3.2, on page 14.");
  await developer.press("Save and continue");
  await developer.waitForCard("There is a referral list with the ministry.");
  await answer(developer, "C4", { value: "partly" });
  await developer.fill("Your reply to", "You are right: the list exists, the training does not yet.");
  await developer.press("Save and continue");
  await developer.waitForCard(/Summary before submission|Risks and measures/);
  if ((await developer.text()).includes("Risks and measures")) {
    await measure(developer, "C4");
    await developer.press("Save and continue");
  }

  await developer.waitForCard("Summary before submission");
  await picture(developer, "returned-summary");
  await developer.press("Submit");
  await developer.waitForCard("Result of the screening");
  assert.ok((await developer.text()).includes(reference));
}

async function readChanges() {
  await focalPoint.waitForCard("Screening submitted: rating B", 30_000);
  await focalPoint.press("Claim the review");
  await focalPoint.waitForCard("What changed after return 1");
  const shown = await focalPoint.text();
  for (const expected of ["Answer before: Partly", "Answer now: Yes", "Section 3.2, on page 14.", "The rating changed."]) {
    assert.ok(shown.includes(expected), `"${expected}" is missing on:\n${shown}`);
  }

  await picture(focalPoint, "review-changes");
}

async function clear() {
  await focalPoint.press("Decide");
  await focalPoint.waitForCard("Decide on the screening");
  await focalPoint.fill("Condition 1: what is to be done", "Train the front-line staff on the referral list.");
  await focalPoint.press("Clear with conditions");
  await focalPoint.waitForCard("To correct: Say who does it");
  await picture(focalPoint, "review-decide-faults");
  assert.equal(await focalPoint.value("Condition 1: what is to be done"), "Train the front-line staff on the referral list.");
  await focalPoint.fill("Condition 1: who does it", "Project manager");
  await focalPoint.fill("Condition 1: by when", "2027-06-30");
  await focalPoint.press("Clear with conditions");
  await focalPoint.waitForCard("Cleared with conditions");
  await picture(focalPoint, "review-decided");
}

async function readDecision() {
  await developer.waitForCard("The review of your screening is complete", 30_000);
  await developer.press("Open");
  await developer.waitForCard("Train the front-line staff on the referral list.");
  await picture(developer, "result-decided");
}

async function fileAfterAll(reference) {
  await focalPoint.say("undelivered");
  await focalPoint.waitForCard("Messages that could not be delivered");
  while (!(await focalPoint.text()).includes("Since")) {
    await focalPoint.page.waitForTimeout(500);
    await focalPoint.press("Refresh");
  }

  assert.ok((await focalPoint.text()).includes("The folder for documents cannot be written to. Administrator: check Export:Folder"));
  await picture(focalPoint, "undelivered-filings");
  await focalPoint.press("Give up");
  await focalPoint.waitForCard("To correct: Please say why it is given up");
  await picture(focalPoint, "undelivered-filings-fault");
  await focalPoint.fill("Why is it given up?", "A later filing says the same and more.");
  await focalPoint.press("Give up");
  await focalPoint.waitForCard("It was given up. The reason is in the audit.");
  await picture(focalPoint, "undelivered-filings-given-up");
  await rm(exports);
  await focalPoint.press("Try again");
  await focalPoint.waitForCard("It is being tried again.");
  await picture(focalPoint, "undelivered-filings-retried");
  while ((await focalPoint.text()).includes("Since")) await focalPoint.press("Try again");
  await focalPoint.waitForCard("Every message was delivered");
  await focalPoint.say(`open ${reference}`);
  await focalPoint.waitForCard("Filed on");
  assert.ok((await readdir(exports, { recursive: true })).some((name) => name.endsWith(`${reference}-v1.docx`)));
}

async function picture(playground, name) {
  await playground.screenshot(join(pictures, `${name}.png`), { card: true });
  await playground.narrowScreenshot(join(pictures, `${name}-360.png`), 360);
}
