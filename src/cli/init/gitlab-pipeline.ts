/**
 * A GitLab pipeline: a change request gets its plan as a page; what was merged, and what has ended, is planned, looked at
 * and applied; and a schedule tells of changes made by hand.
 */
import type { Platform } from "../../platform/contract.ts";
import { CXROSTER, LEDGER, variables } from "./pipeline-parts.ts";

/** After a merge, by hand, and by a schedule, because access may have ended by its `until`. */
const APPLIES = `    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH && $CI_PIPELINE_SOURCE =~ /^(push|web|schedule)$/`;

export function gitlabPipeline(platform: Platform): string {
  return `# Take this in with \`include: cxroster.gitlab-ci.yml\`, or rename it to .gitlab-ci.yml.
# Set ${variables(platform).join(" and ")} as masked variables of the project. Give those of the
# environment scope "cxroster" credentials that may write, and protect them; those of all environments only need to read.
# The ledger remembers what was declared with \`protect\`. It is no part of the repository, so a cache carries it from
# run to run. Merge requests see it only where the project does not keep the caches of protected branches apart
# (Settings, CI/CD, General pipelines). What must never be removed belongs into \`protected:\` of policy.yaml.
.cxroster:
  image: node:24
  cache:
    key: cxroster-ledger
    policy: pull
    paths: ${JSON.stringify(LEDGER)}

cxroster review:
  extends: .cxroster
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
  script:
    - ${CXROSTER} validate
    - ${CXROSTER} plan -o plan.json
  after_script:
    - test ! -f plan.json || ${CXROSTER} show plan.json --format html > plan.html
  artifacts:
    when: always
    access: developer
    expose_as: access plan
    paths: [plan.html]

# Give the project a pipeline schedule for this. It fails where somebody changed the account by hand; nothing is planned
# then until somebody has looked.
cxroster drift:
  extends: .cxroster
  rules:
    - if: $CI_PIPELINE_SOURCE == "schedule"
  script:
    - ${CXROSTER} drift

cxroster plan:
  extends: .cxroster
  needs:
    - job: cxroster drift
      optional: true
  rules:
${APPLIES}
  script:
    - ${CXROSTER} plan -o plan.json
  artifacts:
    access: developer
    paths: [plan.json]

cxroster apply:
  extends: .cxroster
  needs: [cxroster plan]
  cache:
    policy: pull-push
    when: always
  # Protect this environment, or add \`when: manual\` to the rule: somebody reads the plan then, and that very plan is applied.
  environment: cxroster
  # Two runs must never apply at the same time.
  resource_group: cxroster
  rules:
${APPLIES}
  script:
    - ${CXROSTER} apply plan.json
`;
}
