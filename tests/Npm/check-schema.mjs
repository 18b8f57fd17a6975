// node check-schema.mjs SCHEMA FILE-OR-FOLDER…
//
// Checks JSON files against a JSON schema (draft 04 to 07) and prints one JSON line a file:
//   {"file":"…","ok":false,"errors":[{"at":"/body/0","message":"must have required property 'text'"}]}
// Exit code: 0, 1 when a file does not match, 2 when something cannot be read.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { Ajv } from "ajv";
import { filesOf } from "./json-files.mjs";

const require = createRequire(import.meta.url);

const [schemaPath, ...paths] = process.argv.slice(2);
if (!schemaPath || paths.length === 0) {
  console.error("usage: node check-schema.mjs SCHEMA FILE-OR-FOLDER…");
  process.exit(2);
}

// Published schemas keep words of older drafts after having moved to a newer one, which the validator refuses: the "id" of
// draft 04 at the root, and "required": true on a property.
const schema = JSON.parse(await readFile(schemaPath, "utf8"), (key, value) => (key === "required" && typeof value === "boolean" ? undefined : value));
delete schema.id;
// The validator knows no draft 04 by name; what differs in it (a boolean exclusiveMinimum) is used by no schema checked here.
if (schema.$schema?.includes("/draft-04/")) delete schema.$schema;
// Their patterns are written without the strictness of the "u" flag.
const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false, unicodeRegExp: false });
ajv.addMetaSchema(require("ajv/dist/refs/json-schema-draft-06.json"));
ajv.addSchema(schema, "schema");
const validate = ajv.getSchema("schema");

/**
 * A schema with a branch for each element type complains of every branch that does not fit. What helps is what the definition
 * of an element's own type says of that element alone, from the inside out; of an outer one only what no inner one explains.
 */
function telling(content) {
  const found = [];
  const explained = [];
  const walk = (value, at) => {
    if (value === null || typeof value !== "object") return;
    for (const [key, inner] of Object.entries(value)) walk(inner, `${at}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`);
    const check = at === "" ? validate : schema.definitions?.[value.type] && ajv.getSchema(`schema#/definitions/${value.type}`);
    if (!check && typeof value.type === "string" && !at.includes("/data")) {
      found.push({ at: `${at}/type`, message: "is not a type of the schema", type: value.type });
      explained.push(at);
    }
    if (!check || check(value)) return;
    for (const error of check.errors) {
      const place = at + error.instancePath;
      if (!explained.some((inner) => place === inner || place.startsWith(`${inner}/`)))
        found.push({ at: place, message: error.message, ...error.params });
    }
    explained.push(at);
  };
  walk(content, "");
  const precise = found.filter((error) => error.at !== "");
  return [...new Map((precise.length ? precise : found).map((error) => [JSON.stringify(error), error])).values()];
}

let code = 0;
for (const path of paths)
  for (const file of await filesOf(path)) {
    try {
      const content = JSON.parse(await readFile(file, "utf8"));
      const ok = validate(content);
      console.log(JSON.stringify({ file, ok, errors: ok ? [] : telling(content) }));
      if (!ok) code = Math.max(code, 1);
    } catch (error) {
      console.log(JSON.stringify({ file, ok: false, errors: [{ at: "", message: error.message }] }));
      code = 2;
    }
  }
process.exitCode = code;
