/** Pipelines that check and plan each change request, and apply what was merged. */
import type { Platform } from "../../platform/contract.ts";
import { version } from "../version.ts";
import { suggestedCredentials } from "./config-files.ts";

function variables(platform: Platform): string[] {
  return ["CXROSTER_ENDPOINT", ...suggestedCredentials(platform).map((field) => field.environment)];
}

/** The record of runs and what it names; not the lock that a killed runner leaves behind. */
const KEPT = ["*.jsonl", "*.head", "plans", "manifests", "approvals", "access"].map(
  (name) => `.cxroster/ledger/${name}`,
);
/** Several paths of one step, as a block of text. */
const KEPT_LINES = ["|", ...KEPT].join(`\n${" ".repeat(12)}`);

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
# The ledger remembers what was declared with \`protect\`. It is no part of the repository, so a cache carries it from
# run to run. Caches are dropped after a while: what must never be removed belongs into \`protected:\` of policy.yaml.
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
      - uses: actions/cache/restore@v4
        with:
          path: ${KEPT_LINES}
          key: cxroster-ledger-\${{ github.run_id }}-\${{ github.run_attempt }}
          restore-keys: cxroster-ledger-
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
      - uses: actions/cache/restore@v4
        with:
          path: ${KEPT_LINES}
          key: cxroster-ledger-\${{ github.run_id }}-\${{ github.run_attempt }}
          restore-keys: cxroster-ledger-
      - run: npx --yes cxroster@${version()} plan -o plan.json
      - run: npx --yes cxroster@${version()} apply plan.json
      - uses: actions/cache/save@v4
        if: always()
        with:
          path: ${KEPT_LINES}
          key: cxroster-ledger-\${{ github.run_id }}-\${{ github.run_attempt }}
`;
}

export function gitlabPipeline(platform: Platform): string {
  return `# Take this in with \`include: cxroster.gitlab-ci.yml\`, or rename it to .gitlab-ci.yml.
# Set ${variables(platform).join(" and ")} as masked variables of the project.
# The ledger remembers what was declared with \`protect\`. It is no part of the repository, so a cache carries it from
# run to run. Merge requests see it only where the project does not keep the caches of protected branches apart
# (Settings, CI/CD, General pipelines). What must never be removed belongs into \`protected:\` of policy.yaml.
cxroster plan:
  image: node:24
  cache:
    key: cxroster-ledger
    policy: pull
    paths: ${JSON.stringify(KEPT)}
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
  script:
    - npx --yes cxroster@${version()} validate
    - npx --yes cxroster@${version()} plan

cxroster apply:
  image: node:24
  cache:
    key: cxroster-ledger
    when: always
    paths: ${JSON.stringify(KEPT)}
  # Two runs must never apply at the same time.
  resource_group: cxroster
  rules:
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
  script:
    - npx --yes cxroster@${version()} plan -o plan.json
    - npx --yes cxroster@${version()} apply plan.json
`;
}
