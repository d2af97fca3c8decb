/** The whole life of every resource, under the real terraform against the bundled server. */
import { afterAll } from "vitest";
import type { Platform } from "../../src/platform/contract.ts";
import { platforms } from "../../src/platform/index.ts";
import { catalogOf } from "../../src/terraform/catalog.ts";
import { requiring } from "../support/require.ts";
import { live } from "./support/life.ts";
import { kindBodies, linkBodies, openStage, type Stage } from "./support/stage.ts";

const test = requiring("terraform");
const MINUTES = 60_000;

const stages: Stage[] = [];
afterAll(() => Promise.all(stages.map((stage) => stage.close())));

async function stageOf(platform: Platform): Promise<Stage> {
  const stage = await openStage(platform);
  stages.push(stage);
  return stage;
}

for (const platform of platforms) {
  const name = platform.table.platform;
  test.concurrent(`${name}: every kind is created, changed attribute by attribute, imported and destroyed`, {
    timeout: 10 * MINUTES,
  }, async () => {
    const stage = await stageOf(platform);
    await live(stage, kindBodies(stage.catalog));
  });
  const hasLinks = [...catalogOf([platform]).resources.values()].some((entry) => entry.is === "link");
  if (!hasLinks) continue;
  test.concurrent(`${name}: every link is created, changed, imported and destroyed as a resource of its own`, {
    timeout: 10 * MINUTES,
  }, async () => {
    const stage = await stageOf(platform);
    await live(stage, linkBodies(stage.catalog));
  });
}
