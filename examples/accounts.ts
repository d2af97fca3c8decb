/** The account that the examples of a platform are for, as its operator sets it up: what no manifest creates. */
const NAMES: { readonly [platform: string]: string } = { engagecx: "Northwind Insurance" };
const HELD: { readonly [platform: string]: object } = {
  engagecx: {
    licenses: [
      { name: "Communications 2026", app: "communications", seats: 5, expiresAt: "2099-12-31T00:00:00Z" },
    ],
  },
};

/** Body of `POST /admin/accounts`, less the owner. */
export function exampleAccount(platform: string): object {
  return { platform, name: NAMES[platform] ?? "Northwind", ...HELD[platform] };
}
