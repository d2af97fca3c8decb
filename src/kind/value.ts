/** The values that travel between the rooms. All of them survive JSON. */
export type Scalar = string | number | boolean | null;
export type Value = Scalar | readonly Value[] | { readonly [name: string]: Value };

/** A secret by the place it comes from; its text is read only by the command line, just before the first write. */
export type SecretSource = { readonly env: string } | { readonly file: string };
export interface Secret {
  readonly $secret: SecretSource;
}

/** A file by path (relative to the working directory) and the SHA-256 of its bytes in hex. */
export interface FileContent {
  readonly $file: string;
  readonly sha256: string;
}

/** One entry of a links attribute. `to` is the key of the target; the rest are attributes of the link itself. */
export interface Link {
  readonly to: string;
  readonly [attribute: string]: Value;
}

export function isSecret(value: unknown): value is Secret {
  return typeof value === "object" && value !== null && "$secret" in value;
}

export function isFileContent(value: unknown): value is FileContent {
  return typeof value === "object" && value !== null && "$file" in value;
}
