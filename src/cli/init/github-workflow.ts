/**
 * A GitHub workflow: a change request gets its plan as a comment, what was merged is planned, looked at and applied, and
 * every day somebody hears of changes made by hand.
 */
import type { Platform } from "../../platform/contract.ts";
import { CXROSTER, LEDGER, variables } from "./pipeline-parts.ts";

const KEY = "cxroster-ledger-${{ github.run_id }}-${{ github.run_attempt }}";
const cache = (action: string, more = "") => `      - uses: actions/cache/${action}@v4${more}
        with:
          path: |
            ${LEDGER.join("\n            ")}
          key: ${KEY}
`;
/** How every job begins. */
const BEGIN = `    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 24
${cache("restore")}          restore-keys: cxroster-ledger-
`;
const PAGE = `      - if: always()
        run: test ! -f plan.json || ${CXROSTER} show plan.json --format html > plan.html
      - if: always()
        uses: actions/upload-artifact@v4
        with:
          name: access-plan
          path: plan.html
          if-no-files-found: ignore
`;
/** One comment for each target, brought up to date: its first line is the same for every plan of the target. */
const COMMENT = `      - if: always()
        env:
          GH_TOKEN: \${{ github.token }}
          ISSUES: repos/\${{ github.repository }}/issues
          NUMBER: \${{ github.event.pull_request.number }}
        run: |
          test -s comment.md || exit 0
          export MARKER="$(head -n 1 comment.md)"
          id=$(gh api --paginate "$ISSUES/$NUMBER/comments" --jq '.[] | select(.body | startswith(env.MARKER)) | .id' | head -n 1)
          if [ -n "$id" ]; then gh api --method PATCH "$ISSUES/comments/$id" -F body=@comment.md
          else gh api "$ISSUES/$NUMBER/comments" -F body=@comment.md; fi
`;

export function githubWorkflow(platform: Platform): string {
  const env = variables(platform).map((name) => `  ${name}: \${{ secrets.${name} }}`);
  return `# Set ${variables(platform).join(" and ")} as secrets of the repository.
name: cxroster
on:
  pull_request:
  push:
    branches: [main]
  schedule:
    - cron: "17 6 * * *"
permissions:
  contents: read
# Two runs must never apply at the same time.
concurrency:
  group: cxroster-\${{ github.event_name }}-\${{ github.ref }}
env:
${env.join("\n")}
# The ledger remembers what was declared with \`protect\`. It is no part of the repository, so a cache carries it from
# run to run. Caches are dropped after a while: what must never be removed belongs into \`protected:\` of policy.yaml.
jobs:
  review:
    if: github.event_name == 'pull_request'
    permissions:
      contents: read
      pull-requests: write
${BEGIN}      - run: ${CXROSTER} validate
      - run: ${CXROSTER} plan -o plan.json --format markdown > comment.md
${PAGE}${COMMENT}
  plan:
    if: github.event_name == 'push'
${BEGIN}      - run: ${CXROSTER} plan -o plan.json --format markdown >> "$GITHUB_STEP_SUMMARY"
      - uses: actions/upload-artifact@v4
        with:
          name: plan
          path: plan.json

  apply:
    needs: plan
    # Give this environment required reviewers: they read the plan in the summary of the run, and that very plan is applied.
    environment: cxroster
${BEGIN}      - uses: actions/download-artifact@v4
        with:
          name: plan
      - run: ${CXROSTER} apply plan.json
${cache("save", "\n        if: always()")}
  drift:
    if: github.event_name == 'schedule'
${BEGIN}      # Fails where somebody changed the account by hand.
      - run: ${CXROSTER} drift --format markdown >> "$GITHUB_STEP_SUMMARY"
`;
}
