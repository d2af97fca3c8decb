/** What an account must hold from the start for the examples of its platform to work, besides an owner. */
export const EXAMPLE_ACCOUNTS: { readonly [platform: string]: object } = {
  engagecx: {
    name: "Northwind Insurance",
    licenses: [
      { name: "Communications 2026", app: "communications", seats: 6, expiresAt: "2099-01-01T00:00:00Z" },
    ],
  },
  cxengage: { name: "Northwind" },
  contactcenter: { name: "Northwind", workspace: "Main" },
  autoid: { group: "Main Group" },
};
