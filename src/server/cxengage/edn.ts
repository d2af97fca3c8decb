/** The part of EDN that capacity rules are written in: a map from sets of channels to whole numbers. */

export interface Share {
  readonly channels: readonly string[];
  readonly most: number;
}

/** Reads `{[:voice] 1 [:email :messaging] 3}`; null where the text is anything else. Commas are white space. */
export function readRuleSet(text: string): readonly Share[] | null {
  const tokens = text.match(/[{}[\]]|:[a-z][\w-]*|\d+|[^\s,{}[\]]+/g) ?? [];
  let at = 0;
  const take = (expected: string) => tokens[at] === expected && ++at > 0;
  if (!take("{")) return null;
  const shares: Share[] = [];
  while (!take("}")) {
    if (!take("[")) return null;
    const channels: string[] = [];
    while (!take("]")) {
      const token = tokens[at++];
      if (token === undefined || !token.startsWith(":")) return null;
      channels.push(token.slice(1));
    }
    const number = tokens[at++];
    if (channels.length === 0 || number === undefined || !/^\d{1,4}$/.test(number)) return null;
    shares.push({ channels, most: Number(number) });
  }
  return at === tokens.length && shares.length > 0 ? shares : null;
}
