// node screening-in.mjs LANGUAGE DEVELOPER-ADDRESS FOCAL-POINT-ADDRESS PICTURES-FOLDER
// A person whose Teams speaks English chooses another language, screens the "Reception centre" project in it, and reads the result.
// Then both read every list, the figures, the installation and the search in it.
// On every card is looked for a text of the English files: none may be left. Prints one JSON line: the reference.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { open } from "./playground-driver.mjs";
import { readLists } from "./unit-lists.mjs";

const [language, developerAddress, focalPointAddress, pictures] = process.argv.slice(2);
const json = async (path) => JSON.parse(await readFile(new URL(path, import.meta.url), "utf8"));
const questionnaire = "../../src/IML.RbaBot/Questionnaires/rba-migof-p1-1.0";
const texts = async (file, id) => json(`../../src/IML.RbaBot/Texts/${file}.${id}.json`);
const structure = await json(`${questionnaire}/structure.json`);
const wording = await json(`${questionnaire}/text.${language}.json`);
const project = await json("../IML.RbaBot.Domain.Tests/WorkedExamples/reception-centre.json");
const cards = (await texts("cards", language)).texts;
const english = (await texts("cards", "en")).texts;
const lists = await texts("lists", language);
const left = await leftFromEnglish();

const title = "XXXX 2027/14";
const developer = await open(developerAddress);
const focalPoint = await open(focalPointAddress);
try {
  await chooseLanguage(focalPoint);
  await chooseLanguage(developer);
  const reference = await begin();
  await answerPages();
  await measureFlags();
  await submit();
  await focalPoint.waitForCard(reference, 30_000);
  await readsNoEnglish(focalPoint, "alert");
  await readLists({ developer, focalPoint, language, reference, title, hinders: true, look: readsNoEnglish });
  console.log(JSON.stringify({ reference }));
} catch (error) {
  await developer.screenshot(join(pictures, `${language}-failed.png`));
  throw error;
} finally {
  await developer.close();
  await focalPoint.close();
}

async function chooseLanguage(person) {
  await person.waitForCard(english["welcome-title"]);
  await person.say("language");
  await person.waitForCard(english["language-what"]);
  await person.choose(english["language-which"], cards["language-name"]);
  await person.press(english["button-language"]);
  await person.waitForCard(cards["language-changed"]);
  await readsNoEnglish(person, "language");
}

async function begin() {
  await developer.say(cards["words-help"].split("|")[0]);
  await developer.waitForCard(cards["help-heading"]);
  await readsNoEnglish(developer, "help");
  await developer.say(cards["words-start"].split("|")[0]);
  await developer.waitForCard(cards["project-title"]);

  // Pressed too early, the same card comes back and says in the same language what is missing.
  await developer.fill(label("project-title"), title);
  await developer.press(cards["button-begin"]);
  await developer.waitForCard(cards["project-country-error"]);
  await readsNoEnglish(developer, "project-incomplete");
  await developer.select(label("project-stage"), lists.stages.proposal);
  await developer.select(label("project-country"), lists.countries.KE);
  await developer.fill(label("project-office"), "Nairobi");
  await developer.tick(label("project-thematic-areas"), [lists.thematicAreas.protection]);
  await developer.select(label("project-confidentiality"), cards["confidentiality-internal"]);
  await readsNoEnglish(developer, "project");
  await developer.press(cards["button-begin"]);
  await developer.waitForCard("A1. ");
  return (await developer.text()).match(/RBA-[0-9A-Z]{4}-[0-9A-Z]{4}/)[0];
}

async function answerPages() {
  for (;;) {
    const page = await developer.questions();
    if (page.length === 0 || (await developer.text()).includes(cards["flags-heading"])) return;
    for (const id of page) await answer(id);
    if (page.includes("C5")) await developer.toggle(cards["guidance-toggle"]);
    await readsNoEnglish(developer, `page-${page[0]}`);
    await developer.press(cards["button-next"]);
  }
}

