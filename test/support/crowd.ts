/** A manifest of many invited people in seven groups. */
const GROUPS = 7;

export function crowd(people: number): string {
  const users = Array.from(
    { length: people },
    (_, index) =>
      `  - { email: p${index}@x.example, sendInvitation: true, groups: [Crowd ${index % GROUPS}] }\n`,
  );
  const groups = Array.from({ length: GROUPS }, (_, index) => `  - { name: Crowd ${index} }\n`);
  return `apiVersion: cxroster/v1\nplatform: engagecx\ngroups:\n${groups.join("")}users:\n${users.join("")}`;
}
