// node driver-check.mjs PLAYGROUND-ADDRESS BOT-PORT PICTURE
// Drives the Playground against a bot of a few lines, and checks that what was done on the screen is what arrived.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { open } from "./playground-driver.mjs";

const [address, port, picture] = process.argv.slice(2);
const received = [];
let page = 0;

const card = () => ({
  type: "AdaptiveCard",
  version: "1.5",
  body: [
    { type: "TextBlock", text: `Page ${++page}`, style: "heading", wrap: true },
    { type: "Input.ChoiceSet", id: "B1", style: "expanded", label: "B1. First question", choices: choices("Yes", "Partly", "No") },
    { type: "Input.ChoiceSet", id: "B2", style: "expanded", label: "B2. Second question", choices: choices("Yes", "Partly", "No") },
    { type: "Input.ChoiceSet", id: "A1", style: "expanded", isMultiSelect: true, label: "A1. Groups", choices: choices("Adults", "Children", "Nobody") },
    { type: "Input.ChoiceSet", id: "country", style: "filtered", label: "Country", choices: Array.from({ length: 250 }, (_, at) => ({ title: `Country ${at}`, value: `c${at}` })) },
    { type: "Input.Text", id: "title", label: "Title", isRequired: true, errorMessage: "A title is needed" },
    { type: "Input.Date", id: "due", label: "Due" },
    { type: "Input.Toggle", id: "confirmed", label: "Declaration", title: "I confirm" },
    { type: "Container", selectAction: { type: "Action.ToggleVisibility", targetElements: ["guidance"] }, items: [{ type: "TextBlock", text: "Guidance" }] },
    { type: "TextBlock", id: "guidance", isVisible: false, text: "What is meant", wrap: true },
  ],
  actions: [
    { type: "Action.Execute", id: "next", verb: "next", title: "Next", fallback: { type: "Action.Submit", title: "Next" } },
    { type: "Action.Submit", id: "other", title: "Other way", data: { verb: "other" } },
  ],
});

function choices(...titles) {
  return titles.map((title) => ({ title, value: title.toLowerCase() }));
}

async function send(method, activity, path, message) {
  const url = `${activity.serviceUrl}/v3/conversations/${encodeURIComponent(activity.conversation.id)}/activities${path}`;
  await fetch(url, { method, headers: { "content-type": "application/json" }, body: JSON.stringify({ type: "message", from: activity.recipient, ...message }) });
}

const attachments = () => [{ contentType: "application/vnd.microsoft.card.adaptive", content: card() }];

const bot = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const activity = JSON.parse(Buffer.concat(chunks).toString() || "{}");
  received.push(activity);
  if (activity.type === "invoke") {
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ statusCode: 200, type: "application/vnd.microsoft.card.adaptive", value: card() }));
    return;
  }
  response.writeHead(202).end();
  if (activity.type !== "message") return;
  if (activity.value) await send("PUT", activity, `/${activity.replyToId}`, { attachments: attachments() });
  else if (activity.text === "start") await send("POST", activity, "", { attachments: attachments() });
  else await send("POST", activity, "", { text: `heard: ${activity.text.replace(/<at>.*<\/at>/, "").trim()}` });
}).listen(Number(port), "127.0.0.1");

const playground = await open(address);
try {
  await playground.conversation("IML Team - Alerts");
  await playground.post("alerts here");
  await playground.waitForText("heard: alerts here");
  assert.equal(received.at(-1).conversation.conversationType, "channel");

  await playground.conversation("Personal Chat");
  await playground.say("start");
  await playground.waitForCard("Page 1");
  await assert.rejects(playground.press("Next", { timeout: 1000 }), /A title is needed/);

  await playground.choose("B1.", "Partly");
  await playground.choose("B2.", "No");
  await playground.tick("A1.", ["Adults", "Nobody"]);
  await playground.pick("Country", "Country 123");
  await playground.fill("Title", "Centre, \"open\" & <b>calm</b>");
  await playground.fill("Due", "2027-03-31");
  await playground.tickBox("Declaration");
  assert.equal(await playground.page.getByText("What is meant").isVisible(), false);
  await playground.toggle("Guidance");
  await playground.waitForText("What is meant");
  await playground.press("Next");
  await playground.waitForCard("Page 2");
  assert.deepEqual(received.at(-1).value.action.data, {
    B1: "partly",
    B2: "no",
    A1: "adults,nobody",
    country: "c123",
    title: "Centre, \"open\" & <b>calm</b>",
    due: "2027-03-31",
    confirmed: "true",
  });

  await playground.fill("Title", "again");
  await playground.press("Other way");
  await playground.waitForCard("Page 3");
  assert.equal(received.at(-1).value.verb, "other");
  assert.equal(await playground.cards().count(), 1);
  await playground.narrowScreenshot(picture, 360);
  console.log("the driver and the Playground agree");
} finally {
  await playground.close();
  bot.close();
}
