/**
 * A GitHub workflow: a change request gets its plan as a comment; what was merged, and what has ended, is planned, looked
 * at and applied; and every day somebody hears of changes made by hand.
 */
import type { Platform } from "../../platform/contract.ts";
import { TARGET } from "./config-files.ts";
import { CXROSTER, LEDGER, variables } from "./pipeline-parts.ts";

const KEY = "cxroster-ledger-${{ github.run_id }}-${{ github.run_attempt }}";
const cache = (action: string, more = "") => `      - uses: actions/cache/${action}@v4${more}
        with:
          path: |
            ${LEDGER.join("\n            ")}
          key: ${KEY}
`;

/** How every job begins. Secrets are named by the job, so that those of its environment count before the repository's. */
function begin(platform: Platform): string {
  const env = variables(platform).map((name) => `      ${name}: \${{ secrets.${name} }}\n`);
  return `    runs-on: ubuntu-latest
    env:
${env.join("")}    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 24
${cache("restore")}          restore-keys: cxroster-ledger-
`;
}

const PAGE = `      - if: always()
        run: test ! -f plan.json || ${CXROSTER} show plan.json --format html > plan.html
      - if: always()
        uses: actions/upload-artifact@v4
        with:
          name: access-plan
          path: plan.html
          if-no-files-found: ignore
`;
/** One comment, brought up to date: its first line is the same for every plan of a target. Others' comments stay. */
const comment = (platform: Platform) => `      - if: always()
        env:
          GH_TOKEN: \${{ github.token }}
          ISSUES: repos/\${{ github.repository }}/issues
          NUMBER: \${{ github.event.pull_request.number }}
          MARKER: '<!-- cxroster plan ${platform.table.platform} "${TARGET}" -->'
          RUN: \${{ github.server_url }}/\${{ github.repository }}/actions/runs/\${{ github.run_id }}
        run: |
          test -s comment.md || printf '%s\\n**No plan could be made of the last push.** [Why](%s)\\n' "$MARKER" "$RUN" > comment.md
          id=$(gh api --paginate "$ISSUES/$NUMBER/comments" --jq '.[] | select(.user.login == "github-actions[bot]" and (.body | startswith(env.MARKER))) | .id' | head -n 1)
          if [ -n "$id" ]; then gh api --method PATCH "$ISSUES/comments/$id" -F body=@comment.md
          else gh api "$ISSUES/$NUMBER/comments" -F body=@comment.md; fi
`;

export function githubWorkflow(platform: Platform): string {
  const start = begin(platform);
  return `# Set ${variables(platform).join(" and ")} as secrets. Those of the repository only need to read; those of
# the environment "cxroster", under the same names, are used to write.
name: cxroster
on:
  pull_request:
  push:
    branches: [main]
  schedule:
    - cron: "17 6 * * *"
  workflow_dispatch:
permissions:
  contents: read
# The ledger remembers what was declared with \`protect\`. It is no part of the repository, so a cache carries it from
# run to run. Caches are dropped after a while: what must never be removed belongs into \`protected:\` of policy.yaml.
jobs:
  review:
    if: github.event_name == 'pull_request'
    permissions:
      contents: read
      pull-requests: write
${start}      - run: ${CXROSTER} validate
      - run: ${CXROSTER} plan -o plan.json --format markdown > comment.md
${PAGE}${comment(platform)}
  # Fails where somebody changed the account by hand. Nothing is planned then until somebody has looked.
  drift:
    if: github.event_name == 'schedule'
${start}      - run: ${CXROSTER} drift --format markdown >> "$GITHUB_STEP_SUMMARY"

  # After a merge, by hand, and every day, because access may have ended by its \`until\`.
  plan:
    needs: drift
    if: github.event_name != 'pull_request' && !failure() && !cancelled()
    outputs:
      code: \${{ steps.plan.outputs.code }}
${start}      - id: plan
        run: |
          code=0
          ${CXROSTER} plan -o plan.json --detailed-exitcode --format markdown >> "$GITHUB_STEP_SUMMARY" || code=$?
          echo "code=$code" >> "$GITHUB_OUTPUT"
          [ "$code" -eq 0 ] || [ "$code" -eq 2 ]
      - uses: actions/upload-artifact@v4
        with:
          name: plan
          path: plan.json

  apply:
    needs: plan
    if: github.ref == 'refs/heads/main' && needs.plan.outputs.code == '2' && !failure() && !cancelled()
    # Give this environment required reviewers: they read the plan in the summary of the run, and that very plan is applied.
    environment: cxroster
    # Two runs must never apply at the same time.
    concurrency: cxroster
${start}      # What the branch says by now is planned by a later run.
      - run: test "$(git ls-remote origin "$GITHUB_REF" | cut -f 1)" = "$GITHUB_SHA"
      - uses: actions/download-artifact@v4
        with:
          name: plan
      - run: ${CXROSTER} apply plan.json
${cache("save", "\n        if: always()")}`;
}
