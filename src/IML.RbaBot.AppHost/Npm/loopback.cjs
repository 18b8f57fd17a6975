// The Playground listens on every network interface, and speaks to a bot whose authentication is off. A laptop in a café
// must not offer that to its neighbours: a port asked for without an address is bound to this machine alone.
"use strict";

const { Server } = require("node:net");
const listen = Server.prototype.listen;

Server.prototype.listen = function (port, ...rest) {
  const onlyPort = typeof port === "number" && typeof rest[0] !== "string";
  return onlyPort ? listen.call(this, { port, host: "127.0.0.1" }, ...rest.filter((value) => typeof value === "function")) : listen.call(this, port, ...rest);
};
