/** CXE-B-31, CXE-B-33: what an extension must hold, by its type. */
import { canonicalJson } from "../../../kind/canonical.ts";
import type { PlanCheck, Problem } from "../../../kind/check.ts";
import { type RecordValue, recordsOf } from "../../../kind/record.ts";
import { DEFAULT_EXTENSION_PROVIDER, PHONE_NUMBER } from "../limits.ts";
import { error, warning } from "./problem.ts";

export const extensionShapes: PlanCheck = ({ verb, before, after, declared }) => {
  if (after === null || verb === "remove" || verb === "unchanged" || !declared.has("extensions")) return [];
  const held = new Set(recordsOf(before?.attributes.extensions).map((each) => canonicalJson(each)));
  return recordsOf(after.attributes.extensions)
    .filter((each) => !held.has(canonicalJson(each)))
    .flatMap(shape);
};

function shape(extension: RecordValue): Problem[] {
  const { type, provider } = extension;
  const value = String(extension.value ?? "");
  if (type === "webrtc") return webrtc(provider);
  if (type === "sip") {
    if (value.startsWith("sip:")) return [];
    return [error("CXE-B-31", `"${value}" is no SIP address`, "write `sip:` and the address", "extensions")];
  }
  return [...described(extension), ...number(value)];
}

function webrtc(provider: unknown): Problem[] {
  if (provider === DEFAULT_EXTENSION_PROVIDER || provider === "plivo") return [];
  const fix = `say \`provider: ${DEFAULT_EXTENSION_PROVIDER}\``;
  return [error("CXE-B-31", "a webrtc extension needs a provider", fix, "extensions")];
}

function described(extension: RecordValue): Problem[] {
  if (String(extension.description ?? "").trim() !== "") return [];
  return [error("CXE-B-31", "a pstn extension needs a description", "add `description`", "extensions")];
}

function number(value: string): Problem[] {
  if (!PHONE_NUMBER.test(value)) {
    const fix = "write it with + and the country's code, such as +40211234567";
    return [error("CXE-B-33", `"${value}" is no number in E.164 form`, fix, "extensions")];
  }
  if (!value.includes("x")) return [];
  return [
    warning("CXE-B-33", `the inner extension in ${value} is not expected by every page of the product`),
  ];
}
