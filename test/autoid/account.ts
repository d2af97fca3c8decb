/** The tree several tests start from: a group, two subgroups, two locations, five people. */
export const TREE = `
caller: owner@northwind.example
account: Northwind
groups:
  - name: Main Group
    active: true
    users:
      - { email: owner@northwind.example, roles: [Account Admin], login: owner, lastLogin: "2026-11-01T08:00:00Z" }
      - { email: ana@northwind.example, roles: [User], login: ana, lastLogin: "2026-11-01T08:00:00Z" }
    subgroups:
      - name: North
        active: true
        users:
          - { email: ben@northwind.example, roles: [Account Admin, User] }
          - { email: cleo@northwind.example, roles: [Messaging Agent] }
        locations:
          - { name: Harbor Street, active: true }
          - { name: Old Mill, active: false }
      - name: South
        active: true
        users: [{ email: dan@northwind.example, roles: [User, Messaging Agent] }]
`;
