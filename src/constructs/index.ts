/** Everything a stack needs: manifests as constructs, a team as a construct, and a class for every resource. */
export * from "#l1";
export { ManifestError } from "./manifest-error.ts";
export { Roster, type RosterProps } from "./roster.ts";
