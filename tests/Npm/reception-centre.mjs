// The "Reception centre" project, as a person types it into the Playground, whatever else they do there.

import { readFile } from "node:fs/promises";

const json = async (path) => JSON.parse(await readFile(new URL(path, import.meta.url), "utf8"));
const questionnaire = "../../src/IML.RbaBot/Questionnaires/rba-migof-p1-1.0";
const structure = await json(`${questionnaire}/structure.json`);
const wording = await json(`${questionnaire}/text.en.json`);

/** The example's answers, risks and measures. */
export const project = await json("../IML.RbaBot.Domain.Tests/WorkedExamples/reception-centre.json");

// What this project is asked: conditions leave out C2, D2 to D8, D11 and D12.
export const pages = [
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

/** The flags of each card of risks and measures. */
export const flagCards = [["C4", "D9"], ["D10"]];

/** Gives one answer of the example, or another one. */
export async function answer(developer, id, given = project.answers[id]) {
  const question = structure.questions.find((one) => one.id === id);
  const options = wording.questions[id].options ?? wording.lists[question.list] ?? wording.scales[question.scale];
  if (given.values) await developer.tick(id, given.values.map((value) => options[value]));
  if (given.value) await developer.choose(id, options[given.value]);
  if (given.text) await developer.fill(id, given.text);
  if (given.evidence) await developer.fill("Where in the proposal?", given.evidence, { after: id });
  if (given.comment) await developer.fill(wording.questions[id].commentLabel ?? "Comment", given.comment, { after: id });
}

/** Rates the risk of a flagged answer and writes its measure. */
export async function measure(developer, id) {
  const where = { after: `${id} ·` };
  const { impact, likelihood } = project.risks[id];
  const { description, owner, due, budget } = project.measures[id];
  await developer.select("Impact on people’s rights", `${impact} – ${wording.impact[impact]}`, where);
  await developer.select("Likelihood", `${likelihood} – ${wording.likelihood[likelihood]}`, where);
  await developer.fill("Measure: what will be done", description, where);
  await developer.fill("Who will do it", owner, where);
  await developer.fill("By when", due, where);
  await developer.fill("Budget", budget, where);
}

/** Gives the declaration of the summary. */
export async function declare(developer) {
  const { role, consulted, proposalVersion } = project.answers.E3;
  await developer.fill("Your role", role);
  await developer.fill("Colleagues you consulted", consulted.join(", "));
  await developer.fill("Version of the proposal", proposalVersion);
  await developer.tickBox("Confirmation");
}
