/** Checks of configured values, by the attributes of a kind; unknown values are left for later. */
import * as invalid from "../diagnostic/attribute-problems.ts";
import type { Diagnostic } from "../diagnostic/diagnostic.ts";
import type {
  Attribute,
  FileAttribute,
  LeafAttribute,
  LinksAttribute,
  RecordsAttribute,
  StringAttribute,
} from "../kind/attribute.ts";
import { fold } from "../kind/identity.ts";
import { type Kind, keyOfWritten } from "../kind/kind.ts";
import { recordKey } from "../kind/record.ts";
import { type KindTable, kindOf } from "../kind/table.ts";
import { controlCharacterIn, isBlank, isEmail, isFreeText, normalizeName } from "../kind/text.ts";
import { fileBytes, isKnown, numberOf, placeOf, writtenTarget } from "./declare.ts";
import { fromProblem } from "./diagnostics.ts";
import { snakeCase } from "./names.ts";
import {
  type AttributePath,
  type TerraformDiagnostic,
  type TerraformObject,
  type TerraformValue,
  UNKNOWN,
} from "./protocol/provider.ts";

import { textProblem } from "./text-problem.ts";

/** Collects what is wrong, each with the path it is about. */
class Findings {
  readonly list: TerraformDiagnostic[] = [];
  readonly table: KindTable;

  constructor(table: KindTable) {
    this.table = table;
  }

  add(path: AttributePath, problem: Diagnostic): void {
    this.list.push(fromProblem(problem, path));
  }
}

/** Everything wrong with the configured values of attributes. */
export function validateAttributes(
  table: KindTable,
  attributes: { readonly [name: string]: Attribute },
  config: TerraformObject,
): TerraformDiagnostic[] {
  const findings = new Findings(table);
  checkAttributes(findings, attributes, config, []);
  return findings.list;
}

function checkAttributes(
  findings: Findings,
  attributes: { readonly [name: string]: Attribute },
  config: TerraformObject,
  around: AttributePath,
): void {
  for (const [name, attribute] of Object.entries(attributes)) {
    const value = config[snakeCase(name)] ?? null;
    if (value === null || value === UNKNOWN || attribute.readOnly === true) continue;
    const path = [...around, snakeCase(name)];
    if (attribute.type === "object") {
      checkAttributes(findings, attribute.attributes, value as TerraformObject, path);
    } else checkLeaf(findings, attribute, value, path);
  }
}

function checkLeaf(
  findings: Findings,
  leaf: LeafAttribute,
  value: TerraformValue,
  path: AttributePath,
): void {
  switch (leaf.type) {
    case "string":
      checkText(findings, leaf, String(value), path);
      break;
    case "integer":
      checkInteger(findings, leaf, value, path);
      break;
    case "enum":
      checkChoice(findings, leaf, String(value), path);
      break;
    case "reference":
      checkName(findings, String(value), path, leaf.rule);
      break;
    case "file":
      checkFile(findings, leaf, String(value), path);
      break;
    case "texts":
      checkTexts(findings, leaf.rule, value as readonly TerraformValue[], path);
      break;
    case "records":
      checkRecords(findings, leaf, value as readonly TerraformValue[], path);
      break;
    case "links":
      checkLinks(findings, leaf, value as readonly TerraformValue[], path);
      break;
    case "boolean":
    case "secret":
      break;
  }
}

function nameAt(path: AttributePath): string {
  return path.filter((step) => typeof step === "string").join(".");
}

function checkText(findings: Findings, leaf: StringAttribute, written: string, path: AttributePath): void {
  const text = isFreeText(leaf) ? written : normalizeName(written);
  const problem = textProblem(leaf, text, nameAt(path));
  if (problem !== null) findings.add(path, problem);
}

function checkName(findings: Findings, written: string, path: AttributePath, rule: string | undefined): void {
  const name = nameAt(path);
  const control = controlCharacterIn(normalizeName(written));
  if (isBlank(written)) findings.add(path, invalid.blank(placeOf(name), name, rule));
  else if (control !== null) findings.add(path, invalid.controlCharacter(placeOf(name), name, control, rule));
}

function checkInteger(
  findings: Findings,
  leaf: LeafAttribute & { readonly type: "integer" },
  value: TerraformValue,
  path: AttributePath,
): void {
  const number = numberOf(value);
  if (Number.isInteger(number) && number >= leaf.minimum && number <= leaf.maximum) return;
  const name = nameAt(path);
  findings.add(path, invalid.outOfRange(placeOf(name), name, String(number), leaf, leaf.rule));
}

