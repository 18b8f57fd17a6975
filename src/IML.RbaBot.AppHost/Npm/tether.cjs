// Ties a process to the one that started it: when the starter's end of standard input closes, for whatever reason (a kill -9
// included, which no handler of the starter sees), the process ends too.
//
//   node --require tether.cjs PROGRAM…       a Node program ties itself
//   node tether.cjs COMMAND ARGUMENT…        any other command, run as a child
//
// On Windows, too, this is how a process is asked to end in order: there are no signals there, but there is this event.
"use strict";

const grace = 5000;

function whenStarterIsGone(end) {
  process.stdin.on("end", end).on("close", end).on("error", end).resume();
  process.stdin.unref?.();
}

if (require.main === module) {
  const { spawn } = require("node:child_process");
  const [command, ...argumentsOfCommand] = process.argv.slice(2);
  const child = spawn(command, argumentsOfCommand, { stdio: ["ignore", "inherit", "inherit"] });
  let asked = false;
  const ask = () => {
    if (asked) return;
    asked = true;
    child.kill("SIGTERM");
    setTimeout(() => child.kill("SIGKILL"), grace).unref();
  };
  // The terminal sends Ctrl-C to the child as well; this process stays until the child has ended.
  process.on("SIGINT", () => {}).on("SIGTERM", ask);
  child.on("error", (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(127);
  });
  child.on("exit", (code, signal) => process.exit(signal === null ? code : asked ? 0 : 1));
  whenStarterIsGone(ask);
} else {
  let asked = false;
  whenStarterIsGone(() => {
    if (asked) return;
    asked = true;
    if (process.listenerCount("SIGTERM") === 0) process.exit(0);
    process.emit("SIGTERM");
    setTimeout(() => process.exit(0), grace).unref();
  });
}
