/** A kind that is added to the list of a platform is a resource with everything that belongs to one, and no code of its own. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test as plain } from "vitest";
import { buildProvider } from "../../src/cli/provider/build.ts";
import { executableName } from "../../src/cli/provider/names.ts";
import { variationsOf } from "../../src/terraform/acceptance.ts";
import { catalogOf } from "../../src/terraform/catalog.ts";
import { registryDocs } from "../../src/terraform/registry-docs.ts";
import { schemaOf } from "../../src/terraform/schema.ts";
import { requiring } from "../support/require.ts";
import { live } from "./support/life.ts";
import { bookShelf, madeUp } from "./support/made-up.ts";
import { kindBodies, openStage } from "./support/stage.ts";

const test = requiring("terraform");
const TYPE = "cxroster_engagecx_book_shelf";
const NAME = { type: "cxroster", version: "0.0.0" };
const LONG = 120_000;

const catalog = catalogOf([madeUp]);
const folder = mkdtempSync(join(tmpdir(), "cxroster-made-up-"));
beforeAll(() =>
  buildProvider({ entry: join(import.meta.dirname, "support/serve-made-up.ts"), folder, name: NAME }),
);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

plain("it has a resource, a data source and an identity, with the attributes of the kind", () => {
  const { resources, dataSources, identities } = schemaOf(catalog);
  expect(Object.keys(identities)).toContain(TYPE);
  for (const schema of [resources[TYPE], dataSources[TYPE]]) {
    expect(schema?.attributes.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["id", "title", "place", "boards"]),
    );
    expect(schema?.description).toContain(bookShelf.summary);
  }
});

plain("it has pages, a block in the example of its platform and a row of what is tested", () => {
  const pages = new Map(registryDocs(catalog).map(({ path, text }) => [path, text]));
  const resource = pages.get("docs/terraform/resources/engagecx_book_shelf.md");
  for (const part of [
    "title",
    "place",
    "boards",
    `resource "${TYPE}" "example"`,
    `terraform import ${TYPE}.example 'Poetry'`,
  ])
    expect(resource).toContain(part);
  expect(pages.get("docs/terraform/data-sources/engagecx_book_shelf.md")).toContain(
    `data "${TYPE}" "example"`,
  );
  expect(pages.get("examples/terraform/engagecx/main.tf")).toContain(`resource "${TYPE}" "example"`);
  expect(pages.get("docs/terraform/acceptance.md")).toContain(
    `\`${TYPE}\` | \`title\`, \`place_row\`, \`boards\``,
  );
});

test("it goes through the whole life of a resource", { timeout: LONG }, async () => {
  const stage = await openStage(madeUp, join(folder, executableName(NAME)));
  try {
    const bodies = new Map([...kindBodies(stage.catalog)].filter(([entry]) => entry.kind === bookShelf));
    expect([...bodies.keys()].flatMap(variationsOf).map(({ path }) => path)).toEqual([
      "title",
      "place.row",
      "boards",
    ]);
    await live(stage, bodies);
  } finally {
    await stage.close();
  }
});
