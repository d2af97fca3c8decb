/** Pipelines that check and plan each change request, and apply what was merged. */
import type { Platform } from "../../platform/contract.ts";
import { version } from "../version.ts";

function variables(platform: Platform): string[] {
  return [
    "CXROSTER_ENDPOINT",
    ...platform.credentials.filter((field) => field.required).map((field) => field.environment),
  ];
}

export function githubWorkflow(platform: Platform): string {
  const env = variables(platform).map((name) => `  ${name}: \${{ secrets.${name} }}`);
  return `# Set ${variables(platform).join(" and ")} as secrets of the repository.
name: cxroster
on:
  pull_request:
  push:
    branches: [main]
permissions:
  contents: read
# Two runs must never apply at the same time.
concurrency:
  group: cxroster-\${{ github.ref }}
env:
${env.join("\n")}
jobs:
  plan:
    if: github.event_name == 'pull_request'
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 24
      - run: npx --yes cxroster@${version()} validate
      - run: npx --yes cxroster@${version()} plan
  apply:
    if: github.event_name == 'push'
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 24
      - run: npx --yes cxroster@${version()} plan -o plan.json
      - run: npx --yes cxroster@${version()} apply plan.json
`;
}

export function gitlabPipeline(platform: Platform): string {
  return `# Take this in with \`include: cxroster.gitlab-ci.yml\`, or rename it to .gitlab-ci.yml.
# Set ${variables(platform).join(" and ")} as masked variables of the project.
cxroster plan:
  image: node:24
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
  script:
    - npx --yes cxroster@${version()} validate
    - npx --yes cxroster@${version()} plan

cxroster apply:
  image: node:24
  # Two runs must never apply at the same time.
  resource_group: cxroster
  rules:
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
  script:
    - npx --yes cxroster@${version()} plan -o plan.json
    - npx --yes cxroster@${version()} apply plan.json
`;
}
