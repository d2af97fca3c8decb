/** What an account must hold from the start for the examples of its platform to work, besides an owner. */
const ACCOUNTS: { readonly [platform: string]: object } = {
  engagecx: {
    name: "Northwind Insurance",
    licenses: [
      { name: "Communications 2026", app: "communications", seats: 6, expiresAt: "2099-01-01T00:00:00Z" },
    ],
  },
  contactcenter: { workspace: "Main" },
};

/** Members of the account besides platform and owner, for one example of a platform. */
export function exampleAccount(platform: string, manifest: string): object {
  // Trees start with one group, and only an account can be started with it.
  const group = /^ +- name: (.*)$/m.exec(manifest)?.[1];
  const tree = platform === "autoid" && group !== undefined ? { group } : {};
  return { name: "Northwind", ...ACCOUNTS[platform], ...tree };
}

/** What comes from files and variables has tests of its own. */
export function withoutSources(manifest: string): string {
  return manifest.replace(/^.*(logo:|!env ).*\n/gm, "");
}
