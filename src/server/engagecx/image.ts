/** Images people upload: a logo, a photo. */
import { type Call, sha256 } from "../call.ts";

export const IMAGE_TYPES = ["image/png", "image/jpeg", "image/gif", "image/svg+xml", "image/webp"];
const IMAGE_MAXIMUM_BYTES = 1_048_576;

export interface Image {
  readonly contentType: string;
  readonly sha256: string;
  readonly base64: string;
}

/** The image to store, refused under `rule` where it is empty, too large or of another type. */
export function requireImage(
  call: Call,
  rule: string,
  field: string,
  contentType: string,
  bytes: Buffer,
): Image {
  const type = (contentType.split(";")[0] ?? "").trim().toLowerCase();
  const fits = IMAGE_TYPES.includes(type) && bytes.length > 0 && bytes.length <= IMAGE_MAXIMUM_BYTES;
  const message = `an image of at most ${IMAGE_MAXIMUM_BYTES} bytes is needed (${IMAGE_TYPES.join(", ")})`;
  call.rules.require(rule, fits, { status: 422, field, message });
  return { contentType: type, sha256: sha256(bytes), base64: bytes.toString("base64") };
}

/** The image in the request's own body. */
export function requireImageBody(call: Call, rule: string, field: string): Image {
  return requireImage(call, rule, field, call.header("content-type") ?? "", call.request.bytes);
}
