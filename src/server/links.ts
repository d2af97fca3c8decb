/** Lists of linked ids, read for a whole page at once. */
export interface Link {
  readonly owner: string;
  readonly id: string;
}

/** Owner → linked ids, in the order of the links. */
export function collect(links: readonly Link[]): Map<string, string[]> {
  const lists = new Map<string, string[]>();
  for (const { owner, id } of links) {
    const list = lists.get(owner);
    if (list) list.push(id);
    else lists.set(owner, [id]);
  }
  return lists;
}
