/** Everything a stack needs: manifests as constructs, a team as a construct, and a class for every resource. */
export * from "#l1";
export {
  groupFromName,
  type IGroup,
  type IUser,
  type IWorkspace,
  userFromEmail,
  workspaceFromName,
} from "./lookups.ts";
export { ManifestError } from "./manifest-error.ts";
export { Roster, type RosterProps } from "./roster.ts";
export { type ITeam, Team, type TeamProps } from "./team.ts";
