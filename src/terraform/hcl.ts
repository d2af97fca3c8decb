/** Values written in Terraform's own language. */

/** An expression, written as it is. */
export class Expression {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type Hcl = null | string | number | boolean | Expression | readonly Hcl[] | HclObject;
export type HclObject = { readonly [name: string]: Hcl };

const LINE_MOST = 90;

/** A block with its labels, as `terraform fmt` would write it. */
export function block(head: readonly [string, ...string[]], body: HclObject): string {
  const [type, ...labels] = head;
  const named = [type, ...labels.map((label) => quote(label))].join(" ");
  return `${named} {\n${members(body, 2)}}\n`;
}

function members(body: HclObject, indent: number): string {
  const shown = Object.entries(body).filter(([, value]) => value !== null);
  return runsOf(shown)
    .map((run) => {
      const widest = Math.max(...run.map(([name]) => name.length));
      const lines = run.map(([name, value]) => {
        const label = run.length === 1 ? name : name.padEnd(widest);
        return `${" ".repeat(indent)}${label} = ${write(value, indent)}\n`;
      });
      return lines.join("");
    })
    .join("");
}

/** Neighbors that stand on one line each are aligned with each other. */
function runsOf(entries: readonly [string, Hcl][]): [string, Hcl][][] {
  const runs: [string, Hcl][][] = [];
  let open = false;
  for (const entry of entries) {
    const isOneLine = !isLong(entry[1]);
    if (open && isOneLine) runs.at(-1)?.push(entry);
    else runs.push([entry]);
    open = isOneLine;
  }
  return runs;
}

function isLong(value: Hcl): boolean {
  return write(value, 0).includes("\n");
}

function write(value: Hcl, indent: number): string {
  if (value instanceof Expression) return value.text;
  if (typeof value === "string") return quote(value);
  if (Array.isArray(value)) return writeList(value as readonly Hcl[], indent);
  if (typeof value !== "object" || value === null) return String(value);
  return `{\n${members(value as HclObject, indent + 2)}${" ".repeat(indent)}}`;
}

function writeList(list: readonly Hcl[], indent: number): string {
  const parts = list.map((each) => write(each, indent + 2));
  const isShort = parts.join(", ").length <= LINE_MOST && !parts.some((part) => part.includes("\n"));
  if (isShort) return `[${parts.join(", ")}]`;
  const pad = " ".repeat(indent + 2);
  return `[\n${parts.map((part) => `${pad}${part},\n`).join("")}${" ".repeat(indent)}]`;
}

function quote(text: string): string {
  return JSON.stringify(text).replaceAll("${", "$${").replaceAll("%{", "%%{");
}