function checkChoice(
  findings: Findings,
  leaf: LeafAttribute & { readonly type: "enum" },
  text: string,
  path: AttributePath,
): void {
  if (leaf.values.includes(text)) return;
  const name = nameAt(path);
  findings.add(path, invalid.notOneOf(placeOf(name), name, text, leaf.values, leaf.rule));
}

function checkFile(findings: Findings, leaf: FileAttribute, text: string, path: AttributePath): void {
  const name = nameAt(path);
  const compact = text.replace(/\s/g, "");
  const bytes = fileBytes(compact);
  if (Buffer.from(bytes).toString("base64").replace(/=+$/, "") !== compact.replace(/=+$/, "")) {
    const wanted = "the content of a file in base64";
    findings.add(
      path,
      invalid.wrongType(placeOf(name), name, wanted, "another text", leaf.rule, "use filebase64()"),
    );
  } else if (bytes.length > leaf.maxBytes) {
    const bounds = { minimum: 1, maximum: leaf.maxBytes, unit: "bytes" };
    findings.add(path, invalid.outOfRange(placeOf(name), name, `${bytes.length}`, bounds, leaf.rule));
  }
}

function checkTexts(
  findings: Findings,
  rule: string | undefined,
  values: readonly TerraformValue[],
  path: AttributePath,
): void {
  for (const each of values) if (typeof each === "string") checkName(findings, each, path, rule);
}

function checkRecords(
  findings: Findings,
  leaf: RecordsAttribute,
  values: readonly TerraformValue[],
  path: AttributePath,
): void {
  const seen = new Set<string>();
  for (const [index, each] of values.entries()) {
    if (each === UNKNOWN) continue;
    const record = each as TerraformObject;
    checkAttributes(findings, leaf.of, record, [...path, index]);
    if (!isKnown(each)) continue;
    const members = Object.keys(leaf.of).map((member) => [member, record[snakeCase(member)] ?? null]);
    const key = recordKey(leaf, Object.fromEntries(members));
    if (seen.has(key))
      findings.add([...path, index], twice(path, leaf.by.map((by) => record[snakeCase(by)]).join(" ")));
    seen.add(key);
  }
}

function twice(path: AttributePath, name: string): Diagnostic {
  const place = placeOf(nameAt(path));
  return invalid.twiceInList(place, nameAt(path), name, place);
}

/** Elements of sets have no path of their own, so messages name them. */
function checkLinks(
  findings: Findings,
  leaf: LinksAttribute,
  values: readonly TerraformValue[],
  path: AttributePath,
): void {
  const target = kindOf(findings.table, leaf.to);
  const seen = new Set<string>();
  if (leaf.atLeastOne !== undefined && values.length === 0) {
    findings.add(path, invalid.noneLeft(placeOf(nameAt(path)), nameAt(path), leaf.atLeastOne));
  }
  for (const each of values) {
    if (!isKnown(each) || each === null) continue;
    checkTarget(findings, target, writtenTarget(target, each), path, leaf.rule);
    const key = keyOfWritten(target, writtenTarget(target, each));
    if (seen.has(key)) findings.add(path, twice(path, writtenTarget(target, each)));
    seen.add(key);
    if (typeof each === "object") checkOwn(findings, leaf, each as TerraformObject, path);
  }
}

/** The name of one link's target. */
export function checkTarget(
  findings: Pick<Findings, "add">,
  target: Kind,
  written: string,
  path: AttributePath,
  rule: string | undefined,
): void {
  const name = nameAt(path);
  const identity = target.leaves.get(target.identity[0] ?? "");
  const isPerson = identity?.type === "string" && identity.format === "email";
  if (isBlank(written)) findings.add(path, invalid.blank(placeOf(name), `an entry of ${name}`, rule));
  else if (isPerson && !isEmail(written)) {
    findings.add(path, invalid.badEmail(placeOf(name), `an entry of ${name}`, written, rule));
  }
}

function checkOwn(
  findings: Findings,
  leaf: LinksAttribute,
  link: TerraformObject,
  path: AttributePath,
): void {
  const inner = new Findings(findings.table);
  checkAttributes(inner, leaf.with ?? {}, link, path);
  for (const each of inner.list) findings.list.push({ ...each, path });
}

/** True where everybody has the link anyway, so that nothing can give or take it. */
export function isImplicit(leaf: LinksAttribute, key: string): boolean {
  return leaf.implicit?.some((name) => fold(name) === key) === true;
}
