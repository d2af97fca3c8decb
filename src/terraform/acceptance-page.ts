/** The page that lists what is tested of each resource. */
import { code, GENERATED, page, table } from "../emit/markdown.ts";
import { variationsOf } from "./acceptance.ts";
import type { Catalog, ResourceEntry } from "./catalog.ts";
import { snakeCase } from "./names.ts";
import { endsOf } from "./schema.ts";

/** What the acceptance test goes through with each resource; it fails where a step does. */
export function acceptancePage(catalog: Catalog): string {
  const rows = [...catalog.resources.values()].map((entry) => {
    const changed = variationsOf(entry).map(({ path }) => code(snakeCase(path)));
    return [code(entry.type), changed.join(", "), ends(entry)];
  });
  return page(
    GENERATED,
    "# What is tested of each resource",
    "`npm run test:terraform` takes every resource through this life with the real `terraform` against the bundled server: create, plan twice (with and without a refresh) and see no change, import by name and by id and compare with what was created, change it behind Terraform's back and see it noticed and put right, change each attribute below and see no change left, destroy and look for it. The rows are the resources of the schema; one that fails a step fails the run.",
    table(["resource", "attributes that are changed in place", "after a destroy"], rows),
  );
}

function ends(entry: ResourceEntry): string {
  if (entry.is === "link") return `the ${endsOf(entry).owner} is without the ${endsOf(entry).target}`;
  return { delete: "gone", disable: "disabled", never: "still there, forgotten" }[entry.kind.removal.effect];
}
