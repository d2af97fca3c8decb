/** Refusals that the tool makes and the platform does not, each with the open question whose reading it follows. */
export interface ToolOnly {
  readonly platform: string;
  /** Code of the finding, or name of the guard. */
  readonly code: string;
  readonly question: string;
  readonly because: string;
}

export const TOOL_ONLY: readonly ToolOnly[] = [
  {
    platform: "engagecx",
    code: "ECX-USR-02",
    question: "Q-ECX-20",
    because: "the guide does not exclude disabling the default user, and whoever does it may be locked out",
  },
  {
    platform: "autoid",
    code: "maker-without-right",
    question: "Q-X-01",
    because:
      "a group its maker gives up at once would have nobody to manage it, and the rest of the plan no right",
  },
];
