/** The manifest `init` writes, by platform. Each one is valid as it stands. */
const engagecx = `# yaml-language-server: $schema=.cxroster/engagecx.schema.json
apiVersion: cxroster/v1
platform: engagecx

# A key that is absent is not managed. A key that is present lists everything that should exist in it.
# \`include:\` manages only what it names, which is a gentle start with an account that is already in use.
workspaces:
  include:
    - name: Claims

groups:
  include:
    - name: Claims Handlers
      workspaces: [Claims]

users:
  include:
    - email: ana@example.com
      groups: [Claims Handlers]
      sendInvitation: false
    # - email: temp@example.com
    #   groups:
    #     - name: Claims Handlers
    #       until: 2099-12-31
    #       reason: covers for Ana
`;

const cxengage = `# yaml-language-server: $schema=.cxroster/cxengage.schema.json
apiVersion: cxroster/v1
platform: cxengage

# A key that is absent is not managed. A key that is present lists everything that should exist in it.
# \`include:\` manages only what it names, which is a gentle start with a tenant that is already in use.
groups:
  include:
    - name: Claims

skills:
  include:
    - name: French
      hasProficiency: true

users:
  include:
    - email: ana@example.com
      role: Agent
      # \`now\` sends an invitation as soon as the user is made.
      invite: later
      groups: [Claims]
      skills:
        - name: French
          proficiency: 80
    # - email: temp@example.com
    #   role: Agent
    #   until: 2099-12-31
    #   reason: covers for Ana
`;

const contactcenter = `# yaml-language-server: $schema=.cxroster/contactcenter.schema.json
apiVersion: cxroster/v1
platform: contactcenter

# A key that is absent is not managed. A key that is present lists everything that should exist in it.
# \`include:\` manages only what it names, which is a gentle start with an account that is already in use.
# A workspace can never be renamed, and deleting one loses everything in it.
workspaces:
  include:
    - name: Sales

members:
  include:
    # Every new member is invited as Super Admin, who manages the whole account.
    - email: ana@example.com
      workspaces: [Sales]
    # - email: temp@example.com
    #   workspaces: [Sales]
    #   until: 2099-12-31
    #   reason: covers for Ana
`;

const autoid = `# yaml-language-server: $schema=.cxroster/autoid.schema.json
apiVersion: cxroster/v1
platform: autoid

# A key that is absent is not managed. A key that is present lists everything that should exist in it.
# \`include:\` manages only what it names, which is a gentle start with a tree that is already in use.
# Accounts can be created and activated, and nothing else: check their names before the first apply.
groups:
  include:
    - name: Main Group
      subgroups:
        include:
          - name: North
            users:
              include:
                - email: ana@example.com
                  roles: [User]
                # - email: temp@example.com
                #   roles: [Messaging Agent]
                #   until: 2099-12-31
                #   reason: covers for Ana
`;

export const starters: ReadonlyMap<string, string> = new Map([
  ["engagecx", engagecx],
  ["cxengage", cxengage],
  ["contactcenter", contactcenter],
  ["autoid", autoid],
]);
export const starterPlatforms: readonly string[] = [...starters.keys()];
