// Schema → classes of one flavour: `node generate.cjs cdktf|cdktn SCHEMA.json SOURCE@CONSTRAINT FOLDER`. One flavour a
// process: each generator starts a WebAssembly helper, and a second one in the same process crashes.
process.env.CHECKPOINT_DISABLE = "1";
const { createRequire } = require("node:module");
const { readFileSync } = require("node:fs");

const [flavour, schemaPath, constraint, folder] = process.argv.slice(2);
// The package's own entry needs compilers that one of the two does not declare; the generator proper does not.
const compiled = { cdktf: "lib", cdktn: "build" }[flavour];
const generator = require.resolve(
  `@${flavour}/provider-generator/${compiled}/get/generator/provider-generator`,
);
const requireNear = createRequire(generator);
const { TerraformProviderGenerator } = requireNear(generator);
const { CodeMaker } = requireNear("codemaker");
const { ConstructsMakerProviderTarget, Language, TerraformProviderConstraint } = requireNear(
  `@${flavour}/commons`,
);

const code = new CodeMaker();
const schema = JSON.parse(readFileSync(schemaPath, "utf8"));
const classes = new TerraformProviderGenerator(code, schema, { importExtension: ".js" });
classes.generate(
  new ConstructsMakerProviderTarget(new TerraformProviderConstraint(constraint), Language.TYPESCRIPT),
);
code.save(folder).then(
  // The helper of the generator would keep the process alive.
  () => process.exit(0),
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
