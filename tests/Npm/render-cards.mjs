// node render-cards.mjs FILE-OR-FOLDER…
//
// Parses and renders Adaptive Cards with the official renderer and prints one JSON line a card:
//   {"file":"…","ok":true,"events":[],"text":"…","links":[],"inputs":["B1"],"actions":4}
// `events` are the renderer's warnings: unknown elements and actions, wrong values, required inputs without a label. `text` is
// what a person reads, with markdown processed as the clients do, hidden parts included; `links` is where links lead.
// A file holds a card, or a message activity whose attachments are cards. "-" reads file names from standard input, a line each.
// Exit code: 0, 1 when a card has a warning or is not shown at all, 2 when a file cannot be read.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { JSDOM } from "jsdom";
import MarkdownIt from "markdown-it";
import { filesOf } from "./json-files.mjs";

const most = 6;
const newest = { major: 1, minor: 5 };
const require = createRequire(import.meta.url);

const window = new JSDOM("<!doctype html><body></body>", { runScripts: "outside-only" }).window;
// The renderer writes some texts through innerText, which jsdom, having no layout, does not know.
Object.defineProperty(window.HTMLElement.prototype, "innerText", {
  get() {
    return this.textContent;
  },
  set(text) {
    this.textContent = text;
  },
});
window.eval(await readFile(require.resolve("adaptivecards").replace(/lib[\\/]adaptivecards\.js$/, "dist/adaptivecards.js"), "utf8"));
const { AdaptiveCard, CardElement, HostConfig, SerializationContext, ValidationEvent, Version } = window.AdaptiveCards;
const markdown = new MarkdownIt({ html: false, linkify: false });
AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = markdown.render(text);
  result.didProcess = true;
};

/** The cards of a parsed file, each with a name. */
function cardsOf(file, content) {
  if (content.type === "AdaptiveCard") return [[file, content]];
  if (Array.isArray(content.attachments)) return content.attachments.map((attachment, index) => [`${file}#${index}`, attachment.content]);
  throw new Error("neither an AdaptiveCard nor a message with attachments");
}

function render(file, content) {
  // The renderer checks "lang" with one global regular expression, which fails every second time unless it is rewound.
  if (CardElement.langProperty.regEx) CardElement.langProperty.regEx.lastIndex = 0;
  const context = new SerializationContext(new Version(newest.major, newest.minor));
  const card = new AdaptiveCard();
  card.hostConfig = new HostConfig({ actions: { maxActions: most }, supportsInteractivity: true });
  card.parse(content, context);
  const events = [];
  for (let index = 0; index < context.eventCount; index++) events.push(context.getEventAt(index));
  events.push(...card.validateProperties().validationEvents);
  const shown = card.render();
  const described = events.map((event) => ({
    event: ValidationEvent[event.event],
    message: event.message,
    element: event.source?.id ?? event.source?.getJsonTypeName?.(),
  }));
  if (!shown) described.push({ event: "NotShown", message: "The renderer shows nothing for this card." });
  return {
    file,
    ok: described.length === 0,
    events: described,
    text: shown ? textOf(shown) : "",
    links: shown ? [...shown.querySelectorAll("a[href]")].map((link) => link.getAttribute("href")) : [],
    inputs: card.getAllInputs().map((input) => input.id),
    actions: content.actions?.length ?? 0,
  };
}

/** Text with a line for each block, which textContent alone would run together. */
function textOf(element) {
  const lines = [];
  const walk = (node, line) => {
    for (const child of node.childNodes) {
      if (child.nodeType === 3) line.push(child.textContent);
      else if (/^(SPAN|A|B|I|STRONG|EM|CODE|LABEL)$/.test(child.nodeName)) walk(child, line);
      else {
        if (line.length) lines.push(line.splice(0).join(""));
        walk(child, line);
        if (line.length) lines.push(line.splice(0).join(""));
      }
    }
  };
  const rest = [];
  walk(element, rest);
  if (rest.length) lines.push(rest.join(""));
  return lines.map((line) => line.trim()).filter(Boolean).join("\n");
}

async function* named() {
  for (const path of process.argv.slice(2)) {
    if (path !== "-") yield* await filesOf(path);
    else for await (const chunk of process.stdin.setEncoding("utf8").iterator()) yield* chunk.split("\n").filter(Boolean);
  }
}

let code = process.argv.length > 2 ? 0 : 2;
if (code) console.error("usage: node render-cards.mjs FILE-OR-FOLDER…");
for await (const file of named()) {
  try {
    for (const [name, content] of cardsOf(file, JSON.parse(await readFile(file, "utf8")))) {
      const result = render(name, content);
      console.log(JSON.stringify(result));
      if (!result.ok) code = Math.max(code, 1);
    }
  } catch (error) {
    console.log(JSON.stringify({ file, ok: false, events: [{ event: "NotReadable", message: error.message }] }));
    code = 2;
  }
}
process.exitCode = code;
