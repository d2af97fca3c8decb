/** An account for one example, and the example as it can be planned without files and variables beside it. */
import { exampleAccount } from "../../examples/accounts.ts";

/** Members of the account besides the owner. */
export function accountFor(platform: string, manifest: string): object {
  // Trees start with one group, and only an account can be started with it.
  const group = /^ +- name: (.*)$/m.exec(manifest)?.[1];
  const tree = platform === "autoid" && group !== undefined ? { group } : {};
  return { ...exampleAccount(platform), ...tree };
}

/** What comes from files and variables has tests of its own. */
export function withoutSources(manifest: string): string {
  return manifest.replace(/^.*(logo:|!env ).*\n/gm, "");
}
