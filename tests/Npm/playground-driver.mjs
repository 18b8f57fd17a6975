// Drives the Microsoft 365 Agents Playground in a real Chromium, as a person would: by what is written on the screen.
// The Playground has no stable class names of its own; what is used here is what the card renderer (`ac-…`), the text
// editor (Lexical) and the accessible names give, and a change of them fails in this one file.

import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge"];

/** The path of a Chromium: CHROMIUM_PATH, or the first known name on PATH; undefined when there is none. */
export function findChromium(environment = process.env) {
  if (environment.CHROMIUM_PATH) return environment.CHROMIUM_PATH;
  const suffixes = process.platform === "win32" ? [".exe"] : [""];
  for (const folder of (environment.PATH ?? "").split(delimiter))
    for (const name of names)
      for (const suffix of suffixes) {
        const path = join(folder, name + suffix);
        if (folder && existsSync(path)) return path;
      }
  return undefined;
}

/** Opens a Playground's address in a browser of its own with an empty profile, and waits until it says "Connected.". */
export async function open(url, { width = 1280, height = 900, timeout = 20_000 } = {}) {
  const executablePath = findChromium();
  if (!executablePath) throw new Error("No Chromium was found on PATH, and CHROMIUM_PATH is not set.");
  const profile = await mkdtemp(join(tmpdir(), "playground-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    viewport: { width, height },
    // Without these, a Chromium in a closed network (a build server) looks up hosts of its maker all the time.
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
  const page = context.pages()[0] ?? (await context.newPage());
  page.setDefaultTimeout(timeout);
  const playground = new Playground(context, page, profile, timeout);
  try {
    await page.goto(url);
    await playground.waitConnected();
  } catch (error) {
    await playground.close();
    throw error;
  }
  return playground;
}

export class Playground {
  #context;
  #profile;
  #timeout;
  #newestOnTop = false;

  constructor(context, page, profile, timeout) {
    this.#context = context;
    this.#profile = profile;
    this.#timeout = timeout;
    this.page = page;
  }

  async close() {
    await this.#context.close();
    await rm(this.#profile, { recursive: true, force: true, maxRetries: 3 });
  }

  /** What is typed before this is lost: the page shows its editor earlier than it can send. */
  async waitConnected() {
    await this.page.getByText("Connected.", { exact: true }).first().waitFor();
  }

  /** Changes to another conversation: "Personal Chat", "IML Team - Alerts". The list of them needs a window of 1280 pixels. */
  async conversation(name) {
    await this.page.getByRole("treeitem", { name, exact: true }).click();
    this.#newestOnTop = name.includes(" - ");
    // A channel begins with "Start a new post", a chat ends with "Type a message": the new one is there before it is typed in.
    await this.page.getByText(this.#newestOnTop ? "Start a new post" : "Type a message").first().waitFor();
  }

  /** Types a message to the bot in a chat and sends it. */
  async say(text) {
    await this.page.locator("[data-lexical-editor=true]").first().click();
    await this.page.keyboard.type(text);
    await this.page.keyboard.press("Enter");
  }

  /** Starts a new post in a channel. Without the mention a bot does not hear it. */
  async post(text, { mention = "RBA Bot" } = {}) {
    await this.page.locator("[data-lexical-editor=true]").first().click();
    await this.page.keyboard.type("@");
    await this.page.getByRole("option").filter({ hasText: mention }).or(this.page.getByRole("menuitem").filter({ hasText: mention })).first().click();
    await this.page.keyboard.type(` ${text}`);
    await this.page.getByRole("button", { name: "Post", exact: true }).click();
  }

  /**
   * Opens the search of the app's message extension. The Playground reads no manifest, so it is told the names of the command and of
   * its parameter.
   */
  async openSearch(command, parameter) {
    await this.page.getByRole("button", { name: "Trigger Message Extension App" }).click();
    await this.page.getByRole("menuitem", { name: "Search Command" }).click();
    await this.page.getByRole("button", { name: "Specify Command ID or Parameter" }).click();
    await this.page.getByPlaceholder("Command ID").fill(command);
    await this.page.getByPlaceholder("Parameter name").fill(parameter);
  }

  /** Types into the open search, and gives back what is shown for it. */
  async search(words) {
    const answered = this.page.waitForResponse((response) => response.request().method() === "POST" && (response.request().postData() ?? "").includes("composeExtension/query"));
    await this.page.getByPlaceholder("Enter a search term").fill(words);
    await answered;

    // The answer is drawn a moment after it came.
    await this.page.waitForTimeout(300);
    return await this.#searchWindow().innerText();
  }

  /** Takes a result of the open search into the message that is being written. */
  async insert(result) {
    await this.#searchWindow().getByText(result, { exact: true }).click();
    await this.#searchWindow().waitFor({ state: "hidden" });
  }

  /** Sends the message that a result was taken into. */
  async sendInserted() {
    await this.page.getByRole("button", { name: "Send Message" }).click();
  }

  #searchWindow() {
    return this.page.locator(".fui-PopoverSurface", { hasText: "Search-Based Message Extension" });
  }

  cards() {
    return this.page.locator(".ac-adaptiveCard");
  }

  /** The newest card of the conversation shown: the last of a chat, the first of a channel, where the newest post is on top. */
  latestCard() {
    return this.#newestOnTop ? this.cards().first() : this.cards().last();
  }

  /** The text that a person reads on the newest card. */
  async text() {
    return await this.latestCard().innerText();
  }

  /** Waits until the newest card shows this text (a string anywhere in it, or a regular expression). */
  async waitForCard(text, timeout = this.#timeout) {
    await this.cards().filter({ hasText: text }).first().waitFor({ timeout });
    const deadline = Date.now() + timeout;
    while (!matches(await this.text(), text)) {
      if (Date.now() > deadline) throw new Error(`The newest card does not show ${text}. It shows:\n${await this.text()}`);
      await this.page.waitForTimeout(50);
    }
    return this.latestCard();
  }

  /** Waits until the conversation shows so many cards. */
  async waitForCards(count) {
    await this.cards().nth(count - 1).waitFor();
  }

  /** Waits until any message, card or not, shows this text. */
  async waitForText(text, timeout = this.#timeout) {
    await this.page.getByText(text).last().waitFor({ timeout });
  }

  /**
   * The block of one input: its label, the control and, after a failed press, its error. Labels match from the start; where
   * several inputs of a card have the same label, `after` is the beginning of a text above the one that is meant.
   */
  input(label, { after } = {}) {
    const labels = this.page.locator("> label.ac-richTextBlock", { hasText: startsWith(label) });
    const card = this.latestCard();
    const blocks = after
      ? card.getByText(startsWith(after)).first().locator("xpath=following::div[label]")
      : card.locator("div:has(> label.ac-richTextBlock)");
    return blocks.filter({ has: labels }).first();
  }

  /** Chooses one option of a single choice, shown as radio buttons. What a choice says behind a dash need not be given. */
  async choose(label, option, where) {
    await this.input(label, where).locator(".fui-Radio__label", { hasText: choice(option) }).click();
  }

  /** The option chosen in a single choice, as it is shown; undefined when none is. */
  async chosen(label, where) {
    const marked = this.input(label, where).locator(".fui-Radio:has(input:checked)");
    return (await marked.count()) > 0 ? await marked.innerText() : undefined;
  }

  /** Ticks options of a multiple choice. */
  async tick(label, options, where) {
    for (const option of [options].flat()) {
      const box = this.input(label, where).locator(".fui-Checkbox").filter({ has: this.page.getByText(choice(option)) });
      await box.locator("input").check();
    }
  }

  /** Fills a text, number or date. */
  async fill(label, text, where) {
    await this.input(label, where).locator("input, textarea").first().fill(String(text));
  }

  /** Picks an option of a drop-down list; where the list filters, by typing its name. */
  async pick(label, option, where) {
    const box = this.input(label, where).getByRole("combobox");
    await box.click();
    if (await box.isEditable()) await box.fill(option);
    await this.page.getByRole("option", { name: option, exact: true }).first().click();
  }

  /** Chooses an option of a single choice, be it shown as radio buttons or as a drop-down list. */
  async select(label, option, where) {
    const isList = (await this.input(label, where).getByRole("combobox").count()) > 0;
    await (isList ? this.pick(label, option, where) : this.choose(label, option, where));
  }

  /** Ticks the one box of a toggle, whatever stands beside it. */
  async tickBox(label, where) {
    await this.input(label, where).locator("input[type=checkbox]").check();
  }

  /** What stands in a text, number, date or drop-down list. */
  async value(label, where) {
    return await this.input(label, where).locator("input, textarea").first().inputValue();
  }

  /** The ids that begin the labels of the newest card, in order: "B1" of "B1. Does the proposal …". */
  async questions() {
    const labels = await this.latestCard().locator("label.ac-richTextBlock").allInnerTexts();
    return labels.map((label) => /^\s*([A-Z]\d+)\b/.exec(label)?.[1]).filter((id) => id !== undefined);
  }

  /** Opens or closes something that needs no round trip: guidance behind a toggle. */
  async toggle(title) {
    await this.latestCard().getByText(title, { exact: true }).first().click();
  }

  /**
   * Presses an action of the newest card and waits until another card stands there: the same card replaced in place, or a
   * newer one below. Fails, quoting the messages beside the inputs, when the client refuses to send.
   */
  async press(title, { timeout = this.#timeout } = {}) {
    const card = this.latestCard();
    // A replaced card keeps its elements; what changes are the ids that the renderer draws anew for each card.
    const before = await this.#drawing(card);
    await card.getByRole("button", { name: title, exact: true }).click();
    try {
      await this.page.waitForFunction(
        ([old, at]) => {
          const newest = [...document.querySelectorAll(".ac-adaptiveCard")].at(at);
          const id = newest?.querySelector('[id^="__ac-"]')?.id;
          return id !== undefined && id !== old;
        },
        [before, this.#newestOnTop ? 0 : -1],
        { timeout, polling: 25 },
      );
    } catch {
      const errors = await this.errors();
      throw new Error(`"${title}" was pressed and the card did not change.` + (errors.length ? ` It says: ${errors.join("; ")}` : ""));
    }
    return this.latestCard();
  }

  async #drawing(card) {
    return await card.locator('[id^="__ac-"]').first().getAttribute("id");
  }

  /** Presses an action without waiting for anything. */
  async click(title) {
    await this.latestCard().getByRole("button", { name: title, exact: true }).click();
  }

  /** The error messages beside the inputs of the newest card. */
  async errors() {
    return await this.latestCard().locator("label.ac-richTextBlock ~ .ac-textBlock").allInnerTexts();
  }

  /** A picture of the page, or of the newest card alone. */
  async screenshot(path, { card = false } = {}) {
    if (card) await this.#wholeCard(path);
    else await this.page.screenshot({ path });
  }

  /** A card taller than the window is cut off by the page's own scrolling: the window is made tall enough for the picture. */
  async #wholeCard(path) {
    const card = this.latestCard();
    const window = this.page.viewportSize();
    const { height } = await card.boundingBox();
    await this.page.setViewportSize({ width: window.width, height: Math.max(window.height, Math.ceil(height) + 400) });
    try {
      await card.screenshot({ path });
    } finally {
      await this.page.setViewportSize(window);
    }
  }

  /**
   * A picture of the newest card as wide as a narrow window (320, 360) would show it. The Playground itself is never narrower
   * than 600 pixels, nor its cards than 450, so the card is given the width by hand, for the picture only.
   */
  async narrowScreenshot(path, width) {
    const element = await this.latestCard().elementHandle();
    await element.evaluate((inner, pixels) => {
      for (let at = inner.parentElement; at && at !== document.body && at.getBoundingClientRect().width < 700; at = at.parentElement) {
        at.dataset.wide = at.style.cssText;
        at.style.cssText += `;width:${pixels}px!important;min-width:0!important;max-width:${pixels}px!important;padding-left:0!important;padding-right:0!important`;
      }
    }, width);
    try {
      await this.#wholeCard(path);
    } finally {
      await element.evaluate((inner) => {
        for (let at = inner.parentElement; at && at.dataset.wide !== undefined; at = at.parentElement) {
          at.style.cssText = at.dataset.wide;
          delete at.dataset.wide;
        }
      });
    }
  }
}

/** Whole words: "B1" is not the beginning of "B10". */
function startsWith(text) {
  return new RegExp(`^\\s*${escaped(text)}${/\w$/.test(text) ? "\\b" : ""}`);
}

/** An option in full, or the part of it before the dash that explains it. */
function choice(text) {
  return new RegExp(`^\\s*${escaped(text)}( – |\\s*$)`);
}

function escaped(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

function matches(shown, text) {
  return typeof text === "string" ? shown.includes(text) : text.test(shown);
}
