import type { Problem } from "../../../kind/check.ts";

export function error(rule: string, message: string, fix: string, path?: string): Problem {
  return { rule, severity: "error", message, fix, ...(path === undefined ? {} : { path }) };
}

export function warning(rule: string, message: string, fix?: string): Problem {
  return { rule, severity: "warning", message, ...(fix === undefined ? {} : { fix }) };
}

export function information(rule: string, message: string, fix?: string): Problem {
  return { rule, severity: "information", message, ...(fix === undefined ? {} : { fix }) };
}
