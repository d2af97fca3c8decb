/** Hides the values of secrets in whatever leaves the process or is recorded. */

const HIDDEN = "***";
/** Shorter values are left alone: hiding every "a" would say more than it hides. */
const SHORTEST = 3;

export class Mask {
  readonly #secrets = new Set<string>();
  #sorted: string[] | null = null;

  /** From now on `secret` is hidden, each line of it as well, and the forms it takes inside JSON and addresses. */
  hide(secret: string): void {
    const forms = [secret, ...secret.split(/\r?\n/)].flatMap((form) => [
      form,
      JSON.stringify(form).slice(1, -1),
      encodeURIComponent(form.toWellFormed()),
    ]);
    for (const form of forms) if (form.length >= SHORTEST) this.#secrets.add(form);
    this.#sorted = null;
  }

  text(text: string): string {
    this.#sorted ??= [...this.#secrets].sort((a, b) => b.length - a.length);
    let masked = text;
    for (const secret of this.#sorted) masked = masked.replaceAll(secret, HIDDEN);
    return masked;
  }

  /** The same for every string inside a value, so that JSON stays JSON. */
  data(value: unknown): unknown {
    if (this.#secrets.size === 0) return value;
    if (typeof value === "string") return this.text(value);
    if (Array.isArray(value)) return value.map((each) => this.data(each));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, this.data(each)]));
  }
}
