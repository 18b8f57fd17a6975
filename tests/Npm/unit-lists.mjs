// What the Unit's people and a developer ask for besides screenings, once one screening has been submitted: the lists, the figures,
// the administrator's check, the help and the search. Used at the end of the scripts that submit one.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

const areas = ["cards", "queue", "setup", "find"];

/**
 * @param developer a Playground in which the developer of the screening speaks
 * @param focalPoint one in which somebody speaks who is focal point and administrator
 * @param language of both
 * @param reference of the submitted screening
 * @param title of its project
 * @param hinders whether the documents of the screening cannot be filed, so that an administrator has something to decide on
 * @param look called with (person, name) at every card and window: takes pictures, looks for what must not be there
 */
export async function readLists({ developer, focalPoint, language, reference, title, hinders = false, look }) {
  const [cards, queue, setup, find] = await Promise.all(areas.map((area) => texts(area, language)));
  await reads(focalPoint, queue.words, reference, "queue");
  await reads(focalPoint, queue["words-portfolio"], queue["portfolio-heading"], "overview");
  await reads(focalPoint, queue["words-undelivered"], queue["undelivered-heading"], "undelivered");
  if (hinders) await givesUp(focalPoint);
  await reads(focalPoint, setup["words-setup"], setup["tables-work"], "setup");
  await reads(focalPoint, cards["words-help"], cards["help-heading"], "help");
  await reads(developer, cards["words-my-assessments"], reference, "my-assessments");
  await reads(developer, cards["words-language"], cards["language-what"], "language-choice");
  await searches(developer);
  await reads(developer, cards["words-help"], cards["help-heading"], "help-of-the-developer");

  async function reads(person, words, expected, name) {
    await person.say(words.split("|")[0]);
    await person.waitForCard(expected);
    await look(person, name);
  }

  async function givesUp(person) {
    await listsIt();
    await look(person, "undelivered-filing");
    await person.press(queue["button-give-up"]);
    await person.waitForCard(queue["undelivered-reason-error"]);
    await look(person, "undelivered-fault");
    await person.press(queue["button-retry"]);
    await person.waitForCard(queue["tried-again"]);
    await look(person, "undelivered-retried");
    await listsIt();
    await person.fill(queue["undelivered-reason"].split("?")[0].trim(), "XXXX");
    await person.press(queue["button-give-up"]);
    await person.waitForCard(queue["given-up"]);
    await look(person, "undelivered-given-up");

    // It is on the list when its tries are used up, again and again.
    async function listsIt() {
      while (!(await person.text()).includes(`${reference} ${queue["kind-export"]}`)) {
        await person.page.waitForTimeout(500);
        await person.press(queue["button-refresh"]);
      }
    }
  }

  async function searches(person) {
    await person.openSearch("find", "words");
    assert.match(await person.search("zzzz"), new RegExp(escaped(find.nothing)));
    assert.match(await person.search("x".repeat(300)), new RegExp(escaped(find["too-long"].split("{")[0])));
    const found = await person.search(title.split(" ")[0]);
    assert.ok(found.includes(reference) && found.includes(title), found);
    await look(person, "search", { window: true });
    await person.insert(reference);
    await look(person, "search-inserted", { window: true });

    // Sent in the chat with the bot, the shared screening is opened.
    await person.sendInserted();
    await person.waitForCard(cards["result-heading"]);
  }
}

async function texts(area, language) {
  return JSON.parse(await readFile(new URL(`../../src/IML.RbaBot/Texts/${area}.${language}.json`, import.meta.url), "utf8")).texts;
}

function escaped(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
