/** The apps every organization finds in the catalogue (ECX-APP-01, -02, ECX-CAT-08). It is data: an account may hold more. */
import type { Rules } from "../rules.ts";

export interface CatalogueApp {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** Purpose the product sorts the app under. */
  readonly type: string;
  /** A heading that groups apps and cannot be installed. */
  readonly section: boolean;
  readonly featured: boolean;
}

const DESIGN = "Design Software";
const EXPERIENCE = "Digital Experience";
const PRODUCTIVITY = "Productivity";

const app = (
  id: string,
  name: string,
  type: string,
  description: string,
  featured = false,
): CatalogueApp => ({
  id,
  name,
  type,
  description,
  featured,
  section: false,
});
const section = (id: string, name: string, type: string): CatalogueApp => ({
  ...app(id, name, type, ""),
  section: true,
});

const CATALOGUE: readonly CatalogueApp[] = [
  section("documents", "Documents", DESIGN),
  app(
    "communications",
    "Communications",
    DESIGN,
    "Design, send and follow letters, mails and messages.",
    true,
  ),
  app("tasks", "Tasks", PRODUCTIVITY, "Hand out work and see what is still open."),
  section("experience", "Experience", EXPERIENCE),
  app("journeys", "Journeys", EXPERIENCE, "Lay out the steps a customer goes through.", true),
  app("people", "People", EXPERIENCE, "Keep what is known about customers and contacts."),
  app("promotions", "Promotions", EXPERIENCE, "Plan offers and show them to the right people."),
  section("developer", "Developer", PRODUCTIVITY),
  app("admin", "Admin", PRODUCTIVITY, "Access of users and groups, connections to other systems, settings."),
  app(
    "workspaces",
    "Workspaces",
    PRODUCTIVITY,
    "Files, jobs, schedules, triggers and documents of each workspace.",
    true,
  ),
];

/** Rows named by a rule of their own. */
const CONFIRMED = new Map([
  ["admin", "ECX-B-03"],
  ["workspaces", "ECX-B-04"],
]);

export function catalogue(rules: Rules): readonly CatalogueApp[] {
  if (!rules.applies("ECX-APP-01")) return [];
  return CATALOGUE.filter((row) => {
    const rule = CONFIRMED.get(row.id);
    return rule === undefined || rules.applies(rule);
  });
}
