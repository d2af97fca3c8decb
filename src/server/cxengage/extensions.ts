/** What an extension of a user must be (CXE-B-31, CXE-B-33), and which cannot be taken away (CXE-EXT-03). */
import { isObject } from "../body.ts";
import type { Call } from "../call.ts";
import { acceptText, bad, type Members, need } from "./wire.ts";

const DEFAULT_PROVIDER = "twilio";
const E164 = /^\+[1-9]\d{1,14}(x\d+)?$/;
const MAXIMUM = 50;
const TEXTS = ["id", "description", "provider", "region"];

/** The extension a new user starts with. */
export function firstExtension(user: string): Members {
  return {
    type: "webrtc",
    value: user,
    provider: DEFAULT_PROVIDER,
    region: "default",
    description: "Twilio",
  };
}

export function isDefault(extension: unknown): boolean {
  return isObject(extension) && extension.provider === DEFAULT_PROVIDER;
}

/** The list as it is stored. Throws 400 for an entry that is none, and where a default one is missing. */
export function acceptExtensions(call: Call, value: unknown, before: readonly unknown[]): readonly Members[] {
  const list = Array.isArray(value) && value.length <= MAXIMUM && value.every(isObject);
  need(list, "bad-value", bad("extensions is a list of objects", "extensions"));
  for (const each of value) acceptExtension(call, each);
  const [kept, due] = [value.filter(isDefault).length, before.filter(isDefault).length];
  const message = "a default extension cannot be removed";
  call.rules.require("CXE-EXT-03", kept >= due, bad(message, "extensions"));
  return value;
}

export function acceptExtension({ rules }: Call, extension: Members): void {
  const { type, value, provider, description } = extension;
  const fine = (condition: boolean, message: string) =>
    rules.require("CXE-B-31", condition, bad(message, "extensions"));
  fine(type === "pstn" || type === "sip" || type === "webrtc", "type is pstn, sip or webrtc");
  for (const name of TEXTS)
    fine(
      extension[name] === undefined || extension[name] === null || acceptText(extension[name]) !== null,
      `${name} is a text`,
    );
  const text = acceptText(value) ?? "";
  fine(text !== "" || type === "webrtc", "value is a text");
  fine(type !== "sip" || /^sip:\S+$/.test(text), "value must be a valid SIP address");
  fine(type !== "webrtc" || provider === "twilio" || provider === "plivo", "webrtc needs a provider");
  const described = typeof description === "string" && description.trim() !== "";
  fine(described || isDefault(extension), "description must be a non-blank string");
  const dialable = type !== "pstn" || E164.test(text);
  rules.require("CXE-B-33", dialable, bad("value must be a number in E.164 form", "extensions"));
}
