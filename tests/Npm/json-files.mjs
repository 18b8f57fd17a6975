import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/** The file itself, or the .json files anywhere below a folder, sorted. */
export async function filesOf(path) {
  if (!(await stat(path)).isDirectory()) return [path];
  const names = (await readdir(path, { recursive: true })).filter((name) => name.endsWith(".json"));
  return names.sort().map((name) => join(path, name));
}