async function answer(id) {
  const given = project.answers[id];
  const question = structure.questions.find((one) => one.id === id);
  const options = wording.questions[id].options ?? wording.lists[question.list] ?? wording.scales[question.scale];
  if (given.values) await developer.tick(id, given.values.map((value) => options[value]));
  if (given.value) await developer.choose(id, options[given.value]);
  if (given.text) await developer.fill(id, "XXXX");
  if (given.evidence) await developer.fill(start("evidence-label"), "3.2", { after: id });
  if (given.comment) await developer.fill(wording.questions[id].commentLabel ?? label("comment-label"), "XXXX", { after: id });
}

async function measureFlags() {
  for (const [at, flags] of [["C4", "D9"], ["D10"]].entries()) {
    await developer.waitForCard(`${flags[0]} ·`);
    for (const id of flags) {
      const where = { after: `${id} ·` };
      const { impact, likelihood } = project.risks[id];
      await developer.select(start("flag-impact"), `${impact} – ${wording.impact[impact]}`, where);
      await developer.select(start("flag-likelihood"), `${likelihood} – ${wording.likelihood[likelihood]}`, where);
      await developer.fill(label("flag-measure"), "XXXX", where);
      await developer.fill(label("flag-owner"), "XXXX", where);
      await developer.fill(label("flag-due"), project.measures[id].due, where);
      await developer.fill(label("flag-budget"), "XXXX", where);
    }
    await readsNoEnglish(developer, `flags-${at + 1}`);
    await developer.press(cards["button-next"]);
  }
}

async function submit() {
  await developer.waitForCard(cards["summary-heading"]);
  const decimal = new Intl.NumberFormat(language, { minimumFractionDigits: 1 });
  for (const expected of [wording.ratings.B.name, decimal.format(70), decimal.format(80.3), wording.riskLevels.Moderate]) {
    assert.ok((await developer.text()).includes(expected), `"${expected}" is missing on:\n${await developer.text()}`);
  }
  await developer.fill(label("declaration-role"), "XXXX");
  await developer.fill(label("declaration-version"), "v3");
  await developer.tickBox(start("declaration-confirm-label"));
  await readsNoEnglish(developer, "summary");
  await developer.press(cards["button-submit"]);
  await developer.waitForCard(cards["result-heading"]);
  await developer.waitForCard(cards["alert-delivered-person"].split("{")[0], 30_000);
  await readsNoEnglish(developer, "result");
}

/** Takes the pictures of the newest card, and looks for English on it. */
async function readsNoEnglish(person, name, { window = false } = {}) {
  if (window) {
    await person.screenshot(join(pictures, `${language}-${name}.png`));
    return;
  }

  // The Playground names its people in English; the folder of what not everybody may read has one name in every language.
  const shown = (await person.text()).replaceAll("Alex Developer", "").replaceAll("Amina Focal", "").replaceAll("/Restricted/", "/");
  const found = left.filter((text) => shown.includes(text));
  assert.deepEqual(found, [], `English on the card ${name}:\n${shown}`);
  await person.screenshot(join(pictures, `${language}-${name}.png`), { card: true });
  await person.narrowScreenshot(join(pictures, `${language}-${name}-360.png`), 360);
}

/** English texts, in the pieces between what is filled in, that are long enough to be no chance and are no part of a translation. */
async function leftFromEnglish() {
  const files = ["cards", "documents", "find", "lists", "notices", "queue", "requests", "review", "setup"];
  const originals = [...(await Promise.all(files.map((file) => texts(file, "en")))), await json(`${questionnaire}/text.en.json`)];
  const translations = JSON.stringify([...(await Promise.all(files.map((file) => texts(file, language)))), wording]);
  return [...new Set(originals.flatMap(leaves).flatMap((text) => text.split(/\{[a-zA-Z]+\}|\*\*/)).map((text) => text.trim()))]
    .filter((text) => text.length > 7 && !translations.includes(text));
}

function leaves(node) {
  return typeof node === "string" ? [node] : Object.values(node).flatMap(leaves);
}

/** A label without what stands in brackets behind it. */
function label(key) {
  return cards[key].replace(/ \([^)]*\)$/, "");
}

/** The beginning of a label, up to its first comma, question mark or bracket. */
function start(key) {
  return cards[key].split(/[,?(]/)[0].trim();
}
