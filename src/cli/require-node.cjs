// Stops a script that an old Node would fail in an obscure way. Plain CommonJS in old syntax, so that any Node runs it.
var WANTED_MAJOR = 24;
var major = Number(process.versions.node.split(".")[0]);
if (major < WANTED_MAJOR) {
  console.error(
    "cxroster needs Node " +
      WANTED_MAJOR +
      " or newer; this is " +
      process.versions.node +
      " (" +
      process.execPath +
      ").\n" +
      "Run it through npm after a plain `npm ci` (without --ignore-scripts), which installs a fitting Node into node_modules.",
  );
  process.exit(1);
}
