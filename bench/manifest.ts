/** A manifest of many people: 50 groups, 10 workspaces, everybody in three groups, nobody invited. */
const GROUPS = 50;
const WORKSPACES = 10;

export function manifestOf(people: number): string {
  const workspaces = Array.from({ length: WORKSPACES }, (_, index) => `  - name: Workspace ${index}\n`);
  const groups = Array.from(
    { length: GROUPS },
    (_, index) => `  - name: Group ${index}\n    workspaces:\n      - Workspace ${index % WORKSPACES}\n`,
  );
  const users = Array.from({ length: people }, (_, index) => {
    const lines = [0, 7, 19].map((step) => `      - Group ${(index + step) % GROUPS}\n`);
    return `  - email: person${index}@northwind.example\n    enabled: true\n    groups:\n${lines.join("")}`;
  });
  return `apiVersion: cxroster/v1
platform: engagecx
organization:
  name: Northwind
workspaces:
${workspaces.join("")}groups:
${groups.join("")}users:
${users.join("")}`;
}
