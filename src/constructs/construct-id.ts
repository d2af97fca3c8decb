/** The account itself has no name to be told by. */
const ROOT_ID = "account";

/** Construct id below the scope of its kind. Ids hold no `/`, which would nest them, and no two keys share one. */
export function constructId(key: string): string {
  return key.replace(/[%/+]|[^\S ]/g, encodeURIComponent).replaceAll(" ", "+") || ROOT_ID;
}
